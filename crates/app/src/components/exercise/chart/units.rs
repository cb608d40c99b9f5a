//! The unit of a column of the table that a chart's steps make. Where it is not certain, there is none.

use spec::Step;
use spec::module::DataSource;
use spec::step::Aggregate;
use yew::AttrValue;

/// Columns with their units, and the unit of columns that are named by values (of a pivot).
#[derive(Default)]
struct Units {
    known: Vec<(String, String)>,
    others: String,
}

impl Units {
    fn of(&self, column: &str) -> String {
        let known = self.known.iter().find(|(name, _)| name == column);
        known.map_or_else(|| self.others.clone(), |(_, unit)| unit.clone())
    }

    fn put(&mut self, column: &str, unit: String) {
        self.known.retain(|(name, _)| name != column);
        self.known.push((column.to_owned(), unit));
    }

    /// Unit of a calculation: a column as it is, or a share in percent (`a * 100 / b` of one unit).
    fn of_calculation(&self, sql: &str) -> String {
        let sql = match sql.trim().split_once('(') {
            Some((round, rest)) if round.trim().eq_ignore_ascii_case("round") => {
                rest.rsplit_once(',').map_or(sql, |(inner, _)| inner)
            }
            _ => sql,
        };
        if let Some(column) = plain(sql) {
            return self.of(column);
        }
        let is_hundred = |part: &str| matches!(part.trim(), "100" | "100.0");
        let share = sql.split_once('/').and_then(|(above, below)| {
            let (left, right) = above.split_once('*')?;
            let part = match (is_hundred(left), is_hundred(right)) {
                (true, false) => right,
                (false, true) => left,
                _ => return None,
            };
            let unit = self.of(plain(part)?);
            (!unit.is_empty() && unit == self.of(plain(below)?)).then(|| "%".to_owned())
        });
        share.unwrap_or_default()
    }

    fn add(&mut self, table: &str, data: &[DataSource]) {
        let columns = data.iter().filter(|source| source.name == table);
        for column in columns.flat_map(|source| &source.columns) {
            if !self.known.iter().any(|(name, _)| *name == column.name) {
                self.known.push((column.name.clone(), column.unit.clone()));
            }
        }
    }

    fn step(&mut self, step: &Step, data: &[DataSource]) {
        match step {
            Step::From { table } => {
                *self = Self::default();
                self.add(table, data);
            }
            Step::Join { table, .. } => self.add(table, data),
            // Rows of two units are counted in neither.
            Step::Union { table } => {
                let columns = data.iter().filter(|source| source.name == *table);
                for column in columns.flat_map(|source| &source.columns) {
                    if self.of(&column.name) != column.unit {
                        self.put(&column.name, String::new());
                    }
                }
            }
            Step::Rename { pairs } => {
                let renamed: Vec<(String, String)> = pairs
                    .iter()
                    .map(|pair| (pair.to.clone(), self.of(&pair.from)))
                    .collect();
                for (name, unit) in renamed {
                    self.put(&name, unit);
                }
            }
            Step::WithColumns { columns } => {
                let units: Vec<String> = columns
                    .iter()
                    .map(|column| self.of_calculation(&column.expr))
                    .collect();
                for (column, unit) in columns.iter().zip(units) {
                    self.put(&column.name, unit);
                }
            }
            Step::GroupBy { keys, aggs } => {
                let mut after = Self::default();
                for key in keys {
                    after.put(key, self.of(key));
                }
                for agg in aggs {
                    // The number of rows has the unit of none of their columns.
                    let inner = agg.expr.trim().split_once('(').filter(|(function, _)| {
                        !function.trim().eq_ignore_ascii_case(Aggregate::Count.sql())
                    });
                    let inner = inner.and_then(|(_, rest)| rest.strip_suffix(')'));
                    after.put(&agg.name, self.of_calculation(inner.unwrap_or_default()));
                }
                *self = after;
            }
            Step::Pivot {
                index, values, agg, ..
            } => {
                let mut after = Self::default();
                if *agg != Aggregate::Count {
                    after.others = self.of(values);
                }
                for column in index {
                    after.put(column, self.of(column));
                }
                *self = after;
            }
            Step::Unpivot { index, .. } => {
                let units = index.iter().map(|column| (column.clone(), self.of(column)));
                *self = Self {
                    known: units.collect(),
                    others: String::new(),
                };
            }
            // A column of another type is another thing: 29.87% becomes 0.2987.
            Step::Cast { columns, .. } => {
                for column in columns {
                    self.put(column, String::new());
                }
            }
            _ => {}
        }
    }
}

/// The column that an expression consists of.
fn plain(sql: &str) -> Option<&str> {
    let sql = sql.trim();
    let quoted = sql
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let name = quoted.unwrap_or(sql);
    let is_name = match quoted {
        Some(name) => !name.contains('"'),
        None => {
            !name.contains(|c: char| "+-*/()<>='\"".contains(c))
                && !name.starts_with(|c: char| c.is_ascii_digit())
        }
    };
    is_name.then_some(name)
}

/// The unit of a column after the steps; empty where it has none or it is not certain.
pub(super) fn unit_of(column: &str, steps: &[Step], data: &[DataSource]) -> AttrValue {
    let mut units = Units::default();
    for step in steps {
        units.step(step, data);
    }
    units.of(column).into()
}

#[cfg(test)]
mod tests {
    use spec::module::ColumnInfo;
    use spec::step::text::parse_steps;
    use table::Dtype;

    use super::*;

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
}
