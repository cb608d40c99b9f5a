//! What an author's own tests say of a module, and what its learners are told.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use authoring::{check_module, test};
use spec::author::{AuthorFault, AuthorRemark, ExerciseReport, MutantFate};
use spec::{Module, MutantChange};

/// An exercise: what stands there at the start, the solution, and its check.
struct Written<'a> {
    starter: &'a str,
    solution: &'a str,
    check: &'a str,
}

const FROM: &str = "```steps starter\nfrom 人口\n```";

fn steps(text: &str) -> String {
    format!("```steps solution\n{text}\n```")
}

fn sql(text: &str) -> String {
    format!("```sql solution\n{text}\n```")
}

fn module(written: &Written<'_>) -> Module {
    let Written {
        starter,
        solution,
        check,
    } = written;
    let text = format!(
        "+++\nformat = 1\nid = \"m\"\nversion = 1\ntrack = \"t\"\ntitle = \"題\"\nminutes = {{ read = 1, practice = 1 }}\n\
         audience = [\"sme\"]\nobjectives = [\"できる\"]\n[[data]]\nname = \"人口\"\nfile = \"p.csv\"\n+++\n# 題\n\n\
         ## 練習 {{#ex .table}}\n\n課題です。\n\n{starter}\n{solution}\n```check\n{check}\n```\n\n\
         > [!TIP]\n> 一\n\n> [!TIP]\n> 二\n"
    );
    let (module, diagnostics) = course::parse("m.md", &text);
    let errors: Vec<String> = diagnostics
        .iter()
        .filter(|found| found.severity == spec::Severity::Error)
        .map(|found| format!("{found:?}"))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    module
}

/// Answers as anticipated mistakes: the report says which of them are right.
fn with_answers(check: &str, answers: &[&str]) -> String {
    let mut check = check.to_owned();
    for (at, answer) in answers.iter().enumerate() {
        let way = if answer.starts_with("from ") {
            "steps"
        } else {
            "sql"
        };
        write!(
            check,
            "\n[[wrong]]\nsay = \"{at}\"\n{way} = \'\'\'\n{answer}\n\'\'\'"
        )
        .unwrap();
    }
    check
}

fn tables() -> BTreeMap<String, Vec<u8>> {
    let csv = "市町,圏域,年,人口,世帯\n\
               津市,中南勢,2015,279886,114480\n四日市市,北勢,2015,311031,127483\n\
               伊勢市,伊勢志摩,2015,127817,49157\n名張市,伊賀,2015,78795,30040\n鳥羽市,伊勢志摩,2015,19448,7346\n\
               津市,中南勢,2020,274537,118476\n四日市市,北勢,2020,305424,131822\n\
               伊勢市,伊勢志摩,2020,122765,49889\n名張市,伊賀,2020,,31246\n鳥羽市,伊勢志摩,2020,17525,7346\n";
    BTreeMap::from([("人口".to_owned(), csv.as_bytes().to_vec())])
}

/// The fixture of files as published, with a change of its text.
fn published(from: &str, to: &str) -> spec::author::TestReport {
    const TEXT: &str = include_str!("../../../../tests/fixtures/modules/as-published/module.md");
    const CSV: &[u8] =
        include_bytes!("../../../../tests/fixtures/modules/as-published/data/facilities.csv");
    const TOML: &str =
        include_str!("../../../../tests/fixtures/modules/as-published/data/facilities.toml");
    assert!(TEXT.contains(from), "{from}");
    let mut file = |_: &spec::DataSource| Some(course::describe(CSV.to_vec(), "x.toml", TOML).0);
    let text = TEXT.replacen(from, to, 1);
    let (module, diagnostics) = course::load("m.md", &text, &mut file);
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|found| found.severity == spec::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let tables = BTreeMap::from([("施設".to_owned(), CSV.to_vec())]);
    test(&module, &tables, &|| 0.0)
}

#[test]
fn files_as_published_are_cleaned_and_audited() {
    let report = published("", "");
    assert_eq!(report.findings, []);
    let kinds: Vec<&str> = report.exercises.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["clean", "audit"]);
    for exercise in &report.exercises {
        assert_eq!(exercise.solution, Some(true));
        assert!(exercise.wrongs.len() == 2 && exercise.wrongs.iter().all(|wrong| wrong.told));
    }
    assert_eq!(report.exercises[0].starter, Some(true));
    assert!(!report.exercises[0].mutants.is_empty());
    // A place beyond the sheet cannot be marked, and a trap that is a fault is none.
    let beyond = published("at = [\"B4\"]", "at = [\"B99\"]");
    assert!(matches!(
        beyond.findings.as_slice(),
        [found] if matches!(found.fault, AuthorFault::SolutionNotCorrect { .. })
    ));
    let fault = published(
        "rule = \"L1-11\"\nat = \"A1\"",
        "rule = \"L1-12\"\nat = \"A1\"",
    );
    assert!(matches!(
        fault.findings.as_slice(),
        [found] if matches!(found.fault, AuthorFault::WrongSaysOther { .. })
    ));
}

