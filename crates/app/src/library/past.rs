//! States of a draft that were kept: at each hand-out, when the writer asks for it, and before another state takes its
//! place. They lie beside the draft and go with it. Files that did not change between two states are kept once.
//!
//! There are at most [`MOST`] of them and [`BYTES`] of files: the oldest go first.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use spec::{Asks, Module};
use yew::Callback;

use super::author_worker::Files;
use super::draft::{self, About, Draft};
use super::store::{self, Entry, LibraryError};
use crate::browser;

/// Most states of one draft.
pub(crate) const MOST: usize = 20;
/// Most bytes of files of all states of one draft.
const BYTES: usize = 48_000_000;

thread_local! {
    /// Whoever shows the states hears when there are others.
    static ON_CHANGE: RefCell<Callback<()>> = RefCell::default();
}

/// Tells `on_change` when states are kept, in the place of whoever was told before.
pub(crate) fn listen(on_change: Callback<()>) {
    ON_CHANGE.set(on_change);
}

/// Why a state was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Why {
    /// It was handed out.
    HandedOut,
    /// The writer wanted it, under that name.
    Asked(String),
    /// Another one took its place.
    Replaced,
    /// The window of that name wrote it while this one wrote, too. The text alone.
    Elsewhere(String),
}

/// What a module asks, to see whether answers have changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// The module's title.
    pub(crate) title: String,
    /// Its version.
    pub(crate) version: u32,
    /// Its exercises.
    pub(crate) asked: Vec<(String, Asks)>,
}

impl Head {
    /// That of a module.
    pub(crate) fn of(module: &Module) -> Self {
        let asked = module
            .exercises()
            .map(|exercise| (exercise.id.0.clone(), exercise.asks));
        Self {
            title: module.title.clone(),
            version: module.version,
            asked: asked.collect(),
        }
    }

    /// Exercises of a state that was handed out whose answers would be put aside, or taken for answers to something
    /// else, if this were handed out under the same version.
    pub(crate) fn changed_since(&self, handed_out: &Self) -> Vec<String> {
        if self.version != handed_out.version {
            return Vec::new();
        }
        let changed = handed_out.asked.iter().filter(|(id, before)| {
            let now = self.asked.iter().find(|(now, _)| now == id);
            now.is_none_or(|(_, now)| !before.is_like(*now, false))
        });
        changed.map(|(id, _)| id.clone()).collect()
    }
}

/// A state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct State {
    /// When it was kept, in milliseconds since 1970.
    pub(crate) at: u64,
    /// Why.
    pub(crate) why: Why,
    /// What it was.
    pub(crate) head: Head,
    /// The text of `module.md`.
    pub(crate) text: String,
    /// The files beside it, by the numbers under which they are kept.
    files: BTreeMap<String, u32>,
    /// Bytes of each.
    sizes: BTreeMap<u32, usize>,
}

impl State {
    /// Where a state of that draft lies. What another window wrote takes the place of what it wrote before.
    fn place(&self, key: &str) -> String {
        match &self.why {
            Why::Elsewhere(window) => format!("{}w{window}", past(key)),
            _ => format!("{}{:013x}", past(key), self.at),
        }
    }
}

fn past(key: &str) -> String {
    format!("past/{key}/")
}

fn kept_files(key: &str) -> String {
    format!("past-file/{key}/")
}

/// Where everything lies that is kept of a draft's past.
pub(super) fn folders(key: &str) -> [String; 2] {
    [past(key), kept_files(key)]
}

/// All states of a draft, the newest first.
pub(crate) async fn list(key: &str) -> Vec<State> {
    // What cannot be read is not there; the draft itself does not depend on it.
    let all = store::all(&past(key)).await.unwrap_or_default();
    let mut states: Vec<State> = all
        .values()
        .filter_map(|json| serde_json::from_str(std::str::from_utf8(json).ok()?).ok())
        .collect();
    states.sort_by_key(|state| std::cmp::Reverse(state.at));
    states
}

/// What keeps a text that another window wrote.
pub(super) fn from_elsewhere(
    key: &str,
    window: &str,
    about: Option<&About>,
    text: String,
) -> Option<Entry> {
    let head = about.map(|about| Head {
        title: about.title.clone(),
        version: about.version,
        asked: Vec::new(),
    });
    let state = State {
        at: browser::now(),
        why: Why::Elsewhere(window.to_owned()),
        head: head.unwrap_or_default(),
        text,
        files: BTreeMap::new(),
        sizes: BTreeMap::new(),
    };
    let json = serde_json::to_string_pretty(&state).ok()?;
    Some((state.place(key), json.into_bytes()))
}

/// There are other states than before.
pub(super) fn tell() {
    ON_CHANGE.with_borrow(Clone::clone).emit(());
}

/// A state as a draft.
pub(crate) async fn draft(key: &str, state: &State) -> Result<Draft, LibraryError> {
    let mut files = Files::new();
    if let Why::Elsewhere(_) = state.why {
        let now = draft::load(key).await?;
        return Ok(Draft {
            text: state.text.clone(),
            files: now.map(|now| now.files).unwrap_or_default(),
        });
    }
    for (path, number) in &state.files {
        let bytes = store::get(&format!("{}{number:08x}", kept_files(key))).await?;
        let bytes = bytes.ok_or_else(|| format!("{path}: not here"))?;
        files.insert(path.clone(), bytes);
    }
    Ok(Draft {
        text: state.text.clone(),
        files: Rc::new(files),
    })
}

