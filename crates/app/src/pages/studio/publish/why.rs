//! Why nothing was made.

use crate::hooks::Words;
use crate::library::publish::PublishError;

/// The reason in the page's language.
pub(in crate::pages::studio) fn why(words: &Words, error: &PublishError) -> String {
    match error {
        PublishError::Worker(error) => error.message(words),
        PublishError::Mistakes { title } => {
            words.t_with("hand-mistakes", &[("title", title.into())])
        }
        PublishError::Unready(_) => words.t("hand-unready"),
        PublishError::Twice { id } => words.t_with("hand-twice", &[("id", id.into())]),
        PublishError::Unfinished => words.t("hand-track-unfinished"),
        PublishError::NotInTrack { track, id } => words.t_with(
            "hand-track-away",
            &[("track", track.into()), ("id", id.into())],
        ),
        PublishError::Gone(detail) => words.t_with("hand-gone", &[("detail", detail.into())]),
    }
}
