//! The words of ama: one Fluent catalogue per language, and typed things put into sentences.
//!
//! Everything that a person reads in the page or the command line passes through a [`Locale`], except what
//! authors wrote into their modules. Catalogues stand under `i18n/<language>/`, one file per subject.

pub mod author;
mod change;
mod failure;
mod finding;
mod step;
mod told;
mod value;
mod verdict;

pub use failure::failure;
pub use finding::finding;
pub use step::{step, step_field};
pub use told::Told;
pub use value::{dtype, key, list, quoted, value, value_in};
pub use verdict::{note, right, verdict};

use std::borrow::Cow;

use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

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

/// Catalogue files, the same stems in both languages.
macro_rules! catalogues {
    ($($stem:literal),* $(,)?) => {
        /// Sources of one language's catalogue: file stem and text.
        fn sources(lang: Lang) -> Vec<(&'static str, &'static str)> {
            match lang {
                Lang::Ja => vec![$(($stem, include_str!(concat!("../i18n/ja/", $stem, ".ftl")))),*],
                Lang::En => vec![$(($stem, include_str!(concat!("../i18n/en/", $stem, ".ftl")))),*],
            }
        }
    };
}
catalogues!(
    "shell", "bench", "chart", "question", "finding", "failure", "step", "author"
);

/// The words of one language.
pub struct Locale {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    /// The catalogue of that language.
    pub fn new(lang: Lang) -> Self {
        let id: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![id]);
        // Isolation marks around parameters would show up in copied text and break searches by text.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(FluentNumber { value, .. }) => {
                Some(table::text::format_number(*value, 3))
            }
            _ => None,
        }));
        for (_, source) in sources(lang) {
            // A broken catalogue is caught by tests; at run time the readable part of it counts.
            let resource =
                FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle }
    }

    /// Its language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is a message of that id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The message of that id; the id itself when there is none.
    pub fn text(&self, id: &str) -> String {
        self.text_with(id, &[])
    }

    /// The message of that id with parameters; the id itself when there is none.
    pub fn text_with(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(id)
            .and_then(|message| message.value())
        else {
            return id.to_owned();
        };
        let mut fluent = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => fluent.set(*name, text.to_string()),
                Arg::Number(number) => fluent.set(*name, *number),
            }
        }
        self.bundle
            .format_pattern(pattern, Some(&fluent), &mut Vec::new())
            .into_owned()
    }
}
