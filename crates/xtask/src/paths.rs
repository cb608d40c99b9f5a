//! Where things are.

use std::path::{Path, PathBuf};

/// The repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// The finished site.
pub(crate) fn site() -> PathBuf {
    target().join("site")
}

/// What steps of the build keep between runs.
pub(crate) fn work() -> PathBuf {
    target().join("site-work")
}

/// The part of the page that comes from npm, and the page's static files.
pub(crate) fn web() -> PathBuf {
    root().join("web")
}
