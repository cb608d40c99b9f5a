//! Between polars frames and plain tables.
//!
//! A frame in this crate is always *tidy*: its columns are `Int64`, `Float64`, `String`, `Boolean` or `Date`.
//! [`tidy`] makes it so after every step and query, so that a count (32-bit in polars) or a day of the month (8-bit)
//! can be computed with like any other whole number.

use polars::prelude::{DataFrame, DataType, IntoColumn, NamedFrom, PolarsResult, Schema, Series};
use spec::{Failure, FailureKind};
use table::{Column, Dtype, Field, Table, Values};

/// The plain type of a tidy column.
pub(crate) fn dtype(dtype: &DataType) -> Option<Dtype> {
    Some(match dtype {
        DataType::Int64 => Dtype::Int,
        DataType::Float64 => Dtype::Float,
        DataType::String => Dtype::Text,
        DataType::Boolean => Dtype::Bool,
        DataType::Date => Dtype::Date,
        _ => return None,
    })
}

/// The plain type nearest to any column type of the engine.
pub(crate) fn near_dtype(other: &DataType) -> Option<Dtype> {
    match other {
        other if other.is_integer() => Some(Dtype::Int),
        other if other.is_float() => Some(Dtype::Float),
        DataType::Datetime(..) => Some(Dtype::Date),
        DataType::Duration(_) => Some(Dtype::Int),
        other => dtype(other),
    }
}

/// The engine's type of a plain type.
pub(crate) fn data_type(dtype: Dtype) -> DataType {
    match dtype {
        Dtype::Int => DataType::Int64,
        Dtype::Float => DataType::Float64,
        Dtype::Text => DataType::String,
        Dtype::Bool => DataType::Boolean,
        Dtype::Date => DataType::Date,
    }
}

/// Names and plain types of a tidy schema.
pub(crate) fn fields(schema: &Schema) -> Vec<Field> {
    schema
        .iter()
        .map(|(name, other)| Field {
            name: name.to_string(),
            dtype: near_dtype(other).unwrap_or(Dtype::Text),
        })
        .collect()
}

/// Casts every column to one of the five types, in one piece of memory.
///
/// # Errors
/// [`FailureKind::NotAggregated`] for a column of lists (a value that is not one per group),
/// [`FailureKind::Unsupported`] for a type that has no plain form.
pub(crate) fn tidy(mut frame: DataFrame) -> Result<DataFrame, Failure> {
    frame.as_single_chunk_par();
    if frame
        .get_columns()
        .iter()
        .all(|column| dtype(column.dtype()).is_some())
    {
        return Ok(frame);
    }
    let mut columns = Vec::with_capacity(frame.width());
    for column in frame.take_columns() {
        let to = match column.dtype() {
            other if dtype(other).is_some() => {
                columns.push(column);
                continue;
            }
            other if other.is_integer() => DataType::Int64,
            other if other.is_float() => DataType::Float64,
            // A difference of days counts days.
            DataType::Duration(_) => {
                let days = column.cast(&DataType::Int64).and_then(|ticks| {
                    let series = ticks.as_materialized_series();
                    let per_day = match column.dtype() {
                        DataType::Duration(polars::prelude::TimeUnit::Nanoseconds) => {
                            86_400_000_000_000
                        }
                        DataType::Duration(polars::prelude::TimeUnit::Microseconds) => {
                            86_400_000_000
                        }
                        _ => 86_400_000_i64,
                    };
                    let days: polars::prelude::Int64Chunked = series
                        .i64()?
                        .iter()
                        .map(|ticks| ticks.map(|ticks| ticks.div_euclid(per_day)))
                        .collect();
                    Ok(Series::new(series.name().clone(), days).into_column())
                });
                columns.push(days.map_err(engine)?);
                continue;
            }
            // A moment at midnight is a day; any other moment is shown as text.
            DataType::Datetime(unit, _) => {
                let per_day: i64 = match unit {
                    polars::prelude::TimeUnit::Nanoseconds => 86_400_000_000_000,
                    polars::prelude::TimeUnit::Microseconds => 86_400_000_000,
                    polars::prelude::TimeUnit::Milliseconds => 86_400_000,
                };
                let ticks = column.cast(&DataType::Int64).map_err(engine)?;
                let midnight = ticks
                    .as_materialized_series()
                    .i64()
                    .map_err(engine)?
                    .iter()
                    .all(|ticks| ticks.is_none_or(|ticks| ticks.rem_euclid(per_day) == 0));
                if midnight {
                    DataType::Date
                } else {
                    DataType::String
                }
            }
            DataType::Null | DataType::Time => DataType::String,
            DataType::List(_) => {
                return Err(Failure::of(FailureKind::NotAggregated {
                    column: column.name().to_string(),
                }));
            }
            other => {
                return Err(Failure {
                    kind: FailureKind::Unsupported {
                        what: column.name().to_string(),
                    },
                    detail: format!("{other:?}"),
                });
            }
        };
        columns.push(column.cast(&to).map_err(engine)?);
    }
    DataFrame::new(columns).map_err(engine)
}

