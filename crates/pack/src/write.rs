//! Files to an archive: the same files give the same bytes.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::{Files, PackError, Refusal, limits, path};

/// The files as one zip: in the order of their paths, with one date and the same permissions for all of them.
///
/// # Errors
///
/// When [`crate::unzip`] would refuse it.
pub fn zip(files: &Files) -> Result<Vec<u8>, PackError> {
    check(files)?;
    let write = |error: zip::result::ZipError| PackError::Write(error.to_string());
    // DateTime's default is the zip format's first day: no clock is asked.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    // Stored as it is, a file has no ratio that could be refused.
    let stored = options
        .compression_method(CompressionMethod::Stored)
        .compression_level(None);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = if is_dense(bytes) { options } else { stored };
        archive.start_file(name.as_str(), options).map_err(write)?;
        archive
            .write_all(bytes)
            .map_err(|error| PackError::Write(error.to_string()))?;
    }
    Ok(archive.finish().map_err(write)?.into_inner())
}

/// Whether the file compresses to no less than the ratio that is allowed when it is opened.
fn is_dense(bytes: &[u8]) -> bool {
    if bytes.len() <= limits::RATIO_FROM {
        return true;
    }
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to memory cannot fail.
    let packed = encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .unwrap_or_default();
    packed.len().saturating_mul(limits::RATIO) > bytes.len()
}

fn check(files: &Files) -> Result<(), Refusal> {
    if files.len() > limits::ENTRIES {
        return Err(Refusal::TooManyFiles {
            limit: limits::ENTRIES as u64,
        });
    }
    let total = files.values().map(Vec::len).fold(0, usize::saturating_add);
    if total > limits::TOTAL_BYTES {
        return Err(Refusal::TooBig {
            limit: limits::TOTAL_BYTES as u64,
        });
    }
    let mut names = Names::default();
    for name in files.keys() {
        path::check(name)?;
        names.add(name)?;
    }
    Ok(())
}

/// Names that were seen: a second file of the same name, or a file where a folder is, is refused.
#[derive(Default)]
pub(crate) struct Names {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Names {
    pub(crate) fn add(&mut self, name: &str) -> Result<(), Refusal> {
        let folded = name.to_lowercase();
        let duplicate = || Refusal::Duplicate {
            name: name.to_owned(),
        };
        for (at, _) in folded.match_indices('/') {
            let folder = folded.get(..at).unwrap_or_default();
            if self.files.contains(folder) {
                return Err(duplicate());
            }
            self.folders.insert(folder.to_owned());
        }
        if self.folders.contains(&folded) || !self.files.insert(folded) {
            return Err(duplicate());
        }
        Ok(())
    }
}
