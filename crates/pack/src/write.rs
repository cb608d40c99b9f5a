//! Files to an archive: the same files give the same bytes, whatever else is compiled beside this.

use std::collections::BTreeSet;

use crate::deflate::{crc, deflate};
use crate::{Files, PackError, Refusal, limits, path};

/// 1 January 1980, the format's first day, at midnight: no clock is asked.
const TIME_AND_DATE: [u8; 4] = [0, 0, 0x21, 0];
/// What a reader must know: deflate.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF_8: u16 = 1 << 11;
/// Made on a Unix, an ordinary file that everybody may read.
const MADE_BY: u16 = 3 << 8 | VERSION;
const MODE: u32 = 0o100_644 << 16;

/// The files as one zip: in the order of their paths, with one date and the same permissions for all of them.
///
/// # Errors
///
/// When [`crate::unzip`] would refuse it.
pub fn zip(files: &Files) -> Result<Vec<u8>, PackError> {
    check(files)?;
    let mut archive = Vec::new();
    let mut list = Vec::new();
    for (name, bytes) in files {
        let start = number(archive.len())?;
        let packed = dense(bytes);
        let content = packed.as_deref().unwrap_or(bytes);
        let flags = if name.is_ascii() { 0 } else { UTF_8 };
        // What local header and list have in common.
        let mut common = Vec::new();
        common.extend(VERSION.to_le_bytes());
        common.extend(flags.to_le_bytes());
        common.extend((if packed.is_some() { 8_u16 } else { 0 }).to_le_bytes());
        common.extend(TIME_AND_DATE);
        common.extend(crc(bytes).to_le_bytes());
        common.extend(number(content.len())?.to_le_bytes());
        common.extend(number(bytes.len())?.to_le_bytes());
        common.extend(short(name.len())?.to_le_bytes());
        // No extra field.
        common.extend(0_u16.to_le_bytes());

        archive.extend(b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(content);

        list.extend(b"PK\x01\x02");
        list.extend(MADE_BY.to_le_bytes());
        list.extend(&common);
        // No comment, on the first disk, no internal attributes.
        list.extend([0; 6]);
        list.extend(MODE.to_le_bytes());
        list.extend(start.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (start, count) = (number(archive.len())?, short(files.len())?);
    archive.extend(&list);
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(number(list.len())?.to_le_bytes());
    archive.extend(start.to_le_bytes());
    // No comment.
    archive.extend([0; 2]);
    Ok(archive)
}

/// The file compressed; `None` where it stays as it is: compressed already, or so empty that its ratio would be refused
/// when it is opened.
fn dense(bytes: &[u8]) -> Option<Vec<u8>> {
    let packed = deflate(bytes);
    let is_bomb = bytes.len() > limits::RATIO_FROM
        && packed.len().saturating_mul(limits::RATIO) <= bytes.len();
    (packed.len() < bytes.len() && !is_bomb).then_some(packed)
}

/// Sizes are far below what the format holds ([`limits`]).
fn number(size: usize) -> Result<u32, PackError> {
    u32::try_from(size).map_err(|_| PackError::Write(format!("{size} bytes")))
}

fn short(size: usize) -> Result<u16, PackError> {
    u16::try_from(size).map_err(|_| PackError::Write(format!("{size} names or bytes of one")))
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
