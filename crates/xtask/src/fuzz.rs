//! `cargo xtask fuzz`: modules changed at random, for as long as one likes.
//!
//! The changes and what has to hold are a test of `course`, which every run of the tests does briefly. Here it is
//! built with optimisation and told to go on.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::args::Args;
use crate::shell;

const SECONDS: &str = "60";

/// `--seconds N` says how long, `--seed N` repeats a run; without it every run is a new one.
pub(crate) fn run(mut args: Args) -> Result<()> {
    let number = |name: &str, text: String| -> Result<u64> {
        text.parse()
            .with_context(|| format!("`{name} {text}` is no whole number"))
    };
    let seconds = args
        .value("--seconds")?
        .unwrap_or_else(|| SECONDS.to_owned());
    let seconds = number("--seconds", seconds)?;
    let seed = match args.value("--seed")? {
        Some(seed) => number("--seed", seed)?,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
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
