//! One step: a frame in, a frame out.

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn, PlSmallStr, PolarsError, UniqueKeepStrategy,
};
use spec::step::{Aggregate, CastTo, JoinKey, JoinKind, NamedExpr, RenamePair};
use spec::{Failure, FailureKind, Step, StepNote};
use table::Dtype;

use crate::convert::{dtype, engine, tidy};
use crate::expr::{Shape, no_number, offending};
use crate::failure::{unknown_column, unknown_table};
use crate::meant::meant;
use crate::memory::small_enough;
use crate::numbers::{date_of, fiscal_year_of, number_of};
use crate::pairs::{every_pair, partners, taken};
use crate::sort::{Direction, all_rows};
use crate::sql::{self, expression};
use crate::{Matches, Tables};

/// Most new columns of a pivot.
const MOST_COLUMNS: u64 = 500;

/// What a step made.
pub(crate) struct Made {
    pub(crate) frame: DataFrame,
    /// Columns added or changed.
    pub(crate) changed: Vec<String>,
    /// What it has to say of cells or rows.
    pub(crate) note: Option<StepNote>,
    /// How the rows of the two tables of a join belong together.
    pub(crate) matches: Option<Matches>,
}

impl Made {
    fn new(frame: DataFrame, changed: Vec<String>) -> Self {
        Self {
            frame,
            changed,
            note: None,
            matches: None,
        }
    }
}

/// Runs a step that is not `from`.
///
/// # Errors
/// Why it cannot run, as a typed failure.
pub(crate) fn apply(
    step: &Step,
    frame: &DataFrame,
    tables: &Tables,
    today: i32,
) -> Result<Made, Failure> {
    if let Some(field) = step.missing() {
        return Err(Failure::of(FailureKind::Incomplete {
            field: field.to_owned(),
        }));
    }
    if let Some(other) = meant(step, frame)? {
        return in_short(step, &other, frame, tables, today);
    }
    match step {
        Step::From { table } => Ok(Made::new(source(table, tables)?.clone(), Vec::new())),
        Step::Select { columns } => {
            known(frame, columns)?;
            distinct(columns)?;
            Ok(Made::new(
                frame
                    .select(columns.iter().map(String::as_str))
                    .map_err(engine)?,
                Vec::new(),
            ))
        }
        Step::Rename { pairs } => rename(frame, pairs),
        Step::Filter { predicate } => Ok(Made::new(
            sql::kept(frame, predicate, tables, today)?,
            Vec::new(),
        )),
        Step::WithColumns { columns } => with_columns(frame, columns, tables, today),
        Step::GroupBy { keys, aggs } => group_by(frame, keys, aggs, tables, today),
        Step::Sort { by } => {
            known(frame, by.iter().map(|key| &key.column))?;
            let by: Vec<(String, Direction)> = by
                .iter()
                .map(|key| {
                    (
                        key.column.clone(),
                        Direction {
                            descending: key.descending,
                            nulls_last: true,
                        },
                    )
                })
                .collect();
            Ok(Made::new(all_rows(frame, &by).map_err(engine)?, Vec::new()))
        }
        Step::Head { n } => Ok(Made::new(frame.head(Some(size(*n))), Vec::new())),
        Step::Tail { n } => Ok(Made::new(frame.tail(Some(size(*n))), Vec::new())),
        Step::Unique { columns } => {
            known(frame, columns)?;
            let subset: Vec<String> = columns.clone();
            let subset = (!subset.is_empty()).then_some(subset.as_slice());
            let unique = frame.unique_stable(subset, UniqueKeepStrategy::First, None);
            Ok(Made::new(unique.map_err(engine)?, Vec::new()))
        }
        Step::Join { how, table, on } => join(frame, *how, table, source(table, tables)?, on),
        Step::Union { table } => union(frame, source(table, tables)?),
        Step::Pivot {
            on,
            index,
            values,
            agg,
        } => pivot(frame, on, index, values, *agg),
        Step::Unpivot {
            columns,
            index,
            name,
            value,
        } => unpivot(frame, columns, index, name, value),
        Step::FillNull { columns, value } => fill_null(frame, columns, value, tables, today),
        Step::Cast { columns, to } => cast(frame, columns, *to),
        Step::Header { first, last } => header(frame, *first, *last),
        Step::Normalise { .. }
        | Step::FillDown { .. }
        | Step::DropTotals { .. }
        | Step::Split { .. }
        | Step::KeyConversion { .. }
        | Step::Share { .. }
        | Step::Rank { .. }
        | Step::CumSum { .. }
        | Step::Change { .. }
        | Step::Rolling { .. }
        | Step::Bins { .. } => Err(Failure {
            kind: FailureKind::Engine,
            detail: format!("{} means nothing", step.verb()),
        }),
    }
}

