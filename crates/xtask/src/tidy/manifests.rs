//! Dependencies: named once in the workspace, each with its reason.

use super::{File, Problem};

pub(super) fn reasons(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.path.ends_with("Cargo.toml"))
        // A workspace of its own, outside ours: it needs another compiler.
        .filter(|file| !file.path.ends_with("/fuzz/Cargo.toml"))
    {
        if file.path == "Cargo.toml" {
            problems.extend(workspace(file));
        } else if !file.text.is_empty() {
            problems.extend(member(file));
        }
    }
    problems
}

/// A comment stands right above every outside dependency.
fn workspace(file: &File) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut section = "";
    let mut above = "";
    for (n, line) in file.text.lines().enumerate() {
        if line.starts_with('[') {
            section = line;
        }
        if section == "[workspace.dependencies]"
            && let Some((name, value)) = line.split_once('=')
            // A continued feature list is no dependency, and our own crates explain themselves.
            && !name.starts_with([' ', '#'])
            && !value.contains("path = ")
            && !above.starts_with('#')
        {
            problems.push(Problem::new(
                format!("{}:{}", file.path, n + 1),
                format!("`{}` has no reason above it", name.trim()),
            ));
        }
        above = line;
    }
    problems
}

fn member(file: &File) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !file.text.contains("[lints]\nworkspace = true") {
        problems.push(Problem::new(
            &file.path,
            "does not take the workspace's lints",
        ));
    }
    let mut in_dependencies = false;
    for (n, line) in file.text.lines().enumerate() {
        if line.starts_with('[') {
            in_dependencies = line.trim_end_matches(']').ends_with("dependencies");
        } else if in_dependencies
            && let Some((name, value)) = line.split_once('=')
            && !name.starts_with([' ', '#'])
            && !name.trim().ends_with(".workspace")
            && !value.contains("workspace = true")
            // A crate's own tests may ask for its own features.
            && !value.contains("path = \".\"")
        {
            let what = format!("`{}` belongs into the workspace's list", name.trim());
            problems.push(Problem::new(format!("{}:{}", file.path, n + 1), what));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::reasons;

    #[test]
    fn each_dependency_has_its_own_reason() {
        let good = "[workspace.dependencies]\ntable = { path = \"crates/table\" }\n# Why.\nserde = { version = \"1\", features = [\n    \"derive\",\n] }\n[profile.dev]\ndebug = 0\n";
        check(reasons, "Cargo.toml", good, &[]);
        check(
            reasons,
            "Cargo.toml",
            "[workspace.dependencies]\n# Why.\nserde = \"1\"\ntoml = \"1\"\n",
            &["Cargo.toml:4: `toml` has no reason above it"],
        );
    }

    #[test]
    fn members_take_everything_from_the_workspace() {
        let good = "[lints]\nworkspace = true\n[dependencies]\nserde.workspace = true\ngloo = { workspace = true, features = [\n  \"file\"] }\n[dev-dependencies]\na = { path = \".\", features = [\"b\"] }\n";
        check(reasons, "crates/a/Cargo.toml", good, &[]);
        let bad = "[dev-dependencies]\nserde = \"1\"\n";
        check(
            reasons,
            "crates/a/Cargo.toml",
            bad,
            &[
                "crates/a/Cargo.toml: does not take the workspace's lints",
                "crates/a/Cargo.toml:2: `serde` belongs into the workspace's list",
            ],
        );
    }
}
