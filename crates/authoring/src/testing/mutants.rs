//! What becomes of learners who change one thing in the solution.

use engine::Engine;
use grade::table::Case;
use session::{Reference, tried};
use spec::author::{MutantFate, MutantReport};
use spec::exercise::TableExercise;
use spec::step::text::write_program;
use spec::{MutantChange, Program, Verdict};

/// Every mutant of the solution with its fate; none where the solution does not run.
pub(super) fn reports(
    exercise: &TableExercise,
    reference: &Reference,
    engine: &Engine,
) -> Vec<MutantReport> {
    let Ok(solution) = &reference.solution else {
        return Vec::new();
    };
    let mut seen: Vec<(u64, MutantChange)> = Vec::new();
    let mut reports = Vec::new();
    for tried in tried(exercise, reference, engine) {
        let change = tried.mutant.change;
        let program = tried.mutant.program;
        let fate = match &tried.result {
            None => MutantFate::Fails,
            Some((hash, table)) => {
                let verdict = reference.verdict(&Case {
                    check: &exercise.check,
                    reference: solution,
                    rounds: &reference.rounds,
                    input: reference.input.as_ref(),
                    answer: Ok(table),
                    broken: None,
                    program: &program,
                    wrongs: &reference.wrongs,
                    alternatives: &[],
                    representers: &[],
                    attempt: 1,
                });
                let say = match verdict {
                    Verdict::Correct { .. } => Some(MutantFate::SameAsSolution),
                    Verdict::NotYet(feedback) => feedback.say.map(MutantFate::SaidByWrong),
                    _ => None,
                };
                let same = seen.iter().find(|(known, _)| known == hash);
                match (say, same) {
                    (Some(fate), _) => fate,
                    (None, Some((_, same))) => MutantFate::SameAs(same.clone()),
                    (None, None) => {
                        seen.push((*hash, change.clone()));
                        MutantFate::Told
                    }
                }
            }
        };
        let text = match &program {
            Program::Steps(entries) => write_program(entries),
            Program::Sql(sql) => sql.clone(),
        };
        reports.push(MutantReport { change, text, fate });
    }
    reports
}
