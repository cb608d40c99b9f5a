//! Modules of a folder as bytes, with the data beside them and under `seeds/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use course::{ImageFile, TableFile};
use serde::Deserialize;
use spec::module::ColumnInfo;
use spec::{DataSource, Diagnostic, Module};

/// A module's folder. Files that are too long to be kept are described in `make.toml`.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

#[derive(Deserialize)]
struct Make {
    part: Vec<Part>,
}

/// A text that stands in a file so many times, behind what is there.
#[derive(Deserialize)]
struct Part {
    file: String,
    times: usize,
    text: String,
}

#[derive(Deserialize)]
struct Description {
    column: Vec<Described>,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    meaning: String,
    #[serde(default)]
    unit: String,
    dtype: table::Dtype,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The modules that are wrong, by name.
pub(crate) fn bad_modules() -> Vec<Fixture> {
    let mut fixtures: Vec<Fixture> = fs::read_dir(root().join("tests/fixtures/bad-modules"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(Fixture::read)
        .collect();
    fixtures.sort_by(|a, b| a.name.cmp(&b.name));
    fixtures
}

impl Fixture {
    fn read(folder: PathBuf) -> Self {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let mut files = BTreeMap::new();
        add(&folder, "", &mut files);
        if let Some(make) = files.remove("make.toml") {
            let make: Make = toml::from_str(str::from_utf8(&make).unwrap()).unwrap();
            for part in make.part {
                let file = files.entry(part.file).or_default();
                file.extend(part.text.repeat(part.times).into_bytes());
            }
        }
        Self {
            name,
            folder,
            files,
        }
    }

    /// The module's file.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.files
            .get("module.md")
            .unwrap_or_else(|| panic!("{} has no module.md", self.name))
    }

    /// What a tool does with the folder: the text as it can be shown, the module and its problems.
    pub(crate) fn load(&self) -> (String, Module, Vec<Diagnostic>) {
        let bytes = self.bytes();
        let shown = String::from_utf8_lossy(bytes).into_owned();
        match course::decode("module.md", bytes) {
            Ok(text) => {
                let (module, diagnostics) = course::load_with_images(
                    "module.md",
                    text,
                    &mut |source| self.table(source),
                    &mut |path| {
                        Some(ImageFile {
                            bytes: self.files.get(path)?.clone(),
                            url: path.to_owned(),
                            ..ImageFile::default()
                        })
                    },
                );
                (shown, module, diagnostics)
            }
            Err(diagnostic) => (shown, Module::default(), vec![*diagnostic]),
        }
    }

    fn table(&self, source: &DataSource) -> Option<TableFile> {
        if source.seed.is_empty() {
            let description = course::find(&self.files, &source.description());
            let description = description.map(|(_, bytes)| bytes);
            return Some(TableFile {
                bytes: course::find(&self.files, &source.file)?.1.clone(),
                columns: description.map(|bytes| columns(bytes)).unwrap_or_default(),
                ..TableFile::default()
            });
        }
        let file = root().join(format!("seeds/{0}/{0}.csv", source.seed));
        Some(TableFile {
            bytes: fs::read(file).ok()?,
            ..TableFile::default()
        })
    }
}

/// Files of a folder by path; what is expected of them is none.
fn add(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            add(&path, &format!("{prefix}{name}/"), files);
        } else if !name.starts_with("expected.") {
            files.insert(format!("{prefix}{name}"), fs::read(&path).unwrap());
        }
    }
}

fn columns(description: &[u8]) -> Vec<ColumnInfo> {
    let description: Description = toml::from_str(str::from_utf8(description).unwrap()).unwrap();
    description
        .column
        .into_iter()
        .map(|column| ColumnInfo {
            name: column.name,
            meaning: column.meaning,
            unit: column.unit,
            dtype: column.dtype,
        })
        .collect()
}
