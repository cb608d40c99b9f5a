//! The recorder: what the author did in the exercise's own bench becomes the solution, what stands there at the start,
//! or an anticipated mistake, written into the file.

mod edits;

use std::rc::Rc;

use spec::{Exercise, ExerciseKind, ModuleId};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::edits::{Part, is_something, offer};
pub(super) use self::edits::{Take, edits};
use crate::hooks::{use_exercise, use_locale};
use crate::state::progress::Asked;

/// Properties of [`Recorder`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RecorderProps {
    /// The module.
    pub(super) module: ModuleId,
    /// The exercise.
    pub(super) exercise: Rc<Exercise>,
    /// Writes it down.
    pub(super) on_take: Callback<Take>,
}

/// The buttons under an exercise's bench.
#[component]
pub(super) fn Recorder(props: &RecorderProps) -> Html {
    let words = use_locale();
    let say = use_node_ref();
    // Whatever was tried in the bench, the question may be another by now.
    let tried = Asked {
        exercise: props.exercise.id.clone(),
        ..Asked::default()
    };
    let handle = use_exercise(&props.module, tried);
    let Some(offer) = offer(&props.exercise.kind) else {
        return html! {};
    };
    let kind = &props.exercise.kind;
    let draft = handle.work.draft.clone();
    let draft = draft.filter(|draft| is_something(draft, kind));
    let take = |part: fn(String) -> Part| {
        let (props, draft, say) = (props.clone(), draft.clone(), say.clone());
        Callback::from(move |_: MouseEvent| {
            let field = say.cast::<HtmlInputElement>();
            let said = field
                .as_ref()
                .map(HtmlInputElement::value)
                .unwrap_or_default();
            let part = part(said.trim().to_owned());
            match (&part, &field) {
                // Without words it would say nothing.
                (Part::Wrong(said), Some(field)) if said.is_empty() => {
                    // A field that cannot take the focus leaves it where it is.
                    let _ = field.focus();
                    return;
                }
                (Part::Wrong(_), Some(field)) => field.set_value(""),
                _ => {}
            }
            if let Some(answer) = draft.clone() {
                props.on_take.emit(Take {
                    exercise: Rc::clone(&props.exercise),
                    answer,
                    part,
                });
            }
        })
    };
    let disabled = draft.is_none();
    let field = format!("say-{}", props.exercise.id);
    // A further right answer joins those before; elsewhere there is one.
    let (solution, note) = match props.exercise.kind {
        ExerciseKind::Text(_) => ("studio-record-accept", ""),
        ExerciseKind::Choice(_) => ("studio-record-solution", "studio-record-choice"),
        ExerciseKind::Number(_) => ("studio-record-solution", "studio-record-number"),
        _ => ("studio-record-solution", ""),
    };
    html! {
        <div class="recorder" role="group" aria-label={words.t("studio-record")}>
            <p class="recorder-title">{ words.t(if disabled { "studio-record-first" } else { "studio-record-text" }) }</p>
            if offer.solution || offer.starter {
                <div class="recorder-buttons">
                    if offer.solution {
                        <button type="button" class="button" {disabled} onclick={take(|_| Part::Solution)}>{ words.t(solution) }</button>
                    }
                    if offer.starter {
                        <button type="button" class="button-quiet" {disabled} onclick={take(|_| Part::Starter)}>{ words.t("studio-record-starter") }</button>
                    }
                </div>
            }
            if offer.wrong {
                <div class="recorder-buttons">
                    <label for={field.clone()}>{ words.t("studio-record-say") }</label>
                    <input ref={say.clone()} id={field} type="text" autocomplete="off" {disabled} />
                    <button type="button" class="button-quiet" {disabled} onclick={take(Part::Wrong)}>{ words.t("studio-record-wrong") }</button>
                </div>
            }
            if !note.is_empty() { <p class="field-note">{ words.t(note) }</p> }
        </div>
    }
}
