//! The verbs of cleaning and of looking along rows: what each gives, what it says, what it refuses. All are written as text, and
//! each gives what its SQL gives (`to_sql.rs` runs [`programs`] too).

use engine::Engine;
use expect_test::{Expect, expect};
use spec::step::text::parse_steps;
use spec::{Failure, FailureKind, Program, Step, StepNote};
use table::Dtype;

use crate::common::{broken, shown, sql, steps};

/// As published: totals, blanks in names, codes with and without a check digit, widths mixed.
const TOWNS: &str = "\
地域,名前,団体コード,住所
,三重県計,240001,
中南勢,津　市,242012,栄町1-1-1
,ﾖｯｶｲﾁ市,242021,諏訪町 １番5号
北勢,桑名郡,,
,木曽岬町,243035,西対海地251
,小 計,242013,役場前
";

/// By month; March 2024 is missing, and so is a number.
const MONTHS: &str = "\
県,年月,年,件数
三重,2024-01-01,2024,10
三重,2024-02-01,2024,20
三重,2024-04-01,2024,40
三重,2025-01-01,2025,15
三重,2025-02-01,2025,
愛知,2024-01-01,2024,100
愛知,2025-01-01,2025,50
";

/// Days as people write them, also such as never were.
const DAYS: &str = "\
日
平成18年1月1日
令和元年5月1日
平成31年5月1日
昭和64年1月8日
R6.4.1
2018/3/31
20180401
";

const PEOPLE: &str = "名,年齢,身長\na,0,99.5\nb,9,100\nc,10,120.25\nd,,130\ne,64,-1\nf,65,\n";

fn engine() -> Engine {
    let mut engine = Engine::default();
    let text = |name: &str| spec::module::ColumnInfo {
        name: name.into(),
        meaning: String::new(),
        unit: String::new(),
        dtype: Dtype::Text,
    };
    for (name, csv) in [
        ("町", TOWNS),
        ("月", MONTHS),
        ("日々", DAYS),
        ("人", PEOPLE),
    ] {
        let columns = [text("団体コード"), text("日")];
        engine.add_csv(name, csv.as_bytes(), &columns).unwrap();
    }
    engine
}

fn read(text: &str) -> Vec<Step> {
    let (steps, errors) = parse_steps(text);
    assert_eq!(errors, [], "{text}");
    steps
}

/// The table, and that SQL gives the same.
#[track_caller]
fn check(text: &str, expected: Expect) {
    let (mut engine, program) = (engine(), read(text));
    let table = steps(&mut engine, &program);
    expected.assert_eq(&shown(&table));
    let query = engine.to_sql(&program).unwrap();
    let by_sql = sql(&engine, &query).unwrap_or_else(|failure| panic!("{query}\n{failure:?}"));
    assert_eq!(shown(&by_sql), shown(&table), "{query}");
    assert_eq!(by_sql.schema(), table.schema(), "{query}");
}

fn note(text: &str) -> Option<StepNote> {
    let run = engine().run(&Program::of_steps(read(text)));
    run.steps.last().unwrap().note.clone()
}

fn refused(text: &str) -> FailureKind {
    broken(&mut engine(), &read(text))
}

