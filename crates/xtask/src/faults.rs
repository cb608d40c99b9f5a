//! `cargo xtask faults N`: something goes wrong at a random moment while somebody types, N times; says what is lost.
//!
//! The tests play the first thirty. Run number k of seed S is the first run of seed S + k. `--place` plays those of one place only
//! (`folder`, `offline`, `HTML`).

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::args::Args;
use crate::test::native;
use crate::{build, setup};

pub(crate) fn run(mut args: Args) -> Result<()> {
    let seed = match args.value("--seed")? {
        Some(seed) => seed
            .parse()
            .with_context(|| format!("`--seed {seed}` is no whole number"))?,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
    let place = args.value("--place")?.unwrap_or_default();
    let shown = args.flag("--shown");
    let runs = args
        .command()
        .context("how many? `cargo xtask faults 1000`")?;
    let runs: u64 = runs
        .parse()
        .with_context(|| format!("`{runs}` is no whole number"))?;
    args.finish()?;
    build::run()?;
    let browser = setup::browser()?;
    native::run_scenario("faults", |command| {
        browser.tell(command);
        command
            .env("AMA_FAULTS_RUNS", runs.to_string())
            .env("AMA_FAULTS_SEED", seed.to_string())
            .env("AMA_FAULTS_PLACE", &place)
            .env("AMA_FAULTS_SHOWN", u8::from(shown).to_string());
    })
}
