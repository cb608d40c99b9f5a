//! Paths as typed to modules and tracks, with everything that is wrong with them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use course::frame::{self, Count, Options};
use course::track::Known;
use sources::{ModuleSource, Seeds, TrackSource, Tree};
use spec::{Diagnostic, Severity, TrackId};

use crate::out::Terminal;
use crate::words::say;

/// What was found at a path.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Modules in order of their files.
    pub(crate) lessons: Vec<ModuleSource>,
    /// Track files in order.
    pub(crate) tracks: Vec<TrackSource>,
    /// What is wrong with tracks, and what does not fit together.
    pub(crate) misfits: Vec<Diagnostic>,
}

impl Found {
    /// Everything that is wrong, file by file, each with its file's text.
    pub(crate) fn problems(&self) -> impl Iterator<Item = (Vec<Diagnostic>, &str)> {
        let all = self
            .lessons
            .iter()
            .flat_map(|lesson| &lesson.diagnostics)
            .chain(&self.misfits);
        let mut files: Vec<(&str, Vec<Diagnostic>)> = Vec::new();
        for diagnostic in all {
            match files.iter_mut().find(|(file, _)| *file == diagnostic.file) {
                Some((_, found)) => found.push(diagnostic.clone()),
                None => files.push((&diagnostic.file, vec![diagnostic.clone()])),
            }
        }
        files.into_iter().map(|(file, mut found)| {
            found.sort_by_key(|diagnostic| (diagnostic.span.line, diagnostic.span.column));
            (found, self.text_of(file))
        })
    }

    fn text_of(&self, file: &str) -> &str {
        let track = self.tracks.iter().find(|track| track.file == file);
        match track {
            Some(track) => &track.text,
            None => self
                .lessons
                .iter()
                .map(|lesson| lesson.text_of(file))
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
        }
    }

    /// How much is wrong.
    pub(crate) fn count(&self) -> Count {
        self.problems()
            .fold(Count::default(), |all, (found, _)| all + Count::of(&found))
    }

    /// The same as [`Found::text`], all errors before the first notice: where there is little room they must be seen.
    pub(crate) fn errors_first(&self, options: &Options) -> String {
        let mut shown = Vec::new();
        for severity in [Severity::Error, Severity::Warning] {
            for (mut found, text) in self.problems() {
                found.retain(|problem| problem.severity == severity);
                shown.push(frame::text(&found, text, options));
            }
        }
        shown.retain(|text| !text.is_empty());
        shown.join("\n")
    }

    /// Everything that is wrong as a compiler prints it; empty when nothing is.
    pub(crate) fn text(&self, terminal: &Terminal) -> String {
        let options = options(terminal);
        let shown = self
            .problems()
            .map(|(found, text)| frame::text(&found, text, &options));
        shown.collect::<Vec<_>>().join("\n")
    }
}

/// How diagnostics are shown on this terminal.
pub(crate) fn options(terminal: &Terminal) -> Options {
    Options {
        language: terminal.lang,
        color: terminal.color,
        width: terminal.width,
    }
}

/// Where the open data is: as typed, else `AMA_SEEDS`, else `seeds/` near the module, the working folder or the program.
pub(crate) fn seeds(typed: Option<&Path>, path: &Path) -> Result<Seeds> {
    let named = typed
        .map(Path::to_path_buf)
        .or_else(|| std::env::var_os("AMA_SEEDS").map(PathBuf::from));
    if let Some(folder) = named {
        if !folder.is_dir() {
            bail!("{}: not a folder", folder.display());
        }
        return Ok(Seeds::at(folder));
    }
    let program = std::env::current_exe().ok();
    let starts = [
        std::path::absolute(path).ok(),
        std::env::current_dir().ok(),
        program,
    ];
    Ok(Seeds::near(
        &starts.into_iter().flatten().collect::<Vec<_>>(),
    ))
}

/// Reads all modules and tracks at a path.
pub(crate) fn read(path: &Path, typed_seeds: Option<&Path>, terminal: &Terminal) -> Result<Found> {
    if !path.exists() {
        let shown = path.display();
        bail!(say!(
            terminal.lang,
            "{shown} がありません。場所と名前を確かめてください",
            "{shown} does not exist; check its place and name"
        ));
    }
    let tree = Tree::of(path)?;
    if tree.modules.is_empty() && tree.tracks.is_empty() {
        let shown = path.display();
        bail!(say!(
            terminal.lang,
            "{shown} に教材（module.md）がありません",
            "there is no module (module.md) in {shown}"
        ));
    }
    let seeds = seeds(typed_seeds, path)?;
    let mut lessons = Vec::new();
    for (done, file) in tree.modules.iter().enumerate() {
        let name = shown(file);
        terminal.progress(done, tree.modules.len(), &name);
        lessons.push(sources::lesson(file, &name, &seeds, &mut |_, _| {
            String::new()
        })?);
    }
    terminal.progress_done();
    let tracks = tree.track_sources(&shown)?;
    let known = known(path, &tree, &lessons, &tracks, &seeds).context("courses beside it")?;
    let all: Vec<&ModuleSource> = lessons.iter().collect();
    let (_, misfits) = sources::tracks(&tracks, &all, &known);
    Ok(Found {
        lessons,
        tracks,
        misfits,
    })
}

/// A path as it is shown: as typed, with `/` between folders on every system.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}

/// What modules at the path may name without being beside it: the rest of the courses that they stand in. A single
/// module that stands alone may name anything, since nobody can tell what the site will have.
fn known(
    path: &Path,
    tree: &Tree,
    lessons: &[ModuleSource],
    tracks: &[TrackSource],
    seeds: &Seeds,
) -> Result<Known> {
    let path = std::path::absolute(path)?;
    let own = path
        .ancestors()
        .find(|folder| folder.file_name().is_some_and(|name| name == "courses"))
        .filter(|folder| folder.is_dir());
    let is_outside = own.is_none();
    let courses = own.map(Path::to_path_buf).or_else(|| {
        let beside = seeds.folder()?.parent()?.join("courses");
        beside.is_dir().then_some(beside)
    });
    let mut known = Known::default();
    if let Some(courses) = courses {
        let here: Vec<PathBuf> = tree
            .modules
            .iter()
            .chain(&tree.tracks)
            .filter_map(|file| std::path::absolute(file).ok())
            .collect();
        let rest = Tree::of(&courses)?;
        for file in rest.modules.iter().filter(|file| !here.contains(file)) {
            let text = String::from_utf8_lossy(&sources::read(file)?).into_owned();
            known.modules.push(course::parse("", &text).0.id);
        }
        for file in rest.tracks.iter().filter(|file| !here.contains(file)) {
            let text = String::from_utf8_lossy(&sources::read(file)?).into_owned();
            known.tracks.push(course::track::parse("", &text).0.id);
        }
    }
    known
        .tracks
        .extend(TrackId::KNOWN.iter().map(|id| TrackId::from(*id)));
    if let ([lesson], true) = (lessons, tracks.is_empty() && is_outside) {
        known.modules.extend(lesson.module.requires.iter().cloned());
        known.tracks.push(lesson.module.track.clone());
    }
    if is_outside {
        // A copy that is worked on elsewhere is no second module of that name.
        known
            .modules
            .retain(|id| !lessons.iter().any(|lesson| lesson.module.id == *id));
    }
    let mine: Vec<TrackId> = tracks
        .iter()
        .map(|track| course::track::parse(&track.file, &track.text).0.id)
        .collect();
    known.tracks.retain(|id| !mine.contains(id));
    Ok(known)
}
