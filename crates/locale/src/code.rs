//! Codes of wrong answers ([`spec::Feedback::codes`]) in words: for instructors, who see what a class met and not what anybody
//! wrote.

use crate::Locale;
use crate::packed::INSTRUCTORS;

/// Codes that are counted through: all of one have one sentence. Whoever has the module knows the author's own words.
const COUNTED: [&str; 2] = ["say", "option"];

/// The sentence of a code; `None` for one that this build does not know.
pub fn code(locale: &Locale, code: &str) -> Option<String> {
    let family = code.split('/').next().unwrap_or_default();
    let known = if COUNTED.contains(&family) {
        family.to_owned()
    } else {
        code.replace('/', "-")
    };
    let words = INSTRUCTORS.find(locale.lang, &format!("code-{known}"))?;
    Some(INSTRUCTORS.say(locale.lang, words, &[]))
}
