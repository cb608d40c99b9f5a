//! The built site and the repository around it.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use spec::catalogue::Catalogue;
use spec::{Module, ModuleId};

/// The built site.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
}

/// What `index.html` says about where things are.
#[derive(Clone, Debug, Deserialize)]
pub struct Assets {
    /// The second half of the page's wasm.
    pub rooms_wasm: String,
    /// Script of the worker.
    pub worker_js: String,
    /// The engine's wasm, gzipped as a file.
    pub engine: String,
    /// Its bytes.
    pub engine_bytes: u64,
    /// The SQL editor's script.
    pub editor_js: String,
    /// The list of the site's files.
    pub site: String,
    /// The list of courses.
    pub courses: String,
    /// The list of the tables that modules may name.
    pub seeds: String,
}

impl Site {
    /// The site in `AMA_SITE`, else in `target/site`.
    ///
    /// # Errors
    /// The command that builds it.
    pub fn find() -> Result<Self, String> {
        let folder = std::env::var_os("AMA_SITE")
            .map_or_else(|| Self::root().join("target/site"), PathBuf::from);
        if folder.join("index.html").is_file() {
            Ok(Self { folder })
        } else {
            Err(format!(
                "there is no built site in {}: run `cargo xtask build`",
                folder.display()
            ))
        }
    }

    /// The same site in another folder: a build that goes on meanwhile takes no file away.
    ///
    /// # Errors
    /// What could not be copied.
    pub fn copied_to(&self, folder: &Path) -> std::io::Result<Self> {
        copy(&self.folder, folder)?;
        Ok(Self {
            folder: folder.to_path_buf(),
        })
    }

    /// Root of the repository.
    pub fn root() -> PathBuf {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        here.parent()
            .and_then(Path::parent)
            .unwrap_or(here)
            .to_path_buf()
    }

    /// The site in that folder.
    pub fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
        }
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A file's bytes.
    pub fn read(&self, name: &str) -> Vec<u8> {
        let path = self.folder.join(name);
        std::fs::read(&path)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
    }

    /// Where things are.
    pub fn assets(&self) -> Assets {
        let html = String::from_utf8(self.read("index.html")).expect("index.html is UTF-8");
        let (_, rest) = html
            .split_once("id=\"ama-assets\">")
            .expect("index.html lists its assets");
        let (json, _) = rest
            .split_once("</script>")
            .expect("the list of assets ends");
        serde_json::from_str(json)
            .unwrap_or_else(|error| panic!("assets in index.html: {error}\n{json}"))
    }

    /// Tracks and modules.
    pub fn catalogue(&self) -> Catalogue {
        serde_json::from_slice(&self.read(&self.assets().courses))
            .unwrap_or_else(|error| panic!("list of courses: {error}"))
    }

    /// Ids of all modules in the order of the home page.
    pub fn modules(&self) -> Vec<ModuleId> {
        self.catalogue()
            .tracks
            .iter()
            .flat_map(|track| &track.modules)
            .map(|module| module.id.clone())
            .collect()
    }

    /// A module as it was built.
    pub fn module(&self, id: &ModuleId) -> Module {
        let catalogue = self.catalogue();
        let mut modules = catalogue.tracks.iter().flat_map(|track| &track.modules);
        let entry = modules
            .find(|module| module.id == *id)
            .unwrap_or_else(|| panic!("the list of courses has no module {id}"));
        postcard::from_bytes(&self.read(&entry.url))
            .unwrap_or_else(|error| panic!("{}: {error}", entry.url))
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            std::fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}
