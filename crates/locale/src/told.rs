//! What is told about one thing: what is so, and one next action.

use crate::{Arg, Locale};

/// One thing in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is so.
    pub text: String,
    /// What to do next, where there is something to do.
    pub next: Option<String>,
}

impl Told {
    /// The message of that id and, where there is one, its next action, the message `<id>-next`.
    pub(crate) fn of(locale: &Locale, id: &str, args: &[(&str, Arg<'_>)]) -> Self {
        let next = format!("{id}-next");
        Self {
            text: locale.text_with(id, args),
            next: locale.has(&next).then(|| locale.text_with(&next, args)),
        }
    }

    /// Another sentence behind the text.
    pub(crate) fn and(mut self, locale: &Locale, sentence: Option<String>) -> Self {
        if let Some(sentence) = sentence {
            self.text = sentences(locale, [self.text, sentence]);
        }
        self
    }

    /// Another sentence before the text.
    pub(crate) fn after(mut self, locale: &Locale, sentence: String) -> Self {
        self.text = sentences(locale, [sentence, self.text]);
        self
    }
}

/// Sentences one after the other.
pub(crate) fn sentences(locale: &Locale, sentences: impl IntoIterator<Item = String>) -> String {
    let sentences: Vec<String> = sentences
        .into_iter()
        .filter(|sentence| !sentence.is_empty())
        .collect();
    sentences.join(&locale.text("sentence-separator"))
}
