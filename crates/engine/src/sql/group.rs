//! GROUP BY: which expressions mean a key or an aggregate, and the aggregates of each group.
//!
//! Groups come in the order of their first row; rows without a key value are a group. Sums that no longer fit are
//! refused. Missing values are left out of every aggregate but the count of rows; of nothing at all every aggregate but
//! a count is missing.

use std::collections::HashSet;

use polars::prelude::{
    BooleanChunked, Column as Cells, DataFrame, Float64Chunked, GroupsType, IdxCa, IdxSize,
    Int64Chunked, IntoColumn, IntoSeries, PlSmallStr, Series, StringChunked,
};
use spec::{Failure, FailureKind};
use table::{Dtype, Value};

use super::bind::label;
use super::cells::{Cell, Reader, SqlCell as _, compute, order, out_of_range};
use super::scope::Scope;
use super::select::prepared;
use super::set::Code;
use super::tree::{Aggregate, Changed, Column, Key, Node, Summary};
use super::{Context, Env};
use crate::convert::engine;
use crate::sort::{Direction, all_rows};

/// Keys and aggregates of a grouped query, each with the column that it becomes.
pub(super) struct Grouping<'a> {
    context: &'a Context<'a>,
    keys: Vec<(Node, Column)>,
    aggregates: Vec<(Aggregate, Column)>,
}

impl<'a> Grouping<'a> {
    pub(super) fn new(context: &'a Context<'a>, keys: Vec<Node>) -> Self {
        let mut grouping = Self {
            context,
            keys: Vec::new(),
            aggregates: Vec::new(),
        };
        for node in keys {
            if !grouping.keys.iter().any(|(known, _)| *known == node) {
                let column = grouping.column(label(&node), node.dtype());
                grouping.keys.push((node, column));
            }
        }
        grouping
    }

    fn column(&self, name: String, dtype: Option<Dtype>) -> Column {
        Column {
            inner: self.context.inner(),
            name,
            dtype: dtype.unwrap_or(Dtype::Text),
        }
    }

    /// An expression over the rows as one over the groups.
    ///
    /// # Errors
    /// [`FailureKind::NotAggregated`] for a column that is neither a key nor in an aggregate.
    pub(super) fn regrouped(&mut self, node: Node) -> Result<Node, Failure> {
        node.map(&mut |node| {
            if let Some((_, column)) = self.keys.iter().find(|(key, _)| *key == node) {
                return Ok(Changed::Done(Node::Column(column.clone())));
            }
            match node {
                Node::Aggregate(aggregate) => {
                    let known = self
                        .aggregates
                        .iter()
                        .find(|(known, _)| same(known, &aggregate))
                        .map(|(_, column)| column.clone());
                    let column = match known {
                        Some(column) => column,
                        None => {
                            let column = self.column(String::new(), aggregate.dtype);
                            self.aggregates.push((*aggregate, column.clone()));
                            column
                        }
                    };
                    Ok(Changed::Done(Node::Column(column)))
                }
                Node::Column(column) => {
                    let made = self
                        .keys
                        .iter()
                        .map(|(_, column)| column)
                        .chain(self.aggregates.iter().map(|(_, column)| column))
                        .any(|made| *made == column);
                    if made {
                        return Ok(Changed::Done(Node::Column(column)));
                    }
                    Err(Failure::of(FailureKind::NotAggregated {
                        column: column.name,
                    }))
                }
                other => Ok(Changed::Inside(other)),
            }
        })
    }
}

/// Equal but for the text in which they were written.
fn same(a: &Aggregate, b: &Aggregate) -> bool {
    a.what == b.what && a.args == b.args && a.distinct == b.distinct && a.order == b.order
}

