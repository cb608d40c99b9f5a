//! What can only be seen with all tracks and modules side by side.

use std::collections::{BTreeMap, VecDeque};

use spec::track::TrackFile;
use spec::{Diagnostic, Module, ModuleId, TrackId};
use table::text::nearest;

use super::read::{Places, read};
use crate::front_matter::{Outward, outward, slip_of_known};
use crate::problem;
use crate::report::Diagnostics;

/// A track file.
#[derive(Clone, Copy, Debug)]
pub struct TrackText<'a> {
    /// Its name.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// A module file that was read.
#[derive(Clone, Copy, Debug)]
pub struct ModuleText<'a> {
    /// Its name.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
    /// What was read from it.
    pub module: &'a Module,
}

/// What is there already and may be named without being brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Tracks.
    pub tracks: Vec<TrackId>,
    /// Modules.
    pub modules: Vec<ModuleId>,
}

/// Reads the track files and compares them with the modules. The tracks come in the order given; the diagnostics are
/// those of the track files themselves and of what does not fit, modules first.
pub fn fit(
    tracks: &[TrackText<'_>],
    modules: &[ModuleText<'_>],
    known: &Known,
) -> (Vec<TrackFile>, Vec<Diagnostic>) {
    let mut track_reports: Vec<Diagnostics<'_>> = tracks
        .iter()
        .map(|track| Diagnostics::new(track.file, track.text))
        .collect();
    let read: Vec<(TrackFile, Places)> = tracks
        .iter()
        .zip(&mut track_reports)
        .map(|(track, report)| read(track.text, report))
        .collect();
    let files: Vec<&TrackFile> = read.iter().map(|(file, _)| file).collect();
    let index = Index::new(modules, known);

    let mut diagnostics = Vec::new();
    for (position, module) in modules.iter().enumerate() {
        let mut report = Diagnostics::new(module.file, module.text);
        let places = outward(module.text);
        let earlier = modules.get(..position).unwrap_or_default();
        look_at_module(module, &places, earlier, &files, known, &index, &mut report);
        diagnostics.extend(report.finish());
    }
    for (position, ((file, places), mut report)) in read.iter().zip(track_reports).enumerate() {
        let taken = files
            .iter()
            .zip(tracks)
            .take(position)
            .find(|(other, _)| other.id == file.id)
            .map(|(_, track)| track.file.to_owned())
            .or_else(|| known.tracks.contains(&file.id).then(|| "ama".to_owned()));
        if let Some(other) = taken.filter(|_| !file.id.as_str().is_empty()) {
            let id = file.id.to_string();
            report.add(
                places.id.clone(),
                problem::tracks::duplicate_track(&id, &other),
            );
        }
        look_at_track(file, places, modules, &index, &mut report);
        diagnostics.extend(report.finish());
    }
    (
        read.into_iter().map(|(file, _)| file).collect(),
        diagnostics,
    )
}

/// All ids that may be named, and what each module requires.
struct Index<'a> {
    ids: Vec<&'a str>,
    requires: BTreeMap<&'a ModuleId, &'a [ModuleId]>,
}

impl<'a> Index<'a> {
    fn new(modules: &[ModuleText<'a>], known: &'a Known) -> Self {
        let own = modules.iter().map(|text| &text.module.id);
        Self {
            ids: own.chain(&known.modules).map(ModuleId::as_str).collect(),
            requires: modules
                .iter()
                .map(|text| (&text.module.id, text.module.requires.as_slice()))
                .collect(),
        }
    }

    fn has(&self, id: &ModuleId) -> bool {
        self.ids.contains(&id.as_str())
    }

    fn near(&self, id: &str) -> Vec<String> {
        nearest(id, self.ids.iter().copied())
    }

    /// The shortest way along `requires` from a module back to itself, both ends included.
    fn way_back(&self, from: &'a ModuleId) -> Option<Vec<&'a ModuleId>> {
        let mut came_from: BTreeMap<&ModuleId, &ModuleId> = BTreeMap::new();
        let mut waiting = VecDeque::from([from]);
        while let Some(at) = waiting.pop_front() {
            for next in self.requires.get(at).copied().unwrap_or_default() {
                if next == from {
                    let mut way = vec![from, at];
                    let mut step = at;
                    while let Some(before) = came_from.get(step).filter(|_| step != from) {
                        way.push(before);
                        step = before;
                    }
                    way.reverse();
                    return Some(way);
                }
                if !came_from.contains_key(next) {
                    came_from.insert(next, at);
                    waiting.push_back(next);
                }
            }
        }
        None
    }
}

fn look_at_module(
    text: &ModuleText<'_>,
    places: &Outward,
    earlier: &[ModuleText<'_>],
    tracks: &[&TrackFile],
    known: &Known,
    index: &Index<'_>,
    report: &mut Diagnostics<'_>,
) {
    let module = text.module;
    let taken = earlier
        .iter()
        .find(|other| other.module.id == module.id)
        .map(|other| other.file)
        .or_else(|| known.modules.contains(&module.id).then_some("ama"));
    if let Some(other) = taken.filter(|_| !module.id.as_str().is_empty()) {
        let problem = problem::tracks::duplicate_module(&module.id.to_string(), other);
        report.add(places.id.clone(), problem);
    }
    let ids = || tracks.iter().map(|track| &track.id).chain(&known.tracks);
    let track = module.track.as_str();
    // A slip was told when the module was read.
    let is_told = track.is_empty() || slip_of_known(track).is_some();
    if !is_told && !ids().any(|id| *id == module.track) {
        let problem =
            problem::tracks::unknown_track(track, &nearest(track, ids().map(TrackId::as_str)));
        report.add(places.track.clone(), problem);
    }
    let at = |id: &ModuleId| {
        let place = places.requires.iter().find(|place| place.value == id.0);
        place.map_or(places.id.clone(), |place| place.at.clone())
    };
    for required in module.requires.iter().filter(|id| !index.has(id)) {
        let problem = problem::tracks::requires_unknown(
            &required.to_string(),
            &index.near(required.as_str()),
        );
        report.add(at(required), problem);
    }
    // Told once for each ring, at the module whose id comes first.
    if let Some(way) = index.way_back(&module.id)
        && way.iter().all(|other| module.id <= **other)
    {
        let place = way.get(1).map_or(places.id.clone(), |next| at(next));
        let way: Vec<String> = way.iter().map(ToString::to_string).collect();
        report.add(place, problem::tracks::requires_cycle(&way));
    }
}

fn look_at_track(
    file: &TrackFile,
    places: &Places,
    modules: &[ModuleText<'_>],
    index: &Index<'_>,
    report: &mut Diagnostics<'_>,
) {
    for (position, listed) in places.modules.iter().enumerate() {
        if !index.has(&listed.value) {
            let problem = problem::tracks::unknown_module(
                &listed.value.to_string(),
                &index.near(listed.value.as_str()),
            );
            report.add(listed.at.clone(), problem);
        }
        let required = index.requires.get(&listed.value).copied();
        let later = places.modules.get(position + 1..).unwrap_or_default();
        for required in required.unwrap_or_default() {
            if later.iter().any(|other| other.value == *required) {
                let problem = problem::tracks::required_later(
                    &listed.value.to_string(),
                    &required.to_string(),
                );
                report.add(listed.at.clone(), problem);
            }
        }
    }
    // A track without an id belongs to nobody.
    let own = modules
        .iter()
        .map(|text| text.module)
        .filter(|module| !file.id.as_str().is_empty() && module.track == file.id);
    for module in own.filter(|module| !file.modules.contains(&module.id)) {
        let id = module.id.to_string();
        report.add(places.list.clone(), problem::tracks::module_not_listed(&id));
    }
}
