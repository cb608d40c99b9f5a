//! The three contexts of the page: settings, progress, engine; and the time at an exercise, which progress is told.

pub(crate) mod attention;
pub(crate) mod engine;
pub(crate) mod progress;
pub(crate) mod settings;
