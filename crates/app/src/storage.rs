//! Where the learner's work is kept between visits: one record for the settings, one for each module and exercise.
//!
//! A record is JSON with a version. [`reconcile`] decides what becomes of a record when another tab may have written
//! it meanwhile; the stores only carry it out, inside one transaction each.

mod indexed_db;
mod memory;

use std::collections::BTreeMap;
use std::future::pending;
use std::pin::Pin;

use futures_channel::oneshot;
use serde::Serialize;
use spec::json::{FromNode as _, Node};
use spec::work::{ExerciseWork, ModuleWork, WORK_FORMAT, Work, WorkSettings, format_of};
use spec::{ExerciseId, ModuleId};

pub(crate) use self::indexed_db::IndexedDb;
pub(crate) use self::memory::Memory;
use crate::state::progress::empty_work;

/// Which record of the work: `settings`, `module/<id>` or `exercise/<module>/<id>`. Ids hold no `/`. Beside them lie
/// what `crate::saving` put aside and what a page that died has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// Settings that travel with the work.
    Settings,
    /// A module's version and place.
    Module(ModuleId),
    /// Work on an exercise.
    Exercise(ModuleId, ExerciseId),
}

impl Key {
    /// As text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Settings => "settings".to_owned(),
            Self::Module(module) => format!("module/{module}"),
            Self::Exercise(module, exercise) => format!("exercise/{module}/{exercise}"),
        }
    }

    /// From text; `None` for a record that this build does not know.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('/').collect();
        match parts.as_slice() {
            ["settings"] => Some(Self::Settings),
            ["module", module] => Some(Self::Module((*module).into())),
            ["exercise", module, exercise] => {
                Some(Self::Exercise((*module).into(), (*exercise).into()))
            }
            _ => None,
        }
    }
}

/// What a record holds. Module records leave `exercises` empty.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "one at a time, on its way between text and `Work`"
)]
enum Body {
    Settings(WorkSettings),
    Module(ModuleWork),
    Exercise(ExerciseWork),
}

#[derive(Serialize)]
struct Record {
    format: u32,
    body: Body,
}

/// Records by [`Key::text`]. An empty one is none: where it is saved, what stood there goes.
pub(crate) type Records = BTreeMap<String, String>;

/// What the work looks like in records.
pub(crate) fn records_of(work: &Work) -> Records {
    records_since(&Work::default(), work)
}

/// The records of what is not as it was `before`: at each key that she types that is one exercise, however much she did.
pub(crate) fn records_since(before: &Work, work: &Work) -> Records {
    let mut records = Records::new();
    let mut put = |key: Key, body: Body| {
        // As the work file is written: one way to write a type is enough for the page.
        if let Ok(text) = serde_json::to_string_pretty(&Record {
            format: WORK_FORMAT,
            body,
        }) {
            records.insert(key.text(), text);
        }
    };
    if work.settings != before.settings {
        put(Key::Settings, Body::Settings(work.settings.clone()));
    }
    for (id, module) in &work.modules {
        let old = before.modules.get(id);
        let head = |module: &ModuleWork| ModuleWork {
            version: module.version,
            place: module.place.clone(),
            updated: module.updated,
            exercises: BTreeMap::new(),
        };
        if old.map(head) != Some(head(module)) {
            put(Key::Module(id.clone()), Body::Module(head(module)));
        }
        for (exercise, work) in &module.exercises {
            if old.and_then(|old| old.exercises.get(exercise)) == Some(work) {
                continue;
            }
            put(
                Key::Exercise(id.clone(), exercise.clone()),
                Body::Exercise(work.clone()),
            );
        }
    }
    records
}

/// Why a record is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Written by a newer version of ama.
    Newer,
    /// Not a record at all.
    Damaged,
}

fn read_record(text: &str) -> Result<Body, Unread> {
    if format_of(text).ok_or(Unread::Damaged)? > u64::from(WORK_FORMAT) {
        return Err(Unread::Newer);
    }
    let record: Node = serde_json::from_str(text).map_err(|_| Unread::Damaged)?;
    let body = record.get("body").and_then(Node::variant);
    let body = body.and_then(|(kind, node)| match kind {
        "settings" => WorkSettings::from_node(node).map(Body::Settings),
        "module" => ModuleWork::from_node(node).map(Body::Module),
        "exercise" => ExerciseWork::from_node(node).map(Body::Exercise),
        _ => None,
    });
    body.ok_or(Unread::Damaged)
}

