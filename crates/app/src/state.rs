//! The three contexts of the page: settings, progress, engine; the time at an exercise, which progress is told; what of the
//! work are notes.

pub(crate) mod attention;
pub(crate) mod engine;
pub(crate) mod notes;
pub(crate) mod progress;
pub(crate) mod settings;
