//! Exercises of every kind about a table, as `ama new` writes them. Each is to be tried before it is taken: whether one is
//! any good depends on the data.

pub(crate) mod subject;

use spec::exercise::Kind;

use crate::exercise;

pub use self::subject::{Column, Subject};

/// Texts of an exercise of that kind, the best first.
pub fn exercises(kind: Kind, id: &str, subject: &Subject) -> Vec<String> {
    exercise::templates(kind, id, subject)
}