/// Runs the step that a verb is short for, and says what that step alone would not.
fn in_short(
    step: &Step,
    other: &Step,
    frame: &DataFrame,
    tables: &Tables,
    today: i32,
) -> Result<Made, Failure> {
    if let Step::Change { by, within, .. } | Step::Rolling { by, within, .. } = step {
        once_each(frame, by, within)?;
    }
    let made = apply(other, frame, tables, today)?;
    let note = match step {
        Step::KeyConversion { column, .. } => {
            let (before, after) = (pick(frame, column)?, pick(&made.frame, column)?);
            let count = after.null_count().saturating_sub(before.null_count()) as u64;
            (count > 0).then_some(StepNote::NoCode {
                column: column.clone(),
                count,
                samples: samples(before, after).map_err(engine)?,
            })
        }
        Step::DropTotals { column, .. } => {
            let count = frame.height().saturating_sub(made.frame.height()) as u64;
            let Step::Filter { predicate } = other else {
                return Ok(made);
            };
            let dropped = sql::kept(frame, &format!("NOT ({predicate})"), tables, today)?;
            (count > 0).then_some(StepNote::Dropped {
                column: column.clone(),
                count,
                samples: first_cells(pick(&dropped, column)?).map_err(engine)?,
            })
        }
        Step::Change {
            column, by, name, ..
        }
        | Step::Rolling {
            column, by, name, ..
        } => {
            let is_void = |frame: &DataFrame, name: &str| {
                pick(frame, name).map(|column| column.null_count() == frame.height())
            };
            (is_void(&made.frame, name)? && !is_void(frame, column)?)
                .then(|| StepNote::NoPeriod { column: by.clone() })
        }
        _ => None,
    };
    Ok(Made { note, ..made })
}

/// Refuses a period that several rows of a group have.
fn once_each(frame: &DataFrame, by: &String, within: &[String]) -> Result<(), Failure> {
    known(frame, within.iter().chain([by]))?;
    let key = pick(frame, by)?;
    let mut keys = vec![key.clone()];
    for column in within.iter().filter(|column| *column != by) {
        keys.push(pick(frame, column)?.clone());
    }
    let shown = key.cast(&DataType::String).map_err(engine)?;
    let shown = shown.str().map_err(engine)?;
    for rows in sql::groups(&keys, frame.height())? {
        let value = rows.first().and_then(|row| shown.get(*row as usize));
        if let (Some(value), 2..) = (value, rows.len()) {
            return Err(Failure::of(FailureKind::RepeatedPeriod {
                column: by.clone(),
                value: value.to_owned(),
                count: rows.len() as u64,
            }));
        }
    }
    Ok(())
}

/// The table of that name.
///
/// # Errors
/// [`FailureKind::UnknownTable`].
pub(crate) fn source<'a>(table: &str, tables: &'a Tables) -> Result<&'a DataFrame, Failure> {
    tables
        .get(table)
        .ok_or_else(|| unknown_table(table, tables.iter().map(|(name, _)| name)))
}

fn size(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// Refuses a column that is not there.
///
/// # Errors
/// [`FailureKind::UnknownColumn`].
pub(crate) fn known<'a>(
    frame: &DataFrame,
    columns: impl IntoIterator<Item = &'a String>,
) -> Result<(), Failure> {
    for name in columns {
        if !frame.schema().contains(name) {
            return Err(unknown_column(
                name,
                frame.get_column_names().into_iter().map(PlSmallStr::as_str),
            ));
        }
    }
    Ok(())
}

fn distinct<'a>(names: impl IntoIterator<Item = &'a String>) -> Result<(), Failure> {
    let mut seen: Vec<&String> = Vec::new();
    for name in names {
        if seen.contains(&name) {
            return Err(Failure::of(FailureKind::DuplicateColumn {
                name: name.clone(),
            }));
        }
        seen.push(name);
    }
    Ok(())
}

