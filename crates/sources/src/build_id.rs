//! The build id: which sources the engine, its messages and whatever is handed out are made from.
//!
//! It stands in the page and in the worker, in a site's list and kit, and in `ama`; things with different ids do not work
//! together. It comes from the contents of files alone (no clock, no git, no compiler), so that the same sources have the
//! same id on every machine. What only the page is made from does not count: the page names its files by their content
//! anyway, and another style sheet must not make everybody fetch the engine again.
//!
//! `ama` has it by its build script, which takes this file in; so nothing but the standard library is used here.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// The crate that everything counts of which it is made.
const ENGINE: &str = "worker";

/// What it is made of besides crates.
const BESIDE: [&str; 4] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "web/worker.js",
];

/// The id of the sources in a repository: 16 hexadecimal digits.
///
/// # Errors
///
/// When a file cannot be read.
pub fn build_id(root: &Path) -> io::Result<String> {
    let mut names = BTreeSet::new();
    for input in inputs(root)? {
        gather(root, &input, &mut names)?;
    }
    let mut all = Vec::new();
    for name in names {
        let text = std::fs::read(root.join(&name))?;
        all.extend(name.bytes());
        all.push(0);
        // A checkout on Windows may have other line ends.
        all.extend(text.into_iter().filter(|byte| *byte != b'\r'));
        all.push(0);
    }
    Ok(format!("{:016x}", fnv1a(&all)))
}

/// The files and folders that count, relative to the repository.
///
/// # Errors
///
/// When a manifest cannot be read.
pub(crate) fn inputs(root: &Path) -> io::Result<Vec<String>> {
    let mut crates = BTreeSet::new();
    let mut open = vec![ENGINE.to_owned()];
    while let Some(name) = open.pop() {
        let manifest = std::fs::read_to_string(root.join(format!("crates/{name}/Cargo.toml")))?;
        let used = used(&manifest).filter(|used| root.join("crates").join(used).is_dir());
        open.extend(
            used.filter(|used| !crates.contains(*used))
                .map(str::to_owned),
        );
        crates.insert(name);
    }
    let parts = ["Cargo.toml", "build.rs", "build", "src"];
    let of_crates = crates
        .iter()
        .flat_map(|name| parts.map(|part| format!("crates/{name}/{part}")));
    Ok(BESIDE
        .map(str::to_owned)
        .into_iter()
        .chain(of_crates)
        .filter(|input| root.join(input).exists())
        .collect())
}

/// What a manifest says is needed to build the crate; tests may need more.
fn used(manifest: &str) -> impl Iterator<Item = &str> {
    let mut counts = false;
    manifest.lines().filter_map(move |line| {
        if let Some(section) = line.strip_prefix('[') {
            counts = section.contains("dependencies") && !section.contains("dev-dependencies");
            return None;
        }
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
        (counts && !name.is_empty()).then_some(name)
    })
}

/// All files at a place, by their paths with `/` between folders. What an editor leaves behind is no source.
fn gather(root: &Path, name: &str, names: &mut BTreeSet<String>) -> io::Result<()> {
    let path: PathBuf = root.join(name);
    if !path.is_dir() {
        names.insert(name.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        if !file.starts_with('.') && !file.ends_with('~') {
            gather(root, &format!("{name}/{file}"), names)?;
        }
    }
    Ok(())
}

/// `spec::hash::fnv1a`, which a build script does not reach.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
