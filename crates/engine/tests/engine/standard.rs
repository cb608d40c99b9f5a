//! What SQL means by the standard, on queries that are easily answered wrongly. The right answers are DuckDB's.

use engine::Engine;
use spec::FailureKind;

use crate::common::{shown, sql};

const PREFECTURES: &str = "コード,名前\n24,三重県\n23,愛知県\n";
const CITIES: &str = "コード,名前,県コード\n24201,津市,24\n24202,四日市市,24\n23100,名古屋市,23\n";
const QUARTERS: &str =
    "コード,名前,市コード,人数\n1,栄町,24201,10\n2,西町,24201,\n3,港町,23100,30\n4,浜町,99999,5\n";
const PEOPLE: &str = "\
コード,市町,圏域,年,人口,世帯
24201,津市,中南勢,2015,279886,114480
24201,津市,中南勢,2020,274537,118476
24202,四日市市,北勢,2015,311031,127483
24202,四日市市,北勢,2020,305424,131822
24208,名張市,伊賀,2015,78795,30040
24208,名張市,伊賀,2020,,31246
24999,不明町,,2020,100,50
";
const REQUESTS: &str = "\
番号,受付日,完了日,種別
1,2024-01-31,2024-02-05,転入
2,2024-02-29,2024-03-01,転出
3,2024-03-15,,転入
4,2024-03-31,2024-04-30,証明
5,2023-12-29,2024-01-04,証明
6,2024-12-30,2025-01-06,転居
7,2024-05-01,2024-05-01,転居
8,2024-05-02,2024-05-10,転入
";
const VALUES: &str = "番号,数,整数\n1,0.5,7\n2,1.5,-7\n3,2.5,3\n4,-0.5,-3\n5,1.005,0\n6,2.675,10\n";
const EXCEPTIONS: &str = "町,印\n津市,a\n,b\n尾鷲市,c\n";

fn engine() -> Engine {
    let mut engine = Engine::default();
    for (name, csv) in [
        ("県", PREFECTURES),
        ("市", CITIES),
        ("町", QUARTERS),
        ("人口", PEOPLE),
        ("申請", REQUESTS),
        ("値", VALUES),
        ("例外", EXCEPTIONS),
    ] {
        engine.add_csv(name, csv.as_bytes(), &[]).unwrap();
    }
    engine
}

/// Rows are written `a|b / c|d`; a missing cell is `—`.
fn right(cases: &[(&str, &str)]) {
    let engine = engine();
    for (query, wanted) in cases {
        let table = sql(&engine, query).unwrap_or_else(|failure| panic!("{query}: {failure:?}"));
        let text = shown(&table);
        let rows = text.split_once('\n').map_or("", |(_, rows)| rows);
        assert_eq!(rows.replace('\n', " / "), *wanted, "{query}");
    }
}

fn refused(cases: &[(&str, FailureKind)]) {
    let engine = engine();
    for (query, wanted) in cases {
        match sql(&engine, query) {
            Ok(table) => panic!("{query} ran: {}", shown(&table)),
            Err(failure) => assert_eq!(failure.kind, *wanted, "{query}"),
        }
    }
}

#[test]
fn three_tables_with_names_in_common() {
    right(&[
        (
            "SELECT 県.名前 AS 県名, COUNT(*) AS 件数 FROM 県 JOIN 市 ON 県.コード = 市.県コード JOIN 町 ON 市.コード = 町.市コード GROUP BY 県.名前 ORDER BY 件数 DESC",
            "三重県|2 / 愛知県|1",
        ),
        (
            "SELECT 県.名前 AS 県名, 市.名前 AS 市名, 町.名前 AS 町名 FROM 県 JOIN 市 ON 県.コード = 市.県コード JOIN 町 ON 市.コード = 町.市コード ORDER BY 町.コード",
            "三重県|津市|栄町 / 三重県|津市|西町 / 愛知県|名古屋市|港町",
        ),
        (
            "SELECT 県.名前, COUNT(町.コード) AS n FROM 県 LEFT JOIN 市 ON 県.コード = 市.県コード LEFT JOIN 町 ON 市.コード = 町.市コード GROUP BY 県.名前",
            "三重県|2 / 愛知県|1",
        ),
        (
            "SELECT t.名前 AS 町名, k.名前 AS 県名 FROM 県 AS k JOIN 市 AS s ON s.県コード = k.コード JOIN 町 AS t ON t.市コード = s.コード ORDER BY 町名",
            "栄町|三重県 / 港町|愛知県 / 西町|三重県",
        ),
        // Two tables side by side, joined by WHERE.
        (
            "SELECT 町.名前, 市.名前 AS 市名 FROM 町, 市 WHERE 町.市コード = 市.コード ORDER BY 町.コード",
            "栄町|津市 / 西町|津市 / 港町|名古屋市",
        ),
        // What both have in common is told apart in `*` as the step «join» does it.
        (
            "SELECT * FROM 県 JOIN 市 ON 県.コード = 市.県コード ORDER BY 市.コード LIMIT 1",
            "23|愛知県|23100|名古屋市|23",
        ),
    ]);
}

