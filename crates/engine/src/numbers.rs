//! Columns read as numbers and as days, for the step «cast».

use polars::prelude::{
    Column, DataType, Float64Chunked, Int32Chunked, IntoColumn, IntoSeries, PolarsResult,
};
use table::text;

/// Numbers as they are; text read as people write numbers; what is no number becomes missing.
pub(crate) fn number_of(column: &Column) -> PolarsResult<Column> {
    match column.dtype() {
        DataType::String => {
            let cells: Float64Chunked = column
                .str()?
                .iter()
                .map(|cell| cell.and_then(text::parse_number))
                .collect();
            Ok(cells
                .with_name(column.name().clone())
                .into_series()
                .into_column())
        }
        _ => column.cast(&DataType::Float64),
    }
}

/// Days as they are; text read as a day, 和暦 too; whole numbers read as `20200401`; the rest becomes missing.
pub(crate) fn date_of(column: &Column) -> PolarsResult<Column> {
    let text;
    let source = match column.dtype() {
        DataType::Date | DataType::Datetime(..) => return column.cast(&DataType::Date),
        DataType::String => column,
        _ => {
            text = column.cast(&DataType::String)?;
            &text
        }
    };
    let cells: Int32Chunked = source
        .str()?
        .iter()
        .map(|cell| cell.and_then(text::parse_date))
        .collect();
    cells
        .with_name(column.name().clone())
        .into_series()
        .cast(&DataType::Date)
        .map(IntoColumn::into_column)
}
