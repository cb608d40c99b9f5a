//! Names every file by its content and writes `target/site`.
//!
//! All references are relative, so that the folder works below any path. Only `index.html` has a fixed name:
//! everything else may be cached for ever.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use sources::walk;

use super::bindgen::Module;
use super::bundle;
use super::cache::hashed_name;
use super::compress::{self, Coding};
use super::courses;
use super::split::Split;
use crate::{paths, report};

/// What the steps before made.
pub(crate) struct Parts {
    pub(crate) worker: Module,
    pub(crate) page: Split,
    pub(crate) editor_js: Vec<u8>,
    pub(crate) text_editor_js: Vec<u8>,
    pub(crate) style_css: Vec<u8>,
}

/// What the page reads from `<script id="ama-assets">` in index.html: where everything else is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Manifest {
    pub(crate) app_js: String,
    pub(crate) app_wasm: String,
    /// The later parts of the page's wasm: see `split.rs`.
    pub(crate) rooms_wasm: String,
    pub(crate) studio_wasm: String,
    pub(crate) boot_js: String,
    pub(crate) style_css: String,
    pub(crate) worker_js: String,
    /// The engine's wasm, gzipped as a file: many hosts send files as they are, and some refuse the 26 MB of it.
    pub(crate) engine: String,
    /// Bytes to load.
    pub(crate) engine_bytes: u64,
    /// Bytes after inflating.
    pub(crate) engine_raw_bytes: u64,
    pub(crate) editor_js: String,
    /// The Studio's.
    pub(crate) text_editor_js: String,
    /// The list of courses.
    pub(crate) courses: String,
    /// The list of the site's tables, for whoever writes a module.
    pub(crate) seeds: String,
}

