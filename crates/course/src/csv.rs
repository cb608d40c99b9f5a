//! A table's file to a table, by the one reading that the engine has too, and what is wrong with it in words.

use spec::DataSource;
use spec::module::ColumnInfo;
use table::csv::{self, Fault, Guess, Reader};
use table::text;
use table::{Column, Dtype, Table, Values};

use crate::bytes::{Foreign, utf8};
use crate::code::Code;
use crate::limits::{self, Limit};
use crate::problem::{Problem, Words, words};

/// A table's file: the name of the table and the file as it is named in the front matter.
#[derive(Clone, Debug)]
pub(crate) struct CsvFile {
    pub(crate) table: String,
    pub(crate) file: String,
}

/// What a column's name has that nobody sees.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unseen {
    /// Blanks before or behind it.
    Blanks,
    /// Marks (`゛`) that stand apart from their letters.
    Marks,
}

impl CsvFile {
    pub(crate) fn of(source: &DataSource) -> Self {
        let file = if source.seed.is_empty() {
            &source.file
        } else {
            &source.seed
        };
        Self {
            table: source.name.clone(),
            file: file.clone(),
        }
    }

    /// Reads it; cells that do not fit become missing and are reported, the first of each column.
    pub(crate) fn read(
        &self,
        bytes: &[u8],
        infos: &[ColumnInfo],
    ) -> Result<(Table, Vec<Problem>), Problem> {
        let table = || self.table.clone();
        if bytes.len() > limits::DATA_BYTES {
            let (table, found) = (table(), bytes.len());
            return Err(Problem::Limit(Limit::DataBytes { table, found }));
        }
        let unreadable = |fault: Fault| {
            // What a file seems to be instead is a matter of all of its bytes.
            let foreign = utf8(bytes).err().map(|(foreign, _)| foreign);
            Problem::Csv {
                file: self.clone(),
                fault,
                foreign,
            }
        };
        let mut reader = Reader::start(bytes).map_err(unreadable)?;
        let titles = reader.titles().to_vec();
        if titles.len() > limits::DATA_COLUMNS {
            let (table, found) = (table(), titles.len());
            return Err(Problem::Limit(Limit::DataColumns { table, found }));
        }
        reader.check_titles().map_err(unreadable)?;
        let mut problems = Vec::new();
        for title in &titles {
            let Some(written) = &title.written else {
                continue;
            };
            let mut tidied = |unseen| {
                problems.push(Problem::TitleTidied {
                    file: self.clone(),
                    name: title.name.clone(),
                    unseen,
                });
            };
            if written.trim() != written {
                tidied(Unseen::Blanks);
            }
            if written.trim() != title.name {
                tidied(Unseen::Marks);
            }
        }
        let mut cells: Vec<Vec<Option<String>>> = vec![Vec::new(); titles.len()];
        let mut lines = Vec::new();
        let mut strange = None;
        loop {
            let (mut first, mut filled) = (String::new(), 0);
            let is_row = reader.row(|at, cell| {
                if !cell.is_empty() {
                    filled += 1;
                    if filled == 1 {
                        cell.clone_into(&mut first);
                    }
                }
                if let Some(column) = cells.get_mut(at) {
                    column.push((!cell.is_empty()).then(|| cell.to_owned()));
                }
            });
            if !is_row.map_err(unreadable)? {
                break;
            }
            if lines.len() >= limits::DATA_ROWS {
                return Err(Problem::Limit(Limit::DataRows { table: table() }));
            }
            lines.push(reader.line());
            let is_total = filled > 1 && text::names_total(&first);
            let is_note = filled == 1 && titles.len() > 1 && text::begins_note(&first);
            if is_total || is_note {
                strange.get_or_insert((reader.line(), first));
            }
        }
        if let Some((line, cell)) = strange {
            problems.push(Problem::CsvNoRow {
                file: self.clone(),
                line,
                cell,
            });
        }
        let mut columns = Vec::new();
        for (title, cells) in titles.iter().zip(cells) {
            let info = info(infos, &title.name);
            let dtype = info.map_or_else(|| infer(&cells), |info| info.dtype);
            let (values, misfit) = typed(&cells, dtype);
            if let Some(row) = misfit {
                problems.push(Problem::BadCell {
                    table: table(),
                    line: lines.get(row).copied().unwrap_or_default(),
                    column: title.name.clone(),
                    cell: cells.get(row).cloned().flatten().unwrap_or_default(),
                });
            }
            columns.push(Column::new(&title.name, values));
        }
        for info in infos {
            if reader.position(&info.name).is_none() {
                let known = titles.iter().map(|title| title.name.as_str());
                problems.push(Problem::DescribedColumn {
                    table: table(),
                    column: info.name.clone(),
                    near: table::text::nearest(&info.name, known),
                });
            }
        }
        // The reader has refused names that occur twice and rows of another length.
        Ok((Table::new(columns).unwrap_or_default(), problems))
    }
}

