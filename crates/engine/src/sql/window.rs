//! Functions with `OVER`: ranks, rows before and after, and aggregates of the rows around a row.

use std::cmp::Ordering;

use polars::prelude::{
    Column as Cells, DataFrame, Float64Chunked, IdxCa, IdxSize, Int64Chunked, IntoColumn,
    IntoSeries, Series,
};
use spec::{Failure, FailureKind};
use table::Dtype;

use super::Context;
use super::cells::{
    Cell, Reader, SqlCell as _, add_months, calendar, compute, order, out_of_range,
};
use super::group::summary;
use super::tree::{Changed, Column, Distance, Frame, Node, Ranking, Summary, Window};
use crate::convert::engine;
use crate::sort::{Direction, Ranks};

/// Most cells that windows of moving rows may look at.
const MOST_STEPS: u64 = 100_000_000;

/// Expressions without windows: each has been answered, as a column of the frame.
///
/// # Errors
/// What cannot be computed.
pub(super) fn answered(
    context: &Context<'_>,
    nodes: Vec<Node>,
    frame: DataFrame,
) -> Result<(Vec<Node>, DataFrame), Failure> {
    let mut frame = frame;
    let mut known: Vec<(Window, Column)> = Vec::new();
    let nodes = nodes
        .into_iter()
        .map(|node| {
            node.map(&mut |node| match node {
                Node::Window(window) => {
                    if let Some((_, column)) = known.iter().find(|(known, _)| *known == *window) {
                        return Ok(Changed::Done(Node::Column(column.clone())));
                    }
                    let series = run(&window, &frame)?;
                    let column = Column {
                        inner: context.inner(),
                        name: String::new(),
                        dtype: window.dtype.unwrap_or(Dtype::Text),
                    };
                    frame
                        .with_column(series.with_name(column.inner.clone()))
                        .map_err(engine)?;
                    known.push((*window, column.clone()));
                    Ok(Changed::Done(Node::Column(column)))
                }
                other => Ok(Changed::Inside(other)),
            })
        })
        .collect::<Result<_, Failure>>()?;
    Ok((nodes, frame))
}

fn unranked() -> Failure {
    Failure {
        kind: FailureKind::Engine,
        detail: "a window over a column of another type".to_owned(),
    }
}

