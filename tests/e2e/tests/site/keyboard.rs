//! No mouse at all.

use e2e::{
    Browser, Element, Find as _, Key, LessonPage, PATIENCE, Role, Stage, is_sql_editor, sql_editor,
};

/// Most presses of Tab between two things of one page.
const FAR: usize = 250;

/// Whether what has the focus shows it: an outline, or a shadow around it.
const VISIBLE: &str = r#"
const element = document.activeElement;
const style = getComputedStyle(element);
const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5) || style.boxShadow !== "none";
const within = element.closest(".prism-code-editor");
const outer = within ? getComputedStyle(within) : style;
const box = element.getBoundingClientRect();
return { shown: ring || outer.outlineStyle !== "none" || outer.boxShadow !== "none", seen: box.bottom > 0 && box.top < innerHeight, body: element === document.body };
"#;

/// What has the focus shows that it has it, and is in view.
pub(crate) fn focus_is_seen(browser: &Browser) {
    let shown = browser.script(VISIBLE, &[]);
    if shown["body"] == true {
        return;
    }
    let what = || browser.focused().label();
    assert!(
        shown["shown"] == true,
        "«{}» has the focus and does not show it",
        what()
    );
    assert!(
        shown["seen"] == true,
        "«{}» has the focus outside of what is seen",
        what()
    );
}

/// Presses Tab until something of that name has the focus.
pub(crate) fn tab_to(browser: &Browser, name: &str) {
    tab_until(browser, name, Key::Tab, &|_| true);
}

/// Presses Tab until the list of exactly that name has the focus.
fn tab_to_list(browser: &Browser, name: &str) {
    tab_until(browser, name, Key::Tab, &|focused| {
        focused.property("tagName") == "SELECT" && focused.label() == name
    });
}

/// Presses a key until something of that name that fits has the focus; every stop on the way must show that it has it.
fn tab_until(browser: &Browser, name: &str, key: Key, fits: &dyn Fn(&Element) -> bool) {
    let mut seen = Vec::new();
    for _ in 0..FAR {
        browser.press(key);
        focus_is_seen(browser);
        let focused = browser.focused();
        let label = focused.label();
        if focused.property("tagName") != "BODY" && label.contains(name) && fits(&focused) {
            return;
        }
        seen.push(label);
    }
    panic!(
        "«{name}» cannot be reached by {key:?}; reached were: {}",
        seen.join(" | ")
    );
}

/// Picks an option of the list that has the focus by typing its first letters or with the arrows.
pub(crate) fn pick(browser: &Browser, option: &str) {
    let options =
        "return Array.from(document.activeElement.options, (option) => option.textContent.trim());";
    let index = "return document.activeElement.selectedIndex;";
    let options = browser.script(options, &[]);
    let wanted = options
        .as_array()
        .unwrap()
        .iter()
        .position(|text| text.as_str().unwrap().starts_with(option));
    let wanted = wanted.unwrap_or_else(|| panic!("no option «{option}» in {options}"));
    for _ in 0..200 {
        let now = usize::try_from(browser.script(index, &[]).as_i64().unwrap()).unwrap();
        if now == wanted {
            return;
        }
        browser.press(if now < wanted { Key::Down } else { Key::Up });
    }
    panic!("the arrows do not reach «{option}»");
}

pub(crate) fn keyboard(stage: &Stage) -> String {
    let browser = stage.browser();
    browser.open(&stage.server.url());
    browser.get(Role::Link, "はじめる");
    // The first stop leads past the header.
    browser.press(Key::Tab);
    assert!(
        browser.focused().label().contains("本文へ"),
        "{}",
        browser.focused().label()
    );
    tab_to(&browser, "グループごとに集計する");
    browser.press(Key::Enter);
    let lesson = LessonPage::here(&browser);
    let exercise = lesson.exercise(1);
    lesson.wait_for_engine();
    browser.wait("the focus on the lesson's title", PATIENCE, || {
        (browser.focused().property("tagName") != "BODY"
            || browser.focused().text().contains("グループ"))
        .then_some(())
    });

    tab_to(&browser, "手順を追加");
    browser.press(Key::Enter);
    browser.wait("the focus in the menu", PATIENCE, || {
        browser.focused().label().contains("行を絞る").then_some(())
    });
    browser.press(Key::Enter);
    exercise.section.get(Role::Combobox, "列");
    tab_to_list(&browser, "列");
    pick(&browser, "年（");
    exercise.section.get(Role::Combobox, "値");
    tab_to_list(&browser, "値");
    pick(&browser, "2020");
    exercise.sees_rows("29");

    tab_to(&browser, "手順を追加");
    browser.press(Key::Enter);
    browser.wait("the focus in the menu", PATIENCE, || {
        browser.focused().label().contains("行を絞る").then_some(())
    });
    tab_to(&browser, "グループごとに集計する");
    browser.press(Key::Enter);
    exercise.section.get(Role::Checkbox, "地域（");
    tab_to(&browser, "地域（");
    browser.press(Key::Space);
    tab_to_list(&browser, "どの列");
    pick(&browser, "人口（");
    tab_to(&browser, "新しい列の名前");
    browser.press(Key::Ctrl('a'));
    browser.type_text("人口合計");
    exercise.sees_rows("5");

    tab_to(&browser, "手順を追加");
    browser.press(Key::Enter);
    browser.wait("the focus in the menu", PATIENCE, || {
        browser.focused().label().contains("行を絞る").then_some(())
    });
    tab_to(&browser, "並べ替える");
    browser.press(Key::Enter);
    exercise.section.get(Role::Combobox, "並べ替える列");
    tab_to_list(&browser, "並べ替える列");
    pick(&browser, "人口合計（");
    tab_to_list(&browser, "順");
    pick(&browser, "大きい順");
    tab_to(&browser, "確認する");
    browser.press(Key::Enter);
    exercise.section.sees("同じ人を2回数えないためです");

    // The SQL editor is no trap: Tab leaves it forwards, Shift and Tab backwards.
    tab_until(&browser, "SQL で書く", Key::BackTab, &|_| true);
    browser.press(Key::Space);
    browser.wait("the SQL editor", PATIENCE, || sql_editor(&exercise.section));
    tab_to(&browser, "SQL");
    browser.wait("the editor to have the focus", PATIENCE, || {
        let there = is_sql_editor(&browser.focused());
        if !there {
            browser.press(Key::Tab);
        }
        there.then_some(())
    });
    browser.type_text("SELECT 1 AS n");
    browser.press(Key::Escape);
    browser.press(Key::Tab);
    assert!(
        browser.focused().label().contains("実行"),
        "Tab leaves the editor: {}",
        browser.focused().label()
    );
    browser.press(Key::BackTab);
    browser.press(Key::BackTab);
    assert!(
        browser.focused().label().contains("SQL で書く"),
        "Shift+Tab leaves the editor: {}",
        browser.focused().label()
    );
    // A dialog takes the focus and gives it back.
    tab_to(&browser, "この練習を最初から");
    browser.press(Key::Enter);
    exercise.section.get(Role::Dialog, "この練習を最初から");
    browser.press(Key::Escape);
    browser.wait("the focus to come back", PATIENCE, || {
        browser
            .focused()
            .label()
            .contains("この練習を最初から")
            .then_some(())
    });
    "home, three steps and the check by Tab, Enter, Space and arrows; every stop shows its focus; the SQL editor and dialogs let go".to_owned()
}
