//! What people really get wrong, and what they are told.

use engine::Outcome;
use expect_test::{Expect, expect};
use spec::failure::Absence;
use spec::step::{Aggregate, CastTo, JoinKind};
use spec::{Failure, FailureKind, Program, Step, StepEntry};

use crate::common::*;

/// A failure in one line.
fn line(kind: &FailureKind) -> String {
    match kind {
        FailureKind::UnknownColumn { name, near } => format!("column {name} near {near:?}"),
        FailureKind::UnknownTable { name, near } => format!("table {name} near {near:?}"),
        FailureKind::UnknownFunction { name, near } => format!("function {name} near {near:?}"),
        FailureKind::Syntax { at, line, column } => format!("syntax at {at:?} {line}:{column}"),
        FailureKind::TypeMismatch {
            column,
            found,
            wanted,
            chars,
        } => {
            format!("type {column}: {found:?} for {wanted:?} {chars:?}")
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn in_sql() {
    let engine = engine();
    let cases = [
        "",
        " ; ",
        "SELECT 人工 FROM 人口",
        "SELECT 市町 FROM 人工",
        "SELECT 市町 FROM 人口 WHERE 年度 = 2020",
        "SELECT p.人工 FROM 人口 AS p",
        "SELECT q.人口 FROM 人口 AS p",
        "SELECT 市町 FROM 人口 WHERE 年 ＝ 2020",
        "SELECT 市町 FROM 人口 WHERE 人口 ＞ 100",
        "SELECT 市町 FROM 人口 WHERE 市町 = ‘津市’",
        "SELECT 市町 FROM 人口 WHERE 市町 = “津市”",
        "SELECT 市町 FROM 人口 WHERE 市町 = \"津市\"",
        "SELECT 市町 FROM 人口 WHERE 市町 = 津市",
        "SELECT 市町 FROM 人口 WHERE 市町 = '津市",
        "SELECT 市町、人口 FROM 人口",
        "SELECT 市町 人口 世帯 FROM 人口",
        "SELECT SUM（人口） FROM 人口",
        "SELECT SUM(人口 FROM 人口",
        "SELECT 市町 FORM 人口",
        "SELEC 市町 FROM 人口",
        "SELECT 市町 WHERE 年 = 2020",
        "SELECT 市町 FROM 人口 WHERE",
        "SELECT 市町\nFROM 人口\nWHERE 年 = = 2020",
        "SELECT 市町 FROM 人口 WERE 年 = 2020",
        "SELECT AVERAGE(人口) FROM 人口",
        "SELECT SUMM(人口) FROM 人口",
        "SELECT COUNTIF(人口) FROM 人口",
        "SELECT SUM(人口) FROM 原本",
        "SELECT AVG(人口) FROM 原本",
        "SELECT AVG(市町) FROM 人口",
        "SELECT 人口 * 2 FROM 原本",
        "SELECT 人口 + 1 FROM 原本",
        "SELECT * FROM 人口 WHERE 年 = '2020'",
        "SELECT * FROM 人口 WHERE コード = 24201",
        "SELECT * FROM 人口 WHERE コード IN (24201, 24202)",
        "SELECT * FROM 人口 WHERE 市町 BETWEEN 1 AND 2",
        "SELECT * FROM 原本 WHERE parse_date(調査日) > 2020",
        "SELECT 市町, SUM(人口) FROM 人口",
        "SELECT 市町, 圏域, SUM(人口) FROM 人口 GROUP BY 圏域",
        "SELECT 圏域, 人口 + SUM(世帯) AS x FROM 人口 GROUP BY 圏域",
        "SELECT * FROM 人口 GROUP BY 圏域",
        "SELECT 圏域 FROM 人口 WHERE SUM(人口) > 1 GROUP BY 圏域 HAVING",
        "SELECT 市町, 市町 FROM 人口",
        "SELECT * FROM 人口 WHERE 人口",
        "DROP TABLE 人口",
        "DELETE FROM 人口",
        "INSERT INTO 人口 VALUES (1)",
        "UPDATE 人口 SET 年 = 1",
        "CREATE TABLE x AS SELECT * FROM 人口",
        "SELECT 1; SELECT 2",
        "SELECT COUNT(*) AS n FROM 人口, 面積",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM 人口 JOIN 面積 ON 人口.市町 = 面積.町",
        "SELECT * FROM 人口 JOIN 面積 ON 人口.年 = 面積.町名",
        "SELECT * FROM 人口 JOIN 面積",
        "SELECT COUNT(*) AS n FROM 人口 JOIN 面積 ON 人口.世帯 > 面積.面積",
        "SELECT 市町 FROM 人口 UNION ALL SELECT 町名, 面積 FROM 面積",
        "SELECT CAST(市町 AS INT) FROM 人口",
        "SELECT * FROM 人口 LIMIT 三",
        "SELECT ROW_NUMBER() FROM 人口",
        "SELECT TODAY(1) FROM 人口",
        "SELECT DATE_PART('year') FROM 人口",
        "SELECT DECIMAL_(人口) FROM 人口",
        "SELECT ROUND(人口) OVER () FROM 人口",
        "SELECT MEDIAN(DISTINCT 人口) FROM 人口",
        "SELECT FIRST(人口) FILTER (WHERE 年 = 2020) FROM 人口",
        "SELECT RANK(人口) OVER (ORDER BY 人口) FROM 人口",
        "SELECT CORR(人口) FROM 人口",
        "SELECT NTILE(4) OVER (ORDER BY 人口) FROM 人口",
        "SELECT SUM(人口) OVER (ORDER BY 年 ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM 人口",
        "SELECT 市町 FROM 人口 WHERE 市町 = '津市' && 年 = 2020",
        "=SUM(A1:A5)",
        "人口",
        "SELECT 市町 FRM 人口",
        "SELECT 市町 FROM 人口 WEHRE 年 = 2020",
        "SELECT 市町 FROM 人口 WHERE 年 = 2020 ADN 人口 > 1",
        "SELECT 市町 FROM 人口 ODER BY 人口",
        "SELECT 市町 FROM 人口 ORDER BT 人口",
        "SELECT 市町 FROM 人口 ORDER BY 人口 DESK",
        "SELECT 市町 FROM 人口 LIMT 5",
        "SELECT 市町 人口",
        "SELECT *",
        "SELECT 市町 FROM 人口 WHERE 圏域 IN (北勢, '伊賀')",
        "SELECT 市町 FROM 人口 WHERE 圏域 LIKE 北勢",
        "SELECT 市町 FROM 人口 WHERE AND 年 = 2020",
        "SELECT 市町 FROM 人口 WHERE 年 = 2020)",
        "SELECT 市町 FROM 人口 WHERE 年 ＝ 2020 、 人口 ＞ 1",
        "SELECT VLOOKUP(市町, 面積, 2) FROM 人口",
        "SELECT UNIQUE(市町) FROM 人口",
        "SELECT SORT(人口) FROM 人口",
        "SELECT FILTER(人口, 年 = 2020) FROM 人口",
        "SELECT MATCH(市町, 面積, 0) FROM 人口",
        "SELECT SUM(人口, 世帯) FROM 人口",
        "SELECT * FROM 人口 WHERE 人口 > (SELECT AVG(人口) FROM 人口)",
        "WITH a AS (SELECT 人工 FROM 人口) SELECT * FROM a",
        "WITH a AS (SELECT 人口 FROM 人口) SELECT 人工 FROM a",
    ];
    let told: Vec<String> = cases
        .iter()
        .map(|case| {
            let told = match sql(&engine, case) {
                Ok(table) => format!("RAN {}", shown(&table).replace('\n', " / ")),
                Err(failure) => line(&failure.kind),
            };
            format!("{}\n    {told}", case.replace('\n', "⏎"))
        })
        .collect();
    expect_test::expect_file!["mistakes.txt"].assert_eq(&(told.join("\n") + "\n"));
}

/// Statements that were made to do harm, to hang or to reach out; the words for each reason stand in `locale`.
#[test]
fn made_to_do_harm() {
    let engine = engine();
    let many = |one: &str, count: usize| one.repeat(count);
    let around = |open: &str, inner: &str, close: &str, count: usize| {
        format!("{}{inner}{}", many(open, count), many(close, count))
    };
    let regex = |text: &str| format!("SELECT 市町 FROM 人口 WHERE REGEXP_LIKE(市町, '{text}')");
    let cases: Vec<(&str, String)> = vec![
        ("out of the page", "SELECT * FROM read_csv('/etc/passwd')".into()),
        ("an address", "SELECT * FROM 'http://elsewhere.example/x.csv'".into()),
        ("a file", "SELECT * FROM '/etc/passwd'".into()),
        ("COPY", "COPY 人口 TO 'x.csv'".into()),
        ("ATTACH", "ATTACH 'x.db' AS x".into()),
        ("TRUNCATE", "TRUNCATE TABLE 人口".into()),
        ("ALTER", "ALTER TABLE 人口 DROP COLUMN 人口".into()),
        ("SHOW", "SHOW TABLES".into()),
        ("SET", "SET x = 1".into()),
        ("two statements", "SELECT 1 AS x; DROP TABLE 人口".into()),
        (
            "WITH RECURSIVE",
            "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT n FROM t".into(),
        ),
        ("20,000 brackets", format!("SELECT {} AS x", around("(", "1", ")", 20_000))),
        (
            "20,000 queries inside",
            around("SELECT * FROM (", "SELECT 1 AS x", ") AS t", 20_000),
        ),
        ("9,000 operators", format!("SELECT 1{} AS x", many(" + 1", 9_000))),
        ("9,000 NOT", format!("SELECT {}TRUE AS x", many("NOT ", 9_000))),
        (
            "9,000 CASE",
            format!("SELECT {} AS x", around("CASE WHEN TRUE THEN ", "1", " END", 9_000)),
        ),
        ("a number out of range", "SELECT 1e309 AS x".into()),
        ("2 to the 63rd", "SELECT 9223372036854775808 AS x".into()),
        ("2 to the 63rd as a sum", "SELECT 9223372036854775807 + 1 AS x".into()),
        ("30 digits", format!("SELECT {} AS x", many("9", 30))),
        ("REPEAT", "SELECT REPEAT('a', 2000000000) AS x".into()),
        ("LPAD", "SELECT LPAD('a', 2000000000, 'b') AS x".into()),
        ("LIKE with 5,000 %", format!("SELECT 市町 FROM 人口 WHERE 市町 LIKE '{}x'", many("%", 5_000))),
        ("a regex that others try for ever", regex("(a+)+$")),
        ("a regex too large", regex("((x{1,1000}){1,1000}){1,1000}")),
        ("a regex of 10 KB", regex(&around("(", "a", ")*", 3_400))),
        (
            "a name of SQL and JavaScript",
            "SELECT 1 AS \"__proto__\", 2 AS constructor, '<script>' AS \"<img src=x onerror=alert(1)>\"".into(),
        ),
        (
            "names told by their tables, in GROUP BY",
            "SELECT a.市町, b.年, SUM(b.人口) AS n FROM 人口 AS a JOIN 人口 AS b ON a.コード = b.コード GROUP BY a.市町, b.年 ORDER BY n DESC LIMIT 1".into(),
        ),
    ];
    let mut told = String::new();
    for (name, statement) in cases {
        let began = std::time::Instant::now();
        let answer = match sql(&engine, &statement) {
            Ok(table) => format!("RAN {}", shown(&table).replace('\n', " / ")),
            Err(failure) => line(&failure.kind),
        };
        let shown: String = answer.chars().take(150).collect();
        told.push_str(&format!("{name}\n    {shown}\n"));
        let seconds = began.elapsed().as_secs_f32();
        assert!(seconds < 60.0, "{name} takes {seconds} s");
    }
    expect_test::expect_file!["hostile.txt"].assert_eq(&told);
}

fn check(steps: &[Step], expected: Expect) {
    let mut engine = engine();
    expected.assert_eq(&line(&broken(&mut engine, steps)));
}

#[test]
fn in_steps() {
    let people = || from("人口");
    check(&[from("人工")], expect![[r#"table 人工 near ["人口"]"#]]);
    check(
        &[people(), select(&["市町", "人工"])],
        expect![[r#"column 人工 near ["人口"]"#]],
    );
    check(
        &[people(), select(&["市町", "市町"])],
        expect![[r#"DuplicateColumn { name: "市町" }"#]],
    );
    check(
        &[people(), rename(&[("人口", "世帯")])],
        expect![[r#"DuplicateColumn { name: "世帯" }"#]],
    );
    check(
        &[people(), filter("")],
        expect![[r#"Incomplete { field: "predicate" }"#]],
    );
    check(
        &[people(), filter("人口 >")],
        expect![[r#"syntax at "" 1:5"#]],
    );
    check(
        &[people(), filter("人口 > 1) OR (1 = 1")],
        expect![[r#"Misread { why: Unopened { mark: ")" }, line: 1 }"#]],
    );
    check(
        &[people(), filter("人口 ～ 1")],
        expect![[r#"syntax at "～" 1:4"#]],
    );
    check(
        &[people(), filter("人口 ≧ ＝ 1")],
        expect![[r#"Misread { why: NothingBehind { what: ">=" }, line: 1 }"#]],
    );
    check(
        &[people(), filter("人口 > B2")],
        expect![[r#"AbsentColumn { name: "B2", why: Nowhere }"#]],
    );
    check(
        &[people(), derive(&[("大", "IF(人口 > 1, \"大\", \"小\")")])],
        expect![[r#"TextAsName { name: "大", quoted: true }"#]],
    );
    check(
        &[people(), derive(&[("計", "SUMIF(圏域, \"北勢\", 人口)")])],
        expect![[
            r#"StepInstead { function: "SUMIF", verbs: ["filter", "group_by"], sql: "WHERE, SUM" }"#
        ]],
    );
    check(
        &[people(), derive(&[("計", "=SUM(人口, 世帯)")])],
        expect![[r#"ArgumentCount { function: "SUM", least: 1, most: Some(1), found: 2 }"#]],
    );
    check(
        &[
            people(),
            derive(&[("面積", "=VLOOKUP(A2,面積!A:B,2,FALSE)")]),
        ],
        expect![[r#"StepInstead { function: "VLOOKUP", verbs: ["join"], sql: "LEFT JOIN" }"#]],
    );
    check(
        &[people(), derive(&[("計", "=SUM(A1:A5)")])],
        expect![[r#"Misread { why: Cells { at: "A1:A5" }, line: 1 }"#]],
    );
    check(
        &[people(), derive(&[("倍", "人口 世帯")])],
        expect![[r#"Misread { why: NothingBetween { left: "人口", right: "世帯" }, line: 1 }"#]],
    );
    check(
        &[people(), filter("人口 + 1")],
        expect!["type 人口 + 1: Some(Int) for Some(Bool) []"],
    );
    check(
        &[people(), filter("市町 = 津市")],
        expect![[r#"TextAsName { name: "津市", quoted: false }"#]],
    );
    check(
        &[people(), filter("市町 IN (SELECT 町名 FROM 面積)")],
        expect![[r#"Unsupported { what: "SELECT" }"#]],
    );
    check(
        &[from("原本"), filter("人口 > 100")],
        expect!["type 人口: Some(Text) for Some(Int) [',']"],
    );
    check(
        &[from("原本"), derive(&[("倍", "人口 * 2")])],
        expect!["type 人口: Some(Text) for Some(Float) [',']"],
    );
    check(
        &[people(), derive(&[("a", "1"), ("a", "2")])],
        expect![[r#"DuplicateColumn { name: "a" }"#]],
    );
    check(
        &[people(), derive(&[("a", "sum(市町)")])],
        expect![[r#"NoNumbers { column: "市町" }"#]],
    );
    check(
        &[people(), group(&["圏域"], &[("人口", "人口")])],
        expect![[r#"NotAggregated { column: "人口" }"#]],
    );
    check(
        &[people(), group(&["圏域"], &[("x", "sum(人口) / 世帯")])],
        expect![[r#"NotAggregated { column: "世帯" }"#]],
    );
    check(
        &[people(), group(&["圏域"], &[("圏域", "count(*)")])],
        expect![[r#"DuplicateColumn { name: "圏域" }"#]],
    );
    check(
        &[people(), group(&["圏域"], &[("x", "合計(人口)")])],
        expect!["function 合計 near []"],
    );
    check(
        &[people(), group(&["県域"], &[("x", "sum(人口)")])],
        expect![[r#"column 県域 near ["圏域"]"#]],
    );
    check(
        &[people(), sort(&["人工"])],
        expect![[r#"column 人工 near ["人口"]"#]],
    );
    check(
        &[people(), unique(&["人工"])],
        expect![[r#"column 人工 near ["人口"]"#]],
    );
    check(
        &[people(), join(JoinKind::Left, "面責", &[("市町", "町名")])],
        expect![[r#"table 面責 near ["面積"]"#]],
    );
    check(
        &[people(), join(JoinKind::Left, "面積", &[("市町", "市町")])],
        expect!["column 市町 near []"],
    );
    check(
        &[people(), join(JoinKind::Left, "面積", &[("年", "町名")])],
        expect!["type 町名: Some(Text) for Some(Int) []"],
    );
    check(
        &[people(), join(JoinKind::Left, "面積", &[])],
        expect![[r#"Incomplete { field: "on" }"#]],
    );
    check(
        &[people(), union("面積")],
        expect![[
            r#"SchemaMismatch { left: ["コード", "市町", "圏域", "年", "人口", "世帯"], right: ["町名", "面積", "備考"] }"#
        ]],
    );
    check(
        &[from("原本"), union("原本"), cast(&["人工"], CastTo::Number)],
        expect![[r#"column 人工 near ["人口"]"#]],
    );
    check(
        &[people(), pivot("年", &["圏域"], "市町", Aggregate::Sum)],
        expect![[r#"NoNumbers { column: "市町" }"#]],
    );
    check(
        &[people(), pivot("年", &["年度"], "人口", Aggregate::Sum)],
        expect![[r#"column 年度 near ["年"]"#]],
    );
    check(
        &[people(), unpivot(&["市町", "人口"], &[])],
        expect!["type 人口: Some(Int) for Some(Text) []"],
    );
    check(
        &[people(), unpivot(&[], &[])],
        expect![[r#"Incomplete { field: "columns" }"#]],
    );
    check(
        &[people(), fill(&["人口"], "'不明'")],
        expect![[r#"WrongValue { column: "人口", wanted: Int, value: "不明", meant: None }"#]],
    );
    check(
        &[people(), cast(&[], CastTo::Number)],
        expect![[r#"Incomplete { field: "columns" }"#]],
    );
}

/// Why the step at that place does not find its column.
fn absence(steps: Vec<StepEntry>, at: usize) -> String {
    let mut engine = engine();
    let run = engine.run(&Program::Steps(steps.clone()));
    // What is remembered of the run before tells the same as a fresh one.
    assert_eq!(engine.run(&Program::Steps(steps.clone())).steps, run.steps);
    assert_eq!(engine.evaluate(&Program::Steps(steps)).steps, run.steps);
    match &run.steps[at].outcome {
        Outcome::Failed(Failure {
            kind: FailureKind::AbsentColumn { name, why },
            ..
        }) => format!("{name} {why:?}"),
        Outcome::Failed(failure) => line(&failure.kind),
        other => format!("{other:?}"),
    }
}

fn on(steps: &[Step]) -> Vec<StepEntry> {
    steps.iter().cloned().map(StepEntry::on).collect()
}

#[test]
fn a_column_that_is_gone_is_traced_to_its_step() {
    let total = || group(&["圏域"], &[("人口合計", "sum(人口)")]);
    let check = |steps: &[Step], at: usize, expected: &str| {
        assert_eq!(absence(on(steps), at), expected, "{steps:?}");
    };
    let people = || from("人口");
    // Steps before it.
    check(
        &[people(), total(), filter("年 = 2020")],
        2,
        r#"年 Dropped { step: 1, verb: "group_by" }"#,
    );
    check(
        &[
            people(),
            select(&["市町", "年"]),
            Step::Head { n: 3 },
            sort(&["-人口"]),
        ],
        3,
        r#"人口 Dropped { step: 1, verb: "select" }"#,
    );
    check(
        &[
            people(),
            rename(&[("人口", "総数")]),
            derive(&[("倍", "人口 * 2")]),
        ],
        2,
        r#"人口 Renamed { step: 1, to: "総数" }"#,
    );
    check(
        &[
            people(),
            pivot("年", &["市町"], "人口", Aggregate::Sum),
            sort(&["世帯"]),
        ],
        2,
        r#"世帯 Dropped { step: 1, verb: "pivot" }"#,
    );
    check(
        &[people(), from("面積"), sort(&["人口"])],
        2,
        r#"人口 Dropped { step: 1, verb: "from" }"#,
    );
    check(
        &[
            people(),
            derive(&[("人口合計", "人口 *")]),
            sort(&["人口合計"]),
        ],
        2,
        "人口合計 Broken { step: 1 }",
    );
    // Steps after it, and itself.
    check(
        &[people(), sort(&["人口合計"]), total()],
        1,
        r#"人口合計 Later { step: 2, verb: "group_by" }"#,
    );
    check(
        &[
            people(),
            filter("面積 > 100"),
            join(JoinKind::Left, "面積", &[("市町", "町名")]),
        ],
        1,
        r#"面積 Later { step: 2, verb: "join" }"#,
    );
    check(
        &[
            people(),
            derive(&[("千", "人口 / 1000"), ("万", "千 / 10")]),
        ],
        1,
        "千 SameStep",
    );
    // No step at all.
    check(
        &[people(), filter("面積 > 100")],
        1,
        r#"面積 OtherTable { table: "面積" }"#,
    );
    check(&[people(), sort(&["人口合計"])], 1, "人口合計 Nowhere");
    check(&[people(), derive(&[("x", "あ * 2")])], 1, "あ Nowhere");
    // What is only misspelt, and what a join looks for elsewhere.
    check(
        &[people(), sort(&["人工"])],
        1,
        r#"column 人工 near ["人口"]"#,
    );
    check(
        &[people(), join(JoinKind::Left, "面積", &[("市町", "市町")])],
        1,
        "column 市町 near []",
    );
    // A step that is switched off.
    let mut steps = on(&[people(), total(), sort(&["人口合計"])]);
    steps[1].enabled = false;
    assert_eq!(absence(steps, 2), "人口合計 Off { step: 1 }");
}

#[test]
fn what_is_remembered_of_a_step_knows_the_steps_behind_it() {
    let mut engine = engine();
    let mut why = |steps: &[Step]| match &engine.run(&Program::Steps(on(steps))).steps[1].outcome {
        Outcome::Failed(Failure {
            kind: FailureKind::AbsentColumn { why, .. },
            ..
        }) => why.clone(),
        other => panic!("{other:?}"),
    };
    let total = group(&["圏域"], &[("人口合計", "sum(人口)")]);
    let start = [from("人口"), sort(&["人口合計"])];
    assert_eq!(why(&start), Absence::Nowhere);
    let with_total = [start[0].clone(), start[1].clone(), total];
    assert_eq!(
        why(&with_total),
        Absence::Later {
            step: 2,
            verb: "group_by".into()
        }
    );
    assert_eq!(why(&start), Absence::Nowhere);
}

#[test]
fn a_typed_value_is_looked_at_before_its_column() {
    let value = |predicate: &str| {
        let kind = broken(&mut engine(), &[from("人口"), filter(predicate)]);
        match kind {
            FailureKind::WrongValue {
                column,
                wanted,
                value,
                meant,
            } => format!("{column} {wanted:?} {value} {meant:?}"),
            other => line(&other),
        }
    };
    let check = |predicate: &str, expected: &str| assert_eq!(value(predicate), expected);
    check("年 = '令和2年'", r#"年 Int 令和2年 Some("2020")"#);
    check("年 = '令和元年度'", r#"年 Int 令和元年度 Some("2019")"#);
    check("年 = 'Ｒ２年'", r#"年 Int Ｒ２年 Some("2020")"#);
    check("年 = '2020年'", r#"年 Int 2020年 Some("2020")"#);
    check("年 = '2020'", r#"年 Int 2020 Some("2020")"#);
    check("'2020年' = 年", r#"年 Int 2020年 Some("2020")"#);
    check("人口 < '十'", r#"人口 Int 十 Some("10")"#);
    check("人口 <= '10以下'", r#"人口 Int 10以下 Some("10")"#);
    check("人口 > '多い'", "人口 Int 多い None");
    check("人口 IN (1, '２')", r#"人口 Int ２ Some("2")"#);
    check("人口 BETWEEN 1 AND '二'", r#"人口 Int 二 Some("2")"#);
    check("人口 * '2' > 1", r#" Float 2 Some("2")"#);
    // Codes are text, and stay text.
    check("コード = 24201", r#"コード Text 24201 Some("'24201'")"#);
    check("市町 > 1", r#"市町 Text 1 Some("'1'")"#);
    let of_day = |predicate: &str| {
        let steps = [
            from("原本"),
            cast(&["調査日"], CastTo::Date),
            filter(predicate),
        ];
        broken(&mut engine(), &steps)
    };
    for (predicate, value) in [("調査日 > 2020", "2020"), ("調査日 > '2020年'", "2020年")] {
        assert_eq!(
            of_day(predicate),
            FailureKind::WrongValue {
                column: "調査日".into(),
                wanted: table::Dtype::Date,
                value: value.into(),
                meant: None
            }
        );
    }
}

#[test]
fn a_join_that_explodes_is_refused_before_it_runs() {
    let mut engine = engine();
    for (name, rows) in [("大", 6000), ("中", 1200), ("中二", 1200)] {
        let mut csv = format!("鍵,{name}値\n");
        (0..rows).for_each(|row| csv.push_str(&format!("{},{row}\n", row % 2)));
        engine.add_csv(name, csv.as_bytes(), &[]).unwrap();
    }
    let too_large = |failure: Failure| match failure.kind {
        FailureKind::TooLarge { rows, limit } => (rows, limit),
        other => panic!("{other:?}"),
    };
    let refused = |query: &str| too_large(sql(&engine, query).unwrap_err());
    assert_eq!(
        refused("SELECT COUNT(*) AS n FROM 大 AS a CROSS JOIN 大 AS b"),
        (36_000_000, 20_000_000)
    );
    let twice =
        "SELECT a.中値 FROM 中 AS a JOIN 中二 AS b ON a.鍵 = b.鍵 JOIN 中二 AS c ON a.鍵 = c.鍵";
    assert_eq!(refused(twice), (432_000_000, 20_000_000));
    // Many rows on both sides, but each has one partner.
    assert_eq!(
        sql(
            &engine,
            "SELECT a.大値 FROM 大 AS a JOIN 大 AS b ON a.大値 = b.大値"
        )
        .unwrap()
        .height(),
        6000
    );
    assert_eq!(
        broken(&mut engine, &[from("大"), join(JoinKind::Cross, "大", &[])]),
        FailureKind::TooLarge {
            rows: 36_000_000,
            limit: 20_000_000
        }
    );
    let kind = broken(
        &mut engine,
        &[
            from("中"),
            join(JoinKind::Inner, "中二", &[("鍵", "鍵")]),
            join(JoinKind::Inner, "大", &[("鍵", "鍵")]),
        ],
    );
    assert!(matches!(kind, FailureKind::TooLarge { .. }), "{kind:?}");
}

#[test]
fn what_the_memory_does_not_hold_is_refused_before_it_is_made() {
    let mut engine = engine();
    let flags = |name: &str, columns: usize, rows: usize| {
        let columns = (0..columns)
            .map(|at| {
                let values = table::Values::Bool(vec![Some(true); rows]);
                table::Column::new(format!("{name}{at}"), values)
            })
            .collect();
        table::Table::new(columns).unwrap()
    };
    let limit = |kind: FailureKind| match kind {
        FailureKind::TooLarge { rows, limit } => (rows, limit),
        other => panic!("{other:?}"),
    };
    // As many pairs as a narrow table may have, but of wide rows.
    engine.add_table("広", &flags("a", 100, 2_000)).unwrap();
    engine.add_table("広二", &flags("b", 100, 2_000)).unwrap();
    let wide = "SELECT * FROM 広 JOIN 広二 ON a0 = b0";
    assert_eq!(
        limit(sql(&engine, wide).unwrap_err().kind),
        (4_000_000, 1_500_000)
    );
    // Only what is asked for counts.
    let narrow = "SELECT COUNT(*) AS n FROM 広 JOIN 広二 ON a0 = b0";
    assert_eq!(shown(&sql(&engine, narrow).unwrap()), "n\n4000000");
    let joined = [from("広"), join(JoinKind::Inner, "広二", &[("a0", "b0")])];
    assert_eq!(limit(broken(&mut engine, &joined)), (4_000_000, 1_507_537));

    engine.add_table("旗", &flags("c", 300, 70_000)).unwrap();
    let names: Vec<String> = (0..300).map(|at| format!("c{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let long = [from("旗"), unpivot(&names, &[])];
    assert_eq!(limit(broken(&mut engine, &long)), (21_000_000, 20_000_000));

    engine.add_table("長", &flags("d", 1, 11_000_000)).unwrap();
    let twice = [from("長"), union("長")];
    assert_eq!(limit(broken(&mut engine, &twice)), (22_000_000, 20_000_000));
    let twice = "SELECT d0 FROM 長 UNION ALL SELECT d0 FROM 長";
    assert_eq!(
        limit(sql(&engine, twice).unwrap_err().kind),
        (22_000_000, 20_000_000)
    );
}
