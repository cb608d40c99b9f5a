//! The course from every place that it can be opened from: one run, unchanged.

use e2e::{Browser, Kind, Manners, Options, Stage};
use serde_json::json;

use crate::course::{Host, Kept, Ran, course_run};

/// The run on the server of the tests.
fn on_server(stage: &Stage, address: String, options: &Options) -> Ran {
    let visitor = || stage.browser_with(options.clone());
    course_run(&Host {
        visitor: &visitor,
        address,
        kept: Kept::InBrowser,
        late: Some((&stage.server, stage.site.assets().engine)),
    })
}

fn of(kind: Kind) -> Options {
    Options {
        kind,
        ..Options::default()
    }
}

fn is_secure(browser: &Browser) -> bool {
    browser.script("return isSecureContext;", &[]) == json!(true)
}

/// A host that helps, on an intranet without https: no secure context, no service worker, no `crypto.subtle`.
pub(crate) fn intranet(stage: &Stage) -> String {
    let ran = on_server(stage, stage.server.intranet_url(), &of(Kind::Chromium));
    assert!(!is_secure(&ran.browsers[0]));
    ran.shown
}

/// The folder below a path of a server that does no more than it must.
pub(crate) fn folder(stage: &Stage, kind: Kind) -> String {
    stage.server.behave(Manners::Bare);
    let ran = on_server(stage, stage.server.url(), &of(kind));
    assert!(is_secure(&ran.browsers[0]));
    assert!(
        stage
            .server
            .requests()
            .iter()
            .all(|name| !name.starts_with('/')),
        "nothing is asked for above the course's own path"
    );
    ran.shown
}

/// An intranet's server that hands out no wasm and has every unusual type wrong.
pub(crate) fn strict(stage: &Stage) -> String {
    stage.server.behave(Manners::Strict);
    without_wasm(stage, stage.server.intranet_url())
}

/// A server that inflates what is gzipped as a file, and calls it text.
pub(crate) fn meddling(stage: &Stage) -> String {
    stage.server.behave(Manners::Meddling);
    without_wasm(stage, stage.server.url())
}

fn without_wasm(stage: &Stage, address: String) -> String {
    let browser = || {
        let browser = stage.browser();
        // What the host does not hand out is asked for once: the browser itself says so in its console.
        browser.expect_in_console(".wasm - Failed to load resource");
        browser
    };
    let ran = course_run(&Host {
        visitor: &browser,
        address,
        kept: Kept::InBrowser,
        late: Some((&stage.server, stage.site.assets().engine)),
    });
    assert!(
        stage.server.was_asked(".wasm.gz"),
        "the way round was taken"
    );
    ran.shown
}

/// A private window: what is kept goes with it, and meanwhile everything works.
pub(crate) fn private(stage: &Stage, kind: Kind) -> String {
    let options = Options {
        private: true,
        ..of(kind)
    };
    on_server(stage, stage.server.url(), &options).shown
}
