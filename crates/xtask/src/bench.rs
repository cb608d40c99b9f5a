//! `cargo xtask bench`: what the site weighs, and how long things take in a browser and natively.
//!
//! The measuring itself are programs of `tests/e2e`, which knows how to drive a browser: `opening` for what is published,
//! `reaction` for what a learner waits for, the example `bench` for the engine, beside the same natively.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use spec::site::{self, Assets};

use crate::args::Args;
use crate::build::{self, brotli_size, gzip_size};
use crate::{paths, report, setup, shell};

/// The track that is published for it: the one with the most tables.
const TRACK: &str = "data-science";

/// The lesson that is opened. Its third exercise asks for a number.
const LESSON: &str = "ds1-03-group";

pub(crate) fn run(mut args: Args) -> Result<()> {
    let quick = args.flag("--quick");
    args.finish()?;
    let built = build::run()?;
    let (chromium, firefox) = (setup::browser()?, setup::firefox()?);
    let packed = pack()?;
    // With the features that the tests have, which are compiled already; what is timed is the page.
    shell::run(shell::cargo().args([
        "build",
        "--workspace",
        "--bin",
        "opening",
        "--bin",
        "reaction",
    ]))?;
    println!();
    sizes(&built.assets)?;
    published(&packed)?;
    let mut command = Command::new(paths::target().join("debug/opening"));
    shell::clean(&mut command);
    chromium.tell(&mut command);
    firefox.tell(&mut command);
    command
        .env("AMA_SITE", &packed.folder)
        .arg(&packed.html)
        .arg(LESSON);
    shell::run(&mut command)?;
    let mut command = Command::new(paths::target().join("debug/reaction"));
    shell::clean(&mut command);
    chromium.tell(&mut command);
    shell::run(&mut command)?;
    if quick {
        return Ok(());
    }
    let step = report::Step::start(
        "cargo",
        "the bench, natively and optimised: polars again, 10 to 20 minutes the first time",
    );
    shell::run(shell::cargo().args(["build", "--release", "-p", "e2e", "--example", "bench"]))?;
    step.done("compiled");
    let mut command = Command::new(paths::target().join("release/examples/bench"));
    shell::clean(&mut command);
    chromium.tell(&mut command);
    shell::run(&mut command)
}

/// What people are given.
pub(crate) struct Packed {
    folder: PathBuf,
    pub(crate) html: PathBuf,
}

/// Has `ama pack` make it.
pub(crate) fn pack() -> Result<Packed> {
    let step = report::Step::start("ama", format_args!("pack {TRACK}"));
    shell::run(shell::cargo().args(["build", "--quiet", "--workspace", "--bin", "ama"]))?;
    let place = paths::target().join("bench");
    let packed = Packed {
        folder: place.join("folder"),
        html: place.join("ama.html"),
    };
    for (form, out) in [("folder", &packed.folder), ("html", &packed.html)] {
        let mut command = Command::new(paths::target().join("debug/ama"));
        shell::clean(&mut command);
        command
            .args(["pack", TRACK, "--as", form, "--lang", "en", "--site"])
            .arg(paths::site())
            .arg("--out")
            .arg(out);
        shell::output(&mut command)?;
    }
    step.done(place.display());
    Ok(packed)
}

/// Sizes of the folder, as it lies there and as a server sends it, and of the file.
fn published(packed: &Packed) -> Result<()> {
    let (mut raw, mut gz, mut br, mut files) = (0, 0, 0, 0);
    let mut folders = vec![packed.folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.to_string_lossy().into_owned();
            let is_copy = ["br", "gz"].iter().any(|coding| {
                let plain = name.strip_suffix(&format!(".{coding}"));
                plain.is_some_and(|plain| Path::new(plain).exists())
            });
            // The engine is a gzipped file itself, with a brotli one beside it.
            let twin = name.strip_suffix(".br").map(|plain| format!("{plain}.gz"));
            if is_copy || twin.is_some_and(|twin| Path::new(&twin).exists()) {
                continue;
            }
            let size = |name: String| std::fs::metadata(name).map(|file| file.len()).ok();
            let own = size(name.clone()).unwrap_or_default();
            let brotli = size(format!("{name}.br"))
                .or_else(|| size(format!("{}.br", name.strip_suffix(".gz")?)));
            files += 1;
            raw += own;
            gz += size(format!("{name}.gz")).unwrap_or(own);
            br += brotli.unwrap_or(own);
        }
    }
    let html = std::fs::read(&packed.html)
        .with_context(|| format!("cannot read {}", packed.html.display()))?;
    println!(
        "{:<34}{:>12}{:>12}{:>12}",
        format!("handed out: {TRACK}"),
        "raw",
        "gzip",
        "brotli"
    );
    let rows = [
        (format!("folder, {files} files and copies"), raw, gz, br),
        (
            "one HTML file".to_owned(),
            html.len() as u64,
            gzip_size(&html)?,
            brotli_size(&html)?,
        ),
    ];
    for (what, raw, gz, br) in rows {
        let [raw, gz, br] = [raw, gz, br].map(site::bytes);
        println!("{what:<34}{raw:>12}{gz:>12}{br:>12}");
    }
    println!();
    Ok(())
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
        ("page, workbench, wasm", site(&assets.bench_wasm)?),
        ("page, Studio, wasm", site(&assets.studio_wasm)?),
        ("page, script", site(&assets.app_js)?),
        ("worker, script", site(&assets.worker_js)?),
        ("SQL editor, script", site(&assets.editor_js)?),
        ("Studio's editor, script", site(&assets.text_editor_js)?),
        ("stylesheet", site(&assets.style_css)?),
    ] {
        let raw = site::bytes(bytes.len() as u64);
        let (gz, br) = (
            site::bytes(gzip_size(&bytes)?),
            site::bytes(brotli_size(&bytes)?),
        );
        println!("{what:<34}{raw:>12}{gz:>12}{br:>12}");
    }
    println!();
    Ok(())
}
