//! The learner's work on one exercise.

use std::rc::Rc;

use spec::work::ExerciseWork;
use spec::{Answer, ExerciseId, ModuleId, Verdict};
use yew::prelude::*;

use crate::state::progress::{Action, Change, use_progress};

/// The learner's work on one exercise and what can happen to it. Every change is saved at once.
#[derive(Clone, PartialEq)]
pub(crate) struct ExerciseHandle {
    /// The work as it stands; the default when untouched.
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

    /// Takes a shelved answer (from another tab or file) as the draft; the draft goes to the shelf.
    pub(crate) fn take_shelved(&self, position: usize) {
        self.change.emit(Change::TakeShelved(position));
    }

    /// «最初からやり直す» for this exercise.
    pub(crate) fn restart(&self) {
        self.change.emit(Change::Restart);
    }
}

/// The learner's work on one exercise.
#[hook]
pub(crate) fn use_exercise(module: &ModuleId, exercise: &ExerciseId) -> ExerciseHandle {
    let progress = use_progress();
    let work = progress
        .work
        .modules
        .get(module)
        .and_then(|module| module.exercises.get(exercise))
        .cloned();
    let change = {
        let (module, exercise, dispatch) =
            (module.clone(), exercise.clone(), progress.dispatch.clone());
        Callback::from(move |change| {
            dispatch.emit(Action::Exercise {
                module: module.clone(),
                exercise: exercise.clone(),
                change,
            });
        })
    };
    ExerciseHandle {
        work: Rc::new(work.unwrap_or_default()),
        loaded: progress.loaded,
        change,
    }
}
