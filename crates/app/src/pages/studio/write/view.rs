//! The page of a module, piece by piece.

use std::rc::Rc;

use spec::exercise::Kind;
use spec::module::ColumnInfo;
use spec::seed::SeedList;
use web_sys::File;
use yew::prelude::*;

use super::editing::Editing;
use super::handlers::Handlers;
use crate::browser::clock;
use crate::components::engine_line::EngineLine;
use crate::courses::Courses;
use crate::hooks::Words;
use crate::library::drafts::Draft;
use crate::pages::studio::code::CodeField;
use crate::pages::studio::describe::Describe;
use crate::pages::studio::files::{self, FileBox};
use crate::pages::studio::front::Front;
use crate::pages::studio::history::History;
use crate::pages::studio::preview::Preview;
use crate::pages::studio::problems::Problems;
use crate::pages::studio::publish::Publish;
use crate::pages::studio::writer::{Saved, WriterState};
use crate::route::Route;

/// What the page is drawn from.
pub(super) struct View<'a> {
    /// Key of the draft.
    pub(super) id: &'a str,
    /// The draft as it was opened.
    pub(super) draft: &'a Draft,
    pub(super) editing: &'a Editing,
    pub(super) handlers: &'a Handlers,
    /// What was read last, once something was.
    pub(super) state: Option<&'a WriterState>,
    /// Whether the lesson is not drawn, because the page has stopped over it.
    pub(super) text_only: bool,
    /// Whether what is written outlives the page.
    pub(super) lasts: bool,
    /// Whether the lesson is in sight, where it and the text are not side by side.
    pub(super) seeing: bool,
}