/// Keeps a draft as it is. Handing out the same once more changes nothing.
pub(crate) async fn keep(
    key: &str,
    draft: &Draft,
    head: Head,
    why: Why,
) -> Result<(), LibraryError> {
    let before = list(key).await;
    let known = store::all(&kept_files(key)).await?;
    let known = known
        .into_iter()
        .filter_map(|(number, bytes)| Some((u32::from_str_radix(&number, 16).ok()?, bytes)))
        .collect();
    let (state, new) = state(draft, head, why, &known, before.first().map(|it| it.at));
    if before
        .iter()
        .find(|old| old.why == state.why)
        .is_some_and(|old| old.text == state.text && old.files == state.files)
    {
        return Ok(());
    }
    let mut all = vec![state];
    all.extend(before);
    let (kept, gone) = all.split_at(bounded(&all));
    let used: BTreeSet<u32> = kept
        .iter()
        .flat_map(|state| state.files.values().copied())
        .collect();
    let mut forgotten: Vec<String> = gone.iter().map(|state| state.place(key)).collect();
    let stale = known.keys().filter(|number| !used.contains(number));
    forgotten.extend(stale.map(|number| format!("{}{number:08x}", kept_files(key))));
    let mut values: Vec<(String, Vec<u8>)> = new
        .into_iter()
        .map(|(number, bytes)| (format!("{}{number:08x}", kept_files(key)), bytes))
        .collect();
    if let Some(state) = kept.first()
        && let Ok(json) = serde_json::to_string_pretty(state)
    {
        values.push((state.place(key), json.into_bytes()));
    }
    store::replace(&forgotten, &values).await?;
    tell();
    Ok(())
}

/// A state, and the files that are not kept yet.
fn state(
    draft: &Draft,
    head: Head,
    why: Why,
    known: &BTreeMap<u32, Vec<u8>>,
    newest: Option<u64>,
) -> (State, Vec<(u32, Vec<u8>)>) {
    let mut next = known.keys().next_back().map_or(0, |number| number + 1);
    let (mut files, mut sizes, mut new) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for (path, bytes) in draft.files.iter() {
        let same = known.iter().find(|(_, known)| *known == bytes);
        let number = same.map_or(next, |(number, _)| *number);
        if same.is_none() {
            new.push((number, bytes.clone()));
            next += 1;
        }
        files.insert(path.clone(), number);
        sizes.insert(number, bytes.len());
    }
    let state = State {
        // Two within a millisecond, or after a clock was set back, are still two, in their order.
        at: newest.map_or(0, |at| at + 1).max(browser::now()),
        why,
        head,
        text: draft.text.clone(),
        files,
        sizes,
    };
    (state, new)
}

/// How many of the states, newest first, may stay.
fn bounded(all: &[State]) -> usize {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    let fits = |state: &&State| {
        sizes.extend(&state.sizes);
        sizes.values().sum::<usize>() <= BYTES
    };
    // The newest always stays: it was asked for.
    all.iter().take(MOST).take_while(fits).count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(answer: u64) -> Asks {
        Asks { answer, words: 7 }
    }

    fn head(version: u32, asked: &[(&str, u64)]) -> Head {
        Head {
            title: "題".into(),
            version,
            asked: asked
                .iter()
                .map(|(id, answer)| ((*id).to_owned(), asks(*answer)))
                .collect(),
        }
    }

    #[test]
    fn changed_answers_under_one_version_are_named() {
        let before = head(1, &[("ex1", 1), ("ex2", 2), ("ex3", 3)]);
        let changed = |now: Head| now.changed_since(&before);
        assert!(changed(before.clone()).is_empty());
        // A new one changes no answer; another right answer does, and so does one that is gone.
        assert!(changed(head(1, &[("ex0", 9), ("ex1", 1), ("ex2", 2), ("ex3", 3)])).is_empty());
        assert_eq!(changed(head(1, &[("ex1", 1), ("ex2", 5)])), ["ex2", "ex3"]);
        assert!(changed(head(2, &[("ex1", 5)])).is_empty(), "it was raised");
    }

    fn of(number: u32, bytes: usize) -> State {
        State {
            at: 0,
            why: Why::Replaced,
            head: Head::default(),
            text: String::new(),
            files: BTreeMap::from([("data/a.csv".to_owned(), number)]),
            sizes: BTreeMap::from([(number, bytes)]),
        }
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many_or_they_are_too_big() {
        let many: Vec<State> = (0..30).map(|_| of(1, 10_000_000)).collect();
        assert_eq!(bounded(&many), MOST, "one file, kept once");
        let big: Vec<State> = (0..10).map(|at| of(at, 20_000_000)).collect();
        assert_eq!(bounded(&big), 2);
        assert_eq!(bounded(&[of(1, 60_000_000), of(2, 1)]), 1);
    }
}
