//! `clean`: make a table of a file as it was published. In all but its name a `table` exercise, with the same types, grader and
//! bench; what knows tables asks for either of the two here.

use super::{Answer, ExerciseKind, TableAnswer, TableExercise};

impl ExerciseKind {
    /// The exercise, where a table is made in it.
    pub fn table(&self) -> Option<&TableExercise> {
        match self {
            Self::Table(exercise) | Self::Clean(exercise) => Some(exercise),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn table_mut(&mut self) -> Option<&mut TableExercise> {
        match self {
            Self::Table(exercise) | Self::Clean(exercise) => Some(exercise),
            _ => None,
        }
    }

    /// The answer to it that makes a table so.
    pub fn table_answer(&self, answer: TableAnswer) -> Answer {
        match self {
            Self::Clean(_) => Answer::Clean(answer),
            _ => Answer::Table(answer),
        }
    }
}

impl Answer {
    /// The answer, where it makes a table.
    pub fn table(&self) -> Option<&TableAnswer> {
        match self {
            Self::Table(answer) | Self::Clean(answer) => Some(answer),
            _ => None,
        }
    }
}
