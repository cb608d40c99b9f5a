//! Text columns as numbers, for casts and for `parse_number`: each cell as [`table::number`] reads it, and no column in which
//! one cannot know what the cells mean together.

use polars::prelude::{
    Column, Float64Chunked, IntoColumn, IntoSeries, PolarsError, PolarsResult, StringChunked,
};
use spec::FailureKind;
use table::number::{self, Notation};

/// How an error of ours begins, and between what its parts stand. It travels as text because polars carries nothing else.
const MIXED: &str = "mixed units in column\t";
const BETWEEN: char = '\t';
/// Most ways of writing that are told.
const WAYS: usize = 5;

/// The cells as numbers; what is no number becomes missing.
///
/// # Errors
/// When some cells have a scale, percent sign or unit that the others lack or have otherwise.
pub(crate) fn read(cells: &StringChunked) -> PolarsResult<Column> {
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
    if ways.is_empty() {
        return Ok(numbers
            .with_name(cells.name().clone())
            .into_series()
            .into_column());
    }
    let mut message = format!("{MIXED}{}", plain(cells.name()));
    for (sample, count) in ways.into_iter().take(WAYS) {
        message.push_str(&format!("{BETWEEN}{}{BETWEEN}{count}", plain(&sample)));
    }
    Err(PolarsError::ComputeError(message.into()))
}

/// What [`read`] refused, from the message of its error.
pub(crate) fn mixed_units(message: &str) -> Option<FailureKind> {
    let line = message.split_once(MIXED)?.1.lines().next()?;
    let mut parts = line.split(BETWEEN);
    let column = parts.next()?.to_owned();
    let mut samples = Vec::new();
    while let (Some(sample), Some(count)) = (parts.next(), parts.next()) {
        samples.push((sample.to_owned(), count.trim().parse().ok()?));
    }
    Some(FailureKind::MixedUnits { column, samples })
}

/// Text on one line without what parts the message.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut seed = 5_u64;
        let mut roll = |sides: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % sides
        };
        let mut numbers = 0;
        for _ in 0..20_000 {
            let text: String = (0..1 + roll(6))
                .map(|_| pieces[roll(pieces.len())])
                .collect();
            let typed = number::read(&text, "").ok().map(|reading| reading.value);
            assert_eq!(cast(&text), typed, "{text}");
            numbers += usize::from(typed.is_some());
        }
        assert!(numbers > 1000, "{numbers}");
    }

    #[test]
    fn what_is_refused_comes_back_from_the_message() {
        let cells = StringChunked::from_iter([Some("5千\t円"), Some("3000"), None, Some("3001")])
            .with_name("金\n額".into());
        let message = read(&cells).unwrap_err().to_string();
        assert_eq!(
            mixed_units(&message),
            Some(FailureKind::MixedUnits {
                column: "金 額".into(),
                samples: vec![("5千 円".into(), 1), ("3000".into(), 2)],
            })
        );
        assert_eq!(mixed_units("no column named x"), None);
    }
}
