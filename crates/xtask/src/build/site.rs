//! Names every file by its content and writes `target/site`.
//!
//! All references are relative, so that the folder works below any path. Only `index.html` has a fixed name:
//! everything else may be cached for ever.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use pack::hashed_name;
use pack::site::{ADDED, Edition, Inside};
use sources::walk;
use spec::Module;
use spec::seed::SeedList;
use spec::site::{Assets, DataTerms, Kit, Packed};

use super::bindgen;
use super::bundle;
use super::compress::{self, Coding};
use super::courses;
use super::maps;
use super::parts::Papers;
use super::split::Split;
use crate::{paths, report};

/// What the steps before made.
pub(crate) struct Parts {
    /// Id of the sources.
    pub(crate) build: String,
    pub(crate) worker: bindgen::Module,
    pub(crate) reader: bindgen::Module,
    pub(crate) page: Split,
    pub(crate) editor_js: Vec<u8>,
    pub(crate) text_editor_js: Vec<u8>,
    pub(crate) style_css: Vec<u8>,
    pub(crate) papers: Papers,
}

/// Writes the site and says what is where.
pub(crate) fn write(parts: Parts) -> Result<Assets> {
    let web = paths::web();
    let mut files = Files::default();
    let engine_raw_bytes = parts.worker.wasm.len() as u64;
    let step = report::Step::start("compress", "what changed");

    // Everything after the glue is ours: it takes the compiled wasm from the page.
    let ours = read(&web.join("worker.js"))?;
    let mut worker_js = parts.worker.js;
    worker_js.extend(&ours);
    let mut reader_js = parts.reader.js;
    reader_js.extend(&ours);
    let Split {
        script: app_js,
        wasm: mut page,
    } = parts.page;
    let mut part = |name: &str| {
        let wasm = page.remove(name);
        wasm.with_context(|| format!("the page's wasm has no part `{name}`"))
    };
    let (engine, engine_bytes) = packed(&mut files, "engine", &parts.worker.wasm)?;
    let (reader, _) = packed(&mut files, "reader", &parts.reader.wasm)?;

    let courses = courses::add(&mut files)?;
    let seeds = courses::seed_list::add(&mut files)?;
    let inside = inside(&courses.modules, files.json(&seeds)?);
    let mut assets = Assets {
        app_js: files.add_hashed("app.js", bundle::minified("app", "js", &app_js)?),
        app_wasm: files.add_hashed("app.wasm", part("page")?),
        rooms_wasm: files.add_hashed("rooms.wasm", part("rooms")?),
        bench_wasm: files.add_hashed("bench.wasm", part("bench")?),
        studio_wasm: files.add_hashed("studio.wasm", part("studio")?),
        boot_js: files.add_hashed("boot.js", bundle::boot()?),
        style_css: files.add_hashed("style.css", parts.style_css),
        worker_js: files.add_hashed("worker.js", bundle::minified("worker", "js", &worker_js)?),
        engine,
        engine_bytes,
        engine_raw_bytes,
        reader_js: files.add_hashed("reader.js", bundle::minified("reader", "js", &reader_js)?),
        reader,
        editor_js: files.add_hashed("editor.js", parts.editor_js),
        maps: files.add_hashed("maps.bin", maps::bytes()?),
        icon: files.add_hashed("icon.svg", read(&web.join("icon.svg"))?),
        text_editor_js: files.add_hashed("text_editor.js", parts.text_editor_js),
        courses: courses.address,
        seeds,
        ..Assets::default()
    };
    install(&mut files, &mut assets)?;
    files.add(pack::site::SBOM.to_owned(), parts.papers.sbom);
    files.add(pack::site::LICENCES.to_owned(), parts.papers.licences);

    files.precompress()?;
    let files = Files(pack::site::finish(
        files.0,
        assets,
        &kit(parts.build)?,
        &inside,
    )?);
    files.sync(&paths::site())?;
    step.done(format_args!("{} files", files.0.len()));
    files.assets()
}

