//! The work file: everything the learner did, to keep and to carry elsewhere.

use std::rc::Rc;

use spec::work::{MAX_WORK_BYTES, Work, WorkError};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, HtmlInputElement};
use yew::prelude::*;

use crate::browser;
use crate::components::save_line::SaveLine;
use crate::components::trouble::detail;
use crate::courses::Courses;
use crate::hooks::use_locale;
use crate::host::{self, Kept};
use crate::saving::{Filing, SavePhase, Saving, download};
use crate::state::progress::{Action, use_progress};

/// What came of reading a file.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Merged {
        exercises: usize,
        /// A town that this place does not have.
        town: String,
    },
    /// Which message, and the browser's own words.
    Refused(&'static str, String),
}

/// What can be done with the work file.
#[derive(Clone, PartialEq)]
pub(crate) struct WorkFileHandle {
    /// Saves everything into one.
    pub(crate) save: Callback<MouseEvent>,
    /// Reads one.
    read: Callback<web_sys::File>,
    /// What came of it, in words; empty at first.
    pub(crate) outcome: Html,
}

/// Saving and reading of the work file.
#[hook]
pub(crate) fn use_work_file() -> WorkFileHandle {
    let words = use_locale();
    let progress = use_progress();
    let Saving { on_file, state, .. } = use_context::<Saving>().unwrap_or_default();
    let towns = use_context::<Courses>().and_then(|courses| courses.list());
    let towns = towns.map(|list| list.towns.clone()).unwrap_or_default();
    let outcome = use_state_eq(|| None::<Outcome>);
    let save = {
        let work = progress.work.clone();
        let outcome = outcome.setter();
        let on_file = on_file.clone();
        Callback::from(move |_: MouseEvent| match download(&work) {
            Ok(()) => on_file.emit((Filing::Saved, Rc::clone(&work))),
            Err(why) => outcome.set(Some(Outcome::Refused("work-save-failed", why))),
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
            let (outcome, dispatch, on_file) = (outcome.clone(), dispatch.clone(), on_file.clone());
            let towns = towns.clone();
            spawn_local(async move {
                let mut work = match read_work(&file).await {
                    Ok(work) => work,
                    Err((id, why)) => return outcome.set(Some(Outcome::Refused(id, why))),
                };
                let modules = work.modules.values();
                let exercises = modules.map(|module| module.exercises.len()).sum();
                on_file.emit((Filing::Opened, Rc::new(work.clone())));
                let town = strange_town(&mut work, &towns);
                dispatch.emit(Action::Import(work));
                outcome.set(Some(Outcome::Merged { exercises, town }));
            });
        })
    };
    let by_browser = host::current().kept() == Kept::Browser;
    let outcome = match &*outcome {
        None => html! {},
        // Said when it is so: a large file takes a moment. Where the file itself is what keeps the work, it is so at once.
        Some(Outcome::Merged { .. }) if by_browser && state.phase == SavePhase::Saving => {
            words.t("work-keeping").into()
        }
        Some(Outcome::Merged { .. })
            if by_browser && matches!(state.phase, SavePhase::Failed { .. }) =>
        {
            words.t("work-unkept").into()
        }
        Some(Outcome::Merged { exercises, town }) => html! {
            <>
                { words.t_with("work-merged", &[("exercises", (*exercises).into())]) }
                if !town.is_empty() {
                    { words.t("sentence-separator") }
                    { words.t_with("work-town", &[("town", town.into())]) }
                }
            </>
        },
        Some(Outcome::Refused(id, why)) => html! { <>{ words.t(id) }{ detail(why, &words) }</> },
    };
    WorkFileHandle {
        save,
        read,
        outcome,
    }
}

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
            <div class="work-outcome" role="status">{ outcome }</div>
        </section>
    }
}

/// A file as work; else the id of the message that says what is wrong with it, and what the reader says.
async fn read_work(file: &web_sys::File) -> Result<Work, (&'static str, String)> {
    // Before all of it is in memory.
    if file.size() > MAX_WORK_BYTES as f64 {
        return Err(("work-too-much", String::new()));
    }
    let text = JsFuture::from(file.text()).await;
    let text = text.map_err(|why| ("work-unreadable", browser::describe(&why)))?;
    let text = text.as_string().unwrap_or_default();
    Work::parse(&text).map_err(|error| {
        let id = match error {
            WorkError::NotJson { .. } | WorkError::Damaged { .. } => "work-damaged",
            WorkError::NotWork => return ("work-foreign", String::new()),
            WorkError::Newer { .. } => "work-newer",
            WorkError::TooMuch => "work-too-much",
        };
        (id, error.to_string())
    })
}

/// Takes a town out of a file that is none of the places known here, and names it.
fn strange_town(work: &mut Work, towns: &[String]) -> String {
    if towns.is_empty() || towns.contains(&work.settings.town) {
        return String::new();
    }
    work.settings.updated = 0;
    std::mem::take(&mut work.settings.town)
}

#[cfg(test)]
mod tests {
    use spec::work::WorkSettings;

    use super::*;

    #[test]
    fn a_town_that_is_not_here_is_left_out_and_named() {
        let towns = ["津市".to_owned(), "鳥羽市".to_owned()];
        let take = |town: &str| {
            let mut work = Work {
                settings: WorkSettings {
                    town: town.into(),
                    updated: 5,
                    ..WorkSettings::default()
                },
                ..Work::default()
            };
            let strange = strange_town(&mut work, &towns);
            (strange, work.settings.town, work.settings.updated)
        };
        let owned = str::to_owned;
        assert_eq!(take("鳥羽市"), (String::new(), owned("鳥羽市"), 5));
        // What was not picked does not take the place of what was.
        assert_eq!(take("'; --"), (owned("'; --"), String::new(), 0));
        assert_eq!(take(""), (String::new(), String::new(), 0));
    }
}
