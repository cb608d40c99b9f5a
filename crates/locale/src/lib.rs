//! The words of ama: one Fluent catalogue per language, and typed things put into sentences.
//!
//! Everything that a person reads in the page or the command line passes through a [`Locale`], except what
//! authors wrote into their modules. Catalogues stand under `i18n/<language>/`, one file per subject, in Fluent; the
//! build script packs whatever is there.
//!
//! # Invariants
//!
//! - May use `spec` and `table`; no crate below it holds a sentence for learners, and it decides nothing: the same typed thing
//!   gives the same sentence.
//! - Both languages have the same messages with the same parameters; every id that code names is there (`tests/catalogues.rs`).
//! - Nothing here fails: an id without a message is shown as itself.
//! - Catalogues that a lazy part of the page needs come with it: no sentence that is said before stands in them (`build.rs`).

pub mod author;
mod change;
mod code;
mod codes;
mod failure;
mod finding;
#[cfg(test)]
#[path = "../build/pack.rs"]
mod pack;
mod packed;
mod step;
mod told;
mod value;
mod verdict;

pub use code::code;
pub use failure::{failure, step_note};
pub use finding::{audit_place, finding, unread};
pub use step::{step, step_field, step_in_excel, step_word};
pub use told::Told;
pub use value::{dtype, is_label, key, list, quoted, value, value_in};
pub use verdict::{headline, note, right, verdict};

use std::borrow::Cow;

use packed::{CATALOGUE, Catalogue, LAZY};

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Japanese, the first language.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a tag (`ja`, `en-US`); Japanese for any other.
    pub fn of_tag(tag: &str) -> Self {
        if tag
            .split(['-', '_'])
            .next()
            .is_some_and(|language| language.eq_ignore_ascii_case("en"))
        {
            Self::En
        } else {
            Self::Ja
        }
    }
}

/// A parameter of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Text, shown as it is.
    Text(Cow<'a, str>),
    /// A number, shown with thousands commas and usable in plural selectors.
    Number(f64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

macro_rules! number_args {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Arg<'_> {
            fn from(number: $kind) -> Self {
                Self::Number(number as f64)
            }
        }
    )*};
}
number_args!(u8, i8, u32, i32, u64, i64, usize, f64);

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Locale {
    lang: Lang,
}

impl Locale {
    /// The catalogue of that language.
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// Its language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is a message of that id.
    pub fn has(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    /// The message of that id; the id itself when there is none.
    pub fn text(&self, id: &str) -> String {
        self.text_with(id, &[])
    }

    /// The message of that id with parameters; the id itself when there is none.
    pub fn text_with(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        match self.find(id) {
            Some((catalogue, words)) => catalogue.say(self.lang, words, args),
            None => id.to_owned(),
        }
    }

    /// The words of a message and the catalogue that has them.
    fn find(&self, id: &str) -> Option<(&'static Catalogue<'static>, &'static str)> {
        std::iter::once(&CATALOGUE)
            .chain(&LAZY)
            .find_map(|catalogue| Some((catalogue, catalogue.find(self.lang, id)?)))
    }
}
