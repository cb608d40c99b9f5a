//! An author's own tests ([`test()`]): the solution is right, the starter is not, each anticipated mistake gets its own message,
//! and every figure in the prose is what its query gives. The same code grades learners in the browser.
//! What is tried of an exercise stands in one file per kind; start reading at [`Trials`].

mod figures;
mod mutants;
mod tester;

use std::collections::BTreeMap;

use spec::author::{AuthorFault, AuthorFinding, ExerciseReport, TestReport};
use spec::town::Texts;
use spec::{ExerciseKind, Module};

pub use self::tester::TOWN;
use self::tester::{Tester, Trials};

macro_rules! kinds {
    ($($stem:ident $Kind:ident $types:tt,)*) => {
        $(mod $stem;)*

        fn trials(kind: &ExerciseKind) -> &dyn Trials {
            match kind {
                $(ExerciseKind::$Kind(exercise) => exercise,)*
            }
        }
    };
}

spec::for_each_kind!(kinds);

/// Runs all tests of a module. `tables` holds the CSV files by table name; `clock` gives milliseconds from any start.
pub fn test(
    module: &Module,
    tables: &BTreeMap<String, Vec<u8>>,
    clock: &dyn Fn() -> f64,
) -> TestReport {
    run(module, tables, Some(clock))
}

/// What is not as its author meant it, without a look at the mutants, which take the most time.
pub fn check_module(module: &Module, tables: &BTreeMap<String, Vec<u8>>) -> Vec<AuthorFinding> {
    run(module, tables, None).findings
}

fn run(
    module: &Module,
    tables: &BTreeMap<String, Vec<u8>>,
    clock: Option<&dyn Fn() -> f64>,
) -> TestReport {
    let of_towns = figures::figures(&mut module.clone());
    let mut module = module.clone().with_town(TOWN);
    let figures = figures::figures(&mut module);
    let module = &module;
    let mut tester = Tester::default();
    tester.open(module, tables);
    for (figure, (_, of_town)) in figures.iter().zip(&of_towns) {
        figures::figure(&mut tester, figure, of_town);
    }
    let mut exercises = Vec::new();
    for exercise in module.exercises() {
        let start = clock.map(|clock| clock());
        let before = tester.findings.len();
        tester.exercise = Some(exercise.id.clone());
        let trials = trials(&exercise.kind);
        trials.try_out(exercise, &mut tester);
        let looked = clock.map(|_| trials.look_through(&tester));
        let (remarks, mutants) = looked.unwrap_or_default();
        let faults = tester.findings.get(before..).unwrap_or_default();
        let fine = |is: &dyn Fn(&AuthorFault) -> bool| !faults.iter().any(|found| is(&found.fault));
        let kind = exercise.kind.kind();
        exercises.push(ExerciseReport {
            id: exercise.id.clone(),
            title: exercise.title.clone(),
            kind: kind.slug().to_owned(),
            solution: kind.is_graded().then(|| fine(&is_of_solution)),
            starter: kind.is_made().then(|| fine(&is_of_starter)),
            wrongs: std::mem::take(&mut tester.wrongs),
            remarks,
            hints: u32::try_from(exercise.hints.len()).unwrap_or(u32::MAX),
            millis: match (start, clock) {
                (Some(start), Some(clock)) => clock() - start,
                _ => 0.0,
            },
            mutants,
        });
    }
    TestReport {
        exercises,
        findings: tester.findings,
    }
}

fn is_of_solution(fault: &AuthorFault) -> bool {
    matches!(
        fault,
        AuthorFault::SolutionFails { .. }
            | AuthorFault::SolutionNotCorrect { .. }
            | AuthorFault::SqlDiffers { .. }
            | AuthorFault::QueryFails { .. }
    )
}

fn is_of_starter(fault: &AuthorFault) -> bool {
    matches!(
        fault,
        AuthorFault::StarterPasses | AuthorFault::StarterFails { .. }
    )
}

#[cfg(test)]
mod tests {
    use spec::module::Section;
    use spec::{Block, Inline};

    use super::*;

    #[test]
    fn a_figure_of_todays_date_is_told() {
        for sql in ["SELECT YEAR(Current_Date)", "SELECT YEAR(TODAY())"] {
            let figure = Inline::Figure {
                text: "2025".into(),
                sql: sql.into(),
            };
            let module = Module {
                sections: vec![Section::Prose(vec![Block::Paragraph(vec![figure])])],
                ..Module::default()
            };
            let found = check_module(&module, &BTreeMap::new());
            let fault = AuthorFault::FigureOfToday {
                text: "2025".into(),
                sql: sql.into(),
            };
            assert_eq!(
                found,
                [AuthorFinding {
                    exercise: None,
                    fault
                }]
            );
        }
    }

    #[test]
    fn a_figure_of_the_readers_town_must_be_that_of_every_town() {
        let census =
            "市町名,人口,行\n津市,274537,1\n四日市市,305424,1\n朝日町,11021,1\n南伊勢町,10989,1\n";
        let tables = BTreeMap::from([("人口".to_owned(), census.as_bytes().to_vec())]);
        let found = |text: &str, column: &str| {
            let figure = Inline::Figure {
                text: text.into(),
                sql: format!("SELECT {column} FROM 人口 WHERE 市町名 = '{{町}}'"),
            };
            let module = Module {
                data: vec![spec::module::DataSource {
                    name: "人口".into(),
                    ..Default::default()
                }],
                sections: vec![Section::Prose(vec![Block::Paragraph(vec![figure])])],
                ..Module::default()
            };
            check_module(&module, &tables)
        };
        assert_eq!(found("1", "行"), []);
        let told = found("274,537", "人口");
        let [AuthorFinding { fault, .. }] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert!(
            matches!(fault, AuthorFault::FigureOfTown { town, .. } if town == "四日市市"),
            "{fault:?}"
        );
    }
}