/// The groups of a frame, one row each.
///
/// # Errors
/// What cannot be computed.
pub(super) fn run(
    context: &Context<'_>,
    env: Env<'_>,
    scope: &Scope,
    grouping: Grouping<'_>,
    frame: DataFrame,
) -> Result<DataFrame, Failure> {
    let Grouping {
        context: _,
        keys,
        mut aggregates,
    } = grouping;
    // Queries inside of keys and arguments are answered for the rows.
    let (nodes, columns): (Vec<Node>, Vec<Column>) = keys.into_iter().unzip();
    let (nodes, mut frame) = prepared(context, env, scope, nodes, frame)?;
    for (aggregate, _) in &mut aggregates {
        let args = std::mem::take(&mut aggregate.args);
        (aggregate.args, frame) = prepared(context, env, scope, args, frame)?;
        let (order, directions): (Vec<Node>, Vec<Direction>) = std::mem::take(&mut aggregate.order)
            .into_iter()
            .map(|key| (key.node, key.direction))
            .unzip();
        let (order, wider) = prepared(context, env, scope, order, frame)?;
        frame = wider;
        aggregate.order = order
            .into_iter()
            .zip(directions)
            .map(|(node, direction)| Key { node, direction })
            .collect();
    }
    let height = frame.height();
    let mut made: Vec<Cells> = Vec::new();
    for (node, column) in nodes.iter().zip(&columns) {
        let series = compute(node, &frame)?.series(node.dtype(), height)?;
        made.push(series.with_name(column.inner.clone()).into_column());
    }
    let groups = groups(&made, height)?;
    let first: IdxCa = IdxCa::from_vec(
        PlSmallStr::EMPTY,
        groups
            .iter()
            .map(|rows| rows.first().copied().unwrap_or(0))
            .collect(),
    );
    let mut result: Vec<Cells> = if made.is_empty() {
        Vec::new()
    } else {
        DataFrame::new(made)
            .and_then(|keys| keys.take(&first))
            .map_err(engine)?
            .take_columns()
    };
    for (aggregate, column) in &aggregates {
        let series = summarised(aggregate, &frame, &groups)?;
        result.push(series.with_name(column.inner.clone()).into_column());
    }
    if result.is_empty() {
        // A group of all rows of which nothing is asked but that it is there.
        let one = Int64Chunked::from_iter(groups.iter().map(|_| Some(0_i64)));
        result.push(one.into_series().with_name(context.inner()).into_column());
    }
    DataFrame::new(result).map_err(engine)
}

/// Row numbers of each group; without keys all rows are one.
pub(crate) fn groups(keys: &[Cells], height: usize) -> Result<Vec<Vec<IdxSize>>, Failure> {
    if keys.is_empty() {
        return Ok(vec![(0..height as IdxSize).collect()]);
    }
    let frame = DataFrame::new(keys.to_vec()).map_err(engine)?;
    let grouped = frame
        .group_by_stable(frame.get_column_names_owned())
        .map_err(engine)?;
    let groups: &GroupsType = grouped.get_groups();
    Ok(match groups {
        GroupsType::Idx(groups) => groups
            .iter()
            .map(|(_, rows)| rows.as_slice().to_vec())
            .collect(),
        GroupsType::Slice { groups, .. } => groups
            .iter()
            .map(|[first, len]| (*first..*first + *len).collect())
            .collect(),
    })
}

/// One aggregate of each group.
pub(super) fn summarised(
    aggregate: &Aggregate,
    frame: &DataFrame,
    groups: &[Vec<IdxSize>],
) -> Result<Series, Failure> {
    let height = frame.height();
    let args: Vec<Series> = aggregate
        .args
        .iter()
        .map(|node| compute(node, frame)?.series(node.dtype(), height))
        .collect::<Result<_, _>>()?;
    let args: Vec<Series> = args.into_iter().map(|series| series.rechunk()).collect();
    let ordered;
    let groups = if aggregate.order.is_empty() {
        groups
    } else {
        ordered = in_order(&aggregate.order, frame, groups)?;
        &ordered
    };
    summary(
        aggregate.what,
        aggregate.distinct,
        aggregate.args.get(1),
        &args,
        groups,
    )
}

/// The groups' rows in the order of the keys.
fn in_order(
    keys: &[Key],
    frame: &DataFrame,
    groups: &[Vec<IdxSize>],
) -> Result<Vec<Vec<IdxSize>>, Failure> {
    let mut columns: Vec<Cells> = Vec::new();
    let mut by: Vec<(String, Direction)> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let series = compute(&key.node, frame)?.series(key.node.dtype(), frame.height())?;
        columns.push(series.with_name(format!("o{at}").into()).into_column());
        by.push((format!("o{at}"), key.direction));
    }
    let rows = DataFrame::new(columns)
        .and_then(|frame| frame.with_row_index("row".into(), None))
        .and_then(|frame| all_rows(&frame, &by))
        .map_err(engine)?;
    let rows = rows.column("row").map_err(engine)?;
    let mut places: Vec<IdxSize> = vec![0; frame.height()];
    for (place, row) in rows
        .as_materialized_series()
        .idx()
        .map_err(engine)?
        .iter()
        .enumerate()
    {
        if let Some(at) = row.and_then(|row| places.get_mut(row as usize)) {
            *at = place as IdxSize;
        }
    }
    Ok(groups
        .iter()
        .map(|group| {
            let mut group = group.clone();
            group.sort_by_key(|row| places.get(*row as usize).copied());
            group
        })
        .collect())
}

