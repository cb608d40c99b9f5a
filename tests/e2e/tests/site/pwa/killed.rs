//! The keeping is ended at every tenth, by a power cut or by the browser, and goes on from there.

use e2e::{Browser, Fault, Find as _, Options, PATIENCE, Role, Server, Stage};
use serde_json::json;

use super::{KEEPING, Kept, browser, precache, stored};

/// The place in the files that so many bytes lead to: the file, what lies before it, and how far into it.
fn place(files: &[Kept], mut bytes: u64) -> (&Kept, Vec<&str>, u64) {
    let mut before = Vec::new();
    for file in files {
        if bytes < file.bytes {
            return (file, before, bytes);
        }
        bytes -= file.bytes;
        before.push(file.path.as_str());
    }
    panic!("not so many bytes");
}

/// Megabytes that the page says are kept.
fn said(browser: &Browser) -> f64 {
    let text = browser.text();
    let figure = text
        .split_once("オフラインの準備をしています（")
        .and_then(|(_, rest)| rest.split_once(" / "))
        .and_then(|(figure, _)| figure.parse().ok());
    figure.unwrap_or_default()
}

/// Opens the page and waits until it asks for nothing more by itself.
fn open(browser: &Browser, server: &Server) {
    browser.open(&server.url());
    browser.get(Role::Heading, "データサイエンス");
    browser.wait("the last thing that the page asks for", PATIENCE, || {
        server.was_asked("added/courses.json").then_some(())
    });
}

pub(crate) fn killed(stage: &Stage) -> String {
    let (site, server) = stage.own_site("pwa-killed");
    let files = precache(&site);
    let total: u64 = files.iter().map(|file| file.bytes).sum();
    let mut browser = browser(stage);
    open(&browser, &server);
    let mut survived = 0;
    let mut label = "オフラインで使えるようにする";
    for tenth in 1..10 {
        let (file, before, into) = place(&files, total * tenth / 10);
        let fault = if into == 0 {
            Fault::Hold
        } else {
            Fault::Stall(usize::try_from(into).unwrap())
        };
        let kept = stored(&browser);
        server.forget();
        server.fault(&file.path, fault);
        browser.click(Role::Button, label);
        browser.wait(&format!("{} to be asked for", file.path), KEEPING, || {
            server.was_asked(&file.path).then_some(())
        });
        // Far into a file the page says so; what comes packed by the server cannot be told by its bytes.
        if file.path.ends_with(".gz") && into > 300_000 {
            let so_far = (total * tenth / 10) as f64 / 1e6;
            browser.wait("the page to say how far it is", KEEPING, || {
                ((said(&browser) - so_far).abs() < 0.2).then_some(())
            });
        }
        let twice: Vec<String> = server
            .requests()
            .into_iter()
            .filter(|path| kept.contains(path))
            .collect();
        assert_eq!(twice, Vec::<String>::new(), "fetched though it was kept");

        if tenth % 2 == 0 {
            browser.devtools("ServiceWorker.enable", json!({}));
            browser.devtools("ServiceWorker.stopAllWorkers", json!({}));
            browser.sees("オフラインの準備が途中で止まりました");
            let now = stored(&browser);
            let lost: Vec<&&str> = before
                .iter()
                .filter(|path| !now.iter().any(|kept| kept == **path))
                .collect();
            assert!(lost.is_empty(), "kept before and not any more: {lost:?}");
            label = "もう一度ためす";
            server.heal(&file.path);
        } else {
            let profile = browser.kill();
            server.heal(&file.path);
            browser = stage.browser_with(Options {
                service_worker: true,
                profile: Some(profile),
                ..Options::default()
            });
            open(&browser, &server);
            survived += stored(&browser).len();
            label = "オフラインで使えるようにする";
        }
        // The page is as good as ever.
        browser.get(Role::Link, "はじめる");
    }
    assert!(survived > 0, "nothing ever outlived a power cut");
    server.forget();
    let kept = stored(&browser);
    browser.click(Role::Button, label);
    browser.sees_within("オフライン準備完了", KEEPING);
    let fetched = server.requests();
    assert!(
        fetched.iter().all(|path| !kept.contains(path)),
        "{fetched:?}"
    );
    drop(server);
    browser.reload();
    browser.get(Role::Heading, "データサイエンス");
    format!(
        "ended at each of nine tenths of {:.1} MB, five times by killing the browser, four times by stopping the worker: went on from there, nothing that was kept was fetched again, {survived} files outlived a kill; then opened without the server",
        total as f64 / 1e6
    )
}
