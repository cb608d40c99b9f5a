//! The engine as components see it.

use std::future::Future;
use std::rc::Rc;

use protocol::LessonRequest;
use spec::Module;

use crate::engine::EngineClient;

pub(crate) use crate::engine::state::{
    EngineError, EngineResult, EngineState, LoadFailure, Waiting,
};

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
