//! Pearls: one an exercise, the only ornament and the only reward.

use spec::{ExerciseId, ModuleId};
use yew::prelude::*;

use crate::hooks::Words;
use crate::route::Route;

/// A row of pearls as one picture with its words; `all` says which exercises are done, in order.
pub(crate) fn pearls(all: &[bool], words: &Words) -> Html {
    let done = all.iter().filter(|done| **done).count();
    let label = words.t_with(
        "pearls-label",
        &[("done", done.into()), ("all", all.len().into())],
    );
    html! {
        <span class="pearls" role="img" aria-label={label}>
            { for all.iter().map(|done| html! { <span class={classes!("pearl", done.then_some("pearl-done"))} /> }) }
        </span>
    }
}

/// One exercise in a [`pearl_row`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pearl {
    /// The exercise.
    pub(crate) exercise: ExerciseId,
    /// Its heading.
    pub(crate) title: String,
    /// Whether it is done.
    pub(crate) done: bool,
}

/// A row of pearls that lead to their exercises, in order; `here` is the one that is open.
pub(crate) fn pearl_row(
    module: &ModuleId,
    pearls: &[Pearl],
    here: Option<&ExerciseId>,
    words: &Words,
) -> Html {
    let pearls = pearls.iter().enumerate().map(|(at, pearl)| {
        let id = if pearl.done {
            "pearl-done"
        } else {
            "pearl-open"
        };
        let label = words.t_with(
            id,
            &[
                ("number", (at + 1).into()),
                ("title", (&pearl.title).into()),
            ],
        );
        let route = Route::Lesson {
            module: module.clone(),
            exercise: Some(pearl.exercise.clone()),
        };
        html! {
            <li key={pearl.exercise.0.clone()}>
                <a class="pearl-link" href={route.href()} aria-current={(here == Some(&pearl.exercise)).then_some("step")} aria-label={label.clone()} title={label}>
                    <span class={classes!("pearl", pearl.done.then_some("pearl-done"))} />
                </a>
            </li>
        }
    });
    html! {
        <nav aria-label={words.t("pearls-nav")}><ol class="pearl-row">{ for pearls }</ol></nav>
    }
}
