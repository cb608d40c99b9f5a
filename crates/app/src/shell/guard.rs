//! Asks before the page is closed, while something would be lost.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsValue;

use crate::browser;

thread_local! {
    static ASKING: RefCell<Option<EventListener>> = const { RefCell::new(None) };
}

/// Asks from now on, or does not. Only while it must: browsers keep a page that asks out of their quick way back.
pub(super) fn ask_before_closing(ask: bool) {
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
