//! A site as a folder.

use spec::site::Report;

use super::course::Contents;
use super::{Course, Edition, Material, SiteError, finish, papers};
use crate::Files;

/// Most bytes of one file: several hosts refuse bigger ones.
pub const FILE_LIMIT: u64 = 25_000_000;

/// The course as a site of its own, with what was made.
///
/// # Errors
///
/// When something is missing or too big.
pub fn folder(material: &Material, course: Course) -> Result<(Files, Report), SiteError> {
    let mut contents = Contents::of(material, course, Edition::Site)?;
    contents.compress();
    let mut files = contents.files;
    for (path, bytes) in material.page() {
        files.insert(path.clone(), bytes.clone());
    }
    let mut assets = material.assets.clone();
    (assets.courses, assets.seeds) = (contents.courses, contents.seeds);
    let files = finish(files, assets, &material.kit, &contents.inside)?;
    for (path, bytes) in &files {
        if bytes.len() as u64 > FILE_LIMIT {
            return Err(SiteError::FileTooBig {
                path: path.clone(),
                bytes: bytes.len() as u64,
            });
        }
    }
    let report = papers::report(&files, contents.inside);
    Ok((files, report))
}
