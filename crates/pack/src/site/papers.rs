//! What people ask about something that is brought into an office: what is in it, from whom, on which terms, how big.

use std::collections::BTreeMap;

use serde::Deserialize;
use spec::site::{Assets, Part, Report, SiteFile, Size, is_copy};

use super::{
    ADDED, Edition, INDEX, Inside, Material, SUMMARY, SUMS, SiteError, VERSION, assets, fill,
};
use crate::{Files, gzip, sha256};

/// Parts by others in the page and the engine, as CycloneDX.
pub const SBOM: &str = "sbom.cdx.json";
/// Their licences, for people.
pub const LICENCES: &str = "licences.txt";

/// Adds to an edition that is one file what belongs to it: papers for a folder that lies beside it, from where their list
/// of hashes names it.
pub(crate) fn beside(
    files: &mut Files,
    name: &str,
    material: &Material,
    inside: &Inside,
) -> Result<(), SiteError> {
    for paper in [SBOM, LICENCES] {
        files.insert(paper.to_owned(), material.file(paper)?.to_vec());
    }
    let html = files.get(name).map(Vec::as_slice).unwrap_or_default();
    let policy = policy(&String::from_utf8_lossy(html)).to_owned();
    let summary = summary(
        &material.kit.summary,
        Edition::File,
        files,
        inside,
        &policy,
        &material.build,
    )?;
    files.insert(SUMMARY.to_owned(), summary.into_bytes());
    let sums = super::sums(files).replace(&format!("  {name}\n"), &format!("  ../{name}\n"));
    files.insert(SUMS.to_owned(), sums.into_bytes());
    Ok(())
}

/// The page that an information-policy office files.
pub(crate) fn summary(
    template: &str,
    edition: Edition,
    files: &Files,
    inside: &Inside,
    policy: &str,
    build: &str,
) -> Result<String, SiteError> {
    let listed: Vec<(&String, &Vec<u8>)> = files
        .iter()
        .filter(|(path, _)| !is_copy(path) && !path.starts_with(ADDED))
        .collect();
    let rows: String = listed
        .iter()
        .map(|(path, bytes)| {
            format!(
                "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"h\">{}</td></tr>\n",
                escaped(path),
                grouped(bytes.len() as u64),
                sha256(bytes)
            )
        })
        .collect();
    let total: u64 = files.values().map(|bytes| bytes.len() as u64).sum();
    let modules: String = inside
        .modules
        .iter()
        .map(|module| {
            format!(
                "<li>{}（{} 版{}）</li>\n",
                escaped(&module.title),
                escaped(module.id.as_str()),
                module.version
            )
        })
        .collect();
    let unknown = |text: &str| match text {
        "" => "書かれていません".to_owned(),
        text => escaped(text),
    };
    let data: String = inside
        .data
        .iter()
        .map(|terms| {
            format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                escaped(&terms.title),
                unknown(terms.source()),
                unknown(&terms.licence)
            )
        })
        .collect();
    let parts = parts(files);
    let licences: String = parts
        .iter()
        .map(|(licence, count)| format!("<li>{} {count}個</li>\n", escaped(licence)))
        .collect();
    let count: u32 = parts.iter().map(|(_, count)| count).sum();
    Ok(fill(
        template,
        edition,
        &[
            ("version", VERSION),
            ("build", build),
            ("modules", &modules),
            ("module_count", &inside.modules.len().to_string()),
            ("policy", &escaped(policy)),
            ("data", &data),
            ("parts", &count.to_string()),
            ("licences", &licences),
            ("files", &rows),
            ("file_count", &files.len().to_string()),
            ("bytes", &grouped(total)),
        ],
    )?)
}

