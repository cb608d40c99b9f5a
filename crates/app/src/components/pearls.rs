//! Pearls: one an exercise, the only ornament and the only reward.

use spec::{ExerciseId, ModuleId};
use yew::prelude::*;

use crate::hooks::use_locale;
use crate::route::Route;

/// Properties of [`Pearls`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PearlsProps {
    /// Which exercises are done, in order.
    pub(crate) done: Vec<bool>,
}

/// A row of pearls as one picture with its words.
#[component]
pub(crate) fn Pearls(props: &PearlsProps) -> Html {
    let words = use_locale();
    let done = props.done.iter().filter(|done| **done).count();
    let label = words.t_with(
        "pearls-label",
        &[("done", done.into()), ("all", props.done.len().into())],
    );
    html! {
        <span class="pearls" role="img" aria-label={label}>
            { for props.done.iter().map(|done| html! { <span class={classes!("pearl", done.then_some("pearl-done"))} /> }) }
        </span>
    }
}

/// One exercise in a [`PearlRow`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pearl {
    /// The exercise.
    pub(crate) exercise: ExerciseId,
    /// Its heading.
    pub(crate) title: String,
    /// Whether it is done.
    pub(crate) done: bool,
}

/// Properties of [`PearlRow`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PearlRowProps {
    /// The lesson.
    pub(crate) module: ModuleId,
    /// Its exercises in order.
    pub(crate) pearls: Vec<Pearl>,
}

/// A row of pearls that lead to their exercises.
#[component]
pub(crate) fn PearlRow(props: &PearlRowProps) -> Html {
    let words = use_locale();
    let pearls = props.pearls.iter().enumerate().map(|(at, pearl)| {
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
            module: props.module.clone(),
            exercise: Some(pearl.exercise.clone()),
        };
        html! {
            <li key={pearl.exercise.0.clone()}>
                <a class="pearl-link" href={route.href()} aria-label={label.clone()} title={label}>
                    <span class={classes!("pearl", pearl.done.then_some("pearl-done"))} />
                </a>
            </li>
        }
    });
    html! {
        <nav aria-label={words.t("pearls-nav")}><ol class="pearl-row">{ for pearls }</ol></nav>
    }
}
