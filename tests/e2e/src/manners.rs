//! What hosts do with files, from the helpful one to those that have never heard of ours.

use std::path::Path;

/// What a host does with files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manners {
    /// Knows the types, sends the compressed file where there is one, has the browser ask for changes.
    #[default]
    Helpful,
    /// The same, and lets the browser keep for good what carries its hash.
    Caching,
    /// `python3 -m http.server`: the types of common files, and not a header more than it must.
    Bare,
    /// An IIS with nothing configured: what has an extension that it does not know does not exist, and what it
    /// answers then is a page. Types are wrong wherever they can be.
    Strict,
    /// An Apache with `AddEncoding gzip .gz` and a proxy that names all of it plain text: files that are gzipped come
    /// as if they were not, and no other compressed file, no wasm, is found.
    Meddling,
}

/// The extensions that an IIS knows, as far as anybody would put them there.
const KNOWN: [&str; 18] = [
    "html", "htm", "css", "js", "json", "svg", "png", "jpg", "jpeg", "gif", "txt", "csv", "xml",
    "gz", "bin", "ico", "woff", "zip",
];

impl Manners {
    /// Whether it hands such a file out at all.
    pub(crate) fn knows(self, file: &Path) -> bool {
        match self {
            Self::Helpful | Self::Caching | Self::Bare => true,
            Self::Strict | Self::Meddling => KNOWN.contains(&extension(file)),
        }
    }

    /// Whether it sends the compressed file where there is one.
    pub(crate) fn compresses(self) -> bool {
        matches!(self, Self::Helpful | Self::Caching)
    }

    /// What it says about keeping a file.
    pub(crate) fn caching(self, file: &Path) -> Option<&'static str> {
        match self {
            Self::Helpful => Some("no-cache"),
            Self::Caching if carries_hash(file) => Some("max-age=31536000, immutable"),
            Self::Caching => Some("no-cache"),
            Self::Bare | Self::Strict | Self::Meddling => None,
        }
    }

    /// Whether it says of a gzipped file that only its way here is gzipped.
    pub(crate) fn inflates(self, file: &Path) -> bool {
        self == Self::Meddling && extension(file) == "gz"
    }

    /// What it says that a file is; it may say nothing.
    pub(crate) fn mime(self, file: &Path) -> Option<&'static str> {
        let mime = match (self, extension(file)) {
            (Self::Strict, "html" | "htm") => "text/html",
            (Self::Strict, "js") => "application/x-javascript",
            (Self::Strict, "json") => "text/plain",
            (Self::Strict, "csv") => "application/vnd.ms-excel",
            (Self::Strict, "gz") => "application/x-gzip",
            (Self::Strict, "bin") => return None,
            // Neither pages, styles nor pictures work on any host that has these wrong.
            (Self::Meddling, "html" | "htm") => "text/html",
            (Self::Meddling, "css") => "text/css",
            (Self::Meddling, "svg") => "image/svg+xml",
            (Self::Meddling, "png") => "image/png",
            (Self::Meddling, "js") => "text/javascript",
            (Self::Meddling, _) => "text/plain; charset=Shift_JIS",
            (_, "html" | "htm") => "text/html; charset=utf-8",
            (_, "js") => "text/javascript; charset=utf-8",
            (_, "css") => "text/css; charset=utf-8",
            (_, "json") => "application/json",
            (_, "svg") => "image/svg+xml",
            (_, "png") => "image/png",
            (_, "jpg" | "jpeg") => "image/jpeg",
            (_, "webp") => "image/webp",
            (_, "gif") => "image/gif",
            (_, "wasm") => "application/wasm",
            (_, "csv") => "text/csv; charset=utf-8",
            (_, "gz") => "application/gzip",
            _ => "application/octet-stream",
        };
        Some(mime)
    }

    /// What it says where there is nothing.
    pub(crate) fn not_found(self) -> (&'static str, &'static [u8]) {
        match self {
            Self::Helpful | Self::Caching | Self::Bare => ("text/plain", b"no"),
            Self::Strict | Self::Meddling => (
                "text/html",
                b"<!DOCTYPE html><html><head><title>404 - File or directory not found.</title></head></html>",
            ),
        }
    }
}

/// `app-0123456789ab.js`
fn carries_hash(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    let stem = name.and_then(|name| name.split('.').next());
    stem.and_then(|stem| stem.rsplit_once('-'))
        .is_some_and(|(_, hash)| {
            hash.len() == 12 && hash.chars().all(|digit| digit.is_ascii_hexdigit())
        })
}

fn extension(file: &Path) -> &str {
    file.extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strict_host_has_neither_wasm_nor_anything_new() {
        let strict = |name: &str| Manners::Strict.knows(Path::new(name));
        assert!(strict("index.html") && strict("data/a.csv") && strict("engine.wasm.gz"));
        assert!(!strict("app.wasm") && !strict("app.js.br") && !strict("a.md"));
        assert!(!strict("manifest.webmanifest") && !strict("LICENSE"));
        assert!(Manners::Bare.knows(Path::new("app.wasm")));
    }

    #[test]
    fn what_carries_its_hash_is_kept() {
        let caching = |name: &str| Manners::Caching.caching(Path::new(name));
        assert_ne!(caching("data/a-0123456789ab.csv"), Some("no-cache"));
        assert_eq!(caching("index.html"), Some("no-cache"));
        assert_eq!(caching("added/courses-now.json"), Some("no-cache"));
    }

    #[test]
    fn only_the_meddling_host_calls_a_file_a_coding() {
        let file = Path::new("engine.wasm.gz");
        assert!(Manners::Meddling.inflates(file) && !Manners::Strict.inflates(file));
        assert!(!Manners::Meddling.inflates(Path::new("app.js")));
    }
}
