//! SHA-256 of bytes, and names that carry it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// SHA-256 in 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// SHA-256 as a content security policy names it: `sha256-…` in base64.
pub(crate) fn csp(text: &str) -> String {
    format!("sha256-{}", crate::base64::encode(&Sha256::digest(text)))
}

/// `app.js` → `app-0123456789ab.js`: what never changes under its name may be kept for ever.
pub fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let mut hash = sha256(bytes);
    hash.truncate(12);
    // Only the file's own name has an extension: `data/v1.2/x.csv`.
    let start = name.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, file) = name.split_at(start);
    match file.split_once('.') {
        Some((stem, extension)) => format!("{folder}{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_content() {
        assert_eq!(hashed_name("app.js", b"abc"), "app-ba7816bf8f01.js");
        assert_eq!(
            hashed_name("engine.wasm.gz", b"abc"),
            "engine-ba7816bf8f01.wasm.gz"
        );
        assert_eq!(hashed_name("a.b/c.csv", b"abc"), "a.b/c-ba7816bf8f01.csv");
        assert_ne!(hashed_name("app.js", b"abd"), "app-ba7816bf8f01.js");
    }

    #[test]
    fn policies_name_hashes_in_base64() {
        // From the empty string, as every browser's console prints it.
        assert_eq!(
            csp(""),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }
}
