//! Runs `tests/suite/**/*.md`: every heading is a case, every case carries its expected verdict.
//!
//! The format is told in `tests/suite/README.md`. `AMA_BLESS=1 cargo test -p grade --test suite` writes the
//! verdicts of this run into the files; a normal run compares them to the letter.

#![expect(clippy::unwrap_used, reason = "tests may unwrap")]

mod suite {
    pub(crate) mod case;
    pub(crate) mod run;
    pub(crate) mod show;
}

use std::fs;
use std::path::{Path, PathBuf};

/// Fewer cases than this means that files were not found.
const LEAST_CASES: usize = 60;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite")
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "md")
            && !path.ends_with("README.md")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_case_gets_its_verdict() {
    let bless = std::env::var("AMA_BLESS").is_ok_and(|value| value == "1");
    let mut failures = Vec::new();
    let mut count = 0;
    for file in files(&root()) {
        let source = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        let kind = name.split(['/', '.']).next().unwrap_or_default().to_owned();
        let mut blessed = source.clone();
        // From the end, so that places of earlier cases stay true.
        let cases =
            suite::case::read(&source).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        for case in cases.iter().rev() {
            count += 1;
            let verdict = suite::run::run(&kind, case)
                .unwrap_or_else(|problem| panic!("{name}: «{}»: {problem}", case.title));
            if bless {
                suite::case::put_verdict(&mut blessed, case, &verdict);
            } else if case.verdict.as_deref() != Some(verdict.as_str()) {
                let expected = case.verdict.as_deref().unwrap_or("(nothing)\n");
                failures.push(format!(
                    "{name}:{} «{}»\nexpected:\n{expected}found:\n{verdict}",
                    case.line, case.title
                ));
            }
        }
        if bless && blessed != source {
            fs::write(&file, blessed).unwrap();
        }
    }
    assert!(count >= LEAST_CASES, "only {count} cases found");
    failures.reverse();
    assert!(
        failures.is_empty(),
        "{} of {count} cases differ:\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}
