//! Every module under `courses/` is read; an error in one fails the test and is printed as a compiler would.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use spec::{DataSource, Module, Severity};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files `courses/<track>/<module>/module.md`, in order.
fn module_files() -> Vec<PathBuf> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries =
            fs::read_dir(path).map(|entries| entries.flatten().map(|entry| entry.path()).collect());
        let mut folders: Vec<PathBuf> = entries.unwrap_or_default();
        folders.retain(|path| path.is_dir());
        folders.sort();
        folders
    };
    let tracks = folders(&root().join("courses"));
    let modules = tracks.iter().flat_map(|track| folders(track));
    modules
        .map(|folder| folder.join("module.md"))
        .filter(|file| file.is_file())
        .collect()
}

/// A module, the name of its file and of its track's folder.
fn modules() -> Vec<(String, String, Module, Vec<spec::Diagnostic>)> {
    let read = |path: PathBuf| {
        let folder = path.parent().unwrap().to_owned();
        let track = folder
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let name = format!(
            "courses/{track}/{}/module.md",
            folder.file_name().unwrap().to_string_lossy()
        );
        let text = fs::read_to_string(&path).unwrap();
        let mut resolve = |source: &DataSource| {
            let file = if source.seed.is_empty() {
                folder.join(&source.file)
            } else {
                root().join(format!("seeds/{0}/{0}.csv", source.seed))
            };
            Some(course::TableFile {
                bytes: fs::read(file).ok()?,
                ..course::TableFile::default()
            })
        };
        let (module, diagnostics) = course::load(&name, &text, &mut resolve);
        (name, track, module, diagnostics)
    };
    module_files().into_iter().map(read).collect()
}

#[test]
fn every_module_is_read_without_an_error() {
    let modules = modules();
    assert!(!modules.is_empty(), "there are no modules under courses/");
    let mut errors = 0;
    for (.., diagnostics) in &modules {
        // Warnings are printed too, but only errors fail.
        eprint!("{}", course::to_text(diagnostics));
        errors += diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .count();
    }
    assert_eq!(errors, 0, "errors in modules, see above");
}

#[test]
fn modules_fit_together() {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let modules = modules();
    for (file, track, module, _) in &modules {
        assert_eq!(
            module.track.slug(),
            track,
            "{file} stands in the folder of another track"
        );
        if let Some(other) = files.insert(module.id.0.clone(), file.clone()) {
            panic!("{file} and {other} have the same id");
        }
    }
    for (file, _, module, _) in &modules {
        for required in &module.requires {
            assert!(
                files.contains_key(required.as_str()),
                "{file} requires {required}, which does not exist"
            );
        }
    }
}
