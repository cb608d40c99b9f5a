//! The recorder: what the author did in the exercise's own bench becomes the solution, what stands there at the start,
//! or an anticipated mistake, written into the file.

mod edits;

use std::rc::Rc;

use protocol::{LessonRequest, Response, StepOutcome, StepReport, Window};
use spec::{Answer, Exercise, ModuleId, Verdict};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::edits::Target;
pub(super) use self::edits::{Take, edits};
use crate::components::exercise::record::{Offer, Solves};
use crate::components::exercise::{offer, record};
use crate::hooks::{use_engine, use_exercise, use_locale};
use crate::state::engine::EngineHandle;
use crate::state::progress::Asked;

/// Why an answer is not written down.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Refusal {
    /// That step (from 1) does not run.
    Step(usize),
    /// The query does not run.
    Query,
    /// It is right, and was to be a mistake.
    Right,
    /// Something is not filled in yet.
    Incomplete,
}

/// Whether an answer can be what it is to become. What stands there at the start may be anything: learners mend it. Where
/// the engine cannot be asked, the author's tests say it later.
async fn judge(engine: &EngineHandle, take: &Take) -> Option<Refusal> {
    if take.target == Target::Starter {
        return None;
    }
    if let Some(answer) = take.answer.table() {
        let program = answer.program();
        let window = Window { offset: 0, len: 1 };
        let ran = engine.request(LessonRequest::Run { program, window }).await;
        if let Ok((Response::Ran(report), _)) = ran {
            let failed = |step: &StepReport| matches!(step.outcome, StepOutcome::Failed(_));
            if let Some(at) = report.steps.iter().position(failed) {
                return Some(Refusal::Step(at + 1));
            }
            if report.failure.is_some() {
                return Some(Refusal::Query);
            }
        }
    }
    if !matches!(take.target, Target::Wrong(_)) {
        return None;
    }
    let request = LessonRequest::Grade {
        exercise: take.exercise.id.clone(),
        answer: take.answer.clone(),
        attempt: 1,
    };
    match engine.request(request).await {
        Ok((Response::Graded(Verdict::Correct { .. }), _)) => Some(Refusal::Right),
        Ok((Response::Graded(Verdict::Incomplete { .. }), _)) => Some(Refusal::Incomplete),
        _ => None,
    }
}

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
    let engine = use_engine();
    let say = use_node_ref();
    // What was not written down, and why; it goes when something else stands in the bench.
    let refused = use_state(|| None::<(Answer, Refusal)>);
    // Whatever was tried in the bench, the question may be another by now.
    let tried = Asked {
        exercise: props.exercise.id.clone(),
        ..Asked::default()
    };
    let handle = use_exercise(&props.module, tried);
    let kind = &props.exercise.kind;
    let offer = offer(kind.kind());
    if offer == Offer::NOTHING {
        return html! {};
    }
    let draft = handle.work.draft.clone();
    let draft = draft.filter(|draft| kind.with(draft).and_then(record).is_some());
    let take = |target: fn(String) -> Target| {
        let (props, draft, say) = (props.clone(), draft.clone(), say.clone());
        let (engine, refused) = (engine.clone(), refused.setter());
        Callback::from(move |_: MouseEvent| {
            let field = say.cast::<HtmlInputElement>();
            let said = field
                .as_ref()
                .map(HtmlInputElement::value)
                .unwrap_or_default();
            let target = target(said.trim().to_owned());
            match (&target, &field) {
                // Without words it would say nothing.
                (Target::Wrong(said), Some(field)) if said.is_empty() => {
                    // A field that cannot take the focus leaves it where it is.
                    let _ = field.focus();
                    return;
                }
                _ => {}
            }
            let Some(answer) = draft.clone() else {
                return;
            };
            let take = Take {
                exercise: Rc::clone(&props.exercise),
                answer,
                target,
            };
            let (props, engine, refused) = (props.clone(), engine.clone(), refused.clone());
            spawn_local(async move {
                let why = judge(&engine, &take).await;
                if why.is_none() {
                    if let (Target::Wrong(_), Some(field)) = (&take.target, &field) {
                        field.set_value("");
                    }
                    props.on_take.emit(take.clone());
                }
                refused.set(why.map(|why| (take.answer, why)));
            });
        })
    };
    let disabled = draft.is_none();
    let field = format!("say-{}", props.exercise.id);
    let solution = match offer.solution {
        Solves::Never => "",
        Solves::Alone => "studio-record-solution",
        Solves::Beside => "studio-record-accept",
    };
    html! {
        <div class="recorder" role="group" aria-label={words.t("studio-record")}>
            <p class="recorder-title">{ words.t(if disabled { "studio-record-first" } else { "studio-record-text" }) }</p>
            if !solution.is_empty() || offer.starter {
                <div class="recorder-buttons">
                    if !solution.is_empty() {
                        <button type="button" class="button" {disabled} onclick={take(|_| Target::Solution)}>{ words.t(solution) }</button>
                    }
                    if offer.starter {
                        <button type="button" class="button-quiet" {disabled} onclick={take(|_| Target::Starter)}>{ words.t("studio-record-starter") }</button>
                    }
                </div>
            }
            if offer.wrong {
                <div class="recorder-buttons">
                    <label for={field.clone()}>{ words.t("studio-record-say") }</label>
                    <input ref={say.clone()} id={field} type="text" autocomplete="off" {disabled} />
                    <button type="button" class="button-quiet" {disabled} onclick={take(Target::Wrong)}>{ words.t("studio-record-wrong") }</button>
                </div>
            }
            <p class="recorder-refused" role="status">
                if let Some((_, why)) = (*refused).as_ref().filter(|(answer, _)| draft.as_ref() == Some(answer)) {
                    { match why {
                        Refusal::Step(number) => words.t_with("studio-record-broken", &[("number", (*number).into())]),
                        Refusal::Query => words.t("studio-record-broken-query"),
                        Refusal::Right => words.t("studio-record-right"),
                        Refusal::Incomplete => words.t("studio-record-incomplete"),
                    } }
                }
            </p>
            if offer.has_note { <p class="field-note">{ words.t(&format!("studio-record-{}", kind.slug())) }</p> }
        </div>
    }
}
