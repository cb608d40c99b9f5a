//! The author's guide: its tables of keys are generated, and all its examples are read as they stand.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use spec::exercise::Kind;
use spec::{Diagnostic, Severity};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../courses/README.md")
}

fn keys(english: bool) -> String {
    let mut text = String::new();
    for (place, keys) in &course::keys::all() {
        let title = match (*place, place.strip_suffix(" check")) {
            ("+++", _) if english => "Front matter".to_owned(),
            ("+++", _) => "前書き".to_owned(),
            (_, Some(kind)) if english => format!("`check` of a `{kind}`"),
            (_, Some(kind)) => format!("`{kind}` の check"),
            (block, None) => {
                let word = block.split_whitespace().next().unwrap();
                format!("```` ```{word} ````")
            }
        };
        text.push_str(&format!(
            "\n### {title}\n\n{}",
            course::keys::to_table(keys, english)
        ));
    }
    let (verbs, list) = if english {
        ("Verbs of steps", "all of them are shown above")
    } else {
        ("手順の名前", "書き方は上にあります")
    };
    let names: Vec<String> = spec::Step::VERBS
        .iter()
        .map(|verb| format!("`{verb}`"))
        .collect();
    text.push_str(&format!(
        "\n### {verbs}\n\n{} — {list}\n\n",
        names.join(" ")
    ));
    text
}

/// `cargo xtask bless` writes them.
#[test]
fn the_guide_lists_the_keys() {
    for (name, english) in [("ja", false), ("en", true)] {
        let guide = fs::read_to_string(path()).unwrap();
        let begin = format!("<!-- keys {name}: begin (generated) -->\n");
        let from = guide.find(&begin).unwrap() + begin.len();
        let to = guide.find(&format!("<!-- keys {name}: end -->")).unwrap();
        let list = keys(english);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(path(), format!("{}{list}{}", &guide[..from], &guide[to..])).unwrap();
        } else {
            assert_eq!(
                &guide[from..to],
                list,
                "run UPDATE_EXPECT=1 cargo test -p course"
            );
        }
    }
}

/// Examples with what they are and the line of the guide they begin at.
fn examples() -> Vec<(usize, String, String)> {
    let guide = fs::read_to_string(path()).unwrap();
    let mut examples = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    for (line, text) in guide.lines().enumerate() {
        match (&mut open, text.strip_prefix("~~~")) {
            (None, Some(info)) => {
                let kind = info
                    .strip_prefix("text ")
                    .unwrap_or_else(|| panic!("line {}: `~~~{info}`", line + 1));
                open = Some((line + 1, kind.to_owned(), String::new()));
            }
            (Some(_), Some("")) => examples.extend(open.take()),
            (Some((_, _, body)), _) => body.push_str(&format!("{text}\n")),
            (None, None) => {}
        }
    }
    assert!(open.is_none());
    examples
}

/// A fragment in a module around it, with the tables and the glossary that the guide's fragments speak of.
fn framed(kind: &str, body: &str) -> String {
    let data: String = ["人口", "人口2", "面積", "年の一覧"]
        .map(|name| format!("[[data]]\nname = \"{name}\"\nseed = \"mie-population\"\n"))
        .concat();
    let term = if kind == "term" {
        body
    } else {
        "[[term]]\nname = \"圏域\"\nmeaning = \"まとまり\"\n"
    };
    let rest = match kind {
        "term" => "圏域\n".to_owned(),
        "prose" => body.to_owned(),
        // Steps start once: each line is an example of its own.
        "steps" => {
            let lines = body.lines().filter(|line| !line.starts_with("from "));
            let blocks = lines
                .map(|line| format!("## 例 {{.optional}}\n\n```steps\nfrom 人口\n{line}\n```\n\n"));
            blocks.collect()
        }
        kind => format!("## 練習 {{#ex1 .{kind}}}\n\n{body}"),
    };
    format!(
        "+++\nformat = 1\nid = \"m\"\nversion = 1\ntrack = \"data-science\"\ntitle = \"題\"\nminutes = {{ read = 1, practice = 1 }}\naudience = [\"sme\"]\nobjectives = [\"できる\"]\n{data}{term}+++\n# 題\n\n{rest}"
    )
}

#[test]
fn every_example_of_the_guide_is_read_without_an_error() {
    let examples = examples();
    let kinds = Kind::ALL.iter().map(|kind| kind.slug());
    for kind in ["module", "prose", "term", "steps"]
        .into_iter()
        .chain(kinds)
    {
        let count = examples
            .iter()
            .filter(|(_, found, _)| found == kind)
            .count();
        assert_eq!(count, 2, "{kind}: one in each language");
    }
    let mut wrong = String::new();
    for (line, kind, body) in &examples {
        let name = format!("README.md:{line} {kind}");
        let text = if kind == "module" {
            body.clone()
        } else {
            framed(kind, body)
        };
        let (module, diagnostics) = course::parse(&name, &text);
        // A whole module is an example in everything; a fragment lacks what stands around it.
        let bad: Vec<Diagnostic> = diagnostics
            .into_iter()
            .filter(|found| kind == "module" || found.severity == Severity::Error)
            .collect();
        wrong.push_str(&course::to_text(&bad));
        assert_eq!(
            course::parse("", &course::to_markdown(&module)).0,
            module,
            "{name}"
        );
    }
    assert_eq!(wrong, "");
}
