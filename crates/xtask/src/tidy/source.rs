//! What Rust sources may name.

use super::{File, Problem};

/// `web_sys` and `js_sys` stand only where there is a browser.
pub(super) fn browser(files: &[File]) -> Vec<Problem> {
    // Put together so that this file does not find itself.
    let words = ["web_sys", "js_sys"].map(|name| [name, "::"].concat());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    named(
        files,
        &words,
        &["app", "worker"],
        "only `app` and `worker` know the browser",
    )
}

/// Library crates take and give bytes; their build scripts run where files are.
pub(super) fn files(files: &[File]) -> Vec<Problem> {
    let words = ["std::fs", "std::{fs", "File::open", "File::create"];
    named(
        files,
        &words,
        &["seeds", "xtask", "cli", "sources", "serve"],
        "only tools touch files; take bytes instead",
    )
}

/// The same input gives the same output, natively and in wasm, where these would also panic.
pub(super) fn clocks(files: &[File]) -> Vec<Problem> {
    let words = ["Instant::now", "SystemTime::now", "thread::spawn"];
    named(
        files,
        &words,
        &["seeds", "xtask", "cli", "sources", "serve"],
        "no clock and no thread here; take the time as an argument",
    )
}

/// What key was pressed is asked in one place, which knows those that an input method took.
pub(super) fn keys(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in rust(files) {
        let is_page = file.path.starts_with("crates/app/src/");
        if !is_page || file.path == "crates/app/src/browser.rs" {
            continue;
        }
        for (n, line) in code_lines(&file.text) {
            if line.contains("event.key()") || line.contains("event.code()") {
                problems.push(Problem::new(
                    at(file, n),
                    "ask `browser::key_of`, which leaves out keys of an input method",
                ));
            }
        }
    }
    problems
}

/// What the page's elements stand in is known in one place, since it need not be the document.
pub(super) fn root(files: &[File]) -> Vec<Problem> {
    const ROOT: &str = "crates/app/src/root.rs";
    // It makes elements, which stand nowhere yet.
    const BROWSER: &str = "crates/app/src/browser.rs";
    // What is said, and where else it may be.
    const WORDS: [(&str, &str); 7] = [
        (".document()", BROWSER),
        ("owner_document", ""),
        ("get_root_node", ""),
        ("get_element_by_id", ""),
        ("document_element", ""),
        (".hash()", ""),
        ("set_hash", ""),
    ];
    let mut problems = Vec::new();
    for file in rust(files) {
        if !file.path.starts_with("crates/app/src/") || file.path == ROOT {
            continue;
        }
        for (n, line) in code_lines(&file.text) {
            for (word, also) in WORDS {
                if line.contains(word) && file.path != also {
                    problems.push(Problem::new(
                        at(file, n),
                        format!("`{word}`: ask the page's `Root`, which need not be the document"),
                    ));
                }
            }
        }
    }
    problems
}

/// A module says what it is before anything else, and has one file name.
pub(super) fn shape(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in rust(files) {
        if !file.text.starts_with("//!") {
            problems.push(Problem::new(
                &file.path,
                "does not open with `//!`: what it is",
            ));
        }
        if file.path.ends_with("/mod.rs") {
            problems.push(Problem::new(
                &file.path,
                "is called `foo.rs` here, beside a folder `foo`",
            ));
        }
    }
    problems
}

/// `#[expect(…, reason = …)]` is the only way out of a lint; nothing is out of the tests.
pub(super) fn exceptions(files: &[File]) -> Vec<Problem> {
    // Put together so that this file does not find itself.
    let ignored = ["#[", "ignore"].concat();
    let allowed = ["[", "allow("].concat();
    let mut problems = Vec::new();
    for file in rust(files) {
        for (n, line) in code_lines(&file.text) {
            if line.contains(&ignored) {
                problems.push(Problem::new(at(file, n), "a test that does not run"));
            }
            if line.contains(&allowed) {
                problems.push(Problem::new(
                    at(file, n),
                    "`expect` with a reason instead of `allow`",
                ));
            }
        }
    }
    problems
}

fn named(files: &[File], words: &[&str], allowed: &[&str], what: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in rust(files) {
        let Some(krate) = file
            .path
            .strip_prefix("crates/")
            .and_then(|rest| rest.split('/').next())
        else {
            continue;
        };
        let is_test = ["/tests/", "/tests.rs", "/examples/", "/benches/"]
            .iter()
            .any(|part| file.path.contains(part));
        let is_build_script = file.path == format!("crates/{krate}/build.rs");
        if allowed.contains(&krate) || is_test || is_build_script {
            continue;
        }
        // By convention tests are the last thing in a file.
        let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (n, line) in code_lines(code) {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                problems.push(Problem::new(at(file, n), format!("`{word}`: {what}")));
            }
        }
    }
    problems
}