/// Writes the site and says what is where.
pub(crate) fn write(parts: Parts) -> Result<Manifest> {
    let web = paths::web();
    let mut files = Files::default();
    let engine_raw_bytes = parts.worker.wasm.len() as u64;
    let step = report::Step::start("compress", "what changed");

    // Everything after the glue is ours: it takes the compiled engine from the page.
    let mut worker_js = parts.worker.js;
    worker_js.extend(read(&web.join("worker.js"))?);
    let app_js = parts.page.script;
    let engine_gz = compress::compressed(&parts.worker.wasm, Coding::Gzip)?;
    let engine_bytes = engine_gz.len() as u64;
    let engine = hashed_name("engine.wasm.gz", &engine_gz);
    let engine_br = engine.replace(".wasm.gz", ".wasm.br");
    files.add(
        engine_br,
        compress::compressed(&parts.worker.wasm, Coding::Brotli)?,
    );
    files.add(engine.clone(), engine_gz);

    let manifest = Manifest {
        app_js: files.add_hashed("app.js", bundle::minified("app", "js", &app_js)?),
        app_wasm: files.add_hashed("app.wasm", parts.page.page),
        rooms_wasm: files.add_hashed("rooms.wasm", parts.page.rooms),
        studio_wasm: files.add_hashed("studio.wasm", parts.page.studio),
        boot_js: files.add_hashed(
            "boot.js",
            bundle::minified("boot", "js", &read(&web.join("boot.js"))?)?,
        ),
        style_css: files.add_hashed("style.css", parts.style_css),
        worker_js: files.add_hashed("worker.js", bundle::minified("worker", "js", &worker_js)?),
        engine,
        engine_bytes,
        engine_raw_bytes,
        editor_js: files.add_hashed("editor.js", parts.editor_js),
        text_editor_js: files.add_hashed("text_editor.js", parts.text_editor_js),
        courses: courses::add(&mut files)?,
        seeds: courses::seed_list::add(&mut files)?,
    };
    let icon = files.add_hashed("icon.svg", read(&web.join("icon.svg"))?);
    let template =
        String::from_utf8(read(&web.join("index.html"))?).context("web/index.html is not UTF-8")?;
    files.add(
        "index.html".to_owned(),
        index(&template, &manifest, &icon)?.into_bytes(),
    );

    files.precompress()?;
    files.sync(&paths::site())?;
    step.done(format_args!("{} files", files.0.len()));
    Ok(manifest)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Fills `{{name}}` in the template.
fn index(template: &str, manifest: &Manifest, icon: &str) -> Result<String> {
    // `<` cannot end the element early when it is written as an escape.
    let assets = serde_json::to_string(manifest)?.replace('<', "\\u003c");
    let mut html = template.to_owned();
    for (name, value) in [
        ("assets", assets.as_str()),
        ("app_js", &manifest.app_js),
        ("app_wasm", &manifest.app_wasm),
        ("boot_js", &manifest.boot_js),
        ("style_css", &manifest.style_css),
        ("icon", icon),
    ] {
        let place = format!("{{{{{name}}}}}");
        if !html.contains(&place) {
            bail!("web/index.html has no {place}");
        }
        html = html.replace(&place, value);
    }
    if let Some((_, rest)) = html.split_once("{{") {
        let name = rest.split("}}").next().unwrap_or(rest);
        bail!("web/index.html asks for `{name}`, which nothing fills");
    }
    Ok(html)
}

/// The part of the site where schools, towns and companies put courses of their own.
const OTHERS: &str = "added/";

/// The site's files by their path in it.
#[derive(Default)]
pub(crate) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    pub(crate) fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.0.insert(name, bytes);
    }

    pub(crate) fn add_hashed(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let name = hashed_name(name, &bytes);
        self.add(name.clone(), bytes);
        name
    }

    #[cfg(test)]
    pub(crate) fn get(&self, name: &str) -> Option<&Vec<u8>> {
        self.0.get(name)
    }

    fn precompress(&mut self) -> Result<()> {
        let mut extra = BTreeMap::new();
        // A compressed copy would go on being served when what lies beside it is changed.
        let fixed = |name: &str| !name.starts_with(OTHERS) && compress::worthwhile(name);
        for (name, bytes) in self.0.iter().filter(|(name, _)| fixed(name)) {
            for coding in Coding::ALL {
                let small = compress::compressed(bytes, coding)?;
                if small.len() < bytes.len() {
                    extra.insert(format!("{name}.{}", coding.extension()), small);
                }
            }
        }
        self.0.extend(extra);
        Ok(())
    }

    /// Makes the folder hold these files and nothing else; what is right already is not touched, nor is what others
    /// put into their part of it.
    fn sync(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        for old in walk(folder)? {
            let name = old.strip_prefix(folder)?.to_string_lossy().into_owned();
            if !self.0.contains_key(&name) && !name.starts_with(OTHERS) {
                std::fs::remove_file(&old)?;
            }
        }
        for (name, bytes) in &self.0 {
            let path = folder.join(name);
            let is_there = |there: Vec<u8>| there == *bytes || name.starts_with(OTHERS);
            if std::fs::read(&path).is_ok_and(is_there) {
                continue;
            }
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(&path, bytes)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            app_js: "app-1.js".to_owned(),
            app_wasm: "app-2.wasm".to_owned(),
            rooms_wasm: "rooms-2.wasm".to_owned(),
            studio_wasm: "studio-2.wasm".to_owned(),
            boot_js: "boot-3.js".to_owned(),
            style_css: "style-4.css".to_owned(),
            worker_js: "worker-5.js".to_owned(),
            engine: "engine-6.wasm.gz".to_owned(),
            engine_bytes: 5,
            engine_raw_bytes: 26,
            editor_js: "</script>".to_owned(),
            text_editor_js: "text_editor-7.js".to_owned(),
            courses: "courses-8.json".to_owned(),
            seeds: "seeds-9.json".to_owned(),
        }
    }

    const ALL: &str = "{{assets}} {{app_js}} {{app_wasm}} {{boot_js}} {{style_css}} {{icon}}";

    #[test]
    fn the_template_is_filled() {
        let html = index(ALL, &manifest(), "icon-7.svg").unwrap();
        assert!(
            html.ends_with("app-1.js app-2.wasm boot-3.js style-4.css icon-7.svg"),
            "{html}"
        );
        assert!(!html.contains("</script>"), "{html}");
    }

    #[test]
    fn a_template_with_a_place_too_few_or_too_many_is_refused() {
        assert!(
            index("{{assets}}", &manifest(), "")
                .unwrap_err()
                .to_string()
                .contains("{{app_js}}")
        );
        assert!(
            index(&format!("{ALL} {{{{what}}}}"), &manifest(), "")
                .unwrap_err()
                .to_string()
                .contains("`what`")
        );
    }

    #[test]
    fn the_real_template_names_no_absolute_place() {
        let html = index(
            include_str!("../../../../web/index.html"),
            &manifest(),
            "icon-7.svg",
        )
        .unwrap();
        for attribute in ["src=\"", "href=\""] {
            for value in html.split(attribute).skip(1) {
                assert!(
                    !value.starts_with('/') && !value.contains("://\""),
                    "{attribute}{value}"
                );
            }
        }
    }

    #[test]
    fn a_folder_holds_the_files_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("ama-site-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("old")).unwrap();
        std::fs::write(folder.join("old/file.js"), "x").unwrap();
        let mut files = Files::default();
        files.add("data/a.csv".to_owned(), b"a,b\n".to_vec());
        files.sync(&folder).unwrap();
        assert_eq!(walk(&folder).unwrap(), [folder.join("data/a.csv")]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
