//! The author's guide calls the things on the screen by the words that stand there.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Texts of a language that take up one line and have nothing to fill in, as all labels do.
fn labels(lang: &str) -> BTreeSet<String> {
    fs::read_dir(root().join("crates/locale/i18n").join(lang))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .flat_map(|file| {
            file.lines()
                .filter_map(|line| line.split_once(" = "))
                .map(|(_, text)| text.to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|text| !text.contains('{'))
        .collect()
}

/// What stands between these signs in a section of a text.
fn quoted(text: &str, heading: &str, signs: (char, char)) -> Vec<String> {
    let begin = text.find(heading).unwrap() + heading.len();
    let section = text[begin..].split("\n### ").next().unwrap();
    section
        .split(signs.0)
        .skip(1)
        .map(|rest| rest.split(signs.1).next().unwrap().replace('\n', " "))
        .collect()
}

#[test]
fn the_guide_and_the_studio_use_the_same_words() {
    let guide = fs::read_to_string(root().join("courses/README.md")).unwrap();
    for (lang, heading, signs) in [
        ("ja", "### サイトだけで作る\n", ('「', '」')),
        ("en", "### With nothing but the site\n", ('“', '”')),
    ] {
        let labels = labels(lang);
        let named = quoted(&guide, heading, signs);
        assert!(named.len() > 12, "{lang}: {named:?}");
        let unknown: Vec<&String> = named
            .iter()
            .filter(|name| !labels.contains(*name))
            .collect();
        assert!(unknown.is_empty(), "{lang}: nothing is called {unknown:?}");
    }
}
