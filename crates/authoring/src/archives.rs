//! Zips and what is published, in and out of attachments.

use pack::Files;
use protocol::{FileEntry, Response, concat, split};
use spec::diagnostic::Bilingual;
use spec::site::{Order, Report};

use crate::publish::{self, PublishError};

/// One zip of several files; it is the attachment of the reply. `None` when the bytes are not as long as told.
pub(crate) fn zip(entries: &[FileEntry], bytes: &[u8]) -> Option<(Response, Option<Vec<u8>>)> {
    let files: Files = split(entries, bytes)?.into_iter().collect();
    Some(match pack::zip(&files) {
        Ok(zip) => (Response::Zipped, Some(zip)),
        Err(error) => (refused(PublishError::from(error).words()), None),
    })
}

/// The files of a zip.
pub(crate) fn unzip(bytes: &[u8]) -> (Response, Option<Vec<u8>>) {
    match pack::unzip(bytes) {
        Ok(files) => {
            let (files, all) = concat(
                files
                    .iter()
                    .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
            );
            (Response::Unzipped { files }, Some(all))
        }
        Err(refusal) => (refused(refusal.words()), None),
    }
}

/// What is published; its files are the attachment of the reply. `None` when the bytes are not as long as told.
pub(crate) fn pack(
    order: &Order,
    own: &[FileEntry],
    material: &[FileEntry],
    mut bytes: Vec<u8>,
    version: &str,
) -> Option<(Response, Option<Vec<u8>>)> {
    let add = |all: u64, entry: &FileEntry| all.checked_add(entry.len);
    let len = usize::try_from(own.iter().try_fold(0, add)?).ok()?;
    if len > bytes.len() {
        return None;
    }
    let rest = bytes.split_off(len);
    let own: Files = split(own, &bytes)?.into_iter().collect();
    let material = split(material, &rest)?.into_iter().collect();
    // The whole site is in memory twice by now.
    drop((bytes, rest));
    Some(match published(order, &own, material, version) {
        Ok((files, report)) => {
            let files = files
                .iter()
                .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
            let (files, all) = concat(files);
            let report = Box::new(report);
            (Response::Packed { files, report }, Some(all))
        }
        Err(error) => (refused(error.words()), None),
    })
}

fn published(
    order: &Order,
    own: &Files,
    material: Files,
    version: &str,
) -> Result<(Files, Report), PublishError> {
    let site = publish::site(material, order.form, version)?;
    let (files, report) = publish::publish(order, own, site.as_ref())?;
    // It is in the files now.
    drop(site);
    Ok((publish::downloads(order, files)?, report))
}

fn refused(reason: Bilingual) -> Response {
    Response::Refused { reason }
}
