//! Help, completions, languages, and what cannot be typed.

use crate::bench::{Folder, ama, command, root};

#[test]
fn help_speaks_both_languages_and_shows_examples() {
    let folder = Folder::new();
    let done = ama(&folder.0, &["--help"]);
    assert_eq!(done.code, 0);
    for part in ["使い方", "コマンド", "教材", "終了コード"] {
        assert!(done.out.contains(part), "{part} in {}", done.out);
    }
    let done = ama(&folder.0, &["check", "--help"]);
    for part in [
        "使い方: ama check [オプション] <PATHS>...",
        "text、json、github。書かなければ text",
    ] {
        assert!(done.out.contains(part), "{part} in {}", done.out);
    }
    for english in [
        "possible values",
        "default:",
        "Usage",
        "[OPTIONS]",
        "\n\n\n",
    ] {
        assert!(!done.out.contains(english), "{english:?} in {}", done.out);
    }
    let done = ama(&folder.0, &["pack", "--help", "--lang", "en"]);
    for part in [
        "Usage: ama pack",
        "Examples:",
        "ama pack courses/",
        "Exit codes",
    ] {
        assert!(done.out.contains(part), "{part} in {}", done.out);
    }
    assert!(!done.out.contains("教材"), "{}", done.out);
}

#[test]
fn what_cannot_be_typed_ends_with_2() {
    let folder = Folder::new();
    for args in [
        &["chek"][..],
        &[],
        &["check"],
        &["check", "--format", "xml", "."],
        &["pack", "a", "b"],
    ] {
        let done = ama(&folder.0, args);
        assert_eq!(done.code, 2, "{args:?}: {done:?}");
        assert!(done.out.is_empty() && !done.err.is_empty(), "{args:?}");
    }
    for (language, words) in [
        ("ja", "「check」のことですか"),
        ("en", "similar subcommand exists: 'check'"),
    ] {
        let done = ama(&folder.0, &["chek", "--lang", language]);
        assert!(
            done.err.contains(words),
            "the nearest command: {}",
            done.err
        );
    }
    let done = ama(&folder.0, &["check", "no-such-folder"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "エラー: no-such-folder がありません。場所と名前を確かめてください\n"
    );
}

#[test]
fn shells_complete_every_command() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let done = ama(&folder.0, &["completions", shell]);
        assert_eq!(done.code, 0, "{shell}");
        for word in ["check", "preview", "strict"] {
            assert!(done.out.contains(word), "{shell} has no {word}");
        }
    }
}

#[test]
fn whoever_has_seen_enough_may_go() {
    use std::io::Read as _;
    let mut child = command(&root())
        .args(["completions", "bash"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    let code = child.wait().unwrap().code();
    assert_eq!((code, err.as_str()), (Some(0), ""));
}
