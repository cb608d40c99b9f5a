//! Modules that somebody handed out: a zip of sources in, lessons out.
//!
//! Kept as sources and as what was made of them; another build of the site makes them again when they are opened, since
//! addresses and formats may have changed. Nothing in them is run: they are read as data, by the same parser as the
//! site's own.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use spec::catalogue::ModuleEntry;
use spec::diagnostic::Bilingual;
use spec::track::TrackFile;
use spec::work::Question;
use spec::{Diagnostic, Severity, TrackId};

use super::author_worker::{AuthorWorker, Files, WorkerError};
use super::store::{self, LibraryError, PLACE};
use crate::assets::Assets;
use crate::browser;
use crate::engine::BUILD;

/// What the list of a site is to be joined with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Added {
    /// Modules with the tracks that they name.
    pub(crate) modules: Vec<(TrackId, ModuleEntry)>,
    /// Tracks.
    pub(crate) tracks: Vec<TrackFile>,
}

/// Most modules that one zip may bring: more than a course has, and few enough for a list that people read.
pub(crate) const MOST: usize = 50;

/// What is kept of a module beside its files.
#[derive(Serialize, Deserialize)]
struct About {
    /// The build that read it.
    build: String,
    track: TrackId,
    entry: ModuleEntry,
    /// The zip that brought it; modules of earlier builds do not know theirs.
    #[serde(default)]
    zip: Zip,
}

/// A zip that was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Zip {
    /// When, in milliseconds since 1970; 0 where that is not known.
    pub(crate) at: u64,
    /// Its file's name.
    pub(crate) name: String,
}

/// What came out of one zip and is still here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Brought {
    /// The zip.
    pub(crate) zip: Zip,
    /// Its modules.
    pub(crate) modules: Vec<ModuleEntry>,
}

/// A module that stands where another one is to go, and what becomes of the answers to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Replaced {
    /// The one that is here.
    pub(crate) before: (String, u32),
    /// The one that is to come: its title and version.
    pub(crate) after: (String, u32),
    /// Exercises of the one that is here.
    pub(crate) exercises: usize,
    /// Of these, how many are asked in the same way by the one that is to come.
    pub(crate) same: usize,
}

impl Replaced {
    /// What to ask before one goes into the place of the other. Nothing when it is plainly a later edition of it.
    fn question(before: &ModuleEntry, after: &ModuleEntry) -> Option<Self> {
        if before.title == after.title && before.version < after.version {
            return None;
        }
        let asked = |version, asks| Question {
            version,
            asks,
            ..Question::default()
        };
        let same = before.exercises.iter().filter(|exercise| {
            let now = after.exercises.iter().find(|now| now.id == exercise.id);
            now.is_some_and(|now| {
                asked(before.version, exercise.asks)
                    .counts_for(&asked(after.version, now.asks), after.keep)
            })
        });
        Some(Self {
            before: (before.title.clone(), before.version),
            after: (after.title.clone(), after.version),
            exercises: before.exercises.len(),
            same: same.count(),
        })
    }
}

/// A zip that was read and found good, not kept yet.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    /// Titles of its modules.
    pub(crate) titles: Vec<String>,
    /// What to ask before it is kept.
    pub(crate) replaced: Vec<Replaced>,
    places: Vec<String>,
    values: Vec<(String, Vec<u8>)>,
}

/// Why a zip was not taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// No zip, a broken or a dangerous one, or there is no engine to read it with.
    Worker(WorkerError),
    /// There is no `module.md` in it.
    NoModule,
    /// It is a site to be put on a server.
    IsSite,
    /// A module's text is not UTF-8.
    NotText {
        /// Which file.
        path: String,
    },
    /// A module has mistakes.
    Mistakes {
        /// Which file.
        path: String,
        /// The first of them.
        first: Bilingual,
        /// Its line.
        line: u32,
        /// How many.
        count: usize,
    },
    /// There are more modules in it than anybody hands out.
    TooMany {
        /// How many.
        count: usize,
    },
    /// The site has a module of that id.
    Taken {
        /// The id.
        id: String,
    },
    /// This browser does not keep it.
    NotKept(LibraryError),
}

/// A module's text and the files beside it.
pub(crate) struct Source {
    /// Where `module.md` stands in the zip.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// The files beside it, by their paths relative to it.
    pub(crate) files: Rc<Files>,
}

