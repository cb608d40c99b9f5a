//! The scripts' replies do not change by accident: one line of hashes a reply.

use std::fmt::Write;

use authoring::script::{all, replies};
use expect_test::expect_file;
use protocol::{FromWorker, Request, decode};
use spec::hash::fnv1a;

/// The scripts nest as deep as may be; without optimisation each level takes much more of the stack than in the browser.
fn with_a_large_stack(run: fn()) {
    std::thread::Builder::new()
        .stack_size(16 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn replies_are_as_they_were() {
    with_a_large_stack(as_they_were);
}

fn as_they_were() {
    let mut text = String::new();
    for script in all() {
        writeln!(text, "# {}", script.name).unwrap();
        for (at, message) in replies(&script).unwrap().iter().enumerate() {
            let body = decode::<FromWorker>(&message.bytes).unwrap().body;
            let shown: String = format!("{body:?}").chars().take(400).collect();
            let file = message
                .attachment
                .as_ref()
                .map(|file| format!(" +{:016x}", fnv1a(file)))
                .unwrap_or_default();
            writeln!(
                text,
                "{} {:016x}{file} {shown}",
                at + 1,
                fnv1a(&message.bytes)
            )
            .unwrap();
        }
    }
    expect_file!["scripts.txt"].assert_eq(&text);
}

#[test]
fn replies_are_the_same_every_time() {
    with_a_large_stack(the_same_every_time);
}

fn the_same_every_time() {
    for script in all() {
        assert_eq!(
            replies(&script).unwrap(),
            replies(&script).unwrap(),
            "{}",
            script.name
        );
    }
}

#[test]
fn every_kind_of_request_is_in_a_script() {
    let shown: String = all()
        .iter()
        .flat_map(|script| &script.calls)
        .map(|(request, _)| match request {
            Request::Lesson(_, request) => format!("{request:?}\n"),
            Request::Author(request) => format!("{request:?}\n"),
        })
        .collect();
    for kind in [
        "Open",
        "AddTable",
        "Run",
        "Rows",
        "Grade",
        "ChartData",
        "ToSql",
        "ToCsv",
        "PutSeed",
        "PutFiles",
        "Check",
        "Amend",
        "ToSource",
        "Track",
        "Test",
        "Zip",
    ] {
        assert!(
            shown.contains(&format!("\n{kind} {{")) || shown.starts_with(kind),
            "{kind}"
        );
    }
    assert!(shown.contains("\nUnzip\n"));
}
