//! What only Chromium's driver understands: its capabilities. Its console and network are read in [`crate::watch`].

use std::path::Path;

use serde_json::{Value, json};

use super::options::{Network, Options};

/// The browser's own log of its network, in its folder: it says who asked, a page or the browser itself.
const NET_LOG: &str = "network.json";

/// What pages and their workers have sent, service workers too, by the log of a browser that was closed. What the browser
/// asks for its own sake (updates, the time) is left out: no page can help that. One that was killed has written a part.
pub(super) fn asked_by_pages(folder: &Path) -> Vec<String> {
    let log = std::fs::read(folder.join(NET_LOG)).expect("the browser's network log");
    let log = String::from_utf8_lossy(&log);
    assert!(log.starts_with("{\"constants\":"), "a network log");
    let told = log.lines().filter(|line| line.contains("\"initiator\""));
    told.filter_map(asked_by_page).collect()
}

/// The log has an event a line.
fn asked_by_page(line: &str) -> Option<String> {
    let (event, _) = line.rsplit_once('}')?;
    let event: Value = serde_json::from_str(&format!("{event}}}")).ok()?;
    let text = |key: &str| {
        event
            .pointer(&format!("/params/{key}"))
            .and_then(Value::as_str)
    };
    let (initiator, url) = (text("initiator")?, text("url")?);
    let leaves = ["http:", "https:", "ws:", "wss:", "ftp:"];
    // Its own first tab is no page of ours: `chrome:` and `chrome-untrusted:`.
    let is_page = initiator != "not an origin" && !initiator.starts_with("chrome");
    (is_page && leaves.iter().any(|scheme| url.starts_with(scheme))).then(|| url.to_owned())
}

/// Says how to start it.
pub(super) fn capabilities(
    binary: &Path,
    options: &Options,
    profile: &Path,
    downloads: &Path,
) -> Value {
    let (width, height) = options.size;
    let mut args: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    .map(str::to_owned)
    .into();
    args.extend([
        format!("--user-data-dir={}", profile.display()),
        format!("--window-size={width},{height}"),
        format!("--force-device-scale-factor={}", options.scale),
        format!("--lang={}", options.language),
        format!(
            "--log-net-log={}",
            downloads.with_file_name(NET_LOG).display()
        ),
    ]);
    match options.network {
        Network::Tests => args.push(
            "--host-resolver-rules=MAP ama.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
                .to_owned(),
        ),
        Network::Trapped(port) => args.extend([
            format!("--proxy-server=http://127.0.0.1:{port}"),
            // Without this, addresses of this machine would go past the trap.
            "--proxy-bypass-list=<-loopback>".to_owned(),
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1".to_owned(),
        ]),
    }
    if options.private {
        args.push("--incognito".to_owned());
    }
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "binary": binary,
            "args": args,
            "prefs": {
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
                "intl.accept_languages": options.language,
                "profile.default_content_setting_values.cookies": if options.keeps_nothing { 2 } else { 1 },
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_log_tells_pages_from_the_browser() {
        let line = |initiator: &str, url: &str| {
            let event = json!({ "params": { "initiator": initiator, "url": url }, "type": 123 });
            asked_by_page(&format!("{event},"))
        };
        assert_eq!(line("not an origin", "https://a.example/"), None);
        assert_eq!(
            line("chrome-untrusted://new-tab-page", "https://a.example/"),
            None
        );
        assert_eq!(line("file://", "blob:null/1"), None);
        let url = "https://a.example/x";
        assert_eq!(line("file://", url).as_deref(), Some(url));
        assert_eq!(line("null [internally: x]", url).as_deref(), Some(url));
        assert_eq!(asked_by_page("\"events\": ["), None);
    }
}
