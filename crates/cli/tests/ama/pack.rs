//! `ama pack`.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::path::Path;

use crate::bench::{Folder, ama, root};

#[path = "../../../../tests/fixtures/tiny_site.rs"]
mod tiny_site;

fn names(zip: &[u8]) -> Vec<String> {
    pack::unzip(zip).unwrap().into_keys().collect()
}

#[test]
fn a_module_with_its_own_table_is_packed_and_can_be_used_again() {
    let folder = Folder::with_new();
    folder.write(
        "m/data/counter.toml",
        "attribution = \"出典：自分\"\nlicence = \"CC BY 4.0\"\n",
    );
    folder.write("m/images/sea.png", b"\x89PNG\r\n\x1a\n");
    folder.write("m/draft.docx", "x");
    folder.write("m/.hidden", "x");
    let done = ama(&folder.0, &["pack", "m", "--out", "out.zip"]);
    assert_eq!(done.code, 0, "{done:?}");
    for part in ["out.zip: ", "教材 m（版 1）", "出典: 自分", "CC BY 4.0"] {
        assert!(done.out.contains(part), "{part} in {}", done.out);
    }
    assert!(
        done.err.contains("draft.docx") && !done.err.contains(".hidden"),
        "{}",
        done.err
    );
    let zip = std::fs::read(folder.0.join("out.zip")).unwrap();
    let id = "m";
    assert_eq!(
        names(&zip),
        [
            format!("{id}/data/counter.csv"),
            format!("{id}/data/counter.toml"),
            format!("{id}/images/sea.png"),
            format!("{id}/module.md"),
        ]
    );
    // What comes out passes the author's tests as what went in.
    for (name, bytes) in pack::unzip(&zip).unwrap() {
        folder.write(&format!("again/{name}"), bytes);
    }
    assert_eq!(ama(&folder.0, &["test", "again"]).code, 0);
}

#[test]
fn a_broken_table_is_told_with_its_line_and_never_packed() {
    let folder = Folder::with_new();
    folder.change("m/data/counter.csv", "税務課,火,22,11", "税務課,\"火,22,11");
    for form in ["module-zip", "folder", "html"] {
        let done = ama(&folder.0, &["pack", "m", "--as", form, "--out", "out"]);
        assert_eq!(done.code, 1, "{done:?}");
        for part in ["M612", "data/counter.csv", "3 行目"] {
            assert!(done.out.contains(part), "{part} in {}", done.out);
        }
        assert!(!folder.0.join("out").exists());
    }
}

