//! `number`: the right number and the mistaken ones are computed.

use spec::Verdict;
use spec::exercise::NumberExercise;

use super::Grading;
use crate::cell;

pub(super) fn grade(exercise: &NumberExercise, typed: &str, grading: &mut Grading<'_>) -> Verdict {
    let engine = &*grading.engine;
    match cell::number(engine, &exercise.sql) {
        Ok(right) => {
            let wrongs: Vec<(String, f64)> = exercise
                .wrong
                .iter()
                .map(|wrong| {
                    // In the author's order: one that gives no number keeps its place.
                    let number = cell::number(engine, &wrong.sql).unwrap_or(f64::NAN);
                    (wrong.say.clone(), number)
                })
                .collect();
            ::grade::number::grade(exercise, right, &wrongs, typed, grading.attempt)
        }
        Err(reason) => Verdict::CannotGrade { reason },
    }
}
