//! Pictures: bytes in, address and size out. What a picture is, its first bytes say, not its name.

use std::collections::BTreeMap;

use imagesize::ImageType;
use spec::Module;

use crate::problem::{self, Problem};

/// A file found for a picture of a module.
#[derive(Clone, Debug, Default)]
pub struct ImageFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// Where the page will fetch it: relative to the site, or a `blob:` address.
    pub url: String,
    /// What was found lies outside the module's folder (a link leads there), and was not read.
    pub is_outside: bool,
}

impl ImageFile {
    /// One that a link leads to, out of the module's folder: nothing of it is handed on.
    pub fn outside() -> Self {
        Self {
            is_outside: true,
            ..Self::default()
        }
    }
}

/// Largest file of a picture.
const MOST_BYTES: usize = 2_000_000;

/// Longest side: a small file can say that it is enormous.
const MOST_PIXELS: usize = 8_000;

/// Fills in what [`crate::attach_images`] promises; problems come with the file that they are about.
pub(crate) fn attach(
    module: &mut Module,
    resolve: &mut dyn FnMut(&str) -> Option<ImageFile>,
) -> Vec<(String, Problem)> {
    let mut found: BTreeMap<String, Option<(String, u32, u32)>> = BTreeMap::new();
    let mut problems = Vec::new();
    module.each_image_mut(&mut |image| {
        let file = found.entry(image.file.clone()).or_insert_with(|| {
            let path = image.file.clone();
            let read = match resolve(&path) {
                Some(file) if file.is_outside => Err(problem::front_matter::leads_outside(&path)),
                Some(file) => size(&path, &file.bytes).map(|size| (file.url, size.0, size.1)),
                None => Err(problem::data::image_not_found(&path)),
            };
            read.map_err(|problem| problems.push((image.file.clone(), problem)))
                .ok()
        });
        if let Some((url, width, height)) = file {
            image.url.clone_from(url);
            (image.width, image.height) = (*width, *height);
        }
    });
    problems
}

/// Width and height of a picture that may be shown.
#[expect(clippy::result_large_err, reason = "once a picture")]
fn size(path: &str, bytes: &[u8]) -> Result<(u32, u32), Problem> {
    let too_large = |size: String, most: String| problem::data::image_too_large(path, &size, &most);
    let unknown = || problem::data::image_format(path, is_svg(bytes));
    if bytes.len() > MOST_BYTES {
        let megabytes = |bytes: usize| format!("{:.1} MB", bytes as f64 / 1e6);
        return Err(too_large(megabytes(bytes.len()), megabytes(MOST_BYTES)));
    }
    match imagesize::image_type(bytes) {
        Ok(ImageType::Png | ImageType::Jpeg | ImageType::Webp | ImageType::Gif) => {}
        _ => return Err(unknown()),
    }
    let size = imagesize::blob_size(bytes).map_err(|_| unknown())?;
    if size.width > MOST_PIXELS || size.height > MOST_PIXELS {
        let found = format!("{} × {} px", size.width, size.height);
        return Err(too_large(
            found,
            format!("{MOST_PIXELS} × {MOST_PIXELS} px"),
        ));
    }
    let pixels = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    Ok((pixels(size.width), pixels(size.height)))
}

fn is_svg(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(1_000)).unwrap_or_default();
    String::from_utf8_lossy(start).contains("<svg")
}
