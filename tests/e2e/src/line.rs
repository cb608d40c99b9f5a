//! A second line to a tab of Chromium's, past the driver: it hears the console while the driver is busy, and goes on
//! telling what it heard when the tab is dead.

use std::net::TcpStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use crate::faults::Note;

/// What the page's eyes begin their lines with.
const EYES: &str = "ama-eyes ";

/// A line; it ends with this value.
pub struct Line {
    orders: Sender<Value>,
    notes: Arc<Mutex<Vec<Note>>>,
    thread: Option<JoinHandle<()>>,
}

impl Line {
    /// To the tab of that name in the browser that listens there.
    pub(crate) fn connect(address: &str, tab: &str) -> Self {
        // The browser says `localhost`, which may be the other kind of address too.
        let address = address.replace("localhost", "127.0.0.1");
        let stream = TcpStream::connect(&address).expect("a connection for DevTools");
        // A small command is to leave at once.
        stream.set_nodelay(true).expect("no delay");
        let url = format!("ws://{address}/devtools/page/{tab}");
        let (socket, _) =
            tungstenite::client(url, stream).unwrap_or_else(|error| panic!("DevTools: {error}"));
        let (orders, taken) = channel();
        let notes = Arc::<Mutex<Vec<Note>>>::default();
        let thread = {
            let notes = Arc::clone(&notes);
            std::thread::spawn(move || serve(socket, &taken, &notes))
        };
        let line = Self {
            orders,
            notes,
            thread: Some(thread),
        };
        line.order("Runtime.enable", json!({}));
        line
    }

    /// Has something done; does not wait for it.
    pub fn order(&self, method: &str, params: Value) {
        // A dead tab does nothing any more.
        let _ = self
            .orders
            .send(json!({ "method": method, "params": params }));
    }

    /// Has a script run.
    pub fn run(&self, script: &str) {
        self.order("Runtime.evaluate", json!({ "expression": script }));
    }

    /// Types a letter, as the driver does.
    pub fn press(&self, letter: char) {
        let text = letter.to_string();
        for kind in ["keyDown", "keyUp"] {
            let mut params = json!({ "type": kind, "key": text });
            if kind == "keyDown" {
                params["text"] = json!(text);
                params["unmodifiedText"] = json!(text);
            }
            self.order("Input.dispatchKeyEvent", params);
        }
    }

    /// What the page's eyes have noted so far.
    pub fn notes(&self) -> Vec<Note> {
        self.notes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // The thread ends when nobody can order anything any more.
        self.orders = channel().0;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

/// Orders out, notes in, until one of the ends is gone.
fn serve(mut socket: WebSocket<TcpStream>, orders: &Receiver<Value>, notes: &Mutex<Vec<Note>>) {
    use std::sync::mpsc::TryRecvError;
    let turn = Duration::from_millis(1);
    socket
        .get_ref()
        .set_read_timeout(Some(turn))
        .expect("a limit");
    let mut id = 0;
    loop {
        loop {
            match orders.try_recv() {
                Ok(mut order) => {
                    id += 1;
                    order["id"] = json!(id);
                    if socket.send(Message::text(order.to_string())).is_err() {
                        return;
                    }
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return,
            }
        }
        match socket.read() {
            Ok(Message::Text(text)) => {
                if let Some(note) = heard(&text) {
                    notes
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(note);
                }
            }
            Ok(_) => {}
            Err(tungstenite::Error::Io(error))
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ) => {}
            Err(_) => return,
        }
    }
}

/// A line of the console that the page's eyes have written.
fn heard(text: &str) -> Option<Note> {
    if !text.contains(EYES) {
        return None;
    }
    let said: Value = serde_json::from_str(text).ok()?;
    if said.get("method")? != "Runtime.consoleAPICalled" {
        return None;
    }
    let words = said.pointer("/params/args/0/value")?.as_str()?;
    Some(Note {
        at: said.pointer("/params/timestamp")?.as_f64()?,
        words: words.strip_prefix(EYES)?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_eyes_say_is_noted() {
        let said = |words: &str| {
            json!({ "method": "Runtime.consoleAPICalled", "params": {
                "type": "debug", "timestamp": 12.5, "args": [{ "type": "string", "value": words }],
            } })
            .to_string()
        };
        let note = heard(&said("ama-eyes typed 3")).unwrap();
        assert_eq!((note.at, note.words.as_str()), (12.5, "typed 3"));
        assert_eq!(heard(&said("typed 3")), None);
        assert_eq!(heard(r#"{"id":1,"result":{"x":"ama-eyes typed 3"}}"#), None);
    }
}
