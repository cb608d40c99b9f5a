//! `number`: the right number and the mistaken ones are computed.

mod mistaken;

use std::collections::BTreeMap;

use ::grade::number::Known;
use spec::exercise::NumberExercise;
use spec::{ExerciseId, Verdict};

use super::Grading;
use crate::cell;

/// What is known of the questions for a number, kept until the tables change.
#[derive(Default)]
pub(crate) struct Questions(BTreeMap<ExerciseId, Known>);

pub(super) fn grade(exercise: &NumberExercise, typed: &str, grading: &mut Grading<'_>) -> Verdict {
    let engine = &*grading.engine;
    let right = match cell::number(engine, &exercise.sql) {
        Ok(right) => right,
        Err(reason) => return Verdict::CannotGrade { reason },
    };
    let wrongs: Vec<(String, f64)> = exercise
        .wrong
        .iter()
        .map(|wrong| {
            // In the author's order: one that gives no number keeps its place.
            let number = cell::number(engine, &wrong.sql).unwrap_or(f64::NAN);
            (wrong.say.clone(), number)
        })
        .collect();
    let with = |known: &Known| {
        ::grade::number::grade(exercise, right, &wrongs, known, typed, grading.attempt)
    };
    let verdict = with(&Known::default());
    // The cause is looked for only now: right answers, the common case, stay quick.
    match &verdict {
        Verdict::NotYet(feedback) if feedback.say.is_none() => {}
        _ => return verdict,
    }
    let questions = &mut grading.references.numbers.0;
    let known = questions
        .entry(grading.id.clone())
        .or_insert_with(|| mistaken::known(&exercise.sql, engine));
    with(known)
}
