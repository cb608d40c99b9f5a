//! Both catalogues say the same things, every id that is used is there, and every id that is there is used.

#![expect(clippy::unwrap_used, reason = "tests may unwrap")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// Functions whose first text argument is an id. Missing ones are found only in their calls: elsewhere a word
/// with hyphens may be a style or a key.
const CALLS: [&str; 8] = [
    "t",
    "t_with",
    "text",
    "text_with",
    "told",
    "of",
    "has",
    "sentence",
];

/// Ids that no source spells out in full, nor as a pattern with `{…}`; each with its reason.
const SPELLED_ELSEWHERE: [(&str, &str); 0] = [];

fn crate_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Ids of a language with the names of their parameters.
fn catalogue(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    let mut files: Vec<PathBuf> = fs::read_dir(crate_dir().join("i18n").join(lang))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let resource = parser::parse(source)
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut parameters = BTreeSet::new();
            let value = message
                .value
                .unwrap_or_else(|| panic!("{} has no text", message.id.name));
            collect(&value, &mut parameters);
            let twice = messages
                .insert(message.id.name.clone(), parameters)
                .is_some();
            assert!(
                !twice,
                "{lang}: `{}` stands twice (again in {})",
                message.id.name,
                file.display()
            );
        }
    }
    messages
}

fn collect(pattern: &Pattern<String>, parameters: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        collect_expression(expression, parameters);
    }
}

