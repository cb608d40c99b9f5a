//! A result as CSV: UTF-8 with a byte-order mark and CRLF, which spreadsheets open without questions.

use std::fmt::Write;

use polars::prelude::DataFrame;
use spec::Failure;
use table::{Value, text};

use crate::convert::window;

/// Rows that are written at a time.
const BLOCK: usize = 10_000;

/// The whole frame as CSV.
///
/// # Errors
/// As [`window`].
pub(crate) fn csv(frame: &DataFrame) -> Result<Vec<u8>, Failure> {
    let mut out = String::from("\u{feff}");
    let names = frame.get_column_names();
    line(&mut out, names.iter().map(|name| name.to_string()));
    let mut offset = 0;
    while offset < frame.height() {
        let block = window(frame, offset, BLOCK)?;
        for row in 0..block.height() {
            line(
                &mut out,
                block
                    .columns()
                    .iter()
                    .map(|column| column.get(row).map(cell).unwrap_or_default()),
            );
        }
        offset += BLOCK;
    }
    Ok(out.into_bytes())
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            // Writing to a string does not fail.
            let _ = write!(out, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Bool(yes) => yes.to_string(),
        Value::Date(days) => text::iso_date(days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::frame;
    use table::{Column, Table, Values};

    #[test]
    fn cells_are_quoted_where_needed_and_read_back() {
        let table = Table::new(vec![
            Column::new(
                "町, 村",
                Values::Text(vec![Some("津\"市\"".into()), None, Some("a\nb".into())]),
            ),
            Column::new("率", Values::Float(vec![Some(0.1), Some(2.0), None])),
            Column::new("日", Values::Date(vec![Some(18353), None, Some(0)])),
        ])
        .unwrap();
        let bytes = csv(&frame(&table).unwrap()).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(
            text.starts_with(
                "\u{feff}\"町, 村\",率,日\r\n\"津\"\"市\"\"\",0.1,2020-04-01\r\n,2,\r\n"
            ),
            "{text}"
        );
        let back = crate::csv::read("t", &bytes, &[]).unwrap();
        assert_eq!(window(&back, 0, 10).unwrap(), table);
    }
}