#[test]
fn conditions_of_joins_beyond_equality() {
    right(&[
        (
            "SELECT 町.名前 AS a, 市.名前 AS b FROM 町 LEFT JOIN 市 ON 町.市コード = 市.コード AND 市.県コード = 24 ORDER BY 町.コード",
            "栄町|津市 / 西町|津市 / 港町|— / 浜町|—",
        ),
        (
            "SELECT 町.名前 AS a, 市.名前 AS b FROM 町 LEFT JOIN 市 ON 町.市コード = 市.コード AND 町.人数 > 5 ORDER BY 町.コード",
            "栄町|津市 / 西町|— / 港町|名古屋市 / 浜町|—",
        ),
        (
            "SELECT a.市町, a.人口 - b.人口 AS 増減 FROM 人口 a JOIN 人口 b ON a.コード = b.コード AND b.年 = 2015 WHERE a.年 = 2020 ORDER BY a.コード",
            "津市|-5349 / 四日市市|-5607 / 名張市|—",
        ),
        (
            "SELECT COUNT(*) AS n FROM 町 JOIN 市 ON 町.市コード < 市.コード",
            "4",
        ),
        (
            "SELECT COALESCE(町.市コード, 市.コード) AS c FROM 町 FULL JOIN 市 ON 町.市コード = 市.コード AND 町.人数 > 5 ORDER BY c, 町.コード",
            "23100 / 24201 / 24201 / 24202 / 99999",
        ),
        (
            "SELECT コード, 町.名前, 市.名前 AS 市名 FROM 町 FULL JOIN 市 USING (コード) ORDER BY コード LIMIT 5",
            "1|栄町|— / 2|西町|— / 3|港町|— / 4|浜町|— / 23100|—|名古屋市",
        ),
    ]);
}

#[test]
fn names_are_bound_where_they_stand() {
    right(&[
        // A qualified key that the first table has too.
        (
            "SELECT 市.コード, COUNT(*) AS n FROM 町 JOIN 市 ON 町.市コード = 市.コード GROUP BY 市.コード ORDER BY n",
            "23100|1 / 24201|2",
        ),
        (
            "SELECT 市.名前 AS 市名, SUM(町.人数) AS 計 FROM 町 JOIN 市 ON 町.市コード = 市.コード GROUP BY 市.名前 HAVING SUM(町.人数) > 15",
            "名古屋市|30",
        ),
        (
            "SELECT SUBSTR(市.名前, 1, 1) AS k, COUNT(*) AS n FROM 町 JOIN 市 ON 町.市コード = 市.コード GROUP BY SUBSTR(市.名前, 1, 1) ORDER BY n",
            "名|1 / 津|2",
        ),
        // Positions of computed columns.
        (
            "SELECT 年 / 5 AS k, SUM(世帯) AS 計 FROM 人口 GROUP BY 1 ORDER BY 1",
            "403.0|272003 / 404.0|281594",
        ),
        (
            "SELECT SUBSTR(市町, 1, 1) AS 頭, COUNT(*) AS n FROM 人口 GROUP BY 1 ORDER BY n DESC, 頭",
            "名|2 / 四|2 / 津|2 / 不|1",
        ),
        // The new name of a key, ordered by the old one.
        (
            "SELECT 市町 AS 町 FROM 人口 WHERE 年 = 2020 GROUP BY 市町 ORDER BY 市町",
            "不明町 / 名張市 / 四日市市 / 津市",
        ),
        // A part of the query may have the name of a table.
        (
            "WITH 人口 AS (SELECT * FROM 人口 WHERE 年 = 2020) SELECT COUNT(*) AS n FROM 人口",
            "4",
        ),
        // Names change places.
        (
            "SELECT 人口 AS 世帯, 世帯 AS 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 世帯",
            "100|50 / 274537|118476 / 305424|131822 / —|31246",
        ),
        (
            "SELECT 圏域 FROM (SELECT 圏域, SUM(世帯) AS s FROM 人口 GROUP BY 圏域) WHERE s > 200000",
            "中南勢 / 北勢",
        ),
    ]);
    refused(&[
        (
            "SELECT 名前 FROM 町 JOIN 市 ON 町.市コード = 市.コード",
            FailureKind::AmbiguousColumn {
                name: "名前".into(),
                tables: vec!["町".into(), "市".into()],
            },
        ),
        (
            "SELECT 市町, 人口 / 世帯 AS 率 FROM 人口 WHERE 率 > 2.4",
            FailureKind::AliasTooEarly {
                name: "率".into(),
                clause: "WHERE".into(),
            },
        ),
        (
            "SELECT p.市町 FROM 人口 p WHERE 人口.年 = 2020",
            FailureKind::UnknownTable {
                name: "人口".into(),
                near: Vec::new(),
            },
        ),
        (
            "SELECT 町.名前, 市.名前 FROM 町 JOIN 市 ON 町.市コード = 市.コード",
            FailureKind::DuplicateColumn {
                name: "名前".into(),
            },
        ),
    ]);
}

