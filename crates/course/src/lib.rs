//! Module files (Markdown with TOML) to [`spec::Module`], with every problem found.
//!
//! [`parse`] never fails: it gives what it understood and every problem with its place, in Japanese and English.
//! [`attach()`] puts the data in; [`load`] does both. Nothing here reads a file, runs a step or grades an answer.
//! Track files are read by [`track`]. The format is described in `courses/README.md`; [`Code`] lists the problems. Start reading at `body.rs`.
//!
//! # Invariants
//!
//! - Pure, and may use `spec` and `table`: text and bytes in, values and problems out. Any text is read in time that grows
//!   with its length, without a panic, and within [`limits`].
//! - Reading and writing fit: what was read without an error and is written by [`to_markdown`] reads as the same module, and
//!   [`amend()`] changes nothing but what it was told.
//! - Raw HTML is dropped, and nothing that an author writes is run.
//! - A problem is a [`Code`] with a place and a way out in both languages; codes are never given anew.

mod amend;
mod attach;
mod body;
mod bytes;
mod code;
mod context;
mod csv;
mod dataset;
mod encoding;
mod exercise;
mod fields;
mod files;
mod fragment;
pub mod frame;
mod front_matter;
mod glossary;
mod image;
pub mod keys;
pub mod limits;
mod lookalike;
mod markdown;
mod problem;
mod prose;
mod report;
pub mod template;
pub mod track;
mod write;

use spec::{DataSource, Diagnostic, Module};

pub use self::amend::amend;
pub use self::attach::TableFile;
pub use self::bytes::decode;
pub use self::code::{Code, list as list_of_codes};
pub use self::dataset::{describe, descriptions, own_table};
pub use self::files::{find, is_same_name};
pub use self::image::ImageFile;
pub use self::report::to_text;
pub use self::write::to_markdown;

use self::attach::DataPlace;
use self::context::Context;
use self::limits::check;
use self::report::Diagnostics;

/// Places in a file of what data are put into.
struct DataPlaces {
    sources: Vec<std::ops::Range<usize>>,
    views: Vec<std::ops::Range<usize>>,
    images: Vec<(String, std::ops::Range<usize>)>,
}

/// Reads a module file. `file` is the name that diagnostics carry.
pub fn parse(file: &str, text: &str) -> (Module, Vec<Diagnostic>) {
    let (module, report, _) = read(file, text);
    (module, report.finish())
}

/// Reads a module file and puts its data in: [`parse`] and [`attach()`], with a place for every problem. Pictures stay
/// without an address, see [`load_with_images`].
pub fn load(
    file: &str,
    text: &str,
    resolve: &mut dyn FnMut(&DataSource) -> Option<TableFile>,
) -> (Module, Vec<Diagnostic>) {
    let (mut module, mut report, places) = read(file, text);
    attach_at(&mut module, &mut report, &places, resolve);
    (module, report.finish())
}

/// [`load`] and [`attach_images`], with a place for every problem. `images` gives the file that a picture names.
pub fn load_with_images(
    file: &str,
    text: &str,
    resolve: &mut dyn FnMut(&DataSource) -> Option<TableFile>,
    images: &mut dyn FnMut(&str) -> Option<ImageFile>,
) -> (Module, Vec<Diagnostic>) {
    let (mut module, mut report, places) = read(file, text);
    attach_at(&mut module, &mut report, &places, resolve);
    for (path, problem) in image::attach(&mut module, images) {
        let at = places.images.iter().find(|(file, _)| *file == path);
        report.add(at.map(|(_, at)| at.clone()).unwrap_or_default(), problem);
    }
    (module, report.finish())
}

/// Puts address and size into each picture of a module. The diagnostics know neither file nor line;
/// [`load_with_images`] gives them with both.
pub fn attach_images(
    module: &mut Module,
    images: &mut dyn FnMut(&str) -> Option<ImageFile>,
) -> Vec<Diagnostic> {
    let mut report = Diagnostics::new("", "");
    for (_, problem) in image::attach(module, images) {
        report.add(0..0, problem);
    }
    report.finish()
}

/// Puts data into a module: address, rows, attribution, note and columns of each [`DataSource`], and the rows of each
/// [`spec::prose::DataView`]. `resolve` gives the file of a source. The diagnostics know neither file nor line;
/// [`load`] gives them with both.
pub fn attach(
    module: &mut Module,
    resolve: &mut dyn FnMut(&DataSource) -> Option<TableFile>,
) -> Vec<Diagnostic> {
    let mut report = Diagnostics::new("", "");
    for (_, problem) in attach::attach(module, resolve) {
        report.add(0..0, problem);
    }
    report.finish()
}

fn attach_at(
    module: &mut Module,
    report: &mut Diagnostics<'_>,
    places: &DataPlaces,
    resolve: &mut dyn FnMut(&DataSource) -> Option<TableFile>,
) {
    for (place, problem) in attach::attach(module, resolve) {
        let at = match place {
            DataPlace::Source(position) => places.sources.get(position),
            DataPlace::View(position) => places.views.get(position),
        };
        let at = at.cloned().unwrap_or_default();
        let at = match &problem.word {
            Some(word) => report.within(&at, word),
            None => at,
        };
        report.add(at, problem);
    }
}

fn read<'a>(file: &'a str, text: &'a str) -> (Module, Diagnostics<'a>, DataPlaces) {
    let mut context = Context::new(Diagnostics::new(file, text));
    let mut module = Module::default();
    if !check::text(text, &mut context) {
        return refused(module, context);
    }
    let parts = front_matter::split(text, &mut context);
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return refused(module, context);
    }
    let places = match &parts.front_matter {
        Some(fragment) => front_matter::read(fragment, &mut module, &mut context),
        None => front_matter::Places::default(),
    };
    let body = text.get(parts.body..).unwrap_or_default();
    let Some(nodes) = markdown::read(body, parts.body, &mut context) else {
        return refused(module, context);
    };
    lookalike::check(&nodes, &mut context);
    if !body::read(nodes, &mut module, &mut context, places.title) {
        return refused(module, context);
    }
    check::title(&module.title, &mut context.report);
    for exercise in module.exercises() {
        check::title(&exercise.title, &mut context.report);
    }
    glossary::mark(&mut module, &mut context);
    for (term, at) in module.terms.iter().zip(&places.terms) {
        if !context.used_terms.contains(&term.name) {
            let name = term.name.clone();
            context.add(at.clone(), problem::front_matter::unused_term(&name));
        }
    }
    for (source, at) in module.data.iter().zip(&places.data) {
        if !context.is_used(&source.name) {
            context.add(at.clone(), problem::data::unused_data(&source.name));
        }
    }
    let views = std::mem::take(&mut context.views);
    let images = std::mem::take(&mut context.images);
    (
        module,
        context.report,
        DataPlaces {
            sources: places.data,
            views,
            images,
        },
    )
}

/// What is over a limit is not read any further: what seems to be missing was only never looked at.
fn refused<'a>(module: Module, context: Context<'a>) -> (Module, Diagnostics<'a>, DataPlaces) {
    let places = DataPlaces {
        sources: Vec::new(),
        views: Vec::new(),
        images: Vec::new(),
    };
    (module, context.report, places)
}

#[cfg(test)]
mod tests;
