//! What the rules for readable tables ask, in the project's own words.

use super::Rule;
use crate::diagnostic::Bilingual;

impl Rule {
    /// What it asks, in our own words.
    pub fn words(self) -> Bilingual {
        let (ja, en) = match self {
            Self::Format => (
                "機械が直接読める形式（xlsx、csv、xml、ods、json）で公開する",
                "a format that machines read directly (xlsx, csv, xml, ods, json)",
            ),
            Self::OneTable => (
                "1 つのシートやファイルには、表を 1 つだけ置く",
                "one table a sheet or file",
            ),
            Self::NotCut => (
                "空の行や列で表を切らない",
                "no blank rows or columns cut the table apart",
            ),
            Self::NothingBeside => (
                "表のほかに、題・注・メモなどを置かない",
                "nothing but the table: no titles, notes or memos",
            ),
            Self::Named => (
                "すべての列に、中身の分かる名前を付ける",
                "every column has a name that says what it is",
            ),
            Self::NoPadding => (
                "見た目を整えるための空白や改行を入れない",
                "no blanks or line breaks for looks",
            ),
            Self::OneValue => ("1 つのセルには値を 1 つだけ入れる", "one value a cell"),
            Self::Characters => (
                "機械によって読めない文字を使わない",
                "no characters that depend on the machine",
            ),
            Self::BlankOrZero => (
                "0 と「値がない」を区別する",
                "zero and no value are told apart",
            ),
            Self::NoPictures => (
                "画像や図形、テキストボックスを置かない",
                "no pictures, shapes or text boxes",
            ),
            Self::NoColour => (
                "色や太字だけで意味を表さない",
                "colour and bold type carry no meaning of their own",
            ),
            Self::NotMerged => ("セルを結合しない", "no merged cells"),
            Self::NotHidden => (
                "行・列・シートを隠さない",
                "no hidden rows, columns or sheets",
            ),
            Self::OneLine => ("1 件を 1 行に書く", "one record a line"),
            Self::Quoted => (
                "カンマのある値は「\"」で囲む",
                "values with commas stand in quotes",
            ),
            Self::PlainNumbers => (
                "数のセルには数だけを入れる（¥ , % ※ などを付けない）",
                "numbers are numbers, without ¥ , % or ※",
            ),
            Self::NoDitto => (
                "「上と同じ」を空白や「〃」で表さない",
                "no blank or 〃 that means the value above",
            ),
            Self::OneName => (
                "列の名前は 1 行に書き、重ねない",
                "each column has one full name of its own, in one row",
            ),
            Self::OneSpelling => ("同じものは同じ書き方にする", "one thing is spelled one way"),
            Self::OtherApart => (
                "「その他」の内容は別の列に書く",
                "what «その他» is stands in a column of its own",
            ),
            Self::NoFormulas => ("式でなく、値を入れる", "values, not formulas"),
            Self::FirstRow => (
                "1 行目に見出し、2 行目からデータを書く",
                "names in row 1, values from row 2",
            ),
            Self::CodeTable => (
                "コードを使うときは、コード表も公開する",
                "codes come with their table",
            ),
            Self::SignsDefined => (
                "特別な記号（- や *** など）の意味を書く",
                "special signs (- or ***) are explained",
            ),
            Self::Units => ("単位を書く", "units are given"),
            Self::TimeAxis => (
                "時点は西暦か、決められたコードで書く",
                "times are Western years or standard codes",
            ),
            Self::Areas => (
                "地域は団体コードか正式な名前で書く",
                "areas have their code or official name",
            ),
            Self::SameLayout => ("毎年同じ形で公開する", "the same layout from year to year"),
            Self::Stated => (
                "定義・更新の記録・文字コードを書く",
                "definitions, history and encoding are stated",
            ),
            Self::LongForm => (
                "1 行に 1 つの値（縦長の形）で書く",
                "one observation a row (long form)",
            ),
        };
        Bilingual {
            ja: ja.to_owned(),
            en: en.to_owned(),
        }
    }
}
