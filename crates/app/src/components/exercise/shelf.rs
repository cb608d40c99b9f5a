//! Answers that were put aside: other drafts of the same question, and work on other questions under the same id. Nothing
//! is lost, the learner chooses.

use spec::exercise::Kind;
use spec::work::ExerciseWork;
use spec::{Answer, ExerciseKind};
use yew::prelude::*;

use super::kinds::{summary, travels};
use crate::hooks::Words;

/// An answer that was put aside, and in words whose it is.
type Aside<'a> = (String, &'a Answer);

/// Offers what was put aside; `on_take` takes one of the answers.
pub(crate) fn shelf(
    work: &ExerciseWork,
    kind: &ExerciseKind,
    on_take: &Callback<Answer>,
    words: &Words,
) -> Html {
    let drafts = work.shelf.iter().map(|aside| &aside.answer);
    let drafts = drafts.filter(|answer| kind.with(answer).is_some() || is_scratch(kind, answer));
    let drafts: Vec<Aside<'_>> = drafts.map(|answer| (String::new(), answer)).collect();
    let others: Vec<Aside<'_>> = work
        .others
        .iter()
        .flat_map(|other| {
            let best = other
                .best
                .iter()
                .filter(|it| other.draft.as_ref() != Some(it));
            let shelf = other.shelf.iter().map(|aside| &aside.answer);
            let answers = other.draft.iter().chain(best).chain(shelf);
            let question = &other.question;
            let of = if question.title.is_empty() {
                words.t("bench-earlier-older")
            } else {
                let named = [
                    ("module", (&question.module).into()),
                    ("title", (&question.title).into()),
                ];
                words.t_with("bench-earlier-of", &named)
            };
            answers.map(move |answer| (of.clone(), answer))
        })
        .collect();
    html! {
        <>
            { list(["bench-shelf", "bench-shelf-note"], &drafts, kind, on_take, words) }
            { list(["bench-earlier", "bench-earlier-note"], &others, kind, on_take, words) }
        </>
    }
}

/// Whether what was put aside are steps that were tried out beside a question of that kind.
pub(super) fn is_scratch(kind: &ExerciseKind, answer: &Answer) -> bool {
    let has_steps = matches!(kind.kind(), Kind::Number | Kind::Text | Kind::Choice);
    has_steps && answer.kind() == Kind::Table
}

/// A list of them under its heading; nothing where there is none.
fn list(
    [heading, note]: [&str; 2],
    asides: &[Aside<'_>],
    kind: &ExerciseKind,
    on_take: &Callback<Answer>,
    words: &Words,
) -> Html {
    if asides.is_empty() {
        return html! {};
    }
    html! {
        <details class="shelf">
            <summary>{ words.t_with(heading, &[("count", asides.len().into())]) }</summary>
            <p class="field-note">{ words.t(note) }</p>
            <ul>
                { for asides.iter().enumerate().map(|(at, (of, answer))| {
                    let is_own = of.is_empty();
                    let can_take = is_own || kind.with(answer).is_some() && travels(answer);
                    let answer = (*answer).clone();
                    html! {
                        <li key={at}>
                            <div class="shelf-draft">
                                if !is_own { <p class="field-note">{ of }</p> }
                                { summary(&answer, kind, is_own, words) }
                            </div>
                            if can_take {
                                <button type="button" class="button-quiet" onclick={on_take.reform(move |_: MouseEvent| answer.clone())}>{ words.t("bench-shelf-take") }</button>
                            }
                        </li>
                    }
                }) }
            </ul>
        </details>
    }
}
