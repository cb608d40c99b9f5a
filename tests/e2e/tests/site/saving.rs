//! Saved work: two tabs, a browser that saves nothing, a full one, work of a newer version, bad files.

use e2e::{Browser, Find as _, LessonPage, Options, PATIENCE, Role, Stage};
use serde_json::{Value, json};

const MODULE: &str = "ds1-03-group";

pub(crate) fn tabs(stage: &Stage) -> String {
    let browser = stage.browser();
    let site = stage.server.url();
    let here = LessonPage::open(&browser, &site, MODULE);
    let first = browser.new_tab();
    let second = browser.tab();
    let there = LessonPage::open(&browser, &site, MODULE);

    // Different exercises, in turns.
    there
        .exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "111");
    there.wait_for_saving();
    browser.switch(&first);
    here.exercise(7).section.click(Role::Radio, "中央値");
    here.wait_for_saving();
    browser.wait("the other tab's number", PATIENCE, || {
        (here
            .exercise(3)
            .section
            .get(Role::Textbox, "答え（数）")
            .value()
            == "111")
            .then_some(())
    });
    browser.switch(&second);
    browser.wait("the other tab's choice", PATIENCE, || {
        (there
            .exercise(7)
            .section
            .get(Role::Radio, "中央値")
            .property("checked")
            == true)
            .then_some(())
    });

    // The same exercise, both before they hear of each other: the channel between tabs is cut.
    for tab in [&first, &second] {
        browser.switch(tab);
        browser.script("BroadcastChannel.prototype.postMessage = () => {};", &[]);
    }
    browser.switch(&first);
    here.exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "222");
    here.wait_for_saving();
    browser.switch(&second);
    there
        .exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "333");
    there.wait_for_saving();
    browser.reload();
    let exercise = there.exercise(3);
    browser.wait("the later number", PATIENCE, || {
        (exercise.section.get(Role::Textbox, "答え（数）").value() == "333").then_some(())
    });
    let (_, work) = there.export();
    let shelved = work["modules"][MODULE]["exercises"]["ex3"]["shelf"].to_string();
    assert!(
        shelved.contains("222"),
        "the other tab's number is on the shelf: {shelved}"
    );
    there.exercise(3);
    exercise.section.sees("別の下書きが");
    exercise.section.click(Role::Button, "別の下書きが");
    exercise.section.sees("222");
    "two tabs in turns see each other's work; typed at once without hearing of each other, one is the draft and one on the shelf".to_owned()
}

pub(crate) fn refused(stage: &Stage) -> String {
    let refuse = "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('refused', 'SecurityError'); } });\
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } });";
    let browser = stage.browser_with(Options {
        scripts: vec![refuse.to_owned()],
        ..Options::default()
    });
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    browser.sees("このブラウザは保存を受けつけません");
    browser.sees("作業ファイルを保存");
    lesson.wait_for_engine();
    let exercise = lesson.exercise(3);
    exercise
        .section
        .fill(Role::Textbox, "答え（数）", "1813871");
    exercise.section.click(Role::Button, "確認する");
    exercise.section.sees("まだ合っていません（1 回目）");
    // From memory: home and back, theme and language, and the way out by file.
    browser.click(Role::Button, "表示の設定");
    browser.choose("画面の色", "画面: 暗い");
    browser.click(Role::Link, "講座の一覧");
    browser.sees("このブラウザは保存を受けつけません");
    browser.click(Role::Link, "つづける");
    assert_eq!(
        lesson
            .exercise(3)
            .section
            .get(Role::Textbox, "答え（数）")
            .value(),
        "1813871"
    );
    // What lies nowhere else is counted, and asked about before it is lost.
    browser.sees("まだ保存していない練習が 1 問あります");
    browser.get(Role::Button, "作業ファイルに保存");
    let asks = || browser.asks_before_closing();
    assert!(asks(), "closing now would lose an answer");
    let (_, work) = lesson.export();
    assert_eq!(
        work["modules"][MODULE]["exercises"]["ex3"]["draft"],
        json!({ "number": "1813871" })
    );
    browser.sees("作業ファイルに残しました");
    assert!(!asks(), "everything lies in the file");
    assert!(!browser.reads("保存済み"), "nothing claims to be saved");
    "with IndexedDB and localStorage refused the page says so, works from memory, counts what lies in no file and asks before it is lost, and offers the file".to_owned()
}

