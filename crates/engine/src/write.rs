//! A result as CSV in UTF-8 with CRLF. For a spreadsheet it has a byte-order mark, with which it is opened without questions, and
//! nothing in it is a formula: see [`sheet`]. For others it is as it is.

use polars::prelude::DataFrame;
use spec::Failure;
use table::Value;
use table::sheet::{self, guarded};

use crate::convert::window;

/// Rows that are written at a time.
const BLOCK: usize = 10_000;

/// A result as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csv {
    /// The file.
    pub bytes: Vec<u8>,
    /// Texts that would have been formulas, and are written with a `'` before them.
    pub guarded: u64,
}

/// The whole frame as CSV, for a spreadsheet or as it is.
///
/// # Errors
/// As [`window`].
pub(crate) fn csv(frame: &DataFrame, for_sheet: bool) -> Result<Csv, Failure> {
    let mut out = String::from(if for_sheet { "\u{feff}" } else { "" });
    let mut count = 0;
    let names = frame.get_column_names();
    let titles = names.iter().map(|name| name.to_string());
    let mut titles = titles.map(|name| {
        if for_sheet {
            guarded(name, &mut count)
        } else {
            name
        }
    });
    sheet::line(&mut out, ',', &mut titles);
    let mut offset = 0;
    while offset < frame.height() {
        let block = window(frame, offset, BLOCK)?;
        for row in 0..block.height() {
            let cells = block.columns().iter().map(|column| column.get(row));
            let mut cells = cells.map(|value| match value {
                Some(Value::Text(text)) if !for_sheet => text,
                value => sheet::cell(value, &mut count),
            });
            sheet::line(&mut out, ',', &mut cells);
        }
        offset += BLOCK;
    }
    Ok(Csv {
        bytes: out.into_bytes(),
        guarded: count,
    })
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
        let Csv { bytes, guarded } = csv(&frame(&table).unwrap(), true).unwrap();
        assert_eq!(guarded, 0);
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

    #[test]
    fn no_text_is_a_formula_to_a_spreadsheet() {
        let saved = |cells: &[&str]| {
            let cells = cells.iter().map(|cell| Some((*cell).to_owned())).collect();
            let table = Table::new(vec![Column::new("町", Values::Text(cells))]).unwrap();
            let Csv { bytes, guarded } = csv(&frame(&table).unwrap(), true).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let (_, rows) = text.split_once("\r\n").unwrap();
            (rows.to_owned(), guarded)
        };
        for formula in [
            "=1+1",
            "=cmd|'/c calc'!A1",
            "@SUM(1)",
            "+1+cmd",
            "-1+1",
            "+81-59-224-3070",
            "-津市",
            "\t=1",
            "＝1+1",
            "＠SUM(1)",
            "＋1＋1",
            "－1－1",
            "-@",
        ] {
            assert_eq!(saved(&[formula]), (format!("'{formula}\r\n"), 1));
        }
        // Quotation marks hide nothing from a spreadsheet.
        assert_eq!(
            saved(&["=HYPERLINK(\"x\",\"y\")", "\r=1"]),
            (
                "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n\"'\r=1\"\r\n".to_owned(),
                2
            )
        );
        // Others than spreadsheets get what is there.
        let table = Table::new(vec![Column::new(
            "=1",
            Values::Text(vec![Some("=1+1".into())]),
        )])
        .unwrap();
        let as_it_is = csv(&frame(&table).unwrap(), false).unwrap();
        assert_eq!(
            (as_it_is.bytes, as_it_is.guarded),
            (b"=1\r\n=1+1\r\n".to_vec(), 0)
        );
        for plain in [
            "-", "--", "－", "+", "-5", "－５", "+3.5%", "-5,349", "-5千円", "▲5", "津市", "a=1",
            "'=1", " =1",
        ] {
            let cell = if plain.contains(',') {
                format!("\"{plain}\"\r\n")
            } else {
                format!("{plain}\r\n")
            };
            assert_eq!(saved(&[plain]), (cell, 0), "{plain}");
        }
        let table = Table::new(vec![
            Column::new("=1+1", Values::Int(vec![Some(-5)])),
            Column::new("増減", Values::Float(vec![Some(-0.5)])),
        ])
        .unwrap();
        let Csv { bytes, guarded } = csv(&frame(&table).unwrap(), true).unwrap();
        assert_eq!(bytes, "\u{feff}'=1+1,増減\r\n-5,-0.5\r\n".as_bytes());
        assert_eq!(guarded, 1);
    }
}
