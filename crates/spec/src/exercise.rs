//! Exercises: one file per kind, the same stem in every crate.

mod chart;
mod choice;
mod number;
mod table;
mod text;

use serde::{Deserialize, Serialize};

pub use self::chart::{ChartCheck, ChartExercise, ChartWrong};
pub use self::choice::{ChoiceExercise, ChoiceOption};
pub use self::number::{NumberExercise, NumberWrong};
pub use self::table::{Rules, TableCheck, TableExercise, TableMode, TableWrong};
pub use self::text::{TextExercise, TextWrong};
use crate::{Asks, Block, ExerciseId};

/// One exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// Stable id within the module.
    pub id: ExerciseId,
    /// Heading.
    pub title: String,
    /// Points; 10 unless told.
    pub points: u32,
    /// What to do.
    pub task: Vec<Block>,
    /// Hints from general to specific.
    pub hints: Vec<Vec<Block>>,
    /// One sentence of why, shown when solved.
    pub explanation: Vec<Block>,
    /// What is asked and how it is checked.
    pub kind: ExerciseKind,
    /// The same in short, by which saved work knows its question; put in when the module is read.
    pub asks: Asks,
}

/// The kinds of exercise.
#[expect(
    clippy::large_enum_variant,
    reason = "a module has a handful, each boxed in its section"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExerciseKind {
    /// Make a table with steps or SQL.
    Table(TableExercise),
    /// Choose how to draw a chart.
    Chart(ChartExercise),
    /// Pick one or several options.
    Choice(ChoiceExercise),
    /// Give a number.
    Number(NumberExercise),
    /// Give a short text.
    Text(TextExercise),
    /// Write freely: kept, never graded.
    Essay,
}

impl ExerciseKind {
    /// The word in files (`.table`), message ids and styles.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Table(_) => "table",
            Self::Chart(_) => "chart",
            Self::Choice(_) => "choice",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Essay => "essay",
        }
    }
}
