//! What must never happen in a scenario: an error in the console, a violation of the page's own security policy,
//! a request to somewhere else.

use serde_json::Value;

/// Runs in every document before its own scripts.
pub(crate) const SCRIPT: &str = r#"
(() => {
  const seen = [];
  Object.defineProperty(window, "__amaWatch", { value: seen });
  addEventListener("securitypolicyviolation", (event) => {
    seen.push(`${event.violatedDirective} forbids ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
  });
  addEventListener("unhandledrejection", (event) => { seen.push(`unhandled rejection: ${event.reason}`); });
})();
"#;

/// A browser that keeps no sites.
pub(crate) const NO_SERVICE_WORKER: &str =
    "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });";

/// What was seen so far.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    expected: Vec<String>,
    complaints: Vec<String>,
    pub(crate) requests: Vec<String>,
}

impl Watch {
    pub(crate) fn expect(&mut self, part: &str) {
        self.expected.push(part.to_owned());
    }

    pub(crate) fn note_violations(&mut self, seen: &Value) {
        for text in list(seen).filter_map(Value::as_str) {
            self.complain(text);
        }
    }

    pub(crate) fn note_console(&mut self, log: &Value) {
        for entry in list(log) {
            let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
            // «WARNING» too: deprecations and a page that asks for the wrong type are ours to mend.
            if ["SEVERE", "WARNING"].contains(&text("level")) {
                self.complain(&format!("console: {}", text("message")));
            }
        }
    }

    pub(crate) fn note_network(&mut self, log: &Value) {
        for entry in list(log) {
            let Some(text) = entry.get("message").and_then(Value::as_str) else {
                continue;
            };
            let place = if text.contains("Network.requestWillBeSent\"") {
                "/message/params/request/url"
            } else if text.contains("Network.webSocketCreated\"") {
                "/message/params/url"
            } else {
                continue;
            };
            let Ok(message) = serde_json::from_str::<Value>(text) else {
                continue;
            };
            let url = message.pointer(place).and_then(Value::as_str);
            self.note_request(url.unwrap_or_default());
        }
    }

    /// What Firefox tells over BiDi, in the same words.
    pub(crate) fn note_bidi(&mut self, events: &[Value]) {
        for event in events {
            let text = |path: &str| {
                event
                    .pointer(path)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            let url = text("/params/request/url");
            match text("/method") {
                "log.entryAdded" if ["error", "warn"].contains(&text("/params/level")) => {
                    self.complain(&format!("console: {}", text("/params/text")));
                }
                "network.beforeRequestSent" => self.note_request(url),
                "network.responseCompleted" => {
                    let status = event.pointer("/params/response/status");
                    let status = status.and_then(Value::as_u64).unwrap_or_default();
                    if status >= 400 {
                        self.complain(&format!(
                            "console: {url} - Failed to load resource: status of {status}"
                        ));
                    }
                }
                // What is given up because the page goes elsewhere has not failed.
                "network.fetchError" if text("/params/errorText") != "NS_BINDING_ABORTED" => {
                    let error = text("/params/errorText");
                    self.complain(&format!(
                        "console: {url} - Failed to load resource: {error}"
                    ));
                }
                _ => {}
            }
        }
    }

    fn note_request(&mut self, url: &str) {
        if !is_ours(url) {
            self.complain(&format!("request to {url}"));
        }
        self.requests.push(url.to_owned());
    }

    fn complain(&mut self, text: &str) {
        if !self
            .expected
            .iter()
            .any(|part| text.contains(part.as_str()))
        {
            self.complaints.push(text.to_owned());
        }
    }

    pub(crate) fn complaints(&mut self) -> Vec<String> {
        std::mem::take(&mut self.complaints)
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Whether an address stays on the server of the test, on the disc or in the browser itself.
pub(crate) fn is_ours(url: &str) -> bool {
    // `chrome:` and `chrome-untrusted:` are the browser's own first tab; pages cannot ask for it, nor those from a server for `file:`.
    [
        "file:///",
        "http://127.0.0.1:",
        "http://ama.test:",
        "data:",
        "blob:",
        "about:",
        "chrome:",
        "chrome-untrusted:",
    ]
    .iter()
    .any(|start| url.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request(url: &str) -> Value {
        let message = json!({ "message": { "method": "Network.requestWillBeSent", "params": { "request": { "url": url } } } });
        json!([{ "message": message.to_string() }])
    }

    #[test]
    fn requests_to_elsewhere_are_told_apart() {
        let mut watch = Watch::default();
        watch.note_network(&request("http://127.0.0.1:1/kouza/ama/app.js"));
        assert!(watch.complaints().is_empty());
        watch.note_network(&request("https://fonts.example/x"));
        assert_eq!(watch.complaints(), ["request to https://fonts.example/x"]);
        assert_eq!(watch.requests.len(), 2);
    }

    #[test]
    fn only_what_was_announced_is_expected() {
        let mut watch = Watch::default();
        watch.expect("404");
        let log = json!([
            { "level": "SEVERE", "message": "Failed: 404" },
            { "level": "SEVERE", "message": "boom" },
            { "level": "INFO", "message": "hello" },
        ]);
        watch.note_console(&log);
        assert_eq!(watch.complaints(), ["console: boom"]);
    }
}
