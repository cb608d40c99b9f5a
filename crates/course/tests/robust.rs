//! What the parser does with modules that are wrong, huge or hostile: it says why, quickly, and goes on.
//!
//! `fixtures` reads the modules under `tests/fixtures/bad-modules`, `snapshots` compares their diagnostics with the
//! files beside them, `linear` measures that twice the text takes about twice the time, `fuzz` changes all of them
//! at random. `AMA_BLESS=1` writes the expected files; `AMA_FUZZ_SECONDS=60` lets `fuzz` run longer.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests, and what they measured"
)]

#[path = "robust/check.rs"]
mod check;
#[path = "robust/fixtures.rs"]
mod fixtures;
#[path = "robust/fuzz.rs"]
mod fuzz;
#[path = "robust/linear.rs"]
mod linear;
#[path = "robust/snapshots.rs"]
mod snapshots;
