//! Archives that are read again, and every reason not to read one.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

fn files(named: &[(&str, &str)]) -> Files {
    named
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

/// A zip as somebody else's tool makes it.
fn made(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The same bytes with a name of the same length in place of another, everywhere.
fn renamed(mut zip: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> = zip
        .windows(old.len())
        .enumerate()
        .filter(|(_, window)| *window == old)
        .map(|(at, _)| at)
        .collect();
    assert_eq!(places.len(), 2, "once at the file, once in the list");
    for at in places {
        zip[at..at + new.len()].copy_from_slice(new);
    }
    zip
}

#[test]
fn what_is_packed_is_unpacked() {
    let module = files(&[
        ("track.toml", "id = \"a\""),
        ("a-01/module.md", "+++\n本文"),
        ("a-01/data/人口データ.csv", "市町,人口\n津市,274537\n"),
        ("a-01/images/empty.svg", ""),
    ]);
    assert_eq!(unzip(&zip(&module).unwrap()).unwrap(), module);
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let forwards = files(&[("a/module.md", "x"), ("b/module.md", "y")]);
    let backwards: Files = forwards.clone().into_iter().rev().collect();
    let zip = zip(&forwards).unwrap();
    assert_eq!(super::zip(&backwards).unwrap(), zip);
    // 1 January 1980 in the format's own bits, at the first file: no clock was asked.
    assert_eq!(zip[10..14], [0, 0, 0x21, 0]);
}

#[test]
fn paths_stay_below_the_folder() {
    for (name, refusal) in [
        ("/etc/passwd", "absolute_path"),
        ("C:/module.md", "absolute_path"),
        ("c:\\module.md", "absolute_path"),
        ("../module.md", "parent_path"),
        ("a/../../module.md", "parent_path"),
        ("a\\..\\module.md", "parent_path"),
        ("a\\module.md", "backslash"),
        ("a//module.md", "strange_name"),
        ("./module.md", "strange_name"),
        ("a/con.md", "strange_name"),
        ("a/LPT1", "strange_name"),
        ("a/module.md ", "strange_name"),
        ("a/mod\u{7}ule.md", "strange_name"),
        ("a/b?.csv", "strange_name"),
        ("a/b/c/d/e/f/g/h/i.md", "path_too_long"),
        (&"名".repeat(100), "path_too_long"),
    ] {
        let kind = |refusal: &Refusal| {
            let debug = serde_kind(refusal);
            debug.to_owned()
        };
        let found = unzip(&made(&[(name, b"x")])).unwrap_err();
        assert_eq!(kind(&found), refusal, "{name}");
        // What would be refused is not made either.
        let error = zip(&files(&[(name, "x")])).unwrap_err();
        assert_eq!(error, PackError::Refused(found), "{name}");
    }
    assert!(unzip(&made(&[("a/console.md", b"x"), ("lpt10", b"x")])).is_ok());
}

/// The name of a refusal as it travels.
fn serde_kind(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::AbsolutePath { .. } => "absolute_path",
        Refusal::ParentPath { .. } => "parent_path",
        Refusal::Backslash { .. } => "backslash",
        Refusal::StrangeName { .. } => "strange_name",
        Refusal::PathTooLong { .. } => "path_too_long",
        _ => "another",
    }
}

#[test]
fn names_are_unique_and_readable() {
    let twice = renamed(made(&[("a.md", b"1"), ("b.md", b"2")]), b"b.md", b"a.md");
    assert!(matches!(unzip(&twice), Err(Refusal::Duplicate { .. })));
    let same_on_windows = made(&[("A.md", b"1"), ("a.MD", b"2")]);
    assert!(matches!(
        unzip(&same_on_windows),
        Err(Refusal::Duplicate { .. })
    ));
    let file_and_folder = made(&[("a", b"1"), ("a/b.md", b"2")]);
    assert!(matches!(
        unzip(&file_and_folder),
        Err(Refusal::Duplicate { .. })
    ));

    // «人口» in CP932, as Windows Explorer may write it.
    let cp932 = renamed(
        made(&[("abcd.csv", b"1")]),
        b"abcd.csv",
        b"\x90\x6c\x8c\xfb.csv",
    );
    assert!(matches!(unzip(&cp932), Err(Refusal::NameEncoding { .. })));
    // macOS takes «デ» apart; module files have it in one piece.
    let apart = made(&[("a/\u{30c6}\u{3099}.csv", b"1")]);
    assert_eq!(unzip(&apart).unwrap(), files(&[("a/\u{30c7}.csv", "1")]));
}

#[test]
fn a_small_zip_does_not_fill_the_memory() {
    let zeros = vec![0; 32 << 20];
    let bomb = made(&[("a.csv", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(unzip(&bomb), Err(Refusal::Bomb { .. })));

    // What it says about its own size is not believed: the list says one byte.
    let mut lying = bomb.clone();
    let list = lying.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    lying[list + 24..list + 28].copy_from_slice(&1_u32.to_le_bytes());
    assert!(unzip(&lying).is_err());

    // Nothing that compresses well, but too much of it.
    let noise: Vec<u8> = (0_u32..9 << 20)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let parts: Vec<(String, &[u8])> = (0..8)
        .map(|n| (format!("{n}.bin"), noise.as_slice()))
        .collect();
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    let big = made(&parts);
    assert!(matches!(
        unzip(&big),
        Err(Refusal::TooBig { .. } | Refusal::Bomb { .. })
    ));

    let many: Vec<String> = (0..=limits::ENTRIES).map(|n| format!("{n}.md")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(matches!(
        unzip(&made(&many)),
        Err(Refusal::TooManyFiles { .. })
    ));
    // A table of blanks that an author really has is stored so that it can be read again.
    let blanks = Files::from([("a/data/blank.csv".to_owned(), vec![b' '; 2 << 20])]);
    assert_eq!(unzip(&zip(&blanks).unwrap()).unwrap(), blanks);
}

#[test]
fn links_passwords_and_strange_packings_are_refused() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .add_symlink("a/module.md", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let link = archive.finish().unwrap().into_inner();
    assert!(matches!(unzip(&link), Err(Refusal::Link { .. })));

    let plain = made(&[("a.md", b"text")]);
    let list = plain.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    let mut secret = plain.clone();
    (secret[6], secret[list + 8]) = (secret[6] | 1, secret[list + 8] | 1);
    assert!(matches!(unzip(&secret), Err(Refusal::Password { .. })));
    let mut strange = plain.clone();
    (strange[8], strange[list + 10]) = (12, 12);
    assert!(matches!(unzip(&strange), Err(Refusal::Unsupported { .. })));
}

#[test]
fn broken_bytes_are_refused_and_never_panic() {
    assert!(matches!(unzip(b""), Err(Refusal::NotAZip { .. })));
    assert!(matches!(
        unzip("市町,人口\n".as_bytes()),
        Err(Refusal::NotAZip { .. })
    ));
    let good = made(&[
        ("a/module.md", "本文".repeat(50).as_bytes()),
        ("a/data/x.csv", b"a\n1\n"),
    ]);
    for end in 0..good.len() {
        assert!(unzip(&good[..end]).is_err(), "cut at {end}");
    }
    let right = unzip(&good).unwrap();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        // Some bytes mean nothing here (dates, versions); then the files are the same ones.
        if let Ok(files) = unzip(&bad) {
            assert!(files == right || files.len() <= right.len(), "byte {at}");
        }
    }
}

#[test]
fn what_file_managers_leave_behind_is_left_out() {
    let mac = made(&[
        ("a/module.md", b"x"),
        ("a/.DS_Store", b"x"),
        ("__MACOSX/a/._module.md", b"x"),
        ("a/Thumbs.db", b"x"),
    ]);
    assert_eq!(unzip(&mac).unwrap(), files(&[("a/module.md", "x")]));
}

#[test]
fn refusals_have_words_in_both_languages() {
    let refusal = Refusal::ParentPath {
        name: "../x".to_owned(),
    };
    let words = refusal.words();
    assert!(words.ja.contains("../x") && words.en.contains("../x"));
}
