//! Computes expressions over a frame, a whole column at a time.
//!
//! Numbers that no longer fit, dates outside of the calendar and texts that are no numbers are failures, never other
//! numbers. Truth has three values, as in the standard: true, false and unknown (missing).

use std::cmp::Ordering;

use polars::prelude::arity::{broadcast_binary_elementwise, unary_elementwise};
use polars::prelude::{
    BooleanChunked, ChunkCompareEq, ChunkCompareIneq, DataFrame, DataType, Float64Chunked, IdxCa,
    IdxSize, Int32Chunked, Int64Chunked, IntoSeries, PlSmallStr, Series, StringChunked,
};
use spec::{Failure, FailureKind};
pub(crate) use table::compare::Cell;
use table::text::{civil_from_days, days_from_civil, iso_date, parse_date};
use table::{Dtype, Value};

use super::tree::{Comparison, Node, Operation};
use crate::convert::{data_type, engine};

/// One value for all rows, or one a row.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    One(Value),
    Many(Series),
}

/// What SQL finds in a cell where it needs a number, a text or a day.
pub(crate) trait SqlCell<'a> {
    /// As it is written where a text is needed.
    fn shown(self) -> Option<String>;
    /// The number in it; true is 1.
    fn number(self) -> Option<f64>;
    /// The whole number in it; true is 1.
    fn whole(self) -> Option<i64>;
    /// The text in it.
    fn text(self) -> Option<&'a str>;
    /// The day in it.
    fn date(self) -> Option<i32>;
}

impl<'a> SqlCell<'a> for Cell<'a> {
    fn shown(self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Int(value) => Some(value.to_string()),
            Self::Float(value) => Some(float_text(value)),
            Self::Text(value) => Some(value.to_owned()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Date(value) => Some(iso_date(value)),
        }
    }

    fn number(self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(value as f64),
            Self::Float(value) => Some(value),
            Self::Bool(value) => Some(f64::from(u8::from(value))),
            _ => None,
        }
    }

    fn whole(self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(value),
            Self::Bool(value) => Some(i64::from(value)),
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 9e15 => Some(value as i64),
            _ => None,
        }
    }

    fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(value) => Some(value),
            _ => None,
        }
    }

    fn date(self) -> Option<i32> {
        match self {
            Self::Date(value) => Some(value),
            _ => None,
        }
    }
}

/// A float as text: all its digits, with a point.
fn float_text(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 {
        format!("{value:.1}")
    } else {
        value.to_string()
    }
}

