//! A number question answered from a table: steps that are tried out, a cell that becomes the answer, cells that are copied.

use e2e::{Browser, Find as _, Key, LessonPage, PATIENCE, Role, Stage};
use serde_json::{Value, json};

const MODULE: &str = "ds1-03-group";

/// Gives the table beside the exercise that is open the focus.
const TO_TABLE: &str = "document.querySelector('.screen:not([hidden]) .result-box').focus();";

/// What lies on the clipboard.
const CLIPBOARD: &str = "return navigator.clipboard.readText();";

fn copied(browser: &Browser) -> String {
    let text = browser.script(CLIPBOARD, &[]);
    text.as_str().unwrap_or_default().to_owned()
}

pub(crate) fn scratch(stage: &Stage) -> String {
    let browser = stage.browser();
    let read = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    browser.devtools("Browser.grantPermissions", read);
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    let exercise = lesson.exercise(3);
    let section = &exercise.section;
    lesson.wait_for_engine();
    let typed = || section.get(Role::Textbox, "答え（数）").value();
    let sees_answer = |what: &str, wanted: &dyn Fn(&str) -> bool| {
        browser.wait(what, PATIENCE, || {
            let value = typed();
            wanted(&value).then_some(value)
        })
    };

    // The question is quiet: a table, and no step.
    exercise.sees_rows("174");
    assert!(section.now(Role::Button, "手順を追加").is_none());
    section.fill(Role::Textbox, "答え（数）", "111");
    section.click(Role::Button, "手順で計算してみる");
    section.click(Role::Button, "手順を追加");
    section.click(Role::Button, "「人口」から始める");
    exercise.add_filter("年", "2020");
    exercise.sees_rows("29");
    exercise.add_step("グループごとに集計する");
    section.click(Role::Checkbox, "年（");
    section.choose("どの列", "人口（");
    exercise.sees_rows("1");

    // The keyboard selects a cell and takes it; going back brings what was typed.
    browser.script(TO_TABLE, &[]);
    browser.press(Key::ShiftDown);
    section.sees("年 · 2020");
    assert_eq!(typed(), "111");
    browser.press(Key::Right);
    section.sees("人口合計 · ");
    browser.press(Key::Enter);
    let (answer, _) = sees_answer("the cell in the field", &|value| value != "111");
    assert!(answer.contains(','), "as it is shown: {answer}");
    section.sees("答えの欄に");
    section.click(Role::Button, "元に戻す");
    sees_answer("what was typed", &|value| value == "111");
    // With the mouse: the button under the table.
    section.click(Role::Button, "この値を答えにする");
    sees_answer("the cell again", &|value| value == answer);
    let verdict = exercise.check();
    assert!(verdict.contains("できました"), "{verdict}");
    let barriers = stage.barriers(&browser);
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));

    // What is copied is what a spreadsheet takes: in full, with tabs.
    browser.script(TO_TABLE, &[]);
    browser.press(Key::Ctrl('c'));
    section.sees("コピーしました");
    assert_eq!(copied(&browser), answer.replace(',', ""));
    section.click(Role::Button, "表をコピー");
    section.sees("見出しと 1 行");
    let all = format!("年\t人口合計\r\n2020\t{}\r\n", answer.replace(',', ""));
    assert_eq!(
        copied(&browser).replace("\r\n", "\n"),
        all.replace("\r\n", "\n")
    );
    section.click(Role::Button, "元の表「人口」");
    exercise.sees_rows("174");
    browser.script(TO_TABLE, &[]);
    for _ in 0..3 {
        browser.press(Key::ShiftDown);
    }
    section.sees("選んだセル 3 個");
    // The result of the check lies over the foot of a long table.
    section.click(Role::Button, "たたむ");
    section.click(Role::Button, "コピー");
    section.sees("3 行 × 1 列をコピーしました");
    assert_eq!(copied(&browser).lines().count(), 3);

    // The steps are work: they are there again, and in the work file.
    lesson.wait_for_saving();
    browser.reload();
    lesson.wait_for_engine();
    let exercise = lesson.exercise(3);
    exercise.sees_rows("1");
    let (name, work) = lesson.export();
    let steps = &work["modules"][MODULE]["exercises"]["ex3"]["scratch"];
    assert_eq!(steps.as_array().map(Vec::len), Some(3), "{steps}");
    let exercise = lesson.exercise(3);
    exercise.section.click(Role::Button, "この練習を最初から");
    exercise.section.click(Role::Button, "最初から始める");
    exercise.sees_rows("174");
    assert!(exercise.section.now(Role::Button, "手順を追加").is_none());
    let bytes = serde_json::to_vec::<Value>(&work).unwrap();
    lesson.import(&name, &bytes);
    browser.sees("読み込みました");
    lesson.exercise(3).sees_rows("1");
    "steps beside a number question give a cell, the cell becomes the answer and is right; undo, reload and work file keep both; cells and table are copied with tabs".to_owned()
}
