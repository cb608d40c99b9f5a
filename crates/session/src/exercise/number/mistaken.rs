//! Numbers that are mistaken for the answer to a question: another row or column, another table with a column of that name, a
//! number rounded on the way. They come from the question's own query with one thing changed; a query that is more than one
//! SELECT over its tables has the changes of [`crate::mutate`] alone. Start at [`known`].

use std::ops::ControlFlow;

use engine::Engine;
use grade::number::Known;
use spec::verdict::NumberCause;
use spec::{Finding, MutantChange, Program};
use sqlparser::ast::{
    BinaryOperator, Expr, GroupByExpr, Ident, ObjectName, Query, Select, SelectItem, SetExpr,
    Statement, TableFactor, Value as Literal, visit_expressions, visit_expressions_mut,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use table::Table;

use crate::cell;
use crate::mutate::{self, columns_in, name_of, parse, rounding_of};

/// Most rows, columns and parts of a formula that are looked at.
const ROWS: u64 = 2_000;
const COLUMNS: usize = 60;
const PARTS: usize = 8;
/// To how many decimals people round on the way.
const ON_THE_WAY: [i32; 3] = [0, 1, 2];

/// What is known of a question beside the right number.
pub(super) fn known(sql: &str, engine: &Engine) -> Known {
    let mut known = Known {
        mistaken: changed(sql, engine),
        ..Known::default()
    };
    let Some(question) = Question::read(sql, engine) else {
        return known;
    };
    let (full, decimals) = match rounding_of(&question.item) {
        Some((full, decimals)) => (full.clone(), Some(decimals)),
        None => (question.item.clone(), None),
    };
    let unrounded = question.numbers(std::slice::from_ref(&full));
    known.full = unrounded.first().copied().filter(|full| full.is_finite());
    known.decimals = decimals.and_then(|decimals| u8::try_from(decimals).ok());
    known.subtracts = subtracts(&full);
    known.mistaken.extend(question.other_rows());
    known.mistaken.extend(question.other_columns());
    known.mistaken.extend(question.other_tables());
    known.mistaken.extend(question.rounded_early(&full));
    known
}

/// What the query gives with one thing changed, as for tables. Numbers of the rows beside are [`Question::other_rows`]'s.
fn changed(sql: &str, engine: &Engine) -> Vec<(Finding, f64)> {
    mutate::mutants(&Program::Sql(sql.to_owned()), engine)
        .into_iter()
        .filter(|mutant| match &mutant.change {
            MutantChange::Dropped { verb, .. } => verb == "filter",
            MutantChange::FilterValue { .. }
            | MutantChange::Aggregate { .. }
            | MutantChange::JoinKind { .. }
            | MutantChange::Boundary { .. }
            | MutantChange::AndOr { .. } => true,
            // Of decimals and units the number itself tells; of one number there are no groups, orders and gaps.
            MutantChange::Unit { .. }
            | MutantChange::Rounding { .. }
            | MutantChange::SortFlipped { .. }
            | MutantChange::GroupColumns { .. }
            | MutantChange::RowLimit { .. }
            | MutantChange::FillValue { .. } => false,
        })
        .filter_map(|mutant| {
            let number = only(&run(engine, &mutant.program)?, 0)?;
            Some((Finding::Change(mutant.change), number))
        })
        .collect()
}

fn run(engine: &Engine, program: &Program) -> Option<Table> {
    let frame = engine.evaluate(program).result.ok()?;
    frame.table(ROWS).ok()
}

/// The number in a column of a table with one row.
fn only(table: &Table, column: usize) -> Option<f64> {
    if table.height() != 1 {
        return None;
    }
    table.columns().get(column)?.get(0)?.as_f64()
}

/// A question that is one SELECT of one number.
struct Question<'a> {
    engine: &'a Engine,
    query: Query,
    select: Select,
    /// What is selected.
    item: Expr,
}

