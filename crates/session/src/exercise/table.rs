//! `table`: the author's solution and anticipated mistakes run beside the learner's answer.

use std::collections::BTreeMap;

use engine::{Engine, Outcome};
use grade::table::Case;
use spec::exercise::TableExercise;
use spec::verdict::Signature;
use spec::{ExerciseId, Failure, Finding, Program, Representer, Step, TableAnswer, Verdict};
use table::Table;

use super::Grading;
use crate::cut::{self, Ties};
use crate::{mutate, representers};

/// Most rows of a result that is graded.
pub(crate) const ROWS: u64 = 50_000;

/// What the author's side of the table exercises gave, kept until the tables change.
#[derive(Default)]
pub(crate) struct References(BTreeMap<ExerciseId, Reference>);

/// What one `table` exercise is compared with.
pub struct Reference {
    /// What the solution gives, or why it does not run.
    pub solution: Result<Table, Failure>,
    /// The table that the solution starts from, where it is known.
    pub input: Option<Table>,
    /// What anticipated mistakes give, each with what is said to it, in the author's order; one that does not run has no
    /// columns.
    pub wrongs: Vec<(String, Table)>,
    /// To how many decimals the solution rounds, wherever it does.
    pub rounds: Vec<i32>,
    /// Rows that tie where the solution cuts its result off.
    pub ties: Option<Ties>,
    /// Made when the first wrong answer comes that the module's own representers do not know.
    looked_up: Option<LookedUp>,
}

impl Reference {
    /// The verdict. Where rows tie at the solution's cut, the answer is compared with the choice that it made.
    pub fn verdict(&self, case: &Case<'_>) -> Verdict {
        let verdict = grade::table::grade(case);
        let cut = self.ties.as_ref().and_then(|ties| ties.cut.as_ref());
        let (Some(cut), Verdict::NotYet(feedback), Ok(answer)) = (cut, &verdict, case.answer)
        else {
            return verdict;
        };
        let chosen = cut.choice(case.check, case.rounds, answer);
        let other = grade::table::grade(&Case {
            reference: &chosen,
            // They are told by the solution's own result.
            representers: &[],
            ..*case
        });
        let is_explained =
            feedback.say.is_some() || matches!(feedback.findings.first(), Some(Finding::Change(_)));
        match other {
            Verdict::Correct { .. } => other,
            // Nobody is blamed for another choice.
            Verdict::NotYet(_) if !is_explained => other,
            _ => verdict,
        }
    }
}

/// What the mutants of the solution gave.
struct LookedUp {
    alternatives: Vec<(Signature, Table)>,
    representers: Vec<Representer>,
}

pub(super) fn grade(
    exercise: &TableExercise,
    answer: &TableAnswer,
    grading: &mut Grading<'_>,
) -> Verdict {
    let Grading {
        id,
        attempt,
        engine,
        references,
    } = grading;
    let program = answer.program();
    let run = engine.run(&program);
    let answer = run.result.and_then(|frame| frame.table(ROWS));
    let broken = run
        .steps
        .iter()
        .enumerate()
        .find_map(|(position, step)| match &step.outcome {
            Outcome::Failed(failure) => {
                Some((u32::try_from(position).unwrap_or(u32::MAX), failure))
            }
            _ => None,
        });
    let reference = references
        .tables
        .0
        .entry((*id).clone())
        .or_insert_with(|| refer(exercise, engine));
    let solution = match &reference.solution {
        Ok(solution) => solution,
        Err(reason) => {
            return Verdict::CannotGrade {
                reason: reason.clone(),
            };
        }
    };
    let looked_up = reference.looked_up.as_ref();
    let case = Case {
        check: &exercise.check,
        reference: solution,
        rounds: &reference.rounds,
        input: reference.input.as_ref(),
        answer: answer.as_ref(),
        broken,
        program: &program,
        wrongs: &reference.wrongs,
        alternatives: looked_up.map_or(&[], |known| &known.alternatives),
        representers: looked_up.map_or(&exercise.representers, |known| &known.representers),
        attempt: *attempt,
    };
    let verdict = reference.verdict(&case);
    let wrong = matches!(verdict, Verdict::NotYet(_)) && answer.is_ok() && broken.is_none();
    if !wrong || looked_up.is_some() || is_known(exercise, reference, answer.as_ref().ok()) {
        return verdict;
    }
    // The cause is looked for only now: right answers, the common case, stay quick.
    let tried = representers::tried(exercise, reference, engine);
    // What the module carries stays known: its author's machine may have seen more.
    let mut known = exercise.representers.clone();
    for found in representers::distinct(&exercise.check, reference, &tried) {
        if known.iter().all(|shipped| shipped.hash != found.hash) {
            known.push(found);
        }
    }
    let known = LookedUp {
        representers: known,
        alternatives: representers::alternatives(tried, solution),
    };
    let verdict = reference.verdict(&Case {
        alternatives: &known.alternatives,
        representers: &known.representers,
        ..case
    });
    reference.looked_up = Some(known);
    verdict
}

/// Whether the module says by itself what was done.
fn is_known(exercise: &TableExercise, reference: &Reference, answer: Option<&Table>) -> bool {
    let (Some(answer), Ok(solution)) = (answer, &reference.solution) else {
        return false;
    };
    if exercise.representers.is_empty() {
        return false;
    }
    let hash = grade::table::fingerprint(&exercise.check, &reference.rounds, solution, answer);
    exercise
        .representers
        .iter()
        .any(|representer| representer.hash == hash)
}

/// Runs the author's side of an exercise.
pub fn refer(exercise: &TableExercise, engine: &Engine) -> Reference {
    let table = |program: &Program| {
        engine
            .evaluate(program)
            .result
            .and_then(|frame| frame.table(ROWS))
    };
    let solution = table(&exercise.solution);
    Reference {
        rounds: mutate::rounds(&exercise.solution),
        ties: solution
            .as_ref()
            .ok()
            .and_then(|solution| cut::ties(&exercise.solution, solution, engine)),
        solution,
        input: source(&exercise.solution, engine)
            .and_then(|name| engine.table(&name)?.table(ROWS).ok()),
        wrongs: exercise
            .check
            .wrong
            .iter()
            // In the author's order: one that does not run keeps its place.
            .map(|wrong| (wrong.say.clone(), table(&wrong.answer).unwrap_or_default()))
            .collect(),
        looked_up: None,
    }
}

/// The table that a solution starts from; for SQL the only one there is.
fn source(solution: &Program, engine: &Engine) -> Option<String> {
    match solution {
        Program::Steps(entries) => entries.iter().find_map(|entry| match &entry.step {
            Step::From { table } => Some(table.clone()),
            _ => None,
        }),
        Program::Sql(_) => {
            let mut names = engine.table_names();
            if names.len() == 1 { names.pop() } else { None }
        }
    }
}
