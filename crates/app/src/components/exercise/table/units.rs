//! What the columns of a result mean and in what they are counted, followed through the steps: a sum of people is people, a
//! share of them is percent or nothing. Where it is not certain, no unit is shown. Table and chart say the same.

use std::rc::Rc;

use spec::Step;
use spec::module::{ColumnInfo, DataSource};
use spec::step::{Aggregate, ChangeAs};
use table::Field;

use super::aggregate::{Call, Function};
use super::formula::{Formula, Operand, Sign};

/// Meanings and units of the columns of some tables; of two columns of one name the first counts.
pub(crate) fn known_columns<'a>(
    tables: impl IntoIterator<Item = &'a DataSource>,
) -> Rc<Vec<ColumnInfo>> {
    let mut known: Vec<ColumnInfo> = Vec::new();
    for info in tables.into_iter().flat_map(|source| &source.columns) {
        if !known.iter().any(|other| other.name == info.name) {
            known.push(info.clone());
        }
    }
    Rc::new(known)
}

/// Meanings and units of the columns that these steps leave, as far as they are known. Only steps that were run are given;
/// `schema` are the columns that came of them, where that is known.
pub(crate) fn columns_after(
    steps: &[Step],
    tables: &[DataSource],
    schema: &[Field],
) -> Rc<Vec<ColumnInfo>> {
    let known = Known::after(steps, tables);
    let named_by_values = schema
        .iter()
        .filter(|field| known.find(&field.name).is_none());
    let named_by_values = named_by_values.filter_map(|field| known.of(&field.name));
    let columns = known.columns.iter().filter_map(|(_, info)| info.clone());
    Rc::new(columns.chain(named_by_values).collect())
}

/// The unit of a column after the steps; empty where it has none or it is not certain.
pub(crate) fn unit_of(column: &str, steps: &[Step], tables: &[DataSource]) -> String {
    let info = Known::after(steps, tables).of(column);
    info.map(|info| info.unit).unwrap_or_default()
}

/// What is known of the columns.
#[derive(Clone, Default)]
struct Known {
    /// By name; `None` where it is not certain what a column counts.
    columns: Vec<(String, Option<ColumnInfo>)>,
    /// What columns are whose names are values (of a pivot).
    others: Option<ColumnInfo>,
}

impl Known {
    fn after(steps: &[Step], tables: &[DataSource]) -> Self {
        let mut known = Self::default();
        for step in steps {
            known.follow(step, tables);
        }
        known
    }

    fn find(&self, name: &str) -> Option<&Option<ColumnInfo>> {
        let mut columns = self.columns.iter();
        columns.find_map(|(other, info)| (other == name).then_some(info))
    }

    /// What a column of that name is.
    fn of(&self, name: &str) -> Option<ColumnInfo> {
        self.find(name)
            .cloned()
            .unwrap_or_else(|| named(name, self.others.clone()))
    }

    /// A column in the place of what had its name.
    fn put(&mut self, name: &str, info: Option<ColumnInfo>) {
        self.columns.retain(|(other, _)| other != name);
        self.columns.push((name.to_owned(), info));
    }

    /// Only these columns stay.
    fn keep(&mut self, names: &[String]) {
        let columns = names.iter().map(|name| (name.clone(), self.of(name)));
        *self = Self {
            columns: columns.collect(),
            others: None,
        };
    }

