//! The second half of the page's code comes late, broken or not at all: everything outside a lesson works without it.

use e2e::{Fault, Find as _, LessonPage, PATIENCE, Role, Stage};

const MODULE: &str = "ds1-03-group";

pub(crate) fn rooms(stage: &Stage) -> String {
    let browser = stage.browser();
    browser.expect_in_console("Failed to load resource");
    browser.expect_in_console("net::ERR_");
    let site = stage.server.url();
    let rooms = stage.site.assets().rooms_wasm;

    // Held: all that home offers, with nothing of a lesson there.
    stage.server.fault(&rooms, Fault::Hold);
    browser.open(&site);
    let home = LessonPage::here(&browser);
    browser.choose("自分の町", "鳥羽市");
    let (name, work) = home.export();
    home.import(&name, &serde_json::to_vec(&work).unwrap());
    browser.sees("読み込みました");
    for theme in ["画面: 暗い", "画面: 投影", "画面: 明るい", "画面: 自動"] {
        browser.choose("画面の色", theme);
    }
    browser.choose("言語", "English");
    browser.sees("dive into data");
    browser.choose("Language", "日本語");
    browser.open(&format!("{site}#/tomorrow"));
    browser.sees("ページがありません");
    browser.click(Role::Link, "講座の一覧");
    browser.get(Role::Link, "はじめる");
    // On the way into a lesson nothing breaks, and one may turn back.
    browser.open(&format!("{site}#/m/{MODULE}"));
    browser.wait("an empty screen", PATIENCE, || {
        browser.now(Role::Link, "はじめる").is_none().then_some(())
    });
    browser.open(&format!("{site}#/"));
    browser.get(Role::Link, "はじめる");
    browser.open(&format!("{site}#/m/{MODULE}"));
    stage.server.heal(&rooms);
    home.exercise(1);

    let mut shown = 0;
    for fault in [
        Fault::Status(404),
        Fault::Cut,
        Fault::Truncate(1000),
        Fault::Body(b"<!doctype html><title>404</title>".to_vec()),
        Fault::Body(Vec::new()),
    ] {
        stage.server.fault(&rooms, fault.clone());
        browser.open("about:blank");
        browser.open(&format!("{site}#/m/{MODULE}"));
        browser.wait(&format!("words about {fault:?}"), PATIENCE, || {
            browser.reads("講座を読み込めませんでした").then_some(())
        });
        stage.server.heal(&rooms);
        browser.click(Role::Button, "もう一度ためす");
        home.exercise(1);
        shown += 1;
    }
    format!(
        "home works while the rooms are held; {shown} broken answers for them said in words and mended by «もう一度ためす»"
    )
}
