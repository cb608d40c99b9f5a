//! What the columns of a result mean and in what they are counted, followed through the steps: a sum of people is people, a
//! share of them is not. Where it is not certain, no unit is shown.

use std::rc::Rc;

use spec::Step;
use spec::module::{ColumnInfo, DataSource};
use spec::step::{Aggregate, NamedExpr};

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

/// Meanings and units of the columns that these steps leave, as far as they are known. Only steps that were run are given.
pub(crate) fn columns_after<'a>(
    steps: impl IntoIterator<Item = &'a Step>,
    tables: &[DataSource],
) -> Rc<Vec<ColumnInfo>> {
    let mut known = Vec::new();
    for step in steps {
        follow(step, tables, &mut known);
    }
    Rc::new(known)
}

fn follow(step: &Step, tables: &[DataSource], known: &mut Vec<ColumnInfo>) {
    let table = |name: &str| {
        let table = tables.iter().find(|table| table.name == name);
        table.map_or(&[][..], |table| &table.columns)
    };
    match step {
        Step::From { table: name } => *known = table(name).to_vec(),
        Step::Join { table: name, .. } => {
            // Of two columns of one name the one that was there keeps it.
            let is_new = |info: &&ColumnInfo| !known.iter().any(|other| other.name == info.name);
            let new: Vec<ColumnInfo> = table(name).iter().filter(is_new).cloned().collect();
            known.extend(new);
        }
        // Rows of two units are counted in neither.
        Step::Union { table: name } => known.retain(|info| {
            let other = find(&info.name, table(name));
            other.is_none_or(|other| other.unit == info.unit)
        }),
        Step::Rename { pairs } => {
            for info in known.iter_mut() {
                if let Some(pair) = pairs.iter().find(|pair| pair.from == info.name) {
                    info.name.clone_from(&pair.to);
                }
            }
        }
        Step::WithColumns { columns } => {
            let before = known.clone();
            for made in columns {
                put(known, made, of_formula(&made.expr, &before));
            }
        }
        Step::GroupBy { keys, aggs } => {
            let before = std::mem::take(known);
            known.extend(
                before
                    .iter()
                    .filter(|info| keys.contains(&info.name))
                    .cloned(),
            );
            for made in aggs {
                put(known, made, of_call(&made.expr, &before));
            }
        }
        Step::Pivot { index, .. } => known.retain(|info| index.contains(&info.name)),
        Step::Unpivot {
            index, name, value, ..
        } => {
            known.retain(|info| {
                index.contains(&info.name) && info.name != *name && info.name != *value
            });
        }
        Step::Cast { columns, .. } => known.retain(|info| !columns.contains(&info.name)),
        Step::Select { .. }
        | Step::Filter { .. }
        | Step::Sort { .. }
        | Step::Head { .. }
        | Step::Tail { .. }
        | Step::Unique { .. }
        | Step::FillNull { .. } => {}
    }
}

/// A column that was made, in the place of what had its name.
fn put(known: &mut Vec<ColumnInfo>, made: &NamedExpr, of: Option<&ColumnInfo>) {
    known.retain(|info| info.name != made.name);
    if let Some(of) = of {
        let mut info = of.clone();
        info.name.clone_from(&made.name);
        info.meaning.clear();
        known.push(info);
    }
}

fn find<'a>(name: &str, known: &'a [ColumnInfo]) -> Option<&'a ColumnInfo> {
    known.iter().find(|info| info.name == name)
}

/// The column in whose unit a calculation is counted: one column, or sums and differences of columns of one unit.
fn of_formula<'a>(sql: &str, known: &'a [ColumnInfo]) -> Option<&'a ColumnInfo> {
    let formula = Formula::parse(sql)?;
    let column = |operand: &Operand| match operand {
        Operand::Column(name) => find(name, known),
        Operand::Number(_) | Operand::Blank => None,
    };
    let first = column(&formula.first)?;
    let is_same = |(sign, operand): &(Sign, Operand)| {
        matches!(sign, Sign::Plus | Sign::Minus)
            && column(operand).is_some_and(|other| other.unit == first.unit)
    };
    formula.rest.iter().all(is_same).then_some(first)
}

/// The column in whose unit an aggregate is counted; none for what counts rows.
fn of_call<'a>(sql: &str, known: &'a [ColumnInfo]) -> Option<&'a ColumnInfo> {
    let call = Call::parse(sql)?;
    match call.function {
        Function::Rows | Function::Distinct | Function::Of(Aggregate::Count) => None,
        Function::Of(_) => find(&call.column, known),
    }
}

#[cfg(test)]
mod tests {
    use spec::step::RenamePair;
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
        let known = columns_after(std::iter::once(&from).chain(steps), &tables);
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
}
