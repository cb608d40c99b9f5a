//! The list of tracks and modules that the home page is made from (`courses.json`).

mod added;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Bilingual;
use crate::module::Minutes;
use crate::track::TrackFile;
use crate::{Asks, ExerciseId, Module, ModuleId, TrackId};

pub use self::added::{Added, AddedError, stays_below};

/// All that a site offers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Version of this format; 2 today.
    pub format: u32,
    /// Tracks in the order of the home page.
    pub tracks: Vec<TrackEntry>,
    /// Names of the 29 municipalities in code order, for «自分の町».
    pub towns: Vec<String>,
    /// The measures of the prefecture's plan that modules may name.
    pub measures: Vec<Measure>,
}

/// A measure of the prefecture's plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its number.
    pub number: u32,
    /// Its short name, in Japanese.
    pub name: String,
}

/// A track and its modules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackEntry {
    /// Which one.
    pub id: TrackId,
    /// Title.
    pub title: Bilingual,
    /// What one can do after it.
    pub summary: Bilingual,
    /// For whom.
    pub audience: Vec<String>,
    /// Its modules in the order of learning.
    pub modules: Vec<ModuleEntry>,
}

impl TrackEntry {
    /// The track file that gives this entry in the place `order` (counted from 0).
    pub fn file(&self, order: usize) -> TrackFile {
        TrackFile {
            format: 1,
            id: self.id.clone(),
            order: u32::try_from(order).unwrap_or(u32::MAX),
            title: self.title.clone(),
            summary: self.summary.clone(),
            audience: self.audience.clone(),
            modules: self
                .modules
                .iter()
                .map(|module| module.id.clone())
                .collect(),
        }
    }
}

/// What the home page knows of a module without fetching it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModuleEntry {
    /// Stable id.
    pub id: ModuleId,
    /// Version.
    pub version: u32,
    /// Whether learners' work of the version before stays valid.
    #[serde(default)]
    pub keep: bool,
    /// Title.
    pub title: String,
    /// Estimated minutes.
    pub minutes: Minutes,
    /// For whom.
    pub audience: Vec<String>,
    /// Modules to do before.
    pub requires: Vec<ModuleId>,
    /// Measures of the plan that it serves.
    pub plan: Vec<u32>,
    /// What the learner can do afterwards.
    pub objectives: Vec<String>,
    /// How its text begins, without marks: what is shown of it before the page is there.
    #[serde(default)]
    pub lead: String,
    /// Its exercises in order.
    pub exercises: Vec<ExerciseEntry>,
    /// Address of the built module (postcard of [`crate::Module`]), relative to the site.
    pub url: String,
}

/// An exercise in the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExerciseEntry {
    /// Stable id.
    pub id: ExerciseId,
    /// Heading.
    pub title: String,
    /// Kind as in [`crate::ExerciseKind::slug`].
    pub kind: String,
    /// What it asks, by which work on it is known.
    #[serde(default)]
    pub asks: Asks,
}

impl Catalogue {
    /// The same with tracks and modules that were added.
    ///
    /// The site's own tracks come first. A module that was added to one of them comes last in it; a track that was
    /// added may list any module. What has an id that is there already is left out (`course::track` reports it).
    pub fn with(
        &self,
        mut files: Vec<TrackFile>,
        mut modules: Vec<(TrackId, ModuleEntry)>,
    ) -> Self {
        files.retain(|file| !self.tracks.iter().any(|track| track.id == file.id));
        modules.retain(|(_, module)| {
            let mut own = self.tracks.iter().flat_map(|track| &track.modules);
            !own.any(|own| own.id == module.id)
        });
        let own = self.tracks.iter().enumerate();
        let own = own.map(|(order, track)| track.file(order)).collect();
        let first = arrange(own, &self.entries(&modules));
        let is_site = |track: &TrackEntry| self.tracks.iter().any(|own| own.id == track.id);
        let added = arrange(files, &self.entries(&modules));
        let mut tracks: Vec<TrackEntry> = first.into_iter().filter(is_site).collect();
        tracks.extend(added.into_iter().filter(|track| !is_site(track)));
        Self {
            tracks,
            ..self.clone()
        }
    }

