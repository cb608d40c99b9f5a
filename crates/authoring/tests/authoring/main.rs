//! The author's side from outside. One binary: each would link the whole engine again.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod courses;
mod csv;
#[path = "../../../../tests/fixtures/dice.rs"]
mod dice;
mod guide;
mod publish;
mod scripts;
mod testing;
mod workspace;