/// The modules among some files: each folder with a `module.md` is one.
pub(crate) fn sources(files: &Files) -> Result<Vec<Source>, Refusal> {
    let mut found = Vec::new();
    for (path, bytes) in files {
        let Some(folder) = path.strip_suffix("module.md") else {
            continue;
        };
        if !(folder.is_empty() || folder.ends_with('/')) {
            continue;
        }
        let text =
            std::str::from_utf8(bytes).map_err(|_| Refusal::NotText { path: path.clone() })?;
        let beside = files
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix(folder)?.to_owned(), bytes)))
            .filter(|(path, _)| path != "module.md")
            .map(|(path, bytes)| (path, bytes.clone()));
        found.push(Source {
            path: path.clone(),
            text: text.to_owned(),
            files: Rc::new(beside.collect()),
        });
    }
    match found.len() {
        0 => Err(if is_site(files) {
            Refusal::IsSite
        } else {
            Refusal::NoModule
        }),
        count if count > MOST => Err(Refusal::TooMany { count }),
        _ => Ok(found),
    }
}

/// Whether they are a site that belongs on a web server.
fn is_site(files: &Files) -> bool {
    files
        .keys()
        .filter_map(|path| path.strip_suffix("index.html"))
        .any(|folder| files.contains_key(&format!("{folder}sw.js")))
}

/// The first error among problems.
fn mistakes(path: &str, diagnostics: &[Diagnostic]) -> Option<Refusal> {
    let errors = || {
        diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
    };
    errors().next().map(|first| Refusal::Mistakes {
        path: path.to_owned(),
        first: first.message.clone(),
        line: first.span.line,
        count: errors().count(),
    })
}

/// Reads a zip: all of its modules or none. `site` are the ids that are taken. What it gives is kept by [`keep`], when
/// nothing has to be asked or the answer was yes.
pub(crate) async fn open(
    worker: &AuthorWorker,
    name: &str,
    zip: Vec<u8>,
    site: &[String],
) -> Result<Parcel, Refusal> {
    let files = worker.unzip(zip).await.map_err(Refusal::Worker)?;
    let zip = Zip {
        at: browser::now(),
        name: name.to_owned(),
    };
    let mut parcel = Parcel {
        titles: Vec::new(),
        replaced: Vec::new(),
        places: Vec::new(),
        values: Vec::new(),
    };
    for source in sources(&files)? {
        let read = read(worker, &source, zip.clone()).await?;
        let id = read.0.entry.id.0.clone();
        if site.contains(&id) {
            return Err(Refusal::Taken { id });
        }
        if let Some(before) = entry(&id).await
            && !is_kept(&id, &source).await
        {
            let question = Replaced::question(&before, &read.0.entry);
            parcel.replaced.extend(question);
        }
        parcel.titles.push(read.0.entry.title.clone());
        parcel.places.push(folder(&id));
        parcel.values.extend(records(&id, &source, read));
    }
    for (path, bytes) in &files {
        if path.rsplit('/').next() != Some(TRACK) {
            continue;
        }
        let text =
            std::str::from_utf8(bytes).map_err(|_| Refusal::NotText { path: path.clone() })?;
        let (track, problems) = worker.track(text).await.map_err(Refusal::Worker)?;
        if let Some(refusal) = mistakes(path, &problems) {
            return Err(refusal);
        }
        if let Ok(json) = serde_json::to_string_pretty(&track) {
            let key = format!("track/{}", track.id.0);
            parcel.values.push((key, json.into_bytes()));
        }
    }
    Ok(parcel)
}

/// Keeps what a zip brought, in the place of what is there under the same ids.
pub(crate) async fn keep(parcel: &Parcel) -> Result<(), Refusal> {
    store::replace(&parcel.places, &parcel.values)
        .await
        .map_err(Refusal::NotKept)
}

/// What is known of a module that is here.
async fn entry(id: &str) -> Option<ModuleEntry> {
    let json = store::get(&format!("entry/{id}")).await.ok().flatten()?;
    parsed::<About>(&json).map(|about| about.entry)
}

/// Whether just these files are here already.
async fn is_kept(id: &str, source: &Source) -> bool {
    let Ok(mut files) = store::all(&folder(id)).await else {
        return false;
    };
    files.remove(BUILT);
    let text = files.remove(TEXT);
    text.as_deref() == Some(source.text.as_bytes()) && files == *source.files
}

/// A module as it is kept.
async fn read(
    worker: &AuthorWorker,
    source: &Source,
    zip: Zip,
) -> Result<(About, Vec<u8>), Refusal> {
    // The id is in the text: read once without data, then with the addresses that follow from it.
    let id = {
        let read = worker
            .check(&source.text, "", &source.files)
            .await
            .map_err(Refusal::Worker)?;
        if let Some(refusal) = mistakes(&source.path, &read.diagnostics) {
            return Err(refusal);
        }
        read.module.id.0.clone()
    };
    let base = format!("{PLACE}{}", folder(&id));
    let read = worker
        .check(&source.text, &base, &source.files)
        .await
        .map_err(Refusal::Worker)?;
    let about = About {
        build: build(),
        track: read.module.track.clone(),
        entry: ModuleEntry::of(&read.module, format!("{base}{BUILT}")),
        zip,
    };
    let built =
        postcard::to_stdvec(&read.module).map_err(|error| Refusal::NotKept(error.to_string()))?;
    Ok((about, built))
}