/// Records back to work, with those that could not be read.
pub(crate) fn work_of(records: &Records) -> (Work, Vec<(String, Unread)>) {
    let mut work = empty_work();
    let mut unread = Vec::new();
    for (key, text) in records {
        // A record that this build knows nothing of is somebody else's business.
        let Some(known) = Key::parse(key) else {
            continue;
        };
        match (known, read_record(text)) {
            (Key::Settings, Ok(Body::Settings(settings))) => work.settings = settings,
            (Key::Module(id), Ok(Body::Module(module))) => {
                let exercises =
                    std::mem::take(&mut work.modules.entry(id.clone()).or_default().exercises);
                work.modules.insert(
                    id,
                    ModuleWork {
                        exercises,
                        ..module
                    },
                );
            }
            (Key::Exercise(id, exercise), Ok(Body::Exercise(done))) => {
                work.modules
                    .entry(id)
                    .or_default()
                    .exercises
                    .insert(exercise, done);
            }
            (_, Ok(_)) => unread.push((key.clone(), Unread::Damaged)),
            (_, Err(why)) => unread.push((key.clone(), why)),
        }
    }
    work.upgrade();
    (work, unread)
}

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reconciled {
    /// Write this.
    Write(String),
    /// It stands there already.
    Same,
    /// A newer version of ama wrote it: leave it alone.
    Newer,
}

/// What to write over `stored` when this tab wants `mine` and last saw `seen` there.
///
/// Where nobody else wrote meanwhile, `mine` replaces it. Else both are merged, so that neither tab loses anything.
pub(crate) fn reconcile(
    stored: Option<&str>,
    seen: Option<&str>,
    key: &str,
    mine: &str,
) -> Reconciled {
    let Some(stored) = stored else {
        return Reconciled::Write(mine.to_owned());
    };
    if stored == mine {
        return Reconciled::Same;
    }
    // It goes, unless somebody has changed it.
    if mine.is_empty() && seen != Some(stored) {
        return Reconciled::Same;
    }
    if read_record(stored) == Err(Unread::Newer) {
        return Reconciled::Newer;
    }
    if seen == Some(stored) {
        return Reconciled::Write(mine.to_owned());
    }
    let alone = |text: &str| work_of(&Records::from([(key.to_owned(), text.to_owned())])).0;
    let mut both = alone(stored);
    both.merge(alone(mine));
    match records_of(&both).remove(key) {
        Some(merged) if merged == stored => Reconciled::Same,
        Some(merged) => Reconciled::Write(merged),
        // A damaged record and an empty one of ours: ours is at least readable.
        None => Reconciled::Write(mine.to_owned()),
    }
}

/// What came of saving.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Saved {
    /// The records as they stand in the store now.
    pub(crate) records: Records,
    /// Records that a newer version wrote and that were left alone.
    pub(crate) newer: Vec<String>,
}

/// Why the store does not do what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StorageError {
    /// There is no room.
    Full(String),
    /// Anything else, in the browser's words.
    Failed(String),
}

/// A future answer of a store.
pub(crate) type Answer<T> = oneshot::Receiver<Result<T, StorageError>>;

/// A place that keeps records.
pub(crate) trait Storage {
    /// Whether what it keeps is still there at the next visit.
    fn lasts(&self) -> bool;
    /// Why the browser's own store is not used, in its words; empty where nothing was refused.
    fn refused(&self) -> String {
        String::new()
    }
    /// The browser's name of it; empty where it is none of the browser's.
    fn name(&self) -> String {
        String::new()
    }
    /// All records.
    fn load(&self) -> Answer<Records>;
    /// Writes records, each through [`reconcile`] and all in one transaction; `seen` is what this tab last saw of them.
    fn save(&self, mine: Records, seen: Records) -> Answer<Saved>;
    /// Whether the browser has closed it, perhaps because somebody deleted it: whoever needs it opens another.
    fn is_closed(&self) -> bool {
        false
    }
    /// Comes when it is closed.
    fn closed(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(pending())
    }
}

