//! What went wrong with a module or a zip, in the page's language.

use crate::hooks::Words;
use crate::library::added::Refusal;
use crate::library::desk::DeskError;

/// Why something was not done.
pub(super) fn said(words: &Words, error: &DeskError) -> String {
    match error {
        DeskError::Engine(error) => error.message(words),
        DeskError::Refused(reason) => words.pick(reason),
        DeskError::Fetch(detail) => {
            words.t_with("studio-fetch-failed", &[("detail", detail.into())])
        }
    }
}

/// Why a zip was not taken.
pub(super) fn refused(words: &Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Desk(error) => said(words, error),
        Refusal::NoModule => words.t("zip-no-module"),
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
        Refusal::Taken { id } => words.t_with("zip-taken", &[("id", id.into())]),
        Refusal::NotKept(detail) => words.t_with("zip-not-kept", &[("detail", detail.into())]),
    }
}
