//! Programs that make a table: what an author writes as a solution, and what a learner answers with. The answers
//! themselves are [`crate::Answer`], one variant a kind.

use serde::{Deserialize, Serialize};

use crate::json::by_fields;
use crate::step::Step;

/// Something that makes a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// Steps.
    Steps(Vec<StepEntry>),
    /// One SQL query.
    Sql(String),
}

impl Default for Program {
    fn default() -> Self {
        Self::Steps(Vec::new())
    }
}

impl Program {
    /// A program of these steps, all switched on.
    pub fn of_steps(steps: impl IntoIterator<Item = Step>) -> Self {
        Self::Steps(steps.into_iter().map(StepEntry::on).collect())
    }
}

/// A step in a list, switched on or off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepEntry {
    /// The step.
    #[serde(deserialize_with = "crate::step::json::step")]
    pub step: Step,
    /// Whether it runs.
    pub enabled: bool,
}

impl StepEntry {
    /// The step, switched on.
    pub fn on(step: Step) -> Self {
        Self {
            step,
            enabled: true,
        }
    }
}

by_fields! {
    StepEntry { step, enabled; }
}
