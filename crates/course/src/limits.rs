//! How much a module may hold, and what a text must not hide: a module from elsewhere cannot slow down or mislead.
//!
//! The limits lie far above anything that is written by hand. What is over one is refused with the reason, before
//! it costs time: a text and its Markdown by `check`, the rest where it is counted.

pub(crate) mod check;

use crate::code::Code;
use crate::problem::{Problem, problem};

/// Bytes of a module file.
pub const TEXT_BYTES: usize = 2 << 20;
/// Lines of a module file.
pub const LINES: usize = 50_000;
/// Characters of a line.
pub const LINE_CHARACTERS: usize = 20_000;
/// Rows of a Markdown table.
pub const TABLE_ROWS: usize = 1_000;
/// How deep quotes, lists and emphasis stand inside each other.
pub const NESTING: usize = 20;
/// Exercises of a module.
pub const EXERCISES: usize = 200;
/// Tables (`[[data]]`) of a module.
pub const TABLES: usize = 50;
/// Lines of a block of steps.
pub const STEP_LINES: usize = spec::step::limits::MAX_STEPS;
/// How deep brackets stand inside each other in an expression of a step.
pub const STEP_DEPTH: usize = spec::step::limits::MAX_DEPTH;
/// Bytes of a table's file.
pub const DATA_BYTES: usize = 16 << 20;
/// Rows of a table's file.
pub const DATA_ROWS: usize = 500_000;
/// Columns of a table's file.
pub const DATA_COLUMNS: usize = 500;
/// Problems that are shown of one file.
pub const PROBLEMS: usize = 300;

/// What is over a limit or hidden.
#[derive(Clone, Debug)]
pub(crate) enum Limit {
    TextBytes { found: usize },
    Lines { found: usize },
    LineCharacters { found: usize },
    TableRows { found: usize },
    Nesting,
    Exercises { found: usize },
    Tables { found: usize },
    StepLines { found: usize },
    StepDepth,
    DataBytes { table: String, found: usize },
    DataRows { table: String },
    DataColumns { table: String, found: usize },
    Problems,
    OldLineEnds,
    Hidden { found: char },
    TitleDirection { found: char },
}

