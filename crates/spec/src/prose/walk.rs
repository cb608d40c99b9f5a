//! Visits everything of a module that is prose, in the order in which the parser reads it.

use super::{Block, Image, Inline};
use crate::module::Section;
use crate::town::Texts;
use crate::{Exercise, Module};

impl Module {
    /// Calls `visit` for every block, outer ones first, in the order in which the parser reads them.
    pub fn each_block_mut(&mut self, visit: &mut dyn FnMut(&mut Block)) {
        let mut lists = Vec::new();
        for section in &mut self.sections {
            match section {
                Section::Prose(blocks) => lists.push(blocks),
                Section::Exercise(exercise) => lists.extend(blocks_of(exercise)),
            }
        }
        lists.push(&mut self.at_work);
        lists.push(&mut self.instructor_notes);
        for blocks in lists {
            in_blocks(blocks, visit);
        }
    }

    /// Whether the learner's own town is named anywhere in it, be it as a word or as `{町}`.
    pub fn names_town(&mut self) -> bool {
        let mut found = self.has_place();
        self.each_inline_mut(&mut |inline| found |= matches!(inline, Inline::Town));
        found
    }

    /// Calls `visit` for every picture.
    pub fn each_image_mut(&mut self, visit: &mut dyn FnMut(&mut Image)) {
        self.each_inline_mut(&mut |inline| {
            if let Inline::Image(image) = inline {
                visit(image);
            }
        });
    }

    /// Calls `visit` for every piece of every run of words, outer ones first.
    pub fn each_inline_mut(&mut self, visit: &mut dyn FnMut(&mut Inline)) {
        self.each_words_mut(&mut |words| in_words(words, visit));
    }

    /// Calls `visit` for every run of words.
    fn each_words_mut(&mut self, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
        // Words of a kind (of options, say) stand in no block.
        for section in &mut self.sections {
            if let Section::Exercise(exercise) = section {
                exercise
                    .kind
                    .prose_mut()
                    .words
                    .into_iter()
                    .for_each(&mut *visit);
            }
        }
        self.each_block_mut(&mut |block| each_text_mut(block, visit));
    }
}

/// The lists of blocks of an exercise; those of its kind last.
fn blocks_of(exercise: &mut Exercise) -> Vec<&mut Vec<Block>> {
    let mut lists = vec![&mut exercise.task];
    lists.extend(&mut exercise.hints);
    lists.push(&mut exercise.explanation);
    lists.extend(exercise.kind.prose_mut().blocks);
    lists
}

pub(crate) fn in_blocks(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::Quote(inner)
            | Block::Alert { blocks: inner, .. }
            | Block::Optional { blocks: inner, .. } => in_blocks(inner, visit),
            Block::List { items, .. } => items.iter_mut().for_each(|item| in_blocks(item, visit)),
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Table { .. }
            | Block::Data(_)
            | Block::Rule => {}
        }
    }
}

/// Calls `visit` for each run of words that belongs to the block itself, not to blocks inside it.
pub fn each_text_mut(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    match block {
        Block::Heading { text, .. }
        | Block::Paragraph(text)
        | Block::Optional { title: text, .. } => visit(text),
        Block::Table { header, rows } => {
            header.iter_mut().for_each(&mut *visit);
            rows.iter_mut().flatten().for_each(visit);
        }
        _ => {}
    }
}

fn in_words(words: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for word in words {
        visit(word);
        match word {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link { text: inner, .. }
            | Inline::Term { text: inner, .. } => in_words(inner, visit),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Figure { .. }
            | Inline::Town
            | Inline::Break
            | Inline::Ruby { .. }
            | Inline::Image(_) => {}
        }
    }
}
