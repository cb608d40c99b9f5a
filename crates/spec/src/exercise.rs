//! Exercises. A kind is one stem: it has a line in [`for_each_kind`](crate::for_each_kind) and a file of that name in every crate that has
//! something to do with it. Everything that lists kinds or chooses between them is made from that one list, so that a
//! kind that was forgotten anywhere does not compile. Start reading at [`OfKind`], what a kind says of itself.

use serde::{Deserialize, Serialize};

pub use self::audit::{
    AuditExercise, AuditFault, AuditMark, AuditWrong, RuleWords, SHOWN_COLUMNS, SHOWN_ROWS, Spot,
};
pub use self::chart::{ChartCheck, ChartExercise, ChartWrong};
pub use self::choice::{ChoiceExercise, ChoiceOption};
pub use self::essay::EssayExercise;
pub use self::number::{NumberExercise, NumberWrong};
pub use self::table::{Mode, Rules, TableAnswer, TableCheck, TableExercise, TableMode, TableWrong};
pub use self::text::{TextExercise, TextWrong};
use crate::asks::Digest;
use crate::json::{FromNode, Node};
use crate::town::{Texts, Visit};
use crate::{Asks, Block, ChartSpec, ExerciseId, Inline, Program};

/// The kinds of exercise: calls the macro `$then` with one line for each of them.
///
/// A line is the stem (the word in files, message ids and styles, and the name of the kind's modules), the name of the
/// variants, and in brackets the type of the exercise, that of an answer to it, and what both are. Crates beside this
/// one take the first two and leave the brackets as they are (`$($stem:ident $Kind:ident $types:tt,)*`). New kinds come last:
/// the position is what is written into bytes.
#[macro_export]
macro_rules! for_each_kind {
    ($then:ident) => {
        $then! {
            table Table (TableExercise, TableAnswer, "Make a table with steps or SQL.", "To a `table` exercise."),
            chart Chart (ChartExercise, ChartSpec, "Choose how to draw a chart.", "To a `chart` exercise."),
            choice Choice (ChoiceExercise, Vec<u32>, "Pick one or several options.", "To a `choice` exercise: positions of the picked options, ascending."),
            number Number (NumberExercise, String, "Give a number.", "To a `number` exercise: as typed."),
            text Text (TextExercise, String, "Give a short text.", "To a `text` exercise: as typed."),
            essay Essay (EssayExercise, String, "Write freely: kept, never graded.", "To an `essay`: as typed."),
            clean Clean (TableExercise, TableAnswer, "Make a table of a file as it was published.", "To a `clean` exercise."),
            audit Audit (AuditExercise, Vec<AuditMark>, "Mark what keeps machines from reading a sheet.", "To an `audit` exercise: in the order of marking."),
        }
    };
}

/// What every kind says of itself: implemented by the exercise of each kind, in its own file.
pub trait OfKind: Texts {
    /// What an answer to it is.
    type Answer;

    /// Whether there is right and wrong; else whatever is written is kept.
    const IS_GRADED: bool;

    /// Whether something is made in it, from a start that the author gives (a table, a chart); else a question is answered.
    const IS_MADE: bool;

    /// The answer as it stands at the start.
    fn start(&self) -> Self::Answer;

    /// Whether there is nothing in an answer that would be missed.
    fn is_blank(answer: &Self::Answer) -> bool;

    /// The text of an answer that is one.
    fn typed(answer: &Self::Answer) -> Option<&str>;

    /// What an answer becomes when `text` is typed into a field of it, by the name with which the page's element ids end;
    /// `None` where it has no such field. `answer` is what stood there before.
    fn typed_into(field: &str, text: &str, answer: Option<&Self::Answer>) -> Option<Self::Answer>;

    /// Whether an answer is larger, or nested deeper, than anybody makes.
    fn is_too_much(answer: &Self::Answer) -> bool;

