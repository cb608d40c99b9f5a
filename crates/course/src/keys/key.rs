//! One key of TOML: its name, what may stand behind it and what it means.

/// One key.
#[derive(Clone, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What may stand behind it.
    pub value: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, in Japanese and English.
    pub meaning: (&'static str, &'static str),
}

/// What may stand behind a key.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// An id: ASCII letters, digits and hyphens, a letter first.
    Id,
    /// One of these words.
    Word(Vec<&'static str>),
    /// A whole number from … to ….
    Whole(u32, Option<u32>),
    /// A number of 0 or more.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list.
    List(Box<Shape>),
    /// One of them or a list.
    OneOrMore(Box<Shape>),
    /// A list of words, each with its other spellings.
    Groups,
    /// Keys and cells of a table.
    Cells,
    /// A table with keys of its own.
    Table(Vec<Key>),
    /// A list of such tables (`[[key]]`).
    Tables(Vec<Key>),
}

impl Shape {
    /// In words, Japanese and English.
    pub fn words(&self) -> (String, String) {
        let both = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
        match self {
            Self::Text => both("文字", "text"),
            Self::Id => both("id", "id"),
            Self::Word(words) => {
                let list = format!("`{}`", words.join("` `"));
                (list.clone(), list)
            }
            Self::Whole(from, Some(to)) if from == to => both(&from.to_string(), &from.to_string()),
            Self::Whole(from, Some(to)) => (
                format!("整数 {from}–{to}"),
                format!("whole number {from}–{to}"),
            ),
            Self::Whole(from, None) => (
                format!("{from} 以上の整数"),
                format!("whole number from {from}"),
            ),
            Self::Number => both("0 以上の数", "number from 0"),
            Self::Flag => both("`true` `false`", "`true` `false`"),
            Self::List(inner) => {
                let (ja, en) = inner.words();
                (format!("{ja} のリスト"), format!("list of {en}"))
            }
            Self::OneOrMore(inner) => {
                let (ja, en) = inner.words();
                (format!("{ja}（リストも可）"), format!("{en}, or a list"))
            }
            Self::Groups => both("文字のリスト（中にリストも可）", "list of text or lists"),
            Self::Cells => both("`{ 列 = 値 }`", "`{ column = value }`"),
            Self::Table(_) => both("`{ … }`", "`{ … }`"),
            Self::Tables(_) => both("`[[…]]`", "`[[…]]`"),
        }
    }
}

pub(crate) fn key(name: &'static str, value: Shape, ja: &'static str, en: &'static str) -> Key {
    Key {
        name,
        value,
        required: false,
        meaning: (ja, en),
    }
}

pub(crate) fn must(name: &'static str, value: Shape, ja: &'static str, en: &'static str) -> Key {
    Key {
        required: true,
        ..key(name, value, ja, en)
    }
}

pub(super) fn list(inner: Shape) -> Shape {
    Shape::List(Box::new(inner))
}

pub(crate) fn one_or_more(inner: Shape) -> Shape {
    Shape::OneOrMore(Box::new(inner))
}

/// What an anticipated mistake tells the learner.
pub(crate) fn say() -> Key {
    must(
        "say",
        Shape::Text,
        "その誤答に返す言葉",
        "what to tell the learner",
    )
}
