//! What a built site consists of: its files with their hashes, which of them is what, and what another site is made with.

use serde::{Deserialize, Serialize};

use crate::{ModuleId, TrackId};

/// Every file of a site whose content is fixed, named in [`Assets::site`].
///
/// Left out are the list itself, `index.html`, `sw.js`, `mochikomi.html` and `SHA256SUMS`, which are made from it;
/// `web.config`, which no server gives; and the folder `added/`, which belongs to whoever publishes the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteList {
    /// Version of this format; 1 today.
    pub format: u32,
    /// Build id of the sources that its engine is made from. Whoever makes another site of it must have the same.
    pub version: String,
    /// Which build this is: the same files give the same 16 hexadecimal digits.
    pub build: String,
    /// The files, in the order of their paths.
    pub files: Vec<SiteFile>,
}

/// A file of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SiteFile {
    /// Its place in the site, with `/` between folders.
    pub path: String,
    /// Its bytes as it lies there.
    pub bytes: u64,
    /// SHA-256 of them in 64 hexadecimal digits.
    pub sha256: String,
}

impl SiteFile {
    /// Whether it is another file, compressed beforehand for servers that negotiate.
    ///
    /// The engine is gzipped as a file of its own: `engine-….wasm.gz` is no such copy, `engine-….wasm.br` is one.
    pub fn is_copy(&self) -> bool {
        is_copy(&self.path)
    }
}

/// As [`SiteFile::is_copy`], of a path.
pub fn is_copy(path: &str) -> bool {
    path.ends_with(".br") || (path.ends_with(".gz") && !is_engine(path))
}

/// Whether a file of that path is the engine, or the reader of publishers' files, as it is fetched.
pub fn is_engine(path: &str) -> bool {
    ["engine-", "reader-"]
        .iter()
        .any(|start| path.starts_with(start))
        && path.ends_with(".wasm.gz")
}

/// Where everything of a site is, as index.html tells the page (`<script id="ama-assets">`). Addresses are relative to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assets {
    /// Script of the page's wasm.
    pub app_js: String,
    /// The page's wasm: what paints first.
    pub app_wasm: String,
    /// Its second part: lessons and all that is in them.
    pub rooms_wasm: String,
    /// Its third part: the workbench, where one's own files are opened.
    pub bench_wasm: String,
    /// Its fourth part: the Studio.
    pub studio_wasm: String,
    /// The script that starts the page.
    pub boot_js: String,
    /// The stylesheet.
    pub style_css: String,
    /// Script of the worker.
    pub worker_js: String,
    /// The engine's wasm, gzipped as a file: many hosts send files as they are, and some refuse the 26 MB of it.
    pub engine: String,
    /// Its bytes.
    pub engine_bytes: u64,
    /// Its bytes after inflating.
    pub engine_raw_bytes: u64,
    /// Script of the worker that reads publishers' files.
    pub reader_js: String,
    /// Its wasm, gzipped as a file too.
    pub reader: String,
    /// The SQL editor's script.
    pub editor_js: String,
    /// The script of the Studio's editor.
    pub text_editor_js: String,
    /// Outlines of places ([`crate::maps::Maps`]), for charts that are maps.
    pub maps: String,
    /// The icon in the browser's tab.
    pub icon: String,
    /// The icon on a phone's first screen.
    pub icon_touch: String,
    /// The list of courses.
    pub courses: String,
    /// The list of the site's tables, for whoever writes a module.
    pub seeds: String,
    /// What another site is made with ([`Kit`]); empty where none can be made.
    pub kit: String,
    /// Where the page lives.
    pub shell: ShellKind,
    /// The [`SiteList`]; empty in an edition that is one file.
    pub site: String,
}

/// Where a page lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShellKind {
    /// In a folder that is served.
    #[default]
    Site,
    /// In one HTML file.
    File,
}

/// What a site is made with beyond the files that it fetches: templates with places like `{{name}}`.
///
/// It lies in the site, so that another one can be made of it by a program and in the page alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// Version of this format; 1 today.
    pub format: u32,
    /// As [`SiteList::version`].
    pub version: String,
    /// `index.html`.
    pub index: String,
    /// Where everything is.
    pub assets: Assets,
    /// The service worker.
    pub sw: String,
    /// The page for whoever decides whether it may be used.
    pub summary: String,
    /// Settings for a server that reads them and gives them to nobody: `web.config`.
    pub config: String,
    /// Files that stay as they are and belong to whoever publishes the site: `added/…`.
    pub added: Vec<(String, String)>,
}

