//! `choice`: pick one or several options, written as a task list.

use std::ops::Range;

use spec::Block;
use spec::exercise::{ChoiceExercise, ChoiceOption};

use crate::context::Context;
use crate::exercise::{Parts, split_first_paragraph};
use crate::problem;
use crate::prose;

pub(super) fn read(
    multiple: bool,
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> ChoiceExercise {
    let mut options = Vec::new();
    for item in std::mem::take(&mut parts.options) {
        if item.checked.is_none() {
            context.add(item.at.clone(), problem::exercises::option_not_marked());
        }
        let (text, rest) = split_first_paragraph(prose::blocks(item.nodes, context));
        if text.is_empty() {
            context.add(item.at.clone(), problem::exercises::empty_part());
        }
        // The quote marks the feedback in the file; on the page it is plain.
        let feedback: Vec<Block> = rest
            .into_iter()
            .flat_map(|block| match block {
                Block::Quote(inner) => inner,
                other => vec![other],
            })
            .collect();
        if feedback.is_empty() {
            context.add(item.at, problem::exercises::option_without_feedback());
        }
        options.push(ChoiceOption {
            text,
            correct: item.checked.unwrap_or_default(),
            feedback,
        });
    }
    if options.len() < 2 {
        context.add(at.clone(), problem::exercises::options_missing());
    } else {
        match options.iter().filter(|option| option.correct).count() {
            0 => context.add(at.clone(), problem::exercises::no_right_option()),
            1 => {}
            _ if !multiple => context.add(at.clone(), problem::exercises::several_right()),
            _ => {}
        }
    }
    ChoiceExercise { multiple, options }
}
