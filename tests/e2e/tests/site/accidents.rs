//! The page itself stops, the one HTML file is killed, two windows are typed in at once, hostile work is stored: nothing is
//! lost, and the next opening goes on.

use std::time::Duration;

use e2e::{Browser, Element, Find as _, Key, LessonPage, Options, PATIENCE, Role, Stage};
use serde_json::{Value, json};

use crate::hosts::packed;
use crate::saving::RECORD;

const MODULE: &str = "ds1-03-group";
const FIELD: &str = "答え（数）";
const STOPPED: &str =
    "ページが止まりました。止まるまでに書いたものは、このブラウザに残してあります。";

/// Hands the page's wasm out, and lets a scenario stop the drawing of an answer: where the page tells that it draws the third
/// exercise while that holds the text in `sessionStorage.poison`, it meets what a trap is.
const IN_REACH: &str = r#"
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...args) => {
  const made = await instantiate.apply(WebAssembly, args);
  window.__page ??= made.exports ?? made.instance.exports;
  return made;
};
let note, third = "";
Object.defineProperty(window, "ama_note", {
  set: (set) => { note = set; },
  get: () => (key, text) => {
    if (key.endsWith("/ex3") && key.startsWith("exercise/")) third = text;
    const poison = (() => { try { return sessionStorage.poison; } catch { return ""; } })();
    note(key, text);
    if (key === ".drawing" && text.startsWith("ex3") && poison && third.includes(poison)) {
      throw new WebAssembly.RuntimeError("memory access out of bounds");
    }
  },
});
"#;

/// Calls a closure of the page's wasm that there is not, as no page would: a real trap.
const TRAP: &str = r#"
const [, closure] = Object.entries(window.__page).find(([name, made]) => name.includes("closures") && made.length >= 2);
setTimeout(() => closure(0, 0, 0, 0));
"#;

fn visitor(stage: &Stage) -> Browser {
    let browser = stage.browser_with(Options {
        scripts: vec![IN_REACH.to_owned()],
        ..Options::default()
    });
    // It is what this is about.
    for part in [
        "RuntimeError",
        "unreachable",
        "out of bounds",
        "null function",
        "closure invoked",
    ] {
        browser.expect_in_console(part);
    }
    browser
}

fn field_says(lesson: &LessonPage, text: &str) {
    lesson
        .browser
        .wait(&format!("«{text}» in the field"), PATIENCE, || {
            let field = lesson.exercise(3).section.get(Role::Textbox, FIELD);
            (field.value() == text).then_some(())
        });
}

/// The page says that it stopped, nothing in it can be used, and nothing claims to be saved.
fn is_stopped(browser: &Browser, words: &str) {
    browser.sees(words);
    assert_eq!(
        browser.script("return document.getElementById('ama').inert;", &[]),
        true
    );
    let shown = "return [...document.querySelectorAll('.save-line')].some((line) => getComputedStyle(line).visibility === 'visible');";
    assert_eq!(
        browser.script(shown, &[]),
        false,
        "«保存済み» is taken back"
    );
}