fn run(window: &Window, frame: &DataFrame) -> Result<Series, Failure> {
    let height = frame.height();
    let series = |node: &Node| -> Result<Series, Failure> {
        Ok(compute(node, frame)?
            .series(node.dtype(), height)?
            .rechunk())
    };
    let columns = |nodes: &mut dyn Iterator<Item = &Node>| -> Result<Vec<Cells>, Failure> {
        nodes
            .map(|node| series(node).map(IntoColumn::into_column))
            .collect()
    };
    let partitions = columns(&mut window.partition.iter())?;
    let orders = columns(&mut window.order.iter().map(|key| &key.node))?;
    let args = window
        .args
        .iter()
        .map(series)
        .collect::<Result<Vec<_>, _>>()?;
    let ascending = Direction {
        descending: false,
        nulls_last: true,
    };
    let groups = ranked(&partitions, &vec![ascending; partitions.len()])?;
    let directions: Vec<Direction> = window.order.iter().map(|key| key.direction).collect();
    let order = ranked(&orders, &directions)?;
    let compare = |ranks: &[Ranks<'_>], a: usize, b: usize| {
        ranks
            .iter()
            .map(|rank| rank.compare(a, b))
            .find(|ordering| *ordering != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    };
    let mut rows: Vec<usize> = (0..height).collect();
    if !groups.is_empty() || !order.is_empty() {
        rows.sort_by(|a, b| compare(&groups, *a, *b).then_with(|| compare(&order, *a, *b)));
    }
    let mut made = Made {
        what: window.what,
        frame: window.frame,
        args: &args,
        option: window.args.get(1),
        steps: 0,
        whole: vec![None; height],
        real: vec![None; height],
        ranges: Vec::new(),
        places: vec![None; height],
        defaults: vec![false; height],
        summaries: Vec::new(),
    };
    let by_value = match (window.frame, orders.first()) {
        (Frame::Range(from, to), Some(column)) => {
            let values = column.as_materialized_series();
            Some((Reader::of(values)?, from, to))
        }
        _ => None,
    };
    let mut rest = rows.as_slice();
    while let Some(first) = rest.first().copied() {
        let len = rest.partition_point(|row| compare(&groups, first, *row) == Ordering::Equal);
        let (group, others) = rest.split_at(len.max(1).min(rest.len()));
        rest = others;
        // Where rows of equal order begin and end.
        let mut peers: Vec<(usize, usize)> = Vec::with_capacity(group.len());
        let mut start = 0;
        while let Some(head) = group.get(start).copied() {
            let tail = group.get(start..).unwrap_or_default();
            let count = tail
                .partition_point(|row| compare(&order, head, *row) == Ordering::Equal)
                .max(1);
            peers.extend(std::iter::repeat_n((start, start + count), count));
            start += count;
        }
        if let (Some((values, from, to)), Some(direction)) = (&by_value, directions.first()) {
            made.ranges = ranges(group, &peers, values, *direction, (*from, *to))?;
        }
        made.group(group, &peers)?;
    }
    made.series(window.dtype)
}

/// For each row of a partition the rows whose values are so far from its own: from, and up to but without. Those of a missing value
/// are the rows without one.
fn ranges(
    group: &[usize],
    peers: &[(usize, usize)],
    values: &Reader<'_>,
    direction: Direction,
    (from, to): (Option<Distance>, Option<Distance>),
) -> Result<Vec<(usize, usize)>, Failure> {
    // Whether a row stands before a value in the order.
    let stands = |row: usize, target: Cell<'_>, wanted: Ordering| match values.get(row) {
        Cell::Null => !direction.nulls_last,
        value => {
            let found = order(value, target).unwrap_or(Ordering::Equal);
            let found = if direction.descending {
                found.reverse()
            } else {
                found
            };
            found == Ordering::Less || found == wanted
        }
    };
    (group.iter().zip(peers))
        .map(|(row, peers)| {
            let here = values.get(*row);
            if here == Cell::Null {
                return Ok((
                    if from.is_none() { 0 } else { peers.0 },
                    if to.is_none() { group.len() } else { peers.1 },
                ));
            }
            let low = match from {
                None => 0,
                Some(distance) => {
                    let target = moved(here, distance, direction.descending)?;
                    group.partition_point(|row| stands(*row, target, Ordering::Less))
                }
            };
            let high = match to {
                None => group.len(),
                Some(distance) => {
                    let target = moved(here, distance, direction.descending)?;
                    group.partition_point(|row| stands(*row, target, Ordering::Equal))
                }
            };
            Ok((low, high))
        })
        .collect()
}

/// A value so far along the order.
///
/// # Errors
/// [`FailureKind::OutOfRange`] for a value that there is not.
fn moved(here: Cell<'_>, distance: Distance, backwards: bool) -> Result<Cell<'_>, Failure> {
    let sign = if backwards { -1 } else { 1 };
    let moved = match (here, distance) {
        (here, Distance::Number(0)) => Some(here),
        (Cell::Int(value), Distance::Number(by)) => value.checked_add(by * sign).map(Cell::Int),
        (Cell::Float(value), Distance::Number(by)) => Some(Cell::Float(value + (by * sign) as f64)),
        (Cell::Date(day), Distance::Span { months, days }) => add_months(day, months * sign)
            .and_then(|day| calendar(i64::from(day).checked_add(days * sign)?))
            .map(Cell::Date),
        _ => None,
    };
    moved.ok_or_else(|| out_of_range("RANGE"))
}

fn ranked<'a>(columns: &'a [Cells], directions: &[Direction]) -> Result<Vec<Ranks<'a>>, Failure> {
    columns
        .iter()
        .zip(directions)
        .map(|(column, direction)| {
            Ranks::of(column, *direction)
                .map_err(engine)?
                .ok_or_else(unranked)
        })
        .collect()
}

