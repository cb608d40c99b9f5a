//! Every key that an author writes in TOML, with its type and meaning: what the guide's tables and the JSON Schema are
//! made from; those of a kind of exercise stand in the kind's file. A test holds them against what the parser asks for.

use spec::exercise::Kind;

use crate::exercise;
use crate::front_matter::{AUDIENCES, PLAN_MEASURES};

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

fn list(inner: Shape) -> Shape {
    Shape::List(Box::new(inner))
}

pub(crate) fn one_or_more(inner: Shape) -> Shape {
    Shape::OneOrMore(Box::new(inner))
}

/// Keys of the front matter.
pub fn front_matter() -> Vec<Key> {
    use Shape::{Flag, Id, Table, Tables, Text, Whole, Word};
    vec![
        must(
            "format",
            Whole(1, Some(1)),
            "この書式の番号。今は 1",
            "number of this format, 1 today",
        ),
        must(
            "id",
            Id,
            "教材の id。一度決めたら変えない",
            "the module's id; never changes",
        ),
        must(
            "version",
            Whole(1, None),
            "答えが変わったら 1 増やす",
            "raise it when answers change",
        ),
        key(
            "keep",
            Flag,
            "前の版の記録を引き継ぐか（書かなければ引き継がない）",
            "whether work on the version before stays valid (default: no)",
        ),
        must(
            "track",
            Id,
            "トラックの id（smart-talent、rpa、data-science か、自分の track.toml のもの）",
            "id of the track: smart-talent, rpa, data-science, or that of a track.toml of your own",
        ),
        must(
            "title",
            Text,
            "題名。`#` の見出しと同じにする",
            "the title, the same as the `#` heading",
        ),
        must(
            "minutes",
            Table(vec![
                must("read", Whole(0, None), "読む時間（分）", "minutes to read"),
                must(
                    "practice",
                    Whole(0, None),
                    "練習の時間（分）",
                    "minutes to practise",
                ),
            ]),
            "かかる時間",
            "minutes it takes",
        ),
        must(
            "audience",
            list(Word(AUDIENCES.to_vec())),
            "だれのためか。市町・県の職員は `municipal`、中小企業は `sme`",
            "for whom: municipal staff, small companies",
        ),
        key(
            "requires",
            list(Id),
            "先に済ませておく教材の id",
            "ids of modules to do before",
        ),
        key(
            "plan",
            list(Whole(*PLAN_MEASURES.start(), Some(*PLAN_MEASURES.end()))),
            "役に立つ県の計画の取組番号",
            "measures of the prefecture's plan that it serves",
        ),
        must(
            "objectives",
            list(Text),
            "できるようになること",
            "what the learner can do afterwards",
        ),
        must(
            "data",
            Tables(vec![
                must(
                    "name",
                    Text,
                    "手順と SQL で使う名前",
                    "name in steps and SQL",
                ),
                key(
                    "seed",
                    Id,
                    "`seeds/` のデータの id",
                    "id of a dataset under `seeds/`",
                ),
                key(
                    "file",
                    Text,
                    "自分のファイル（例: `data/x.csv`）。`seed` か `file` のどちらか一つ",
                    "the module's own file; either `seed` or `file`",
                ),
            ]),
            "使う表。なければ `data = []`",
            "its tables; `data = []` for none",
        ),
        key(
            "term",
            Tables(vec![
                must("name", Text, "言葉", "the word"),
                key("reading", Text, "読み", "how it is read"),
                must(
                    "meaning",
                    Text,
                    "意味。一文か二文",
                    "what it means, one or two sentences",
                ),
            ]),
            "用語集",
            "the glossary",
        ),
    ]
}

/// Keys of a `data` block.
pub fn data_block() -> Vec<Key> {
    use Shape::{Cells, Text, Whole};
    vec![
        must(
            "table",
            Text,
            "前書きの表の名前",
            "a table of the front matter",
        ),
        key(
            "columns",
            list(Text),
            "見せる列。書かなければすべて",
            "columns to show; default: all",
        ),
        key(
            "where",
            Cells,
            "この値の行だけを見せる",
            "only rows with these values",
        ),
        key(
            "limit",
            Whole(0, None),
            "見せる行の数",
            "at most so many rows",
        ),
        key("caption", Text, "表の上の言葉", "words above it"),
    ]
}

pub(crate) fn say() -> Key {
    must(
        "say",
        Shape::Text,
        "その誤答に返す言葉",
        "what to tell the learner",
    )
}

/// Every table of keys: where it stands, and its keys.
pub fn all() -> Vec<(&'static str, Vec<Key>)> {
    let mut tables = vec![("+++", front_matter()), ("data", data_block())];
    for kind in Kind::ALL {
        tables.extend(exercise::keys(*kind));
    }
    tables
}

/// A table of keys for the author's guide, in Japanese or English.
pub fn to_table(keys: &[Key], english: bool) -> String {
    fn rows(keys: &[Key], before: &str, english: bool, table: &mut String) {
        for key in keys {
            let (shape, meaning, must) = if english {
                (key.value.words().1, key.meaning.1, "yes")
            } else {
                (key.value.words().0, key.meaning.0, "必要")
            };
            let must = if key.required { must } else { "" };
            table.push_str(&format!(
                "| `{before}{}` | {shape} | {must} | {meaning} |\n",
                key.name
            ));
            if let Shape::Table(inner) | Shape::Tables(inner) = &key.value {
                rows(inner, &format!("{before}{}.", key.name), english, table);
            }
        }
    }
    let head = if english {
        "| key | value | required | meaning |"
    } else {
        "| 項目 | 値 | 必要か | 意味 |"
    };
    let mut table = format!("{head}\n|---|---|---|---|\n");
    rows(keys, "", english, &mut table);
    table
}
