//! `cargo xtask build`: the complete static site in `target/site`.
//!
//! Steps whose inputs did not change are skipped ([`cache`]); cargo does the same for its own. The order:
//! compile worker and page for wasm32, give both their JavaScript ([`bindgen`]), bundle editor and stylesheet
//! ([`bundle`]), read the courses, then name everything by its content and write it ([`site`]).

mod bindgen;
mod bundle;
mod cache;
mod compress;
mod courses;
mod site;

use anyhow::Result;

use crate::setup::{self, WasmToolchain};
use crate::{paths, report, shell};

pub(crate) use compress::{brotli_size, gzip_size};
pub(crate) use site::{Manifest, walk};

/// What was built.
pub(crate) struct Built {
    /// Which file is what.
    pub(crate) manifest: Manifest,
}

/// Sets up, builds and writes.
pub(crate) fn run() -> Result<Built> {
    let all = report::Step::start("build", "the site");
    let toolchain = setup::wasm()?;
    setup::node_modules()?;

    cargo(&toolchain, "worker", "wasm")?;
    cargo(&toolchain, "app", "wasm-page")?;
    let wasm = |profile: &str, file: &str| {
        paths::target()
            .join("wasm32-unknown-unknown")
            .join(profile)
            .join(file)
    };
    let worker = bindgen::run("worker", &wasm("wasm", "worker.wasm"))?;
    let page = bindgen::run("app", &wasm("wasm-page", "app.wasm"))?;

    let parts = site::Parts {
        worker,
        page,
        editor_js: bundle::editor()?,
        style_css: bundle::style()?,
    };
    let manifest = site::write(parts)?;
    all.done(paths::site().display());
    Ok(Built { manifest })
}

/// Cargo's own progress is shown: the first build of the engine takes minutes.
fn cargo(toolchain: &WasmToolchain, package: &str, profile: &str) -> Result<()> {
    let note = if package == "worker" {
        "; the first time this takes 6 to 12 minutes on two cores"
    } else {
        ""
    };
    let step = report::Step::start(
        "cargo",
        format_args!("{package} for wasm32 ({toolchain}){note}"),
    );
    shell::run(
        toolchain
            .cargo_build()
            .args(["-p", package, "--profile", profile]),
    )?;
    step.done(format_args!("{package} is compiled"));
    Ok(())
}
