//! What can be wrong in a module file: one function a problem, with its words in Japanese and English.
//!
//! A problem's code, severity and meaning are a row of [`crate::code`]; the functions stand in files by the code's first
//! digit. Words of what is over a limit stand in `limits`. They are here and not in the page's
//! catalogues, because only authors read them.

pub(crate) mod data;
pub(crate) mod exercises;
pub(crate) mod front_matter;
pub(crate) mod headings;
pub(crate) mod prose;
pub(crate) mod reading;
pub(crate) mod steps;
pub(crate) mod toml;
pub(crate) mod tracks;

use spec::exercise::Kind;
use table::look::Difference;

use crate::code::Code;

/// A problem in words: Japanese and English.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) message: (String, String),
    pub(crate) hint: Option<(String, String)>,
    /// The word of the stretch that it is about, where it is only that.
    pub(crate) word: Option<String>,
}

/// A code and its message, without a hint.
pub(crate) fn problem(code: Code, ja: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem {
        code,
        message: (ja.into(), en.into()),
        hint: None,
        word: None,
    }
}

impl Problem {
    /// Puts a hint below the message.
    pub(crate) fn hint(mut self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some((ja.into(), en.into()));
        self
    }

    /// Says which word of the stretch is meant.
    fn about(mut self, word: &str) -> Self {
        self.word = Some(word.to_owned());
        self
    }

    /// A hint where there is none yet.
    fn or_hint(self, ja: &str, en: &str) -> Self {
        match self.hint {
            Some(_) => self,
            None => self.hint(ja, en),
        }
    }

    /// As [`Problem::near`], where the name may look like what was written: then the hint says in what they differ.
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

impl Problem {
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

/// The kinds of exercise by name.
fn kinds() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().map(|kind| kind.slug())
}

/// The kinds of exercise as they stand in a heading.
fn kind_classes() -> String {
    let classes: Vec<String> = kinds().map(|kind| format!(".{kind}")).collect();
    classes.join(" ")
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A sign as it is named in a sentence.
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
