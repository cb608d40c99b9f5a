//! Whose room it is: a full disc, a browser that keeps nothing, the learner's own wish, another site on the same host.

use e2e::{Browser, Find as _, LessonPage, Options, PATIENCE, Role, Server, Site, Stage};
use serde_json::{Value, json};

use super::{KEEPING, MODULE, browser, keep, stored};
use crate::offline::solve;

/// Names of all stores of the host.
fn stores(browser: &Browser) -> Vec<String> {
    let names = browser.script("return caches.keys();", &[]);
    let names = names.as_array().into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

pub(crate) fn full(stage: &Stage) -> String {
    let (_, server) = stage.own_site("pwa-full");
    let browser = browser(stage);
    browser.open(&server.url());
    let origin = server.url().split("/kouza").next().unwrap().to_owned();
    browser.devtools(
        "Storage.overrideQuotaForOrigin",
        json!({ "origin": origin, "quotaSize": 2_000_000 }),
    );
    browser.click(Role::Button, "オフラインで使えるようにする");
    browser.sees_within(
        "空きが足りないので、オフラインの準備ができませんでした",
        KEEPING,
    );
    // Nothing else is the worse for it.
    browser.click(Role::Link, "はじめる");
    let lesson = LessonPage::here(&browser);
    lesson.wait_for_engine();
    browser.click(Role::Link, "講座の一覧");
    browser.devtools(
        "Storage.overrideQuotaForOrigin",
        json!({ "origin": origin }),
    );
    // The page may go on by itself, and then the button goes.
    browser.wait("the offline copy", KEEPING, || {
        if let Some(again) = browser.now(Role::Button, "もう一度ためす") {
            let _ = again.try_click();
        }
        browser.reads("オフライン準備完了").then_some(())
    });
    "a quota of 2 MB: said, everything else works; with room again it goes on".to_owned()
}

pub(crate) fn refused(stage: &Stage) -> String {
    let (_, server) = stage.own_site("pwa-refused");
    let browser = stage.browser_with(Options {
        service_worker: true,
        keeps_nothing: true,
        ..Options::default()
    });
    let lesson = LessonPage::open(&browser, &server.url(), MODULE);
    lesson.wait_for_engine();
    browser.sees("このブラウザは保存を受けつけないので、オフラインの準備ができません");
    solve(&lesson.exercise(1));
    "in a browser that lets sites keep nothing it is said once, and the lesson works".to_owned()
}

/// Removes what is kept for offline use, as a learner does.
fn remove(browser: &Browser) {
    browser.click(Role::Button, "オフライン用の保存を消す");
    browser
        .get(Role::Dialog, "オフライン用の保存を消す")
        .click(Role::Button, "消す");
    browser.sees("オフライン用の保存を消しました");
}

pub(crate) fn reset(stage: &Stage) -> String {
    let (_, server) = stage.own_site("pwa-reset");
    let browser = browser(stage);
    let url = server.url();
    let lesson = LessonPage::open(&browser, &url, MODULE);
    lesson
        .exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "111");
    lesson.wait_for_engine();
    // An exercise has no room for the line below the page.
    lesson.text();
    browser.sees_within("オフライン準備完了", KEEPING);
    lesson.wait_for_saving();
    assert_eq!(stores(&browser), ["ama /kouza/ama/"]);
    // Asked first, and one may think better of it.
    browser.click(Role::Button, "オフライン用の保存を消す");
    let dialog = browser.get(Role::Dialog, "オフライン用の保存を消す");
    dialog.sees("答えと進み具合は消えません");
    dialog.click(Role::Button, "やめる");
    browser.sees("オフライン準備完了");
    remove(&browser);
    assert_eq!(stores(&browser), Vec::<String>::new());
    // Whatever is opened now comes from the host and is not kept behind the learner's back.
    browser.click(Role::Link, "講座の一覧");
    browser.click(Role::Link, "絞り込みと並べ替え");
    lesson.wait_for_engine();
    assert_eq!(stores(&browser), Vec::<String>::new());
    // Once more, in the same page; the work was never touched.
    browser.click(Role::Button, "もう一度準備する");
    browser.sees_within("オフライン準備完了", KEEPING);
    drop(server);
    let lesson = LessonPage::open(&browser, &url, MODULE);
    let number = lesson.exercise(3).section.get(Role::Textbox, "答え（数）");
    assert_eq!(number.value(), "111");
    "asked, removed, nothing kept in secret, got ready again, opened without the server; the learner's work stayed".to_owned()
}

/// Puts a copy of the site into a folder of itself.
pub(crate) fn beside(site: &Site, name: &str) -> Site {
    let folder = site.folder().join(name);
    stage_copy(site, &folder)
}

fn stage_copy(site: &Site, folder: &std::path::Path) -> Site {
    // First somewhere else: a folder cannot be copied into itself.
    let aside = std::env::temp_dir().join(format!("ama-e2e-aside-{}", std::process::id()));
    let copy = site
        .copied_to(&aside)
        .and_then(|_| std::fs::rename(&aside, folder));
    copy.unwrap();
    Site::at(folder)
}

pub(crate) fn two(stage: &Stage) -> String {
    let (site, server) = stage.own_site("pwa-two");
    let inner = beside(&site, "inner");
    super::newer::publish(&inner);
    let browser = browser(stage);
    let (outer_url, inner_url) = (server.url(), format!("{}inner/index.html", server.url()));
    keep(&browser, &outer_url);
    keep(&browser, &inner_url);
    let mut names = stores(&browser);
    names.sort();
    assert_eq!(names, ["ama /kouza/ama/", "ama /kouza/ama/inner/"]);
    let is_own = |browser: &Browser, site: &Site| super::newer::shows(browser, site);
    let offline = |server: Server| drop(server);
    assert!(is_own(&browser, &inner));
    browser.open(&outer_url);
    browser.sees("オフライン準備完了");
    assert!(is_own(&browser, &site));
    assert!(
        !browser.reads("新しい版"),
        "the other's build is none of ours"
    );

    // One of them is removed; the other one stays as it is.
    let count = stored(&browser).len();
    browser.open(&inner_url);
    browser.sees("オフライン準備完了");
    remove(&browser);
    assert_eq!(stores(&browser), ["ama /kouza/ama/"]);
    browser.click(Role::Button, "もう一度準備する");
    browser.sees_within("オフライン準備完了", KEEPING);
    offline(server);
    for (url, site) in [(&outer_url, &site), (&inner_url, &inner)] {
        browser.open("about:blank");
        browser.open(url);
        browser.get(Role::Heading, "データサイエンス");
        browser.wait("the site's own build", PATIENCE, || {
            is_own(&browser, site).then_some(())
        });
    }
    format!(
        "two sites, one in a folder of the other, {count} files in the outer one: each keeps, removes and opens its own"
    )
}