#[test]
fn queries_inside_look_at_the_row_outside() {
    right(&[
        (
            "SELECT 市.名前, (SELECT COUNT(*) FROM 町 WHERE 町.市コード = 市.コード) AS 町数 FROM 市 ORDER BY 市.コード",
            "名古屋市|1 / 津市|2 / 四日市市|0",
        ),
        (
            "SELECT 市.名前, (SELECT SUM(人数) FROM 町 WHERE 町.市コード = 市.コード) AS 計 FROM 市 ORDER BY コード",
            "名古屋市|30 / 津市|10 / 四日市市|—",
        ),
        (
            "SELECT 名前 FROM 市 WHERE (SELECT COUNT(*) FROM 町 WHERE 町.市コード = 市.コード) = 0",
            "四日市市",
        ),
        (
            "SELECT a.市町, a.年 FROM 人口 AS a WHERE a.人口 = (SELECT MAX(b.人口) FROM 人口 AS b WHERE b.圏域 = a.圏域)",
            "津市|2015 / 四日市市|2015 / 名張市|2015",
        ),
        (
            "SELECT 市町, 年 FROM 人口 AS p WHERE 人口 > (SELECT AVG(人口) FROM 人口 WHERE 年 = p.年)",
            "津市|2015 / 津市|2020 / 四日市市|2015 / 四日市市|2020",
        ),
        (
            "SELECT 名前 FROM 市 WHERE コード IN (SELECT 市コード FROM 町 WHERE 町.人数 > 市.県コード)",
            "名古屋市",
        ),
        (
            "SELECT 名前 FROM 市 WHERE EXISTS (SELECT 1 FROM 町 WHERE 町.市コード = 市.コード) ORDER BY コード",
            "名古屋市 / 津市",
        ),
        (
            "SELECT 名前 FROM 市 WHERE NOT EXISTS (SELECT 1 FROM 町 WHERE 町.市コード = 市.コード)",
            "四日市市",
        ),
        (
            "SELECT 名前 FROM 市 WHERE EXISTS (SELECT 1 FROM 町 WHERE 人数 > 1000)",
            "",
        ),
        // Grouped outside, and two levels deep.
        (
            "SELECT 県コード, (SELECT 県.名前 FROM 県 WHERE 県.コード = 市.県コード) AS 県名, COUNT(*) AS n FROM 市 GROUP BY 県コード",
            "24|三重県|2 / 23|愛知県|1",
        ),
        (
            "SELECT 県.名前, (SELECT SUM((SELECT COUNT(*) FROM 町 WHERE 町.市コード = 市.コード)) FROM 市 WHERE 市.県コード = 県.コード) AS n FROM 県",
            "三重県|2 / 愛知県|1",
        ),
        (
            "SELECT 県.名前 FROM 県 WHERE EXISTS (SELECT 1 FROM 市 WHERE 市.県コード = 県.コード AND EXISTS (SELECT 1 FROM 町 WHERE 町.市コード = 市.コード AND 町.人数 > 県.コード))",
            "愛知県",
        ),
        // Ordered by it, and each answer once.
        (
            "SELECT DISTINCT (SELECT COUNT(*) FROM 町 WHERE 町.市コード = 市.コード) AS n FROM 市 ORDER BY 1 DESC",
            "2 / 1 / 0",
        ),
        // Anywhere, not only in WHERE.
        (
            "SELECT 名前, CASE WHEN コード IN (SELECT 市コード FROM 町) THEN '有' ELSE '無' END AS x FROM 市",
            "津市|有 / 四日市市|無 / 名古屋市|有",
        ),
        (
            "SELECT DISTINCT 市町 FROM 人口 WHERE 市町 = ANY (SELECT 名前 FROM 市)",
            "津市 / 四日市市",
        ),
        (
            "SELECT 市町 FROM 人口 WHERE 人口 >= ALL (SELECT 人口 FROM 人口 WHERE 人口 IS NOT NULL)",
            "四日市市",
        ),
        (
            "SELECT 市町 FROM 人口 WHERE 人口 >= ALL (SELECT 人口 FROM 人口)",
            "",
        ),
    ]);
    refused(&[
        (
            "SELECT 市町 FROM 人口 WHERE 人口 = (SELECT 人口 FROM 人口)",
            FailureKind::ManyRows {
                what: "(SELECT 人口 FROM 人口)".into(),
            },
        ),
        (
            "SELECT 市町 FROM 人口 WHERE 人口 IN (SELECT 人口, 年 FROM 人口)",
            FailureKind::OneColumn {
                what: "(SELECT 人口, 年 FROM 人口)".into(),
                columns: 2,
            },
        ),
        (
            "SELECT 市町 FROM 人口 WHERE (市町, 年) IN (SELECT 市町, MAX(年) FROM 人口 GROUP BY 市町)",
            FailureKind::Correlated {
                what: "(市町, 年) IN (SELECT 市町, MAX(年) FROM 人口 GROUP BY 市町)".into(),
            },
        ),
    ]);
}

#[test]
fn a_query_that_would_be_asked_too_often_names_the_join() {
    let mut engine = Engine::default();
    let mut csv = String::from("鍵,値\n");
    (0..60_000).for_each(|row| csv.push_str(&format!("{row},{}\n", row % 7)));
    engine.add_csv("大", csv.as_bytes(), &[]).unwrap();
    let query = "SELECT COUNT(*) AS n FROM 大 AS a WHERE a.値 = (SELECT MAX(b.値) FROM 大 AS b WHERE b.鍵 = a.鍵)";
    let failure = sql(&engine, query).unwrap_err();
    assert!(
        matches!(failure.kind, FailureKind::Correlated { .. }),
        "{failure:?}"
    );
}

#[test]
fn not_in_with_a_missing_value_is_never_true() {
    right(&[
        (
            "SELECT DISTINCT 市町 FROM 人口 WHERE 市町 NOT IN (SELECT 町 FROM 例外)",
            "",
        ),
        (
            "SELECT 市町 FROM 人口 WHERE 年 = 2020 AND 人口 NOT IN (100, NULL)",
            "",
        ),
        (
            "SELECT DISTINCT 市町 FROM 人口 WHERE 市町 NOT IN (SELECT 町 FROM 例外 WHERE 町 IS NOT NULL)",
            "四日市市 / 名張市 / 不明町",
        ),
        (
            "SELECT DISTINCT 市町 FROM 人口 WHERE 市町 IN (SELECT 町 FROM 例外)",
            "津市",
        ),
        ("SELECT 番号 FROM 値 WHERE 整数 IN (7, 3.0)", "1 / 3"),
    ]);
    let remarked = |query: &str| {
        let program = spec::Program::Sql(query.to_owned());
        engine().evaluate(&program).result.unwrap().missing_in()
    };
    assert!(remarked(
        "SELECT 市町 FROM 人口 WHERE 市町 NOT IN (SELECT 町 FROM 例外)"
    ));
    assert!(remarked(
        "SELECT 市町 FROM 人口 WHERE 人口 NOT IN (100, NULL)"
    ));
    assert!(!remarked(
        "SELECT 市町 FROM 人口 WHERE 市町 IN (SELECT 町 FROM 例外)"
    ));
    assert!(!remarked(
        "SELECT 市町 FROM 人口 WHERE 人口 NOT IN (100, 200)"
    ));
}

