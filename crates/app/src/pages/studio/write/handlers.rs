//! What a module is told by the parts of its page that are not drawn again for every key.

use std::rc::Rc;

use spec::author::FrontChange;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::arrival;
use super::editing::Editing;
use crate::library::drafts::Draft;
use crate::pages::studio::record::Take;
use crate::pages::studio::report::Spot;
use crate::pages::studio::writer::Undo;

/// Callbacks that stay the same while the language does.
pub(super) struct Handlers {
    /// The module as it stands.
    pub(super) now: Callback<(), Option<Draft>>,
    /// The form of the front matter changes something.
    pub(super) on_amend: Callback<FrontChange>,
    /// Something was typed.
    pub(super) on_edit: Callback<()>,
    /// The cursor may stand elsewhere.
    pub(super) on_move: Callback<()>,
    /// Formatted text was pasted.
    pub(super) on_pasted: Callback<()>,
    /// Pictures were pasted.
    pub(super) on_pictures: Callback<Vec<File>>,
    /// The editor stands there.
    pub(super) on_ready: Callback<()>,
    /// An answer is to be written down.
    pub(super) on_record: Callback<Take>,
    /// Another state is to stand there.
    pub(super) on_replace: Callback<Draft>,
    /// A line and column are to be seen.
    pub(super) on_show: Callback<(u32, u32)>,
    /// What the report is about is to be seen.
    pub(super) on_spot: Callback<Spot>,
    /// Files are to come back.
    pub(super) on_undo: Callback<Rc<Undo>>,
    /// The version is to be another.
    pub(super) on_version: Callback<u32>,
}

/// The handlers of a module.
#[hook]
pub(super) fn use_handlers(editing: &Editing) -> Rc<Handlers> {
    let editing = editing.clone();
    use_memo(editing.words.lang(), move |_| Handlers {
        now: editing.on(Editing::now),
        on_amend: editing.on(Editing::amend),
        on_edit: editing.on(|editing, ()| editing.writer.edited()),
        on_move: editing.on(|editing, ()| editing.writer.moved()),
        on_pasted: editing.on(|editing, ()| editing.say(editing.words.t("studio-pasted"))),
        on_pictures: editing.on(|editing, pictures| {
            let editing = editing.clone();
            spawn_local(async move { arrival::add_pictures(&editing, pictures, true).await });
        }),
        on_ready: editing.on(|editing, ()| editing.ready.set(true)),
        on_record: editing.on(Editing::record),
        on_replace: editing.on(|editing, draft| editing.writer.take(&draft)),
        on_show: editing.on(Editing::show),
        on_spot: editing.on(Editing::show_spot),
        on_undo: editing.on(Editing::undo),
        on_version: editing.on(Editing::set_version),
    })
}
