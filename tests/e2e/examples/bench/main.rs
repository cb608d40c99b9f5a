//! Measures the built site in a real browser, and the same work natively beside it. `cargo xtask bench` runs it.
//!
//! Nothing here passes or fails: sizes are held by a test, times depend on the machine. Every figure is the best of a
//! few runs, because what is asked is what the code costs, not what else the machine was doing.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on says where it stood"
)]

mod page;
mod workloads;

use std::process::ExitCode;

use e2e::Stage;

/// Runs of each measurement.
const RUNS: u32 = 3;

fn main() -> ExitCode {
    let stage = match Stage::new(0) {
        Ok(stage) => stage,
        Err(error) => {
            println!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    page::measure(&stage);
    workloads::measure(&stage);
    ExitCode::SUCCESS
}