pub(crate) fn engine(error: polars::prelude::PolarsError) -> Failure {
    Failure {
        kind: FailureKind::Engine,
        detail: error.to_string(),
    }
}

/// Copies rows `offset .. offset + len` of a tidy frame into a plain table.
///
/// # Errors
/// [`FailureKind::Engine`] when the frame is not tidy.
pub(crate) fn window(frame: &DataFrame, offset: usize, len: usize) -> Result<Table, Failure> {
    let offset = offset.min(frame.height());
    let part = frame.slice(offset as i64, len);
    let columns: PolarsResult<Vec<Column>> = part
        .get_columns()
        .iter()
        .map(|column| {
            let series = column.as_materialized_series();
            let values = match series.dtype() {
                DataType::Int64 => Values::Int(series.i64()?.iter().collect()),
                DataType::Float64 => Values::Float(series.f64()?.iter().collect()),
                DataType::Boolean => Values::Bool(series.bool()?.iter().collect()),
                DataType::Date => Values::Date(series.date()?.physical().iter().collect()),
                _ => Values::Text(
                    series
                        .str()?
                        .iter()
                        .map(|cell| cell.map(str::to_owned))
                        .collect(),
                ),
            };
            Ok(Column::new(series.name().as_str(), values))
        })
        .collect();
    Table::new(columns.map_err(engine)?).map_err(|error| Failure {
        kind: FailureKind::Engine,
        detail: format!("{error:?}"),
    })
}

/// A plain table as a frame.
///
/// # Errors
/// [`FailureKind::Engine`] never happens for a table that keeps its own invariant.
pub(crate) fn frame(table: &Table) -> Result<DataFrame, Failure> {
    let columns = table
        .columns()
        .iter()
        .map(|column| {
            let name = column.name.as_str().into();
            Ok(match &column.values {
                Values::Int(cells) => Series::new(name, cells.as_slice()),
                Values::Float(cells) => Series::new(name, cells.as_slice()),
                Values::Text(cells) => Series::new(name, cells.as_slice()),
                Values::Bool(cells) => Series::new(name, cells.as_slice()),
                Values::Date(cells) => Series::new(name, cells.as_slice()).cast(&DataType::Date)?,
            }
            .into_column())
        })
        .collect::<PolarsResult<Vec<_>>>();
    columns.and_then(DataFrame::new).map_err(engine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_back_and_a_window_is_cut_to_it() {
        let table = Table::new(vec![
            Column::new("数", Values::Int(vec![Some(1), None, Some(-3)])),
            Column::new(
                "率",
                Values::Float(vec![Some(0.5), Some(f64::INFINITY), None]),
            ),
            Column::new(
                "町",
                Values::Text(vec![Some("津市".into()), Some(String::new()), None]),
            ),
            Column::new("可", Values::Bool(vec![Some(true), None, Some(false)])),
            Column::new("日", Values::Date(vec![Some(0), Some(-1), None])),
        ])
        .unwrap();
        let frame = frame(&table).unwrap();
        assert_eq!(window(&frame, 0, 10).unwrap(), table);
        assert_eq!(window(&frame, 1, 1).unwrap(), table.slice(1, 1));
        assert_eq!(window(&frame, 7, 10).unwrap().height(), 0);
        assert_eq!(window(&frame, 7, 10).unwrap().width(), 5);
        assert_eq!(fields(frame.schema()), table.schema());
    }
}
