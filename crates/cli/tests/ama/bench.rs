//! Runs the program in folders of its own.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Done {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

/// The program in a folder.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ama"));
    command.current_dir(folder).env("AMA_LANG", "ja");
    for name in ["AMA_SEEDS", "AMA_SITE", "COLUMNS", "POLARS_MAX_THREADS"] {
        command.env_remove(name);
    }
    command
}

/// Runs it in a folder, with nobody at the keyboard.
pub(crate) fn ama(folder: &Path, args: &[&str]) -> Done {
    let done = command(folder)
        .args(args)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    Done {
        code: done.status.code().unwrap(),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

/// A folder of its own, which ends with this value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("ama-cli-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// With a copy of a module of the repository, called `m`.
    pub(crate) fn with_module(module: &str) -> Self {
        let folder = Self::new();
        copy(&root().join(module), &folder.0.join("m"));
        folder
    }

    /// With a new module of all kinds, called `m`.
    pub(crate) fn with_new() -> Self {
        let folder = Self::new();
        let kinds = "table,chart,choice,number,text,essay";
        let done = ama(
            &folder.0,
            &["new", "--id", "m", "--title", "窓口の数", "--kind", kinds],
        );
        assert_eq!(done.code, 0, "{done:?}");
        folder
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Changes a file's text.
    pub(crate) fn change(&self, name: &str, old: &str, new: &str) {
        let text = std::fs::read_to_string(self.0.join(name)).unwrap();
        assert!(text.contains(old), "{name} has no {old}");
        self.write(name, text.replacen(old, new, 1));
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &name);
        } else {
            std::fs::copy(&path, name).unwrap();
        }
    }
}

/// A module that can be used without any seed.
pub(crate) const ALL_KINDS: &str = "tests/fixtures/modules/all-kinds";
