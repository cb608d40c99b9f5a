//! Parts by others that are in the site: an SBOM for programs (`sbom.cdx.json`, CycloneDX 1.5) and their licences for
//! people (`licences.txt`). Only what is shipped counts: the crates compiled for the browser and the npm packages that
//! esbuild took something of. The same sources give the same bytes: no date, no serial number.

mod cargo;
mod npm;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::paths;
use crate::setup::WasmToolchain;

/// A part by others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Component {
    name: String,
    version: String,
    /// SPDX expression.
    licence: String,
    /// Package URL: where it comes from.
    purl: String,
    /// SHA-256 of the package as it was published, where that is known.
    sha256: Option<String>,
    /// The licences' texts as they lie in the package.
    texts: Vec<String>,
}

/// The two papers.
pub(crate) struct Papers {
    pub(crate) sbom: Vec<u8>,
    pub(crate) licences: Vec<u8>,
}

/// Reads what is in the wasm and what the bundles hold.
pub(crate) fn papers(toolchain: &WasmToolchain) -> Result<Papers> {
    let mut components = cargo::components(toolchain)?;
    components.extend(npm::components()?);
    components.sort();
    components.dedup();
    let own = paths::root().join("LICENSE");
    let own = std::fs::read_to_string(&own).context("cannot read LICENSE")?;
    Ok(Papers {
        sbom: serde_json::to_vec_pretty(&sbom(&components))?,
        licences: licences(&own, &components).into_bytes(),
    })
}

fn sbom(components: &[Component]) -> Value {
    let listed: Vec<Value> = components.iter().map(entry).collect();
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "ama",
                "name": "ama",
                "version": pack::site::VERSION,
                "licenses": [{ "expression": "Apache-2.0 OR MIT" }],
            },
        },
        "components": listed,
        "dependencies": [{
            "ref": "ama",
            "dependsOn": components.iter().map(|part| &part.purl).collect::<Vec<_>>(),
        }],
    })
}

fn entry(part: &Component) -> Value {
    let mut entry = json!({
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "licenses": [{ "expression": part.licence }],
        "purl": part.purl,
    });
    if let (Some(sha256), Some(entry)) = (&part.sha256, entry.as_object_mut()) {
        let hashes = json!([{ "alg": "SHA-256", "content": sha256 }]);
        entry.insert("hashes".to_owned(), hashes);
    }
    entry
}

/// Our own licence, the list, and every text once, with all parts that carry it.
fn licences(own: &str, components: &[Component]) -> String {
    const RULE: &str =
        "===============================================================================";
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "ama {} の利用条件と、ama に含まれる、ほかの人が作った部品の利用条件\nLicences of ama and of the parts by others that are in it\n\n{RULE}\nama\n{RULE}\n\n{}\n\n{RULE}\n部品の一覧 / Parts by others: {}\n{RULE}\n",
        pack::site::VERSION,
        own.trim(),
        components.len()
    );
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in components {
        let name = format!("{} {}", part.name, part.version);
        let _ = writeln!(out, "{name}: {}", part.licence);
        for text in &part.texts {
            texts.entry(tidy(text)).or_default().push(name.clone());
        }
    }
    // In the order of the first part that carries each.
    let mut texts: Vec<(String, Vec<String>)> = texts.into_iter().collect();
    texts.sort_by(|(a, of_a), (b, of_b)| (of_a, a).cmp(&(of_b, b)));
    for (text, mut names) in texts {
        names.dedup();
        let _ = writeln!(out, "\n{RULE}\n{}\n{RULE}\n\n{text}", names.join(", "));
    }
    out
}

/// The text without what differs between files that say the same: ends of lines, blanks at them, empty lines in a row.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    let mut is_empty = false;
    for line in text.trim_start_matches('\u{feff}').trim().lines() {
        let line = line.trim_end();
        if !(is_empty && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
        is_empty = line.is_empty();
    }
    out
}

/// The licences that lie in a package's folder, in the order of their names.
fn texts(folder: &Path) -> Vec<String> {
    const BEGINNINGS: [&str; 5] = ["license", "licence", "copying", "notice", "unlicense"];
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .to_lowercase();
            BEGINNINGS
                .iter()
                .any(|beginning| name.starts_with(beginning))
        })
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

/// Older packages write `MIT/Apache-2.0`; no licence at all is told as such.
fn expression(licence: &str) -> String {
    let parts: Vec<&str> = licence.split('/').map(str::trim).collect();
    match parts.join(" OR ") {
        none if none.is_empty() => "LicenseRef-not-stated".to_owned(),
        some => some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, licence: &str, text: &str) -> Component {
        Component {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.to_owned(),
            purl: format!("pkg:cargo/{name}@1.0.0"),
            sha256: Some("00".repeat(32)),
            texts: vec![text.to_owned()],
        }
    }

    #[test]
    fn a_text_stands_once_with_all_that_carry_it() {
        let parts = [
            part("a", "MIT", "Do what\r\nyou want.  \n"),
            part("b", "MIT", "Do what\nyou want."),
            part("c", "Zlib", "Other."),
        ];
        let text = licences("Ours.", &parts);
        assert_eq!(text.matches("you want.").count(), 1, "{text}");
        for piece in ["Ours.", "\na 1.0.0, b 1.0.0\n", "c 1.0.0: Zlib\n", "Other."] {
            assert!(text.contains(piece), "{piece} in {text}");
        }
    }

    #[test]
    fn the_list_for_programs_names_each_part() {
        let bom = sbom(&[part("a", "MIT", "")]);
        assert_eq!(bom["specVersion"], "1.5");
        assert_eq!(bom["components"][0]["purl"], "pkg:cargo/a@1.0.0");
        assert_eq!(bom["components"][0]["licenses"][0]["expression"], "MIT");
        assert_eq!(bom["dependencies"][0]["dependsOn"][0], "pkg:cargo/a@1.0.0");
        assert!(bom.get("serialNumber").is_none() && bom["metadata"].get("timestamp").is_none());
    }

    #[test]
    fn old_ways_of_writing_licences_are_understood() {
        assert_eq!(expression("MIT / Apache-2.0"), "MIT OR Apache-2.0");
        assert_eq!(
            expression("(MIT OR Apache-2.0) AND Unicode-3.0"),
            "(MIT OR Apache-2.0) AND Unicode-3.0"
        );
        assert_eq!(expression(""), "LicenseRef-not-stated");
    }
}
