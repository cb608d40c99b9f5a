//! The document's title.

use yew::prelude::*;

use super::use_root;

/// Sets the document's title while the component is shown.
#[hook]
pub(crate) fn use_title(title: &str) {
    let root = use_root();
    use_effect_with(title.to_owned(), move |title| {
        if title.is_empty() {
            root.set_title("ama — データに潜る");
        } else {
            root.set_title(&format!("{title} — ama"));
        }
    });
}
