//! One draft as it is kept: its text, the files beside it, and its line in the list.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::author_worker::Files;
use super::store::{self, LibraryError};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct About {
    /// Title as it was read last.
    pub(crate) title: String,
    /// When it was changed last, in milliseconds since 1970.
    pub(crate) updated: u64,
    /// The module's id as its front matter says it; empty where it says none.
    #[serde(default)]
    pub(crate) id: String,
    /// Its version; 0 where it says none.
    #[serde(default)]
    pub(crate) version: u32,
    /// The window that wrote it last.
    #[serde(default)]
    pub(crate) window: String,
}

/// A module under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Draft {
    /// The text of `module.md`.
    pub(crate) text: String,
    /// The files beside it.
    pub(crate) files: Rc<Files>,
}

/// Where it lies.
pub(super) fn folder(key: &str) -> String {
    format!("draft/{key}/")
}

/// A draft; `None` when there is none of that key.
pub(crate) async fn load(key: &str) -> Result<Option<Draft>, LibraryError> {
    let mut files = store::all(&folder(key)).await?;
    Ok(files.remove("module.md").map(|text| Draft {
        text: String::from_utf8_lossy(&text).into_owned(),
        files: Rc::new(files),
    }))
}
