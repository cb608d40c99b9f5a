//! Something that is kept gets damaged: the page opens and mends it; without a network it says what is the matter.

use e2e::{Browser, Find as _, LessonPage, PATIENCE, Role, Stage};

use super::{MODULE, browser, cut, is_whole, keep, spoil};

/// Loads the page anew, not only its address.
fn afresh(browser: &Browser, url: &str) {
    browser.open("about:blank");
    browser.open(url);
}

pub(crate) fn damaged(stage: &Stage) -> String {
    let (site, server) = stage.own_site("pwa-damaged");
    let browser = browser(stage);
    browser.expect_in_console("Failed to load resource");
    browser.expect_in_console("net::ERR_");
    let url = server.url();
    keep(&browser, &url);
    // The page that stands there is not the worker's yet.
    afresh(&browser, &url);
    browser.sees("オフライン準備完了");
    let assets = site.assets();
    let lesson = LessonPage::here(&browser);
    let address = format!("{url}#/m/{MODULE}");
    let index = String::from_utf8(site.read("index.html")).unwrap();
    let (_, app) = index.split_once("rel=\"preload\" href=\"").unwrap();
    let app = app.split('"').next().unwrap().to_owned();
    let module = site.catalogue();
    let mut modules = module.tracks.iter().flat_map(|track| &track.modules);
    let module = modules.find(|entry| entry.id.as_str() == MODULE).unwrap();
    let table = site.module(&MODULE.into()).data[0].url.clone();

    // With a network nobody notices.
    let all = [
        "index.html",
        &app,
        &assets.rooms_wasm,
        &assets.engine,
        &assets.worker_js,
        &module.url,
        &table,
    ];
    for path in all {
        spoil(&browser, path);
        afresh(&browser, &address);
        lesson.exercise(1);
        lesson.wait_for_engine();
        browser.wait(&format!("{path} to be mended"), PATIENCE, || {
            is_whole(&browser, &site, path).then_some(())
        });
    }

    // Without one, it is said what does not work and what to do.
    let mut shown = 0;
    for (path, words) in [
        ("index.html", "保存したページの一部が壊れていて"),
        (app.as_str(), "ページの一部を読み込めませんでした"),
        (assets.rooms_wasm.as_str(), "講座を読み込めませんでした"),
        (module.url.as_str(), "講座を読み込めませんでした"),
        (assets.engine.as_str(), "計算のしくみを読み込めませんでした"),
        (table.as_str(), "この講座の表を読み込めませんでした"),
    ] {
        spoil(&browser, path);
        cut(&server);
        afresh(&browser, &address);
        browser.wait(&format!("words about {path}"), PATIENCE, || {
            browser.reads(words).then_some(())
        });
        server.heal("");
        if browser.now(Role::Button, "もう一度ためす").is_some() {
            browser.click(Role::Button, "もう一度ためす");
        } else {
            browser.reload();
        }
        lesson.exercise(1);
        lesson.wait_for_engine();
        afresh(&browser, &address);
        lesson.wait_for_engine();
        browser.wait(&format!("{path} to be mended"), PATIENCE, || {
            is_whole(&browser, &site, path).then_some(())
        });
        shown += 1;
    }

    // Damaged beyond repair: the host has a newer build by now.
    let script = pack::site::assets(&index).unwrap().app_js;
    super::newer::publish(&site);
    spoil(&browser, &script);
    afresh(&browser, &url);
    browser.sees("新しい版に替わっています。ページを読み込み直してください。");
    browser.click(Role::Button, "読み込み直す");
    browser.get(Role::Heading, "データサイエンス");
    browser.sees("新しい版があります");
    browser.click(Role::Button, "新しい版に切り替える");
    browser.wait("the newer build", PATIENCE, || {
        super::newer::shows(&browser, &site).then_some(())
    });
    format!(
        "{} files damaged with a network: opened and mended; {shown} without: said in words, mended when it is back; one that the host has no longer: the newer build opens",
        all.len()
    )
}
