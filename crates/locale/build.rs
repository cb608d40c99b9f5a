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
    let mut first: [Vec<Source>; LANGUAGES.len()] = Default::default();
    let mut lazy: [[Vec<Source>; LANGUAGES.len()]; LAZY.len()] = Default::default();
    let mut instructors: [Vec<Source>; LANGUAGES.len()] = Default::default();
    for (at, language) in LANGUAGES.iter().enumerate() {
        for source in read(&Path::new("i18n").join(language))? {
            let is_one_of = |names: &[&str]| {
                let mut names = names.iter();
                names.any(|name| source.file.ends_with(&format!("/{name}")))
            };
            let later = LAZY.iter().position(|(_, files)| is_one_of(files));
            let part = if is_one_of(&INSTRUCTORS) {
                &mut instructors
            } else {
                later
                    .and_then(|part| lazy.get_mut(part))
                    .unwrap_or(&mut first)
            };
            if let Some(place) = part.get_mut(at) {
                place.push(source);
            }
        }
    }
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder for the output")?;
    let folder = PathBuf::from(folder);
    let mut all = vec![
        ("catalogue", pack::pack(&first), false),
        ("instructors", pack::pack(&instructors), false),
    ];
    for ((name, _), sources) in LAZY.iter().zip(&lazy) {
        all.push((name, pack::pack(sources), true));
    }
    let mut is_good = true;
    for (name, packed, is_lazy) in all {
        match packed {
            Ok(packed) if is_lazy => write(&packed.marked(name), name, &folder)?,
            Ok(packed) => write(&packed, name, &folder)?,
            Err(problems) => {
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

/// The lazy parts of the page that have words of their own, and the catalogues whose words travel with them.
const LAZY: [(&str, &[&str]); 3] = [
    (
        "rooms",
        &[
            "bench.ftl",
            "chart.ftl",
            "failure.ftl",
            "finding.ftl",
            "lesson.ftl",
            "question.ftl",
            "step.ftl",
        ],
    ),
    ("bench", &["workbench.ftl"]),
    ("studio", &["author.ftl", "studio.ftl"]),
];

/// Catalogues that only views of what a class did read. The page has none, so nothing in it reaches these words and the linker
/// leaves them out of what learners are sent; the part that shows them will bring them.
const INSTRUCTORS: [&str; 1] = ["code.ftl"];

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
