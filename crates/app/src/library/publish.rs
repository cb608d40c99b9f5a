//! What is handed out, made in the worker of one's own modules and of the files that this very page consists of.

use std::rc::Rc;

use protocol::{AuthorRequest, Response, concat, split};
use spec::author::TestReport;
use spec::author::template::{Left, left};
use spec::site::{Form, Order, Report, SiteFile, SiteList, is_copy};
use spec::track::TrackFile;
use spec::{ModuleId, Severity};
use yew::Callback;

use super::author_worker::{AuthorWorker, Files, WorkerError};
use super::drafts::{self, About, Draft};
use super::past::{self, Head, Why};
use super::tracks;
use crate::assets::Assets;
use crate::shell;
use crate::state::engine::EngineError;

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublishStage {
    /// One's own modules are read.
    Reading,
    /// The site's files are fetched: so many bytes of so many.
    Fetching {
        /// Bytes that are here.
        loaded: u64,
        /// Bytes of all of them.
        total: u64,
    },
    /// The worker makes it.
    Making,
}

/// What was made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Made {
    /// The files to save, by their names.
    pub(crate) files: Files,
    /// What is in them.
    pub(crate) report: Report,
}

/// Why nothing was made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PublishError {
    /// The engine, the network, or what is wrong with the order.
    Worker(WorkerError),
    /// A module has errors.
    Mistakes {
        /// Its title.
        title: String,
    },
    /// Modules are not as their authors meant them, or not finished; it can be made all the same.
    Unready(Vec<Unready>),
    /// Two modules have one id.
    Twice {
        /// The id.
        id: String,
    },
    /// A track has no name, or no module.
    Unfinished,
    /// A module of a track is neither one's own nor the site's.
    NotInTrack {
        /// The track's title.
        track: String,
        /// The module's id.
        id: String,
    },
    /// A module is not in this browser any more, in the browser's words.
    Gone(String),
}

/// What somebody should know of a module before it is handed out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unready {
    /// Its title.
    pub(crate) title: String,
    /// What its tests found.
    pub(crate) report: TestReport,
    /// Words of a template that were left.
    pub(crate) left: Vec<Left>,
}

impl From<WorkerError> for PublishError {
    fn from(error: WorkerError) -> Self {
        Self::Worker(error)
    }
}

/// A module as it is to be handed out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Own {
    /// Its key among the drafts.
    pub(crate) key: String,
    /// The module where it is being written, whether it could be saved or not; else what was saved.
    pub(crate) now: Option<Draft>,
}

/// Whether this page has what a whole site is made of.
pub(crate) fn has_material() -> bool {
    !Assets::read().site.is_empty()
}

/// Adds what tracks list: one's own modules to `own`, those of the site to `order`. The same module is taken once, from
/// the draft that is picked already, else from the one changed last.
fn with_modules_of(
    tracks: &[TrackFile],
    drafts: &[(String, About)],
    site: &[ModuleId],
    own: &mut Vec<Own>,
    order: &mut Order,
) -> Result<(), PublishError> {
    let id_of = |key: &str| drafts.iter().find(|(known, _)| known == key);
    for track in tracks {
        if track.title.ja.trim().is_empty()
            || track.summary.ja.trim().is_empty()
            || track.modules.is_empty()
        {
            return Err(PublishError::Unfinished);
        }
        for id in &track.modules {
            let is_picked = own
                .iter()
                .any(|own| id_of(&own.key).is_some_and(|(_, about)| about.id == id.0));
            if is_picked {
                continue;
            }
            if let Some((key, _)) = drafts.iter().find(|(_, about)| about.id == id.0) {
                own.push(Own {
                    key: key.clone(),
                    now: None,
                });
            } else if site.contains(id) {
                // Whoever gets a zip of modules has these on the site.
                if order.form != Form::ModuleZip {
                    order.modules.push(id.clone());
                }
            } else {
                return Err(PublishError::NotInTrack {
                    track: track.title.ja.clone(),
                    id: id.0.clone(),
                });
            }
        }
    }
    Ok(())
}

