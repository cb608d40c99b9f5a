//! What a site is about: built modules with their tables and pictures, and lists that are cut to them.

use std::collections::BTreeMap;

use spec::catalogue::{Catalogue, ModuleEntry, arrange};
use spec::seed::SeedList;
use spec::site::{DataTerms, Packed};
use spec::track::TrackFile;
use spec::{DataSource, Module, ModuleId, TrackId};

use super::{Edition, Material, SiteError};
use crate::base64;
use crate::hash::hashed_name;
use crate::{Files, gzip};

/// A course to make a site of.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// Letters, digits and hyphens: part of the names of files.
    pub name: String,
    /// Its tracks.
    pub tracks: Vec<TrackFile>,
    /// Its modules.
    pub lessons: Vec<CourseModule>,
}

/// A module with the files that it brings.
#[derive(Clone, Debug, Default)]
pub struct CourseModule {
    /// The module with all that is put in when it is built, but for addresses.
    pub module: Module,
    /// Its own tables and pictures, by their paths beside it.
    pub files: Files,
}

/// What is in a site, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inside {
    /// Modules in the order of learning.
    pub modules: Vec<Packed>,
    /// Their tables.
    pub data: Vec<DataTerms>,
}

/// The files of a course.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) files: Files,
    /// Addresses of the lists.
    pub(crate) courses: String,
    pub(crate) seeds: String,
    pub(crate) inside: Inside,
}

/// A built module from its bytes.
pub fn module(bytes: &[u8]) -> Option<Module> {
    postcard::from_bytes(bytes).ok()
}

