//! The diagnostics of every bad module, in both languages, beside it.

use std::collections::BTreeSet;
use std::fs;

use course::frame::{self, Count, Language, Options};

use crate::fixtures::{Fixture, bad_modules, root};

/// The file beside a module and what it should hold.
fn expected(fixture: &Fixture, language: Language) -> (&'static str, String) {
    let (text, _, diagnostics) = fixture.load();
    let options = Options {
        language,
        ..Options::default()
    };
    let shown = frame::text(&diagnostics, &text, &options);
    let summary = Count::of(&diagnostics).summary(language);
    let file = match language {
        Language::Ja => "expected.ja.txt",
        Language::En => "expected.en.txt",
    };
    (file, format!("{shown}\n{summary}\n"))
}

#[test]
fn every_bad_module_is_told_so() {
    let bless = std::env::var_os("AMA_BLESS").is_some();
    let fixtures = bad_modules();
    assert!(
        fixtures.len() >= 80,
        "{} bad modules are left",
        fixtures.len()
    );
    let mut differing = Vec::new();
    for fixture in &fixtures {
        for language in [Language::Ja, Language::En] {
            let (file, shown) = expected(fixture, language);
            let path = fixture.folder.join(file);
            if bless {
                fs::write(path, shown).unwrap();
            } else if fs::read_to_string(path).unwrap_or_default() != shown {
                differing.push(format!("{}/{file}\n{shown}", fixture.name));
            }
        }
    }
    assert!(
        differing.is_empty(),
        "AMA_BLESS=1 cargo test -p course --test robust rewrites what differs:\n{}",
        differing.join("\n")
    );
}

/// A module that nobody complains about is not bad.
#[test]
fn every_bad_module_has_a_problem() {
    let good: Vec<String> = bad_modules()
        .into_iter()
        .filter(|fixture| fixture.load().2.is_empty())
        .map(|fixture| fixture.name)
        .collect();
    assert_eq!(good, Vec::<String>::new());
}

/// Folders without a module, and expected files of languages that there are not.
#[test]
fn nothing_lies_about() {
    let mut unused = Vec::new();
    for entry in fs::read_dir(root().join("tests/fixtures/bad-modules")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        if !folder.join("module.md").is_file() && !folder.join("make.toml").is_file() {
            unused.push(folder.clone());
        }
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with("expected.")
                && !["expected.ja.txt", "expected.en.txt"].contains(&name)
            {
                unused.push(path);
            }
        }
    }
    assert_eq!(unused, Vec::<std::path::PathBuf>::new());
}

#[test]
fn every_code_has_a_bad_module() {
    let seen: BTreeSet<String> = bad_modules()
        .iter()
        .flat_map(|fixture| fixture.load().2)
        .map(|diagnostic| diagnostic.code)
        .collect();
    let unseen: Vec<&str> = course::Code::ALL
        .iter()
        .map(|code| code.as_str())
        // Those of tracks concern several files.
        .filter(|code| !code.starts_with("M7") && !seen.contains(*code))
        .collect();
    assert_eq!(unseen, Vec::<&str>::new());
}
