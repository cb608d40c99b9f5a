//! Remembers what a step made from which inputs.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::paths;

/// Raise when a step's own code changes what it makes.
const VERSION: u8 = 1;

/// Inputs of a step, gathered.
pub(crate) struct Inputs(Sha256);

impl Inputs {
    pub(crate) fn new(step: &str) -> Self {
        let mut inputs = Self(Sha256::new());
        inputs.bytes(&[VERSION]);
        inputs.bytes(step.as_bytes());
        inputs
    }

    /// Lengths go in too: `ab` + `c` and `a` + `bc` are different inputs.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    pub(crate) fn file(&mut self, path: &Path) -> Result<()> {
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        self.bytes(path.file_name().unwrap_or_default().as_encoded_bytes());
        self.bytes(&bytes);
        Ok(())
    }

    fn key(self) -> String {
        hex(&self.0.finalize())
    }
}

/// What `make` made from these inputs, now or at an earlier run. `make` fills the folder that it is given.
pub(crate) fn folder(
    step: &str,
    inputs: Inputs,
    make: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let folder = paths::work().join(step);
    let mark = folder.join(".inputs");
    let key = inputs.key();
    if std::fs::read_to_string(&mark).is_ok_and(|made| made == key) {
        return Ok(folder);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    make(&folder)?;
    // Written last: a step that was cut off is repeated.
    std::fs::write(mark, key)?;
    Ok(folder)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_keep_their_borders() {
        let key = |parts: &[&str]| {
            let mut inputs = Inputs::new("step");
            parts.iter().for_each(|part| inputs.bytes(part.as_bytes()));
            inputs.key()
        };
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&["ab", "c"]), key(&["ab", "c"]));
    }
}
