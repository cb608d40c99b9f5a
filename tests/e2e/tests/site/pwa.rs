//! The site kept in the browser: a real service worker on an address that browsers trust.

pub(crate) mod beside;
pub(crate) mod damage;
pub(crate) mod killed;
pub(crate) mod newer;
pub(crate) mod room;

use std::cell::RefCell;
use std::time::Duration;

use e2e::{Browser, Fault, Find as _, LessonPage, Options, Role, Site, Stage};
use serde_json::{Value, json};

use crate::course::{Host, Kept as Work, course_run};
use crate::offline::solve;

/// Everything is fetched, hashed and written, on a machine that does other things too.
const KEEPING: Duration = Duration::from_secs(120);

const MODULE: &str = "ds1-03-group";

/// A browser that may keep sites.
fn browser(stage: &Stage) -> Browser {
    stage.browser_with(Options {
        service_worker: true,
        ..Options::default()
    })
}

/// Opens the first screen and has the site kept.
pub(crate) fn keep(browser: &Browser, url: &str) {
    browser.open(url);
    browser.click(Role::Button, "オフラインで使えるようにする");
    browser.sees_within("オフライン準備完了", KEEPING);
}

/// A file that the service worker keeps.
struct Kept {
    path: String,
    bytes: u64,
}

/// What the service worker of a site keeps, in its order.
fn precache(site: &Site) -> Vec<Kept> {
    let script = String::from_utf8(site.read("sw.js")).unwrap();
    let start = script.find("[[\"").unwrap();
    let end = script[start..].find("\"]]").unwrap() + start + 3;
    let rows: Vec<(String, u64, String)> = serde_json::from_str(&script[start..end]).unwrap();
    rows.into_iter()
        .map(|(path, bytes, _)| Kept { path, bytes })
        .collect()
}

/// Paths that lie in this site's store, from the page's side.
fn stored(browser: &Browser) -> Vec<String> {
    const KEYS: &str = r#"
const base = new URL("./", document.baseURI);
return caches.open(`ama ${base.pathname}`).then((store) => store.keys()).then((keys) => keys
  .map(({ url }) => new URL(url)).filter(({ search }) => search.length === 65)
  .map(({ pathname }) => decodeURIComponent(pathname.slice(base.pathname.length))));
"#;
    let keys = browser.script(KEYS, &[]);
    let keys = keys.as_array().into_iter().flatten();
    keys.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Offline, as the learner has it: every connection to the server ends at once.
fn cut(server: &e2e::Server) {
    server.fault("", Fault::Cut);
    server.forget();
}

pub(crate) fn offline(stage: &Stage) -> String {
    let (site, server) = stage.own_site("pwa-offline");
    let url = server.url();
    let first = browser(stage);
    // A lesson is opened; what it needs comes first, then the rest by itself.
    let lesson = LessonPage::open(&first, &url, "ds1-02-filter");
    lesson.wait_for_engine();
    first.sees_within("オフライン準備完了", KEEPING);
    let files = precache(&site);
    let total: u64 = files.iter().map(|file| file.bytes).sum();
    let figure = format!("{:.1}", total as f64 / 1e6);
    first.sees(&format!("オフライン準備完了 ✔ {figure}/{figure} MB"));
    let mut there = stored(&first);
    there.sort();
    let mut all: Vec<String> = files.into_iter().map(|file| file.path).collect();
    all.sort();
    assert_eq!(there, all, "all is kept, and nothing else");
    lesson.wait_for_saving();

    // The server is gone, the computer was switched off.
    let profile = first.close();
    drop(server);
    let second = stage.browser_with(Options {
        service_worker: true,
        profile: Some(profile),
        ..Options::default()
    });
    second.open(&url);
    second.get(Role::Heading, "データサイエンス");
    second.sees_within("オフライン準備完了", KEEPING);
    assert!(
        !second.reads("使えないもの"),
        "the index of what was added is kept too"
    );
    // Another lesson, the engine, its table, a verdict, the SQL editor, the Studio.
    let lesson = LessonPage::open(&second, &url, MODULE);
    lesson.wait_for_engine();
    solve(&lesson.exercise(1));
    lesson
        .exercise(1)
        .write_sql("SELECT 市町名 FROM 人口 WHERE 年 = 2020");
    lesson.exercise(1).run_sql();
    lesson.exercise(1).sees_rows("29");
    lesson.wait_for_saving();
    second.reload();
    lesson.exercise(1).section.sees("できました");
    lesson.text();
    second.click(Role::Link, "教材を作る");
    second.get(Role::Heading, "教材を作る");
    format!(
        "{} files ({figure} MB) kept; with the server gone and the browser started anew: home, another lesson, engine, table, verdict, SQL editor, Studio",
        all.len()
    )
}

/// The course with the server gone after one visit.
pub(crate) fn course(stage: &Stage) -> String {
    let (_, server) = stage.own_site("pwa-course");
    let address = server.url();
    // On two computers, of which the second is where the work file is carried.
    let visits = [(); 2].map(|()| {
        let browser = browser(stage);
        keep(&browser, &address);
        browser.close()
    });
    drop(server);
    let visits = RefCell::new(visits.to_vec());
    let visitor = || {
        let profile = visits.borrow_mut().pop();
        assert!(profile.is_some(), "two visitors were here before");
        stage.browser_with(Options {
            service_worker: true,
            profile,
            ..Options::default()
        })
    };
    let ran = course_run(&Host {
        visitor: &visitor,
        address,
        kept: Work::InBrowser,
        late: None,
    });
    ran.shown
}

/// Puts rubbish in the place of a file that is kept.
fn spoil(browser: &Browser, path: &str) {
    const SPOIL: &str = r#"
const base = new URL("./", document.baseURI);
return caches.open(`ama ${base.pathname}`).then(async (store) => {
  const keys = (await store.keys()).filter(({ url }) => decodeURIComponent(new URL(url).pathname) === base.pathname + arguments[0]);
  for (const key of keys) await store.put(key, new Response("rubbish"));
  return keys.length;
});
"#;
    assert_eq!(
        browser.script(SPOIL, &[json!(path)]),
        json!(1),
        "{path} is kept once"
    );
}

/// Whether a file lies in the store as the server has it.
fn is_whole(browser: &Browser, site: &Site, path: &str) -> bool {
    const SIZE: &str = r#"
const base = new URL("./", document.baseURI);
return caches.open(`ama ${base.pathname}`).then((store) => store.match(base.href + arguments[0], { ignoreSearch: true }))
  .then((kept) => kept.arrayBuffer()).then((bytes) => bytes.byteLength, () => 0);
"#;
    browser.script(SIZE, &[json!(path)]) == json!(site.read(path).len())
}
