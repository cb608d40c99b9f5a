//! Window functions with an order: `ROW_NUMBER() OVER (PARTITION BY … ORDER BY …)`, running sums, `LAG`, `RANK`.
//!
//! polars-sql has no ranking, ignores ORDER BY beside PARTITION BY, and puts running sums beside the wrong rows.
//! [`rewrite`] turns such calls into calls of functions named after what they do, which [`udf`] computes.

use std::cmp::Ordering;

use polars::prelude::{
    Column, DataType, Field, Float64Chunked, IdxCa, IdxSize, Int64Chunked, IntoColumn, IntoSeries,
    PlSmallStr, PolarsError, PolarsResult, Schema,
};
use polars_plan::dsl::{BaseColumnUdf, UserDefinedFunction};
use polars_plan::prelude::FunctionOptions;
use spec::{Failure, FailureKind};
use sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentList, FunctionArguments, Ident,
    ObjectName, WindowFrameBound, WindowFrameUnits, WindowSpec, WindowType,
};

use crate::sort::{Direction, Ranks};

/// Names of the functions that exist only with `OVER`.
pub(crate) const NAMES: [&str; 5] = ["row_number", "rank", "dense_rank", "lag", "lead"];

const PREFIX: &str = "__over_";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    RowNumber,
    Rank,
    DenseRank,
    Lag,
    Lead,
    Sum,
    Avg,
    Min,
    Max,
    Count,
}

const KINDS: [(&str, Kind); 10] = [
    ("rownumber", Kind::RowNumber),
    ("rank", Kind::Rank),
    ("denserank", Kind::DenseRank),
    ("lag", Kind::Lag),
    ("lead", Kind::Lead),
    ("sum", Kind::Sum),
    ("avg", Kind::Avg),
    ("min", Kind::Min),
    ("max", Kind::Max),
    ("count", Kind::Count),
];

/// What a generated name says.
#[derive(Clone, Debug)]
struct Plan {
    kind: Kind,
    /// Rows of equal order count together.
    peers: bool,
    args: usize,
    partitions: usize,
    order: Vec<Direction>,
}

impl Plan {
    fn name(&self) -> String {
        let kind = KINDS
            .iter()
            .find(|(_, kind)| *kind == self.kind)
            .map_or("", |(name, _)| name);
        let order: String = self
            .order
            .iter()
            .flat_map(|direction| {
                [
                    if direction.descending { 'd' } else { 'a' },
                    if direction.nulls_last { 'l' } else { 'f' },
                ]
            })
            .collect();
        let mode = if self.peers { "range" } else { "rows" };
        format!(
            "{PREFIX}{kind}_{mode}_{}_{}_{order}",
            self.args, self.partitions
        )
    }

    fn of(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix(PREFIX)?.split('_');
        let word = parts.next()?;
        let (_, kind) = KINDS.iter().find(|(name, _)| *name == word)?;
        let peers = parts.next()? == "range";
        let args = parts.next()?.parse().ok()?;
        let partitions = parts.next()?.parse().ok()?;
        let letters: Vec<char> = parts.next()?.chars().collect();
        let order = letters
            .chunks(2)
            .map(|pair| Direction {
                descending: pair.first() == Some(&'d'),
                nulls_last: pair.get(1) == Some(&'l'),
            })
            .collect();
        Some(Self {
            kind: *kind,
            peers,
            args,
            partitions,
            order,
        })
    }
}

/// Whether that is a generated name.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// Rewrites one function call with `OVER`; tells whether it changed anything.
///
/// # Errors
/// [`FailureKind::Unsupported`] for frames and functions that are not offered.
pub(crate) fn rewrite(call: &mut Function) -> Result<bool, Failure> {
    let name = call
        .name
        .0
        .first()
        .map(|part| part.value.to_lowercase())
        .unwrap_or_default();
    let only_here = NAMES.contains(&name.as_str());
    let unsupported = |what: String| Failure::of(FailureKind::Unsupported { what });
    let spec = match &call.over {
        None if only_here => return Err(unsupported(format!("{name}() OVER (ORDER BY …)"))),
        None => return Ok(false),
        Some(WindowType::NamedWindow(window)) => return Err(unsupported(format!("OVER {window}"))),
        Some(WindowType::WindowSpec(spec)) => spec.clone(),
    };
    let WindowSpec {
        window_name,
        partition_by,
        order_by,
        window_frame,
    } = spec;
    if let Some(window) = window_name {
        return Err(unsupported(format!("OVER ({window})")));
    }
    let peers = match &window_frame {
        None => true,
        Some(frame)
            if matches!(frame.start_bound, WindowFrameBound::Preceding(None))
                && matches!(frame.end_bound, None | Some(WindowFrameBound::CurrentRow))
                && frame.units != WindowFrameUnits::Groups =>
        {
            frame.units == WindowFrameUnits::Range
        }
        Some(frame) => {
            return Err(unsupported(format!(
                "{} {}",
                frame.units, frame.start_bound
            )));
        }
    };
    if order_by.is_empty() && !only_here {
        // An aggregate over everything is a plain aggregate that the engine repeats in every row.
        if partition_by.is_empty() {
            call.over = None;
            return Ok(true);
        }
        return Ok(false);
    }
    let word = name.replace('_', "");
    let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == word) else {
        return Err(unsupported(format!("{name}() OVER (ORDER BY …)")));
    };
    if order_by.is_empty() {
        return Err(unsupported(format!("{name}() OVER (ORDER BY …)")));
    }
    let mut args: Vec<FunctionArg> = match &call.args {
        FunctionArguments::List(list) if list.duplicate_treatment.is_none() => list.args.clone(),
        FunctionArguments::None => Vec::new(),
        _ => return Err(unsupported(format!("{name}(DISTINCT …) OVER (ORDER BY …)"))),
    };
    args.retain(|arg| !matches!(arg, FunctionArg::Unnamed(FunctionArgExpr::Wildcard)));
    let plan = Plan {
        kind: *kind,
        peers,
        args: args.len(),
        partitions: partition_by.len(),
        order: order_by
            .iter()
            .map(|order| {
                let descending = order.asc == Some(false);
                Direction {
                    descending,
                    nulls_last: !order.nulls_first.unwrap_or(descending),
                }
            })
            .collect(),
    };
    let unnamed = |expr: Expr| FunctionArg::Unnamed(FunctionArgExpr::Expr(expr));
    args.extend(partition_by.into_iter().map(unnamed));
    args.extend(order_by.into_iter().map(|order| unnamed(order.expr)));
    call.name = ObjectName(vec![Ident::new(plan.name())]);
    call.args = FunctionArguments::List(FunctionArgumentList {
        duplicate_treatment: None,
        args,
        clauses: Vec::new(),
    });
    call.over = None;
    Ok(true)
}

