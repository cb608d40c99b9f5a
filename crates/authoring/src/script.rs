//! All request sequences whose replies must be the same bytes natively and in the browser's worker, and what answers them
//! here.

use protocol::{FromWorker, ProtocolError, Reply, Request, encode};
use session::Session;
use session::script::{Message, Script};

use crate::Authoring;

mod writing;

/// What answers in the worker's place: lessons and authors in this process.
pub struct Native {
    session: Session,
    authoring: Authoring,
}

impl Native {
    /// With no lesson open. `build` is the id that the worker has.
    pub fn new(build: impl Into<String>) -> Self {
        Self {
            session: Session::default(),
            authoring: Authoring::new(build),
        }
    }

    /// Answers as the worker does.
    pub fn handle(
        &mut self,
        request: Request,
        attachment: Option<Vec<u8>>,
    ) -> (Reply, Option<Vec<u8>>) {
        match request {
            Request::Lesson(id, request) => self.session.handle(id, request, attachment),
            Request::Author(request) => self.authoring.handle(request, attachment),
        }
    }
}

/// What is answered to a script, as the worker posts it.
///
/// # Errors
/// [`ProtocolError`] when a message cannot be encoded.
pub fn replies(script: &Script) -> Result<Vec<Message>, ProtocolError> {
    let mut native = Native::new("script");
    (1_u32..)
        .zip(&script.calls)
        .map(|(id, (request, attachment))| {
            let (reply, attachment) = native.handle(request.clone(), attachment.clone());
            Ok(Message {
                bytes: encode(id, &FromWorker::Reply(reply))?,
                attachment,
            })
        })
        .collect()
}

/// All scripts: those of lessons, and what authors ask.
pub fn all() -> Vec<Script> {
    let mut scripts = session::script::all();
    scripts.push(writing::writing());
    scripts
}
