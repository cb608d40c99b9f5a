//! Other drafts of the same exercise, from another tab or a work file: nothing is lost, the learner chooses.

use spec::{Answer, ExerciseKind, Mode};
use yew::prelude::*;

use super::start::fits;
use super::table::say;
use crate::hooks::Words;

/// Offers drafts that were put aside; `on_take` takes one of them.
pub(crate) fn shelf(
    shelved: &[Answer],
    kind: &ExerciseKind,
    on_take: &Callback<usize>,
    words: &Words,
) -> Html {
    let shown: Vec<(usize, &Answer)> = shelved
        .iter()
        .enumerate()
        .filter(|(_, answer)| fits(answer, kind))
        .collect();
    if shown.is_empty() {
        return html! {};
    }
    html! {
        <details class="shelf">
            <summary>{ words.t_with("bench-shelf", &[("count", shown.len().into())]) }</summary>
            <p class="field-note">{ words.t("bench-shelf-note") }</p>
            <ul>
                { for shown.into_iter().map(|(at, answer)| html! {
                    <li key={at}>
                        <div class="shelf-draft">{ summary(words, answer, kind) }</div>
                        <button type="button" class="button-quiet" onclick={on_take.reform(move |_: MouseEvent| at)}>{ words.t("bench-shelf-take") }</button>
                    </li>
                }) }
            </ul>
        </details>
    }
}

fn summary(words: &Words, answer: &Answer, kind: &ExerciseKind) -> Html {
    match answer {
        Answer::Table(answer) if answer.mode == Mode::Steps => html! {
            <ol>{ for answer.steps.iter().map(|entry| html! { <li>{ format!("{} {}", say::verb(words, entry.step.verb()), say::detail(words, &entry.step)) }</li> }) }</ol>
        },
        Answer::Table(answer) => html! { <pre class="sql"><code>{ &answer.sql }</code></pre> },
        Answer::Chart(chart) => {
            html! { <p>{ format!("{} × {} {}", chart.x, chart.y, chart.title) }</p> }
        }
        Answer::Choice(picked) => {
            let ExerciseKind::Choice(exercise) = kind else {
                return html! {};
            };
            let options = picked
                .iter()
                .filter_map(|at| exercise.options.get(*at as usize));
            html! { <ul>{ for options.map(|option| html! { <li><crate::components::prose::Phrase inlines={option.text.clone()} /></li> }) }</ul> }
        }
        Answer::Number(text) | Answer::Text(text) | Answer::Essay(text) => {
            html! { <p class="kept-lines">{ text }</p> }
        }
    }
}
