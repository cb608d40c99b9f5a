//! Files that come to a module: pictures are made small and get their place in the text, tables are looked at first, the
//! rest goes beside the text.

use std::rc::Rc;

use web_sys::File;
use yew::prelude::*;

use super::editing::Editing;
use super::status::ToolStatus;
use crate::components::intake::reading::Trouble;
use crate::components::intake::{Incoming, is_table};
use crate::hooks::Words;
use crate::library::author_worker::Files;
use crate::pages::studio::intake;
use crate::pages::studio::writer::Undo;
use crate::pages::studio::{files, picture, text};

/// Takes files in, the pictures first.
pub(super) async fn add_files(
    editing: &Editing,
    picked: Vec<File>,
    incoming: &UseStateHandle<Vec<Incoming>>,
) {
    let (pictures, others): (Vec<File>, Vec<File>) = picked
        .into_iter()
        .partition(|file| picture::is_picture(&file.name()));
    add_pictures(editing, pictures, false).await;
    if !others.is_empty() {
        add_others(editing, others, incoming).await;
    }
}

/// Takes pictures in, each with its place in the text behind the cursor, and says what became of them.
pub(super) async fn add_pictures(editing: &Editing, picked: Vec<File>, pasted: bool) {
    let mut said = Vec::new();
    for file in picked {
        said.push(add_picture(editing, &file, pasted).await);
    }
    if !said.is_empty() {
        said.push(editing.words.t("studio-picture-words"));
        editing.say(said.join(" "));
    }
}

/// Takes one picture in; what became of it, in words.
async fn add_picture(editing: &Editing, file: &File, pasted: bool) -> String {
    let Editing { writer, words, .. } = editing;
    let bytes = files::read(file).await.unwrap_or_default();
    let before = bytes.len();
    let ready = picture::prepared(&bytes).await;
    let name = file.name();
    let (bytes, ending) = match &ready {
        Some(ready) => (ready.bytes.clone(), ready.ending),
        None => {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            (bytes, ending)
        }
    };
    let mut files = (*writer.files()).clone();
    let place = picture::place(&name, &ending.to_ascii_lowercase(), pasted, &files);
    let kilobytes = |bytes: usize| bytes.div_ceil(1000);
    let (before, after) = (kilobytes(before), kilobytes(bytes.len()));
    files.insert(place.clone(), bytes);
    writer.set_files(files);
    // One that stands in the text already has only been replaced.
    if let Some(now) = writer.code.text()
        && !now.contains(&format!("]({place}"))
    {
        let (edit, (line, column)) = text::picture(&now, writer.code.line(), &place);
        writer.apply(&edit);
        writer.code.show(line, column);
    }
    let id = if after < before {
        "studio-picture-smaller"
    } else {
        "studio-picture-in"
    };
    let args = [
        ("path", place.into()),
        ("before", before.into()),
        ("after", after.into()),
    ];
    words.t_with(id, &args)
}

/// What becomes of a file that is no picture.
enum Arrival {
    /// It goes in, to that path.
    In(String, Vec<u8>),
    /// It has a table that its author is to look at first.
    Table(Incoming),
    /// It stays outside, and why.
    Refused(String),
}

/// Looks at a file, where it has a table, and says where it goes.
async fn arrival(file: &File, words: &Words) -> Arrival {
    let bytes = Rc::new(files::read(file).await.unwrap_or_default());
    let name = file.name();
    let place = files::place(&name);
    if is_table(&name) {
        let is_csv = place.is_some();
        let arrived = Incoming::new(name.clone(), Rc::clone(&bytes));
        match intake::look(&arrived).await {
            // Nothing is to be said of it.
            Ok(look) if look.is_tidy && is_csv => {}
            // Nobody can look at it: a module may have it all the same.
            Err(Trouble::Absent(..)) if is_csv => {}
            Ok(_) => return Arrival::Table(arrived),
            Err(error) => return Arrival::Refused(format!("{name}：{}", error.message(words))),
        }
    }
    match place {
        Some(place) => Arrival::In(place, Rc::unwrap_or_clone(bytes)),
        None => Arrival::Refused(words.t_with("studio-file-kind", &[("path", name.into())])),
    }
}

/// Takes files in that are no pictures, and says what was refused or written over.
async fn add_others(
    editing: &Editing,
    picked: Vec<File>,
    incoming: &UseStateHandle<Vec<Incoming>>,
) {
    let Editing { writer, words, .. } = editing;
    editing.tell(ToolStatus::Nothing);
    let mut waiting = (**incoming).clone();
    let (mut refused, mut fresh) = (Vec::new(), Vec::new());
    for file in picked {
        match arrival(&file, words).await {
            Arrival::In(place, bytes) => fresh.push((place, bytes)),
            Arrival::Table(arrived) => {
                waiting.push(arrived);
                incoming.set(waiting.clone());
            }
            Arrival::Refused(why) => refused.push(why),
        }
    }
    let replaced = put_in(editing, fresh);
    if !refused.is_empty() {
        editing.say(refused.join(" "));
    } else if let Some(path) = replaced.keys().next() {
        let said = words.t_with("studio-file-replaced", &[("path", path.into())]);
        let now = writer.code.text().unwrap_or_default();
        let undo = Undo {
            files: replaced,
            before: now.clone(),
            after: now,
        };
        editing.tell(ToolStatus::Gone(said, Rc::new(undo)));
    }
}

/// Puts files beside the text, a new table with its name in the front matter; what was written over.
fn put_in(editing: &Editing, fresh: Vec<(String, Vec<u8>)>) -> Files {
    let mut replaced = Files::new();
    if fresh.is_empty() {
        return replaced;
    }
    let mut files = (*editing.writer.files()).clone();
    for (place, bytes) in fresh {
        let before = files.insert(place.clone(), bytes);
        let stem = place.strip_prefix("data/").and_then(spec::module::csv_stem);
        if let (None, Some(stem)) = (&before, stem) {
            editing.add_data(stem, "file", &place);
        }
        replaced.extend(before.map(|bytes| (place, bytes)));
    }
    editing.writer.set_files(files);
    replaced
}
