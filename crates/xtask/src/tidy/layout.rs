//! The repository's top level.

use std::collections::BTreeSet;

use super::{File, Problem};

const TOP: [&str; 15] = [
    ".cargo",
    ".ci",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "courses",
    "crates",
    "seeds",
    "tests",
    "web",
];

pub(super) fn top_level(files: &[File]) -> Vec<Problem> {
    let entries: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| file.path.split('/').next())
        .collect();
    entries
        .into_iter()
        .filter(|entry| !TOP.contains(entry))
        .map(|entry| {
            Problem::new(
                entry,
                "nothing new belongs at the top; find it a place below",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::top_level;

    #[test]
    fn a_newcomer_is_told() {
        check(top_level, "crates/app/src/main.rs", "", &[]);
        check(top_level, "LICENSE", "", &[]);
        check(
            top_level,
            "package.json",
            "",
            &["package.json: nothing new belongs at the top; find it a place below"],
        );
        check(
            top_level,
            "docs/a.md",
            "",
            &["docs: nothing new belongs at the top; find it a place below"],
        );
    }
}