#[test]
fn texts_are_written_in_one_way() {
    check(
        "from 町\nnormalise 名前, 住所\nselect 名前, 住所\nfilter 住所 IS NOT NULL",
        expect![[r#"
            名前|住所
            津 市|栄町1-1-1
            ヨッカイチ市|諏訪町 1番5号
            木曽岬町|西対海地251
            小 計|役場前"#]],
    );
}

#[test]
fn missing_cells_get_the_value_above() {
    check(
        "from 町\nfill_down 地域\nselect 地域, 名前",
        expect![[r#"
            地域|名前
            —|三重県計
            中南勢|津　市
            中南勢|ﾖｯｶｲﾁ市
            北勢|桑名郡
            北勢|木曽岬町
            北勢|小 計"#]],
    );
    check(
        "from 町\nsort 名前 desc\nfill_down 地域, 団体コード\nselect 団体コード, 名前",
        expect![[r#"
            団体コード|名前
            242021|ﾖｯｶｲﾁ市
            242012|津　市
            242012|桑名郡
            243035|木曽岬町
            242013|小 計
            240001|三重県計"#]],
    );
}

#[test]
fn rows_of_totals_go_and_are_told() {
    let known = "from 町\ndrop_totals 名前\nselect 名前";
    check(
        known,
        expect![[r#"
            名前
            津　市
            ﾖｯｶｲﾁ市
            桑名郡
            木曽岬町"#]],
    );
    assert_eq!(
        note("from 町\ndrop_totals 名前"),
        Some(StepNote::Dropped {
            column: "名前".into(),
            count: 2,
            samples: vec!["三重県計".into(), "小 計".into()],
        })
    );
    // Words of one's own, blanks and width apart.
    let own = "from 町\ndrop_totals 名前 words \"*郡\", \"三重*\", \"＊ 計\", 津市\nselect 名前";
    check(
        own,
        expect![[r#"
            名前
            ﾖｯｶｲﾁ市
            木曽岬町"#]],
    );
    assert_eq!(note("from 町\ndrop_totals 名前 words 県計"), None);
    // A cell that is missing names no total.
    check(
        "from 町\ndrop_totals 地域 words \"*\"\nselect 名前",
        expect![[r#"
            名前
            三重県計
            ﾖｯｶｲﾁ市
            木曽岬町
            小 計"#]],
    );
}

#[test]
fn texts_are_taken_apart() {
    check(
        "from 町\nselect 住所\nsplit 住所 how digit names 町名, 番地\nsplit 番地 how separator separator \"-\" names a, b",
        expect![[r#"
            住所|町名|番地|a|b
            —|—|—|—|—
            栄町1-1-1|栄町|1-1-1|1|1-1
            諏訪町 １番5号|諏訪町 |１番5号|１番5号|—
            —|—|—|—|—
            西対海地251|西対海地|251|251|—
            役場前|役場前|—|—|—"#]],
    );
    check(
        "from 月\nwith_columns 文 = '、a、、b、c'\nhead 1\nselect 文\nsplit 文 how separator separator \"、\" names p, q, r",
        expect![[r#"
            文|p|q|r
            、a、、b、c|—|a|、b、c"#]],
    );
    assert!(matches!(
        refused("from 月\nsplit 件数 how digit names a, b"),
        FailureKind::TypeMismatch { .. }
    ));
}

#[test]
fn codes_of_municipalities_change_their_form() {
    let text = "from 町\nkey_conversion 団体コード from code6 to r5\nselect 名前, 団体コード";
    check(
        text,
        expect![[r#"
            名前|団体コード
            三重県計|R24000
            津　市|R24201
            ﾖｯｶｲﾁ市|R24202
            桑名郡|—
            木曽岬町|R24303
            小 計|—"#]],
    );
    let last = text.rsplit_once('\n').unwrap().0;
    assert_eq!(
        note(last),
        Some(StepNote::NoCode {
            column: "団体コード".into(),
            count: 1,
            samples: vec!["242013".into()],
        })
    );
    let engine = engine();
    for (given, from, to, wanted) in [
        ("'24201'", "code5", "code6", "242012"),
        ("'２４２０１'", "code5", "r5", "R24201"),
        ("'R24201'", "r5", "code6", "242012"),
        ("'r01100'", "r5", "code5", "01100"),
        // Zeros that a number lost.
        ("1100", "code5", "code6", "011002"),
        ("11002", "code6", "code5", "01100"),
        ("1100.0", "code5", "r5", "R01100"),
        ("'24201'", "code6", "code5", "—"),
        ("'1100'", "code5", "code6", "—"),
        ("'242012'", "code5", "code6", "—"),
        ("'24201'", "r5", "code6", "—"),
        ("'津市'", "code5", "code6", "—"),
        ("''", "code5", "code6", "—"),
    ] {
        let query = format!("SELECT municipality_code({given}, '{from}', '{to}') AS c");
        let table = sql(&engine, &query).unwrap();
        assert_eq!(shown(&table), format!("c\n{wanted}"), "{query}");
    }
    let kind = sql(&engine, "SELECT municipality_code('24201', 'jis', 'r5')")
        .unwrap_err()
        .kind;
    assert!(
        matches!(kind, FailureKind::BadArgument { position: 2, .. }),
        "{kind:?}"
    );
}

#[test]
fn shares_ranks_and_running_totals() {
    check(
        "from 月\nfilter 年月 < '2024-03-01'\nshare 件数 within 県 name 構成比\nselect 県, 件数, 構成比",
        expect![[r#"
            県|件数|構成比
            三重|10|0.3333333333333333
            三重|20|0.6666666666666666
            愛知|100|1.0"#]],
    );
    check(
        "from 月\nrank 件数 desc name 順位\nrank 件数, 年月 within 県 name 県内\nselect 件数, 順位, 県内",
        expect![[r#"
            件数|順位|県内
            10|6|1
            20|4|3
            40|3|4
            15|5|2
            —|—|—
            100|1|2
            50|2|1"#]],
    );
    // Equals have one place, and the next ones come after all of them.
    check(
        "from 人\nselect 名\nwith_columns 点 = CASE WHEN 名 < 'c' THEN 5 WHEN 名 = 'f' THEN 9 ELSE 7 END\nrank 点 name 位\ncum_sum 点 by 点 name 計",
        expect![[r#"
            名|点|位|計
            a|5|1|10
            b|5|1|10
            c|7|3|31
            d|7|3|31
            e|7|3|31
            f|9|6|40"#]],
    );
    check(
        "from 月\ncum_sum 件数 by 年月 within 県 name 累計\nselect 県, 件数, 累計",
        expect![[r#"
            県|件数|累計
            三重|10|10
            三重|20|30
            三重|40|70
            三重|15|85
            三重|—|—
            愛知|100|100
            愛知|50|150"#]],
    );
}

#[test]
fn a_change_has_the_right_neighbour_or_none() {
    check(
        "from 月\nchange 件数 how difference by 年月 periods 1 unit month within 県 name 前月差\nchange 件数 how rate by 年月 periods 1 unit year within 県 name 前年比\nselect 県, 年月, 前月差, 前年比",
        expect![[r#"
            県|年月|前月差|前年比
            三重|2024-01-01|—|—
            三重|2024-02-01|10|—
            三重|2024-04-01|—|—
            三重|2025-01-01|—|0.5
            三重|2025-02-01|—|—
            愛知|2024-01-01|—|—
            愛知|2025-01-01|—|-0.5"#]],
    );
    // The rows may lie in any order, and the period may be a year.
    check(
        "from 月\ngroup_by 県, 年 : 計 = sum(件数)\nsort 年 desc\nchange 計 how ratio by 年 periods 1 within 県 name 倍\nselect 県, 年, 倍",
        expect![[r#"
            県|年|倍
            三重|2025|0.21428571428571427
            愛知|2025|0.5
            三重|2024|—
            愛知|2024|—"#]],
    );
    // Without the column that tells the rows apart it is open which one is meant.
    assert_eq!(
        refused("from 月\nchange 件数 how difference by 年月 periods 1 unit month name x"),
        FailureKind::RepeatedPeriod {
            column: "年月".into(),
            value: "2024-01-01".into(),
            count: 2,
        }
    );
    // Days need a unit, whole numbers have none.
    assert_eq!(
        refused("from 月\nchange 件数 how difference by 年月 periods 1 within 県 name x"),
        FailureKind::Incomplete {
            field: "unit".into()
        }
    );
    assert!(matches!(
        refused(
            "from 月\nchange 件数 how difference by 年 periods 1 unit year within 県, 年月 name x"
        ),
        FailureKind::TypeMismatch {
            wanted: Some(Dtype::Date),
            ..
        }
    ));
    assert!(matches!(
        refused("from 月\nchange 件数 how difference by 県 periods 1 within 年月 name x"),
        FailureKind::TypeMismatch {
            wanted: Some(Dtype::Int),
            ..
        }
    ));
    assert!(matches!(
        refused("from 月\nchange 件数 how difference by 年日 periods 1 within 県 name x"),
        FailureKind::UnknownColumn { .. } | FailureKind::AbsentColumn { .. }
    ));
    assert_eq!(
        note("from 月\nchange 件数 how difference by 年月 periods 3 unit day within 県 name x"),
        Some(StepNote::NoPeriod {
            column: "年月".into()
        })
    );
    assert_eq!(
        note("from 月\nchange 件数 how difference by 年月 periods 1 unit month within 県 name x"),
        None
    );
}

#[test]
fn a_moving_mean_is_of_periods_without_gaps() {
    check(
        "from 月\nrolling 件数 how mean by 年月 periods 2 unit month within 県 name 平均\nrolling 件数 how sum by 年月 periods 1 unit day within 県 name 和\nselect 年月, 平均, 和",
        expect![[r#"
            年月|平均|和
            2024-01-01|—|10
            2024-02-01|15.0|20
            2024-04-01|—|40
            2025-01-01|—|15
            2025-02-01|—|—
            2024-01-01|—|100
            2025-01-01|—|50"#]],
    );
    check(
        "from 月\ngroup_by 県, 年 : 計 = sum(件数)\nrolling 計 how mean by 年 periods 2 within 県 name 平均",
        expect![[r#"
            県|年|計|平均
            三重|2024|70|—
            三重|2025|15|42.5
            愛知|2024|100|—
            愛知|2025|50|75.0"#]],
    );
}

#[test]
fn stretches_of_numbers_have_names() {
    check(
        "from 人\nbins 年齢 width 10 name 年代\nbins 年齢 width 0 edges 65, 15 name 区分\nbins 身長 width 10 name 身\nbins 身長 width 0 edges 99.5, 120 name 長",
        expect![[r#"
            名|年齢|身長|年代|区分|身|長
            a|0|99.5|0～9|～14|90以上100未満|99.5以上120未満
            b|9|100.0|0～9|～14|100以上110未満|99.5以上120未満
            c|10|120.25|10～19|～14|120以上130未満|120以上
            d|—|130.0|—|—|130以上140未満|120以上
            e|64|-1.0|60～69|15～64|-10以上0未満|99.5未満
            f|65|—|60～69|65～|—|—"#]],
    );
    check(
        "from 人\nselect 年齢\nbins 年齢 width 1 name 歳\nbins 年齢 width 0 edges 9, 10, 64 name 区分",
        expect![[r#"
            年齢|歳|区分
            0|0|～8
            9|9|9
            10|10|10～63
            —|—|—
            64|64|64～
            65|65|64～"#]],
    );
    assert!(matches!(
        refused("from 人\nbins 名 width 10 name x"),
        FailureKind::NoNumbers { .. } | FailureKind::TypeMismatch { .. }
    ));
}

#[test]
fn days_that_never_were_are_missing_and_told() {
    check(
        "from 日々\nwith_columns 年度 = 日\ncast 日 to date\ncast 年度 to fiscal_year",
        expect![[r#"
            日|年度
            2006-01-01|2005
            2019-05-01|2019
            —|—
            —|—
            2024-04-01|2024
            2018-03-31|2017
            2018-04-01|2018"#]],
    );
    for to in ["date", "fiscal_year"] {
        assert_eq!(
            note(&format!("from 日々\ncast 日 to {to}")),
            Some(StepNote::Unreadable(Failure::of(FailureKind::Unreadable {
                column: "日".into(),
                wanted: Dtype::Date,
                count: 2,
                samples: vec!["平成31年5月1日".into(), "昭和64年1月8日".into()],
            })))
        );
    }
}
