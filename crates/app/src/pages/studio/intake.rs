//! A publisher's file comes in: what it looks like, what is put right, what it says of itself; then a table of it, or not.
//! Nothing is put into the module before the author says so.

mod seen;

use std::rc::Rc;

use spec::ingest::{Choice, Description};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub(super) use self::seen::{Taken, look};
use self::seen::{kept, taken};
use super::describe::Fields;
use crate::components::intake::{Incoming, Looked, Seen, Shown, stem, use_look};
use crate::hooks::use_locale;

/// Properties of [`Intake`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct IntakeProps {
    /// The file.
    pub(super) file: Incoming,
    /// Takes the table; `None`: it is to be left.
    pub(super) on_done: Callback<Option<Taken>>,
}

/// The look at one file.
#[component]
pub(super) fn Intake(props: &IntakeProps) -> Html {
    let words = use_locale();
    let choice = use_state_eq(Choice::default);
    let name = use_state_eq(|| stem(&props.file.name));
    let heading = use_node_ref();
    // What the file and its author say of it.
    let about = use_state(|| Rc::new(Description::default()));
    let on_seen = {
        let (now, about) = (Rc::clone(&about), about.setter());
        Callback::from(move |seen: Rc<Seen>| {
            about.set(Rc::new(kept(seen.description.clone(), &now)));
        })
    };
    let Looked {
        found,
        trouble,
        busy,
    } = use_look(&props.file, &choice, &heading, &on_seen);
    let on_about = {
        let about = about.setter();
        Callback::from(move |next| about.set(Rc::new(next)))
    };
    let on_name = {
        let name = name.setter();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // The ending is no part of it.
            name.set(stem(&format!("{}.csv", input.value())));
        })
    };
    let close = props.on_done.reform(|_: MouseEvent| None);
    let as_it_is = {
        let (name, bytes) = ((*name).clone(), Rc::clone(&props.file.bytes));
        props.on_done.reform(move |_: MouseEvent| {
            Some(Taken {
                name: name.clone(),
                csv: (*bytes).clone(),
                description: None,
            })
        })
    };
    let put = {
        let (found, about, name) = (found.clone(), Rc::clone(&about), (*name).clone());
        let (trouble, busy) = (trouble.setter(), busy.setter());
        let on_done = props.on_done.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(found) = found.clone() else { return };
            let (about, name, on_done) = (Rc::clone(&about), name.clone(), on_done.clone());
            let (trouble, busy) = (trouble.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                match taken(&found, &about, name).await {
                    Ok(table) => on_done.emit(Some(table)),
                    Err(error) => trouble.set(Some(error)),
                }
                busy.set(false);
            });
        })
    };
    let title = words.t_with("intake-title", &[("name", (&props.file.name).into())]);
    let on_choice = {
        let choice = choice.setter();
        Callback::from(move |next| choice.set(next))
    };
    let shown = found.as_ref().map(|found| Shown {
        words: &words,
        look: &found.look,
        choice: &choice,
        on_choice: &on_choice,
        busy: *busy,
    });
    let look = found.as_ref().map(|found| &found.look);
    let blocked = look.and_then(|look| look.blocked.as_ref());
    html! {
        <section class="intake" aria-label={title.clone()} aria-busy={busy.to_string()}>
            <h2 tabindex="-1" ref={heading}>{ title }</h2>
            <div role="status">
                if *busy && look.is_none() { <p>{ words.t("intake-reading") }</p> }
                if let Some(trouble) = &*trouble { <p class="notice">{ trouble.message(&words) }</p> }
                if let Some(reason) = blocked { <p class="notice">{ words.pick(reason) }</p> }
            </div>
            if let Some(shown) = shown {
                { shown.view() }
                <h3>{ words.t("intake-about") }</h3>
                <label class="intake-line"><span>{ words.t("intake-name") }</span><input type="text" value={(*name).clone()} onchange={on_name} /></label>
                <Fields value={Rc::clone(&about)} on_change={on_about} />
            }
            <div class="dialog-buttons">
                <button type="button" class="button-quiet" onclick={close}>{ words.t("intake-leave") }</button>
                if look.is_some_and(|look| look.is_table) {
                    <button type="button" class="button-quiet" onclick={as_it_is}>{ words.t("intake-as-it-is") }</button>
                }
                if look.is_some() {
                    <button type="button" class="button" onclick={put} disabled={*busy || blocked.is_some() || trouble.is_some()}>{ words.t("intake-put") }</button>
                }
            </div>
        </section>
    }
}
