//! A question before something is lost.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::hooks::use_locale;

/// Properties of [`ConfirmButton`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ConfirmButtonProps {
    /// Words on the button.
    pub(crate) label: AttrValue,
    /// The question.
    pub(crate) question: AttrValue,
    /// Words on the button that does it.
    pub(crate) yes: AttrValue,
    /// What is done.
    pub(crate) onconfirm: Callback<()>,
}

/// A button that asks first. The dialog is the browser's own: it keeps the focus, Escape closes it.
#[component]
pub(crate) fn ConfirmButton(props: &ConfirmButtonProps) -> Html {
    let words = use_locale();
    let dialog = use_node_ref();
    let open = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // Refused only when it is open already.
                let _ = dialog.show_modal();
            }
        })
    };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let confirm = {
        let (close, onconfirm) = (close.clone(), props.onconfirm.clone());
        Callback::from(move |event: MouseEvent| {
            close.emit(event);
            onconfirm.emit(());
        })
    };
    html! {
        <>
            <button type="button" class="button-quiet" onclick={open}>{ &props.label }</button>
            <dialog ref={dialog} class="dialog" aria-label={props.label.clone()}>
                <p>{ &props.question }</p>
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={close}>{ words.t("cancel") }</button>
                    <button type="button" class="button" onclick={confirm}>{ &props.yes }</button>
                </div>
            </dialog>
        </>
    }
}
