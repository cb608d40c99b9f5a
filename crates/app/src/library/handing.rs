//! What is handed out, made in the worker of one's own modules and of the files that this very page consists of.

use std::rc::Rc;

use protocol::{Request, Response, joined, taken_apart};
use spec::Severity;
use spec::author::TestReport;
use spec::author::template::{Left, left};
use spec::site::{Form, Order, Report, SiteFile, SiteList, is_copy};
use yew::Callback;

use super::desk::{Desk, DeskError, Files};
use super::drafts;
use crate::assets::Assets;
use crate::shell;
use crate::state::engine::EngineError;

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
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
pub(crate) enum HandingError {
    /// The engine, the network, or what is wrong with the order.
    Desk(DeskError),
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

impl From<DeskError> for HandingError {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

/// A module as it is to be handed out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Own {
    /// Its key among the drafts.
    pub(crate) key: String,
    /// Its text, where it is being written; else what was saved.
    pub(crate) text: Option<String>,
}

/// Whether this page has what a whole site is made of.
pub(crate) fn has_material() -> bool {
    !Assets::read().site.is_empty()
}

/// Makes it; with `anyway`, also of modules that are [`HandingError::Unready`]. Whoever has `tell` hears how far it is.
pub(crate) async fn hand_out(
    desk: &Desk,
    mut order: Order,
    own: &[Own],
    anyway: bool,
    tell: &Callback<Stage>,
) -> Result<Made, HandingError> {
    tell.emit(Stage::Reading);
    let keys: Vec<&str> = own.iter().map(|own| own.key.as_str()).collect();
    let (ids, own) = sources(desk, own, anyway).await?;
    let handed: Vec<(&str, String)> = keys.into_iter().zip(ids.iter().cloned()).collect();
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
    tell.emit(Stage::Making);
    let made = desk.pack(order, &own, &material).await?;
    for (key, id) in handed {
        drafts::hand(key, &id).await;
    }
    Ok(made)
}

/// The sources of one's own modules, each below a folder of its id, and these ids.
async fn sources(
    desk: &Desk,
    own: &[Own],
    anyway: bool,
) -> Result<(Vec<String>, Files), HandingError> {
    let (mut ids, mut all) = (Vec::new(), Files::new());
    let mut unready = Vec::new();
    for Own { key, text } in own {
        let draft = drafts::load(key).await.map_err(HandingError::Gone)?;
        let draft = draft.ok_or_else(|| HandingError::Gone(key.clone()))?;
        let text = text.clone().unwrap_or(draft.text);
        let read = desk.check(&text, &drafts::base(key), &draft.files).await?;
        let is_broken = |problem: &spec::Diagnostic| problem.severity == Severity::Error;
        if read.diagnostics.iter().any(is_broken) {
            let title = read.module.title;
            return Err(HandingError::Mistakes { title });
        }
        let id = read.module.id.0;
        if ids.contains(&id) {
            return Err(HandingError::Twice { id });
        }
        if !anyway {
            let report = desk.test().await?;
            let left = left(&text);
            if !(report.passed() && left.is_empty()) {
                unready.push(Unready {
                    title: read.module.title,
                    report,
                    left,
                });
            }
        }
        all.extend(packed(&id, &text, &draft.files));
        ids.push(id);
    }
    if unready.is_empty() {
        Ok((ids, all))
    } else {
        Err(HandingError::Unready(unready))
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
async fn material(form: Form, tell: &Callback<Stage>) -> Result<Files, DeskError> {
    let address = Assets::read().site;
    if form == Form::ModuleZip || address.is_empty() {
        return Ok(Files::new());
    }
    let broken = |detail: String| DeskError::Fetch(format!("{address}: {detail}"));
    let bytes = shell::fetch_bytes(&address)
        .await
        .map_err(|error| DeskError::Fetch(error.detail))?;
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
    tell.emit(Stage::Fetching { loaded, total });
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
            Ok(_) => return Err(DeskError::Fetch(file.path)),
            Err(error) => return Err(DeskError::Fetch(error.detail)),
        }
        loaded += file.bytes;
        tell.emit(Stage::Fetching { loaded, total });
    }
    Ok(files)
}

impl Desk {
    /// Makes what is handed out of sources and the site's files.
    async fn pack(&self, order: Order, own: &Files, material: &Files) -> Result<Made, DeskError> {
        let parts = |files: &Files| -> (Vec<protocol::FileEntry>, Vec<u8>) {
            joined(
                files
                    .iter()
                    .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
            )
        };
        let (own, mut bytes) = parts(own);
        let (material, rest) = parts(material);
        bytes.extend(rest);
        let request = Request::Pack {
            order: Box::new(order),
            own,
            material,
        };
        match self.ask(request, Some(bytes)).await? {
            (Response::Packed { files, report }, bytes) => {
                let files = taken_apart(&files, &bytes.unwrap_or_default())
                    .ok_or(DeskError::Engine(EngineError::Version))?;
                Ok(Made {
                    files: files.into_iter().collect(),
                    report: *report,
                })
            }
            (Response::Refused { reason }, _) => Err(DeskError::Refused(reason)),
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
