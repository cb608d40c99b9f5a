//! Taking a handed-out zip in, for the home page: reads it, keeps it, says what came of it.

use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::files;
use super::said::refused;
use crate::courses::Courses;
use crate::hooks::{use_engine, use_locale};
use crate::library::added;
use crate::library::desk::Desk;

/// Properties of [`Import`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ImportProps {
    /// The zip.
    pub(crate) file: File,
    /// Ids of the site's own modules.
    pub(crate) site: Vec<String>,
}

/// Takes one zip in, once.
#[component]
pub(crate) fn Import(props: &ImportProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let courses = use_context::<Courses>();
    let outcome = use_state_eq(|| words.t("zip-reading"));
    {
        let (outcome, props, words) = (outcome.setter(), props.clone(), words.clone());
        use_effect_with((), move |()| {
            spawn_local(async move {
                let desk = Desk::get(Some(&engine.client));
                let zip = files::read(&props.file).await.unwrap_or_default();
                outcome.set(match added::import(&desk, zip, &props.site).await {
                    Ok(titles) => {
                        if let Some(courses) = courses {
                            courses.retry.emit(());
                        }
                        words.t_with("zip-done", &[("titles", titles.join("、").into())])
                    }
                    Err(refusal) => refused(&words, &refusal),
                });
            });
        });
    }
    html! { <p>{ &*outcome }</p> }
}

/// Properties of [`Remove`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct RemoveProps {
    /// The module.
    pub(crate) id: String,
}

/// Forgets one module, once.
#[component]
pub(crate) fn Remove(props: &RemoveProps) -> Html {
    let words = use_locale();
    let courses = use_context::<Courses>();
    let outcome = use_state_eq(String::new);
    {
        let (outcome, id, words) = (outcome.setter(), props.id.clone(), words.clone());
        use_effect_with((), move |()| {
            spawn_local(async move {
                outcome.set(match added::remove(&id).await {
                    Ok(()) => words.t("zip-removed"),
                    Err(detail) => words.t_with("zip-not-kept", &[("detail", detail.into())]),
                });
                if let Some(courses) = courses {
                    courses.retry.emit(());
                }
            });
        });
    }
    html! { <p>{ &*outcome }</p> }
}
