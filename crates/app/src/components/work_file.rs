//! The work file: everything the learner did, to keep and to carry elsewhere.

use web_sys::{DragEvent, HtmlInputElement};
use yew::prelude::*;

use crate::components::save_line::SaveLine;
use crate::hooks::{WorkFileHandle, use_locale, use_work_file};
use crate::host::{self, Kept};
use crate::state::progress::use_progress;

/// Takes the file that was picked.
fn picked(read: &Callback<web_sys::File>) -> Callback<Event> {
    let read = read.clone();
    Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read.emit(file);
        }
        // The same file may be picked again after a failure.
        input.set_value("");
    })
}

/// On the first screen, where only a work file keeps what was done: that it is so, and how to go on.
#[component]
pub(crate) fn WorkAtHand() -> Html {
    let words = use_locale();
    let work = use_progress().work;
    let file = use_work_file();
    if host::current().kept() == Kept::Browser {
        return html! {};
    }
    let begun = work
        .modules
        .values()
        .any(|module| !module.exercises.is_empty());
    html! {
        <section class="work-at-hand" aria-label={words.t("work-at-hand-open")}>
            if begun {
                <SaveLine />
            } else {
                <p>{ words.t("work-at-hand") }</p>
            }
            <label class="button-quiet file-button">
                <span>{ words.t("work-at-hand-open") }</span>
                <input type="file" class="visually-hidden" accept=".json,application/json" onchange={picked(&file.read)} />
            </label>
            <div class="work-outcome" role="status">{ file.outcome }</div>
        </section>
    }
}

/// The work file at the end of each page.
#[component]
pub(crate) fn WorkFile() -> Html {
    let words = use_locale();
    let dragging = use_state_eq(|| false);
    let WorkFileHandle {
        save,
        read,
        outcome,
        saved,
    } = use_work_file();
    let onchange = picked(&read);
    let ondragover = {
        let dragging = dragging.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            dragging.set(true);
        })
    };
    let ondragleave = {
        let dragging = dragging.setter();
        Callback::from(move |_: DragEvent| dragging.set(false))
    };
    let ondrop = {
        let dragging = dragging.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            dragging.set(false);
            if let Some(file) = event
                .data_transfer()
                .and_then(|data| data.files())
                .and_then(|files| files.get(0))
            {
                read.emit(file);
            }
        })
    };
    html! {
        <section class={classes!("work-file", dragging.then_some("work-file-over"))} aria-labelledby="work-file" {ondragover} {ondragleave} {ondrop}>
            <h2 id="work-file">{ words.t("work-title") }</h2>
            <p>{ words.t("work-text") }</p>
            <div class="work-buttons">
                <button type="button" class="button-quiet" onclick={save}>{ words.t("work-save") }</button>
                <label class="button-quiet file-button">
                    <span>{ words.t("work-open") }</span>
                    <input type="file" class="visually-hidden" accept=".json,application/json" {onchange} />
                </label>
            </div>
            <div class="work-outcome" role="status">{ saved }{ outcome }</div>
        </section>
    }
}
