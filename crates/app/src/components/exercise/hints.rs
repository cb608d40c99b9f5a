//! Hints, opened one at a time.

use std::rc::Rc;

use spec::{Block, Module};
use yew::prelude::*;

use crate::components::prose::Prose;
use crate::hooks::Words;

/// The open hints and a button for the next one. `id` is the prefix of element ids, unique in the page; `hints` go from general
/// to specific, `opened` of them are open.
pub(crate) fn hints(
    id: &str,
    module: &Rc<Module>,
    hints: &[Vec<Block>],
    opened: usize,
    on_open: &Callback<()>,
    words: &Words,
) -> Html {
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
                { for hints.iter().take(opened).enumerate().map(|(at, hint)| html! {
                    <section class="hint" key={at} id={format!("{id}-{at}")} aria-label={numbered(at + 1)}>
                        <p class="hint-title">{ numbered(at + 1) }</p>
                        <Prose module={module.clone()} blocks={hint.clone()} />
                    </section>
                }) }
            </div>
            if opened < hints.len() {
                <button type="button" class="button-quiet button-hint" onclick={on_open.reform(|_: MouseEvent| ())}>{ numbered(opened + 1) }</button>
            }
        </div>
    }
}
