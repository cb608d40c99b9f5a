//! What is served of the modules at one moment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use sources::{ModuleSource, Seeds, Tree};
use spec::catalogue::{Catalogue, ModuleEntry, TrackEntry};
use spec::diagnostic::Bilingual;
use spec::hash::fnv1a;
use spec::{Module, ModuleId};

use course::frame::{Language, Options};

use crate::out::Terminal;
use crate::reading::{self, Found, shown};

/// Begins the addresses of everything that is not the site's own.
pub(crate) const PLACE: &str = "preview/";

/// Everything that is served of the modules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edition {
    /// Counts up.
    pub(crate) number: u64,
    /// Files by their address.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// What the page is told.
    pub(crate) news: News,
    /// What the terminal is told.
    pub(crate) shown: String,
    /// The module to open.
    pub(crate) open: ModuleId,
}

/// What the page is told; `crates/app/src/preview.rs` reads it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct News {
    /// Of the edition.
    pub(crate) number: u64,
    /// Addresses of the modules.
    pub(crate) lessons: Vec<String>,
    /// Errors.
    pub(crate) errors: usize,
    /// Warnings.
    pub(crate) warnings: usize,
    /// The line that sums it up.
    pub(crate) summary: Bilingual,
    /// What is wrong, as a compiler prints it.
    pub(crate) problems: Bilingual,
}

/// Makes editions.
#[derive(Debug)]
pub(crate) struct Maker {
    path: PathBuf,
    seeds: Seeds,
    site: Catalogue,
    number: u64,
    /// The last module of each file that had no error: a half-written one does not take its place.
    good: BTreeMap<PathBuf, Module>,
}

/// The part of the site's index.html that matters here.
#[derive(Deserialize)]
struct Assets {
    courses: String,
}

impl Maker {
    pub(crate) fn new(path: &Path, seeds: Seeds, site: &Path) -> Result<Self> {
        let index = std::fs::read_to_string(site.join("index.html"))?;
        let Assets { courses } = super::server::assets(&index)
            .and_then(|json| serde_json::from_str(json).ok())
            .context("index.html of the site names no courses")?;
        let list = std::fs::read(site.join(&courses)).with_context(|| courses.clone())?;
        let site = serde_json::from_slice(&list)
            .with_context(|| format!("{courses}: the site was built by another version of ama"))?;
        Ok(Self {
            path: path.to_path_buf(),
            seeds,
            site,
            number: 0,
            good: BTreeMap::new(),
        })
    }

    /// Files to watch that make up the modules now.
    pub(crate) fn files(&self) -> Result<Vec<PathBuf>> {
        let tree = Tree::of(&self.path)?;
        let mut files: Vec<PathBuf> = tree.modules;
        for lesson in &files.clone() {
            let folder = lesson.parent().unwrap_or(Path::new("."));
            // Tables and pictures that a module may name next are watched before it does.
            let is_module = lesson.ends_with(sources::MODULE);
            if is_module {
                let folder = if folder.as_os_str().is_empty() {
                    Path::new(".")
                } else {
                    folder
                };
                files.extend(sources::walk(folder)?);
            }
        }
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// The modules as they are now, and the files to watch.
    pub(crate) fn edition(&mut self, terminal: &Terminal) -> Result<(Edition, Vec<PathBuf>)> {
        let files = self.files()?;
        let tree = Tree::of(&self.path)?;
        if tree.modules.is_empty() {
            bail!("{}: no module.md", self.path.display());
        }
        self.number += 1;
        let mut edition = Edition {
            number: self.number,
            ..Edition::default()
        };
        let mut found = Found::default();
        for path in &tree.modules {
            let lesson = self.lesson(path, &mut edition.files)?;
            found.lessons.push(lesson);
        }
        let mut catalogue = self.site.clone();
        for lesson in &found.lessons {
            let mut module = match self.good.get(&lesson.path) {
                Some(good) if lesson.has_errors() => good.clone(),
                _ => lesson.module.clone(),
            };
            if module.id.as_str().is_empty() {
                // A module without an id could not be opened at all.
                module.id = ModuleId::from("preview");
            }
            let bytes = postcard::to_stdvec(&module)?;
            let url = format!("{PLACE}{}-{:016x}.bin", module.id, fnv1a(&bytes));
            edition.files.insert(url.clone(), bytes);
            edition.news.lessons.push(url.clone());
            if edition.open.as_str().is_empty() {
                edition.open = module.id.clone();
            }
            put(&mut catalogue, &module, url);
            if !lesson.has_errors() {
                self.good.insert(lesson.path.clone(), module);
            }
        }
        edition.files.insert(
            format!("{PLACE}courses.json"),
            serde_json::to_vec(&catalogue)?,
        );
        let count = found.count();
        edition.news.number = self.number;
        edition.news.errors = count.errors;
        edition.news.warnings = count.warnings;
        let both = |say: &dyn Fn(Language) -> String| Bilingual {
            ja: say(Language::Ja),
            en: say(Language::En),
        };
        edition.news.summary = both(&|lang| count.summary(lang));
        edition.news.problems = both(&|language| {
            let options = Options {
                language,
                ..Options::default()
            };
            found.errors_first(&options)
        });
        edition.shown = found.errors_first(&reading::options(terminal));
        Ok((edition, files))
    }

    fn lesson(&self, path: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<ModuleSource> {
        Ok(sources::lesson(
            path,
            &shown(path),
            &self.seeds,
            &mut |name, bytes| {
                let url = format!("{PLACE}{name}-{:016x}.csv", fnv1a(bytes));
                files.insert(url.clone(), bytes.to_vec());
                url
            },
        )?)
    }
}

/// Puts a module into the list of courses, in the place of the one with its id.
fn put(catalogue: &mut Catalogue, module: &Module, url: String) {
    let entry = ModuleEntry::of(module, url);
    let mut known = false;
    for there in catalogue
        .tracks
        .iter_mut()
        .flat_map(|track| &mut track.modules)
    {
        if there.id == entry.id {
            *there = entry.clone();
            known = true;
        }
    }
    if known {
        return;
    }
    match catalogue
        .tracks
        .iter_mut()
        .find(|track| track.id == module.track)
    {
        Some(track) => track.modules.push(entry),
        None => catalogue.tracks.push(TrackEntry {
            id: module.track.clone(),
            title: Bilingual {
                ja: module.track.to_string(),
                en: module.track.to_string(),
            },
            summary: Bilingual::default(),
            audience: module.audience.clone(),
            modules: vec![entry],
        }),
    }
}
