//! Courses and their tables: `courses/**/module.md`, `courses/**/track.toml` and `seeds/` to what the page fetches.
//!
//! Modules are parsed here, so that the page needs no Markdown parser and no engine to show a lesson.

mod dataset;
pub(super) mod seed_list;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use course::TableFile;
use course::track::{Known, ModuleText, TrackText, fit};
use spec::catalogue::{Catalogue, Measure, ModuleEntry, arrange};
use spec::track::TrackFile;
use spec::{DataSource, Diagnostic, Module, Severity, TrackId};

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
    let tracks = tracks(&track_sources(&root)?, &modules)?;

    let mut entries: Vec<(TrackId, ModuleEntry)> = Vec::new();
    for Lesson { module, .. } in &modules {
        let id = &module.id;
        let bytes = postcard::to_stdvec(module).with_context(|| format!("cannot write {id}"))?;
        let url = files.add_hashed(&format!("courses/{id}.bin"), bytes);
        entries.push((module.track.clone(), ModuleEntry::of(module, url)));
    }
    let catalogue = Catalogue {
        format: 2,
        tracks: arrange(tracks, &entries),
        towns: dataset::column(
            &root.join("seeds/municipality-codes/municipality-codes.csv"),
            "市町名",
        )?,
        measures: measures(&root)?,
    };
    report::line(
        "courses",
        format_args!(
            "{} tracks, {} modules, {} tables",
            catalogue.tracks.len(),
            entries.len(),
            seeds.read.len()
        ),
    );
    add_place_for_more(files)?;
    Ok(files.add_hashed("courses.json", serde_json::to_vec(&catalogue)?))
}

/// A module that was read.
struct Lesson {
    file: String,
    text: String,
    module: Module,
}

/// Names and texts of the track files.
fn track_sources(root: &Path) -> Result<Vec<(String, String)>> {
    walk(&root.join("courses"))?
        .iter()
        .filter(|path| path.file_name().is_some_and(|name| name == "track.toml"))
        .map(|path| {
            let file = relative(root, path);
            let text =
                std::fs::read_to_string(path).with_context(|| format!("cannot read {file}"))?;
            Ok((file, text))
        })
        .collect()
}

/// The tracks, compared with the modules; every problem is shown, and an error ends the build.
fn tracks(sources: &[(String, String)], modules: &[Lesson]) -> Result<Vec<TrackFile>> {
    let tracks: Vec<TrackText<'_>> = sources
        .iter()
        .map(|(file, text)| TrackText { file, text })
        .collect();
    let modules: Vec<ModuleText<'_>> = modules
        .iter()
        .map(|Lesson { file, text, module }| ModuleText { file, text, module })
        .collect();
    let (tracks, diagnostics) = fit(&tracks, &modules, &Known::default());
    eprint!("{}", course::to_text(&diagnostics));
    if has_errors(&diagnostics) {
        bail!("the tracks and modules do not fit together, as shown above");
    }
    Ok(tracks)
}

/// Number and name of the measures of the prefecture's plan.
fn measures(root: &Path) -> Result<Vec<Measure>> {
    let seed = root.join("seeds/mie-plan/mie-plan.csv");
    let numbers = dataset::column(&seed, "番号")?;
    let names = dataset::column(&seed, "取組")?;
    numbers
        .iter()
        .zip(names)
        .map(|(number, name)| {
            let number = number
                .parse()
                .with_context(|| format!("measure {number} of the plan"))?;
            Ok(Measure { number, name })
        })
        .collect()
}

/// The folder into which whoever hands the site out may put modules and tracks of their own.
fn add_place_for_more(files: &mut Files) -> Result<()> {
    for name in ["added/courses.json", "added/README.md"] {
        let path = paths::web().join(name);
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        // A fixed name: this is the one part of the site that others change.
        files.add(name.to_owned(), bytes);
    }
    Ok(())
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned()
}

/// The module with its data, or the file's name when it has errors. Every problem is shown.
fn read(
    root: &Path,
    path: &Path,
    seeds: &mut Seeds,
    files: &mut Files,
) -> Result<Result<Lesson, String>> {
    let name = relative(root, path);
    let folder = path.parent().unwrap_or(path);
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    let mut unreadable = None;
    let (module, diagnostics) = course::load(&name, &text, &mut |source| match seeds
        .table(files, source, folder)
    {
        Ok(table) => Some(table),
        Err(error) => {
            unreadable = Some(error.context(format!("table `{}` of {name}", source.name)));
            None
        }
    });
    eprint!("{}", course::to_text(&diagnostics));
    if let Some(error) = unreadable {
        return Err(error);
    }
    Ok(if has_errors(&diagnostics) {
        Err(name)
    } else {
        Ok(Lesson {
            file: name,
            text,
            module,
        })
    })
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
    use spec::catalogue::Added;

    use super::*;

    fn put_together(track: &str, modules: &[(&str, &str)]) -> Result<Vec<TrackFile>> {
        let modules: Vec<Lesson> = modules
            .iter()
            .map(|(id, track)| Lesson {
                file: format!("{id}.md"),
                text: String::new(),
                module: Module {
                    id: (*id).into(),
                    track: (*track).into(),
                    ..Module::default()
                },
            })
            .collect();
        tracks(&[("track.toml".to_owned(), track.to_owned())], &modules)
    }

    const TRACK: &str = "format = 1\nid = \"t\"\norder = 1\ntitle = { ja = \"題\", en = \"T\" }\nsummary = { ja = \"説明\", en = \"S\" }\nmodules = [\"b\", \"a\"]\n";

    #[test]
    fn the_order_of_modules_is_that_of_the_track_file() {
        let tracks = put_together(TRACK, &[("a", "t"), ("b", "t")]).unwrap();
        let modules: Vec<&str> = tracks[0].modules.iter().map(|id| id.as_str()).collect();
        assert_eq!(modules, ["b", "a"]);
    }

    #[test]
    fn a_track_that_does_not_fit_ends_the_build() {
        assert!(put_together(TRACK, &[("a", "t")]).is_err());
        assert!(put_together("order = ", &[]).is_err());
        // A module that its track does not list is a remark, not an error.
        let modules = [("a", "t"), ("b", "t"), ("c", "t"), ("d", "x")];
        assert_eq!(put_together(TRACK, &modules).unwrap().len(), 1);
    }

    #[test]
    fn the_real_tracks_are_found() {
        let sources = track_sources(&paths::root()).unwrap();
        let files: Vec<&str> = sources.iter().map(|(file, _)| file.as_str()).collect();
        for track in TrackId::KNOWN {
            let file = format!("courses/{track}/track.toml");
            assert!(files.contains(&file.as_str()), "{files:?}");
        }
    }

    #[test]
    fn the_site_knows_the_measures_and_has_a_place_for_more_courses() {
        let measures = measures(&paths::root()).unwrap();
        assert_eq!(measures.len(), 33);
        assert_eq!(measures[14].number, 15);
        assert_eq!(measures[14].name, "スマート人材の育成");
        let index = std::fs::read_to_string(paths::web().join("added/courses.json")).unwrap();
        let added = Added::parse(&index).unwrap();
        assert!(added.modules.is_empty() && added.tracks.is_empty());
    }
}