impl View<'_> {
    fn words(&self) -> &Words {
        &self.editing.words
    }

    /// What was read last, if that may be drawn.
    fn drawn(&self) -> Option<&WriterState> {
        self.state.filter(|_| !self.text_only)
    }

    /// The module's title, or the Studio's while it has none.
    pub(super) fn title(&self) -> String {
        self.state
            .map(|state| state.pieces.frame.title.clone())
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| self.words().t("studio-title"))
    }

    /// Way back, title, and how saving goes.
    pub(super) fn head(&self) -> Html {
        let words = self.words();
        let saved = match self.state.map(|state| &state.saved) {
            Some(Saved::Not(_)) => words.t("save-failed-short"),
            _ if !self.lasts => words.t("save-fleeting-short"),
            None | Some(Saved::Kept) => words.t("save-kept"),
            Some(Saved::At(at)) => words.t_with("save-saved", &[("time", clock(*at).into())]),
        };
        html! {
            <header class="studio-head">
                <a href={Route::Studio(None).href()}>{ words.t("studio-to-list") }</a>
                <h1 tabindex="-1" lang="ja">{ self.title() }</h1>
                <span class="save-line">{ saved }</span>
            </header>
        }
    }

    /// The menus and buttons. `is_testing` is told while the author's tests run.
    pub(super) fn tools(
        &self,
        seeds: &Rc<SeedList>,
        is_testing: bool,
        on_add: Callback<Vec<File>>,
        on_describe: Callback<String>,
    ) -> Html {
        let (words, editing) = (self.words(), self.editing);
        let add_seed = {
            let (editing, seeds) = (editing.clone(), Rc::clone(seeds));
            Callback::from(move |event: Event| editing.add_seed(&seeds, &event))
        };
        let files = self.state.map_or(&self.draft.files, |state| &state.files);
        let pieces = self
            .state
            .map(|state| Rc::clone(&state.pieces))
            .unwrap_or_default();
        let Handlers {
            now,
            on_replace,
            on_version,
            ..
        } = self.handlers;
        html! {
            <div class="studio-tools" role="group" aria-label={words.t("studio-tools")}>
                <select aria-label={words.t("studio-insert")} onchange={editing.on(Editing::insert)}>
                    <option value="" selected=true>{ words.t("studio-insert") }</option>
                    { for Kind::ALL.iter().map(|kind| html! { <option value={kind.slug()}>{ words.t(&format!("studio-kind-{}", kind.slug())) }</option> }) }
                </select>
                <select aria-label={words.t("studio-add-seed")} onchange={add_seed}>
                    <option value="" selected=true>{ words.t("studio-add-seed") }</option>
                    { for seeds.seeds.iter().map(|seed| html! { <option value={seed.id.clone()} lang="ja">{ &seed.title }</option> }) }
                </select>
                <FileBox files={Rc::clone(files)} {on_add} on_remove={editing.on(Editing::remove_file)} {on_describe} />
                <button type="button" class="button" onclick={editing.on(Editing::test)} disabled={is_testing}>{ words.t("studio-test") }</button>
                <Publish open={(self.id.to_owned(), now.clone())} />
                <History draft={self.id.to_owned()} now={now.clone()} frame={Rc::clone(&pieces.frame)} asked={Rc::clone(&pieces.asked)} on_take={on_replace.clone()} on_version={on_version.clone()} />
            </div>
        }
    }

    /// The choice between text and lesson, where one is seen at a time.
    pub(super) fn tabs(&self) -> Html {
        let words = self.words();
        let tab = |wanted: bool| {
            let seeing = self.editing.seeing.clone();
            let onclick = Callback::from(move |_: MouseEvent| seeing.set(wanted));
            html! {
                <button type="button" class="button-quiet" aria-pressed={(self.seeing == wanted).to_string()} {onclick}>
                    { words.t(if wanted { "studio-see" } else { "studio-write" }) }
                </button>
            }
        };
        html! {
            <div class="studio-tabs" role="group" aria-label={words.t("studio-view")}>{ tab(false) }{ tab(true) }</div>
        }
    }

    /// The form of the front matter. `handed` is the id under which the module was handed out.
    pub(super) fn front(&self, courses: Option<&Courses>, handed: Option<&String>) -> Html {
        let Some(state) = self.drawn() else {
            return html! {};
        };
        let list = courses.and_then(Courses::list);
        let tracks: Vec<(String, String)> = list
            .iter()
            .flat_map(|list| &list.tracks)
            .map(|track| (track.id.to_string(), self.words().pick(&track.title)))
            .collect();
        let frame = &state.pieces.frame;
        let is_handed = handed.is_some_and(|id| *id == frame.id.0);
        html! {
            <Front frame={Rc::clone(frame)} {tracks} {is_handed} on_change={self.handlers.on_amend.clone()} />
        }
    }

    /// The form of a table's description.
    pub(super) fn description(&self, path: &str, on_done: Callback<Option<String>>) -> Html {
        let Some(state) = self.drawn() else {
            return html! {};
        };
        let text = files::text(&state.files, &files::beside(path));
        html! {
            <Describe key={path.to_owned()} path={path.to_owned()} {text} columns={columns_of(state, path)} {on_done} />
        }
    }

    /// What is to be known of the module beside its text.
    pub(super) fn notices(&self) -> Html {
        let words = self.words();
        let trouble = self.state.and_then(|state| state.trouble.as_ref());
        html! {
            <>
                if self.state.is_some_and(|state| state.elsewhere) {
                    <p class="notice">{ words.t("studio-elsewhere") }</p>
                }
                if let Some(trouble) = trouble { <p class="notice">{ trouble.message(words) }</p> }
            </>
        }
    }

    /// The text, and the lesson beside it.
    pub(super) fn panes(&self) -> Html {
        let (words, handlers) = (self.words(), self.handlers);
        let is_broken = self.state.is_none_or(WriterState::is_broken);
        html! {
            <div class="studio-panes" data-view={if self.seeing { "see" } else { "write" }}>
                <section class="studio-write" aria-label={words.t("studio-write")}>
                    <CodeField code={self.editing.writer.code.clone()} text={self.draft.text.clone()} on_edit={handlers.on_edit.clone()} on_move={handlers.on_move.clone()} on_files={handlers.on_pictures.clone()} on_ready={handlers.on_ready.clone()} on_pasted={handlers.on_pasted.clone()} />
                    if let Some(state) = self.drawn() {
                        <Problems problems={Rc::clone(&state.problems)} on_show={handlers.on_show.clone()} />
                    } else if !self.text_only {
                        <EngineLine />
                        <p aria-busy="true">{ words.t("studio-first-look") }</p>
                    }
                </section>
                <section class={classes!("studio-see", is_broken.then_some("studio-broken"))} aria-label={words.t("studio-see")}>
                    if let Some(state) = self.drawn() {
                        <Preview pieces={Rc::clone(&state.pieces)} place={state.place.clone()} seeing={self.seeing} on_take={handlers.on_record.clone()} />
                    }
                </section>
            </div>
        }
    }
}

/// The columns of a table of the module's own, as far as it was read.
fn columns_of(state: &WriterState, path: &str) -> Vec<ColumnInfo> {
    let frame = &state.pieces.frame;
    let source = frame.data.iter().find(|source| source.file == path);
    source
        .map(|source| source.columns.clone())
        .unwrap_or_default()
}
