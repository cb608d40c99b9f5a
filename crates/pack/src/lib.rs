//! What is published: files in, bytes out. Knows no disk and no clock; the same input gives the same bytes.
//!
//! [`site`] makes a site as a folder or as one HTML file; [`zip()`] and [`unzip`] carry modules as sources. A zip from elsewhere is data that anybody may have made. [`unzip`] gives its files only when all of them may be
//! used; otherwise a [`Refusal`] says which one may not and why. Nothing that the zip says about itself is believed.
//!
//! # Invariants
//!
//! - May use `spec` and `table`; pure: files by their paths in, bytes out, the same natively and in wasm (no date, no order of a
//!   disk, one deflate).
//! - What it writes it can read again, and nothing outside of [`limits`] is written or read.
//! - Nothing that a zip says about itself is believed. All of its files may be used, or none is given.
//! - Templates are filled completely or not at all; every file of a site but the entrances is named by its content.
//! - Texts in modules are found by the visitors of `spec` (`Module::names_town`, `Module::each_image_mut`), never by looking
//!   through a module's bytes.

mod base64;
mod deflate;
mod hash;
mod path;
mod read;
mod refusal;
pub mod site;
mod write;

use std::collections::BTreeMap;

pub use deflate::gzip;
pub use hash::{hashed_name, sha256};
pub use read::unzip;
pub use refusal::{PackError, Refusal};
pub use write::zip;

/// Files by their path, with `/` between folders: `ds1-03-group/module.md`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The files inside a folder, so that a zip of them is opened as one and cannot be mixed with what lies beside it.
pub fn in_folder(folder: &str, files: Files) -> Files {
    files
        .into_iter()
        .map(|(path, bytes)| (format!("{folder}/{path}"), bytes))
        .collect()
}

/// What an archive may hold. The same holds for those made here: what cannot be read again is not written.
pub mod limits {
    /// Bytes of all files together, unpacked; also bytes of the zip itself.
    pub const TOTAL_BYTES: usize = 64 << 20;
    /// Number of files and folders.
    pub const ENTRIES: usize = 2_000;
    /// How many times bigger a file may get by unpacking. Real tables reach 30.
    pub const RATIO: usize = 200;
    /// Files up to this many bytes may have any ratio: a small file of blanks is no bomb.
    pub const RATIO_FROM: usize = 1 << 20;
    /// Bytes of one path.
    pub const PATH_BYTES: usize = 200;
    /// Folders inside one another, the file counted too.
    pub const DEPTH: usize = 8;
}

/// Test code that other crates share names this one as they do.
#[cfg(test)]
extern crate self as pack;

#[cfg(test)]
mod tests;
