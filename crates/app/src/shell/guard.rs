//! Asks before the page is closed, while something would be lost.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsValue;

use crate::browser;

/// What would be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// A learner's answers.
    Answers,
    /// What an instructor has written.
    Drafts,
}

thread_local! {
    static LOSSES: RefCell<Vec<Loss>> = const { RefCell::new(Vec::new()) };
    static ASKING: RefCell<Option<EventListener>> = const { RefCell::new(None) };
}

/// Asks from now on while anything is at risk. Only while it must: browsers keep a page that asks out of their quick way back.
pub(super) fn ask_before_closing(loss: Loss, at_risk: bool) {
    let ask = LOSSES.with_borrow_mut(|losses| {
        losses.retain(|known| *known != loss);
        losses.extend(at_risk.then_some(loss));
        !losses.is_empty()
    });
    ASKING.with_borrow_mut(|asking| {
        if asking.is_some() == ask {
            return;
        }
        *asking = browser::window().filter(|_| ask).map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "beforeunload", options, |event| {
                event.prevent_default();
                // Older browsers ask for a text, which none of them shows.
                let _ = js_sys::Reflect::set(event, &"returnValue".into(), &JsValue::TRUE);
            })
        });
    });
}
