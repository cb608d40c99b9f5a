//! One module being written: the text on the left, the lesson on the right (one at a time where it is narrow).
//!
//! [`Editing`] is what can be done with it, [`View`] how it is drawn; both start from what the
//! [`Writer`](super::writer::Writer) has read last.

mod arrival;
mod editing;
mod handlers;
mod hooks;
mod status;
mod view;

use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File};
use yew::prelude::*;

use self::editing::Editing;
use self::handlers::use_handlers;
use self::hooks::{use_first_reading, use_handed, use_text_only, use_writer};
use self::status::{ToolStatus, status};
use self::view::View;
use super::files;
use super::intake::{Intake, Taken};
use super::lasting::use_lasting;
use crate::components::intake::Incoming;
use crate::courses::Courses;
use crate::hooks::{use_arrival, use_locale, use_title};
use crate::library::drafts::{self, Draft};
use crate::route::Route;

/// Properties of [`Write`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct WriteProps {
    /// Key of the draft.
    pub(super) draft: String,
}

/// Fetches a draft and opens it.
#[component]
pub(super) fn Write(props: &WriteProps) -> Html {
    let words = use_locale();
    let draft = use_state(|| None::<Result<Option<Draft>, String>>);
    {
        let draft = draft.setter();
        use_effect_with(props.draft.clone(), move |key| {
            let key = key.clone();
            spawn_local(async move { draft.set(Some(drafts::load(&key).await)) });
        });
    }
    match &*draft {
        None => html! { <div class="page waiting" aria-busy="true" /> },
        Some(Ok(Some(draft))) => {
            html! { <Opened id={props.draft.clone()} draft={draft.clone()} /> }
        }
        Some(other) => html! {
            <div class="page page-narrow">
                <h1 tabindex="-1">{ words.t("studio-title") }</h1>
                <p>{ words.t("studio-no-draft") }</p>
                if let Err(detail) = other { <p><code>{ detail }</code></p> }
                <p><a class="button" href={Route::Studio(None).href()}>{ words.t("studio-to-list") }</a></p>
            </div>
        },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OpenedProps {
    id: String,
    draft: Draft,
}

/// The module of a draft.
#[component]
fn Opened(props: &OpenedProps) -> Html {
    let OpenedProps { id, draft } = props;
    let words = use_locale();
    let courses = use_context::<Courses>();
    let lasts = use_lasting();
    // With the number of changes of the text that it is about.
    let shown = use_state_eq(|| (0_u32, ToolStatus::Nothing));
    let seeing = use_state_eq(|| false);
    let ready = use_state_eq(|| false);
    let incoming = use_state(Vec::<Incoming>::new);
    let described = use_state_eq(|| None::<String>);
    let (text_only, draw_again) = use_text_only(id);
    let (writer, state) = use_writer(id, draft, &words);
    let seeds = use_first_reading(&writer, draft, *ready && !text_only);
    let handed = use_handed(id, state.as_ref());
    let editing = Editing {
        writer,
        words: words.clone(),
        status: shown.setter(),
        seeing: seeing.setter(),
        ready: ready.setter(),
    };
    let handlers = use_handlers(&editing);
    let view = View {
        id,
        draft,
        editing: &editing,
        handlers: &handlers,
        state: state.as_ref(),
        text_only,
        lasts,
        seeing: *seeing,
    };
    use_title(&view.title());
    use_arrival();
    let add_files = {
        let (editing, incoming) = (editing.clone(), incoming.clone());
        Callback::from(move |picked: Vec<File>| {
            let (editing, incoming) = (editing.clone(), incoming.clone());
            spawn_local(async move { arrival::add_files(&editing, picked, &incoming).await });
        })
    };
    let on_taken = {
        let (editing, incoming) = (editing.clone(), incoming.clone());
        Callback::from(move |table: Option<Taken>| {
            incoming.set(incoming.iter().skip(1).cloned().collect());
            if let Some(table) = table {
                editing.add_table(table);
            }
        })
    };
    let on_describe = {
        let described = described.setter();
        Callback::from(move |path: String| described.set(Some(path)))
    };
    let on_described = {
        let (editing, described) = (editing.clone(), described.clone());
        Callback::from(move |text: Option<String>| {
            if let (Some(text), Some(path)) = (text, &*described) {
                editing.describe(path, text);
            }
            described.set(None);
        })
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let ondrop = add_files.reform(|event: DragEvent| {
        event.prevent_default();
        files::all(event.data_transfer().and_then(|data| data.files()))
    });
    let (edits, told) = &*shown;
    let is_stale = state.as_ref().is_some_and(|state| state.edits != *edits);
    html! {
        <div class="studio" {ondragover} {ondrop}>
            { view.head() }
            if !lasts {
                <p class="notice">{ words.t("studio-fleeting") }</p>
            }
            { view.tools(&seeds, *told == ToolStatus::Testing, add_files, on_describe) }
            { view.tabs() }
            <div class="studio-outcome" role="status">
                { status(&words, told, is_stale, &handlers.on_spot, &handlers.on_undo) }
            </div>
            if text_only {
                <div class="notice">
                    <p>{ words.t("studio-text-only") }</p>
                    <p><button type="button" class="button" onclick={draw_again}>{ words.t("studio-draw-again") }</button></p>
                </div>
            }
            { view.front(courses.as_ref(), handed.as_ref()) }
            { view.notices() }
            if let Some(file) = incoming.first() {
                <Intake key={format!("{} {}", incoming.len(), file.name)} file={file.clone()} on_done={on_taken} />
            }
            if let Some(path) = &*described { { view.description(path, on_described) } }
            { view.panes() }
        </div>
    }
}
