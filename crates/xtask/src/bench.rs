//! `cargo xtask bench`: what the site weighs, and how long things take in a browser and natively.
//!
//! The measuring itself is a program of `tests/e2e`, which knows how to drive a browser.

use anyhow::{Context, Result};
use spec::site::Assets;

use crate::build::{self, brotli_size, gzip_size};
use crate::{paths, report, setup, shell};

pub(crate) fn run() -> Result<()> {
    let built = build::run()?;
    let browser = setup::browser()?;
    let step = report::Step::start(
        "cargo",
        "the bench, natively and optimised: polars again, 10 to 20 minutes the first time",
    );
    shell::run(shell::cargo().args(["build", "--release", "-p", "e2e", "--example", "bench"]))?;
    step.done("compiled");
    println!();
    sizes(&built.assets)?;
    let mut command = std::process::Command::new(paths::target().join("release/examples/bench"));
    shell::clean(&mut command);
    browser.tell(&mut command);
    shell::run(&mut command)
}

fn sizes(assets: &Assets) -> Result<()> {
    let site = |name: &str| {
        std::fs::read(paths::site().join(name)).with_context(|| format!("cannot read {name}"))
    };
    let engine = paths::work().join("worker/worker_bg.wasm");
    let engine =
        std::fs::read(&engine).with_context(|| format!("cannot read {}", engine.display()))?;
    println!("{:<34}{:>12}{:>12}{:>12}", "size", "raw", "gzip", "brotli");
    for (what, bytes) in [
        ("engine, wasm", engine),
        ("page, first paint, wasm", site(&assets.app_wasm)?),
        ("page, rooms, wasm", site(&assets.rooms_wasm)?),
        ("page, Studio, wasm", site(&assets.studio_wasm)?),
        ("page, script", site(&assets.app_js)?),
        ("worker, script", site(&assets.worker_js)?),
        ("SQL editor, script", site(&assets.editor_js)?),
        ("Studio's editor, script", site(&assets.text_editor_js)?),
        ("stylesheet", site(&assets.style_css)?),
    ] {
        let raw = report::bytes(bytes.len() as u64);
        let (gz, br) = (
            report::bytes(gzip_size(&bytes)?),
            report::bytes(brotli_size(&bytes)?),
        );
        println!("{what:<34}{raw:>12}{gz:>12}{br:>12}");
    }
    println!();
    Ok(())
}
