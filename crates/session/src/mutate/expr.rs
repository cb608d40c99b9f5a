//! Expressions with one thing changed.

use std::ops::ControlFlow;

use spec::MutantChange;
use spec::step::Aggregate;
use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Ident,
    ObjectName, Query, UnaryOperator, Value as Literal, VisitMut, VisitorMut, visit_expressions,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;
use table::Value;

/// The aggregates that are mixed up with one another.
const MIXED_UP: [Aggregate; 6] = [
    Aggregate::Sum,
    Aggregate::Mean,
    Aggregate::Median,
    Aggregate::Count,
    Aggregate::Min,
    Aggregate::Max,
];
/// From here on a whole number in a product or quotient is a unit (60 分, 100 %, 1,000 人), not a part of a formula.
const LEAST_UNIT: u64 = 10;
/// Numbers from here on are not missed by one.
const MOST_MOVED: i64 = 10_000;
/// Most values of a column that a filter is tried with.
const VALUES: usize = 12;

/// Where an expression stands.
pub(super) struct ExprContext<'a> {
    /// The column that it makes; empty for a condition.
    pub(super) column: &'a str,
    /// Whether rows are kept by it.
    pub(super) filter: bool,
    /// The different values of a column before it.
    pub(super) values: &'a dyn Fn(&str) -> Vec<Value>,
}

/// Reads one expression and nothing behind it.
pub(crate) fn parse(sql: &str) -> Option<Expr> {
    if !super::is_shallow(sql) {
        return None;
    }
    let mut parser = Parser::new(&GenericDialect).try_with_sql(sql).ok()?;
    let expr = parser.parse_expr().ok()?;
    (parser.peek_token().token == Token::EOF).then_some(expr)
}

/// An expression in each form that differs from it in one thing. Queries inside it are left alone.
pub(super) fn changes(expr: &Expr, place: &ExprContext<'_>) -> Vec<(MutantChange, Expr)> {
    let mut walk = Walk {
        place,
        depth: 0,
        site: 0,
        goal: None,
        found: Vec::new(),
    };
    let _ = expr.clone().visit(&mut walk);
    walk.found
        .into_iter()
        .map(|(change, goal)| {
            let mut changed = expr.clone();
            let mut walk = Walk {
                place,
                depth: 0,
                site: 0,
                goal: Some(goal),
                found: Vec::new(),
            };
            let _ = changed.visit(&mut walk);
            (change, changed)
        })
        .collect()
}

/// Goes through a tree twice: once to list what can be changed where, once for each change to make it.
struct Walk<'a> {
    place: &'a ExprContext<'a>,
    /// How many queries deep.
    depth: usize,
    /// Number of the expression that comes next.
    site: usize,
    /// Which expression is to be changed, and into which of its forms.
    goal: Option<(usize, usize)>,
    found: Vec<(MutantChange, (usize, usize))>,
}

impl VisitorMut for Walk<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, _: &mut Query) -> ControlFlow<()> {
        self.depth += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &mut Query) -> ControlFlow<()> {
        self.depth = self.depth.saturating_sub(1);
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        if self.depth > 0 {
            return ControlFlow::Continue(());
        }
        let site = self.site;
        self.site += 1;
        match self.goal {
            None => {
                for (at, (change, _)) in forms(expr, self.place).into_iter().enumerate() {
                    self.found.push((change, (site, at)));
                }
            }
            Some((goal, at)) if goal == site => {
                if let Some((_, form)) = forms(expr, self.place).into_iter().nth(at) {
                    *expr = form;
                }
                return ControlFlow::Break(());
            }
            Some(_) => {}
        }
        ControlFlow::Continue(())
    }
}

