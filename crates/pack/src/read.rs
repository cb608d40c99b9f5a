//! An archive to its files, or to the reason why not.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::write::Names;
use crate::{Files, Refusal, limits, path};

/// The files of a zip. Folders are not listed, and what file managers leave behind is left out.
///
/// # Errors
///
/// When any file may not be used: then none is given.
pub fn unzip(bytes: &[u8]) -> Result<Files, Refusal> {
    let too_big = || Refusal::TooBig {
        limit: limits::TOTAL_BYTES as u64,
    };
    if bytes.len() > limits::TOTAL_BYTES {
        return Err(too_big());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
        error @ (ZipError::UnsupportedArchive(_) | ZipError::InvalidArchive(_)) => {
            Refusal::NotAZip {
                detail: error.to_string(),
            }
        }
        error => Refusal::NotAZip {
            detail: format!("{error:?}"),
        },
    })?;
    // The reader keeps the last of several files with one name, so names are looked at where they are written.
    let names = names(bytes, archive.central_directory_start())?;

    let mut files = Files::new();
    let mut total = 0_usize;
    for at in 0..archive.len() {
        // Its own words say more than the reader's refusal to go on without a password.
        let entry = archive.by_index_raw(at).map_err(not_a_zip)?;
        let name = path::read(entry.name_raw())?;
        if entry.is_symlink() {
            return Err(Refusal::Link { name });
        }
        if entry.encrypted() {
            return Err(Refusal::Password { name });
        }
        let is_folder = entry.name_raw().ends_with(b"/");
        drop(entry);
        if is_folder || path::is_litter(&name) {
            continue;
        }
        let mut entry = archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(detail) => Refusal::Unsupported {
                name: name.clone(),
                detail: detail.to_owned(),
            },
            error => Refusal::Damaged {
                name: name.clone(),
                detail: error.to_string(),
            },
        })?;
        // What it says about its packed size is believed as far as there are bytes.
        let packed = usize::try_from(entry.compressed_size())
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let mut content = Vec::new();
        let mut chunk = [0_u8; 16 << 10];
        loop {
            let n = entry.read(&mut chunk).map_err(|error| Refusal::Damaged {
                name: name.clone(),
                detail: error.to_string(),
            })?;
            if n == 0 {
                break;
            }
            total += n;
            if total > limits::TOTAL_BYTES {
                return Err(too_big());
            }
            content.extend_from_slice(chunk.get(..n).unwrap_or_default());
            if content.len() > limits::RATIO_FROM
                && content.len() > packed.saturating_mul(limits::RATIO)
            {
                return Err(Refusal::Bomb {
                    name,
                    limit: limits::RATIO as u64,
                });
            }
        }
        files.insert(name, content);
    }
    // Every name of the archive was seen, or the reader has read something else than what was looked at.
    if files.keys().any(|name| !names.contains(name)) {
        return Err(Refusal::NotAZip {
            detail: "two lists of files".to_owned(),
        });
    }
    Ok(files)
}

fn not_a_zip(error: ZipError) -> Refusal {
    Refusal::NotAZip {
        detail: error.to_string(),
    }
}

/// Every name in the archive's list of files. Refuses two of a kind, too many, and what is no path.
fn names(bytes: &[u8], start: u64) -> Result<Vec<String>, Refusal> {
    const SIGNATURE: &[u8] = b"PK\x01\x02";
    const HEADER: usize = 46;
    let broken = || Refusal::NotAZip {
        detail: "broken list of files".to_owned(),
    };
    let mut rest = usize::try_from(start)
        .ok()
        .and_then(|start| bytes.get(start..))
        .ok_or_else(broken)?;
    let mut seen = Names::default();
    let mut names = Vec::new();
    let mut entries = 0;
    while rest.starts_with(SIGNATURE) {
        entries += 1;
        if entries > limits::ENTRIES {
            return Err(Refusal::TooManyFiles {
                limit: limits::ENTRIES as u64,
            });
        }
        let length = |at: usize| match rest.get(at..at + 2) {
            Some(&[low, high]) => Ok(usize::from(u16::from_le_bytes([low, high]))),
            _ => Err(broken()),
        };
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let raw = rest.get(HEADER..HEADER + name).ok_or_else(broken)?;
        let path = path::read(raw)?;
        if !raw.ends_with(b"/") && !path::is_litter(&path) {
            seen.add(&path)?;
            names.push(path);
        }
        rest = rest
            .get(HEADER + name + extra + comment..)
            .ok_or_else(broken)?;
    }
    Ok(names)
}
