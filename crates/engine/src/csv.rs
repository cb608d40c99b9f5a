//! CSV bytes to a frame, by the one reading that checks have too ([`table::csv`]): what is read here was read there.
//!
//! Types come from the dataset's description where there is one. Otherwise they are read off the cells, by rules that
//! keep what an office would lose in a spreadsheet: digits with a leading zero are a code, not a number.
//! A column whose cells do not all fit its type is text: the learner sees the cells as they were published.
//!
//! polars' own reader is not used: it takes text behind a closing quote, lines that end with CR and missing cells at the end
//! of a row for something else, and would have to be asked again what the scan has already found.

use polars::prelude::{
    BooleanChunkedBuilder, ChunkedBuilder, Column, DataFrame, Float64Type, Int32Type, Int64Type,
    IntoColumn, IntoSeries, PlSmallStr, PolarsResult, PrimitiveChunkedBuilder,
    StringChunkedBuilder,
};
use spec::module::ColumnInfo;
use spec::{Failure, FailureKind};
use table::Dtype;
use table::csv::{self, Fault, Guess, Reader};

use crate::convert::{data_type, engine};

/// How many rows are looked at first to tell the types.
const SAMPLE: usize = 2000;

/// Reads CSV bytes.
///
/// # Errors
/// [`FailureKind::BadFile`] when the bytes are no table.
pub(crate) fn read(name: &str, bytes: &[u8], columns: &[ColumnInfo]) -> Result<DataFrame, Failure> {
    let columns = read_columns(bytes, columns).map_err(|fault| bad_file(name, fault))?;
    columns.and_then(DataFrame::new).map_err(engine)
}

/// Reads CSV bytes as they were published ([`Reader::raw`]): every cell is text.
///
/// # Errors
/// [`FailureKind::BadFile`] when the bytes are no rows of cells.
pub(crate) fn read_raw(name: &str, bytes: &[u8]) -> Result<DataFrame, Failure> {
    let fault = |fault| bad_file(name, fault);
    let reader = Reader::raw(bytes).map_err(fault)?;
    let text = vec![Some(Dtype::Text); reader.titles().len()];
    let cells = fill(reader.clone(), &text, 0).map_err(fault)?;
    let columns = named(&reader, cells);
    columns.and_then(DataFrame::new).map_err(engine)
}

fn bad_file(name: &str, fault: Fault) -> Failure {
    Failure::of(FailureKind::BadFile {
        table: name.to_owned(),
        fault,
    })
}

fn read_columns(bytes: &[u8], infos: &[ColumnInfo]) -> Result<PolarsResult<Vec<Column>>, Fault> {
    let start = Reader::new(bytes)?;
    let (guesses, rows) = guess(start.clone(), SAMPLE)?;
    let wanted = |column: &str| {
        let is_meant = |info: &&ColumnInfo| csv::title(&info.name) == column;
        infos.iter().find(is_meant).map(|info| info.dtype)
    };
    let dtypes: Vec<Option<Dtype>> = start
        .titles()
        .iter()
        .zip(&guesses)
        .map(|(title, guess)| Some(wanted(&title.name).unwrap_or(*guess)))
        .collect();
    let mut cells = fill(start.clone(), &dtypes, rows)?;
    if cells.iter().any(|column| matches!(column, Cells::Misfit)) {
        // All cells of such a column tell its type: it fits now.
        let (guesses, rows) = guess(start.clone(), usize::MAX)?;
        let again: Vec<Option<Dtype>> = cells
            .iter()
            .zip(guesses)
            .map(|(column, guess)| matches!(column, Cells::Misfit).then_some(guess))
            .collect();
        for (column, filled) in cells.iter_mut().zip(fill(start.clone(), &again, rows)?) {
            if matches!(column, Cells::Misfit) {
                *column = filled;
            }
        }
    }
    Ok(named(&start, cells))
}

/// Columns of the cells under the names that they have.
fn named(reader: &Reader<'_>, cells: Vec<Cells>) -> PolarsResult<Vec<Column>> {
    let titles = reader.titles().iter().zip(cells);
    titles
        .map(|(title, cells)| {
            let mut column = cells.finish()?;
            column.rename(PlSmallStr::from_str(&title.name));
            Ok(column)
        })
        .collect()
}

