//! A verdict that comes late, because the engine is still on its way: it is about the answer that was checked, and what
//! the learner does meanwhile is hers.

use e2e::{Fault, Find as _, LessonPage, PATIENCE, Role, Stage};
use serde_json::{Value, json};

const MODULE: &str = "ds1-03-group";

/// Types a number and has it checked before the page can draw what was typed.
const AT_ONCE: &str = r#"
const section = document.getElementById("exercise-ex3").closest("section");
const field = section.querySelector("input");
Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, arguments[0]);
field.dispatchEvent(new InputEvent("input", { bubbles: true }));
[...section.querySelectorAll("button")].find(({ textContent }) => textContent.includes("確認する")).click();
"#;

pub(crate) fn late(stage: &Stage) -> String {
    let engine = stage.site.assets().engine;
    let browser = stage.browser();
    stage.server.fault(&engine, Fault::Hold);
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    let (number, table) = (lesson.exercise(3), lesson.exercise(1));
    lesson.exercise(3);
    browser.script(AT_ONCE, &[json!("12")]);
    number.section.get(Role::Button, "確認しています");
    // She goes on typing, and thinks better of another answer.
    number.section.fill(Role::Textbox, "答え（数）", "1234");
    lesson.exercise(1);
    table.write_sql("SELECT 地域 FROM 人口");
    table.section.click(Role::Button, "確認する");
    table.section.get(Role::Button, "確認しています");
    table.section.click(Role::Button, "この練習を最初から");
    table
        .section
        .get(Role::Dialog, "この練習を最初から")
        .click(Role::Button, "最初から始める");
    table.section.get(Role::Button, "確認する");
    lesson.exercise(3);
    stage.server.heal(&engine);
    browser.wait("the verdict", PATIENCE, || {
        // It is about what does not stand there any more: folded.
        number.section.now(Role::Button, "確認の結果を開く")
    });
    let field = number.section.get(Role::Textbox, "答え（数）");
    assert_eq!(field.value(), "1234");
    lesson.wait_for_engine();
    lesson.wait_for_saving();
    let (_, work) = lesson.export();
    let exercises = &work["modules"][MODULE]["exercises"];
    assert_eq!(exercises["ex3"]["draft"]["number"], "1234");
    assert_eq!(exercises["ex3"]["attempts"], 1);
    assert_eq!(exercises["ex3"]["tries"].as_array().map(Vec::len), Some(1));
    assert_eq!(exercises["ex1"]["draft"], Value::Null);
    assert_eq!(exercises["ex1"]["attempts"], 0);
    browser.reload();
    lesson.wait_for_engine();
    let field = lesson.exercise(3).section.get(Role::Textbox, "答え（数）");
    assert_eq!(field.value(), "1234");
    "two answers checked before the engine is there: what is typed meanwhile stays, what is begun anew stays empty".to_owned()
}
