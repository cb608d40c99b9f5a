//! Courses and their tables: `courses/**/module.md` and `seeds/` to what the page fetches.
//!
//! Modules are parsed here, so that the page needs no Markdown parser and no engine to show a lesson.

mod dataset;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use course::{ImageFile, TableFile};
use spec::catalogue::{Catalogue, ExerciseEntry, ModuleEntry, TrackEntry};
use spec::{DataSource, Module, Severity, Track};

use super::cache::hashed_name;
use super::site::{Files, walk};
use crate::{paths, report};

/// Adds every module and table, and gives the catalogue's address.
pub(crate) fn add(files: &mut Files) -> Result<String> {
    let root = paths::root();
    let mut seeds = Seeds {
        folder: root.join("seeds"),
        read: BTreeMap::new(),
    };
    let mut modules = Vec::new();
    let mut broken = Vec::new();
    for path in walk(&root.join("courses"))? {
        if path.file_name().is_some_and(|name| name == "module.md") {
            match read(&root, &path, &mut seeds, files)? {
                Ok(module) => modules.push(module),
                Err(name) => broken.push(name),
            }
        }
    }
    if !broken.is_empty() {
        bail!(
            "these modules have errors, shown above: {}",
            broken.join(", ")
        );
    }
    let problems = problems(modules.iter());
    if !problems.is_empty() {
        bail!("{}", problems.join("\n"));
    }

    let mut entries: BTreeMap<Track, Vec<ModuleEntry>> = BTreeMap::new();
    for module in modules {
        let id = module.id.clone();
        let bytes = postcard::to_stdvec(&module).with_context(|| format!("cannot write {id}"))?;
        let url = files.add_hashed(&format!("courses/{id}.bin"), bytes);
        entries
            .entry(module.track)
            .or_default()
            .push(entry(module, url));
    }
    let catalogue = Catalogue {
        format: 1,
        tracks: Track::ALL
            .into_iter()
            .map(|track| {
                let mut modules = entries.remove(&track).unwrap_or_default();
                // Ids are numbered in the order of learning.
                modules.sort_by(|a, b| a.id.cmp(&b.id));
                TrackEntry { track, modules }
            })
            .collect(),
        towns: dataset::column(
            &root.join("seeds/municipality-codes/municipality-codes.csv"),
            "市町名",
        )?,
    };
    let n: usize = catalogue
        .tracks
        .iter()
        .map(|track| track.modules.len())
        .sum();
    report::line(
        "courses",
        format_args!("{n} modules, {} tables", seeds.read.len()),
    );
    Ok(files.add_hashed("courses.json", serde_json::to_vec(&catalogue)?))
}

/// The module with its data, or the file's name when it has errors. Every problem is shown.
fn read(
    root: &Path,
    path: &Path,
    seeds: &mut Seeds,
    files: &mut Files,
) -> Result<Result<Module, String>> {
    let name = path
        .strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned();
    let folder = path.parent().unwrap_or(path);
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    let mut unreadable = None;
    let mut pictures = BTreeMap::new();
    let (module, diagnostics) = course::load_with_images(
        &name,
        &text,
        &mut |source| match seeds.table(files, source, folder) {
            Ok(table) => Some(table),
            Err(error) => {
                unreadable = Some(error.context(format!("table `{}` of {name}", source.name)));
                None
            }
        },
        &mut |file| {
            let picture = picture(folder, file)?;
            pictures.insert(picture.url.clone(), picture.bytes.clone());
            Some(picture)
        },
    );
    for (address, bytes) in pictures {
        files.add(address, bytes);
    }
    eprint!("{}", course::to_text(&diagnostics));
    if let Some(error) = unreadable {
        return Err(error);
    }
    let failed = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if failed { Err(name) } else { Ok(module) })
}

/// The file of a picture, named by its content: modules may each have an `images/map.png`.
fn picture(folder: &Path, file: &str) -> Option<ImageFile> {
    let bytes = std::fs::read(folder.join(file)).ok()?;
    let module = folder.file_name().unwrap_or_default().to_string_lossy();
    let name = file.strip_prefix("images/").unwrap_or(file);
    let url = hashed_name(&format!("images/{module}-{}", plain(name)), &bytes);
    Some(ImageFile { bytes, url })
}

