//! What only Chromium's driver understands: its capabilities. Its console and network are read in [`crate::watch`].

use std::path::Path;

use serde_json::{Value, json};

use super::options::{Network, Options};

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