    fn follow(&mut self, step: &Step, tables: &[DataSource]) {
        let table = |name: &str| {
            let table = tables.iter().find(|table| table.name == name);
            table.map_or(&[][..], |table| &table.columns)
        };
        match step {
            Step::From { table: name } => {
                *self = Self::default();
                self.add(table(name));
            }
            Step::Join { table: name, .. } => self.add(table(name)),
            // Rows of two units are counted in neither.
            Step::Union { table: name } => {
                for other in table(name) {
                    if self
                        .of(&other.name)
                        .is_none_or(|info| info.unit != other.unit)
                    {
                        self.put(&other.name, None);
                    }
                }
            }
            Step::Rename { pairs } => {
                let renamed: Vec<_> = pairs
                    .iter()
                    .map(|pair| (pair.to.clone(), self.of(&pair.from)))
                    .collect();
                self.columns
                    .retain(|(name, _)| !pairs.iter().any(|pair| pair.from == *name));
                for (name, info) in renamed {
                    let info = info.map(|info| ColumnInfo {
                        name: name.clone(),
                        ..info
                    });
                    self.put(&name, info);
                }
            }
            Step::WithColumns { columns } => {
                let before = self.clone();
                for made in columns {
                    self.put(&made.name, named(&made.name, before.of_formula(&made.expr)));
                }
            }
            Step::GroupBy { keys, aggs } => {
                let before = self.clone();
                self.keep(keys);
                for made in aggs {
                    self.put(&made.name, named(&made.name, before.of_call(&made.expr)));
                }
            }
            Step::Pivot {
                index, values, agg, ..
            } => {
                let others = self.of(values).filter(|_| *agg != Aggregate::Count);
                self.keep(index);
                self.others = others;
            }
            Step::Unpivot {
                index, name, value, ..
            } => {
                self.keep(index);
                self.put(name, None);
                self.put(value, None);
            }
            // A column of another type is another thing: 29.87% becomes 0.2987.
            Step::Cast { columns, .. } => {
                for column in columns {
                    self.put(column, None);
                }
            }
            // Names that nobody has described.
            Step::Header { .. } => *self = Self::default(),
            // A change is counted as what changed, unless it is a part of it.
            Step::CumSum { column, name, .. }
            | Step::Rolling { column, name, .. }
            | Step::Change {
                column,
                name,
                how: ChangeAs::Difference,
                ..
            } => self.put(name, named(name, self.of(column))),
            Step::Share { name, .. }
            | Step::Rank { name, .. }
            | Step::Change { name, .. }
            | Step::Bins { name, .. }
            | Step::KeyConversion { column: name, .. } => self.put(name, None),
            Step::Split { names, .. } => {
                for name in names {
                    self.put(name, None);
                }
            }
            Step::Normalise { .. }
            | Step::FillDown { .. }
            | Step::DropTotals { .. }
            | Step::Select { .. }
            | Step::Filter { .. }
            | Step::Sort { .. }
            | Step::Head { .. }
            | Step::Tail { .. }
            | Step::Unique { .. }
            | Step::FillNull { .. } => {}
        }
    }

    /// The columns of a table that is read. Of two columns of one name the one that was there keeps it.
    fn add(&mut self, columns: &[ColumnInfo]) {
        for info in columns {
            if self.find(&info.name).is_none() {
                self.columns.push((info.name.clone(), Some(info.clone())));
            }
        }
    }

    /// The column in whose unit a calculation is counted: one column, or sums and differences of columns of one unit. A
    /// hundred times one column by another of its unit is percent.
    fn of_formula(&self, sql: &str) -> Option<ColumnInfo> {
        let formula = Formula::parse(sql)?;
        if let Some(share) = self.of_share(&formula) {
            return Some(share);
        }
        let first = self.of_operand(&formula.first)?;
        let is_same = |(sign, operand): &(Sign, Operand)| {
            matches!(sign, Sign::Plus | Sign::Minus)
                && self
                    .of_operand(operand)
                    .is_some_and(|other| other.unit == first.unit)
        };
        formula.rest.iter().all(is_same).then_some(first)
    }

    fn of_share(&self, formula: &Formula) -> Option<ColumnInfo> {
        let [(Sign::Times, second), (Sign::Divided, whole)] = formula.rest.as_slice() else {
            return None;
        };
        let is_hundred = |it: &Operand| matches!(it, Operand::Number(text) if matches!(text.as_str(), "100" | "100.0"));
        let part = match (is_hundred(&formula.first), is_hundred(second)) {
            (true, false) => second,
            (false, true) => &formula.first,
            _ => return None,
        };
        let (part, whole) = (self.of_operand(part)?, self.of_operand(whole)?);
        (!part.unit.is_empty() && part.unit == whole.unit).then(|| ColumnInfo {
            unit: "%".to_owned(),
            ..part
        })
    }

    fn of_operand(&self, operand: &Operand) -> Option<ColumnInfo> {
        match operand {
            Operand::Column(name) => self.of(name),
            Operand::Number(_) | Operand::Blank => None,
        }
    }

