//! The engine as components see it.

use std::future::Future;
use std::rc::Rc;

use protocol::{LessonRequest, Response};
use spec::{Failure, Module};

use crate::engine::EngineClient;
use crate::hooks::Words;
use crate::shell::FetchError;

/// Where the engine is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum EngineState {
    /// Not asked for yet.
    #[default]
    Idle,
    /// On its way; requests wait.
    Loading(Stage),
    /// Takes requests at once.
    Ready,
    /// Cannot be had now; [`EngineHandle::retry`] tries again.
    Failed(LoadFailure),
}

/// What is being waited for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// The engine's file: bytes so far and in all.
    Fetch {
        /// Bytes so far.
        loaded: u64,
        /// Bytes in all.
        total: u64,
    },
    /// Compiling, starting the worker.
    Start,
    /// The lesson's tables go in.
    Tables,
}

/// Why there is no engine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LoadFailure {
    /// A file of it did not come.
    Fetch(FetchError),
    /// The browser lacks something (`DecompressionStream`, workers).
    Browser(String),
    /// It came but does not start.
    Broken(String),
    /// A table of the lesson did not come.
    Table(FetchError),
    /// Page and engine are of different versions: reload.
    Version,
}

impl From<FetchError> for LoadFailure {
    fn from(error: FetchError) -> Self {
        Self::Fetch(error)
    }
}

/// Why a request has no response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum EngineError {
    /// The engine refused it and says why: the learner's outcome, to be put into words with `locale::failure`.
    Failed(Failure),
    /// Stopped by the learner, or nobody looks at the lesson any more.
    Stopped,
    /// The engine broke down and was started again.
    Crashed {
        /// What the browser said, for «詳細».
        detail: String,
    },
    /// The engine ran out of memory and was started again.
    OutOfMemory {
        /// What the browser said, for «詳細».
        detail: String,
    },
    /// It took longer than the limit and was stopped.
    TimedOut,
    /// There is no engine ([`EngineState::Failed`]).
    Unavailable,
    /// Page and engine are of different versions: reload.
    Version,
}

impl EngineError {
    /// Said to the learner.
    pub(crate) fn message(&self, words: &Words) -> String {
        let id = match self {
            Self::Failed(failure) => return locale::failure(words, failure).text,
            Self::Stopped => "engine-stopped",
            Self::Crashed { .. } => "engine-crashed",
            Self::OutOfMemory { .. } => "engine-out-of-memory",
            Self::TimedOut => "engine-timed-out",
            Self::Unavailable => "engine-unavailable",
            Self::Version => "engine-version",
        };
        words.t(id)
    }
}

/// What a request comes back with: the response and its attachment (only `Csv` has one).
pub(crate) type EngineResult = Result<(Response, Option<Vec<u8>>), EngineError>;

/// The engine: its state, and how to ask it. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct EngineHandle {
    /// Where it is.
    pub(crate) state: EngineState,
    /// Who does the work.
    pub(crate) client: EngineClient,
}

impl PartialEq for EngineHandle {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && self.client.same(&other.client)
    }
}

impl EngineHandle {
    /// Asks the engine. While it is loading, the request waits; each request is answered exactly once.
    /// Requests are sent in the order of the calls, even when the futures are polled in another one.
    pub(crate) fn request(
        &self,
        request: LessonRequest,
    ) -> impl Future<Output = EngineResult> + use<> {
        self.client.ask(request).1
    }

    /// The same with the request's number for [`EngineHandle::stop`].
    pub(crate) fn ask(
        &self,
        request: LessonRequest,
    ) -> (u32, impl Future<Output = EngineResult> + use<>) {
        self.client.ask(request)
    }

    /// Stops that request, which ends with [`EngineError::Stopped`]; all others are answered as if it had not been.
    pub(crate) fn stop(&self, id: u32) {
        self.client.stop(id);
    }

    /// Tries again after [`EngineState::Failed`].
    pub(crate) fn retry(&self) {
        self.client.retry();
    }

    /// Loads the engine, if need be, and opens that lesson in it. The lesson page does this.
    pub(crate) fn open(&self, module: Rc<Module>, town: &str) {
        self.client.open(module, town);
    }
}
