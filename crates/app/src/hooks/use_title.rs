//! The document's title.

use yew::prelude::*;

use crate::browser;

/// Sets the document's title while the component is shown.
#[hook]
pub(crate) fn use_title(title: &str) {
    use_effect_with(title.to_owned(), |title| {
        if let Some(document) = browser::document() {
            let full = if title.is_empty() {
                "ama — データに潜る".to_owned()
            } else {
                format!("{title} — ama")
            };
            document.set_title(&full);
        }
    });
}
