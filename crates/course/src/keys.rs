//! Every key that an author writes in TOML, with its type and meaning: what the guide's tables and the JSON Schema are
//! made from. A test holds this list against what the parser asks for.

use spec::{ChartKind, ChartSort};

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

fn key(name: &'static str, value: Shape, ja: &'static str, en: &'static str) -> Key {
    Key {
        name,
        value,
        required: false,
        meaning: (ja, en),
    }
}

fn must(name: &'static str, value: Shape, ja: &'static str, en: &'static str) -> Key {
    Key {
        required: true,
        ..key(name, value, ja, en)
    }
}

fn list(inner: Shape) -> Shape {
    Shape::List(Box::new(inner))
}

fn one_or_more(inner: Shape) -> Shape {
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

fn say() -> Key {
    must(
        "say",
        Shape::Text,
        "その誤答に返す言葉",
        "what to tell the learner",
    )
}

/// Keys of the `check` of a `.table`.
pub fn table_check() -> Vec<Key> {
    use Shape::{Flag, Number, Tables, Text, Whole};
    vec![
        key(
            "key",
            one_or_more(Text),
            "行を見分ける列。書かなければ自動",
            "columns that identify a row; default: found",
        ),
        key(
            "columns",
            one_or_more(Text),
            "必要な列。書かなければ解答の列すべて",
            "columns that must be there; default: the solution's",
        ),
        key(
            "extra_columns",
            Flag,
            "余分な列を許すか",
            "whether further columns are welcome",
        ),
        key(
            "order",
            one_or_more(Text),
            "行の順（例: `人口 desc`）。書かなければ問わない",
            "order of the rows; default: any",
        ),
        key(
            "abs_tol",
            Number,
            "小数の許容差（絶対）。書かなければ 1e-9",
            "absolute tolerance; default 1e-9",
        ),
        key(
            "rel_tol",
            Number,
            "小数の許容差（相対）。書かなければ 1e-6。ただし解答が四捨五入する列は、その位まで見る",
            "relative tolerance; default 1e-6, but to the last digit where the solution rounds",
        ),
        key(
            "trim",
            Flag,
            "文字の前後の空白を無視するか",
            "whether outer white space is ignored",
        ),
        key(
            "must_use",
            one_or_more(Text),
            "使ってほしい手順（正誤は変わらない）",
            "verbs that should be used; never turns right into wrong",
        ),
        key(
            "max_steps",
            Whole(0, None),
            "手順の数の目安（正誤は変わらない）",
            "most steps; never turns right into wrong",
        ),
        key(
            "wrong",
            Tables(vec![
                say(),
                key("steps", Text, "誤答の手順", "the mistake as steps"),
                key(
                    "sql",
                    Text,
                    "誤答の SQL。`steps` か `sql` のどちらか一つ",
                    "the same as SQL; either `steps` or `sql`",
                ),
            ]),
            "想定誤答。二つ以上",
            "anticipated mistakes, two or more",
        ),
    ]
}

/// Keys of `chart starter` and `chart solution`; a solution needs `kind`, `x` and, but for histograms, `y`.
pub fn chart_spec() -> Vec<Key> {
    use Shape::{Text, Word};
    vec![
        key(
            "kind",
            Word(ChartKind::ALL.map(ChartKind::slug).to_vec()),
            "グラフの種類",
            "kind of chart",
        ),
        key("x", Text, "横軸の列", "column on x"),
        key(
            "y",
            Text,
            "縦軸の列（ヒストグラムにはない）",
            "column on y; none for a histogram",
        ),
        key("color", Text, "色分けの列", "column for colour"),
        key(
            "sort",
            Word(ChartSort::ALL.map(ChartSort::slug).to_vec()),
            "並べ方",
            "order of the categories",
        ),
        key("title", Text, "題名", "title"),
        key("unit", Text, "単位", "unit"),
    ]
}

/// Keys of the `check` of a `.chart`.
pub fn chart_check() -> Vec<Key> {
    use Shape::{Flag, Groups, Tables, Text, Word};
    let kinds = || Word(ChartKind::ALL.map(ChartKind::slug).to_vec());
    let sorts = || Word(ChartSort::ALL.map(ChartSort::slug).to_vec());
    let mut wrong = vec![say()];
    wrong.extend([
        key("kind", kinds(), "グラフの種類", "kind of chart"),
        key("x", Text, "横軸の列", "column on x"),
        key("y", Text, "縦軸の列", "column on y"),
        key("color", Text, "色分けの列", "column for colour"),
        key("sort", sorts(), "並べ方", "order"),
        key("unit", Text, "単位", "unit"),
    ]);
    vec![
        key(
            "kind",
            one_or_more(kinds()),
            "許す種類。書かなければ問わない（以下も同じ）",
            "kinds that suit; left out: free (so for all below)",
        ),
        key("x", one_or_more(Text), "許す横軸", "columns that suit on x"),
        key("y", one_or_more(Text), "許す縦軸", "columns that suit on y"),
        key(
            "color",
            one_or_more(Text),
            "許す色分け。`\"\"` は色分けなし",
            "columns that suit for colour; `\"\"` for none",
        ),
        key(
            "sort",
            one_or_more(sorts()),
            "許す並べ方",
            "orders that suit",
        ),
        key(
            "title",
            Flag,
            "題名が必要か",
            "whether a title must be there",
        ),
        key(
            "title_words",
            Groups,
            "題名に必要な語。中のリストはどれか一つ",
            "words the title needs; of an inner list, one",
        ),
        key(
            "unit",
            one_or_more(Text),
            "許す単位",
            "units that are right",
        ),
        key(
            "wrong",
            Tables(wrong),
            "想定誤答。書いた部分がすべてそのとおりなら返す",
            "anticipated mistakes: told when all given parts are so",
        ),
    ]
}

/// Keys of the `check` of a `.number`.
pub fn number_check() -> Vec<Key> {
    use Shape::{Number, Tables, Text};
    vec![
        must(
            "sql",
            Text,
            "正しい数を1つ返す SQL",
            "SQL that gives the right number",
        ),
        key(
            "abs_tol",
            Number,
            "許容差（絶対）。書かなければ 1e-9",
            "absolute tolerance; default 1e-9",
        ),
        key(
            "tolerance",
            Number,
            "`abs_tol` の別名",
            "another name of `abs_tol`",
        ),
        key(
            "rel_tol",
            Number,
            "許容差（相対）。書かなければ 0",
            "relative tolerance; default 0",
        ),
        key("unit", Text, "欄のうしろの単位", "unit behind the field"),
        key(
            "wrong",
            Tables(vec![
                say(),
                must(
                    "sql",
                    Text,
                    "誤答の数を返す SQL",
                    "SQL that gives the mistake",
                ),
            ]),
            "想定誤答。二つ以上",
            "anticipated mistakes, two or more",
        ),
    ]
}

/// Keys of the `check` of a `.text`.
pub fn text_check() -> Vec<Key> {
    use Shape::{Tables, Text};
    vec![
        key(
            "accept",
            one_or_more(Text),
            "正しい答え。全角と半角、大文字と小文字、前後の空白は区別しない",
            "right answers; width, case and outer space do not count",
        ),
        key(
            "sql",
            Text,
            "1列目のすべての行が正しい答えになる SQL。`accept` か `sql` が必要",
            "SQL whose first column holds right answers; `accept` or `sql` is needed",
        ),
        key(
            "wrong",
            Tables(vec![say(), must("text", Text, "誤答", "the mistake")]),
            "想定誤答。二つ以上",
            "anticipated mistakes, two or more",
        ),
    ]
}

/// Every table of keys: where it stands, and its keys.
pub fn all() -> Vec<(&'static str, Vec<Key>)> {
    vec![
        ("+++", front_matter()),
        ("data", data_block()),
        (".table check", table_check()),
        ("chart starter | solution", chart_spec()),
        (".chart check", chart_check()),
        (".number check", number_check()),
        (".text check", text_check()),
    ]
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