#[cfg(test)]
mod tests {
    use spec::Answer as Given;

    use super::*;

    fn work(draft: &str, updated: u64) -> Work {
        let mut work = empty_work();
        let module = work.modules.entry("m1".into()).or_default();
        (module.version, module.updated, module.place) = (1, 5, "ex1".into());
        let done = ExerciseWork {
            draft: Some(Given::Text(draft.into())),
            updated,
            question: spec::work::Question {
                version: 1,
                ..Default::default()
            },
            ..ExerciseWork::default()
        };
        module.exercises.insert("ex1".into(), done);
        work
    }

    fn key() -> String {
        Key::Exercise("m1".into(), "ex1".into()).text()
    }

    fn record(draft: &str, updated: u64) -> String {
        records_of(&work(draft, updated)).remove(&key()).unwrap()
    }

    #[test]
    fn keys_come_back() {
        for key in [
            Key::Settings,
            Key::Module("a-1".into()),
            Key::Exercise("m1".into(), "ex1".into()),
        ] {
            assert_eq!(Key::parse(&key.text()), Some(key));
        }
        assert_eq!(Key::parse("tomorrow/x"), None);
        assert_eq!(Key::parse(""), None);
    }

    #[test]
    fn work_comes_back_from_its_records() {
        let mut before = work("津市", 7);
        before.settings = WorkSettings {
            town: "鳥羽市".into(),
            updated: 3,
            ..WorkSettings::default()
        };
        let records = records_of(&before);
        assert_eq!(records.len(), 3);
        assert_eq!(work_of(&records), (before, vec![]));
    }

    #[test]
    fn a_change_makes_the_record_that_changed() {
        // A year's work.
        let mut before = empty_work();
        for module in 0..60 {
            let module = before.modules.entry(format!("m{module}").as_str().into());
            let module = module.or_default();
            for exercise in 0..10 {
                let done = ExerciseWork {
                    draft: Some(Given::Essay("考えたこと".repeat(100))),
                    updated: 5,
                    ..ExerciseWork::default()
                };
                let id = format!("ex{exercise}");
                module.exercises.insert(id.as_str().into(), done);
            }
        }
        assert_eq!(records_since(&before, &before), Records::new());
        let mut after = before.clone();
        let module = after.modules.get_mut(&"m7".into()).unwrap();
        let done = module.exercises.get_mut(&"ex3".into()).unwrap();
        done.draft = Some(Given::Essay("もう一つ".into()));
        let keys = |records: Records| records.into_keys().collect::<Vec<_>>();
        assert_eq!(keys(records_since(&before, &after)), ["exercise/m7/ex3"]);
        let module = after.modules.get_mut(&"m9".into()).unwrap();
        module.place = "ex1".into();
        after.settings.town = "津市".into();
        assert_eq!(
            keys(records_since(&before, &after)),
            ["exercise/m7/ex3", "module/m9", "settings"]
        );
        // Put on top of what was known, they are all of it.
        let mut known = records_of(&before);
        known.extend(records_since(&before, &after));
        assert_eq!(known, records_of(&after));
    }

