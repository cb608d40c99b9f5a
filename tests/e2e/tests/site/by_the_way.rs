//! What one wants by the way in a lesson: a word explained, a note, the address of an exercise.

use e2e::{Browser, Element, Find as _, Key, LessonPage, Options, PATIENCE, Role, Stage};
use serde_json::json;

use crate::narrow;

const MODULE: &str = "ds1-03-group";

fn menu(browser: &Browser) -> Element {
    if browser.now(Role::Region, "メモ・ことば").is_none() {
        browser.click(Role::Button, "メモ・ことば");
    }
    browser.get(Role::Region, "メモ・ことば")
}

fn close(browser: &Browser) {
    browser.click(Role::Button, "メモ・ことば");
    browser.wait("the box to go", PATIENCE, || {
        browser
            .now(Role::Region, "メモ・ことば")
            .is_none()
            .then_some(())
    });
}

fn note(browser: &Browser, name: &str) -> String {
    menu(browser).get(Role::Textbox, name).value()
}

/// Looks up a word from home and from a lesson, and follows it to the lesson that introduces it.
pub(crate) fn glossary(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        size: (1366, 650),
        ..Options::default()
    });
    let site = stage.server.url();
    let introduces = stage.site.modules().into_iter().find_map(|id| {
        let module = stage.site.module(&id);
        let term = module.terms.iter().find(|term| !term.reading.is_empty())?;
        Some((module.title.clone(), term.clone()))
    });
    let (title, term) = introduces.unwrap();
    browser.open(&site);
    browser.fill(Role::Textbox, "さがす", &term.reading);
    browser.sees(&term.meaning);
    browser.sees("出てくる講座：");
    // A tap in the text explains it in its place.
    let answer = "return [...document.querySelectorAll('.glossary-hits a')].map((link) => link.textContent);";
    let lessons = browser.script(answer, &[]);
    assert!(lessons.to_string().contains(&title), "{lessons}");
    browser.click(Role::Link, &title);
    let lesson = LessonPage::here(&browser);
    lesson.is_open();
    lesson.text();
    browser.script(
        "document.querySelector('.lesson-text .term-word').click();",
        &[],
    );
    let shown = "return document.querySelector('.term-box')?.textContent ?? '';";
    browser.wait("the meaning in its place", PATIENCE, || {
        let shown = browser.script(shown, &[]);
        shown
            .as_str()
            .is_some_and(|text| !text.is_empty())
            .then_some(())
    });
    // From the lesson, about a word of any lesson.
    let box_ = menu(&browser);
    box_.fill(Role::Textbox, "ことばを調べる", &term.name);
    box_.sees(&term.meaning);
    box_.fill(Role::Textbox, "ことばを調べる", "そんな言葉はない");
    box_.sees("用語の説明には見つかりません");
    browser.press(Key::Escape);
    browser.wait("the box to go", PATIENCE, || {
        browser
            .now(Role::Region, "メモ・ことば")
            .is_none()
            .then_some(())
    });
    browser.close();

    // On a telephone the meaning of a word in a task that is folded is seen whole.
    let phone = stage.browser_with(Options {
        size: (390, 844),
        scale: 2.0,
        ..Options::default()
    });
    let mut seen = 0;
    for id in stage.site.modules() {
        let module = stage.site.module(&id);
        for exercise in module.exercises() {
            if !format!("{:?}", exercise.task).contains("Term {") || seen > 2 {
                continue;
            }
            phone.open(&format!("{site}#/m/{id}/{}", exercise.id));
            let word = "const word = document.querySelector('.screen:not([hidden]) .exercise-task .term-word'); word?.click(); return !!word;";
            phone.wait("a word of the task", PATIENCE, || {
                (phone.script(word, &[]) == true).then_some(())
            });
            let whole = "const task = document.querySelector('.screen:not([hidden]) .exercise-task').getBoundingClientRect(); const box = document.querySelector('.screen:not([hidden]) .term-box')?.getBoundingClientRect(); return !!box && box.top >= task.top - 1 && box.bottom <= task.bottom + 1 && box.bottom <= innerHeight;";
            phone.wait("the whole meaning", PATIENCE, || {
                (phone.script(whole, &[]) == true).then_some(())
            });
            narrow::check(&phone, "a meaning in a task");
            seen += 1;
        }
    }
    format!(
        "«{}» found by its reading, in its lesson and from the lesson; {seen} words of folded tasks explained at 390 px",
        term.name
    )
}