#[test]
fn aggregates_of_constants_and_of_everything() {
    right(&[
        ("SELECT COUNT(1) AS n FROM 人口", "7"),
        (
            "SELECT COUNT(NULL) AS n, SUM(1) AS s, MAX(3) AS m FROM 人口",
            "0|7|3",
        ),
        (
            "SELECT 圏域, COUNT(1) AS n FROM 人口 GROUP BY 圏域 ORDER BY 圏域",
            "中南勢|2 / 伊賀|2 / 北勢|2 / —|1",
        ),
        ("SELECT COUNT(*) AS n FROM 人口 HAVING COUNT(*) > 100", ""),
        (
            "SELECT SUM(人口) AS 計 FROM 人口 HAVING SUM(人口) > 1",
            "1249773",
        ),
        (
            "SELECT SUM(DISTINCT 年) AS a, AVG(DISTINCT 年) AS b FROM 人口",
            "4035|2017.5",
        ),
        ("SELECT SUM(人口 > 100000) AS n FROM 人口", "4"),
        (
            "SELECT COUNT(*) FILTER (WHERE 圏域 = '北勢') AS n, SUM(世帯) FILTER (WHERE 年 = 2020) AS s FROM 人口",
            "2|281594",
        ),
        (
            "SELECT 圏域, SUM(世帯) AS s, RANK() OVER (ORDER BY SUM(世帯) DESC) AS r FROM 人口 GROUP BY 圏域 ORDER BY r LIMIT 2",
            "北勢|259305|1 / 中南勢|232956|2",
        ),
        (
            "SELECT STRING_AGG(名前, '、') AS a, STRING_AGG(名前, '・' ORDER BY コード DESC) AS b FROM 市",
            "津市、四日市市、名古屋市|四日市市・津市・名古屋市",
        ),
        // Letters in a condition are not the same in upper and lower case.
        (
            "SELECT COUNT(*) AS n FROM 例外 HAVING SUM(CASE WHEN 印 = 'a' THEN 1 ELSE 0 END) = 1 AND SUM(CASE WHEN 印 = 'A' THEN 1 ELSE 0 END) = 0",
            "3",
        ),
    ]);
    refused(&[
        (
            "SELECT 圏域, SUM(世帯) AS 計 FROM 人口 WHERE SUM(世帯) > 100000 GROUP BY 圏域",
            FailureKind::AggregateInWhere {
                what: "SUM(世帯)".into(),
            },
        ),
        (
            "SELECT MAX(SUM(世帯)) AS m FROM 人口 GROUP BY 圏域",
            FailureKind::NestedAggregate {
                what: "MAX(SUM(世帯))".into(),
            },
        ),
        (
            "SELECT SUM(世帯) AS s FROM 人口 GROUP BY SUM(世帯)",
            FailureKind::NestedAggregate {
                what: "SUM(世帯)".into(),
            },
        ),
    ]);
}

#[test]
fn a_difference_of_dates_is_a_number_of_days() {
    right(&[
        (
            "SELECT 番号, 完了日 - 受付日 AS 日数 FROM 申請 WHERE 完了日 - 受付日 >= 7",
            "4|30 / 6|7 / 8|8",
        ),
        ("SELECT 番号 FROM 申請 WHERE 完了日 - 受付日 = 5", "1"),
        (
            "SELECT 番号 FROM 申請 WHERE 完了日 - 受付日 BETWEEN 5 AND 8",
            "1 / 5 / 6 / 8",
        ),
        (
            "SELECT 番号 FROM 申請 WHERE 完了日 - 受付日 IN (5, 30)",
            "1 / 4",
        ),
        (
            "SELECT 番号, CASE WHEN 完了日 - 受付日 > 7 THEN '遅い' ELSE '早い' END AS c FROM 申請 WHERE 番号 > 6",
            "7|早い / 8|遅い",
        ),
        (
            "SELECT AVG(完了日 - 受付日) AS 平均 FROM 申請",
            "8.142857142857142",
        ),
        (
            "SELECT ROUND(AVG(完了日 - 受付日), 1) AS m FROM 申請",
            "8.1",
        ),
        (
            "SELECT 種別 FROM 申請 GROUP BY 種別 HAVING MAX(完了日 - 受付日) > 6 ORDER BY 種別",
            "証明 / 転入 / 転居",
        ),
        (
            "SELECT 番号 FROM (SELECT 番号, 完了日 - 受付日 AS d FROM 申請) AS t WHERE d > 7",
            "4 / 8",
        ),
        (
            "SELECT COALESCE(完了日 - 受付日, 0) AS d FROM 申請 WHERE 番号 = 3",
            "0",
        ),
        (
            "SELECT 番号, RANK() OVER (ORDER BY 完了日 - 受付日) AS r FROM 申請 WHERE 完了日 IS NOT NULL ORDER BY r LIMIT 3",
            "7|1 / 2|2 / 1|3",
        ),
        (
            "SELECT '日数' || (完了日 - 受付日) AS s FROM 申請 WHERE 番号 = 4",
            "日数30",
        ),
        (
            "SELECT (完了日 - 受付日) / 7 AS 週 FROM 申請 WHERE 番号 = 6",
            "1.0",
        ),
        (
            "SELECT 受付日 + 1 AS a, 受付日 - 31 AS b FROM 申請 WHERE 番号 = 1",
            "2024-02-01|2023-12-31",
        ),
        (
            "SELECT 受付日 + INTERVAL '1 month' AS a FROM 申請 WHERE 番号 = 1",
            "2024-02-29",
        ),
    ]);
}

