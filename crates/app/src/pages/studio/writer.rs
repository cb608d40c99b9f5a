//! What happens while somebody writes: every change is saved at once, and a pause has the text read; what was read goes to
//! the preview and the list of problems. One saving and one reading at a time; what was typed meanwhile comes after it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use serde::Serialize;
use spec::author::{FrontChange, TestReport};
use spec::{Diagnostic, Module, Severity};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::code::Code;
use super::pieces::Pieces;
use super::text::sections::{self, CursorPlace};
use super::text::{Edit, add_data, between};
use crate::browser;
use crate::library::author_worker::{AuthorWorker, Files, WorkerError};
use crate::library::drafts::{self, Draft};
use crate::library::{self, LibraryError};

/// A pause after which the text is read.
const PAUSE_MS: u32 = 300;
/// A pause after which the preview follows the cursor: longer than the arrow keys repeat.
const PLACE_MS: u32 = 150;
/// Problems that are shown; more than these help nobody at once.
pub(super) const SHOWN: usize = 100;

/// How saving goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Saved {
    /// Nothing was written since it was opened.
    Kept,
    /// At that time.
    At(u64),
    /// Not, in the browser's words.
    Not(String),
}

/// What was read last, and how saving goes.
#[derive(Clone)]
pub(super) struct WriterState {
    /// The lesson.
    pub(super) pieces: Rc<Pieces>,
    /// The problems in it.
    pub(super) problems: Rc<Vec<Diagnostic>>,
    /// Why it could not be read.
    pub(super) trouble: Option<WorkerError>,
    /// How saving goes.
    pub(super) saved: Saved,
    /// The files beside the text.
    pub(super) files: Rc<Files>,
    /// Where the cursor stands, once it has been moved.
    pub(super) place: Option<CursorPlace>,
    /// How often the text was changed.
    pub(super) edits: u32,
    /// Whether another window has written, too.
    pub(super) elsewhere: bool,
}

impl WriterState {
    /// Whether an error keeps learners from using it.
    pub(super) fn is_broken(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}

/// The writer of one module.
pub(super) struct Writer {
    key: String,
    worker: AuthorWorker,
    /// The editor.
    pub(super) code: Code,
    in_english: bool,
    state: RefCell<WriterState>,
    on_state: Callback<WriterState>,
    timer: RefCell<Option<Timeout>>,
    place_timer: RefCell<Option<Timeout>>,
    edits: Cell<u32>,
    reading: Cell<bool>,
    again: Cell<bool>,
    saving: Cell<bool>,
    save_again: Cell<bool>,
    /// Whether the files are not in the store as they are now.
    files_changed: Cell<bool>,
    /// Whether the text is not to be read yet, or not at all because the page has stopped over it.
    pub(super) unread: Cell<bool>,
    /// The text as this window read or saved it last.
    seen: RefCell<String>,
}

/// What brings files back.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Undo {
    /// The files as they were.
    pub(super) files: Files,
    /// The text before and after.
    pub(super) before: String,
    pub(super) after: String,
}

impl Undo {
    /// The change of the text that goes with it.
    fn edit(&self, now: &str) -> Option<Edit> {
        if self.before == self.after {
            return None;
        }
        if now == self.after {
            return between(now, &self.before);
        }
        // Something was written since: the table is named again.
        let path = self.files.keys().next()?;
        let name = path.rsplit('/').next().and_then(spec::module::csv_stem)?;
        add_data(now, name, "file", path)
    }
}

/// A problem as the editor marks it.
#[derive(Serialize)]
struct Mark<'a> {
    line: u32,
    column: u32,
    len: u32,
    error: bool,
    text: &'a str,
}

impl Writer {
    /// A writer of that draft. `on_state` hears of everything that was read.
    pub(super) fn new(
        key: &str,
        draft: &Draft,
        worker: AuthorWorker,
        in_english: bool,
        on_state: Callback<WriterState>,
    ) -> Rc<Self> {
        let state = WriterState {
            pieces: Rc::default(),
            problems: Rc::default(),
            trouble: None,
            saved: Saved::Kept,
            files: Rc::clone(&draft.files),
            place: None,
            edits: 0,
            elsewhere: false,
        };
        let writer = Rc::new(Self {
            key: key.to_owned(),
            worker,
            code: Code::default(),
            in_english,
            state: RefCell::new(state),
            on_state,
            timer: RefCell::new(None),
            place_timer: RefCell::new(None),
            edits: Cell::new(0),
            reading: Cell::new(false),
            again: Cell::new(false),
            saving: Cell::new(false),
            save_again: Cell::new(false),
            files_changed: Cell::new(false),
            unread: Cell::new(true),
            seen: RefCell::new(draft.text.clone()),
        });
        let here = Rc::downgrade(&writer);
        library::on_closed(move || {
            let here = here.upgrade();
            if let Some(writer) = &here {
                writer.files_changed.set(true);
                writer.save();
            }
            here.is_some()
        });
        writer
    }

