//! `.br` and `.gz` beside each file, for servers that negotiate.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::paths;

/// Above this, brotli's best takes a minute for a few per cent.
const BEST_UP_TO: usize = 3_000_000;

/// How a file travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    pub(crate) const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }
}

/// The bytes, compressed now or at an earlier run.
pub(crate) fn compressed(bytes: &[u8], coding: Coding) -> Result<Vec<u8>> {
    let folder = paths::work().join("compressed");
    let file = cached(&folder, bytes, coding);
    if let Ok(done) = std::fs::read(&file) {
        return Ok(done);
    }
    let done = compress(bytes, coding)?;
    std::fs::create_dir_all(&folder)?;
    // Through another name: a build that is cut off leaves no half file to be believed later.
    let half = file.with_extension("half");
    std::fs::write(&half, &done)?;
    std::fs::rename(half, file)?;
    Ok(done)
}

/// The size that the budgets speak of.
pub(crate) fn brotli_size(bytes: &[u8]) -> Result<u64> {
    Ok(compressed(bytes, Coding::Brotli)?.len() as u64)
}

/// The size for hosts that only know gzip.
pub(crate) fn gzip_size(bytes: &[u8]) -> Result<u64> {
    Ok(compressed(bytes, Coding::Gzip)?.len() as u64)
}

/// Whether it is worth a try: pictures and archives are compressed already.
pub(crate) fn worthwhile(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    [
        "html",
        "js",
        "css",
        "json",
        "svg",
        "wasm",
        "csv",
        "bin",
        "txt",
        "webmanifest",
    ]
    .contains(&extension)
}

fn cached(folder: &Path, bytes: &[u8], coding: Coding) -> PathBuf {
    let hash = Sha256::digest(bytes);
    let name: String = hash
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    folder.join(format!("{name}.{}", coding.extension()))
}

fn compress(bytes: &[u8], coding: Coding) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    match coding {
        Coding::Brotli => {
            let params = brotli::enc::BrotliEncoderParams {
                quality: if bytes.len() > BEST_UP_TO { 9 } else { 11 },
                lgwin: 24,
                size_hint: bytes.len(),
                ..Default::default()
            };
            brotli::BrotliCompress(&mut &*bytes, &mut out, &params)?;
        }
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(&mut out, Compression::best());
            encoder.write_all(bytes)?;
            encoder.finish()?;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_codings_give_the_file_back() {
        let text = "津市,274537\n".repeat(200);
        let gz = compress(text.as_bytes(), Coding::Gzip).unwrap();
        let br = compress(text.as_bytes(), Coding::Brotli).unwrap();
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*gz)
            .read_to_string(&mut back)
            .unwrap();
        assert_eq!(back, text);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*br, &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        assert!(gz.len() < text.len() / 4 && br.len() < text.len() / 4);
    }

    #[test]
    fn the_same_bytes_give_the_same_file() {
        assert_eq!(
            compress(b"abc", Coding::Gzip).unwrap(),
            compress(b"abc", Coding::Gzip).unwrap()
        );
    }

    #[test]
    fn only_text_and_wasm_is_worth_it() {
        assert!(worthwhile("app-0.wasm") && worthwhile("index.html"));
        assert!(!worthwhile("icon.png") && !worthwhile("engine-0.wasm.gz"));
    }
}
