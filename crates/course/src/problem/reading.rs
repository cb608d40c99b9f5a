//! The file as a whole: what is not read as it was meant.

use crate::code::Code;
use crate::encoding::Foreign;
use crate::problem::{Problem, problem};

/// A fenced block is not closed.
pub(crate) fn fence_unclosed() -> Problem {
    problem(
        Code::FenceUnclosed,
        "このブロックが閉じられていません",
        "this block is not closed",
    )
    .hint(
        "ブロックの終わりに「```」だけの行を入れます",
        "put a line with only ``` at its end",
    )
}

/// A line is indented so far that it is read as plain text.
pub(crate) fn indented() -> Problem {
    problem(
        Code::LookAlike,
        "行頭の空白が多すぎて、文字のまま読まれます",
        "the line is indented so far that it is read as plain text",
    )
    .hint(
        "行頭の空白（タブ）を消します",
        "take the spaces or the tab at its beginning out",
    )
}

/// Full-width spaces stand at the beginning of a line.
pub(crate) fn wide_indent() -> Problem {
    problem(
        Code::LookAlike,
        "行頭の全角の空白は字下げになりません",
        "full-width spaces do not indent a line",
    )
    .hint("半角の空白二つにします", "use two plain spaces")
}

/// `file` is no CSV file.
pub(crate) fn data_not_csv(path: &str) -> Problem {
    problem(
        Code::DataNotCsv,
        format!("file「{path}」は CSV ではありません"),
        format!("`{path}` is no CSV file"),
    )
    .hint(
        "Excel なら「CSV UTF-8（コンマ区切り）」で保存し、その名前を書きます",
        "save it as `CSV UTF-8` and give that name (`data/x.csv`)",
    )
}

/// A sign only looks like one of Markdown's.
pub(crate) fn look_alike(found: &str, want: &str) -> Problem {
    let sign = want.trim_end();
    let ja = found.replace('\u{3000}', "（全角の空白）");
    let told = problem(
        Code::LookAlike,
        format!("「{ja}」は記号として読まれません"),
        format!("`{found}` is read as plain text"),
    );
    if want.ends_with(' ') {
        told.hint(
            format!("半角の「{sign}」のあとに、半角の空白を一つ置きます"),
            format!("write `{sign}` and a space behind it"),
        )
    } else {
        told.hint(format!("「{sign}」と書きます"), format!("write `{sign}`"))
    }
}

/// A module file is not UTF-8.
pub(crate) fn not_plain_text(foreign: Foreign) -> Problem {
    let (ja, en) = foreign.name();
    problem(
        Code::NotPlainText,
        format!("UTF-8 の文章ではありません（{ja}）"),
        format!("this is no text in UTF-8: {en}"),
    )
    .hint(
        match foreign {
            Foreign::Office => "Word などから文章を写し、メモ帳などで「module.md」として保存します",
            Foreign::Utf16 | Foreign::ShiftJis => {
                "メモ帳なら「名前を付けて保存」で、文字コードを「UTF-8」にします"
            }
            Foreign::Unknown => "この字を打ち直し、文字コードを UTF-8 にして保存します",
        },
        match foreign {
            Foreign::Office => "copy the words into a text editor and save them as `module.md`",
            Foreign::Utf16 | Foreign::ShiftJis => "save it again with the encoding UTF-8",
            Foreign::Unknown => {
                "type this character again and save the file with the encoding UTF-8"
            }
        },
    )
}