pub(crate) fn full(stage: &Stage) -> String {
    let full = "window.__full = false; const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...args) {\
        if (window.__full) throw new DOMException('no room', 'QuotaExceededError'); return put.apply(this, args); };";
    let browser = stage.browser_with(Options {
        scripts: vec![full.to_owned()],
        ..Options::default()
    });
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    let exercise = lesson.exercise(3);
    exercise.section.fill(Role::Textbox, "答え（数）", "1");
    lesson.wait_for_saving();
    browser.script("window.__full = true;", &[]);
    exercise.section.fill(Role::Textbox, "答え（数）", "12");
    browser.sees("このブラウザには保存できませんでした（空きがありません）。「作業ファイルを保存」で手元に残せます。");
    let (_, work) = lesson.export();
    assert_eq!(
        work["modules"][MODULE]["exercises"]["ex3"]["draft"],
        json!({ "number": "12" })
    );
    // Room again: the next change saves everything.
    lesson.exercise(3);
    browser.script("window.__full = false;", &[]);
    exercise.section.fill(Role::Textbox, "答え（数）", "123");
    lesson.wait_for_saving();
    browser.sees_no("保存できませんでした");
    browser.reload();
    browser.wait("the saved number", PATIENCE, || {
        (lesson
            .exercise(3)
            .section
            .get(Role::Textbox, "答え（数）")
            .value()
            == "123")
            .then_some(())
    });
    "a write that fails for want of room is said, the file still has everything, the next change saves it".to_owned()
}

/// Reads or writes a record of the store behind the page's back.
pub(crate) const RECORD: &str = r#"
const [key, value] = arguments;
return new Promise((resolve, reject) => {
  const opening = indexedDB.open(`ama ${new URL("./", document.baseURI).pathname}`);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const database = opening.result;
    const store = database.transaction("work", value === null ? "readonly" : "readwrite").objectStore("work");
    const asking = value === null ? store.get(key) : store.put(value, key);
    asking.onerror = () => reject(asking.error);
    asking.onsuccess = () => { database.close(); resolve(asking.result ?? null); };
  };
});
"#;

/// What an earlier version kept in the databases that all sites of a host shared.
const BEFORE: &str = r#"
const made = (name, store, entries) => new Promise((done, failed) => {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const writing = opening.result.transaction(store, "readwrite");
    entries.forEach(([key, value]) => writing.objectStore(store).put(value, key));
    writing.oncomplete = () => { opening.result.close(); done(true); };
  };
});
const [records, draft, settings] = arguments;
localStorage.setItem("ama-settings", settings);
const bytes = (text) => new TextEncoder().encode(text);
return made("ama", "work", Object.entries(records)).then(() => made("ama-modules", "files", [
  ["about/1", bytes(JSON.stringify({ title: draft, updated: 5 }))], ["draft/1/module.md", bytes(`# ${draft}`)],
]));
"#;

/// Names of the host's databases, and what lies in the shared one.
const NAMES: &str =
    "return indexedDB.databases().then((all) => all.map(({ name }) => name).sort());";

