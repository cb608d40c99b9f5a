//! The folder of open data that modules name by id.

use std::path::{Path, PathBuf};

use table::csv::{Fault, Reader};

use crate::{Error, read};

/// The description that makes a folder a dataset.
const DESCRIPTION: &str = "dataset.toml";

/// Where the seeds are, if anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seeds {
    folder: Option<PathBuf>,
}

impl Seeds {
    /// A folder with one folder for each dataset.
    pub fn at(folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
        }
    }

    /// The nearest folder `seeds/` with datasets in it, looked for from each start upwards, in order.
    pub fn near(starts: &[PathBuf]) -> Self {
        let folder = starts
            .iter()
            .flat_map(|start| start.ancestors())
            .map(|place| place.join("seeds"))
            .find(|folder| !ids(folder).is_empty());
        Self { folder }
    }

    /// The folder.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Ids of all datasets, in order.
    pub fn ids(&self) -> Vec<String> {
        self.folder.as_deref().map(ids).unwrap_or_default()
    }

    /// Table and description of a dataset, there or not.
    pub(crate) fn files(&self, id: &str) -> Option<(PathBuf, PathBuf)> {
        // An id is one folder's name; anything else would lead elsewhere.
        if id.contains(['/', '\\', ':']) || id.starts_with('.') {
            return None;
        }
        let folder = self.folder.as_ref()?.join(id);
        Some((folder.join(format!("{id}.csv")), folder.join(DESCRIPTION)))
    }
}

fn ids(folder: &Path) -> Vec<String> {
    let mut ids: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join(DESCRIPTION).is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    ids.sort();
    ids
}

/// The values of one column of a CSV file, in the file's order.
///
/// # Errors
///
/// When the file cannot be read or has no such column.
pub fn column(path: &Path, name: &str) -> Result<Vec<String>, Error> {
    let csv = read(path)?;
    let fault = |detail: String| Error::Table {
        path: path.display().to_string(),
        detail,
    };
    let mut reader = Reader::new(&csv).map_err(|problem| fault(format!("{problem:?}")))?;
    let at = reader
        .position(name)
        .ok_or_else(|| fault(format!("there is no column {name}")))?;
    let mut cells = Vec::new();
    loop {
        let is_row = reader.row(|position, cell| {
            if position == at {
                cells.push(cell.to_owned());
            }
        });
        if !is_row.map_err(|problem| fault(format!("{problem:?}")))? {
            return Ok(cells);
        }
    }
}

/// The number of rows below the header of a CSV file.
///
/// # Errors
///
/// When it is no CSV.
pub fn rows(name: &str, csv: &[u8]) -> Result<u64, Error> {
    let count = || {
        let mut reader = Reader::new(csv)?;
        let mut rows = 0;
        while reader.row(|_, _| ())? {
            rows += 1;
        }
        Ok(rows)
    };
    count().map_err(|problem: Fault| Error::Table {
        path: name.to_owned(),
        detail: format!("{problem:?}"),
    })
}
