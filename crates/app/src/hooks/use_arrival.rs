//! What following a link does in a page that never reloads: the focus goes to the new screen's heading.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

use super::use_root;
use crate::root::Root;

thread_local! {
    /// Whether a screen was shown before. The first one leaves the focus at the top, before the skip link.
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// Moves the focus to the screen's heading when the component is first shown, without scrolling.
#[hook]
pub(crate) fn use_arrival() {
    let root = use_root();
    use_effect_with((), move |()| {
        if SHOWN.replace(true) {
            focus_heading(&root);
        }
    });
}

/// Moves the focus to the heading of the screen, without scrolling.
pub(crate) fn focus_heading(root: &Root) {
    let heading = root.query("main h1");
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A heading that cannot take the focus leaves it where it is.
        let _ = heading.focus_with_options(&options);
    }
}
