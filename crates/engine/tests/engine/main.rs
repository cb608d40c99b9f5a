//! The engine from outside. One binary: each would link the whole engine again.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;
#[path = "../../../../tests/fixtures/dice.rs"]
mod dice;
mod excel;
mod mistakes;
mod numbers;
mod sql;
mod standard;
mod steps;
mod to_sql;
mod verbs;
