//! Words of the glossary in prose: the first occurrence in each section becomes a [`Inline::Term`].

use std::collections::BTreeSet;
use std::ops::Range;

use spec::module::Section;
use spec::prose::{Term, each_block_mut};
use spec::{Block, Inline, Module};

use crate::context::Context;
use crate::markdown::is_kanji;

/// Marks the first occurrence of each word in each section, and notes which words occur.
pub(crate) fn mark(module: &mut Module, context: &mut Context<'_>) {
    if module.terms.is_empty() {
        return;
    }
    let terms = std::mem::take(&mut module.terms);
    let mut marker = Marker::new(&terms);
    for section in &mut module.sections {
        marker.section(section);
    }
    marker.closing(&mut module.at_work);
    marker.closing(&mut module.instructor_notes);
    context.used_terms.extend(marker.used);
    module.terms = terms;
}

/// Marks words, section by section.
pub(crate) struct Marker<'t> {
    /// Longest first: of two words that begin at one place the longer one is meant.
    terms: Vec<&'t Term>,
    seen: BTreeSet<&'t str>,
    used: BTreeSet<String>,
}

impl<'t> Marker<'t> {
    pub(crate) fn new(terms: &'t [Term]) -> Self {
        let mut terms: Vec<&Term> = terms.iter().collect();
        terms.sort_by_key(|term| std::cmp::Reverse(term.name.len()));
        Self {
            terms,
            seen: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    fn next_section(&mut self) {
        self.seen.clear();
    }

    /// Marks one section; the next one begins afresh.
    pub(crate) fn section(&mut self, section: &mut Section) {
        section.each_block_mut(&mut |block| self.block(block));
        self.next_section();
    }

    /// Marks the blocks of one section that stands outside [`Module::sections`].
    fn closing(&mut self, blocks: &mut [Block]) {
        each_block_mut(blocks, &mut |block| self.block(block));
        self.next_section();
    }

    /// Marks the words of the block itself; blocks inside of it come by themselves.
    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Paragraph(text) => self.words(text),
            Block::Table { rows, .. } => {
                rows.iter_mut().flatten().for_each(|cell| self.words(cell));
            }
            // Headings are read over; what is typed or pressed stays as it is.
            Block::Heading { .. }
            | Block::Code { .. }
            | Block::Data(_)
            | Block::Rule
            | Block::List { .. }
            | Block::Quote(_)
            | Block::Alert { .. }
            | Block::Optional { .. } => {}
        }
    }

    /// Marks a run of words. A mark cuts text in pieces and only the first place counts, so it goes in the order of reading,
    /// where `Module::each_inline_mut` would visit a run before what stands inside of its words.
    fn words(&mut self, words: &mut Vec<Inline>) {
        let mut marked = Vec::with_capacity(words.len());
        let mut run = Vec::new();
        for mut word in std::mem::take(words) {
            // A reading over a word is part of the text: authors write both.
            if matches!(word, Inline::Text(_) | Inline::Ruby { .. }) {
                run.push(word);
                continue;
            }
            self.run(std::mem::take(&mut run), &mut marked);
            if let Inline::Term { term, .. } = &word {
                if let Some(known) = self.terms.iter().find(|known| known.name == term.name) {
                    self.seen.insert(&known.name);
                }
            } else if let Some(inner) = marked_inside(&mut word) {
                self.words(inner);
            }
            marked.push(word);
        }
        self.run(run, &mut marked);
        *words = marked;
    }

    /// Cuts text and words with readings at the words that are new in this section.
    fn run(&mut self, words: Vec<Inline>, marked: &mut Vec<Inline>) {
        let run = Run::of(words);
        let text = run.text.as_str();
        let mut plain = 0;
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let found = self.terms.iter().copied().find(|term| {
                let end = at + term.name.len();
                rest.starts_with(&term.name)
                    && stands_alone(text, at, end)
                    && run.may_cut(at)
                    && run.may_cut(end)
            });
            let Some(term) = found else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let end = at + term.name.len();
            if self.seen.insert(&term.name) {
                self.used.insert(term.name.clone());
                run.put(plain..at, marked);
                let mut inner = Vec::new();
                run.put(at..end, &mut inner);
                let mut term = term.clone();
                // Written once is enough: over the word, or in the glossary.
                if term.reading.is_empty() {
                    term.reading = Run::reading(&inner).unwrap_or_default();
                }
                marked.push(Inline::Term { text: inner, term });
                plain = end;
            }
            at = end;
        }
        run.put(plain..text.len(), marked);
    }
}

/// Words inside of a word that are marked as those around it: a link leads elsewhere already, a term is one.
pub(crate) fn marked_inside(word: &mut Inline) -> Option<&mut Vec<Inline>> {
    match word {
        Inline::Link { .. } | Inline::Term { .. } => None,
        word => word.inner_mut(),
    }
}

/// Text and words with readings that stand side by side, as one text without the readings.
struct Run {
    text: String,
    /// Each part with its stretch of `text`.
    parts: Vec<(Range<usize>, Inline)>,
}

impl Run {
    fn of(words: Vec<Inline>) -> Self {
        let mut text = String::new();
        let mut parts = Vec::with_capacity(words.len());
        for word in words {
            let start = text.len();
            match &word {
                Inline::Text(plain) => text.push_str(plain),
                Inline::Ruby { base, .. } => text.push_str(base),
                _ => {}
            }
            parts.push((start..text.len(), word));
        }
        Self { text, parts }
    }

    /// Whether the text can be cut there: not inside of what has one reading.
    fn may_cut(&self, at: usize) -> bool {
        !self.parts.iter().any(|(stretch, word)| {
            matches!(word, Inline::Ruby { .. }) && stretch.start < at && at < stretch.end
        })
    }

    /// Puts a stretch of it behind what is there.
    fn put(&self, wanted: Range<usize>, words: &mut Vec<Inline>) {
        for (stretch, word) in &self.parts {
            let start = stretch.start.max(wanted.start);
            let end = stretch.end.min(wanted.end);
            if start >= end {
                continue;
            }
            match word {
                Inline::Text(_) => words.extend(
                    self.text
                        .get(start..end)
                        .map(|text| Inline::Text(text.to_owned())),
                ),
                other => words.push(other.clone()),
            }
        }
    }

    /// The reading of words that all have one.
    fn reading(words: &[Inline]) -> Option<String> {
        words
            .iter()
            .map(|word| match word {
                Inline::Ruby { reading, .. } => Some(reading.as_str()),
                _ => None,
            })
            .collect()
    }
}

/// Whether a stretch is a word of its own: 「人口」 in 「人口密度」 is another word, in 「人口の」 it is not.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let word = text.get(start..end).unwrap_or_default();
    let runs_on = |a: Option<char>, b: Option<char>| match (a.map(script), b.map(script)) {
        (Some(a), Some(b)) => a == b && a != Script::Other,
        _ => false,
    };
    !runs_on(before, word.chars().next()) && !runs_on(word.chars().next_back(), after)
}

/// Kinds of characters that words are written in. Hiragana mostly join words.
#[derive(PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Western,
    Other,
}

fn script(c: char) -> Script {
    match c {
        c if is_kanji(c) => Script::Kanji,
        '\u{30A1}'..='\u{30FA}' | 'ー' => Script::Katakana,
        c if c.is_ascii_alphanumeric() => Script::Western,
        _ => Script::Other,
    }
}
