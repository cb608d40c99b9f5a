//! What can be wrong in a module file, and its words in Japanese and English.

use spec::step::text::StepErrorKind;
use table::csv::Fault;
use table::look::Difference;

use crate::bytes::Foreign;
use crate::code::Code;
use crate::csv::{self, CsvFile, Unseen};
use crate::limits::Limit;

/// One problem with its particulars.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    FrontMatterMissing,
    FrontMatterUnclosed,
    FormatUnknown {
        found: u32,
    },
    BadId {
        id: String,
    },
    BadValue {
        key: String,
        found: String,
        allowed: Vec<String>,
        near: Vec<String>,
    },
    EmptyValue {
        key: String,
    },
    RequiresItself,
    DataSourceKind,
    DuplicateTable {
        name: String,
    },
    DataPath {
        path: String,
    },
    LeadsOutside {
        path: String,
    },
    TomlSyntax {
        message: String,
        /// A sign on that line that only looks like the one that TOML wants, and that one.
        sign: Option<(char, &'static str)>,
    },
    UnknownKey {
        found: String,
        near: Vec<String>,
        known: Vec<&'static str>,
    },
    MissingKey {
        key: &'static str,
    },
    WrongType {
        key: String,
        want: Want,
    },
    TitleMissing,
    TitleTwice,
    TitleDiffers {
        title: String,
    },
    HeadingEmpty,
    HeadingJump {
        from: u8,
        to: u8,
    },
    TextBeforeTitle,
    UnknownClass {
        found: String,
        near: Vec<String>,
    },
    KindMissing,
    IdMissing {
        suggestion: String,
    },
    DuplicateId {
        id: String,
    },
    UnknownAttribute {
        found: String,
        near: Vec<String>,
    },
    SectionTwice {
        class: &'static str,
    },
    ExerciseLevel,
    SeveralKinds,
    KindNotYet {
        kind: String,
    },
    NoExercise,
    SectionMissing {
        class: &'static str,
    },
    TaskMissing,
    SolutionMissing {
        block: &'static str,
    },
    CheckMissing,
    BlockTwice {
        block: String,
    },
    BlockNotHere {
        block: String,
        kind: &'static str,
    },
    FewHints {
        count: usize,
    },
    FewWrongs {
        count: usize,
    },
    StarterIsSolution,
    OptionsMissing,
    NoRightOption,
    SeveralRight,
    OptionWithoutFeedback,
    OptionNotMarked,
    WrongProgram,
    WrongWithoutPart,
    AnswerMissing,
    UnknownBlockWord {
        found: String,
        near: Vec<String>,
        allowed: &'static [&'static str],
    },
    BlockOutside {
        block: String,
    },
    EmptyPart,
    Step(StepErrorKind),
    FromFirst {
        /// Whether the first step is something else.
        first: bool,
    },
    FrontMatterSign {
        found: String,
    },
    FrontMatterEndSign {
        found: String,
    },
    FrontMatterLate,
    FenceUnclosed,
    Indented,
    WideIndent,
    DescribedColumn {
        table: String,
        column: String,
        near: Vec<String>,
    },
    EmptyProgram,
    HtmlDropped,
    DuplicateTerm {
        name: String,
    },
    UnusedTerm {
        name: String,
    },
    ImagePath {
        path: String,
    },
    ImageWithoutWords,
    ImageUnread {
        found: String,
    },
    UnknownTerm {
        found: String,
        near: Vec<String>,
        known: Vec<String>,
    },
    ReadingOdd {
        found: String,
    },
    ImageNotFound {
        path: String,
    },
    ImageFormat {
        path: String,
        is_svg: bool,
    },
    ImageTooLarge {
        path: String,
        size: String,
        most: String,
    },
    FigureWithoutSql,
    DottedList {
        found: String,
    },
    TableCells {
        found: usize,
        want: usize,
    },
    Footnote,
    LinkDropped {
        href: String,
    },
    StrongBroken,
    UnknownTable {
        found: String,
        near: Vec<String>,
        known: Vec<String>,
    },
    UnusedData {
        name: String,
    },
    TownInData,
    SourceNotFound {
        name: String,
        source: String,
    },
    Csv {
        file: CsvFile,
        fault: Fault,
        /// What it seems to be instead of text.
        foreign: Option<Foreign>,
    },
    CsvNoRow {
        file: CsvFile,
        line: u64,
        cell: String,
    },
    TitleTidied {
        file: CsvFile,
        name: String,
        unseen: Unseen,
    },
    BadCell {
        table: String,
        line: u64,
        column: String,
        cell: String,
    },
    UnknownColumn {
        table: String,
        column: String,
        near: Vec<String>,
    },
    NoRows,
    TrackTextMissing {
        key: &'static str,
    },
    TrackEnglishMissing {
        key: &'static str,
    },
    ListedTwice {
        id: String,
    },
    UnknownModule {
        found: String,
        near: Vec<String>,
    },
    ModuleNotListed {
        id: String,
    },
    UnknownTrack {
        found: String,
        near: Vec<String>,
    },
    RequiresUnknown {
        found: String,
        near: Vec<String>,
    },
    RequiresCycle {
        way: Vec<String>,
    },
    RequiredLater {
        id: String,
        required: String,
    },
    DuplicateModule {
        id: String,
        other: String,
    },
    DuplicateTrack {
        id: String,
        other: String,
    },
    UnknownMeasure {
        found: u32,
    },
    Limit(Limit),
    NotText(Foreign),
    DataNotCsv {
        path: String,
    },
    LookAlike {
        found: String,
        want: String,
    },
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

