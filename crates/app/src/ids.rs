//! Ids of elements that stand in one place and are looked for in another.

use spec::ExerciseId;

/// The heading of an exercise. The section of the exercise has no box of its own to scroll to.
pub(crate) fn exercise_heading(exercise: &ExerciseId) -> String {
    format!("exercise-{exercise}")
}

/// The tables of the lesson in an exercise's bench.
pub(crate) fn sources(exercise: &str) -> String {
    format!("{exercise}-sources")
}
