//! SQL that cannot work: each mistake in plain Japanese, nothing typed is lost, raw engine words only under «詳細».

use e2e::{Find as _, LessonPage, PATIENCE, Role, Stage};

pub(crate) fn mistakes(stage: &Stage) -> String {
    let browser = stage.browser();
    let lesson = LessonPage::open(&browser, &stage.server.url(), "ds1-03-group");
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.write_sql("SELECT 1 AS n");
    let cases: &[(&str, &[&str])] = &[
        (
            "SELECT 人工 FROM 人口",
            &["「人工」という列はありません", "「人口」"],
        ),
        (
            "SELECT 人口 FROM 人工",
            &["「人工」という表はありません", "「人口」"],
        ),
        ("SELECT SUMM(人口) FROM 人口", &["SUMM", "SUM"]),
        ("SELECT 人口 FROM 人口 WHERE", &["SQL"]),
        ("SELEC 人口 FROM 人口", &["SELEC"]),
        ("SELECT 地域, 人口 FROM 人口 GROUP BY 地域", &["人口"]),
        ("DROP TABLE 人口", &["DROP"]),
    ];
    for (sql, words) in cases {
        exercise.replace_sql(sql);
        exercise.run_sql();
        let said = browser.wait(&format!("a sentence about {sql}"), PATIENCE, || {
            let alert = exercise
                .section
                .now(Role::Alert, "")
                .map(|alert| alert.text())?;
            words
                .iter()
                .all(|word| alert.contains(word))
                .then_some(alert)
        });
        let sentence = said.0.split("詳細").next().unwrap_or_default().to_owned();
        assert!(
            sentence.contains('。'),
            "{sql}: a sentence, not {sentence:?}"
        );
        for raw in [
            "ColumnNotFound",
            "ParserError",
            "SQLInterface",
            "Error",
            "error",
            "panicked",
            "polars",
        ] {
            assert!(!sentence.contains(raw), "{sql}: raw words in {sentence:?}");
        }
        assert_eq!(exercise.sql(), *sql);
        // Checking it says the same and counts it as an answer that did not run.
        exercise.section.click(Role::Button, "確認する");
        exercise.section.get(Role::Status, "");
    }
    // Division by zero is no failure: a result, with a remark about the cells that are no number.
    let sql = "SELECT 市町名, 人口 / (年 - 2020) AS x FROM 人口";
    exercise.replace_sql(sql);
    exercise.run_sql();
    exercise.section.sees("0 で割ったため計算できませんでした");
    exercise.sees_rows("174");
    assert_eq!(exercise.sql(), sql);
    lesson.wait_for_saving();
    browser.reload();
    let exercise = lesson.exercise(1);
    browser.wait("the query after a reload", PATIENCE, || {
        (exercise.sql() == sql).then_some(())
    });

    // A broken step turns red with its reason; the others stay and run.
    let steps = lesson.exercise(2);
    steps.add_column("倍", "人工 * 2");
    steps.section.sees("「人工」という列はありません");
    steps.add_filter("年（", "2020");
    steps.sees_rows("29");
    let broken = steps.check();
    assert!(broken.contains("手順"), "{broken}");
    format!(
        "{} kinds of bad SQL and a broken step each have a sentence; the text stays, also over a reload",
        cases.len() + 1
    )
}
