//! `cargo xtask build`: the complete static site in `target/site`.
//!
//! Steps whose inputs did not change are skipped ([`cache`]); cargo does the same for its own. The order:
//! compile worker, page and reader for wasm32, give them their JavaScript ([`bindgen`]), bundle editor and stylesheet
//! ([`bundle`]), read the courses, then name everything by its content and write it ([`site`]).

mod bindgen;
mod bundle;
mod cache;
mod compress;
mod courses;
mod maps;
mod parts;
mod site;
mod split;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use spec::site::Assets;

use crate::setup::{self, WasmCrate, WasmToolchain};
use crate::{paths, report, shell};

use bindgen::Names;
pub(crate) use compress::{brotli_size, gzip_size};

/// What was built.
pub(crate) struct Built {
    /// Which file is what.
    pub(crate) assets: Assets,
    /// Whether the standard library in it came ready-made, with words for panics that the page never shows.
    pub(crate) std_ready_made: bool,
}

/// Sets up, builds and writes.
pub(crate) fn run() -> Result<Built> {
    let all = report::Step::start("build", "the site");
    let toolchain = setup::wasm()?;
    setup::node_modules()?;

    let build = sources::build_id(&paths::root()).context("the sources")?;
    let worker = cargo(&toolchain, WasmCrate::Worker, &build)?;
    let page = cargo(&toolchain, WasmCrate::Page, &build)?;
    let reader = cargo(&toolchain, WasmCrate::Reader, &build)?;
    let worker = bindgen::run("worker", &worker, Names::Drop)?;
    let page = bindgen::run("app", &page, Names::Keep)?;
    let reader = bindgen::run("reader", &reader, Names::Drop)?;

    let parts = site::Parts {
        build,
        worker,
        reader,
        page: split::split(&page, PARTS, part).context("the page's wasm")?,
        editor_js: bundle::editor("sql")?,
        text_editor_js: bundle::editor("text")?,
        style_css: bundle::style()?,
        papers: parts::papers(&toolchain)?,
    };
    let assets = site::write(parts)?;
    all.done(paths::site().display());
    Ok(Built {
        assets,
        std_ready_made: matches!(toolchain, WasmToolchain::Own),
    })
}

/// The parts of the page's wasm, each with the one that it lies on; `web/boot/parts.js` loads them so. What the first paint
/// needs is the page; lessons, exercises and charts are the rooms; on these lies the workbench, where files are opened and
/// looked at. The Studio takes files in by the same look.
const PARTS: &split::Parts = &[
    ("page", None),
    ("rooms", Some("page")),
    ("bench", Some("rooms")),
    ("studio", Some("bench")),
];

/// Which part of the page a function belongs to, by its name.
fn part(name: &str) -> &str {
    // Without the crate: its name carries a hash (`app[658cbfeb67527b9b]::pages`).
    const STUDIO: &str = "::pages::studio";
    // The home page takes zips in with these, and waits for the rooms only.
    const SHARED: [&str; 3] = [
        "::pages::studio::import",
        "::pages::studio::files",
        "::pages::studio::said",
    ];
    // What only the Studio does with what is kept.
    const KEPT: [&str; 4] = [
        "::library::drafts",
        "::library::publish",
        "::library::past",
        "::library::tracks",
    ];
    // The free room with one's own files, and what the Studio has in common with it.
    const BENCH: [&str; 4] = [
        "::pages::free",
        "::components::intake",
        "::components::exercise::workbench",
        "::components::exercise::chart::of_program",
    ];
    const ROOMS: [&str; 10] = [
        "::components::exercise",
        "::components::glossary",
        "::components::prose",
        "::components::data_table",
        "::pages::lesson",
        "::library",
        "::courses::use_lesson",
        "::courses::added",
        "::courses::all",
        "plotters",
    ];
    let has = |names: &[&str]| names.iter().any(|part| name.contains(part));
    if has(&SHARED) {
        "rooms"
    } else if name.contains(STUDIO) || has(&KEPT) {
        "studio"
    } else if has(&BENCH) {
        "bench"
    } else if has(&ROOMS) {
        "rooms"
    } else {
        "page"
    }
}

/// Compiles a part and says where its wasm is. Cargo's own progress is shown: the first build of the engine takes minutes.
fn cargo(toolchain: &WasmToolchain, what: WasmCrate, build: &str) -> Result<PathBuf> {
    let note = match what {
        WasmCrate::Worker => "; the first time this takes 6 to 12 minutes on two cores",
        WasmCrate::Page | WasmCrate::Reader => "",
    };
    let package = what.package();
    let step = report::Step::start(
        "cargo",
        format_args!("{package} for wasm32 ({toolchain}){note}"),
    );
    shell::run(&mut toolchain.cargo_build(what, build))?;
    step.done(format_args!("{package} is compiled"));
    Ok(paths::target()
        .join("wasm32-unknown-unknown")
        .join(what.profile())
        .join(format!("{package}.wasm")))
}

#[cfg(test)]
mod tests {
    use super::PARTS;

    #[test]
    fn the_page_loads_the_parts_that_there_are() {
        let script = include_str!("../../../web/boot/parts.js");
        let lazy = PARTS.iter().filter_map(|(name, on)| Some((name, (*on)?)));
        let listed: Vec<String> = lazy.map(|(name, on)| format!("{name}: \"{on}\"")).collect();
        let listed = format!("const ON = {{ {} }};", listed.join(", "));
        assert!(script.contains(&listed), "parts.js does not say `{listed}`");
    }
}