/// Two sites on one host: each takes over what lay in the shared databases, and then goes its own way.
pub(crate) fn apart(stage: &Stage) -> String {
    let (site, server) = stage.own_site("storage-apart");
    crate::pwa::room::beside(&site, "inner");
    let (outer, inner) = (server.url(), format!("{}inner/index.html", server.url()));
    server.serve_extra(
        "empty.html",
        "text/html; charset=utf-8",
        "<!doctype html><link rel=icon href=data:,>",
    );
    let opened = |browser: &Browser, url: &str, kept: &str| {
        browser.open("about:blank");
        let lesson = LessonPage::open(browser, url, MODULE);
        browser.wait("the answer that is kept", PATIENCE, || {
            let field = lesson.exercise(3).section.get(Role::Textbox, "答え（数）");
            (field.value() == kept).then_some(())
        });
        lesson
    };
    let write = |lesson: &LessonPage, text: &str| {
        let section = lesson.exercise(3).section;
        section.fill(Role::Textbox, "答え（数）", text);
        lesson.wait_for_saving();
    };
    let names = |browser: &Browser, expected: &[&str]| {
        browser.wait("databases", PATIENCE, || {
            (browser.script(NAMES, &[]) == json!(expected)).then_some(())
        });
    };
    // What a visit leaves, as an earlier version would have left it.
    let first = stage.browser();
    let lesson = opened(&first, &outer, "");
    write(&lesson, "111");
    let key = format!("exercise/{MODULE}/ex3");
    let record = first.script(RECORD, &[json!(key), Value::Null]);
    assert!(record.as_str().unwrap().contains("111"), "{record}");
    names(&first, &["ama /kouza/ama/", "ama-modules /kouza/ama/"]);

    let browser = stage.browser();
    browser.open(&server.extra_url("empty.html"));
    let settings = r#"{"theme":"dark"}"#;
    let before = [
        json!({ key.as_str(): record }),
        json!("前の教材"),
        json!(settings),
    ];
    assert_eq!(browser.script(BEFORE, &before), json!(true));
    let shows = |theme: &str| {
        let seen = browser.script("return document.documentElement.dataset.theme;", &[]);
        assert_eq!(seen, json!(theme));
    };
    let lesson = opened(&browser, &outer, "111");
    shows("dark");
    write(&lesson, "222");
    // The other one has a copy of its own, of what lay there.
    let lesson = opened(&browser, &inner, "111");
    shows("dark");
    write(&lesson, "333");
    browser.click(Role::Button, "表示の設定");
    browser.choose("画面の色", "画面: 明るい");
    shows("light");
    for url in [&outer, &inner] {
        browser.open("about:blank");
        browser.open(&format!("{url}#/studio"));
        browser.sees("前の教材");
    }
    opened(&browser, &outer, "222");
    shows("dark");
    opened(&browser, &inner, "333");
    shows("light");
    names(
        &browser,
        &[
            "ama",
            "ama /kouza/ama/",
            "ama /kouza/ama/inner/",
            "ama-modules",
            "ama-modules /kouza/ama/",
            "ama-modules /kouza/ama/inner/",
        ],
    );
    "two sites on one host: each takes over answers, drafts and settings of the shared databases once, which stay; then neither sees the other's".to_owned()
}

pub(crate) fn newer(stage: &Stage) -> String {
    let browser = stage.browser();
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    lesson
        .exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "5");
    lesson.exercise(7).section.click(Role::Radio, "平均");
    lesson.wait_for_saving();
    let key = format!("exercise/{MODULE}/ex3");
    let tomorrow = r#"{"format":99,"body":{"exercise":{"draft":{"hologram":[1,2]}}}}"#;
    browser.script(RECORD, &[json!(key), json!(tomorrow)]);
    let damaged = format!("exercise/{MODULE}/ex7");
    browser.script(RECORD, &[json!(damaged), json!("{\"format\":")]);

    browser.reload();
    browser.sees("もっと新しい版の ama で保存された内容があります");
    browser.sees("保存した内容の一部を読めませんでした");
    let exercise = lesson.exercise(3);
    assert_eq!(
        exercise.section.get(Role::Textbox, "答え（数）").value(),
        ""
    );
    exercise.section.fill(Role::Textbox, "答え（数）", "6");
    lesson.exercise(7).section.click(Role::Radio, "合計");
    lesson.wait_for_saving();
    assert_eq!(
        browser.script(RECORD, &[json!(key), json!(null)]),
        json!(tomorrow),
        "work of a newer version is never overwritten"
    );
    // Newer work of another module does not stand in the way of this one.
    browser.wait("the mended record", PATIENCE, || {
        browser
            .script(RECORD, &[json!(damaged), json!(null)])
            .as_str()
            .filter(|text| text.contains("choice"))
            .map(str::to_owned)
    });
    "a record of a newer version is said and left alone, a damaged one is said and mended by the next change".to_owned()
}