impl<'a> Question<'a> {
    fn read(sql: &str, engine: &'a Engine) -> Option<Self> {
        if !mutate::is_shallow(sql) {
            return None;
        }
        let mut statements = Parser::parse_sql(&GenericDialect, sql).ok()?;
        let (Some(Statement::Query(query)), true) = (statements.pop(), statements.is_empty())
        else {
            return None;
        };
        let SetExpr::Select(select) = query.body.as_ref() else {
            return None;
        };
        let select = (**select).clone();
        let [SelectItem::UnnamedExpr(item) | SelectItem::ExprWithAlias { expr: item, .. }] =
            select.projection.as_slice()
        else {
            return None;
        };
        let is_plain =
            matches!(&select.group_by, GroupByExpr::Expressions(keys, _) if keys.is_empty());
        let item = item.clone();
        is_plain.then_some(Self {
            engine,
            query: *query,
            select,
            item,
        })
    }

    /// The result with these items in the place of the one that is asked for.
    fn with(&self, items: &[Expr], edit: impl FnOnce(&mut Select)) -> Option<Table> {
        let mut select = self.select.clone();
        select.projection = items
            .iter()
            .enumerate()
            .map(|(at, expr)| SelectItem::ExprWithAlias {
                expr: expr.clone(),
                alias: Ident::with_quote('"', format!("#{at}")),
            })
            .collect();
        edit(&mut select);
        let query = Query {
            body: Box::new(SetExpr::Select(Box::new(select))),
            ..self.query.clone()
        };
        run(self.engine, &Program::Sql(query.to_string()))
    }

    /// What each of these gives in the place of what is asked for; NaN where it gives no number.
    fn numbers(&self, items: &[Expr]) -> Vec<f64> {
        match self.with(items, |_| {}) {
            Some(table) => (0..items.len())
                .map(|column| only(&table, column).unwrap_or(f64::NAN))
                .collect(),
            None => Vec::new(),
        }
    }

    /// The conditions that all have to hold.
    fn conditions(&self) -> Vec<Expr> {
        let mut found = Vec::new();
        let mut open: Vec<&Expr> = self.select.selection.iter().collect();
        while let Some(expr) = open.pop() {
            match expr {
                Expr::Nested(inner) => open.push(inner),
                Expr::BinaryOp {
                    left,
                    op: BinaryOperator::And,
                    right,
                } => open.extend([left.as_ref(), right.as_ref()]),
                other => found.push(other.clone()),
            }
        }
        found
    }

