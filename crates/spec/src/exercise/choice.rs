//! `choice`: pick one or several options.

use serde::{Deserialize, Serialize};

use crate::{Block, Inline};

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