/// Adds a worker's wasm: gzipped as a file of its own, and for servers that negotiate. Gives its name and size.
fn packed(files: &mut Files, stem: &str, wasm: &[u8]) -> Result<(String, u64)> {
    let gzipped = compress::compressed(wasm, Coding::Gzip)?;
    let bytes = gzipped.len() as u64;
    let name = hashed_name(&format!("{stem}.wasm.gz"), &gzipped);
    files.add(
        name.replace(".wasm.gz", ".wasm.br"),
        compress::compressed(wasm, Coding::Brotli)?,
    );
    files.add(name.clone(), gzipped);
    Ok((name, bytes))
}

/// What another site is made with of this one's files.
fn kit(version: String) -> Result<Kit> {
    let web = paths::web();
    let added = ["added/courses.json", "added/README.md"]
        .map(|name| Ok((name.to_owned(), text(&web.join(name))?)))
        .into_iter()
        .collect::<Result<_>>()?;
    let sw = bundle::minified("sw", "js", &read(&web.join("sw.js"))?)?;
    Ok(Kit {
        format: 1,
        version,
        index: text(&web.join("index.html"))?,
        sw: String::from_utf8(sw).context("web/sw.js is not UTF-8")?,
        config: text(&web.join(pack::site::WEB_CONFIG))?,
        summary: text(&web.join(pack::site::SUMMARY))?,
        added,
        ..Kit::default()
    })
}

/// What the site's own papers tell: all its modules, and every table that it has.
fn inside(modules: &[Module], seeds: SeedList) -> Inside {
    let mut data = pack::site::terms(&modules.iter().collect::<Vec<_>>(), &seeds);
    data.extend(seeds.seeds.into_iter().map(|seed| DataTerms {
        place: seed.id,
        title: seed.title,
        attribution: seed.attribution,
        licence: seed.licence,
    }));
    data.sort();
    data.dedup();
    let packed = |module: &Module| Packed {
        id: module.id.clone(),
        version: module.version,
        title: module.title.clone(),
    };
    Inside {
        modules: modules.iter().map(packed).collect(),
        data,
    }
}

/// The icon of `web/icons` that phones take for their first screen.
const TOUCH: &str = "icons/192.png";

/// What servers and browsers look for under a fixed name, with the icons that it names.
fn install(files: &mut Files, assets: &mut Assets) -> Result<()> {
    let web = paths::web();
    let mut names = vec![("icon".to_owned(), assets.icon.clone())];
    for path in bundle::files(&web.join("icons"), "png")? {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("icons/{file}");
        let address = files.add_hashed(&name, read(&path)?);
        if name == TOUCH {
            assets.icon_touch.clone_from(&address);
        }
        names.push((name, address));
    }
    let values: Vec<(&str, &str)> = names
        .iter()
        .map(|(name, address)| (name.as_str(), address.as_str()))
        .collect();
    let manifest = text(&web.join("manifest.json"))?;
    let manifest = pack::site::fill(&manifest, Edition::Site, &values)
        .context("web/manifest.json and web/icons")?;
    files.add("manifest.json".to_owned(), manifest.into_bytes());
    Ok(())
}

fn text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).with_context(|| format!("{} is not UTF-8", path.display()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

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

    /// A list among the files.
    fn json<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T> {
        let bytes = self.0.get(name).with_context(|| format!("no {name}"))?;
        serde_json::from_slice(bytes).with_context(|| format!("cannot read {name}"))
    }

    /// What index.html tells the page.
    fn assets(&self) -> Result<Assets> {
        let html = self.0.get(pack::site::INDEX).context("no index.html")?;
        pack::site::assets(&String::from_utf8_lossy(html)).context("index.html has no assets")
    }

    #[cfg(test)]
    pub(crate) fn get(&self, name: &str) -> Option<&Vec<u8>> {
        self.0.get(name)
    }

    fn precompress(&mut self) -> Result<()> {
        let mut extra = BTreeMap::new();
        // A compressed copy would go on being served when what lies beside it is changed.
        let fixed = |name: &str| !name.starts_with(ADDED) && compress::worthwhile(name);
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
            if !self.0.contains_key(&name) && !name.starts_with(ADDED) {
                std::fs::remove_file(&old)?;
            }
        }
        for (name, bytes) in &self.0 {
            let path = folder.join(name);
            let is_there = |there: Vec<u8>| there == *bytes || name.starts_with(ADDED);
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
