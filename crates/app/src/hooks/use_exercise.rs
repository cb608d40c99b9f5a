//! The learner's work on one exercise.

use std::rc::Rc;

use gloo::events::EventListener;
use spec::work::ExerciseWork;
use spec::{Answer, ModuleId, StepEntry, Verdict};
use web_sys::Element;
use yew::prelude::*;

use crate::browser;
use crate::state::attention::{self, Attention};
use crate::state::progress::{Action, Asked, Change, use_progress};

/// The learner's work on one exercise and what can happen to it. Every change is saved at once.
#[derive(Clone, PartialEq)]
pub(crate) struct ExerciseHandle {
    /// The work on this question as it stands, and behind it what belongs to others; the default when untouched.
    pub(crate) work: Rc<ExerciseWork>,
    /// Whether saved work was read already: until then `work` says nothing.
    pub(crate) loaded: bool,
    /// The element in which the learner works on it: what she does there counts as time spent on it.
    pub(crate) place: NodeRef,
    attention: Rc<Attention>,
    change: Callback<Change>,
}

impl ExerciseHandle {
    /// Keeps what stands in the editor now, finished or not.
    pub(crate) fn set_draft(&self, answer: Answer) {
        self.change.emit(Change::Draft(answer));
    }

    /// Keeps the steps beside a question.
    pub(crate) fn set_scratch(&self, steps: Vec<StepEntry>) {
        self.change.emit(Change::Scratch(steps));
    }

    /// Counts a graded attempt; a right answer is kept as the best one.
    pub(crate) fn graded(&self, answer: Answer, verdict: &Verdict) {
        let found = match verdict {
            Verdict::Correct { .. } => Vec::new(),
            Verdict::NotYet(feedback) => feedback.found.clone(),
            // Nothing was graded: the attempt does not count, and the draft is as it was typed.
            Verdict::Incomplete { .. } | Verdict::CannotGrade { .. } => return,
        };
        self.change.emit(Change::Graded {
            answer,
            correct: verdict.is_correct(),
            seconds: self.attention.take_try(),
            found,
        });
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

    /// Takes steps that were put aside as those beside the question; these go to the shelf.
    pub(crate) fn take_scratch(&self, steps: Vec<StepEntry>) {
        self.change.emit(Change::TakeScratch(steps));
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
    let place = use_node_ref();
    let attention = use_memo((), |()| Attention::default());
    {
        let (place, attention) = (place.clone(), Rc::clone(&attention));
        use_effect_with((), move |()| {
            let place = place.cast::<Element>();
            let listeners = place.map(|place| {
                ["keydown", "pointerdown", "input"].map(|kind| {
                    let attention = Rc::clone(&attention);
                    EventListener::new(&place, kind, move |_| {
                        attention::sign(Some(&attention), browser::now());
                    })
                })
            });
            move || drop(listeners)
        });
    }
    let change = {
        let (module, dispatch) = (module.clone(), progress.dispatch.clone());
        let attention = Rc::clone(&attention);
        Callback::from(move |change| {
            dispatch.emit(Action::Exercise {
                module: module.clone(),
                asked: asked.clone(),
                seconds: attention.take_new(),
                change,
            });
        })
    };
    ExerciseHandle {
        work: Rc::new(work),
        loaded: progress.loaded,
        place,
        attention,
        change,
    }
}
