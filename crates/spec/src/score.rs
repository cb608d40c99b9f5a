//! How far a learner has come in a module: which exercises are done, and how many points that makes.
//!
//! The one place that decides it. [`standing`] is what a learning system and a report are told; the page shows no points and
//! asks [`is_done`] for each pearl, of lessons that it has not fetched, too.

use crate::exercise::Kind;
use crate::work::{ExerciseWork, Question, Work};
use crate::{Answer, Module};

/// What earns an exercise's points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// It is solved.
    #[default]
    Solved,
    /// It is solved, and it was before the worked solution was opened.
    Unaided,
}

/// How far a learner has come in a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Exercises that are done.
    pub done: usize,
    /// All exercises.
    pub total: usize,
    /// Points earned.
    pub points: u64,
    /// Points of all exercises that are graded.
    pub of: u64,
    /// Points earned of 100, rounded half up. `None` before the first graded try, and where nothing is graded.
    pub raw: Option<u64>,
    /// Whether every exercise is done.
    pub complete: bool,
}

/// How far the learner has come in that module. Work on other questions with the same ids does not count.
pub fn standing(module: &Module, work: &Work, rule: Rule) -> Standing {
    let mut standing = Standing::default();
    let mut is_tried = false;
    let mine = work.modules.get(&module.id);
    for exercise in module.exercises() {
        let kind = exercise.kind.slug();
        let question = Question::of(module, exercise);
        let record = mine.and_then(|module| module.exercises.get(&exercise.id));
        let any = |is_so: &dyn Fn(&ExerciseWork) -> bool| {
            record.is_some_and(|work| work.any_for(&question, module.keep, is_so))
        };
        standing.total += 1;
        if any(&|work| is_done(kind, work)) {
            standing.done += 1;
        }
        if !is_graded(kind) {
            continue;
        }
        let points = u64::from(exercise.points);
        standing.of += points;
        if any(&|work| work.solved && (rule == Rule::Solved || work.unaided)) {
            standing.points += points;
        }
        // Work of formats 1 and 2 has no journal.
        is_tried |= any(&|work| work.solved || work.attempts > 0 || !work.tries.is_empty());
    }
    standing.complete = standing.done == standing.total;
    if is_tried && standing.of > 0 {
        standing.raw = Some((200 * standing.points + standing.of) / (2 * standing.of));
    }
    standing
}

/// Whether an exercise of that kind counts as done. Where nothing is right or wrong (an essay), something written is enough,
/// and nothing less. What was passed over to catch up with a class is not done.
pub fn is_done(kind: &str, work: &ExerciseWork) -> bool {
    match Kind::from_slug(kind) {
        _ if work.skipped => false,
        Some(kind) if !kind.is_graded() => {
            let is_written = |answer: &Answer| answer.kind() == kind && !answer.is_blank();
            work.draft.as_ref().is_some_and(is_written)
                || (work.solved && work.best.as_ref().is_some_and(is_written))
        }
        _ => work.solved,
    }
}

/// Whether answers to that kind are right or wrong.
fn is_graded(kind: &str) -> bool {
    Kind::from_slug(kind).is_none_or(Kind::is_graded)
}

#[cfg(test)]
mod tests;
