//! `essay`: write freely; kept in the work file, never graded.

use spec::Answer;
use spec::exercise::EssayExercise;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::card::{Blank, Card, kept_lines};
use super::record::{Offer, Recorded};
use super::template::About;
use crate::hooks::Words;

/// Whether an answer to another question means the same here.
pub(super) const TRAVELS: bool = true;

/// What the recorder offers.
pub(super) const OFFER: Offer = Offer::NOTHING;

/// A field for free writing.
pub(super) fn bench(_: &EssayExercise, text: &str, card: &Card<'_>) -> Html {
    let Card { id, words, .. } = *card;
    let oninput = card
        .typed(Answer::Essay)
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let note = format!("{id}-essay-note");
    html! {
        <>
        <div class="bench-tools">
        <div class="question">
            <label for={format!("{id}-essay")}>{ words.t("question-essay") }</label>
            <textarea id={format!("{id}-essay")} class="essay" rows="8" value={text.to_owned()} {oninput} aria-describedby={note.clone()} />
            <p class="field-note" id={note}>{ words.t_with("question-essay-note", &[("letters", text.chars().filter(|c| !c.is_whitespace()).count().into())]) }</p>
        </div>
        </div>
        { card.tables() }
        </>
    }
}

/// Nothing is done yet while nothing is written.
pub(super) fn blank(_: &EssayExercise, text: &str) -> Option<Blank> {
    text.trim().is_empty().then(Blank::default)
}

/// What is still to be done.
pub(super) fn blank_words(_: &str, _: &Blank, words: &Words) -> String {
    words.t("question-incomplete-text")
}

/// An answer in short.
pub(super) fn summary(text: &str, _: Option<&EssayExercise>, _: &Words) -> Html {
    kept_lines(text)
}

/// There is no author's way.
pub(super) fn way(_: &EssayExercise, _: &str, _: &Words) -> Html {
    html! {}
}

/// Nothing is written down.
pub(super) fn record(_: &EssayExercise, _: &str) -> Option<Recorded<'static>> {
    None
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    format!(
        "{}自分の職場で使えそうなことを書いてください。\n\n",
        about.head("書いてみる")
    )
}
