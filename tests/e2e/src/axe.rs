//! axe-core over a page: what a machine can find of barriers.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::site::Site;

/// The checker's script.
pub struct Axe(String);

/// Runs the rules of WCAG 2.2 AA and best practices, and gives what they object to.
const RUN: &str = r#"
const options = { resultTypes: ["violations"], preload: false };
return axe.run(document, options).then((results) => results.violations.map((violation) => ({
  rule: violation.id, help: violation.help,
  places: violation.nodes.map((node) => ({ html: node.html.slice(0, 300), summary: node.failureSummary, target: String(node.target) })),
})));
"#;

impl Axe {
    /// Reads it from `AMA_AXE`, else from `web/node_modules`.
    ///
    /// # Errors
    /// The command that fetches it.
    pub fn find() -> Result<Self, String> {
        let default = Site::root().join("web/node_modules/axe-core/axe.min.js");
        let path = std::env::var_os("AMA_AXE").map_or(default, Into::into);
        let read = std::fs::read_to_string(&path);
        read.map(Self)
            .map_err(|error| format!("{}: {error}; run `cargo xtask build`", path.display()))
    }

    /// What it objects to, one place a line.
    pub fn violations(&self, browser: &Browser) -> Vec<String> {
        let there = browser.script("return typeof axe === 'object';", &[]);
        if there != json!(true) {
            browser.script(&format!("{}\nwindow.axe = axe;", self.0), &[]);
        }
        let found = browser.script(RUN, &[]);
        let text = |value: &Value, key: &str| {
            value
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let mut lines = Vec::new();
        for violation in found.as_array().into_iter().flatten() {
            for place in violation
                .get("places")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let summary = text(place, "summary").replace('\n', " ");
                lines.push(format!(
                    "- {}: {}\n    at {}\n    {}\n    {summary}",
                    text(violation, "rule"),
                    text(violation, "help"),
                    text(place, "target"),
                    text(place, "html"),
                ));
            }
        }
        lines
    }
}
