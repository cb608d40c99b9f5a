//! What a learner has typed or picked, kept exactly as it is, finished or not.

use serde::{Deserialize, Serialize};

use crate::chart::ChartSpec;
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

/// An answer, finished or half-typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// To a `table` exercise.
    Table(TableAnswer),
    /// To a `chart` exercise.
    Chart(ChartSpec),
    /// To a `choice` exercise: positions of the picked options, ascending.
    Choice(Vec<u32>),
    /// To a `number` exercise: as typed.
    Number(String),
    /// To a `text` exercise: as typed.
    Text(String),
    /// To an `essay`: as typed.
    Essay(String),
}

/// Both ways of a table answer are kept; `mode` says which one counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableAnswer {
    /// The way that counts.
    pub mode: Mode,
    /// The steps.
    pub steps: Vec<StepEntry>,
    /// The SQL.
    pub sql: String,
}

impl TableAnswer {
    /// The program that counts.
    pub fn program(&self) -> Program {
        match self.mode {
            Mode::Steps => Program::Steps(self.steps.clone()),
            Mode::Sql => Program::Sql(self.sql.clone()),
        }
    }
}

/// Way of answering a `table` exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// With the step editor.
    #[default]
    Steps,
    /// With SQL.
    Sql,
}
