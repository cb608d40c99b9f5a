//! A site from its parts: what lies on a server as a folder, or in one HTML file.
//!
//! One function makes the built site, what `ama pack` writes and what the Studio publishes: [`finish`].

mod course;
mod fault;
mod folder;
mod html;
mod material;
mod papers;
mod template;

use spec::site::{Assets, Kit, ShellKind, SiteFile, SiteList};

use crate::hash::{hashed_name, sha256};
use crate::{Files, gzip};

pub use self::course::{Course, CourseModule, Inside, module, terms};
pub use self::fault::SiteError;
pub use self::folder::{FILE_LIMIT, folder};
pub use self::html::{HTML_LIMIT, html};
pub use self::material::{Material, read_list};
pub use self::papers::{LICENCES, SBOM, part};
pub use self::template::{Edition, TemplateError, fill};

/// The page.
pub const INDEX: &str = "index.html";
/// The service worker.
pub const SERVICE_WORKER: &str = "sw.js";
/// Hashes of all files, as `sha256sum -c` reads them.
pub const SUMS: &str = "SHA256SUMS";
/// The part of a site that belongs to whoever publishes it.
pub const ADDED: &str = "added/";
/// Settings for IIS, which no server gives to anybody.
pub const WEB_CONFIG: &str = "web.config";

/// The page for whoever decides whether the site may be used.
pub const SUMMARY: &str = "mochikomi.html";

/// Of the product, for papers. Whether things fit together is told by [`spec::site::SiteList::version`].
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Adds to the files of a site what is made from all of them: the kit, the list, `index.html`, `sw.js`, the summary and
/// `SHA256SUMS`.
///
/// # Errors
///
/// When a template has a place that nothing fills, or lacks one.
pub fn finish(
    mut files: Files,
    mut assets: Assets,
    kit: &Kit,
    inside: &Inside,
) -> Result<Files, SiteError> {
    assets.shell = ShellKind::Site;
    (assets.kit, assets.site) = (String::new(), String::new());
    let kit = Kit {
        assets: assets.clone(),
        ..kit.clone()
    };
    let text = json("the kit", &kit)?;
    assets.kit = hashed_name("kit.json", text.as_bytes());
    add_with_copy(&mut files, &assets.kit, text);

    let list = list(&files, &kit.version);
    let text = json("the list of files", &list)?;
    assets.site = hashed_name("site.json", text.as_bytes());
    add_with_copy(&mut files, &assets.site, text);
    let page = index(&kit.index, &assets)?;
    let policy = papers::policy(&page).to_owned();
    files.insert(INDEX.to_owned(), page.into_bytes());
    let worker = service_worker(&kit.sw, &list, &files)?;
    files.insert(SERVICE_WORKER.to_owned(), worker.into_bytes());
    files.insert(WEB_CONFIG.to_owned(), kit.config.clone().into_bytes());
    for (path, text) in &kit.added {
        files.insert(path.clone(), text.clone().into_bytes());
    }
    let summary = papers::summary(
        &kit.summary,
        Edition::Site,
        &files,
        inside,
        &policy,
        &list.build,
    )?;
    files.insert(SUMMARY.to_owned(), summary.into_bytes());
    files.insert(SUMS.to_owned(), sums(&files).into_bytes());
    Ok(files)
}

/// A list, and gzipped for hosts that serve no file of its kind.
fn add_with_copy(files: &mut Files, path: &str, text: String) {
    files.insert(format!("{path}.gz"), gzip(text.as_bytes()));
    files.insert(path.to_owned(), text.into_bytes());
}

/// What an `index.html` tells its page.
pub fn assets(index: &str) -> Option<Assets> {
    let (_, rest) = index.split_once("id=\"ama-assets\">")?;
    let (json, _) = rest.split_once("</script>")?;
    serde_json::from_str(json).ok()
}

/// Every file of fixed content, in order.
fn list(files: &Files, version: &str) -> SiteList {
    let files: Vec<SiteFile> = files
        .iter()
        .filter(|(path, _)| !is_made_from_list(path) && !path.starts_with(ADDED))
        .map(|(path, bytes)| entry(path, bytes))
        .collect();
    SiteList {
        format: 1,
        version: version.to_owned(),
        build: build(&files),
        files,
    }
}

fn is_made_from_list(path: &str) -> bool {
    [INDEX, SERVICE_WORKER, SUMS, SUMMARY, WEB_CONFIG].contains(&path)
}

fn entry(path: &str, bytes: &[u8]) -> SiteFile {
    SiteFile {
        path: path.to_owned(),
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
    }
}

/// 16 hexadecimal digits over all files: any change of any of them changes these.
fn build(files: &[SiteFile]) -> String {
    let lines: String = files.iter().map(papers::line).collect();
    let mut hash = sha256(lines.as_bytes());
    hash.truncate(16);
    hash
}

/// Hashes of all files, without what others may change.
fn sums(files: &Files) -> String {
    files
        .iter()
        .filter(|(path, _)| *path != SUMS && !path.starts_with(ADDED))
        .map(|(path, bytes)| papers::line(&entry(path, bytes)))
        .collect()
}

fn index(template: &str, assets: &Assets) -> Result<String, SiteError> {
    Ok(fill(
        template,
        Edition::Site,
        &[
            ("assets", &inline_json(assets)?),
            ("app_js", &assets.app_js),
            ("app_wasm", &assets.app_wasm),
            ("boot_js", &assets.boot_js),
            ("style_css", &assets.style_css),
            ("icon", &assets.icon),
            ("icon_touch", &assets.icon_touch),
        ],
    )?)
}

/// JSON that can stand in an element: `<` cannot end it early when it is written as an escape.
fn inline_json(assets: &Assets) -> Result<String, SiteError> {
    Ok(json("the list of addresses", assets)?.replace('<', "\\u003c"))
}

/// The service worker with the files that make the page work without a server, and the build that they are.
fn service_worker(template: &str, list: &SiteList, files: &Files) -> Result<String, SiteError> {
    let kept = list.files.iter().filter(|file| !file.is_copy());
    // What the list does not name is needed too: the list itself, and the page, of which the worker has this build's own.
    let made = files
        .iter()
        .filter(|(path, _)| {
            *path == INDEX || (path.starts_with("site-") && path.ends_with(".json"))
        })
        .map(|(path, bytes)| entry(path, bytes));
    let mut kept: Vec<SiteFile> = kept.cloned().chain(made).collect();
    kept.sort();
    kept.dedup();
    // The page itself counts as well: another template is another build.
    let build = build(&kept);
    let rows: Vec<(&str, u64, &str)> = kept
        .iter()
        .map(|file| (file.path.as_str(), file.bytes, file.sha256.as_str()))
        .collect();
    // A place with its quotation marks is a value, so that a template is a script that tools can read.
    let template = template
        .replace("\"{{build}}\"", "{{build}}")
        .replace("\"{{files}}\"", "{{files}}");
    Ok(fill(
        &template,
        Edition::Site,
        &[
            ("build", &json("the build", &build)?),
            ("files", &json("the list of files", &rows)?),
        ],
    )?)
}

fn json<T: serde::Serialize + ?Sized>(what: &str, value: &T) -> Result<String, SiteError> {
    serde_json::to_string(value).map_err(|_| SiteError::Json(what.to_owned()))
}

#[cfg(test)]
mod tests;