/// A problem in words: Japanese and English.
pub(crate) struct Words {
    pub(crate) code: Code,
    pub(crate) message: (String, String),
    pub(crate) hint: Option<(String, String)>,
}

/// A code and its message, without a hint.
pub(crate) fn words(code: Code, ja: impl Into<String>, en: impl Into<String>) -> Words {
    Words {
        code,
        message: (ja.into(), en.into()),
        hint: None,
    }
}

impl Words {
    /// Puts a hint below the message.
    pub(crate) fn hint(mut self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some((ja.into(), en.into()));
        self
    }

    /// A hint where there is none yet.
    fn or_hint(self, ja: &str, en: &str) -> Self {
        match self.hint {
            Some(_) => self,
            None => self.hint(ja, en),
        }
    }

    /// As [`Words::near`], where the name may look like what was written: then the hint says in what they differ.
    fn near_to(self, written: &str, near: &[String], known: &[String]) -> Self {
        let Some(name) = near.first() else {
            return self.near(near, known);
        };
        let (mut ja, mut en) = (Vec::new(), Vec::new());
        for difference in table::look::differences(written, name) {
            let (in_ja, in_en) = match difference {
                Difference::BlankBefore => ("先頭に空白があります", "it begins with a blank"),
                Difference::BlankAfter => ("末尾に空白があります", "it ends with a blank"),
                Difference::Blank => ("空白の入れ方がちがいます", "the blanks differ"),
                Difference::Marks => (
                    "見た目は同じでも、濁点の文字の作りがちがいます",
                    "its voicing marks are characters of their own, or those written here are",
                ),
                Difference::Width => ("全角と半角がちがいます", "full width and half width differ"),
            };
            ja.push(in_ja);
            en.push(in_en);
        }
        if ja.is_empty() {
            return self.near(near, known);
        }
        self.hint(
            format!("よく似た「{name}」があります。{}", ja.join("。")),
            format!("there is `{name}`, which looks like it: {}", en.join(", ")),
        )
    }

    /// «did you mean», or else what is known.
    fn near(self, near: &[String], known: &[String]) -> Self {
        if let Some(name) = near.first() {
            self.hint(
                format!("「{name}」のことですか？"),
                format!("did you mean `{name}`?"),
            )
        } else if known.is_empty() {
            self
        } else {
            let (ja, en) = (known.join("、"), known.join("`, `"));
            self.hint(
                format!("使えるのは {ja} です"),
                format!("known here: `{en}`"),
            )
        }
    }
}

