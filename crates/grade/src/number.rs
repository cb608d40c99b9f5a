//! `number`: a typed number, as people write it, against the right one.

use spec::exercise::NumberExercise;
use spec::failure::CheckFault;
use spec::verdict::Signature;
use spec::{Feedback, Finding, Verdict};
use table::compare::close;
use table::text::{normalise, parse_number};

use crate::table::signature::{UNIT_FACTORS, is_rounded_to};
use crate::{cannot_grade, correct, not_yet};

/// Grades a typed number. `right` is what the exercise's SQL gave; `wrongs` are anticipated mistakes: what to
/// say and the mistaken number. Thousands commas, full-width digits, ▲, 万 and the unit are understood.
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
    let Some(number) = read(typed, &exercise.unit) else {
        return not_yet(Finding::NotANumber {
            got: typed.trim().to_owned(),
        });
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
    let say = wrongs
        .iter()
        .find(|(_, wrong)| same(number, *wrong))
        .map(|(say, _)| say.clone());
    let larger = (attempt >= 2).then_some(right > number);
    let findings = vec![Finding::Number {
        signature: signature(number, right, |got| same(got, right)),
        larger,
    }];
    Verdict::NotYet(Feedback {
        say,
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

/// Reads a number in the exercise's unit: «5千円» is 5,000 where the unit is 円 and 5 where it is 千円.
fn read(typed: &str, unit: &str) -> Option<f64> {
    let text: String = normalise(typed)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let unit: String = normalise(unit)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let (asked_scale, asked_base) = scale_of(&unit);
    let digits_end = text
        .rfind(|c: char| c.is_ascii_digit() || c == ')')
        .map(|at| at + 1)?;
    let (digits, suffix) = text.split_at(digits_end);
    let digits = digits.strip_prefix('約').unwrap_or(digits);
    // «27万4537人» has its 万 among the digits.
    if let Some((upper, lower)) = digits.split_once('万') {
        let upper = parse_number(upper)?;
        let lower = parse_number(lower)?;
        return Some(upper * 1e4 + lower * upper.signum());
    }
    let (scale, base) = scale_of(suffix);
    let number = match parse_number(digits) {
        Some(number) => number,
        // Brackets may close behind the unit, as in «(1,000円)».
        None => return parse_number(&text),
    };
    if suffix.is_empty() || suffix == unit {
        return Some(number);
    }
    // A Japanese word behind a number is its counter; Latin letters may be anything.
    let is_counter = base == asked_base
        || parse_number(&format!("1{base}")).is_some()
        || base.chars().all(|c| !c.is_ascii() && c.is_alphabetic());
    if !is_counter {
        return None;
    }
    Some(number * scale / asked_scale)
}

/// The factor at the head of a unit and the rest of it: 千円 is 1,000 and 円.
fn scale_of(unit: &str) -> (f64, &str) {
    const SCALES: [(&str, f64); 8] = [
        ("百万", 1e6),
        ("千万", 1e7),
        ("十億", 1e9),
        ("億", 1e8),
        ("万", 1e4),
        ("千", 1e3),
        ("%", 1e-2),
        ("割", 1e-1),
    ];
    SCALES
        .iter()
        .find_map(|(word, scale)| Some((*scale, unit.strip_prefix(word)?)))
        .unwrap_or((1.0, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers() {
        let check = |typed: &str, unit: &str, expected: Option<f64>| {
            assert_eq!(read(typed, unit), expected, "{typed} in {unit}")
        };
        check("274537", "人", Some(274_537.0));
        check("２７４，５３７人", "人", Some(274_537.0));
        check("27万4537人", "人", Some(274_537.0));
        check("27.5万人", "人", Some(275_000.0));
        check("約27万人", "人", Some(270_000.0));
        check("5千円", "円", Some(5000.0));
        check("5千円", "千円", Some(5.0));
        check("5", "千円", Some(5.0));
        check("5000円", "千円", Some(5.0));
        check("29.8%", "%", Some(29.8));
        check("29.8％", "", Some(0.298));
        check("29.8", "%", Some(29.8));
        check("▲1,200", "人", Some(-1200.0));
        check("12 km2", "km2", Some(12.0));
        check("3.5人/世帯", "人/世帯", Some(3.5));
        check("2020年", "", Some(2020.0));
        check("5つ", "市町", Some(5.0));
        check("津市", "人", None);
        check("津市274537", "人", None);
        check("10:30", "", None);
        check("12a", "人", None);
        check("", "人", None);
        check("1,23", "人", None);
    }

    fn check(typed: &str, attempt: u32, expected: &str) {
        let exercise = NumberExercise {
            abs_tol: 0.0,
            rel_tol: 0.0,
            unit: "人".into(),
            ..NumberExercise::default()
        };
        let wrongs = [("2022年の人口です。".to_owned(), 274_065.0)];
        let told = match grade(&exercise, 278_105.0, &wrongs, typed, attempt) {
            Verdict::Correct { .. } => "right".to_owned(),
            Verdict::NotYet(feedback) => format!("{:?} {:?}", feedback.say, feedback.findings),
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
        check("たくさん", 1, "None [NotANumber { got: \"たくさん\" }]");
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