pub(crate) fn work_file(stage: &Stage) -> String {
    let browser = stage.browser();
    let lesson = LessonPage::open(&browser, &stage.server.url(), MODULE);
    lesson
        .exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "77");
    lesson.wait_for_saving();
    let (_, before) = lesson.export();
    let cut = serde_json::to_string(&before).unwrap();
    // Deeper than the page's stack is.
    let deep = format!(
        r#"{{"kind":"ama-work","format":3,"saved_at":0,"settings":{{}},"modules":{{"m":{{"exercises":{{"e":{}{{}}{}}}}}}}}}"#,
        r#"{"others":["#.repeat(100_000),
        "]}".repeat(100_000)
    );
    let cases: &[(&str, &[u8], &str)] = &[
        (
            "deep.json",
            deep.as_bytes(),
            "このファイルは作業ファイルとしては大きすぎて読めません",
        ),
        (
            "cut.json",
            &cut.as_bytes()[..cut.len() / 2],
            "このファイルは壊れていて読めません",
        ),
        ("empty.json", b"", "このファイルは壊れていて読めません"),
        (
            "binary.json",
            &[0xff, 0xfe, 0x00, 0x50, 0x4b],
            "これは ama の作業ファイルではありません",
        ),
        (
            "population.csv",
            "市町名,人口\n津市,274537\n".as_bytes(),
            "これは ama の作業ファイルではありません",
        ),
        (
            "foreign.json",
            br#"{"name":"package","version":1}"#,
            "これは ama の作業ファイルではありません",
        ),
        (
            "newer.json",
            br#"{"kind":"ama-work","format":99,"modules":7}"#,
            "もっと新しい版の ama で保存されたファイルです",
        ),
        (
            "wrong.json",
            br#"{"kind":"ama-work","format":1,"saved_at":0,"settings":{},"modules":7}"#,
            "このファイルは壊れていて読めません",
        ),
    ];
    for (name, bytes, words) in cases {
        lesson.import(name, bytes);
        browser.sees(words);
        browser.sees("いまの内容はそのままです");
    }
    let (_, after) = lesson.export();
    let exercises = |work: &serde_json::Value| work["modules"][MODULE]["exercises"].clone();
    assert_eq!(exercises(&after), exercises(&before), "nothing changed");

    // A good file merges: what is better on either side stays.
    let mut better = before.clone();
    let exercises = &mut better["modules"][MODULE]["exercises"];
    exercises["ex1"] = json!({ "solved": true, "attempts": 4, "best": { "table": { "mode": "sql", "steps": [], "sql": "SELECT 1" } }, "updated": 5 });
    exercises["ex3"] = json!({ "draft": { "number": "78" }, "attempts": 2, "updated": 1 });
    lesson.import("better.json", &serde_json::to_vec(&better).unwrap());
    browser.sees("読み込みました");
    let (_, merged) = lesson.export();
    let exercises = &merged["modules"][MODULE]["exercises"];
    assert_eq!(exercises["ex1"]["solved"], json!(true));
    assert_eq!(
        exercises["ex3"]["draft"],
        json!({ "number": "77" }),
        "the later draft stays"
    );
    assert_eq!(exercises["ex3"]["attempts"], json!(2));
    format!(
        "{} bad files each refused in words, nothing changed; a good one merged without losing the better answer",
        cases.len()
    )
}
