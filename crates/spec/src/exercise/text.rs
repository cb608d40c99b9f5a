//! `text`: give a short text.

use serde::{Deserialize, Serialize};

/// Give a short text. Answers are compared after NFKC, trimming and case folding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextExercise {
    /// Right answers.
    pub accept: Vec<String>,
    /// SQL that gives right answers, one a row in its first column; empty for none.
    pub sql: String,
    /// Anticipated mistakes.
    pub wrong: Vec<TextWrong>,
}

/// An anticipated mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextWrong {
    /// What to tell the learner.
    pub say: String,
    /// The mistaken answer.
    pub text: String,
}
