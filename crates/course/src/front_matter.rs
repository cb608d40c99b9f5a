//! The front matter: what the module is, for whom, and on which data.

use std::ops::Range;

use spec::module::Minutes;
use spec::prose::Term;
use spec::{DataSource, Module, ModuleId, TrackId};

use crate::context::Context;
use crate::fields::{Fields, Located, document};
use crate::fragment::Fragment;
use crate::limits::{self, Limit};
use crate::problem::{self, Problem};
use crate::report::Diagnostics;

/// Version of the module format that this build reads.
const FORMAT: u32 = 1;

/// Groups of learners that a module may name.
pub(crate) const AUDIENCES: [&str; 2] = ["municipal", "sme"];

/// Measures in the prefecture's plan (seeds/mie-plan).
pub(crate) const PLAN_MEASURES: std::ops::RangeInclusive<u32> = 1..=33;

/// A file cut into front matter and body.
pub(crate) struct Parts {
    /// The TOML, if there is any.
    pub(crate) front_matter: Option<Fragment>,
    /// Where the body begins.
    pub(crate) body: usize,
}

/// Finds the front matter; reports when there is none, or when other signs stand around it.
pub(crate) fn split(text: &str, context: &mut Context<'_>) -> Parts {
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let all = text.get(mark..).unwrap_or_default();
    // Lines that seem empty before it are told, and then overlooked.
    let start = text.len() - all.trim_start().len();
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let sign = first.trim_end();
    let here = start..start + sign.len();
    let found = sign.to_owned();
    match sign {
        "+++" if all.get(..start - mark).unwrap_or_default().contains('\n') => {
            context.add(here.clone(), problem::front_matter::late());
        }
        "+++" => {}
        "＋＋＋" | "++++" | "++" | "```toml" | "---" => {
            context.add(here.clone(), problem::front_matter::start_sign(&found));
        }
        _ => {
            let first = all.split('\n').next().unwrap_or_default();
            context.add(mark..mark + first.len(), problem::front_matter::missing());
            return Parts {
                front_matter: None,
                body: mark,
            };
        }
    }
    let toml_start = start + first.len();
    let mut at = toml_start;
    for line in lines {
        let end = line.trim_end();
        let closes = end == sign
            || matches!(end, "+++" | "＋＋＋" | "++++")
            || (sign == "```toml" && end == "```");
        if closes {
            if sign == "+++" && end != "+++" {
                let found = end.to_owned();
                let here = at..at + end.len();
                context.add(here, problem::front_matter::end_sign(&found));
            }
            let toml = text.get(toml_start..at).unwrap_or_default();
            // Between `---` stands YAML, of which nothing could be read.
            let front_matter = (sign != "---").then(|| Fragment::verbatim(toml, toml_start));
            return Parts {
                front_matter,
                body: at + line.len(),
            };
        }
        // A heading means that the closing line was forgotten: the body starts here. Where one follows, it is a comment.
        if line.starts_with("# ")
            && !text
                .get(at..)
                .is_some_and(|rest| rest.lines().any(|line| line.trim_end() == sign))
            && text
                .get(toml_start..at)
                .is_some_and(|before| before.contains("title"))
        {
            break;
        }
        at += line.len();
    }
    context.add(here, problem::front_matter::unclosed());
    let toml = text.get(toml_start..at).unwrap_or_default();
    Parts {
        front_matter: Some(Fragment::verbatim(toml, toml_start)),
        body: at,
    }
}

/// Places in the front matter, for problems found later.
#[derive(Default)]
pub(crate) struct Places {
    /// Of the title.
    pub(crate) title: Range<usize>,
    /// Of each table.
    pub(crate) data: Vec<Range<usize>>,
    /// Of each word of the glossary.
    pub(crate) terms: Vec<Range<usize>>,
}

/// Places of what a module says about other files, for problems that show when all files are there.
#[derive(Default)]
pub(crate) struct Outward {
    /// Of the id.
    pub(crate) id: Range<usize>,
    /// Of the track.
    pub(crate) track: Range<usize>,
    /// Of each module that is required.
    pub(crate) requires: Vec<Located<String>>,
}