pub(crate) fn link(stage: &Stage) -> String {
    let site = stage.server.url();
    // A browser that takes it, and one that refuses.
    let takes = "window.__copied = ''; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.__copied = text; } } });";
    let refuses = "Document.prototype.execCommand = () => false; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { throw new DOMException('no', 'NotAllowedError'); } } });";
    let none = "Document.prototype.execCommand = () => false; Object.defineProperty(navigator, 'clipboard', { value: undefined });";
    for (script, is_taken) in [(takes, true), (refuses, false), (none, false)] {
        let browser = stage.browser_with(Options {
            scripts: vec![script.to_owned()],
            ..Options::default()
        });
        let address = format!("{site}#/m/{MODULE}/ex2");
        browser.open(&address);
        LessonPage::here(&browser).exercise(2);
        let box_ = menu(&browser);
        box_.click(Role::Button, "リンクをコピー");
        if is_taken {
            box_.sees("コピーしました");
            assert_eq!(
                browser.script("return window.__copied;", &[]),
                json!(address)
            );
        } else {
            box_.sees("コピーできませんでした");
            let selected = "const field = document.activeElement; return field.value?.slice(field.selectionStart, field.selectionEnd) ?? '';";
            browser.wait("the address to be selected", PATIENCE, || {
                (browser.script(selected, &[]) == json!(address)).then_some(())
            });
        }
        browser.close();
    }
    "the address of an exercise copied; selected to be copied by hand where the clipboard refuses or there is none".to_owned()
}

pub(crate) fn notes(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        size: (1366, 650),
        ..Options::default()
    });
    let site = stage.server.url();
    let lesson = LessonPage::open(&browser, &site, MODULE);
    lesson.text();
    menu(&browser).fill(Role::Textbox, "この講座のメモ", "月曜に課で話す");
    close(&browser);
    lesson.exercise(3);
    let long = "海".repeat(2_010);
    menu(&browser).fill(Role::Textbox, "この練習のメモ", "合計は見出しの年ごと");
    menu(&browser).sees("あと 1,990 字");
    lesson.wait_for_saving();
    browser.reload();
    lesson.exercise(3);
    assert_eq!(note(&browser, "この練習のメモ"), "合計は見出しの年ごと");
    close(&browser);
    // «最初から» leaves it.
    lesson
        .exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "12");
    lesson
        .exercise(3)
        .section
        .click(Role::Button, "この練習を最初から");
    browser.click(Role::Button, "最初から始める");
    assert_eq!(note(&browser, "この練習のメモ"), "合計は見出しの年ごと");
    close(&browser);

    // What another window writes stands here too.
    let first = browser.tab();
    let second = browser.new_tab();
    let there = LessonPage::open(&browser, &site, &format!("{MODULE}/ex3"));
    browser.switch(&first);
    menu(&browser).fill(Role::Textbox, "この練習のメモ", "こちらの窓");
    lesson.wait_for_saving();
    browser.switch(&second);
    browser.wait("the note of the other window", PATIENCE, || {
        (note(&browser, "この練習のメモ") == "こちらの窓").then_some(())
    });
    close(&browser);
    there.wait_for_saving();

    // Longer than is kept.
    lesson.exercise(4);
    let field = menu(&browser).get(Role::Textbox, "この練習のメモ");
    field.press();
    browser.paste(&long);
    menu(&browser).sees("あと 0 字");
    assert_eq!(note(&browser, "この練習のメモ").chars().count(), 2_000);
    close(&browser);

    // In the work file; printed when she says so.
    let (_, work) = lesson.export();
    let kept = &work["modules"][MODULE]["exercises"];
    assert_eq!(kept["~"]["draft"], json!({ "essay": "月曜に課で話す" }));
    assert_eq!(kept["~ex3"]["draft"], json!({ "essay": "こちらの窓" }));
    browser.click(Role::Button, "受講記録を印刷");
    let record = browser.get(Role::Dialog, "受講記録");
    record.sees_no("月曜に課で話す");
    record.click(Role::Checkbox, "メモ（3 件）も印刷する");
    record.sees("月曜に課で話す");
    record.sees("こちらの窓");
    record.click(Role::Button, "閉じる");
    browser.close();

    let phone = stage.browser_with(Options {
        size: (390, 844),
        scale: 2.0,
        ..Options::default()
    });
    let lesson = LessonPage::open(&phone, &site, MODULE);
    menu(&phone).fill(Role::Textbox, "この講座のメモ", "電話から");
    narrow::check(&phone, "the note on a lesson");
    close(&phone);
    lesson.exercise(1);
    menu(&phone).get(Role::Textbox, "この練習のメモ");
    narrow::check(&phone, "the note on an exercise");
    "notes on a lesson and its exercises: kept, in the work file, another window's seen, cut at 2,000 letters, printed when asked for".to_owned()
}
