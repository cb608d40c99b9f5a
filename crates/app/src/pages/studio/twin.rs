//! Two drafts of one module, yours and a colleague's: what differs, and one taken over into the other.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::compare::Compare;
use crate::hooks::{use_dialog, use_locale};
use crate::library::drafts::{self, About, Draft};
use crate::library::past::{self, Head, Why};

/// Properties of [`Twin`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TwinProps {
    /// Key of the draft in whose line it stands.
    pub(super) draft: String,
    /// Key of the other one.
    pub(super) other: String,
    /// What is known of the first.
    pub(super) about: About,
    /// When something was taken over.
    pub(super) on_change: Callback<()>,
}

/// The button and its dialog.
#[component]
pub(super) fn Twin(props: &TwinProps) -> Html {
    let words = use_locale();
    let dialog = use_dialog();
    let both = use_state(|| None::<Rc<(Draft, Draft)>>);
    let said = use_state_eq(String::new);
    let open = {
        let (open, both, said, props) = (
            dialog.open.clone(),
            both.setter(),
            said.setter(),
            props.clone(),
        );
        Callback::from(move |event: MouseEvent| {
            open.emit(event);
            let (both, said, props) = (both.clone(), said.clone(), props.clone());
            said.set(String::new());
            spawn_local(async move {
                let mine = drafts::load(&props.draft).await;
                let other = drafts::load(&props.other).await;
                match (mine, other) {
                    (Ok(Some(mine)), Ok(Some(other))) => both.set(Some(Rc::new((mine, other)))),
                    (Err(detail), _) | (_, Err(detail)) => said.set(detail),
                    _ => both.set(None),
                }
            });
        })
    };
    let take = {
        let (props, both, said, words) =
            (props.clone(), both.clone(), said.setter(), words.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(both) = (*both).clone() else {
                return;
            };
            let (props, said, words) = (props.clone(), said.clone(), words.clone());
            spawn_local(async move {
                let head = Head {
                    title: props.about.title.clone(),
                    version: props.about.version,
                    asked: Vec::new(),
                };
                // What stands there is kept first.
                let kept = past::keep(&props.draft, &both.0, head, Why::Replaced).await;
                let taken = match kept {
                    Ok(()) => {
                        let title = &props.about.title;
                        let Draft { text, files } = &both.1;
                        drafts::save(&props.draft, title, text, Some(files), &both.0.text).await
                    }
                    Err(detail) => Err(detail),
                };
                said.set(match taken {
                    Ok(_) => words.t("twin-taken"),
                    Err(detail) => words.t_with("past-failed", &[("detail", (&detail).into())]),
                });
                props.on_change.emit(());
            });
        })
    };
    let args = [("id", (&props.about.id).into())];
    html! {
        <span class="module-twin">
            <span>{ words.t_with("twin-note", &args) }</span>
            <button type="button" class="button-quiet" onclick={open}>{ words.t("twin-compare") }</button>
            <dialog ref={dialog.node} class="dialog hand-out" aria-label={words.t("twin-compare")}>
                <h2>{ words.t("twin-compare") }</h2>
                <p>{ words.t("twin-lead") }</p>
                if let Some(both) = &*both { <Compare before={both.0.clone()} after={both.1.clone()} /> }
                <div role="status">if !said.is_empty() { <p>{ &*said }</p> }</div>
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={dialog.close}>{ words.t("bench-close") }</button>
                    <button type="button" class="button" onclick={take} disabled={both.is_none() || !said.is_empty()}>{ words.t("twin-take") }</button>
                </div>
            </dialog>
        </span>
    }
}
