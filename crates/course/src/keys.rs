//! Every key that an author writes in TOML, with its type and meaning: what the guide's tables and the JSON Schema are
//! made from; those of a kind of exercise stand in the kind's file. A test holds them against what the parser asks for.

pub(crate) mod key;

use spec::exercise::Kind;

use self::key::{key, list, must};
use crate::exercise;
use crate::front_matter::{AUDIENCES, PLAN_MEASURES};

pub use self::key::{Key, Shape};

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