/// What the description says of a column.
pub(crate) fn info<'a>(infos: &'a [ColumnInfo], column: &str) -> Option<&'a ColumnInfo> {
    infos.iter().find(|info| csv::title(&info.name) == column)
}

/// The narrowest type that holds all cells.
fn infer(cells: &[Option<String>]) -> Dtype {
    let mut guess = Guess::default();
    cells.iter().flatten().for_each(|cell| guess.add(cell));
    guess.dtype()
}

/// Cells of a type and the first row that does not fit it.
fn typed(cells: &[Option<String>], dtype: Dtype) -> (Values, Option<usize>) {
    fn read<T>(
        cells: &[Option<String>],
        parse: impl Fn(&str) -> Option<T>,
    ) -> (Vec<Option<T>>, Option<usize>) {
        let values: Vec<Option<T>> = cells
            .iter()
            .map(|cell| cell.as_deref().and_then(&parse))
            .collect();
        let misfit = cells
            .iter()
            .zip(&values)
            .position(|(cell, value)| cell.is_some() && value.is_none());
        (values, misfit)
    }
    match dtype {
        Dtype::Int => {
            let (values, misfit) = read(cells, csv::int);
            (Values::Int(values), misfit)
        }
        Dtype::Float => {
            let (values, misfit) = read(cells, csv::float);
            (Values::Float(values), misfit)
        }
        Dtype::Bool => {
            let (values, misfit) = read(cells, csv::bool);
            (Values::Bool(values), misfit)
        }
        Dtype::Date => {
            let (values, misfit) = read(cells, csv::date);
            (Values::Date(values), misfit)
        }
        Dtype::Text => (Values::Text(cells.to_vec()), None),
    }
}

