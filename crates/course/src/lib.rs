//! Module files (Markdown with TOML) to [`spec::Module`], with every problem found.
//!
//! [`parse`] never fails: it gives what it understood and every problem with its place, in Japanese and English.
//! [`attach()`] puts the data in; [`load`] does both. Nothing here reads a file, runs a step or grades an answer.
//! Track files are read by [`track`]. The format is described in `courses/README.md`; [`Code`] lists the problems. Start reading at `body.rs`.

mod attach;
mod body;
mod bytes;
mod code;
mod context;
mod dataset;
mod exercise;
mod fields;
mod fragment;
pub mod frame;
mod front_matter;
pub mod limits;
mod lookalike;
mod markdown;
mod problem;
mod prose;
mod report;
pub mod track;

use spec::{DataSource, Diagnostic, Module};

pub use self::attach::TableFile;
pub use self::bytes::decode;
pub use self::code::{Code, list as list_of_codes};
pub use self::dataset::describe;
pub use self::report::to_text;

use self::attach::Place;
use self::context::Context;
use self::problem::Problem;
use self::report::Report;

/// Places in a file of what data are put into.
struct DataPlaces {
    sources: Vec<std::ops::Range<usize>>,
    views: Vec<std::ops::Range<usize>>,
}

/// Reads a module file. `file` is the name that diagnostics carry.
pub fn parse(file: &str, text: &str) -> (Module, Vec<Diagnostic>) {
    let (module, report, _) = read(file, text);
    (module, report.finish())
}

/// Reads a module file and puts its data in: [`parse`] and [`attach()`], with a place for every problem.
pub fn load(
    file: &str,
    text: &str,
    resolve: &mut dyn FnMut(&DataSource) -> Option<TableFile>,
) -> (Module, Vec<Diagnostic>) {
    let (mut module, mut report, places) = read(file, text);
    for (place, problem) in attach::attach(&mut module, resolve) {
        let at = match place {
            Place::Source(position) => places.sources.get(position),
            Place::View(position) => places.views.get(position),
        };
        report.add(at.cloned().unwrap_or_default(), problem);
    }
    (module, report.finish())
}

/// Puts data into a module: address, rows, attribution, note and columns of each [`DataSource`], and the rows of each
/// [`spec::prose::DataView`]. `resolve` gives the file of a source. The diagnostics know neither file nor line;
/// [`load`] gives them with both.
pub fn attach(
    module: &mut Module,
    resolve: &mut dyn FnMut(&DataSource) -> Option<TableFile>,
) -> Vec<Diagnostic> {
    let mut report = Report::new("", "");
    for (_, problem) in attach::attach(module, resolve) {
        report.add(0..0, problem);
    }
    report.finish()
}

fn read<'a>(file: &'a str, text: &'a str) -> (Module, Report<'a>, DataPlaces) {
    let mut context = Context::new(Report::new(file, text));
    let mut module = Module::default();
    if !limits::text(text, &mut context) {
        return refused(module, context);
    }
    let parts = front_matter::split(text, &mut context);
    let places = match &parts.front_matter {
        Some(fragment) => front_matter::read(fragment, &mut module, &mut context),
        None => front_matter::Places::default(),
    };
    let body = text.get(parts.body..).unwrap_or_default();
    let Some(nodes) = markdown::read(body, parts.body, &mut context) else {
        return refused(module, context);
    };
    lookalike::check(&nodes, &mut context);
    body::read(nodes, &mut module, &mut context, places.title);
    for (source, at) in module.data.iter().zip(&places.data) {
        if !context.is_used(&source.name) {
            context.add(
                at.clone(),
                Problem::UnusedData {
                    name: source.name.clone(),
                },
            );
        }
    }
    let views = std::mem::take(&mut context.views);
    (
        module,
        context.report,
        DataPlaces {
            sources: places.data,
            views,
        },
    )
}

/// What is over a limit is not read any further: what seems to be missing was only never looked at.
fn refused<'a>(module: Module, context: Context<'a>) -> (Module, Report<'a>, DataPlaces) {
    let places = DataPlaces {
        sources: Vec::new(),
        views: Vec::new(),
    };
    (module, context.report, places)
}

#[cfg(test)]
mod tests;
