//! Which paths may stand in an archive: those that name one place below a folder on every system.

use table::text::composed;

use crate::{Refusal, limits};

/// The path of an entry, or why it may not be used. A folder's path has no `/` at its end.
///
/// Bytes that are UTF-8 are taken as such whatever the flag says: macOS does not set it.
pub(crate) fn read(raw: &[u8]) -> Result<String, Refusal> {
    let Ok(text) = std::str::from_utf8(raw) else {
        return Err(Refusal::NameEncoding {
            name: String::from_utf8_lossy(raw).into_owned(),
        });
    };
    // macOS takes kana apart («テ» and a mark), module files have them in one piece.
    let text = composed(text);
    let path = text.strip_suffix('/').unwrap_or(&text);
    check(path)?;
    Ok(path.to_owned())
}

/// Refuses every path that leads out of the folder or means different things on different systems.
pub(crate) fn check(path: &str) -> Result<(), Refusal> {
    let name = || path.chars().take(limits::PATH_BYTES).collect::<String>();
    if path.starts_with('/') || has_drive(path) {
        return Err(Refusal::AbsolutePath { name: name() });
    }
    if path.split(['/', '\\']).any(|part| part == "..") {
        return Err(Refusal::ParentPath { name: name() });
    }
    if path.contains('\\') {
        return Err(Refusal::Backslash { name: name() });
    }
    if path.len() > limits::PATH_BYTES || path.split('/').count() > limits::DEPTH {
        return Err(Refusal::PathTooLong { name: name() });
    }
    let strange = |part: &str| {
        part.is_empty()
            || part == "."
            // Windows drops them, so that two names become one.
            || part.ends_with(['.', ' '])
            || part.contains(|c: char| c.is_control() || "<>:\"|?*".contains(c))
            || is_device(part)
    };
    if path.split('/').any(strange) {
        return Err(Refusal::StrangeName { name: name() });
    }
    Ok(())
}

/// What file managers leave behind: nobody means to publish it.
pub(crate) fn is_litter(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    path == "__MACOSX"
        || path.starts_with("__MACOSX/")
        || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last)
}

fn has_drive(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':')
}

/// Names that are devices on Windows, with any extension.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    };
    ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}
