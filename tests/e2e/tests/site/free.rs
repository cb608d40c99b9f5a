//! «自由に試す»: every table of the site, steps, SQL and a chart without a task, kept and carried along.

use e2e::{Browser, Exercise, Find as _, LessonPage, Options, PATIENCE, Role, Stage};

use crate::narrow;

/// The bench of the room, used as that of an exercise.
fn bench(browser: &Browser) -> Exercise {
    Exercise {
        section: browser.get(Role::Region, "自由に試す"),
        browser: browser.clone(),
    }
}

fn take(browser: &Browser, table: &str) {
    browser.click(Role::Button, &format!("この表を使う：{table}"));
}

pub(crate) fn free(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        size: (1366, 650),
        ..Options::default()
    });
    let site = stage.server.url();
    browser.open(&site);
    browser.click(Role::Link, "自由に試す");
    // All tables of the lessons, each with its source.
    browser.sees("住民基本台帳");
    let names = "return Array.from(document.querySelectorAll('.free-list h3'), (name) => name.firstChild.textContent);";
    let names = browser.script(names, &[]);
    let names: Vec<String> = serde_json::from_value(names).unwrap();
    let mut once = names.clone();
    once.sort();
    once.dedup();
    assert!(names.len() > 8 && once.len() == names.len(), "{names:?}");
    take(&browser, "住民基本台帳");
    let room = bench(&browser);
    room.sees_rows("174");
    // Only what lies on the desk is there to be joined.
    assert!(room.section.now(Role::Button, "元の表「予算」").is_none());

    room.add_filter("年（", "2020");
    room.sees_rows("29");
    // What one does in Excel stands beside the step.
    room.section.click(Role::Button, "Excel なら");
    room.section.sees("フィルター");
    // Another table to join comes without a loss.
    room.section.click(Role::Button, "表を選ぶ");
    take(&browser, "予算");
    let room = bench(&browser);
    room.sees_rows("29");
    room.section.get(Role::Button, "元の表「予算」");

    // The chart draws what the steps gave.
    room.section.click(Role::Button, "グラフにする");
    room.section.click(Role::Radio, "棒グラフ");
    room.section.choose("項目", "市町名");
    room.section.choose("数", "人口");
    room.section.sees("が最も");
    let page = "return document.documentElement.scrollHeight <= innerHeight + 1 && document.documentElement.scrollWidth <= innerWidth + 1;";
    assert_eq!(browser.script(page, &[]), true, "the room scrolls");
    room.section.click(Role::Button, "表を作る");

    // From the start, and back.
    room.section.click(Role::Button, "最初から");
    room.section.sees_no("行を絞る");
    room.section.click(Role::Button, "元に戻す");
    room.section.sees("行を絞る");
    room.sees_rows("29");
    let lesson = LessonPage::here(&browser);
    lesson.wait_for_saving();

    // It is there again, and in the work file.
    browser.reload();
    let room = bench(&browser);
    room.sees_rows("29");
    browser.click(Role::Link, "講座の一覧");
    let (name, work) = lesson.export();
    let kept = work["modules"]["~free"]["exercises"].to_string();
    assert!(
        kept.contains("2020") && kept.contains("棒") || kept.contains("bar"),
        "{kept}"
    );
    let elsewhere = stage.browser();
    elsewhere.open(&site);
    let there = LessonPage::here(&elsewhere);
    there.import(&name, &serde_json::to_vec(&work).unwrap());
    elsewhere.sees("読み込みました");
    elsewhere.click(Role::Link, "自由に試す");
    bench(&elsewhere).sees_rows("29");
    elsewhere.close();

    // SQL, too large a chart, and a telephone.
    browser.click(Role::Link, "自由に試す");
    let room = bench(&browser);
    room.write_sql("SELECT a.市町名, b.人口 FROM 住民基本台帳 AS a CROSS JOIN 住民基本台帳 AS b");
    room.run_sql();
    room.sees_rows("30,276");
    room.section.click(Role::Button, "グラフにする");
    room.section.sees("500 行まで");
    browser.close();
    let phone = stage.browser_with(Options {
        size: (390, 844),
        scale: 2.0,
        ..Options::default()
    });
    phone.open(&format!("{site}#/free"));
    phone.get(Role::Button, "この表を使う：住民基本台帳");
    narrow::check(&phone, "the list of tables");
    take(&phone, "住民基本台帳");
    bench(&phone).sees_rows("174");
    narrow::check(&phone, "the free room");
    bench(&phone).section.click(Role::Button, "グラフにする");
    narrow::check(&phone, "the free room's chart");
    format!(
        "{} tables to choose from, each fetched when it is taken; steps, SQL and a chart without a task, undone, kept and in the work file; at 390 px too",
        names.len()
    )
}

/// The room in one HTML file, without any host.
pub(crate) fn in_a_file(stage: &Stage) -> String {
    let html = crate::hosts::packed(stage, "html", "ama-free.html");
    let browser = stage.browser();
    browser.open(&format!("file://{}", html.display()));
    browser.click(Role::Link, "自由に試す");
    take(&browser, "住民基本台帳");
    let room = bench(&browser);
    room.sees_rows("174");
    room.add_filter("年（", "2020");
    room.sees_rows("29");
    browser.wait("no request", PATIENCE, || {
        browser
            .requested()
            .iter()
            .all(|it| !it.starts_with("http"))
            .then_some(())
    });
    "a table opened and filtered in one HTML file".to_owned()
}
