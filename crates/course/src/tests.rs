//! Tests: a good module with everything in it, and one case for each thing that can go wrong.

mod data;
mod good;
mod problems;
mod prose;

use expect_test::Expect;

use crate::{parse, to_text};

/// Front matter with a table «人口» that nothing is wrong with.
const FRONT: &str = "+++
format = 1
id = \"m\"
version = 1
track = \"data-science\"
title = \"題\"
minutes = { read = 1, practice = 2 }
audience = [\"sme\"]
objectives = [\"できる\"]
[[data]]
name = \"人口\"
seed = \"mie-population\"
+++
";

/// Closing sections and a use of the table.
const END: &str = "
## 職場で使うには {.at-work}
```steps
from 人口
```
## 講師メモ {.instructor}
メモ
";

/// An essay, so that a module has an exercise.
const ESSAY: &str = "## 書く {#essay .essay}
書いてください。
";

/// Problems of a whole file.
#[track_caller]
fn check_file(text: &str, expect: Expect) {
    let (_, diagnostics) = parse("m.md", text);
    let text = to_text(&diagnostics);
    expect.assert_eq(&text);
}

/// Problems of prose and exercises; lines count from the title.
#[track_caller]
fn check(body: &str, expect: Expect) {
    let text = format!("{FRONT}# 題\n{body}\n{ESSAY}{END}");
    let (_, mut diagnostics) = parse("m.md", &text);
    let before = FRONT.lines().count() as u32 + 1;
    for diagnostic in &mut diagnostics {
        assert!(!diagnostic.message.en.is_empty() && !diagnostic.message.ja.is_empty());
        assert!(
            diagnostic.message.en.is_ascii() || diagnostic.message.en.contains('`'),
            "{}",
            diagnostic.message.en
        );
        diagnostic.span.line = diagnostic.span.line.saturating_sub(before);
        diagnostic.file = format!("+{}", diagnostic.span.len);
    }
    expect.assert_eq(&to_text(&diagnostics));
}

/// Problems of front matter in which one line is replaced, added (empty `line`) or taken out (empty `by`).
#[track_caller]
fn check_front(line: &str, by: &str, expect: Expect) {
    let front = if line.is_empty() {
        FRONT.replacen("format = 1\n", &format!("format = 1\n{by}\n"), 1)
    } else {
        assert!(FRONT.contains(line));
        FRONT.replacen(line, by, 1)
    };
    check_file(&format!("{front}# 題\n{ESSAY}{END}"), expect);
}
