//! `number`: the right one and the mistaken ones are computed, and typed as learners do.

use session::cell;
use spec::author::AuthorFault;
use spec::exercise::NumberExercise;
use spec::{Answer, Exercise, Failure};

use super::tester::{Tester, Trials};

impl Trials for NumberExercise {
    fn try_out(&self, exercise: &Exercise, tester: &mut Tester) {
        match number(tester, &self.sql) {
            Ok(right) => tester.solution(
                exercise,
                Answer::Number(plain(right, self.abs_tol, self.rel_tol)),
            ),
            Err(failure) => tester.find(AuthorFault::QueryFails {
                sql: self.sql.clone(),
                failure,
            }),
        }
        for wrong in &self.wrong {
            match number(tester, &wrong.sql) {
                Ok(value) => tester.wrong(exercise, &wrong.say, Answer::Number(value.to_string())),
                Err(failure) => tester.wrong_fails(&wrong.say, failure),
            }
        }
    }
}

fn number(tester: &Tester, sql: &str) -> Result<f64, Failure> {
    cell::number(tester.lesson.engine(), sql)
}

/// A number as a learner would type it: no more decimals than the tolerance asks for.
fn plain(number: f64, abs_tol: f64, rel_tol: f64) -> String {
    let tolerance = abs_tol.max(rel_tol * number.abs());
    (0..=12_usize)
        .map(|decimals| format!("{number:.decimals$}"))
        .find(|typed| {
            typed
                .parse::<f64>()
                .is_ok_and(|typed| (typed - number).abs() <= tolerance)
        })
        .unwrap_or_else(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_typed_as_the_tolerance_allows() {
        assert_eq!(plain(38.25, 0.1, 0.0), "38.2");
        assert_eq!(plain(274_537.0, 0.0, 0.0), "274537");
        assert_eq!(plain(1.0 / 3.0, 1e-3, 0.0), "0.333");
    }
}
