//! Typed outcomes in words, through the catalogue.

use locale::{Told, failure};
use spec::failure::Failure;
use yew::prelude::*;

use crate::hooks::Words;

/// Why something did not run and what to do about it, in one go.
pub(crate) fn failure_sentence(words: &Words, why: &Failure) -> String {
    sentence(words, failure(words, why))
}

/// What is so and what to do next, in one go.
pub(crate) fn sentence(words: &Words, Told { text, next }: Told) -> String {
    match next {
        Some(next) => format!("{text}{}{next}", words.t("sentence-separator")),
        None => text,
    }
}

/// The engine's own words, folded away.
pub(crate) fn failure_detail(words: &Words, failure: &Failure) -> Html {
    if failure.detail.is_empty() {
        return html! {};
    }
    html! { <details class="detail"><summary>{ words.t("bench-detail") }</summary><p class="raw">{ &failure.detail }</p></details> }
}