fn rename(frame: &DataFrame, pairs: &[RenamePair]) -> Result<Made, Failure> {
    known(frame, pairs.iter().map(|pair| &pair.from))?;
    distinct(pairs.iter().map(|pair| &pair.from))?;
    let names: Vec<String> = frame
        .get_column_names()
        .iter()
        .map(|name| {
            pairs
                .iter()
                .find(|pair| pair.from == name.as_str())
                .map_or_else(|| name.to_string(), |pair| pair.to.clone())
        })
        .collect();
    distinct(&names)?;
    let mut renamed = frame.clone();
    renamed
        .set_column_names(names.iter().map(String::as_str))
        .map_err(engine)?;
    Ok(Made::new(
        renamed,
        pairs.iter().map(|pair| pair.to.clone()).collect(),
    ))
}

fn header(frame: &DataFrame, first: u64, last: u64) -> Result<Made, Failure> {
    let rows = frame.height() as u64;
    if last > rows {
        return Err(Failure::of(FailureKind::NoSuchRow { row: last, rows }));
    }
    let (first, last) = (size(first), size(last));
    let above = first.saturating_sub(1);
    let head = frame.slice(i64::try_from(above).unwrap_or(i64::MAX), last - above);
    let mut lines = vec![Vec::with_capacity(frame.width()); head.height()];
    for column in head.get_columns() {
        let texts = column.cast(&DataType::String).map_err(engine)?;
        let texts = texts.str().map_err(engine)?;
        for (line, text) in lines.iter_mut().zip(texts) {
            line.push(text.unwrap_or_default().to_owned());
        }
    }
    let before: Vec<String> = frame
        .get_column_names()
        .iter()
        .map(ToString::to_string)
        .collect();
    let names = table::sheet::header_names(&lines, &before);
    let from = i64::try_from(last).unwrap_or(i64::MAX);
    let mut named = frame.slice(from, frame.height() - last);
    named
        .set_column_names(names.iter().map(String::as_str))
        .map_err(engine)?;
    Ok(Made::new(named, names))
}

fn with_columns(
    frame: &DataFrame,
    columns: &[NamedExpr],
    tables: &Tables,
    today: i32,
) -> Result<Made, Failure> {
    distinct(columns.iter().map(|column| &column.name))?;
    let exprs = columns
        .iter()
        .map(|column| (column.name.as_str(), column.expr.as_str()));
    Ok(Made::new(
        sql::derived(frame, exprs, tables, today)?,
        columns.iter().map(|column| column.name.clone()).collect(),
    ))
}

fn group_by(
    frame: &DataFrame,
    keys: &[String],
    aggs: &[NamedExpr],
    tables: &Tables,
    today: i32,
) -> Result<Made, Failure> {
    known(frame, keys)?;
    distinct(keys.iter().chain(aggs.iter().map(|agg| &agg.name)))?;
    let names: Vec<&str> = frame
        .schema()
        .iter_names()
        .map(PlSmallStr::as_str)
        .collect();
    for agg in aggs {
        let shape = Shape::of(&expression(&agg.expr, &names)?);
        if shape.windows || (!shape.aggregates && shape.bare.is_empty() && !shape.subquery) {
            return Err(Failure::of(FailureKind::NotAggregated {
                column: agg.expr.trim().to_owned(),
            }));
        }
    }
    let exprs = aggs
        .iter()
        .map(|agg| (agg.name.as_str(), agg.expr.as_str()));
    let grouped = sql::aggregated(frame, keys, exprs, tables, today)?;
    Ok(Made::new(
        grouped,
        aggs.iter().map(|agg| agg.name.clone()).collect(),
    ))
}

/// Name of a column of the joined table beside the columns that are there.
pub(crate) fn joined_name(frame: &DataFrame, table: &str, column: &str) -> String {
    if frame.schema().contains(column) {
        format!("{column}_{table}")
    } else {
        column.to_owned()
    }
}

/// Columns of the joined table that are added, with the names that they get.
pub(crate) fn joined_columns(
    frame: &DataFrame,
    how: JoinKind,
    table: &str,
    other: &DataFrame,
    on: &[JoinKey],
) -> Vec<(String, String)> {
    if matches!(how, JoinKind::Semi | JoinKind::Anti) {
        return Vec::new();
    }
    other
        .get_column_names()
        .into_iter()
        .filter(|name| how == JoinKind::Cross || !on.iter().any(|key| key.right == name.as_str()))
        .map(|name| (name.to_string(), joined_name(frame, table, name)))
        .collect()
}

