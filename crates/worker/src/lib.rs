//! The engine's wasm: bytes in and out of a [`Session`] or an [`Authoring`] inside a Web Worker. Nothing else is decided
//! here.
//!
//! `web/worker.js` loads it, calls [`start`] and posts what it gives, then calls [`handle`] for each message.
//! A panic stops the worker (`panic = abort`); [`panic_text`] then holds its words for the page's report.
//!
//! # Invariants
//!
//! - May use `session`, `authoring`, `protocol` and `spec`; besides the page the only crate with a browser, of which it takes
//!   the clock and the day.
//! - Decides nothing: one message in, one out, with its id; unreadable ones are answered too.
//! - Keeps nothing that cannot be rebuilt, and asks nobody for anything: no network, no store.

use std::cell::RefCell;

use authoring::Authoring;
use protocol::{Event, FromWorker, ProtocolError, Reply, Request, decode, encode};
use session::Session;
use spec::{Failure, FailureKind};
use wasm_bindgen::prelude::wasm_bindgen;

/// Id of the sources that this is made from, told by whoever builds it for the browser.
const BUILD: &str = match option_env!("AMA_BUILD") {
    Some(build) => build,
    None => "unknown",
};

thread_local! {
    static SESSION: RefCell<Session> = RefCell::new(Session::default().with_today(today));
    static AUTHORING: RefCell<Authoring> = RefCell::new(Authoring::new(BUILD).with_clock(js_sys::Date::now));
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A message to the page: its bytes and, for files, an attachment.
#[wasm_bindgen]
pub struct Answer {
    bytes: Vec<u8>,
    attachment: Option<Vec<u8>>,
}

#[wasm_bindgen]
impl Answer {
    /// The envelope. Taken out: a second call gives nothing.
    pub fn bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// The file beside it, if any. Taken out.
    pub fn attachment(&mut self) -> Option<Vec<u8>> {
        self.attachment.take()
    }
}

/// Makes ready; gives the first message to post.
#[wasm_bindgen]
pub fn start() -> Vec<u8> {
    std::panic::set_hook(Box::new(|info| {
        // The hook may run while anything is borrowed.
        PANIC.with(|panic| {
            if let Ok(mut panic) = panic.try_borrow_mut() {
                *panic = info.to_string();
            }
        });
    }));
    let build = BUILD.to_owned();
    message(0, &FromWorker::Event(Event::Ready { build }))
}

/// Answers one message of the page.
#[wasm_bindgen]
pub fn handle(bytes: &[u8], attachment: Option<Vec<u8>>) -> Answer {
    let (id, reply, attachment) = match decode::<Request>(bytes) {
        Ok(envelope) => {
            let (reply, attachment) = match envelope.body {
                Request::Lesson(id, request) => {
                    SESSION.with_borrow_mut(|session| session.handle(id, request, attachment))
                }
                Request::Author(request) => {
                    AUTHORING.with_borrow_mut(|authoring| authoring.handle(request, attachment))
                }
            };
            (envelope.id, reply, attachment)
        }
        Err(error) => (0, misunderstood(&error), None),
    };
    Answer {
        bytes: message(id, &FromWorker::Reply(reply)),
        attachment,
    }
}

/// Words of the panic that stopped the worker; empty when it stopped otherwise (memory).
#[wasm_bindgen]
pub fn panic_text() -> String {
    PANIC.with(|panic| {
        panic
            .try_borrow()
            .map(|panic| panic.clone())
            .unwrap_or_default()
    })
}

/// Stops the worker as a fault would, so that recovery can be tried out.
#[wasm_bindgen]
#[expect(clippy::panic, reason = "this is what it is for")]
pub fn trap() {
    panic!("asked to stop");
}

/// The day where the reader is, in days since 1970-01-01.
fn today() -> i32 {
    if cfg!(target_arch = "wasm32") {
        let now = js_sys::Date::new_0();
        day(now.get_time(), now.get_timezone_offset())
    } else {
        // There is no such clock in tests.
        0
    }
}

/// The day of a moment, where clocks are that many minutes behind UTC (Japan: -540).
fn day(millis: f64, minutes_behind: f64) -> i32 {
    ((millis - minutes_behind * 60_000.0) / 86_400_000.0).floor() as i32
}

fn misunderstood(error: &ProtocolError) -> Reply {
    Err(Failure {
        kind: FailureKind::OutOfStep,
        detail: error.to_string(),
    })
}

/// The page understands no other bytes than an envelope's; an empty message is told as a fault there.
fn message(id: u32, body: &FromWorker) -> Vec<u8> {
    encode(id, body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{AuthorRequest, LessonId, LessonRequest, Response};

    fn reply(bytes: &[u8]) -> (u32, Reply) {
        let mut answer = handle(bytes, None);
        let envelope = decode::<FromWorker>(&answer.bytes()).unwrap();
        match envelope.body {
            FromWorker::Reply(reply) => (envelope.id, reply),
            FromWorker::Event(event) => panic!("{event:?}"),
        }
    }

    #[test]
    fn the_first_message_says_that_it_is_ready() {
        let envelope = decode::<FromWorker>(&start()).unwrap();
        assert_eq!(envelope.id, 0);
        assert!(
            matches!(envelope.body, FromWorker::Event(Event::Ready { build }) if !build.is_empty())
        );
    }

    #[test]
    fn each_request_gets_one_reply_with_its_id() {
        let ask = |id, request: Request| reply(&encode(id, &request).unwrap());
        let lesson = |request| Request::Lesson(LessonId(3), request);
        let to_sql = || lesson(LessonRequest::ToSql { steps: Vec::new() });
        let (id, reply) = ask(40, to_sql());
        assert_eq!(id, 40);
        assert_eq!(reply.unwrap_err().kind, FailureKind::OutOfStep);
        let open = LessonRequest::Open {
            module: Box::default(),
            town: String::new(),
        };
        assert_eq!(ask(41, lesson(open)), (41, Ok(Response::Opened)));
        let (id, reply) = ask(42, to_sql());
        assert_eq!(id, 42);
        assert_eq!(reply.unwrap_err().kind, FailureKind::Empty);
        let (id, reply) = ask(43, Request::Author(AuthorRequest::Test { timed: false }));
        assert_eq!(id, 43);
        assert!(matches!(reply, Ok(Response::Tested(_))), "{reply:?}");
    }

    #[test]
    fn the_day_is_the_readers_own() {
        // 2025-03-31 15:00 UTC is midnight in Japan.
        let midnight = 1_743_433_200_000.0;
        assert_eq!(day(midnight, -540.0), 20_179);
        assert_eq!(day(midnight - 1.0, -540.0), 20_178);
        assert_eq!(day(midnight, 0.0), 20_178);
        assert_eq!(day(-1.0, 0.0), -1);
    }

    #[test]
    fn another_version_and_rubbish_are_answered() {
        for bytes in [&[99, 1, 2, 3][..], &[][..], &[1, 1][..]] {
            let (id, reply) = reply(bytes);
            assert_eq!(id, 0);
            assert_eq!(reply.unwrap_err().kind, FailureKind::OutOfStep);
        }
    }
}