/// The name of the built module beside a module's files. No source is called so.
const BUILT: &str = "module.bin";
const TEXT: &str = "module.md";
const TRACK: &str = "track.toml";

fn folder(id: &str) -> String {
    format!("added/{id}/")
}

/// What a kept module depends on: the sources of what read it, and the site's tables.
fn build() -> String {
    format!("{} {}", BUILD, Assets::read().seeds)
}

fn records(id: &str, source: &Source, (about, built): (About, Vec<u8>)) -> Vec<(String, Vec<u8>)> {
    let folder = folder(id);
    let mut values = vec![
        (format!("{folder}{BUILT}"), built),
        (format!("{folder}{TEXT}"), source.text.clone().into_bytes()),
    ];
    values.extend(
        source
            .files
            .iter()
            .filter(|(path, _)| *path != BUILT)
            .map(|(path, bytes)| (format!("{folder}{path}"), bytes.clone())),
    );
    if let Ok(json) = serde_json::to_string_pretty(&about) {
        values.push((format!("entry/{id}"), json.into_bytes()));
    }
    values
}

/// Everything that was added.
pub(crate) async fn list() -> Added {
    let mut added = Added::default();
    // What cannot be read is not there; a site must open without it.
    for (_, json) in store::all("entry/").await.unwrap_or_default() {
        if let Some(about) = parsed::<About>(&json) {
            added.modules.push((about.track, about.entry));
        }
    }
    for (_, json) in store::all("track/").await.unwrap_or_default() {
        added.tracks.extend(parsed::<TrackFile>(&json));
    }
    added
}

fn parsed<T: serde::de::DeserializeOwned>(json: &[u8]) -> Option<T> {
    serde_json::from_str(std::str::from_utf8(json).ok()?).ok()
}

/// The zips that brought what is here, the last one first; modules whose zip is not known stand by themselves.
pub(crate) async fn brought() -> Vec<Brought> {
    let all = store::all("entry/").await.unwrap_or_default();
    let abouts = all.values().filter_map(|json| parsed::<About>(json));
    grouped(abouts.map(|about| (about.zip, about.entry)))
}

