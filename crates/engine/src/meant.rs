//! Verbs that are others in short: what each means as one step of SQL expressions. The engine runs that step and `to_sql` writes
//! the same one, so that steps and SQL give one table. Start at [`meant`].
//!
//! What such a verb refuses or says beyond that is in [`crate::step`].

use polars::prelude::{DataFrame, DataType};
use spec::sql::name;
use spec::step::{ChangeAs, NamedExpr, Smooth, SortKey, SplitAt, Unit};
use spec::{Failure, FailureKind, Step};
use table::Dtype;
use table::text::parse_number;

use crate::convert::dtype;
use crate::step::known;

/// Digits in both widths.
const DIGITS: &str = "0-9０-９";

/// The step that a verb is short for; `None` for a verb that stands for itself. The step has no field missing.
///
/// # Errors
/// Unknown columns, and periods of a type that its unit does not count.
pub(crate) fn meant(step: &Step, frame: &DataFrame) -> Result<Option<Step>, Failure> {
    Ok(Some(match step {
        Step::Normalise { columns } => each(columns, |column| {
            // NFKC leaves the blank of ASCII alone of those that people type.
            format!(r"TRIM(REGEXP_REPLACE(NORMALIZE({column}, 'NFKC'), '\s+', ' ', 'g'))")
        }),
        Step::FillDown { columns } => each(columns, |column| {
            let above = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
            format!("LAST_VALUE({column} IGNORE NULLS) OVER ({above})")
        }),
        Step::DropTotals { column, words } => {
            let words: String = words
                .iter()
                .map(|word| format!(", {}", text(word)))
                .collect();
            Step::Filter {
                predicate: format!("NOT is_total({}{words})", name(column)),
            }
        }
        Step::KeyConversion { column, from, to } => {
            let (from, to) = (text(from.slug()), text(to.slug()));
            each(std::slice::from_ref(column), |column| {
                format!("municipality_code({column}, {from}, {to})")
            })
        }
        Step::Split {
            column,
            how,
            separator,
            names,
        } => Step::WithColumns {
            columns: pieces(&name(column), *how, separator, names),
        },
        Step::Share {
            column,
            within,
            name: new,
        } => {
            let this = name(column);
            let all = over(within, "", "");
            one(new, format!("{this} / NULLIF(SUM({this}) {all}, 0)"))
        }
        Step::Rank {
            by,
            within,
            name: new,
        } => {
            let place = over(within, &order(by), "");
            let is_there = by.iter().take(1).map(|key| name(&key.column));
            one(new, only_where(is_there, &format!("RANK() {place}")))
        }
        Step::CumSum {
            column,
            by,
            within,
            name: new,
        } => {
            let this = name(column);
            let up_to_here = over(within, &order(by), "");
            let first = by.iter().take(1).map(|key| name(&key.column));
            let are_there = std::iter::once(this.clone()).chain(first.filter(|key| *key != this));
            one(
                new,
                only_where(are_there, &format!("SUM({this}) {up_to_here}")),
            )
        }
        Step::Change {
            column,
            how,
            by,
            periods,
            unit,
            within,
            name: new,
        } => {
            let (this, key) = (name(column), name(by));
            let back = distance(frame, by, *periods, *unit)?;
            let frame = format!("RANGE BETWEEN {back} PRECEDING AND {back} PRECEDING");
            let then = format!("FIRST_VALUE({this}) {}", over(within, &key, &frame));
            let change = match how {
                ChangeAs::Difference => format!("{this} - {then}"),
                ChangeAs::Ratio => format!("{this} / NULLIF({then}, 0)"),
                ChangeAs::Rate => format!("{this} / NULLIF({then}, 0) - 1"),
            };
            one(new, only_where(std::iter::once(key), &change))
        }
        Step::Rolling {
            column,
            how,
            by,
            periods,
            unit,
            within,
            name: new,
        } => {
            let (this, key) = (name(column), name(by));
            let back = distance(frame, by, periods.saturating_sub(1), *unit)?;
            let frame = format!("RANGE BETWEEN {back} PRECEDING AND CURRENT ROW");
            let around = over(within, &key, &frame);
            let function = match how {
                Smooth::Mean => "AVG",
                Smooth::Sum => "SUM",
            };
            let expr = format!(
                "CASE WHEN {key} IS NOT NULL AND COUNT({this}) {around} = {periods} THEN {function}({this}) {around} END"
            );
            one(new, expr)
        }
        Step::Bins {
            column,
            width,
            edges,
            name: new,
        } => {
            known(frame, [column])?;
            let is_whole =
                (frame.column(column)).is_ok_and(|column| column.dtype() == &DataType::Int64);
            let this = name(column);
            one(
                new,
                if edges.is_empty() {
                    stretches(&this, *width, is_whole)
                } else {
                    between(&this, edges, is_whole)
                },
            )
        }
        Step::From { .. }
        | Step::Select { .. }
        | Step::Rename { .. }
        | Step::Filter { .. }
        | Step::WithColumns { .. }
        | Step::GroupBy { .. }
        | Step::Sort { .. }
        | Step::Head { .. }
        | Step::Tail { .. }
        | Step::Unique { .. }
        | Step::Join { .. }
        | Step::Union { .. }
        | Step::Pivot { .. }
        | Step::Unpivot { .. }
        | Step::FillNull { .. }
        | Step::Cast { .. }
        | Step::Header { .. } => return Ok(None),
    }))
}

/// One new column.
fn one(new: &str, expr: String) -> Step {
    Step::WithColumns {
        columns: vec![NamedExpr {
            name: new.to_owned(),
            expr,
        }],
    }
}