fn join(
    frame: &DataFrame,
    how: JoinKind,
    table: &str,
    other: &DataFrame,
    on: &[JoinKey],
) -> Result<Made, Failure> {
    let on = if how == JoinKind::Cross { &[] } else { on };
    known(frame, on.iter().map(|key| &key.left))?;
    known(other, on.iter().map(|key| &key.right))?;
    distinct(on.iter().map(|key| &key.left))?;
    let added = joined_columns(frame, how, table, other, on);
    let left_names: Vec<String> = frame
        .get_column_names()
        .iter()
        .map(ToString::to_string)
        .collect();
    distinct(left_names.iter().chain(added.iter().map(|(_, name)| name)))?;
    // The other table's columns under their new names, its keys under the names of the keys here.
    let mut columns: Vec<Column> = Vec::with_capacity(on.len() + added.len());
    for key in on {
        let (left, right) = (pick(frame, &key.left)?, pick(other, &key.right)?);
        columns.push(matching(left, right, key)?.with_name(key.left.as_str().into()));
    }
    for (name, new) in &added {
        columns.push(pick(other, name)?.clone().with_name(new.as_str().into()));
    }
    let height = frame.height();
    let width = frame.width() + added.len();
    let (keys, added_columns) = columns.split_at(on.len());
    let here = on
        .iter()
        .map(|key| pick(frame, &key.left).cloned())
        .collect::<Result<Vec<_>, _>>()?;
    let mut matches = None;
    let rows: Vec<(u32, Option<u32>)> = if how == JoinKind::Cross {
        every_pair(height, other.height(), width)?
            .into_iter()
            .map(|(row, partner)| (row, Some(partner)))
            .collect()
    } else {
        let partners = partners(&here, keys)?;
        matches = Some(partners.matches(other.height()));
        let all = 0..u32::try_from(height).unwrap_or(u32::MAX);
        let alone = |row: &u32| partners.of(*row as usize).is_empty();
        match how {
            JoinKind::Semi => all
                .filter(|row| !alone(row))
                .map(|row| (row, None))
                .collect(),
            JoinKind::Anti => all.filter(alone).map(|row| (row, None)).collect(),
            _ => {
                let count: u64 = all
                    .clone()
                    .map(|row| partners.of(row as usize).len().max(1) as u64)
                    .sum();
                small_enough(count, width)?;
                all.flat_map(|row| {
                    let found = partners.of(row as usize);
                    let none = (found.is_empty() && how == JoinKind::Left).then_some((row, None));
                    found
                        .iter()
                        .map(move |partner| (row, Some(*partner)))
                        .chain(none)
                })
                .collect()
            }
        }
    };
    let mut joined = taken(frame, rows.iter().map(|(row, _)| Some(*row)))?;
    if !added.is_empty() {
        let right = DataFrame::new(added_columns.to_vec()).map_err(engine)?;
        let right = taken(&right, rows.iter().map(|(_, partner)| *partner))?;
        joined.hstack_mut(right.get_columns()).map_err(engine)?;
    }
    Ok(Made {
        matches,
        ..Made::new(
            tidy(joined)?,
            added.into_iter().map(|(_, name)| name).collect(),
        )
    })
}

fn pick<'a>(frame: &'a DataFrame, name: &str) -> Result<&'a Column, Failure> {
    frame.column(name).map_err(engine)
}

/// The other table's key as a column of the type of the key here.
fn matching(left: &Column, right: &Column, key: &JoinKey) -> Result<Column, Failure> {
    let wrong = |column: &str, found: &Column, wanted: &Column| {
        Failure::of(FailureKind::TypeMismatch {
            column: column.to_owned(),
            found: dtype(found.dtype()),
            wanted: dtype(wanted.dtype()),
            chars: Vec::new(),
        })
    };
    match (left.dtype(), right.dtype()) {
        (a, b) if a == b => Ok(right.clone()),
        (DataType::Float64, DataType::Int64) => right.cast(&DataType::Float64).map_err(engine),
        // A fraction has no partner among whole numbers.
        (DataType::Int64, DataType::Float64) => {
            let whole = right.f64().map(|cells| {
                cells
                    .iter()
                    .map(|cell| {
                        cell.filter(|cell| cell.fract() == 0.0 && cell.abs() < 9e15)
                            .map(|cell| cell as i64)
                    })
                    .collect::<polars::prelude::Int64Chunked>()
            });
            let whole = whole.map_err(engine)?;
            Ok(
                polars::prelude::IntoSeries::into_series(whole.with_name(right.name().clone()))
                    .into_column(),
            )
        }
        (DataType::String, _) => Err(wrong(&key.left, left, right)),
        _ => Err(wrong(&key.right, right, left)),
    }
}