/// Looks at the cells of a column one by one.
pub(crate) enum Reader<'a> {
    One(Cell<'a>),
    Int(&'a Int64Chunked),
    Float(&'a Float64Chunked),
    Text(&'a StringChunked),
    Bool(&'a BooleanChunked),
    Date(&'a Int32Chunked),
}

impl<'a> Reader<'a> {
    /// # Errors
    /// [`FailureKind::Engine`] for a column that is not tidy.
    pub(crate) fn of(series: &'a Series) -> Result<Self, Failure> {
        Ok(match series.dtype() {
            DataType::Int64 => Self::Int(series.i64().map_err(engine)?),
            DataType::Float64 => Self::Float(series.f64().map_err(engine)?),
            DataType::String => Self::Text(series.str().map_err(engine)?),
            DataType::Boolean => Self::Bool(series.bool().map_err(engine)?),
            DataType::Date => Self::Date(series.date().map_err(engine)?.physical()),
            other => {
                return Err(Failure {
                    kind: FailureKind::Engine,
                    detail: format!("a column of {other:?}"),
                });
            }
        })
    }

    pub(crate) fn get(&self, row: usize) -> Cell<'a> {
        fn cell<'a, T>(value: Option<T>, wrap: fn(T) -> Cell<'a>) -> Cell<'a> {
            value.map_or(Cell::Null, wrap)
        }
        match *self {
            Self::One(value) => value,
            Self::Int(cells) => cell(cells.get(row), Cell::Int),
            Self::Float(cells) => cell(cells.get(row), Cell::Float),
            Self::Text(cells) => cell(cells.get(row), Cell::Text),
            Self::Bool(cells) => cell(cells.get(row), Cell::Bool),
            Self::Date(cells) => cell(cells.get(row), Cell::Date),
        }
    }
}

impl Cells {
    /// As a column of that type and height.
    ///
    /// # Errors
    /// [`FailureKind::Engine`] when it is of another type.
    pub(super) fn series(self, dtype: Option<Dtype>, height: usize) -> Result<Series, Failure> {
        let dtype = dtype.unwrap_or(Dtype::Text);
        match self {
            Self::One(value) => constant(&value, dtype, height),
            Self::Many(series) if *series.dtype() == data_type(dtype) => Ok(series),
            Self::Many(series) => series.cast(&data_type(dtype)).map_err(engine),
        }
    }

    fn reader(&self) -> Result<Reader<'_>, Failure> {
        match self {
            Self::One(value) => Ok(Reader::One(Cell::from(value))),
            Self::Many(series) => Reader::of(series),
        }
    }
}

/// A column of one value.
fn constant(value: &Value, dtype: Dtype, height: usize) -> Result<Series, Failure> {
    let name = PlSmallStr::EMPTY;
    let full_null = || Series::full_null(name.clone(), height, &data_type(dtype));
    Ok(match (dtype, Cell::from(value)) {
        (_, Cell::Null) => full_null(),
        (Dtype::Int, Cell::Int(value)) => Int64Chunked::full(name, value, height).into_series(),
        (Dtype::Float, cell) if cell.number().is_some() => {
            Float64Chunked::full(name, cell.number().unwrap_or_default(), height).into_series()
        }
        (Dtype::Text, Cell::Text(value)) => StringChunked::full(name, value, height).into_series(),
        (Dtype::Bool, Cell::Bool(value)) => BooleanChunked::full(name, value, height).into_series(),
        (Dtype::Date, Cell::Date(value)) => Int32Chunked::full(name, value, height)
            .into_series()
            .cast(&DataType::Date)
            .map_err(engine)?,
        (dtype, cell) => {
            return Err(Failure {
                kind: FailureKind::Engine,
                detail: format!("{cell:?} is no {dtype:?}"),
            });
        }
    })
}

use polars::prelude::ChunkFull;

/// Puts values together as a column.
pub(crate) fn column_of(
    values: impl Iterator<Item = Value>,
    dtype: Dtype,
) -> Result<Series, Failure> {
    Ok(match dtype {
        Dtype::Int => values
            .map(|value| Cell::from(&value).whole())
            .collect::<Int64Chunked>()
            .into_series(),
        Dtype::Float => values
            .map(|value| Cell::from(&value).number())
            .collect::<Float64Chunked>()
            .into_series(),
        Dtype::Text => values
            .map(|value| match value {
                Value::Text(text) => Some(text),
                _ => None,
            })
            .collect::<StringChunked>()
            .into_series(),
        Dtype::Bool => values
            .map(|value| match value {
                Value::Bool(yes) => Some(yes),
                _ => None,
            })
            .collect::<BooleanChunked>()
            .into_series(),
        Dtype::Date => values
            .map(|value| Cell::from(&value).date())
            .collect::<Int32Chunked>()
            .into_series()
            .cast(&DataType::Date)
            .map_err(engine)?,
    })
}

/// Computes an expression that has neither aggregates nor windows nor queries inside.
///
/// # Errors
/// What cannot be computed, as a typed failure.
pub(super) fn compute(node: &Node, frame: &DataFrame) -> Result<Cells, Failure> {
    match node {
        Node::Column(column) => {
            let column = frame.column(&column.inner).map_err(engine)?;
            Ok(Cells::Many(column.as_materialized_series().rechunk()))
        }
        Node::Value(value, _) => Ok(Cells::One(value.clone())),
        Node::Operation { what, args, dtype } => operation(what, args, *dtype, frame),
        Node::In { item, set, negated } => {
            let item = compute(item, frame)?;
            let reader = item.reader()?;
            let look = |row| {
                let found = set.contains(reader.get(row));
                found.map(|found| found != *negated)
            };
            Ok(match &item {
                Cells::One(_) => Cells::One(look(0).map_or(Value::Null, Value::Bool)),
                Cells::Many(series) => Cells::Many(
                    (0..series.len())
                        .map(look)
                        .collect::<BooleanChunked>()
                        .into_series(),
                ),
            })
        }
        Node::Aggregate(_) | Node::Window(_) | Node::Nested(_) => Err(Failure {
            kind: FailureKind::Engine,
            detail: "an expression was computed too early".to_owned(),
        }),
    }
}

/// A condition as a mask of the frame's rows: unknown is not true.
///
/// # Errors
/// As [`compute`].
pub(super) fn mask(node: &Node, frame: &DataFrame) -> Result<BooleanChunked, Failure> {
    let series = compute(node, frame)?.series(Some(Dtype::Bool), frame.height())?;
    series.bool().cloned().map_err(engine)
}

fn operation(
    what: &Operation,
    args: &[Node],
    dtype: Option<Dtype>,
    frame: &DataFrame,
) -> Result<Cells, Failure> {
    if matches!(what, Operation::Case | Operation::Coalesce)
        && args
            .iter()
            .any(|arg| arg.any(&|node| matches!(node, Node::Column(_))))
    {
        return branches(what, args, dtype, frame);
    }
    // Long chains of AND and OR are trees as well; each side is computed once.
    let cells: Vec<Cells> = args
        .iter()
        .map(|arg| compute(arg, frame))
        .collect::<Result<_, _>>()?;
    let types: Vec<Option<Dtype>> = args.iter().map(Node::dtype).collect();
    if cells.iter().all(|cell| matches!(cell, Cells::One(_))) {
        // Constants are computed as a column of one row.
        let one = apply(what, cells, &types, dtype, 1).map_err(|failure| named(failure, args))?;
        let Some(dtype) = dtype else {
            return Ok(Cells::One(Value::Null));
        };
        let series = one.series(Some(dtype), 1)?;
        return Ok(Cells::One(Reader::of(&series)?.get(0).to_value()));
    }
    apply(what, cells, &types, dtype, frame.height()).map_err(|failure| named(failure, args))
}

/// Says of which column a value could not be read.
fn named(mut failure: Failure, args: &[Node]) -> Failure {
    let label = || {
        args.iter()
            .map(super::bind::label)
            .find(|label| !label.is_empty())
            .unwrap_or_default()
    };
    match &mut failure.kind {
        FailureKind::Unreadable { column, .. } if column.is_empty() => *column = label(),
        // The frame's own names mean nothing to people.
        FailureKind::MixedUnits { column, .. } => *column = label(),
        _ => {}
    }
    failure
}

fn apply(
    what: &Operation,
    cells: Vec<Cells>,
    types: &[Option<Dtype>],
    dtype: Option<Dtype>,
    height: usize,
) -> Result<Cells, Failure> {
    let Some(dtype) = dtype else {
        return Ok(Cells::One(Value::Null));
    };
    let series = match what {
        Operation::Add | Operation::Subtract | Operation::Multiply => {
            let [a, b] = pair(cells)?;
            if dtype == Dtype::Int {
                checked(what, &a.short(Dtype::Int)?, &b.short(Dtype::Int)?)?
            } else {
                let (a, b) = (a.short(Dtype::Float)?, b.short(Dtype::Float)?);
                match what {
                    Operation::Add => &a + &b,
                    Operation::Subtract => &a - &b,
                    _ => &a * &b,
                }
                .map_err(engine)?
            }
        }
        Operation::Divide => {
            let [a, b] = pair(cells)?;
            let (a, b) = (a.short(Dtype::Float)?, b.short(Dtype::Float)?);
            (&a / &b).map_err(engine)?
        }
        Operation::DivideWhole | Operation::Remainder if dtype == Dtype::Int => {
            let [a, b] = pair(cells)?;
            let (a, b) = (a.short(Dtype::Int)?, b.short(Dtype::Int)?);
            let whole = *what == Operation::DivideWhole;
            let (a, b) = (a.i64().map_err(engine)?, b.i64().map_err(engine)?);
            let mut over = false;
            let wholes: Int64Chunked =
                broadcast_binary_elementwise(a, b, |a: Option<i64>, b: Option<i64>| {
                    let (a, b) = (a?, b?);
                    // Nothing is known of what is divided by nothing.
                    if b == 0 {
                        return None;
                    }
                    let rest = a.wrapping_rem(b);
                    let down = rest != 0 && ((rest < 0) != (b < 0));
                    if whole {
                        let divided = a.checked_div(b);
                        over |= divided.is_none();
                        divided.map(|divided| divided - i64::from(down))
                    } else {
                        Some(if down { rest + b } else { rest })
                    }
                });
            if over {
                return Err(out_of_range("//"));
            }
            wholes.into_series()
        }
        Operation::DivideWhole | Operation::Remainder => {
            let [a, b] = pair(cells)?;
            let (a, b) = (a.short(Dtype::Float)?, b.short(Dtype::Float)?);
            let whole = *what == Operation::DivideWhole;
            let (a, b) = (a.f64().map_err(engine)?, b.f64().map_err(engine)?);
            let floats: Float64Chunked =
                broadcast_binary_elementwise(a, b, |a: Option<f64>, b: Option<f64>| {
                    let (a, b) = (a?, b?);
                    if whole {
                        return Some((a / b).floor());
                    }
                    let rest = a % b;
                    Some(if rest != 0.0 && (rest < 0.0) != (b < 0.0) {
                        rest + b
                    } else {
                        rest
                    })
                });
            floats.into_series()
        }
        Operation::Negate => {
            let [a] = single(cells)?;
            if dtype == Dtype::Int {
                let zero = Int64Chunked::full(PlSmallStr::EMPTY, 0, 1).into_series();
                checked(&Operation::Subtract, &zero, &a.short(Dtype::Int)?)?
            } else {
                let series = a.short(Dtype::Float)?;
                let floats: Float64Chunked =
                    unary_elementwise(series.f64().map_err(engine)?, |value: Option<f64>| {
                        value.map(|value| 0.0 - value)
                    });
                floats.into_series()
            }
        }
        Operation::DaysBetween => {
            let [a, b] = pair(cells)?;
            let (a, b) = (a.short(Dtype::Date)?, b.short(Dtype::Date)?);
            let days: Int64Chunked = broadcast_binary_elementwise(
                a.date().map_err(engine)?.physical(),
                b.date().map_err(engine)?.physical(),
                |a: Option<i32>, b: Option<i32>| Some(i64::from(a?) - i64::from(b?)),
            );
            days.into_series()
        }
        Operation::AddDays(back) => {
            let [a, b] = pair(cells)?;
            let mut late = false;
            let (a, b) = (a.short(Dtype::Date)?, b.short(Dtype::Int)?);
            let days: Int32Chunked = broadcast_binary_elementwise(
                a.date().map_err(engine)?.physical(),
                b.i64().map_err(engine)?,
                |a: Option<i32>, b: Option<i64>| {
                    let (a, b) = (i64::from(a?), b?);
                    let day = if *back {
                        a.checked_sub(b)
                    } else {
                        a.checked_add(b)
                    };
                    let day = day.and_then(calendar);
                    late |= day.is_none();
                    day
                },
            );
            if late {
                return Err(out_of_range("DATE"));
            }
            days.into_series().cast(&DataType::Date).map_err(engine)?
        }
        Operation::AddSpan { months, days } => {
            let [a] = single(cells)?;
            let mut late = false;
            let series = a.short(Dtype::Date)?;
            let moved: Int32Chunked = unary_elementwise(
                series.date().map_err(engine)?.physical(),
                |day: Option<i32>| {
                    let moved = add_months(day?, *months)
                        .and_then(|day| calendar(i64::from(day).checked_add(*days)?));
                    late |= moved.is_none();
                    moved
                },
            );
            if late {
                return Err(out_of_range("INTERVAL"));
            }
            moved.into_series().cast(&DataType::Date).map_err(engine)?
        }
        Operation::Compare(comparison) => compare(*comparison, cells, types)?.into_series(),
        Operation::Distinct(equal) => {
            let [a, b] = pair(cells)?;
            let (a, b) = (a.reader()?, b.reader()?);
            (0..height)
                .map(|row| Some(same(a.get(row), b.get(row)) == *equal))
                .collect::<BooleanChunked>()
                .into_series()
        }
        Operation::And | Operation::Or => {
            let or = *what == Operation::Or;
            let mut sides = cells.into_iter();
            let mut all = match sides.next() {
                Some(first) => first.short(Dtype::Bool)?,
                None => return Ok(Cells::One(Value::Bool(!or))),
            };
            for side in sides {
                let side = side.short(Dtype::Bool)?;
                let both: BooleanChunked = broadcast_binary_elementwise(
                    all.bool().map_err(engine)?,
                    side.bool().map_err(engine)?,
                    |a: Option<bool>, b: Option<bool>| match (a, b) {
                        (Some(a), _) if a == or => Some(or),
                        (_, Some(b)) if b == or => Some(or),
                        (Some(_), Some(_)) => Some(!or),
                        _ => None,
                    },
                );
                all = both.into_series();
            }
            all
        }
        Operation::Not => {
            let [a] = single(cells)?;
            let series = a.short(Dtype::Bool)?;
            let not: BooleanChunked =
                unary_elementwise(series.bool().map_err(engine)?, |value: Option<bool>| {
                    value.map(|value| !value)
                });
            not.into_series()
        }
        Operation::IsNull(null) => {
            let [a] = single(cells)?;
            match a {
                Cells::One(value) => {
                    BooleanChunked::full(PlSmallStr::EMPTY, value.is_null() == *null, 1)
                        .into_series()
                }
                Cells::Many(series) if *null => series.is_null().into_series(),
                Cells::Many(series) => series.is_not_null().into_series(),
            }
        }
        Operation::Is(wanted, negated) => {
            let [a] = single(cells)?;
            let series = a.short(Dtype::Bool)?;
            let is: BooleanChunked =
                unary_elementwise(series.bool().map_err(engine)?, |value: Option<bool>| {
                    Some((value == Some(*wanted)) != *negated)
                });
            is.into_series()
        }
        Operation::Case => case(cells, dtype)?,
        // Of constants; others are in `branches`.
        Operation::Coalesce => {
            let there = cells
                .into_iter()
                .find(|cell| !matches!(cell, Cells::One(Value::Null)));
            there.unwrap_or(Cells::One(Value::Null)).short(dtype)?
        }
        Operation::Cast(to, lenient) => {
            let [a] = single(cells)?;
            let from = types.first().copied().flatten();
            return cast(a, from, *to, *lenient);
        }
        // Whether cells are numbers can only be told of all of them together.
        Operation::Call(row) if row.whole_column && matches!(types, [Some(Dtype::Text)]) => {
            let [a] = single(cells)?;
            let series = a.short(Dtype::Text)?;
            let column = crate::numbers::read(series.str().map_err(engine)?)?;
            column.as_materialized_series().clone()
        }
        Operation::Call(function) => {
            let readers: Vec<Reader<'_>> =
                cells.iter().map(Cells::reader).collect::<Result<_, _>>()?;
            let height = if readers
                .iter()
                .all(|reader| matches!(reader, Reader::One(_)))
            {
                1
            } else {
                height
            };
            let mut buffer: Vec<Cell<'_>> = vec![Cell::Null; readers.len()];
            let mut fault: Option<Failure> = None;
            let values = (0..height).map(|row| {
                for (place, reader) in buffer.iter_mut().zip(&readers) {
                    *place = reader.get(row);
                }
                if function.strict && buffer.contains(&Cell::Null) {
                    return Value::Null;
                }
                match (function.run)(&buffer) {
                    Ok(value) => value,
                    Err(failure) => {
                        fault.get_or_insert(failure);
                        Value::Null
                    }
                }
            });
            let series = column_of(values, dtype)?;
            if let Some(failure) = fault {
                return Err(failure);
            }
            series
        }
    };
    // What came of constants alone is the same in every row.
    Ok(Cells::Many(if series.len() == 1 && height != 1 {
        series.new_from_index(0, height)
    } else {
        series
    }))
}

impl Cells {
    /// As a column of one row where it is one value.
    fn short(self, dtype: Dtype) -> Result<Series, Failure> {
        match self {
            Self::One(value) => constant(&value, dtype, 1),
            many => many.series(Some(dtype), 0),
        }
    }
}

fn single(cells: Vec<Cells>) -> Result<[Cells; 1], Failure> {
    cells.try_into().map_err(|_| arguments())
}

fn pair(cells: Vec<Cells>) -> Result<[Cells; 2], Failure> {
    cells.try_into().map_err(|_| arguments())
}

fn arguments() -> Failure {
    Failure {
        kind: FailureKind::Engine,
        detail: "an operation has other arguments than it needs".to_owned(),
    }
}

/// A result that no longer fits.
pub(super) fn out_of_range(what: &str) -> Failure {
    Failure::of(FailureKind::OutOfRange {
        what: what.to_owned(),
    })
}

/// Days of the years 1 to 9999.
pub(super) fn calendar(day: i64) -> Option<i32> {
    (-719_162..=2_932_896)
        .contains(&day)
        .then(|| i32::try_from(day).ok())
        .flatten()
}

/// The same day of another month, or the last one that it has.
pub(super) fn add_months(day: i32, months: i64) -> Option<i32> {
    let (year, month, date) = civil_from_days(day);
    let count = i64::from(year)
        .checked_mul(12)?
        .checked_add(i64::from(month) - 1)?
        .checked_add(months)?;
    let year = i32::try_from(count.div_euclid(12)).ok()?;
    let month = u32::try_from(count.rem_euclid(12)).ok()? + 1;
    (1..=9999)
        .contains(&year)
        .then(|| {
            (28..=date.max(28))
                .rev()
                .find_map(|last| days_from_civil(year, month, date.min(last)))
        })
        .flatten()
}

/// Whole numbers, or a failure where the result does not fit.
fn checked(what: &Operation, a: &Series, b: &Series) -> Result<Series, Failure> {
    let (a, b) = (a.i64().map_err(engine)?, b.i64().map_err(engine)?);
    let (sign, run) = match what {
        Operation::Add => ("+", i64::checked_add as fn(i64, i64) -> Option<i64>),
        Operation::Subtract => ("-", i64::checked_sub as _),
        _ => ("*", i64::checked_mul as _),
    };
    let mut over = false;
    let result: Int64Chunked =
        broadcast_binary_elementwise(a, b, |a: Option<i64>, b: Option<i64>| {
            let value = run(a?, b?);
            over |= value.is_none();
            value
        });
    if over {
        return Err(out_of_range(sign));
    }
    Ok(result.into_series())
}

/// Whether two cells are one value; a missing one equals a missing one.
fn same(a: Cell<'_>, b: Cell<'_>) -> bool {
    match (a, b) {
        (Cell::Null, Cell::Null) => true,
        (Cell::Null, _) | (_, Cell::Null) => false,
        _ => order(a, b) == Some(Ordering::Equal),
    }
}

/// How two cells of comparable types stand to one another; `None` when one is missing.
pub(super) fn order(a: Cell<'_>, b: Cell<'_>) -> Option<Ordering> {
    Some(match (a, b) {
        (Cell::Int(a), Cell::Int(b)) => a.cmp(&b),
        (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
        (Cell::Bool(a), Cell::Bool(b)) => a.cmp(&b),
        (Cell::Date(a), Cell::Date(b)) => a.cmp(&b),
        (a, b) => {
            let (a, b) = (a.number()?, b.number()?);
            // What is no number is larger than everything.
            a.partial_cmp(&b)
                .unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
        }
    })
}

fn compare(
    comparison: Comparison,
    cells: Vec<Cells>,
    types: &[Option<Dtype>],
) -> Result<BooleanChunked, Failure> {
    let [a, b] = pair(cells)?;
    let dtype = match types {
        [Some(Dtype::Int), Some(Dtype::Float)] => Dtype::Float,
        [Some(dtype), _] | [None, Some(dtype)] => *dtype,
        _ => Dtype::Text,
    };
    let (a, b) = (a.short(dtype)?, b.short(dtype)?);
    macro_rules! by {
        ($a:expr, $b:expr) => {{
            let (a, b) = ($a, $b);
            match comparison {
                Comparison::Equal => a.equal(b),
                Comparison::Unequal => a.not_equal(b),
                Comparison::Less => a.lt(b),
                Comparison::LessOrEqual => a.lt_eq(b),
                Comparison::Greater => a.gt(b),
                Comparison::GreaterOrEqual => a.gt_eq(b),
            }
        }};
    }
    Ok(match dtype {
        Dtype::Int => by!(a.i64().map_err(engine)?, b.i64().map_err(engine)?),
        Dtype::Float => by!(a.f64().map_err(engine)?, b.f64().map_err(engine)?),
        Dtype::Text => by!(a.str().map_err(engine)?, b.str().map_err(engine)?),
        Dtype::Bool => by!(a.bool().map_err(engine)?, b.bool().map_err(engine)?),
        Dtype::Date => by!(
            a.date().map_err(engine)?.physical(),
            b.date().map_err(engine)?.physical()
        ),
    })
}

/// CASE and COALESCE: each branch is computed for the rows that come to it, so that what cannot be computed elsewhere does
/// not matter.
fn branches(
    what: &Operation,
    args: &[Node],
    dtype: Option<Dtype>,
    frame: &DataFrame,
) -> Result<Cells, Failure> {
    let Some(dtype) = dtype else {
        return Ok(Cells::One(Value::Null));
    };
    let used = |name: &PlSmallStr| {
        args.iter().any(|arg| {
            arg.any(&|node| matches!(node, Node::Column(column) if column.inner == *name))
        })
    };
    let names: Vec<PlSmallStr> = frame
        .get_column_names_owned()
        .into_iter()
        .filter(used)
        .collect();
    let mut rest = frame.select(names).map_err(engine)?;
    let mut rows: Vec<IdxSize> = (0..frame.height() as IdxSize).collect();
    let mut order: Vec<IdxSize> = Vec::with_capacity(rows.len());
    let mut made = Series::new_empty(PlSmallStr::EMPTY, &data_type(dtype));
    let mut take = |here: &[bool],
                    series: Series,
                    rows: &mut Vec<IdxSize>,
                    rest: &mut DataFrame|
     -> Result<(), Failure> {
        made.append(&series).map_err(engine)?;
        let mut next = Vec::new();
        for (row, here) in rows.iter().zip(here) {
            if *here {
                order.push(*row);
            } else {
                next.push(*row);
            }
        }
        *rows = next;
        let left: BooleanChunked = here.iter().map(|here| Some(!here)).collect();
        *rest = rest.filter(&left).map_err(engine)?;
        Ok(())
    };
    if *what == Operation::Case {
        for pair in args.chunks_exact(2) {
            let [condition, value] = pair else {
                return Err(arguments());
            };
            let here: Vec<bool> = mask(condition, &rest)?
                .iter()
                .map(|yes| yes == Some(true))
                .collect();
            let part = rest
                .filter(&here.iter().map(|here| Some(*here)).collect())
                .map_err(engine)?;
            let series = compute(value, &part)?.series(Some(dtype), part.height())?;
            take(&here, series, &mut rows, &mut rest)?;
        }
        let otherwise = args.last().ok_or_else(arguments)?;
        let series = compute(otherwise, &rest)?.series(Some(dtype), rest.height())?;
        take(&vec![true; rest.height()], series, &mut rows, &mut rest)?;
    } else {
        for (at, arg) in args.iter().enumerate() {
            let last = at + 1 == args.len();
            let series = compute(arg, &rest)?.series(Some(dtype), rest.height())?;
            let here: Vec<bool> = series
                .is_not_null()
                .iter()
                .map(|there| last || there == Some(true))
                .collect();
            let series = series
                .filter(&here.iter().map(|here| Some(*here)).collect())
                .map_err(engine)?;
            take(&here, series, &mut rows, &mut rest)?;
        }
    }
    // Back into the order of the rows.
    let mut places: Vec<IdxSize> = vec![0; order.len()];
    for (place, row) in order.iter().enumerate() {
        if let Some(at) = places.get_mut(*row as usize) {
            *at = place as IdxSize;
        }
    }
    let series = made
        .rechunk()
        .take(&IdxCa::from_vec(PlSmallStr::EMPTY, places))
        .map_err(engine)?;
    Ok(Cells::Many(series))
}

/// CASE of constants.
fn case(cells: Vec<Cells>, dtype: Dtype) -> Result<Series, Failure> {
    let mut cells = cells.into_iter();
    while let Some(cell) = cells.next() {
        // What has nothing behind it is the last: otherwise.
        let Some(value) = cells.next() else {
            return cell.short(dtype);
        };
        if matches!(cell, Cells::One(Value::Bool(true))) {
            return value.short(dtype);
        }
    }
    Err(arguments())
}

/// Reads values as another type.
fn cast(cells: Cells, from: Option<Dtype>, to: Dtype, lenient: bool) -> Result<Cells, Failure> {
    let Some(from) = from else {
        return Ok(Cells::One(Value::Null));
    };
    if from == to {
        return Ok(cells);
    }
    if (from, to) == (Dtype::Int, Dtype::Float) {
        return Ok(match cells {
            Cells::One(Value::Int(value)) => Cells::One(Value::Float(value as f64)),
            Cells::Many(series) => Cells::Many(series.cast(&DataType::Float64).map_err(engine)?),
            one => one,
        });
    }
    let series = cells.short(from)?;
    let reader = Reader::of(&series)?;
    let mut lost = 0_u64;
    let mut samples: Vec<String> = Vec::new();
    let values = (0..series.len()).map(|row| {
        let cell = reader.get(row);
        if cell == Cell::Null {
            return Value::Null;
        }
        let read = match to {
            Dtype::Text => cell.shown().map(Value::Text),
            Dtype::Int => match cell {
                Cell::Text(text) => text.trim().parse::<i64>().ok().or_else(|| {
                    table::text::parse_number(text)
                        .filter(|number| number.fract() == 0.0)
                        .and_then(whole)
                }),
                // 四捨五入, as ROUND.
                Cell::Float(value) => whole(super::calls::round(value, 0)),
                Cell::Bool(value) => Some(i64::from(value)),
                _ => None,
            }
            .map(Value::Int),
            Dtype::Float => match cell {
                Cell::Text(text) => table::text::parse_number(text).map(Value::Float),
                cell => cell.number().map(Value::Float),
            },
            Dtype::Date => match cell {
                Cell::Text(text) => parse_date(text).map(Value::Date),
                _ => None,
            },
            Dtype::Bool => match cell {
                Cell::Int(value) => Some(Value::Bool(value != 0)),
                Cell::Text(text) => match text.trim().to_lowercase().as_str() {
                    "true" => Some(Value::Bool(true)),
                    "false" => Some(Value::Bool(false)),
                    _ => None,
                },
                _ => None,
            },
        };
        read.unwrap_or_else(|| {
            lost += 1;
            let sample = cell.shown().unwrap_or_default();
            if samples.len() < 5 && !samples.contains(&sample) {
                samples.push(sample);
            }
            Value::Null
        })
    });
    let read = column_of(values, to)?;
    if lost > 0 && !lenient {
        return Err(Failure::of(FailureKind::Unreadable {
            column: String::new(),
            wanted: to,
            count: lost,
            samples,
        }));
    }
    Ok(Cells::Many(read))
}

/// A whole float as a whole number, where it fits.
pub(super) fn whole(value: f64) -> Option<i64> {
    // -2^63 fits, 2^63 does not.
    const END: f64 = 9_223_372_036_854_775_808.0;
    (-END..END).contains(&value).then_some(value as i64)
}
