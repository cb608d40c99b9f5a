//! Nothing out: whatever lies beside the site, and wherever the host points, the service worker asks its own host only.

use std::collections::BTreeSet;

use e2e::{Browser, Fault, Find as _, PATIENCE, Role, Server, Site, Stage};
use serde_json::{Value, json};

use super::{KEEPING, browser, keep};
use crate::tracks::copy;

/// Tells the worker behind the page's back what lies beside the site.
const TELL: &str = r#"
const scope = new URL("./", document.baseURI).href;
return navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ scope, beside: arguments[0] }));
"#;

/// Paths made of pieces that have led out of folders before.
const RANDOM: &str = r##"
const pieces = ["added", "/", "//", "..", ".", "\\", "%2e", "%2f", "%5c", ":", "http:", "https:", "javascript:", "data:", "blob:",
  "?", "#", "@", arguments[0], arguments[1], "a", "津", ".md", " ", "\t", "\n", "\u0000", "\u202e", "%", ";", "*", "~", "C:"];
let seed = arguments[2];
const roll = (sides) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % sides;
const path = () => Array.from({ length: 1 + roll(7) }, () => pieces[roll(pieces.length)]).join("");
return Array.from({ length: arguments[3] }, () => (roll(2) ? "added/" : "") + path());
"##;

fn wait_for(browser: &Browser, server: &Server, name: &str) {
    browser.wait(name, PATIENCE, || server.was_asked(name).then_some(()));
}

pub(crate) fn beside(stage: &Stage) -> String {
    let (site, server) = stage.own_site("pwa-beside");
    let other = Server::start(site.folder());
    let origin = |server: &Server| server.url().split("/kouza").next().unwrap().to_owned();
    let (own, elsewhere) = (origin(&server), origin(&other));
    let host = elsewhere.trim_start_matches("http://").to_owned();

    // An index that names a good module, and what somebody may have slipped in.
    let added = site.folder().join("added");
    copy(&Site::root().join("tests/fixtures/added"), &added);
    let index = std::fs::read_to_string(added.join("courses.json")).unwrap();
    let mut index: Value = serde_json::from_str(&index).unwrap();
    let bad = [
        format!("{elsewhere}/evil/module.md"),
        format!("//{host}/evil/module.md"),
        "../index.md".to_owned(),
        "tsu/../../../secret.md".to_owned(),
        "tsu/%2e%2e/%2e%2e/secret.md".to_owned(),
        "\\\\elsewhere\\module.md".to_owned(),
        "javascript:alert(1)//module.md".to_owned(),
        "tsu/module.md?x=.md".to_owned(),
    ];
    let modules = index["modules"].as_array_mut().unwrap();
    modules.extend(bad.iter().map(|path| json!(path)));
    modules.push(json!("moved/module.md"));
    std::fs::create_dir_all(added.join("moved")).unwrap();
    std::fs::write(added.join("moved/module.md"), "x").unwrap();
    std::fs::write(added.join("courses.json"), index.to_string()).unwrap();
    let moved = Fault::Redirect(format!("{elsewhere}/kouza/ama/moved.md"));
    server.fault("moved/", moved);

    let browser = browser(stage);
    // The page's own policy stops it before it leaves.
    browser.expect_in_console(&host);
    browser.expect_in_console("added/");
    keep(&browser, &server.url());
    // What is wrong is named, and what is right works.
    for path in &bad {
        browser.sees(&format!("「{path}」"));
    }
    browser.sees_within("窓口の研修", KEEPING);
    let kept = "tsu/tsu-01-counter/module.md";
    let look = "return caches.match(new URL(arguments[0], document.baseURI).href).then((found) => found !== undefined);";
    for (path, is_kept) in [
        (format!("added/{kept}"), true),
        ("added/courses.json".to_owned(), true),
        ("added/moved/module.md".to_owned(), false),
    ] {
        browser.wait(&path, PATIENCE, || {
            (browser.script(look, &[json!(path)]) == json!(is_kept)).then_some(())
        });
    }

    // Told anything at all, it goes nowhere else, and not on for ever.
    server.forget();
    let count = 400;
    let random = browser.script(
        RANDOM,
        &[json!(elsewhere), json!(host), json!(7), json!(count)],
    );
    let mut random = random.as_array().unwrap().clone();
    random.extend([
        json!(null),
        json!(5),
        json!({}),
        json!(["added/x.md"]),
        json!("added/last.md"),
    ]);
    browser.script(TELL, &[json!(random)]);
    wait_for(&browser, &server, "added/last.md");
    let asked: BTreeSet<String> = server.requests().into_iter().collect();
    let outside: Vec<&String> = asked
        .iter()
        .filter(|name| !name.starts_with("added/"))
        .collect();
    assert!(outside.is_empty(), "asked for {outside:?}");
    assert!(asked.len() > 5, "some of them are paths: {asked:?}");
    let many: Vec<String> = (0..600).map(|n| format!("added/n{n}.md")).collect();
    browser.script(TELL, &[json!(many)]);
    wait_for(&browser, &server, "added/n500.md");
    browser.script(TELL, &[json!(["added/end.md"])]);
    wait_for(&browser, &server, "added/end.md");
    assert!(!server.was_asked("added/n501.md"));
    for rubbish in [json!(null), json!("added/x.md"), json!({ "length": 9 })] {
        browser.script(TELL, &[rubbish]);
    }

    let sent = browser.sent_by_pages();
    let left: Vec<&String> = sent
        .iter()
        .filter(|url| !url.starts_with(&format!("{own}/")))
        .collect();
    assert!(left.is_empty(), "left for {left:?}");
    assert_eq!(other.requests(), Vec::<String>::new(), "asked elsewhere");
    format!(
        "{} entries of an index that lead elsewhere are named, {count} random ones told to the worker, a redirect: 0 requests to another origin, the good module kept",
        bad.len()
    ) + &blamed(stage)
}

/// Who is to blame where it cannot work.
fn blamed(stage: &Stage) -> String {
    let (_, server) = stage.own_site("pwa-blamed");
    server.fault("sw.js", Fault::Header("Content-Type", "text/plain"));
    let first = browser(stage);
    first.expect_in_console("MIME");
    first.open(&server.url());
    first.click(Role::Button, "オフラインで使えるようにする");
    first.sees("置き場所のサーバーが sw.js を JavaScript として渡さない");
    // As a frame of a stranger's page would have it: no origin, so nothing is handed out.
    server.heal("sw.js");
    server.fault(
        "",
        Fault::Header("Content-Security-Policy", "sandbox allow-scripts"),
    );
    let second = stage.browser();
    for part in ["sandbox", "CORS", "Failed to load resource", "manifest"] {
        second.expect_in_console(part);
    }
    second.open(&server.url());
    second.sees("制限付き（sandbox）で開かれているので動きません");
    "; a host with a wrong type and a sandbox are named".to_owned()
}
