//! «前の版»: states of the module that were kept, what changed since, and the way back; and the offer to raise `version`
//! when answers changed since it was handed out.

use std::rc::Rc;

use spec::{Asks, Module};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::compare::Compare;
use super::dates::when;
use crate::hooks::{Words, use_dialog, use_locale};
use crate::library::drafts::Draft;
use crate::library::past::{self, Head, MOST, State, Why};

/// Properties of [`History`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct HistoryProps {
    /// Key of the draft.
    pub(super) draft: String,
    /// The module as it stands.
    pub(super) now: Callback<(), Option<Draft>>,
    /// What was read last, without its sections.
    pub(super) frame: Rc<Module>,
    /// What its exercises ask.
    pub(super) asked: Rc<Vec<(String, Asks)>>,
    /// Puts a state in the place of what stands there.
    pub(super) on_take: Callback<Draft>,
    /// Writes another version into the front matter.
    pub(super) on_version: Callback<u32>,
}

impl HistoryProps {
    fn now(&self) -> Draft {
        self.now.emit(()).unwrap_or_default()
    }

    fn head(&self) -> Head {
        Head {
            title: self.frame.title.clone(),
            version: self.frame.version,
            asked: (*self.asked).clone(),
        }
    }
}

/// What the dialog shows below the list.
#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Said(String),
    Compared(Rc<(u64, Draft, Draft)>),
}

