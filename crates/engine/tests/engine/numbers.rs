//! Text columns as numbers: cell by cell as the one reader reads them, and refused where units are mixed.

use engine::{Engine, Outcome};
use expect_test::{Expect, expect};
use spec::step::{CastTo, NamedExpr};
use spec::{FailureKind, Program, Step};
use table::Dtype;

use crate::common::{cast, from, rows, sql};

/// An engine with one table 表 of one text column 金額.
fn with_cells(cells: &[&str]) -> Engine {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"\n")).collect();
    let info = spec::module::ColumnInfo {
        name: "金額".into(),
        meaning: String::new(),
        unit: String::new(),
        dtype: Dtype::Text,
    };
    let mut engine = Engine::default();
    let file = format!("金額\n{}", quoted.concat());
    engine.add_csv("表", file.as_bytes(), &[info]).unwrap();
    engine
}

/// What the last step made of the column, or why not.
fn last(cells: &[&str], step: Step) -> Result<String, FailureKind> {
    let run = with_cells(cells).run(&Program::of_steps([from("表"), step]));
    match run.steps.last().unwrap().outcome.clone() {
        Outcome::Failed(failure) => Err(failure.kind),
        _ => Ok(rows(&run.result.unwrap().table(1000).unwrap()).join(" ")),
    }
}

fn parsed() -> Step {
    Step::WithColumns {
        columns: vec![NamedExpr {
            name: "金額".into(),
            expr: "parse_number(金額)".into(),
        }],
    }
}

/// By a cast.
fn check(cells: &[&str], expected: Expect) {
    let found = last(cells, cast(&["金額"], CastTo::Number));
    expected.assert_eq(&found.unwrap_or_else(|kind| format!("{kind:?}")));
}

#[test]
fn a_scale_is_never_dropped() {
    check(
        &[
            "5千円",
            "1億2000万円",
            "3百億円",
            "12百万円",
            "▲3,000円",
            "－",
        ],
        expect!["5000 120000000 30000000000 12000000 -3000 —"],
    );
    check(
        &["29.87%", "30％", "ー5パーセント"],
        expect!["0.2987 0.3 -0.05"],
    );
    check(
        &[
            "27万4537人",
            "１２３人",
            "約28万人",
            "マイナス5人",
            "(5,349)人",
        ],
        expect!["274537 123 280000 -5 -5349"],
    );
    check(
        &["274,537", "27万4537", "１２３"],
        expect!["274537 274537 123"],
    );
    // What has no one meaning becomes missing and is reported.
    check(
        &[
            "5349人減",
            "1,234.5,6",
            "278,10,5",
            "100人以上",
            "5xyz",
            "〇",
            "7",
        ],
        expect!["— — — — — — 7"],
    );
}

#[test]
fn mixed_units_are_refused_in_a_cast_in_an_expression_and_in_sql() {
    let cells = ["5千円", "3000", "4000", "－"];
    let mixed = FailureKind::MixedUnits {
        column: "金額".into(),
        samples: vec![("5千円".into(), 1), ("3000".into(), 2)],
    };
    assert_eq!(
        last(&cells, cast(&["金額"], CastTo::Number)),
        Err(mixed.clone())
    );
    assert_eq!(last(&cells, parsed()), Err(mixed.clone()));
    let engine = with_cells(&cells);
    for query in [
        "SELECT parse_number(金額) AS 数 FROM 表",
        "SELECT COUNT(*) AS n FROM 表 WHERE parse_number(金額) > 1000",
        "SELECT SUM(parse_number(金額)) AS 計 FROM 表",
    ] {
        let kind = sql(&engine, query)
            .map(|table| rows(&table))
            .map_err(|failure| failure.kind);
        assert_eq!(kind, Err(mixed.clone()), "{query}");
    }
    let filter = Step::Filter {
        predicate: "parse_number(金額) > 1000".into(),
    };
    assert_eq!(last(&cells, filter), Err(mixed));
}

#[test]
fn mixed_percent_and_other_units_are_refused() {
    check(
        &["29.87%", "0.3", "0"],
        expect![[r#"MixedUnits { column: "金額", samples: [("29.87%", 1), ("0.3", 1)] }"#]],
    );
    check(
        &["90分", "1.5時間"],
        expect![[r#"MixedUnits { column: "金額", samples: [("90分", 1), ("1.5時間", 1)] }"#]],
    );
    // Each cell says how large it is, or nothing but nothing has no unit.
    check(&["5千円", "3000円", "0"], expect!["5000 3000 0"]);
    check(&["30%", "29.5％", "0", "-"], expect!["0.3 0.295 0.0 —"]);
    // Rows that were filtered out do not count.
    let engine = with_cells(&["5千円", "3000", "2千円"]);
    let table = sql(
        &engine,
        "SELECT SUM(parse_number(金額)) AS 計 FROM (SELECT 金額 FROM 表 WHERE 金額 LIKE '%千円') AS x",
    );
    assert_eq!(rows(&table.unwrap()), ["7000.0"]);
}
