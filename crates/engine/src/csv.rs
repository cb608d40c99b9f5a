//! CSV bytes to a frame: UTF-8 with or without a byte-order mark, LF or CRLF, quoted fields.
//!
//! Types come from the dataset's description where there is one. Otherwise they are read off the cells, by rules that
//! keep what an office would lose in a spreadsheet: digits with a leading zero are a code, not a number.
//! A column whose cells do not all fit its type is text: the learner sees the cells as they were published.

use std::io::Cursor;
use std::sync::Arc;

use polars::prelude::{
    BooleanChunked, CsvReadOptions, DataFrame, DataType, Float64Chunked, Int32Chunked,
    Int64Chunked, IntoColumn, IntoSeries, NewChunkedArray, PlSmallStr, PolarsResult, Schema,
    SerReader, Series, StringChunked,
};
use spec::module::ColumnInfo;
use spec::{Failure, FailureKind};
use table::Dtype;
use table::text::{days_from_civil, normalise};

use crate::convert::data_type;

/// How many rows are looked at first to tell the types.
const SAMPLE: usize = 2000;

/// Reads CSV bytes.
///
/// # Errors
/// [`FailureKind::BadFile`] when the bytes are no table (not UTF-8, no header, rows of different length) and
/// [`FailureKind::DuplicateColumn`] when two columns have one name.
pub(crate) fn read(name: &str, bytes: &[u8], columns: &[ColumnInfo]) -> Result<DataFrame, Failure> {
    let bad = |detail: String| Failure {
        kind: FailureKind::BadFile {
            table: name.to_owned(),
        },
        detail,
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    if std::str::from_utf8(line).is_err() {
        return Err(bad("not UTF-8".into()));
    }
    let head = first_lines(bytes, SAMPLE + 1);
    let header = parse(head, None).map_err(|error| bad(error.to_string()))?;
    if let Some(column) = repeated(bytes) {
        return Err(Failure::of(FailureKind::DuplicateColumn { name: column }));
    }
    let wanted = |column: &str| {
        columns
            .iter()
            .find(|info| normalise(&info.name) == normalise(column))
            .map(|info| info.dtype)
    };
    let guesses: Vec<Dtype> = header
        .get_columns()
        .iter()
        .map(|column| match column.str() {
            Ok(cells) => wanted(column.name()).unwrap_or_else(|| guess(cells)),
            Err(_) => Dtype::Text,
        })
        .collect();
    let complete = head.len() == bytes.len();
    // Days are read as text and converted below: the CSV reader's own date parsing guesses formats.
    let direct: Schema = header
        .get_columns()
        .iter()
        .zip(&guesses)
        .map(|(column, dtype)| {
            let dtype = if *dtype == Dtype::Date {
                DataType::String
            } else {
                data_type(*dtype)
            };
            (column.name().clone(), dtype)
        })
        .collect();
    if !complete && let Ok(frame) = parse(bytes, Some(direct)) {
        let converted: Option<Vec<_>> = frame
            .get_columns()
            .iter()
            .zip(&guesses)
            .map(|(column, dtype)| match dtype {
                Dtype::Date => {
                    convert(column.str().ok()?, Dtype::Date).map(IntoColumn::into_column)
                }
                _ => Some(column.clone()),
            })
            .collect();
        if let Some(converted) = converted {
            return DataFrame::new(converted).map_err(|error| bad(error.to_string()));
        }
    }
    let text = if complete {
        header
    } else {
        parse(bytes, None).map_err(|error| bad(error.to_string()))?
    };
    let converted: PolarsResult<Vec<_>> = text
        .get_columns()
        .iter()
        .zip(&guesses)
        .map(|(column, dtype)| {
            let cells = column.str()?;
            let series = convert(cells, *dtype).or_else(|| convert(cells, guess(cells)));
            Ok(series.map_or_else(|| column.clone(), IntoColumn::into_column))
        })
        .collect();
    converted
        .and_then(DataFrame::new)
        .map_err(|error| bad(error.to_string()))
}

/// The first lines of a CSV file; line ends inside quotation marks do not count.
fn first_lines(bytes: &[u8], lines: usize) -> &[u8] {
    let (mut quoted, mut found) = (false, 0);
    for (position, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                found += 1;
                if found == lines {
                    return bytes.get(..=position).unwrap_or(bytes);
                }
            }
            _ => {}
        }
    }
    bytes
}

