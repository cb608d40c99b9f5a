//! Wrong results whose cause is known: mutants of the solution, run, hashed and told apart.
//!
//! [`representers`] works them out for a module before it is shipped; where a module carries none the grader does so
//! when the first wrong answer comes. Both go through the same function, so a learner is told the same.

use std::collections::BTreeMap;

use engine::{Engine, Outcome};
use protocol::Request;
use spec::exercise::{TableCheck, TableExercise};
use spec::module::Section;
use spec::verdict::Signature;
use spec::{ExerciseId, ExerciseKind, Module, MutantChange, Representer};
use table::Table;

use crate::grading::{ROWS, Reference, refer};
use crate::mutate::{self, Mutant};
use crate::{Session, author, town};

/// A mutant with what it gives.
pub(crate) struct Tried {
    pub(crate) mutant: Mutant,
    /// `None` where it or one of its steps does not run.
    pub(crate) result: Option<(u64, Table)>,
}

/// Runs all mutants of a solution.
pub(crate) fn tried(exercise: &TableExercise, reference: &Table, engine: &Engine) -> Vec<Tried> {
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
                let hash = grade::table::fingerprint(&exercise.check, reference, &table);
                (hash, table)
            });
            Tried { mutant, result }
        })
        .collect()
}

/// The results that tell by themselves what was done: none that is right or that the author foresaw, each once.
pub(crate) fn distinct(
    check: &TableCheck,
    reference: &Reference,
    tried: &[Tried],
) -> Vec<Representer> {
    let Ok(solution) = &reference.solution else {
        return Vec::new();
    };
    let hash = |table: &Table| grade::table::fingerprint(check, solution, table);
    let mut taken: Vec<u64> = vec![hash(solution)];
    taken.extend(reference.wrongs.iter().map(|(_, table)| hash(table)));
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

/// The representers of every `table` exercise of a module. `tables` holds the CSV files by table name.
///
/// Exercises on the learner's own town have none: their results differ from town to town and are worked out there.
pub fn representers(
    module: &Module,
    tables: &BTreeMap<String, Vec<u8>>,
) -> BTreeMap<ExerciseId, Vec<Representer>> {
    let mut session = Session::new("representers");
    let open = Request::Open {
        module: Box::new(module.clone()),
        town: author::TOWN.to_owned(),
    };
    // Opening cannot fail, and a table that cannot be read leaves its exercises without representers.
    let _ = session.handle(open, None);
    for (name, bytes) in tables {
        let request = Request::AddTable { name: name.clone() };
        let _ = session.handle(request, Some(bytes.clone()));
    }
    let mut found = BTreeMap::new();
    for exercise in module.exercises() {
        let ExerciseKind::Table(table) = &exercise.kind else {
            continue;
        };
        if town::program(&table.solution, "") != table.solution {
            continue;
        }
        let reference = refer(table, &session.engine);
        let Ok(solution) = &reference.solution else {
            continue;
        };
        let tried = tried(table, solution, &session.engine);
        let known = distinct(&table.check, &reference, &tried);
        if !known.is_empty() {
            found.insert(exercise.id.clone(), known);
        }
    }
    found
}

/// The module with its representers in it, as it is shipped.
#[must_use]
pub fn represented(mut module: Module, tables: &BTreeMap<String, Vec<u8>>) -> Module {
    let mut known = representers(&module, tables);
    for section in &mut module.sections {
        if let Section::Exercise(exercise) = section
            && let ExerciseKind::Table(table) = &mut exercise.kind
        {
            table.representers = known.remove(&exercise.id).unwrap_or_default();
        }
    }
    module
}