/// The button, its dialog, and the offer.
#[component]
pub(super) fn History(props: &HistoryProps) -> Html {
    let words = use_locale();
    let dialog = use_dialog();
    let states = use_state(|| Rc::new(Vec::<State>::new()));
    let shown = use_state(|| Shown::Nothing);
    let name = use_node_ref();
    {
        let states = states.setter();
        use_effect_with(props.draft.clone(), move |key| {
            let key = key.clone();
            let read = Callback::from(move |()| {
                let (key, states) = (key.clone(), states.clone());
                spawn_local(async move { states.set(Rc::new(past::list(&key).await)) });
            });
            read.emit(());
            past::listen(read);
            || past::listen(Callback::noop())
        });
    }
    let open = {
        let (open, shown) = (dialog.open.clone(), shown.setter());
        Callback::from(move |event: MouseEvent| {
            shown.set(Shown::Nothing);
            open.emit(event);
        })
    };
    let keep = {
        let (props, shown, words, name) =
            (props.clone(), shown.setter(), words.clone(), name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let field = name.cast::<HtmlInputElement>();
            let named = field
                .as_ref()
                .map(HtmlInputElement::value)
                .unwrap_or_default();
            if let Some(field) = field {
                field.set_value("");
            }
            let (props, shown, words) = (props.clone(), shown.clone(), words.clone());
            spawn_local(async move {
                let why = Why::Asked(named.trim().to_owned());
                let kept = past::keep(&props.draft, &props.now(), props.head(), why).await;
                shown.set(Shown::Said(match kept {
                    Ok(()) => words.t("past-kept"),
                    Err(detail) => words.t_with("past-failed", &[("detail", (&detail).into())]),
                }));
            });
        })
    };
    let compare = {
        let (props, shown, words) = (props.clone(), shown.setter(), words.clone());
        Callback::from(move |state: State| {
            let (props, shown, words) = (props.clone(), shown.clone(), words.clone());
            spawn_local(async move {
                shown.set(match past::draft(&props.draft, &state).await {
                    Ok(before) => Shown::Compared(Rc::new((state.at, before, props.now()))),
                    Err(detail) => {
                        Shown::Said(words.t_with("past-failed", &[("detail", (&detail).into())]))
                    }
                });
            });
        })
    };
    let take = {
        let (props, shown, words) = (props.clone(), shown.setter(), words.clone());
        Callback::from(move |state: State| {
            let (props, shown, words) = (props.clone(), shown.clone(), words.clone());
            spawn_local(async move {
                // What stands there is kept first: going back is a step that can be taken back.
                let taken = match past::draft(&props.draft, &state).await {
                    Ok(draft) => {
                        let now = (props.now(), props.head());
                        past::keep(&props.draft, &now.0, now.1, Why::Replaced)
                            .await
                            .map(|()| props.on_take.emit(draft))
                    }
                    Err(detail) => Err(detail),
                };
                shown.set(Shown::Said(match taken {
                    Ok(()) => words.t("past-taken"),
                    Err(detail) => words.t_with("past-failed", &[("detail", (&detail).into())]),
                }));
            });
        })
    };
    let handed_out = states.iter().find(|state| state.why == Why::HandedOut);
    let changed = handed_out
        .map(|state| props.head().changed_since(&state.head))
        // Nothing was read yet.
        .filter(|_| props.frame.version > 0)
        .unwrap_or_default();
    let raise = {
        let next = props.frame.version.saturating_add(1);
        props.on_version.reform(move |_: MouseEvent| next)
    };
    let line = |state: &State| {
        let act = |to: &Callback<State>| {
            let state = state.clone();
            to.reform(move |_: MouseEvent| state.clone())
        };
        let compared = matches!(&*shown, Shown::Compared(of) if of.0 == state.at);
        let args = [
            ("when", when(state.at).into()),
            ("version", state.head.version.into()),
        ];
        html! {
            <li key={state.at.to_string()}>
                <span><b>{ why(&words, &state.why) }</b>{ " " }{ words.t_with("past-line", &args) }</span>
                <span class="recorder-buttons">
                    <button type="button" class="button-quiet" aria-expanded={compared.to_string()} onclick={act(&compare)}>{ words.t("past-compare") }</button>
                    <button type="button" class="button-quiet" onclick={act(&take)}>{ words.t("past-take") }</button>
                </span>
                if let (Shown::Compared(both), true) = (&*shown, compared) {
                    <h3>{ words.t(if state.why == Why::HandedOut { "past-since-handed-out" } else { "past-since" }) }</h3>
                    <Compare before={both.1.clone()} after={both.2.clone()} />
                }
            </li>
        }
    };
    html! {
        <>
            <button type="button" class="button-quiet" onclick={open}>{ words.t("past-title") }</button>
            if !changed.is_empty() {
                <div class="notice studio-raise">
                    <p>{ words.t_with("past-changed", &[("count", changed.len().into()), ("ids", changed.join("、").into()), ("version", props.frame.version.into())]) }</p>
                    <button type="button" class="button-quiet" onclick={raise}>{ words.t_with("past-raise", &[("version", props.frame.version.saturating_add(1).into())]) }</button>
                </div>
            }
            <dialog ref={dialog.node} class="dialog hand-out" aria-labelledby="past">
                <h2 id="past">{ words.t("past-title") }</h2>
                <p>{ words.t_with("past-lead", &[("most", MOST.into())]) }</p>
                <form class="recorder-buttons" onsubmit={keep}>
                    <input ref={name} type="text" aria-label={words.t("past-name")} placeholder={words.t("past-name")} maxlength="60" />
                    <button type="submit" class="button-quiet">{ words.t("past-keep") }</button>
                </form>
                <div role="status">
                    if let Shown::Said(said) = &*shown { <p>{ said }</p> }
                </div>
                <ul class="past-states">{ for states.iter().map(line) }</ul>
                if states.is_empty() { <p>{ words.t("past-none") }</p> }
                <div class="dialog-buttons">
                    <button type="button" class="button" onclick={dialog.close}>{ words.t("bench-close") }</button>
                </div>
            </dialog>
        </>
    }
}

fn why(words: &Words, why: &Why) -> String {
    match why {
        Why::HandedOut => words.t("past-handed-out"),
        Why::Asked(name) if name.is_empty() => words.t("past-asked"),
        Why::Asked(name) => name.clone(),
        Why::Replaced => words.t("past-replaced"),
        Why::Elsewhere(_) => words.t("past-elsewhere"),
    }
}