/// The same made of each of these columns, in its place.
fn each(columns: &[String], expr: impl Fn(&str) -> String) -> Step {
    Step::WithColumns {
        columns: columns
            .iter()
            .map(|column| NamedExpr {
                name: column.clone(),
                expr: expr(&name(column)),
            })
            .collect(),
    }
}

/// A text literal.
fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// `OVER (PARTITION BY … ORDER BY … ROWS …)`
fn over(within: &[String], order: &str, frame: &str) -> String {
    let within: Vec<String> = within.iter().map(|column| name(column)).collect();
    let mut clauses: Vec<String> = Vec::new();
    if !within.is_empty() {
        clauses.push(format!("PARTITION BY {}", within.join(", ")));
    }
    if !order.is_empty() {
        clauses.push(format!("ORDER BY {order}"));
    }
    if !frame.is_empty() {
        clauses.push(frame.to_owned());
    }
    format!("OVER ({})", clauses.join(" "))
}

/// What stands behind ORDER BY. Other databases have missing values first in descending order.
fn order(by: &[SortKey]) -> String {
    let keys: Vec<String> = by
        .iter()
        .map(|key| {
            let direction = if key.descending {
                " DESC NULLS LAST"
            } else {
                ""
            };
            format!("{}{direction}", name(&key.column))
        })
        .collect();
    keys.join(", ")
}

/// An expression that is missing where one of these columns is.
fn only_where(columns: impl Iterator<Item = String>, expr: &str) -> String {
    let are_there: Vec<String> = columns
        .map(|column| format!("{column} IS NOT NULL"))
        .collect();
    format!("CASE WHEN {} THEN {expr} END", are_there.join(" AND "))
}

/// So many periods, as they stand before PRECEDING.
///
/// # Errors
/// An unknown column, one of another type than the unit counts, days without a unit.
fn distance(frame: &DataFrame, by: &String, periods: u64, unit: Unit) -> Result<String, Failure> {
    known(frame, [by])?;
    let found = frame
        .column(by)
        .ok()
        .and_then(|column| dtype(column.dtype()));
    let word = match unit {
        Unit::One => None,
        Unit::Day => Some("DAY"),
        Unit::Month => Some("MONTH"),
        Unit::Year => Some("YEAR"),
    };
    match (found, word) {
        (Some(Dtype::Int), None) => Ok(periods.to_string()),
        (Some(Dtype::Date), Some(word)) => Ok(format!("INTERVAL '{periods}' {word}")),
        (Some(Dtype::Date), None) => Err(Failure::of(FailureKind::Incomplete {
            field: "unit".to_owned(),
        })),
        _ => Err(Failure::of(FailureKind::TypeMismatch {
            column: by.clone(),
            found,
            wanted: Some(if word.is_some() {
                Dtype::Date
            } else {
                Dtype::Int
            }),
            chars: Vec::new(),
        })),
    }
}

/// The pieces of a text. SQL's functions give an empty text where there is none.
fn pieces(column: &str, how: SplitAt, separator: &str, names: &[String]) -> Vec<NamedExpr> {
    let piece = |name: &String, expr: String| NamedExpr {
        name: name.clone(),
        expr: format!("NULLIF({expr}, '')"),
    };
    let last = names.len().saturating_sub(1);
    let mark = text(separator);
    let nth = |at: usize| format!("SPLIT_PART({column}, {mark}, {})", at + 1);
    names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let expr = match how {
                SplitAt::Digit if at == 0 => {
                    format!("REGEXP_EXTRACT({column}, '^[^{DIGITS}]+')")
                }
                SplitAt::Digit => format!("REGEXP_EXTRACT({column}, '(?s)[{DIGITS}].*')"),
                SplitAt::Separator if at < last => nth(at),
                // Behind all pieces before it and their separators.
                SplitAt::Separator => {
                    let before: Vec<String> =
                        (0..last).map(|at| format!("LENGTH({})", nth(at))).collect();
                    let marks = last * separator.chars().count();
                    format!("SUBSTR({column}, {} + {})", before.join(" + "), marks + 1)
                }
            };
            piece(name, expr)
        })
        .collect()
}

/// Names of stretches of one width.
fn stretches(column: &str, width: u64, is_whole: bool) -> String {
    let at = |more: u64| {
        let more = if more == 0 {
            String::new()
        } else {
            format!(" + {more}")
        };
        format!("CAST(CAST(FLOOR({column} / {width}) * {width}{more} AS BIGINT) AS VARCHAR)")
    };
    match (is_whole, width) {
        (true, 1) => at(0),
        (true, _) => format!("{} || '～' || {}", at(0), at(width.saturating_sub(1))),
        (false, _) => format!("{} || '以上' || {} || '未満'", at(0), at(width)),
    }
}

/// Names of stretches between edges, in their order of size.
fn between(column: &str, edges: &[String], is_whole: bool) -> String {
    let mut edges: Vec<f64> = edges.iter().filter_map(|edge| parse_number(edge)).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let are_whole = is_whole && edges.iter().all(|edge| edge.fract() == 0.0);
    let mut cases = String::from("CASE");
    let mut below: Option<f64> = None;
    for edge in &edges {
        let words = match below {
            None if are_whole => format!("～{}", edge - 1.0),
            None => format!("{edge}未満"),
            Some(from) if are_whole && from + 1.0 == *edge => format!("{from}"),
            Some(from) if are_whole => format!("{from}～{}", edge - 1.0),
            Some(from) => format!("{from}以上{edge}未満"),
        };
        cases.push_str(&format!(" WHEN {column} < {edge} THEN {}", text(&words)));
        below = Some(*edge);
    }
    if let Some(from) = below {
        let words = if are_whole {
            format!("{from}～")
        } else {
            format!("{from}以上")
        };
        cases.push_str(&format!(" WHEN {column} >= {from} THEN {}", text(&words)));
    }
    cases.push_str(" END");
    cases
}
