//! WebDriver BiDi, as far as it is needed to see in Firefox what Chromium's driver writes into its logs.
//!
//! Messages are only read while an answer is waited for: what happened before the question stands before the answer.

use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// A connection to one browser.
pub(crate) struct Bidi {
    socket: WebSocket<TcpStream>,
    next_id: u64,
    events: Vec<Value>,
}

impl Bidi {
    /// Connects to the address that the browser has given, and asks to be told of everything.
    pub(crate) fn connect(url: &str) -> Self {
        let address = url
            .strip_prefix("ws://")
            .and_then(|rest| rest.split('/').next())
            .expect("the browser's address for BiDi");
        let stream = TcpStream::connect(address).expect("a connection for BiDi");
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .expect("a limit");
        let (socket, _) =
            tungstenite::client(url, stream).unwrap_or_else(|error| panic!("BiDi: {error}"));
        let mut bidi = Self {
            socket,
            next_id: 1,
            events: Vec::new(),
        };
        let events = [
            "log.entryAdded",
            "network.beforeRequestSent",
            "network.responseCompleted",
            "network.fetchError",
        ];
        bidi.ask("session.subscribe", json!({ "events": events }));
        bidi
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.next_id;
        self.next_id += 1;
        let question = json!({ "id": id, "method": method, "params": params });
        self.socket
            .send(Message::text(question.to_string()))
            .unwrap_or_else(|error| panic!("{method}: {error}"));
        loop {
            let message = self
                .socket
                .read()
                .unwrap_or_else(|error| panic!("{method}: {error}"));
            let Message::Text(text) = message else {
                continue;
            };
            let said: Value = serde_json::from_str(&text).expect("BiDi speaks JSON");
            if said.get("id").and_then(Value::as_u64) != Some(id) {
                self.events.push(said);
            } else if said.get("type").and_then(Value::as_str) == Some("success") {
                return said.get("result").cloned().unwrap_or_default();
            } else {
                panic!("{method}: {said}");
            }
        }
    }

    /// What happened since the last look.
    pub(crate) fn events(&mut self) -> Vec<Value> {
        self.ask("session.status", json!({}));
        std::mem::take(&mut self.events)
    }
}
