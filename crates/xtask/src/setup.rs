//! Finds or installs what building and testing need, beyond the Rust toolchain that runs us.

mod apt;
mod browser;
mod duckdb;
mod firefox;
mod node;
mod wasm;

use anyhow::Result;

pub(crate) use browser::browser;
pub(crate) use duckdb::duckdb;
pub(crate) use firefox::firefox;
pub(crate) use node::{lighthouse, node_modules};
pub(crate) use wasm::{WasmCrate, WasmToolchain, wasm};

/// Everything at once, for images and for going offline afterwards.
pub(crate) fn run() -> Result<()> {
    wasm()?;
    node_modules()?;
    duckdb()?;
    browser()?;
    firefox()?;
    Ok(())
}