/// The content security policy of a page, as it stands there.
pub(crate) fn policy(html: &str) -> &str {
    html.split_once("Content-Security-Policy\" content=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("", |(policy, _)| policy)
}

/// What was made, for whoever made it.
pub(crate) fn report(files: &Files, inside: Inside) -> Report {
    let index = files.get(INDEX).map(|html| String::from_utf8_lossy(html));
    let assets = index.and_then(|index| assets(&index)).unwrap_or_default();
    let build = files
        .get(&assets.site)
        .and_then(|list| serde_json::from_slice::<spec::site::SiteList>(list).ok())
        .map(|list| list.build)
        .unwrap_or_default();
    let mut sizes: BTreeMap<Part, (u64, u64)> = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| !is_copy(path)) {
        let raw = bytes.len() as u64;
        let copy = files.get(&format!("{path}.gz")).map(Vec::len);
        let small = copy.unwrap_or_else(|| gzip(bytes).len()) as u64;
        let (all, packed) = sizes.entry(part(path, &assets)).or_default();
        *all += raw;
        *packed += small.min(raw);
    }
    let sizes = sizes
        .into_iter()
        .map(|(part, (raw, gzip))| Size { part, raw, gzip })
        .collect();
    Report {
        version: VERSION.to_owned(),
        build,
        modules: inside.modules,
        data: inside.data,
        parts: parts(files),
        sizes,
    }
}

/// Which kind of file this is, in a site with these addresses.
pub fn part(path: &str, assets: &Assets) -> Part {
    let is = |names: &[&String]| names.iter().any(|name| *name == path);
    if path == INDEX
        || is(&[
            &assets.style_css,
            &assets.app_js,
            &assets.boot_js,
            &assets.app_wasm,
        ])
    {
        Part::FirstPaint
    } else if is(&[&assets.studio_wasm, &assets.text_editor_js]) {
        Part::Studio
    } else if is(&[&assets.engine, &assets.worker_js]) {
        Part::Engine
    } else if is(&[
        &assets.rooms_wasm,
        &assets.bench_wasm,
        &assets.reader_js,
        &assets.reader,
        &assets.editor_js,
        &assets.maps,
        &assets.icon,
    ]) || path.starts_with("icons/")
    {
        Part::Rooms
    } else if is(&[&assets.courses])
        || ["courses/", "data/", "images/"]
            .iter()
            .any(|folder| path.starts_with(folder))
    {
        Part::Content
    } else if path.starts_with("ama-") && path.ends_with(".html") {
        Part::OneFile
    } else {
        Part::Papers
    }
}

#[derive(Deserialize)]
struct Sbom {
    #[serde(default)]
    components: Vec<Component>,
}

#[derive(Deserialize)]
struct Component {
    #[serde(default)]
    licenses: Vec<Licence>,
}

#[derive(Deserialize)]
struct Licence {
    #[serde(default)]
    expression: String,
}

/// How many parts there are of each licence, the most frequent first.
fn parts(files: &Files) -> Vec<(String, u32)> {
    let sbom = files
        .get(SBOM)
        .and_then(|json| serde_json::from_slice::<Sbom>(json).ok());
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for component in sbom.map(|sbom| sbom.components).unwrap_or_default() {
        let names: Vec<String> = component
            .licenses
            .into_iter()
            .map(|licence| licence.expression)
            .collect();
        *counts.entry(names.join(" AND ")).or_default() += 1;
    }
    let mut counts: Vec<(String, u32)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// `1234567` → `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// As in a list of files.
pub(crate) fn line(file: &SiteFile) -> String {
    format!("{}  {}\n", file.sha256, file.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_text_is_text() {
        let grouped: Vec<String> = [0, 999, 1000, 1_234_567].map(grouped).to_vec();
        assert_eq!(grouped, ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(
            escaped("<a href=\"x\">&"),
            "&lt;a href=&quot;x&quot;&gt;&amp;"
        );
    }

    #[test]
    fn parts_are_counted_by_licence() {
        let sbom = r#"{"components":[{"licenses":[{"expression":"MIT"}]},{"licenses":[{"expression":"Apache-2.0"}]},{"licenses":[{"expression":"MIT"}]},{}]}"#;
        let files = Files::from([(SBOM.to_owned(), sbom.as_bytes().to_vec())]);
        let counts = parts(&files);
        let counts: Vec<(&str, u32)> = counts.iter().map(|(name, n)| (name.as_str(), *n)).collect();
        assert_eq!(counts, [("MIT", 2), ("", 1), ("Apache-2.0", 1)]);
    }
}