    /// Calls `visit` for each text of an answer in which the learner's town may be named.
    fn each_text_of(answer: &mut Self::Answer, visit: &mut Visit<'_>);

    /// Tells what is right, and words of the question that do not stand in the task.
    fn asks(&self, digest: &mut Digest);

    /// Words and blocks of its own, in the order in which the parser reads them.
    fn prose_mut(&mut self) -> ProseMut<'_>;

    /// Programs whose whole result somebody relies on, each with what it is.
    fn programs(&self) -> Vec<(&'static str, Program)>;
}

/// What kinds say of themselves whose answer is what stands in one field, by the name with which its element's id ends.
macro_rules! typed_answer {
    ($field:literal) => {
        type Answer = String;

        fn start(&self) -> String {
            String::new()
        }

        fn is_blank(answer: &String) -> bool {
            answer.trim().is_empty()
        }

        fn typed(answer: &String) -> Option<&str> {
            Some(answer)
        }

        fn typed_into(field: &str, text: &str, _: Option<&String>) -> Option<String> {
            (field == $field).then(|| text.to_owned())
        }

        fn is_too_much(_: &String) -> bool {
            false
        }

        // What is typed into a field is an answer as it is.
        fn each_text_of(_: &mut String, _: &mut Visit<'_>) {}
    };
}

/// Prose that a kind has beside the parts that all exercises have.
#[derive(Debug, Default)]
pub struct ProseMut<'a> {
    /// Runs of words that stand in no block.
    pub words: Vec<&'a mut Vec<Inline>>,
    /// Lists of blocks.
    pub blocks: Vec<&'a mut Vec<Block>>,
}

/// One exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// Stable id within the module.
    pub id: ExerciseId,
    /// Heading.
    pub title: String,
    /// Points; 10 unless told.
    pub points: u32,
    /// What to do.
    pub task: Vec<Block>,
    /// Hints from general to specific.
    pub hints: Vec<Vec<Block>>,
    /// One sentence of why, shown when solved.
    pub explanation: Vec<Block>,
    /// What is asked and how it is checked.
    pub kind: ExerciseKind,
    /// The same in short, by which saved work knows its question; put in when the module is read.
    pub asks: Asks,
}

macro_rules! kinds {
    ($($stem:ident $Kind:ident ($Exercise:ident, $Answer:ty, $about:literal, $of_answer:literal),)*) => {
        $(mod $stem;)*

        /// A kind of exercise by itself.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = $about] $Kind,)*
        }

        impl Kind {
            /// All of them, in the order of menus.
            pub const ALL: &'static [Self] = &[$(Self::$Kind),*];

            /// The word in files (`.table`), message ids and styles.
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Self::$Kind => stringify!($stem),)*
                }
            }

            /// Whether there is right and wrong in it; else whatever is written is kept.
            pub const fn is_graded(self) -> bool {
                match self {
                    $(Self::$Kind => <$Exercise as OfKind>::IS_GRADED,)*
                }
            }

            /// Whether something is made in it; else a question is answered.
            pub const fn is_made(self) -> bool {
                match self {
                    $(Self::$Kind => <$Exercise as OfKind>::IS_MADE,)*
                }
            }
        }

        /// An exercise by its kind.
        #[expect(
            clippy::large_enum_variant,
            reason = "a module has a handful, each boxed in its section"
        )]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum ExerciseKind {
            $(#[doc = $about] $Kind($Exercise),)*
        }

        impl ExerciseKind {
            /// Which kind it is.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$Kind(_) => Kind::$Kind,)*
                }
            }

            /// The answer as it stands at the start.
            pub fn start(&self) -> Answer {
                match self {
                    $(Self::$Kind(exercise) => Answer::$Kind(exercise.start()),)*
                }
            }

            /// The exercise beside an answer to one of its kind; `None` where the answer is to another kind.
            pub fn with<'a>(&'a self, answer: &'a Answer) -> Option<Matched<'a>> {
                match (self, answer) {
                    $((Self::$Kind(exercise), Answer::$Kind(answer)) => Some(Matched::$Kind(exercise, answer)),)*
                    _ => None,
                }
            }

            /// Tells what is right, and words of the question that do not stand in the task.
            pub(crate) fn asks(&self, digest: &mut Digest) {
                match self {
                    $(Self::$Kind(exercise) => exercise.asks(digest),)*
                }
            }

            /// Words and blocks that only this kind has.
            pub fn prose_mut(&mut self) -> ProseMut<'_> {
                match self {
                    $(Self::$Kind(exercise) => exercise.prose_mut(),)*
                }
            }

            /// Programs whose whole result somebody relies on, each with what it is.
            pub fn programs(&self) -> Vec<(&'static str, Program)> {
                match self {
                    $(Self::$Kind(exercise) => exercise.programs(),)*
                }
            }
        }

        impl Texts for ExerciseKind {
            fn each_text(&mut self, visit: &mut Visit<'_>) {
                match self {
                    $(Self::$Kind(exercise) => exercise.each_text(visit),)*
                }
            }
        }

        /// An answer, finished or half-typed.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Answer {
            $(#[doc = $of_answer] $Kind($Answer),)*
        }

        impl Answer {
            /// The kind that it is to.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$Kind(_) => Kind::$Kind,)*
                }
            }

            /// Whether there is nothing in it that would be missed.
            pub fn is_blank(&self) -> bool {
                match self {
                    $(Self::$Kind(answer) => <$Exercise as OfKind>::is_blank(answer),)*
                }
            }

            /// Its text, if it is one.
            pub fn typed(&self) -> Option<&str> {
                match self {
                    $(Self::$Kind(answer) => <$Exercise as OfKind>::typed(answer),)*
                }
            }

            /// What an answer becomes when `text` is typed into the field of that name; `None` where no kind has one.
            pub fn typed_into(field: &str, text: &str, before: Option<&Self>) -> Option<Self> {
                $({
                    let before = match before {
                        Some(Self::$Kind(answer)) => Some(answer),
                        _ => None,
                    };
                    if let Some(answer) = <$Exercise as OfKind>::typed_into(field, text, before) {
                        return Some(Self::$Kind(answer));
                    }
                })*
                None
            }

            /// Whether it is larger, or nested deeper, than anybody makes.
            pub fn is_too_much(&self) -> bool {
                match self {
                    $(Self::$Kind(answer) => <$Exercise as OfKind>::is_too_much(answer),)*
                }
            }
        }

        /// `{"number": "12"}`.
        impl FromNode for Answer {
            fn from_node(node: &Node) -> Option<Self> {
                let (kind, answer) = node.variant()?;
                Some(match Kind::from_slug(kind)? {
                    $(Kind::$Kind => Self::$Kind(FromNode::from_node(answer)?),)*
                })
            }
        }

        impl Texts for Answer {
            fn each_text(&mut self, visit: &mut Visit<'_>) {
                match self {
                    $(Self::$Kind(answer) => <$Exercise as OfKind>::each_text_of(answer, visit),)*
                }
            }
        }

        /// An exercise and an answer of one kind. What grades or shows an answer takes this: no other pair can be written.
        #[derive(Clone, Copy, Debug)]
        pub enum Matched<'a> {
            $(#[doc = $about] $Kind(&'a $Exercise, &'a $Answer),)*
        }
    };
}

