//! `cargo xtask fuzz`: modules changed at random, with `sql` random queries beside DuckDB, with `work` changed work files, with
//! `added` random indexes of what lies beside a site, for as long as one likes.
//!
//! All are tests that every run of the tests does briefly; here they are told to go on. Modules are read by code
//! with optimisation; queries run in the code of the tests, because the engine takes long to compile.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::args::Args;
use crate::test::native;
use crate::{setup, shell};

const SECONDS: &str = "60";

const QUERIES: &str = "20000";

const INDEXES: &str = "2000000";

const FILES: &str = "1000000";

/// `sql` compares queries, `work` reads work files, `added` indexes, anything else is about modules. `--seed N` repeats a run;
/// without it every run is a new one.
pub(crate) fn run(mut args: Args) -> Result<()> {
    if args.flag("sql") {
        sql(args)
    } else if args.flag("added") {
        added(args)
    } else if args.flag("work") {
        work(args)
    } else {
        modules(args)
    }
}

fn number(name: &str, text: &str) -> Result<u64> {
    text.parse()
        .with_context(|| format!("`{name} {text}` is no whole number"))
}

fn seed(args: &mut Args) -> Result<u64> {
    match args.value("--seed")? {
        Some(seed) => number("--seed", &seed),
        None => Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs()),
    }
}

/// `--seconds N` says how long.
fn modules(mut args: Args) -> Result<()> {
    let seconds = args
        .value("--seconds")?
        .unwrap_or_else(|| SECONDS.to_owned());
    let seconds = number("--seconds", &seconds)?;
    let seed = seed(&mut args)?;
    args.finish()?;
    shell::run(
        shell::cargo()
            .args(["test", "--release", "-p", "course", "--test", "robust"])
            .args(["--", "--nocapture", "fuzz::changed"])
            .env("AMA_FUZZ_SECONDS", seconds.to_string())
            .env("AMA_FUZZ_SEED", seed.to_string()),
    )
    .context("a changed module is read wrongly; the text is named above")
}

/// `--count N` says how many.
fn added(mut args: Args) -> Result<()> {
    let count = args.value("--count")?.unwrap_or_else(|| INDEXES.to_owned());
    let count = number("--count", &count)?;
    let seed = seed(&mut args)?;
    args.finish()?;
    shell::run(
        shell::cargo()
            .args(["test", "--release", "-p", "spec", "--test", "added"])
            .env("AMA_FUZZ_COUNT", count.to_string())
            .env("AMA_FUZZ_SEED", seed.to_string()),
    )
    .context("an index leads out of its folder; the path is named above")
}

/// `--count N` says how many.
fn work(mut args: Args) -> Result<()> {
    let count = args.value("--count")?.unwrap_or_else(|| FILES.to_owned());
    let count = number("--count", &count)?;
    let seed = seed(&mut args)?;
    args.finish()?;
    shell::run(
        shell::cargo()
            .args(["test", "--release", "-p", "spec", "--lib"])
            .args(["--", "--nocapture", "files_changed_at_random"])
            .env("AMA_FUZZ_TRIES", count.to_string())
            .env("AMA_FUZZ_SEED", seed.to_string()),
    )
    .context("a changed work file is read wrongly; it is shown above")
}

/// `--count N` says how many; `--case N` is one of a seed, `--only KIND` those about one thing.
fn sql(mut args: Args) -> Result<()> {
    let mut passed = Vec::new();
    for name in ["--count", "--case", "--shown", "--jobs"] {
        if let Some(text) = args.value(name)? {
            number(name, &text)?;
            passed.extend([name.to_owned(), text]);
        }
    }
    if !passed.iter().any(|arg| arg == "--count") {
        passed.extend(["--count".to_owned(), QUERIES.to_owned()]);
    }
    if let Some(kind) = args.value("--only")? {
        passed.extend(["--only".to_owned(), kind]);
    }
    for name in ["--examples", "--every"] {
        if args.flag(name) {
            passed.push(name.to_owned());
        }
    }
    passed.extend(["--seed".to_owned(), seed(&mut args)?.to_string()]);
    args.finish()?;
    let duckdb = setup::duckdb()?;
    native::run_beside_duckdb(&duckdb, &passed)
        .context("a query is answered wrongly, or too much is refused; it is shown above")
}
