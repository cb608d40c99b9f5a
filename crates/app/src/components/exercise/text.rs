//! `text`: give a short text.

use spec::Answer;
use spec::author::template::{OTHER_SAY, OTHER_TEXT, WRONG_SAY, WRONG_TEXT};
use spec::exercise::TextExercise;
use spec::toml::quoted;
use table::text::normalise;
use yew::prelude::*;

use super::card::{Blank, Card, kept_lines};
use super::computed::Computed;
use super::field::TextField;
use super::record::{Offer, Recorded, Solution, Solves};
use super::template::{About, hints, sql_name};
use crate::hooks::Words;

/// Whether an answer to another question means the same here.
pub(super) const TRAVELS: bool = true;

/// What the recorder offers. A further right answer joins those before.
pub(super) const OFFER: Offer = Offer {
    solution: Solves::Beside,
    starter: false,
    wrong: true,
    has_note: false,
};

/// A field for a short text.
pub(super) fn bench(_: &TextExercise, text: &str, card: &Card<'_>) -> Html {
    let Card {
        id,
        on_check,
        words,
        ..
    } = *card;
    let normal = normalise(text);
    let question = html! {
        <div class="question">
            <TextField id={format!("{id}-text")} label={words.t("question-text")} value={text.to_owned()} on_input={card.typed(Answer::Text)} on_enter={on_check.clone()} wide={true} />
            if !text.is_empty() && normal != text {
                <p class="field-note">{ words.t_with("question-read-as", &[("number", normal.into())]) }</p>
            }
        </div>
    };
    card.question(question, Some(Answer::Text))
}

/// Everything is blank, or nothing.
pub(super) fn blank(_: &TextExercise, text: &str) -> Option<Blank> {
    text.trim().is_empty().then(Blank::default)
}

/// What is still to be done.
pub(super) fn blank_words(_: &str, _: &Blank, words: &Words) -> String {
    words.t("question-incomplete-text")
}

/// An answer in short.
pub(super) fn summary(text: &str, _: Option<&TextExercise>, _: &Words) -> Html {
    kept_lines(text)
}

/// One right answer.
pub(super) fn way(exercise: &TextExercise, _: &str, words: &Words) -> Html {
    if !exercise.sql.is_empty() {
        return html! { <Computed sql={exercise.sql.clone()} unit="" /> };
    }
    html! {
        <p>{ words.t_with("question-solution-text", &[("text", exercise.accept.first().cloned().unwrap_or_default().into())]) }</p>
    }
}

/// A word that is right, or a mistake.
pub(super) fn record<'a>(exercise: &TextExercise, text: &'a str) -> Option<Recorded<'a>> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    // As answers are compared.
    let same = |text: &str| normalise(text).to_lowercase();
    let is_known = exercise
        .accept
        .iter()
        .any(|known| same(known) == same(text));
    Some(Recorded {
        block: None,
        solution: if is_known {
            Solution::Nothing
        } else {
            Solution::Accepted(text)
        },
        mistake: Some(format!("text = {}\n", quoted(text))),
    })
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    let About {
        table,
        label,
        number,
        ..
    } = about;
    format!(
        "{}「{table}」の「{number}」がいちばん大きい「{label}」はどれですか。\n\n```check\nsql = 'SELECT {} FROM {} ORDER BY {} DESC NULLS LAST LIMIT 1'\n[[wrong]]\nsay = \"{WRONG_SAY}\"\ntext = \"{WRONG_TEXT}\"\n[[wrong]]\nsay = \"{OTHER_SAY}\"\ntext = \"{OTHER_TEXT}\"\n```\n\n{}\n",
        about.head("言葉で答える"),
        sql_name(label),
        sql_name(table),
        sql_name(number),
        hints(),
    )
}
