//! Prints messages as the page posts them, for tools that are not written in Rust.
//!
//! `cargo run -p authoring --example messages` prints all scripts with the native replies;
//! with a file of requests (a JSON list) it prints those requests as bytes. Bytes are hexadecimal.

#![expect(clippy::print_stdout, reason = "this is what it is for")]

use authoring::script::{all, replies};
use protocol::{Request, encode};
use serde_json::{Value, json};
use session::script::Message;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn messages(messages: &[Message]) -> Value {
    messages
        .iter()
        .map(|message| json!({ "bytes": hex(&message.bytes), "attachment": message.attachment.as_deref().map(hex) }))
        .collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let printed: Value = match std::env::args().nth(1) {
        Some(file) => {
            let requests: Vec<Request> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
            let bytes: Result<Vec<String>, _> = (1_u32..)
                .zip(&requests)
                .map(|(id, request)| encode(id, request).map(|bytes| hex(&bytes)))
                .collect();
            json!(bytes?)
        }
        None => {
            let mut scripts = Vec::new();
            for script in all() {
                scripts.push(json!({
                    "name": script.name,
                    "requests": messages(&script.messages()?),
                    "replies": messages(&replies(&script)?),
                }));
            }
            json!(scripts)
        }
    };
    println!("{printed}");
    Ok(())
}
