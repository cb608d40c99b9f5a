//! The list of courses and the lessons themselves, fetched once each and kept.

pub(crate) mod added;
pub(crate) mod all;

use std::cell::RefCell;
use std::rc::Rc;

use spec::catalogue::{Catalogue, ModuleEntry, TrackEntry};
use spec::town::Texts;
use spec::{Module, ModuleId, TrackId};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::added::{Fault, Found, NoLesson};
use crate::assets::Assets;
use crate::engine::EngineClient;
use crate::fetched::{Fetched, Shared};
use crate::hooks::use_engine;
use crate::parts::{self, PagePart};
use crate::shell::{self, FetchError};

/// The list of courses, and how to fetch it again.
#[derive(Clone, PartialEq)]
pub(crate) struct Courses {
    /// The list, with what was added so far.
    pub(crate) catalogue: Fetched<Catalogue>,
    /// What does not work of the things that were added beside the site.
    pub(crate) faults: Vec<Fault>,
    /// Whether sources beside the site are being read.
    pub(crate) reading: bool,
    /// Whether all that was added is in the list.
    pub(crate) complete: bool,
    /// Tracks of the list that came from a zip.
    pub(crate) own_tracks: Vec<TrackId>,
    /// Fetches it again, after a failure or when something was added.
    pub(crate) retry: Callback<()>,
}

impl Courses {
    /// Whether the list is on its way.
    pub(crate) fn is_coming(&self) -> bool {
        matches!(self.catalogue, Fetched::Waiting)
    }

    /// The list, if it is here.
    pub(crate) fn list(&self) -> Option<Rc<Catalogue>> {
        match &self.catalogue {
            Fetched::Here(catalogue) => Some(Rc::clone(&catalogue.0)),
            Fetched::Waiting | Fetched::Failed(_) => None,
        }
    }
}

/// The entry of a module.
pub(crate) fn entry<'a>(catalogue: &'a Catalogue, module: &ModuleId) -> Option<&'a ModuleEntry> {
    catalogue
        .tracks
        .iter()
        .flat_map(|track| &track.modules)
        .find(|entry| entry.id == *module)
}

/// The track that a module stands in; the first one of several.
pub(crate) fn track_of<'a>(catalogue: &'a Catalogue, module: &ModuleId) -> Option<&'a TrackEntry> {
    let holds = |track: &&TrackEntry| track.modules.iter().any(|entry| entry.id == *module);
    catalogue.tracks.iter().find(holds)
}

/// What is known of the courses.
#[derive(Clone, PartialEq)]
struct Known {
    catalogue: Fetched<Catalogue>,
    faults: Vec<Fault>,
    reading: bool,
    complete: bool,
    own_tracks: Vec<TrackId>,
}

impl Known {
    /// Nothing more will come.
    fn only(catalogue: Fetched<Catalogue>) -> Self {
        Self {
            catalogue,
            faults: Vec::new(),
            reading: false,
            complete: true,
            own_tracks: Vec::new(),
        }
    }
}

impl From<Found> for Known {
    fn from(found: Found) -> Self {
        Self {
            catalogue: Fetched::Here(Shared(Rc::new(found.catalogue))),
            faults: found.faults,
            reading: found.reading,
            complete: found.complete,
            own_tracks: found.own_tracks,
        }
    }
}

/// Fetches the list of courses when the page starts, then looks for what was added to it. It names the learner's town.
#[hook]
pub(crate) fn use_catalogue(engine: &EngineClient, town: AttrValue) -> Courses {
    let known = use_state(|| Known {
        complete: false,
        ..Known::only(Fetched::Waiting)
    });
    let attempt = use_state(|| 0_u32);
    {
        let is_here = matches!(known.catalogue, Fetched::Here(_));
        let known = known.setter();
        let engine = engine.clone();
        use_effect_with(*attempt, move |_| {
            // What is here stays in sight meanwhile.
            if !is_here {
                known.set(Known {
                    complete: false,
                    ..Known::only(Fetched::Waiting)
                });
            }
            let read = shell::fetch_read(&Assets::read().courses, |bytes| {
                // As text: reading JSON from bytes would be a second parser in the page.
                let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
                serde_json::from_str(&text).map_err(|error| error.to_string())
            });
            spawn_local(async move {
                let site = match read.await {
                    Ok(list) => Rc::new(list),
                    Err(error) => {
                        known.set(Known::only(Fetched::Failed(error)));
                        return;
                    }
                };
                if !is_here {
                    known.set(Known {
                        complete: false,
                        ..Known::only(Fetched::Here(Shared(Rc::clone(&site))))
                    });
                }
                // Where the rooms do not come, opening a lesson says so.
                if parts::arrive(PagePart::Rooms).await.is_err() {
                    known.set(Known::only(Fetched::Here(Shared(site))));
                    return;
                }
                let tell = Callback::from(move |found: Found| known.set(found.into()));
                added::look(site, engine, tell).await;
            });
        });
    }
    let retry = Callback::from(move |()| attempt.set(attempt.wrapping_add(1)));
    let Known {
        catalogue,
        faults,
        reading,
        complete,
        own_tracks,
    } = (*known).clone();
    let catalogue = use_memo((catalogue, town), |(catalogue, town)| match catalogue {
        Fetched::Here(list) => Fetched::Here(Shared(Rc::new((*list.0).clone().with_town(town)))),
        other => other.clone(),
    });
    Courses {
        catalogue: (*catalogue).clone(),
        faults,
        reading,
        complete,
        own_tracks,
        retry,
    }
}

