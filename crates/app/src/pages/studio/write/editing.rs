//! What the tools, the editor, the form and the lesson do with the module that is being written.

use std::rc::Rc;

use spec::author::FrontChange;
use spec::exercise::Kind;
use spec::seed::SeedList;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::status::ToolStatus;
use crate::hooks::Words;
use crate::library::drafts::Draft;
use crate::pages::studio::intake::Taken;
use crate::pages::studio::record::{self, Take};
use crate::pages::studio::report::Spot;
use crate::pages::studio::writer::{Undo, Writer};
use crate::pages::studio::{files, insert, text};

/// A module being written, and where what comes of it is shown.
#[derive(Clone)]
pub(super) struct Editing {
    /// Who holds text and files.
    pub(super) writer: Rc<Writer>,
    /// The words of the page.
    pub(super) words: Words,
    /// What is said below the tools, with the number of changes of the text that it is about.
    pub(super) status: UseStateSetter<(u32, ToolStatus)>,
    /// Whether the lesson is in sight, where it and the text are not side by side.
    pub(super) seeing: UseStateSetter<bool>,
    /// Whether the editor stands there.
    pub(super) ready: UseStateSetter<bool>,
}

impl Editing {
    /// One of the functions below as a callback.
    pub(super) fn on<E: 'static, R: 'static>(&self, act: fn(&Self, E) -> R) -> Callback<E, R> {
        let editing = self.clone();
        Callback::from(move |event| act(&editing, event))
    }

    /// Shows below the tools what came of something.
    pub(super) fn tell(&self, status: ToolStatus) {
        self.status.set((self.writer.edits(), status));
    }

    /// Says it in a sentence.
    pub(super) fn say(&self, text: String) {
        self.tell(ToolStatus::Said(text));
    }

    /// The module as it stands; `None` before there is an editor.
    pub(super) fn now(&self, (): ()) -> Option<Draft> {
        Some(Draft {
            text: self.writer.code.text()?,
            files: self.writer.files(),
        })
    }

    /// Puts an exercise of the kind that a menu names behind what the cursor stands in.
    pub(super) fn insert(&self, event: Event) {
        let kind = Kind::from_slug(&chosen(&event));
        let (Some(kind), Some(now)) = (kind, self.writer.code.text()) else {
            return;
        };
        let at = text::behind(&now, self.writer.code.line());
        self.writer.apply(&text::Edit {
            lines: at..at,
            text: insert::exercise(kind, &text::free_id(&now), &self.writer.frame()),
        });
    }

    /// Names the table of the site that a menu names in the front matter.
    pub(super) fn add_seed(&self, seeds: &SeedList, event: &Event) {
        let id = chosen(event);
        if let Some(seed) = seeds.seeds.iter().find(|seed| seed.id == id) {
            self.add_data(insert::short(&seed.title), "seed", &seed.id);
        }
    }

    /// Names a table in the front matter.
    pub(super) fn add_data(&self, name: &str, key: &str, value: &str) {
        let now = self.writer.code.text();
        if let Some(edit) = now.and_then(|now| text::add_data(&now, name, key, value)) {
            self.writer.apply(&edit);
        }
    }

    /// Takes a table in that its author has looked at.
    pub(super) fn add_table(&self, table: Taken) {
        let mut files = (*self.writer.files()).clone();
        let name = files::free(&files, &table.name);
        let path = format!("data/{name}.csv");
        files.insert(path.clone(), table.csv);
        if let Some(text) = table.description {
            files.insert(format!("data/{name}.toml"), text.into_bytes());
        }
        self.add_data(&name, "file", &path);
        self.say(self.words.t_with("intake-done", &[("name", path.into())]));
        self.writer.set_files(files);
    }

    /// Keeps another description of a table.
    pub(super) fn describe(&self, path: &str, text: String) {
        let mut files = (*self.writer.files()).clone();
        files.insert(files::beside(path), text.into_bytes());
        self.writer.set_files(files);
    }

    /// Takes a file out.
    pub(super) fn remove_file(&self, path: String) {
        let editing = self.clone();
        spawn_local(async move {
            let undo = editing.writer.remove_file(&path).await;
            let args = [("path", path.into())];
            let said = editing.words.t_with("studio-file-gone", &args);
            editing.tell(ToolStatus::Gone(said, Rc::new(undo)));
        });
    }

    /// Puts back what was taken out or written over.
    pub(super) fn undo(&self, undo: Rc<Undo>) {
        self.writer.undo(&undo);
        self.tell(ToolStatus::Nothing);
    }

    /// Changes the front matter as its form says.
    pub(super) fn amend(&self, change: FrontChange) {
        let editing = self.clone();
        spawn_local(async move {
            let Editing { writer, words, .. } = &editing;
            match writer.amend(&[change]).await {
                Ok(true) => {}
                Ok(false) => editing.say(words.t("front-unreadable")),
                Err(error) => editing.say(error.message(words)),
            }
        });
    }

    /// Writes another version into the front matter.
    pub(super) fn set_version(&self, version: u32) {
        let now = self.writer.code.text();
        if let Some(edit) = now.and_then(|now| text::set_version(&now, version)) {
            self.writer.apply(&edit);
        }
    }

    /// Writes down what was done in an exercise.
    pub(super) fn record(&self, take: Take) {
        for edit in record::edits(&take) {
            if let Some(edit) = self.writer.code.text().and_then(|now| edit(&now)) {
                self.writer.apply(&edit);
            }
        }
    }

    /// Runs the author's tests.
    pub(super) fn test(&self, _: MouseEvent) {
        let editing = self.clone();
        let at = editing.writer.edits();
        editing.status.set((at, ToolStatus::Testing));
        spawn_local(async move {
            let next = match editing.writer.test().await {
                Ok(report) => ToolStatus::Tested(Rc::new(report)),
                Err(error) => ToolStatus::Said(error.message(&editing.words)),
            };
            editing.status.set((at, next));
        });
    }

    /// Shows a line and column of the text.
    pub(super) fn show(&self, (line, column): (u32, u32)) {
        self.seeing.set(false);
        self.writer.code.show(line, column);
    }

    /// Shows what a line of the report is about.
    pub(super) fn show_spot(&self, spot: Spot) {
        let now = self.writer.code.text().unwrap_or_default();
        let line = match spot {
            Spot::Exercise(id) => text::line_of(&now, &id.0),
            Spot::Text(text) => text::line_with(&now, &text),
        };
        if let Some(line) = line {
            self.show((line, 1));
        }
    }
}

/// What a menu names, which then stands as before.
fn chosen(event: &Event) -> String {
    let select: HtmlSelectElement = event.target_unchecked_into();
    let value = select.value();
    select.set_value("");
    value
}