fn grouped(modules: impl Iterator<Item = (Zip, ModuleEntry)>) -> Vec<Brought> {
    let mut groups: Vec<Brought> = Vec::new();
    for (zip, entry) in modules {
        match groups.iter_mut().find(|known| known.zip == zip) {
            Some(known) if zip.at > 0 => known.modules.push(entry),
            _ => groups.push(Brought {
                zip,
                modules: vec![entry],
            }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.zip.at));
    groups
}

/// Forgets modules. A learner's work on them stays where the work is.
pub(crate) async fn remove(ids: &[String]) -> Result<(), LibraryError> {
    let mut prefixes: Vec<String> = ids.iter().map(|id| folder(id)).collect();
    // Another id may begin with one of these.
    let mut entries = store::all("entry/").await?;
    entries.retain(|id, _| !ids.contains(id));
    prefixes.push("entry/".to_owned());
    let mut values: Vec<(String, Vec<u8>)> = entries
        .into_iter()
        .map(|(id, json)| (format!("entry/{id}"), json))
        .collect();
    // A track whose last module goes, goes too.
    let left: Vec<String> = values
        .iter()
        .filter_map(|(_, json)| parsed::<About>(json))
        .map(|about| about.entry.id.0)
        .collect();
    let tracks = store::all("track/").await?;
    prefixes.push("track/".to_owned());
    values.extend(
        tracks
            .into_iter()
            .filter(|(_, json)| {
                parsed::<TrackFile>(json).is_some_and(|track| {
                    track.modules.iter().any(|module| left.contains(&module.0))
                })
            })
            .map(|(id, json)| (format!("track/{id}"), json)),
    );
    store::replace(&prefixes, &values).await
}

/// Makes a module again if another build made it; `key` is that of what is about to be fetched.
pub(super) async fn freshen(key: &str) {
    let Some(id) = key
        .strip_prefix("added/")
        .and_then(|rest| rest.strip_suffix(BUILT))
        .map(|id| id.trim_end_matches('/'))
    else {
        return;
    };
    let json = store::get(&format!("entry/{id}")).await.ok().flatten();
    let about = json.and_then(|json| parsed::<About>(&json));
    let Some(About { zip, .. }) = about.filter(|about| about.build != build()) else {
        return;
    };
    let Ok(mut files) = store::all(&folder(id)).await else {
        return;
    };
    files.remove(BUILT);
    // Where this fails, what is kept is tried as it is.
    if let Ok(sources) = sources(&files) {
        for source in sources.iter().filter(|source| source.path == TEXT) {
            if let Ok(read) = read(&AuthorWorker::get(None), source, zip.clone()).await {
                let _ = store::replace(&[folder(id)], &records(id, source, read)).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use spec::Asks;
    use spec::catalogue::ExerciseEntry;

    use super::*;

    fn files(list: &[(&str, &[u8])]) -> Files {
        list.iter()
            .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
            .collect()
    }

    #[test]
    fn each_folder_with_a_module_is_one() {
        let all = files(&[
            ("a/module.md", b"# a"),
            ("a/data/x.csv", b"x\n1\n"),
            ("b/module.md", b"# b"),
            ("b/notmodule.md", b""),
            ("track.toml", b""),
        ]);
        let found = sources(&all).unwrap();
        let shape: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|source| {
                (
                    source.path.as_str(),
                    source.files.keys().map(String::as_str).collect(),
                )
            })
            .collect();
        assert_eq!(
            shape,
            [
                ("a/module.md", vec!["data/x.csv"]),
                ("b/module.md", vec!["notmodule.md"])
            ]
        );
    }

    #[test]
    fn a_zip_without_a_module_or_with_another_encoding_is_refused() {
        assert_eq!(
            sources(&files(&[("a.txt", b"")])).err(),
            Some(Refusal::NoModule)
        );
        // What «配布» makes as a folder is no module.
        for folder in ["", "ama-m/"] {
            let (index, worker) = (format!("{folder}index.html"), format!("{folder}sw.js"));
            let site = files(&[(&index, b""), (&worker, b"")]);
            assert_eq!(sources(&site).err(), Some(Refusal::IsSite));
        }
        let path = "m/module.md".to_owned();
        assert_eq!(
            sources(&files(&[("m/module.md", &[0x8b, 0xb3])])).err(),
            Some(Refusal::NotText { path })
        );
    }

    #[test]
    fn a_zip_of_more_modules_than_anybody_hands_out_is_refused() {
        let zip = |count: usize| -> Files {
            (0..count)
                .map(|at| (format!("m{at}/module.md"), b"# a".to_vec()))
                .collect()
        };
        assert_eq!(sources(&zip(MOST)).map(|found| found.len()).ok(), Some(50));
        assert_eq!(
            sources(&zip(2_000)).err(),
            Some(Refusal::TooMany { count: 2_000 })
        );
    }

    fn module(id: &str, title: &str, version: u32, asks: &[(&str, u64)]) -> ModuleEntry {
        ModuleEntry {
            id: id.into(),
            version,
            keep: false,
            title: title.into(),
            minutes: Default::default(),
            audience: vec![],
            requires: vec![],
            plan: vec![],
            objectives: vec![],
            lead: String::new(),
            exercises: asks
                .iter()
                .map(|(id, answer)| ExerciseEntry {
                    id: (*id).into(),
                    title: String::new(),
                    kind: "text".into(),
                    asks: Asks {
                        answer: *answer,
                        words: 1,
                    },
                })
                .collect(),
            url: String::new(),
        }
    }

    #[test]
    fn another_module_of_the_same_id_is_asked_about_and_a_later_edition_is_not() {
        let before = module("evil", "窓口", 1, &[("ex1", 1), ("ex2", 2), ("ex3", 3)]);
        let later = module("evil", "窓口", 2, &[("ex1", 1)]);
        assert_eq!(Replaced::question(&before, &later), None);

        let same = module("evil", "窓口", 1, &[("ex1", 1), ("ex2", 9)]);
        let question = Replaced::question(&before, &same).unwrap();
        assert_eq!((question.exercises, question.same), (3, 1));
        let other = module("evil", "別の教材", 2, &[("ex1", 1)]);
        let question = Replaced::question(&before, &other).unwrap();
        assert_eq!(question.after, ("別の教材".to_owned(), 2));
        // A raised version without `keep` puts all answers aside.
        assert_eq!(question.same, 0);
        assert!(Replaced::question(&later, &before).is_some());
    }

    #[test]
    fn what_one_zip_brought_stands_together() {
        let zip = |at, name: &str| Zip {
            at,
            name: name.into(),
        };
        let entry = |id: &str| module(id, id, 1, &[]);
        let all = [
            (zip(1, "a.zip"), entry("a")),
            (Zip::default(), entry("b")),
            (zip(2, "a.zip"), entry("c")),
            (zip(1, "a.zip"), entry("d")),
            (Zip::default(), entry("e")),
        ];
        let shape: Vec<(u64, Vec<String>)> = grouped(all.into_iter())
            .into_iter()
            .map(|group| {
                let ids = group.modules.into_iter().map(|module| module.id.0);
                (group.zip.at, ids.collect())
            })
            .collect();
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            shape,
            [
                (2, ids(&["c"])),
                (1, ids(&["a", "d"])),
                (0, ids(&["b"])),
                (0, ids(&["e"]))
            ]
        );
    }
}