impl Limit {
    /// Code, message and hint.
    pub(crate) fn problem(&self) -> Problem {
        let megabytes = |bytes: usize| bytes >> 20;
        match self {
            Self::TextBytes { found } => problem(
                Code::TextTooLarge,
                format!(
                    "ファイルが大きすぎます（{:.1} MB。{} MB まで）",
                    *found as f64 / f64::from(1 << 20),
                    megabytes(TEXT_BYTES)
                ),
                format!(
                    "the file is too large ({:.1} MB; {} MB at most)",
                    *found as f64 / f64::from(1 << 20),
                    megabytes(TEXT_BYTES)
                ),
            )
            .hint(
                "教材を二つに分けます。表は CSV にして [[data]] の file に書きます",
                "split the module in two; put tables into CSV files (`[[data]]`, `file`)",
            ),
            Self::Lines { found } => problem(
                Code::TooManyLines,
                format!("行が多すぎます（{found} 行。{LINES} 行まで）"),
                format!("there are too many lines ({found}; {LINES} at most)"),
            )
            .hint(
                "表は本文に貼らず、CSV にして [[data]] の file に書きます",
                "put tables into CSV files (`[[data]]`, `file`) instead of the text",
            ),
            Self::LineCharacters { found } => problem(
                Code::LineTooLong,
                format!("この行は長すぎます（{found} 文字。{LINE_CHARACTERS} 文字まで）"),
                format!("the line is too long ({found} characters; {LINE_CHARACTERS} at most)"),
            )
            .hint(
                "段落ごとに改行します。文字に変換された画像が貼り付いていたら消します",
                "break the line; if a picture was pasted as text, take it out",
            ),
            Self::TableRows { found } => problem(
                Code::TableTooLong,
                format!("表の行が多すぎます（{found} 行。{TABLE_ROWS} 行まで）"),
                format!("the table has too many rows ({found}; {TABLE_ROWS} at most)"),
            )
            .hint(
                "CSV にして [[data]] の file に書き、```data で見せます",
                "put it into a CSV file (`[[data]]`, `file`) and show it with a ```data block",
            ),
            Self::Nesting => problem(
                Code::NestedTooDeep,
                format!("引用や箇条書きの入れ子が深すぎます（{NESTING} 段まで）"),
                format!(
                    "quotes, lists or emphasis are nested too deeply ({NESTING} levels at most)"
                ),
            )
            .hint(
                "「>」、字下げ、強調の入れ子を減らします",
                "use fewer `>`, less indentation or less emphasis",
            ),
            Self::Exercises { found } => problem(
                Code::TooManyExercises,
                format!("練習が多すぎます（{found} 個。{EXERCISES} 個まで）"),
                format!("there are too many exercises ({found}; {EXERCISES} at most)"),
            )
            .hint("教材を分けます", "split the module"),
            Self::Tables { found } => problem(
                Code::TooManyTables,
                format!("[[data]] が多すぎます（{found} 個。{TABLES} 個まで）"),
                format!("there are too many `[[data]]` ({found}; {TABLES} at most)"),
            )
            .hint(
                "使わない表を消すか、教材を分けます",
                "take out unused tables, or split the module",
            ),
            Self::StepLines { found } => problem(
                Code::TooManySteps,
                format!("手順が長すぎます（{found} 行。{STEP_LINES} 行まで）"),
                format!("the steps are too long ({found} lines; {STEP_LINES} at most)"),
            )
            .hint("手順を減らします", "use fewer steps"),
            Self::StepDepth => problem(
                Code::StepNestedTooDeep,
                format!("この手順の式は、かっこの入れ子が深すぎます（{STEP_DEPTH} 段まで）"),
                format!(
                    "brackets of this step are nested too deeply ({STEP_DEPTH} levels at most)"
                ),
            )
            .hint(
                "かっこを減らすか、計算を二つの手順に分けます",
                "use fewer brackets, or two steps",
            ),
            Self::DataBytes { table, found } => problem(
                Code::DataTooLarge,
                format!(
                    "表「{table}」のファイルが大きすぎます（{:.1} MB。{} MB まで）",
                    *found as f64 / f64::from(1 << 20),
                    megabytes(DATA_BYTES)
                ),
                format!(
                    "the file of the table `{table}` is too large ({:.1} MB; {} MB at most)",
                    *found as f64 / f64::from(1 << 20),
                    megabytes(DATA_BYTES)
                ),
            )
            .hint(FEWER.0, FEWER.1),
            Self::DataRows { table } => problem(
                Code::DataTooLarge,
                format!("表「{table}」の行が多すぎます（{DATA_ROWS} 行まで）"),
                format!("the table `{table}` has too many rows ({DATA_ROWS} at most)"),
            )
            .hint(FEWER.0, FEWER.1),
            Self::DataColumns { table, found } => problem(
                Code::DataTooLarge,
                format!("表「{table}」の列が多すぎます（{found} 列。{DATA_COLUMNS} 列まで）"),
                format!(
                    "the table `{table}` has too many columns ({found}; {DATA_COLUMNS} at most)"
                ),
            )
            .hint(FEWER.0, FEWER.1),
            Self::Problems => problem(
                Code::TooManyProblems,
                format!("ここから先の誤りと注意は省きます（{PROBLEMS} 件まで）"),
                format!("further problems are not shown ({PROBLEMS} at most)"),
            )
            .hint(
                "上から順に直して、もう一度確かめます",
                "mend those above and check again",
            ),
            Self::OldLineEnds => problem(
                Code::NotPlainText,
                "改行が古い形（CR だけ）なので、行に分けられません",
                "the file has old line ends (CR only)",
            )
            .hint(
                "エディターで改行を LF か CRLF にして保存します",
                "save it with LF or CRLF as line ends",
            ),
            Self::Hidden { found: '\u{fffd}' } => problem(
                Code::HiddenCharacter,
                "文字化けした文字（「\u{fffd}」）があります",
                "there is a character that was lost when the text was converted (`U+FFFD`)",
            )
            .hint(
                "もとの文を見て、打ち直します",
                "type the original words again",
            ),
            Self::TitleDirection { found } => problem(
                Code::TitleDirection,
                format!(
                    "題名に、書く向きを変える見えない文字（U+{:04X}）があります",
                    u32::from(*found)
                ),
                format!(
                    "the title holds a sign that turns the direction of writing (`U+{:04X}`)",
                    u32::from(*found)
                ),
            )
            .hint(
                "題名を消して、打ち直します。一覧で別の題名に見えることがあります",
                "type the title again; in a list it can pass for another one",
            ),
            Self::Hidden { found } => problem(
                Code::HiddenCharacter,
                format!("見えない文字（U+{:04X}）があります", u32::from(*found)),
                format!(
                    "there is a character that cannot be seen (`U+{:04X}`)",
                    u32::from(*found)
                ),
            )
            .hint(
                "消して、打ち直します。ほかから貼り付けた文に混ざることがあります",
                "delete it and type the text again; it often comes with pasted text",
            ),
        }
    }
}

const FEWER: (&str, &str) = (
    "教材で使う列と行だけにします",
    "keep only the rows and columns that the module uses",
);
