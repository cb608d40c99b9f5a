//! Queries that run for ever, eat the memory, or break the engine.

use std::time::Duration;

use e2e::{Exercise, Find as _, LessonPage, Options, PATIENCE, Role, Stage};

/// Runs for many seconds and stays below every limit.
const SLOW: &str = "SELECT COUNT(*) AS n FROM (SELECT a.市町名 AS x FROM 人口 AS a CROSS JOIN 人口 AS b CROSS JOIN 人口 AS c ORDER BY a.人口 * b.人口 - c.人口, b.市町名, c.市町名) AS t";

/// 174 × 174 × 174 × 174 rows: refused before it begins.
const EXPLODES: &str =
    "SELECT * FROM 人口 AS a CROSS JOIN 人口 AS b CROSS JOIN 人口 AS c CROSS JOIN 人口 AS d";

/// When asked to, has the worker trap just before it reads the next request.
const SET_A_TRAP: &str = "const Plain = Worker; window.Worker = class extends Plain { postMessage(message, transfer) {\
    if (window.__trap && message.kind === 'request') { window.__trap = false; super.postMessage({ kind: 'trap' }); }\
    super.postMessage(message, transfer); } };";

fn lesson(stage: &Stage, options: Options) -> (LessonPage, Exercise) {
    let browser = stage.browser_with(options);
    let lesson = LessonPage::open(&browser, &stage.server.url(), "ds1-03-group");
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    (lesson, exercise)
}

/// The engine answers and what was typed is there.
fn goes_on(exercise: &Exercise, typed: &str) {
    assert_eq!(exercise.sql(), typed, "what was typed is still there");
    exercise.replace_sql("SELECT 地域, SUM(人口) AS 人口合計 FROM 人口 WHERE 年 = 2020 GROUP BY 地域 ORDER BY 人口合計 DESC");
    exercise.run_sql();
    exercise.sees_rows("5");
}

pub(crate) fn stop(stage: &Stage) -> String {
    let (lesson, exercise) = lesson(stage, Options::default());
    let browser = &lesson.browser;
    exercise.write_sql(SLOW);
    exercise.run_sql();
    let stop = exercise.section.get(Role::Button, "計算を止める");
    stop.press();
    let said = exercise.section.sees_within(
        "計算を止めました。入力した手順はそのままです。",
        Duration::from_secs(1),
    );
    assert_eq!(exercise.sql(), SLOW);
    // Usable again: a short query is answered. The clock runs from the click on «実行» of that query.
    exercise.replace_sql("SELECT COUNT(*) AS n FROM 人口");
    exercise.run_sql();
    let usable = exercise.sees_rows_within("1", Duration::from_secs(1));
    lesson.text();
    browser.sees("できるようになること");
    lesson.exercise(1);
    goes_on(&exercise, "SELECT COUNT(*) AS n FROM 人口");

    // Stopping the check works as stopping a run.
    exercise.replace_sql(SLOW);
    exercise.section.click(Role::Button, "確認する");
    exercise.section.get(Role::Button, "計算を止める").press();
    exercise
        .section
        .sees_within("計算を止めました", Duration::from_secs(1));
    goes_on(&exercise, SLOW);
    format!(
        "a cross join of 5,268,024 rows stopped: said after {} ms, the next query answered after {} ms",
        said.as_millis(),
        usable.as_millis()
    )
}

pub(crate) fn memory(stage: &Stage) -> String {
    let (_lesson, exercise) = lesson(stage, Options::default());
    exercise.write_sql(EXPLODES);
    exercise.run_sql();
    let refused = exercise.section.sees_within(
        "結果が 916,636,176 行になります。このブラウザで扱えるのは",
        PATIENCE,
    );
    exercise.section.sees("先に行を絞ってください");
    goes_on(&exercise, EXPLODES);
    format!(
        "a join of 916,636,176 rows is refused in words after {} ms, the query kept, the next one answered",
        refused.as_millis()
    )
}

/// No join, so nothing can be measured beforehand: every line doubles the rows of the one before.
fn doubling(times: usize) -> String {
    let mut sql = "WITH t0 AS (SELECT * FROM 人口)".to_owned();
    for n in 1..=times {
        let before = n - 1;
        sql.push_str(&format!(
            ", t{n} AS (SELECT * FROM t{before} UNION ALL SELECT * FROM t{before})"
        ));
    }
    format!("{sql} SELECT * FROM t{times} ORDER BY 人口")
}

pub(crate) fn exhausted(stage: &Stage) -> String {
    let (_lesson, exercise) = lesson(stage, Options::default());
    // 174 × 2^9 texts of about 200 KB: few rows, and more than the memory that a page's worker can have.
    let sql = doubling(9).replace(
        "SELECT * FROM t9",
        "SELECT REPEAT(市町名, 20000) AS 長い FROM t9",
    );
    exercise.write_sql(&sql);
    exercise.run_sql();
    let said = exercise
        .section
        .sees_within("入力した手順はそのままです", PATIENCE * 3);
    goes_on(&exercise, &sql);
    format!(
        "89,088 texts of about 200 KB run out of memory: said after {} ms, a new worker answers, the query kept",
        said.as_millis()
    )
}

pub(crate) fn trap(stage: &Stage) -> String {
    let options = Options {
        scripts: vec![SET_A_TRAP.to_owned()],
        ..Options::default()
    };
    let (lesson, exercise) = lesson(stage, options);
    let sql = "SELECT COUNT(*) AS n FROM 人口";
    exercise.write_sql(sql);
    let trap = || lesson.browser.script("window.__trap = true;", &[]);
    trap();
    exercise.run_sql();
    exercise
        .section
        .sees("計算のしくみが止まったので、始め直しました。入力した手順はそのままです。");
    exercise.section.click(Role::Button, "もう一度計算する");
    exercise.sees_rows("1");
    // The same while an answer is checked: it is not counted, and nothing is lost.
    exercise.replace_sql("SELECT 地域, SUM(人口) AS 人口合計 FROM 人口 WHERE 年 = 2020 GROUP BY 地域 ORDER BY 人口合計 DESC");
    trap();
    exercise.section.click(Role::Button, "確認する");
    exercise
        .section
        .sees("計算のしくみが止まったので、始め直しました");
    exercise.check_says("同じ人を2回数えないためです");
    let (_, work) = lesson.export();
    assert_eq!(
        work["modules"]["ds1-03-group"]["exercises"]["ex1"]["attempts"], 1,
        "an answer that could not be checked is no attempt"
    );
    "the worker traps while a query and while a check wait: said in words, a new worker answers, the query kept, no attempt counted".to_owned()
}
