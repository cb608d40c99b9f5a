//! Step lists with one thing changed.

use spec::step::{Aggregate, JoinKind, NamedExpr, Smooth};
use spec::{MutantChange, Step};
use table::Value;

use super::expr::{self, ExprContext, columns_in, other_fills, parse, plain};
use super::{grouped, limits};

/// What the table before a step is like.
pub(super) struct Before<'a> {
    /// The different values of a column.
    pub(super) values: &'a dyn Fn(&str) -> Vec<Value>,
    /// Columns by which it could be grouped.
    pub(super) groupable: &'a [String],
}

/// That the step is missing; `None` where nothing is left without it.
pub(super) fn dropped(step: &Step) -> Option<MutantChange> {
    let columns = match step {
        Step::From { .. } => return None,
        Step::Filter { predicate } => parse(predicate).map_or_else(Vec::new, |e| columns_in(&e)),
        Step::Select { columns }
        | Step::Unique { columns }
        | Step::FillNull { columns, .. }
        | Step::Cast { columns, .. }
        | Step::Normalise { columns }
        | Step::FillDown { columns } => columns.clone(),
        Step::DropTotals { column, .. }
        | Step::Split { column, .. }
        | Step::KeyConversion { column, .. } => vec![column.clone()],
        Step::Share { name, .. }
        | Step::Rank { name, .. }
        | Step::CumSum { name, .. }
        | Step::Change { name, .. }
        | Step::Rolling { name, .. }
        | Step::Bins { name, .. } => vec![name.clone()],
        Step::Rename { pairs } => pairs.iter().map(|pair| pair.from.clone()).collect(),
        Step::WithColumns { columns } => columns.iter().map(|column| column.name.clone()).collect(),
        Step::GroupBy { keys, .. } => keys.clone(),
        Step::Sort { by } => by.iter().map(|key| key.column.clone()).collect(),
        Step::Join { table, .. } | Step::Union { table } => vec![table.clone()],
        Step::Head { .. }
        | Step::Tail { .. }
        | Step::Pivot { .. }
        | Step::Unpivot { .. }
        | Step::Header { .. } => Vec::new(),
    };
    Some(MutantChange::Dropped {
        verb: step.verb().to_owned(),
        columns,
    })
}

/// A step in each form that differs from it in one thing.
pub(super) fn changes(step: &Step, before: &Before<'_>) -> Vec<(MutantChange, Step)> {
    match step {
        Step::Filter { predicate } => {
            let place = ExprContext {
                column: "",
                filter: true,
                values: before.values,
            };
            expressions(predicate, &place)
                .into_iter()
                .map(|(change, predicate)| (change, Step::Filter { predicate }))
                .collect()
        }
        Step::WithColumns { columns } => {
            named(columns, before, &|columns| Step::WithColumns { columns })
        }
        Step::GroupBy { keys, aggs } => {
            let mut found = named(aggs, before, &|aggs| Step::GroupBy {
                keys: keys.clone(),
                aggs,
            });
            found.extend(
                grouped(keys, before.groupable)
                    .into_iter()
                    .filter(|(_, _, keys)| !keys.is_empty() || !aggs.is_empty())
                    .map(|(missing, extra, keys)| {
                        let step = Step::GroupBy {
                            keys,
                            aggs: aggs.clone(),
                        };
                        (MutantChange::GroupColumns { missing, extra }, step)
                    }),
            );
            found
        }
        Step::Sort { by } => by
            .iter()
            .enumerate()
            .map(|(at, key)| {
                let mut by = by.clone();
                if let Some(key) = by.get_mut(at) {
                    key.descending = !key.descending;
                }
                let change = MutantChange::SortFlipped {
                    column: key.column.clone(),
                };
                (change, Step::Sort { by })
            })
            .collect(),
        Step::Head { n } => row_limits("head", *n, &|n| Step::Head { n }),
        Step::Tail { n } => row_limits("tail", *n, &|n| Step::Tail { n }),
        Step::FillNull { columns, value } => other_fills(value)
            .into_iter()
            .map(|other| {
                let change = MutantChange::FillValue {
                    columns: columns.clone(),
                    got: plain(&other),
                };
                let step = Step::FillNull {
                    columns: columns.clone(),
                    value: other,
                };
                (change, step)
            })
            .collect(),
        Step::Pivot {
            on,
            index,
            values,
            agg,
        } => Aggregate::ALL
            .into_iter()
            .filter(|other| other != agg && *other != Aggregate::First)
            .map(|other| {
                let change = MutantChange::Aggregate {
                    column: values.clone(),
                    got: other.slug().into(),
                    want: agg.slug().into(),
                };
                let step = Step::Pivot {
                    on: on.clone(),
                    index: index.clone(),
                    values: values.clone(),
                    agg: other,
                };
                (change, step)
            })
            .collect(),
        Step::Join { how, table, on } => {
            let other = match how {
                JoinKind::Inner => JoinKind::Left,
                JoinKind::Left => JoinKind::Inner,
                _ => return Vec::new(),
            };
            let change = MutantChange::JoinKind {
                table: table.clone(),
                got: other,
            };
            let step = Step::Join {
                how: other,
                table: table.clone(),
                on: on.clone(),
            };
            vec![(change, step)]
        }
        Step::Share { .. }
        | Step::Rank { .. }
        | Step::CumSum { .. }
        | Step::Change { .. }
        | Step::Rolling { .. } => within_groups(step, before),
        _ => Vec::new(),
    }
}

