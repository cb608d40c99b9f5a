//! Where the site's files are: `<script type="application/json" id="ama-assets">` in index.html.

use serde::Deserialize;

use crate::root::Root;

/// Addresses relative to the document, with content hashes in their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Assets {
    /// Where the page lives: `site` for a folder on some host, `file` for one HTML file.
    pub(crate) shell: String,
    /// Script of the worker.
    pub(crate) worker_js: String,
    /// The engine's wasm, gzipped as a file.
    pub(crate) engine: String,
    /// Its bytes.
    pub(crate) engine_bytes: u64,
    /// Its bytes after inflating.
    pub(crate) engine_raw_bytes: u64,
    /// Script of the worker that reads publishers' files, loaded when somebody adds one.
    pub(crate) reader_js: String,
    /// Its wasm, gzipped as a file.
    pub(crate) reader: String,
    /// The SQL editor's script, loaded when it is first opened.
    pub(crate) editor_js: String,
    /// The Studio's editor, likewise.
    pub(crate) text_editor_js: String,
    /// Outlines of places, fetched when a chart is a map.
    pub(crate) maps: String,
    /// Begins the addresses of `ama preview`; empty anywhere else.
    pub(crate) preview: String,
    /// The list of courses.
    #[serde(default = "courses")]
    pub(crate) courses: String,
    /// The list of the site's tables.
    pub(crate) seeds: String,
    /// The list of the site's files; empty where the page is one file.
    pub(crate) site: String,
}

fn courses() -> String {
    "courses.json".to_owned()
}

impl Assets {
    /// Reads them from the document; the defaults where they are missing (the engine then reports that it cannot load).
    pub(crate) fn read() -> Self {
        let element = Root::whole().by_id("ama-assets");
        let json = element.and_then(|element| element.text_content());
        Self::parse(&json.unwrap_or_default())
    }

    fn parse(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_else(|_| Self {
            courses: courses(),
            ..Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_not_fatal() {
        assert_eq!(Assets::parse("").courses, "courses.json");
        let assets =
            Assets::parse(r#"{"worker_js":"worker-1.js","engine_bytes":5,"unknown":true}"#);
        assert_eq!(
            (
                assets.worker_js.as_str(),
                assets.engine_bytes,
                assets.courses.as_str()
            ),
            ("worker-1.js", 5, "courses.json")
        );
    }
}
