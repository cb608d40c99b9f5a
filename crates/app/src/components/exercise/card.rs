//! What the card of an exercise and the bench of a kind know of each other.

use std::rc::Rc;

use spec::exercise::{TableExercise, TableMode};
use spec::{Answer, Exercise, Feedback, Module, StepEntry, TableAnswer};
use yew::prelude::*;

use super::table::bench::TableBench;
use super::tables::Tables;
use crate::hooks::Words;

/// What a bench has beside its exercise and its answer.
pub(super) struct Card<'a> {
    /// The lesson.
    pub(super) module: &'a Rc<Module>,
    /// The exercise with what all kinds have.
    pub(super) exercise: &'a Rc<Exercise>,
    /// Prefix of element ids, unique in the page.
    pub(super) id: &'a AttrValue,
    /// Takes what the answer becomes at every change, with the name of the text field that is typed in; empty for a change of
    /// its own.
    pub(super) on_change: &'a Callback<(Answer, String)>,
    /// The steps that are tried out beside a question.
    pub(super) scratch: &'a [StepEntry],
    /// Takes what these become, likewise.
    pub(super) on_scratch: &'a Callback<(Vec<StepEntry>, String)>,
    /// Wishes to check.
    pub(super) on_check: &'a Callback<()>,
    /// What the last check found; `None` when the answer changed since.
    pub(super) feedback: Option<&'a Feedback>,
    /// Columns whose headers are lit.
    pub(super) lit: &'a Rc<Vec<String>>,
    /// A step to open, and a number that is another one at each wish.
    pub(super) jump: Option<(usize, u32)>,
    /// Another number whenever an answer was checked.
    pub(super) settled: u32,
    /// The words of the page.
    pub(super) words: &'a Words,
}

impl Card<'_> {
    /// A question with the lesson's tables beside it, and steps to work it out with. `answer` is what a cell of a table becomes
    /// as an answer to it, where it can be one.
    pub(super) fn question(&self, question: Html, answer: Option<fn(String) -> Answer>) -> Html {
        let Card { id, module, .. } = *self;
        if module.data.is_empty() {
            return html! { <div class="bench-tools">{ question }</div> };
        }
        let exercise = TableExercise {
            mode: TableMode::Steps,
            ..TableExercise::default()
        };
        let steps = TableAnswer {
            steps: self.scratch.to_vec(),
            ..TableAnswer::default()
        };
        let on_change = self
            .on_scratch
            .reform(|(answer, field): (TableAnswer, String)| (answer.steps, field));
        let on_answer = answer.map(|answer| {
            // A change of its own: undo brings back what was typed.
            let taken = move |shown: String| (answer(shown), String::new());
            self.on_change.reform(taken)
        });
        html! {
            <TableBench id={id.clone()} module={Rc::clone(module)} {exercise} answer={steps} {on_change} lit={Rc::clone(self.lit)} jump={None} settled=0 on_check={self.on_check.clone()} {question} {on_answer} />
        }
    }

    /// The tables of the lesson, beside a question without steps.
    pub(super) fn tables(&self) -> Html {
        html! { <Tables id={self.id.clone()} module={Rc::clone(self.module)} /> }
    }

    /// Takes what is typed into the one field of an answer that is a text.
    pub(super) fn typed(&self, answer: fn(String) -> Answer) -> Callback<String> {
        self.on_change
            .reform(move |text: String| (answer(text), "answer".to_owned()))
    }
}

/// What of an answer is still to be filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Blank {
    /// The step, if it is in one.
    pub(super) step: Option<usize>,
    /// The field; empty: everything.
    pub(super) field: String,
}

/// A text as it was typed.
pub(super) fn kept_lines(text: &str) -> Html {
    html! { <p class="kept-lines">{ text }</p> }
}