/// Of a step that looks at other rows of a group: other groups, an order the other way, another way of taking together.
fn within_groups(step: &Step, before: &Before<'_>) -> Vec<(MutantChange, Step)> {
    let mut found = Vec::new();
    let (Step::Share { within, .. }
    | Step::Rank { within, .. }
    | Step::CumSum { within, .. }
    | Step::Change { within, .. }
    | Step::Rolling { within, .. }) = step
    else {
        return found;
    };
    let mut change = |change: MutantChange, edit: &dyn Fn(&mut Step)| {
        let mut step = step.clone();
        edit(&mut step);
        found.push((change, step));
    };
    let mut groups = grouped(within, before.groupable);
    if let [only] = within.as_slice() {
        groups.push((Some(only.clone()), None, Vec::new()));
    }
    for (missing, extra, other) in groups {
        change(MutantChange::GroupColumns { missing, extra }, &|step| {
            if let Step::Share { within, .. }
            | Step::Rank { within, .. }
            | Step::CumSum { within, .. }
            | Step::Change { within, .. }
            | Step::Rolling { within, .. } = step
            {
                within.clone_from(&other);
            }
        });
    }
    if let Step::Rank { by, .. } | Step::CumSum { by, .. } = step {
        for (at, key) in by.iter().enumerate() {
            let flipped = MutantChange::SortFlipped {
                column: key.column.clone(),
            };
            change(flipped, &|step| {
                if let Step::Rank { by, .. } | Step::CumSum { by, .. } = step
                    && let Some(key) = by.get_mut(at)
                {
                    key.descending = !key.descending;
                }
            });
        }
    }
    if let Step::Rolling { how, name, .. } = step {
        let other = match how {
            Smooth::Mean => Smooth::Sum,
            Smooth::Sum => Smooth::Mean,
        };
        let aggregate = MutantChange::Aggregate {
            column: name.clone(),
            got: other.slug().into(),
            want: how.slug().into(),
        };
        change(aggregate, &|step| {
            if let Step::Rolling { how, .. } = step {
                *how = other;
            }
        });
    }
    found
}

/// To how many decimals a step rounds, wherever it does.
pub(super) fn decimals_in(step: &Step) -> Vec<i32> {
    let (Step::WithColumns { columns } | Step::GroupBy { aggs: columns, .. }) = step else {
        return Vec::new();
    };
    columns
        .iter()
        .filter_map(|column| parse(&column.expr))
        .flat_map(|expr| expr::decimals_in(&expr))
        .collect()
}

fn expressions(sql: &str, place: &ExprContext<'_>) -> Vec<(MutantChange, String)> {
    let Some(expr) = parse(sql) else {
        return Vec::new();
    };
    expr::changes(&expr, place)
        .into_iter()
        .map(|(change, expr)| (change, expr.to_string()))
        .collect()
}

fn named(
    columns: &[NamedExpr],
    before: &Before<'_>,
    make: &dyn Fn(Vec<NamedExpr>) -> Step,
) -> Vec<(MutantChange, Step)> {
    let mut found = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let place = ExprContext {
            column: &column.name,
            filter: false,
            values: before.values,
        };
        for (change, expr) in expressions(&column.expr, &place) {
            let mut columns = columns.to_vec();
            if let Some(column) = columns.get_mut(at) {
                column.expr = expr;
            }
            found.push((change, make(columns)));
        }
    }
    found
}

fn row_limits(verb: &str, n: u64, make: &dyn Fn(u64) -> Step) -> Vec<(MutantChange, Step)> {
    limits(n)
        .into_iter()
        .map(|got| {
            let change = MutantChange::RowLimit {
                verb: verb.to_owned(),
                got,
            };
            (change, make(got))
        })
        .collect()
}
