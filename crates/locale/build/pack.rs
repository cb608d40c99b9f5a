//! Fluent files → one packed catalogue, in the form that `src/codes.rs` tells.
//!
//! Takes texts and gives texts; refuses, with file, line and id, what is no Fluent, stands twice, or would need more of
//! Fluent than the page has: a message is text with parameters and selectors. Starts at [`pack`].

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

use crate::codes::{
    ABSENT, BLOCK, DEFAULT, END, FIRST_PARAMETER, ID_END, KEY_END, LANGUAGES, SELECT, SELECT_END,
    VARIABLE, VARIANT, is_code,
};

// Stands behind ids and words that a later part of the page alone reads. Before them stands which part that is; whoever takes
// the page apart finds them by these.
const MARK_END: &str = "«ama: end of these words»";

/// A catalogue file.
pub(crate) struct Source {
    /// Its name, for problems.
    pub(crate) file: String,
    /// What is in it.
    pub(crate) text: String,
}

/// Something that keeps a catalogue from being packed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    file: String,
    line: usize,
    id: String,
    what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            id,
            what,
        } = self;
        write!(out, "{file}:{line}: `{id}`: {what}")
    }
}

/// The catalogues of all languages.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    /// Names of parameters, in order.
    pub(crate) parameters: Vec<String>,
    /// Ids, in order.
    pub(crate) ids: String,
    /// Messages in the order of the ids, for each language.
    pub(crate) words: [String; LANGUAGES.len()],
    /// Where each block begins: in the ids, then in each language's words.
    pub(crate) blocks: Vec<[usize; LANGUAGES.len() + 1]>,
}

impl Packed {
    /// The same with marks around the ids and each language's words, by which they are found among the page's data and taken
    /// along with that part of it (`xtask/src/build/split/words.rs`).
    #[cfg_attr(test, expect(dead_code, reason = "the build script's"))]
    pub(crate) fn marked(mut self, part: &str) -> Self {
        let begin = format!("«ama: words of {part}»");
        for text in self.words.iter_mut().chain([&mut self.ids]) {
            text.insert_str(0, &begin);
            text.push_str(MARK_END);
        }
        for at in self.blocks.iter_mut().flatten() {
            *at += begin.len();
        }
        self
    }
}

/// Messages of one language by id.
type Messages<'a> = BTreeMap<&'a str, Pattern<&'a str>>;

/// Packs each language's files.
///
/// # Errors
///
/// Everything that is wrong in any of them.
pub(crate) fn pack(languages: &[Vec<Source>; LANGUAGES.len()]) -> Result<Packed, Vec<Problem>> {
    let mut problems = Vec::new();
    let messages = languages
        .each_ref()
        .map(|sources| messages(sources, &mut problems));
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut names = BTreeSet::new();
    for pattern in messages.iter().flat_map(Messages::values) {
        parameters(pattern, &mut names);
    }
    let parameters: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let all: BTreeSet<&str> = messages.iter().flat_map(Messages::keys).copied().collect();
    let mut packed = Packed {
        parameters,
        ids: String::new(),
        words: Default::default(),
        blocks: Vec::new(),
    };
    for (number, id) in all.into_iter().enumerate() {
        if number % BLOCK == 0 {
            let mut block = [packed.ids.len(); LANGUAGES.len() + 1];
            for (at, words) in block.iter_mut().skip(1).zip(&packed.words) {
                *at = words.len();
            }
            packed.blocks.push(block);
        }
        packed.ids.push_str(id);
        packed.ids.push(ID_END);
        for (words, messages) in packed.words.iter_mut().zip(&messages) {
            match messages.get(id) {
                Some(pattern) => write(pattern, &packed.parameters, words),
                None => words.push(ABSENT),
            }
            words.push(END);
        }
    }
    Ok(packed)
}

