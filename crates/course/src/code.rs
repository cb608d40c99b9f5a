//! The codes of all problems. Each says in its doc comment, in Japanese and English, what it means;
//! the list in `courses/README.md` is made from them.

use spec::Severity;

macro_rules! codes {
    ($(#[doc = $ja:literal] #[doc = $en:literal] $name:ident = $text:literal $severity:ident,)*) => {
        /// Code of a problem in a module file; never reused for another meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $ja] #[doc = ""] #[doc = $en] $name,)*
        }

        impl Code {
            /// All codes in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as it is shown (`M001`).
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }

            /// What it means, in Japanese and English.
            pub fn meaning(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($ja.trim_ascii(), $en.trim_ascii())),* }
            }
        }
    };
}

codes! {
    /// ファイルの先頭に `+++` で囲んだ前書きがない。
    /// The file does not start with front matter between `+++` lines.
    FrontMatterMissing = "M001" Error,
    /// 前書きを閉じる `+++` がない。
    /// The front matter is not closed by a `+++` line.
    FrontMatterUnclosed = "M002" Error,
    /// `format` がこの版で読めない番号になっている。
    /// `format` is a number that this build cannot read.
    FormatUnknown = "M003" Error,
    /// id に半角英数字とハイフン以外の文字がある。
    /// An id has characters other than ASCII letters, digits and hyphens.
    BadId = "M004" Error,
    /// 値が決められた選択肢や範囲にない。
    /// A value is not one of those allowed.
    BadValue = "M005" Error,
    /// 値が空になっている。
    /// A value is empty.
    EmptyValue = "M006" Error,
    /// `requires` に自分自身が書かれている。
    /// A module requires itself.
    RequiresItself = "M007" Error,
    /// `[[data]]` には `seed` か `file` のどちらか一つだけを書く。
    /// A `[[data]]` entry needs exactly one of `seed` and `file`.
    DataSourceKind = "M008" Error,
    /// 同じ名前の表が二つある。
    /// Two tables have the same name.
    DuplicateTable = "M009" Error,
    /// ファイルの名前かリンクが、教材のフォルダーの外を指している。
    /// The name of a file, or a link, leads outside the module's folder.
    DataPath = "M010" Error,
    /// 用語集に同じ言葉が二つある。
    /// Two words of the glossary are the same.
    DuplicateTerm = "M011" Error,
    /// 用語集の言葉が文章に出てこない。
    /// A word of the glossary never occurs.
    UnusedTerm = "M012" Warning,
    /// TOML として読めない。
    /// Not readable as TOML.
    TomlSyntax = "M101" Error,
    /// 知らない項目が書かれている。
    /// A key is not known.
    UnknownKey = "M102" Error,
    /// 必要な項目がない。
    /// A required key is missing.
    MissingKey = "M103" Error,
    /// 値の種類がちがう（数のところに文字など）。
    /// A value has the wrong type.
    WrongType = "M104" Error,
    /// `# 題名` の見出しがない。
    /// There is no `# title` heading.
    TitleMissing = "M201" Error,
    /// `#` の見出しが二つ以上ある。
    /// There is more than one level-1 heading.
    TitleTwice = "M202" Error,
    /// 前書きの `title` と `#` の見出しがちがう。
    /// `title` and the `#` heading differ.
    TitleDiffers = "M203" Warning,
    /// 見出しに文字がない。
    /// A heading has no words.
    HeadingEmpty = "M204" Error,
    /// 見出しの段が飛んでいる。
    /// A heading skips a level.
    HeadingJump = "M205" Warning,
    /// `# 題名` より前に本文がある。
    /// There is text before the `# title`.
    TextBeforeTitle = "M206" Warning,
    /// 見出しの `.` で始まる語が知られていない。
    /// A class of a heading is not known.
    UnknownClass = "M207" Error,
    /// 練習らしい見出しに種類（`.table` など）がない。
    /// A heading that looks like an exercise has no kind (`.table` …).
    KindMissing = "M208" Error,
    /// 練習に id（`#ex1` など）がない。
    /// An exercise has no id (`#ex1` …).
    IdMissing = "M209" Error,
    /// 同じ id が二度使われている。
    /// An id is used twice.
    DuplicateId = "M210" Error,
    /// 見出しの属性が知られていない。
    /// An attribute of a heading is not known.
    UnknownAttribute = "M211" Error,
    /// 「職場で使うには」や「講師メモ」の節が二つある。
    /// There are two `.at-work` or two `.instructor` sections.
    SectionTwice = "M212" Error,
    /// 練習の見出しが `##` でない。
    /// An exercise's heading is not at level 2.
    ExerciseLevel = "M213" Error,
    /// 一つの練習に種類が二つ以上ある。
    /// An exercise has several kinds.
    SeveralKinds = "M214" Error,
    /// その種類の練習はこの版ではまだ使えない。
    /// That kind of exercise does not exist in this build yet.
    KindNotYet = "M215" Error,
    /// 練習が一つもない。
    /// The module has no exercise.
    NoExercise = "M216" Warning,
    /// 「職場で使うには」か「講師メモ」の節がない。
    /// The `.at-work` or the `.instructor` section is missing.
    SectionMissing = "M217" Warning,
    /// 練習に課題の文がない。
    /// An exercise has no task text.
    TaskMissing = "M301" Error,
    /// 練習に解答（`solution`）がない。
    /// An exercise has no solution.
    SolutionMissing = "M302" Error,
    /// 練習に `check` がない。
    /// An exercise has no `check` block.
    CheckMissing = "M303" Error,
    /// 同じ種類のブロックが一つの練習に二つある。
    /// A block stands twice in an exercise.
    BlockTwice = "M304" Error,
    /// この種類の練習では使えないブロックがある。
    /// A block does not belong to this kind of exercise.
    BlockNotHere = "M305" Error,
    /// ヒントが二つより少ない。
    /// There are fewer than two hints.
    FewHints = "M306" Warning,
    /// 想定誤答（`[[wrong]]`）が二つより少ない。
    /// There are fewer than two anticipated mistakes.
    FewWrongs = "M307" Warning,
    /// 初期状態がそのまま解答になっている。
    /// The starter is the solution already.
    StarterIsSolution = "M308" Warning,
    /// 選択肢が二つより少ない。
    /// There are fewer than two options.
    OptionsMissing = "M309" Error,
    /// 正しい選択肢が一つもない。
    /// No option is right.
    NoRightOption = "M310" Error,
    /// `.multiple` がないのに正しい選択肢が二つ以上ある。
    /// Several options are right without `.multiple`.
    SeveralRight = "M311" Error,
    /// 選択肢に返す言葉がない。
    /// An option has no feedback.
    OptionWithoutFeedback = "M312" Warning,
    /// 選択肢に `[ ]` か `[x]` がない。
    /// An option has neither `[ ]` nor `[x]`.
    OptionNotMarked = "M313" Error,
    /// 想定誤答には `steps` か `sql` のどちらか一つを書く。
    /// An anticipated mistake needs exactly one of `steps` and `sql`.
    WrongProgram = "M314" Error,
    /// グラフの想定誤答に、どこがちがうかが書かれていない。
    /// An anticipated mistake of a chart names no part.
    WrongWithoutPart = "M315" Error,
    /// 正しい答え（`accept` か `sql`）がない。
    /// There is no right answer (`accept` or `sql`).
    AnswerMissing = "M316" Error,
    /// ブロックの語（`starter`、`solution` など）が知られていない。
    /// A word behind a fence is not known.
    UnknownBlockWord = "M317" Error,
    /// 練習の外に、練習のためのブロックがある。
    /// A block of an exercise stands outside any exercise.
    BlockOutside = "M318" Error,
    /// ヒントや選択肢に文字がない。
    /// A hint or option has no words.
    EmptyPart = "M319" Error,
    /// 知らない手順の名前が書かれている。
    /// A step's verb is not known.
    UnknownVerb = "M401" Error,
    /// 手順の書き方が正しくない。
    /// A step cannot be read.
    StepSyntax = "M402" Error,
    /// 手順に埋まっていないところがある。
    /// A step is not filled in.
    StepIncomplete = "M403" Error,
    /// 手順は `from` で始まり、`from` は一度だけ書く。
    /// Steps start with `from`, and only there.
    FromFirst = "M404" Error,
    /// ここでは手順を `off` にできない。
    /// Steps cannot be switched off here.
    StepOff = "M405" Error,
    /// 手順や SQL が空になっている。
    /// Steps or SQL are empty.
    EmptyProgram = "M406" Error,
    /// HTML は使えないので取り除かれる。
    /// Raw HTML is dropped.
    HtmlDropped = "M501" Warning,
    /// `figure` に SQL がない。
    /// A figure has no SQL.
    FigureWithoutSql = "M503" Error,
    /// リンク先が `https:`、`http:`、`mailto:`、`#` のどれでもない。
    /// A link goes to something other than `https:`, `http:`, `mailto:` or `#`.
    LinkDropped = "M504" Warning,
    /// `**` が強調として読まれていない。
    /// `**` is not read as strong.
    StrongBroken = "M505" Warning,
    /// 画像が教材の `images/` フォルダーの中を指していない。
    /// A picture does not stand in the module's `images/` folder.
    ImagePath = "M506" Error,
    /// 画像に説明の文がない。
    /// A picture has no description.
    ImageWithoutWords = "M507" Error,
    /// その言葉は用語集にない。
    /// The glossary has no such word.
    UnknownTerm = "M508" Error,
    /// `《》` がふりがなとして読まれていない。
    /// `《》` is not read as a reading.
    ReadingOdd = "M509" Warning,
    /// `・` や `１．` の行は、Markdown の箇条書きではない。
    /// Lines with `・` or `１．` are no list in Markdown.
    DottedList = "M510" Warning,
    /// 表の行に、見出しより多いセルがある。
    /// A row of a table has more cells than the head.
    TableCells = "M511" Warning,
    /// 画像の書き方が Markdown の画像として読まれていない。
    /// A picture is not read as one by Markdown.
    ImageUnread = "M512" Warning,
    /// 前書きにない表の名前が使われている。
    /// A table is used that the front matter does not name.
    UnknownTable = "M601" Error,
    /// 前書きの表がどこでも使われていない。
    /// A table of the front matter is never used.
    UnusedData = "M602" Warning,
    /// `data` の `where` では `{町}` を使えない。
    /// `{町}` cannot stand in the `where` of a `data` block.
    TownInData = "M603" Error,
    /// 表のもとになるデータが見つからない。
    /// The data of a table cannot be found.
    SourceNotFound = "M604" Error,
    /// CSV として読めない。
    /// Not readable as CSV.
    CsvUnreadable = "M605" Error,
    /// 値が列の種類に合わない。
    /// A cell does not fit its column's type.
    BadCell = "M606" Error,
    /// その列は表にない。
    /// A table has no such column.
    UnknownColumn = "M607" Error,
    /// 条件に合う行が一つもない。
    /// No row meets the conditions of a `data` block.
    NoRows = "M608" Warning,
    /// 画像のファイルが見つからない。
    /// The file of a picture cannot be found.
    ImageNotFound = "M609" Error,
    /// 画像の形式が PNG、JPEG、WebP、GIF のどれでもない。
    /// A picture is none of PNG, JPEG, WebP and GIF.
    ImageFormat = "M610" Error,
    /// 画像が大きすぎる。
    /// A picture is too large.
    ImageTooLarge = "M611" Error,
    /// CSV の値を囲む「"」が閉じられていない。
    /// A `"` of a CSV file is never closed.
    CsvUnclosed = "M612" Error,
    /// CSV の値を閉じる「"」のあとに文字がある。
    /// Text follows a `"` that closes a cell of a CSV file.
    CsvAfterQuote = "M613" Error,
    /// CSV の値が「,」でない記号で区切られている。
    /// A CSV file separates cells with another sign than `,`.
    CsvSeparator = "M614" Error,
    /// CSV に、値がすべて空の行がある。
    /// A row of a CSV file has nothing but empty cells.
    CsvEmptyRow = "M615" Error,
    /// CSV の二つの列の名前が、空白か全角・半角しかちがわない。
    /// Two columns of a CSV file have names that differ only in blanks or width.
    CsvTitlesAlike = "M616" Error,
    /// CSV の列の名前の、前後の空白や離れた濁点を直して読んでいる。
    /// A column's name in a CSV file is read without blanks around it, or with marks put on their letters.
    CsvTitleTidied = "M617" Warning,
    /// CSV に、合計や注のような行がある。
    /// A row of a CSV file seems to be a total or a note.
    CsvNoRow = "M618" Warning,
    /// トラックの題名か説明に日本語（`ja`）がない。
    /// A track's title or summary has no Japanese (`ja`).
    TrackTextMissing = "M701" Error,
    /// トラックの題名か説明に英語（`en`）がない。日本語が代わりに使われる。
    /// A track's title or summary has no English (`en`); Japanese stands in for it.
    TrackEnglishMissing = "M702" Warning,
    /// トラックの `modules` に同じ教材が二度ある。
    /// A track lists a module twice.
    ListedTwice = "M703" Error,
    /// トラックの `modules` にある教材が見つからない。
    /// A track lists a module that does not exist.
    UnknownModule = "M704" Error,
    /// トラックに属する教材が `modules` に書かれていない。
    /// A module names a track that does not list it.
    ModuleNotListed = "M705" Warning,
    /// 教材の `track` を定める `track.toml` がない。
    /// No `track.toml` defines the track that a module names.
    UnknownTrack = "M706" Warning,
    /// `requires` の教材が見つからない。
    /// A module requires one that does not exist.
    RequiresUnknown = "M707" Error,
    /// `requires` をたどると自分に戻ってくる。
    /// Following `requires` leads back to the module itself.
    RequiresCycle = "M708" Error,
    /// 先に済ませておく教材が、トラックの中で後ろにある。
    /// A module comes before one that it requires, in the same track.
    RequiredLater = "M709" Warning,
    /// 同じ id の教材が二つある。
    /// Two modules have the same id.
    DuplicateModule = "M710" Error,
    /// 同じ id のトラックが二つある。
    /// Two tracks have the same id.
    DuplicateTrack = "M711" Error,
    /// `plan` の番号の取組が県の計画にない。
    /// `plan` names a measure that the prefecture's plan does not have.
    UnknownMeasure = "M712" Error,
    /// ファイルが大きすぎる。
    /// The file is too large.
    TextTooLarge = "M901" Error,
    /// 行が多すぎる。
    /// There are too many lines.
    TooManyLines = "M902" Error,
    /// 一行が長すぎる。
    /// A line is too long.
    LineTooLong = "M903" Error,
    /// 本文の表の行が多すぎる。
    /// A table in the text has too many rows.
    TableTooLong = "M904" Error,
    /// 引用や箇条書きの入れ子が深すぎる。
    /// Quotes, lists or emphasis are nested too deeply.
    NestedTooDeep = "M905" Error,
    /// 練習が多すぎる。
    /// There are too many exercises.
    TooManyExercises = "M906" Error,
    /// `[[data]]` が多すぎる。
    /// There are too many `[[data]]` entries.
    TooManyTables = "M907" Error,
    /// 手順が長すぎる。
    /// Steps are too long.
    TooManySteps = "M908" Error,
    /// 表のファイルが大きすぎる。
    /// A table's file is too large.
    DataTooLarge = "M909" Error,
    /// UTF-8 の文章として読めない。
    /// The file is no text in UTF-8.
    NotPlainText = "M910" Error,
    /// 見えない文字がある。
    /// There is a character that cannot be seen.
    HiddenCharacter = "M911" Warning,
    /// 全角の記号などが、Markdown の記号として読まれていない。
    /// A sign only looks like one of Markdown's.
    LookAlike = "M912" Error,
    /// `file` が CSV ではない。
    /// `file` is no CSV file.
    DataNotCsv = "M913" Error,
    /// 誤りと注意が多すぎて、残りは省かれている。
    /// There are so many problems that the rest is not shown.
    TooManyProblems = "M914" Error,
    /// ブロックが閉じられていない。
    /// A fenced block is not closed.
    FenceUnclosed = "M915" Error,
    /// 手順の式の、かっこの入れ子が深すぎる。
    /// Brackets of a step are nested too deeply.
    StepNestedTooDeep = "M916" Error,
    /// 題名に、書く向きを変える見えない文字がある。
    /// A title holds a sign that turns the direction of writing.
    TitleDirection = "M919" Error,
}

/// The list of codes for the author's guide, as a Markdown table.
pub fn list() -> String {
    let mut list = String::from("| 番号 | 重さ | 意味 | meaning |\n|---|---|---|---|\n");
    for code in Code::ALL {
        let (ja, en) = code.meaning();
        let severity = match code.severity() {
            Severity::Error => "誤り",
            Severity::Warning => "注意",
        };
        list.push_str(&format!(
            "| {} | {severity} | {ja} | {en} |\n",
            code.as_str()
        ));
    }
    list
}
