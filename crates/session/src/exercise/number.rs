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
                .filter_map(|wrong| {
                    Some((wrong.say.clone(), cell::number(engine, &wrong.sql).ok()?))
                })
                .collect();
            ::grade::number::grade(exercise, right, &wrongs, typed, grading.attempt)
        }
        Err(reason) => Verdict::CannotGrade { reason },
    }
}