/// The messages of a language; what cannot be packed is told.
fn messages<'a>(sources: &'a [Source], problems: &mut Vec<Problem>) -> Messages<'a> {
    let mut messages = Messages::new();
    for Source { file, text } in sources {
        let resource = match parser::parse(text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                problems.extend(errors.into_iter().map(|error| {
                    // What could not be read: from its first character to the next message that could.
                    let unread = error.slice.unwrap_or(error.pos.clone());
                    let last = unread.start + piece(text, &unread).trim_end().len();
                    Problem {
                        file: file.clone(),
                        line: line(text, error.pos.start.min(last)),
                        id: first_id(piece(text, &unread)).to_owned(),
                        what: error.kind.to_string(),
                    }
                }));
                resource
            }
        };
        for entry in resource.body {
            let mut tell = |id: &str, what: String| {
                // A piece of the text knows its place by its address.
                let at = (id.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
                problems.push(Problem {
                    file: file.clone(),
                    line: line(text, at),
                    id: id.to_owned(),
                    what,
                });
            };
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Term(term) => {
                    tell(term.id.name, "the page has no terms".to_owned());
                    continue;
                }
                Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_)
                | Entry::Junk { .. } => continue,
            };
            let id = message.id.name;
            if !message.attributes.is_empty() {
                tell(id, "the page has no attributes".to_owned());
            }
            let Some(pattern) = message.value else {
                tell(id, "has no text".to_owned());
                continue;
            };
            if let Err(what) = check(&pattern) {
                tell(id, what);
            }
            match messages.entry(id) {
                Slot::Vacant(slot) => {
                    slot.insert(pattern);
                }
                Slot::Occupied(_) => tell(id, "stands twice".to_owned()),
            }
        }
    }
    messages
}

/// The line of a place, counted from 1.
fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

fn piece<'a>(text: &'a str, place: &Range<usize>) -> &'a str {
    text.get(place.clone()).unwrap_or_default()
}

/// What stands where the first message of a text has its id.
fn first_id(text: &str) -> &str {
    let id = text.trim_start().split(['=', ' ', '\n']).next();
    id.unwrap_or_default()
}

fn check(pattern: &Pattern<&str>) -> Result<(), String> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => check_text(value)?,
            PatternElement::Placeable { expression } => check_expression(expression)?,
        }
    }
    Ok(())
}

fn check_text(text: &str) -> Result<(), String> {
    match text.chars().find(|c| is_code(*c)) {
        Some(c) => Err(format!("U+{:04X} is no character for a text", u32::from(c))),
        None => Ok(()),
    }
}

fn check_expression(expression: &Expression<&str>) -> Result<(), String> {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            check_text(&unescape_unicode_to_string(value))
        }
        Expression::Inline(InlineExpression::VariableReference { .. }) => Ok(()),
        Expression::Inline(InlineExpression::Placeable { expression }) => {
            check_expression(expression)
        }
        Expression::Inline(InlineExpression::NumberLiteral { value }) => Err(format!(
            "`{{ {value} }}` would be shown with thousands commas: write it as text"
        )),
        Expression::Inline(InlineExpression::FunctionReference { id, .. }) => {
            Err(format!("the page has no function `{}`", id.name))
        }
        Expression::Inline(InlineExpression::MessageReference { id, .. }) => Err(format!(
            "the page puts no message into another (`{}`)",
            id.name
        )),
        Expression::Inline(InlineExpression::TermReference { id, .. }) => {
            Err(format!("the page has no terms (`-{}`)", id.name))
        }
        Expression::Select { selector, variants } => {
            if !matches!(selector, InlineExpression::VariableReference { .. }) {
                return Err("the page chooses by a parameter only".to_owned());
            }
            for Variant { key, value, .. } in variants {
                if let VariantKey::NumberLiteral { value } = key
                    && value.parse::<i32>().is_err()
                {
                    return Err(format!(
                        "the page compares with whole numbers, not `{value}`"
                    ));
                }
                check(value)?;
            }
            Ok(())
        }
    }
}

/// The names of a pattern's parameters.
fn parameters<'a>(pattern: &Pattern<&'a str>, names: &mut BTreeSet<&'a str>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            parameters_of(expression, names);
        }
    }
}

fn parameters_of<'a>(expression: &Expression<&'a str>, names: &mut BTreeSet<&'a str>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                parameters(&variant.value, names);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            names.insert(id.name);
        }
        InlineExpression::Placeable { expression } => parameters_of(expression, names),
        _ => {}
    }
}

fn write(pattern: &Pattern<&str>, parameters: &[String], words: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable { expression } => {
                write_expression(expression, parameters, words);
            }
        }
    }
}