/// The function of a generated name.
pub(crate) fn udf(name: &str) -> Option<UserDefinedFunction> {
    let plan = Plan::of(name)?;
    let of_plan = plan.clone();
    let run = move |columns: &mut [Column]| compute(&plan, columns);
    let field = move |_: &Schema, fields: &[Field]| {
        let name = fields
            .first()
            .map_or(PlSmallStr::EMPTY, |field| field.name().clone());
        let arg = if of_plan.args > 0 {
            fields.first().map(|field| field.dtype().clone())
        } else {
            None
        };
        let dtype = match (of_plan.kind, arg) {
            (Kind::Avg, _) => DataType::Float64,
            (Kind::Sum, Some(dtype)) if dtype.is_float() => DataType::Float64,
            (Kind::Min | Kind::Max | Kind::Lag | Kind::Lead, Some(dtype)) => dtype,
            _ => DataType::Int64,
        };
        Ok(Field::new(name, dtype))
    };
    let mut udf = UserDefinedFunction::new(name.into(), BaseColumnUdf::new(run, field));
    udf.options = FunctionOptions::length_preserving();
    Some(udf)
}

fn unranked() -> PolarsError {
    PolarsError::InvalidOperation("window over a column of this type is not supported".into())
}

fn ranks<'a>(columns: &'a [Column], directions: &[Direction]) -> PolarsResult<Vec<Ranks<'a>>> {
    columns
        .iter()
        .zip(directions)
        .map(|(column, direction)| Ranks::of(column, *direction)?.ok_or_else(unranked))
        .collect()
}

