//! Every module under `courses/` is read; an error in one fails the test and is printed as a compiler would.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use course::track::{Known, ModuleText, TrackText, fit, gather};
use spec::catalogue::Added;
use spec::{DataSource, Module, Severity, TrackId};

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
            module.track.as_str(),
            track,
            "{file} stands in the folder of another track"
        );
        if let Some(other) = files.insert(module.id.0.clone(), file.clone()) {
            panic!("{file} and {other} have the same id");
        }
    }
}

/// Names and texts of the files `courses/<track>/track.toml`.
fn track_files() -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join("courses")).unwrap();
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path().join("track.toml"))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let folder = path.parent().unwrap().file_name().unwrap();
            let name = format!("courses/{}/track.toml", folder.to_string_lossy());
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Unlike a module alone, all of them together have not even a warning: every module is listed, in an order that works.
#[test]
fn tracks_and_modules_fit_together() {
    let modules = modules();
    let texts: Vec<String> = modules
        .iter()
        .map(|(file, ..)| fs::read_to_string(root().join(file)).unwrap())
        .collect();
    let module_texts: Vec<ModuleText<'_>> = modules
        .iter()
        .zip(&texts)
        .map(|((file, _, module, _), text)| ModuleText { file, text, module })
        .collect();
    let files = track_files();
    let tracks: Vec<TrackText<'_>> = files
        .iter()
        .map(|(file, text)| TrackText { file, text })
        .collect();
    let (read, diagnostics) = fit(&tracks, &module_texts, &Known::default());
    assert_eq!(course::to_text(&diagnostics), "");
    let mut ids: Vec<&str> = read.iter().map(|track| track.id.as_str()).collect();
    ids.sort_unstable();
    let mut known = TrackId::KNOWN.to_vec();
    known.sort_unstable();
    assert_eq!(ids, known, "the tracks that ama brings");
    for (track, (file, _)) in read.iter().zip(&files) {
        assert_eq!(*file, format!("courses/{}/track.toml", track.id));
    }
}

/// The parser knows how many measures there are; which they are stands in the seed.
#[test]
fn every_measure_of_the_plan_is_known() {
    let csv = fs::read_to_string(root().join("seeds/mie-plan/mie-plan.csv")).unwrap();
    let numbers = csv
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next());
    let measures: Vec<u32> = numbers.map(|number| number.parse().unwrap()).collect();
    assert_eq!(measures, (1..=33).collect::<Vec<u32>>());
    let (module, _) = course::parse("m.md", &format!("+++\nplan = {measures:?}\n+++\n"));
    assert_eq!(module.plan, measures);
    let (_, diagnostics) = course::parse("m.md", "+++\nplan = [0, 34]\n+++\n");
    let codes = diagnostics.iter().filter(|found| found.code == "M712");
    assert_eq!(codes.count(), 2);
}

/// What the browser tests put beside the built site is what an author would: read without a word of blame.
#[test]
fn the_folder_for_the_browser_tests_is_right() {
    let folder = root().join("tests/fixtures/added");
    let read = |path: &str| fs::read(folder.join(path)).unwrap();
    let text = String::from_utf8(read("courses.json")).unwrap();
    let (index, wrong) = Added::parse(&text).unwrap();
    assert_eq!(wrong, []);
    let sources: Vec<(String, Vec<u8>)> = index
        .tracks
        .iter()
        .chain(&index.modules)
        .map(|path| (path.clone(), read(path)))
        .collect();
    let known = Known {
        tracks: vec![],
        modules: vec!["ds1-01-table".into()],
    };
    let gathered = gather(&sources, &known);
    assert_eq!(course::to_text(&gathered.diagnostics), "");
    assert_eq!((gathered.tracks.len(), gathered.modules.len()), (1, 1));

    let file = &index.modules[0];
    let beside = file.trim_end_matches("module.md");
    let text = String::from_utf8(read(file)).unwrap();
    let (module, diagnostics) = course::load(file, &text, &mut |source| {
        if source.seed.is_empty() {
            let csv = read(&format!("{beside}{}", source.file));
            let described = format!("{beside}{}", source.description());
            assert!(index.files.contains(&described));
            let description = String::from_utf8(read(&described)).unwrap();
            let (table, problems) = course::describe(csv, &described, &description);
            assert_eq!(problems, []);
            Some(table)
        } else {
            let seed = root().join(format!("seeds/{0}/{0}.csv", source.seed));
            Some(course::TableFile {
                bytes: fs::read(seed).unwrap(),
                ..course::TableFile::default()
            })
        }
    });
    assert_eq!(course::to_text(&diagnostics), "");
    assert_eq!(module.data[0].rows, 4);
    assert_eq!(module.data[0].columns[2].unit, "人");
}

#[test]
fn the_readme_counts_the_modules() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let told = format!("{} modules so far", module_files().len());
    assert!(readme.contains(&told), "README.md does not say «{told}»");
}
