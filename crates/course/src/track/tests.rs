//! Tests: good track files, one case for each thing that can be wrong, and files that do not fit together.

use expect_test::{Expect, expect};

use spec::diagnostic::Bilingual;

use super::*;
use crate::to_text;

const GOOD: &str = r#"format = 1
id = "tsu"
order = 40
title = { ja = "津市の研修", en = "Tsu's own course" }
summary = { ja = "窓口の数字を読む。", en = "Read the counter's figures." }
audience = ["municipal"]
modules = ["tsu-02", "tsu-01"]
"#;

/// Problems of a track file in which one text is replaced.
#[track_caller]
fn check(from: &str, to: &str, expect: Expect) {
    assert!(GOOD.contains(from), "{from}");
    let (_, diagnostics) = parse("track.toml", &GOOD.replacen(from, to, 1));
    for diagnostic in &diagnostics {
        let message = &diagnostic.message.en;
        assert!(message.is_ascii() || message.contains('`'), "{message}");
    }
    expect.assert_eq(&to_text(&diagnostics));
}

/// A module file of that track that requires others.
fn module(id: &str, track: &str, requires: &str) -> String {
    format!(
        "+++\nformat = 1\nid = \"{id}\"\nversion = 1\ntrack = \"{track}\"\ntitle = \"題\"\nminutes = {{ read = 1, practice = 2 }}\n\
         audience = [\"sme\"]\nrequires = [{requires}]\nobjectives = [\"できる\"]\ndata = []\n+++\n# 題\n\
         ## 書く {{#essay .essay}}\n書いてください。\n## 職場で使うには {{.at-work}}\n一つ\n## 講師メモ {{.instructor}}\nメモ\n"
    )
}

fn sources(files: &[(&str, String)]) -> Vec<(String, Vec<u8>)> {
    files
        .iter()
        .map(|(file, text)| ((*file).to_owned(), text.clone().into_bytes()))
        .collect()
}

/// What is left of sources and every problem, as text.
#[track_caller]
fn check_all(files: &[(&str, String)], known: &Known, expect: Expect) {
    let gathered = gather(&sources(files), known);
    let tracks: Vec<&str> = gathered.tracks.iter().map(|t| t.id.as_str()).collect();
    let modules: Vec<&str> = gathered
        .modules
        .iter()
        .map(|(_, module)| module.id.as_str())
        .collect();
    let left = format!("tracks {tracks:?} modules {modules:?}\n");
    expect.assert_eq(&(left + &to_text(&gathered.diagnostics)));
}

#[test]
fn a_good_file() {
    let (track, diagnostics) = parse("track.toml", GOOD);
    assert_eq!(diagnostics, []);
    assert_eq!(
        track,
        TrackFile {
            format: 1,
            id: "tsu".into(),
            order: 40,
            title: Bilingual {
                ja: "津市の研修".into(),
                en: "Tsu's own course".into(),
            },
            summary: Bilingual {
                ja: "窓口の数字を読む。".into(),
                en: "Read the counter's figures.".into(),
            },
            audience: vec!["municipal".into()],
            modules: vec!["tsu-02".into(), "tsu-01".into()],
        }
    );
    // Editors on Windows write a mark and other line ends.
    let windows = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    assert_eq!(parse("track.toml", &windows), (track, vec![]));
}

