//! The front matter.

use crate::code::Code;
use crate::problem::{Problem, problem};

/// The file does not start with front matter between `+++` lines.
pub(crate) fn missing() -> Problem {
    problem(
        Code::FrontMatterMissing,
        "前書きがありません",
        "the front matter is missing",
    )
    .hint(
        "1行目を「+++」にして、id や title を書き、もう一度「+++」で閉じます",
        "start the file with `+++`, write `id`, `title` …, and close it with `+++`",
    )
}

/// The front matter is not closed by a `+++` line.
pub(crate) fn unclosed() -> Problem {
    problem(
        Code::FrontMatterUnclosed,
        "前書きが閉じられていません",
        "the front matter is never closed",
    )
    .hint(
        "前書きの終わりに「+++」だけの行を入れます",
        "put a line with only `+++` at its end",
    )
}

/// `format` is a number that this build cannot read.
pub(crate) fn format_unknown(found: u32) -> Problem {
    problem(
        Code::FormatUnknown,
        format!("format = {found} は読めません"),
        format!("`format = {found}` cannot be read"),
    )
    .hint(
        "この版で読めるのは format = 1 です",
        "this build reads `format = 1`",
    )
}

/// An id has characters other than ASCII letters, digits and hyphens.
pub(crate) fn bad_id(id: &str) -> Problem {
    problem(
        Code::BadId,
        format!("id「{id}」に使えない文字があります"),
        format!("the id `{id}` has characters that are not allowed"),
    )
    .hint(
        "半角の英数字とハイフンだけを使い、英字で始めます（例: ds1-03-group）",
        "use ASCII letters, digits and hyphens, a letter first (`ds1-03-group`)",
    )
}

/// A value is not one of those allowed.
pub(crate) fn bad_value(key: &str, found: &str, allowed: &[String], near: &[String]) -> Problem {
    problem(
        Code::BadValue,
        format!("「{key}」に「{found}」は使えません"),
        format!("`{found}` is no value for `{key}`"),
    )
    .near(near, allowed)
}

/// A value is empty.
pub(crate) fn empty_value(key: &str) -> Problem {
    problem(
        Code::EmptyValue,
        format!("「{key}」が空です"),
        format!("`{key}` is empty"),
    )
}

/// A module requires itself.
pub(crate) fn requires_itself() -> Problem {
    problem(
        Code::RequiresItself,
        "requires に自分の id があります",
        "the module requires itself",
    )
}

/// A `[[data]]` entry needs exactly one of `seed` and `file`.
pub(crate) fn data_source_kind() -> Problem {
    problem(
        Code::DataSourceKind,
        "[[data]] には seed か file のどちらか一つを書きます",
        "a `[[data]]` entry needs either `seed` or `file`",
    )
    .hint(
        "seeds の表なら seed = \"mie-population\"、自分の CSV なら file = \"data/x.csv\" です",
        "`seed = \"mie-population\"` names a table of seeds, `file = \"data/x.csv\"` your own",
    )
}

/// Two tables have the same name.
pub(crate) fn duplicate_table(name: &str) -> Problem {
    problem(
        Code::DuplicateTable,
        format!("「{name}」という表が二つあります"),
        format!("the table name `{name}` is used twice"),
    )
}

/// The name of a file, or a link, leads outside the module's folder.
pub(crate) fn data_path(path: &str) -> Problem {
    problem(
        Code::DataPath,
        format!("file「{path}」は教材のフォルダーの中を指していません"),
        format!("`{path}` does not stay inside the module's folder"),
    )
    .hint(
        "「data/x.csv」のように、/ で区切って書きます",
        "write it like `data/x.csv`",
    )
}

/// A link leads out of the module's folder.
pub(crate) fn leads_outside(path: &str) -> Problem {
    problem(
        Code::DataPath,
        format!("「{path}」は教材のフォルダーの外を指すリンクです"),
        format!("`{path}` is a link that leads out of the module's folder"),
    )
    .hint(
        "リンクをやめて、ファイルそのものを教材のフォルダーに置きます",
        "put the file itself into the module's folder",
    )
}

/// A line of look-alike signs stands where the front matter begins.
pub(crate) fn start_sign(found: &str) -> Problem {
    problem(
        Code::FrontMatterMissing,
        format!("「{found}」では前書きが始まりません"),
        format!("front matter does not begin with `{found}`"),
    )
    .hint(
        "前書きを、半角の「+++」だけの行で囲みます",
        "put it between two lines that hold only `+++`",
    )
}

/// A line of look-alike signs stands where the front matter ends.
pub(crate) fn end_sign(found: &str) -> Problem {
    problem(
        Code::FrontMatterUnclosed,
        format!("「{found}」では前書きが閉じられません"),
        format!("front matter is not closed by `{found}`"),
    )
    .hint(
        "半角の「+++」だけの行にします",
        "write a line with only `+++`",
    )
}

/// Something stands before the front matter.
pub(crate) fn late() -> Problem {
    problem(
        Code::FrontMatterMissing,
        "前書きの前に何かがあります",
        "something stands before the front matter",
    )
    .hint(
        "ファイルの1行目を「+++」にします",
        "the file's first line has to be `+++`",
    )
}

/// Two words of the glossary are the same.
pub(crate) fn duplicate_term(name: &str) -> Problem {
    problem(
        Code::DuplicateTerm,
        format!("用語集に「{name}」が二つあります"),
        format!("the glossary has `{name}` twice"),
    )
}

/// A word of the glossary never occurs.
pub(crate) fn unused_term(name: &str) -> Problem {
    problem(
        Code::UnusedTerm,
        format!("用語集の「{name}」が文章に出てきません"),
        format!("the word `{name}` of the glossary never occurs"),
    )
    .hint(
        "漢字やカタカナの続きの一部は数えません。文章では [言葉](term) とも書けます",
        "a part of a longer word does not count; `[word](term)` names it explicitly",
    )
}
