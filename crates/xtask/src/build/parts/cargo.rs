//! The crates that are compiled into page and engine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::{Component, expression, texts};
use crate::setup::{WasmCrate, WasmToolchain};
use crate::{paths, shell};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// `None` for our own.
    source: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

pub(super) fn components(toolchain: &WasmToolchain) -> Result<Vec<Component>> {
    let tree = shell::output(shell::cargo().args([
        "tree",
        "--locked",
        "--target",
        "wasm32-unknown-unknown",
        // What runs while something is compiled is not shipped.
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
        "-p",
        WasmCrate::Page.package(),
        "-p",
        WasmCrate::Worker.package(),
        "-p",
        WasmCrate::Reader.package(),
    ]))?;
    let metadata =
        shell::output(shell::cargo().args(["metadata", "--locked", "--format-version", "1"]))?;
    let metadata: Metadata = serde_json::from_str(&metadata).context("cargo metadata")?;
    let lock = std::fs::read_to_string(paths::root().join("Cargo.lock")).context("Cargo.lock")?;
    let lock: Lock = toml::from_str(&lock).context("Cargo.lock")?;
    let checksums: BTreeMap<(String, String), String> = lock
        .package
        .into_iter()
        .filter_map(|locked| Some(((locked.name, locked.version), locked.checksum?)))
        .collect();
    let shipped = names(&tree);
    let mut components: Vec<Component> = metadata
        .packages
        .into_iter()
        .filter(|package| package.source.is_some())
        .filter(|package| shipped.contains(&(package.name.clone(), package.version.clone())))
        .map(|package| {
            let folder = package.manifest_path.parent().map(texts);
            let key = (package.name.clone(), package.version.clone());
            Component {
                licence: expression(&package.license.unwrap_or_default()),
                purl: format!("pkg:cargo/{}@{}", package.name, package.version),
                sha256: checksums.get(&key).cloned(),
                texts: folder.unwrap_or_default(),
                name: package.name,
                version: package.version,
            }
        })
        .collect();
    components.push(std(toolchain)?);
    Ok(components)
}

/// `name v1.0.0 (*)` of each line.
fn names(tree: &str) -> BTreeSet<(String, String)> {
    tree.lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            let (name, version) = (words.next()?, words.next()?);
            Some((name.to_owned(), version.strip_prefix('v')?.to_owned()))
        })
        .collect()
}

/// Rust's standard library is in every wasm too.
fn std(toolchain: &WasmToolchain) -> Result<Component> {
    let rustc = match toolchain {
        WasmToolchain::Own => PathBuf::from("rustc"),
        WasmToolchain::Debian { rustc, .. } => rustc.clone(),
    };
    let mut command = Command::new(rustc);
    shell::clean(&mut command);
    let said = shell::output(command.arg("--version"))?;
    let version = said.split(' ').nth(1).context("rustc tells no version")?;
    Ok(Component {
        name: "rust-std".to_owned(),
        version: version.to_owned(),
        licence: "MIT OR Apache-2.0".to_owned(),
        purl: format!("pkg:generic/rust-std@{version}"),
        sha256: None,
        texts: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_read() {
        let tree = "app v0.1.0 (/somewhere/crates/app)\nserde v1.0.228\nserde v1.0.228 (*)\n\n";
        let of = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let expected = BTreeSet::from([of("app", "0.1.0"), of("serde", "1.0.228")]);
        assert_eq!(names(tree), expected);
    }
}
