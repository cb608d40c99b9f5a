//! What each step does.

use engine::{Matches, Outcome};
use expect_test::{Expect, expect};
use spec::step::{Aggregate, CastTo, JoinKind};
use spec::{Failure, FailureKind, Program, Step, StepEntry, StepNote};
use table::Dtype;

use crate::common::*;

fn check(program: &[Step], expected: Expect) {
    let mut engine = engine();
    expected.assert_eq(&shown(&steps(&mut engine, program)));
}

#[test]
fn groups_come_in_order_of_first_appearance() {
    check(
        &[
            from("人口"),
            filter("年 = 2020"),
            group(&["圏域"], &[("計", "sum(人口)"), ("件数", "count(*)")]),
        ],
        expect![[r#"
            圏域|計|件数
            中南勢|274537|1
            北勢|305424|1
            伊勢志摩|140290|2
            伊賀|—|1"#]],
    );
}

#[test]
fn sorting_is_stable_and_missing_comes_last() {
    check(
        &[
            from("人口"),
            select(&["市町", "年", "人口"]),
            sort(&["-人口"]),
            Step::Tail { n: 3 },
        ],
        expect![[r#"
            市町|年|人口
            鳥羽市|2015|19448
            鳥羽市|2020|17525
            名張市|2020|—"#]],
    );
    check(
        &[
            from("人口"),
            select(&["市町", "圏域", "年"]),
            sort(&["圏域"]),
            Step::Head { n: 4 },
        ],
        expect![[r#"
            市町|圏域|年
            津市|中南勢|2015
            津市|中南勢|2020
            伊勢市|伊勢志摩|2015
            伊勢市|伊勢志摩|2020"#]],
    );
}

#[test]
fn rows_become_names() {
    let csv =
        "利用者数の一覧,,,\n施設,利用者,,備考\n,男,女,\n図書館,12,\"1,300\",\n公民館,3,,改修中\n";
    let mut engine = engine();
    engine.add_raw("公表", csv.as_bytes()).unwrap();
    let header = |first, last| [from("公表"), Step::Header { first, last }];
    expect![[r#"
        施設|利用者_男|利用者_女|備考
        図書館|12|1,300|—
        公民館|3|—|改修中"#]]
    .assert_eq(&shown(&steps(&mut engine, &header(2, 3))));
    // A column without a name keeps its letter.
    expect![[r#"
        A|男|女|D
        図書館|12|1,300|—
        公民館|3|—|改修中"#]]
    .assert_eq(&shown(&steps(&mut engine, &header(3, 3))));
    let failure = |first, last| {
        let program = Program::of_steps(header(first, last));
        match engine.evaluate(&program).steps.remove(1).outcome {
            Outcome::Failed(failure) => failure.kind,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(failure(5, 6), FailureKind::NoSuchRow { row: 6, rows: 5 });
    for (first, last) in [(0, 2), (3, 2), (1, 21)] {
        let field = "first".to_owned();
        assert_eq!(failure(first, last), FailureKind::Incomplete { field });
    }
}

#[test]
fn joins_keep_the_order_of_the_left_table() {
    check(
        &[
            from("人口"),
            filter("年 = 2020"),
            select(&["市町"]),
            join(JoinKind::Left, "面積", &[("市町", "町名")]),
        ],
        expect![[r#"
            市町|面積|備考
            津市|711.18|—
            四日市市|206.5|本庁
            伊勢市|208.37|—
            名張市|129.77|—
            鳥羽市|—|—"#]],
    );
    check(
        &[
            from("人口"),
            filter("年 = 2020"),
            select(&["市町"]),
            join(JoinKind::Anti, "面積", &[("市町", "町名")]),
        ],
        expect![[r#"
            市町
            鳥羽市"#]],
    );
}

#[test]
fn a_join_counts_the_rows_that_match() {
    let mut engine = engine();
    engine
        .add_csv(
            "担当",
            "町名,課\n津市,税\n津市,福祉\n鳥羽市,\n,総務\n亀山市,税\n".as_bytes(),
            &[],
        )
        .unwrap();
    let mut counted = |table: &str, how: JoinKind, on: &[(&str, &str)]| {
        let steps = [from("人口"), filter("年 = 2020"), join(how, table, on)];
        let run = engine.run(&Program::of_steps(steps));
        assert_eq!(run.steps[0].matches, None);
        let matches = run.steps[2].matches?;
        let Matches {
            left,
            left_rows,
            right,
            right_rows,
            most,
        } = matches;
        let (left, right) = ((left, left_rows), (right, right_rows));
        // What is told is what the join does.
        let rows = run.steps[2].rows;
        match how {
            JoinKind::Semi => assert_eq!(rows, left.0),
            JoinKind::Anti => assert_eq!(rows, left.1 - left.0),
            JoinKind::Left => assert!(rows >= left.1 && (rows > left.1) == (most > 1)),
            JoinKind::Inner => assert!(rows >= left.0 && (rows > left.0) == (most > 1)),
            JoinKind::Cross => {}
        }
        Some((left, right, most))
    };
    let towns = [("市町", "町名")];
    for how in [
        JoinKind::Left,
        JoinKind::Inner,
        JoinKind::Semi,
        JoinKind::Anti,
    ] {
        assert_eq!(counted("面積", how, &towns), Some(((4, 5), (4, 5), 1)));
        // A row with a missing key has no partner, on neither side.
        assert_eq!(counted("担当", how, &towns), Some(((2, 5), (3, 5), 2)));
        // Names are no codes: nothing matches.
        let codes = [("コード", "町名")];
        assert_eq!(counted("面積", how, &codes), Some(((0, 5), (0, 5), 0)));
    }
    assert_eq!(counted("面積", JoinKind::Cross, &[]), None);
    assert_eq!(counted("面積", JoinKind::Left, &[]), None, "not run");
}

#[test]
fn a_name_that_is_there_already_gets_the_name_of_its_table() {
    check(
        &[
            from("人口"),
            filter("年 = 2015"),
            select(&["市町", "人口"]),
            join(JoinKind::Inner, "後年", &[("市町", "市町")]),
            select(&["市町", "人口", "人口_後年"]),
        ],
        expect![[r#"
            市町|人口|人口_後年
            津市|279886|268000.5
            鳥羽市|19448|16000.0"#]],
    );
}

#[test]
fn numbers_and_days_are_read_as_offices_write_them() {
    let program = [
        from("原本"),
        cast(&["人口", "世帯"], CastTo::Number),
        cast(&["調査日"], CastTo::Date),
    ];
    check(
        &program,
        expect![[r#"
            市町|人口|調査日|世帯
            津市|274537|2020-10-01|118476
            四日市市|305424|2020-10-01|131822
            鳥羽市|—|2020-10-01|-7346"#]],
    );
    let run = engine().run(&Program::of_steps(program));
    assert_eq!(
        run.steps[1].note,
        Some(StepNote::Unreadable(Failure::of(FailureKind::Unreadable {
            column: "人口".into(),
            wanted: Dtype::Float,
            count: 1,
            samples: vec!["－".into()]
        })))
    );
    assert_eq!(run.steps[1].changed, ["人口", "世帯"]);
    assert_eq!(run.steps[2].note, None);
}

#[test]
fn a_combination_that_does_not_occur_is_missing_and_not_zero() {
    check(
        &[
            from("人口"),
            pivot("圏域", &["市町"], "人口", Aggregate::Sum),
            Step::Head { n: 2 },
        ],
        expect![[r#"
            市町|中南勢|北勢|伊勢志摩|伊賀
            津市|554423|—|—|—
            四日市市|—|616455|—|—"#]],
    );
}

#[test]
fn columns_become_rows() {
    check(
        &[
            from("人口"),
            filter("年 = 2020"),
            Step::Head { n: 2 },
            unpivot(&["人口", "世帯"], &["市町"]),
        ],
        expect![[r#"
            市町|項目|値
            津市|人口|274537
            四日市市|人口|305424
            津市|世帯|118476
            四日市市|世帯|131822"#]],
    );
}

#[test]
fn counts_and_months_are_wide_enough_to_compute_with() {
    check(
        &[
            from("人口"),
            group(&["圏域"], &[("差", "count(*) - 3")]),
            Step::Head { n: 2 },
        ],
        expect![[r#"
            圏域|差
            中南勢|-1
            北勢|-1"#]],
    );
    check(
        &[
            from("原本"),
            cast(&["調査日"], CastTo::Date),
            derive(&[
                (
                    "月",
                    "extract(year from 調査日) * 100 + extract(month from 調査日)",
                ),
                ("字", "length(市町) - 9"),
            ]),
            select(&["月", "字"]),
            Step::Head { n: 1 },
        ],
        expect![[r#"
            月|字
            202010|-7"#]],
    );
}

#[test]
fn a_broken_step_is_told_and_the_rest_goes_on() {
    let mut engine = engine();
    let program = Program::of_steps([
        from("人口"),
        filter("人工 > 1"),
        filter("年 = 2020"),
        Step::Head { n: 2 },
    ]);
    let run = engine.run(&program);
    let Outcome::Failed(failure) = &run.steps[1].outcome else {
        panic!()
    };
    assert_eq!(
        failure.kind,
        FailureKind::UnknownColumn {
            name: "人工".into(),
            near: vec!["人口".into()]
        }
    );
    assert_eq!(run.steps[1].rows, 10);
    assert_eq!(run.steps[2].rows, 5);
    assert_eq!(run.result.unwrap().rows(), 2);
}

#[test]
fn switched_off_steps_do_nothing() {
    let mut engine = engine();
    let mut entries: Vec<StepEntry> = [from("人口"), filter("年 = 2020"), Step::Head { n: 2 }]
        .into_iter()
        .map(StepEntry::on)
        .collect();
    entries[1].enabled = false;
    let run = engine.run(&Program::Steps(entries.clone()));
    assert_eq!(run.steps[1].outcome, Outcome::Off);
    assert_eq!(run.steps[1].rows, 10);
    entries[0].enabled = false;
    let run = engine.run(&Program::Steps(entries.clone()));
    assert_eq!(run.result.unwrap_err().kind, FailureKind::NoSource);
    for entry in &mut entries {
        entry.enabled = false;
    }
    assert_eq!(
        engine
            .run(&Program::Steps(entries))
            .result
            .unwrap_err()
            .kind,
        FailureKind::Empty
    );
    assert_eq!(
        engine
            .run(&Program::Steps(Vec::new()))
            .result
            .unwrap_err()
            .kind,
        FailureKind::Empty
    );
}

#[test]
fn editing_the_last_step_gives_what_a_fresh_run_gives() {
    let mut warm = engine();
    let start = [from("人口"), filter("年 = 2020"), sort(&["-人口"])];
    for last in [
        Step::Head { n: 2 },
        Step::Head { n: 3 },
        Step::Tail { n: 1 },
        select(&["市町"]),
        filter("人口 > 'a'"),
    ] {
        let program = Program::of_steps(start.iter().cloned().chain([last]));
        let (warm, cold) = (warm.run(&program), engine().run(&program));
        assert_eq!(warm.steps, cold.steps);
        assert_eq!(
            shown(&warm.result.unwrap().table(99).unwrap()),
            shown(&cold.result.unwrap().table(99).unwrap())
        );
    }
    let program = Program::of_steps(start.iter().cloned().chain([Step::Head { n: 1 }]));
    // A look at a step whose rows were never put in order.
    let sorted = warm.after(&program, 2).unwrap();
    assert_eq!(
        rows(&sorted.window(0, 2).unwrap())[1],
        "24201|津市|中南勢|2020|274537|118476"
    );
    assert_eq!(warm.after(&program, 0).unwrap().rows(), 10);
    assert_eq!(
        warm.after(&program, 9).unwrap_err().kind,
        FailureKind::OutOfStep
    );
    // Another table of the same name: nothing old is shown.
    warm.add_csv("人口", "市町,人口,年\n津市,1,2020\n".as_bytes(), &[])
        .unwrap();
    assert_eq!(warm.run(&program).result.unwrap().rows(), 1);
}

#[test]
fn sort_and_head_are_the_first_rows_of_the_sort() {
    let mut engine = engine();
    let mut csv = String::from("番号,組,値\n");
    for row in 0..3000 {
        csv.push_str(&format!(
            "{row},{},{}\n",
            (row * 7919) % 13,
            if row % 11 == 0 {
                String::new()
            } else {
                ((row * 104_729) % 97).to_string()
            }
        ));
    }
    engine.add_csv("大", csv.as_bytes(), &[]).unwrap();
    let all = steps(&mut engine, &[from("大"), sort(&["組", "-値"])]);
    let first = steps(
        &mut engine,
        &[from("大"), sort(&["組", "-値"]), Step::Head { n: 50 }],
    );
    assert_eq!(first, all.slice(0, 50));
    let by_sql = sql(
        &engine,
        "SELECT * FROM 大 ORDER BY 組, 値 DESC NULLS LAST LIMIT 50",
    )
    .unwrap();
    assert_eq!(by_sql, first);
    let paged = sql(
        &engine,
        "SELECT 番号, 値 FROM 大 ORDER BY 組, 値 DESC NULLS LAST LIMIT 20 OFFSET 30",
    )
    .unwrap();
    assert_eq!(
        rows(&paged),
        rows(&all.slice(30, 20))
            .iter()
            .map(|row| {
                let cells: Vec<&str> = row.split('|').collect();
                format!("{}|{}", cells[0], cells[2])
            })
            .collect::<Vec<_>>()
    );
}
