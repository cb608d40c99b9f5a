//! What went wrong with a module or a zip, in the page's language.

use crate::hooks::Words;
use crate::library::added::{MOST, Refusal};

/// Why a zip was not taken.
pub(super) fn refused(words: &Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Worker(error) => error.message(words),
        Refusal::NoModule => words.t("zip-no-module"),
        Refusal::IsSite => words.t("zip-is-site"),
        Refusal::NotText { path } => words.t_with("zip-not-text", &[("path", path.into())]),
        Refusal::Mistakes {
            path,
            first,
            line,
            count,
        } => words.t_with(
            "zip-mistakes",
            &[
                ("path", path.into()),
                ("first", words.pick(first).into()),
                ("line", (*line).into()),
                ("count", (*count).into()),
            ],
        ),
        Refusal::TooMany { count } => words.t_with(
            "zip-too-many",
            &[("count", (*count).into()), ("most", MOST.into())],
        ),
        Refusal::Taken { id } => words.t_with("zip-taken", &[("id", id.into())]),
        Refusal::NotKept(detail) => words.t_with("zip-not-kept", &[("detail", detail.into())]),
    }
}