/// Makes it; with `anyway`, also of modules that are [`PublishError::Unready`]. `tracks` are one's own, `site` the modules
/// that the site has. Whoever has `tell` hears how far it is.
pub(crate) async fn publish(
    worker: &AuthorWorker,
    mut order: Order,
    mut own: Vec<Own>,
    tracks: &[TrackFile],
    site: &[ModuleId],
    anyway: bool,
    tell: &Callback<PublishStage>,
) -> Result<Made, PublishError> {
    tell.emit(PublishStage::Reading);
    with_modules_of(tracks, &drafts::list().await, site, &mut own, &mut order)?;
    if let (true, [track]) = (order.name.is_empty(), tracks) {
        order.name.clone_from(&track.id.0);
    }
    let (ids, mut own, states) = sources(worker, &own, anyway).await?;
    for track in tracks {
        let path = format!("{}/track.toml", track.id);
        own.insert(path, tracks::toml(track).into_bytes());
    }
    if let (true, [id], []) = (
        order.name.is_empty(),
        ids.as_slice(),
        order.tracks.as_slice(),
    ) {
        order.name.clone_from(id);
    }
    if order.name.is_empty() {
        order.name = match (ids.as_slice(), order.tracks.as_slice()) {
            ([], [track]) => track.to_string(),
            ([], _) => "courses".to_owned(),
            _ => "my-modules".to_owned(),
        };
    }
    let material = material(order.form, tell).await?;
    tell.emit(PublishStage::Making);
    let made = worker.pack(order, &own, &material).await?;
    for (id, (key, draft, head)) in ids.iter().zip(states) {
        drafts::hand(&key, id).await;
        // A help for later: what was made is made.
        let _ = past::keep(&key, &draft, head, Why::HandedOut).await;
    }
    Ok(made)
}

/// What was read of a module for publishing it: its key among the drafts, and what is kept of it.
type Published = (String, Draft, Head);

/// The ids of one's own modules, their sources, each below a folder of its id, and what they are.
async fn sources(
    worker: &AuthorWorker,
    own: &[Own],
    anyway: bool,
) -> Result<(Vec<String>, Files, Vec<Published>), PublishError> {
    let (mut ids, mut all, mut states) = (Vec::new(), Files::new(), Vec::new());
    let mut unready = Vec::new();
    for Own { key, now } in own {
        let draft = match now {
            Some(now) => Some(now.clone()),
            None => drafts::load(key).await.map_err(PublishError::Gone)?,
        };
        let Draft { text, files } = draft.ok_or_else(|| PublishError::Gone(key.clone()))?;
        let read = worker.check(&text, &drafts::base(key), &files).await?;
        let is_broken = |problem: &spec::Diagnostic| problem.severity == Severity::Error;
        if read.diagnostics.iter().any(is_broken) {
            let title = read.module.title;
            return Err(PublishError::Mistakes { title });
        }
        let head = Head::of(&read.module);
        let id = read.module.id.0;
        if ids.contains(&id) {
            return Err(PublishError::Twice { id });
        }
        if !anyway {
            let report = worker.test().await?;
            let left = left(&text);
            if !(report.passed() && left.is_empty()) {
                unready.push(Unready {
                    title: read.module.title,
                    report,
                    left,
                });
            }
        }
        all.extend(packed(&id, &text, &files));
        ids.push(id);
        states.push((key.clone(), Draft { text, files }, head));
    }
    if unready.is_empty() {
        Ok((ids, all, states))
    } else {
        Err(PublishError::Unready(unready))
    }
}

/// The files of a module as they lie in a zip: all below a folder of its id.
fn packed(id: &str, text: &str, files: &Files) -> Files {
    let mut all = Files::from([(format!("{id}/module.md"), text.as_bytes().to_vec())]);
    all.extend(
        files
            .iter()
            .map(|(path, bytes)| (format!("{id}/{path}"), bytes.clone())),
    );
    all
}