/// The forms of this very expression, not of what is inside it.
fn forms(expr: &Expr, place: &ExprContext<'_>) -> Vec<(MutantChange, Expr)> {
    match expr {
        Expr::BinaryOp { left, op, right } => operation(left, op, right, place),
        Expr::Between {
            expr,
            negated,
            low,
            high,
        } => {
            let with = |low: Option<Expr>, high: Option<Expr>| {
                let change = MutantChange::Boundary {
                    column: column_of(expr),
                };
                let form = Expr::Between {
                    expr: expr.clone(),
                    negated: *negated,
                    low: Box::new(low?),
                    high: Box::new(high?),
                };
                Some((change, form))
            };
            let same = |expr: &Expr| Some(expr.clone());
            [
                with(moved(low, 1), same(high)),
                with(same(low), moved(high, -1)),
                with(moved(low, -1), same(high)),
                with(same(low), moved(high, 1)),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
        Expr::Function(function) => call(function, place),
        _ => Vec::new(),
    }
}

fn operation(
    left: &Expr,
    op: &BinaryOperator,
    right: &Expr,
    place: &ExprContext<'_>,
) -> Vec<(MutantChange, Expr)> {
    let binary = |left: &Expr, op: BinaryOperator, right: &Expr| Expr::BinaryOp {
        left: Box::new(left.clone()),
        op,
        right: Box::new(right.clone()),
    };
    match op {
        BinaryOperator::And | BinaryOperator::Or => {
            let and = *op == BinaryOperator::Or;
            let other = if and {
                BinaryOperator::And
            } else {
                BinaryOperator::Or
            };
            let mut columns = columns_in(left);
            for column in columns_in(right) {
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
            let mut found = vec![(
                MutantChange::AndOr { and, columns },
                binary(left, other, right),
            )];
            if place.filter {
                for (dropped, kept) in [(left, right), (right, left)] {
                    found.push((
                        MutantChange::Dropped {
                            verb: "filter".to_owned(),
                            columns: columns_in(dropped),
                        },
                        kept.clone(),
                    ));
                }
            }
            found
        }
        BinaryOperator::Lt | BinaryOperator::LtEq | BinaryOperator::Gt | BinaryOperator::GtEq => {
            let other = match op {
                BinaryOperator::Lt => BinaryOperator::LtEq,
                BinaryOperator::LtEq => BinaryOperator::Lt,
                BinaryOperator::Gt => BinaryOperator::GtEq,
                _ => BinaryOperator::Gt,
            };
            let mut forms = vec![binary(left, other, right)];
            for by in [1, -1] {
                forms.extend(moved(right, by).map(|right| binary(left, op.clone(), &right)));
                forms.extend(moved(left, by).map(|left| binary(&left, op.clone(), right)));
            }
            let column = Some(column_of(left))
                .filter(|column| !column.is_empty())
                .unwrap_or_else(|| column_of(right));
            forms
                .into_iter()
                .map(|form| {
                    (
                        MutantChange::Boundary {
                            column: column.clone(),
                        },
                        form,
                    )
                })
                .collect()
        }
        BinaryOperator::Eq if place.filter => {
            let (name, literal) = match (name_of(left), name_of(right)) {
                (Some(name), None) => (name, right),
                (None, Some(name)) => (name, left),
                _ => return Vec::new(),
            };
            let Expr::Value(literal) = literal else {
                return Vec::new();
            };
            others((place.values)(&name), literal)
                .into_iter()
                .map(|(got, other)| {
                    let other = Expr::Value(other);
                    let form = if name_of(left).is_some() {
                        binary(left, BinaryOperator::Eq, &other)
                    } else {
                        binary(&other, BinaryOperator::Eq, right)
                    };
                    let change = MutantChange::FilterValue {
                        column: name.clone(),
                        got,
                    };
                    (change, form)
                })
                .collect()
        }
        BinaryOperator::Divide | BinaryOperator::Multiply => unit(left, op, right, place),
        _ => Vec::new(),
    }
}

/// A factor that is missing or ten times off.
fn unit(
    left: &Expr,
    op: &BinaryOperator,
    right: &Expr,
    place: &ExprContext<'_>,
) -> Vec<(MutantChange, Expr)> {
    let change = |got: Option<u64>| MutantChange::Unit {
        column: place.column.to_owned(),
        got,
    };
    let unit_in = |expr: &Expr| whole(expr).filter(|number| *number >= LEAST_UNIT);
    let mut found = Vec::new();
    if let Some(number) = unit_in(right) {
        found.push((change(None), left.clone()));
        let is_power = (1..=9).any(|power| 10_u64.checked_pow(power) == Some(number));
        let near = [number.checked_mul(10), Some(number / 10)];
        for other in near.into_iter().flatten() {
            if is_power && other > 1 && *op == BinaryOperator::Divide {
                let form = Expr::BinaryOp {
                    left: Box::new(left.clone()),
                    op: op.clone(),
                    right: Box::new(Expr::Value(Literal::Number(other.to_string(), false))),
                };
                found.push((change(Some(other)), form));
            }
        }
    } else if *op == BinaryOperator::Multiply && unit_in(left).is_some() {
        found.push((change(None), right.clone()));
    }
    found
}

fn call(function: &Function, place: &ExprContext<'_>) -> Vec<(MutantChange, Expr)> {
    let ([name], FunctionArguments::List(list)) = (function.name.0.as_slice(), &function.args)
    else {
        return Vec::new();
    };
    let word = name.value.to_lowercase();
    if matches!(word.as_str(), "coalesce" | "ifnull") {
        return fills(function);
    }
    if word == "round" {
        return roundings(function, place);
    }
    // COUNT(*) has no column to combine in another way.
    if !matches!(
        list.args.as_slice(),
        [FunctionArg::Unnamed(FunctionArgExpr::Expr(_))]
    ) {
        return Vec::new();
    }
    let Some(want) = MIXED_UP
        .into_iter()
        .find(|aggregate| aggregate.sql() == word || aggregate.slug() == word)
    else {
        return Vec::new();
    };
    MIXED_UP
        .into_iter()
        .filter(|other| *other != want)
        .map(|other| {
            let change = MutantChange::Aggregate {
                column: place.column.to_owned(),
                got: other.slug().to_owned(),
                want: want.slug().to_owned(),
            };
            let form = Function {
                name: ObjectName(vec![Ident::new(other.sql())]),
                ..function.clone()
            };
            (change, Expr::Function(form))
        })
        .collect()
}

/// What a call of ROUND rounds, and to how many decimals.
fn rounding(function: &Function) -> Option<(&Expr, i32)> {
    let ([name], FunctionArguments::List(list)) = (function.name.0.as_slice(), &function.args)
    else {
        return None;
    };
    if !name.value.eq_ignore_ascii_case("round") {
        return None;
    }
    match list.args.as_slice() {
        [FunctionArg::Unnamed(FunctionArgExpr::Expr(expr))] => Some((expr, 0)),
        [
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)),
            FunctionArg::Unnamed(FunctionArgExpr::Expr(decimals)),
        ] => Some((expr, signed(decimals)?)),
        _ => None,
    }
}

/// What an expression rounds as the last thing it does, and to how many decimals.
pub(crate) fn rounding_of(expr: &Expr) -> Option<(&Expr, i32)> {
    match expr {
        Expr::Nested(inner) => rounding_of(inner),
        Expr::Function(function) => rounding(function),
        _ => None,
    }
}

/// The small whole number that an expression is.
fn signed(expr: &Expr) -> Option<i32> {
    match expr {
        Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr,
        } => signed(expr).map(i32::wrapping_neg),
        _ => i32::try_from(whole(expr)?).ok(),
    }
}

