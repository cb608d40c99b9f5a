//! Track files (`track.toml`) to [`TrackFile`], and whether tracks and modules fit together.
//!
//! [`parse`] looks at one file alone; [`fit()`] at all of them side by side; [`gather`] reads sources of both kinds at
//! once. None of them fails, and none orders anything: [`spec::catalogue::arrange`] does.

mod fit;

use std::ops::Range;

use spec::diagnostic::Bilingual;
use spec::track::TrackFile;
use spec::{Diagnostic, Module, ModuleId, Severity, TrackId};

pub use self::fit::{Known, ModuleText, TrackText, fit};

use crate::bytes::decode;
use crate::fields::{Fields, Located, document};
use crate::fragment::Fragment;
use crate::front_matter::{AUDIENCES, bad_value, is_id};
use crate::limits;
use crate::problem;
use crate::report::Report;

/// Version of the track format that this build reads.
const FORMAT: u32 = 1;

/// Reads a track file. `file` is the name that diagnostics carry.
pub fn parse(file: &str, text: &str) -> (TrackFile, Vec<Diagnostic>) {
    let mut report = Report::new(file, text);
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

/// Places in a track file, for problems that show when all files are there.
#[derive(Default)]
struct Places {
    /// Of the id.
    id: Range<usize>,
    /// Of the list of modules.
    list: Range<usize>,
    /// Of each module that is listed.
    modules: Vec<Located<ModuleId>>,
}

fn read(text: &str, report: &mut Report<'_>) -> (TrackFile, Places) {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let fragment = Fragment::verbatim(text.get(start..).unwrap_or_default(), start);
    let toml = document(&fragment, report);
    // Missing keys are shown at the first line.
    let mut fields = Fields::new(&toml, &fragment, start..start);
    let mut track = TrackFile::default();
    let mut places = Places::default();

    fields.require("format");
    if let Some(format) = fields.whole("format", report) {
        track.format = format.value;
        if format.value != FORMAT {
            let found = format.value;
            report.add(format.at, problem::front_matter::format_unknown(found));
        }
    }
    if let Some(id) = fields.text("id", report) {
        if !is_id(&id.value) {
            let found = id.value.clone();
            report.add(id.at.clone(), problem::front_matter::bad_id(&found));
        }
        places.id = id.at;
        track.id = TrackId(id.value);
    }
    fields.require("order");
    track.order = fields.whole("order", report).map_or(0, |order| order.value);
    track.title = bilingual("title", &mut fields, report);
    for title in [&track.title.ja, &track.title.en] {
        limits::title(title, report);
    }
    track.summary = bilingual("summary", &mut fields, report);
    for group in fields.strings("audience", report) {
        if AUDIENCES.contains(&group.value.as_str()) {
            track.audience.push(group.value);
        } else {
            report.add(group.at, bad_value("audience", &group.value, &AUDIENCES));
        }
    }
    fields.require("modules");
    if fields.has("modules") && fields.count("modules") == 0 {
        let key = "modules".to_owned();
        report.add(
            fields.place("modules"),
            problem::front_matter::empty_value(&key),
        );
    }
    places.list = fields.place("modules");
    for Located { value, at } in fields.strings("modules", report) {
        let id = ModuleId(value);
        if !is_id(id.as_str()) {
            report.add(at, problem::front_matter::bad_id(&id.0));
        } else if track.modules.contains(&id) {
            report.add(at, problem::tracks::listed_twice(&id.0));
        } else {
            track.modules.push(id.clone());
            places.modules.push(Located { value: id, at });
        }
    }
    fields.finish(report);
    (track, places)
}

/// A text in both languages; English may be missing, Japanese may not.
fn bilingual(key: &'static str, fields: &mut Fields<'_>, report: &mut Report<'_>) -> Bilingual {
    fields.require(key);
    let Some(mut inner) = fields.table(key, report) else {
        return Bilingual::default();
    };
    let mut part = |language| {
        let text = inner.string(language, report)?.value.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let (ja, en) = (part("ja"), part("en"));
    let at = inner.at();
    inner.finish(report);
    let Some(ja) = ja else {
        report.add(at, problem::tracks::track_text_missing(key));
        return Bilingual {
            ja: en.clone().unwrap_or_default(),
            en: en.unwrap_or_default(),
        };
    };
    let en = en.unwrap_or_else(|| {
        report.add(at, problem::tracks::track_english_missing(key));
        ja.clone()
    });
    Bilingual { ja, en }
}

#[cfg(test)]
mod tests;
