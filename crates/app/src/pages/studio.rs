//! The Studio: where an instructor writes, tests and hands out modules with nothing but this page.
//!
//! [`list`] has one's own modules, [`mod@write`] one of them: text beside the lesson. What it takes to read, test and zip is
//! in `crate::library`.

mod code;
mod compare;
mod dates;
mod describe;
mod files;
mod front;
mod history;
pub(crate) mod import;
mod insert;
mod intake;
mod lasting;
mod list;
mod picture;
mod pieces;
mod preview;
mod problems;
mod publish;
mod record;
mod report;
mod said;
mod site;
mod text;
mod tracks;
mod twin;
mod write;
mod writer;

use yew::prelude::*;

use self::list::List;
use self::write::Write;

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
