//! `choice`: pick one or several options.

use serde::{Deserialize, Serialize};

use super::{OfKind, ProseMut};
use crate::asks::Digest;
use crate::town::{Texts, Visit};
use crate::{Block, Inline, Program};

/// Pick one or several options.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChoiceExercise {
    /// Whether several options may be right (check boxes instead of radio buttons).
    pub multiple: bool,
    /// The options in the author's order.
    pub options: Vec<ChoiceOption>,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// Its words.
    pub text: Vec<Inline>,
    /// Whether it is right.
    pub correct: bool,
    /// What to tell a learner who picked it (or, in a multiple choice, missed it).
    pub feedback: Vec<Block>,
}

impl OfKind for ChoiceExercise {
    type Answer = Vec<u32>;

    const IS_GRADED: bool = true;
    const IS_MADE: bool = false;

    fn start(&self) -> Vec<u32> {
        Vec::new()
    }

    fn is_blank(answer: &Vec<u32>) -> bool {
        answer.is_empty()
    }

    fn typed(_: &Vec<u32>) -> Option<&str> {
        None
    }

    fn typed_into(_: &str, _: &str, _: Option<&Vec<u32>>) -> Option<Vec<u32>> {
        None
    }

    fn is_too_much(_: &Vec<u32>) -> bool {
        false
    }

    fn each_text_of(_: &mut Vec<u32>, _: &mut Visit<'_>) {}

    fn asks(&self, digest: &mut Digest) {
        digest.part(if self.multiple { "several" } else { "one" });
        for option in &self.options {
            digest.part(if option.correct { "right" } else { "wrong" });
            digest.words(&option.text);
        }
    }

    fn prose_mut(&mut self) -> ProseMut<'_> {
        let mut prose = ProseMut::default();
        for option in &mut self.options {
            prose.words.push(&mut option.text);
            prose.blocks.push(&mut option.feedback);
        }
        prose
    }

    fn programs(&self) -> Vec<(&'static str, Program)> {
        Vec::new()
    }
}

impl Texts for ChoiceExercise {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            multiple: _,
            options,
        } = self;
        for ChoiceOption {
            text,
            correct: _,
            feedback,
        } in options
        {
            text.each_text(visit);
            feedback.each_text(visit);
        }
    }
}
