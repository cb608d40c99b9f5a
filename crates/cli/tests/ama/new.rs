//! `ama new`.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use crate::bench::{Folder, ama, root};

/// Makes a module and has it checked and tested, strictly.
fn made(kinds: &str, seed: Option<&str>) {
    let folder = Folder::new();
    let seeds = root().join("seeds");
    let seeds = ["--seeds", seeds.to_str().unwrap()];
    let mut args = vec![
        "new",
        "--id",
        "w1-01",
        "--title",
        "窓口の「数」 & 記録",
        "--track",
        "rpa",
        "--kind",
        kinds,
    ];
    if let Some(seed) = seed {
        args.extend(["--seed", seed]);
    }
    args.extend(seeds);
    let done = ama(&folder.0, &args);
    assert_eq!(done.code, 0, "{kinds} {seed:?}: {done:?}");
    assert!(done.out.contains("ama preview"), "{}", done.out);

    let done = ama(
        &folder.0,
        &["check", "w1-01", "--strict", seeds[0], seeds[1]],
    );
    assert_eq!(done.code, 0, "{kinds} {seed:?}: {done:?}");
    let done = ama(
        &folder.0,
        &["test", "w1-01", "--format", "json", seeds[0], seeds[1]],
    );
    assert_eq!(done.code, 0, "{kinds} {seed:?}: {done:?}");
    let report = done.json();
    let exercises = report[0]["report"]["exercises"].as_array().unwrap();
    let found: Vec<&str> = exercises
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(found.join(","), kinds);
}

#[test]
fn every_kind_of_exercise_passes_by_itself() {
    for kind in ["table", "chart", "choice", "number", "text", "essay"] {
        made(kind, None);
    }
}

#[test]
fn all_kinds_pass_together_on_open_data() {
    for seed in ["mie-population", "mie-census", "tourism-nights"] {
        made("table,chart,choice,number,text,essay", Some(seed));
    }
}

#[test]
fn tables_can_be_made_from_any_open_data() {
    let mut seeds: Vec<String> = std::fs::read_dir(root().join("seeds"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("dataset.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    seeds.sort();
    assert!(seeds.len() >= 16, "{seeds:?}");
    for seed in seeds.iter().filter(|seed| *seed != "merged-towns") {
        made("table", Some(seed));
    }
}

#[test]
fn data_that_does_for_no_exercise_is_said_so() {
    let folder = Folder::new();
    let seeds = root().join("seeds");
    // Names and a date only: nothing to add up.
    let done = ama(
        &folder.0,
        &[
            "new",
            "--id",
            "a",
            "--title",
            "題",
            "--kind",
            "chart",
            "--seed",
            "merged-towns",
            "--seeds",
            seeds.to_str().unwrap(),
        ],
    );
    assert_eq!(done.code, 2, "{done:?}");
    assert!(!folder.0.join("a").exists(), "nothing half made stays");
}

/// What a beginner sees first has nothing to puzzle over.
#[test]
fn the_module_without_open_data_has_no_change_that_its_checks_cannot_tell() {
    let folder = Folder::with_new();
    let done = ama(&folder.0, &["test", "m"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(!done.out.contains("区別できない"), "{}", done.out);
}

#[test]
fn nothing_is_written_over() {
    let folder = Folder::new();
    folder.write("a/notes.txt", "mine");
    let done = ama(&folder.0, &["new", "--id", "a", "--title", "題"]);
    assert_eq!(done.code, 2, "{done:?}");
    assert!(done.err.contains("上書き"), "{}", done.err);
    assert!(!folder.0.join("a/module.md").exists());
}

#[test]
fn it_goes_where_the_courses_are() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.0.join("courses/rpa")).unwrap();
    let done = ama(
        &folder.0,
        &["new", "--id", "a", "--title", "題", "--track", "rpa"],
    );
    assert_eq!(done.code, 0, "{done:?}");
    assert!(folder.0.join("courses/rpa/a/module.md").is_file());
    let done = ama(&folder.0, &["new", "other", "--id", "a", "--title", "題"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(folder.0.join("other/a/module.md").is_file());
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_made() {
    let folder = Folder::new();
    for (args, part) in [
        (&["new", "--id", "あ", "--title", "題"][..], "半角"),
        (&["new", "--id", "../x", "--title", "題"], "半角"),
        (
            &["new", "--id", "a", "--title", "題", "--seed", "no-such"],
            "no-such",
        ),
        (&["new", "--id", "a"], "--title"),
        (
            &["new", "--id", "a", "--title", "題", "--kind", "robot"],
            "robot",
        ),
    ] {
        let done = ama(&folder.0, args);
        assert_eq!(done.code, 2, "{args:?}: {done:?}");
        assert!(done.err.contains(part), "{args:?}: {}", done.err);
    }
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0);
}
