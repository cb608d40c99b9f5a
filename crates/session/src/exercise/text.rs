//! `text`: right answers are written down or computed.

use spec::Verdict;
use spec::exercise::TextExercise;

use super::Grading;
use crate::cell;

pub(super) fn grade(exercise: &TextExercise, typed: &str, grading: &mut Grading<'_>) -> Verdict {
    let accept = if exercise.sql.trim().is_empty() {
        Ok(Vec::new())
    } else {
        cell::texts(grading.engine, &exercise.sql)
    };
    match accept {
        Ok(accept) => {
            let wrongs: Vec<(String, String)> = exercise
                .wrong
                .iter()
                .map(|wrong| (wrong.say.clone(), wrong.text.clone()))
                .collect();
            ::grade::text::grade(exercise, &accept, &wrongs, typed)
        }
        Err(reason) => Verdict::CannotGrade { reason },
    }
}
