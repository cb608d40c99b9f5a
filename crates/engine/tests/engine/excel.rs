//! What people type who know Excel: signs of paper and of a Japanese keyboard, brackets, Excel's functions.

use crate::common::*;
use expect_test::{Expect, expect};
use spec::Step;

/// The new column of a step with that formula, a cell a line.
fn column(formula: &str) -> String {
    let mut engine = engine();
    let table = steps(
        &mut engine,
        &[
            from("人口"),
            filter("年 = 2020"),
            derive(&[("x", formula)]),
            select(&["x"]),
            Step::Head { n: 2 },
        ],
    );
    shown(&table).lines().skip(1).collect::<Vec<_>>().join(" ")
}

#[test]
fn formulas_are_read_as_they_are_meant() {
    let same = |typed: &str, sql: &str| assert_eq!(column(typed), column(sql), "{typed}");
    same("人口 × 10 ÷ 世帯 − 1", "人口 * 10 / 世帯 - 1");
    same("＝人口＊（１＋０．５）", "人口 * (1 + 0.5)");
    same("=[人口]/[@世帯]", "人口 / 世帯");
    same("ＲＯＵＮＤ（人口÷世帯，１）", "ROUND(人口 / 世帯, 1)");
    same("人口 * 10%", "人口 * 0.1");
    same("人口 ≧ 274537", "人口 >= 274537");
    same("人口−−1", "人口 - -1");
    same("'×（１）' || 市町", "'×（１）' || 市町");
    same("年 % 3", "MOD(年, 3)");
    same("10 % -3 + 年", "MOD(10, -3) + 年");
}

#[test]
fn functions_of_excel_give_what_excel_gives() {
    let check = |formula: &str, expected: Expect| expected.assert_eq(&column(formula));
    check("AVERAGE(人口) > 0", expect!["true true"]);
    check("IF(人口 > 300000, '大', '小')", expect!["小 大"]);
    check(
        "IFS(人口 > 300000, '大', 人口 > 0, '中', TRUE, '小')",
        expect!["中 大"],
    );
    check("SWITCH(圏域, '北勢', 1, '中南勢', 2, 0)", expect!["2 1"]);
    check(
        "IF(AND(人口 > 0, OR(市町 = '津市', 世帯 < 0)), 1, 0)",
        expect!["1 0"],
    );
    check(
        "市町 & '（' & 年 & '）'",
        expect!["津市（2020） 四日市市（2020）"],
    );
    check("CONCATENATE(市町, 年)", expect!["津市2020 四日市市2020"]);
    check("IFERROR(世帯 / (年 - 2020), 0)", expect!["0.0 0.0"]);
    check("ROUNDDOWN(人口 / 世帯, 1)", expect!["2.3 2.3"]);
    check("ROUNDUP(人口 / 世帯, 1)", expect!["2.4 2.4"]);
    check("ROUNDUP(人口, -3)", expect!["275000 306000"]);
    check("ROUNDDOWN(人口, -3)", expect!["274000 305000"]);
    check("TRUNC(人口 / 世帯, 2)", expect!["2.31 2.31"]);
    check("INT(人口 / 世帯)", expect!["2.0 2.0"]);
    check("INT(-1.5)", expect!["-2.0 -2.0"]);
    check("LEFT(市町) & RIGHT(市町, 1)", expect!["津市 四市"]);
    check("MID(市町, 2, 2)", expect!["市 日市"]);
    check("LEN(TRIM(市町))", expect!["2 4"]);
    check("SUBSTITUTE(市町, '市', '町')", expect!["津町 四日町町"]);
    check("FIND('市', 市町)", expect!["2 3"]);
    check("FIND('市', 市町, 4)", expect!["— 4"]);
    check("SEARCH('X', 'axb')", expect!["2 2"]);
    check("VALUE('1,234')", expect!["1234.0 1234.0"]);
    check("TEXT(人口, '#,##0人')", expect!["274,537人 305,424人"]);
    check(
        "TEXT(DATE(2024, 4, 1), 'yyyy年m月d日(aaa)')",
        expect!["2024年4月1日(月) 2024年4月1日(月)"],
    );
    check("YEAR(EDATE(DATE(2024, 1, 31), 1))", expect!["2024 2024"]);
    check("DAY(EOMONTH(DATE(2024, 1, 31), 1))", expect!["29 29"]);
    check("WEEKDAY(DATE(2024, 4, 1))", expect!["2 2"]);
    check(
        "DATEDIF(DATE(2000, 4, 2), DATE(2024, 4, 1), 'Y')",
        expect!["23 23"],
    );
    check("RANK(人口, 人口)", expect!["2 1"]);
    check("RANK(人口, 人口, 1) > 2", expect!["true true"]);
    check("ISBLANK(人口)", expect!["false false"]);
    check("EXACT(市町, '津市')", expect!["true false"]);
    check("2 * 3 ^ 2", expect!["18.0 18.0"]);
    check("-2 ^ 2 + 5 - 2 ^ 2", expect!["5.0 5.0"]);
    check("REPT('★', 2)", expect!["★★ ★★"]);
}

