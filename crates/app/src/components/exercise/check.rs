//! «確認する»: an answer is looked through for blanks, then given to the grader, which can be stopped.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use protocol::{LessonRequest, Response};
use spec::{Exercise, Verdict};
use yew::prelude::*;

use super::card::Blank;
use super::draft::Draft;
use super::kinds::blank;
use super::verdict::Checked;
use crate::hooks::{ExerciseHandle, use_engine};
use crate::state::engine::EngineError;

/// Milliseconds after which stopping a check is offered.
const SLOW: u32 = 400;

/// Whether an answer is being graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checking {
    /// Nothing is.
    No,
    /// It is.
    Yes,
    /// It is, for so long that stopping it should be offered.
    Slow,
}

/// What was checked, and how to check.
pub(super) struct Check {
    /// What was checked last.
    pub(super) checked: Option<Rc<Checked>>,
    /// Whether something is being checked.
    pub(super) checking: Checking,
    /// Why the grader gave no answer.
    pub(super) trouble: Option<EngineError>,
    /// How often an answer was given to the grader: each time the answer's own table is shown.
    pub(super) settled: u32,
    /// Checks what stands there.
    pub(super) on_check: Callback<()>,
    /// Stops it.
    pub(super) on_stop: Callback<MouseEvent>,
}

/// Checks the answer of an exercise. `on_begin` is told of each check, `on_blank` of the step that is not filled in.
#[hook]
pub(super) fn use_check(
    handle: &ExerciseHandle,
    exercise: &Rc<Exercise>,
    draft: &Draft,
    on_begin: Callback<()>,
    on_blank: &Callback<usize>,
) -> Check {
    let engine = use_engine();
    let checked = use_state(|| None::<Rc<Checked>>);
    let checking = use_state(|| Checking::No);
    let trouble = use_state(|| None::<EngineError>);
    let settled = use_state_eq(|| 0_u32);
    // A stop of the check is told apart from an answer that comes late.
    let turn = use_mut_ref(|| 0_u32);
    // Number of the request that checks.
    let asked = use_mut_ref(|| 0_u32);
    {
        // From the start, be it this exercise or the whole lesson, here or in another tab. A verdict that is still on its
        // way is about an answer that is gone.
        let (checked, checking, trouble) = (checked.setter(), checking.setter(), trouble.setter());
        let turn = turn.clone();
        use_effect_with(handle.work.generation, move |_| {
            *turn.borrow_mut() += 1;
            checked.set(None);
            checking.set(Checking::No);
            trouble.set(None);
        });
    }
    let on_stop = {
        let (engine, asked) = (engine.clone(), asked.clone());
        Callback::from(move |_: MouseEvent| engine.stop(*asked.borrow()))
    };
    let on_check = {
        let (handle, exercise, latest) = (handle.clone(), exercise.clone(), draft.latest.clone());
        let (checked, checking, trouble) = (checked.setter(), checking.clone(), trouble.setter());
        let (settled, on_blank) = (settled.clone(), on_blank.clone());
        Callback::from(move |()| {
            if *checking != Checking::No {
                return;
            }
            trouble.set(None);
            on_begin.emit(());
            let answer = latest.borrow().answer.clone();
            let attempt = handle.work.attempts.saturating_add(1);
            let done = {
                let (handle, checked, answer) = (handle.clone(), checked.clone(), answer.clone());
                move |verdict: Verdict, step: Option<usize>| {
                    handle.graded(answer.clone(), &verdict);
                    checked.set(Some(Rc::new(Checked {
                        answer: answer.clone(),
                        verdict,
                        attempt,
                        step,
                    })));
                }
            };
            if let Some(Blank { step, field }) = exercise.kind.with(&answer).and_then(blank) {
                if let Some(step) = step {
                    on_blank.emit(step);
                }
                return done(Verdict::Incomplete { field }, step);
            }
            settled.set(*settled + 1);
            // Something is written: nobody grades it.
            if !exercise.kind.kind().is_graded() {
                return done(Verdict::Correct { notes: Vec::new() }, None);
            }
            let mine = {
                let mut turn = turn.borrow_mut();
                *turn += 1;
                *turn
            };
            checking.set(Checking::Yes);
            let slow = {
                let (checking, turn) = (checking.setter(), turn.clone());
                Timeout::new(SLOW, move || {
                    if *turn.borrow() == mine {
                        checking.set(Checking::Slow);
                    }
                })
            };
            let (id, reply) = engine.ask(LessonRequest::Grade {
                exercise: exercise.id.clone(),
                answer,
                attempt,
            });
            *asked.borrow_mut() = id;
            let (checking, trouble, turn) = (checking.setter(), trouble.clone(), turn.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let reply = reply.await;
                slow.cancel();
                if *turn.borrow() != mine {
                    return;
                }
                *turn.borrow_mut() += 1;
                checking.set(Checking::No);
                match reply {
                    Ok((Response::Graded(verdict), _)) => done(verdict, None),
                    Ok(_) => {}
                    Err(EngineError::Failed(failure)) => {
                        done(Verdict::CannotGrade { reason: failure }, None)
                    }
                    Err(error) => trouble.set(Some(error)),
                }
            });
        })
    };
    Check {
        checked: (*checked).clone(),
        checking: *checking,
        trouble: (*trouble).clone(),
        settled: *settled,
        on_check,
        on_stop,
    }
}