pub(crate) fn trap(stage: &Stage) -> String {
    let browser = visitor(stage);
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    lesson.wait_for_engine();
    let fill = |text: &str| {
        lesson.exercise(3).section.fill(Role::Textbox, FIELD, text);
    };

    // A real trap, in the moment after a key, while the store takes nothing: what the page did not get there, the box does.
    fill("55");
    lesson.wait_for_saving();
    browser.script(
        "const ask = IDBObjectStore.prototype.get; IDBObjectStore.prototype.get = function (...args) { const asked = ask.apply(this, args); Object.defineProperty(asked, 'onsuccess', { set() {} }); asked.addEventListener = () => {}; return asked; };",
        &[],
    );
    fill("55555");
    browser.script(TRAP, &[]);
    is_stopped(&browser, STOPPED);
    assert_eq!(stage.barriers(&browser), Vec::<String>::new());
    browser.click(Role::Button, "ページを読み込み直す");
    field_says(&lesson, "55555");
    browser.sees_no("別の下書き");

    // What is drawn stops the page: it was kept before it was drawn, and is not drawn again.
    browser.script("sessionStorage.poison = '\"1234\"';", &[]);
    fill("1234");
    is_stopped(&browser, STOPPED);
    browser.click(Role::Button, "ページを読み込み直す");
    browser.sees("の答えは、ページを止めるおそれがあるので外してあります。消えてはいません。");
    field_says(&lesson, "");
    // The rest of the lesson works.
    lesson.exercise(7).section.click(Role::Radio, "中央値");
    lesson.wait_for_saving();
    browser.click(Role::Button, "作業ファイルに保存");
    let (_, bytes) = browser.downloaded();
    let kept: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        kept["modules"][MODULE]["exercises"]["ex3"]["draft"],
        json!({ "number": "1234" })
    );
    // Put back too early, and again when the page can draw it.
    browser.click(Role::Button, "もとに戻す");
    is_stopped(&browser, STOPPED);
    browser.get(Role::Button, "この教材の下書きを外して開く");
    browser.click(Role::Button, "講座の一覧から開く");
    browser.sees("外してあります");
    browser.script("delete sessionStorage.poison;", &[]);
    browser.click(Role::Button, "もとに戻す");
    browser.sees_no("外してあります");
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    field_says(&lesson, "1234");
    lesson.wait_for_saving();

    // A browser that keeps nothing: the words say so, and a file takes it.
    let refusing = stage.browser_with(Options {
        scripts: vec![
            IN_REACH.to_owned(),
            "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('refused', 'SecurityError'); } });".to_owned(),
        ],
        ..Options::default()
    });
    for part in [
        "RuntimeError",
        "out of bounds",
        "null function",
        "closure invoked",
    ] {
        refusing.expect_in_console(part);
    }
    let there = LessonPage::open(&refusing, &stage.server.url(), MODULE);
    there.exercise(3).section.fill(Role::Textbox, FIELD, "777");
    refusing.sees("まだ保存していない練習が 1 問あります");
    refusing.script(TRAP, &[]);
    is_stopped(
        &refusing,
        "ページが止まりました。書いたものは、この画面にしか残っていません。",
    );
    refusing.click(Role::Button, "書いたものをファイルに保存");
    let (name, rescued) = refusing.downloaded();
    assert!(!refusing.asks_before_closing(), "it lies in the file");
    refusing.click(Role::Button, "ページを読み込み直す");
    there.import(&name, &rescued);
    refusing.sees("読み込みました");
    field_says(&there, "777");
    "a trap after a key the store had not got, one while drawing (twice) and one where nothing is kept: said, inert, «保存済み» gone, every character back; the answer that stops the page is set apart by name, exported, put back".to_owned()
}

const TEXT_ONLY: &str = "教材の文章だけを開く（見本は出しません）";

/// An author's text in the moment before it is saved.
pub(crate) fn studio(stage: &Stage) -> String {
    let browser = visitor(stage);
    browser.open(&stage.server.url());
    browser.click(Role::Link, "教材を作る");
    browser.click(Role::Button, "新しい教材を作る");
    let looked = || {
        browser.wait("a first look", PATIENCE * 6, || {
            browser.reads("誤り 0 件").then_some(())
        })
    };
    looked();
    browser.script(
        "const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...args) { if (this.name === 'files' && !document.getElementById('ama').inert) throw new DOMException('held', 'AbortError'); return put.apply(this, args); };\
         document.querySelector('.cm-content').focus();",
        &[],
    );
    browser.press(Key::Ctrl('a'));
    browser.press(Key::Right);
    browser.paste("海女の町の人口を調べます。");
    browser.script(TRAP, &[]);
    is_stopped(&browser, STOPPED);
    browser.sees_no(TEXT_ONLY);
    browser.click(Role::Button, "ページを読み込み直す");
    looked();
    browser.sees("海女の町の人口を調べます。");
    // A text that stops the page whenever it is opened.
    browser.script(TRAP, &[]);
    is_stopped(&browser, STOPPED);
    browser.sees_no("この教材の下書きを外して開く");
    browser.click(Role::Button, TEXT_ONLY);
    browser.sees("海女の町の人口を調べます。");
    browser.sees("文章だけを開いています");
    browser.script("document.querySelector('.cm-content').focus();", &[]);
    browser.press(Key::Ctrl('a'));
    browser.press(Key::Right);
    browser.paste("ここを直しました。");
    browser.sees_no("誤り 0 件");
    browser.click(Role::Button, "見本も出す");
    looked();
    browser.sees("ここを直しました。");
    browser.sees_no("文章だけを開いています");
    "a trap right after an author's words that the store had not got: said, and every word there after a reload; a text over which the page stops again is opened as text only, mended and drawn".to_owned()
}

