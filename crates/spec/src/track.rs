//! A track: modules in the order of learning, under one title (`courses/<track>/track.toml`).
//!
//! The text form is read by `course::track`; the home page's list is made from it by [`crate::catalogue::arrange`].

use serde::{Deserialize, Serialize};

use crate::diagnostic::Bilingual;
use crate::{ModuleId, TrackId};

/// What a track file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackFile {
    /// Version of the track format; 1 today.
    pub format: u32,
    /// Stable id.
    pub id: TrackId,
    /// Place among the tracks: the lowest comes first.
    pub order: u32,
    /// Title.
    pub title: Bilingual,
    /// What one can do after it, in a sentence.
    pub summary: Bilingual,
    /// For whom; empty: for everybody whom its modules name.
    pub audience: Vec<String>,
    /// Its modules in the order of learning. A module may stand in several tracks.
    pub modules: Vec<ModuleId>,
}

impl TrackId {
    /// The tracks that ama itself brings, in the order of the home page.
    pub const KNOWN: [&'static str; 3] = ["smart-talent", "rpa", "data-science"];
}
