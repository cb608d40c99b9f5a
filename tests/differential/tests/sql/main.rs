//! Random queries and steps, and everything that courses compute, have to give what DuckDB gives.
//!
//! `AMA_DUCKDB` names a Python that has DuckDB; `cargo xtask test --only sql` and `cargo xtask fuzz sql` install one.
#![expect(clippy::print_stdout, reason = "a test with options of its own")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use differential::run::{Options, run};

const HELP: &str = "\
--count N     random cases (2000)
--seed N      repeats a run (1)
--case N      only this case of the seed
--only KIND   plain join group window sub set with date text number, steps, courses
--shown N     differences to make small and show (5)
--examples    a query for each kind of refusal
--every       every query as it is asked
--jobs N      cases at the same time (one for each core)
";

/// Tells the process that asks where to write down what it asks.
const MARK: &str = "AMA_FUZZ_MARK";

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(arg) => {
            print!("`{arg}` is not understood\n\n{HELP}");
            return ExitCode::FAILURE;
        }
    };
    if !options.python.is_file() {
        println!("DuckDB is missing; `cargo xtask test --only sql` installs it");
        return ExitCode::FAILURE;
    }
    let passed = if options.mark.is_some() {
        run(&options)
    } else {
        watch()
    };
    if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        python: python(),
        count: 2000,
        seed: 1,
        case: None,
        only: None,
        shown: 5,
        examples: false,
        every: false,
        jobs: std::thread::available_parallelism().map_or(1, usize::from),
        mark: std::env::var_os(MARK).map(PathBuf::from),
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|text| text.parse::<u64>().ok());
        let small = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let understood = match arg.as_str() {
            "--count" => number().map(|n| options.count = n),
            "--seed" => number().map(|n| options.seed = n),
            "--case" => number().map(|n| options.case = Some(n)),
            "--shown" => number().map(|n| options.shown = small(n)),
            "--jobs" => number().map(|n| options.jobs = small(n.clamp(1, 64))),
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
        understood.ok_or(arg)?;
    }
    Ok(options)
}

/// Runs itself and waits: a stack that overflows ends the process without a word about the query.
fn watch() -> bool {
    let mark = std::env::temp_dir().join(format!("ama-fuzz-{}", std::process::id()));
    let status = std::env::current_exe().and_then(|this| {
        Command::new(this)
            .args(std::env::args_os().skip(1))
            .env(MARK, &mark)
            .status()
    });
    let asked = std::fs::read_to_string(&mark).unwrap_or_default();
    // It may not have been made.
    let _ = std::fs::remove_file(&mark);
    match status {
        Ok(status) if status.success() => true,
        Ok(status) if status.code().is_some() => false,
        Ok(status) => {
            println!("=== the process was ended ({status}) by one of these queries\n{asked}");
            false
        }
        Err(error) => {
            println!("it does not start: {error}");
            false
        }
    }
}

/// The Python that xtask names, or the one that it installs.
fn python() -> PathBuf {
    match std::env::var_os("AMA_DUCKDB") {
        Some(python) => python.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/duckdb/bin/python"),
    }
}