#[test]
fn nothing_and_rubbish() {
    check(
        GOOD,
        "",
        expect![[r#"
            track.toml:1:1: error[M103] 「format」がありません
              hint: 「format = 1」のように書きます
            track.toml:1:1: error[M103] 「id」がありません
              hint: 「id = "ds1-03-group"」のように書きます
            track.toml:1:1: error[M103] 「order」がありません
            track.toml:1:1: error[M103] 「title」がありません
              hint: 「title = "題名"」のように書きます
            track.toml:1:1: error[M103] 「summary」がありません
            track.toml:1:1: error[M103] 「modules」がありません
        "#]],
    );
    check(
        GOOD,
        "# 題名\n本文です。\n",
        expect![[r#"
        track.toml:2:6: error[M101] TOML として読めません（「=」と値がありません）
    "#]],
    );
    check(
        "modules = [",
        "modules = [[",
        expect![[r#"
        track.toml:7:32: error[M101] TOML として読めません（「[」が閉じられていません）
    "#]],
    );
}

#[test]
fn titles_in_both_languages() {
    check(
        "ja = \"津市の研修\", ",
        "",
        expect![[r#"
        track.toml:4:9: error[M701] 「title」に日本語（ja）がありません
          hint: title = { ja = "…", en = "…" } のように書きます
    "#]],
    );
    check(
        "ja = \"津市の研修\"",
        "ja = \" \"",
        expect![[r#"
        track.toml:4:9: error[M701] 「title」に日本語（ja）がありません
          hint: title = { ja = "…", en = "…" } のように書きます
    "#]],
    );
    check(
        ", en = \"Tsu's own course\"",
        "",
        expect![[r#"
        track.toml:4:9: warning[M702] 「title」に英語（en）がないので、英語の画面にも日本語が出ます
    "#]],
    );
    check(
        "{ ja = \"津市の研修\", en = \"Tsu's own course\" }",
        "\"津市の研修\"",
        expect![[r#"
            track.toml:4:9: error[M104] 「title」に書けるのは、項目の組（{ … }）です
        "#]],
    );
    check(
        "en = \"Read",
        "english = \"Read",
        expect![[r#"
        track.toml:5:11: warning[M702] 「summary」に英語（en）がないので、英語の画面にも日本語が出ます
        track.toml:5:31: error[M102] 「english」という項目はありません
          hint: 「en」のことですか？
    "#]],
    );
}

#[test]
fn what_is_shown_for_a_language_that_is_missing() {
    let text = GOOD.replacen(", en = \"Tsu's own course\"", "", 1);
    assert_eq!(parse("track.toml", &text).0.title.en, "津市の研修");
}

#[test]
fn values() {
    check(
        "format = 1",
        "format = 2",
        expect![[r#"
        track.toml:1:10: error[M003] format = 2 は読めません
          hint: この版で読めるのは format = 1 です
    "#]],
    );
    check(
        "id = \"tsu\"",
        "id = \"津\"",
        expect![[r#"
        track.toml:2:6: error[M004] id「津」に使えない文字があります
          hint: 半角の英数字とハイフンだけを使い、英字で始めます（例: ds1-03-group）
    "#]],
    );
    check(
        "order = 40",
        "order = \"はじめ\"",
        expect![[r#"
        track.toml:3:9: error[M104] 「order」に書けるのは、0 以上の整数です
    "#]],
    );
    check(
        "order = 40\n",
        "",
        expect![[r#"
        track.toml:1:1: error[M103] 「order」がありません
    "#]],
    );
    check(
        "\"municipal\"",
        "\"municipa\"",
        expect![[r#"
        track.toml:6:13: error[M005] 「audience」に「municipa」は使えません
          hint: 「municipal」のことですか？
    "#]],
    );
    check(
        "order = 40",
        "order = 40\nminutes = 3",
        expect![[r#"
        track.toml:4:1: error[M102] 「minutes」という項目はありません
          hint: 「modules」のことですか？
    "#]],
    );
}

#[test]
fn the_list_of_modules() {
    check(
        "modules = [\"tsu-02\", \"tsu-01\"]",
        "",
        expect![[r#"
        track.toml:1:1: error[M103] 「modules」がありません
    "#]],
    );
    check(
        "[\"tsu-02\", \"tsu-01\"]",
        "[]",
        expect![[r#"
        track.toml:7:11: error[M006] 「modules」が空です
    "#]],
    );
    check(
        "\"tsu-01\"",
        "\"tsu-02\"",
        expect![[r#"
        track.toml:7:22: error[M703] 教材「tsu-02」が modules に二度あります
    "#]],
    );
    check(
        "\"tsu-01\"",
        "\"../x\", 3",
        expect![[r#"
        track.toml:7:22: error[M004] id「../x」に使えない文字があります
          hint: 半角の英数字とハイフンだけを使い、英字で始めます（例: ds1-03-group）
        track.toml:7:30: error[M104] 「modules」に書けるのは、文字（"…"）です
    "#]],
    );
}

#[test]
fn files_that_fit() {
    check_all(
        &[
            ("tsu/track.toml", GOOD.to_owned()),
            (
                "tsu/2/module.md",
                module("tsu-02", "tsu", "\"ds1-01-table\""),
            ),
            ("tsu/1/module.md", module("tsu-01", "tsu", "\"tsu-02\"")),
            ("x/module.md", module("x", "data-science", "")),
        ],
        &Known {
            tracks: vec!["data-science".into()],
            modules: vec!["ds1-01-table".into()],
        },
        expect![[r#"
            tracks ["tsu"] modules ["tsu-02", "tsu-01", "x"]
        "#]],
    );
}

#[test]
fn what_a_track_lists() {
    check_all(
        &[
            ("track.toml", GOOD.to_owned()),
            ("1.md", module("tsu-01", "tsu", "")),
            ("3.md", module("tsu-03", "tsu", "")),
        ],
        &Known::default(),
        expect![[r#"
            tracks [] modules ["tsu-01", "tsu-03"]
            track.toml:7:11: warning[M705] 教材「tsu-03」はこのトラックに属していますが、modules にありません
              hint: 学ぶ順の場所に "tsu-03" を書きます。書かなければ最後に並びます
            track.toml:7:12: error[M704] 「tsu-02」という教材はありません
              hint: 「tsu-01」のことですか？
        "#]],
    );
    // A module that is broken itself is not missing as well.
    check_all(
        &[
            ("track.toml", GOOD.to_owned()),
            ("1.md", module("tsu-01", "tsu", "")),
            (
                "2.md",
                module("tsu-02", "tsu", "").replacen("version = 1", "version = 0", 1),
            ),
        ],
        &Known::default(),
        expect![[r#"
            tracks ["tsu"] modules ["tsu-01"]
            2.md:4:11: error[M005] 「version」に「0」は使えません
              hint: 使えるのは 1, 2, 3 … です
        "#]],
    );
    check_all(
        &[
            ("track.toml", GOOD.to_owned()),
            ("1.md", module("tsu-01", "tsu", "")),
            ("2.md", module("tsu-02", "tsu", "\"tsu-01\"")),
        ],
        &Known::default(),
        expect![[r#"
            tracks ["tsu"] modules ["tsu-01", "tsu-02"]
            track.toml:7:12: warning[M709] 「tsu-02」より先に済ませる「tsu-01」が、後ろに並んでいます
        "#]],
    );
}

#[test]
fn a_file_that_is_no_text() {
    let shift_jis = vec![0x8b, 0xb3, 0x8d, 0xde];
    let mut sources = sources(&[("1.md", module("tsu-01", "rpa", ""))]);
    sources.push(("2.md".to_owned(), shift_jis.clone()));
    sources.push(("track.toml".to_owned(), shift_jis));
    let known = Known {
        tracks: vec!["rpa".into()],
        modules: vec![],
    };
    let gathered = gather(&sources, &known);
    assert_eq!((gathered.modules.len(), gathered.tracks.len()), (1, 0));
    let found: Vec<(&str, &str)> = gathered
        .diagnostics
        .iter()
        .map(|found| (found.file.as_str(), found.code.as_str()))
        .collect();
    assert_eq!(found, [("2.md", "M910"), ("track.toml", "M910")]);
}

#[test]
fn what_a_module_names() {
    let known = Known {
        tracks: vec!["data-science".into(), "iga-town".into()],
        modules: vec!["ds1-01-table".into()],
    };
    check_all(
        &[
            ("m.md", module("m", "data-sience", "\"ds1-01-tabel\"")),
            ("n.md", module("n", "iga-twon", "")),
            ("o.md", module("o", "data-science-tsu", "")),
        ],
        &known,
        expect![[r#"
            tracks [] modules ["n", "o"]
            m.md:5:9: warning[M706] 「data-sience」というトラックの track.toml がありません
              hint: 「data-science」のことですか？
            m.md:9:13: error[M707] requires の「ds1-01-tabel」という教材はありません
              hint: 「ds1-01-table」のことですか？
            n.md:5:9: warning[M706] 「iga-twon」というトラックの track.toml がありません
              hint: 「iga-town」のことですか？
            o.md:5:9: warning[M706] 「data-science-tsu」というトラックの track.toml がありません
              hint: 「data-science」のことですか？
        "#]],
    );
}

#[test]
fn modules_that_require_one_another() {
    check_all(
        &[
            ("a.md", module("a", "x", "\"b\"")),
            ("b.md", module("b", "x", "\"d\", \"c\"")),
            ("c.md", module("c", "x", "\"a\"")),
            ("d.md", module("d", "x", "")),
            ("e.md", module("e", "x", "\"a\"")),
        ],
        &Known {
            tracks: vec!["x".into()],
            modules: vec![],
        },
        expect![[r#"
            tracks [] modules ["b", "c", "d", "e"]
            a.md:9:13: error[M708] requires が一回りしています（a → b → c → a）
              hint: どれか一つの requires から外します
        "#]],
    );
}

#[test]
fn ids_that_are_taken() {
    let known = Known {
        tracks: vec!["rpa".into()],
        modules: vec!["known".into()],
    };
    check_all(
        &[
            ("a/track.toml", GOOD.replace(", \"tsu-01\"", "")),
            ("b/track.toml", GOOD.replace(", \"tsu-01\"", "")),
            (
                "c/track.toml",
                GOOD.replace("\"tsu\"", "\"rpa\"")
                    .replace(", \"tsu-01\"", ""),
            ),
            ("1.md", module("tsu-02", "tsu", "")),
            ("2.md", module("tsu-02", "tsu", "")),
            ("3.md", module("known", "tsu", "")),
        ],
        &known,
        expect![[r#"
            tracks ["tsu"] modules ["tsu-02"]
            2.md:3:6: error[M710] 教材の id「tsu-02」は 1.md でも使われています
            3.md:3:6: error[M710] 教材の id「known」は ama でも使われています
            a/track.toml:7:11: warning[M705] 教材「known」はこのトラックに属していますが、modules にありません
              hint: 学ぶ順の場所に "known" を書きます。書かなければ最後に並びます
            b/track.toml:2:6: error[M711] トラックの id「tsu」は a/track.toml でも使われています
            b/track.toml:7:11: warning[M705] 教材「known」はこのトラックに属していますが、modules にありません
              hint: 学ぶ順の場所に "known" を書きます。書かなければ最後に並びます
            c/track.toml:2:6: error[M711] トラックの id「rpa」は ama でも使われています
        "#]],
    );
}
