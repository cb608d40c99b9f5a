//! Which files below a folder are modules and tracks.

use std::path::{Path, PathBuf};

use crate::{Error, TrackSource, read};

/// Name of a module's file.
pub const MODULE: &str = "module.md";
/// Name of a track's file.
pub const TRACK: &str = "track.toml";

/// The modules and tracks that a path stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Module files in order: a file that was named itself, or every `module.md` below a folder.
    pub modules: Vec<PathBuf>,
    /// Track files in order.
    pub tracks: Vec<PathBuf>,
    /// Whether the path is one file.
    pub is_file: bool,
}

impl Tree {
    /// Looks below a path.
    ///
    /// # Errors
    ///
    /// When there is nothing at the path or a folder cannot be read.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let kind = std::fs::metadata(path).map_err(|source| Error::Read {
            path: path.display().to_string(),
            source,
        })?;
        if kind.is_file() {
            let is_track = path.file_name().is_some_and(|name| name == TRACK);
            let file = vec![path.to_path_buf()];
            let (tracks, modules) = if is_track {
                (file, Vec::new())
            } else {
                (Vec::new(), file)
            };
            return Ok(Self {
                modules,
                tracks,
                is_file: true,
            });
        }
        let files = walk(path)?;
        let named = |name: &str| {
            files
                .iter()
                .filter(|file| file.file_name().is_some_and(|found| found == name))
                .cloned()
                .collect()
        };
        Ok(Self {
            modules: named(MODULE),
            tracks: named(TRACK),
            is_file: false,
        })
    }

    /// The track files' texts. One that is no text comes with the reason.
    ///
    /// # Errors
    ///
    /// When one cannot be read.
    pub fn track_sources(&self, name: &dyn Fn(&Path) -> String) -> Result<Vec<TrackSource>, Error> {
        self.tracks
            .iter()
            .map(|path| {
                let (file, bytes) = (name(path), read(path)?);
                let (text, problem) = match course::decode(&file, &bytes) {
                    Ok(text) => (text.to_owned(), None),
                    Err(problem) => (String::new(), Some(*problem)),
                };
                Ok(TrackSource {
                    file,
                    text,
                    problem,
                })
            })
            .collect()
    }
}

/// Whether a file that is there really lies somewhere outside the folder, because it is a link or stands behind one. What
/// somebody hands out must not hold what a stranger's link points to.
pub fn leads_out(folder: &Path, file: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    match (folder.canonicalize(), file.canonicalize()) {
        (Ok(folder), Ok(file)) => !file.starts_with(folder),
        // What is not there leads nowhere.
        _ => false,
    }
}

/// Every file below a folder, in order. Hidden folders (`.git`) and links to folders are left alone: a link may lead
/// round in a circle. So are links to files elsewhere.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn walk(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    let root = folder;
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let fault = |source| Error::Read {
            path: folder.display().to_string(),
            source,
        };
        for entry in std::fs::read_dir(&folder).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            let path = entry.path();
            let kind = entry.file_type().map_err(fault)?;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if kind.is_dir() {
                if !is_hidden {
                    folders.push(path);
                }
            } else if path.is_file() && !(kind.is_symlink() && leads_out(root, &path)) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