thread_local! {
    /// Lessons fetched so far by address; an address carries the content's hash.
    static LESSONS: RefCell<Vec<(String, Rc<Module>)>> = const { RefCell::new(Vec::new()) };
}

/// A lesson fetched before.
fn fetched(url: &str) -> Option<Rc<Module>> {
    LESSONS.with_borrow(|lessons| {
        let (_, module) = lessons.iter().rev().find(|(of, _)| of == url)?;
        Some(Rc::clone(module))
    })
}

fn note_fetched(url: String, module: Rc<Module>) {
    LESSONS.with_borrow_mut(|lessons| lessons.push((url, module)));
}

/// A lesson, fetched when first asked for; the callback fetches again after a failure. It may be here and of no use.
#[hook]
pub(crate) fn use_lesson(url: &str) -> (Result<Fetched<Module>, Fault>, Callback<()>) {
    let lesson = use_state(|| (String::new(), Fetched::Waiting));
    let fault = use_state(|| None::<Fault>);
    let engine = use_engine().client;
    let attempt = use_state(|| 0_u32);
    {
        let (lesson, fault) = (lesson.setter(), fault.setter());
        use_effect_with((url.to_owned(), *attempt), move |(url, _)| {
            let url = url.clone();
            if url.is_empty() {
                return;
            }
            if let Some(module) = fetched(&url) {
                lesson.set((url, Fetched::Here(Shared(module))));
                return;
            }
            lesson.set((url.clone(), Fetched::Waiting));
            fault.set(None);
            spawn_local(async move {
                let fetched = match read_lesson(&url, &engine).await {
                    Ok(module) => Fetched::Here(Shared(module)),
                    Err(NoLesson::Away(error)) => Fetched::Failed(error),
                    Err(NoLesson::Faulty(found)) => {
                        fault.set(Some(found));
                        return;
                    }
                };
                lesson.set((url, fetched));
            });
        });
    }
    let retry = Callback::from(move |()| attempt.set(attempt.wrapping_add(1)));
    // Between a change of address and the effect above, the lesson before must not be shown; one that was fetched
    // ahead is shown at once, so that a lesson is renewed in place.
    let (shown_url, shown) = &*lesson;
    (
        if shown_url != url {
            Ok(fetched(url).map_or(Fetched::Waiting, |module| Fetched::Here(Shared(module))))
        } else if let Some(fault) = &*fault {
            Err(fault.clone())
        } else {
            Ok(shown.clone())
        },
        retry,
    )
}

/// The lesson at an address of the list of courses, fetched once.
async fn read_lesson(url: &str, engine: &EngineClient) -> Result<Rc<Module>, NoLesson> {
    if let Some(module) = fetched(url) {
        return Ok(module);
    }
    let module = if added::is_source(url) {
        added::lesson(url, engine).await?
    } else {
        shell::fetch_read(url, built).await?
    };
    let module = Rc::new(module);
    note_fetched(url.to_owned(), Rc::clone(&module));
    Ok(module)
}

/// A module as the build writes it.
fn built(bytes: Vec<u8>) -> Result<Module, String> {
    postcard::from_bytes(&bytes).map_err(|error| error.to_string())
}

/// A built lesson, for whoever wants to have it and not to show it.
pub(crate) async fn lesson(url: &str) -> Result<Module, FetchError> {
    shell::fetch_read(url, built).await
}

/// Fetches a built lesson before it is asked for.
pub(crate) async fn fetch_ahead(url: &str) -> Result<(), FetchError> {
    if fetched(url).is_some() {
        return Ok(());
    }
    let module = shell::fetch_read(url, built).await?;
    note_fetched(url.to_owned(), Rc::new(module));
    Ok(())
}

#[cfg(test)]
mod tests {
    use spec::module::Minutes;

    use super::*;

    fn module(id: &str) -> ModuleEntry {
        ModuleEntry {
            id: id.into(),
            version: 1,
            keep: false,
            title: id.into(),
            minutes: Minutes::default(),
            audience: vec![],
            requires: vec![],
            plan: vec![],
            objectives: vec![],
            lead: String::new(),
            exercises: vec![],
            url: String::new(),
        }
    }

    #[test]
    fn a_module_is_found_in_its_track() {
        let track = |id: &str, ids: &[&str]| TrackEntry {
            id: id.into(),
            title: Default::default(),
            summary: Default::default(),
            audience: vec![],
            modules: ids.iter().map(|id| module(id)).collect(),
        };
        let catalogue = Catalogue {
            tracks: vec![
                track("rpa", &["r1"]),
                track("data-science", &["d1", "d2"]),
                track("tsu", &["d2", "t1"]),
            ],
            ..Catalogue::default()
        };
        let stands_in = |id: &str| track_of(&catalogue, &id.into()).map(|track| track.id.0.clone());
        assert_eq!(stands_in("d2").as_deref(), Some("data-science"));
        assert_eq!(stands_in("t1").as_deref(), Some("tsu"));
        assert_eq!(stands_in("x"), None);
        assert_eq!(
            entry(&catalogue, &"d2".into()).map(|entry| entry.title.as_str()),
            Some("d2")
        );
    }
}
