//! «ほかのやり方を見る»: the learner's way beside the author's, both in words and as SQL.

use std::rc::Rc;

use spec::{Answer, Exercise, Module};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::kinds::way;
use crate::hooks::use_locale;

/// Properties of [`Solution`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SolutionProps {
    /// Element id, unique in the page.
    pub(crate) id: AttrValue,
    /// The lesson.
    pub(crate) module: Rc<Module>,
    /// The exercise.
    pub(crate) exercise: Rc<Exercise>,
    /// What stands there.
    pub(crate) answer: Rc<Answer>,
    /// Whether the exercise is solved.
    pub(crate) is_solved: bool,
    /// When it was opened.
    pub(crate) on_open: Callback<()>,
}

/// The worked solution, folded away.
#[component]
pub(crate) fn Solution(props: &SolutionProps) -> Html {
    let words = use_locale();
    let is_open = use_state(|| false);
    let ontoggle = {
        let (is_open, on_open) = (is_open.clone(), props.on_open.clone());
        Callback::from(move |event: Event| {
            let open = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|element| element.has_attribute("open"));
            is_open.set(open);
            if open {
                on_open.emit(());
            }
        })
    };
    let body = match props.exercise.kind.with(&props.answer) {
        Some(pair) if *is_open => way(pair, &words),
        _ => html! {},
    };
    html! {
        <details class="solution" id={props.id.clone()} {ontoggle}>
            <summary>{ words.t(if props.is_solved { "bench-other-way" } else { "bench-worked-solution" }) }</summary>
            { body }
        </details>
    }
}
