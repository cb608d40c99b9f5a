//! The session from outside. One binary: each would link the whole engine again.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod handle;
mod names;
