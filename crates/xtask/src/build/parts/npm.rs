//! The npm packages that are in the editors' bundles and in the stylesheet.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::{Component, expression, texts};
use crate::build::bundle;
use crate::paths;

/// What esbuild says about what it made.
#[derive(Deserialize)]
struct Meta {
    outputs: BTreeMap<String, Output>,
}

#[derive(Deserialize)]
struct Output {
    inputs: BTreeMap<String, Input>,
}

#[derive(Deserialize)]
struct Input {
    #[serde(rename = "bytesInOutput")]
    bytes: u64,
}

#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Locked>,
}

#[derive(Deserialize)]
struct Locked {
    #[serde(default)]
    version: String,
    #[serde(default)]
    license: String,
}

pub(super) fn components() -> Result<Vec<Component>> {
    let meta: Meta =
        serde_json::from_slice(&bundle::editor_meta()?).context("esbuild's metafile")?;
    let mut names = taken(&meta);
    names.insert(bundle::TOKENS.to_owned());
    let lock =
        std::fs::read(paths::web().join("package-lock.json")).context("package-lock.json")?;
    let lock: Lock = serde_json::from_slice(&lock).context("package-lock.json")?;
    names
        .into_iter()
        .map(|name| {
            let place = format!("node_modules/{name}");
            let locked = lock
                .packages
                .get(&place)
                .with_context(|| format!("package-lock.json has no {place}"))?;
            Ok(Component {
                version: locked.version.clone(),
                licence: expression(&locked.license),
                // A scope's `@` is escaped in package URLs.
                purl: format!("pkg:npm/{}@{}", name.replace('@', "%40"), locked.version),
                // The lock file holds another kind of hash.
                sha256: None,
                texts: texts(&paths::web().join(&place)),
                name,
            })
        })
        .collect()
}

/// Packages of which something is in the bundle.
fn taken(meta: &Meta) -> BTreeSet<String> {
    let inputs = meta.outputs.values().flat_map(|output| &output.inputs);
    inputs
        .filter(|(_, input)| input.bytes > 0)
        .filter_map(|(path, _)| package(path))
        .collect()
}

/// `node_modules/@codemirror/view/dist/index.js` → `@codemirror/view`
fn package(path: &str) -> Option<String> {
    let (_, rest) = path.rsplit_once("node_modules/")?;
    let words = if rest.starts_with('@') { 2 } else { 1 };
    let name: Vec<&str> = rest.split('/').take(words).collect();
    Some(name.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_the_bundle_counts() {
        let meta = r#"{"inputs":{},"outputs":{"editor.js":{"inputs":{
            "node_modules/@codemirror/view/dist/index.js":{"bytesInOutput":5},
            "node_modules/crelt/index.js":{"bytesInOutput":1},
            "node_modules/style-mod/src/style-mod.js":{"bytesInOutput":0},
            "editor/index.js":{"bytesInOutput":9}}}}}"#;
        let meta: Meta = serde_json::from_str(meta).unwrap();
        let names: Vec<String> = taken(&meta).into_iter().collect();
        assert_eq!(names, ["@codemirror/view", "crelt"]);
    }
}
