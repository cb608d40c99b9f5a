//! Track files (`track.toml`) to [`TrackFile`], and whether tracks and modules fit together.
//!
//! [`parse`] looks at one file alone; [`fit()`] at all of them side by side; [`gather`] reads sources of both kinds at
//! once. None of them fails, and none orders anything: [`spec::catalogue::arrange`] does.

mod fit;
mod read;

use spec::track::TrackFile;
use spec::{Diagnostic, Module, Severity};

use self::read::read;
use crate::bytes::decode;
use crate::report::Diagnostics;

pub use self::fit::{Known, ModuleText, TrackText, fit};

/// Reads a track file. `file` is the name that diagnostics carry.
pub fn parse(file: &str, text: &str) -> (TrackFile, Vec<Diagnostic>) {
    let mut report = Diagnostics::new(file, text);
    let (track, _) = read(text, &mut report);
    (track, report.finish())
}

/// Sources of tracks and modules that were read together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// Tracks without an error.
    pub tracks: Vec<TrackFile>,
    /// Modules without an error, each with the name of its file.
    pub modules: Vec<(String, Module)>,
    /// Every problem of every file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads sources, each with its file's name: one that ends in `.toml` is a track, any other a module. `known` is what
/// they may name without bringing it. What has an error is left out.
pub fn gather(sources: &[(String, Vec<u8>)], known: &Known) -> Gathered {
    let mut modules = Vec::new();
    let mut diagnostics = Vec::new();
    let mut texts = Vec::new();
    for (file, bytes) in sources {
        match decode(file, bytes) {
            Ok(text) => texts.push((file, text)),
            Err(problem) => diagnostics.push(*problem),
        }
    }
    let (tracks, lessons): (Vec<_>, Vec<_>) = texts
        .into_iter()
        .partition(|(file, _)| file.ends_with(".toml"));
    for (file, text) in lessons {
        let (module, found) = crate::parse(file, text);
        diagnostics.extend(found);
        modules.push((file.as_str(), text, module));
    }
    let tracks: Vec<TrackText<'_>> = tracks
        .iter()
        .map(|(file, text)| TrackText { file, text })
        .collect();
    let texts: Vec<ModuleText<'_>> = modules
        .iter()
        .map(|(file, text, module)| ModuleText { file, text, module })
        .collect();
    let (files, found) = fit(&tracks, &texts, known);
    diagnostics.extend(found);
    let is_good = |file: &str| {
        !diagnostics
            .iter()
            .any(|found| found.file == file && found.severity == Severity::Error)
    };
    Gathered {
        tracks: tracks
            .iter()
            .zip(files)
            .filter(|(track, _)| is_good(track.file))
            .map(|(_, file)| file)
            .collect(),
        modules: modules
            .into_iter()
            .filter(|(file, ..)| is_good(file))
            .map(|(file, _, module)| (file.to_owned(), module))
            .collect(),
        diagnostics,
    }
}

#[cfg(test)]
mod tests;
