//! `number`: a typed number, as people write it, against the right one.
//!
//! Where it is wrong it is looked up among the numbers that are mistaken for the right one ([`Known`]). Only what is certain is
//! told: a number that two causes would give, or one with too few digits to be more than chance, has no cause.

use spec::exercise::NumberExercise;
use spec::failure::CheckFault;
use spec::verdict::{NumberCause, Signature};
use spec::{Feedback, Finding, Verdict};
use table::compare::close;
use table::number::{magnitude, read, ten_to};
use table::text::normalise;

use crate::table::signature::UNIT_FACTORS;
use crate::{cannot_grade, correct, foreseen, not_yet};

/// Fewer digits than this are the same by chance too often: 29 towns, 12 months.
const LEAST_DIGITS: i32 = 3;
/// Most decimals that are looked at as a rounding.
const MAX_DECIMALS: u8 = 6;

/// What is known beside the right number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The right number before it was rounded, where the question rounds it.
    pub full: Option<f64>,
    /// To how many decimals the question rounds.
    pub decimals: Option<u8>,
    /// Whether the question takes one thing from another.
    pub subtracts: bool,
    /// Numbers that are mistaken for the right one, each with what is told of it.
    pub mistaken: Vec<(Finding, f64)>,
}

/// Grades a typed number. `right` is what the exercise's SQL gave; `wrongs` are anticipated mistakes: what to
/// say and the mistaken number, which is none (NaN) where the author's SQL gives none. The text is read by [`table::number::read`], as the field showed it.
pub fn grade(
    exercise: &NumberExercise,
    right: f64,
    wrongs: &[(String, f64)],
    known: &Known,
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
    let cause = cause(number, right, known, &same).filter(|_| say.is_none());
    let findings = vec![cause.unwrap_or_else(|| Finding::Number {
        signature: signature(number, right, &same),
        larger,
    })];
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

fn signature(number: f64, right: f64, same: &dyn Fn(f64, f64) -> bool) -> Option<Signature> {
    if right == 0.0 || number == 0.0 {
        return None;
    }
    if same(-number, right) {
        return Some(Signature::Sign);
    }
    UNIT_FACTORS
        .into_iter()
        .find(|factor| same(number / factor, right))
        .map(Signature::Factor)
}

/// Where the number comes from, unless its sign or size already tells.
fn cause(
    number: f64,
    right: f64,
    known: &Known,
    same: &dyn Fn(f64, f64) -> bool,
) -> Option<Finding> {
    match signature(number, right, same) {
        Some(Signature::Sign) if known.subtracts => {
            return Some(Finding::NumberFrom(NumberCause::TurnedRound));
        }
        Some(_) => return None,
        None => {}
    }
    decimals(number, right, known)
        .map(Finding::NumberFrom)
        .or_else(|| mistaken(number, known, same))
}

/// The right number with fewer (or more) decimals than asked for, or cut off where it had to be rounded.
fn decimals(number: f64, right: f64, known: &Known) -> Option<NumberCause> {
    let full = known.full.unwrap_or(right);
    // A number rounded to nothing but zeros would match anything.
    if number == 0.0 {
        return None;
    }
    (0..=MAX_DECIMALS).find_map(|got| {
        let step = ten_to(-i32::from(got));
        let steps = number / step;
        // The number must have so few decimals itself.
        if !close(steps, steps.round(), 1e-6) {
            return None;
        }
        let is_rounded = (number - full).abs() <= step / 2.0 * (1.0 + 1e-9);
        let is_cut = (number - full).abs() < step * (1.0 - 1e-9) && number.abs() < full.abs();
        (is_rounded || is_cut).then_some(NumberCause::Decimals {
            got,
            cut: !is_rounded,
            want: known.decimals,
        })
    })
}

/// The one cause that gives just this number.
fn mistaken(number: f64, known: &Known, same: &dyn Fn(f64, f64) -> bool) -> Option<Finding> {
    if digits(number) < LEAST_DIGITS {
        return None;
    }
    let mut found = known
        .mistaken
        .iter()
        .filter(|(_, other)| other.is_finite() && same(number, *other))
        .map(|(finding, _)| finding);
    let first = found.next()?;
    found.all(|other| other == first).then(|| first.clone())
}

/// How many digits a number has from the first to the last that is not 0.
fn digits(number: f64) -> i32 {
    let size = magnitude(number);
    (0..16)
        .find(|kept| {
            let steps = number * ten_to(kept - size);
            close(steps, steps.round(), 1e-6)
        })
        .map_or(16, |kept| kept + 1)
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
        let told = match grade(
            &exercise,
            278_105.0,
            &wrongs,
            &Known::default(),
            typed,
            attempt,
        ) {
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

    /// What is told of a number that is wrong: the question asks for 25.8, and 25.76 is what it rounds.
    fn told(known: &Known, typed: &str) -> String {
        let exercise = NumberExercise {
            unit: "%".into(),
            ..NumberExercise::default()
        };
        match grade(&exercise, 25.8, &[], known, typed, 1) {
            Verdict::NotYet(feedback) => format!("{:?}", feedback.findings),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn decimals_that_are_missing_or_cut_off_are_seen_and_noise_is_not() {
        let known = Known {
            full: Some(25.76),
            decimals: Some(1),
            ..Known::default()
        };
        let check = |typed: &str, got: u8, cut: bool| {
            assert_eq!(
                told(&known, typed),
                format!("[NumberFrom(Decimals {{ got: {got}, cut: {cut}, want: Some(1) }})]"),
                "{typed}"
            );
        };
        check("26", 0, false);
        check("25", 0, true);
        check("25.7", 1, true);
        // More decimals than are asked for.
        check("25.76", 2, false);
        let other = "[Number { signature: None, larger: None }]";
        assert_eq!(told(&known, "25.9"), other);
        assert_eq!(told(&known, "27"), other);
        assert_eq!(told(&known, "25.8000000001"), "Correct { notes: [] }");
        // Nothing is known but the number.
        assert_eq!(
            told(&Known::default(), "25"),
            "[NumberFrom(Decimals { got: 0, cut: true, want: None })]"
        );
    }

    #[test]
    fn a_number_is_looked_up_where_it_has_one_cause() {
        let other = |column: &str| {
            Finding::NumberFrom(NumberCause::OtherColumn {
                column: column.into(),
            })
        };
        let known = Known {
            mistaken: vec![
                (other("a"), 1234.0),
                (other("b"), 5678.0),
                (other("c"), 5678.0),
                (other("d"), 29.0),
                (other("e"), f64::NAN),
                (other("f"), 91.2),
                (other("f"), 91.2),
            ],
            ..Known::default()
        };
        let none = "[Number { signature: None, larger: None }]";
        assert_eq!(
            told(&known, "1234"),
            "[NumberFrom(OtherColumn { column: \"a\" })]"
        );
        assert_eq!(
            told(&known, "91.2"),
            "[NumberFrom(OtherColumn { column: \"f\" })]"
        );
        // Two causes, two digits, no cause.
        assert_eq!(told(&known, "5678"), none);
        assert_eq!(told(&known, "29"), none);
        assert_eq!(told(&known, "4321"), none);
    }

    #[test]
    fn digits_are_counted_between_zeros() {
        for (number, expected) in [
            (29.0, 2),
            (2760.0, 3),
            (0.025, 2),
            (25.8, 3),
            (305_424.0, 6),
            (-1000.0, 1),
        ] {
            assert_eq!(digits(number), expected, "{number}");
        }
    }

    #[test]
    fn a_turned_sign_is_a_turned_difference_where_there_is_one() {
        let subtracts = Known {
            subtracts: true,
            ..Known::default()
        };
        assert_eq!(told(&subtracts, "-25.8"), "[NumberFrom(TurnedRound)]");
        assert_eq!(
            told(&Known::default(), "-25.8"),
            "[Number { signature: Some(Sign), larger: None }]"
        );
    }

    #[test]
    fn faults_of_the_author() {
        let exercise = NumberExercise::default();
        assert_eq!(
            grade(&exercise, f64::NAN, &[], &Known::default(), "1", 1),
            cannot_grade(CheckFault::NoRightAnswer)
        );
        let exercise = NumberExercise {
            abs_tol: -1.0,
            ..NumberExercise::default()
        };
        assert_eq!(
            grade(&exercise, 1.0, &[], &Known::default(), "1", 1),
            cannot_grade(CheckFault::Tolerance)
        );
    }
}
