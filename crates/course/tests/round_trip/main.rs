//! Parse, write, parse: what a module file says is not lost on the way. Every module under `courses/`, every fixture,
//! parts of them, and thousands of modules put together at random from awkward pieces.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "../../../../tests/fixtures/dice.rs"]
mod dice;
mod random;

use std::fs;
use std::path::{Path, PathBuf};

use spec::{Module, Severity};

use self::dice::Dice;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every `module.md` below a folder, in order.
fn module_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "module.md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn all_files() -> Vec<(String, String)> {
    let mut files = module_files(&root().join("courses"));
    files.extend(module_files(&root().join("tests/fixtures/modules")));
    assert!(files.len() >= 7);
    files
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            (file.to_string_lossy().into_owned(), text)
        })
        .collect()
}

fn parse(text: &str) -> Module {
    course::parse("m.md", text).0
}

/// Both in a form that shows where they differ.
#[track_caller]
fn assert_same(name: &str, got: &Module, want: &Module, written: &str) {
    if got == want {
        return;
    }
    let (got, want) = (format!("{got:#?}"), format!("{want:#?}"));
    let differs = got
        .lines()
        .zip(want.lines())
        .enumerate()
        .find(|(_, (got, want))| got != want);
    let around: Vec<&str> = differs
        .map(|(line, _)| {
            want.lines()
                .skip(line.saturating_sub(12))
                .take(20)
                .collect()
        })
        .unwrap_or_default();
    panic!(
        "{name}: {differs:?}\n{}\nwritten:\n{written}",
        around.join("\n")
    );
}

#[test]
fn every_module_comes_back() {
    for (name, text) in all_files() {
        let (module, diagnostics) = course::parse(&name, &text);
        let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{name}");
        let written = course::to_markdown(&module);
        let (again, found) = course::parse(&name, &written);
        assert_same(&name, &again, &module, &written);
        // Nothing new is wrong with it either.
        let codes = |list: &[spec::Diagnostic]| -> Vec<String> {
            let mut codes: Vec<String> = list.iter().map(|d| d.code.clone()).collect();
            codes.sort();
            codes
        };
        assert_eq!(
            codes(&found),
            codes(&diagnostics),
            "{name}\n{}",
            course::to_text(&found)
        );
        assert_eq!(course::to_markdown(&again), written, "{name}");
    }
}

/// A file with mistakes cannot always come back as it was; what is left of it can.
#[test]
fn what_is_left_of_a_broken_module_comes_back() {
    let mut dice = Dice(20_261_123);
    for (name, text) in all_files() {
        for round in 0..40 {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            for _ in 0..=dice.roll(3) {
                let at = dice.roll(lines.len());
                let other = dice.roll(lines.len());
                match dice.roll(3) {
                    0 => drop(lines.remove(at)),
                    1 => lines.swap(at, other),
                    _ => lines.insert(at, lines[other]),
                }
            }
            let left = parse(&course::to_markdown(&parse(&lines.concat())));
            let written = course::to_markdown(&left);
            assert_same(
                &format!("{name} round {round}"),
                &parse(&written),
                &left,
                &written,
            );
        }
    }
}

/// Of all modules that do not come back the shortest one is shown.
#[test]
fn modules_put_together_at_random_come_back() {
    let lost = (0..2_000).filter_map(|seed| {
        let module = random::module(&mut Dice(seed));
        let written = course::to_markdown(&module);
        (parse(&written) != module).then_some((written.len(), seed))
    });
    if let Some((_, seed)) = lost.min() {
        let module = random::module(&mut Dice(seed));
        let written = course::to_markdown(&module);
        assert_same(&format!("seed {seed}"), &parse(&written), &module, &written);
    }
}