/// A file name that is the same in every address: no spaces, nothing but ASCII.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect()
}

/// What can only be seen with all modules side by side.
fn problems<'a>(modules: impl Iterator<Item = &'a Module>) -> Vec<String> {
    let modules: Vec<&Module> = modules.collect();
    let mut ids = BTreeSet::new();
    let mut problems = Vec::new();
    for module in &modules {
        if !ids.insert(&module.id) {
            problems.push(format!("two modules are called `{}`", module.id));
        }
    }
    for module in &modules {
        for required in module
            .requires
            .iter()
            .filter(|required| !ids.contains(required))
        {
            problems.push(format!(
                "`{}` requires `{required}`, which does not exist",
                module.id
            ));
        }
    }
    problems
}

fn entry(module: Module, url: String) -> ModuleEntry {
    let exercises = module
        .exercises()
        .map(|exercise| ExerciseEntry {
            id: exercise.id.clone(),
            title: exercise.title.clone(),
            kind: exercise.kind.slug().to_owned(),
        })
        .collect();
    ModuleEntry {
        id: module.id,
        version: module.version,
        title: module.title,
        minutes: module.minutes,
        audience: module.audience,
        requires: module.requires,
        plan: module.plan,
        objectives: module.objectives,
        exercises,
        url,
    }
}

/// Tables by where they come from: several modules use the same one.
struct Seeds {
    folder: std::path::PathBuf,
    read: BTreeMap<String, TableFile>,
}

impl Seeds {
    /// The file of `source` with everything that the page needs to fetch and show it. `module` is the module's folder.
    fn table(
        &mut self,
        files: &mut Files,
        source: &DataSource,
        module: &Path,
    ) -> Result<TableFile> {
        let (table, description, name) = if source.seed.is_empty() {
            let table = module.join(&source.file);
            let stem = source
                .file
                .rsplit('/')
                .next()
                .unwrap_or(&source.file)
                .trim_end_matches(".csv");
            let folder = module.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{folder}-{stem}");
            // A module's own table may be described beside it, in the words of dataset.toml.
            let description = table.with_extension("toml");
            (table, description.is_file().then_some(description), name)
        } else {
            let folder = self.folder.join(&source.seed);
            let description = folder.join("dataset.toml");
            if !description.is_file() {
                bail!("there is no seeds/{}/dataset.toml", source.seed);
            }
            (
                folder.join(format!("{}.csv", source.seed)),
                Some(description),
                source.seed.clone(),
            )
        };
        if let Some(read) = self.read.get(&name) {
            return Ok(read.clone());
        }
        let bytes =
            std::fs::read(&table).with_context(|| format!("cannot read {}", table.display()))?;
        let mut read = dataset::describe(bytes, description.as_deref())?;
        read.url = files.add_hashed(&format!("data/{name}.csv"), read.bytes.clone());
        self.read.insert(name, read.clone());
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use spec::ModuleId;

    use super::*;

    fn module(id: &str, requires: &[&str]) -> Module {
        let requires = requires.iter().map(|&id| ModuleId::from(id)).collect();
        Module {
            id: ModuleId::from(id),
            requires,
            ..Module::default()
        }
    }

    #[test]
    fn a_picture_is_named_by_its_module_and_content() {
        let folder = std::env::temp_dir().join(format!("ama-pictures-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("images")).unwrap();
        std::fs::write(folder.join("images/図 1.png"), "x").unwrap();
        let found = picture(&folder, "images/図 1.png").unwrap();
        assert!(
            found.url.starts_with("images/ama-pictures-"),
            "{}",
            found.url
        );
        assert!(
            found.url.ends_with(".png") && found.url.is_ascii(),
            "{}",
            found.url
        );
        assert_eq!(found.bytes, b"x");
        assert!(picture(&folder, "images/none.png").is_none());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn modules_fit_together() {
        let good = [module("a", &[]), module("b", &["a"])];
        assert!(problems(good.iter()).is_empty());
        let bad = [module("a", &["c"]), module("a", &[])];
        assert_eq!(
            problems(bad.iter()),
            [
                "two modules are called `a`",
                "`a` requires `c`, which does not exist"
            ]
        );
    }
}
