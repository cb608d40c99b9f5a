//! The work file: everything the learner did, to keep and to carry elsewhere.

use spec::work::{Work, WorkError};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, HtmlInputElement};
use yew::prelude::*;

use crate::browser;
use crate::hooks::use_locale;
use crate::state::progress::{Action, use_progress};

/// What came of reading a file.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Merged { exercises: usize },
    Refused(&'static str),
}

/// Saving and reading of the work file.
#[component]
pub(crate) fn WorkFile() -> Html {
    let words = use_locale();
    let progress = use_progress();
    let outcome = use_state_eq(|| None::<Outcome>);
    let dragging = use_state_eq(|| false);

    let save = {
        let work = progress.work.clone();
        let outcome = outcome.setter();
        Callback::from(move |_: MouseEvent| {
            if let Err(id) = download(&work) {
                outcome.set(Some(Outcome::Refused(id)));
            }
        })
    };
    let read = {
        let outcome = outcome.setter();
        let dispatch = progress.dispatch.clone();
        Callback::from(move |file: web_sys::File| {
            // A module, which the home page takes.
            if file.name().to_ascii_lowercase().ends_with(".zip") {
                return;
            }
            let (outcome, dispatch) = (outcome.clone(), dispatch.clone());
            spawn_local(async move {
                let text = JsFuture::from(file.text())
                    .await
                    .ok()
                    .and_then(|text| text.as_string())
                    .ok_or("work-unreadable");
                outcome.set(Some(match text.and_then(|text| parse(&text)) {
                    Ok(work) => {
                        let exercises = work
                            .modules
                            .values()
                            .map(|module| module.exercises.len())
                            .sum();
                        dispatch.emit(Action::Import(work));
                        Outcome::Merged { exercises }
                    }
                    Err(id) => Outcome::Refused(id),
                }));
            });
        })
    };
    let onchange = {
        let read = read.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                read.emit(file);
            }
            // The same file may be picked again after a failure.
            input.set_value("");
        })
    };
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
    let message = outcome.as_ref().map(|outcome| match outcome {
        Outcome::Merged { exercises } => {
            words.t_with("work-merged", &[("exercises", (*exercises).into())])
        }
        Outcome::Refused(id) => words.t(id),
    });
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
            <p class="work-outcome" role="status">{ message }</p>
        </section>
    }
}

/// Text of a file as work; else the id of the message that says what is wrong with it.
fn parse(text: &str) -> Result<Work, &'static str> {
    Work::parse(text).map_err(|error| match error {
        WorkError::NotJson { .. } | WorkError::Damaged { .. } => "work-damaged",
        WorkError::NotWork => "work-foreign",
        WorkError::Newer { .. } => "work-newer",
    })
}

/// Offers the work as a file.
fn download(work: &Work) -> Result<(), &'static str> {
    let dated = Work {
        saved_at: browser::now(),
        ..work.clone()
    };
    let day = js_sys::Date::new_0();
    let name = format!(
        "ama-work-{:04}{:02}{:02}.json",
        day.get_full_year(),
        day.get_month() + 1,
        day.get_date()
    );
    browser::save_file(dated.to_json().as_bytes(), "application/json", &name)
        .map_err(|_| "work-save-failed")
}
