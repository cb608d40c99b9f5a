//! What a person puts in: keys, text, files.

use serde_json::{Value, json};

use super::{Browser, Kind};
use crate::element::Element;
use crate::faults::Stroke;
use crate::keys::Key;

/// Pastes as a person does; where nobody takes the paste, the text goes in at the cursor.
const PASTE: &str = r#"
const clipboardData = new DataTransfer();
clipboardData.setData("text/plain", arguments[0]);
const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
if (document.activeElement.dispatchEvent(event)) document.execCommand("insertText", false, arguments[0]);
"#;

impl Browser {
    /// Presses a key where the focus is.
    pub fn press(&self, key: Key) {
        let (held, key) = key.codes();
        let mut actions = Vec::new();
        actions.extend(held.map(|held| json!({ "type": "keyDown", "value": held })));
        actions.push(json!({ "type": "keyDown", "value": key }));
        actions.push(json!({ "type": "keyUp", "value": key }));
        actions.extend(held.map(|held| json!({ "type": "keyUp", "value": held })));
        self.keys(&actions);
    }

    /// Types text where the focus is.
    pub fn type_text(&self, text: &str) {
        let strokes = text.chars().map(|letter| {
            if letter == '\n' {
                Key::Enter.codes().1
            } else {
                letter
            }
        });
        let actions: Vec<Value> = strokes
            .flat_map(|letter| {
                ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": letter }))
            })
            .collect();
        self.keys(&actions);
    }

    /// Types where the focus is, with these pauses between the keys, until the tab is dead.
    pub fn type_strokes(&self, strokes: &[Stroke]) {
        let actions: Vec<Value> = strokes
            .iter()
            .flat_map(|Stroke { letter, pause }| {
                [
                    json!({ "type": "pause", "duration": pause }),
                    json!({ "type": "keyDown", "value": letter }),
                    json!({ "type": "keyUp", "value": letter }),
                ]
            })
            .collect();
        // Who dies while somebody types cannot say that it was typed.
        let _ = self.command("actions", Some(keyboard(&actions)));
    }

    /// Puts text in at the cursor in one go, as pasting does: an editor that completes brackets must not add its own.
    pub fn paste(&self, text: &str) {
        match self.kind() {
            Kind::Chromium => {
                self.devtools("Input.insertText", json!({ "text": text }));
            }
            Kind::Firefox => {
                self.script(PASTE, &[json!(text)]);
            }
        }
    }

    /// The field for files with that label; it may be hidden behind it.
    pub fn file_field(&self, label: &str) -> Option<Element> {
        let source = "return Array.from(document.querySelectorAll('input[type=file]')).find((input) => \
            Array.from(input.labels ?? []).some((label) => label.textContent.includes(arguments[0]))) ?? null;";
        Element::of_json(self, &self.try_script(source, &[json!(label)]).ok()?)
    }

    /// Makes its page a telephone's: it is touched, and scrollbars take no room. Chromium only.
    pub fn be_a_phone(&self) {
        let touch = json!({ "enabled": true, "maxTouchPoints": 1 });
        self.devtools("Emulation.setTouchEmulationEnabled", touch);
        self.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true }));
    }

    /// Taps at that place of the window, in CSS pixels. Chromium only.
    pub fn tap(&self, x: f64, y: f64) {
        let touch = |kind: &str, points: Value| {
            let params = json!({ "type": kind, "touchPoints": points });
            self.devtools("Input.dispatchTouchEvent", params);
        };
        touch("touchStart", json!([{ "x": x, "y": y }]));
        touch("touchEnd", json!([]));
    }

    fn keys(&self, actions: &[Value]) {
        self.must("actions", Some(keyboard(actions)));
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Element {
        let found = self.must("element/active", None);
        Element::of_json(self, &found).expect("something has the focus")
    }
}

fn keyboard(actions: &[Value]) -> Value {
    json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })
}