fn rust(files: &[File]) -> impl Iterator<Item = &File> {
    // A file that was deleted has no text and no problem.
    files
        .iter()
        .filter(|file| file.path.ends_with(".rs") && !file.text.is_empty())
}

/// Lines that are no comment, counted from 1.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(n, line)| (n + 1, line))
}

fn at(file: &File, line: usize) -> String {
    format!("{}:{line}", file.path)
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn keys_are_asked_for_in_one_place() {
        let line = "if event.key() == \"Enter\" {";
        check(keys, "crates/app/src/browser.rs", line, &[]);
        check(keys, "crates/worker/src/a.rs", line, &[]);
        check(
            keys,
            "crates/app/src/a.rs",
            line,
            &[
                "crates/app/src/a.rs:1: ask `browser::key_of`, which leaves out keys of an input method",
            ],
        );
    }

    #[test]
    fn the_document_is_known_in_one_place() {
        let line = "let one = browser::window()?.document()?.get_element_by_id(id);";
        check(root, "crates/app/src/root.rs", line, &[]);
        check(root, "crates/worker/src/a.rs", line, &[]);
        check(
            root,
            "crates/app/src/browser.rs",
            "window()?.document()",
            &[],
        );
        check(root, "crates/app/src/a.rs", "root.by_id(id)", &[]);
        check(
            root,
            "crates/app/src/a.rs",
            line,
            &[
                "crates/app/src/a.rs:1: `.document()`: ask the page's `Root`, which need not be the document",
                "crates/app/src/a.rs:1: `get_element_by_id`: ask the page's `Root`, which need not be the document",
            ],
        );
    }

    #[test]
    fn the_browser_has_two_homes() {
        check(browser, "crates/app/src/a.rs", "use web_sys::Worker;", &[]);
        check(browser, "crates/chart/src/a.rs", "// as web_sys does", &[]);
        check(
            browser,
            "crates/chart/src/a.rs",
            "//! a\nuse web_sys::Worker;",
            &["crates/chart/src/a.rs:2: `web_sys::`: only `app` and `worker` know the browser"],
        );
    }

    #[test]
    fn files_belong_to_tools_and_tests() {
        check(files, "crates/xtask/src/a.rs", "std::fs::read(x)", &[]);
        check(files, "crates/course/tests/a.rs", "std::fs::read(x)", &[]);
        check(files, "crates/course/build.rs", "std::fs::read(x)", &[]);
        check(files, "tests/e2e/tests/a.rs", "std::fs::read(x)", &[]);
        check(
            files,
            "crates/course/src/a.rs",
            "fn a() {}\n#[cfg(test)]\nmod tests { use std::fs; }",
            &[],
        );
        check(
            files,
            "crates/course/src/a.rs",
            "let text = std::fs::read(x);",
            &["crates/course/src/a.rs:1: `std::fs`: only tools touch files; take bytes instead"],
        );
        check(
            files,
            "crates/course/src/build.rs",
            "std::fs::read(x)",
            &[
                "crates/course/src/build.rs:1: `std::fs`: only tools touch files; take bytes instead",
            ],
        );
    }

    #[test]
    fn pure_crates_have_no_clock() {
        check(
            clocks,
            "crates/engine/src/a.rs",
            "let t = Instant::now();",
            &[
                "crates/engine/src/a.rs:1: `Instant::now`: no clock and no thread here; take the time as an argument",
            ],
        );
    }

    #[test]
    fn files_say_what_they_are() {
        check(shape, "crates/a/src/b.rs", "//! What.\n", &[]);
        check(
            shape,
            "crates/a/src/b.rs",
            "use a;",
            &["crates/a/src/b.rs: does not open with `//!`: what it is"],
        );
        check(
            shape,
            "crates/a/src/b/mod.rs",
            "//! What.",
            &["crates/a/src/b/mod.rs: is called `foo.rs` here, beside a folder `foo`"],
        );
    }

    #[test]
    fn exceptions_are_told() {
        let ignored = format!("//! a\n{}{}]\nfn a() {{}}", "#[", "ignore");
        check(
            exceptions,
            "crates/a/src/b.rs",
            &ignored,
            &["crates/a/src/b.rs:2: a test that does not run"],
        );
        let allowed = format!("#!{}{}dead_code)]", "[", "allow(");
        check(
            exceptions,
            "crates/a/src/b.rs",
            &allowed,
            &["crates/a/src/b.rs:1: `expect` with a reason instead of `allow`"],
        );
        check(
            exceptions,
            "crates/a/src/b.rs",
            "#[expect(dead_code, reason = \"…\")]",
            &[],
        );
    }
}