    /// The same number of the rows with another value in one of the conditions: another town, another year.
    fn other_rows(&self) -> Vec<(Finding, f64)> {
        let conditions = self.conditions();
        let mut found = Vec::new();
        for (at, condition) in conditions.iter().enumerate() {
            let Some((column, asked)) = equality(condition) else {
                continue;
            };
            let others = conditions
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at);
            let rest = all_of(others.map(|(_, condition)| condition.clone()));
            let summarises = aggregates(&self.item);
            let table = self.with(&[column.clone(), self.item.clone()], |select| {
                select.selection = rest;
                if summarises {
                    select.group_by = GroupByExpr::Expressions(vec![column.clone()], Vec::new());
                }
            });
            let (Some(table), Some(name)) = (table, name_of(&column)) else {
                continue;
            };
            let [values, numbers] = table.columns() else {
                continue;
            };
            found.extend((0..table.height()).filter_map(|row| {
                let got = cell::text(&values.get(row)?).filter(|got| *got != asked)?;
                let change = MutantChange::FilterValue {
                    column: name.clone(),
                    got,
                };
                Some((Finding::Change(change), numbers.get(row)?.as_f64()?))
            }));
        }
        found
    }

    /// The table that is read, where it is only one.
    fn table(&self) -> Option<String> {
        let [from] = self.select.from.as_slice() else {
            return None;
        };
        match &from.relation {
            TableFactor::Table { name, .. } if from.joins.is_empty() => {
                name.0.last().map(|name| name.value.clone())
            }
            _ => None,
        }
    }

    /// The one column of numbers that is asked for. Counting looks at no numbers.
    fn column(&self) -> Option<String> {
        match columns_in(&self.item).as_slice() {
            [column] if !calls(&self.item, &["count"]) => Some(column.clone()),
            _ => None,
        }
    }

    fn numbers_of(&self, table: &str) -> Vec<String> {
        let frame = self.engine.table(table);
        let fields = frame.map(|frame| frame.schema()).unwrap_or_default();
        fields
            .into_iter()
            .filter(|field| field.dtype.is_number())
            .map(|field| field.name)
            .collect()
    }

    /// The same of another column.
    fn other_columns(&self) -> Vec<(Finding, f64)> {
        let (Some(table), Some(column)) = (self.table(), self.column()) else {
            return Vec::new();
        };
        let columns = self.numbers_of(&table);
        if !columns.contains(&column) {
            return Vec::new();
        }
        let others: Vec<String> = columns
            .into_iter()
            .filter(|other| *other != column)
            .take(COLUMNS)
            .collect();
        let items: Vec<Expr> = others
            .iter()
            .map(|other| {
                let mut item = self.item.clone();
                let _: ControlFlow<()> = visit_expressions_mut(&mut item, |expr| {
                    if name_of(expr).as_ref() == Some(&column) {
                        *expr = Expr::Identifier(Ident::with_quote('"', other));
                    }
                    ControlFlow::Continue(())
                });
                item
            })
            .collect();
        let cause = |column| Finding::NumberFrom(NumberCause::OtherColumn { column });
        let numbers = self.numbers(&items);
        others.into_iter().map(cause).zip(numbers).collect()
    }

    /// The same of another table that has columns of these names. Conditions that it cannot have are left out.
    fn other_tables(&self) -> Vec<(Finding, f64)> {
        let columns = columns_in(&self.item);
        let (Some(want), Some(column)) = (self.table(), columns.first()) else {
            return Vec::new();
        };
        let is_in = |names: &[String]| columns.iter().all(|column| names.contains(column));
        if calls(&self.item, &["count"]) || !is_in(&self.numbers_of(&want)) {
            return Vec::new();
        }
        let conditions = self.conditions();
        let mut found = Vec::new();
        for table in self.engine.table_names() {
            if table == want || !is_in(&self.numbers_of(&table)) {
                continue;
            }
            let has = |name: &String| {
                let frame = self.engine.table(&table);
                frame.is_some_and(|frame| frame.schema().iter().any(|field| field.name == *name))
            };
            let kept: Vec<Expr> = conditions
                .iter()
                .filter(|condition| columns_in(condition).iter().all(has))
                .cloned()
                .collect();
            if kept.is_empty() && !conditions.is_empty() {
                continue;
            }
            let result = self.with(std::slice::from_ref(&self.item), |select| {
                select.selection = all_of(kept);
                for from in &mut select.from {
                    if let TableFactor::Table { name, .. } = &mut from.relation {
                        *name = ObjectName(vec![Ident::with_quote('"', &table)]);
                    }
                }
            });
            if let Some(number) = result.and_then(|table| only(&table, 0)) {
                let cause = NumberCause::OtherTable {
                    table,
                    column: column.clone(),
                    want: want.clone(),
                };
                found.push((Finding::NumberFrom(cause), number));
            }
        }
        found
    }

    /// The number with one part of its formula rounded before the rest is calculated.
    fn rounded_early(&self, full: &Expr) -> Vec<(Finding, f64)> {
        let mut parts: Vec<Expr> = Vec::new();
        let _: ControlFlow<()> = visit_expressions(full, |expr| {
            let is_part = matches!(expr, Expr::BinaryOp { op, .. } if calculates(op))
                || matches!(expr, Expr::Function(_) if aggregates(expr));
            if is_part && expr != inside(full) && !parts.contains(expr) && parts.len() < PARTS {
                parts.push(expr.clone());
            }
            ControlFlow::Continue(())
        });
        let items: Vec<Expr> = parts
            .iter()
            .flat_map(|part| ON_THE_WAY.map(|decimals| (part, decimals)))
            .filter_map(|(part, decimals)| {
                let rounded = parse(&format!("ROUND({part}, {decimals})"))?;
                let mut item = self.item.clone();
                // The innermost are visited first: what was put in holds the part again.
                let mut is_done = false;
                let _: ControlFlow<()> = visit_expressions_mut(&mut item, |expr| {
                    if !is_done && expr == part {
                        *expr = rounded.clone();
                        is_done = true;
                    }
                    ControlFlow::Continue(())
                });
                is_done.then_some(item)
            })
            .collect();
        let cause = || Finding::NumberFrom(NumberCause::RoundedEarly);
        let numbers = self.numbers(&items);
        numbers
            .into_iter()
            .map(|number| (cause(), number))
            .collect()
    }
}

