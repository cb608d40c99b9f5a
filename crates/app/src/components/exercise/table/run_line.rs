//! The line under a program: what the engine is doing, and how to stop it or go on.

use yew::prelude::*;

use super::run::{Phase, Run};
use crate::components::exercise::words::{failure_detail, failure_sentence};
use crate::hooks::Words;
use crate::state::engine::{EngineError, EngineHandle, EngineState};

/// What the engine is doing, and how to stop it or go on.
pub(super) fn run_line(words: &Words, run: &Run, engine: &EngineHandle) -> Html {
    let button = |id: &str, on: &Callback<()>| {
        let onclick = on.reform(|_: MouseEvent| ());
        html! { <button type="button" class="button-quiet" {onclick}>{ words.t(id) }</button> }
    };
    let retry = {
        let engine = engine.clone();
        Callback::from(move |()| engine.retry())
    };
    let inner = match &run.phase {
        Phase::Slow if engine.state == EngineState::Ready => html! {
            <p class="run-state"><span class="spinner" aria-hidden="true"></span>{ words.t("bench-running") }{ button("bench-stop", &run.stop) }</p>
        },
        Phase::Failed(EngineError::Failed(failure)) => html! {
            <div class="run-failure"><p>{ failure_sentence(words, failure) }</p>{ failure_detail(words, failure) }</div>
        },
        Phase::Failed(EngineError::Unavailable) => html! {
            <p class="run-failure">{ EngineError::Unavailable.message(words) }{ button("bench-retry-engine", &retry) }</p>
        },
        Phase::Failed(error) => html! {
            <p class="run-state">{ error.message(words) }{ button("bench-run-again", &run.again) }</p>
        },
        _ => html! {},
    };
    html! { <div class="run-line" role="status">{ inner }</div> }
}
