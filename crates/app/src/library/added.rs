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
use spec::{Diagnostic, Severity, TrackId};

use super::desk::{Desk, DeskError, Files};
use super::{LibraryError, PLACE};
use crate::assets::Assets;
use crate::engine::BUILD;

/// What the list of a site is to be joined with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Added {
    /// Modules with the tracks that they name.
    pub(crate) modules: Vec<(TrackId, ModuleEntry)>,
    /// Tracks.
    pub(crate) tracks: Vec<TrackFile>,
}

/// What is kept of a module beside its files.
#[derive(Serialize, Deserialize)]
struct About {
    /// The build that read it.
    build: String,
    track: TrackId,
    entry: ModuleEntry,
}

/// Why a zip was not taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// No zip, a broken or a dangerous one, or there is no engine to read it with.
    Desk(DeskError),
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
    if found.is_empty() {
        let is_site = files
            .keys()
            .filter_map(|path| path.strip_suffix("index.html"))
            .any(|folder| files.contains_key(&format!("{folder}sw.js")));
        return Err(if is_site {
            Refusal::IsSite
        } else {
            Refusal::NoModule
        });
    }
    Ok(found)
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

/// Takes a zip in: all of its modules or none. Gives their titles. `site` are the ids that are taken.
pub(crate) async fn import(
    desk: &Desk,
    zip: Vec<u8>,
    site: &[String],
) -> Result<Vec<String>, Refusal> {
    let files = desk.unzip(zip).await.map_err(Refusal::Desk)?;
    let mut titles = Vec::new();
    let (mut places, mut values) = (Vec::new(), Vec::new());
    for source in sources(&files)? {
        let read = read(desk, &source).await?;
        let id = read.0.entry.id.0.clone();
        if site.contains(&id) {
            return Err(Refusal::Taken { id });
        }
        titles.push(read.0.entry.title.clone());
        places.push(folder(&id));
        values.extend(records(&id, &source, read));
    }
    if let Some(bytes) = files.get("track.toml") {
        let text = std::str::from_utf8(bytes).map_err(|_| Refusal::NotText {
            path: "track.toml".to_owned(),
        })?;
        let (track, problems) = desk.track(text).await.map_err(Refusal::Desk)?;
        if let Some(refusal) = mistakes("track.toml", &problems) {
            return Err(refusal);
        }
        if let Ok(json) = serde_json::to_string_pretty(&track) {
            values.push((format!("track/{}", track.id.0), json.into_bytes()));
        }
    }
    super::replace(&places, &values)
        .await
        .map_err(Refusal::NotKept)?;
    Ok(titles)
}

/// A module as it is kept.
async fn read(desk: &Desk, source: &Source) -> Result<(About, Vec<u8>), Refusal> {
    // The id is in the text: read once without data, then with the addresses that follow from it.
    let id = {
        let read = desk
            .check(&source.text, "", &source.files)
            .await
            .map_err(Refusal::Desk)?;
        if let Some(refusal) = mistakes(&source.path, &read.diagnostics) {
            return Err(refusal);
        }
        read.module.id.0.clone()
    };
    let base = format!("{PLACE}{}", folder(&id));
    let read = desk
        .check(&source.text, &base, &source.files)
        .await
        .map_err(Refusal::Desk)?;
    let about = About {
        build: build(),
        track: read.module.track.clone(),
        entry: ModuleEntry::of(&read.module, format!("{base}{BUILT}")),
    };
    let built =
        postcard::to_stdvec(&read.module).map_err(|error| Refusal::NotKept(error.to_string()))?;
    Ok((about, built))
}

/// The name of the built module beside a module's files. No source is called so.
const BUILT: &str = "module.bin";
const TEXT: &str = "module.md";

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
    for (_, json) in super::all("entry/").await.unwrap_or_default() {
        if let Some(about) = parsed::<About>(&json) {
            added.modules.push((about.track, about.entry));
        }
    }
    for (_, json) in super::all("track/").await.unwrap_or_default() {
        added.tracks.extend(parsed::<TrackFile>(&json));
    }
    added
}

fn parsed<T: serde::de::DeserializeOwned>(json: &[u8]) -> Option<T> {
    serde_json::from_str(std::str::from_utf8(json).ok()?).ok()
}

/// Forgets a module. A learner's work on it stays where the work is.
pub(crate) async fn remove(id: &str) -> Result<(), LibraryError> {
    let mut prefixes = vec![folder(id)];
    // Another id may begin with this one.
    let mut entries = super::all("entry/").await?;
    entries.remove(id);
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
    let tracks = super::all("track/").await?;
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
    super::replace(&prefixes, &values).await
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
    let about = super::get(&format!("entry/{id}")).await;
    let is_current = about
        .ok()
        .flatten()
        .and_then(|json| parsed::<About>(&json))
        .is_none_or(|about| about.build == build());
    if is_current {
        return;
    }
    let Ok(mut files) = super::all(&folder(id)).await else {
        return;
    };
    files.remove(BUILT);
    // Where this fails, what is kept is tried as it is.
    if let Ok(sources) = sources(&files) {
        for source in sources.iter().filter(|source| source.path == TEXT) {
            if let Ok(read) = read(&Desk::get(None), source).await {
                let _ = super::replace(&[folder(id)], &records(id, source, read)).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
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
}
