//! A newer version of the site was published while an older page is open: its files are gone.

use e2e::{Fault, Find as _, LessonPage, Options, Role, Stage};

const MODULE: &str = "ds1-03-group";

/// The worker's first message ends with its build id: as if it were made from other sources.
const OTHER_SOURCES: &str = "const Plain = Worker; window.Worker = class extends Plain { set onmessage(hear) {\
    let isFirst = true; super.onmessage = hear && ((event) => { if (isFirst) { isFirst = false;\
    const bytes = new Uint8Array(event.data.bytes); bytes[bytes.length - 1] ^= 1; } hear.call(this, event); }); } };";

pub(crate) fn other_engine(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        scripts: vec![OTHER_SOURCES.to_owned()],
        ..Options::default()
    });
    LessonPage::open(&browser, &stage.server.url(), MODULE);
    browser.sees(
        "新しい版に替わっています。ページを読み込み直してください。入力した内容は残っています。",
    );
    browser.sees("同じ値の行を1つのグループにまとめ");
    browser.get(Role::Button, "読み込み直す");
    "an engine made from other sources than the page: refused in words, the lesson readable, one button to reload"
        .to_owned()
}

pub(crate) fn replaced(stage: &Stage) -> String {
    let browser = stage.browser();
    browser.expect_in_console("Failed to load resource");
    let page = format!("{}index.html", stage.server.url());
    let assets = stage.site.assets();
    let html = String::from_utf8(stage.site.read("index.html")).unwrap();
    let newer = html.replace(&assets.engine, "engine-000000000000.wasm.gz");
    assert_ne!(newer, html);

    // The page came from the browser's cache, the rest is asked for: the engine, then all that a lesson needs.
    let publish = |files: &[&String]| {
        for file in files {
            stage.server.fault(file, Fault::Status(404));
        }
        stage
            .server
            .fault("index.html", Fault::Body(newer.clone().into_bytes()));
    };
    stage.server.fault(&assets.engine, Fault::Hold);
    browser.open(&format!("{page}#/m/{MODULE}"));
    let lesson = LessonPage::here(&browser);
    lesson
        .exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "41");
    lesson.wait_for_saving();
    publish(&[&assets.engine]);
    browser.sees("計算のしくみを読み込めませんでした。新しい版に替わっています。ページを読み込み直してください。");
    lesson.text();
    browser.sees("同じ値の行を1つのグループにまとめ");
    stage.server.heal_all();
    browser.click(Role::Button, "読み込み直す");
    lesson.wait_for_engine();
    let answer = || lesson.exercise(3).section.get(Role::Textbox, "答え（数）");
    assert_eq!(answer().value(), "41");

    stage.server.fault(&assets.rooms_wasm, Fault::Hold);
    browser.open("about:blank");
    browser.open(&page);
    browser.click(Role::Link, "つづける");
    publish(&[&assets.rooms_wasm]);
    browser.sees("講座を読み込めませんでした。新しい版に替わっています。");
    stage.server.heal_all();
    browser.click(Role::Button, "読み込み直す");
    assert_eq!(answer().value(), "41");
    "engine and rooms of an older page gone: said, the lesson readable, one button to the newer page, the answer still there".to_owned()
}
