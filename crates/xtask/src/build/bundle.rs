//! What comes from npm: the editors, and the design system's tokens in front of our own stylesheet.

mod theme;
mod tokens;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::cache::{self, Inputs};
use crate::{paths, report, shell};

/// The oldest browsers with everything that the engine's wasm uses (SIMD).
const BROWSERS: &str = "--target=chrome91,firefox89,safari16.4";

/// The design system's package.
const TOKENS: &str = "@digital-go-jp/design-tokens";
/// The SQL editor's package, of which the stylesheet has a part too.
const PRISM: &str = "prism-code-editor";
/// Packages of which the stylesheet has something.
pub(crate) const STYLES: [&str; 2] = [TOKENS, PRISM];
/// The editors in `web/editor`.
const EDITORS: [&str; 2] = ["sql", "text"];

/// One of the editors as a classic script: `sql` or `text`.
pub(crate) fn editor(name: &str) -> Result<Vec<u8>> {
    Ok(std::fs::read(editor_folder(name)?.join("editor.js"))?)
}

/// Which files the editors are made of, in esbuild's words.
pub(crate) fn editors_meta() -> Result<Vec<Vec<u8>>> {
    let read = |name| Ok(std::fs::read(editor_folder(name)?.join("meta.json"))?);
    EDITORS.into_iter().map(read).collect()
}

fn editor_folder(name: &str) -> Result<PathBuf> {
    let web = paths::web();
    let mut inputs = Inputs::new("editor and what is in it");
    inputs.file(&web.join("package-lock.json"))?;
    for file in files(&web.join("editor"), "js")? {
        inputs.file(&file)?;
    }
    cache::folder(&format!("{name}-editor"), inputs, |folder| {
        let step = report::Step::start("esbuild", format_args!("the {name} editor"));
        let mut command = bundler(&format!("editor/{name}.js"));
        command
            .arg("--alias:style-mod=./editor/text/style_sheets.js")
            .arg(format!("--metafile={}", folder.join("meta.json").display()))
            .arg(format!("--outfile={}", folder.join("editor.js").display()));
        shell::run(&mut command)?;
        step.done(format_args!("the {name} editor"));
        Ok(())
    })
}

/// The script that starts the page: `web/boot/page.js` with what it imports, as a classic script.
pub(crate) fn boot() -> Result<Vec<u8>> {
    let mut inputs = Inputs::new("start of the page");
    inputs.file(&paths::web().join("package-lock.json"))?;
    for file in files(&paths::web().join("boot"), "js")? {
        inputs.file(&file)?;
    }
    let folder = cache::folder("boot", inputs, |folder| {
        let mut command = bundler("boot/page.js");
        command
            .arg("--charset=utf8")
            .arg(format!("--outfile={}", folder.join("boot.js").display()));
        shell::run(&mut command)
    })?;
    Ok(std::fs::read(folder.join("boot.js"))?)
}

/// One stylesheet: the tokens in use, how the SQL editor lies over its text area, then `web/style/*.css` in the order of
/// their names.
pub(crate) fn style() -> Result<Vec<u8>> {
    let web = paths::web();
    let of_package = |package: &str, file: &str| {
        let path = web.join("node_modules").join(package).join(file);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let tokens_css = of_package(TOKENS, "dist/tokens.css")?;
    let editor_css = of_package(PRISM, "dist/layout.css")?;
    let mut ours = String::new();
    for file in files(&web.join("style"), "css")? {
        ours.push_str(&std::fs::read_to_string(file)?);
        ours.push('\n');
    }
    let ours = theme::with_auto(&ours)?;
    // The page's code may read a token by name, for canvas.
    let mut users = ours.clone();
    for file in files(&paths::root().join("crates/app/src"), "rs")? {
        users.push_str(&std::fs::read_to_string(file)?);
    }
    let css = format!(
        "{}\n{editor_css}\n{ours}",
        tokens::used(&tokens_css, &users)
    );
    minified("style", "css", css.as_bytes())
}

/// A script or stylesheet without what only people need.
pub(crate) fn minified(name: &str, kind: &str, text: &[u8]) -> Result<Vec<u8>> {
    let mut inputs = Inputs::new("minify names");
    inputs.bytes(text);
    let folder = cache::folder(&format!("{name}-min"), inputs, |folder| {
        let source = folder.join(format!("source.{kind}"));
        std::fs::write(&source, text)?;
        let mut command = esbuild();
        command
            .arg(source)
            // A script's top-level names stay: a page's scripts see each other by them.
            .args([
                "--minify",
                "--legal-comments=none",
                "--charset=utf8",
                BROWSERS,
            ])
            .arg(format!(
                "--outfile={}",
                folder.join(format!("out.{kind}")).display()
            ))
            .arg("--log-level=warning");
        shell::run(&mut command)
    })?;
    Ok(std::fs::read(folder.join(format!("out.{kind}")))?)
}

/// esbuild for a script in `web` and all that it imports.
fn bundler(script: &str) -> Command {
    let mut command = esbuild();
    command.arg(script).args([
        "--bundle",
        "--minify",
        "--format=iife",
        "--legal-comments=none",
        BROWSERS,
    ]);
    command
}

fn esbuild() -> Command {
    let mut command = Command::new("node_modules/.bin/esbuild");
    command.current_dir(paths::web()).arg("--log-level=warning");
    command
}

/// All files of a kind below a folder, in a stable order. A missing folder has none.
pub(crate) fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
