//! Asks before the page is closed, while something would be lost.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

/// What would be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// A learner's answers.
    Answers,
    /// What an instructor has written.
    Drafts,
}

#[wasm_bindgen]
extern "C" {
    /// `web/boot/page.js`: whether the browser asks before it closes the page. It stands there because it goes on after the
    /// page's wasm has stopped.
    fn ama_ask_before_closing(asks: bool);
}

thread_local! {
    static LOSSES: RefCell<Vec<Loss>> = const { RefCell::new(Vec::new()) };
}

/// Asks from now on while anything is at risk.
pub(super) fn ask_before_closing(loss: Loss, at_risk: bool) {
    let asks = LOSSES.with_borrow_mut(|losses| {
        losses.retain(|known| *known != loss);
        losses.extend(at_risk.then_some(loss));
        !losses.is_empty()
    });
    ama_ask_before_closing(asks);
}
