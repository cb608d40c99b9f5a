//! The foot of an exercise: what can be done, and what came of it.

use std::rc::Rc;

use spec::{Exercise, Module};
use yew::prelude::*;

use super::check::{Check, Checking};
use super::draft::Draft;
use super::hints;
use super::solution::Solution;
use super::verdict::VerdictCard;
use super::way_link::WayLink;
use crate::components::confirm::ConfirmButton;
use crate::components::prose::Prose;
use crate::hooks::{ExerciseHandle, Words};

/// Attempts after which the worked solution is offered.
const ATTEMPTS: u32 = 3;

/// What the foot is drawn from.
pub(super) struct Foot<'a> {
    /// The lesson.
    pub(super) module: &'a Rc<Module>,
    /// The exercise.
    pub(super) exercise: &'a Rc<Exercise>,
    /// Prefix of element ids, unique in the page.
    pub(super) id: &'a str,
    /// The learner's work on it.
    pub(super) handle: &'a ExerciseHandle,
    /// What stands there.
    pub(super) draft: &'a Draft,
    /// What was checked.
    pub(super) check: &'a Check,
    /// Whether what was checked still stands there.
    pub(super) is_current: bool,
    /// What she said about seeing the verdict.
    pub(super) unfolded: &'a UseStateHandle<Option<bool>>,
    /// Where the way leads from here.
    pub(super) next: Option<&'a WayLink>,
    /// Opens a hint.
    pub(super) on_hint: Callback<MouseEvent>,
    /// Wishes to see where a column's unit stands.
    pub(super) on_light: Callback<String>,
    /// Wishes to open a step.
    pub(super) on_jump: Callback<usize>,
    /// The words of the page.
    pub(super) words: &'a Words,
}

impl Foot<'_> {
    /// The foot.
    pub(super) fn draw(&self) -> Html {
        html! {
            <div class="exercise-foot">
                { self.buttons() }
                <div class="verdict-region" role="status" aria-live="polite">
                    { self.region() }
                </div>
            </div>
        }
    }

    fn buttons(&self) -> Html {
        let (words, checking) = (self.words, self.check.checking);
        let is_graded = self.exercise.kind.kind().is_graded();
        let is_busy = (checking != Checking::No).then_some("true");
        let (hints_open, hints) = (self.handle.work.hints as usize, self.exercise.hints.len());
        let history = self.draft.history.borrow();
        let click = |on: &Callback<()>| on.reform(|_: MouseEvent| ());
        let restart = {
            let handle = self.handle.clone();
            Callback::from(move |()| handle.restart())
        };
        html! {
            <div class="bench-buttons">
                <button type="button" class="button" aria-disabled={is_busy} onclick={click(&self.check.on_check)}>
                    { words.t(if !is_graded { "question-essay-done" } else if checking == Checking::No { "bench-check" } else { "bench-checking" }) }
                </button>
                if checking == Checking::Slow {
                    <button type="button" class="button-quiet" onclick={self.check.on_stop.clone()}>{ words.t("bench-stop") }</button>
                }
                <button type="button" class="button-quiet" disabled={!history.can_undo()} onclick={click(&self.draft.on_undo)}>{ words.t("bench-undo") }</button>
                if history.can_redo() {
                    <button type="button" class="button-quiet" onclick={click(&self.draft.on_redo)}>{ words.t("bench-redo") }</button>
                }
                if hints_open < hints {
                    <button type="button" class="button-quiet button-hint" onclick={self.on_hint.clone()}>{ hints::numbered(hints_open + 1, hints, words) }</button>
                }
                <ConfirmButton label={words.t("bench-restart")} question={words.t("bench-restart-question")} yes={words.t("bench-restart-yes")} onconfirm={restart} />
            </div>
        }
    }

    /// The trouble, or the verdict and the worked solution: seen, or folded behind a button.
    fn region(&self) -> Html {
        let words = self.words;
        if let Some(error) = &self.check.trouble {
            return html! { <p class="verdict-trouble">{ error.message(words) }</p> };
        }
        let (came, solution) = (self.came(), self.solution());
        if came.is_none() && solution.is_none() {
            return html! {};
        }
        let fold = |to: bool| {
            let unfolded = self.unfolded.setter();
            Callback::from(move |_: MouseEvent| unfolded.set(Some(to)))
        };
        if self.unfolded.unwrap_or(self.is_current) {
            return html! {
                <div class="verdict-over">
                    { came }
                    { solution }
                    <button type="button" class="button-quiet verdict-fold" onclick={fold(false)}>{ words.t("bench-fold") }</button>
                </div>
            };
        }
        let folded = match &self.check.checked {
            Some(_) => "bench-unfold",
            None if self.handle.work.solved => "bench-unfold-solved",
            None => "bench-worked-solution",
        };
        html! {
            <>
                <button type="button" class="button-quiet verdict-unfold" onclick={fold(true)}>{ words.t(folded) }</button>
                if self.check.checked.is_some() && !self.is_current {
                    <span class="verdict-old">{ words.t("bench-verdict-old") }</span>
                }
            </>
        }
    }

    /// What came of the last check; what was solved before stays solved.
    fn came(&self) -> Option<Html> {
        let Self {
            module, exercise, ..
        } = *self;
        let work = &self.handle.work;
        match &self.check.checked {
            Some(checked) => Some(html! {
                <VerdictCard module={module.clone()} exercise={exercise.clone()} checked={checked.clone()} is_current={self.is_current} next={self.next.cloned()}
                    hints_left={exercise.hints.len().saturating_sub(work.hints as usize)} on_light={self.on_light.clone()} on_jump={self.on_jump.clone()} />
            }),
            None if work.solved => Some(html! {
                <div class="verdict verdict-right">
                    <p class="verdict-title">{ self.words.t("bench-solved-before") }</p>
                    <Prose module={module.clone()} blocks={exercise.explanation.clone()} />
                    if let Some(next) = self.next { <p>{ next.link("button") }</p> }
                </div>
            }),
            None => None,
        }
    }

    /// The worked solution, once it is offered.
    fn solution(&self) -> Option<Html> {
        let Self {
            module, exercise, ..
        } = *self;
        let work = &self.handle.work;
        let hints_used = work.hints as usize >= exercise.hints.len() && !exercise.hints.is_empty();
        let is_offered = exercise.kind.kind().is_graded()
            && (work.solved || work.attempts >= ATTEMPTS || hints_used);
        let on_open = {
            let handle = self.handle.clone();
            Callback::from(move |()| handle.see_solution())
        };
        is_offered.then(|| html! {
            <Solution id={format!("{}-solution", self.id)} module={module.clone()} exercise={exercise.clone()} answer={self.draft.answer.clone()} is_solved={work.solved} {on_open} />
        })
    }
}
