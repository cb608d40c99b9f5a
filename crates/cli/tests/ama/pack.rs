//! `ama pack`.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use crate::bench::{Folder, ama, root};

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
    for part in ["out.zip: ", "教材 m（版 1）", "出典：自分", "CC BY 4.0"] {
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