/// An aggregate of given rows.
///
/// # Errors
/// [`FailureKind::OutOfRange`] for a sum that does not fit.
pub(super) fn summary(
    what: Summary,
    distinct: bool,
    option: Option<&Node>,
    args: &[Series],
    groups: &[Vec<IdxSize>],
) -> Result<Series, Failure> {
    if what == Summary::Rows {
        return Ok(whole(groups.iter().map(|rows| Some(rows.len() as i64))));
    }
    let Some(series) = args.first() else {
        return Err(Failure {
            kind: FailureKind::Engine,
            detail: "an aggregate without an argument".to_owned(),
        });
    };
    let reader = Reader::of(series)?;
    // The cells that are there, each once where that was asked.
    let cells = |rows: &[IdxSize]| -> Vec<(IdxSize, Cell<'_>)> {
        let mut seen: HashSet<Code> = HashSet::new();
        rows.iter()
            .map(|row| (*row, reader.get(*row as usize)))
            .filter(|(_, cell)| *cell != Cell::Null)
            .filter(|(_, cell)| !distinct || seen.insert(Code::of(*cell)))
            .collect()
    };
    let numbers = |rows: &[IdxSize]| -> Vec<f64> {
        cells(rows)
            .into_iter()
            .filter_map(|(_, cell)| cell.number())
            .collect()
    };
    let floats = |run: &dyn Fn(Vec<f64>) -> Option<f64>| -> Series {
        groups
            .iter()
            .map(|rows| run(numbers(rows)))
            .collect::<Float64Chunked>()
            .into_series()
    };
    let picked = |run: &dyn Fn(&[IdxSize]) -> Option<IdxSize>| -> Result<Series, Failure> {
        let rows: IdxCa = groups.iter().map(|rows| run(rows)).collect();
        series.take(&rows).map_err(engine)
    };
    let extreme = |rows: &[IdxSize], wanted: std::cmp::Ordering| {
        cells(rows)
            .into_iter()
            .reduce(|best, next| {
                if order(next.1, best.1) == Some(wanted) {
                    next
                } else {
                    best
                }
            })
            .map(|(row, _)| row)
    };
    Ok(match what {
        Summary::Rows => whole(std::iter::empty()),
        Summary::Count if !distinct => whole(groups.iter().map(|rows| {
            Some(
                rows.iter()
                    .filter(|row| reader.get(**row as usize) != Cell::Null)
                    .count() as i64,
            )
        })),
        Summary::Count => whole(groups.iter().map(|rows| Some(cells(rows).len() as i64))),
        Summary::Sum => match series.dtype() {
            polars::prelude::DataType::Int64 => whole_sums(groups.iter().map(|rows| cells(rows)))?,
            _ => floats(&|numbers| (!numbers.is_empty()).then(|| sum(&numbers))),
        },
        Summary::Mean => floats(&mean),
        Summary::Median => floats(&|numbers| quantile(numbers, 0.5)),
        Summary::Deviation(all) => floats(&|numbers| variance(&numbers, all).map(f64::sqrt)),
        Summary::Variance(all) => floats(&|numbers| variance(&numbers, all)),
        Summary::QuantileContinuous => {
            let share = share(option);
            floats(&|numbers| quantile(numbers, share))
        }
        Summary::QuantileDiscrete => {
            let share = share(option);
            picked(&|rows| {
                let mut cells = cells(rows);
                cells.sort_by(|a, b| order(a.1, b.1).unwrap_or(std::cmp::Ordering::Equal));
                let place = (share * cells.len() as f64).ceil().max(1.0) as usize - 1;
                cells.get(place).map(|(row, _)| *row)
            })?
        }
        Summary::Min => picked(&|rows| extreme(rows, std::cmp::Ordering::Less))?,
        Summary::Max => picked(&|rows| extreme(rows, std::cmp::Ordering::Greater))?,
        Summary::First => picked(&|rows| rows.first().copied())?,
        Summary::Last => picked(&|rows| rows.last().copied())?,
        Summary::Any => picked(&|rows| cells(rows).first().map(|(row, _)| *row))?,
        Summary::Correlation | Summary::Covariance(_) => {
            let Some(other) = args.get(1) else {
                return Err(out_of_range("CORR"));
            };
            let other = Reader::of(other)?;
            groups
                .iter()
                .map(|rows| {
                    let pairs: Vec<(f64, f64)> = rows
                        .iter()
                        .filter_map(|row| {
                            let row = *row as usize;
                            Some((reader.get(row).number()?, other.get(row).number()?))
                        })
                        .collect();
                    together(&pairs, what)
                })
                .collect::<Float64Chunked>()
                .into_series()
        }
        Summary::Joined => {
            let mark = match option {
                Some(Node::Value(Value::Text(mark), _)) => mark.as_str(),
                _ => ",",
            };
            groups
                .iter()
                .map(|rows| {
                    let texts: Vec<String> = cells(rows)
                        .into_iter()
                        .filter_map(|(_, cell)| cell.shown())
                        .collect();
                    (!texts.is_empty()).then(|| texts.join(mark))
                })
                .collect::<StringChunked>()
                .into_series()
        }
        Summary::AllTrue | Summary::AnyTrue => {
            let any = what == Summary::AnyTrue;
            let truth = |rows: &Vec<IdxSize>| {
                let cells = cells(rows);
                let mut truths = cells.iter().map(|(_, cell)| *cell == Cell::Bool(true));
                (!cells.is_empty()).then(|| {
                    if any {
                        truths.any(|it| it)
                    } else {
                        truths.all(|it| it)
                    }
                })
            };
            groups
                .iter()
                .map(truth)
                .collect::<BooleanChunked>()
                .into_series()
        }
    })
}