#[test]
fn dates_in_the_ways_in_which_people_write_them() {
    right(&[
        (
            "SELECT 番号 FROM 申請 WHERE 受付日 >= '2024/3/31'",
            "4 / 6 / 7 / 8",
        ),
        (
            "SELECT 番号 FROM 申請 WHERE 受付日 >= '2024-4-1'",
            "6 / 7 / 8",
        ),
        (
            "SELECT 番号 FROM 申請 WHERE 受付日 IN ('令和6年3月15日', '2024-05-02')",
            "3 / 8",
        ),
        (
            "SELECT YEAR(受付日) AS 年, COUNT(*) AS n FROM 申請 GROUP BY YEAR(受付日) ORDER BY 年",
            "2023|1 / 2024|7",
        ),
        (
            "SELECT MONTH(受付日) AS 月, DAY(受付日) AS 日 FROM 申請 WHERE 番号 = 5",
            "12|29",
        ),
        (
            "SELECT DATE_TRUNC('month', 受付日) AS m FROM 申請 WHERE 番号 = 1",
            "2024-01-01",
        ),
        (
            "SELECT DATEDIFF('day', 受付日, 完了日) AS d, DATEDIFF('month', 受付日, 完了日) AS m FROM 申請 WHERE 番号 <= 3",
            "5|1 / 1|1 / —|—",
        ),
        (
            "SELECT 年度(受付日) AS y, FISCAL_YEAR(DATE '2024-04-01') AS z FROM 申請 WHERE 番号 = 4",
            "2023|2024",
        ),
        (
            "SELECT EXTRACT(week FROM 受付日) AS w, EXTRACT(isoyear FROM 受付日) AS y, EXTRACT(dow FROM 受付日) AS d, EXTRACT(isodow FROM 受付日) AS i, EXTRACT(quarter FROM 受付日) AS q FROM 申請 WHERE 番号 IN (4, 6)",
            "13|2024|0|7|1 / 1|2025|1|1|4",
        ),
    ]);
    let mut engine = engine();
    engine.set_today(20_000);
    let today = sql(
        &engine,
        "SELECT CURRENT_DATE AS a, CURRENT_DATE - DATE '2024-10-03' AS b",
    )
    .unwrap();
    assert_eq!(shown(&today), "a|b\n2024-10-04|1");
}

#[test]
fn halves_are_rounded_away_from_zero() {
    right(&[
        (
            "SELECT ROUND(0.5) AS a, ROUND(1.5) AS b, ROUND(2.5) AS c, ROUND(-0.5) AS d, ROUND(-2.5) AS e, ROUND(-0.4) AS f",
            "1.0|2.0|3.0|-1.0|-3.0|0.0",
        ),
        (
            "SELECT ROUND(数) AS a, ROUND(数, 2) AS b FROM 値 WHERE 番号 > 3",
            "-1.0|-0.5 / 1.0|1.01 / 3.0|2.68",
        ),
        (
            "SELECT ROUND(12345, -3) AS a, ROUND(人口, -3) AS b FROM 人口 WHERE 年 = 2020",
            "12000|275000 / 12000|305000 / 12000|— / 12000|0",
        ),
        (
            "SELECT CAST(数 AS INTEGER) AS a FROM 値",
            "1 / 2 / 3 / -1 / 1 / 3",
        ),
        (
            "SELECT CAST(数 AS DECIMAL(10,1)) AS a FROM 値 WHERE 番号 = 6",
            "2.7",
        ),
    ]);
}

#[test]
fn missing_values_come_last_both_ways() {
    right(&[
        (
            "SELECT 市町, 人口 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC",
            "四日市市|305424 / 津市|274537 / 不明町|100 / 名張市|—",
        ),
        (
            "SELECT 市町 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC NULLS FIRST LIMIT 1",
            "名張市",
        ),
        (
            "SELECT 市町, RANK() OVER (ORDER BY 人口 DESC) AS r FROM 人口 WHERE 年 = 2020 ORDER BY コード",
            "津市|2 / 四日市市|1 / 名張市|4 / 不明町|3",
        ),
    ]);
}

#[test]
fn positions_count_characters() {
    right(&[
        (
            "SELECT STRPOS(市町, '市') AS a, POSITION('市' IN 市町) AS b, SUBSTR(市町, 1, STRPOS(市町, '市') - 1) AS c FROM 人口 WHERE 年 = 2015 OR コード = 24999",
            "2|2|津 / 3|3|四日 / 3|3|名張 / 0|0|",
        ),
        (
            "SELECT LPAD(CAST(整数 AS TEXT), 5, '0') AS a FROM 値 WHERE 番号 <= 2",
            "00007 / 000-7",
        ),
        (
            "SELECT 'a_b' LIKE 'a\\_b' ESCAPE '\\' AS a, 'aXb' LIKE 'a\\_b' ESCAPE '\\' AS b, '100%済' LIKE '100\\%%' ESCAPE '\\' AS c",
            "true|false|true",
        ),
        (
            "SELECT '津市' ~ '^津' AS a, REGEXP_LIKE('ABC', 'b') AS b, 'ABC' ~* 'b' AS c",
            "true|false|true",
        ),
    ]);
}

#[test]
fn names_inside_of_which_sql_stops_are_read_whole() {
    let mut engine = engine();
    engine
        .add_csv(
            "表",
            "世帯（数）,１人当たり,2人目,率％,Ａ,a-b,b\n3,5,7,9,1,2,4\n".as_bytes(),
            &[],
        )
        .unwrap();
    let step = |predicate: &str| {
        let filter = spec::Step::Filter {
            predicate: predicate.into(),
        };
        let run = engine.evaluate(&spec::Program::of_steps([
            crate::common::from("表"),
            filter,
        ]));
        match &run.steps[1].outcome {
            engine::Outcome::Done => Ok(run.steps[1].rows),
            engine::Outcome::Failed(failure) => Err(failure.kind.clone()),
            other => panic!("{other:?}"),
        }
    };
    for (name, value) in [
        ("世帯（数）", 3),
        ("１人当たり", 5),
        ("2人目", 7),
        ("率％", 9),
    ] {
        assert_eq!(step(&format!("{name} = {value}")), Ok(1), "{name}");
        assert_eq!(
            step(&format!("[{name}]＊２ ＝ {value} × 2")),
            Ok(1),
            "{name}"
        );
    }
    // What SQL reads keeps its meaning.
    assert_eq!(step("Ａ = 1"), Ok(1));
    assert_eq!(step("[a-b] = 2"), Ok(1));
    assert!(step("a-b = 2").is_err());
    // Not a known column: a number with a word behind it is still no alias.
    let unquoted = FailureKind::Unquoted {
        name: "2倍".into()
    };
    assert_eq!(step("2倍 > 1"), Err(unquoted.clone()));
    let told = |query: &str| sql(&engine, query).unwrap_err().kind;
    assert_eq!(told("SELECT 2倍 FROM 表"), unquoted);
    for name in ["世帯（数）", "１人当たり", "2人目", "率％"] {
        let text = format!("SELECT 1 AS x,\n {name} FROM 表");
        let read = sql(&engine, &text).unwrap();
        assert_eq!(read.columns()[1].name, name);
        let quoted = format!("SELECT 1 AS x, \"{name}\" FROM 表");
        assert_eq!(shown(&read), shown(&sql(&engine, &quoted).unwrap()));
    }
    let rows = sql(
        &engine,
        "ＳＥＬＥＣＴ ＣＯＵＮＴ（＊） ＡＳ 行数 ＦＲＯＭ 表",
    )
    .unwrap();
    assert_eq!(shown(&rows), "行数\n1");
}