/// All cells as text where there is no schema.
fn parse(bytes: &[u8], schema: Option<Schema>) -> PolarsResult<DataFrame> {
    let mut options = CsvReadOptions::default()
        .with_has_header(true)
        .with_infer_schema_length(Some(0))
        .with_rechunk(true)
        .map_parse_options(|options| options.with_missing_is_null(true));
    if let Some(schema) = schema {
        options = options.with_schema(Some(Arc::new(schema)));
    }
    let mut frame = options
        .into_reader_with_file_handle(Cursor::new(bytes))
        .finish()?;
    frame.as_single_chunk_par();
    Ok(frame)
}

/// A name that stands twice in the header. The reader renames the second one silently.
fn repeated(bytes: &[u8]) -> Option<String> {
    let line = bytes.split(|byte| *byte == b'\n').next()?;
    let line = std::str::from_utf8(line).ok()?.trim_end_matches('\r');
    if line.contains('"') {
        return None;
    }
    let names: Vec<&str> = line.split(',').collect();
    names
        .iter()
        .enumerate()
        .find(|(position, name)| names.iter().take(*position).any(|other| other == *name))
        .map(|(_, name)| (*name).to_owned())
}

/// The narrowest type that all cells fit; text when there is no cell.
fn guess(cells: &StringChunked) -> Dtype {
    let fits = |dtype: Dtype| {
        cells
            .iter()
            .flatten()
            .all(|cell| one(cell, dtype).is_some())
    };
    if cells.null_count() == cells.len() {
        return Dtype::Text;
    }
    [Dtype::Int, Dtype::Float, Dtype::Date, Dtype::Bool]
        .into_iter()
        .find(|dtype| fits(*dtype))
        .unwrap_or(Dtype::Text)
}

enum Cell {
    Int(i64),
    Float(f64),
    Date(i32),
    Bool(bool),
}

/// One cell read as a type, strictly: what a machine wrote, not what a person typed.
fn one(cell: &str, dtype: Dtype) -> Option<Cell> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let code = digits.len() > 1
        && digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    match dtype {
        Dtype::Int
            if !code && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            cell.parse().ok().map(Cell::Int)
        }
        Dtype::Float if !code && digits.starts_with(|c: char| c.is_ascii_digit()) => {
            let numeric = digits.bytes().all(|byte| {
                byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+')
            });
            if numeric {
                cell.parse().ok().map(Cell::Float)
            } else {
                None
            }
        }
        Dtype::Date => match cell.as_bytes() {
            [a, b, c, d, b'-', e, f, b'-', g, h] => {
                let number = |digits: &[&u8]| {
                    digits.iter().try_fold(0_u32, |sum, digit| {
                        digit
                            .is_ascii_digit()
                            .then(|| sum * 10 + u32::from(**digit - b'0'))
                    })
                };
                let year = i32::try_from(number(&[a, b, c, d])?).ok()?;
                days_from_civil(year, number(&[e, f])?, number(&[g, h])?).map(Cell::Date)
            }
            _ => None,
        },
        Dtype::Bool => match cell {
            "true" => Some(Cell::Bool(true)),
            "false" => Some(Cell::Bool(false)),
            _ => None,
        },
        _ => None,
    }
}

