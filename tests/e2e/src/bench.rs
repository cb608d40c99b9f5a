//! The real worker without the page: requests in, replies out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use protocol::{Event, FromWorker, Request};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::stage::Stage;

/// A worker in a page that has nothing else.
pub struct Bench {
    browser: Browser,
    script: String,
    engine: String,
    next_id: u32,
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Bytes of the envelope.
    pub bytes: Vec<u8>,
    /// What came with it.
    pub attachment: Option<Vec<u8>>,
    /// Milliseconds from posting to hearing.
    pub ms: f64,
}

/// What goes there beside the envelope.
#[derive(Clone, Debug, Default)]
pub enum Parcel {
    /// Nothing.
    #[default]
    None,
    /// A file of the site.
    File(String),
    /// These bytes.
    Bytes(Vec<u8>),
    /// These bytes, then these files of the site. The answer's attachment is its SHA-256 in hexadecimal: it
    /// may be as big as a site.
    Many(Vec<u8>, Vec<String>),
}

impl Bench {
    /// Starts one in that browser.
    pub fn start(stage: &Stage, browser: &Browser) -> Self {
        stage.server.serve_extra(
            "worker.html",
            "text/html; charset=utf-8",
            include_str!("../pages/worker.html"),
        );
        stage.server.serve_extra(
            "worker.js",
            "text/javascript; charset=utf-8",
            include_str!("../pages/worker.js"),
        );
        browser.open(&stage.server.extra_url("worker.html"));
        let assets = stage.site.assets();
        let bench = Self {
            browser: browser.clone(),
            script: assets.worker_js,
            engine: assets.engine,
            next_id: 1,
        };
        bench.restart();
        bench
    }

    /// Ends the worker and starts another; fails unless it says that it is ready.
    pub fn restart(&self) {
        let addresses = [
            json!(format!("../{}", self.script)),
            json!(format!("../{}", self.engine)),
        ];
        let heard = self.browser.script(
            "return bench.start(arguments[0], arguments[1]);",
            &addresses,
        );
        let answer =
            read(&heard).unwrap_or_else(|error| panic!("the worker does not start: {error}"));
        let envelope =
            protocol::decode::<FromWorker>(&answer.bytes).expect("a readable first message");
        assert!(
            matches!(envelope.body, FromWorker::Event(Event::Ready { .. })),
            "{envelope:?}"
        );
    }

    /// The number of the next request, and its bytes.
    pub fn envelope(&mut self, request: &Request) -> (u32, Vec<u8>) {
        let id = self.next_id;
        self.next_id += 1;
        (
            id,
            protocol::encode(id, request).expect("requests can be encoded"),
        )
    }

    /// Asks one after the other.
    pub fn ask_all(&self, requests: &[(Vec<u8>, Parcel)]) -> Vec<Result<Answer, String>> {
        let messages: Vec<Value> = requests
            .iter()
            .map(|(bytes, parcel)| {
                let mut message = json!({ "bytes": STANDARD.encode(bytes) });
                match parcel {
                    Parcel::None => {}
                    Parcel::File(url) => message["file"] = json!(format!("../{url}")),
                    Parcel::Bytes(bytes) => message["attachment"] = json!(STANDARD.encode(bytes)),
                    Parcel::Many(bytes, urls) => {
                        let urls: Vec<String> =
                            urls.iter().map(|url| format!("../{url}")).collect();
                        message["attachment"] = json!(STANDARD.encode(bytes));
                        message["files"] = json!(urls);
                    }
                }
                message
            })
            .collect();
        let replies = self.browser.script(
            "return bench.askAll(arguments[0]);",
            &[Value::Array(messages)],
        );
        replies.as_array().into_iter().flatten().map(read).collect()
    }

    /// Asks once.
    pub fn ask(&mut self, request: &Request, parcel: Parcel) -> Result<Answer, String> {
        let (_, bytes) = self.envelope(request);
        self.ask_all(&[(bytes, parcel)])
            .pop()
            .unwrap_or_else(|| Err("no reply".to_owned()))
    }

    /// Makes the worker run into a trap; gives what the browser says of it.
    pub fn trap(&self) -> String {
        let heard = self.browser.script("return bench.trap();", &[]);
        read(&heard).expect_err("a trap ends the worker")
    }
}

fn read(heard: &Value) -> Result<Answer, String> {
    if let Some(error) = heard.get("error") {
        return Err(error.as_str().unwrap_or("no words").to_owned());
    }
    let bytes = |key: &str| {
        heard
            .get(key)
            .and_then(Value::as_str)
            .and_then(|text| STANDARD.decode(text).ok())
    };
    Ok(Answer {
        bytes: bytes("bytes").ok_or_else(|| format!("no bytes in {heard}"))?,
        attachment: bytes("attachment"),
        ms: heard.get("ms").and_then(Value::as_f64).unwrap_or_default(),
    })
}