fn report(written: &Written<'_>) -> ExerciseReport {
    let mut report = test(&module(written), &tables(), &|| 0.0);
    assert_eq!(report.exercises.len(), 1);
    report.exercises.remove(0)
}

/// Which of the answers are found right.
fn right(solution: &str, check: &str, answers: &[&str]) -> Vec<usize> {
    let check = with_answers(check, answers);
    let written = Written {
        starter: FROM,
        solution,
        check: &check,
    };
    let findings = check_module(&module(&written), &tables());
    let mut right = Vec::new();
    for finding in findings {
        match finding.fault {
            AuthorFault::WrongPasses { say } => right.push(say.parse().unwrap()),
            // Two answers that give the same, or one that is not told: it is wrong, and that is all that is asked.
            AuthorFault::WrongSaysOther { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    right
}

#[test]
fn an_answer_rounds_as_the_solution_does_however_large_the_numbers_are() {
    let large = "from 人口\nfilter 年 = 2015 AND 人口 > 100000\nwith_columns 三分 = round(人口 / 3, 1)\nselect 市町, 三分";
    let answers = [
        "SELECT 市町, 人口 / 3 AS 三分 FROM 人口 WHERE 年 = 2015 AND 人口 > 100000",
        "SELECT 市町, ROUND(人口 / 3, 2) AS 三分 FROM 人口 WHERE 年 = 2015 AND 人口 > 100000",
        "SELECT 市町, ROUND(人口 / 3, 0) AS 三分 FROM 人口 WHERE 年 = 2015 AND 人口 > 100000",
        "SELECT 市町, ROUND(人口 / 3, 1) AS 三分 FROM 人口 WHERE 年 = 2015 AND 人口 > 100000",
        "SELECT 市町, FLOOR(人口 / 3.0 * 10 + 0.5) / 10 AS 三分 FROM 人口 WHERE 年 = 2015 AND 人口 > 100000",
    ];
    assert_eq!(right(&steps(large), "key = [\"市町\"]", &answers), [3, 4]);
    // The same as SQL, with numbers that are small, or whole by chance.
    let query =
        "SELECT 市町, ROUND(人口 / 3, 1) AS 三分 FROM 人口 WHERE 年 = 2015 AND 人口 > 100000";
    assert_eq!(right(&sql(query), "", &answers), [3, 4]);
    let small = "SELECT 市町, ROUND(人口 / 世帯, 2) AS 率 FROM 人口 WHERE 年 = 2015";
    let answers = [
        "SELECT 市町, 人口 / 世帯 AS 率 FROM 人口 WHERE 年 = 2015",
        "SELECT 市町, ROUND(人口 / 世帯, 3) AS 率 FROM 人口 WHERE 年 = 2015",
        "SELECT 市町, ROUND(人口 / 世帯, 2) AS 率 FROM 人口 WHERE 年 = 2015",
    ];
    assert_eq!(right(&sql(small), "", &answers), [2]);
    // Where the solution does not round, the last digits of a large number are noise as before.
    let sum = "from 人口\nfilter 年 = 2015\ngroup_by : 平均 = avg(人口) * 1000";
    let answers = [
        "SELECT AVG(人口) * 1000 + 100 AS 平均 FROM 人口 WHERE 年 = 2015",
        "SELECT AVG(人口) * 1000 + 200 AS 平均 FROM 人口 WHERE 年 = 2015",
    ];
    assert_eq!(right(&steps(sum), "", &answers), [0]);
}

#[test]
fn a_rounding_left_out_is_told_and_a_tolerance_that_hides_it_is_named() {
    let solution = steps(
        "from 人口\nfilter 年 = 2015\nwith_columns 三分 = round(人口 / 3, 1)\nselect 市町, 三分",
    );
    let fates = |check: &str| {
        let report = report(&Written {
            starter: FROM,
            solution: &solution,
            check,
        });
        let fates: Vec<(Option<i32>, MutantFate)> = report
            .mutants
            .into_iter()
            .filter_map(|mutant| match mutant.change {
                MutantChange::Rounding { column, got } => {
                    assert_eq!(column, "三分");
                    Some((got, mutant.fate))
                }
                _ => None,
            })
            .collect();
        (fates, report.remarks)
    };
    let told = [None, Some(2), Some(0)].map(|got| (got, MutantFate::Told));
    assert_eq!(fates(""), (told.to_vec(), Vec::new()));
    let (fates, remarks) = fates("abs_tol = 0.05");
    assert_eq!(fates[0], (None, MutantFate::SameAsSolution));
    assert_eq!(
        remarks,
        [AuthorRemark::RoundingHidden {
            column: "三分".into(),
            decimals: 1
        }]
    );
}

#[test]
fn missing_values_may_stand_first_or_last_where_an_order_is_asked_for() {
    let solution = steps("from 人口\nfilter 年 = 2020\nsort 人口 desc\nselect 市町, 人口");
    let answers = [
        "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC",
        "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC NULLS LAST",
        "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC NULLS FIRST",
        "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY COALESCE(人口, 200000) DESC",
        "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 NULLS LAST",
        "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020",
    ];
    assert_eq!(
        right(&solution, "order = [\"人口 desc\"]", &answers),
        [0, 1, 2]
    );
    // The first few are the largest in SQL as in steps: no missing value comes in by the way.
    let solution = steps("from 人口\nfilter 年 = 2020\nsort 人口 desc\nhead 3\nselect 市町, 人口");
    let answers = [
        "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC LIMIT 3",
        "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC NULLS FIRST LIMIT 3",
    ];
    assert_eq!(right(&solution, "order = [\"人口 desc\"]", &answers), [0]);
}

#[test]
fn any_choice_among_rows_that_tie_at_the_cut_is_right() {
    // 伊勢志摩 twice, the others once in each year: three of 1 row tie behind it.
    let solution =
        "from 人口\nfilter 年 = 2020\ngroup_by 圏域 : 件数 = count(*)\nsort 件数 desc\nhead 2";
    let answers = [
        "SELECT 圏域, COUNT(*) AS 件数 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域 ORDER BY 件数 DESC, 圏域 LIMIT 2",
        "SELECT 圏域, COUNT(*) AS 件数 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域 ORDER BY 件数 DESC, 圏域 DESC LIMIT 2",
        "SELECT 圏域, COUNT(*) AS 件数 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域 ORDER BY 件数, 圏域 LIMIT 2",
        "SELECT 圏域, COUNT(*) AS 件数 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域 ORDER BY 件数 DESC, 圏域 LIMIT 3",
        "SELECT 圏域, COUNT(*) + 1 AS 件数 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域 ORDER BY 件数 DESC, 圏域 DESC LIMIT 2",
    ];
    let query = "SELECT 圏域, COUNT(*) AS 件数 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域 ORDER BY 件数 DESC LIMIT 2";
    for solution in [steps(solution), sql(query)] {
        for check in ["", "key = [\"圏域\"]\norder = [\"件数 desc\"]"] {
            assert_eq!(
                right(&solution, check, &answers),
                [0, 1],
                "{solution} {check}"
            );
        }
        let report = report(&Written {
            starter: FROM,
            solution: &solution,
            check: "",
        });
        assert_eq!(
            report.remarks,
            [AuthorRemark::TiesAtCut {
                kept: 2,
                tied: 3,
                free: true
            }]
        );
    }
}

#[test]
fn a_starter_that_does_not_run_is_told() {
    let faults = |starter: &str| -> Vec<AuthorFault> {
        let solution = steps("from 人口\nfilter 年 = 2020");
        let written = Written {
            starter,
            solution: &solution,
            check: "",
        };
        check_module(&module(&written), &tables())
            .into_iter()
            .map(|found| found.fault)
            .collect()
    };
    for broken in [
        "```steps starter\nfrom 人口\nfilter 年度 = 2020\n```",
        "```sql starter\nSELECT 人工 FROM 人口\n```",
    ] {
        let found = faults(broken);
        assert!(
            matches!(found.as_slice(), [AuthorFault::StarterFails { .. }]),
            "{broken} {found:?}"
        );
    }
    assert_eq!(faults(FROM), []);
    // Nothing yet, or a field that the learner is to fill in.
    assert_eq!(faults(""), []);
    let mut open = module(&Written {
        starter: FROM,
        solution: &steps("from 人口\nfilter 年 = 2020"),
        check: "",
    });
    for section in &mut open.sections {
        if let spec::module::Section::Exercise(exercise) = section
            && let spec::ExerciseKind::Table(table) = &mut exercise.kind
        {
            table.starter.push(spec::Step::Filter {
                predicate: String::new(),
            });
        }
    }
    assert_eq!(check_module(&open, &tables()), []);
    let passes = faults("```steps starter\nfrom 人口\nfilter 年 = 2020\n```");
    assert_eq!(passes, [AuthorFault::StarterPasses]);
}
