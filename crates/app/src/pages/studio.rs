//! The Studio: where an instructor writes, tests and hands out modules with nothing but this page.
//!
//! [`list`] has one's own modules, [`mod@write`] one of them: text beside the lesson. What it takes to read, test and zip is
//! in `crate::library`.

mod code;
mod compare;
mod describe;
mod files;
mod front;
mod history;
pub(crate) mod import;
mod insert;
mod intake;
mod list;
mod picture;
mod pieces;
mod preview;
mod problems;
mod publish;
mod reading;
mod record;
mod report;
mod said;
mod text;
mod tracks;
mod twin;
mod write;
mod writer;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::list::List;
use self::write::Write;
use crate::library;

/// Properties of [`Studio`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct StudioProps {
    /// The module that the address names.
    pub(crate) draft: Option<String>,
}

/// The Studio.
#[component]
pub(crate) fn Studio(props: &StudioProps) -> Html {
    match &props.draft {
        Some(draft) => html! { <Write key={draft.clone()} draft={draft.clone()} /> },
        None => html! { <List /> },
    }
}

/// Whether what is written here outlives the page.
#[hook]
fn use_lasting() -> bool {
    let lasts = use_state_eq(|| true);
    {
        let lasts = lasts.setter();
        use_effect_with((), move |()| {
            spawn_local(async move { lasts.set(library::lasts().await) });
        });
    }
    *lasts
}
