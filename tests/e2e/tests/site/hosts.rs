//! The course from every place that it can be opened from: one run, unchanged.

use std::path::PathBuf;
use std::process::Command;

use e2e::{Browser, Kind, Manners, Network, Options, PATIENCE, Server, Site, Stage, Trap};
use serde_json::json;

use crate::course::{Host, Kept, Ran, course_run};
use crate::preview;

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
    let site = Site::at(&packed(stage, "folder", "ama-folder"));
    let server = Server::start(site.folder());
    server.behave(Manners::Bare);
    let visitor = || stage.browser_of(kind);
    let ran = course_run(&Host {
        visitor: &visitor,
        address: server.url(),
        kept: Kept::InBrowser,
        late: Some((&server, site.assets().engine)),
    });
    assert!(is_secure(&ran.browsers[0]));
    assert!(
        server.requests().iter().all(|name| !name.starts_with('/')),
        "nothing is asked for above the course's own path"
    );
    end(&ran);
    ran.shown
}

/// What `ama pack` makes of the track, made once for all scenarios; it goes with the stage.
pub(crate) fn packed(stage: &Stage, form: &str, name: &str) -> PathBuf {
    let out = stage.site.folder().with_file_name(name);
    if !out.exists() {
        let made = Command::new(preview::built())
            .args(["pack", "smart-talent", "--as", form, "--site"])
            .arg(stage.site.folder())
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        assert!(made.status.success(), "`ama pack`: {made:?}");
    }
    out
}

/// Looks a last time at what must not have happened, and closes: their host ends before the scenario does.
fn end(ran: &Ran) {
    for browser in &ran.browsers {
        assert_eq!(browser.complaints(), Vec::<String>::new());
        browser.close();
    }
}

/// The one HTML file from the disc, in a browser for which there is no network.
pub(crate) fn file(stage: &Stage, kind: Kind) -> String {
    let html = packed(stage, "html", "ama-file.html");
    let address = format!("file://{}", html.display());
    let trap = Trap::set();
    let options = Options {
        network: Network::Trapped(trap.port()),
        ..of(kind)
    };
    let visitor = || stage.browser_with(options.clone());
    let ran = course_run(&Host {
        visitor: &visitor,
        address: address.clone(),
        kept: Kept::InFile,
        late: None,
    });
    let mut seen = 0;
    for browser in &ran.browsers {
        for url in browser.requested() {
            let inside = [
                &address,
                "blob:",
                "data:",
                "about:",
                "chrome:",
                "chrome-untrusted:",
            ];
            assert!(
                inside.iter().any(|start| url.starts_with(*start)),
                "asked for {url}"
            );
            seen += usize::from(url.starts_with(&address));
        }
    }
    // Firefox's driver tells nothing of files; there the trap alone is the proof.
    assert!(
        kind == Kind::Firefox || seen >= 2,
        "the log has the file itself, {seen} times"
    );
    end(&ran);
    // Browsers ask for things of their own (updates, settings, the time), whatever page is open. Chromium's log tells who
    // asked; Firefox asks nobody but its maker, and opens connections over which it asks nothing.
    let of_firefox = |line: &String| {
        let host = line
            .split([' ', '/'])
            .find(|part| part.contains(".mozilla.") || part.ends_with(".firefox.com"));
        host.is_some() || line == "a connection"
    };
    let left = |browser: &Browser| match kind {
        Kind::Chromium => browser.sent_by_pages(),
        Kind::Firefox => {
            let mut caught = trap.caught();
            caught.retain(|line| !of_firefox(line));
            caught
        }
    };
    for browser in &ran.browsers {
        assert_eq!(left(browser), Vec::<String>::new(), "left the browser");
    }

    // The trap is one: what does ask runs into it.
    let other = stage.browser_with(options);
    other.open(&address);
    other.set_out_for("http://127.0.0.1:8009/elsewhere");
    other.wait("the trap to close", PATIENCE, || {
        let caught = trap.caught();
        caught
            .iter()
            .any(|line| line.contains("elsewhere"))
            .then_some(())
    });
    assert!(left(&other).iter().any(|line| line.contains("elsewhere")));
    other.close();
    format!("{}; no request left the browser", ran.shown)
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