#[test]
fn what_is_not_answered_is_refused_by_name() {
    let clause = |what: &str, instead: Option<&str>| FailureKind::Clause {
        what: what.into(),
        instead: instead.map(str::to_owned),
    };
    refused(&[
        ("SELECT TOP 2 市町 FROM 人口", clause("TOP", Some("LIMIT"))),
        ("SELECT 市町 INTO x FROM 人口", clause("INTO", None)),
        (
            "SELECT 市町 FROM 人口 FOR UPDATE",
            clause("FOR UPDATE", None),
        ),
        (
            "WITH RECURSIVE t AS (SELECT 1 AS n) SELECT n FROM t",
            clause("WITH RECURSIVE", None),
        ),
        (
            "SELECT LAG(人口, 1, 0, 5) OVER (ORDER BY 年) AS x FROM 人口",
            FailureKind::ArgumentCount {
                function: "LAG".into(),
                least: 1,
                most: Some(3),
                found: 4,
            },
        ),
        (
            "SELECT LAG(人口, 世帯) OVER (ORDER BY 年) AS x FROM 人口",
            FailureKind::BadArgument {
                function: "LAG".into(),
                position: 2,
            },
        ),
        (
            "SELECT UPPER(DISTINCT 市町) AS x FROM 人口",
            FailureKind::Unsupported {
                what: "UPPER(DISTINCT 市町)".into(),
            },
        ),
        (
            "SELECT 9223372036854775807 + 1 AS x",
            FailureKind::OutOfRange { what: "+".into() },
        ),
        (
            "SELECT SUM(x) AS s FROM (VALUES (9223372036854775807), (1)) AS v(x)",
            FailureKind::OutOfRange { what: "SUM".into() },
        ),
        (
            "SELECT DATE '2024-01-01' + 99999999999 AS x",
            FailureKind::OutOfRange {
                what: "DATE".into(),
            },
        ),
    ]);
    right(&[
        (
            "SELECT 市町 FROM 人口 WHERE 年 = 2020 QUALIFY ROW_NUMBER() OVER (ORDER BY 世帯 DESC) <= 2",
            "津市 / 四日市市",
        ),
        (
            "SELECT 市町 FROM 人口 WHERE 年 = 2020 ORDER BY 世帯 DESC FETCH FIRST 2 ROWS ONLY",
            "四日市市 / 津市",
        ),
        (
            "SELECT DISTINCT ON (市町) 市町, 年 FROM 人口 ORDER BY 年 DESC",
            "津市|2020 / 四日市市|2020 / 名張市|2020 / 不明町|2020",
        ),
        (
            "SELECT LAG(年, 9223372036854775807) OVER (ORDER BY 年) AS a, LEAD(年, 1, 0) OVER (ORDER BY 番) AS b FROM (SELECT 年, コード AS 番 FROM 人口 WHERE 年 = 2015) AS t",
            "—|2015 / —|2015 / —|0",
        ),
        (
            "SELECT 市町 FROM 人口 ORDER BY コード, 年 LIMIT 1 + 1",
            "津市 / 津市",
        ),
        (
            "SELECT 名前 FROM 県 INTERSECT ALL SELECT 名前 FROM 県",
            "三重県 / 愛知県",
        ),
    ]);
}

