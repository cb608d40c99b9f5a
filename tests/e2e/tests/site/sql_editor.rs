//! What the SQL editor does while somebody types: completes, closes, leaves Japanese input alone, takes back.

use e2e::{Browser, Exercise, Find as _, Key, LessonPage, PATIENCE, Role, Stage};
use serde_json::json;

/// What an input method shows before it is settled.
fn compose(browser: &Browser, text: &str) {
    let end = text.chars().count();
    let composing = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
    browser.devtools("Input.imeSetComposition", composing);
}

/// The completions that are offered; the picked one first.
fn offered(browser: &Browser) -> Vec<String> {
    let source = "const picked = document.getElementById(document.activeElement.getAttribute('aria-activedescendant')); \
        return picked ? [picked, ...picked.parentElement.children].map((row) => row.textContent.trim()) : [];";
    let found = browser.script(source, &[]);
    let rows = found.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter()
        .filter_map(|row| row.as_str().map(str::to_owned))
        .collect()
}

fn reads(exercise: &Exercise, sql: &str) {
    assert_eq!(exercise.sql(), sql);
}

/// How many undos at most are looked at.
const MOST: usize = 30;

pub(crate) fn sql_editor(stage: &Stage) -> String {
    let browser = stage.browser();
    let lesson = LessonPage::open(&browser, &stage.server.url(), "ds1-03-group");
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.write_sql("SELECT 1");
    browser.press(Key::Ctrl('a'));
    browser.press(Key::Delete);

    // Words of SQL, by Enter; a function's brackets come with it and the cursor goes between them.
    browser.type_text("sel");
    assert_eq!(
        offered(&browser).first().map(String::as_str),
        Some("SELECT")
    );
    browser.press(Key::Enter);
    reads(&exercise, "SELECT");
    assert!(offered(&browser).is_empty(), "the list has gone");
    browser.type_text(" su");
    browser.press(Key::Enter);
    reads(&exercise, "SELECT SUM()");

    // Japanese: nothing is offered or taken while an input method is at work, and the line is what it made.
    compose(&browser, "じん");
    reads(&exercise, "SELECT SUM(じん)");
    assert!(offered(&browser).is_empty(), "offered too early");
    browser.paste("人");
    reads(&exercise, "SELECT SUM(人)");
    let names = offered(&browser);
    assert!(
        names.first().is_some_and(|name| name.starts_with("人口")),
        "columns that begin with 人: {names:?}"
    );
    browser.press(Key::Enter);
    reads(&exercise, "SELECT SUM(人口)");

    // The closing bracket is there already; a quote brings its partner, and nothing is offered in a text.
    browser.type_text(") FROM 人口");
    browser.press(Key::Escape);
    browser.type_text(" WHERE 地域 = '");
    reads(&exercise, "SELECT SUM(人口) FROM 人口 WHERE 地域 = ''");
    browser.type_text("s'");
    let whole = "SELECT SUM(人口) FROM 人口 WHERE 地域 = 's'";
    reads(&exercise, whole);
    assert!(offered(&browser).is_empty(), "nothing is offered in a text");

    // What is offered when asked, by mouse, after arrows; Esc closes only the list, and the focus stays.
    browser.press(Key::Ctrl('a'));
    browser.press(Key::Delete);
    browser.press(Key::Ctrl(' '));
    let all = offered(&browser);
    assert!(all.len() > 30, "everything: {all:?}");
    browser.press(Key::Down);
    assert_eq!(offered(&browser).first(), all.get(2), "the second");
    browser.press(Key::Up);
    browser.press(Key::Up);
    assert_eq!(offered(&browser).first(), all.last(), "round to the last");
    browser.press(Key::Escape);
    assert!(offered(&browser).is_empty(), "closed");
    browser.press(Key::Ctrl(' '));
    exercise
        .section
        .get(Role::Listbox, "入力候補")
        .click(Role::Option, "GROUP BY");
    reads(&exercise, "GROUP BY");

    // Undo goes back through all of it, to the query before everything was deleted, and on.
    let undone = (0..MOST).position(|_| {
        browser.press(Key::Ctrl('z'));
        exercise.sql() == whole
    });
    assert!(undone.is_some(), "undo ends at {:?}", exercise.sql());
    browser.press(Key::Ctrl('y'));
    reads(&exercise, "");
    browser.press(Key::Ctrl('z'));
    reads(&exercise, whole);

    // Ctrl and Enter run it, also while something is offered, and add no line.
    exercise.replace_sql("SELECT 地域, COUNT(*) AS n FROM 人口 GROUP BY ");
    browser.type_text("地");
    assert!(!offered(&browser).is_empty(), "地域 is offered");
    browser.press(Key::Enter);
    browser.press(Key::CtrlEnter);
    reads(
        &exercise,
        "SELECT 地域, COUNT(*) AS n FROM 人口 GROUP BY 地域",
    );
    exercise.sees_rows("5");

    // A full-width space outside of a text is shown as what it is.
    exercise.replace_sql("SELECT　1 AS n");
    let marked = "return document.querySelectorAll('.sql-odd').length;";
    browser.wait("the mark", PATIENCE, || {
        (browser.script(marked, &[]) == json!(1)).then_some(())
    });
    "words, functions and columns completed by keys and by mouse, Japanese input left alone, brackets and quotes closed, undo and redo, Ctrl+Enter runs, a full-width space marked".to_owned()
}