#[test]
fn aggregates_have_their_names_in_excel_too() {
    let mut engine = engine();
    let table = steps(
        &mut engine,
        &[
            from("人口"),
            group(
                &["圏域"],
                &[
                    ("平均", "AVERAGE(世帯)"),
                    ("件数", "COUNTA(市町)"),
                    ("一世帯", "ROUNDDOWN(SUM(人口) ÷ SUM(世帯)，１)"),
                ],
            ),
            Step::Head { n: 1 },
        ],
    );
    expect![[r#"
        圏域|平均|件数|一世帯
        中南勢|116478.0|2|2.3"#]]
    .assert_eq(&shown(&table));
    let by_sql = sql(
        &engine,
        "SELECT AVERAGE(世帯) AS x, STDEV.P(年) AS y FROM 人口 GROUP BY 圏域 LIMIT 1",
    );
    expect![[r#"
        x|y
        116478.0|2.5"#]]
    .assert_eq(&shown(&by_sql.unwrap()));
}

#[test]
fn where_reading_stopped_is_told_in_what_was_typed() {
    let engine = engine();
    let place = |query: &str| match sql(&engine, query).unwrap_err().kind {
        spec::FailureKind::Syntax { at, line, column } => (at, line, column),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        place("SELECT 市町\nFROM 人口 WHERE 年 ≧ 2020、"),
        ("、".to_owned(), 2, 23)
    );
}

/// A text of SQL as a Japanese keyboard writes it, but for texts and names in quotation marks.
fn full_width(sql: &str) -> String {
    let mut inside: Option<char> = None;
    let mut typed = String::new();
    if !sql.trim_start().starts_with('=') {
        typed.push('＝');
    }
    for c in sql.chars() {
        match inside {
            Some(mark) => inside = (mark != c).then_some(mark),
            None if matches!(c, '\'' | '"') => inside = Some(c),
            None => {}
        }
        typed.push(match c {
            _ if inside.is_some() => c,
            '*' => '×',
            '/' => '÷',
            '-' => '−',
            '+' | '=' | '<' | '>' | '(' | ')' | ',' | '0'..='9' => {
                char::from_u32(u32::from(c) + 0xfee0).unwrap()
            }
            _ => c,
        });
    }
    typed
}

#[test]
fn every_program_gives_the_same_table_in_full_width() {
    let mut engine = engine();
    let mut changed = 0;
    for program in crate::to_sql::programs() {
        let table = steps(&mut engine, &program);
        let mut typed = program.clone();
        for step in &mut typed {
            step.change_texts(&mut |what, text| {
                if matches!(what, spec::step::StepText::Sql) {
                    *text = full_width(text);
                    changed += 1;
                }
            });
        }
        assert_eq!(
            shown(&steps(&mut engine, &typed)),
            shown(&table),
            "{typed:?}"
        );
        let text = engine.to_sql(&typed);
        assert_eq!(text, engine.to_sql(&program), "{typed:?}");
    }
    assert!(changed > 50, "few expressions were typed: {changed}");
}