fn union(frame: &DataFrame, other: &DataFrame) -> Result<Made, Failure> {
    let only = |a: &DataFrame, b: &DataFrame| -> Vec<String> {
        a.get_column_names()
            .iter()
            .filter(|name| !b.schema().contains(name.as_str()))
            .map(ToString::to_string)
            .collect()
    };
    let (left, right) = (only(frame, other), only(other, frame));
    if !left.is_empty() || !right.is_empty() {
        return Err(Failure::of(FailureKind::SchemaMismatch { left, right }));
    }
    small_enough(frame.height() as u64 + other.height() as u64, frame.width())?;
    let mut upper = frame.clone();
    let mut columns = Vec::with_capacity(frame.width());
    for column in frame.get_columns() {
        let below = pick(other, column.name())?;
        let (a, b) = (column.dtype(), below.dtype());
        let below = if a == b {
            below.clone()
        } else if a.is_numeric() && b.is_numeric() {
            let floats = column.cast(&DataType::Float64).map_err(engine)?;
            upper.with_column(floats).map_err(engine)?;
            below.cast(&DataType::Float64).map_err(engine)?
        } else {
            let (text, number) = if a == &DataType::String {
                (frame, b)
            } else {
                (other, a)
            };
            let found = if a == &DataType::String { a } else { b };
            return Err(Failure::of(FailureKind::TypeMismatch {
                column: column.name().to_string(),
                found: dtype(found),
                wanted: dtype(number),
                chars: offending(text, column.name()),
            }));
        };
        columns.push(below);
    }
    let lower = DataFrame::new(columns).map_err(engine)?;
    let both = upper.vstack(&lower).map_err(engine)?;
    Ok(Made::new(tidy(both)?, Vec::new()))
}

/// The different cells of a column in order of first appearance, as text; `None`: missing.
///
/// # Errors
/// [`FailureKind::TooLarge`] when they are too many for columns.
pub(crate) fn pivot_cells(frame: &DataFrame, on: &str) -> Result<Vec<Option<String>>, Failure> {
    let column = pick(frame, on)?.unique_stable().map_err(engine)?;
    if column.len() as u64 > MOST_COLUMNS {
        return Err(Failure::of(FailureKind::TooLarge {
            rows: column.len() as u64,
            limit: MOST_COLUMNS,
        }));
    }
    let names = column.cast(&DataType::String).map_err(engine)?;
    let names = names.str().map_err(engine)?;
    Ok((0..column.len())
        .map(|row| names.get(row).map(str::to_owned))
        .collect())
}

/// The name of the column that a cell becomes.
pub(crate) fn pivot_name(cell: Option<String>) -> String {
    cell.unwrap_or_else(|| "null".to_owned())
}

fn pivot(
    frame: &DataFrame,
    on: &str,
    index: &[String],
    values: &str,
    agg: Aggregate,
) -> Result<Made, Failure> {
    let (on_name, values_name) = (on.to_owned(), values.to_owned());
    known(frame, [&on_name, &values_name].into_iter().chain(index))?;
    distinct(index)?;
    let number = matches!(agg, Aggregate::Sum | Aggregate::Mean | Aggregate::Median);
    let found = dtype(pick(frame, values)?.dtype());
    if number && found == Some(Dtype::Text) {
        return Err(no_number(frame, values, values_name, Dtype::Float));
    }
    if number && found == Some(Dtype::Date) {
        return Err(Failure::of(FailureKind::TypeMismatch {
            column: values_name,
            found,
            wanted: Some(Dtype::Float),
            chars: Vec::new(),
        }));
    }
    let names: Vec<String> = pivot_cells(frame, on)?
        .into_iter()
        .map(pivot_name)
        .collect();
    distinct(index.iter().chain(&names))?;
    // At most a row each.
    small_enough(frame.height() as u64, names.len() + index.len())?;
    let wide = sql::crossed(frame, on, index, values, agg, &names)?;
    Ok(Made::new(tidy(wide)?, names))
}

