//! Between polars frames and plain tables.
//!
//! A frame in this crate is always *tidy*: its columns are `Int64`, `Float64`, `String`, `Boolean` or `Date`.

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

/// The frame in one piece of memory, with columns of the five types only.
///
/// # Errors
/// [`FailureKind::Unsupported`] for a type that has no plain form.
pub(crate) fn tidy(mut frame: DataFrame) -> Result<DataFrame, Failure> {
    frame.as_single_chunk_par();
    for column in frame.get_columns() {
        if dtype(column.dtype()).is_none() {
            return Err(Failure {
                kind: FailureKind::Unsupported {
                    what: column.name().to_string(),
                },
                detail: format!("{:?}", column.dtype()),
            });
        }
    }
    Ok(frame)
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
