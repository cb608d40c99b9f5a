//! What only Firefox's driver understands: its capabilities.

use std::path::Path;

use serde_json::{Value, json};

use super::options::{Network, Options};

/// Types of the files that the page hands out: they are saved without a question.
const SAVED: &str = "application/json,application/zip,application/octet-stream,text/csv,text/html,text/markdown,text/plain";

/// Says how to start it.
pub(super) fn capabilities(
    binary: &Path,
    options: &Options,
    profile: &Path,
    downloads: &Path,
) -> Value {
    let (proxy, direct) = match options.network {
        // Nobody listens on the port «discard».
        Network::Tests => (9, "127.0.0.1, ama.test"),
        Network::Trapped(port) => (port, ""),
    };
    let prefs = json!({
        "browser.download.dir": downloads,
        "browser.download.folderList": 2,
        "browser.download.alwaysOpenPanel": false,
        "browser.helperApps.neverAsk.saveToDisk": SAVED,
        "browser.privatebrowsing.autostart": options.private,
        "intl.accept_languages": options.language,
        // Its own settings are 5 and 2: all but strangers', and nobody.
        "network.cookie.cookieBehavior": if options.keeps_nothing { 2 } else { 5 },
        "network.dns.localDomains": "ama.test",
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": proxy,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": proxy,
        "network.proxy.no_proxies_on": direct,
        // Without this, addresses of this machine would go past the proxy.
        "network.proxy.allow_hijacking_localhost": true,
        // An intranet without https is asked by http at once.
        "dom.security.https_first": false,
        "dom.security.https_first_pbm": false,
    });
    json!({
        "browserName": "firefox",
        // The other protocol: it tells of the console and the network as they happen.
        "webSocketUrl": true,
        "moz:firefoxOptions": {
            "binary": binary,
            "args": ["-headless", "-profile", profile],
            "prefs": prefs,
        },
    })
}
