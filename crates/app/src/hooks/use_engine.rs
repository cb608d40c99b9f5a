//! The engine.

use yew::prelude::*;

use crate::state::engine::EngineHandle;

/// The engine: its state, and how to ask it.
#[hook]
pub(crate) fn use_engine() -> EngineHandle {
    use_context::<EngineHandle>().unwrap_or_default()
}
