//! A telephone: 390 pixels, and nothing scrolls sideways but tables in their boxes.

use e2e::{Browser, Find as _, LessonPage, Options, Role, Stage};

/// How far the page can be scrolled sideways, and what sticks out.
const SIDEWAYS: &str = r#"
const width = document.documentElement.clientWidth;
const scrolls = (element) => { for (let at = element.parentElement; at; at = at.parentElement) { if (getComputedStyle(at).overflowX !== "visible") return true; } return false; };
const out = Array.from(document.body.querySelectorAll("*")).filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.right > width + 1 && !scrolls(element) && element.checkVisibility();
});
return { by: document.documentElement.scrollWidth - width, out: out.slice(0, 5).map((element) => element.outerHTML.slice(0, 160)) };
"#;

pub(crate) fn check(browser: &Browser, what: &str) {
    let sideways = browser.script(SIDEWAYS, &[]);
    assert!(
        sideways["by"].as_i64() <= Some(0),
        "{what} scrolls sideways by {} px: {}",
        sideways["by"],
        sideways["out"]
    );
    // Everything that is pressed is at least 24 px high and wide (WCAG 2.2, 2.5.8), links in running text aside.
    let small = "return Array.from(document.querySelectorAll('button, select, input:not([type=file]), summary, .pearl-link')).filter((element) => {\
        const label = element.closest('label') ?? element; const box = label.getBoundingClientRect();\
        return element.checkVisibility() && box.width > 0 && (box.width < 23.5 || box.height < 23.5) && !element.closest('.visually-hidden');\
        }).slice(0, 5).map((element) => element.outerHTML.slice(0, 160));";
    let small = browser.script(small, &[]);
    assert_eq!(
        small.as_array().map(Vec::len),
        Some(0),
        "{what}: too small to press: {small}"
    );
}

pub(crate) fn narrow(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        size: (390, 844),
        scale: 2.0,
        ..Options::default()
    });
    let site = stage.server.url();
    browser.open(&site);
    browser.get(Role::Link, "はじめる");
    check(&browser, "home");
    let mut pages = 1;
    for id in stage.site.modules() {
        browser.open("about:blank");
        let lesson = LessonPage::open(&browser, &site, id.as_str());
        check(&browser, &format!("{id} before the engine"));
        lesson.wait_for_engine();
        check(&browser, id.as_str());
        pages += 1;
    }
    browser.open("about:blank");
    let lesson = LessonPage::open(&browser, &site, "ds1-03-group");
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.sees_rows("174");
    exercise.section.click(Role::Button, "手順を追加");
    exercise.section.get(Role::Region, "しますか");
    check(&browser, "the menu of steps");
    exercise
        .section
        .get(Role::Region, "しますか")
        .click(Role::Button, "グループごとに集計する");
    exercise.section.get(Role::Checkbox, "地域（");
    check(&browser, "the fields of a step");
    exercise.section.click(Role::Checkbox, "地域（");
    exercise.section.choose("どの列", "人口（");
    exercise
        .section
        .fill(Role::Textbox, "新しい列の名前", "人口合計");
    exercise.check_says("すべての年の人口を足しています");
    check(&browser, "a finding");
    exercise.write_sql("SELECT 市町名, 地域, 年, 人口, 世帯数 FROM 人口 WHERE 年 = 2020 ORDER BY 人口 DESC LIMIT 20");
    exercise.run_sql();
    exercise.sees_rows("20");
    check(&browser, "SQL");
    exercise.section.click(Role::Button, "この練習を最初から");
    exercise.section.get(Role::Dialog, "この練習を最初から");
    check(&browser, "a dialog");
    browser.open("about:blank");
    let lesson = LessonPage::open(&browser, &site, "ds1-04-chart");
    lesson.wait_for_engine();
    let chart = lesson.exercise(2);
    chart.section.click(Role::Radio, "棒グラフ");
    chart.section.choose("数", "人口");
    chart.section.fill(
        Role::Textbox,
        "題名",
        "人口の多い10市町（2020年1月1日、住民基本台帳）",
    );
    chart.section.sees("四日市市が最も");
    check(&browser, "a chart");
    browser.open(&format!("{site}#/tomorrow"));
    browser.sees("ページがありません");
    check(&browser, "an unknown address");
    format!(
        "{} pages and states at 390 px: no sideways scroll, nothing too small to press",
        pages + 8
    )
}