/// Finds those places in a module file; what is wrong with the file itself is not reported again.
pub(crate) fn outward(text: &str) -> Outward {
    let mut context = Context::new(Diagnostics::new("", text));
    let Some(fragment) = split(text, &mut context).front_matter else {
        return Outward::default();
    };
    let toml = document(&fragment, &mut context.report);
    let mut fields = Fields::new(&toml, &fragment, fragment.range.clone());
    Outward {
        id: fields.place("id"),
        track: fields.place("track"),
        requires: fields.strings("requires", &mut context.report),
    }
}

/// Reads the front matter into the module.
pub(crate) fn read(fragment: &Fragment, module: &mut Module, context: &mut Context<'_>) -> Places {
    let report = &mut context.report;
    let toml = document(fragment, report);
    // Missing keys are shown at the opening line.
    let mut fields = Fields::new(
        &toml,
        fragment,
        fragment.range.start.saturating_sub(4)..fragment.range.start,
    );
    let mut places = Places::default();

    fields.require("format");
    if let Some(format) = fields.whole("format", report) {
        module.format = format.value;
        if format.value != FORMAT {
            report.add(
                format.at,
                problem::front_matter::format_unknown(format.value),
            );
        }
    }
    if let Some(id) = fields.text("id", report) {
        if !is_id(&id.value) {
            report.add(id.at, problem::front_matter::bad_id(&id.value));
        }
        module.id = ModuleId(id.value);
    }
    fields.require("version");
    if let Some(version) = fields.whole("version", report) {
        module.version = version.value;
        if version.value == 0 {
            let allowed = vec!["1, 2, 3 …".to_owned()];
            report.add(
                version.at,
                problem::front_matter::bad_value("version", "0", &allowed, &[]),
            );
        }
    }
    module.keep = fields.flag("keep", report).unwrap_or_default();
    if let Some(track) = fields.text("track", report) {
        if !is_id(&track.value) {
            report.add(track.at, problem::front_matter::bad_id(&track.value));
        } else {
            if let Some(meant) = slip_of_known(&track.value) {
                let problem = problem::tracks::unknown_track(&track.value, &[meant.to_owned()]);
                report.add(track.at, problem);
            }
            module.track = TrackId(track.value);
        }
    }
    if let Some(title) = fields.text("title", report) {
        module.title = title.value.trim().to_owned();
        places.title = title.at;
    }
    fields.require("minutes");
    if let Some(mut minutes) = fields.table("minutes", report) {
        let mut part = |key| {
            minutes.require(key);
            minutes
                .whole(key, report)
                .map_or(0, |minutes| minutes.value)
        };
        module.minutes = Minutes {
            read: part("read"),
            practice: part("practice"),
        };
        minutes.finish(report);
    }
    fields.require("audience");
    for group in fields.strings("audience", report) {
        // A list that is never closed swallows everything behind it.
        if !AUDIENCES.contains(&group.value.as_str()) && !fields.is_broken() {
            report.add(group.at, bad_value("audience", &group.value, &AUDIENCES));
        }
        module.audience.push(group.value);
    }
    for required in fields.strings("requires", report) {
        if required.value == module.id.0 {
            report.add(required.at, problem::front_matter::requires_itself());
        } else if !is_id(&required.value) {
            report.add(required.at, problem::front_matter::bad_id(&required.value));
        } else {
            module.requires.push(ModuleId(required.value));
        }
    }
    for measure in fields.wholes("plan", report) {
        if PLAN_MEASURES.contains(&measure.value) {
            module.plan.push(measure.value);
        } else {
            report.add(measure.at, problem::tracks::unknown_measure(measure.value));
        }
    }
    fields.require("objectives");
    let objectives = fields.strings("objectives", report);
    if fields.has("objectives")
        && !fields.is_broken()
        && objectives
            .iter()
            .all(|objective| objective.value.trim().is_empty())
    {
        report.add(
            fields.place("objectives"),
            problem::front_matter::empty_value("objectives"),
        );
    }
    module.objectives = objectives
        .into_iter()
        .map(|objective| objective.value)
        .collect();

    fields.require("data");
    let found = fields.count("data");
    let names = read_data(&mut fields, module, &mut places, report);
    read_terms(&mut fields, module, &mut places, report);
    context.terms = (!fields.is_broken()).then(|| module.terms.clone());
    // Where the front matter cannot be read, nobody knows what tables there are.
    let is_read = !fields.is_broken() && (1..=limits::TABLES).contains(&found);
    context.tables = is_read.then_some(names);
    fields.finish(&mut context.report);
    places
}