/// The narrowest type of each column by its first rows, and how many rows there may be in all: room is made for so many.
fn guess(mut reader: Reader<'_>, most: usize) -> Result<(Vec<Dtype>, usize), Fault> {
    let all = reader.left();
    let mut guesses = vec![Guess::default(); reader.titles().len()];
    let mut rows = 0;
    while rows < most
        && reader.row(|at, cell| {
            if let Some(guess) = guesses.get_mut(at) {
                guess.add(cell);
            }
        })?
    {
        rows += 1;
    }
    let seen = all - reader.left();
    // A few more: rows later in the file may be shorter.
    let expected = match reader.left() {
        0 => rows,
        left => rows + left / (seen / rows.max(1)).max(1) / 20 * 21,
    };
    let dtypes = guesses.into_iter().map(Guess::dtype).collect();
    Ok((dtypes, expected))
}

/// Reads the columns that have a type here.
fn fill(
    mut reader: Reader<'_>,
    dtypes: &[Option<Dtype>],
    rows: usize,
) -> Result<Vec<Cells>, Fault> {
    let mut columns: Vec<Cells> = dtypes
        .iter()
        .map(|dtype| dtype.map_or(Cells::Misfit, |dtype| Cells::new(dtype, rows)))
        .collect();
    while reader.row(|at, cell| {
        if let Some(column) = columns.get_mut(at) {
            column.add(cell);
        }
    })? {}
    Ok(columns)
}

/// Cells of a column so far.
enum Cells {
    Int(PrimitiveChunkedBuilder<Int64Type>),
    Float(PrimitiveChunkedBuilder<Float64Type>),
    Date(PrimitiveChunkedBuilder<Int32Type>),
    Bool(BooleanChunkedBuilder),
    Text(StringChunkedBuilder),
    /// One did not fit the type, or nobody asked for the column.
    Misfit,
}

impl Cells {
    fn new(dtype: Dtype, rows: usize) -> Self {
        let name = PlSmallStr::EMPTY;
        match dtype {
            Dtype::Int => Self::Int(PrimitiveChunkedBuilder::new(name, rows)),
            Dtype::Float => Self::Float(PrimitiveChunkedBuilder::new(name, rows)),
            Dtype::Date => Self::Date(PrimitiveChunkedBuilder::new(name, rows)),
            Dtype::Bool => Self::Bool(BooleanChunkedBuilder::new(name, rows)),
            Dtype::Text => Self::Text(StringChunkedBuilder::new(name, rows)),
        }
    }

    fn add(&mut self, cell: &str) {
        macro_rules! add {
            ($builder:ident, $read:path) => {
                if cell.is_empty() {
                    $builder.append_null();
                    true
                } else {
                    let value = $read(cell);
                    $builder.append_option(value);
                    value.is_some()
                }
            };
        }
        let fits = match self {
            Self::Int(builder) => add!(builder, csv::int),
            Self::Float(builder) => add!(builder, csv::float),
            Self::Date(builder) => add!(builder, csv::date),
            Self::Bool(builder) => add!(builder, csv::bool),
            Self::Text(builder) => {
                builder.append_option((!cell.is_empty()).then_some(cell));
                true
            }
            Self::Misfit => true,
        };
        if !fits {
            *self = Self::Misfit;
        }
    }

