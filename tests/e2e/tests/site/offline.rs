//! The network goes away once the lesson is open.

use e2e::{Exercise, Fault, Find as _, LessonPage, Role, Stage};

/// Solves the first exercise of «ds1-03-group» in steps.
pub(crate) fn solve(exercise: &Exercise) {
    exercise.add_filter("年（", "2020");
    exercise.sees_rows("29");
    exercise.add_step("グループごとに集計する");
    exercise.section.click(Role::Checkbox, "地域（");
    exercise.section.choose("どの列", "人口（");
    exercise
        .section
        .fill(Role::Textbox, "新しい列の名前", "人口合計");
    exercise.add_sort("人口合計", "大きい順");
    exercise.check_says("同じ人を2回数えないためです");
}

pub(crate) fn offline(stage: &Stage) -> String {
    let browser = stage.browser();
    let lesson = LessonPage::open(&browser, &stage.server.url(), "ds1-03-group");
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.write_sql("SELECT 1 AS n");
    exercise.section.click(Role::Button, "手順で組み立てる");
    stage.server.forget();
    stage.server.fault("", Fault::Cut);

    solve(&exercise);
    // Stop and a fresh worker need no network either.
    exercise.write_sql("SELECT a.市町名 FROM 人口 AS a CROSS JOIN 人口 AS b CROSS JOIN 人口 AS c ORDER BY a.人口 * b.人口 - c.人口, b.市町名, c.市町名");
    exercise.run_sql();
    exercise.section.get(Role::Button, "計算を止める").press();
    exercise.section.sees("計算を止めました");
    exercise.section.click(Role::Button, "手順で組み立てる");
    exercise.sees_rows("5");
    browser.click(Role::Link, "講座の一覧");
    browser.sees("つづきから");
    browser.click(Role::Link, "つづける");
    lesson.exercise(1).section.sees("できました");
    lesson.wait_for_saving();
    assert_eq!(
        stage.server.requests(),
        Vec::<String>::new(),
        "nothing was asked for after the cut"
    );
    "solved, stopped, home and back with every connection cut; nothing was asked for".to_owned()
}
