//! Every choice between kinds of exercise: by a match, made from the one list of kinds, and not by a table of functions. What
//! only the Studio calls must not be reached by the rooms (`xtask/src/build/split.rs`).

use spec::exercise::Kind;
use spec::{Answer, ExerciseKind, Matched};
use yew::prelude::*;

use super::card::{Blank, Card};
use super::record::{Offer, Recorded};
use super::template::About;
use crate::hooks::Words;

macro_rules! kinds {
    ($($stem:ident $Kind:ident $types:tt,)*) => {
        $(use super::$stem;)*

        /// What the learner works with.
        pub(super) fn bench(pair: Matched<'_>, card: &Card<'_>) -> Html {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::bench(exercise, answer, card),)*
            }
        }

        /// What has to be filled in before anybody is asked about the answer.
        pub(super) fn blank(pair: Matched<'_>) -> Option<Blank> {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::blank(exercise, answer),)*
            }
        }

        /// What has to be filled in, in words.
        pub(super) fn blank_words(answer: &Answer, blank: &Blank, words: &Words) -> String {
            match answer {
                $(Answer::$Kind(answer) => $stem::blank_words(answer, blank, words),)*
            }
        }

        /// An answer in short. It may be to another question, of another kind even.
        pub(super) fn summary(answer: &Answer, kind: &ExerciseKind, is_own: bool, words: &Words) -> Html {
            match answer {
                $(Answer::$Kind(answer) => {
                    let own = match kind {
                        ExerciseKind::$Kind(exercise) if is_own => Some(exercise),
                        _ => None,
                    };
                    $stem::summary(answer, own, words)
                })*
            }
        }

        /// Whether an answer to another question of its kind means the same in this one.
        pub(super) fn travels(answer: &Answer) -> bool {
            match answer {
                $(Answer::$Kind(_) => $stem::TRAVELS,)*
            }
        }

        /// The author's way, beside the learner's where it is made of steps.
        pub(super) fn way(pair: Matched<'_>, words: &Words) -> Html {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::way(exercise, answer, words),)*
            }
        }

        /// What the Studio's recorder offers below a bench.
        pub(crate) fn offer(kind: Kind) -> Offer {
            match kind {
                $(Kind::$Kind => $stem::OFFER,)*
            }
        }

        /// What an answer is in the text of a module; `None` where there is nothing to write down.
        pub(crate) fn record(pair: Matched<'_>) -> Option<Recorded<'_>> {
            match pair {
                $(Matched::$Kind(exercise, answer) => $stem::record(exercise, answer),)*
            }
        }

        /// The text of a new exercise.
        pub(crate) fn template(kind: Kind, about: &About<'_>) -> String {
            match kind {
                $(Kind::$Kind => $stem::template(about),)*
            }
        }
    };
}

spec::for_each_kind!(kinds);

#[cfg(test)]
mod tests {
    use spec::exercise::{ChoiceExercise, EssayExercise, NumberExercise, TableExercise};
    use spec::{Step, StepEntry, TableAnswer};

    use super::*;

    #[test]
    fn blanks_are_found_before_anything_is_graded() {
        let found = |kind: ExerciseKind, answer: Answer| {
            let blank = blank(kind.with(&answer).unwrap());
            blank.map(|Blank { step, field }| (step, field))
        };
        let steps = |steps: &[Step]| {
            let answer = TableAnswer {
                steps: steps.iter().cloned().map(StepEntry::on).collect(),
                ..TableAnswer::default()
            };
            let exercise = TableExercise::default();
            found(ExerciseKind::Table(exercise), Answer::Table(answer))
        };
        let from = Step::From {
            table: "人口".into(),
        };
        let all = Some((None, String::new()));
        assert_eq!(steps(&[]), all);
        let filter = Step::Filter {
            predicate: "年 = ".into(),
        };
        assert_eq!(
            steps(&[from.clone(), filter]),
            Some((Some(1), "predicate".into()))
        );
        assert_eq!(steps(&[from]), None);
        let number = ExerciseKind::Number(NumberExercise::default());
        assert_eq!(found(number, Answer::Number(" ".into())), all);
        // An essay without a word is not done either.
        let essay = ExerciseKind::Essay(EssayExercise {});
        assert_eq!(found(essay, Answer::Essay("　\n".into())), all);
        let choice = ExerciseKind::Choice(ChoiceExercise::default());
        assert_eq!(found(choice, Answer::Choice(vec![0])), None);
    }
}