/// Where tables come from, each once.
pub fn terms(modules: &[&Module], seeds: &SeedList) -> Vec<DataTerms> {
    let mut found: Vec<DataTerms> = modules
        .iter()
        .flat_map(|module| {
            module
                .data
                .iter()
                .map(|source| of_source(module, source, seeds))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn of_source(module: &Module, source: &DataSource, seeds: &SeedList) -> DataTerms {
    match seeds.seeds.iter().find(|seed| seed.id == source.seed) {
        Some(seed) => DataTerms {
            place: seed.id.clone(),
            title: seed.title.clone(),
            attribution: seed.attribution.clone(),
            licence: seed.licence.clone(),
        },
        None => DataTerms {
            place: if source.seed.is_empty() {
                format!("{}/{}", module.id, source.file)
            } else {
                source.seed.clone()
            },
            title: source.name.clone(),
            attribution: source.attribution.clone(),
            licence: source.licence.clone(),
        },
    }
}

impl Contents {
    pub(crate) fn of(
        material: &Material,
        course: Course,
        edition: Edition,
    ) -> Result<Self, SiteError> {
        let mut contents = Self::default();
        let (known, catalogue) = (material.seeds()?, material.catalogue()?);
        let mut used = BTreeMap::new();
        let mut entries: Vec<(TrackId, ModuleEntry)> = Vec::new();
        let mut modules = Vec::new();
        let mut names_town = false;
        for mut lesson in course.lessons {
            for at in 0..lesson.module.data.len() {
                contents.place_table(&mut lesson, at, material, &known, &mut used)?;
            }
            contents.place_pictures(&mut lesson, edition)?;
            let module = &mut lesson.module;
            let bytes =
                postcard::to_stdvec(module).map_err(|_| SiteError::Json(module.id.to_string()))?;
            names_town |= module.names_town();
            let url = contents.add_hashed(&format!("courses/{}.bin", module.id), bytes);
            entries.push((module.track.clone(), ModuleEntry::of(module, url)));
            modules.push(lesson.module);
        }

        let tracks = arrange(course.tracks, &entries);
        let plan: Vec<u32> = tracks
            .iter()
            .flat_map(spec::catalogue::TrackEntry::plan)
            .collect();
        let mut measures = catalogue.measures;
        measures.retain(|measure| plan.contains(&measure.number));
        let list = Catalogue {
            format: catalogue.format,
            tracks,
            towns: if names_town {
                catalogue.towns
            } else {
                Vec::new()
            },
            measures,
        };
        contents.inside = Inside {
            modules: in_order(&list, &modules),
            data: terms(&modules.iter().collect::<Vec<_>>(), &known),
        };
        contents.courses = contents.add_hashed(
            "courses.json",
            super::json("the list of courses", &list)?.into_bytes(),
        );
        let mut seeds = known;
        seeds.seeds.retain(|seed| used.contains_key(&seed.id));
        contents.seeds = contents.add_hashed(
            "data/seeds.json",
            super::json("the list of tables", &seeds)?.into_bytes(),
        );
        for (_, path) in used {
            contents.files.extend(material.with_copies(&path));
        }
        Ok(contents)
    }

    /// Finds a table of a module and says where.
    fn place_table(
        &mut self,
        lesson: &mut CourseModule,
        at: usize,
        material: &Material,
        known: &SeedList,
        used: &mut BTreeMap<String, String>,
    ) -> Result<(), SiteError> {
        let id = lesson.module.id.clone();
        let Some(source) = lesson.module.data.get_mut(at) else {
            return Ok(());
        };
        if source.seed.is_empty() {
            let stem = spec::module::csv_stem(&source.file).unwrap_or(&source.file);
            let name = plain(stem, "data/");
            let bytes = own(&lesson.files, &id, &source.file)?;
            source.url = self.add_hashed(&format!("data/{id}-{name}.csv"), bytes);
            return Ok(());
        }
        let seed = known.seeds.iter().find(|seed| seed.id == source.seed);
        let seed = seed.ok_or_else(|| SiteError::NoSeed {
            module: id.to_string(),
            seed: source.seed.clone(),
        })?;
        material.file(&seed.url)?;
        used.insert(seed.id.clone(), seed.url.clone());
        source.url = seed.url.clone();
        Ok(())
    }

    /// Puts pictures into the site; into the module itself where there is one file only.
    fn place_pictures(
        &mut self,
        lesson: &mut CourseModule,
        edition: Edition,
    ) -> Result<(), SiteError> {
        let id = lesson.module.id.clone();
        let files = &lesson.files;
        let mut failure = None;
        lesson.module.each_image_mut(&mut |image| {
            // Read without a file: the page says so.
            if image.width == 0 {
                return;
            }
            match own(files, &id, &image.file) {
                Ok(bytes) if edition == Edition::File => {
                    let kind = kind_of_picture(&image.file);
                    image.url = format!("data:{kind};base64,{}", base64::encode(&bytes));
                }
                Ok(bytes) => {
                    let name = plain(&image.file, "images/");
                    image.url = self.add_hashed(&format!("images/{id}-{name}"), bytes);
                }
                Err(error) => failure = Some(error),
            }
        });
        failure.map_or(Ok(()), Err)
    }

    fn add_hashed(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let name = hashed_name(name, &bytes);
        self.files.insert(name.clone(), bytes);
        name
    }

    /// Adds what servers that negotiate send of new files.
    pub(crate) fn compress(&mut self) {
        let mut copies = Files::new();
        for (path, bytes) in &self.files {
            let copy = format!("{path}.gz");
            let is_text = [".json", ".bin", ".csv"]
                .iter()
                .any(|end| path.ends_with(end));
            if !is_text || self.files.contains_key(&copy) {
                continue;
            }
            let small = gzip(bytes);
            if small.len() < bytes.len() {
                copies.insert(copy, small);
            }
        }
        self.files.extend(copies);
    }
}

/// The modules as the home page lists them, each once.
fn in_order(catalogue: &Catalogue, modules: &[Module]) -> Vec<Packed> {
    let mut packed: Vec<Packed> = Vec::new();
    for entry in catalogue.tracks.iter().flat_map(|track| &track.modules) {
        let is_new = !packed.iter().any(|packed| packed.id == entry.id);
        if is_new && let Some(module) = modules.iter().find(|module| module.id == entry.id) {
            packed.push(Packed {
                id: module.id.clone(),
                version: module.version,
                title: module.title.clone(),
            });
        }
    }
    packed
}

fn own(files: &Files, id: &ModuleId, path: &str) -> Result<Vec<u8>, SiteError> {
    files.get(path).cloned().ok_or_else(|| SiteError::Missing {
        path: format!("{id}/{path}"),
    })
}

/// A name that is the same in every address: nothing but ASCII, without the folder in which such files lie.
fn plain(path: &str, folder: &str) -> String {
    let keep = |c: char| {
        if c.is_ascii_alphanumeric() || c == '.' {
            c
        } else {
            '-'
        }
    };
    path.strip_prefix(folder)
        .unwrap_or(path)
        .chars()
        .map(keep)
        .collect()
}

fn kind_of_picture(path: &str) -> &'static str {
    let ending = path
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match ending.as_str() {
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => "image/jpeg",
    }
}
