//! Steps as SQL: readable, and the same table when run as SQL.

use crate::common::*;
use crate::dice::Dice;
use expect_test::expect;
use spec::Step;
use spec::step::{Aggregate, CastTo, JoinKind};

/// Programs over all verbs.
pub(crate) fn programs() -> Vec<Vec<Step>> {
    use JoinKind::{Anti, Cross, Inner, Left, Semi};
    let head = |n| Step::Head { n };
    let tail = |n| Step::Tail { n };
    vec![
        vec![from("人口")],
        vec![from("人口"), filter("年 = 2020")],
        vec![from("人口"), Step::Header { first: 1, last: 2 }],
        vec![
            from("人口"),
            filter("年 = 2020"),
            select(&["市町", "人口", "世帯"]),
            Step::Header { first: 2, last: 2 },
            rename(&[("四日市市", "町"), ("305424", "人口")]),
            filter("人口 > 20000"),
        ],
        vec![
            from("人口"),
            filter("年 = 2020"),
            filter("人口 > 100000 OR 市町 = '鳥羽市'"),
        ],
        vec![
            from("人口"),
            filter("年 = 2020"),
            group(&["圏域"], &[("人口合計", "sum(人口)")]),
            sort(&["-人口合計"]),
        ],
        vec![
            from("人口"),
            group(
                &["圏域", "年"],
                &[
                    ("件数", "count(*)"),
                    ("最大", "max(人口)"),
                    ("平均", "avg(世帯)"),
                ],
            ),
            filter("件数 > 1"),
            sort(&["年", "-最大"]),
        ],
        vec![
            from("人口"),
            group(
                &[],
                &[("計", "sum(人口)"), ("町数", "count(DISTINCT 市町)")],
            ),
        ],
        vec![from("人口"), group(&["圏域"], &[])],
        vec![
            from("人口"),
            group(&["圏域"], &[("人口", "sum(人口)")]),
            sort(&["人口"]),
        ],
        vec![
            from("人口"),
            group(&["圏域"], &[("比", "sum(人口) * 1.0 / sum(世帯)")]),
        ],
        vec![
            from("人口"),
            select(&["市町", "人口", "年"]),
            sort(&["-人口"]),
            head(3),
        ],
        vec![from("人口"), sort(&["-人口"]), head(3), select(&["市町"])],
        vec![from("人口"), sort(&["年", "-人口"]), head(4), tail(2)],
        vec![from("人口"), sort(&["年"]), sort(&["圏域"])],
        vec![from("人口"), head(5), filter("年 = 2020")],
        vec![from("人口"), tail(3)],
        vec![from("人口"), tail(100), head(2)],
        vec![from("人口"), head(8), head(3)],
        vec![from("人口"), tail(4), sort(&["市町"]), tail(2)],
        vec![
            from("人口"),
            derive(&[("一世帯", "人口 / 世帯")]),
            sort(&["-一世帯"]),
            head(2),
        ],
        vec![
            from("人口"),
            derive(&[("構成比", "人口 / sum(人口)"), ("固定", "1"), ("印", "'a'")]),
        ],
        vec![from("人口"), derive(&[("人口", "人口 / 1000.0")])],
        vec![
            from("人口"),
            derive(&[("人口", "人口 * 2"), ("倍", "人口 + 1")]),
        ],
        vec![
            from("人口"),
            derive(&[("大きい", "人口 >= 100000")]),
            filter("大きい"),
        ],
        vec![
            from("人口"),
            derive(&[(
                "規模",
                "CASE WHEN 人口 > 200000 THEN '大' WHEN 人口 IS NULL THEN '不明' ELSE '小' END",
            )]),
            group(&["規模"], &[("件数", "count(*)")]),
        ],
        vec![
            from("人口"),
            filter("人口 > avg(人口)"),
            filter("年 = 2020"),
        ],
        vec![
            from("人口"),
            rename(&[("人口", "総人口"), ("市町", "町名")]),
            filter("総人口 > 100000"),
            sort(&["総人口"]),
        ],
        vec![from("人口"), rename(&[("人口", "世帯"), ("世帯", "人口")])],
        vec![from("人口"), select(&["圏域"]), unique(&[])],
        vec![from("人口"), unique(&[])],
        vec![from("人口"), unique(&["圏域"]), sort(&["圏域"])],
        vec![from("人口"), sort(&["-年"]), unique(&["市町"])],
        vec![from("人口"), filter("年=2020"), unique(&["圏域", "年"])],
        vec![
            from("人口"),
            join(Left, "面積", &[("市町", "町名")]),
            derive(&[("密度", "人口 / 面積")]),
        ],
        vec![
            from("人口"),
            filter("年 = 2020"),
            join(Inner, "面積", &[("市町", "町名")]),
            sort(&["-面積"]),
        ],
        vec![from("人口"), join(Semi, "面積", &[("市町", "町名")])],
        vec![
            from("人口"),
            join(Anti, "面積", &[("市町", "町名")]),
            select(&["市町", "年"]),
        ],
        vec![from("面積"), join(Cross, "面積", &[]), head(7)],
        vec![
            from("人口"),
            filter("年 = 2015"),
            join(Left, "人口", &[("コード", "コード")]),
            filter("年_人口 = 2020"),
        ],
        vec![
            from("人口"),
            join(Inner, "人口", &[("市町", "市町"), ("年", "年")]),
        ],
        vec![
            from("面積"),
            rename(&[("町名", "市町")]),
            join(Left, "原本", &[("市町", "市町")]),
        ],
        vec![from("人口"), join(Inner, "後年", &[("人口", "人口")])],
        vec![
            from("人口"),
            derive(&[("人口", "人口 * 1.0")]),
            join(Left, "人口", &[("人口", "人口"), ("市町", "市町")]),
        ],
        vec![from("後年"), join(Left, "人口", &[("人口", "人口")])],
        vec![from("人口"), union("後年"), sort(&["市町", "年"])],
        vec![
            from("人口"),
            filter("年 = 2020"),
            union("人口"),
            group(&["年"], &[("件数", "count(*)")]),
        ],
        vec![from("人口"), pivot("年", &["市町"], "人口", Aggregate::Sum)],
        vec![
            from("人口"),
            filter("年 = 2020 OR 圏域 = '北勢'"),
            pivot("年", &["圏域"], "人口", Aggregate::Sum),
            sort(&["-2020"]),
        ],
        vec![
            from("人口"),
            pivot("圏域", &["年"], "世帯", Aggregate::Mean),
        ],
        vec![
            from("人口"),
            pivot("圏域", &["年"], "世帯", Aggregate::Median),
        ],
        vec![
            from("人口"),
            pivot("圏域", &["年"], "人口", Aggregate::Count),
        ],
        vec![from("人口"), pivot("圏域", &["年"], "市町", Aggregate::Max)],
        vec![
            from("人口"),
            pivot("圏域", &["年"], "市町", Aggregate::First),
        ],
        vec![
            from("人口"),
            pivot("年", &["市町"], "人口", Aggregate::First),
        ],
        vec![from("人口"), pivot("年", &[], "人口", Aggregate::Sum)],
        vec![
            from("面積"),
            pivot("備考", &["町名"], "面積", Aggregate::Sum),
        ],
        vec![
            from("人口"),
            unpivot(&["人口", "世帯"], &["市町", "年"]),
            sort(&["市町"]),
        ],
        vec![
            from("人口"),
            filter("年 = 2020"),
            unpivot(&["人口", "世帯"], &["市町"]),
            group(&["項目"], &[("計", "sum(値)")]),
        ],
        vec![from("後年"), unpivot(&["人口", "世帯"], &[])],
        vec![from("人口"), fill(&["人口"], "0")],
        vec![
            from("面積"),
            fill(&["備考"], "'なし'"),
            filter("備考 = 'なし'"),
        ],
        vec![
            from("人口"),
            fill(&["人口"], "avg(人口)"),
            derive(&[("丸め", "round(人口, 1)")]),
        ],
        vec![
            from("原本"),
            cast(&["人口", "世帯"], CastTo::Number),
            cast(&["調査日"], CastTo::Date),
            derive(&[("倍", "人口 * 2")]),
        ],
        vec![
            from("原本"),
            cast(&["調査日"], CastTo::Date),
            filter("調査日 >= '2020-10-01'"),
            derive(&[
                ("年", "extract(year from 調査日)"),
                ("月", "extract(month from 調査日) * 100"),
            ]),
        ],
        vec![
            from("人口"),
            cast(&["年"], CastTo::Text),
            filter("年 = '2020'"),
        ],
        vec![
            from("人口"),
            cast(&["コード"], CastTo::Number),
            derive(&[("県", "コード / 1000")]),
        ],
        vec![
            from("人口"),
            derive(&[("年", "年 + 0"), ("year", "年"), ("a b", "1")]),
            select(&["year", "a b"]),
        ],
        vec![
            from("人口"),
            derive(&[(
                "順位",
                "rank() over (partition by 年 order by 人口 desc nulls last)",
            )]),
            filter("順位 <= 2"),
            sort(&["年", "順位"]),
        ],
        vec![
            from("人口"),
            filter("市町 LIKE '%市市'"),
            derive(&[("頭", "substr(市町, 1, 2) || '…'")]),
        ],
        // What stands in a text stays as it is, blanks before and behind a line's end too.
        vec![
            from("人口"),
            derive(&[("印", "'a \nb' || '''\n c'")]),
            filter("印 <> ' \n' AND 印 LIKE '%\n c'"),
            derive(&[("印", "印 || ' \n  --'")]),
            rename(&[("印", "しるし")]),
            derive(&[("長さ", "length(しるし)")]),
        ],
        vec![
            from("面積"),
            derive(&[("文字数", "length(町名)")]),
            derive(&[
                ("日", "parse_date('2024-01-31') + 文字数"),
                (
                    "経過",
                    "parse_date('2024-03-01') - parse_date('2024-02-01')",
                ),
            ]),
            filter("経過 > 28"),
        ],
        vec![
            from("人口"),
            filter("人口 > avg(人口)"),
            filter("rank() over (order by 世帯) <= 3"),
            fill(&["人口"], "avg(人口)"),
        ],
        // What goes into one query, and what must not.
        vec![
            from("人口"),
            sort(&["-世帯"]),
            join(Left, "面積", &[("市町", "町名")]),
            filter("年 = 2020"),
            derive(&[("密度", "人口 / 面積")]),
            select(&["市町", "密度"]),
        ],
        vec![
            from("人口"),
            filter("年 = 2015"),
            join(Inner, "面積", &[("市町", "町名")]),
            join(Left, "後年", &[("コード", "コード")]),
            derive(&[("増減", "人口_後年 - 人口")]),
            filter("面積 > 100 AND 増減 IS NOT NULL"),
            sort(&["増減"]),
            select(&["市町", "増減", "年_後年"]),
        ],
        vec![
            from("人口"),
            join(Left, "後年", &[("コード", "コード"), ("市町", "市町")]),
            join(Inner, "面積", &[("市町", "町名")]),
            group(&["圏域"], &[("計", "sum(人口_後年)")]),
        ],
        vec![
            from("人口"),
            derive(&[("千人", "round(人口 / 1000)")]),
            filter("千人 > 100"),
            select(&["市町", "年"]),
            sort(&["市町"]),
        ],
        vec![
            from("人口"),
            group(&["圏域"], &[("人", "sum(人口)"), ("軒", "sum(世帯)")]),
            derive(&[("比", "人 / 軒"), ("人", "人 + 1")]),
            filter("比 > 2.3 OR 圏域 = '伊賀'"),
            sort(&["-比"]),
            select(&["圏域", "人"]),
        ],
        vec![
            from("人口"),
            sort(&["圏域", "-年"]),
            group(&["圏域", "年"], &[("計", "sum(人口)")]),
            filter("計 > 1"),
        ],
        vec![
            from("人口"),
            sort(&["世帯"]),
            group(&["圏域"], &[("最初", "first(市町)")]),
        ],
        vec![
            from("人口"),
            sort(&["-人口"]),
            head(6),
            group(&["圏域"], &[("件数", "count(*)")]),
        ],
        vec![
            from("人口"),
            sort(&["-人口"]),
            head(6),
            sort(&["年"]),
            filter("世帯 > 50000"),
        ],
        vec![
            from("人口"),
            sort(&["-人口"]),
            select(&["市町", "年"]),
            unique(&[]),
        ],
        vec![
            from("人口"),
            sort(&["世帯"]),
            derive(&[("番", "row_number() over (order by 年)")]),
            filter("番 < 4"),
        ],
        vec![
            from("人口"),
            sort(&["世帯"]),
            derive(&[("割合", "世帯 / sum(世帯)")]),
            derive(&[("百分率", "割合 * 100")]),
            filter("百分率 > 5"),
        ],
        vec![
            from("人口"),
            rename(&[("人口", "総人口")]),
            group(&["圏域"], &[("人口", "sum(総人口)")]),
            filter("人口 > 1000"),
            sort(&["-人口"]),
        ],
        vec![
            from("人口"),
            derive(&[("人口", "世帯"), ("世帯", "人口")]),
            sort(&["人口"]),
            head(3),
        ],
        vec![
            from("人口"),
            derive(&[("圏", "substr(圏域, 1, 2)"), ("一", "1")]),
            group(&["圏", "一"], &[("計", "sum(人口)")]),
            sort(&["一", "圏"]),
        ],
        vec![
            from("人口"),
            select(&["市町", "圏域", "年", "世帯", "コード", "人口"]),
            filter("年 = 2020"),
            union("人口"),
            sort(&["市町", "-年"]),
        ],
        vec![
            from("人口"),
            join(Semi, "面積", &[("市町", "町名")]),
            filter("年 = 2020"),
            join(Inner, "面積", &[("市町", "町名")]),
        ],
        vec![
            from("人口"),
            filter("年 = 2020"),
            join(Cross, "面積", &[]),
            filter("市町 = 町名"),
        ],
        // As people type it.
        vec![
            from("人口"),
            filter("［人口］ ≧ １０００００"),
            derive(&[("密", "=[人口] ÷ (世帯 × 10%)"), ("名", "市町 & '　' & 年")]),
            group(
                &["圏域"],
                &[
                    ("平均", "AVERAGE(密)"),
                    ("名", "MIN(名)"),
                    ("上", "MAX(IF(年 = 2020, 人口, 0))"),
                ],
            ),
            filter("平均 ＞ ROUNDDOWN(1.99, 1)"),
        ],
        vec![
            from("人口"),
            derive(&[("印", "'it''s '''' \\' || '「' || '\\'' '")]),
            filter("印 <> ''''''"),
        ],
        of_text("unique 圏域\nrename 市町 = 圏域, 圏域 = 市町"),
        of_text("normalise 市町\nrank 人口 desc within 年 name 順位\nsort 順位"),
        of_text("share 人口 within 年 name 比\nrank 比, 年 name 位\nfilter 位 < 5"),
        of_text("sort 人口\nfill_down 人口, 圏域\nhead 4"),
        of_text("drop_totals 市町\ndrop_totals 市町 words \"*津*\", 鳥羽市"),
        of_text(
            "split 市町 how separator separator 市 names 前, 後\nsplit コード how digit names 字, 数",
        ),
        of_text(
            "key_conversion コード from code5 to code6\nkey_conversion コード from code6 to r5",
        ),
        of_text("cum_sum 人口 by 年, 人口 desc within 圏域 name 累計"),
        of_text("change 人口 how rate by 年 periods 5 within 市町 name 率\nsort 率 desc\nhead 2"),
        of_text("rolling 世帯 how mean by 年 periods 1 within コード name 平均"),
        of_text("bins 人口 width 100000 name 区\nbins 世帯 width 0 edges 30000, 1.5 name 分"),
    ]
}

