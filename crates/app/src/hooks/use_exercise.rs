//! The learner's work on one exercise.

use std::rc::Rc;

use spec::work::ExerciseWork;
use spec::{Answer, ModuleId, Verdict};
use yew::prelude::*;

use crate::state::progress::{Action, Asked, Change, use_progress};

/// The learner's work on one exercise and what can happen to it. Every change is saved at once.
#[derive(Clone, PartialEq)]
pub(crate) struct ExerciseHandle {
    /// The work on this question as it stands, and behind it what belongs to others; the default when untouched.
    pub(crate) work: Rc<ExerciseWork>,
    /// Whether saved work was read already: until then `work` says nothing.
    pub(crate) loaded: bool,
    change: Callback<Change>,
}

impl ExerciseHandle {
    /// Keeps what stands in the editor now, finished or not.
    pub(crate) fn set_draft(&self, answer: Answer) {
        self.change.emit(Change::Draft(answer));
    }

    /// Counts a graded attempt; a right answer is kept as the best one.
    pub(crate) fn graded(&self, answer: Answer, verdict: &Verdict) {
        match verdict {
            Verdict::Correct { .. } => self.change.emit(Change::Graded {
                answer,
                correct: true,
            }),
            Verdict::NotYet(_) => self.change.emit(Change::Graded {
                answer,
                correct: false,
            }),
            // Nothing was graded: the attempt does not count, and the draft is as it was typed.
            Verdict::Incomplete { .. } | Verdict::CannotGrade { .. } => {}
        }
    }

    /// Opens one hint more.
    pub(crate) fn open_hint(&self) {
        self.change.emit(Change::HintOpened);
    }

    /// Notes that the worked solution was opened.
    pub(crate) fn see_solution(&self) {
        self.change.emit(Change::SolutionSeen);
    }

    /// Takes an answer that was put aside as the draft; the draft goes to the shelf.
    pub(crate) fn take(&self, answer: Answer) {
        self.change.emit(Change::Take(answer));
    }

    /// «最初からやり直す» for this exercise.
    pub(crate) fn restart(&self) {
        self.change.emit(Change::Restart);
    }
}

/// The learner's work on one exercise of a module.
#[hook]
pub(crate) fn use_exercise(module: &ModuleId, asked: Asked) -> ExerciseHandle {
    let progress = use_progress();
    let work = progress
        .work
        .modules
        .get(module)
        .and_then(|module| module.exercises.get(&asked.exercise))
        .cloned();
    let work = asked.work(work.unwrap_or_default());
    let change = {
        let (module, dispatch) = (module.clone(), progress.dispatch.clone());
        Callback::from(move |change| {
            dispatch.emit(Action::Exercise {
                module: module.clone(),
                asked: asked.clone(),
                change,
            });
        })
    };
    ExerciseHandle {
        work: Rc::new(work),
        loaded: progress.loaded,
        change,
    }
}
