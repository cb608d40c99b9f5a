//! Hints, opened one at a time.

use std::rc::Rc;

use spec::{Block, Module};
use yew::prelude::*;

use crate::components::prose::Prose;
use crate::hooks::Words;

/// «ヒント 1/3».
pub(crate) fn numbered(number: usize, count: usize, words: &Words) -> String {
    let numbers = [("number", number.into()), ("count", count.into())];
    words.t_with("bench-hint", &numbers)
}

/// The open hints. `id` is the prefix of element ids, unique in the page; `hints` go from general to specific, `opened` of
/// them are open.
pub(crate) fn hints(
    id: &str,
    module: &Rc<Module>,
    hints: &[Vec<Block>],
    opened: usize,
    words: &Words,
) -> Html {
    html! {
        <div class="hints" role="status">
            { for hints.iter().take(opened).enumerate().map(|(at, hint)| {
                let label = numbered(at + 1, hints.len(), words);
                html! {
                    <section class="hint" key={at} id={format!("{id}-{at}")} aria-label={label.clone()}>
                        <p class="hint-title">{ label }</p>
                        <Prose module={module.clone()} blocks={hint.clone()} />
                    </section>
                }
            }) }
        </div>
    }
}