fn compute(plan: &Plan, columns: &mut [Column]) -> PolarsResult<Column> {
    let height = columns.iter().map(Column::len).max().unwrap_or(0);
    let name = columns
        .first()
        .map_or(PlSmallStr::EMPTY, |column| column.name().clone());
    let columns: Vec<Column> = columns
        .iter()
        .map(|column| {
            let column = if column.len() == 1 && height != 1 {
                column.new_from_index(0, height)
            } else {
                column.clone()
            };
            // Ranks are known for whole 64-bit numbers; counts and parts of days are smaller.
            let column = if column.dtype().is_integer() {
                column.cast(&DataType::Int64)?
            } else {
                column
            };
            Ok(column.rechunk())
        })
        .collect::<PolarsResult<_>>()?;
    let (args, rest) = columns
        .split_at_checked(plan.args)
        .unwrap_or((&columns, &[]));
    let (partitions, orders) = rest
        .split_at_checked(plan.partitions)
        .unwrap_or((rest, &[]));
    let ascending = vec![
        Direction {
            descending: false,
            nulls_last: true
        };
        partitions.len()
    ];
    let groups = ranks(partitions, &ascending)?;
    let order = ranks(orders, &plan.order)?;
    let compare = |ranks: &[Ranks<'_>], a: usize, b: usize| {
        ranks
            .iter()
            .map(|rank| rank.compare(a, b))
            .find(|ordering| *ordering != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    };
    let mut rows: Vec<usize> = (0..height).collect();
    rows.sort_by(|a, b| compare(&groups, *a, *b).then_with(|| compare(&order, *a, *b)));

    let arg = args.first();
    let floats: Option<Vec<Option<f64>>> = match (plan.kind, arg) {
        (Kind::Sum | Kind::Avg, Some(arg)) => Some(
            arg.cast(&DataType::Float64)?
                .as_materialized_series()
                .f64()?
                .iter()
                .collect(),
        ),
        _ => None,
    };
    let whole: Option<Vec<Option<i64>>> = match arg {
        Some(arg) if plan.kind == Kind::Sum && arg.dtype() == &DataType::Int64 => {
            Some(arg.as_materialized_series().i64()?.iter().collect())
        }
        _ => None,
    };
    let present: Option<Vec<bool>> = arg.map(|arg| {
        arg.as_materialized_series()
            .is_not_null()
            .iter()
            .map(|yes| yes == Some(true))
            .collect()
    });
    let smaller = match (plan.kind, arg) {
        (Kind::Min | Kind::Max, Some(arg)) => Some(
            Ranks::of(
                arg,
                Direction {
                    descending: plan.kind == Kind::Max,
                    nulls_last: true,
                },
            )?
            .ok_or_else(unranked)?,
        ),
        _ => None,
    };
    let shift: i64 = match args.get(1) {
        Some(column) => column
            .cast(&DataType::Int64)?
            .as_materialized_series()
            .i64()?
            .get(0)
            .unwrap_or(1),
        None => 1,
    };
    let is_present = |row: usize| {
        present
            .as_ref()
            .is_none_or(|present| present.get(row) == Some(&true))
    };

    let mut counts: Vec<Option<i64>> = vec![None; height];
    let mut reals: Vec<Option<f64>> = vec![None; height];
    let mut places: Vec<Option<IdxSize>> = vec![None; height];
    let mut start = 0;
    while start < height {
        let head = rows.get(start).copied().unwrap_or(0);
        let len = rows
            .iter()
            .skip(start)
            .take_while(|row| compare(&groups, head, **row) == Ordering::Equal)
            .count();
        let group: Vec<usize> = rows.iter().skip(start).take(len).copied().collect();
        start += len.max(1);
        let (mut dense, mut count) = (0_i64, 0_i64);
        let (mut sum, mut total) = (0.0_f64, 0_i64);
        let mut best: Option<usize> = None;
        let mut position = 0;
        while position < group.len() {
            // One row, or all rows of the same order.
            let first = group.get(position).copied().unwrap_or(0);
            let peers = if plan.peers || matches!(plan.kind, Kind::Rank | Kind::DenseRank) {
                group
                    .iter()
                    .skip(position)
                    .take_while(|row| compare(&order, first, **row) == Ordering::Equal)
                    .count()
            } else {
                1
            };
            dense += 1;
            let rank = position as i64 + 1;
            let block = position..position + peers.max(1);
            for row in group.iter().skip(block.start).take(block.len()).copied() {
                if is_present(row) {
                    count += 1;
                    sum += floats
                        .as_ref()
                        .and_then(|floats| *floats.get(row)?)
                        .unwrap_or(0.0);
                    total = total.wrapping_add(
                        whole
                            .as_ref()
                            .and_then(|whole| *whole.get(row)?)
                            .unwrap_or(0),
                    );
                    if let Some(ranks) = &smaller
                        && best.is_none_or(|best| ranks.compare(row, best) == Ordering::Less)
                    {
                        best = Some(row);
                    }
                }
            }
            for at in block.clone() {
                let Some(row) = group.get(at).copied() else {
                    continue;
                };
                let other = |distance: i64| {
                    usize::try_from(at as i64 + distance)
                        .ok()
                        .and_then(|at| group.get(at))
                        .map(|row| *row as IdxSize)
                };
                let (count_cell, real_cell, place) = match plan.kind {
                    Kind::RowNumber => (Some(at as i64 + 1), None, None),
                    Kind::Rank => (Some(rank), None, None),
                    Kind::DenseRank => (Some(dense), None, None),
                    Kind::Count => (Some(count), None, None),
                    Kind::Sum => (
                        (count > 0).then_some(total),
                        (count > 0).then_some(sum),
                        None,
                    ),
                    Kind::Avg => (None, (count > 0).then(|| sum / count as f64), None),
                    Kind::Min | Kind::Max => (None, None, best.map(|row| row as IdxSize)),
                    Kind::Lag => (None, None, other(-shift)),
                    Kind::Lead => (None, None, other(shift)),
                };
                if let (Some(a), Some(b), Some(c)) =
                    (counts.get_mut(row), reals.get_mut(row), places.get_mut(row))
                {
                    (*a, *b, *c) = (count_cell, real_cell, place);
                }
            }
            position = block.end;
        }
    }
    let int = |cells: Vec<Option<i64>>| cells.into_iter().collect::<Int64Chunked>().into_series();
    let series = match (plan.kind, arg) {
        (Kind::Avg, _) => reals.into_iter().collect::<Float64Chunked>().into_series(),
        (Kind::Sum, Some(arg)) if arg.dtype().is_float() => {
            reals.into_iter().collect::<Float64Chunked>().into_series()
        }
        (Kind::Min | Kind::Max | Kind::Lag | Kind::Lead, Some(arg)) => {
            let places: IdxCa = places.into_iter().collect();
            arg.as_materialized_series().take(&places)?
        }
        _ => int(counts),
    };
    Ok(series.with_name(name).into_column())
}
