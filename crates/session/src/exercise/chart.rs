//! `chart`: what was picked is held against what suits the question; nothing is drawn.

use spec::exercise::ChartExercise;
use spec::{ChartSpec, Verdict};

use super::Grading;

pub(super) fn grade(
    exercise: &ChartExercise,
    answer: &ChartSpec,
    grading: &mut Grading<'_>,
) -> Verdict {
    ::grade::chart::grade(&exercise.check, answer, grading.attempt)
}