#[test]
fn what_the_tests_find_and_what_is_left_of_the_template_is_told() {
    let folder = Folder::with_new();
    let done = ama(&folder.0, &["pack", "m", "--out", "m.zip", "--lang", "ja"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.err
            .contains("「（月曜日にすぐできることを一つ書きます。）」がひな形のままです"),
        "{}",
        done.err
    );
    assert!(!done.err.contains("テストで見つかりました"), "{}", done.err);

    // A figure that is not what its query gives.
    let text = std::fs::read_to_string(folder.0.join("m/module.md")).unwrap();
    let (before, rest) = text.split_once("次の表には[").unwrap();
    let (_, after) = rest.split_once(']').unwrap();
    folder.write(
        "m/module.md",
        format!("{before}次の表には[12,345]{after}").as_bytes(),
    );
    let done = ama(&folder.0, &["pack", "m", "--out", "m.zip", "--lang", "ja"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.err.contains("テストで見つかりました") && done.err.contains("12,345"),
        "{}",
        done.err
    );
}

#[test]
fn files_from_a_mac_and_with_capital_endings_are_packed() {
    let folder = Folder::with_new();
    folder.change("m/module.md", "data/counter.csv", "data/データ.csv");
    let moved = |from: &str, to: &str| {
        std::fs::rename(folder.0.join(from), folder.0.join(to)).unwrap();
    };
    moved("m/data/counter.csv", "m/data/テ\u{3099}ータ.CSV");
    moved("m/data/counter.toml", "m/data/テ\u{3099}ータ.toml");
    let done = ama(&folder.0, &["pack", "m", "--out", "out.zip"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(!done.err.contains("使われていない"), "{}", done.err);
    let zip = std::fs::read(folder.0.join("out.zip")).unwrap();
    assert_eq!(
        names(&zip),
        ["m/data/データ.CSV", "m/data/データ.toml", "m/module.md"]
    );
    for (name, bytes) in pack::unzip(&zip).unwrap() {
        folder.write(&format!("again/{name}"), bytes);
    }
    assert_eq!(ama(&folder.0, &["test", "again"]).code, 0);
}

#[test]
fn the_same_module_gives_the_same_bytes() {
    let folder = Folder::with_new();
    let packed = |out: &str| {
        assert_eq!(ama(&folder.0, &["pack", "m", "--out", out]).code, 0);
        std::fs::read(folder.0.join(out)).unwrap()
    };
    let first = packed("1.zip");
    // Written anew, later: no date of a file gets in.
    let text = std::fs::read(folder.0.join("m/module.md")).unwrap();
    folder.write("m/module.md", text);
    assert_eq!(packed("2.zip"), first);
}

#[test]
fn a_course_is_packed_with_its_track_and_without_open_data() {
    let folder = Folder::new();
    let out = folder.0.join("rpa.zip");
    let done = ama(
        &root(),
        &[
            "pack",
            "courses/rpa",
            "--out",
            out.to_str().unwrap(),
            "--lang",
            "en",
        ],
    );
    assert_eq!(done.code, 0, "{done:?}");
    let zip = std::fs::read(&out).unwrap();
    let names = names(&zip);
    assert!(
        names.contains(&"track.toml".to_owned())
            && names.contains(&"rpa1-01-ledger/module.md".to_owned()),
        "{names:?}"
    );
    assert!(
        names.contains(&"rpa1-01-ledger/tasks.csv".to_owned()),
        "{names:?}"
    );

    let done = ama(
        &root(),
        &[
            "pack",
            "courses/data-science/ds1-03-group",
            "--out",
            out.to_str().unwrap(),
        ],
    );
    assert_eq!(done.code, 0, "{done:?}");
    let zip = std::fs::read(&out).unwrap();
    assert_eq!(self::names(&zip), ["ds1-03-group/module.md"]);
    assert!(
        done.out.contains("サイトのもの") && done.out.contains("利用条件: "),
        "{}",
        done.out
    );
}

#[test]
fn a_module_with_errors_is_not_handed_out() {
    let folder = Folder::with_new();
    folder.change("m/module.md", "id = \"m\"", "id = \"あ\"");
    let done = ama(&folder.0, &["pack", "m"]);
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.out.contains("M004"), "{}", done.out);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "no zip");
}

/// A site with one built module and one table, made as the real one.
fn with_site() -> Folder {
    let folder = Folder::with_new();
    let module = spec::Module {
        format: 1,
        id: "old".into(),
        version: 1,
        track: "t".into(),
        title: "前からある教材".to_owned(),
        ..spec::Module::default()
    };
    for (path, bytes) in tiny_site::site(&[module], &[]) {
        folder.write(&format!("site/{path}"), bytes);
    }
    folder
}

fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    sources::walk(folder)
        .unwrap()
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect()
}

/// The list of hashes is one that the usual command takes, from where it lies.
fn sums_fit(folder: &Path) {
    let done = std::process::Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
}

#[test]
fn a_folder_for_a_server_is_made_twice_alike() {
    let folder = with_site();
    let made = |out: &str, lang: &str| {
        let args = [
            "pack", "m", "--as", "folder", "--site", "site", "--out", out, "--lang", lang,
        ];
        let done = ama(&folder.0, &args);
        assert_eq!(done.code, 0, "{done:?}");
        done.out
    };
    let out = made("one", "ja");
    for part in [
        "one を作りました",
        "教材 m（版 1）",
        "MIT 1",
        "最初の表示",
        "計算のしくみ",
        "4.00 MB br",
    ] {
        assert!(out.contains(part), "{part} in {out}");
    }
    assert!(made("two", "en").contains("first paint"));
    let one = files_of(&folder.0.join("one"));
    assert_eq!(one, files_of(&folder.0.join("two")));
    for path in [
        "index.html",
        "sw.js",
        "web.config",
        "SHA256SUMS",
        "mochikomi.html",
        "sbom.cdx.json",
        "licences.txt",
        "manifest.json",
    ] {
        assert!(one.contains_key(path), "{path}");
    }
    assert!(
        one.keys().any(|path| path.starts_with("courses/m-")),
        "{:?}",
        one.keys()
    );
    let sums = String::from_utf8(one["SHA256SUMS"].clone()).unwrap();
    assert!(sums.lines().all(|line| {
        let (hash, path) = line.split_once("  ").unwrap();
        pack::sha256(&one[path]) == hash
    }));
    made("three.zip", "ja");
    let zip = std::fs::read(folder.0.join("three.zip")).unwrap();
    // Opened, it is a folder, as the page says that hands it out.
    let zipped = pack::unzip(&zip).unwrap();
    assert_eq!(zipped, pack::in_folder("ama-m", one));
    for (path, bytes) in zipped {
        folder.write(&format!("opened/{path}"), bytes);
    }
    sums_fit(&folder.0.join("one"));
    sums_fit(&folder.0.join("opened/ama-m"));
}

#[test]
fn a_folder_is_renewed_and_nothing_of_others_is_touched() {
    let folder = with_site();
    let args = [
        "pack", "m", "--as", "folder", "--site", "site", "--out", "out",
    ];
    assert_eq!(ama(&folder.0, &args).code, 0);
    folder.write(
        "out/added/courses.json",
        "{\"format\":1,\"modules\":[\"x/module.md\"]}",
    );
    let old: Vec<String> = files_of(&folder.0.join("out")).into_keys().collect();
    folder.change("m/module.md", "窓口の数", "窓口の人数");
    assert_eq!(ama(&folder.0, &args).code, 0);
    let new = files_of(&folder.0.join("out"));
    let built = |path: &&String| path.starts_with("courses/m-") && path.ends_with(".bin");
    assert_eq!(new.keys().filter(built).count(), 1, "{:?}", new.keys());
    assert_ne!(old.iter().find(built), new.keys().find(built));
    assert!(String::from_utf8_lossy(&new["added/courses.json"]).contains("x/module.md"));

    folder.write("mine/letter.txt", "x");
    let done = ama(
        &folder.0,
        &[
            "pack", "m", "--as", "folder", "--site", "site", "--out", "mine",
        ],
    );
    assert_eq!(done.code, 2, "{done:?}");
    assert!(done.err.contains("別のファイル"), "{}", done.err);
    assert_eq!(files_of(&folder.0.join("mine")).len(), 1);
}

#[test]
fn one_html_file_is_made_with_its_papers_beside_it() {
    let folder = with_site();
    let done = ama(&folder.0, &["pack", "m", "--as", "html", "--site", "site"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.out.contains("ダブルクリック") && done.out.contains("12.00 MB"),
        "{}",
        done.out
    );
    let html = std::fs::read_to_string(folder.0.join("ama-m.html")).unwrap();
    assert!(html.contains("connect-src 'none'") && html.contains("data-file=\"courses/m-"));
    let papers = files_of(&folder.0.join("ama-m-papers"));
    let names: Vec<&str> = papers.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "SHA256SUMS",
            "licences.txt",
            "mochikomi.html",
            "sbom.cdx.json"
        ]
    );
    let sums = String::from_utf8_lossy(&papers["SHA256SUMS"]).into_owned();
    assert!(sums.contains(&format!("{}  ../ama-m.html", pack::sha256(html.as_bytes()))));
    sums_fit(&folder.0.join("ama-m-papers"));

    // A track that the site has, by its id.
    let done = ama(
        &folder.0,
        &[
            "pack",
            "t",
            "--as",
            "html",
            "--site",
            "site",
            "--out",
            "there/t.html",
        ],
    );
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("前からある教材"), "{}", done.out);
    assert!(
        folder.0.join("there/t.html").is_file()
            && folder.0.join("there/t-papers/SHA256SUMS").is_file()
    );
    sums_fit(&folder.0.join("there/t-papers"));
}

