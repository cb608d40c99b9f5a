//! Packs the catalogues while the crate is built, so that the page neither carries nor waits for a parser of Fluent.
//!
//! Every `.ftl` file under `i18n/<language>/` counts.

#[path = "src/codes.rs"]
mod codes;
#[path = "build/pack.rs"]
mod pack;

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use codes::LANGUAGES;
use pack::{Packed, Source};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    for watched in ["build.rs", "build", "src/codes.rs", "i18n"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut languages: [Vec<Source>; LANGUAGES.len()] = Default::default();
    for (language, sources) in LANGUAGES.iter().zip(&mut languages) {
        *sources = read(&Path::new("i18n").join(language))?;
    }
    match pack::pack(&languages) {
        Ok(packed) => {
            let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder for the output")?;
            write(&packed, &PathBuf::from(folder))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(problems) => {
            for problem in problems {
                println!("cargo::error=crates/locale/{problem}");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

/// A folder's catalogue files, in the order of their names.
fn read(folder: &Path) -> Result<Vec<Source>, Box<dyn Error>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut sources = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            let text = fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            let file = path.display().to_string();
            sources.push(Source { file, text });
        }
    }
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(sources)
}

/// The long texts as files, and `catalogue.rs`, an expression that takes them in.
fn write(packed: &Packed, folder: &Path) -> Result<(), Box<dyn Error>> {
    let Packed {
        parameters,
        ids,
        words,
        blocks,
    } = packed;
    fs::write(folder.join("ids"), ids)?;
    let mut all = String::new();
    for (language, words) in LANGUAGES.iter().zip(words) {
        fs::write(folder.join(language), words)?;
        write!(all, "{}, ", included(language))?;
    }
    let ids = included("ids");
    let code = format!(
        "Catalogue {{ parameters: &{parameters:?}, ids: {ids}, words: [{all}], blocks: &{blocks:?} }}\n"
    );
    fs::write(folder.join("catalogue.rs"), code)?;
    Ok(())
}

fn included(file: &str) -> String {
    format!("include_str!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))")
}
