//! `ama test`.

use crate::bench::{Folder, ama, root};

#[test]
fn a_real_module_passes_with_a_line_for_each_exercise() {
    let done = ama(&root(), &["test", "courses/data-science/ds1-03-group"]);
    assert_eq!(done.code, 0, "{done:?}");
    for part in [
        "練習",
        "解答",
        "初期状態",
        "想定誤答",
        "ヒント",
        "時間",
        "ex1 ",
        "✓",
        "/2 ✓",
    ] {
        assert!(done.out.contains(part), "{part} in {}", done.out);
    }
}

#[test]
fn every_kind_is_tested() {
    let folder = Folder::with_new();
    let done = ama(&folder.0, &["test", "m", "--format", "json"]);
    assert_eq!(done.code, 0, "{done:?}");
    let report = done.json();
    let exercises = report[0]["report"]["exercises"].as_array().unwrap();
    let kinds: Vec<&str> = exercises
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["table", "chart", "choice", "number", "text", "essay"]
    );
    assert_eq!(exercises[0]["solution"], true);
    assert_eq!(exercises[0]["starter"], true);
    assert!(
        exercises[0]["wrongs"]
            .as_array()
            .unwrap()
            .iter()
            .all(|wrong| wrong["told"] == true)
    );
    assert!(!exercises[0]["mutants"].as_array().unwrap().is_empty());
    assert_eq!(exercises[5]["solution"], serde_json::Value::Null);
}

#[test]
fn a_starter_that_is_right_and_a_wrong_figure_are_found() {
    let folder = Folder::with_new();
    folder.change("m/module.md", "[20](figure", "[21](figure");
    folder.change(
        "m/module.md",
        "```steps starter\nfrom 窓口\n```",
        "```steps starter\nfrom 窓口\ngroup_by 課 : 合計 = sum(件数)\nsort 合計 desc\nhead 100\n```",
    );
    let done = ama(&folder.0, &["test", "m"]);
    assert_eq!(done.code, 1, "{done:?}");
    for part in [
        "「21」",
        " 20 ",
        "ex1: はじめの状態のままで正解になります",
        "hint: ",
    ] {
        assert!(done.out.contains(part), "{part} in {}", done.out);
    }
    let english = ama(&folder.0, &["test", "m", "--lang", "en"]);
    assert!(
        english.out.contains("solution") && !english.out.contains("はじめの状態"),
        "{}",
        english.out
    );
}

#[test]
fn changes_that_no_check_can_tell_are_listed() {
    let folder = Folder::with_new();
    // Without an order to check, any order is right.
    folder.change("m/module.md", "order = [\"合計 desc\"]", "");
    let done = ama(&folder.0, &["test", "m"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("区別できない変え方"), "{}", done.out);
    assert!(done.out.contains("並べ替え"), "{}", done.out);
}

#[test]
fn a_module_with_errors_is_not_tested() {
    let folder = Folder::with_new();
    folder.change("m/module.md", "# 窓口の数", "");
    let done = ama(&folder.0, &["test", "m"]);
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.out.contains("M201"), "{}", done.out);
    let done = ama(&folder.0, &["test", "m", "--format", "json"]);
    assert_eq!(done.code, 1);
    let report = done.json();
    assert_eq!(report[0]["passed"], false);
    assert_eq!(report[0]["report"], serde_json::Value::Null);
}

#[test]
fn sums_are_the_browsers_whatever_the_environment_says() {
    // Floats are added in another order by several threads; the figures of real modules are exact.
    let done = crate::bench::command(&root())
        .args(["test", "courses/data-science/ds1-02-filter"])
        .env("POLARS_MAX_THREADS", "8")
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stdout)
    );
}
