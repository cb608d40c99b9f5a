//! A question before something is lost.

use yew::prelude::*;

use crate::hooks::{use_dialog, use_locale};

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

/// A button that asks first.
#[component]
pub(crate) fn ConfirmButton(props: &ConfirmButtonProps) -> Html {
    let words = use_locale();
    let dialog = use_dialog();
    let confirm = {
        let (close, onconfirm) = (dialog.close.clone(), props.onconfirm.clone());
        Callback::from(move |event: MouseEvent| {
            close.emit(event);
            onconfirm.emit(());
        })
    };
    html! {
        <>
            <button type="button" class="button-quiet" onclick={dialog.open}>{ &props.label }</button>
            <dialog ref={dialog.node} class="dialog" aria-label={props.label.clone()}>
                <p>{ &props.question }</p>
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={dialog.close}>{ words.t("cancel") }</button>
                    <button type="button" class="button" onclick={confirm}>{ &props.yes }</button>
                </div>
            </dialog>
        </>
    }
}
