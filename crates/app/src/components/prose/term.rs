//! A word of the glossary: pressed, it says what it means.

use spec::prose::Term;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

use crate::browser;

/// Properties of [`TermTap`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TermTapProps {
    /// The word as it stands in the sentence.
    pub(crate) label: Html,
    /// What the glossary says.
    pub(crate) term: Term,
}

/// The word as a button, and its meaning in a small box below the line. Escape, a second press, or going
/// elsewhere closes it.
#[component]
pub(crate) fn TermTap(props: &TermTapProps) -> Html {
    let open = use_state_eq(|| false);
    let whole = use_node_ref();
    let onclick = {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            // Some browsers do not move the focus to a pressed button; leaving it closes the box.
            if let Some(button) = event.target_dyn_into::<HtmlElement>() {
                let _ = button.focus();
            }
            open.set(!*open);
        })
    };
    let onkeydown = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if browser::key_of(&event) == "Escape" && *open {
                event.stop_propagation();
                open.set(false);
            }
        })
    };
    let onfocusout = {
        let (open, whole) = (open.clone(), whole.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|to| wasm_bindgen::JsCast::dyn_into::<Node>(to).ok());
            let stays = whole
                .cast::<Node>()
                .is_some_and(|whole| whole.contains(to.as_ref()));
            if !stays {
                open.set(false);
            }
        })
    };
    let Term {
        name,
        reading,
        meaning,
    } = &props.term;
    html! {
        <span class="term" ref={whole} {onkeydown} {onfocusout}>
            <button type="button" class="term-word" aria-expanded={open.to_string()} {onclick}>{ props.label.clone() }</button>
            if *open {
                <span class="term-box" role="note" tabindex="-1">
                    <b>{ name }</b>
                    if !reading.is_empty() {
                        <span class="term-reading">{ reading }</span>
                    }
                    <span class="term-meaning">{ meaning }</span>
                </span>
            }
        </span>
    }
}
