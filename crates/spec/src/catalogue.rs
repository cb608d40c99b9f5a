//! The list of tracks and modules that the home page is made from (`courses.json`).

use serde::{Deserialize, Serialize};

use crate::module::Minutes;
use crate::{ExerciseId, ModuleId, Track};

/// All that a site offers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Version of this format; 1 today.
    pub format: u32,
    /// Tracks in the order of the home page.
    pub tracks: Vec<TrackEntry>,
    /// Names of the 29 municipalities in code order, for «自分の町».
    pub towns: Vec<String>,
}

/// A track and its modules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackEntry {
    /// Which one.
    pub track: Track,
    /// Its modules in order.
    pub modules: Vec<ModuleEntry>,
}

/// What the home page knows of a module without fetching it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModuleEntry {
    /// Stable id.
    pub id: ModuleId,
    /// Version.
    pub version: u32,
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
}