/// The column as another type; `None` when a cell does not fit.
fn convert(cells: &StringChunked, dtype: Dtype) -> Option<Series> {
    macro_rules! column {
        ($chunked:ty, $variant:ident) => {{
            let mut values = Vec::with_capacity(cells.len());
            for cell in cells.iter() {
                values.push(match cell {
                    None => None,
                    Some(cell) => match one(cell, dtype)? {
                        Cell::$variant(value) => Some(value),
                        _ => return None,
                    },
                });
            }
            <$chunked>::from_slice_options(PlSmallStr::clone(cells.name()), &values).into_series()
        }};
    }
    Some(match dtype {
        Dtype::Int => column!(Int64Chunked, Int),
        Dtype::Float => column!(Float64Chunked, Float),
        Dtype::Bool => column!(BooleanChunked, Bool),
        Dtype::Date => column!(Int32Chunked, Date).cast(&DataType::Date).ok()?,
        Dtype::Text => cells.clone().into_series(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{fields, window};
    use table::Value;

    fn info(name: &str, dtype: Dtype) -> ColumnInfo {
        ColumnInfo {
            name: name.into(),
            meaning: String::new(),
            unit: String::new(),
            dtype,
        }
    }

    fn dtypes(csv: &str, columns: &[ColumnInfo]) -> Vec<(String, Dtype)> {
        let frame = read("表", csv.as_bytes(), columns).unwrap();
        fields(frame.schema())
            .into_iter()
            .map(|field| (field.name, field.dtype))
            .collect()
    }

    #[test]
    fn types_are_read_off_the_cells() {
        let csv = "\u{feff}町,人口,率,日,市外局番,可,注,空\r\n津市,274537,0.5,2020-04-01,059,true,\"a,\"\"b\"\"\",\r\n,,1,,,,,\r\n";
        let got = dtypes(csv, &[]);
        let types: Vec<Dtype> = got.iter().map(|(_, dtype)| *dtype).collect();
        assert_eq!(got[0].0, "町");
        assert_eq!(
            types,
            [
                Dtype::Text,
                Dtype::Int,
                Dtype::Float,
                Dtype::Date,
                Dtype::Text,
                Dtype::Bool,
                Dtype::Text,
                Dtype::Text
            ]
        );
        let frame = read("表", csv.as_bytes(), &[]).unwrap();
        let table = window(&frame, 0, 10).unwrap();
        assert_eq!(table.height(), 2);
        assert_eq!(table.value(0, "注"), Some(Value::Text("a,\"b\"".into())));
        assert_eq!(table.value(1, "町"), Some(Value::Null));
        assert_eq!(table.value(0, "日"), Some(Value::Date(18353)));
    }

    #[test]
    fn the_description_decides() {
        let got = dtypes(
            "市町コード,年\n24201,2020\n24202,2020\n",
            &[info("市町コード", Dtype::Text)],
        );
        assert_eq!(got[0].1, Dtype::Text);
        assert_eq!(got[1].1, Dtype::Int);
    }

    #[test]
    fn a_number_column_with_commas_stays_text_whatever_the_description_says() {
        let columns = [info("人口", Dtype::Int), info("世帯", Dtype::Int)];
        let got = dtypes("人口,世帯\n\"274,537\",1\n100,2\n", &columns);
        assert_eq!(got[0].1, Dtype::Text);
        assert_eq!(got[1].1, Dtype::Int);
    }

    #[test]
    fn long_files_are_read_directly_and_again_when_a_late_cell_does_not_fit() {
        let mut csv = String::from("番号,値,日\n");
        for row in 0..5000 {
            csv.push_str(&format!("{row},1.5,2020-01-{:02}\n", row % 28 + 1));
        }
        assert_eq!(
            dtypes(&csv, &[])
                .iter()
                .map(|(_, dtype)| *dtype)
                .collect::<Vec<_>>(),
            [Dtype::Int, Dtype::Float, Dtype::Date]
        );
        csv.push_str("計,1.5,2020-01-01\n");
        let got = dtypes(&csv, &[info("番号", Dtype::Int)]);
        assert_eq!(
            got.iter().map(|(_, dtype)| *dtype).collect::<Vec<_>>(),
            [Dtype::Text, Dtype::Float, Dtype::Date]
        );
    }

    #[test]
    fn what_is_no_table_is_said() {
        let kind = |bytes: &[u8]| read("表", bytes, &[]).unwrap_err().kind;
        let bad = FailureKind::BadFile {
            table: "表".into()
        };
        assert_eq!(kind(b""), bad);
        assert_eq!(kind(&[0x83, 0x65, 0x2c, 0x0a]), bad);
        assert_eq!(kind(b"a,b\n1,2,3\n"), bad);
        assert_eq!(
            kind("a,人口,人口\n1,2,3\n".as_bytes()),
            FailureKind::DuplicateColumn {
                name: "人口".into()
            }
        );
    }

    #[test]
    fn a_header_alone_is_an_empty_table() {
        let frame = read("表", "町,人口\n".as_bytes(), &[info("人口", Dtype::Int)]).unwrap();
        assert_eq!((frame.height(), frame.width()), (0, 2));
    }
}