/// The site's own files that such a thing is made of.
async fn material(form: Form, tell: &Callback<PublishStage>) -> Result<Files, WorkerError> {
    let address = Assets::read().site;
    if form == Form::ModuleZip || address.is_empty() {
        return Ok(Files::new());
    }
    let broken = |detail: String| WorkerError::Fetch(format!("{address}: {detail}"));
    let bytes = shell::fetch_bytes(&address)
        .await
        .map_err(|error| WorkerError::Fetch(error.detail))?;
    // As text: reading JSON from bytes would be a second parser in the page.
    let text = String::from_utf8(bytes).map_err(|error| broken(error.to_string()))?;
    let list: SiteList = serde_json::from_str(&text).map_err(|error| broken(error.to_string()))?;
    let needed: Vec<SiteFile> = list
        .files
        .into_iter()
        .filter(|file| form.needs(&file.path))
        .collect();
    let total = needed.iter().map(|file| file.bytes).sum();
    let mut loaded = 0;
    tell.emit(PublishStage::Fetching { loaded, total });
    // All begun before the first is waited for.
    let fetches: Vec<_> = needed
        .into_iter()
        .map(|file| (shell::fetch_bytes(&file.path), file))
        .collect();
    let mut files = Files::from([(address.clone(), text.into_bytes())]);
    for (bytes, file) in fetches {
        match bytes.await {
            // Some hosts inflate what was compressed beforehand, and some do not hand it out.
            Ok(bytes) if bytes.len() as u64 == file.bytes => {
                files.insert(file.path, bytes);
            }
            Ok(_) | Err(_) if is_copy(&file.path) => {}
            Ok(_) => return Err(WorkerError::Fetch(file.path)),
            Err(error) => return Err(WorkerError::Fetch(error.detail)),
        }
        loaded += file.bytes;
        tell.emit(PublishStage::Fetching { loaded, total });
    }
    Ok(files)
}

impl AuthorWorker {
    /// Makes what is handed out of sources and the site's files.
    async fn pack(&self, order: Order, own: &Files, material: &Files) -> Result<Made, WorkerError> {
        let parts = |files: &Files| -> (Vec<protocol::FileEntry>, Vec<u8>) {
            concat(
                files
                    .iter()
                    .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
            )
        };
        let (own, mut bytes) = parts(own);
        let (material, rest) = parts(material);
        bytes.extend(rest);
        let request = AuthorRequest::Pack {
            order: Box::new(order),
            own,
            material,
        };
        match self.ask(request, Some(bytes)).await? {
            (Response::Packed { files, report }, bytes) => {
                let files = split(&files, &bytes.unwrap_or_default())
                    .ok_or(WorkerError::Engine(EngineError::Version))?;
                Ok(Made {
                    files: files.into_iter().collect(),
                    report: *report,
                })
            }
            (Response::Refused { reason }, _) => Err(WorkerError::Refused(reason)),
            _ => Err(EngineError::Version.into()),
        }
    }
}

/// One's own modules that can be handed out: their keys and titles.
pub(crate) async fn own() -> Rc<Vec<(String, String)>> {
    let drafts = drafts::list().await;
    Rc::new(
        drafts
            .into_iter()
            .map(|(key, about)| (key, about.title))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use spec::diagnostic::Bilingual;

    use super::*;

    #[test]
    fn a_track_brings_its_modules() {
        let draft = |key: &str, id: &str| {
            let about = About {
                title: id.into(),
                updated: 0,
                id: id.into(),
                version: 1,
                window: String::new(),
            };
            (key.to_owned(), about)
        };
        // The one changed last first.
        let drafts = [draft("k3", "b"), draft("k2", "a"), draft("k1", "a")];
        let site = [ModuleId::from("s1")];
        let words = |text: &str| Bilingual {
            ja: text.into(),
            en: String::new(),
        };
        let track = |ids: &[&str]| TrackFile {
            title: words("題"),
            summary: words("文"),
            modules: ids.iter().map(|id| (*id).into()).collect(),
            ..TrackFile::default()
        };
        let added = |form, track: TrackFile| {
            let mut own = vec![Own {
                key: "k1".into(),
                now: None,
            }];
            let mut order = Order {
                form,
                name: String::new(),
                tracks: vec![],
                modules: vec![],
            };
            with_modules_of(&[track], &drafts, &site, &mut own, &mut order)?;
            let keys: Vec<String> = own.into_iter().map(|own| own.key).collect();
            Ok::<_, PublishError>((keys, order.modules))
        };
        let keys = vec!["k1".to_owned(), "k3".to_owned()];
        assert_eq!(
            added(Form::Html, track(&["a", "s1", "b"])),
            Ok((keys.clone(), site.to_vec()))
        );
        assert_eq!(
            added(Form::ModuleZip, track(&["a", "s1", "b"])),
            Ok((keys, vec![]))
        );
        assert_eq!(
            added(Form::Html, track(&["a", "x"])),
            Err(PublishError::NotInTrack {
                track: "題".into(),
                id: "x".into()
            })
        );
        assert_eq!(added(Form::Html, track(&[])), Err(PublishError::Unfinished));
    }
}
