//! A newer build is published while people work.

use e2e::{Browser, Find as _, LessonPage, PATIENCE, Role, Site, Stage};
use pack::site::{INDEX, Inside, SERVICE_WORKER, SUMS};
use pack::{Files, hashed_name};
use serde_json::json;

use super::{KEEPING, MODULE, browser, keep};

/// Publishes another build over a site: stylesheet and two scripts are others, all else is the same. Put together as
/// every site is.
pub(crate) fn publish(site: &Site) {
    let folder = site.folder();
    let mut files: Files = sources::walk(folder)
        .unwrap()
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy();
            (name.into_owned(), std::fs::read(&path).unwrap())
        })
        .filter(|(name, _)| !name.starts_with("added/"))
        .collect();
    let before: Vec<String> = files.keys().cloned().collect();
    let index = String::from_utf8(files.remove(INDEX).unwrap()).unwrap();
    let mut assets = pack::site::assets(&index).unwrap();
    files.remove(SERVICE_WORKER);
    files.remove(SUMS);
    files.remove(&assets.site);
    let mut change = |address: &mut String, name: &str, more: &str| {
        let mut bytes = files.remove(address.as_str()).unwrap();
        bytes.extend_from_slice(more.as_bytes());
        for copy in ["br", "gz"] {
            files.remove(&format!("{address}.{copy}"));
        }
        *address = hashed_name(name, &bytes);
        files.insert(address.clone(), bytes);
    };
    change(&mut assets.style_css, "style.css", "\n.newer{order:1}");
    change(&mut assets.app_js, "app.js", "\n// newer\n");
    change(&mut assets.editor_js, "editor.js", "\n// newer\n");
    let kit = files.remove(&assets.kit).unwrap();
    let kit = serde_json::from_slice(&kit).unwrap();
    let files = pack::site::finish(files, assets, &kit, &Inside::default()).unwrap();
    // As a host copies: what is new, then the page, then what is over.
    for (name, bytes) in &files {
        if !name.starts_with("added/") {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
    for name in before.iter().filter(|name| !files.contains_key(*name)) {
        std::fs::remove_file(folder.join(name)).unwrap();
    }
}

/// Whether the page that stands there is the build that the site has now.
pub(super) fn shows(browser: &Browser, site: &Site) -> bool {
    let sheet = browser.script(
        "return document.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? '';",
        &[],
    );
    let index = String::from_utf8(site.read(INDEX)).unwrap();
    pack::site::assets(&index).unwrap().style_css == sheet
}

pub(crate) fn newer(stage: &Stage) -> String {
    let (site, server) = stage.own_site("pwa-newer");
    let browser = browser(stage);
    let url = server.url();
    keep(&browser, &url);

    // Two tabs, each in the middle of an exercise.
    let lesson = LessonPage::open(&browser, &url, MODULE);
    lesson.wait_for_engine();
    let number = |lesson: &LessonPage| lesson.exercise(3).section.get(Role::Textbox, "答え（数）");
    lesson
        .exercise(3)
        .section
        .fill(Role::Textbox, "答え（数）", "111");
    browser.script("window.__here = 1;", &[]);
    let first = browser.new_tab();
    let second = browser.tab();
    let other = LessonPage::open(&browser, &url, "ds1-02-filter");
    other.wait_for_engine();
    other.wait_for_saving();
    let old_editor = site.assets().editor_js;
    publish(&site);
    assert!(!site.folder().join(&old_editor).exists());

    // The second tab comes home: it is told, and nothing changes by itself.
    browser.click(Role::Link, "講座の一覧");
    browser.sees_within("新しい版があります", KEEPING);
    assert!(!shows(&browser, &site));
    browser.switch(&first);
    assert!(!browser.reads("新しい版"), "not in a lesson");
    // The reader of the second tab switches.
    browser.switch(&second);
    browser.click(Role::Button, "新しい版に切り替える");
    browser.wait("the newer build", PATIENCE, || {
        shows(&browser, &site).then_some(())
    });
    browser.get(Role::Heading, "データサイエンス");
    browser.sees_within("オフライン準備完了", KEEPING);
    assert!(!browser.reads("新しい版"), "there is nothing newer now");

    // The exercise in the first tab goes on: same page, same text, what it has not asked for before comes still.
    browser.switch(&first);
    assert_eq!(browser.script("return window.__here ?? 0;", &[]), json!(1));
    assert!(!browser.reads("新しい版"), "not in a lesson");
    assert_eq!(number(&lesson).value(), "111");
    server.forget();
    let exercise = lesson.exercise(1);
    exercise.write_sql("SELECT 市町名 FROM 人口 WHERE 年 = 2020");
    exercise.run_sql();
    exercise.sees_rows("29");
    assert!(
        !server.was_asked(&old_editor),
        "the editor of the build before is kept"
    );
    lesson.wait_for_saving();
    // Home: told here too. Its reader switches when she likes.
    browser.click(Role::Link, "講座の一覧");
    browser.sees("新しい版があります");
    browser.click(Role::Button, "新しい版に切り替える");
    browser.wait("the newer build", PATIENCE, || {
        shows(&browser, &site).then_some(())
    });
    browser.get(Role::Link, "つづける");

    // Everything is there without the server, and nothing was lost.
    drop(server);
    let lesson = LessonPage::open(&browser, &url, MODULE);
    lesson.wait_for_engine();
    assert_eq!(number(&lesson).value(), "111");
    browser.reload();
    lesson.wait_for_engine();
    lesson.exercise(1).run_sql();
    lesson.exercise(1).sees_rows("29");
    "published during an exercise in two tabs: told at home only, switched by a click, the other tab went on with its own build; then all of it without the server".to_owned()
}
