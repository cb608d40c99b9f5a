//! Wrong results whose cause is known: mutants of the solution, run, hashed and told apart.
//!
//! Where a module carries none the grader works them out when the first wrong answer comes. Whoever ships a module does so
//! before, through the same functions, so a learner is told the same.

use engine::{Engine, Outcome};
use spec::exercise::{TableCheck, TableExercise};
use spec::verdict::Signature;
use spec::{MutantChange, Representer};
use table::Table;

use crate::exercise::table::{ROWS, Reference};
use crate::mutate::{self, Mutant};

/// A mutant with what it gives.
pub struct Tried {
    /// The mutant.
    pub mutant: Mutant,
    /// The hash of its result, and the result; `None` where it or one of its steps does not run.
    pub result: Option<(u64, Table)>,
}

/// Runs all mutants of a solution; none where it does not run itself.
pub fn tried(exercise: &TableExercise, reference: &Reference, engine: &Engine) -> Vec<Tried> {
    let Ok(solution) = &reference.solution else {
        return Vec::new();
    };
    mutate::mutants(&exercise.solution, engine)
        .into_iter()
        .map(|mutant| {
            let run = engine.evaluate(&mutant.program);
            let broken = run
                .steps
                .iter()
                .any(|step| matches!(step.outcome, Outcome::Failed(_)));
            let table = run.result.and_then(|frame| frame.table(ROWS)).ok();
            let result = table.filter(|_| !broken).map(|table| {
                let hash =
                    grade::table::fingerprint(&exercise.check, &reference.rounds, solution, &table);
                (hash, table)
            });
            Tried { mutant, result }
        })
        .collect()
}

/// The results that tell by themselves what was done: none that is right or that the author foresaw, each once.
pub fn distinct(check: &TableCheck, reference: &Reference, tried: &[Tried]) -> Vec<Representer> {
    let Ok(solution) = &reference.solution else {
        return Vec::new();
    };
    let hash = |table: &Table| grade::table::fingerprint(check, &reference.rounds, solution, table);
    let mut taken: Vec<u64> = vec![hash(solution)];
    let wrongs = reference.wrongs.iter().map(|(_, table)| table);
    taken.extend(wrongs.filter(|table| table.width() > 0).map(hash));
    let mut found = Vec::new();
    for tried in tried {
        let Some((hash, _)) = &tried.result else {
            continue;
        };
        if !taken.contains(hash) {
            taken.push(*hash);
            found.push(Representer {
                hash: *hash,
                change: tried.mutant.change.clone(),
            });
        }
    }
    found
}

/// Results to lay beside a learner's column by column, where the whole is none that is known.
pub(crate) fn alternatives(tried: Vec<Tried>, solution: &Table) -> Vec<(Signature, Table)> {
    tried
        .into_iter()
        .filter_map(|tried| {
            let signature = match tried.mutant.change {
                MutantChange::Aggregate { got, want, .. } => Signature::Aggregate { got, want },
                MutantChange::Boundary { .. } => Signature::Boundary,
                MutantChange::JoinKind { .. } => Signature::JoinKind,
                _ => return None,
            };
            Some((signature, tried.result?.1))
        })
        .filter(|(_, table)| table != solution)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lesson;
    use spec::{ExerciseKind, Program};

    /// The browser grades the same answer in the end-to-end test.
    #[test]
    fn the_script_carries_the_hash_of_its_answer() {
        let mut lesson = Lesson::default();
        for (request, file) in crate::script::opened() {
            lesson.handle(request, file).0.unwrap();
        }
        let kind = lesson.module().exercise(&"table".into());
        let kind = kind.map(|exercise| &exercise.kind);
        let Some(ExerciseKind::Table(exercise)) = kind else {
            panic!();
        };
        let table = |program: &Program| {
            let frame = lesson.engine().evaluate(program).result.unwrap();
            frame.table(ROWS).unwrap()
        };
        let answer = Program::Sql(
            "SELECT 圏域, SUM(世帯) / 7 AS 人口合計 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域".into(),
        );
        assert_eq!(
            grade::table::fingerprint(
                &exercise.check,
                &mutate::rounds(&exercise.solution),
                &table(&exercise.solution),
                &table(&answer)
            ),
            exercise.representers[0].hash
        );
    }
}
