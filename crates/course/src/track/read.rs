//! A track file to a [`TrackFile`], with every problem in it.

use std::ops::Range;

use spec::diagnostic::Bilingual;
use spec::track::TrackFile;
use spec::{ModuleId, TrackId};

use crate::fields::{Fields, Located, document};
use crate::fragment::Fragment;
use crate::front_matter::{AUDIENCES, bad_value, is_id};
use crate::limits::check;
use crate::problem;
use crate::report::Diagnostics;

/// Version of the track format that this build reads.
const FORMAT: u32 = 1;

/// Places in a track file, for problems that show when all files are there.
#[derive(Default)]
pub(super) struct Places {
    /// Of the id.
    pub(super) id: Range<usize>,
    /// Of the list of modules.
    pub(super) list: Range<usize>,
    /// Of each module that is listed.
    pub(super) modules: Vec<Located<ModuleId>>,
}

/// Reads the text of a track file.
pub(super) fn read(text: &str, report: &mut Diagnostics<'_>) -> (TrackFile, Places) {
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
        check::title(title, report);
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
fn bilingual(
    key: &'static str,
    fields: &mut Fields<'_>,
    report: &mut Diagnostics<'_>,
) -> Bilingual {
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
