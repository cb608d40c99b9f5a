//! Grading: what an answer is held against is computed here, one file per kind of exercise. The
//! crate `grade` compares.

use engine::Engine;
use spec::{Answer, Exercise, ExerciseId, Failure, Matched, Verdict};

use crate::out_of_step;

/// What the author's side of exercises gave, kept until the tables change.
#[derive(Default)]
pub(crate) struct References {
    tables: table::References,
    numbers: number::Questions,
}

/// What grading has at hand beside the exercise and the answer.
struct Grading<'a> {
    /// The exercise's id.
    id: &'a ExerciseId,
    /// Which attempt it is, from 1.
    attempt: u32,
    engine: &'a mut Engine,
    references: &'a mut References,
}

macro_rules! kinds {
    ($($stem:ident $Kind:ident $types:tt,)*) => {
        $(pub(crate) mod $stem;)*

        fn grade_kind(pair: Matched<'_>, grading: &mut Grading<'_>) -> Verdict {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::grade(exercise, answer, grading),)*
            }
        }
    };
}

spec::for_each_kind!(kinds);

/// Grades an answer.
///
/// # Errors
/// [`spec::FailureKind::OutOfStep`] when the answer is not to this kind of exercise.
pub(crate) fn grade(
    exercise: &Exercise,
    answer: &Answer,
    attempt: u32,
    engine: &mut Engine,
    references: &mut References,
) -> Result<Verdict, Failure> {
    let pair = exercise.kind.with(answer).ok_or_else(out_of_step)?;
    let mut grading = Grading {
        id: &exercise.id,
        attempt,
        engine,
        references,
    };
    Ok(grade_kind(pair, &mut grading))
}