/// ROUND left out, or to a digit more or less.
fn roundings(function: &Function, place: &ExprContext<'_>) -> Vec<(MutantChange, Expr)> {
    let Some((expr, decimals)) = rounding(function) else {
        return Vec::new();
    };
    let change = |got: Option<i32>| MutantChange::Rounding {
        column: place.column.to_owned(),
        got,
    };
    let mut found = vec![(change(None), expr.clone())];
    // Nobody who rounds to whole numbers means tens.
    let less = (decimals != 0).then_some(decimals - 1);
    for other in [Some(decimals + 1), less].into_iter().flatten() {
        let form = parse(&format!("{}({expr}, {other})", function.name));
        found.extend(form.map(|form| (change(Some(other)), form)));
    }
    found
}

/// Decimals that FLOOR, CEIL and TRUNC leave, as in `FLOOR(x * 10 + 0.5) / 10`: the numbers have to show it.
const CUT_OFF: [i32; 4] = [0, 1, 2, 3];
/// Nobody rounds to more decimals than this.
const MOST_DECIMALS: i32 = 9;

/// To how many decimals anything is rounded in a part of SQL.
pub(super) fn decimals_in(node: &impl sqlparser::ast::Visit) -> Vec<i32> {
    let mut found = Vec::new();
    let _: ControlFlow<()> = visit_expressions(node, |expr| {
        match expr {
            Expr::Function(function) => match rounding(function) {
                Some((_, decimals)) => found.push(decimals),
                None => {
                    let name = function.name.to_string().to_lowercase();
                    if matches!(name.as_str(), "floor" | "ceil" | "ceiling" | "trunc") {
                        found.extend(CUT_OFF);
                    }
                }
            },
            Expr::Floor { .. } | Expr::Ceil { .. } => found.extend(CUT_OFF),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    found.retain(|decimals| decimals.abs() <= MOST_DECIMALS);
    found
}

/// `coalesce(x, 0)` with something else, or without.
fn fills(function: &Function) -> Vec<(MutantChange, Expr)> {
    let FunctionArguments::List(list) = &function.args else {
        return Vec::new();
    };
    let [
        FunctionArg::Unnamed(FunctionArgExpr::Expr(filled)),
        FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Value(value))),
    ] = list.args.as_slice()
    else {
        return Vec::new();
    };
    let columns = columns_in(filled);
    let dropped = MutantChange::Dropped {
        verb: "fill_null".to_owned(),
        columns: columns.clone(),
    };
    let mut found = vec![(dropped, filled.clone())];
    for other in other_fills(&value.to_string()) {
        let Some(new) = parse(&other) else {
            continue;
        };
        let mut list = list.clone();
        if let Some(last) = list.args.last_mut() {
            *last = FunctionArg::Unnamed(FunctionArgExpr::Expr(new));
        }
        let change = MutantChange::FillValue {
            columns: columns.clone(),
            got: plain(&other),
        };
        let form = Function {
            args: FunctionArguments::List(list),
            ..function.clone()
        };
        found.push((change, Expr::Function(form)));
    }
    found
}

/// What is put where a value is missing, instead of that; in SQL.
pub(super) fn other_fills(sql: &str) -> Vec<String> {
    let usual: &[&str] = if sql.trim().starts_with('\'') {
        &["''", "'0'", "'不明'", "'なし'"]
    } else {
        &["0", "1", "-1"]
    };
    usual
        .iter()
        .filter(|other| **other != sql.trim())
        .map(|other| (*other).to_owned())
        .collect()
}

/// A literal without its quotation marks.
pub(super) fn plain(sql: &str) -> String {
    sql.trim().trim_matches('\'').to_owned()
}

/// Values of a column that stand near that literal, and as literals.
fn others(values: Vec<Value>, literal: &Literal) -> Vec<(String, Literal)> {
    match literal {
        Literal::Number(number, _) => {
            let Ok(here) = number.parse::<i64>() else {
                return Vec::new();
            };
            let mut numbers: Vec<i64> = values
                .into_iter()
                .filter_map(|value| match value {
                    Value::Int(number) if number != here => Some(number),
                    _ => None,
                })
                .collect();
            // The years around the one asked for are what people pick.
            numbers.sort_unstable_by_key(|number| (number.abs_diff(here), *number));
            numbers
                .into_iter()
                .take(VALUES)
                .map(|number| {
                    let number = number.to_string();
                    (number.clone(), Literal::Number(number, false))
                })
                .collect()
        }
        Literal::SingleQuotedString(here) => values
            .into_iter()
            .filter_map(|value| match value {
                Value::Text(text) if text != *here => Some(text),
                _ => None,
            })
            .take(VALUES)
            .map(|text| (text.clone(), Literal::SingleQuotedString(text)))
            .collect(),
        _ => Vec::new(),
    }
}

/// A whole number moved by one step.
fn moved(expr: &Expr, by: i64) -> Option<Expr> {
    let Expr::Value(Literal::Number(number, long)) = expr else {
        return None;
    };
    let number = number.parse::<i64>().ok()?;
    if number >= MOST_MOVED {
        return None;
    }
    let number = number.checked_add(by)?;
    Some(Expr::Value(Literal::Number(number.to_string(), *long)))
}

/// The whole number that an expression is.
fn whole(expr: &Expr) -> Option<u64> {
    let Expr::Value(Literal::Number(number, _)) = expr else {
        return None;
    };
    let digits = number
        .split_once('.')
        .map_or(number.as_str(), |(digits, rest)| {
            if rest.chars().all(|c| c == '0') {
                digits
            } else {
                number.as_str()
            }
        });
    digits.parse().ok()
}

/// The column that an expression is.
pub(crate) fn name_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(name) => Some(name.value.clone()),
        Expr::CompoundIdentifier(names) => names.last().map(|name| name.value.clone()),
        _ => None,
    }
}

