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
    let mut catalogues: [[Vec<Source>; LANGUAGES.len()]; CATALOGUES.len()] = Default::default();
    for (at, language) in LANGUAGES.iter().enumerate() {
        for source in read(&Path::new("i18n").join(language))? {
            let is_one_of = |names: &[&str]| {
                let mut names = names.iter();
                names.any(|name| source.file.ends_with(&format!("/{name}")))
            };
            // What no other one names is everybody's.
            let own = CATALOGUES
                .iter()
                .position(|catalogue| is_one_of(catalogue.files));
            let place = catalogues
                .get_mut(own.unwrap_or_default())
                .and_then(|catalogue| catalogue.get_mut(at));
            if let Some(place) = place {
                place.push(source);
            }
        }
    }
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder for the output")?;
    let folder = PathBuf::from(folder);
    let mut is_good = true;
    for (Catalogue { name, part, .. }, sources) in CATALOGUES.iter().zip(&catalogues) {
        match (pack::pack(sources), part) {
            (Ok(packed), Some(part)) => write(&packed.marked(part), name, &folder)?,
            (Ok(packed), None) => write(&packed, name, &folder)?,
            (Err(problems), _) => {
                is_good = false;
                for problem in problems {
                    println!("cargo::error=crates/locale/{problem}");
                }
            }
        }
    }
    Ok(if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Files that are packed together.
struct Catalogue {
    /// What the packed files are called.
    name: &'static str,
    /// The lazy part of the page that alone says them, and brings them.
    part: Option<&'static str>,
    /// The files; the first catalogue has all that no other one names.
    files: &'static [&'static str],
}

/// All catalogues.
const CATALOGUES: [Catalogue; 4] = [
    Catalogue {
        name: "catalogue",
        part: None,
        files: &[],
    },
    Catalogue {
        name: "workbench",
        part: Some("bench"),
        files: &["workbench.ftl"],
    },
    Catalogue {
        name: "later",
        part: Some("studio"),
        files: &["author.ftl", "studio.ftl"],
    },
    // What only views of what a class did read. The page has none, so nothing in it reaches these words and the linker leaves
    // them out of what learners are sent; the part that shows them will bring them.
    Catalogue {
        name: "instructors",
        part: None,
        files: &["code.ftl"],
    },
];

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

/// The long texts as files, and an expression that takes them in.
fn write(packed: &Packed, name: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let Packed {
        parameters,
        ids,
        words,
        blocks,
    } = packed;
    let named = |part: &str| format!("{name}-{part}");
    fs::write(folder.join(named("ids")), ids)?;
    let mut all = String::new();
    for (language, words) in LANGUAGES.iter().zip(words) {
        fs::write(folder.join(named(language)), words)?;
        write!(all, "{}, ", included(&named(language)))?;
    }
    let ids = included(&named("ids"));
    let code = format!(
        "Catalogue {{ parameters: &{parameters:?}, ids: {ids}, words: [{all}], blocks: &{blocks:?} }}\n"
    );
    fs::write(folder.join(format!("{name}.rs")), code)?;
    Ok(())
}

fn included(file: &str) -> String {
    format!("include_str!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))")
}