fn collect_expression(expression: &Expression<String>, parameters: &mut BTreeSet<String>) {
    let inline = match expression {
        Expression::Select { selector, variants } => {
            for variant in variants {
                collect(&variant.value, parameters);
            }
            selector
        }
        Expression::Inline(inline) => inline,
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            parameters.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, parameters),
        _ => {}
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_parameters() {
    let (ja, en) = (catalogue("ja"), catalogue("en"));
    let only = |a: &BTreeMap<String, BTreeSet<String>>,
                b: &BTreeMap<String, BTreeSet<String>>|
     -> Vec<String> {
        a.keys()
            .filter(|id| !b.contains_key(*id))
            .cloned()
            .collect()
    };
    assert_eq!(only(&ja, &en), Vec::<String>::new(), "only in ja");
    assert_eq!(only(&en, &ja), Vec::<String>::new(), "only in en");
    // A plural may need a number that the other language only prints, so parameters are compared by name.
    let differ: Vec<_> = ja
        .iter()
        .filter(|(id, parameters)| en.get(*id) != Some(parameters))
        .collect();
    assert!(differ.is_empty(), "parameters differ: {differ:#?}");
}

/// Every Rust file below a folder.
fn rust_files(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// A text literal with the function it is the first text of, if any.
struct Literal {
    call: Option<String>,
    text: String,
}

/// Text literals of a source, without comments and without its tests at the end.
fn literals(source: &str) -> Vec<Literal> {
    let source = source
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or(source);
    let mut literals = Vec::new();
    let chars: Vec<char> = source.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '/' && chars.get(at + 1) == Some(&'/') {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if chars[at] == '\'' {
            // A character or a lifetime: over the next one, and over an escape.
            at += match (chars.get(at + 1), chars.get(at + 2)) {
                (Some('\\'), _) => 4,
                (Some(_), Some('\'')) => 3,
                _ => 1,
            };
        } else if chars[at] == '"' {
            let start = at + 1;
            at = start;
            while at < chars.len() && chars[at] != '"' {
                at += if chars[at] == '\\' { 2 } else { 1 };
            }
            let text: String = chars[start..at.min(chars.len())].iter().collect();
            let before: String = chars[..start - 1]
                .iter()
                .rev()
                .take(80)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            literals.push(Literal {
                call: call_before(&before),
                text,
            });
            at += 1;
        } else {
            at += 1;
        }
    }
    literals
}

/// The name of the call that a literal opens: `words.t(`, `Told::of(locale, `, `text_with(&format!(`.
fn call_before(before: &str) -> Option<String> {
    let mut before = before.trim_end();
    for opening in ["&format!(", "format!("] {
        if let Some(rest) = before.strip_suffix(opening) {
            before = rest.trim_end();
        }
    }
    let before = before.strip_suffix("locale,").unwrap_or(before).trim_end();
    let before = before.strip_suffix('(')?;
    let name: String = before
        .chars()
        .rev()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    Some(name.chars().rev().collect())
}

fn looks_like_an_id(text: &str) -> bool {
    text.contains('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// A text with `{…}` in it as the pieces around them; `None` for one that cannot stand for ids.
fn pattern(text: &str) -> Option<Vec<String>> {
    if !text.contains('{') {
        return None;
    }
    let mut pieces = vec![String::new()];
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' => {
                inside = true;
                pieces.push(String::new());
            }
            '}' => inside = false,
            _ if inside => {}
            _ => pieces.last_mut().unwrap().push(c),
        }
    }
    let is_part = |piece: &String| {
        piece
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let named = pieces.iter().any(|piece| piece.len() > 2);
    (pieces.iter().all(is_part) && named && text.contains('-')).then_some(pieces)
}

fn fits(pieces: &[String], id: &str) -> bool {
    let Some((first, rest)) = pieces.split_first() else {
        return false;
    };
    let Some(mut left) = id.strip_prefix(first.as_str()) else {
        return false;
    };
    let Some((last, middle)) = rest.split_last() else {
        return left.is_empty();
    };
    for piece in middle {
        let Some(at) = left.find(piece.as_str()) else {
            return false;
        };
        left = &left[at + piece.len()..];
    }
    left.len() > last.len() && left.ends_with(last.as_str())
}

#[test]
fn ids_and_their_uses_meet() {
    let ids: BTreeSet<String> = catalogue("ja").into_keys().collect();
    let crates = crate_dir().parent().unwrap().to_owned();
    let mut files = Vec::new();
    for user in ["app", "locale", "cli"] {
        rust_files(&crates.join(user).join("src"), &mut files);
    }
    assert!(files.len() > 5, "no sources found");
    let mut used: BTreeSet<String> = SPELLED_ELSEWHERE
        .iter()
        .map(|(id, _)| (*id).to_owned())
        .collect();
    let mut patterns = Vec::new();
    let mut missing = BTreeSet::new();
    for file in &files {
        let source = fs::read_to_string(file).unwrap();
        for literal in literals(&source) {
            let called = literal
                .call
                .as_deref()
                .is_some_and(|call| CALLS.contains(&call));
            let place = || {
                format!(
                    "{} ({})",
                    literal.text,
                    file.strip_prefix(&crates).unwrap().display()
                )
            };
            if let Some(pieces) = pattern(&literal.text) {
                let any = ids.iter().any(|id| fits(&pieces, id));
                if called && !any {
                    missing.insert(place());
                }
                // The next action belongs to its message, not to the pattern that finds it.
                if literal.text != "{id}-next" {
                    patterns.push(pieces);
                }
            } else if ids.contains(&literal.text) {
                used.insert(literal.text);
            } else if called && looks_like_an_id(&literal.text) {
                missing.insert(place());
            }
        }
    }
    let is_used = |id: &str| used.contains(id) || patterns.iter().any(|pieces| fits(pieces, id));
    let unused: Vec<&String> = ids
        .iter()
        .filter(|id| !is_used(id) && !id.strip_suffix("-next").is_some_and(is_used))
        .collect();
    assert!(
        missing.is_empty() && unused.is_empty(),
        "used, but in no catalogue: {missing:#?}\nin the catalogue, but never used: {unused:#?}"
    );
}

#[test]
fn the_scanner_sees_what_it_should() {
    let source = r#"
        words.t("a-b"); words.t_with(&format!("step-{}-label", verb), &[]);
        Told::of(locale, "c-d", &[]); // words.t("e-f")
        let class = "g-h"; let c = '"'; words
            .t("i-j");
    "#;
    let seen: Vec<(Option<String>, String)> = literals(source)
        .into_iter()
        .map(|literal| (literal.call, literal.text))
        .collect();
    let call = |call: &str, text: &str| (Some(call.to_owned()), text.to_owned());
    assert_eq!(
        seen,
        [
            call("t", "a-b"),
            call("t_with", "step-{}-label"),
            call("of", "c-d"),
            (None, "g-h".to_owned()),
            call("t", "i-j"),
        ]
    );
    let pieces = pattern("step-{}-label").unwrap();
    assert!(fits(&pieces, "step-group-by-label"));
    assert!(!fits(&pieces, "step-group-by-example"));
    assert!(pattern("{name}: {value}").is_none());
}
