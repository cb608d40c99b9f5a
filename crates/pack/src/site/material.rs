//! A built site as what another one is made of.

use serde::de::DeserializeOwned;
use spec::catalogue::Catalogue;
use spec::seed::SeedList;
use spec::site::{Assets, Form, Kit, SiteList, is_copy, is_engine};

use super::SiteError;
use crate::hash::{hashed_name, sha256};
use crate::{Files, gzip};

/// A site's files, each of which is what the site's list says.
#[derive(Clone, Debug)]
pub struct Material {
    /// Where everything is in it.
    pub assets: Assets,
    pub(crate) build: String,
    pub(crate) kit: Kit,
    pub(crate) files: Files,
}

impl Material {
    /// Takes a site's files by their paths: its list (`site-….json`) and what is needed of it. `version` is one's own build id.
    ///
    /// # Errors
    ///
    /// When one is missing or not what the list says, or all are of another version.
    pub fn read(mut files: Files, form: Form, version: &str) -> Result<Self, SiteError> {
        let is_list = |path: &&String| path.starts_with("site-") && path.ends_with(".json");
        let path = files.keys().find(is_list).cloned();
        let path = path.ok_or(SiteError::NoList)?;
        let list = files.remove(&path).unwrap_or_default();
        let list = read_list(&path, &list, version)?;
        let mut kept = Files::new();
        let mut inflated = Vec::new();
        for file in list.files.iter().filter(|file| form.needs(&file.path)) {
            let Some(bytes) = files.remove(&file.path) else {
                if file.is_copy() {
                    continue;
                }
                return Err(SiteError::Missing {
                    path: file.path.clone(),
                });
            };
            if bytes.len() as u64 != file.bytes || sha256(&bytes) != file.sha256 {
                // A server that negotiates may have unpacked it on the way: no loss.
                if file.is_copy() {
                    continue;
                }
                if is_engine(&file.path) && bytes.starts_with(b"\0asm") {
                    inflated.push((file.path.clone(), bytes));
                    continue;
                }
                return Err(SiteError::Changed {
                    path: file.path.clone(),
                });
            }
            kept.insert(file.path.clone(), bytes);
        }
        let is_kit = |path: &&String| path.starts_with("kit-") && path.ends_with(".json");
        let kit = kept.keys().find(is_kit).cloned();
        let kit = kit.ok_or_else(|| SiteError::Missing {
            path: "kit.json".to_owned(),
        })?;
        // It is made anew, with other addresses in it.
        let bytes = kept.remove(&kit).unwrap_or_default();
        kept.remove(&format!("{kit}.gz"));
        let mut kit: Kit = json(&kit, &bytes)?;
        if kit.format != 1 || kit.version != version {
            return Err(SiteError::Version {
                found: kit.version,
                own: version.to_owned(),
            });
        }
        for (path, wasm) in inflated {
            gzip_again(&mut kept, &mut kit.assets, &path, &wasm);
        }
        Ok(Self {
            assets: kit.assets.clone(),
            build: list.build,
            kit,
            files: kept,
        })
    }

    /// A file of the site.
    ///
    /// # Errors
    ///
    /// When it has none of that name.
    pub fn file(&self, path: &str) -> Result<&[u8], SiteError> {
        let bytes = self.files.get(path).map(Vec::as_slice);
        bytes.ok_or_else(|| SiteError::Missing {
            path: path.to_owned(),
        })
    }

    /// Its courses.
    ///
    /// # Errors
    ///
    /// When there is no such list.
    pub fn catalogue(&self) -> Result<Catalogue, SiteError> {
        json(&self.assets.courses, self.file(&self.assets.courses)?)
    }

    /// Its tables.
    ///
    /// # Errors
    ///
    /// When there is no such list.
    pub fn seeds(&self) -> Result<SeedList, SiteError> {
        json(&self.assets.seeds, self.file(&self.assets.seeds)?)
    }

    /// A file with what is compressed of it beforehand.
    pub(crate) fn with_copies(&self, path: &str) -> impl Iterator<Item = (String, Vec<u8>)> {
        let names = [path.to_owned(), format!("{path}.br"), format!("{path}.gz")];
        names.into_iter().filter_map(|name| {
            let bytes = self.files.get(&name)?.clone();
            Some((name, bytes))
        })
    }

    /// Everything that is the same in every site of this version: no course, no table.
    pub(crate) fn page(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        let lists = [self.assets.courses.clone(), self.assets.seeds.clone()];
        self.files.iter().filter(move |(path, _)| {
            let original = is_copy(path)
                .then(|| path.rsplit_once('.').map(|(path, _)| path))
                .flatten()
                .unwrap_or(path);
            !["courses/", "data/", "images/"]
                .iter()
                .any(|folder| path.starts_with(folder))
                && !lists.iter().any(|list| list == original)
        })
    }
}

/// Some hosts say that a gzipped file is a gzipped answer, and the browser inflates it. What is gzipped here is another file
/// than the site's, under a name of its own.
fn gzip_again(files: &mut Files, assets: &mut Assets, path: &str, wasm: &[u8]) {
    let copy = |path: &str| path.replace(".wasm.gz", ".wasm.br");
    let bytes = gzip(wasm);
    let is_reader = path == assets.reader;
    let stem = if is_reader { "reader" } else { "engine" };
    let name = hashed_name(&format!("{stem}.wasm.gz"), &bytes);
    if let Some(brotli) = files.remove(&copy(path)) {
        files.insert(copy(&name), brotli);
    }
    if is_reader {
        assets.reader.clone_from(&name);
    } else {
        assets.engine_bytes = bytes.len() as u64;
        assets.engine.clone_from(&name);
    }
    files.insert(name, bytes);
}

/// The list of a site's files. `version` is one's own build id.
///
/// # Errors
///
/// When it cannot be read or is of another version.
pub fn read_list(path: &str, bytes: &[u8], version: &str) -> Result<SiteList, SiteError> {
    let list: SiteList = json(path, bytes)?;
    if list.format != 1 || list.version != version {
        return Err(SiteError::Version {
            found: list.version,
            own: version.to_owned(),
        });
    }
    Ok(list)
}

fn json<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, SiteError> {
    serde_json::from_slice(bytes).map_err(|_| SiteError::Changed {
        path: path.to_owned(),
    })
}
