//! Random queries and steps, and everything that courses compute, have to give what DuckDB gives.
//!
//! `AMA_DUCKDB` names a Python that has DuckDB; `cargo xtask test --only sql` and `cargo xtask fuzz sql` install one.
#![expect(clippy::print_stdout, reason = "a test with options of its own")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use differential::run::{Options, run};

const HELP: &str = "\
--count N     random cases (2000)
--seed N      repeats a run (1)
--case N      only this case of the seed, whatever comes of it
--only KIND   plain join group window sub set with date text number, steps, courses
--shown N     differences to make small and show (5)
--examples    a query for each kind of refusal
--every       every query as it is asked
";

fn main() -> ExitCode {
    let mut options = Options {
        python: python(),
        count: 2000,
        seed: 1,
        case: None,
        only: None,
        shown: 5,
        examples: false,
        every: false,
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|text| text.parse::<u64>().ok());
        let understood = match arg.as_str() {
            "--count" => number().map(|n| options.count = n),
            "--seed" => number().map(|n| options.seed = n),
            "--case" => number().map(|n| options.case = Some(n)),
            "--shown" => number().map(|n| options.shown = usize::try_from(n).unwrap_or(5)),
            "--only" => args.next().map(|kind| options.only = Some(kind)),
            "--examples" => {
                options.examples = true;
                Some(())
            }
            "--every" => {
                options.every = true;
                Some(())
            }
            _ => None,
        };
        if understood.is_none() {
            print!("`{arg}` is not understood\n\n{HELP}");
            return ExitCode::FAILURE;
        }
    }
    if !options.python.is_file() {
        println!("DuckDB is missing; `cargo xtask test --only sql` installs it");
        return ExitCode::FAILURE;
    }
    // Code without optimisation needs a deep stack for the deepest queries.
    let passed = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || run(&options))
        .ok()
        .and_then(|running| running.join().ok());
    if passed == Some(true) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The Python that xtask names, or the one that it installs.
fn python() -> PathBuf {
    match std::env::var_os("AMA_DUCKDB") {
        Some(python) => python.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/duckdb/bin/python"),
    }
}
