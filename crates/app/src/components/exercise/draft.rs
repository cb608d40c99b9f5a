//! The answer that stands in an exercise: what it becomes, and the way back.

use std::cell::RefCell;
use std::rc::Rc;

use spec::{Answer, Exercise};
use yew::prelude::*;

use super::undo::History;
use crate::browser;
use crate::hooks::ExerciseHandle;

/// The answer and what changes it.
pub(super) struct Draft {
    /// The answer as it is drawn.
    pub(super) answer: Rc<Answer>,
    /// The answer as it is: drawing yields to events, and what is asked next may come before what was typed is drawn.
    pub(super) latest: Rc<RefCell<Answer>>,
    /// The states before it.
    pub(super) history: Rc<RefCell<History>>,
    /// Takes what it becomes, with the name of the text field that is typed in; empty for a change of its own.
    pub(super) on_change: Callback<(Answer, String)>,
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
    let latest = use_mut_ref(|| (*answer).clone());
    {
        let latest = latest.clone();
        let begun = ((*answer).clone(), work.generation);
        use_memo(begun, move |(answer, _)| {
            latest.borrow_mut().clone_from(answer)
        });
    }
    {
        // From the start, be it this exercise or the whole lesson, here or in another tab.
        let history = history.clone();
        use_effect_with(work.generation, move |_| {
            *history.borrow_mut() = History::default();
        });
    }
    let on_change = {
        let (handle, history, latest) = (handle.clone(), history.clone(), latest.clone());
        Callback::from(move |(next, field): (Answer, String)| {
            if next != *latest.borrow() {
                let before = latest.replace(next.clone());
                history
                    .borrow_mut()
                    .changed(before, &field, browser::now() as f64);
                handle.set_draft(next);
            }
        })
    };
    let back = |step: fn(&mut History, Answer) -> Option<Answer>| {
        let (handle, history, latest) = (handle.clone(), history.clone(), latest.clone());
        Callback::from(move |()| {
            let now = latest.borrow().clone();
            if let Some(other) = step(&mut history.borrow_mut(), now) {
                latest.borrow_mut().clone_from(&other);
                handle.set_draft(other);
            }
        })
    };
    let (on_undo, on_redo) = (back(History::undo), back(History::redo));
    Draft {
        answer,
        latest,
        history,
        on_change,
        on_undo,
        on_redo,
    }
}