fn with_a_large_stack(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(8 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

fn deep(query: String) -> FailureKind {
    match sql(&engine(), &query) {
        Err(failure) => failure.kind,
        Ok(table) => panic!("{}", shown(&table)),
    }
}

#[test]
fn what_is_nested_too_deep_is_refused_before_it_is_walked_through() {
    let brackets = |n: usize| format!("SELECT {}1{} AS x", "(".repeat(n), ")".repeat(n));
    let chain = |n: usize| format!("SELECT 1{} AS x", " + 1".repeat(n));
    let conditions = |n: usize| {
        format!(
            "SELECT 番号 FROM 値 WHERE 番号 = 1{}",
            " OR 番号 = 2".repeat(n)
        )
    };
    let unions = |n: usize| format!("SELECT 1 AS x{}", " UNION SELECT 1".repeat(n));
    for query in [
        brackets(5_000),
        chain(10_000),
        conditions(3_000),
        unions(2_000),
    ] {
        assert_eq!(deep(query), FailureKind::TooDeep);
    }
    let list: Vec<String> = (0..3_000).map(|n| n.to_string()).collect();
    let list = format!("SELECT 番号 FROM 値 WHERE 番号 IN ({})", list.join(", "));
    let queries = [brackets(25), chain(95), conditions(450), unions(95), list];
    // Frames are large without optimisation; the browser tests try the same with the stack that there is.
    with_a_large_stack(move || {
        for query in queries {
            assert!(sql(&engine(), &query).is_ok(), "{query}");
        }
    });
}

#[test]
fn windows_by_value() {
    right(&[
        (
            "SELECT 市町, 年, FIRST_VALUE(人口) OVER (PARTITION BY コード ORDER BY 年 RANGE BETWEEN 5 PRECEDING AND 5 PRECEDING) AS a FROM 人口 ORDER BY コード, 年 LIMIT 4",
            "津市|2015|— / 津市|2020|279886 / 四日市市|2015|— / 四日市市|2020|311031",
        ),
        (
            "SELECT x, SUM(x) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS a, COUNT(*) OVER (ORDER BY x DESC RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) AS b, SUM(x) OVER (ORDER BY x RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS c, SUM(x) OVER (ORDER BY x DESC RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS d FROM (VALUES (1), (2), (2), (4), (7), (NULL)) AS v(x) ORDER BY x",
            "1|5|3|—|— / 2|5|3|1|1 / 2|5|3|1|1 / 4|4|1|5|5 / 7|7|1|9|9 / —|—|1|16|—",
        ),
        (
            "SELECT x, COUNT(*) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS a FROM (VALUES (0.5), (1.25), (1.5), (3.0)) AS v(x) ORDER BY x",
            "0.5|1 / 1.25|2 / 1.5|3 / 3.0|1",
        ),
        // The same day of another month, or the last one that it has.
        (
            "SELECT 番号, FIRST_VALUE(番号) OVER (ORDER BY 受付日 RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND INTERVAL '1' MONTH PRECEDING) AS a, COUNT(*) OVER (ORDER BY 受付日 RANGE BETWEEN INTERVAL 30 DAY PRECEDING AND INTERVAL 1 DAY FOLLOWING) AS b FROM 申請 ORDER BY 番号",
            "1|—|1 / 2|—|2 / 3|—|2 / 4|2|2 / 5|—|1 / 6|—|1 / 7|—|2 / 8|—|2",
        ),
    ]);
    let unsupported = |what: &str| FailureKind::Unsupported { what: what.into() };
    refused(&[
        (
            "SELECT COUNT(*) OVER (ORDER BY 受付日 RANGE 1 PRECEDING) AS a FROM 申請",
            unsupported("RANGE 1 PRECEDING"),
        ),
        (
            "SELECT COUNT(*) OVER (ORDER BY 種別 RANGE 1 PRECEDING) AS a FROM 申請",
            unsupported("RANGE 1 PRECEDING"),
        ),
        (
            "SELECT COUNT(*) OVER (ORDER BY 番号, 種別 RANGE 1 PRECEDING) AS a FROM 申請",
            unsupported("RANGE … (ORDER BY …, …)"),
        ),
        (
            "SELECT SUM(番号) OVER (ROWS UNBOUNDED PRECEDING) AS a FROM 申請",
            unsupported("ROWS … (ORDER BY …)"),
        ),
    ]);
}

#[test]
fn the_last_value_that_was_there() {
    right(&[
        (
            "SELECT 番号, LAST_VALUE(完了日 IGNORE NULLS) OVER (ROWS UNBOUNDED PRECEDING) AS a, FIRST_VALUE(完了日 IGNORE NULLS) OVER (ORDER BY 番号 DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS b FROM 申請 WHERE 番号 < 5 ORDER BY 番号",
            "1|2024-02-05|2024-03-01 / 2|2024-03-01|2024-03-01 / 3|2024-03-01|2024-04-30 / 4|2024-04-30|2024-04-30",
        ),
        (
            "SELECT x, LAST_VALUE(x IGNORE NULLS) OVER (ORDER BY i) AS a, FIRST_VALUE(x IGNORE NULLS) OVER (ORDER BY i ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS b FROM (VALUES (1, NULL), (2, 'p'), (3, NULL), (4, 'q')) AS v(i, x) ORDER BY i",
            "—|—|p / p|p|q / —|p|q / q|q|—",
        ),
    ]);
}

#[test]
fn what_fits_a_pattern() {
    right(&[
        (
            "SELECT REGEXP_REPLACE('a1b22', '[0-9]+', '#') AS a, REGEXP_REPLACE('a1b22', '[0-9]+', '#', 'g') AS b, REGEXP_REPLACE('津市 栄町', '(.+) (.+)', '\\2/\\1') AS c, REGEXP_REPLACE('x', 'x', '$1{0}') AS d, REGEXP_REPLACE('Ab', 'B', 'c', 'i') AS e",
            "a#b22|a#b#|栄町/津市|$1{0}|Ac",
        ),
        (
            "SELECT REGEXP_EXTRACT('栄町1-2', '[0-9].*') AS a, REGEXP_EXTRACT('栄町1-2', '([0-9]+)-([0-9]+)', 2) AS b, REGEXP_EXTRACT('栄町', '[0-9]') AS c, REGEXP_EXTRACT(NULL, 'a') AS d",
            "1-2|2||—",
        ),
        (
            "SELECT is_total('県 計') AS a, is_total('津市') AS b, is_total(NULL) AS c, is_total('桑名郡', '*郡') AS d, is_total('津市', '*郡', '津*') AS e",
            "true|false|false|true|true",
        ),
    ]);
}

#[test]
fn where_a_generator_does_not_look() {
    right(&[
        ("SELECT TRUE IS DISTINCT FROM TRUE AND FALSE AS x", "false"),
        (
            "SELECT 番号 FROM 値 WHERE 整数 IS NOT DISTINCT FROM 整数 AND 番号 = 1",
            "1",
        ),
        ("SELECT 番号 FROM 値 ORDER BY (1) DESC LIMIT 2", "6 / 5"),
        (
            "SELECT DISTINCT ON ((2)) 番号, 整数 > 0 AS p FROM 値 ORDER BY 番号 DESC",
            "6|true / 5|false",
        ),
        (
            "SELECT 整数 > 0 AS p, COUNT(*) AS n FROM 値 GROUP BY (1) ORDER BY n, p",
            "false|3 / true|3",
        ),
        (
            "SELECT ANY_VALUE(人口) AS a FROM 人口 WHERE 市町 = '名張市' AND 年 >= 2015",
            "78795",
        ),
        (
            "SELECT ANY_VALUE(x) AS a FROM (VALUES (NULL), (30)) AS v(x)",
            "30",
        ),
        (
            "SELECT LAST_DAY(DATE '9999-12-05') AS a, LAST_DAY(DATE '2024-02-01') AS b",
            "9999-12-31|2024-02-29",
        ),
        (
            "SELECT CAST('9007199254740993' AS BIGINT) AS a, CAST(9.21e18 AS BIGINT) AS b",
            "9007199254740993|9210000000000000000",
        ),
        (
            "SELECT COUNT(*) AS n FROM (VALUES (10000000000000000)) AS v(i) WHERE i IN (1e16)",
            "1",
        ),
        ("SELECT '2020-01-31' IN (DATE '2020-01-31') AS a", "true"),
        (
            "SELECT 1e17 % 3.0 AS a, -7 % 2 AS b, 7.5 % -2 AS c",
            "1.0|1|-0.5",
        ),
        ("SELECT (-9223372036854775807 - 1) % -1 AS a", "0"),
        (
            "SELECT MEDIAN(x) AS m FROM (VALUES (0.0 / 0.0), (1.0), (2.0)) AS v(x)",
            "2.0",
        ),
        (
            "SELECT SUBSTR('hello', -10, 7) AS a, SUBSTR('hello', -10, 2) AS b, SUBSTR('hello', -2) AS c",
            "he||lo",
        ),
        (
            "SELECT 'a%' ILIKE 'aX%' ESCAPE 'X' AS a, 'aX%' ILIKE 'aX%' ESCAPE 'X' AS b, 'ΑΣ' ILIKE '%Σ' AS c",
            "true|false|true",
        ),
        (
            "SELECT 市.名前 FROM 市 SEMI JOIN (町 CROSS JOIN 県) ON 市.コード = 町.市コード WHERE コード = 県コード OR コード > 0",
            "津市 / 名古屋市",
        ),
        (
            "SELECT CASE WHEN 種別 = 'x' THEN 0 ELSE CAST(SUBSTR('12', 1, 1) AS INTEGER) END AS a FROM 申請 WHERE 番号 = 1",
            "1",
        ),
        (
            "SELECT 番号, CASE WHEN 番号 < 3 THEN CAST('1' || 番号 AS INTEGER) WHEN 番号 = 3 THEN NULL ELSE 0 END AS a FROM 値 ORDER BY 番号",
            "1|11 / 2|12 / 3|— / 4|0 / 5|0 / 6|0",
        ),
        (
            "SELECT CASE WHEN 町 = '津市' THEN 0 WHEN 町 IS NULL THEN 1 ELSE 2 END AS a, CASE WHEN 印 <> 'c' THEN 0 ELSE CAST(REPLACE(印, 'c', '5') AS INTEGER) END AS b FROM 例外",
            "0|0 / 1|0 / 2|5",
        ),
        (
            "SELECT COALESCE(人口, CAST(REPLACE(市町, '名張市', '7') AS INTEGER)) AS a FROM 人口 WHERE 年 = 2020",
            "274537 / 305424 / 7 / 100",
        ),
        ("SELECT 'a' || 1 + 2 AS a, 1 + 2 || 'a' AS b", "a3|3a"),
        (
            "SELECT 圏域, SUM(世帯) AS 世帯 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域 ORDER BY SUM(世帯) DESC LIMIT 1",
            "北勢|131822",
        ),
        (
            "SELECT COUNT(*) AS n FROM (市 NATURAL JOIN (SELECT コード, 人数 FROM 町) AS q)",
            "0",
        ),
        (
            "SELECT 年, COUNT(*) OVER () AS n FROM 人口 GROUP BY ALL ORDER BY 年",
            "2015|2 / 2020|2",
        ),
        (
            "SELECT (SELECT (SELECT 名前 FROM 市 WHERE 県.コード IS NULL OR 市.コード = 24201)) AS a FROM 県",
            "津市 / 津市",
        ),
    ]);
    refused(&[
        (
            "SELECT 番号 FROM 値 ORDER BY -1",
            FailureKind::Unsupported {
                what: "ORDER BY -1".into(),
            },
        ),
        (
            "SELECT 番号 FROM 値 WHERE 番号 < 9223372036854775808",
            FailureKind::OutOfRange {
                what: "9223372036854775808".into(),
            },
        ),
        (
            "SELECT (-9223372036854775807 - 1) // -1 AS a",
            FailureKind::OutOfRange { what: "//".into() },
        ),
        (
            "SELECT (SELECT SUM(市.コード)) AS a FROM 市",
            FailureKind::Correlated {
                what: "SUM(市.コード)".into(),
            },
        ),
        (
            "SELECT CAST(300 AS TINYINT) AS a",
            FailureKind::Unsupported {
                what: "TINYINT".into(),
            },
        ),
        (
            "SELECT CAST(12345.678 AS DECIMAL(4,2)) AS a",
            FailureKind::OutOfRange {
                what: "DECIMAL".into(),
            },
        ),
        (
            "SELECT LENGTH(REPLACE(REPEAT('a', 100000), 'a', REPEAT('b', 100000))) AS a",
            FailureKind::OutOfRange {
                what: "REPLACE".into(),
            },
        ),
    ]);
    for long in [
        format!("SELECT TRUE{} AS x", " = TRUE".repeat(400)),
        format!("SELECT 1{} AS x", " IS NULL".repeat(1200)),
        format!("SELECT 1{} AS x", " & 1".repeat(3000)),
        format!(
            "WITH {} SELECT 1 AS x",
            (0..2400)
                .map(|n| format!("p{n} AS (SELECT 1 AS x)"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    ] {
        assert_eq!(deep(long), FailureKind::TooDeep);
    }
}