/// The sums of whole numbers, each of the cells of a group.
fn whole_sums<'a>(
    groups: impl Iterator<Item = Vec<(IdxSize, Cell<'a>)>>,
) -> Result<Series, Failure> {
    let mut over = false;
    let sums: Vec<Option<i64>> = groups
        .map(|cells| {
            if cells.is_empty() {
                return None;
            }
            let sum: i128 = cells
                .into_iter()
                .filter_map(|(_, cell)| cell.whole())
                .map(i128::from)
                .sum();
            let sum = i64::try_from(sum).ok();
            over |= sum.is_none();
            sum
        })
        .collect();
    if over {
        return Err(out_of_range("SUM"));
    }
    Ok(whole(sums.into_iter()))
}

fn whole(values: impl Iterator<Item = Option<i64>>) -> Series {
    values.collect::<Int64Chunked>().into_series()
}

fn share(option: Option<&Node>) -> f64 {
    match option {
        Some(Node::Value(value, _)) => value.as_f64().unwrap_or(0.5),
        _ => 0.5,
    }
}

/// Sum with the rounding errors carried along (Neumaier), so that it depends little on the order of the rows.
pub(super) fn sum(numbers: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for number in numbers {
        let next = sum + number;
        lost += if sum.abs() >= number.abs() {
            (sum - next) + number
        } else {
            (number - next) + sum
        };
        sum = next;
    }
    if lost.is_finite() { sum + lost } else { sum }
}

fn mean(numbers: Vec<f64>) -> Option<f64> {
    (!numbers.is_empty()).then(|| sum(&numbers) / numbers.len() as f64)
}

/// The value below which that share of the values lies, in proportion between the two nearest.
fn quantile(mut numbers: Vec<f64>, share: f64) -> Option<f64> {
    // What is no number is larger than everything, whatever its sign says.
    for number in &mut numbers {
        if number.is_nan() {
            *number = f64::NAN;
        }
    }
    numbers.sort_by(f64::total_cmp);
    let place = share * (numbers.len().checked_sub(1)? as f64);
    let low = *numbers.get(place.floor() as usize)?;
    let high = *numbers.get(place.ceil() as usize)?;
    let rest = place.fract();
    Some(if rest == 0.0 {
        low
    } else if rest == 0.5 {
        (low + high) / 2.0
    } else {
        low + (high - low) * rest
    })
}

fn variance(numbers: &[f64], all: bool) -> Option<f64> {
    let by = if all {
        numbers.len()
    } else {
        numbers.len().saturating_sub(1)
    };
    if by == 0 {
        return None;
    }
    let mean = sum(numbers) / numbers.len() as f64;
    let squares: Vec<f64> = numbers
        .iter()
        .map(|number| (number - mean) * (number - mean))
        .collect();
    Some(sum(&squares) / by as f64)
}

/// Correlation or covariance of pairs.
fn together(pairs: &[(f64, f64)], what: Summary) -> Option<f64> {
    let count = pairs.len();
    if count == 0 {
        return None;
    }
    let (xs, ys): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (x, y) = (sum(&xs) / count as f64, sum(&ys) / count as f64);
    let products: Vec<f64> = pairs.iter().map(|(a, b)| (a - x) * (b - y)).collect();
    match what {
        Summary::Covariance(true) => Some(sum(&products) / count as f64),
        Summary::Covariance(false) => (count > 1).then(|| sum(&products) / (count - 1) as f64),
        _ => {
            let spread = |numbers: &[f64]| variance(numbers, true);
            let both = (spread(&xs)? * spread(&ys)?).sqrt();
            (both > 0.0).then(|| sum(&products) / count as f64 / both)
        }
    }
}