    /// Something was typed.
    pub(super) fn edited(self: &Rc<Self>) {
        self.edits.set(self.edits.get().wrapping_add(1));
        if let Some(text) = self.code.text() {
            drafts::hold(&self.key, &text);
        }
        self.save();
        let writer = Rc::clone(self);
        let timer = Timeout::new(PAUSE_MS, move || writer.read_soon());
        // The one before is cancelled by being dropped.
        *self.timer.borrow_mut() = Some(timer);
    }

    /// How often the text was changed.
    pub(super) fn edits(&self) -> u32 {
        self.edits.get()
    }

    /// The cursor may stand elsewhere; a pause has it looked at.
    pub(super) fn moved(self: &Rc<Self>) {
        let writer = Rc::clone(self);
        let timer = Timeout::new(PLACE_MS, move || {
            let Some(text) = writer.code.text() else {
                return;
            };
            let place = Some(sections::place(&text, writer.code.line()));
            if writer.state.borrow().place != place {
                writer.change(|state| state.place = place);
            }
        });
        *self.place_timer.borrow_mut() = Some(timer);
    }

    fn read_soon(self: &Rc<Self>) {
        let writer = Rc::clone(self);
        spawn_local(async move {
            let title = || writer.state.borrow().pieces.frame.title.clone();
            if let Some(text) = writer.code.text() {
                let before = title();
                writer.read(&text).await;
                // The list says what it is called now.
                if title() != before {
                    writer.save();
                }
            }
        });
    }

    /// Reads a text that stands in no editor yet.
    pub(super) async fn read(&self, text: &str) {
        if self.unread.get() {
            return;
        }
        if self.reading.replace(true) {
            self.again.set(true);
            return;
        }
        let mut text = text.to_owned();
        loop {
            self.again.set(false);
            let files = Rc::clone(&self.state.borrow().files);
            let read = self
                .worker
                .check(&text, &drafts::base(&self.key), &files)
                .await;
            match read {
                Ok(read) => {
                    let before = Rc::clone(&self.state.borrow().pieces);
                    let pieces = Rc::new(Pieces::of(*read.module, &before));
                    // What was typed meanwhile has moved the places: they come with the next reading.
                    if !self.again.get() {
                        self.mark(&read.diagnostics);
                    }
                    self.change(|state| {
                        state.pieces = pieces;
                        state.problems = Rc::new(read.diagnostics);
                        state.trouble = None;
                    });
                }
                Err(error) => self.change(|state| state.trouble = Some(error)),
            }
            if !self.again.get() {
                break;
            }
            text = self.code.text().unwrap_or(text);
        }
        self.reading.set(false);
    }

    /// Saves the text as it stands, and the files where they have changed; a window that is closed in the next moment loses
    /// nothing.
    fn save(self: &Rc<Self>) {
        if self.saving.replace(true) {
            self.save_again.set(true);
            return;
        }
        let writer = Rc::clone(self);
        spawn_local(async move {
            loop {
                writer.save_again.set(false);
                if let Some(text) = writer.code.text() {
                    let (title, files) = {
                        let state = writer.state.borrow();
                        (state.pieces.frame.title.clone(), Rc::clone(&state.files))
                    };
                    let files = writer.files_changed.take().then_some(files);
                    let seen = writer.seen.borrow().clone();
                    let kept =
                        drafts::save(&writer.key, &title, &text, files.as_deref(), &seen).await;
                    if kept.is_err() && files.is_some() {
                        writer.files_changed.set(true);
                    }
                    writer.saved(text, kept);
                    if files.is_some() {
                        // The preview fetches them from the store.
                        writer.read_soon();
                    }
                }
                if !writer.save_again.get() {
                    break;
                }
            }
            writer.saving.set(false);
        });
    }

    /// Tells how saving that text went, but not at every key what the screen says already: it shows minutes.
    fn saved(&self, text: String, kept: Result<bool, LibraryError>) {
        let saved = match kept {
            Ok(elsewhere) => {
                *self.seen.borrow_mut() = text;
                if elsewhere {
                    self.change(|state| state.elsewhere = true);
                }
                Saved::At(browser::now())
            }
            Err(detail) => Saved::Not(detail),
        };
        let is_told = match (&self.state.borrow().saved, &saved) {
            (Saved::At(before), Saved::At(now)) => before / 60_000 == now / 60_000,
            (before, now) => before == now,
        };
        if is_told {
            self.state.borrow_mut().saved = saved;
        } else {
            self.change(|state| state.saved = saved);
        }
    }

