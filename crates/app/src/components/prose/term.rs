//! A word of the glossary: pressed, it says what it means.

use spec::prose::Term;
use web_sys::{Element, HtmlElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition};
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
    let (whole, meaning) = (use_node_ref(), use_node_ref());
    {
        // In a task that scrolls by itself the box may lie below what is seen.
        let shown = meaning.clone();
        use_effect_with(*open, move |_| {
            if let Some(shown) = shown.cast::<Element>() {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                shown.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }
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
    let term = &props.term;
    html! {
        <span class="term" ref={whole} {onkeydown} {onfocusout}>
            <button type="button" class="term-word" aria-expanded={open.to_string()} {onclick}>{ props.label.clone() }</button>
            if *open {
                <span class="term-box" ref={meaning} role="note" tabindex="-1">
                    <b>{ &term.name }</b>
                    if !term.reading.is_empty() {
                        <span class="term-reading">{ &term.reading }</span>
                    }
                    <span class="term-meaning">{ &term.meaning }</span>
                </span>
            }
        </span>
    }
}
