//! `choice`: the picked options against the right ones, with the author's words for each pick.

use spec::exercise::ChoiceExercise;
use spec::failure::CheckFault;
use spec::verdict::OptionFeedback;
use spec::{Feedback, Finding, Verdict};

use crate::{cannot_grade, correct};

/// Grades picked options (positions from 0).
///
/// The author's words for a right option that was missed come only when nothing wrong is picked any more:
/// before that they would give the answer away.
pub fn grade(exercise: &ChoiceExercise, picked: &[u32]) -> Verdict {
    let right = exercise
        .options
        .iter()
        .filter(|option| option.correct)
        .count();
    if right == 0 || (right > 1 && !exercise.multiple) {
        return cannot_grade(CheckFault::NoRightAnswer);
    }
    let options = || (0u32..).zip(&exercise.options);
    let is_picked = |position: u32| picked.contains(&position);
    if !options().any(|(position, _)| is_picked(position)) {
        return Verdict::Incomplete {
            field: String::new(),
        };
    }
    let wrong = options()
        .filter(|(position, option)| is_picked(*position) && !option.correct)
        .count();
    let missed = options()
        .filter(|(position, option)| !is_picked(*position) && option.correct)
        .count();
    if wrong == 0 && missed == 0 {
        return correct();
    }
    let told = options()
        .filter(|(position, option)| is_picked(*position) || (wrong == 0 && option.correct))
        .map(|(position, option)| OptionFeedback {
            option: position,
            right: is_picked(position) && option.correct,
            feedback: option.feedback.clone(),
        })
        .collect();
    Verdict::NotYet(Feedback {
        options: told,
        findings: vec![if exercise.multiple || wrong == 0 {
            Finding::Choice {
                wrong: count(wrong),
                missed: count(missed),
            }
        } else {
            Finding::OtherOption
        }],
        ..Feedback::default()
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use spec::Block;
    use spec::exercise::ChoiceOption;

    fn exercise(multiple: bool, correct: &[bool]) -> ChoiceExercise {
        let option = |correct: &bool| ChoiceOption {
            text: Vec::new(),
            correct: *correct,
            feedback: vec![Block::Rule],
        };
        ChoiceExercise {
            multiple,
            options: correct.iter().map(option).collect(),
        }
    }

    fn told(verdict: &Verdict) -> Vec<(u32, bool)> {
        match verdict {
            Verdict::NotYet(feedback) => feedback
                .options
                .iter()
                .map(|told| (told.option, told.right))
                .collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn one_right_option() {
        let exercise = exercise(false, &[false, true, false]);
        assert!(grade(&exercise, &[1]).is_correct());
        assert_eq!(told(&grade(&exercise, &[0])), [(0, false)]);
        assert_eq!(
            grade(&exercise, &[]),
            Verdict::Incomplete {
                field: String::new()
            }
        );
        assert_eq!(
            grade(&exercise, &[7]),
            Verdict::Incomplete {
                field: String::new()
            }
        );
    }

    #[test]
    fn missed_options_are_told_once_no_pick_is_wrong() {
        let exercise = exercise(true, &[true, true, false]);
        assert!(grade(&exercise, &[1, 0]).is_correct());
        assert_eq!(told(&grade(&exercise, &[0, 2])), [(0, true), (2, false)]);
        assert_eq!(told(&grade(&exercise, &[0])), [(0, true), (1, false)]);
    }

    #[test]
    fn an_author_without_a_right_option() {
        assert_eq!(
            grade(&exercise(true, &[false]), &[0]),
            cannot_grade(CheckFault::NoRightAnswer)
        );
        assert_eq!(
            grade(&exercise(false, &[true, true]), &[0]),
            cannot_grade(CheckFault::NoRightAnswer)
        );
    }
}
