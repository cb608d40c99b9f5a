//! Courses and their tables: `courses/**/module.md`, `courses/**/track.toml` and `seeds/` to what the page fetches.
//!
//! Modules are parsed here, so that the page needs no Markdown parser and no engine to show a lesson.

pub(super) mod seed_list;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use course::track::Known;
use sources::{ModuleSource, Seeds, TrackSource, Tree, column, has_errors};
use spec::catalogue::{Catalogue, Measure, ModuleEntry, arrange};
use spec::track::TrackFile;
use spec::{Module, TrackId};

use super::site::Files;
use crate::{paths, report};

/// What was added.
pub(crate) struct Courses {
    /// The catalogue's address.
    pub(crate) address: String,
    /// All modules in the order of learning, each once.
    pub(crate) modules: Vec<Module>,
}

/// Adds every module and table.
pub(crate) fn add(files: &mut Files) -> Result<Courses> {
    let root = paths::root();
    let seeds = Seeds::at(root.join("seeds"));
    let tree = Tree::of(&root.join("courses"))?;
    let mut tables = BTreeSet::new();
    let mut modules = Vec::new();
    let mut broken = Vec::new();
    for path in &tree.modules {
        let file = relative(&root, path);
        let lesson = sources::lesson(path, &file, &seeds, &mut |name, bytes| {
            if name.starts_with("data/") {
                tables.insert(name.to_owned());
            }
            files.add_hashed(name, bytes.to_vec())
        })?;
        eprint!("{}", course::to_text(&lesson.diagnostics));
        if lesson.has_errors() {
            broken.push(file);
        } else {
            modules.push(lesson);
        }
    }
    if !broken.is_empty() {
        bail!(
            "these modules have errors, shown above: {}",
            broken.join(", ")
        );
    }
    let tracks = tracks(
        &tree.track_sources(&|path| relative(&root, path))?,
        &modules,
    )?;

    let mut entries: Vec<(TrackId, ModuleEntry)> = Vec::new();
    for ModuleSource { module, .. } in &modules {
        let id = &module.id;
        let bytes = postcard::to_stdvec(module).with_context(|| format!("cannot write {id}"))?;
        let url = files.add_hashed(&format!("courses/{id}.bin"), bytes);
        entries.push((module.track.clone(), ModuleEntry::of(module, url)));
    }
    let catalogue = Catalogue {
        format: 2,
        tracks: arrange(tracks, &entries),
        towns: column(
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
            tables.len()
        ),
    );
    let mut modules: Vec<Module> = modules.into_iter().map(|lesson| lesson.module).collect();
    let place = |module: &Module| {
        let mut entries = catalogue.tracks.iter().flat_map(|track| &track.modules);
        entries.position(|entry| entry.id == module.id)
    };
    modules.sort_by_key(place);
    Ok(Courses {
        address: files.add_hashed("courses.json", serde_json::to_vec(&catalogue)?),
        modules,
    })
}

/// The tracks, compared with the modules; every problem is shown, and an error ends the build.
fn tracks(sources: &[TrackSource], modules: &[ModuleSource]) -> Result<Vec<TrackFile>> {
    let modules: Vec<&ModuleSource> = modules.iter().collect();
    let (tracks, diagnostics) = sources::tracks(sources, &modules, &Known::default());
    eprint!("{}", course::to_text(&diagnostics));
    if has_errors(&diagnostics) {
        bail!("the tracks and modules do not fit together, as shown above");
    }
    Ok(tracks)
}

/// Number and name of the measures of the prefecture's plan.
fn measures(root: &Path) -> Result<Vec<Measure>> {
    let seed = root.join("seeds/mie-plan/mie-plan.csv");
    let numbers = column(&seed, "番号")?;
    let names = column(&seed, "取組")?;
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

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use spec::catalogue::Added;

    use super::*;

    fn put_together(track: &str, modules: &[(&str, &str)]) -> Result<Vec<TrackFile>> {
        let modules: Vec<ModuleSource> = modules
            .iter()
            .map(|(id, track)| ModuleSource {
                file: format!("{id}.md"),
                module: Module {
                    id: (*id).into(),
                    track: (*track).into(),
                    ..Module::default()
                },
                ..ModuleSource::default()
            })
            .collect();
        let source = TrackSource {
            file: "track.toml".to_owned(),
            text: track.to_owned(),
            ..TrackSource::default()
        };
        tracks(&[source], &modules)
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
        let root = paths::root();
        let tree = Tree::of(&root.join("courses")).unwrap();
        let sources = tree.track_sources(&|path| relative(&root, path)).unwrap();
        let files: Vec<&str> = sources.iter().map(|source| source.file.as_str()).collect();
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
        let (added, wrong) = Added::parse(&index).unwrap();
        assert!(wrong.is_empty() && added.modules.is_empty() && added.tracks.is_empty());
    }
}