/// What somebody wants to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// As what.
    pub form: Form,
    /// Letters, digits and hyphens: part of the names of files.
    pub name: String,
    /// Tracks of the site, with all their modules.
    pub tracks: Vec<TrackId>,
    /// Further modules of the site.
    pub modules: Vec<ModuleId>,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Version of the product that it is made from.
    pub version: String,
    /// Its build: as in [`SiteList::build`]; empty where it is no site.
    pub build: String,
    /// Modules in it, in the order of learning.
    pub modules: Vec<Packed>,
    /// Tables in it, and those that it needs of the site that it is brought to.
    pub data: Vec<DataTerms>,
    /// How many parts of others are in it by their licences, the most frequent first.
    pub parts: Vec<(String, u32)>,
    /// How big each kind of its files is.
    pub sizes: Vec<Size>,
}

/// A module that is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Which one.
    pub id: ModuleId,
    /// Its version.
    pub version: u32,
    /// Its title.
    pub title: String,
}

/// Where a table comes from and on which terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DataTerms {
    /// Id of the dataset, or the module and its own file.
    pub place: String,
    /// What it is about, or its name in the module.
    pub title: String,
    /// 出典; empty where nobody wrote it down.
    pub attribution: String,
    /// 利用条件; empty where nobody wrote it down.
    pub licence: String,
}

impl DataTerms {
    /// The attribution without the word that heads it in tables and lists anyway.
    pub fn source(&self) -> &str {
        let text = self.attribution.as_str();
        text.strip_prefix("出典：").unwrap_or(text)
    }
}

/// The size of one kind of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Which kind.
    pub part: Part,
    /// Bytes as they lie there.
    pub raw: u64,
    /// Bytes after gzip, as servers send them.
    pub gzip: u64,
}

/// Kinds of files of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What the page loads before it paints.
    FirstPaint,
    /// Lessons, the SQL editor and all else that a learner may open.
    Rooms,
    /// The Studio.
    Studio,
    /// The engine and its worker.
    Engine,
    /// Courses, tables and pictures.
    Content,
    /// Lists, papers and settings.
    Papers,
    /// An edition that is one file.
    OneFile,
}

/// What a course is published as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The sources of modules in a zip, for whoever has a site already.
    ModuleZip,
    /// A site as a folder (in a zip, where there are no folders).
    Folder,
    /// One HTML file.
    Html,
}

impl Form {
    /// Whether it is made of a site's file of that path. Copies that are compressed already go into a folder only, and a page
    /// that cannot fetch them may do without.
    pub fn needs(self, path: &str) -> bool {
        match self {
            Self::ModuleZip => false,
            Self::Folder => true,
            Self::Html => !is_copy(path),
        }
    }
}

/// A size for who makes sites: `812 B`, `34.1 KB`, `4.00 MB`, in decimal units as the budgets are.
pub fn bytes(n: u64) -> String {
    let n = n as f64;
    if n >= 1e6 {
        format!("{:.2} MB", n / 1e6)
    } else if n >= 1e3 {
        format!("{:.1} KB", n / 1e3)
    } else {
        format!("{n} B")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_follow_the_size() {
        assert_eq!(bytes(812), "812 B");
        assert_eq!(bytes(34_060), "34.1 KB");
        assert_eq!(bytes(4_000_000), "4.00 MB");
    }

    #[test]
    fn the_engine_is_no_copy() {
        assert!(!is_copy("engine-0123456789ab.wasm.gz"));
        assert!(!is_copy("reader-0123456789ab.wasm.gz"));
        assert!(is_copy("engine-0123456789ab.wasm.br"));
        assert!(is_copy("app-1.wasm.gz") && is_copy("data/x-1.csv.br"));
        assert!(!is_copy("app-1.wasm"));
        assert!(Form::Folder.needs("a.js.gz") && !Form::Html.needs("a.js.gz"));
    }

    #[test]
    fn assets_of_tomorrow_and_of_yesterday_are_read() {
        let assets: Assets =
            serde_json::from_str(r#"{"engine":"e","shell":"file","more":1}"#).unwrap();
        assert_eq!(
            (assets.engine.as_str(), assets.shell),
            ("e", ShellKind::File)
        );
        assert_eq!(assets.site, "");
    }
}