for_each_kind!(kinds);

impl Kind {
    /// The kind of that word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }
}

impl ExerciseKind {
    /// The word in files (`.table`), message ids and styles.
    pub fn slug(&self) -> &'static str {
        self.kind().slug()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Step, StepEntry};

    #[test]
    fn the_start_is_the_authors() {
        let filter = Step::Filter {
            predicate: "市町 = '鳥羽市'".into(),
        };
        let kind = ExerciseKind::Table(TableExercise {
            starter: vec![filter.clone()],
            starter_sql: "SELECT '鳥羽市'".into(),
            ..TableExercise::default()
        });
        let start = kind.start();
        let Some(Matched::Table(_, answer)) = kind.with(&start) else {
            panic!()
        };
        assert_eq!(answer.steps, [StepEntry::on(filter)]);
        assert_eq!(answer.sql, "SELECT '鳥羽市'");
        assert!(kind.with(&Answer::Text(String::new())).is_none());
    }

    #[test]
    fn kinds_are_found_by_their_words_and_keep_their_places() {
        let slugs: Vec<&str> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
        assert_eq!(
            slugs,
            [
                "table", "chart", "choice", "number", "text", "essay", "clean", "audit"
            ]
        );
        for kind in Kind::ALL {
            assert_eq!(Kind::from_slug(kind.slug()), Some(*kind));
        }
        assert_eq!(Kind::from_slug("robot"), None);
        // As work files have them.
        let json = |answer: &Answer| serde_json::to_string(answer).unwrap();
        assert_eq!(json(&Answer::Choice(vec![1])), r#"{"choice":[1]}"#);
        assert_eq!(json(&Answer::Essay("a".into())), r#"{"essay":"a"}"#);
    }
}