    #[test]
    fn records_of_older_formats_are_brought_up_and_written_anew() {
        let old = Records::from([
            (
                "exercise/m1/ex1".to_owned(),
                r#"{"format":1,"body":{"exercise":{"draft":{"text":"津市"},"best":null,"attempts":1,"hints":0,"solution_seen":false,"solved":true,"shelved":[{"text":"鳥羽市"}],"updated":7,"generation":0}}}"#.to_owned(),
            ),
            (
                "exercise/m1/ex2".to_owned(),
                r#"{"format":2,"body":{"exercise":{"draft":{"text":"尾鷲市"},"best":null,"attempts":2,"hints":0,"solution_seen":true,"solved":false,"shelf":[{"answer":{"text":"熊野市"},"at":6}],"updated":8,"generation":1,"question":{"module":"人口","title":"市","version":3,"asks":{"answer":"11","words":"22"}},"others":[]}}}"#.to_owned(),
            ),
            (
                "module/m1".to_owned(),
                r#"{"format":1,"body":{"module":{"version":3,"place":"ex1","updated":5,"exercises":{}}}}"#.to_owned(),
            ),
        ]);
        let (work, unread) = work_of(&old);
        assert_eq!(unread, []);
        let done = &work.modules[&"m1".into()].exercises[&"ex1".into()];
        assert_eq!(done.draft, Some(Given::Text("津市".into())));
        assert_eq!(done.shelf[0].answer, Given::Text("鳥羽市".into()));
        // Which edition it belongs to stands beside it now.
        assert_eq!(done.question.version, 3);
        let second = &work.modules[&"m1".into()].exercises[&"ex2".into()];
        assert_eq!((second.shelf.len(), second.attempts), (1, 2));
        assert_eq!((second.tries.len(), second.unaided), (0, false));
        let new = records_of(&work);
        for (key, text) in &new {
            assert!(text.contains("\"format\": 5"), "{text}");
            let stored = old.get(key).map(String::as_str);
            assert_eq!(
                reconcile(stored, stored, key, text),
                Reconciled::Write(text.clone())
            );
        }
        assert_eq!(work_of(&new), (work, vec![]));
    }

    #[test]
    fn unreadable_records_are_named_and_the_rest_is_read() {
        let mut records = records_of(&work("津市", 7));
        records.insert("settings".into(), "{".into());
        records.insert(
            "module/m1".into(),
            r#"{"format":99,"body":{"tomorrow":1}}"#.into(),
        );
        let (read, unread) = work_of(&records);
        assert_eq!(
            unread,
            [
                ("module/m1".into(), Unread::Newer),
                ("settings".into(), Unread::Damaged)
            ]
        );
        assert_eq!(read.modules[&"m1".into()].exercises.len(), 1);
    }

    #[test]
    fn alone_the_last_state_counts_and_nothing_is_shelved() {
        let (old, new) = (record("a", 1), record("ab", 2));
        assert_eq!(
            reconcile(None, None, &key(), &new),
            Reconciled::Write(new.clone())
        );
        assert_eq!(
            reconcile(Some(&old), Some(&old), &key(), &new),
            Reconciled::Write(new.clone())
        );
        assert_eq!(
            reconcile(Some(&new), Some(&old), &key(), &new),
            Reconciled::Same
        );
    }

    #[test]
    fn two_tabs_lose_nothing() {
        let (base, theirs, mine) = (record("", 1), record("theirs", 2), record("mine", 3));
        let Reconciled::Write(merged) = reconcile(Some(&theirs), Some(&base), &key(), &mine) else {
            panic!("not merged")
        };
        let (read, unread) = work_of(&Records::from([(key(), merged)]));
        assert_eq!(unread, []);
        let done = &read.modules[&"m1".into()].exercises[&"ex1".into()];
        assert_eq!(done.draft, Some(Given::Text("mine".into())));
        assert_eq!(done.shelf[0].answer, Given::Text("theirs".into()));
    }

    #[test]
    fn a_newer_version_is_never_overwritten() {
        let newer = r#"{"format":6,"body":{"exercise":{"draft":{"hologram":1}}}}"#;
        assert_eq!(
            reconcile(Some(newer), None, &key(), &record("a", 1)),
            Reconciled::Newer
        );
        assert_eq!(
            reconcile(Some(newer), Some(newer), &key(), &record("a", 1)),
            Reconciled::Newer
        );
    }

    #[test]
    fn a_record_goes_unless_somebody_changed_it() {
        let record = record("a", 1);
        assert_eq!(
            reconcile(Some(&record), Some(&record), &key(), ""),
            Reconciled::Write(String::new())
        );
        assert_eq!(
            reconcile(Some(&record), Some("before"), &key(), ""),
            Reconciled::Same
        );
        let hash = "#/m/m1";
        assert_eq!(
            reconcile(Some(hash), Some(hash), "rescue/.hash", ""),
            Reconciled::Write(String::new())
        );
    }

    #[test]
    fn a_damaged_record_is_replaced() {
        let mine = record("a", 1);
        assert_eq!(
            reconcile(Some("{"), None, &key(), &mine),
            Reconciled::Write(mine.clone())
        );
    }
}
