//! `text`: a short text against the accepted ones, after NFKC, trimming and case folding.

use spec::exercise::TextExercise;
use spec::failure::CheckFault;
use spec::{Feedback, Finding, Verdict};
use table::text::{distance, normalise};

use crate::{cannot_grade, correct, foreseen};

/// Grades a typed text. `accept` are the author's right answers and those that the exercise's SQL gave;
/// `wrongs` are anticipated mistakes: what to say and the mistaken text.
pub fn grade(
    exercise: &TextExercise,
    accept: &[String],
    wrongs: &[(String, String)],
    typed: &str,
) -> Verdict {
    let fold = |text: &str| normalise(text).to_lowercase();
    let right: Vec<String> = exercise
        .accept
        .iter()
        .chain(accept)
        .map(|text| fold(text))
        .filter(|text| !text.is_empty())
        .collect();
    if right.is_empty() {
        return cannot_grade(CheckFault::NoRightAnswer);
    }
    let answer = fold(typed);
    if answer.is_empty() {
        return Verdict::Incomplete {
            field: String::new(),
        };
    }
    if right.contains(&answer) {
        return correct();
    }
    let (wrong, say) = foreseen(wrongs, |text| fold(text) == answer);
    let close = right.iter().any(|text| is_close(&answer, text));
    let findings = vec![Finding::Text {
        got: typed.trim().to_owned(),
        close,
    }];
    Verdict::NotYet(Feedback {
        say,
        wrong,
        findings,
        ..Feedback::default()
    })
}

/// Whether two texts are a slip of the keyboard apart. One letter of a short word may be all the difference
/// there is (亀山市, 松山市), so short words count as close only when one contains the other.
fn is_close(answer: &str, right: &str) -> bool {
    let length = right.chars().count();
    let contained =
        answer.chars().count() * 2 >= length && (right.contains(answer) || answer.contains(right));
    contained && answer.chars().count() <= length * 2
        || match length {
            0..=3 => false,
            4..=7 => distance(answer, right) <= 1,
            _ => distance(answer, right) <= 2,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(accept: &[&str], typed: &str, expected: Option<bool>) {
        let exercise = TextExercise {
            accept: accept.iter().map(ToString::to_string).collect(),
            ..TextExercise::default()
        };
        let close = match grade(&exercise, &[], &[], typed) {
            Verdict::Correct { .. } => None,
            Verdict::NotYet(feedback) => match feedback.findings.as_slice() {
                [Finding::Text { close, .. }] => Some(*close),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        };
        assert_eq!(close, expected, "{typed}");
    }

    #[test]
    fn spellings() {
        check(&["津市"], "津市", None);
        check(&["津市"], " 津市　", None);
        check(&["CSV"], "ｃｓｖ", None);
        check(&["津市", "つし"], "つし", None);
        check(&["津市"], "津", Some(true));
        check(&["津市"], "四日市市", Some(false));
        check(&["亀山市"], "松山市", Some(false));
        check(&["四日市市"], "四日市", Some(true));
        check(&["オープンデータ"], "オーブンデータ", Some(true));
    }

    #[test]
    fn anticipated_mistakes_and_faults() {
        let exercise = TextExercise {
            accept: vec!["津市".into()],
            ..TextExercise::default()
        };
        let wrongs = [(
            "四日市市は人口が最も多い市です。".to_owned(),
            "四日市市".to_owned(),
        )];
        match grade(&exercise, &[], &wrongs, "四日市市") {
            Verdict::NotYet(feedback) => assert_eq!(
                (feedback.wrong, feedback.say.as_deref()),
                (Some(0), Some("四日市市は人口が最も多い市です。"))
            ),
            other => panic!("{other:?}"),
        }
        assert_eq!(
            grade(&exercise, &[], &[], "　"),
            Verdict::Incomplete {
                field: String::new()
            }
        );
        assert_eq!(
            grade(&TextExercise::default(), &[], &[], "津市"),
            cannot_grade(CheckFault::NoRightAnswer)
        );
        assert!(grade(&TextExercise::default(), &["津市".into()], &[], "津市").is_correct());
    }
}
