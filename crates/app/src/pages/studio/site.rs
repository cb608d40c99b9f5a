//! What the site itself has.

use spec::catalogue::Catalogue;
use spec::{ModuleId, TrackId};

use crate::courses::added;
use crate::hooks::Words;
use crate::library::PLACE;

/// Whether a module is the site's own, by its address; else it was added in this browser or lies beside the site.
pub(super) fn is_of_site(url: &str) -> bool {
    !url.starts_with(PLACE) && !added::is_source(url)
}

/// The tracks that have modules of the site, by id and title.
pub(super) fn tracks(list: &Catalogue, words: &Words) -> Vec<(TrackId, String)> {
    let tracks = list.tracks.iter().filter(|track| {
        let mut modules = track.modules.iter();
        modules.any(|module| is_of_site(&module.url))
    });
    tracks
        .map(|track| (track.id.clone(), words.pick(&track.title)))
        .collect()
}

/// The modules of the site.
pub(super) fn modules(list: &Catalogue) -> Vec<ModuleId> {
    let modules = list.tracks.iter().flat_map(|track| &track.modules);
    modules
        .filter(|module| is_of_site(&module.url))
        .map(|module| module.id.clone())
        .collect()
}