/// Steps after the table, written as text.
fn of_text(text: &str) -> Vec<Step> {
    let (steps, errors) = spec::step::text::parse_steps(&format!("from 人口\n{text}"));
    assert_eq!(errors, [], "{text}");
    steps
}

#[test]
fn every_program_gives_the_same_table_as_its_sql() {
    let mut engine = engine();
    for program in programs() {
        let table = steps(&mut engine, &program);
        let text = engine.to_sql(&program).unwrap();
        let by_sql = sql(&engine, &text).unwrap_or_else(|failure| panic!("{text}\n{failure:?}"));
        assert_eq!(shown(&by_sql), shown(&table), "{text}");
        assert_eq!(by_sql.schema(), table.schema(), "{text}");
    }
}

#[test]
fn random_chains_give_the_same_table_as_their_sql() {
    let mut engine = engine();
    let pool: Vec<Step> = programs()
        .into_iter()
        .flat_map(|program| program.into_iter().skip(1))
        .collect();
    let mut tried = 0;
    for seed in 0..600 {
        let mut dice = Dice(seed);
        let mut program = vec![from("人口")];
        for _ in 0..6 {
            let step = pool[dice.roll(pool.len())].clone();
            program.push(step);
            let run = engine.run(&spec::Program::of_steps(program.iter().cloned()));
            if !matches!(run.steps.last().unwrap().outcome, engine::Outcome::Done) {
                program.pop();
            }
        }
        let table = steps(&mut engine, &program);
        if table.width() == 0 {
            // A pivot of no rows has no columns, and SQL cannot ask for none.
            assert!(engine.to_sql(&program).is_err());
            continue;
        }
        let text = engine.to_sql(&program).unwrap();
        let by_sql = sql(&engine, &text)
            .unwrap_or_else(|failure| panic!("{seed}: {program:#?}\n{text}\n{failure:?}"));
        assert_eq!(
            shown(&by_sql),
            shown(&table),
            "{seed}: {program:#?}\n{text}"
        );
        tried += program.len();
    }
    assert!(tried > 1200, "too few steps ran: {tried}");
}