/// The results so far.
struct Made<'a> {
    what: Ranking,
    frame: Frame,
    args: &'a [Series],
    option: Option<&'a Node>,
    steps: u64,
    whole: Vec<Option<i64>>,
    real: Vec<Option<f64>>,
    /// Of the partition at hand, for [`Frame::Range`]: the rows of each row's frame.
    ranges: Vec<(usize, usize)>,
    /// Rows from which the result is taken.
    places: Vec<Option<IdxSize>>,
    /// Rows that get the default.
    defaults: Vec<bool>,
    /// Rows of each aggregate, and those that get it.
    summaries: Vec<(Vec<IdxSize>, Vec<usize>)>,
}

fn put<T>(cells: &mut [T], row: usize, value: T) {
    if let Some(cell) = cells.get_mut(row) {
        *cell = value;
    }
}

impl Made<'_> {
    /// One partition in its order.
    fn group(&mut self, group: &[usize], peers: &[(usize, usize)]) -> Result<(), Failure> {
        let size = group.len();
        if let (Ranking::Summary(what), true) = (self.what, self.frame != Frame::All) {
            return self.moving(what, group, peers);
        }
        if let Ranking::Summary(_) = self.what {
            self.summaries.push((
                group.iter().map(|row| *row as IdxSize).collect(),
                group.to_vec(),
            ));
            return Ok(());
        }
        if let Ranking::FirstPresent | Ranking::LastPresent = self.what {
            return self.present(group, peers);
        }
        let mut dense = 0_i64;
        for (at, row) in group.iter().copied().enumerate() {
            let (first, end) = peers.get(at).copied().unwrap_or((at, at + 1));
            if first == at {
                dense += 1;
            }
            let rank = first as i64 + 1;
            match self.what {
                Ranking::RowNumber => put(&mut self.whole, row, Some(at as i64 + 1)),
                Ranking::Rank => put(&mut self.whole, row, Some(rank)),
                Ranking::DenseRank => put(&mut self.whole, row, Some(dense)),
                Ranking::PercentRank => put(
                    &mut self.real,
                    row,
                    Some(if size > 1 {
                        (rank - 1) as f64 / (size - 1) as f64
                    } else {
                        0.0
                    }),
                ),
                Ranking::CumeDist => put(&mut self.real, row, Some(end as f64 / size as f64)),
                Ranking::Tiles(tiles) => {
                    // The first ones have one row more where it does not come out even.
                    let (size, at) = (size as i64, at as i64);
                    let (each, more) = (size / tiles, size % tiles);
                    let long = more * (each + 1);
                    let tile = if at < long {
                        at / (each + 1)
                    } else {
                        more + (at - long) / each.max(1)
                    };
                    put(&mut self.whole, row, Some(tile + 1));
                }
                Ranking::Shift(back) => {
                    let from = (at as i64)
                        .checked_sub(back)
                        .and_then(|from| usize::try_from(from).ok())
                        .and_then(|from| group.get(from));
                    put(&mut self.places, row, from.map(|from| *from as IdxSize));
                    put(&mut self.defaults, row, from.is_none());
                }
                Ranking::FirstValue | Ranking::LastValue => {
                    let (low, high) = self.bounds(at, end, size);
                    let from = if low >= high {
                        None
                    } else if self.what == Ranking::FirstValue {
                        group.get(low)
                    } else {
                        group.get(high - 1)
                    };
                    put(&mut self.places, row, from.map(|from| *from as IdxSize));
                }
                Ranking::FirstPresent | Ranking::LastPresent | Ranking::Summary(_) => {}
            }
        }
        Ok(())
    }

    /// The first or last value of each row's frame that is there.
    fn present(&mut self, group: &[usize], peers: &[(usize, usize)]) -> Result<(), Failure> {
        let reader = self.args.first().map(Reader::of).transpose()?;
        let is_there = |at: usize| {
            let row = group.get(at).copied();
            (row.zip(reader.as_ref())).is_some_and(|(row, reader)| reader.get(row) != Cell::Null)
        };
        let size = group.len();
        let is_last = self.what == Ranking::LastPresent;
        // For each place the nearest one with a value: at it or before it, or at it or behind it.
        let mut near: Vec<Option<usize>> = vec![None; size];
        let mut nearest = None;
        for step in 0..size {
            let at = if is_last { step } else { size - 1 - step };
            if is_there(at) {
                nearest = Some(at);
            }
            put(&mut near, at, nearest);
        }
        for (at, row) in group.iter().copied().enumerate() {
            let end = peers.get(at).map_or(at + 1, |(_, end)| *end);
            let (low, high) = self.bounds(at, end, size);
            let edge = if is_last {
                high.checked_sub(1)
            } else {
                Some(low)
            };
            let from = edge
                .and_then(|edge| near.get(edge).copied().flatten())
                .filter(|from| (low..high).contains(from))
                .and_then(|from| group.get(from));
            put(&mut self.places, row, from.map(|from| *from as IdxSize));
        }
        Ok(())
    }

    /// The rows of the frame around a row: from, and up to but without.
    fn bounds(&self, at: usize, end_of_peers: usize, size: usize) -> (usize, usize) {
        let place = |distance: Option<i64>, absent: usize, more: i64| match distance {
            None => absent,
            Some(distance) => {
                let place = (at as i64).saturating_add(distance).saturating_add(more);
                usize::try_from(place).unwrap_or(0).min(size)
            }
        };
        match self.frame {
            Frame::All => (0, size),
            Frame::Peers => (0, end_of_peers),
            Frame::Rows(from, to) => (place(from, 0, 0), place(to, size, 1)),
            Frame::Range(..) => self.ranges.get(at).copied().unwrap_or((at, at)),
        }
    }

    /// Aggregates of rows that move along.
    fn moving(
        &mut self,
        what: Summary,
        group: &[usize],
        peers: &[(usize, usize)],
    ) -> Result<(), Failure> {
        let size = group.len();
        let from_start = matches!(self.frame, Frame::Peers | Frame::Rows(None, _));
        let grows = from_start
            && matches!(
                what,
                Summary::Rows
                    | Summary::Count
                    | Summary::Sum
                    | Summary::Mean
                    | Summary::Min
                    | Summary::Max
            );
        if grows {
            return self.growing(what, group, peers);
        }
        for (at, row) in group.iter().copied().enumerate() {
            let end = peers.get(at).map_or(at + 1, |(_, end)| *end);
            let (low, high) = self.bounds(at, end, size);
            self.steps += high.saturating_sub(low) as u64;
            if self.steps > MOST_STEPS {
                return Err(Failure::of(FailureKind::TooLarge {
                    rows: self.steps,
                    limit: MOST_STEPS,
                }));
            }
            let around = group.get(low..high).unwrap_or_default();
            self.summaries.push((
                around.iter().map(|row| *row as IdxSize).collect(),
                vec![row],
            ));
        }
        Ok(())
    }

    /// Aggregates from the first row of the partition on: each takes up where the one before ended.
    fn growing(
        &mut self,
        what: Summary,
        group: &[usize],
        peers: &[(usize, usize)],
    ) -> Result<(), Failure> {
        let reader = self.args.first().map(Reader::of).transpose()?;
        let cell = |row: usize| {
            reader
                .as_ref()
                .map_or(Cell::Int(1), |reader| reader.get(row))
        };
        let is_whole = self
            .args
            .first()
            .is_some_and(|series| series.dtype() == &polars::prelude::DataType::Int64);
        let (mut count, mut total) = (0_i64, 0_i128);
        // Rounding errors are carried along, as in a plain sum.
        let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
        let mut best: Option<(usize, Cell<'_>)> = None;
        let mut done = 0;
        for (at, row) in group.iter().copied().enumerate() {
            let end = peers.get(at).map_or(at + 1, |(_, end)| *end);
            let (_, high) = self.bounds(at, end, group.len());
            while done < high {
                let Some(next) = group.get(done).copied() else {
                    break;
                };
                done += 1;
                let value = cell(next);
                if value == Cell::Null {
                    continue;
                }
                count += 1;
                if let (Summary::Sum | Summary::Mean, Some(number)) = (what, value.number()) {
                    let larger = sum + number;
                    lost += if sum.abs() >= number.abs() {
                        (sum - larger) + number
                    } else {
                        (number - larger) + sum
                    };
                    sum = larger;
                    total += i128::from(value.whole().unwrap_or(0));
                }
                let wanted = if what == Summary::Max {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
                if best.is_none_or(|(_, best)| order(value, best) == Some(wanted)) {
                    best = Some((next, value));
                }
            }
            let exact = if lost.is_finite() { sum + lost } else { sum };
            match what {
                Summary::Rows => put(&mut self.whole, row, Some(done.min(high) as i64)),
                Summary::Count => put(&mut self.whole, row, Some(count)),
                Summary::Sum if is_whole => {
                    let total = i64::try_from(total).map_err(|_| out_of_range("SUM"))?;
                    put(&mut self.whole, row, (count > 0).then_some(total));
                }
                Summary::Sum => put(&mut self.real, row, (count > 0).then_some(exact)),
                Summary::Mean => put(
                    &mut self.real,
                    row,
                    (count > 0).then(|| exact / count as f64),
                ),
                _ => put(&mut self.places, row, best.map(|(row, _)| row as IdxSize)),
            }
        }
        Ok(())
    }

    fn series(self, dtype: Option<Dtype>) -> Result<Series, Failure> {
        if !self.summaries.is_empty()
            && let Ranking::Summary(what) = self.what
        {
            let (groups, rows): (Vec<Vec<IdxSize>>, Vec<Vec<usize>>) =
                self.summaries.into_iter().unzip();
            let values = summary(what, false, self.option, self.args, &groups)?;
            let mut places: Vec<Option<IdxSize>> = vec![None; self.whole.len()];
            for (at, rows) in rows.into_iter().enumerate() {
                for row in rows {
                    put(&mut places, row, Some(at as IdxSize));
                }
            }
            let places: IdxCa = places.into_iter().collect();
            return values.take(&places).map_err(engine);
        }
        let taken = |series: &Series| -> Result<Series, Failure> {
            let places: IdxCa = self.places.iter().copied().collect();
            series.take(&places).map_err(engine)
        };
        let picks = matches!(
            self.what,
            Ranking::Shift(_)
                | Ranking::FirstValue
                | Ranking::LastValue
                | Ranking::FirstPresent
                | Ranking::LastPresent
                | Ranking::Summary(Summary::Min | Summary::Max)
        );
        if picks {
            let Some(first) = self.args.first() else {
                return Err(unranked());
            };
            let values = taken(first)?;
            return match self.args.get(1) {
                Some(default) if matches!(self.what, Ranking::Shift(_)) => {
                    let mask = self.defaults.iter().map(|absent| Some(!absent)).collect();
                    values.zip_with(&mask, default).map_err(engine)
                }
                _ => Ok(values),
            };
        }
        Ok(match dtype {
            Some(Dtype::Float) => self
                .real
                .into_iter()
                .collect::<Float64Chunked>()
                .into_series(),
            _ => self
                .whole
                .into_iter()
                .collect::<Int64Chunked>()
                .into_series(),
        })
    }
}
