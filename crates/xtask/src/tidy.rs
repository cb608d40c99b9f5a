//! The invariants of ARCHITECTURE.md and the house rules that a compiler does not know.
//!
//! Every rule is a function from texts to problems, so that its tests can show it failing.

mod arrows;
mod layout;
mod manifests;
mod page;
mod source;
mod words;

use std::fmt;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, report, shell};

/// A file of the repository.
#[derive(Debug)]
struct File {
    /// From the repository's root, with `/`.
    path: String,
    text: String,
}

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
struct Problem {
    place: String,
    what: String,
}

impl Problem {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

type Rule = fn(&[File]) -> Vec<Problem>;

const RULES: [(&str, Rule); 11] = [
    ("the top level is fixed", layout::top_level),
    ("only app and worker know the browser", source::browser),
    ("only tools touch files", source::files),
    ("clocks and threads stay out of pure crates", source::clocks),
    ("keys of an input method are nobody's", source::keys),
    ("only the root knows the document", source::root),
    ("sources open with what they are", source::shape),
    (
        "no test is switched off, no lint without a reason",
        source::exceptions,
    ),
    (
        "dependencies have a reason and one place",
        manifests::reasons,
    ),
    ("the page asks nobody else", page::foreign),
    ("words that do not belong here", words::forbidden),
];

pub(crate) fn run() -> Result<()> {
    let files = files()?;
    let mut problems = Vec::new();
    for (about, rule) in RULES {
        let found = rule(&files);
        report::line(if found.is_empty() { "ok" } else { "FAILED" }, about);
        problems.extend(found);
    }
    let found = arrows::check()?;
    report::line(
        if found.is_empty() { "ok" } else { "FAILED" },
        "crates use each other as ARCHITECTURE.md says",
    );
    problems.extend(found);
    if problems.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    bail!("{} problems\n{}", lines.len(), lines.join("\n"))
}

/// What is committed or could be: ignored files do not count, new ones do.
fn files() -> Result<Vec<File>> {
    let root = paths::root();
    let mut git = Command::new("git");
    let listed = shell::output(git.current_dir(&root).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let mut files = Vec::new();
    for path in listed.split_terminator('\0') {
        // Pictures and files that were deleted have no text.
        let text = std::fs::read(root.join(path))
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default();
        files.push(File {
            path: path.to_owned(),
            text,
        });
    }
    Ok(files)
}

#[cfg(test)]
fn check(rule: Rule, path: &str, text: &str, expected: &[&str]) {
    let found = rule(&[File {
        path: path.to_owned(),
        text: text.to_owned(),
    }]);
    let found: Vec<String> = found.iter().map(Problem::to_string).collect();
    assert_eq!(found, expected, "{path}: {text}");
}
