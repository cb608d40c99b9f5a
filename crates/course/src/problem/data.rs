//! Tables and what is shown of them.

use table::csv::Fault;

use crate::code::Code;
use crate::csv::file::{CsvFile, Unseen};
use crate::encoding::Foreign;
use crate::problem::{Problem, problem};

/// A description names a column that the CSV file does not have.
pub(crate) fn described_column(table: &str, column: &str, near: &[String]) -> Problem {
    problem(
                Code::UnknownColumn,
                format!("表「{table}」の説明（.toml）にある列「{column}」が、CSV にありません"),
                format!("the description of `{table}` names the column `{column}`, which the CSV file does not have"),
            )
            .near_to(column, near, &[])
}

/// The file of a picture cannot be found.
pub(crate) fn image_not_found(path: &str) -> Problem {
    problem(
        Code::ImageNotFound,
        format!("画像「{path}」が見つかりません"),
        format!("the picture `{path}` cannot be found"),
    )
}

/// A picture is none of PNG, JPEG, WebP and GIF.
pub(crate) fn image_format(path: &str, is_svg: bool) -> Problem {
    problem(
        Code::ImageFormat,
        format!("画像「{path}」は使えない形式です"),
        format!("the picture `{path}` is of a kind that cannot be used"),
    )
    .hint(
        if is_svg {
            "SVG は中に命令を書けるので使えません。PNG に書き出します"
        } else {
            "PNG、JPEG、WebP、GIF が使えます"
        },
        if is_svg {
            "SVG may hold scripts and is refused: export it as PNG"
        } else {
            "PNG, JPEG, WebP and GIF are read"
        },
    )
}

/// A picture is too large.
pub(crate) fn image_too_large(path: &str, size: &str, most: &str) -> Problem {
    problem(
        Code::ImageTooLarge,
        format!("画像「{path}」が大きすぎます（{size}）"),
        format!("the picture `{path}` is too large ({size})"),
    )
    .hint(
        format!("{most} までに縮めます"),
        format!("shrink it to {most} at most"),
    )
}

/// A table is used that the front matter does not name.
pub(crate) fn unknown_table(found: &str, near: &[String], known: &[String]) -> Problem {
    problem(
        Code::UnknownTable,
        format!("「{found}」という表は前書きにありません"),
        format!("the front matter names no table `{found}`"),
    )
    .near_to(found, near, known)
}

/// A table of the front matter is never used.
pub(crate) fn unused_data(name: &str) -> Problem {
    problem(
        Code::UnusedData,
        format!("表「{name}」はどこでも使われていません"),
        format!("the table `{name}` is never used"),
    )
}

/// `{町}` cannot stand in the `where` of a `data` block.
pub(crate) fn town_in_data() -> Problem {
    problem(
        Code::TownInData,
        "data の where では {町} を使えません",
        "`{町}` cannot stand in the `where` of a `data` block",
    )
    .hint(
        "ここの行は教材を作るときに決まります。町の名前を書くか、練習で絞ってもらいます",
        "these rows are fixed when the course is built: name a town, or let the learner filter",
    )
}

/// The data of a table cannot be found.
pub(crate) fn source_not_found(name: &str, source: &str) -> Problem {
    problem(
        Code::SourceNotFound,
        format!("表「{name}」のデータ「{source}」が見つかりません"),
        format!("the data `{source}` of the table `{name}` cannot be found"),
    )
    .hint(
        "名前のつづりと、CSV が教材のフォルダーの中にあるかを確かめます",
        "check the spelling, and that the file lies in the module's folder",
    )
}

/// A cell does not fit its column's type.
pub(crate) fn bad_cell(table: &str, line: u64, column: &str, cell: &str) -> Problem {
    problem(
        Code::BadCell,
        format!("表「{table}」の {line} 行目、「{column}」の「{cell}」は列の種類に合いません"),
        format!(
            "`{cell}` in line {line} of column `{column}` of `{table}` does not fit the column's type"
        ),
    )
}

