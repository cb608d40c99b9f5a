//! Columns read as numbers and as days, for casts, `parse_number` and `parse_date`: each cell as [`table::number`] reads it,
//! and no column in which one cannot know what the cells mean together.

use polars::prelude::{
    Column, DataType, Float64Chunked, Int32Chunked, Int64Chunked, IntoColumn, IntoSeries,
    StringChunked,
};
use spec::{Failure, FailureKind};
use table::number::{self, Notation};
use table::text;

use crate::convert::engine;

/// Most ways of writing that are told.
const WAYS: usize = 5;

/// The cells as numbers; what is no number becomes missing.
///
/// # Errors
/// [`FailureKind::MixedUnits`] when some cells have a scale, percent sign or unit that the others lack or have otherwise.
pub(crate) fn read(cells: &StringChunked) -> Result<Column, Failure> {
    let mut notation = Notation::default();
    let numbers: Float64Chunked = cells
        .iter()
        .map(|cell| {
            let cell = cell?;
            let reading = number::read(cell, "").ok()?;
            notation.add(cell, &reading);
            Some(reading.value)
        })
        .collect();
    let ways = notation.mixed();
    if !ways.is_empty() {
        return Err(Failure::of(FailureKind::MixedUnits {
            column: cells.name().to_string(),
            samples: ways
                .into_iter()
                .take(WAYS)
                .map(|(sample, count)| (sample.to_owned(), count))
                .collect(),
        }));
    }
    Ok(numbers
        .with_name(cells.name().clone())
        .into_series()
        .into_column())
}

/// Numbers as they are; text read as people write numbers; what is no number becomes missing.
///
/// # Errors
/// As [`read`].
pub(crate) fn number_of(column: &Column) -> Result<Column, Failure> {
    match column.dtype() {
        DataType::String => read(column.str().map_err(engine)?),
        _ => column.cast(&DataType::Float64).map_err(engine),
    }
}

/// Days as they are; text read as a day, 和暦 too; whole numbers read as `20200401`; the rest becomes missing.
///
/// # Errors
/// [`FailureKind::Engine`] when the engine breaks its own rules.
pub(crate) fn date_of(column: &Column) -> Result<Column, Failure> {
    let written;
    let source = match column.dtype() {
        DataType::Date => return Ok(column.clone()),
        DataType::String => column,
        _ => {
            written = column.cast(&DataType::String).map_err(engine)?;
            &written
        }
    };
    let cells: Int32Chunked = source
        .str()
        .map_err(engine)?
        .iter()
        .map(|cell| cell.and_then(text::parse_date))
        .collect();
    let days = cells.with_name(column.name().clone()).into_series();
    Ok(days.cast(&DataType::Date).map_err(engine)?.into_column())
}

/// The 年度 of each day, read as by [`date_of`].
///
/// # Errors
/// As [`date_of`].
pub(crate) fn fiscal_year_of(column: &Column) -> Result<Column, Failure> {
    let days = date_of(column)?;
    let days = days.date().map_err(engine)?;
    let years: Int64Chunked = (days.physical().iter())
        .map(|day| day.map(crate::sql::fiscal_year))
        .collect();
    Ok(years
        .with_name(column.name().clone())
        .into_series()
        .into_column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    /// A column of one cell, as it is cast.
    fn cast(text: &str) -> Option<f64> {
        let cells = StringChunked::from_iter([Some(text)]);
        read(&cells).unwrap().f64().unwrap().get(0)
    }

    #[test]
    fn a_cell_is_cast_as_a_typed_number_is_read() {
        let pieces = [
            "1",
            "20",
            "345",
            "6789",
            "０",
            ",",
            ".",
            "-",
            "▲",
            "ー",
            "(",
            ")",
            " ",
            "約",
            "万",
            "千",
            "億",
            "円",
            "人",
            "%",
            "割",
            "減",
            "三",
            "十",
            "津市",
            "①",
            "㈱",
            "ﾊﾟｰｾﾝﾄ",
        ];
        let mut dice = Dice(5);
        let mut numbers = 0;
        for _ in 0..20_000 {
            let text: String = (0..1 + dice.roll(6))
                .map(|_| pieces[dice.roll(pieces.len())])
                .collect();
            let typed = number::read(&text, "").ok().map(|reading| reading.value);
            assert_eq!(cast(&text), typed, "{text}");
            numbers += usize::from(typed.is_some());
        }
        assert!(numbers > 1000, "{numbers}");
    }

    #[test]
    fn mixed_units_are_refused_with_samples() {
        let cells = StringChunked::from_iter([Some("5千円"), Some("3000"), None, Some("3001")])
            .with_name("金額".into());
        assert_eq!(
            read(&cells).unwrap_err().kind,
            FailureKind::MixedUnits {
                column: "金額".into(),
                samples: vec![("5千円".into(), 1), ("3000".into(), 2)],
            }
        );
    }
}
