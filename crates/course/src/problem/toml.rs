//! TOML, wherever it stands: front matter, checks, descriptions.

use crate::code::Code;
use crate::problem::{Problem, owned, problem, sign_en, sign_ja};

/// Not readable as TOML.
pub(crate) fn syntax(message: &str, sign: Option<(char, &'static str)>) -> Problem {
    let told = problem(
        Code::TomlSyntax,
        entry_ja(message)
            .unwrap_or_else(|| format!("TOML として読めません（{}）", toml_ja(message))),
        format!("not readable as TOML: {message}"),
    );
    match sign {
        Some((found, " ")) => told.hint(
            format!("{}を半角の空白にします", sign_ja(found)),
            format!("write a plain space instead of {}", sign_en(found)),
        ),
        Some((found, want)) if found.is_ascii() => told.hint(
            format!("{}を「{want}」にします", sign_ja(found)),
            format!("write `{want}` instead of {}", sign_en(found)),
        ),
        Some((found, want)) => told.hint(
            format!("{}を半角の「{want}」にします", sign_ja(found)),
            format!("write `{want}` instead of {}", sign_en(found)),
        ),
        None => told,
    }
}

/// A key is not known.
pub(crate) fn unknown_key(found: &str, near: &[String], known: &[&str]) -> Problem {
    problem(
        Code::UnknownKey,
        format!("「{found}」という項目はありません"),
        format!("the key `{found}` is not known"),
    )
    .near(near, &owned(known))
}

/// A required key is missing.
pub(crate) fn missing_key(key: &str) -> Problem {
    let told = problem(
        Code::MissingKey,
        format!("「{key}」がありません"),
        format!("`{key}` is missing"),
    );
    match example(key) {
        Some((ja, en)) => told.hint(ja, en),
        None => told,
    }
}

/// A value has the wrong type.
pub(crate) fn wrong_type(key: &str, want: Want) -> Problem {
    problem(
        Code::WrongType,
        format!("「{key}」に書けるのは、{}です", want.ja()),
        format!("`{key}` has to be {}", want.en()),
    )
}

/// The type that a TOML value should have.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Want {
    Text,
    Texts,
    Whole,
    Wholes,
    Number,
    Flag,
    Table,
    Tables(&'static str),
    Cell,
}

impl Want {
    fn ja(self) -> String {
        match self {
            Self::Text => "文字（\"…\"）".into(),
            Self::Texts => "文字のリスト（[\"…\", \"…\"]）".into(),
            Self::Whole => "0 以上の整数".into(),
            Self::Wholes => "0 以上の整数のリスト（[1, 2]）".into(),
            Self::Number => "0 以上の数".into(),
            Self::Flag => "true か false のどちらか".into(),
            Self::Table => "項目の組（{ … }）".into(),
            Self::Tables(key) => format!("[[{key}]] で始まる組"),
            Self::Cell => "文字、数、日付、true、false のどれか".into(),
        }
    }

    fn en(self) -> String {
        match self {
            Self::Text => "text (\"…\")".into(),
            Self::Texts => "a list of texts ([\"…\", \"…\"])".into(),
            Self::Whole => "a whole number of 0 or more".into(),
            Self::Wholes => "a list of whole numbers ([1, 2])".into(),
            Self::Number => "a number of 0 or more".into(),
            Self::Flag => "true or false".into(),
            Self::Table => "a table ({ … })".into(),
            Self::Tables(key) => format!("tables that start with [[{key}]]"),
            Self::Cell => "text, a number, a date, true or false".into(),
        }
    }
}

/// How a missing key is written, where its name does not say it.
fn example(key: &str) -> Option<(String, String)> {
    let like = |ja: &str, en: &str| {
        Some((
            format!("「{ja}」のように書きます"),
            format!("write it like `{en}`"),
        ))
    };
    let both = |example| like(example, example);
    match key {
        "format" => both("format = 1"),
        "id" => both("id = \"ds1-03-group\""),
        "version" => both("version = 1"),
        "track" => both("track = \"data-science\""),
        "title" => like("title = \"題名\"", "title = \"Towns by population\""),
        "minutes" => both("minutes = { read = 5, practice = 10 }"),
        "read" | "practice" => both("{ read = 5, practice = 10 }"),
        "audience" => both("audience = [\"municipal\"]"),
        "objectives" => like(
            "objectives = [\"人口の多い市町を選べる\"]",
            "objectives = [\"Pick the largest towns\"]",
        ),
        "data" => Some((
            "「[[data]]」の下に name と、seed か file を書きます".into(),
            "write `[[data]]` with `name` and either `seed` or `file` below it".into(),
        )),
        "name" => like("name = \"人口\"", "name = \"towns\""),
        "say" => like(
            "say = \"年で絞っていません。\"",
            "say = \"The year is not picked.\"",
        ),
        "sql" => both("sql = \"SELECT …\""),
        "kind" => both("kind = \"bar\""),
        "x" => like("x = \"地域\"", "x = \"region\""),
        "y" => like("y = \"人口\"", "y = \"population\""),
        "table" => like("table = \"人口\"", "table = \"towns\""),
        "text" => like("text = \"津市\"", "text = \"Tsu\""),
        "steps" => Some((
            "グラフにする表を作る ```steps のブロックを書きます".into(),
            "add a ```steps block that makes the table to draw".into(),
        )),
        _ => None,
    }
}

/// The TOML reader's commonest messages in Japanese; others stay as they are.
fn toml_ja(message: &str) -> String {
    const WORDS: [(&str, &str); 13] = [
        ("unclosed array", "「[」が閉じられていません"),
        ("unclosed inline table", "「{」が閉じられていません"),
        ("unclosed table", "見出しの「[」が閉じられていません"),
        (
            "string values must be quoted",
            "値が読めません。文字なら \" で囲みます",
        ),
        ("missing comma", "値の間に「,」がありません"),
        ("key with no value", "「=」と値がありません"),
        ("duplicate key", "同じ項目が二度あります"),
        (
            "invalid unquoted key",
            "項目の名前に使えない文字があります。\" で囲みます",
        ),
        ("invalid basic string", "「\"」が閉じられていません"),
        ("invalid multi-line", "複数行の文字が閉じられていません"),
        (
            "missing escaped value",
            "「\\」のあとが読めません。フォルダーの区切りなら / にします",
        ),
        ("cannot recurse further", "かっこの入れ子が深すぎます"),
        ("invalid literal string", "「'」が閉じられていません"),
    ];
    let known = WORDS.iter().find(|(start, _)| message.starts_with(start));
    match known {
        Some((_, ja)) => (*ja).to_owned(),
        None => format!("詳細: {message}"),
    }
}

/// What serde says of an entry that is not there or of another kind.
fn entry_ja(message: &str) -> Option<String> {
    let quoted = |text: &str| -> Option<String> {
        let (_, rest) = text.split_once('`')?;
        let (name, _) = rest.split_once('`')?;
        Some(name.to_owned())
    };
    if message.starts_with("missing field") {
        return Some(format!("「{}」がありません", quoted(message)?));
    }
    if message.starts_with("unknown variant") || message.starts_with("unknown field") {
        let found = quoted(message)?;
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        return Some(match known.is_empty() {
            true => format!("「{found}」は書けません"),
            false => format!(
                "「{found}」は書けません。{} のどれかを書きます",
                known.join("、")
            ),
        });
    }
    let (found, wanted) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))?
        .split_once(", expected ")?;
    let found = match found.split([' ', '`']).next().unwrap_or_default() {
        "integer" | "floating" => "数",
        "boolean" => " true か false ",
        "string" => "文字",
        "sequence" => "「[」で始まる並び",
        "map" => "項目の組",
        "datetime" => "日付",
        _ => return None,
    };
    let wanted = match wanted {
        "a string" => " \" で囲んだ文字",
        "a boolean" => " true か false ",
        "a sequence" => "「[」で始まる並び",
        wanted if wanted.starts_with("struct") || wanted == "a map" => "項目の組",
        wanted if wanted.starts_with(['u', 'i', 'f']) => "数",
        _ => return None,
    };
    Some(format!("ここには{wanted}を書きます。いまは{found}です"))
}
