//! Where the engine is, what is being waited for, and why there is no engine or no response.

use protocol::Response;
use spec::Failure;

use crate::hooks::Words;
use crate::shell::FetchError;

/// Where the engine is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum EngineState {
    /// Not asked for yet.
    #[default]
    Idle,
    /// On its way; requests wait.
    Loading(Waiting),
    /// Takes requests at once.
    Ready,
    /// Cannot be had now; it can be tried again.
    Failed(LoadFailure),
}

/// What is being waited for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Waiting {
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