pub(crate) fn hostile(stage: &Stage) -> String {
    let browser = stage.browser();
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    lesson.exercise(3).section.fill(Role::Textbox, FIELD, "77");
    lesson.wait_for_saving();
    let (_, good) = lesson.export();
    let with = |answer: Value| {
        let mut work = good.clone();
        work["modules"][MODULE]["exercises"]["ex1"] = json!({ "draft": answer, "updated": 5 });
        work
    };
    let steps =
        |steps: Vec<Value>| json!({ "table": { "mode": "steps", "sql": "", "steps": steps } });
    let step = |step: Value| json!({ "step": step, "enabled": true });
    let bracketed = format!("{}年 = 2020{}", "(".repeat(5_000), ")".repeat(5_000));
    let deep = steps(vec![
        step(json!({ "from": { "table": "人口" } })),
        step(json!({ "filter": { "predicate": bracketed } })),
    ]);
    let many = steps(vec![step(json!({ "head": { "n": 1 } })); 5_000]);
    let mut crowd = good.clone();
    for at in 0..501 {
        crowd["modules"][format!("m{at}")] = json!({});
    }
    let long = with(json!({ "essay": "海".repeat(3 << 20) }));
    for (name, work) in [
        ("deep.json", with(deep.clone())),
        ("many.json", with(many)),
        ("crowd.json", crowd),
        ("long.json", long),
    ] {
        lesson.import(name, &serde_json::to_vec(&work).unwrap());
        browser.sees("このファイルは作業ファイルとしては大きすぎて読めません");
    }
    let (_, after) = lesson.export();
    // Where she was looking is another thing: the page was scrolled.
    let exercises = |work: &Value| work["modules"][MODULE]["exercises"].clone();
    assert_eq!(exercises(&after), exercises(&good), "nothing changed");

    // A town of nowhere and a count that cannot be; a large text, and the page closed as soon as it is said to be read.
    let essay = "海".repeat(2 << 20);
    let mut large = with(json!({ "table": { "mode": "sql", "steps": [], "sql": essay } }));
    large["settings"] = json!({ "town": "'; --", "updated": 9_999_999_999_999_u64 });
    large["modules"][MODULE]["exercises"]["ex1"]["attempts"] = json!(4_294_967_295_u32);
    lesson.import("large.json", &serde_json::to_vec(&large).unwrap());
    browser.sees("読み込みました");
    browser.sees("町「'; --」はここの一覧にないので、使っていません");
    browser.reload();
    lesson.exercise(1);
    let (_, read) = lesson.export();
    let first = &read["modules"][MODULE]["exercises"]["ex1"];
    assert_eq!(first["draft"]["table"]["sql"], json!(essay), "it is kept");
    assert_eq!(first["attempts"], json!(9_999));
    assert_eq!(read["settings"]["town"], json!(""));

    // Stored by a build that had no limits: it is set apart before anything draws it.
    let record = json!({ "format": 2, "body": { "exercise": { "draft": deep, "updated": 7, "question": {
        "module": "市町ごとに集計する", "title": "地域ごとの人口", "version": 1 } } } });
    let key = format!("exercise/{MODULE}/ex1");
    browser.script(RECORD, &[json!(key), json!(record.to_string())]);
    browser.reload();
    browser.sees("「地域ごとの人口」の答えは、ページを止めるおそれがあるので外してあります");
    field_says(&lesson, "77");
    "a filter of 5,000 brackets, 5,000 steps, 501 modules, 9 MB refused in words; a town of nowhere left out with a word; 6 MB there after a reload at «読み込みました»; a stored filter of 5,000 brackets set apart by name".to_owned()
}

/// Whether one of this place's databases has a record with that text.
const COPIED: &str = r#"
const [text] = arguments;
const has = ({ name }) => new Promise((done) => {
  const opening = indexedDB.open(name);
  opening.onerror = () => done(false);
  opening.onsuccess = () => {
    const database = opening.result;
    if (!database.objectStoreNames.contains("work")) { database.close(); done(false); return; }
    const asking = database.transaction("work", "readonly").objectStore("work").getAll();
    asking.onsuccess = () => { database.close(); done(asking.result.some((record) => record.includes(text))); };
  };
});
return (async () => {
  const found = await Promise.all((await indexedDB.databases()).map(has));
  return found.includes(true);
})();
"#;

const ESSAY: &str = "自由に書いてください";

fn essay(browser: &Browser) -> Element {
    LessonPage::here(browser)
        .exercise(8)
        .section
        .get(Role::Textbox, ESSAY)
}

fn wait_for_copy(browser: &Browser, text: &str) -> Duration {
    let copied = || browser.script(COPIED, &[json!(text)]) == true;
    let (_, took) = browser.wait("the copy", PATIENCE, || copied().then_some(()));
    took
}

