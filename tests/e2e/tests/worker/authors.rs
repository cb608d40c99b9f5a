//! What an author is told: the same by the browser's worker as by the command line's way through the files, for every
//! module of `courses/` and every fixture, good and bad.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use e2e::{Bench, Parcel, Site, Stage};
use protocol::{AuthorRequest, FileEntry, Request, Response};
use sources::{Seeds, walk};
use spec::seed::{SeedEntry, SeedList};
use spec::{Diagnostic, Severity};

use crate::Both;

/// Replies that are compared as values: addresses of tables differ between a site's build and a module under way.
struct Told {
    diagnostics: Vec<Diagnostic>,
    report: Option<spec::author::TestReport>,
}

pub(crate) fn authors(stage: &Stage) -> String {
    let root = Site::root();
    let seeds = Seeds::at(root.join("seeds"));
    let list: SeedList = serde_json::from_slice(&stage.site.read(&stage.site.assets().seeds))
        .unwrap_or_else(|error| panic!("list of seeds: {error}"));
    let list: BTreeMap<String, SeedEntry> = list
        .seeds
        .into_iter()
        .map(|seed| (seed.id.clone(), seed))
        .collect();

    let browser = stage.browser();
    let mut both = Both::new(stage, Bench::start(stage, &browser));
    let (mut modules, mut problems, mut tested) = (0, 0, 0);
    for path in files(&root) {
        let bytes = std::fs::read(&path).unwrap();
        // An editor in a page cannot hold what is no text.
        let Ok(text) = course::decode("module.md", &bytes).map(str::to_owned) else {
            continue;
        };
        let name = path
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let here = {
            let lesson =
                sources::lesson(&path, "module.md", &seeds, &mut |name, _| name.to_owned())
                    .unwrap();
            let report = (!lesson.has_errors())
                .then(|| authoring::test(&lesson.module, &lesson.tables, &|| 0.0));
            Told {
                diagnostics: lesson.diagnostics,
                report,
            }
        };
        let there = ask(
            &mut both,
            stage,
            &list,
            &path,
            &name,
            &text,
            here.report.is_some(),
        );
        assert_eq!(
            sorted(there.diagnostics),
            sorted(here.diagnostics.clone()),
            "{name}"
        );
        assert_eq!(there.report, here.report, "{name}");
        modules += 1;
        problems += here.diagnostics.len();
        tested += usize::from(here.report.is_some());
    }
    assert!(
        modules > 200 && tested >= 8,
        "{modules} files, {tested} tested"
    );
    format!(
        "{modules} modules and fixtures: {problems} problems and {tested} test reports the same in the browser as on the command line; {} replies the same bytes as natively",
        both.compared
    )
}

/// Every module file of courses and fixtures.
fn files(root: &Path) -> Vec<PathBuf> {
    [
        "courses",
        "tests/fixtures/modules",
        "tests/fixtures/bad-modules",
    ]
    .iter()
    .flat_map(|folder| walk(&root.join(folder)).unwrap())
    .filter(|path| path.file_name().is_some_and(|name| name == "module.md"))
    .collect()
}

/// Asks the worker (and its like here, byte for byte) as the Studio does.
fn ask(
    both: &mut Both,
    stage: &Stage,
    seeds: &BTreeMap<String, SeedEntry>,
    path: &Path,
    name: &str,
    text: &str,
    test: bool,
) -> Told {
    let folder = path.parent().unwrap();
    let mut entries = Vec::new();
    let mut bytes = Vec::new();
    for file in walk(folder).unwrap() {
        let own = file
            .strip_prefix(folder)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        if own.starts_with("expected.") || own == "module.md" {
            continue;
        }
        let content = std::fs::read(&file).unwrap();
        entries.push(FileEntry {
            path: own,
            len: content.len() as u64,
        });
        bytes.extend(content);
    }
    let check = Request::Author(AuthorRequest::Check {
        file: "module.md".to_owned(),
        text: text.to_owned(),
        base: String::new(),
    });
    let put = Request::Author(AuthorRequest::PutFiles { files: entries });
    let put = (put, Parcel::Bytes(bytes));
    let mut replies = both.ask_all(&stage.site, name, &[put, (check.clone(), Parcel::None)]);
    let missing = match replies.pop() {
        Some(Ok(Response::Checked { missing, .. })) => missing,
        other => panic!("{name}: {other:?}"),
    };
    let mut requests: Vec<(Request, Parcel)> = missing
        .iter()
        .filter_map(|id| seeds.get(id))
        .map(|seed| {
            let put = AuthorRequest::PutSeed {
                seed: Box::new(seed.clone()),
            };
            (Request::Author(put), Parcel::File(seed.url.clone()))
        })
        .collect();
    requests.push((check, Parcel::None));
    let diagnostics = match both.ask_all(&stage.site, name, &requests).pop() {
        Some(Ok(Response::Checked { diagnostics, .. })) => diagnostics,
        other => panic!("{name}: {other:?}"),
    };
    let has_errors = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    assert_eq!(test, !has_errors, "{name}: {diagnostics:?}");
    let report = test.then(|| {
        let request = Request::Author(AuthorRequest::Test { timed: false });
        match both
            .ask_all(&stage.site, name, &[(request, Parcel::None)])
            .pop()
        {
            Some(Ok(Response::Tested(report))) => *report,
            other => panic!("{name}: {other:?}"),
        }
    });
    Told {
        diagnostics,
        report,
    }
}

/// In the order of the file, then of what they say: one way reads descriptions of tables before the module, one after.
fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| {
            (
                d.file.clone(),
                d.span.line,
                d.span.column,
                d.code.clone(),
                d.message.ja.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    diagnostics
}
