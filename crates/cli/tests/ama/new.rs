//! `ama new`.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use spec::exercise::Kind;

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
    for kind in Kind::ALL {
        made(kind.slug(), None);
    }
}

#[test]
fn all_kinds_pass_together_on_open_data() {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
    for seed in ["mie-population", "mie-census", "tourism-nights"] {
        made(&kinds.join(","), Some(seed));
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
    // Names, codes and days only, or a row a month: nothing to add up.
    let names = [
        "holiday-editions",
        "merged-towns",
        "mie-postcodes",
        "tsu-climate",
    ];
    for seed in seeds.iter().filter(|seed| !names.contains(&seed.as_str())) {
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

/// A CSV as Excel saves «Unicode», with a title, commas and a total.
fn messy() -> Vec<u8> {
    let text = "窓口の記録\r\n\r\n課,曜日,件数\r\n税務課,月,\"1,027\"\r\n税務課,火,22\r\n福祉課,月,18\r\n福祉課,火,\"2,021\"\r\n市民課,月,64\r\n市民課,火,41\r\n合計,,\"3,193\"\r\n";
    let utf16: Vec<u16> = format!("\u{feff}{text}").encode_utf16().collect();
    utf16.into_iter().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_publishers_file_becomes_the_table_of_a_module() {
    let folder = Folder::new();
    std::fs::write(folder.0.join("窓口.csv"), messy()).unwrap();
    let looked = ama(&folder.0, &["check", "窓口.csv"]);
    assert_eq!(looked.code, 1, "{looked:?}");
    for words in [
        "UTF-16",
        "見出しの行：3〜3",
        "1,027 → 1027",
        "合計",
        "ama new --data 窓口.csv",
    ] {
        assert!(looked.out.contains(words), "{words}: {}", looked.out);
    }
    let args = [
        "new",
        "--id",
        "w1-01",
        "--title",
        "窓口",
        "--track",
        "rpa",
        "--data",
        "窓口.csv",
    ];
    let done = ama(&folder.0, &args);
    assert_eq!(done.code, 0, "{done:?}");
    let read =
        |name: &str| std::fs::read_to_string(folder.0.join("w1-01/data").join(name)).unwrap();
    assert_eq!(
        read("窓口.csv"),
        "課,曜日,件数\n税務課,月,1027\n税務課,火,22\n福祉課,月,18\n福祉課,火,2021\n市民課,月,64\n市民課,火,41\n"
    );
    assert!(read("窓口.toml").contains("title = \"窓口の記録\""));
    let done = ama(&folder.0, &["check", "w1-01", "--strict"]);
    assert_eq!(done.code, 0, "{done:?}");
    let done = ama(&folder.0, &["test", "w1-01"]);
    assert_eq!(done.code, 0, "{done:?}");
    // The table that was made is one of which nothing is to be said.
    let done = ama(&folder.0, &["check", "w1-01/data/窓口.csv"]);
    assert_eq!(done.code, 0, "{done:?}");

    let sheet = [&args[..], &["--sheet", "令和5年"]].concat();
    let done = ama(&folder.0, &sheet);
    assert_eq!(done.code, 2, "{done:?}");
    std::fs::write(folder.0.join("a.xlsx"), b"PK\x03\x04 cut").unwrap();
    let done = ama(&folder.0, &["check", "a.xlsx"]);
    assert_eq!(done.code, 2, "{done:?}");
    assert!(done.err.contains("こわれているか"), "{done:?}");
}