pub(crate) fn file(stage: &Stage) -> String {
    let own = packed(stage, "html", "ama-file.html");
    let address = format!("file://{}#/m/st1-01-mytown", own.display());
    let browser = stage.browser();
    browser.open(&address);
    let section = LessonPage::here(&browser).exercise(8).section;
    let text = "窓口に来る人の年齢を調べて、平日と休日で分けて見てみたい。".repeat(2);
    section.fill(Role::Textbox, ESSAY, &text);
    browser.sees("まだ保存していない練習が 1 問あります");
    let took = wait_for_copy(&browser, &text);
    let profile = browser.kill();

    let again = |path: &std::path::Path| {
        let browser = stage.browser_with(Options {
            profile: Some(profile.clone()),
            ..Options::default()
        });
        browser.open(&format!("file://{}#/m/st1-01-mytown", path.display()));
        LessonPage::here(&browser).is_open();
        browser
    };
    // Another file of the same course, made of something else: nothing is mixed.
    let other = own.with_file_name("ama-other.html");
    let html = std::fs::read_to_string(&own).unwrap();
    let key = "\"courses\":\"";
    let assets = html.find(key).unwrap() + key.len();
    let name: String = html[assets..].chars().take_while(|c| *c != '"').collect();
    std::fs::write(
        &other,
        html.replace(&name, &name.replace("courses", "courses-x")),
    )
    .unwrap();
    let stranger = again(&other);
    stranger.sees_no("前に途中まで書いたものがあります");
    stranger.close();

    let browser = again(&own);
    browser.sees("前に途中まで書いたものがあります（");
    assert_eq!(essay(&browser).value(), "", "it is offered, not forced");
    // Somebody who has not answered yet goes on in the same field, and that opening ends as the first.
    let other_text = "平日の朝に多い順に並べる。";
    LessonPage::here(&browser)
        .exercise(8)
        .section
        .fill(Role::Textbox, ESSAY, other_text);
    wait_for_copy(&browser, other_text);
    assert_eq!(
        essay(&browser).value(),
        other_text,
        "nothing is mixed before it is taken"
    );
    browser.kill();

    let browser = again(&own);
    browser.sees("前に途中まで書いたものがあります（");
    browser.click(Role::Button, "続ける");
    browser.wait("the essay", PATIENCE, || {
        (essay(&browser).value() == other_text).then_some(())
    });
    // The one from before is on the shelf.
    browser.wait("the other essay", PATIENCE, || {
        browser
            .script("return document.body.textContent;", &[])
            .as_str()
            .is_some_and(|all| all.contains(&text))
            .then_some(())
    });
    browser.sees_no("前に途中まで書いたものがあります");
    browser.sees("まだ保存していない練習が");
    browser.close();

    let browser = again(&own);
    browser.click(Role::Button, "使わない（控えを消す）");
    browser.sees_no("前に途中まで書いたものがあります");
    browser.close();
    let browser = again(&own);
    browser.sees_no("前に途中まで書いたものがあります");
    browser.close();
    format!(
        "one HTML file killed: {} characters, in the copy {} ms later, offered at the next opening, not mixed with what was typed there, both taken at the third; none offered to another file, gone where not wanted",
        text.chars().count(),
        took.as_millis()
    )
}

/// Types a text into a field from a moment on, a key every 25 ms. No timer: browsers hold those of other tabs back.
const TYPE: &str = r#"
const [field, text, start] = arguments;
window.__typed = (async () => {
  const tick = () => new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
  for (let at = 0; at < text.length; at += 1) {
    while (Date.now() < start + 25 * at) await tick();
    field.value += text[at];
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
})();
"#;

pub(crate) fn windows(stage: &Stage) -> String {
    let browser = stage.browser();
    let site = stage.server.url();
    let here = LessonPage::open(&browser, &site, MODULE);
    let first = browser.new_tab();
    let second = browser.tab();
    let there = LessonPage::open(&browser, &site, MODULE);
    let mine = "1234567890".repeat(10);
    let theirs = "9081726354".repeat(10);
    let now = browser.script("return Date.now();", &[]);
    let start = now.as_u64().unwrap() + 5_000;
    let begin = |lesson: &LessonPage, text: &str| {
        let field = lesson.exercise(3).section.get(Role::Textbox, FIELD);
        browser.script(TYPE, &[field.reference(), json!(text), json!(start)]);
    };
    begin(&there, &theirs);
    browser.switch(&first);
    begin(&here, &mine);
    for (tab, lesson, text) in [(&first, &here, &mine), (&second, &there, &theirs)] {
        browser.switch(tab);
        browser.script("return window.__typed;", &[]);
        field_says(lesson, text);
    }
    here.wait_for_saving();
    browser.reload();
    there.exercise(3);
    let (_, work) = there.export();
    let done = &work["modules"][MODULE]["exercises"]["ex3"];
    let mut texts = vec![done["draft"]["number"].clone()];
    let shelf = done["shelf"].as_array().cloned().unwrap_or_default();
    texts.extend(shelf.iter().map(|aside| aside["answer"]["number"].clone()));
    texts.sort_by_key(Value::to_string);
    assert_eq!(
        texts,
        [json!(mine), json!(theirs)],
        "both texts whole, and nothing between"
    );
    "two tabs typed in at once, 100 keys each, 25 ms apart: each field kept its own text, one is the draft and one on the shelf, 200 of 200 characters, no near-copy".to_owned()
}