/// Words for a file that is no table.
pub(crate) fn fault_words(file: &CsvFile, fault: &Fault, foreign: Option<Foreign>) -> Words {
    let CsvFile { table, file } = file;
    let ja = |rest: String| format!("表「{table}」のファイル「{file}」{rest}");
    let en = |rest: String| format!("the file `{file}` of the table `{table}` {rest}");
    let unreadable = |why_ja: String, why_en: String| {
        words(
            Code::CsvUnreadable,
            ja(format!("を CSV として読めません（{why_ja}）")),
            en(format!("is not readable as CSV: {why_en}")),
        )
    };
    let save = |words: Words| {
        words.hint(
            "「教材を作る」の「ファイルを足す」か ama new --data に渡すと、そのまま読んで直せます。Excel なら「CSV UTF-8（コンマ区切り）」で保存し直します",
            "the Studio (`Add a file`) and `ama new --data` read it as it is and put it right; or save it again as `CSV UTF-8`",
        )
    };
    let titles = |words: Words| {
        words.hint(
            "1行目に列の名前だけを、一つずつちがう名前で書きます",
            "the first line holds the names of the columns, each a different one",
        )
    };
    match fault {
        Fault::NotUtf8 { line } => {
            let (why_ja, why_en) = match foreign {
                Some(foreign @ (Foreign::Office | Foreign::Utf16 | Foreign::ShiftJis)) => {
                    let (ja, en) = foreign.name();
                    (ja.to_owned(), en.to_owned())
                }
                Some(Foreign::Unknown) | None => (
                    format!("{line} 行目に文字として読めないところがあります"),
                    format!("some bytes of line {line} are no characters"),
                ),
            };
            save(unreadable(why_ja, why_en))
        }
        Fault::Nul { line } => save(unreadable(
            format!("{line} 行目に文字ではないもの（NUL）があります"),
            format!("line {line} has a NUL, which is no character"),
        )),
        Fault::Empty => titles(unreadable(
            "1行目に列の名前がありません".into(),
            "the first line names no columns".into(),
        )),
        Fault::NoTitle { column } => titles(unreadable(
            format!("{column} 列目に名前がありません"),
            format!("column {column} has no name"),
        )),
        Fault::TitleTwice { name } => titles(unreadable(
            format!("「{name}」という列が二つあります"),
            format!("there are two columns `{name}`"),
        )),
        Fault::TitlesAlike { name, other } => words(
            Code::CsvTitlesAlike,
            ja(format!(
                "の列「{name}」と「{other}」は、空白か全角・半角しかちがいません"
            )),
            en(format!(
                "has two columns `{name}` and `{other}`, which differ only in blanks or width"
            )),
        )
        .hint(
            "片方を、見てちがいの分かる名前にします",
            "give one of them a name that looks different",
        ),
        Fault::Separator { sign } => {
            let (sign_ja, sign_en) = match sign {
                '\t' => ("タブ".to_owned(), "tabs".to_owned()),
                sign => (format!("「{sign}」"), format!("`{sign}`")),
            };
            save(words(
                Code::CsvSeparator,
                ja(format!("は「,」でなく、{sign_ja}で区切られています")),
                en(format!("separates cells with {sign_en} instead of `,`")),
            ))
        }
        Fault::Unclosed { line } => words(
            Code::CsvUnclosed,
            ja(format!("の {line} 行目で始まる「\"」が閉じられていません")),
            en(format!("has a `\"` in line {line} that is never closed")),
        )
        .hint(
            "値の終わりに「\"」を足します。値の中の「\"」は「\"\"」と書きます",
            "put a `\"` at the end of the cell; a `\"` inside of a cell is written `\"\"`",
        ),
        Fault::AfterQuote { line, opened } => words(
            Code::CsvAfterQuote,
            ja(if line == opened {
                format!("の {line} 行目に、「\"」で囲んだ値のあとに続く文字があります")
            } else {
                format!("の {opened} 行目で始まる「\"」が {line} 行目で閉じたあとに、文字があります")
            }),
            en(if line == opened {
                format!("has text behind a `\"` that closes a cell in line {line}")
            } else {
                format!("has text behind the `\"` in line {line} that closes the cell of line {opened}")
            }),
        )
        .hint(
            "値の中の「\"」は「\"\"」と書きます。その前の「\"」の閉じ忘れも確かめます",
            "write `\"\"` for a `\"` inside of a cell, and look for one before it that is not closed",
        ),
        Fault::Uneven { line, want, found } => unreadable(
            format!("{line} 行目は {found} 列ですが、1行目は {want} 列です"),
            format!("line {line} has {found} cells, the first line has {want}"),
        )
        .hint(
            "値の中の「,」は \" で囲みます。題や合計だけの行は消します",
            "put cells with `,` between quotes; take out lines with only a title or a total",
        ),
        Fault::EmptyRow { line } => words(
            Code::CsvEmptyRow,
            ja(format!("の {line} 行目は、値がすべて空です")),
            en(format!("has nothing but empty cells in line {line}")),
        )
        .hint(
            "この行を消します。Excel なら、表の下の行を「削除」してから保存し直します",
            "take the line out; in a spreadsheet, delete the rows below the table and save it again",
        ),
    }
}

/// Words for a row that seems to be none.
pub(crate) fn no_row_words(file: &CsvFile, line: u64, cell: &str) -> Words {
    let CsvFile { table, file } = file;
    words(
        Code::CsvNoRow,
        format!("表「{table}」のファイル「{file}」の {line} 行目は、「{cell}」で始まります。合計や注の行のようです"),
        format!("line {line} of the file `{file}` of the table `{table}` begins with `{cell}`; it seems to be a total or a note"),
    )
    .hint(
        "値の行でなければ消します。残すと、集計で二重に数えられます",
        "take it out unless it is a row of values: it would be counted twice",
    )
}

/// Words for a name that is read otherwise than it is written.
pub(crate) fn tidied_words(file: &CsvFile, name: &str, unseen: Unseen) -> Words {
    let CsvFile { table, file } = file;
    let (ja, en) = match unseen {
        Unseen::Blanks => ("前後の空白を除いて", "without the blanks around it"),
        Unseen::Marks => (
            "字から離れた濁点などを字につけて",
            "with its marks put on their letters",
        ),
    };
    words(
        Code::CsvTitleTidied,
        format!("表「{table}」のファイル「{file}」の列の名前を、{ja}「{name}」と読みます"),
        format!("a column of the file `{file}` of the table `{table}` is read {en}: `{name}`"),
    )
    .hint(
        format!("1行目の名前を「{name}」と打ち直します"),
        "type the name in the first line again",
    )
}