    fn finish(self) -> PolarsResult<Column> {
        let series = match self {
            Self::Int(builder) => builder.finish().into_series(),
            Self::Float(builder) => builder.finish().into_series(),
            Self::Date(builder) => builder
                .finish()
                .into_series()
                .cast(&data_type(Dtype::Date))?,
            Self::Bool(builder) => builder.finish().into_series(),
            Self::Text(builder) => builder.finish().into_series(),
            // Never asked for: what does not fit has been read again as what it is.
            Self::Misfit => StringChunkedBuilder::new(PlSmallStr::EMPTY, 0)
                .finish()
                .into_series(),
        };
        Ok(series.into_column())
    }
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
        let bad = |fault: Fault| FailureKind::BadFile {
            table: "表".into(),
            fault,
        };
        assert_eq!(kind(b""), bad(Fault::Empty));
        assert_eq!(
            kind(&[0x83, 0x65, 0x2c, 0x0a]),
            bad(Fault::NotUtf8 { line: 1 })
        );
        for (text, fault) in [
            (
                "a,b\n1,2,3\n",
                Fault::Uneven {
                    line: 2,
                    want: 2,
                    found: 3,
                },
            ),
            (
                "a,b\n1\n",
                Fault::Uneven {
                    line: 2,
                    want: 2,
                    found: 1,
                },
            ),
            ("a,b\n1,2\n,\n", Fault::EmptyRow { line: 3 }),
            ("a,,b\n1,2,3\n", Fault::NoTitle { column: 2 }),
            (
                "a,人口,人口\n1,2,3\n",
                Fault::TitleTwice {
                    name: "人口".into(),
                },
            ),
            ("a\tb\n1\t2\n", Fault::Separator { sign: '\t' }),
            ("a,b\n1,\"2\n3,4\n", Fault::Unclosed { line: 2 }),
            ("a,b\n1,\"2\"x\n", Fault::AfterQuote { line: 2, opened: 2 }),
        ] {
            assert_eq!(kind(text.as_bytes()), bad(fault), "{text:?}");
        }
        // Far below what types are told by.
        let mut long = String::from("番号,値\n");
        (0..5000).for_each(|row| long.push_str(&format!("{row},1\n")));
        long.push_str("5000,\"1\n");
        assert_eq!(kind(long.as_bytes()), bad(Fault::Unclosed { line: 5002 }));
    }

    #[test]
    fn what_other_programs_write_is_read() {
        let text = |csv: &str| {
            let frame = read("表", csv.as_bytes(), &[]).unwrap();
            window(&frame, 0, 10).unwrap()
        };
        let table = text("町,人口\r津,1\r四日市,2\r");
        assert_eq!(
            (table.height(), table.value(1, "人口")),
            (2, Some(Value::Int(2)))
        );
        let table = text("\"町\",\"人口 (人)\",\"増減\"\"率\"\"\"\n津,1,2\n");
        assert_eq!(table.value(0, "増減\"率\""), Some(Value::Int(2)));
        let table = text("町,管\n津,5\"管\n四日市,\"\"\n");
        assert_eq!(table.value(0, "管"), Some(Value::Text("5\"管".into())));
        assert_eq!(table.value(1, "管"), Some(Value::Null));
        let table = text("テ\u{3099}ータ,人口 \n1,2\n");
        assert_eq!(
            (table.value(0, "データ"), table.value(0, "人口")),
            (Some(Value::Int(1)), Some(Value::Int(2)))
        );
        let table = text("町\n津\n\n四日市\n");
        assert_eq!(
            (table.height(), table.value(1, "町")),
            (3, Some(Value::Null))
        );
        let table = text("番号,メモ\r\n1,\"一行目\r\n二行目\"\r\n");
        assert_eq!(
            table.value(0, "メモ"),
            Some(Value::Text("一行目\r\n二行目".into()))
        );
    }

    #[test]
    fn a_column_whose_late_cell_does_not_fit_is_told_by_all_cells() {
        let mut csv = String::from("値,番号\n");
        (0..3000).for_each(|row| csv.push_str(&format!("{row},{row}\n")));
        csv.push_str("0.5,3000\n");
        assert_eq!(
            dtypes(&csv, &[info("番号", Dtype::Date)])
                .iter()
                .map(|(_, dtype)| *dtype)
                .collect::<Vec<_>>(),
            [Dtype::Float, Dtype::Int]
        );
        let frame = read("表", csv.as_bytes(), &[]).unwrap();
        let last = window(&frame, 3000, 10).unwrap();
        assert_eq!(last.value(0, "値"), Some(Value::Float(0.5)));
    }

    #[test]
    fn a_file_as_published_is_text() {
        let frame = read_raw("表", "一覧\n\n町,人口\n津,1\n".as_bytes()).unwrap();
        let table = window(&frame, 0, 10).unwrap();
        assert_eq!((table.height(), table.width()), (4, 2));
        assert_eq!(table.value(3, "B"), Some(Value::Text("1".into())));
        assert_eq!(table.value(1, "A"), Some(Value::Null));
        let failure = read_raw("表", b"\"a").unwrap_err();
        assert_eq!(
            failure.kind,
            bad_file("表", Fault::Unclosed { line: 1 }).kind
        );
    }

    #[test]
    fn a_header_alone_is_an_empty_table() {
        let frame = read("表", "町,人口\n".as_bytes(), &[info("人口", Dtype::Int)]).unwrap();
        assert_eq!((frame.height(), frame.width()), (0, 2));
    }
}
