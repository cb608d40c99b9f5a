//! The answer that stands in an exercise, and the steps that are tried out beside a question: what they become, and the way
//! back.

use std::cell::RefCell;
use std::rc::Rc;

use spec::{Answer, Exercise, StepEntry};
use yew::prelude::*;

use super::undo::{History, Stand};
use crate::browser;
use crate::hooks::ExerciseHandle;

/// The answer and what changes it.
pub(super) struct Draft {
    /// The answer as it is drawn.
    pub(super) answer: Rc<Answer>,
    /// What stands there as it is: drawing yields to events, and what is asked next may come before what was typed is drawn.
    pub(super) latest: Rc<RefCell<Stand>>,
    /// The states before it.
    pub(super) history: Rc<RefCell<History>>,
    /// Takes what it becomes, with the name of the text field that is typed in; empty for a change of its own.
    pub(super) on_change: Callback<(Answer, String)>,
    /// The same for the steps beside a question.
    pub(super) on_scratch: Callback<(Vec<StepEntry>, String)>,
    /// Goes back.
    pub(super) on_undo: Callback<()>,
    /// Goes forth again.
    pub(super) on_redo: Callback<()>,
}

/// The answer of an exercise.
#[hook]
pub(super) fn use_draft(handle: &ExerciseHandle, exercise: &Rc<Exercise>) -> Draft {
    let work = &handle.work;
    let history = use_mut_ref(History::default);
    // A draft of another kind is left over from an older version of the lesson: it stays saved, but cannot be shown.
    let answer = use_memo(
        (work.draft.clone(), exercise.clone()),
        |(draft, exercise)| {
            draft
                .clone()
                .filter(|draft| exercise.kind.with(draft).is_some())
                .unwrap_or_else(|| exercise.kind.start())
        },
    );
    let stand = Stand {
        answer: (*answer).clone(),
        scratch: work.scratch.clone(),
    };
    let latest = use_mut_ref(|| stand.clone());
    {
        let latest = latest.clone();
        use_memo((stand, work.generation), move |(stand, _)| {
            latest.borrow_mut().clone_from(stand)
        });
    }
    {
        // From the start, be it this exercise or the whole lesson, here or in another tab.
        let history = history.clone();
        use_effect_with(work.generation, move |_| {
            *history.borrow_mut() = History::default();
        });
    }
    let change = {
        let (handle, history, latest) = (handle.clone(), history.clone(), latest.clone());
        Callback::from(move |(next, field): (Stand, String)| {
            let before = latest.replace(next.clone());
            if next != before {
                put(&handle, &before, next);
                history
                    .borrow_mut()
                    .changed(before, &field, browser::now() as f64);
            }
        })
    };
    let on_change = {
        let latest = latest.clone();
        change.reform(move |(answer, field): (Answer, String)| {
            let scratch = latest.borrow().scratch.clone();
            (Stand { answer, scratch }, field)
        })
    };
    let on_scratch = {
        let latest = latest.clone();
        change.reform(move |(scratch, field): (Vec<StepEntry>, String)| {
            let answer = latest.borrow().answer.clone();
            // A change of its own stays one.
            let field = if field.is_empty() {
                field
            } else {
                format!("scratch-{field}")
            };
            (Stand { answer, scratch }, field)
        })
    };
    let back = |step: fn(&mut History, Stand) -> Option<Stand>| {
        let (handle, history, latest) = (handle.clone(), history.clone(), latest.clone());
        Callback::from(move |()| {
            let now = latest.borrow().clone();
            if let Some(other) = step(&mut history.borrow_mut(), now.clone()) {
                latest.borrow_mut().clone_from(&other);
                put(&handle, &now, other);
            }
        })
    };
    let (on_undo, on_redo) = (back(History::undo), back(History::redo));
    Draft {
        answer,
        latest,
        history,
        on_change,
        on_scratch,
        on_undo,
        on_redo,
    }
}

/// Keeps what is not as before.
fn put(handle: &ExerciseHandle, before: &Stand, next: Stand) {
    if next.answer != before.answer {
        handle.set_draft(next.answer);
    }
    if next.scratch != before.scratch {
        handle.set_scratch(next.scratch);
    }
}
