//! The tests' own eyes: what must not happen is seen when it does happen.

use e2e::{Fault, Find as _, Key, Kind, Options, Role, Stage};

const PAGE: &str = r#"<!doctype html><html lang="ja"><meta charset="utf-8"><title>試験</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src *; img-src data:"><link rel="icon" href="data:,">
<main><h1>試験の ページ</h1><label>名前 <input id="name"></label><button>名前</button>
<button aria-label="消す">×</button><button hidden>見えない</button>
<label>色 <select id="color"><option>赤</option><option>青</option></select></label></main>
<script src="page.js"></script>"#;

const SCRIPT: &str = r##"
const ask = new URLSearchParams(location.search).get("do");
if (ask === "error") console.error("だめ");
if (ask === "throw") setTimeout(() => { throw new Error("投げた"); });
if (ask === "reject") Promise.reject(new Error("断った"));
if (ask === "foreign") fetch("http://elsewhere.example/x").catch(() => {});
if (ask === "inline") { document.body.setAttribute("onclick", "1"); document.body.click(); }
if (ask === "missing") fetch("missing.json");
document.body.dataset.done = "1";
"##;

/// Of what workers ask no page hears anything.
fn workers(stage: &Stage) {
    const ASK: &str = "const ask = (reply) => fetch('http://elsewhere.example/NAME').catch(() => {}).then(() => reply.postMessage(1));";
    for (name, rest) in [
        (
            "worker",
            "addEventListener('message', () => ask(globalThis));",
        ),
        (
            "service",
            "addEventListener('message', (event) => event.waitUntil(ask(event.source)));",
        ),
    ] {
        let script = format!("{}{rest}", ASK.replace("NAME", name));
        let mime = "text/javascript; charset=utf-8";
        stage
            .server
            .serve_extra(&format!("{name}.js"), mime, script);
    }
    let browser = stage.browser_with(Options {
        service_worker: true,
        ..Options::default()
    });
    browser.open(&stage.server.extra_url("page.html"));
    let both = "const heard = (who) => new Promise((done) => { who.onmessage = done; });
const worker = new Worker('worker.js');
const first = heard(worker);
worker.postMessage(1);
return first.then(() => navigator.serviceWorker.register('service.js')).then(({ installing }) => new Promise((done) => {
  installing.onstatechange = () => installing.state === 'activated' && done(installing);
})).then((service) => { const second = heard(navigator.serviceWorker); service.postMessage(1); return second; }).then(() => true);";
    assert_eq!(browser.script(both, &[]), true);
    browser.expect_elsewhere("elsewhere.example");
    let sent = browser.sent_by_pages();
    for name in ["worker", "service"] {
        let url = format!("http://elsewhere.example/{name}");
        assert!(sent.contains(&url), "{url} is in no log");
    }
}

pub(crate) fn watching(stage: &Stage, kind: Kind) -> String {
    stage
        .server
        .serve_extra("page.html", "text/html; charset=utf-8", PAGE);
    stage
        .server
        .serve_extra("page.js", "text/javascript; charset=utf-8", SCRIPT);
    let browser = stage.browser_of(kind);
    browser.expect_elsewhere("elsewhere.example");
    let page = stage.server.extra_url("page.html");

    browser.open(&page);
    assert_eq!(browser.complaints(), Vec::<String>::new());
    // Found by what they are and are called, not by how they are written.
    assert_eq!(
        browser
            .get(Role::Textbox, "名前")
            .attribute("id")
            .as_deref(),
        Some("name")
    );
    assert_eq!(browser.all(Role::Button, "名前").len(), 1);
    assert!(
        browser.now(Role::Button, "消す").is_some()
            && browser.now(Role::Button, "見えない").is_none()
    );
    browser.fill(Role::Textbox, "名前", "津市");
    browser.press(Key::Home);
    browser.type_text("三重県");
    assert_eq!(browser.get(Role::Textbox, "名前").value(), "三重県津市");
    browser.choose("色", "青");
    assert_eq!(browser.get(Role::Combobox, "色").value(), "青");
    assert!(browser.reads("試験の ページ") && !browser.reads("見えない"));

    for (what, complaint) in [
        ("error", "だめ"),
        ("throw", "投げた"),
        ("reject", "断った"),
        ("foreign", "request to http://elsewhere.example/x"),
        ("inline", "script-src"),
        ("missing", "404"),
    ] {
        browser.open(&format!("{page}?do={what}"));
        let mut complaints = Vec::new();
        browser.wait(&format!("a complaint about {what}"), e2e::PATIENCE, || {
            complaints.extend(browser.complaints());
            complaints
                .iter()
                .any(|found| found.contains(complaint))
                .then_some(())
        });
        // Late echoes of the same thing.
        browser.open("about:blank");
        browser.complaints();
    }

    if kind == Kind::Chromium {
        workers(stage);
    }
    // The server misbehaves as told.
    browser.expect_in_console("Failed to load resource");
    let fetched = |part: &str| {
        let source = "return fetch(arguments[0]).then((r) => r.arrayBuffer().then((b) => `${r.status} ${b.byteLength}`)).catch(() => 'refused');";
        browser
            .script(source, &[stage.server.extra_url(part).into()])
            .as_str()
            .unwrap()
            .to_owned()
    };
    browser.open(&page);
    for (fault, seen) in [
        (Fault::Cut, "refused".to_owned()),
        (Fault::Status(503), "503 2".to_owned()),
        (Fault::Body(b"rubbish".to_vec()), "200 7".to_owned()),
        (Fault::Truncate(5), "refused".to_owned()),
        (Fault::Throttle(100_000), format!("200 {}", SCRIPT.len())),
    ] {
        stage.server.fault("page.js", fault.clone());
        assert_eq!(fetched("page.js"), seen, "{fault:?}");
        stage.server.heal("page.js");
    }
    assert_eq!(fetched("page.js"), format!("200 {}", SCRIPT.len()));
    browser.complaints();
    "console errors, rejections, CSP violations, foreign requests and missing files are all noticed, what workers and service workers ask too; faults are served as told".to_owned()
}
