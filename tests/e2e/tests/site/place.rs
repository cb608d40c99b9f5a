//! The place in a lesson is found again to the line, although the lesson still grows after it is drawn.

use e2e::{Browser, Fault, Find as _, Key, LessonPage, PATIENCE, Role, Stage};
use serde_json::{Value, json};

const MODULE: &str = "ds1-03-group";

/// Pixels from the window's top to the way into the fourth exercise.
fn heading(browser: &Browser) -> f64 {
    let source =
        "return document.querySelectorAll('.exercise-link')[3].getBoundingClientRect().top;";
    browser.script(source, &[]).as_f64().unwrap()
}

/// The line that this browser has kept.
fn line(browser: &Browser) -> Value {
    browser.script(
        "return localStorage.getItem(`${arguments[0]} ${new URL('./', document.baseURI).pathname}`);",
        &[json!(format!("ama-line-{MODULE}"))],
    )
}

pub(crate) fn place(stage: &Stage) -> String {
    let browser = stage.browser();
    let site = stage.server.url();
    let lesson = LessonPage::open(&browser, &site, MODULE);
    lesson.wait_for_engine();
    browser.sees("出典：");
    let settled = |look: &dyn Fn() -> Value| {
        let mut last = Value::Null;
        let mut same = 0;
        browser.wait("rest", PATIENCE, || {
            let now = look();
            same = if now == last { same + 1 } else { 0 };
            last = now;
            (same > 30).then_some(())
        });
    };
    let mut presses = 0;
    while heading(&browser) > 300.0 {
        let before = heading(&browser);
        browser.press(Key::PageDown);
        browser.wait("the page to scroll", PATIENCE, || {
            (heading(&browser) < before - 50.0).then_some(())
        });
        // Scrolling is smooth: another press on the way would lead on to the end of the lesson.
        settled(&|| json!(heading(&browser)));
        presses += 1;
        assert!(presses < 60, "Page Down does not get there");
    }
    // Scrolling has come to rest and the line is noted.
    settled(&|| json!([heading(&browser), line(&browser)]));
    let (before, kept) = (heading(&browser), line(&browser));
    assert!(kept.is_string(), "the line is kept");

    // Tomorrow; and once more with an engine that comes late, so that the tables push everything down.
    let engine = stage.site.assets().engine;
    let mut moved: f64 = 0.0;
    for late in [false, true] {
        if late {
            stage.server.fault(&engine, Fault::Hold);
        }
        browser.reload();
        lesson.is_open();
        browser.sees("出典：");
        settled(&|| json!(heading(&browser)));
        stage.server.heal(&engine);
        lesson.wait_for_engine();
        settled(&|| json!(heading(&browser)));
        let after = heading(&browser);
        moved = moved.max((after - before).abs());
        assert!(
            moved < 2.0,
            "the heading stood at {before} and stands at {after} (engine late: {late})"
        );
        assert_eq!(
            line(&browser),
            kept,
            "nothing was noted that the learner did not do"
        );
    }
    // Into an exercise, and back to where its text begins; a reload stays in the exercise.
    lesson.exercise(4).sees_rows("174");
    browser.reload();
    browser.get(Role::Region, "練習 4 ");
    browser.open(&format!("{site}#/m/{MODULE}"));
    lesson.is_open();
    lesson.text();
    settled(&|| json!(heading(&browser)));
    let start = "return document.getElementById('group-3').getBoundingClientRect().top;";
    let start = browser.script(start, &[]).as_f64().unwrap();
    assert!(
        start.abs() < 120.0,
        "the text of exercise 4 begins at {start}"
    );
    let kept = line(&browser);
    // The learner's own scrolling counts again.
    browser.press(Key::PageDown);
    browser.wait("another line", PATIENCE, || {
        (line(&browser) != kept).then_some(())
    });
    format!(
        "after {presses} Page Downs the same line is on the screen after a reload, also with a late engine (moved by {moved:.1} px)"
    )
}
