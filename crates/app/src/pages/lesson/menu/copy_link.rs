//! «リンクをコピー»: the address of an exercise for the clipboard, or selected to be copied by hand where the browser refuses.

use spec::{ExerciseId, ModuleId};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser;
use crate::hooks::{use_locale, use_root};
use crate::route::Route;

/// Properties of [`CopyLink`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CopyLinkProps {
    /// The lesson.
    pub(super) module: ModuleId,
    /// The exercise.
    pub(super) exercise: ExerciseId,
}

/// What came of copying.
#[derive(Clone, Debug, PartialEq)]
enum Copied {
    /// It was not asked for.
    Not,
    /// The clipboard has it.
    Yes,
    /// The clipboard was refused.
    ByHand,
}

/// A button, and what came of pressing it.
#[component]
pub(super) fn CopyLink(props: &CopyLinkProps) -> Html {
    let words = use_locale();
    let root = use_root();
    let copied = use_state_eq(|| Copied::Not);
    let field = use_node_ref();
    let address = root.address(&Route::Lesson {
        module: props.module.clone(),
        exercise: Some(props.exercise.clone()),
    });
    let onclick = {
        let (copied, address) = (copied.setter(), address.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, address) = (copied.clone(), address.clone());
            copied.set(Copied::Not);
            spawn_local(async move {
                copied.set(if browser::copy(&address).await {
                    Copied::Yes
                } else {
                    Copied::ByHand
                });
            });
        })
    };
    {
        let field = field.clone();
        use_effect_with((*copied).clone(), move |copied| {
            if let Some(field) = field
                .cast::<HtmlInputElement>()
                .filter(|_| *copied == Copied::ByHand)
            {
                browser::focus(field.clone().into());
                field.select();
            }
        });
    }
    html! {
        <div class="copy-link">
            <button type="button" class="button-quiet" {onclick}>{ words.t("link-copy") }</button>
            <span role="status">
                { match *copied {
                    Copied::Not => String::new(),
                    Copied::Yes => words.t("link-copied"),
                    Copied::ByHand => words.t("link-by-hand"),
                } }
            </span>
            if *copied == Copied::ByHand {
                <input type="text" readonly=true ref={field} value={address} aria-label={words.t("link-address")} />
            }
        </div>
    }
}
