//! `number`: a typed number, as people write it, against the right one.

use spec::exercise::NumberExercise;
use spec::failure::CheckFault;
use spec::verdict::Signature;
use spec::{Feedback, Finding, Verdict};
use table::compare::close;
use table::number::read;
use table::text::normalise;

use crate::table::signature::{UNIT_FACTORS, is_rounded_to};
use crate::{cannot_grade, correct, foreseen, not_yet};

/// Grades a typed number. `right` is what the exercise's SQL gave; `wrongs` are anticipated mistakes: what to
/// say and the mistaken number, which is none (NaN) where the author's SQL gives none. The text is read by [`table::number::read`], as the field showed it.
pub fn grade(
    exercise: &NumberExercise,
    right: f64,
    wrongs: &[(String, f64)],
    typed: &str,
    attempt: u32,
) -> Verdict {
    let tolerances = [exercise.abs_tol, exercise.rel_tol];
    if tolerances
        .iter()
        .any(|tolerance| !tolerance.is_finite() || *tolerance < 0.0)
    {
        return cannot_grade(CheckFault::Tolerance);
    }
    if !right.is_finite() {
        return cannot_grade(CheckFault::NoRightAnswer);
    }
    if normalise(typed).is_empty() {
        return Verdict::Incomplete {
            field: String::new(),
        };
    }
    let number = match read(typed, &exercise.unit) {
        Ok(reading) => reading.value,
        Err(why) => {
            return not_yet(Finding::NotANumber {
                got: typed.trim().to_owned(),
                why,
            });
        }
    };
    let same = |got: f64, wanted: f64| {
        close(
            got,
            wanted,
            noise(wanted)
                .max(exercise.abs_tol)
                .max(exercise.rel_tol * wanted.abs()),
        )
    };
    if same(number, right) {
        return correct();
    }
    let (wrong, say) = foreseen(wrongs, |wrong| same(number, *wrong));
    let larger = (attempt >= 2).then_some(right > number);
    let findings = vec![Finding::Number {
        signature: signature(number, right, |got| same(got, right)),
        larger,
    }];
    Verdict::NotYet(Feedback {
        say,
        wrong,
        findings,
        ..Feedback::default()
    })
}

/// What the last digits of a computed float may be off by, however strict the author was.
fn noise(wanted: f64) -> f64 {
    wanted.abs() * 1e-9 + 1e-12
}

fn signature(number: f64, right: f64, is_right: impl Fn(f64) -> bool) -> Option<Signature> {
    if right == 0.0 || number == 0.0 {
        return None;
    }
    if is_right(-number) {
        return Some(Signature::Sign);
    }
    if let Some(factor) = UNIT_FACTORS
        .into_iter()
        .find(|factor| is_right(number / factor))
    {
        return Some(Signature::Factor(factor));
    }
    // A number rounded to nothing but zeros would match anything.
    (0..=4)
        .rev()
        .find(|decimals| is_rounded_to(number, right, *decimals))
        .map(|decimals| Signature::Rounded { decimals })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, attempt: u32, expected: &str) {
        let exercise = NumberExercise {
            abs_tol: 0.0,
            rel_tol: 0.0,
            unit: "人".into(),
            ..NumberExercise::default()
        };
        let wrongs = [
            ("動かなかった".to_owned(), f64::NAN),
            ("2022年の人口です。".to_owned(), 274_065.0),
        ];
        let told = match grade(&exercise, 278_105.0, &wrongs, typed, attempt) {
            Verdict::Correct { .. } => "right".to_owned(),
            Verdict::NotYet(feedback) => {
                assert_eq!(feedback.wrong, feedback.say.as_ref().map(|_| 1));
                format!("{:?} {:?}", feedback.say, feedback.findings)
            }
            other => format!("{other:?}"),
        };
        assert_eq!(told, expected, "{typed}");
    }

    #[test]
    fn verdicts() {
        check("278,105", 1, "right");
        check(
            "278,106",
            1,
            "None [Number { signature: None, larger: None }]",
        );
        check(
            "278,106",
            2,
            "None [Number { signature: None, larger: Some(false) }]",
        );
        check(
            "278.105",
            1,
            "None [Number { signature: Some(Factor(0.001)), larger: None }]",
        );
        check(
            "-278105",
            1,
            "None [Number { signature: Some(Sign), larger: None }]",
        );
        check(
            "274065",
            1,
            "Some(\"2022年の人口です。\") [Number { signature: None, larger: None }]",
        );
        check(
            "たくさん",
            1,
            "None [NotANumber { got: \"たくさん\", why: NoNumber }]",
        );
        check(" ", 1, "Incomplete { field: \"\" }");
    }

    #[test]
    fn rounding_is_seen_and_noise_is_not() {
        let exercise = NumberExercise {
            unit: "%".into(),
            ..NumberExercise::default()
        };
        let told = |typed: &str| match grade(&exercise, 29.874_512, &[], typed, 1) {
            Verdict::NotYet(feedback) => format!("{:?}", feedback.findings),
            other => format!("{other:?}"),
        };
        assert_eq!(
            told("29.9"),
            "[Number { signature: Some(Rounded { decimals: 1 }), larger: None }]"
        );
        assert_eq!(
            told("30"),
            "[Number { signature: Some(Rounded { decimals: 0 }), larger: None }]"
        );
        assert_eq!(told("29.8745120000001"), "Correct { notes: [] }");
    }

    #[test]
    fn faults_of_the_author() {
        let exercise = NumberExercise::default();
        assert_eq!(
            grade(&exercise, f64::NAN, &[], "1", 1),
            cannot_grade(CheckFault::NoRightAnswer)
        );
        let exercise = NumberExercise {
            abs_tol: -1.0,
            ..NumberExercise::default()
        };
        assert_eq!(
            grade(&exercise, 1.0, &[], "1", 1),
            cannot_grade(CheckFault::Tolerance)
        );
    }
}