#[test]
fn without_a_fitting_site_it_says_what_to_do() {
    let folder = with_site();
    let told = |args: &[&str]| {
        let done = ama(&folder.0, args);
        assert_eq!(done.code, 2, "{done:?}");
        assert!(!done.err.contains('\u{1b}'));
        done.err
    };
    let pack = ["pack", "m", "--as", "html", "--site"];
    let with = |site: &'static str| [&pack[..], &[site]].concat();
    assert!(told(&with("nowhere")).contains("--site"));
    let unknown = told(&["pack", "rpa-x", "--as", "html", "--site", "site"]);
    assert!(
        unknown.contains("rpa-x") && unknown.contains("トラック: t"),
        "{unknown}"
    );

    // A site of before this list was.
    folder.write(
        "old/index.html",
        "<script type=\"application/json\" id=\"ama-assets\">{}</script>",
    );
    assert!(told(&with("old")).contains("もう一度ビルドした"));
    // One of another version.
    let index = std::fs::read_to_string(folder.0.join("site/index.html")).unwrap();
    let list = pack::site::assets(&index).unwrap().site;
    let text = std::fs::read_to_string(folder.0.join("site").join(&list)).unwrap();
    let version = format!("\"version\":\"{}\"", tiny_site::BUILD);
    folder.write(
        &format!("site/{list}"),
        text.replace(&version, "\"version\":\"9.9.9\""),
    );
    let said = told(&with("site"));
    assert!(
        said.contains("版 9.9.9") && said.contains(tiny_site::BUILD) && said.contains("site: "),
        "{said}"
    );
    // Nor is it shown with modules that its page might read wrongly.
    let said = told(&["preview", "m", "--site", "site"]);
    assert!(said.contains("版 9.9.9"), "{said}");
    // One in which a file was changed.
    folder.write(&format!("site/{list}"), &text);
    let engine = pack::site::assets(&index).unwrap().engine;
    folder.write(&format!("site/{engine}"), "x");
    let changed = told(&with("site"));
    assert!(
        changed.contains(&engine) && changed.contains("まるごと置き直して"),
        "{changed}"
    );
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_out_of_a_module() {
    use std::os::unix::fs::symlink;
    let folder = with_site();
    folder.write("secret/list.csv", "名前\n津 花子\n");
    folder.write("secret/face.png", "x");
    let packed = |form: &str, out: &str| {
        let args = ["pack", "m", "--as", form, "--site", "site", "--out", out];
        ama(&folder.0, &args)
    };
    // A folder that nothing in the text names: its pictures would go along.
    symlink(folder.0.join("secret"), folder.0.join("m/images")).unwrap();
    let done = packed("module-zip", "m.zip");
    assert_eq!(done.code, 0, "{done:?}");
    let zip = pack::unzip(&std::fs::read(folder.0.join("m.zip")).unwrap()).unwrap();
    assert!(
        zip.keys().all(|path| !path.contains("face")),
        "{:?}",
        zip.keys()
    );

    // One that is named is refused, whatever is to be made.
    let own = folder.0.join("m/data/counter.csv");
    std::fs::remove_file(&own).unwrap();
    symlink(folder.0.join("secret/list.csv"), &own).unwrap();
    for (form, out) in [
        ("module-zip", "n.zip"),
        ("folder", "n-folder"),
        ("html", "n.html"),
    ] {
        let done = packed(form, out);
        assert_eq!(done.code, 1, "{form}: {done:?}");
        assert!(
            done.out.contains("M010") && done.out.contains("フォルダーの外を指すリンク"),
            "{}",
            done.out
        );
        assert!(!folder.0.join(out).exists(), "{out}");
    }
    let done = ama(&folder.0, &["check", "m"]);
    assert!(done.code == 1 && done.out.contains("M010"), "{done:?}");
}