    fn change(&self, change: impl FnOnce(&mut WriterState)) {
        let state = {
            let mut state = self.state.borrow_mut();
            change(&mut state);
            state.edits = self.edits.get();
            state.clone()
        };
        self.on_state.emit(state);
    }

    fn mark(&self, problems: &[Diagnostic]) {
        let marks: Vec<Mark<'_>> = problems
            .iter()
            .filter(|problem| problem.file == "module.md")
            .take(SHOWN)
            .map(|problem| Mark {
                line: problem.span.line,
                column: problem.span.column,
                len: problem.span.len,
                error: problem.severity == Severity::Error,
                text: if self.in_english {
                    &problem.message.en
                } else {
                    &problem.message.ja
                },
            })
            .collect();
        if let Ok(json) = serde_json::to_string_pretty(&marks) {
            self.code.mark(&json);
        }
    }

    /// Changes the text; the editor tells of it as of typing.
    pub(super) fn apply(self: &Rc<Self>, edit: &Edit) {
        self.code.apply(edit);
        self.edited();
    }

    /// The files beside the text as they are now.
    pub(super) fn files(&self) -> Rc<Files> {
        Rc::clone(&self.state.borrow().files)
    }

    /// The module as it was read last, without its sections.
    pub(super) fn frame(&self) -> Rc<Module> {
        Rc::clone(&self.state.borrow().pieces.frame)
    }

    /// Changes the front matter where it stands; whether it could be read. What is typed meanwhile is kept.
    pub(super) async fn amend(
        self: &Rc<Self>,
        changes: &[FrontChange],
    ) -> Result<bool, WorkerError> {
        const TRIES: usize = 5;
        for _ in 0..TRIES {
            let Some(before) = self.code.text() else {
                break;
            };
            let Some(after) = self.worker.amend(&before, changes).await? else {
                break;
            };
            if self.code.text().as_ref() == Some(&before) {
                if let Some(edit) = between(&before, &after) {
                    self.apply(&edit);
                }
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes a file out, with its tables where the lesson does not use them.
    pub(super) async fn remove_file(self: &Rc<Self>, path: &str) -> Undo {
        let before = self.code.text().unwrap_or_default();
        // Where the front matter cannot be read, its tables stay.
        let _ = self.amend(&[FrontChange::DropFile(path.to_owned())]).await;
        let mut files = (*self.files()).clone();
        let bytes = files.remove(path);
        self.set_files(files);
        Undo {
            files: bytes
                .map(|bytes| (path.to_owned(), bytes))
                .into_iter()
                .collect(),
            after: self.code.text().unwrap_or_default(),
            before,
        }
    }

    /// Puts back what was taken out or written over.
    pub(super) fn undo(self: &Rc<Self>, undo: &Undo) {
        let mut files = (*self.files()).clone();
        files.extend(undo.files.clone());
        if let Some(edit) = self.code.text().and_then(|now| undo.edit(&now)) {
            self.apply(&edit);
        }
        self.set_files(files);
    }

    /// Keeps another set of files beside the text.
    pub(super) fn set_files(self: &Rc<Self>, files: Files) {
        self.change(|state| state.files = Rc::new(files));
        self.files_changed.set(true);
        self.save();
    }

    /// Puts another state in the place of all that stands here; the editor can take the text back like any change.
    pub(super) fn take(self: &Rc<Self>, draft: &Draft) {
        if let Some(now) = self.code.text() {
            self.apply(&Edit::whole(&now, &draft.text));
        }
        self.set_files((*draft.files).clone());
    }

    /// Reads the text as it stands and runs the author's tests of it.
    pub(super) async fn test(&self) -> Result<TestReport, WorkerError> {
        let text = self.code.text().unwrap_or_default();
        let files = Rc::clone(&self.state.borrow().files);
        self.worker
            .check(&text, &drafts::base(&self.key), &files)
            .await?;
        self.worker.test().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_back_with_its_table() {
        let front = |data: &str| format!("+++\nid = \"a\"\n{data}+++\n# 題\n");
        let entry = "[[data]]\nname = \"窓口の数\"\nfile = \"data/窓口.csv\"\n";
        let undo = Undo {
            files: Files::from([("data/窓口.csv".to_owned(), b"a".to_vec())]),
            before: front(entry),
            after: front("data = []\n"),
        };
        let back = |now: &str| undo.edit(now).unwrap().applied(now);
        assert_eq!(back(&undo.after), undo.before);
        // With what was written since.
        let now = format!("{}本文\n", undo.after);
        assert_eq!(
            back(&now),
            format!("{}本文\n", front(&entry.replace("の数", "")))
        );
        // It was still used, so its table stayed.
        let used = Undo {
            after: undo.before.clone(),
            ..undo
        };
        assert_eq!(used.edit(&used.after), None);
    }
}
