//! Which crate may use which: ARCHITECTURE.md's table against what cargo sees.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Problem;
use crate::{paths, shell};

/// What the page must stay free of, however far away.
const NEVER: [(&str, &[&str]); 1] = [("app", &["engine", "polars", "course"])];

pub(super) fn check() -> Result<Vec<Problem>> {
    let architecture = std::fs::read_to_string(paths::root().join("ARCHITECTURE.md"))
        .context("cannot read ARCHITECTURE.md")?;
    let args = [
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        "wasm32-unknown-unknown",
    ];
    let metadata = shell::output(shell::cargo().args(args))?;
    problems(&architecture, &metadata)
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dep>,
}

#[derive(Deserialize)]
struct Dep {
    pkg: String,
    dep_kinds: Vec<DepKind>,
}

#[derive(Deserialize)]
struct DepKind {
    /// `None` for what is shipped, `dev` or `build` otherwise.
    kind: Option<String>,
}

fn problems(architecture: &str, metadata: &str) -> Result<Vec<Problem>> {
    let metadata: Metadata = serde_json::from_str(metadata).context("cargo metadata")?;
    let names: BTreeMap<&str, &str> = metadata
        .packages
        .iter()
        .map(|p| (p.id.as_str(), p.name.as_str()))
        .collect();
    let graph: BTreeMap<&str, Vec<&str>> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| {
            (
                node.id.as_str(),
                node.deps
                    .iter()
                    .filter(|dep| dep.is_shipped())
                    .map(|dep| dep.pkg.as_str())
                    .collect(),
            )
        })
        .collect();
    let name = |id: &str| names.get(id).copied().unwrap_or("?").to_owned();
    let allowed = table(architecture);

    let mut problems = Vec::new();
    for member in &metadata.workspace_members {
        let user = name(member);
        let Some(may_use) = allowed.get(user.as_str()) else {
            problems.push(Problem::new(
                "ARCHITECTURE.md",
                format!("the crate `{user}` is not in the table"),
            ));
            continue;
        };
        for used in graph.get(member.as_str()).into_iter().flatten() {
            let used_name = name(used);
            let ours = metadata
                .workspace_members
                .iter()
                .any(|member| member == used);
            if ours
                && may_use
                    .as_ref()
                    .is_some_and(|may_use| !may_use.contains(used_name.as_str()))
            {
                problems.push(Problem::new(
                    format!("crates/{user}"),
                    format!("uses `{used_name}`, which ARCHITECTURE.md does not allow"),
                ));
            }
        }
    }
    for (user, never) in NEVER {
        let Some(start) = metadata
            .workspace_members
            .iter()
            .find(|member| name(member) == user)
        else {
            continue;
        };
        let reached: BTreeSet<String> = reached(&graph, start).into_iter().map(name).collect();
        for never in never.iter().filter(|never| reached.contains(**never)) {
            problems.push(Problem::new(
                format!("crates/{user}"),
                format!("reaches `{never}`, and must not"),
            ));
        }
    }
    Ok(problems)
}

impl Dep {
    fn is_shipped(&self) -> bool {
        self.dep_kinds.iter().any(|kind| kind.kind.is_none())
    }
}

fn reached<'a>(graph: &BTreeMap<&'a str, Vec<&'a str>>, start: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(graph.get(id).into_iter().flatten());
        }
    }
    seen
}

/// Crate → what it may use, from the Markdown table; `None` stands for «any».
fn table(architecture: &str) -> BTreeMap<&str, Option<BTreeSet<&str>>> {
    let mut rows = BTreeMap::new();
    for line in architecture.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [name, _, may_use] = cells.as_slice() {
            let name = quoted(name).next().unwrap_or_default();
            let name = name.rsplit('/').next().unwrap_or(name);
            rows.insert(name, (*may_use != "any").then(|| quoted(may_use).collect()));
        }
    }
    rows
}

fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCHITECTURE: &str = "| crate | one line | may use |\n|---|---|---|\n| `spec` | types | – |\n| `course` | parser | `spec` |\n| `app` | page | `spec`, `course` |\n| `tests/e2e` | tests | any |\n";

    fn metadata(deps: &[(&str, &str)]) -> String {
        let names = ["spec", "course", "app", "e2e", "polars"];
        let packages: Vec<_> = names
            .iter()
            .map(|name| serde_json::json!({ "id": name, "name": name }))
            .collect();
        let nodes: Vec<_> = names
            .iter()
            .map(|name| {
                let deps: Vec<_> = deps
                    .iter()
                    .filter(|(user, _)| user == name)
                    .map(|(_, used)| {
                        let (used, kind) = used
                            .split_once(':')
                            .map_or((*used, None), |(used, kind)| (used, Some(kind)));
                        serde_json::json!({ "pkg": used, "dep_kinds": [{ "kind": kind }] })
                    })
                    .collect();
                serde_json::json!({ "id": name, "deps": deps })
            })
            .collect();
        let members = &names[..4];
        serde_json::json!({ "packages": packages, "workspace_members": members, "resolve": { "nodes": nodes } }).to_string()
    }

    fn check(deps: &[(&str, &str)], expected: &[&str]) {
        let found: Vec<String> = problems(ARCHITECTURE, &metadata(deps))
            .unwrap()
            .iter()
            .map(Problem::to_string)
            .collect();
        assert_eq!(found, expected, "{deps:?}");
    }

    #[test]
    fn arrows_follow_the_table() {
        check(
            &[
                ("course", "spec"),
                ("app", "spec"),
                ("e2e", "app"),
                ("spec", "course:dev"),
            ],
            &[],
        );
        check(
            &[("spec", "course")],
            &["crates/spec: uses `course`, which ARCHITECTURE.md does not allow"],
        );
    }

    #[test]
    fn the_page_never_reaches_the_engine() {
        check(
            &[("app", "spec"), ("spec", "polars")],
            &["crates/app: reaches `polars`, and must not"],
        );
        check(
            &[("app", "course")],
            &["crates/app: reaches `course`, and must not"],
        );
        check(&[("app", "polars:build")], &[]);
    }

    #[test]
    fn a_crate_without_a_row_is_told() {
        let found = problems("| `spec` | types | – |", &metadata(&[])).unwrap();
        assert!(
            found.contains(&Problem::new(
                "ARCHITECTURE.md",
                "the crate `course` is not in the table"
            )),
            "{found:?}"
        );
    }
}
