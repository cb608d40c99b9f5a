//! What the buttons and keys of a list of steps do: to the steps, to what is open, and to where the focus is.

use std::cell::RefCell;
use std::rc::Rc;

use spec::{Step, StepEntry};
use yew::prelude::*;

use super::{list, say};
use crate::components::exercise::tables::Look;
use crate::hooks::Words;

/// What can be done to a step.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Act {
    Shift(isize),
    Remove,
    Toggle,
    AddAt(usize),
    Edit(Step, String),
}

/// What is open and what was said of a list of steps, as it was when it was drawn.
#[derive(Clone)]
pub(super) struct StepsState {
    /// Prefix of element ids, unique in the page.
    pub(super) id: AttrValue,
    /// The open step.
    pub(super) open: UseStateHandle<Option<usize>>,
    /// Where a step is being added.
    pub(super) adding: UseStateHandle<Option<usize>>,
    /// What stands in the pane.
    pub(super) look: UseStateHandle<Look>,
    /// What was done, for screen readers.
    pub(super) notice: UseStateHandle<String>,
    /// Id of the element that is to be in focus after drawing.
    pub(super) focus: Rc<RefCell<Option<String>>>,
}

impl StepsState {
    /// Opens a step, or closes it.
    pub(super) fn on_open(&self) -> Callback<usize> {
        let Self {
            open, adding, look, ..
        } = self.clone();
        Callback::from(move |at: usize| {
            adding.set(None);
            look.set(Look::Own);
            open.set((*open != Some(at)).then_some(at));
        })
    }

    /// Closes the menu; the focus goes back to where it came from.
    pub(super) fn on_close(&self) -> Callback<()> {
        let Self {
            id, adding, focus, ..
        } = self.clone();
        Callback::from(move |()| {
            *focus.borrow_mut() = Some(format!("{id}-add"));
            adding.set(None);
        })
    }

    /// Does something to a step; `change` takes the steps that come of it, with the text field that changed them.
    pub(super) fn on_act(
        &self,
        steps: &[StepEntry],
        words: &Words,
        change: &Callback<(Vec<StepEntry>, String)>,
    ) -> Callback<(usize, Act)> {
        let Self {
            id,
            open,
            adding,
            notice,
            focus,
            ..
        } = self.clone();
        let (steps, words, change) = (steps.to_vec(), words.clone(), change.clone());
        Callback::from(move |(at, act): (usize, Act)| {
            let mut steps = steps.clone();
            match act {
                Act::Shift(by) => {
                    let to = list::shift(&mut steps, at, by);
                    if to != at {
                        if *open == Some(at) {
                            open.set(Some(to));
                        }
                        *focus.borrow_mut() = Some(format!("{id}-step-{to}"));
                        notice.set(words.t_with("bench-moved", &[("number", (to + 1).into())]));
                        change.emit((steps, String::new()));
                    }
                }
                Act::Remove => {
                    let Some(entry) = steps.get(at) else { return };
                    notice.set(words.t_with(
                        "bench-removed",
                        &[("verb", say::verb(&words, entry.step.verb()).into())],
                    ));
                    list::remove(&mut steps, at);
                    open.set(None);
                    *focus.borrow_mut() = Some(if steps.is_empty() {
                        format!("{id}-add")
                    } else {
                        format!("{id}-step-{}", at.min(steps.len() - 1))
                    });
                    change.emit((steps, String::new()));
                }
                Act::Toggle => {
                    if let Some(entry) = steps.get_mut(at) {
                        entry.enabled = !entry.enabled;
                    }
                    change.emit((steps, String::new()));
                }
                Act::AddAt(place) => adding.set(Some(place)),
                Act::Edit(step, field) => {
                    list::edit(&mut steps, at, step);
                    let field = if field.is_empty() {
                        field
                    } else {
                        format!("{at}-{field}")
                    };
                    change.emit((steps, field));
                }
            }
        })
    }

    /// Adds a step, and opens it where something is to be filled in.
    pub(super) fn on_add(
        &self,
        steps: &[StepEntry],
        change: &Callback<(Vec<StepEntry>, String)>,
    ) -> Callback<(usize, Step)> {
        let Self {
            id,
            open,
            adding,
            look,
            focus,
            ..
        } = self.clone();
        let (steps, change) = (steps.to_vec(), change.clone());
        Callback::from(move |(at, step): (usize, Step)| {
            let mut steps = steps.clone();
            // Who keeps one column mostly keeps another one as well, and ten rows are no more than a beginning.
            let needs_fields = list::missing(&step).is_some()
                || matches!(step, Step::Select { .. } | Step::Head { .. });
            let at = list::insert(&mut steps, at, step);
            adding.set(None);
            look.set(Look::Own);
            if needs_fields {
                open.set(Some(at));
                *focus.borrow_mut() = Some(format!("{id}-step-{at}-body"));
            } else {
                *focus.borrow_mut() = Some(format!("{id}-add"));
            }
            change.emit((steps, String::new()));
        })
    }
}
