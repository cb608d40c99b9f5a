//! `choice`: pick one or several options.

use std::rc::Rc;

use spec::Answer;
use spec::author::template::{QUESTION, RIGHT_OPTION, WHY_WRONG, WRONG_OPTION};
use spec::exercise::ChoiceExercise;
use yew::prelude::*;

use super::card::{Blank, Card};
use super::record::{Offer, Recorded, Solution, Solves};
use super::template::{About, hints};
use crate::components::prose::{Phrase, Prose};
use crate::hooks::Words;

/// Whether an answer to another question means the same here: that one has other options at the same places.
pub(super) const TRAVELS: bool = false;

/// What the recorder offers. What is said of a wrong option stands under it.
pub(super) const OFFER: Offer = Offer {
    solution: Solves::Alone,
    starter: false,
    wrong: false,
    has_note: true,
};

/// Radio buttons, or check boxes where several may be right.
pub(super) fn bench(exercise: &ChoiceExercise, picked: &[u32], card: &Card<'_>) -> Html {
    let Card {
        id, module, words, ..
    } = *card;
    let feedback = card
        .feedback
        .map_or(&[][..], |feedback| feedback.options.as_slice());
    let on_pick = card
        .on_change
        .reform(|picked| (Answer::Choice(picked), String::new()));
    let question = html! {
        <fieldset class="choice">
            <legend>{ words.t(if exercise.multiple { "question-pick-several" } else { "question-pick-one" }) }</legend>
            { for exercise.options.iter().enumerate().map(|(at, option)| {
                let position = at as u32;
                let is_picked = picked.contains(&position);
                let onchange = {
                    let (picked, on_pick, multiple) = (picked.to_vec(), on_pick.clone(), exercise.multiple);
                    Callback::from(move |_: Event| {
                        let mut next = if multiple { picked.clone() } else { Vec::new() };
                        if multiple && picked.contains(&position) {
                            next.retain(|other| *other != position);
                        } else {
                            next.insert(next.partition_point(|other| *other < position), position);
                        }
                        on_pick.emit(next);
                    })
                };
                let option_id = format!("{id}-option-{at}");
                let said = feedback.iter().find(|feedback| feedback.option == position);
                let said_id = format!("{option_id}-said");
                let class = classes!("option", is_picked.then_some("option-picked"), said.map(|said| if said.right { "option-right" } else { "option-wrong" }));
                html! {
                    <div {class} key={at}>
                        <label for={option_id.clone()}>
                            <input id={option_id} type={if exercise.multiple { "checkbox" } else { "radio" }} name={format!("{id}-options")} checked={is_picked} {onchange}
                                aria-describedby={said.map(|_| said_id.clone())} />
                            <Phrase inlines={option.text.clone()} />
                        </label>
                        if let Some(said) = said {
                            <div class="option-said" id={said_id}>
                                <p class="option-mark">{ words.t(if said.right { "question-option-right" } else { "question-option-wrong" }) }</p>
                                <Prose module={Rc::clone(module)} blocks={said.feedback.clone()} />
                            </div>
                        }
                    </div>
                }
            }) }
        </fieldset>
    };
    card.question(question, None)
}

/// Everything is blank, or nothing.
pub(super) fn blank(_: &ChoiceExercise, picked: &[u32]) -> Option<Blank> {
    picked.is_empty().then(Blank::default)
}

/// What is still to be done.
pub(super) fn blank_words(_: &[u32], _: &Blank, words: &Words) -> String {
    words.t("question-incomplete-choice")
}

/// An answer in short: the options, or their places where they are those of another question.
pub(super) fn summary(picked: &[u32], own: Option<&ChoiceExercise>, words: &Words) -> Html {
    let options = own.map_or(&[][..], |exercise| exercise.options.as_slice());
    html! {
        <ul>{ for picked.iter().map(|at| match options.get(*at as usize) {
            Some(option) => html! { <li><Phrase inlines={option.text.clone()} /></li> },
            None => html! { <li>{ words.t_with("bench-earlier-option", &[("number", (at.saturating_add(1)).into())]) }</li> },
        }) }</ul>
    }
}

/// The right options.
pub(super) fn way(exercise: &ChoiceExercise, _: &[u32], words: &Words) -> Html {
    html! {
        <>
            <p>{ words.t("question-solution-choice") }</p>
            <ul>{ for exercise.options.iter().filter(|option| option.correct).map(|option| html! { <li><Phrase inlines={option.text.clone()} /></li> }) }</ul>
        </>
    }
}

/// Which options are right.
pub(super) fn record<'a>(exercise: &ChoiceExercise, picked: &'a [u32]) -> Option<Recorded<'a>> {
    (!picked.is_empty()).then_some(Recorded {
        block: None,
        solution: Solution::Options(exercise.options.len(), picked),
        mistake: None,
    })
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    format!(
        "{}{QUESTION}\n\n- [x] {RIGHT_OPTION}\n  > そのとおりです。\n- [ ] {WRONG_OPTION}\n  > {WHY_WRONG}\n\n{}\n",
        about.head("選ぶ"),
        hints(),
    )
}
