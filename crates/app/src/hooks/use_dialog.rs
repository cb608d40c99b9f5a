//! A dialog above the page.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// A dialog of the browser's own: it keeps the focus, Escape closes it.
#[derive(Clone, PartialEq)]
pub(crate) struct DialogHandle {
    /// The `<dialog>`.
    pub(crate) node: NodeRef,
    /// Opens it above the page.
    pub(crate) open: Callback<MouseEvent>,
    /// Closes it.
    pub(crate) close: Callback<MouseEvent>,
}

/// A dialog that buttons open and close.
#[hook]
pub(crate) fn use_dialog() -> DialogHandle {
    let node = use_node_ref();
    let act = |act: fn(&HtmlDialogElement)| {
        let node = node.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                act(&dialog);
            }
        })
    };
    let open = act(|dialog| {
        // Refused only when it is open already.
        let _ = dialog.show_modal();
    });
    let close = act(|dialog| dialog.close());
    DialogHandle { node, open, close }
}
