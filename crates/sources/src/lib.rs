//! Courses on disk: module folders, track files and seeds, read the same way for the site's build and for `ama`.
//!
//! What an author did wrong is a [`Diagnostic`], told by `course`; only what the disk refuses is an [`Error`].
//! Start reading at [`lesson`].
//!
//! # Invariants
//!
//! - May use `course`, `spec` and `table`; reads disks and writes nothing.
//! - Folders are read in the order of names, links that lead out are not followed, and the same files give the same lessons and
//!   the same build id on every machine.
//! - What it knows of a file's contents it asks of `course`; no rule of the format stands here.

mod build_id;
mod seeds;
mod tree;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use course::track::{Known, ModuleText, TrackText, fit};
use course::{ImageFile, TableFile};
use spec::track::TrackFile;
use spec::{DataSource, Diagnostic, Module, Severity};

pub use self::build_id::build_id;
pub use self::seeds::{Seeds, column, rows};
pub use self::tree::{MODULE, TRACK, Tree, leads_out, walk};

/// What the disk refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A table of ours is not what it should be.
    #[error("{path}: {detail}")]
    Table {
        /// Which.
        path: String,
        /// Why.
        detail: String,
    },
}

/// Reads a file.
///
/// # Errors
///
/// When it is not there or may not be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|source| Error::Read {
        path: path.display().to_string(),
        source,
    })
}

/// A module with its tables.
#[derive(Debug, Default)]
pub struct ModuleSource {
    /// Its file.
    pub path: PathBuf,
    /// Its file's name in diagnostics.
    pub file: String,
    /// Its text; empty when it is none.
    pub text: String,
    /// What was understood.
    pub module: Module,
    /// What is wrong with it, and with the descriptions of its tables.
    pub diagnostics: Vec<Diagnostic>,
    /// Its tables' files (CSV) by name.
    pub tables: BTreeMap<String, Vec<u8>>,
    /// Every file that it is made of, found or not.
    pub files: Vec<PathBuf>,
    /// Texts of the other files that diagnostics are about, by their name there.
    pub descriptions: BTreeMap<String, String>,
}

impl ModuleSource {
    /// Whether it cannot be used as it is.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }

