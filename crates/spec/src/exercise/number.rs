//! `number`: give a number.

use serde::{Deserialize, Serialize};

/// Give a number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NumberExercise {
    /// SQL that gives the right number as one cell.
    pub sql: String,
    /// Absolute tolerance.
    pub abs_tol: f64,
    /// Relative tolerance.
    pub rel_tol: f64,
    /// Unit written behind the field (人, %); may be empty.
    pub unit: String,
    /// Anticipated mistakes.
    pub wrong: Vec<NumberWrong>,
}

/// An anticipated mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberWrong {
    /// What to tell the learner.
    pub say: String,
    /// SQL that gives the mistaken number.
    pub sql: String,
}
