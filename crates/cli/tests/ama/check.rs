//! `ama check`.

use crate::bench::{ALL_KINDS, Folder, ama, root};

#[test]
fn real_modules_are_fine() {
    let done = ama(&root(), &["check", "courses"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.out.contains("誤りも注意もありません") || done.out.contains("誤り 0"),
        "{}",
        done.out
    );
    // From elsewhere the seeds beside the courses are found too.
    let module = root().join("courses/data-science/ds1-03-group");
    let done = ama(&std::env::temp_dir(), &["check", module.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{done:?}");
}

#[test]
fn a_mistake_is_shown_with_its_line() {
    let folder = Folder::with_module(ALL_KINDS);
    folder.change(
        "m/module.md",
        "group_by 地域 : 人口合計 = sum(人口)",
        "grup_by 地域 : 人口合計 = sum(人口)",
    );
    let done = ama(&folder.0, &["check", "m"]);
    assert_eq!(done.code, 1, "{done:?}");
    for part in [
        "error[M401]",
        "m/module.md:",
        "grup_by 地域",
        "^",
        "hint:",
        "group_by",
    ] {
        assert!(done.out.contains(part), "{part} in {}", done.out);
    }
    // The file itself and its folder are the same module.
    let file = ama(&folder.0, &["check", "./m/module.md"]);
    assert_eq!(file.out, done.out);

    let english = ama(&folder.0, &["check", "m", "--lang", "en"]);
    assert!(english.out.contains("1 error"), "{}", english.out);
    assert!(!english.out.contains("という手順"), "{}", english.out);
}

#[test]
fn other_programs_read_it_too() {
    let folder = Folder::with_module(ALL_KINDS);
    folder.change("m/module.md", "version = 1", "version = \"x\"");
    let done = ama(&folder.0, &["check", "m", "--format", "json"]);
    assert_eq!(done.code, 1);
    let found = done.json();
    let first = &found[0];
    assert_eq!(first["file"], "m/module.md");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["span"]["line"], 4);
    assert!(first["message"]["ja"].as_str().unwrap() != first["message"]["en"].as_str().unwrap());

    let done = ama(&folder.0, &["check", "m", "--format", "github"]);
    assert!(
        done.out.starts_with("::error file=m/module.md,line=4,"),
        "{}",
        done.out
    );

    // Nothing wrong is an empty list.
    let done = ama(
        &root(),
        &["check", "courses/rpa/rpa1-01-ledger", "--format", "json"],
    );
    assert_eq!((done.code, done.json().as_array().unwrap().len()), (0, 0));
}

#[test]
fn warnings_fail_only_when_asked() {
    let folder = Folder::with_module(ALL_KINDS);
    folder.change("m/module.md", "# すべての種類の練習", "# べつの題名");
    let done = ama(&folder.0, &["check", "m"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("warning[M203]"), "{}", done.out);
    assert_eq!(ama(&folder.0, &["check", "m", "--strict"]).code, 1);
}

#[test]
fn modules_and_tracks_are_compared() {
    let folder = Folder::with_module(ALL_KINDS);
    let track = "format = 1\nid = \"t\"\norder = 1\ntitle = { ja = \"題\", en = \"T\" }\nsummary = { ja = \"説明\", en = \"S\" }\nmodules = [\"fixture-all-kinds\", \"no-such\"]\n";
    folder.write("track.toml", track);
    let done = ama(&folder.0, &["check", "."]);
    assert_eq!(done.code, 1, "{done:?}");
    assert!(
        done.out.contains("M704") && done.out.contains("track.toml:6"),
        "{}",
        done.out
    );
    // Alone, the module may name what only the site will have.
    assert_eq!(ama(&folder.0, &["check", "m"]).code, 0);
}

#[test]
fn what_is_no_text_is_a_finding_and_what_is_not_there_is_not() {
    let folder = Folder::new();
    folder.write("sjis/module.md", b"+++\n\x90\x6c\x8c\xfb");
    let done = ama(&folder.0, &["check", "sjis"]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains("M910"), "{}", done.out);

    for (path, part) in [("nowhere", "nowhere"), ("empty", "module.md")] {
        std::fs::create_dir_all(folder.0.join("empty")).unwrap();
        let done = ama(&folder.0, &["check", path]);
        assert_eq!(done.code, 2, "{done:?}");
        assert!(done.err.contains(part) && done.out.is_empty(), "{done:?}");
    }
}
