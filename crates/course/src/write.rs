//! A module as Markdown: the way back from [`spec::Module`] to the file that [`crate::parse`] reads.
//!
//! What parsing throws away (comments, the words of the closing headings, how long a line was) is written in one
//! plain way. What a build puts in (rows, addresses) is not written. Start reading at [`to_markdown`]; words are
//! `write/words.rs`, where the care is.

pub(crate) mod blocks;
mod exercise;
pub(crate) mod toml;
pub(crate) mod words;

use spec::module::Section;
use spec::prose::{Term, each_text_mut};
use spec::{Block, DataSource, Inline, Module};

use self::blocks::{blocks, heading};
use self::toml::Toml;
use self::words::{InlineContext, escaped};
use crate::glossary::{Marker, marked_inside};

/// Writes a module. Parsing what is written gives the module again, as far as a file can hold it: every module that
/// [`crate::parse`] gave without an error comes back equal.
pub fn to_markdown(module: &Module) -> String {
    let mut parts = vec![format!("+++\n{}+++", front_matter(module))];
    if !module.title.is_empty() {
        parts.push(title(&module.title));
    }
    for section in &module.sections {
        let section = plainly(section, &module.terms);
        parts.push(match &section {
            Section::Prose(list) => match list.as_slice() {
                [Block::Optional { id, title, blocks }] => optional(id.as_deref(), title, blocks),
                list => blocks(list),
            },
            Section::Exercise(exercise) => exercise::write(exercise),
        });
    }
    for (title, class, list) in [
        ("職場で使うには", "at-work", &module.at_work),
        ("講師メモ", "instructor", &module.instructor_notes),
    ] {
        if !list.is_empty() {
            let section = plainly(&Section::Prose(list.clone()), &module.terms);
            let Section::Prose(list) = section else {
                continue;
            };
            parts.push(format!("## {title} {{.{class}}}\n\n{}", blocks(&list)));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// The heading of the whole.
pub(crate) fn title(text: &str) -> String {
    format!("# {}", escaped(text, InlineContext::Heading).trim_end())
}

fn optional(id: Option<&str>, title: &[Inline], list: &[Block]) -> String {
    let mut attributes: Vec<String> = id.iter().map(|id| format!("#{id}")).collect();
    attributes.push(".optional".to_owned());
    let heading = heading(2, title, &attributes);
    if list.is_empty() {
        heading
    } else {
        format!("{heading}\n\n{}", blocks(list))
    }
}

fn front_matter(module: &Module) -> String {
    let mut toml = Toml::default();
    toml.whole("format", module.format.into());
    toml.text("id", &module.id.0);
    toml.whole("version", module.version.into());
    if module.keep {
        toml.flag("keep", true);
    }
    toml.text("track", module.track.as_str());
    toml.text("title", &module.title);
    let minutes = module.minutes;
    toml.raw(
        "minutes",
        &format!(
            "{{ read = {}, practice = {} }}",
            minutes.read, minutes.practice
        ),
    );
    toml.texts("audience", &module.audience);
    if !module.requires.is_empty() {
        toml.texts("requires", module.requires.iter().map(|id| &id.0));
    }
    if !module.plan.is_empty() {
        let plan: Vec<String> = module.plan.iter().map(ToString::to_string).collect();
        toml.raw("plan", &format!("[{}]", plan.join(", ")));
    }
    toml.texts("objectives", &module.objectives);
    if module.data.is_empty() {
        toml.raw("data", "[]");
    }
    for DataSource {
        name, seed, file, ..
    } in &module.data
    {
        toml.table("data");
        toml.text("name", name);
        if file.is_empty() {
            toml.text("seed", seed);
        } else {
            toml.text("file", file);
        }
    }
    for Term {
        name,
        reading,
        meaning,
    } in &module.terms
    {
        toml.table("term");
        toml.text("name", name);
        if !reading.is_empty() {
            toml.text("reading", reading);
        }
        toml.text("meaning", meaning);
    }
    toml.finish()
}

/// A section in which words of the glossary stand without a mark, where reading it marks the same ones again.
fn plainly(section: &Section, terms: &[Term]) -> Section {
    let mut plain = section.clone();
    plain.each_block_mut(&mut |block| each_text_mut(block, &mut unmark));
    let mut marked = plain.clone();
    Marker::new(terms).section(&mut marked);
    if marked == *section {
        plain
    } else {
        section.clone()
    }
}

/// Takes the marks off words that stand as the glossary has them.
fn unmark(words: &mut Vec<Inline>) {
    let mut plain: Vec<Inline> = Vec::with_capacity(words.len());
    for word in std::mem::take(words) {
        let word = match word {
            Inline::Term { text, term } => {
                let has_readings_only = text
                    .iter()
                    .all(|word| matches!(word, Inline::Text(_) | Inline::Ruby { .. }));
                if has_readings_only && spec::prose::plain_text(&text) == term.name {
                    for word in text {
                        push(&mut plain, word);
                    }
                    continue;
                }
                Inline::Term { text, term }
            }
            mut other => {
                if let Some(inner) = marked_inside(&mut other) {
                    unmark(inner);
                }
                other
            }
        };
        push(&mut plain, word);
    }
    *words = plain;
}

/// Puts a word behind others; texts become one.
fn push(words: &mut Vec<Inline>, word: Inline) {
    match (words.last_mut(), word) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, word) => words.push(word),
    }
}