fn unpivot(
    frame: &DataFrame,
    columns: &[String],
    index: &[String],
    name: &str,
    value: &str,
) -> Result<Made, Failure> {
    known(frame, columns.iter().chain(index))?;
    distinct(columns)?;
    let (name, value) = (name.to_owned(), value.to_owned());
    distinct(index.iter().chain([&name, &value]))?;
    // Numbers become floats together; a text among numbers is a mistake worth telling.
    let mut common: Option<DataType> = None;
    for column in columns {
        let this = pick(frame, column)?.dtype().clone();
        common = Some(match common {
            None => this,
            Some(common) if common == this => common,
            Some(common) if common.is_numeric() && this.is_numeric() => DataType::Float64,
            Some(common) => {
                return Err(Failure::of(FailureKind::TypeMismatch {
                    column: column.clone(),
                    found: dtype(&this),
                    wanted: dtype(&common),
                    chars: offending(frame, column),
                }));
            }
        });
    }
    let common = common.unwrap_or(DataType::String);
    small_enough(
        (frame.height() as u64).saturating_mul(columns.len() as u64),
        index.len() + 2,
    )?;
    let mut long: Option<DataFrame> = None;
    for column in columns {
        let mut parts: Vec<Column> = Vec::with_capacity(index.len() + 2);
        for kept in index {
            parts.push(pick(frame, kept)?.clone());
        }
        parts.push(Column::new_scalar(
            name.as_str().into(),
            polars::prelude::Scalar::new(
                DataType::String,
                polars::prelude::AnyValue::StringOwned(column.as_str().into()),
            ),
            frame.height(),
        ));
        let cells = pick(frame, column)?.cast(&common).map_err(engine)?;
        parts.push(cells.with_name(value.as_str().into()));
        let part = DataFrame::new(parts).map_err(engine)?;
        long = Some(match long {
            None => part,
            Some(long) => long.vstack(&part).map_err(engine)?,
        });
    }
    Ok(Made::new(
        tidy(long.unwrap_or_default())?,
        vec![name, value],
    ))
}

fn fill_null(
    frame: &DataFrame,
    columns: &[String],
    value: &str,
    tables: &Tables,
    today: i32,
) -> Result<Made, Failure> {
    known(frame, columns)?;
    distinct(columns)?;
    let mut filled = frame.clone();
    for column in columns {
        let series = sql::fill(frame, column, value, tables, today)?;
        filled.with_column(series).map_err(engine)?;
    }
    Ok(Made::new(tidy(filled)?, columns.to_vec()))
}

fn cast(frame: &DataFrame, columns: &[String], to: CastTo) -> Result<Made, Failure> {
    known(frame, columns)?;
    let mut changed = frame.clone();
    let mut note: Option<StepNote> = None;
    for name in columns {
        let before = pick(frame, name)?;
        let (after, wanted) = match to {
            CastTo::Number => (whole_if_whole(number_of(before)?), Dtype::Float),
            CastTo::Date => (date_of(before)?, Dtype::Date),
            CastTo::FiscalYear => (fiscal_year_of(before)?, Dtype::Date),
            CastTo::Text => (before.cast(&DataType::String).map_err(engine)?, Dtype::Text),
        };
        // Whole numbers stay whole.
        let after = if to == CastTo::Number && before.dtype() == &DataType::Int64 {
            before.clone()
        } else {
            after
        };
        let lost = after.null_count().saturating_sub(before.null_count());
        if lost > 0 && note.is_none() {
            let samples = samples(before, &after).map_err(engine)?;
            note = Some(StepNote::Unreadable(Failure::of(FailureKind::Unreadable {
                column: name.clone(),
                wanted,
                count: lost as u64,
                samples,
            })));
        }
        changed.with_column(after).map_err(engine)?;
    }
    Ok(Made {
        note,
        ..Made::new(tidy(changed)?, columns.to_vec())
    })
}

/// Floats that are all whole as whole numbers.
fn whole_if_whole(column: Column) -> Column {
    let whole = column.f64().is_ok_and(|cells| {
        cells
            .iter()
            .flatten()
            .all(|cell| cell.fract() == 0.0 && cell.abs() < 9e15)
    });
    match column.cast(&DataType::Int64) {
        Ok(cast) if whole => cast,
        _ => column,
    }
}

/// Different cells that became missing, the first five.
fn samples(before: &Column, after: &Column) -> Result<Vec<String>, PolarsError> {
    let lost = after.as_materialized_series().is_null();
    first_cells(&before.filter(&lost)?)
}

/// Different cells of a column, the first five.
fn first_cells(column: &Column) -> Result<Vec<String>, PolarsError> {
    let text = column.cast(&DataType::String)?;
    let mut cells: Vec<String> = Vec::new();
    for cell in text.str()?.iter().flatten() {
        if cells.len() < 5 && !cells.iter().any(|known| known == cell) {
            cells.push(cell.to_owned());
        }
    }
    Ok(cells)
}