/// The column and the value of `column = value`.
fn equality(condition: &Expr) -> Option<(Expr, String)> {
    let Expr::BinaryOp {
        left,
        op: BinaryOperator::Eq,
        right,
    } = condition
    else {
        return None;
    };
    let (column, value) = match (name_of(left), name_of(right)) {
        (Some(_), None) => (left, right),
        (None, Some(_)) => (right, left),
        _ => return None,
    };
    match value.as_ref() {
        Expr::Value(Literal::SingleQuotedString(text) | Literal::Number(text, _)) => {
            Some(((**column).clone(), text.clone()))
        }
        _ => None,
    }
}

fn all_of(conditions: impl IntoIterator<Item = Expr>) -> Option<Expr> {
    conditions
        .into_iter()
        .map(|condition| Expr::Nested(Box::new(condition)))
        .reduce(|left, right| Expr::BinaryOp {
            left: Box::new(left),
            op: BinaryOperator::And,
            right: Box::new(right),
        })
}

fn inside(expr: &Expr) -> &Expr {
    match expr {
        Expr::Nested(inner) => inside(inner),
        other => other,
    }
}

fn calculates(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Plus
            | BinaryOperator::Minus
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
    )
}

/// Whether one of these functions is called.
fn calls(expr: &Expr, names: &[&str]) -> bool {
    let found = visit_expressions(expr, |expr| match expr {
        Expr::Function(call) if names.contains(&call.name.to_string().to_lowercase().as_str()) => {
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    });
    found.is_break()
}

/// Whether one number is made of many rows.
fn aggregates(expr: &Expr) -> bool {
    calls(
        expr,
        &[
            "sum", "avg", "count", "min", "max", "median", "stddev", "variance",
        ],
    )
}

/// Whether something that the data say is taken from something else that they say.
fn subtracts(expr: &Expr) -> bool {
    let is_data = |expr: &Expr| {
        !columns_in(expr).is_empty()
            || matches!(inside(expr), Expr::Function(_) | Expr::Subquery(_))
    };
    let found = visit_expressions(expr, |expr| match expr {
        Expr::BinaryOp {
            left,
            op: BinaryOperator::Minus,
            right,
        } if is_data(left) && is_data(right) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    found.is_break()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CENSUS: &str = "市町名,人口,高齢者,世帯数\n津市,274537,80937,118476\n四日市市,305424,78893,131822\n鳥羽市,17525,6979,7346\n";
    const REGISTER: &str = "市町名,年,人口,男\n津市,2019,279304,135791\n津市,2020,278105,135241\n四日市市,2019,311347,155338\n四日市市,2020,311550,155513\n";
    const TASKS: &str = "業務,件数,分,例外率\n転入,100,23,10\n転出,85,31,5\n証明,310,17,2\n";

    fn engine() -> Engine {
        let mut engine = Engine::default();
        for (name, csv) in [("国勢調査", CENSUS), ("人口", REGISTER), ("業務", TASKS)] {
            engine.add_csv(name, csv.as_bytes(), &[]).unwrap();
        }
        engine
    }

    /// What a number is told to be; empty where it is not among the mistaken ones.
    fn told(sql: &str, number: f64) -> Vec<String> {
        let mut found: Vec<String> = known(sql, &engine())
            .mistaken
            .into_iter()
            .filter(|(_, other)| (other - number).abs() < 1e-9)
            .map(|(finding, _)| format!("{finding:?}"))
            .collect();
        found.dedup();
        found
    }

    const OWN: &str = "SELECT 人口 FROM 人口 WHERE 年 = 2020 AND 市町名 = '四日市市'";

    #[test]
    fn other_rows_columns_and_tables() {
        assert_eq!(
            told(OWN, 278_105.0),
            [r#"Change(FilterValue { column: "市町名", got: "津市" })"#]
        );
        assert_eq!(
            told(OWN, 311_347.0),
            [r#"Change(FilterValue { column: "年", got: "2019" })"#]
        );
        assert_eq!(
            told(OWN, 155_513.0),
            [r#"NumberFrom(OtherColumn { column: "男" })"#]
        );
        assert_eq!(
            told(OWN, 305_424.0),
            [r#"NumberFrom(OtherTable { table: "国勢調査", column: "人口", want: "人口" })"#]
        );
        // Another town in another table is two steps away.
        assert_eq!(told(OWN, 274_537.0), [""; 0]);
        // Of all towns together.
        let all = "SELECT SUM(人口) AS s FROM 人口 WHERE 年 = 2020";
        assert_eq!(
            told(all, 590_651.0),
            [r#"Change(FilterValue { column: "年", got: "2019" })"#]
        );
        assert_eq!(
            told(all, 1_180_306.0),
            [r#"Change(Dropped { verb: "filter", columns: ["年"] })"#]
        );
        // There is nothing to count in a column of numbers.
        let count = "SELECT COUNT(男) AS n FROM 人口 WHERE 年 = 2020";
        assert!(told(count, 2.0).iter().all(|told| !told.contains("Other")));
    }

    #[test]
    fn roundings() {
        let rate =
            "SELECT ROUND(高齢者 * 100.0 / 人口, 1) AS r FROM 国勢調査 WHERE 市町名 = '四日市市'";
        let known_of = |sql: &str| known(sql, &engine());
        let known = known_of(rate);
        assert_eq!(known.decimals, Some(1));
        assert!((known.full.unwrap() - 25.830_6).abs() < 1e-3, "{known:?}");
        assert!(!known.subtracts);
        let year =
            "SELECT ROUND(SUM(件数 * 分 / 60.0 * (1 - 例外率 / 100.0)) * 12, 0) AS h FROM 業務";
        let known = known_of(year);
        assert!((known.full.unwrap() - 1_947.57).abs() < 1e-6, "{known:?}");
        assert!(!known.subtracts);
        // 162.2975 hours a month, taken for 162.
        assert_eq!(told(year, 1_944.0), ["NumberFrom(RoundedEarly)"]);
        let growth = "SELECT MAX(人口) - MIN(人口) AS d FROM 人口 WHERE 市町名 = '津市'";
        assert!(known_of(growth).subtracts);
    }

    #[test]
    fn what_is_more_than_one_select_has_no_parts() {
        let both = "SELECT 人口 FROM 人口 UNION ALL SELECT 人口 FROM 国勢調査";
        assert_eq!(known(both, &engine()), Known::default());
        assert_eq!(known("SELEC", &engine()), Known::default());
        let deep = format!("SELECT {} AS x", vec!["1"; 5_000].join(" + "));
        assert_eq!(known(&deep, &engine()), Known::default());
    }
}
