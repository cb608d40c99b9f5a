//! The three contexts of the page: settings, progress, engine.

pub(crate) mod engine;
pub(crate) mod progress;
pub(crate) mod settings;