#[test]
fn it_reads_well() {
    let mut engine = engine();
    let mut show = |program: &[Step]| {
        steps(&mut engine, program);
        engine.to_sql(program).unwrap()
    };
    expect![[r#"
        SELECT 圏域, sum(人口) AS 人口合計
        FROM 人口
        WHERE 年 = 2020
        GROUP BY 圏域
        ORDER BY 人口合計 DESC NULLS LAST
        LIMIT 3"#]]
    .assert_eq(&show(&[
        from("人口"),
        filter("年 = 2020"),
        group(&["圏域"], &[("人口合計", "sum(人口)")]),
        sort(&["-人口合計"]),
        Step::Head { n: 3 },
    ]));
    expect![[r#"
        SELECT 人口.*, 面積, 備考, 人口 / 面積 AS 密度
        FROM 人口 LEFT JOIN 面積 ON 人口.市町 = 面積.町名
        WHERE 年 = 2020
        ORDER BY 密度"#]]
    .assert_eq(&show(&[
        from("人口"),
        filter("年 = 2020"),
        join(JoinKind::Left, "面積", &[("市町", "町名")]),
        derive(&[("密度", "人口 / 面積")]),
        sort(&["密度"]),
    ]));
    // Columns that both tables have, a formula, an order and a choice in one query.
    expect![[r#"
        SELECT 人口.市町, 後年.世帯 * 1000 / 人口.人口 AS x
        FROM 人口 JOIN 後年 USING (コード)
        WHERE 人口.年 = 2020
        ORDER BY x DESC NULLS LAST"#]]
    .assert_eq(&show(&[
        from("人口"),
        filter("年 = 2020"),
        join(JoinKind::Inner, "後年", &[("コード", "コード")]),
        derive(&[("x", "世帯_後年 × 1000 ÷ 人口")]),
        sort(&["-x"]),
        select(&["市町", "x"]),
    ]));
    expect![[r#"
        SELECT 圏域, sum(人口) AS 計
        FROM 人口
        GROUP BY 圏域
        HAVING sum(人口) > 1000 AND 圏域 <> '伊賀'
        ORDER BY 計"#]]
    .assert_eq(&show(&[
        from("人口"),
        group(&["圏域"], &[("計", "sum(人口)")]),
        sort(&["計"]),
        filter("計 > 1000"),
        filter("圏域 <> '伊賀'"),
    ]));
    // An order inside is written only for rows that are cut off there, and again at the end.
    expect![[r#"
        WITH step3 AS (
          SELECT *
          FROM 人口
          ORDER BY 人口 DESC NULLS LAST
          LIMIT 5
        )
        SELECT *
        FROM step3
        WHERE 年 = 2020
        ORDER BY 人口 DESC NULLS LAST"#]]
    .assert_eq(&show(&[
        from("人口"),
        sort(&["-人口"]),
        Step::Head { n: 5 },
        filter("年 = 2020"),
    ]));
    expect![[r#"
        WITH step5 AS (
          SELECT DISTINCT 圏域, 年
          FROM 人口
        )
        SELECT 圏域
        FROM step5
        ORDER BY 年, 圏域"#]]
    .assert_eq(&show(&[
        from("人口"),
        select(&["圏域", "年"]),
        unique(&[]),
        sort(&["圏域"]),
        sort(&["年"]),
        select(&["圏域"]),
    ]));
    expect![[r#"
        SELECT * RENAME (人口 AS 総人口)
        FROM 人口
        WHERE 人口 > 100000"#]]
    .assert_eq(&show(&[
        from("人口"),
        rename(&[("人口", "総人口")]),
        filter("総人口 > 100000"),
    ]));
    expect![[r#"
        SELECT
          圏域,
          SUM(CASE WHEN 年 = 2015 THEN 世帯 END) AS "2015",
          SUM(CASE WHEN 年 = 2020 THEN 世帯 END) AS "2020"
        FROM 人口
        GROUP BY 圏域"#]]
    .assert_eq(&show(&[
        from("人口"),
        pivot("年", &["圏域"], "世帯", Aggregate::Sum),
    ]));
    expect![[r#"
        SELECT * REPLACE (CAST(parse_number(人口) AS BIGINT) AS 人口)
        FROM 原本"#]]
    .assert_eq(&show(&[from("原本"), cast(&["人口"], CastTo::Number)]));
    expect![[r#"
        SELECT *, 人口 / sum(人口) OVER () AS 構成比
        FROM 人口"#]]
    .assert_eq(&show(&[
        from("人口"),
        derive(&[("構成比", "人口 / sum(人口)")]),
    ]));
}