fn write_expression(expression: &Expression<&str>, parameters: &[String], words: &mut String) {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            words.push_str(&unescape_unicode_to_string(value));
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => {
            write_expression(expression, parameters, words);
        }
        Expression::Inline(inline) => {
            words.push(VARIABLE);
            words.push(parameter(inline, parameters));
        }
        Expression::Select { selector, variants } => {
            words.push(SELECT);
            words.push(parameter(selector, parameters));
            for Variant {
                key,
                value,
                default,
            } in variants
            {
                words.push(if *default { DEFAULT } else { VARIANT });
                let (VariantKey::Identifier { name: key }
                | VariantKey::NumberLiteral { value: key }) = key;
                words.push_str(key);
                words.push(KEY_END);
                write(value, parameters, words);
            }
            words.push(SELECT_END);
        }
    }
}

/// The character of a parameter. [`check`] lets nothing else come here, and [`parameters`] has found every name.
fn parameter(inline: &InlineExpression<&str>, parameters: &[String]) -> char {
    let InlineExpression::VariableReference { id } = inline else {
        return FIRST_PARAMETER;
    };
    (FIRST_PARAMETER..)
        .zip(parameters)
        .find(|(_, name)| *name == id.name)
        .map_or(FIRST_PARAMETER, |(c, _)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packs one Japanese file.
    fn problems(text: &str) -> Vec<String> {
        let source = Source {
            file: "ja/a.ftl".to_owned(),
            text: text.to_owned(),
        };
        match pack(&[vec![source], Vec::new()]) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(Problem::to_string).collect(),
        }
    }

    #[test]
    fn what_the_page_can_say_is_packed() {
        let source = |text: &str| Source {
            file: "a.ftl".to_owned(),
            text: text.to_owned(),
        };
        let ja = source(
            "# 注\nb = { $n ->\n    [1] 一\n   *[other] { $n } 個\n}だ\na = あ{ \" \" }{ $x }\n",
        );
        let en = source("b = { $n } of it\n");
        let packed = pack(&[vec![ja], vec![en]]).unwrap();
        assert_eq!(packed.parameters, ["n", "x"]);
        assert_eq!(packed.ids, "a\nb\n");
        assert_eq!(
            packed.words[0],
            "あ \u{1}!\0\u{2} \u{3}1\u{5}一\u{4}other\u{5}\u{1}  個\u{6}だ\0"
        );
        assert_eq!(packed.words[1], "\u{7}\0\u{1}  of it\0");
        assert_eq!(packed.blocks, [[0, 0, 0]]);
    }

    #[test]
    fn a_slip_is_told_with_its_place() {
        let check = |text: &str, expected: &str| assert_eq!(problems(text), [expected], "{text}");
        check(
            "a = あ\n\nb = { $n\nc = う\n",
            "ja/a.ftl:3: `b`: Expected a token starting with \"}\"",
        );
        check(
            "b = { $n ->\n    [1] い\n    [2 ろ\n   *[3] は\n}\n",
            "ja/a.ftl:3: `b`: Expected a token starting with \"]\"",
        );
        check(
            "a = あ\n\n日本 = い\n",
            "ja/a.ftl:3: `日本`: Expected one of \"a-zA-Z\"",
        );
        check("a = あ\nb = い\na = う\n", "ja/a.ftl:3: `a`: stands twice");
        check("-a = あ\n", "ja/a.ftl:1: `a`: the page has no terms");
        check(
            "b = い\na = あ\n    .title = う\n",
            "ja/a.ftl:2: `a`: the page has no attributes",
        );
        check(
            "a = { NUMBER($n) }\n",
            "ja/a.ftl:1: `a`: the page has no function `NUMBER`",
        );
        check(
            "a = { b }\n",
            "ja/a.ftl:1: `a`: the page puts no message into another (`b`)",
        );
        check(
            "a = { -b }\n",
            "ja/a.ftl:1: `a`: the page has no terms (`-b`)",
        );
        check(
            "a = { 1000 }\n",
            "ja/a.ftl:1: `a`: `{ 1000 }` would be shown with thousands commas: write it as text",
        );
        check(
            "a = { NUMBER($n) ->\n   *[other] x\n}\n",
            "ja/a.ftl:1: `a`: the page chooses by a parameter only",
        );
        check(
            "a = { $n ->\n    [1.5] x\n   *[other] { $m ->\n       *[b] y\n    }\n}\n",
            "ja/a.ftl:1: `a`: the page compares with whole numbers, not `1.5`",
        );
        check(
            "a = { \"\\u0001\" }\n",
            "ja/a.ftl:1: `a`: U+0001 is no character for a text",
        );
    }
}
