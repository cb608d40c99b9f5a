//! SQL over the tables.

use engine::Engine;
use expect_test::{Expect, expect};
use spec::Program;

use crate::common::{engine, rows, shown, sql};

fn check(query: &str, expected: Expect) {
    let engine = engine();
    let table = sql(&engine, query).unwrap_or_else(|failure| panic!("{query}: {failure:?}"));
    expected.assert_eq(&shown(&table));
}

#[test]
fn japanese_names_need_no_quotation_marks() {
    check(
        "select 市町, 人口 / 世帯 as 一世帯あたり from 人口 where 年=2020 and 圏域='伊勢志摩';",
        expect![[r#"
            市町|一世帯あたり
            伊勢市|2.460762893623845
            鳥羽市|2.3856520555404304"#]],
    );
}

#[test]
fn full_width_spaces_are_spaces() {
    check(
        "SELECT　市町　FROM　人口　WHERE　年　=　2020　LIMIT　1",
        expect![[r#"
            市町
            津市"#]],
    );
}

#[test]
fn groups_distinct_rows_and_unions_keep_first_appearance() {
    check(
        "SELECT 圏域, COUNT(*) AS 件数, COUNT(人口) AS 人口件数 FROM 人口 GROUP BY 圏域",
        expect![[r#"
            圏域|件数|人口件数
            中南勢|2|2
            北勢|2|2
            伊勢志摩|4|4
            伊賀|2|1"#]],
    );
    check(
        "SELECT 圏域 FROM 人口 UNION SELECT 町名 FROM 面積",
        expect![[r#"
            圏域
            中南勢
            北勢
            伊勢志摩
            伊賀
            津市
            四日市市
            伊勢市
            名張市
            尾鷲市"#]],
    );
    check(
        "SELECT 圏域, SUM(人口) AS 計 FROM 人口 GROUP BY 圏域 HAVING SUM(人口) > 200000 ORDER BY 計 DESC",
        expect![[r#"
            圏域|計
            北勢|616455
            中南勢|554423
            伊勢志摩|287555"#]],
    );
}

#[test]
fn grouped_results_are_ordered_and_filtered_by_aggregates() {
    check(
        "SELECT 圏域, SUM(世帯) FROM 人口 GROUP BY 圏域 ORDER BY SUM(世帯) DESC LIMIT 2",
        expect![[r#"
            圏域|SUM(世帯)
            北勢|259305
            中南勢|232956"#]],
    );
    check(
        "SELECT 圏域 FROM 人口 WHERE 年 = 2020 GROUP BY 圏域 HAVING COUNT(*) = 1 AND MAX(世帯) > 100000 ORDER BY sum(世帯)",
        expect![[r#"
            圏域
            中南勢
            北勢"#]],
    );
    check(
        "SELECT CASE WHEN p.世帯 > 100000 THEN '大' ELSE '小' END AS 規模, COUNT(*), AVG(世帯) AS 平均 FROM 人口 AS p WHERE 年 = 2020 GROUP BY 規模 ORDER BY 規模",
        expect![[r#"
            規模|COUNT(*)|平均
            大|2|125149.0
            小|3|29493.666666666668"#]],
    );
    check(
        "SELECT 年 / 10 AS 十年, SUM(世帯) AS 計 FROM 人口 GROUP BY 年 / 10 HAVING 計 > 0",
        expect![[r#"
            十年|計
            201.5|328923
            202.0|338779"#]],
    );
    check(
        "SELECT 市町 AS 町, MAX(人口) AS 人口 FROM 人口 GROUP BY 町 HAVING MAX(人口) > 100000",
        expect![[r#"
            町|人口
            津市|279886
            四日市市|311031
            伊勢市|127817"#]],
    );
    check(
        "SELECT SUM(人口), AVG(人口), COUNT(*) FROM 人口",
        expect![[r#"
        SUM(人口)|AVG(人口)|COUNT(*)
        1537228|170803.11111111112|10"#]],
    );
}

#[test]
fn a_query_for_one_value_is_computed_first() {
    check(
        "SELECT 市町, ROUND(世帯 - (SELECT AVG(世帯) FROM 人口 WHERE 年 = 2020), 1) AS 差 FROM 人口 WHERE 年 = 2020 AND 人口 > (SELECT AVG(人口) FROM 人口)",
        expect![[r#"
            市町|差
            津市|50720.2
            四日市市|64066.2"#]],
    );
    check(
        "WITH 新 AS (SELECT * FROM 人口 WHERE 年 = 2020) SELECT 市町 FROM 新 WHERE 市町 = (SELECT 市町 FROM 新 ORDER BY 世帯 DESC LIMIT 1)",
        expect![[r#"
            市町
            四日市市"#]],
    );
}

#[test]
fn order_behind_a_union_is_of_the_whole() {
    check(
        "SELECT 市町, 世帯 FROM 人口 WHERE 年 = 2020 UNION ALL SELECT 町名, 面積 FROM 面積 ORDER BY 世帯 DESC LIMIT 4",
        expect![[r#"
            市町|世帯
            四日市市|131822.0
            津市|118476.0
            伊勢市|49889.0
            名張市|31246.0"#]],
    );
}

#[test]
fn joins_and_subqueries() {
    check(
        "SELECT p.市町, a.面積, ROUND(p.人口 / a.面積, 1) AS 密度 FROM 人口 AS p LEFT JOIN 面積 AS a ON p.市町 = a.町名 WHERE p.年 = 2020 ORDER BY 密度 DESC NULLS LAST",
        expect![[r#"
            市町|面積|密度
            四日市市|206.5|1479.1
            伊勢市|208.37|589.2
            津市|711.18|386.0
            名張市|129.77|—
            鳥羽市|—|—"#]],
    );
    check(
        "SELECT DISTINCT 市町 FROM 人口 WHERE 市町 IN (SELECT 町名 FROM 面積 WHERE 面積 > 200)",
        expect![[r#"
            市町
            津市
            四日市市
            伊勢市"#]],
    );
    check(
        "WITH 最新 AS (SELECT * FROM 人口 WHERE 年 = 2020) SELECT COUNT(*) AS n, AVG(世帯) AS 平均 FROM 最新",
        expect![[r#"
            n|平均
            5|67755.8"#]],
    );
    check(
        "SELECT x.圏域, x.計 FROM (SELECT 圏域, SUM(世帯) AS 計 FROM 人口 GROUP BY 圏域) AS x WHERE x.計 > 100000",
        expect![[r#"
            圏域|計
            中南勢|232956
            北勢|259305
            伊勢志摩|114155"#]],
    );
}

#[test]
fn windows_with_and_without_order() {
    check(
        "SELECT 市町, 年, SUM(世帯) OVER (ORDER BY 世帯) AS 累計, RANK() OVER (PARTITION BY 年 ORDER BY 人口 DESC NULLS LAST) AS 順位, LAG(人口) OVER (PARTITION BY 市町 ORDER BY 年) AS 前回, ROUND(世帯 * 100.0 / SUM(世帯) OVER (), 1) AS 割合, MAX(世帯) OVER (PARTITION BY 圏域) AS 最大 FROM 人口",
        expect![[r#"
            市町|年|累計|順位|前回|割合|最大
            津市|2015|289921|2|—|17.1|118476
            津市|2020|408397|2|279886|17.7|118476
            四日市市|2015|535880|1|—|19.1|131822
            四日市市|2020|667702|1|311031|19.7|131822
            伊勢市|2015|125552|3|—|7.4|49889
            伊勢市|2020|175441|3|127817|7.5|49889
            名張市|2015|45149|4|—|4.5|31246
            名張市|2020|76395|5|78795|4.7|31246
            鳥羽市|2015|15109|5|—|1.2|49889
            鳥羽市|2020|7346|4|19448|1.1|49889"#]],
    );
    check(
        "SELECT 市町, ROW_NUMBER() OVER (ORDER BY 圏域) AS 番号, DENSE_RANK() OVER (ORDER BY 圏域) AS 密, AVG(世帯) OVER (ORDER BY 年 ROWS UNBOUNDED PRECEDING) AS 平均 FROM 人口 WHERE 年 = 2020",
        expect![[r#"
            市町|番号|密|平均
            津市|1|1|118476.0
            四日市市|5|4|125149.0
            伊勢市|2|2|100062.33333333333
            名張市|4|3|82858.25
            鳥羽市|3|2|67755.8"#]],
    );
}

#[test]
fn usual_functions() {
    check(
        "SELECT SUBSTRING(市町, 1, 2) AS a, SUBSTRING(市町 FROM 2) AS b, NORMALIZE('ＡＢＣ１', NFKC) AS c, UPPER('x') || TRIM('  y ') AS d, COALESCE(人口, -1) AS e, IF(人口 > 20000, '大', '小') AS f, ABS(-3) AS g, LENGTH(市町) - 5 AS h, REPLACE(市町, '市', '') AS i FROM 人口 WHERE 年 = 2020 AND 市町 NOT LIKE '%日%' ORDER BY e LIMIT 2",
        expect![[r#"
            a|b|c|d|e|f|g|h|i
            名張|張市|ABC1|Xy|-1|小|3|-2|名張
            鳥羽|羽市|ABC1|Xy|17525|小|3|-2|鳥羽"#]],
    );
}

#[test]
fn days_are_days() {
    check(
        "SELECT parse_date('令和2年4月1日') AS a, DATE '2020-04-30' - DATE '2020-04-01' AS b, parse_number('▲1,200円') AS c, strftime(DATE '2020-04-01', '%Y年%m月') AS d",
        expect![[r#"
            a|b|c|d
            2020-04-01|29|-1200.0|2020年04月"#]],
    );
}

#[test]
fn division_by_zero_is_remarked() {
    let mut engine = engine();
    let run = engine.run(&Program::Sql(
        "SELECT 市町, 人口 / (年 - 2020) AS x, 0 / (年 - 2020) AS y FROM 人口".into(),
    ));
    let notes: Vec<(String, u64)> = run
        .result
        .unwrap()
        .not_finite()
        .into_iter()
        .map(|note| (note.column, note.count))
        .collect();
    assert_eq!(
        notes,
        [("x".to_owned(), 4), ("y".to_owned(), 5)],
        "{}",
        shown(
            &sql(
                &engine,
                "SELECT 市町, 人口 / (年 - 2020) AS x, 0 / (年 - 2020) AS y FROM 人口"
            )
            .unwrap()
        )
    );
}

#[test]
fn a_query_runs_once() {
    let mut engine = engine();
    let program = Program::Sql("SELECT 市町 FROM 人口".into());
    assert_eq!(engine.run(&program).result.unwrap().rows(), 10);
    engine.add_csv("人口", b"x\n", &[]).unwrap();
    assert!(engine.run(&program).result.is_err());
}

#[test]
fn the_same_query_gives_the_same_rows_every_time() {
    let mut csv = String::from("鍵,値\n");
    for row in 0..20_000 {
        csv.push_str(&format!("k{},{}\n", (row * 7919) % 1009, row % 17));
    }
    let mut big = Engine::default();
    big.add_csv("t", csv.as_bytes(), &[]).unwrap();
    for query in [
        "SELECT 鍵, SUM(値) AS s FROM t GROUP BY 鍵",
        "SELECT DISTINCT 値 FROM t",
        "SELECT a.鍵, b.値 FROM t AS a JOIN (SELECT 鍵, MAX(値) AS 値 FROM t GROUP BY 鍵) AS b ON a.鍵 = b.鍵 LIMIT 500",
        "SELECT 鍵 FROM t EXCEPT SELECT 鍵 FROM t WHERE 値 > 3",
        "SELECT * FROM t ORDER BY 値 LIMIT 100",
    ] {
        let first = rows(&sql(&big, query).unwrap());
        for _ in 0..3 {
            assert_eq!(rows(&sql(&big, query).unwrap()), first, "{query}");
        }
    }
}