    /// The column in whose unit an aggregate is counted; none for what counts rows.
    fn of_call(&self, sql: &str) -> Option<ColumnInfo> {
        let call = Call::parse(sql)?;
        match call.function {
            Function::Rows | Function::Distinct | Function::Of(Aggregate::Count) => None,
            Function::Of(_) => self.of(&call.column),
        }
    }
}

/// What is known of a column, of one that was made from it: it means something else.
fn named(name: &str, of: Option<ColumnInfo>) -> Option<ColumnInfo> {
    of.map(|info| ColumnInfo {
        name: name.to_owned(),
        meaning: String::new(),
        ..info
    })
}

#[cfg(test)]
mod tests {
    use spec::step::text::parse_steps;
    use spec::step::{NamedExpr, RenamePair};
    use table::Dtype;

    use super::*;

    fn column(name: &str, unit: &str) -> ColumnInfo {
        ColumnInfo {
            name: name.into(),
            meaning: "何か".into(),
            unit: unit.into(),
            dtype: Dtype::Int,
        }
    }

    fn units(steps: &[Step]) -> Vec<(String, String)> {
        let tables = [
            DataSource {
                name: "人口".into(),
                columns: vec![
                    column("地域", ""),
                    column("人口", "人"),
                    column("男", "人"),
                    column("世帯数", "世帯"),
                ],
                ..DataSource::default()
            },
            DataSource {
                name: "千人".into(),
                columns: vec![column("人口", "千人")],
                ..DataSource::default()
            },
            DataSource {
                name: "面積".into(),
                columns: vec![column("地域", ""), column("総面積", "km²")],
                ..DataSource::default()
            },
        ];
        let from = Step::From {
            table: "人口".into(),
        };
        let steps: Vec<Step> = std::iter::once(from).chain(steps.iter().cloned()).collect();
        let known = columns_after(&steps, &tables, &[]);
        let known = known.iter().filter(|info| !info.unit.is_empty());
        known
            .map(|info| (info.name.clone(), info.unit.clone()))
            .collect()
    }

    fn made(name: &str, expr: &str) -> NamedExpr {
        NamedExpr {
            name: name.into(),
            expr: expr.into(),
        }
    }

    #[test]
    fn units_follow_what_is_computed() {
        let unit = |expr: &str| {
            let step = Step::WithColumns {
                columns: vec![made("x", expr)],
            };
            let units = units(&[step]);
            let unit = units.into_iter().find(|(name, _)| name == "x");
            unit.map(|(_, unit)| unit).unwrap_or_default()
        };
        assert_eq!(unit("人口"), "人");
        assert_eq!(unit("人口 - 男"), "人");
        assert_eq!(unit("ROUND(人口 + 男, 1)"), "人");
        assert_eq!(unit("人口 / 世帯数"), "");
        assert_eq!(unit("人口 - 世帯数"), "");
        assert_eq!(unit("人口 * 1000"), "");
        assert_eq!(unit("人口 + 1"), "", "one what?");
        assert_eq!(unit("CASE WHEN 人口 > 1 THEN 人口 END"), "");
    }

    #[test]
    fn a_column_that_is_written_over_has_no_old_unit() {
        let step = Step::WithColumns {
            columns: vec![made("人口", "世帯数 / 人口")],
        };
        let kept = units(&[step]);
        assert!(!kept.iter().any(|(name, _)| name == "人口"), "{kept:?}");
    }

    #[test]
    fn sums_are_counted_as_what_they_sum() {
        let group = Step::GroupBy {
            keys: vec!["地域".into()],
            aggs: vec![
                made("人口合計", "SUM(人口)"),
                made("町の数", "COUNT(*)"),
                made("世帯の平均", "AVG(世帯数)"),
            ],
        };
        let expected = [("人口合計", "人"), ("世帯の平均", "世帯")];
        let expected = expected.map(|(name, unit)| (name.to_owned(), unit.to_owned()));
        assert_eq!(units(&[group]), expected);
    }

