//! A module as it is shipped: with the results of its wrong answers whose cause is known.

use std::collections::BTreeMap;

use protocol::LessonRequest;
use session::{Lesson, distinct, refer, today, tried};
use spec::module::Section;
use spec::{ExerciseId, Module, Representer};

use crate::TOWN;

/// The representers of every exercise of a module in which a table is made. `tables` holds the CSV files by table name.
///
/// Exercises on the learner's own town or on today's date have none: their results differ from town to town and from day to
/// day, and are worked out there.
pub fn representers(
    module: &Module,
    tables: &BTreeMap<String, Vec<u8>>,
) -> BTreeMap<ExerciseId, Vec<Representer>> {
    let mut lesson = Lesson::default();
    let open = LessonRequest::Open {
        module: Box::new(module.clone()),
        town: TOWN.to_owned(),
    };
    // Opening cannot fail, and a table that cannot be read leaves its exercises without representers.
    let _ = lesson.handle(open, None);
    for (name, bytes) in tables {
        let request = LessonRequest::AddTable { name: name.clone() };
        let _ = lesson.handle(request, Some(bytes.clone()));
    }
    let mut found = BTreeMap::new();
    // Of the two modules the lesson's own has a town in it, in mistakes too.
    for (written, exercise) in module.exercises().zip(lesson.module().exercises()) {
        let (Some(written), Some(table)) = (written.kind.table(), exercise.kind.table()) else {
            continue;
        };
        if written.solution != table.solution || today::is_in(&table.solution) {
            continue;
        }
        let reference = refer(table, lesson.engine());
        let tried = tried(table, &reference, lesson.engine());
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
            && let Some(table) = exercise.kind.table_mut()
        {
            table.representers = known.remove(&exercise.id).unwrap_or_default();
        }
    }
    module
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Response;
    use spec::exercise::TableExercise;
    use spec::step::text::parse_program;
    use spec::{
        Answer, DataSource, Exercise, ExerciseKind, Finding, MutantChange, Program, Verdict,
    };

    const TOWNS: &str = "町,圏域,年,人口\nA,北,2015,10\nB,北,2020,20\nC,南,2015,30\nD,南,2020,47\n";

    fn module(solution: &str) -> Module {
        let exercise = Exercise {
            id: "ex".into(),
            title: String::new(),
            points: 10,
            task: Vec::new(),
            hints: Vec::new(),
            explanation: Vec::new(),
            kind: ExerciseKind::Table(TableExercise {
                solution: Program::Steps(parse_program(solution).0),
                ..TableExercise::default()
            }),
            asks: spec::Asks::default(),
        };
        Module {
            data: vec![DataSource {
                name: "t".into(),
                ..DataSource::default()
            }],
            sections: vec![Section::Exercise(Box::new(exercise))],
            ..Module::default()
        }
    }

    fn tables(csv: &str) -> BTreeMap<String, Vec<u8>> {
        BTreeMap::from([("t".to_owned(), csv.as_bytes().to_vec())])
    }

    fn told(module: &Module, csv: &str, answer: &str) -> Option<MutantChange> {
        let mut lesson = Lesson::default();
        let open = LessonRequest::Open {
            module: Box::new(module.clone()),
            town: "津市".into(),
        };
        lesson.handle(open, None).0.unwrap();
        let add = LessonRequest::AddTable { name: "t".into() };
        lesson.handle(add, Some(csv.as_bytes().to_vec())).0.unwrap();
        let request = LessonRequest::Grade {
            exercise: "ex".into(),
            answer: Answer::Table(Program::Steps(parse_program(answer).0).into()),
            attempt: 1,
        };
        match lesson.handle(request, None).0 {
            Ok(Response::Graded(Verdict::NotYet(feedback))) => feedback
                .findings
                .into_iter()
                .find_map(|finding| match finding {
                    Finding::Change(change) => Some(change),
                    _ => None,
                }),
            other => panic!("{other:?}"),
        }
    }

    const SOLUTION: &str = "from t\nfilter 年 = 2020\ngroup_by 圏域 : 計 = sum(人口)";
    const FORGOTTEN: &str = "from t\ngroup_by 圏域 : 計 = sum(人口)";

    #[test]
    fn shipped_ones_hold_for_their_data_alone() {
        let module = represented(module(SOLUTION), &tables(TOWNS));
        let dropped = MutantChange::Dropped {
            verb: "filter".into(),
            columns: vec!["年".into()],
        };
        assert_eq!(told(&module, TOWNS, FORGOTTEN), Some(dropped.clone()));
        // With other data the shipped hashes fit nothing, and the cause is found all the same.
        let other = TOWNS.replace("47", "48");
        assert_eq!(told(&module, &other, FORGOTTEN), Some(dropped));
        let unlike = "from t\nfilter 年 = 2020\ngroup_by 圏域 : 計 = sum(人口) + 1";
        assert_eq!(told(&module, TOWNS, unlike), None);
    }

    #[test]
    fn a_shipped_hash_is_believed() {
        let mut module = represented(module(SOLUTION), &tables(TOWNS));
        let mark = MutantChange::Unit {
            column: "計".into(),
            got: Some(7),
        };
        if let Some(Section::Exercise(exercise)) = module.sections.first_mut()
            && let ExerciseKind::Table(table) = &mut exercise.kind
        {
            assert!(table.representers.len() > 5);
            for representer in &mut table.representers {
                representer.change = mark.clone();
            }
        }
        assert_eq!(told(&module, TOWNS, FORGOTTEN), Some(mark));
    }

    #[test]
    fn every_one_is_another_and_none_is_right() {
        let found = representers(&module(SOLUTION), &tables(TOWNS));
        let hashes: std::collections::BTreeSet<u64> = found
            .values()
            .flatten()
            .map(|representer| representer.hash)
            .collect();
        assert_eq!(hashes.len(), found.values().flatten().count());
        assert!(hashes.len() > 5);
        // Nothing to sort: the flipped direction is right where no order is asked for.
        let sorted = format!("{SOLUTION}\nsort 計 desc");
        let found = representers(&module(&sorted), &tables(TOWNS));
        assert!(
            found
                .values()
                .flatten()
                .all(|representer| !matches!(representer.change, MutantChange::SortFlipped { .. }))
        );
    }

    /// A mistake that the author foresaw has the author's words, and no second cause.
    #[test]
    fn mistakes_that_name_the_own_town_are_run_with_a_town() {
        let towns = TOWNS.replace("B,北", "津市,北");
        let mut module = module("from t\nfilter 町 = 'D'\nselect 町, 人口");
        let foreseen = |module: &Module| {
            let found = representers(module, &tables(&towns));
            let mut all = found.values().flatten();
            !all.any(|known| {
                known.change
                    == MutantChange::FilterValue {
                        column: "町".into(),
                        got: "津市".into(),
                    }
            })
        };
        assert!(!foreseen(&module));
        if let Some(Section::Exercise(exercise)) = module.sections.first_mut()
            && let ExerciseKind::Table(table) = &mut exercise.kind
        {
            let mistake = "from t\nfilter 町 = '{町}'\nselect 町, 人口";
            table.check.wrong.push(spec::exercise::TableWrong {
                say: "{町}ではありません。".into(),
                answer: Program::Steps(parse_program(mistake).0),
            });
        }
        assert!(foreseen(&module));
    }

    #[test]
    fn exercises_on_the_own_town_have_none() {
        let own = module("from t\nfilter 町 = '{町}'");
        assert!(representers(&own, &tables(TOWNS)).is_empty());
    }

    #[test]
    fn exercises_on_todays_date_have_none() {
        // No query of today's date: the words alone keep it out.
        for solution in [
            "from t\nfilter 年 < 2020 OR 町 = 'CURRENT_DATE'",
            "from t\nwith_columns 日 = '' || 'current_date'",
        ] {
            assert!(representers(&module(solution), &tables(TOWNS)).is_empty());
            let without = solution.to_lowercase().replace("current_date", "");
            assert!(
                !representers(&module(&without), &tables(TOWNS)).is_empty(),
                "{without}"
            );
        }
    }
}
