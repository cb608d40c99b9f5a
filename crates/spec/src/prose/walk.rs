//! Visits everything of a module that is prose, in the order in which the parser reads it.

use super::{Block, Image, Inline};
use crate::Module;
use crate::module::Section;
use crate::town::Texts;

impl Module {
    /// Calls `visit` for every block, outer ones first, in the order in which the parser reads them.
    pub fn each_block_mut(&mut self, visit: &mut dyn FnMut(&mut Block)) {
        for section in &mut self.sections {
            section.each_block_mut(visit);
        }
        each_block_mut(&mut self.at_work, visit);
        each_block_mut(&mut self.instructor_notes, visit);
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

impl Section {
    /// The same for one section; of an exercise the blocks of its kind come last.
    pub fn each_block_mut(&mut self, visit: &mut dyn FnMut(&mut Block)) {
        let exercise = match self {
            Self::Prose(blocks) => return each_block_mut(blocks, visit),
            Self::Exercise(exercise) => exercise,
        };
        each_block_mut(&mut exercise.task, visit);
        for hint in &mut exercise.hints {
            each_block_mut(hint, visit);
        }
        each_block_mut(&mut exercise.explanation, visit);
        for blocks in exercise.kind.prose_mut().blocks {
            each_block_mut(blocks, visit);
        }
    }
}

impl Inline {
    /// The run of words that it puts into another light, where it is no word itself.
    pub fn inner_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::Link { text: inner, .. }
            | Self::Term { text: inner, .. } => Some(inner),
            Self::Text(_)
            | Self::Code(_)
            | Self::Figure { .. }
            | Self::Town
            | Self::Break
            | Self::Ruby { .. }
            | Self::Image(_) => None,
        }
    }
}

/// Calls `visit` for each of these blocks and for those inside them, outer ones first.
pub fn each_block_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::Quote(inner)
            | Block::Alert { blocks: inner, .. }
            | Block::Optional { blocks: inner, .. } => each_block_mut(inner, visit),
            Block::List { items, .. } => items
                .iter_mut()
                .for_each(|item| each_block_mut(item, visit)),
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
        if let Some(inner) = word.inner_mut() {
            in_words(inner, visit);
        }
    }
}