    #[test]
    fn rows_of_two_units_are_counted_in_neither() {
        let union = |table: &str| {
            let kept = units(&[Step::Union {
                table: table.into(),
            }]);
            kept.iter().any(|(name, _)| name == "人口")
        };
        assert!(union("人口") && union("面積"));
        assert!(!union("千人"));
    }

    #[test]
    fn names_that_change_take_their_unit_along() {
        let rename = Step::Rename {
            pairs: vec![RenamePair {
                from: "人口".into(),
                to: "住民".into(),
            }],
        };
        let join = Step::Join {
            how: spec::step::JoinKind::Left,
            table: "面積".into(),
            on: Vec::new(),
        };
        let found = units(&[rename, join]);
        assert!(found.contains(&("住民".to_owned(), "人".to_owned())));
        assert!(found.contains(&("総面積".to_owned(), "km²".to_owned())));
        assert!(!found.iter().any(|(name, _)| name == "人口"));
    }

    fn check(steps: &str, column: &str, expected: &str) {
        let info = |(name, unit): (&str, &str)| ColumnInfo {
            name: name.into(),
            meaning: String::new(),
            unit: unit.into(),
            dtype: Dtype::Int,
        };
        let columns = [
            ("町", ""),
            ("年", "年"),
            ("高齢者", "人"),
            ("人口", "人"),
            ("世帯", "世帯"),
        ];
        let data = [DataSource {
            name: "t".into(),
            columns: columns.map(info).to_vec(),
            ..DataSource::default()
        }];
        let (steps, errors) = parse_steps(steps);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(
            unit_of(column, &steps, &data).as_str(),
            expected,
            "{steps:?}"
        );
    }

    #[test]
    fn a_unit_stays_as_long_as_it_is_certain() {
        check("from t", "人口", "人");
        check("from t", "町", "");
        check("from t\nrename 人口 = 総数\nselect 総数", "総数", "人");
        check("from t\nwith_columns 率 = 高齢者 * 100.0 / 人口", "率", "%");
        check(
            "from t\nwith_columns 率 = ROUND(100 * 高齢者 / 人口, 1)",
            "率",
            "%",
        );
        check("from t\nwith_columns 比 = 高齢者 / 人口", "比", "");
        check("from t\nwith_columns 比 = 人口 * 100.0 / 世帯", "比", "");
        check("from t\nwith_columns 人口 = 人口 / 1000", "人口", "");
        check("from t\nwith_columns 写し = 人口", "写し", "人");
        check("from t\nwith_columns 千 = 1000", "千", "");
        check(
            "from t\ngroup_by 年 : 計 = sum(人口), 数 = count(人口)",
            "計",
            "人",
        );
        check(
            "from t\ngroup_by 年 : 計 = sum(人口), 数 = count(人口)",
            "数",
            "",
        );
        let pivot =
            "from t\npivot on 年 index 町 values 人口 agg sum\nrename \"2018\" = \"2018年\"";
        check(pivot, "2018年", "人");
        check(pivot, "町", "");
        let change =
            format!("{pivot}\nwith_columns 率 = (\"2018年\" - \"2019\") * 100 / \"2018年\"");
        check(&change, "率", "");
        check("from t\ncast 人口 to number", "人口", "");
    }

    #[test]
    fn columns_that_are_named_by_values_are_counted_as_the_values() {
        let info = ColumnInfo {
            dtype: Dtype::Text,
            ..column("町", "")
        };
        let tables = [DataSource {
            name: "t".into(),
            columns: vec![info, column("年", "年"), column("人口", "人")],
            ..DataSource::default()
        }];
        let steps = "from t\npivot on 年 index 町 values 人口 agg sum\nwith_columns 比 = \"2018\" / \"2019\"";
        let (steps, errors) = parse_steps(steps);
        assert!(errors.is_empty(), "{errors:?}");
        let schema = ["町", "2018", "比"].map(|name| Field {
            name: name.into(),
            dtype: Dtype::Int,
        });
        let known = columns_after(&steps, &tables, &schema);
        let units: Vec<_> = known
            .iter()
            .map(|info| (&*info.name, &*info.unit))
            .collect();
        assert_eq!(units, [("町", ""), ("2018", "人")]);
    }
}
