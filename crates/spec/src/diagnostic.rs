//! An author's mistake in a file: what, where, and what to do.

use serde::{Deserialize, Serialize};

/// One problem in a module file, in both languages. `courses/README.md` lists the codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable code (`M001`).
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// File name.
    pub file: String,
    /// Where in the file.
    pub span: Span,
    /// What is wrong, in Japanese and English.
    pub message: Bilingual,
    /// What to do next.
    pub hint: Option<Bilingual>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// The module cannot be used as it is.
    Error,
}

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Length in characters on that line; 0 for a point.
    pub len: u32,
}

/// The same in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}