/// The one column in an expression; empty where there are several or none.
fn column_of(expr: &Expr) -> String {
    match columns_in(expr).as_slice() {
        [column] => column.clone(),
        _ => String::new(),
    }
}

/// The columns in an expression, each once, in order.
pub(crate) fn columns_in(expr: &Expr) -> Vec<String> {
    let mut columns = Vec::new();
    let _: ControlFlow<()> = visit_expressions(expr, |expr| {
        if let Some(name) = name_of(expr)
            && !columns.contains(&name)
        {
            columns.push(name);
        }
        ControlFlow::Continue(())
    });
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(sql: &str, filter: bool) -> Vec<(&'static str, String)> {
        let years = |column: &str| match column {
            "年" => vec![Value::Int(2010), Value::Int(2020), Value::Int(2015)],
            "地域" => vec![Value::Text("北勢".into()), Value::Text("伊賀".into())],
            _ => Vec::new(),
        };
        let place = ExprContext {
            column: "結果",
            filter,
            values: &years,
        };
        changes(&parse(sql).unwrap(), &place)
            .into_iter()
            .map(|(change, expr)| (change.slug(), expr.to_string()))
            .collect()
    }

    fn check(sql: &str, filter: bool, expected: &[(&'static str, &str)]) {
        let expected: Vec<(&str, String)> = expected
            .iter()
            .map(|(slug, sql)| (*slug, (*sql).to_owned()))
            .collect();
        assert_eq!(changed(sql, filter), expected, "{sql}");
    }

    #[test]
    fn boundaries_move() {
        check(
            "a >= 5",
            true,
            &[
                ("boundary", "a > 5"),
                ("boundary", "a >= 6"),
                ("boundary", "a >= 4"),
            ],
        );
        check(
            "a BETWEEN 1 AND 3",
            true,
            &[
                ("boundary", "a BETWEEN 2 AND 3"),
                ("boundary", "a BETWEEN 1 AND 2"),
                ("boundary", "a BETWEEN 0 AND 3"),
                ("boundary", "a BETWEEN 1 AND 4"),
            ],
        );
        check("a < b", false, &[("boundary", "a <= b")]);
        check("a < 80000", true, &[("boundary", "a <= 80000")]);
        check("町 = '>='", true, &[]);
    }

    #[test]
    fn conditions_are_joined_otherwise_or_left_out() {
        check(
            "年 = 2020 AND x IS NULL",
            true,
            &[
                ("and-or", "年 = 2020 OR x IS NULL"),
                ("dropped", "x IS NULL"),
                ("dropped", "年 = 2020"),
                ("filter-value", "年 = 2015 AND x IS NULL"),
                ("filter-value", "年 = 2010 AND x IS NULL"),
            ],
        );
        check("x OR y", false, &[("and-or", "x AND y")]);
        check("'北勢' = 地域", true, &[("filter-value", "'伊賀' = 地域")]);
        check("年 = 2020", false, &[]);
    }

    #[test]
    fn aggregates_are_mixed_up() {
        let found = changed("SUM(人口) / count(*)", false);
        assert_eq!(found.len(), 5);
        assert_eq!(found[0], ("aggregate", "avg(人口) / count(*)".to_owned()));
        assert!(changed("sum_of(人口) + \"sum\"", false).is_empty());
    }

    #[test]
    fn units_are_forgotten_or_ten_times_off() {
        check(
            "round(人口 / 1000, 1)",
            false,
            &[
                ("rounding", "人口 / 1000"),
                ("rounding", "round(人口 / 1000, 2)"),
                ("rounding", "round(人口 / 1000, 0)"),
                ("unit", "round(人口, 1)"),
                ("unit", "round(人口 / 10000, 1)"),
                ("unit", "round(人口 / 100, 1)"),
            ],
        );
        check("件数 * 分 / 60", false, &[("unit", "件数 * 分")]);
        check("100.0 * a / b", false, &[("unit", "a / b")]);
        check("a / 2", false, &[]);
    }

    #[test]
    fn roundings_are_left_out_or_a_digit_off() {
        check(
            "ROUND(a)",
            false,
            &[("rounding", "a"), ("rounding", "ROUND(a, 1)")],
        );
        check(
            "round(a, -3) + 1",
            false,
            &[
                ("rounding", "a + 1"),
                ("rounding", "round(a, -2) + 1"),
                ("rounding", "round(a, -4) + 1"),
            ],
        );
        check("round(a, b)", false, &[]);
    }

    #[test]
    fn decimals_are_read_wherever_something_is_rounded() {
        let check = |sql: &str, expected: &[i32]| {
            assert_eq!(decimals_in(&parse(sql).unwrap()), expected, "{sql}");
        };
        check("round(sum(a) / round(b), 2)", &[2, 0]);
        check("floor(a * 10 + 0.5) / 10", &CUT_OFF);
        check("trunc(a)", &CUT_OFF);
        check("round(a, -3)", &[-3]);
        check("round(a, b) + rounded(a, 1)", &[]);
        check("'round(a, 1)'", &[]);
    }

    #[test]
    fn fills_change() {
        check(
            "coalesce(a, 0)",
            false,
            &[
                ("dropped", "a"),
                ("fill-value", "coalesce(a, 1)"),
                ("fill-value", "coalesce(a, -1)"),
            ],
        );
    }

    #[test]
    fn queries_inside_are_left_alone() {
        check("a IN (SELECT b FROM t WHERE c < 1)", true, &[]);
    }
}