    /// The modules of all tracks, each once, and those.
    fn entries(&self, more: &[(TrackId, ModuleEntry)]) -> Vec<(TrackId, ModuleEntry)> {
        let mut entries: Vec<(TrackId, ModuleEntry)> = Vec::new();
        for track in &self.tracks {
            for module in &track.modules {
                if !entries.iter().any(|(_, entry)| entry.id == module.id) {
                    entries.push((track.id.clone(), module.clone()));
                }
            }
        }
        entries.extend(more.iter().cloned());
        entries
    }
}

impl ModuleEntry {
    /// The entry of a module that is found at `url`.
    pub fn of(module: &Module, url: String) -> Self {
        let exercises = module
            .exercises()
            .map(|exercise| ExerciseEntry {
                id: exercise.id.clone(),
                title: exercise.title.clone(),
                kind: exercise.kind.slug().to_owned(),
                asks: exercise.asks,
            })
            .collect();
        Self {
            id: module.id.clone(),
            version: module.version,
            keep: module.keep,
            title: module.title.clone(),
            minutes: module.minutes,
            audience: module.audience.clone(),
            requires: module.requires.clone(),
            plan: module.plan.clone(),
            objectives: module.objectives.clone(),
            lead: module.lead(),
            exercises,
            url,
        }
    }
}

impl TrackEntry {
    /// Measures of the plan that its modules serve, in order.
    pub fn plan(&self) -> Vec<u32> {
        let mut plan: Vec<u32> = Vec::new();
        for number in self.modules.iter().flat_map(|module| &module.plan) {
            if let Err(at) = plan.binary_search(number) {
                plan.insert(at, *number);
            }
        }
        plan
    }
}

/// Tracks with their modules, in the order of the home page.
///
/// Each track has the modules that its file lists, in that order, then those that name it and are listed nowhere in
/// it, by id. A module whose track has no file is a track of its own, behind all others and under the module's title.
/// Listed modules that are not there are left out: `course::track` reports them.
pub fn arrange(mut files: Vec<TrackFile>, modules: &[(TrackId, ModuleEntry)]) -> Vec<TrackEntry> {
    files.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    let mut loose: Vec<&(TrackId, ModuleEntry)> = modules.iter().collect();
    loose.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    let mut tracks: Vec<TrackEntry> = files
        .into_iter()
        .map(|file| {
            let find = |id: &ModuleId| modules.iter().find(|(_, module)| module.id == *id);
            let listed = file.modules.iter().filter_map(find);
            let unlisted = loose
                .iter()
                .copied()
                .filter(|(track, module)| *track == file.id && !file.modules.contains(&module.id));
            let modules: Vec<ModuleEntry> = listed
                .chain(unlisted)
                .map(|(_, module)| module.clone())
                .collect();
            let audience = if file.audience.is_empty() {
                audience_of(&modules)
            } else {
                file.audience
            };
            TrackEntry {
                id: file.id,
                title: file.title,
                summary: file.summary,
                audience,
                modules,
            }
        })
        .collect();
    for (id, module) in loose {
        let is_shown = tracks
            .iter()
            .any(|track| track.modules.iter().any(|shown| shown.id == module.id));
        if is_shown {
            continue;
        }
        // Several modules of one nameless track stay together.
        if let Some(track) = tracks.iter_mut().find(|track| track.id == *id) {
            track.modules.push(module.clone());
            track.audience = audience_of(&track.modules);
            continue;
        }
        tracks.push(TrackEntry {
            id: id.clone(),
            title: Bilingual {
                ja: module.title.clone(),
                en: module.title.clone(),
            },
            summary: Bilingual::default(),
            audience: module.audience.clone(),
            modules: vec![module.clone()],
        });
    }
    tracks
}

/// Everybody whom the modules name, in the order of first appearance.
fn audience_of(modules: &[ModuleEntry]) -> Vec<String> {
    let mut audience: Vec<String> = Vec::new();
    for group in modules.iter().flat_map(|module| &module.audience) {
        if !audience.contains(group) {
            audience.push(group.clone());
        }
    }
    audience
}

#[cfg(test)]
mod tests;
