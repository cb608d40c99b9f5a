//! Hints, opened one at a time.

use std::rc::Rc;

use spec::{Block, Module};
use yew::prelude::*;

use crate::components::prose::Prose;
use crate::hooks::use_locale;

/// Properties of [`Hints`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HintsProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// The lesson.
    pub(crate) module: Rc<Module>,
    /// From general to specific.
    pub(crate) hints: Vec<Vec<Block>>,
    /// How many are open.
    pub(crate) opened: usize,
    /// Opens the next one.
    pub(crate) on_open: Callback<()>,
}

/// The open hints and a button for the next one.
#[component]
pub(crate) fn Hints(props: &HintsProps) -> Html {
    let words = use_locale();
    let HintsProps {
        id,
        module,
        hints,
        opened,
        on_open,
    } = props;
    if hints.is_empty() {
        return html! {};
    }
    let numbered = |number: usize| {
        words.t_with(
            "bench-hint",
            &[("number", number.into()), ("count", hints.len().into())],
        )
    };
    html! {
        <div class="hints">
            <div role="status">
                { for hints.iter().take(*opened).enumerate().map(|(at, hint)| html! {
                    <section class="hint" key={at} id={format!("{id}-{at}")} aria-label={numbered(at + 1)}>
                        <p class="hint-title">{ numbered(at + 1) }</p>
                        <Prose module={module.clone()} blocks={hint.clone()} />
                    </section>
                }) }
            </div>
            if *opened < hints.len() {
                <button type="button" class="button-quiet button-hint" onclick={on_open.reform(|_: MouseEvent| ())}>{ numbered(opened + 1) }</button>
            }
        </div>
    }
}