/// A table has no such column.
pub(crate) fn unknown_column(table: &str, column: &str, near: &[String]) -> Problem {
    problem(
        Code::UnknownColumn,
        format!("表「{table}」に「{column}」という列はありません"),
        format!("the table `{table}` has no column `{column}`"),
    )
    .near_to(column, near, &[])
    .about(column)
}

/// No row meets the conditions of a `data` block.
pub(crate) fn no_rows() -> Problem {
    problem(
        Code::NoRows,
        "条件に合う行がありません",
        "no row meets the conditions",
    )
}

/// A CSV file is no table.
pub(crate) fn csv_unreadable(file: &CsvFile, fault: &Fault, foreign: Option<Foreign>) -> Problem {
    let CsvFile { table, file } = file;
    let ja = |rest: String| format!("表「{table}」のファイル「{file}」{rest}");
    let en = |rest: String| format!("the file `{file}` of the table `{table}` {rest}");
    let unreadable = |why_ja: String, why_en: String| {
        problem(
            Code::CsvUnreadable,
            ja(format!("を CSV として読めません（{why_ja}）")),
            en(format!("is not readable as CSV: {why_en}")),
        )
    };
    let save = |told: Problem| {
        told.hint(
            "「教材を作る」の「ファイルを足す」か ama new --data に渡すと、そのまま読んで直せます。Excel なら「CSV UTF-8（コンマ区切り）」で保存し直します",
            "the Studio (`Add a file`) and `ama new --data` read it as it is and put it right; or save it again as `CSV UTF-8`",
        )
    };
    let titles = |told: Problem| {
        told.hint(
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
        Fault::TitlesAlike { name, other } => problem(
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
            save(problem(
                Code::CsvSeparator,
                ja(format!("は「,」でなく、{sign_ja}で区切られています")),
                en(format!("separates cells with {sign_en} instead of `,`")),
            ))
        }
        Fault::Unclosed { line } => problem(
            Code::CsvUnclosed,
            ja(format!("の {line} 行目で始まる「\"」が閉じられていません")),
            en(format!("has a `\"` in line {line} that is never closed")),
        )
        .hint(
            "値の終わりに「\"」を足します。値の中の「\"」は「\"\"」と書きます",
            "put a `\"` at the end of the cell; a `\"` inside of a cell is written `\"\"`",
        ),
        Fault::AfterQuote { line, opened } => problem(
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
        Fault::EmptyRow { line } => problem(
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

/// A row of a CSV file seems to be a total or a note.
pub(crate) fn csv_no_row(file: &CsvFile, line: u64, cell: &str) -> Problem {
    let CsvFile { table, file } = file;
    problem(
        Code::CsvNoRow,
        format!("表「{table}」のファイル「{file}」の {line} 行目は、「{cell}」で始まります。合計や注の行のようです"),
        format!("line {line} of the file `{file}` of the table `{table}` begins with `{cell}`; it seems to be a total or a note"),
    )
    .hint(
        "値の行でなければ消します。残すと、集計で二重に数えられます",
        "take it out unless it is a row of values: it would be counted twice",
    )
}

/// A column's name is read otherwise than it is written.
pub(crate) fn title_tidied(file: &CsvFile, name: &str, unseen: Unseen) -> Problem {
    let CsvFile { table, file } = file;
    let (ja, en) = match unseen {
        Unseen::Blanks => ("前後の空白を除いて", "without the blanks around it"),
        Unseen::Marks => (
            "字から離れた濁点などを字につけて",
            "with its marks put on their letters",
        ),
    };
    problem(
        Code::CsvTitleTidied,
        format!("表「{table}」のファイル「{file}」の列の名前を、{ja}「{name}」と読みます"),
        format!("a column of the file `{file}` of the table `{table}` is read {en}: `{name}`"),
    )
    .hint(
        format!("1行目の名前を「{name}」と打ち直します"),
        "type the name in the first line again",
    )
}
