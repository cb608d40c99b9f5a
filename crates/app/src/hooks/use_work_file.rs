//! Saving and opening the work file, and what came of it.

use std::rc::Rc;

use spec::work::{MAX_WORK_BYTES, Work, WorkError};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::use_locale;
use crate::browser::{self, clock};
use crate::components::trouble::detail;
use crate::courses::Courses;
use crate::host::{self, Kept};
use crate::saving::{Filing, SavePhase, Saving, download};
use crate::state::progress::{Action, use_progress};

/// What came of saving or reading a file.
#[derive(Clone, Debug, PartialEq)]
enum WorkFileNews {
    /// Its name, and the time on the learner's clock.
    Saved { name: String, time: String },
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
    pub(crate) read: Callback<web_sys::File>,
    /// What came of reading, or why nothing was saved, in words; empty at first.
    pub(crate) outcome: Html,
    /// That one was saved, in words; empty at first.
    pub(crate) saved: Html,
}

/// Saving and reading of the work file.
#[hook]
pub(crate) fn use_work_file() -> WorkFileHandle {
    let words = use_locale();
    let progress = use_progress();
    let Saving { on_file, state, .. } = use_context::<Saving>().unwrap_or_default();
    let towns = use_context::<Courses>().and_then(|courses| courses.list());
    let towns = towns.map(|list| list.towns.clone()).unwrap_or_default();
    let outcome = use_state_eq(|| None::<WorkFileNews>);
    let save = {
        let work = progress.work.clone();
        let outcome = outcome.setter();
        let on_file = on_file.clone();
        Callback::from(move |_: MouseEvent| match download(&work) {
            Ok(name) => {
                on_file.emit((Filing::Saved, Rc::clone(&work)));
                let time = clock(browser::now());
                outcome.set(Some(WorkFileNews::Saved { name, time }));
            }
            Err(why) => outcome.set(Some(WorkFileNews::Refused("work-save-failed", why))),
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
                    Err((id, why)) => return outcome.set(Some(WorkFileNews::Refused(id, why))),
                };
                let modules = work.modules.values();
                let exercises = modules.map(|module| module.exercises.len()).sum();
                on_file.emit((Filing::Opened, Rc::new(work.clone())));
                let town = strange_town(&mut work, &towns);
                dispatch.emit(Action::Import(work));
                outcome.set(Some(WorkFileNews::Merged { exercises, town }));
            });
        })
    };
    let by_browser = host::current().kept() == Kept::Browser;
    let saved = match &*outcome {
        Some(WorkFileNews::Saved { name, time }) => {
            let args = [("name", name.into()), ("time", time.into())];
            words.t_with("work-saved", &args).into()
        }
        _ => html! {},
    };
    let outcome = match &*outcome {
        None | Some(WorkFileNews::Saved { .. }) => html! {},
        // Said when it is so: a large file takes a moment. Where the file itself is what keeps the work, it is so at once.
        Some(WorkFileNews::Merged { .. }) if by_browser && state.phase == SavePhase::Saving => {
            words.t("work-keeping").into()
        }
        Some(WorkFileNews::Merged { .. })
            if by_browser && matches!(state.phase, SavePhase::Failed { .. }) =>
        {
            words.t("work-unkept").into()
        }
        Some(WorkFileNews::Merged { exercises, town }) => html! {
            <>
                { words.t_with("work-merged", &[("exercises", (*exercises).into())]) }
                if !town.is_empty() {
                    { words.t("sentence-separator") }
                    { words.t_with("work-town", &[("town", town.into())]) }
                }
            </>
        },
        Some(WorkFileNews::Refused(id, why)) => {
            html! { <>{ words.t(id) }{ detail(why, &words) }</> }
        }
    };
    WorkFileHandle {
        save,
        read,
        outcome,
        saved,
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
            // Any other file: a table, say.
            WorkError::NotJson { .. } if is_other(&text) => {
                return ("work-foreign", String::new());
            }
            WorkError::NotJson { .. } | WorkError::Damaged { .. } => "work-damaged",
            WorkError::NotWork => return ("work-foreign", String::new()),
            WorkError::Newer { .. } => "work-newer",
            WorkError::TooMuch => "work-too-much",
        };
        (id, error.to_string())
    })
}

/// Whether a text does not begin as a work file does: then it never was one.
fn is_other(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    !text.is_empty() && !text.starts_with('{')
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
    fn a_table_is_no_broken_work_file() {
        assert!(is_other("市町名,人口\r\n津市,274537\r\n"));
        assert!(!is_other("\u{feff}\n {\"kind\":\"ama-work\",\"for"));
        // Cut off before the first letter.
        assert!(!is_other(""));
    }

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
