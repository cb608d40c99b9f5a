//! wasm-bindgen as a library: its version is Cargo.lock's, so it always fits the crate.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::cache::{self, Inputs};
use crate::report;

/// A wasm module and the script that loads it.
pub(crate) struct Module {
    pub(crate) js: Vec<u8>,
    pub(crate) wasm: Vec<u8>,
}

/// What becomes of the functions' names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Names {
    /// They are needed once more.
    Keep,
    /// They are not shipped.
    Drop,
}

/// Classic scripts (`no-modules`): they also work in a worker made from a Blob, and from `file://`.
pub(crate) fn run(name: &str, wasm: &Path, names: Names) -> Result<Module> {
    let mut inputs = Inputs::new("wasm-bindgen");
    inputs.bytes(&[names as u8]);
    inputs.file(wasm)?;
    let folder = cache::folder(name, inputs, |folder| {
        let step = report::Step::start("wasm-bindgen", name);
        Bindgen::new()
            .input_path(wasm)
            .out_name(name)
            .no_modules(true)?
            .omit_default_module_path(true)
            .typescript(false)
            // Only now: the linker's `strip` would also drop `target_features`, which wasm-bindgen reads.
            .remove_name_section(matches!(names, Names::Drop))
            .remove_producers_section(true)
            .generate(folder)
            .with_context(|| format!("wasm-bindgen cannot read {}", wasm.display()))?;
        step.done(name);
        Ok(())
    })?;
    let read = |file: String| {
        std::fs::read(folder.join(&file)).with_context(|| format!("wasm-bindgen made no {file}"))
    };
    Ok(Module {
        js: read(format!("{name}.js"))?,
        wasm: read(format!("{name}_bg.wasm"))?,
    })
}