impl Words {
    /// Says that a known word belongs to another kind of exercise, or (empty) to none.
    fn only_in(self, found: &str, word: &str, kind: &str) -> Self {
        if found != word {
            return self;
        }
        if kind.is_empty() {
            return self.hint(
                format!("「.{word}」は練習でない節だけで使えます"),
                format!("`.{word}` belongs to sections without an exercise"),
            );
        }
        self.hint(
            format!("「{word}」は .{kind} の練習だけで使えます"),
            format!("`{word}` belongs to `.{kind}` exercises only"),
        )
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
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

impl Problem {
    /// Code, message and hint.
    pub(crate) fn words(&self) -> Words {
        match self {
            Self::FrontMatterMissing => {
                words(Code::FrontMatterMissing, "前書きがありません", "the front matter is missing").hint(
                    "1行目を「+++」にして、id や title を書き、もう一度「+++」で閉じます",
                    "start the file with `+++`, write `id`, `title` …, and close it with `+++`",
                )
            }
            Self::FrontMatterUnclosed => {
                words(Code::FrontMatterUnclosed, "前書きが閉じられていません", "the front matter is never closed")
                    .hint("前書きの終わりに「+++」だけの行を入れます", "put a line with only `+++` at its end")
            }
            Self::FormatUnknown { found } => words(
                Code::FormatUnknown,
                format!("format = {found} は読めません"),
                format!("`format = {found}` cannot be read"),
            )
            .hint("この版で読めるのは format = 1 です", "this build reads `format = 1`"),
            Self::BadId { id } => words(
                Code::BadId,
                format!("id「{id}」に使えない文字があります"),
                format!("the id `{id}` has characters that are not allowed"),
            )
            .hint(
                "半角の英数字とハイフンだけを使い、英字で始めます（例: ds1-03-group）",
                "use ASCII letters, digits and hyphens, a letter first (`ds1-03-group`)",
            ),
            Self::BadValue { key, found, allowed, near } => words(
                Code::BadValue,
                format!("「{key}」に「{found}」は使えません"),
                format!("`{found}` is no value for `{key}`"),
            )
            .near(near, allowed),
            Self::EmptyValue { key } => {
                words(Code::EmptyValue, format!("「{key}」が空です"), format!("`{key}` is empty"))
            }
            Self::RequiresItself => {
                words(Code::RequiresItself, "requires に自分の id があります", "the module requires itself")
            }
            Self::DataSourceKind => words(
                Code::DataSourceKind,
                "[[data]] には seed か file のどちらか一つを書きます",
                "a `[[data]]` entry needs either `seed` or `file`",
            )
            .hint(
                "seeds の表なら seed = \"mie-population\"、自分の CSV なら file = \"data/x.csv\" です",
                "`seed = \"mie-population\"` names a table of seeds, `file = \"data/x.csv\"` your own",
            ),
            Self::DuplicateTable { name } => words(
                Code::DuplicateTable,
                format!("「{name}」という表が二つあります"),
                format!("the table name `{name}` is used twice"),
            ),
            Self::DataPath { path } => words(
                Code::DataPath,
                format!("file「{path}」は教材のフォルダーの中を指していません"),
                format!("`{path}` does not stay inside the module's folder"),
            )
            .hint("「data/x.csv」のように、/ で区切って書きます", "write it like `data/x.csv`"),
            Self::LeadsOutside { path } => words(
                Code::DataPath,
                format!("「{path}」は教材のフォルダーの外を指すリンクです"),
                format!("`{path}` is a link that leads out of the module's folder"),
            )
            .hint(
                "リンクをやめて、ファイルそのものを教材のフォルダーに置きます",
                "put the file itself into the module's folder",
            ),
            Self::TomlSyntax { message, sign } => {
                let words = words(
                    Code::TomlSyntax,
                    entry_ja(message)
                        .unwrap_or_else(|| format!("TOML として読めません（{}）", toml_ja(message))),
                    format!("not readable as TOML: {message}"),
                );
                match sign {
                    Some((found, " ")) => words.hint(
                        format!("{}を半角の空白にします", sign_ja(*found)),
                        format!("write a plain space instead of {}", sign_en(*found)),
                    ),
                    Some((found, want)) if found.is_ascii() => words.hint(
                        format!("{}を「{want}」にします", sign_ja(*found)),
                        format!("write `{want}` instead of {}", sign_en(*found)),
                    ),
                    Some((found, want)) => words.hint(
                        format!("{}を半角の「{want}」にします", sign_ja(*found)),
                        format!("write `{want}` instead of {}", sign_en(*found)),
                    ),
                    None => words,
                }
            }
            Self::UnknownKey { found, near, known } => words(
                Code::UnknownKey,
                format!("「{found}」という項目はありません"),
                format!("the key `{found}` is not known"),
            )
            .near(near, &owned(known)),
            Self::MissingKey { key } => {
                let words = words(Code::MissingKey, format!("「{key}」がありません"), format!("`{key}` is missing"));
                match example(key) {
                    Some((ja, en)) => words.hint(ja, en),
                    None => words,
                }
            }
            Self::WrongType { key, want } => words(
                Code::WrongType,
                format!("「{key}」に書けるのは、{}です", want.ja()),
                format!("`{key}` has to be {}", want.en()),
            ),
            Self::TitleMissing => words(Code::TitleMissing, "「# 題名」の見出しがありません", "there is no `# title`")
                .hint("前書きのすぐ下に「# 題名」を書きます", "write `# title` right below the front matter"),
            Self::TitleTwice => {
                words(Code::TitleTwice, "「#」の見出しは一つだけです", "there is only one level-1 heading")
                    .hint("節の見出しは「##」にします", "use `##` for sections")
            }
            Self::TitleDiffers { title } => words(
                Code::TitleDiffers,
                format!("前書きの title（{title}）と見出しがちがいます"),
                format!("the heading differs from `title` (`{title}`)"),
            ),
            Self::HeadingEmpty => words(Code::HeadingEmpty, "見出しに文字がありません", "the heading has no words"),
            Self::HeadingJump { from, to } => words(
                Code::HeadingJump,
                format!("見出しの段が {from} から {to} に飛んでいます"),
                format!("heading level jumps from {from} to {to}"),
            ),
            Self::TextBeforeTitle => {
                words(Code::TextBeforeTitle, "「# 題名」より前に本文があります", "there is text before `# title`")
            }
            Self::UnknownClass { found, near } => words(
                Code::UnknownClass,
                format!("見出しの「.{found}」は知られていません"),
                format!("the class `.{found}` is not known"),
            )
            .near(near, &owned(&crate::exercise::KINDS))
            .only_in(found, "multiple", "choice")
            .only_in(found, "optional", ""),
            Self::KindMissing => words(
                Code::KindMissing,
                "練習の種類がありません",
                "the kind of the exercise is missing",
            )
            .hint(
                "見出しに .table .chart .choice .number .text .essay のどれかを付けます（例: {#ex1 .table}）",
                "add one of .table .chart .choice .number .text .essay to the heading ({#ex1 .table})",
            ),
            Self::IdMissing { suggestion } => words(
                Code::IdMissing,
                "練習に id がありません",
                "the exercise has no id",
            )
            .hint(
                format!("見出しに #{suggestion} を付けます。一度決めた id は変えません"),
                format!("add `#{suggestion}` to the heading, and never change it"),
            ),
            Self::DuplicateId { id } => {
                words(Code::DuplicateId, format!("id「{id}」が二度使われています"), format!("the id `{id}` is used twice"))
            }
            Self::UnknownAttribute { found, near } => words(
                Code::UnknownAttribute,
                format!("見出しの「{found}」は知られていません"),
                format!("the attribute `{found}` is not known"),
            )
            .near(near, &[]).only_in(found, "mode", "table"),
            Self::SectionTwice { class } => words(
                Code::SectionTwice,
                format!(".{class} の節が二つあります"),
                format!("there are two `.{class}` sections"),
            ),
            Self::ExerciseLevel => words(
                Code::ExerciseLevel,
                "練習の見出しは「##」にします",
                "an exercise starts with a `##` heading",
            ),
            Self::SeveralKinds => {
                words(Code::SeveralKinds, "一つの練習に種類が二つ以上あります", "the exercise has several kinds")
            }
            Self::KindNotYet { kind } => words(
                Code::KindNotYet,
                format!("「.{kind}」の練習はまだ使えません"),
                format!("`.{kind}` exercises do not exist yet"),
            ),
            Self::NoExercise => words(Code::NoExercise, "練習が一つもありません", "the module has no exercise"),
            Self::SectionMissing { class } => words(
                Code::SectionMissing,
                format!(".{class} の節がありません"),
                format!("there is no `.{class}` section"),
            )
            .hint(
                if *class == "at-work" {
                    "「## 職場で使うには {.at-work}」を最後に書きます"
                } else {
                    "「## 講師メモ {.instructor}」を最後に書きます"
                },
                format!("end the module with a `## … {{.{class}}}` section"),
            ),
            Self::TaskMissing => words(Code::TaskMissing, "課題の文がありません", "the exercise has no task text")
                .hint("見出しの下に、何をするかを書きます", "say below the heading what to do"),
            Self::SolutionMissing { block } => words(
                Code::SolutionMissing,
                "解答がありません",
                "the exercise has no solution",
            )
            .hint(format!("```{block} solution のブロックを書きます"), format!("add a ```{block} solution block")),
            Self::CheckMissing => words(Code::CheckMissing, "check がありません", "the exercise has no `check` block")
                .hint("```check のブロックを書きます（空でもかまわない種類もあります）", "add a ```check block"),
            Self::BlockTwice { block } => words(
                Code::BlockTwice,
                format!("「{block}」が二つあります"),
                format!("`{block}` stands there twice"),
            ),
            Self::BlockNotHere { block, kind } => words(
                Code::BlockNotHere,
                format!("「{block}」は .{kind} の練習では使いません"),
                format!("`{block}` does not belong to a `.{kind}` exercise"),
            ),
            Self::FewHints { count } => words(
                Code::FewHints,
                format!("ヒントが {count} 個です"),
                format!("there are {count} hints"),
            )
            .hint(
                "「> [!TIP]」で、広いものから具体的なものへ二つ以上書きます",
                "write two or more `> [!TIP]`, from general to specific",
            ),
            Self::FewWrongs { count } => words(
                Code::FewWrongs,
                format!("想定誤答が {count} 個です"),
                format!("there are {count} anticipated mistakes"),
            )
            .hint("check に [[wrong]] を二つ以上書きます", "write two or more `[[wrong]]` in the check"),
            Self::StarterIsSolution => words(
                Code::StarterIsSolution,
                "初期状態がそのまま解答になっています",
                "the starter is the solution already",
            ),
            Self::OptionsMissing => {
                words(Code::OptionsMissing, "選択肢が二つ以上ありません", "there are fewer than two options")
                    .hint("「- [ ] …」「- [x] …」の形で書きます", "write them as `- [ ] …` and `- [x] …`")
            }
            Self::NoRightOption => {
                words(Code::NoRightOption, "正しい選択肢がありません", "no option is marked as right")
                    .hint("正しいものを「- [x]」にします", "mark the right one with `- [x]`")
            }
            Self::SeveralRight => words(
                Code::SeveralRight,
                "正しい選択肢が二つ以上あります",
                "several options are marked as right",
            )
            .hint(
                "いくつも選ぶ問題なら、見出しに .multiple を付けます",
                "add `.multiple` to the heading if several may be picked",
            ),
            Self::OptionWithoutFeedback => words(
                Code::OptionWithoutFeedback,
                "この選択肢を選んだ人に返す言葉がありません",
                "this option has no feedback",
            )
            .hint("選択肢の下に字下げして「> …」を書きます", "write `> …` indented below it"),
            Self::OptionNotMarked => words(
                Code::OptionNotMarked,
                "選択肢に [ ] か [x] がありません",
                "the option has neither `[ ]` nor `[x]`",
            )
            .hint("「- [ ] …」「- [x] …」の形で書きます", "write it as `- [ ] …` or `- [x] …`"),
            Self::WrongProgram => words(
                Code::WrongProgram,
                "[[wrong]] には steps か sql のどちらか一つを書きます",
                "a `[[wrong]]` needs either `steps` or `sql`",
            ),
            Self::WrongWithoutPart => words(
                Code::WrongWithoutPart,
                "[[wrong]] に、まちがいの形がありません",
                "the `[[wrong]]` does not say what the mistake looks like",
            )
            .hint("kind、x、y、color、sort、unit のどれかを書きます", "give kind, x, y, color, sort or unit"),
            Self::AnswerMissing => {
                words(Code::AnswerMissing, "正しい答えがありません", "there is no right answer")
                    .hint("check に accept か sql を書きます", "give `accept` or `sql` in the check")
            }
            Self::UnknownBlockWord { found, near, allowed } => {
                let words = if found.is_empty() {
                    words(Code::UnknownBlockWord, "ブロックの役割がありません", "the block's role is missing")
                } else {
                    words(
                        Code::UnknownBlockWord,
                        format!("ブロックの「{found}」は知られていません"),
                        format!("`{found}` behind the fence is not known"),
                    )
                };
                if allowed.is_empty() {
                    words.hint("この語を消します", "take this word out")
                } else {
                    words.near(near, &owned(allowed))
                }
            }
            Self::BlockOutside { block } => words(
                Code::BlockOutside,
                format!("「{block}」が練習の外にあります"),
                format!("`{block}` stands outside any exercise"),
            )
            .hint(
                "練習の見出し（## … {#ex1 .table}）の下に置きます",
                "put it below an exercise's heading (`## … {#ex1 .table}`)",
            ),
            Self::EmptyPart => words(Code::EmptyPart, "ここに文字がありません", "there are no words here"),
            Self::Step(kind) => step_words(kind),
            Self::FromFirst { first } => words(
                Code::FromFirst,
                "手順は from で始め、from は一度だけ書きます",
                "steps start with `from`, and only there",
            )
            .hint(
                if *first {
                    "1行目に「from 表の名前」を書きます"
                } else {
                    "表をつなぐには join か union を使います"
                },
                if *first {
                    "write `from` and the table's name first"
                } else {
                    "use `join` or `union` for a second table"
                },
            ),
            Self::FrontMatterSign { found } => words(
                Code::FrontMatterMissing,
                format!("「{found}」では前書きが始まりません"),
                format!("front matter does not begin with `{found}`"),
            )
            .hint(
                "前書きを、半角の「+++」だけの行で囲みます",
                "put it between two lines that hold only `+++`",
            ),
            Self::FrontMatterEndSign { found } => words(
                Code::FrontMatterUnclosed,
                format!("「{found}」では前書きが閉じられません"),
                format!("front matter is not closed by `{found}`"),
            )
            .hint("半角の「+++」だけの行にします", "write a line with only `+++`"),
            Self::FrontMatterLate => words(
                Code::FrontMatterMissing,
                "前書きの前に何かがあります",
                "something stands before the front matter",
            )
            .hint("ファイルの1行目を「+++」にします", "the file's first line has to be `+++`"),
            Self::FenceUnclosed => words(
                Code::FenceUnclosed,
                "このブロックが閉じられていません",
                "this block is not closed",
            )
            .hint("ブロックの終わりに「```」だけの行を入れます", "put a line with only ``` at its end"),
            Self::Indented => words(
                Code::LookAlike,
                "行頭の空白が多すぎて、文字のまま読まれます",
                "the line is indented so far that it is read as plain text",
            )
            .hint("行頭の空白（タブ）を消します", "take the spaces or the tab at its beginning out"),
            Self::WideIndent => words(
                Code::LookAlike,
                "行頭の全角の空白は字下げになりません",
                "full-width spaces do not indent a line",
            )
            .hint("半角の空白二つにします", "use two plain spaces"),
            Self::DescribedColumn { table, column, near } => words(
                Code::UnknownColumn,
                format!("表「{table}」の説明（.toml）にある列「{column}」が、CSV にありません"),
                format!("the description of `{table}` names the column `{column}`, which the CSV file does not have"),
            )
            .near_to(column, near, &[]),
            Self::EmptyProgram => words(Code::EmptyProgram, "中身が空です", "it is empty"),
            Self::HtmlDropped => words(Code::HtmlDropped, "HTML は取り除かれます", "raw HTML is dropped")
                .hint("Markdown で書きます。行を改めるには行末に \\ を置きます", "use Markdown; `\\` at a line's end breaks the line"),
            Self::DuplicateTerm { name } => words(
                Code::DuplicateTerm,
                format!("用語集に「{name}」が二つあります"),
                format!("the glossary has `{name}` twice"),
            ),
            Self::UnusedTerm { name } => words(
                Code::UnusedTerm,
                format!("用語集の「{name}」が文章に出てきません"),
                format!("the word `{name}` of the glossary never occurs"),
            )
            .hint(
                "漢字やカタカナの続きの一部は数えません。文章では [言葉](term) とも書けます",
                "a part of a longer word does not count; `[word](term)` names it explicitly",
            ),
            Self::ImagePath { path } if image_sign(path).is_some() => {
                let sign = image_sign(path).unwrap_or_default();
                words(
                    Code::ImagePath,
                    format!("画像の名前に「{sign}」は使えません（{path}）"),
                    format!("the name of a picture cannot have `{sign}` in it (`{path}`)"),
                )
                .hint("ファイルの名前を変えます", "give the file another name")
            }
            Self::ImagePath { path } => words(
                Code::ImagePath,
                format!("画像「{path}」は教材の images フォルダーの中にありません"),
                format!("the picture `{path}` is not in the module's `images` folder"),
            )
            .hint(
                "ファイルを教材の images フォルダーに置き、「images/x.png」のように書きます。よそのサイトの画像は使えません",
                "put the file there and write `images/x.png`; pictures of other sites are never fetched",
            ),
            Self::ImageWithoutWords => words(
                Code::ImageWithoutWords,
                "画像に説明がありません",
                "the picture has no description",
            )
            .hint(
                "![何が写っているか](images/x.png) のように、見えない人に伝わる文を書きます",
                "say what it shows: `![what it shows](images/x.png)`",
            ),
            Self::ImageUnread { found } => words(
                Code::ImageUnread,
                format!("画像になっていません（{found}）"),
                format!("this is not read as a picture (`{found}`)"),
            )
            .hint(
                "空白や半角のかっこのある名前は < > で囲みます（例: ![説明](<images/棒 写真.png> \"題\")）。] と ( の間には何も入れません",
                "put a name with blanks or brackets between `<` and `>`: `![what it shows](<images/a b.png> \"caption\")`; nothing stands between `]` and `(`",
            ),
            Self::UnknownTerm { found, near, known } => words(
                Code::UnknownTerm,
                format!("「{found}」は用語集にありません"),
                format!("the glossary has no `{found}`"),
            )
            .near_to(found, near, known)
            .or_hint("前書きに [[term]] で name と meaning を書きます", "add it to the front matter as `[[term]]`"),
            Self::ReadingOdd { found } => words(
                Code::ReadingOdd,
                format!("「{found}」はふりがなになっていません"),
                format!("`{found}` is not read as a reading"),
            )
            .hint(
                "「｜言葉《よみ》」と書きます。ただの《 》なら、前に \\ を置きます",
                "write `｜言葉《よみ》`; where plain brackets are meant, put `\\` before them",
            ),
            Self::ImageNotFound { path } => words(
                Code::ImageNotFound,
                format!("画像「{path}」が見つかりません"),
                format!("the picture `{path}` cannot be found"),
            ),
            Self::ImageFormat { path, is_svg } => words(
                Code::ImageFormat,
                format!("画像「{path}」は使えない形式です"),
                format!("the picture `{path}` is of a kind that cannot be used"),
            )
            .hint(
                if *is_svg {
                    "SVG は中に命令を書けるので使えません。PNG に書き出します"
                } else {
                    "PNG、JPEG、WebP、GIF が使えます"
                },
                if *is_svg {
                    "SVG may hold scripts and is refused: export it as PNG"
                } else {
                    "PNG, JPEG, WebP and GIF are read"
                },
            ),
            Self::ImageTooLarge { path, size, most } => words(
                Code::ImageTooLarge,
                format!("画像「{path}」が大きすぎます（{size}）"),
                format!("the picture `{path}` is too large ({size})"),
            )
            .hint(format!("{most} までに縮めます"), format!("shrink it to {most} at most")),
            Self::FigureWithoutSql => {
                words(Code::FigureWithoutSql, "figure に SQL がありません", "the figure has no SQL").hint(
                    "[274,537](figure \"SELECT …\") のように書きます",
                    "write it as [274,537](figure \"SELECT …\")",
                )
            }
            Self::LinkDropped { href } => words(
                Code::LinkDropped,
                format!("リンク先「{href}」は使えません。文だけが残ります"),
                format!("the link to `{href}` is dropped; its words stay"),
            )
            .hint("https:、http:、mailto:、# で始めます", "start it with https:, http:, mailto: or #"),
            Self::DottedList { found } => words(
                Code::DottedList,
                format!("「{found}」で始まる行は箇条書きになりません。行を分けて示すだけです"),
                format!("lines that begin with `{found}` are no list; they are only kept apart"),
            )
            .hint(
                "箇条書きは行の初めを「- 」、番号付きは「1. 」にします",
                "begin the items of a list with `- `, or with `1. ` where they are numbered",
            ),
            Self::TableCells { found, want } => words(
                Code::TableCells,
                format!("表の行にセルが {found} 個あります。見出しは {want} 個なので、余りは消えます"),
                format!("the row has {found} cells and the head {want}: those beyond are dropped"),
            )
            .hint(
                "「|」を文字として書くときは、`…` の中でも「\\|」と書きます",
                "write `\\|` for a bar that is text, inside `…` too",
            ),
            Self::Footnote => words(Code::LinkDropped, "脚注（[^1]）は使えません", "there are no footnotes (`[^1]`)")
                .hint("本文にかっこで書き添えます", "put the words into the text, in brackets"),
            Self::StrongBroken => {
                words(Code::StrongBroken, "「**」が強調になっていません", "`**` is not read as strong").hint(
                    "** のすぐ内側の空白を消します。英字にはさまれた記号は ** の外に出します",
                    "no space directly inside the `**`; between Western letters, move signs out of it",
                )
            }
            Self::UnknownTable { found, near, known } => words(
                Code::UnknownTable,
                format!("「{found}」という表は前書きにありません"),
                format!("the front matter names no table `{found}`"),
            )
            .near_to(found, near, known),
            Self::UnusedData { name } => words(
                Code::UnusedData,
                format!("表「{name}」はどこでも使われていません"),
                format!("the table `{name}` is never used"),
            ),
            Self::TownInData => words(
                Code::TownInData,
                "data の where では {町} を使えません",
                "`{町}` cannot stand in the `where` of a `data` block",
            )
            .hint(
                "ここの行は教材を作るときに決まります。町の名前を書くか、練習で絞ってもらいます",
                "these rows are fixed when the course is built: name a town, or let the learner filter",
            ),
            Self::SourceNotFound { name, source } => words(
                Code::SourceNotFound,
                format!("表「{name}」のデータ「{source}」が見つかりません"),
                format!("the data `{source}` of the table `{name}` cannot be found"),
            )
            .hint(
                "名前のつづりと、CSV が教材のフォルダーの中にあるかを確かめます",
                "check the spelling, and that the file lies in the module's folder",
            ),
            Self::Csv { file, fault, foreign } => csv::fault_words(file, fault, *foreign),
            Self::CsvNoRow { file, line, cell } => csv::no_row_words(file, *line, cell),
            Self::TitleTidied { file, name, unseen } => csv::tidied_words(file, name, *unseen),
            Self::BadCell { table, line, column, cell } => words(
                Code::BadCell,
                format!("表「{table}」の {line} 行目、「{column}」の「{cell}」は列の種類に合いません"),
                format!("`{cell}` in line {line} of column `{column}` of `{table}` does not fit the column's type"),
            ),
            Self::UnknownColumn { table, column, near } => words(
                Code::UnknownColumn,
                format!("表「{table}」に「{column}」という列はありません"),
                format!("the table `{table}` has no column `{column}`"),
            )
            .near_to(column, near, &[]),
            Self::NoRows => words(Code::NoRows, "条件に合う行がありません", "no row meets the conditions"),
            Self::TrackTextMissing { key } => words(
                Code::TrackTextMissing,
                format!("「{key}」に日本語（ja）がありません"),
                format!("`{key}` has no Japanese (`ja`)"),
            )
            .hint(
                format!("{key} = {{ ja = \"…\", en = \"…\" }} のように書きます"),
                format!("write it as {key} = {{ ja = \"...\", en = \"...\" }}"),
            ),
            Self::TrackEnglishMissing { key } => words(
                Code::TrackEnglishMissing,
                format!("「{key}」に英語（en）がないので、英語の画面にも日本語が出ます"),
                format!("`{key}` has no English (`en`), so Japanese is shown in its place"),
            ),
            Self::ListedTwice { id } => words(
                Code::ListedTwice,
                format!("教材「{id}」が modules に二度あります"),
                format!("the module `{id}` is listed twice"),
            ),
            Self::UnknownModule { found, near } => words(
                Code::UnknownModule,
                format!("「{found}」という教材はありません"),
                format!("there is no module `{found}`"),
            )
            .near(near, &[]),
            Self::ModuleNotListed { id } => words(
                Code::ModuleNotListed,
                format!("教材「{id}」はこのトラックに属していますが、modules にありません"),
                format!("the module `{id}` belongs to this track but is not listed"),
            )
            .hint(
                format!("学ぶ順の場所に \"{id}\" を書きます。書かなければ最後に並びます"),
                format!("put `{id}` where it is to be learned; unlisted modules come last"),
            ),
            Self::UnknownTrack { found, near } => words(
                Code::UnknownTrack,
                format!("「{found}」というトラックの track.toml がありません"),
                format!("no `track.toml` defines the track `{found}`"),
            )
            .near(near, &[]),
            Self::RequiresUnknown { found, near } => words(
                Code::RequiresUnknown,
                format!("requires の「{found}」という教材はありません"),
                format!("the required module `{found}` does not exist"),
            )
            .near(near, &[]),
            Self::RequiresCycle { way } => words(
                Code::RequiresCycle,
                format!("requires が一回りしています（{}）", way.join(" → ")),
                format!("`requires` leads back to the module itself: {}", way.join(" > ")),
            )
            .hint(
                "どれか一つの requires から外します",
                "take one of them out of a `requires`",
            ),
            Self::RequiredLater { id, required } => words(
                Code::RequiredLater,
                format!("「{id}」より先に済ませる「{required}」が、後ろに並んでいます"),
                format!("`{id}` comes before `{required}`, which it requires"),
            ),
            Self::DuplicateModule { id, other } => words(
                Code::DuplicateModule,
                format!("教材の id「{id}」は {other} でも使われています"),
                format!("the module id `{id}` is used by {other} as well"),
            ),
            Self::DuplicateTrack { id, other } => words(
                Code::DuplicateTrack,
                format!("トラックの id「{id}」は {other} でも使われています"),
                format!("the track id `{id}` is used by {other} as well"),
            ),
            Self::UnknownMeasure { found } => words(
                Code::UnknownMeasure,
                format!("取組 {found} は県の計画にありません"),
                format!("the plan has no measure {found}"),
            )
            .hint(
                "番号は 1 から 33 までです（seeds/mie-plan）",
                "measures are numbered 1 to 33 (seeds/mie-plan)",
            ),
            Self::Limit(limit) => limit.words(),
            Self::NotText(foreign) => foreign.words(),
            Self::DataNotCsv { path } => words(
                Code::DataNotCsv,
                format!("file「{path}」は CSV ではありません"),
                format!("`{path}` is no CSV file"),
            )
            .hint(
                "Excel なら「CSV UTF-8（コンマ区切り）」で保存し、その名前を書きます",
                "save it as `CSV UTF-8` and give that name (`data/x.csv`)",
            ),
            Self::LookAlike { found, want } => lookalike_words(found, want),
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

/// A sign in the name of a picture in its right place that means something else in addresses.
fn image_sign(path: &str) -> Option<char> {
    let name = path.strip_prefix("images/")?;
    name.chars()
        .find(|c| matches!(c, '#' | '?' | '%' | '*' | ':'))
}

fn lookalike_words(found: &str, want: &str) -> Words {
    let sign = want.trim_end();
    let ja = found.replace('\u{3000}', "（全角の空白）");
    let words = words(
        Code::LookAlike,
        format!("「{ja}」は記号として読まれません"),
        format!("`{found}` is read as plain text"),
    );
    if want.ends_with(' ') {
        words.hint(
            format!("半角の「{sign}」のあとに、半角の空白を一つ置きます"),
            format!("write `{sign}` and a space behind it"),
        )
    } else {
        words.hint(format!("「{sign}」と書きます"), format!("write `{sign}`"))
    }
}

fn sign_ja(sign: char) -> String {
    match sign {
        '\u{3000}' => "全角の空白".into(),
        '\u{a0}' => "改行しない空白（U+00A0）".into(),
        _ => format!("「{sign}」"),
    }
}

fn sign_en(sign: char) -> String {
    match sign {
        '\u{3000}' => "the full-width space (`U+3000`)".into(),
        '\u{a0}' => "the no-break space (`U+00A0`)".into(),
        _ => format!("`{sign}`"),
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

/// What a field of a step holds.
fn field_ja(field: &str) -> &str {
    match field {
        "table" => "表",
        "columns" => "列",
        "predicate" => "条件",
        "by" => "並べ替える列",
        "keys" => "まとめる列",
        "aggs" => "集計",
        "pairs" => "新しい名前",
        "n" => "行の数",
        "on" => "つなぐ列",
        "index" => "残す列",
        "values" => "値の列",
        "value" => "値",
        "name" => "名前",
        other => other,
    }
}

/// The verb for what somebody wrote in Japanese.
fn verb_meant(found: &str) -> Option<&'static str> {
    [
        ("絞", "filter"),
        ("抽出", "filter"),
        ("並", "sort"),
        ("集計", "group_by"),
        ("グループ", "group_by"),
        ("選", "select"),
        ("結合", "join"),
        ("重複", "unique"),
        ("先頭", "head"),
        ("末尾", "tail"),
        ("計算", "with_columns"),
        ("追加", "with_columns"),
    ]
    .into_iter()
    .find_map(|(part, verb)| found.contains(part).then_some(verb))
}

/// Words for problems of steps.
fn step_words(kind: &StepErrorKind) -> Words {
    let at_end = ("行の終わり", "the end of the line");
    let shown = |found: &str| {
        if found.is_empty() {
            (at_end.0.to_owned(), at_end.1.to_owned())
        } else {
            (format!("「{found}」"), format!("`{found}`"))
        }
    };
    match kind {
        StepErrorKind::UnknownVerb { found, near } => words(
            Code::UnknownVerb,
            format!("「{found}」という手順はありません"),
            format!("there is no step `{found}`"),
        )
        .near(
            &verb_meant(found).map_or_else(|| near.clone(), |verb| vec![verb.to_owned()]),
            &owned(&spec::Step::VERBS),
        ),
        StepErrorKind::Missing { verb, field } => words(
            Code::StepIncomplete,
            format!("{verb} の「{}」が埋まっていません", field_ja(field)),
            format!("`{field}` of `{verb}` is not filled in"),
        ),
        StepErrorKind::ExpectedName { found } => {
            let (ja, en) = shown(found);
            words(
                Code::StepSyntax,
                format!("ここには列か表の名前を書きます（{ja}があります）"),
                format!("a name has to stand here, found {en}"),
            )
            .hint(
                "空白や記号のある名前は \" で囲みます（例: \"総面積(km²)\"）",
                "put names with spaces or signs between quotes (`\"総面積(km²)\"`)",
            )
        }
        StepErrorKind::Expected { want, found } => {
            let (ja, en) = shown(found);
            words(
                Code::StepSyntax,
                format!(
                    "ここには {} を書きます（{ja}があります）",
                    want.join(" か ")
                ),
                format!("expected `{}`, found {en}", want.join("` or `")),
            )
        }
        StepErrorKind::ExpectedCount { found } => {
            let (ja, en) = shown(found);
            words(
                Code::StepSyntax,
                format!("ここには行の数を書きます（{ja}があります）"),
                format!("a number of rows has to stand here, found {en}"),
            )
        }
        StepErrorKind::LargeCount { found } => words(
            Code::StepSyntax,
            format!("行の数「{found}」は大きすぎて読めません"),
            format!("`{found}` rows are more than can be read"),
        )
        .hint(
            "表の行の数までで足ります",
            "the number of rows of the table is enough",
        ),
        StepErrorKind::Trailing { found } => {
            let words = words(
                Code::StepSyntax,
                format!("「{found}」が余っています"),
                format!("the step ends before `{found}`"),
            );
            let is_direction = |names: [&str; 4]| names.iter().any(|name| found.starts_with(name));
            if is_direction(["descending", "降順", "大きい", "多い"]) {
                words.hint("大きい順は desc と書きます", "write `desc` for descending")
            } else if is_direction(["ascending", "昇順", "小さい", "少ない"]) {
                words.hint("小さい順なら何も付けません", "ascending needs no word")
            } else {
                words.hint("名前と名前の間は , で区切ります", "separate names with `,`")
            }
        }
        StepErrorKind::Unclosed { open } => words(
            Code::StepSyntax,
            format!("「{open}」が閉じられていません"),
            format!("`{open}` is never closed"),
        ),
        StepErrorKind::FullWidth { found, want } => words(
            Code::StepSyntax,
            format!("全角の「{found}」は区切りになりません"),
            format!("the full-width `{found}` does not separate"),
        )
        .hint(
            format!("半角の「{want}」にします。名前の一部なら、名前を \" で囲みます"),
            format!("write `{want}`; if it belongs to a name, put the name between quotes"),
        ),
        StepErrorKind::Off => words(
            Code::StepOff,
            "ここでは手順を off にできません",
            "steps cannot be switched off here",
        ),
    }
}