    /// The text of a file that diagnostics name.
    pub fn text_of(&self, file: &str) -> &str {
        if file == self.file {
            &self.text
        } else {
            self.descriptions.get(file).map_or("", String::as_str)
        }
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Reads a module file with its tables and pictures. `file` is the name that diagnostics carry; `place` is told the name of
/// each among the site's files (`data/mie-population.csv`) and its bytes, and says where the page will fetch it.
///
/// # Errors
///
/// When the module file itself cannot be read. A table or picture that is not there is a diagnostic.
pub fn lesson(
    path: &Path,
    file: &str,
    seeds: &Seeds,
    place: &mut dyn FnMut(&str, &[u8]) -> String,
) -> Result<ModuleSource, Error> {
    let bytes = read(path)?;
    let mut lesson = ModuleSource {
        path: path.to_path_buf(),
        file: file.to_owned(),
        files: vec![path.to_path_buf()],
        ..ModuleSource::default()
    };
    match course::decode(file, &bytes) {
        Ok(text) => lesson.text = text.to_owned(),
        Err(diagnostic) => {
            lesson.diagnostics.push(*diagnostic);
            return Ok(lesson);
        }
    }
    let text = lesson.text.clone();
    let mut found = Vec::new();
    let place = std::cell::RefCell::new(place);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut pictures = Vec::new();
    let (module, diagnostics) = course::load_with_images(
        file,
        &text,
        &mut |source| {
            let (mut table, name) = lesson.table(source, seeds, &mut found)?;
            if table.is_outside {
                return Some(table);
            }
            lesson
                .tables
                .insert(source.name.clone(), table.bytes.clone());
            table.url = (place.borrow_mut())(&format!("data/{name}.csv"), &table.bytes);
            Some(table)
        },
        &mut |picture| {
            let own = on_disk(folder, below(picture)?);
            if leads_out(folder, &own) {
                return Some(ImageFile::outside());
            }
            pictures.push(own.clone());
            let bytes = std::fs::read(&own).ok()?;
            let url = (place.borrow_mut())(&picture_name(folder, picture), &bytes);
            Some(ImageFile {
                bytes,
                url,
                ..ImageFile::default()
            })
        },
    );
    lesson.files.append(&mut pictures);
    lesson.module = module;
    lesson.diagnostics = diagnostics;
    lesson.diagnostics.append(&mut found);
    Ok(lesson)
}

impl ModuleSource {
    /// The file of a table and its name among the site's files.
    fn table(
        &mut self,
        source: &DataSource,
        seeds: &Seeds,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(TableFile, String)> {
        let (table, description, name, file) = if source.seed.is_empty() {
            let folder = self.path.parent().unwrap_or(Path::new(""));
            let own = below(&source.file)?;
            // A module's own table may be described beside it, in the words of dataset.toml.
            let described = source.description();
            let stem = own.file_stem().unwrap_or_default().to_string_lossy();
            let module = folder.file_name().unwrap_or_default().to_string_lossy();
            let file = self
                .file
                .rsplit_once('/')
                .map_or_else(String::new, |(folder, _)| format!("{folder}/"));
            let (table, description) =
                (on_disk(folder, own), on_disk(folder, Path::new(&described)));
            if [&table, &description]
                .into_iter()
                .any(|file| leads_out(folder, file))
            {
                return Some((TableFile::outside(), String::new()));
            }
            (
                table,
                description,
                format!("{module}-{stem}"),
                format!("{file}{described}"),
            )
        } else {
            let (table, description) = seeds.files(&source.seed)?;
            let file = format!("seeds/{}/dataset.toml", source.seed);
            (table, description, source.seed.clone(), file)
        };
        self.files.extend([table.clone(), description.clone()]);
        let bytes = std::fs::read(&table).ok()?;
        // A seed without a description is none; an own table may do without.
        let described = match std::fs::read(&description) {
            Ok(described) => Some(described),
            Err(_) if source.seed.is_empty() => None,
            Err(_) => return None,
        };
        if let Some(text) = &described {
            // As far as it is text: diagnostics show its lines.
            let text = String::from_utf8_lossy(text).into_owned();
            self.descriptions.insert(file.clone(), text);
        }
        let described = described.as_deref().map(|text| (file.as_str(), text));
        let (table, problems) = course::own_table(bytes, described);
        diagnostics.extend(problems);
        Some((table, name))
    }
}

/// Where a file that a module names lies: at that path, or at one that is the same but for marks that macOS takes off their
/// letters and capital letters in the ending.
fn on_disk(folder: &Path, path: &Path) -> PathBuf {
    let exact = folder.join(path);
    if exact.is_file() {
        return exact;
    }
    let mut at = folder.to_path_buf();
    for part in path.components() {
        let part = part.as_os_str();
        let here = if at.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &at
        };
        let entries = std::fs::read_dir(here).into_iter().flatten().flatten();
        let is_meant = |name: &OsString| {
            course::is_same_name(&name.to_string_lossy(), &part.to_string_lossy())
        };
        // The first in order: a folder has none of its own.
        match entries
            .map(|entry| entry.file_name())
            .filter(is_meant)
            .min()
        {
            Some(found) => at.push(found),
            None => return exact,
        }
    }
    at
}

/// A picture's name among the site's files: its module's and its own, for modules may each have an `images/map.png`. It is
/// the same in every address: no spaces, nothing but ASCII.
fn picture_name(folder: &Path, picture: &str) -> String {
    let module = folder.file_name().unwrap_or_default().to_string_lossy();
    let own = picture.strip_prefix("images/").unwrap_or(picture);
    let plain: String = own
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect();
    format!("images/{module}-{plain}")
}

/// The path, if it stays below the module's folder. `course` says so to the author.
fn below(file: &str) -> Option<&Path> {
    let path = Path::new(file);
    let mut parts = path.components();
    let stays = parts.all(|part| matches!(part, std::path::Component::Normal(_)));
    (stays && !file.is_empty() && !file.contains('\\')).then_some(path)
}

/// A track file's text with its name in diagnostics.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackSource {
    /// Its name.
    pub file: String,
    /// Its text; empty when it is none.
    pub text: String,
    /// Why it has no text.
    pub problem: Option<Diagnostic>,
}

/// The tracks, compared with the modules; `known` is what they may name without bringing it. One that is no text is told and
/// left out.
pub fn tracks(
    sources: &[TrackSource],
    lessons: &[&ModuleSource],
    known: &Known,
) -> (Vec<TrackFile>, Vec<Diagnostic>) {
    let tracks: Vec<TrackText<'_>> = sources
        .iter()
        .filter(|source| source.problem.is_none())
        .map(|TrackSource { file, text, .. }| TrackText { file, text })
        .collect();
    let modules: Vec<ModuleText<'_>> = lessons
        .iter()
        .map(|lesson| ModuleText {
            file: &lesson.file,
            text: &lesson.text,
            module: &lesson.module,
        })
        .collect();
    let (tracks, mut diagnostics) = fit(&tracks, &modules, known);
    diagnostics.extend(sources.iter().filter_map(|source| source.problem.clone()));
    (tracks, diagnostics)
}

#[cfg(test)]
mod tests;