/// Reads the tables, and gives their names.
fn read_data(
    fields: &mut Fields<'_>,
    module: &mut Module,
    places: &mut Places,
    report: &mut Diagnostics<'_>,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let found = fields.count("data");
    let tables = if found > limits::TABLES {
        report.add(fields.place("data"), Limit::Tables { found }.problem());
        Vec::new()
    } else {
        fields.tables("data", report)
    };
    for mut entry in tables {
        let name = entry.text("name", report);
        let seed = entry.string("seed", report);
        // A name that is not allowed is never handed on: whoever looks for the file needs not be careful.
        let mut is_refused = false;
        let file = entry.string("file", report);
        if seed.is_some() == file.is_some() {
            report.add(entry.at(), problem::front_matter::data_source_kind());
        }
        if let Some(Located { value, at }) = &file {
            let path = value.clone();
            if !stays_inside(value) {
                is_refused = true;
                report.add(at.clone(), problem::front_matter::data_path(&path));
            } else if spec::module::csv_stem(value).is_none() {
                is_refused = true;
                report.add(at.clone(), problem::reading::data_not_csv(&path));
            }
        }
        if let Some(Located { value, at }) = &seed
            && !is_id(value)
        {
            is_refused = true;
            report.add(at.clone(), problem::front_matter::bad_id(value));
        }
        let at = name.as_ref().map_or(entry.at(), |name| name.at.clone());
        entry.finish(report);
        if let Some(name) = name {
            if names.contains(&name.value) {
                report.add(name.at, problem::front_matter::duplicate_table(&name.value));
                continue;
            }
            names.push(name.value.clone());
            let text = |part: Option<Located<String>>| {
                part.filter(|_| !is_refused)
                    .map(|part| part.value)
                    .unwrap_or_default()
            };
            module.data.push(DataSource {
                name: name.value,
                seed: text(seed),
                file: text(file),
                ..DataSource::default()
            });
            places.data.push(at);
        }
    }
    names
}

/// Reads the words that are explained.
fn read_terms(
    fields: &mut Fields<'_>,
    module: &mut Module,
    places: &mut Places,
    report: &mut Diagnostics<'_>,
) {
    for mut entry in fields.tables("term", report) {
        let name = entry.text("name", report);
        let reading = entry.string("reading", report);
        let meaning = entry.text("meaning", report);
        entry.finish(report);
        let Some(name) = name else { continue };
        let term = Term {
            name: name.value.trim().to_owned(),
            reading: reading.map(|reading| reading.value).unwrap_or_default(),
            meaning: meaning.map(|meaning| meaning.value).unwrap_or_default(),
        };
        if module.terms.iter().any(|other| other.name == term.name) {
            report.add(name.at, problem::front_matter::duplicate_term(&term.name));
        } else {
            module.terms.push(term);
            places.terms.push(name.at);
        }
    }
}

pub(crate) fn bad_value(key: &str, found: &str, allowed: &[&str]) -> Problem {
    let near = table::text::nearest(found, allowed.iter().copied());
    let allowed: Vec<String> = allowed.iter().map(|value| (*value).to_owned()).collect();
    problem::front_matter::bad_value(key, found, &allowed, &near)
}

/// The track that ama itself brings and that is written here with a slip or two. Anyone may have a track of any name,
/// but hardly of such a one.
pub(crate) fn slip_of_known(track: &str) -> Option<&'static str> {
    const SHORTEST: usize = 6;
    TrackId::KNOWN.into_iter().find(|known| {
        known.len() >= SHORTEST && (1..=2).contains(&table::text::distance(track, known))
    })
}

/// Whether text can be an id: ASCII letters, digits and hyphens, a letter first.
pub(crate) fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether a path is relative and never goes up.
pub(crate) fn stays_inside(path: &str) -> bool {
    // `%2e%2e` is `..` to whoever fetches it; some systems drop a space or full stop at the end of a name.
    !path.contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '%' | '?' | '#' | '*'))
        && path.split('/').all(|part| {
            !part.is_empty() && part.trim() == part && !part.ends_with('.') && part != "~"
        })
}
