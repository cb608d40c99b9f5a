//! How much a module may hold, and what a text must not hide: a module from elsewhere cannot slow down or mislead.
//!
//! The limits lie far above anything that is written by hand. What is over one is refused with the reason, before
//! it costs time; what stands in this file is looked at first ([`text`]), the rest where it is counted.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::code::Code;
use crate::context::Context;
use crate::problem::{Problem, problem};
use crate::report::Report;

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

/// Looks at a text before it is read; says whether it can be.
pub(crate) fn text(text: &str, context: &mut Context<'_>) -> bool {
    if text.len() > TEXT_BYTES {
        context.add(0..0, Limit::TextBytes { found: text.len() }.problem());
        return false;
    }
    if text.contains('\r') && !text.contains('\n') {
        context.add(0..0, Limit::OldLineEnds.problem());
        return false;
    }
    let found = text.split('\n').count();
    if found > LINES {
        context.add(0..0, Limit::Lines { found }.problem());
        return false;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Bytes are counted quickly and are never fewer than characters.
        if line.len() > LINE_CHARACTERS {
            let found = line.chars().count();
            if found > LINE_CHARACTERS {
                let limit = Limit::LineCharacters { found };
                context.add(start..start, limit.problem());
                return false;
            }
        }
        start += line.len();
    }
    hidden(text, context);
    true
}

/// Reports characters that nobody can see, each once.
fn hidden(text: &str, context: &mut Context<'_>) {
    let mut seen = BTreeSet::new();
    for (at, c) in text.char_indices() {
        if c.is_ascii_graphic() || c == ' ' || !is_hidden(c) || (at == 0 && c == '\u{feff}') {
            continue;
        }
        if seen.insert(c) {
            let limit = Limit::Hidden { found: c };
            context.add(at..at + c.len_utf8(), limit.problem());
        }
    }
}

/// Reports a title that a sign turns round: in a list it stands beside others and can pass for one of them.
pub(crate) fn title(title: &str, report: &mut Report<'_>) {
    if let Some(found) = title.chars().find(|c| turns(*c)) {
        // As TOML it may be written as an escape: then the file's beginning stands for it.
        let at = report.place_of(title);
        report.add(at, Limit::TitleDirection { found }.problem());
    }
}

/// Signs that turn the direction of writing.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// Controls, signs that turn the direction of writing, and spaces without width. A joiner belongs to emoji.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffd}')
        || turns(c)
}

/// Looks at Markdown before it becomes a tree; says whether it can.
pub(crate) fn events(events: &[(Event<'_>, Range<usize>)], context: &mut Context<'_>) -> bool {
    let mut depth = 0_usize;
    let mut rows = 0;
    for (event, at) in events {
        match event {
            Event::Start(tag) => {
                depth += 1;
                match tag {
                    Tag::Table(_) => rows = 0,
                    Tag::TableRow => rows += 1,
                    _ => {}
                }
                if depth > NESTING {
                    context.add(at.start..at.start, Limit::Nesting.problem());
                    return false;
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if *end == TagEnd::Table && rows > TABLE_ROWS {
                    let limit = Limit::TableRows { found: rows };
                    context.add(at.clone(), limit.problem());
                    return false;
                }
            }
            _ => {}
        }
    }
    true
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
