//! Files of the site that do not come, or come as rubbish.

use e2e::{Fault, Find as _, LessonPage, PATIENCE, Role, Stage};

const MODULE: &str = "ds1-03-group";

pub(crate) fn missing(stage: &Stage) -> String {
    let browser = stage.browser();
    browser.expect_in_console("Failed to load resource");
    let site = stage.server.url();
    let module = stage
        .site
        .catalogue()
        .tracks
        .into_iter()
        .flat_map(|track| track.modules)
        .find(|module| module.id.as_str() == MODULE);
    let module = module.unwrap().url;
    let courses = stage.site.assets().courses;
    let mut shown = 0;
    let page = b"<!doctype html><title>404</title>".to_vec();
    for (file, address, words) in [
        (&courses, String::new(), "講座の一覧を読み込めませんでした"),
        (
            &courses,
            format!("#/m/{MODULE}"),
            "講座の一覧を読み込めませんでした",
        ),
        (
            &module,
            format!("#/m/{MODULE}"),
            "講座を読み込めませんでした",
        ),
    ] {
        for fault in [
            Fault::Status(404),
            Fault::Cut,
            Fault::Truncate(100),
            Fault::Body(page.clone()),
            Fault::Body(Vec::new()),
        ] {
            stage.server.fault(file, fault.clone());
            browser.open("about:blank");
            browser.open(&format!("{site}{address}"));
            browser.wait(
                &format!("words about {file} with {fault:?}"),
                PATIENCE,
                || browser.reads(words).then_some(()),
            );
            stage.server.heal(file);
            // The button does what it says.
            browser.click(Role::Button, "もう一度ためす");
            if address.is_empty() {
                browser.get(Role::Link, "はじめる");
            } else {
                LessonPage::here(&browser).exercise(1);
            }
            shown += 1;
        }
    }
    // An address of nothing.
    for address in ["#/m/no-such-module", "#/tomorrow"] {
        browser.open(&format!("{site}{address}"));
        browser.sees("ページがありません");
        browser.get(Role::Link, "講座の一覧");
    }
    format!(
        "{shown} broken answers for the list of courses and a module: each said in words, each mended by «もう一度ためす»; unknown addresses lead home"
    )
}

pub(crate) fn engine(stage: &Stage) -> String {
    let browser = stage.browser();
    browser.expect_in_console("Failed to load resource");
    browser.expect_in_console("net::ERR_");
    let site = stage.server.url();
    let assets = stage.site.assets();
    let table = stage.site.module(&MODULE.into()).data[0].url.clone();
    let mut shown = 0;
    for (file, fault, words) in [
        (
            &assets.engine,
            Fault::Status(404),
            "計算のしくみを読み込めませんでした",
        ),
        (
            &assets.engine,
            Fault::Cut,
            "計算のしくみを読み込めませんでした",
        ),
        (&assets.engine, Fault::Truncate(300_000), "計算のしくみを"),
        (
            &assets.engine,
            Fault::Body(b"rubbish".to_vec()),
            "計算のしくみを",
        ),
        (&assets.worker_js, Fault::Status(404), "計算のしくみを"),
        (
            &assets.worker_js,
            Fault::Body(b"throw new Error('rubbish');".to_vec()),
            "計算のしくみを",
        ),
        (
            &table,
            Fault::Status(404),
            "この講座の表を読み込めませんでした",
        ),
        (
            &table,
            Fault::Body(Vec::new()),
            "この講座の表を読み込めませんでした",
        ),
    ] {
        stage.server.fault(file, fault.clone());
        browser.open("about:blank");
        let lesson = LessonPage::open(&browser, &site, MODULE);
        browser.wait(
            &format!("words about {file} with {fault:?}"),
            PATIENCE,
            || browser.reads(words).then_some(()),
        );
        // The text can be read, answers can be given and are kept.
        lesson.text();
        browser.sees("同じ値の行を1つのグループにまとめ");
        lesson
            .exercise(3)
            .section
            .fill(Role::Textbox, "答え（数）", "41");
        lesson.wait_for_saving();
        stage.server.heal(file);
        browser.click(Role::Button, "もう一度ためす");
        lesson.wait_for_engine();
        let exercise = lesson.exercise(1);
        exercise.sees_rows("174");
        assert_eq!(
            lesson
                .exercise(3)
                .section
                .get(Role::Textbox, "答え（数）")
                .value(),
            "41"
        );
        shown += 1;
    }
    // The SQL editor's script is an extra: a plain field does as well.
    stage.server.fault(&assets.editor_js, Fault::Status(404));
    browser.open("about:blank");
    let lesson = LessonPage::open(&browser, &site, MODULE);
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.section.click(Role::Button, "SQL で書く");
    exercise
        .section
        .fill(Role::Textbox, "SQL", "SELECT COUNT(*) AS n FROM 人口");
    exercise.run_sql();
    exercise.sees_rows("1");
    stage.server.heal(&assets.editor_js);
    format!(
        "{shown} broken answers for engine, worker and tables: said in words, the lesson readable, mended by «もう一度ためす»; SQL without its editor"
    )
}
