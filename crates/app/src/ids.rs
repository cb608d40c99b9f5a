//! Ids of elements that stand in one place and are looked for in another.

use spec::ExerciseId;

/// Where a lesson puts its own line into the top of the page.
pub(crate) const HEADER_SLOT: &str = "header-slot";

/// The heading of an exercise.
pub(crate) fn exercise_heading(exercise: &ExerciseId) -> String {
    format!("exercise-{exercise}")
}

/// The tables of the lesson in an exercise's bench.
pub(crate) fn sources(exercise: &str) -> String {
    format!("{exercise}-sources")
}
