//! Reads, tests, zips: the worker that modules are written with. One of its own, so that neither a learner's query nor
//! stopping it gets in the way of the author.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use protocol::{AuthorRequest, Response, concat, split};
use serde::{Deserialize, Serialize};
use spec::author::{FrontChange, TestReport};
use spec::catalogue::{Catalogue, ModuleEntry};
use spec::diagnostic::Bilingual;
use spec::seed::SeedList;
use spec::track::TrackFile;
use spec::{Diagnostic, Module, TrackId};

use crate::assets::Assets;
use crate::engine::EngineClient;
use crate::hooks::Words;
use crate::shell;
use crate::state::engine::EngineError;

/// Files by their path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The worker and what it was given. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct AuthorWorker(Rc<Inner>);

#[derive(Default)]
struct Inner {
    client: EngineClient,
    /// Seeds that the worker has.
    seeds: RefCell<Vec<String>>,
    /// Files that the worker has.
    files: RefCell<Option<Rc<Files>>>,
    list: RefCell<Option<Rc<SeedList>>>,
}

/// What reading a module gave.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    /// What was understood.
    pub(crate) module: Box<Module>,
    /// Every problem.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// What reading tracks and modules side by side gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Gathered {
    /// Tracks without an error.
    pub(crate) tracks: Vec<TrackFile>,
    /// Modules without an error, with the tracks that they name.
    pub(crate) modules: Vec<(TrackId, ModuleEntry)>,
    /// Every problem.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum WorkerError {
    /// There is no engine, or it broke down.
    Engine(EngineError),
    /// The zip is not what it should be.
    Refused(Bilingual),
    /// Something could not be fetched, in the browser's words.
    Fetch(String),
}

impl WorkerError {
    /// What happened, for people.
    pub(crate) fn message(&self, words: &Words) -> String {
        match self {
            Self::Engine(error) => error.message(words),
            Self::Refused(reason) => words.pick(reason),
            Self::Fetch(detail) => {
                words.t_with("studio-fetch-failed", &[("detail", detail.into())])
            }
        }
    }
}

impl From<EngineError> for WorkerError {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

thread_local! {
    static WORKER: AuthorWorker = AuthorWorker::default();
}

impl AuthorWorker {
    /// The one of this page. It takes over what `engine` has loaded already.
    pub(crate) fn get(engine: Option<&EngineClient>) -> Self {
        let worker = WORKER.with(Clone::clone);
        if let Some(engine) = engine {
            worker.0.client.take_over(engine);
        }
        worker
    }

    /// Who does the work.
    pub(crate) fn client(&self) -> &EngineClient {
        &self.0.client
    }

    /// The site's tables, fetched once.
    pub(crate) async fn seeds(&self) -> Result<Rc<SeedList>, WorkerError> {
        if let Some(list) = self.0.list.borrow().clone() {
            return Ok(list);
        }
        let bytes = shell::fetch_bytes(&Assets::read().seeds)
            .await
            .map_err(|error| WorkerError::Fetch(error.detail))?;
        let text =
            String::from_utf8(bytes).map_err(|error| WorkerError::Fetch(error.to_string()))?;
        let list: SeedList =
            serde_json::from_str(&text).map_err(|error| WorkerError::Fetch(error.to_string()))?;
        let list = Rc::new(list);
        *self.0.list.borrow_mut() = Some(Rc::clone(&list));
        Ok(list)
    }

    pub(super) async fn ask(
        &self,
        request: AuthorRequest,
        attachment: Option<Vec<u8>>,
    ) -> Result<(Response, Option<Vec<u8>>), WorkerError> {
        self.0.client.start();
        let answer = self.0.client.ask_as_author(request, attachment).await;
        if let Err(error) = &answer
            && !matches!(error, EngineError::Failed(_))
        {
            // A fresh worker has nothing of this.
            self.0.seeds.borrow_mut().clear();
            *self.0.files.borrow_mut() = None;
        }
        Ok(answer?)
    }

    /// Reads a module with its files and the site's tables.
    pub(crate) async fn check(
        &self,
        text: &str,
        base: &str,
        files: &Rc<Files>,
    ) -> Result<Read, WorkerError> {
        let has = self.0.files.borrow().clone();
        if !has.is_some_and(|has| Rc::ptr_eq(&has, files) || has == *files) {
            let (entries, bytes) = concat(
                files
                    .iter()
                    .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
            );
            self.ask(AuthorRequest::PutFiles { files: entries }, Some(bytes))
                .await?;
        }
        *self.0.files.borrow_mut() = Some(Rc::clone(files));
        loop {
            let request = AuthorRequest::Check {
                file: "module.md".to_owned(),
                text: text.to_owned(),
                base: base.to_owned(),
            };
            let (module, diagnostics, missing) = match self.ask(request, None).await?.0 {
                Response::Checked {
                    module,
                    diagnostics,
                    missing,
                } => (module, diagnostics, missing),
                _ => return Err(EngineError::Version.into()),
            };
            let mut brought = false;
            for id in missing {
                brought |= self.bring(&id).await?;
            }
            if !brought {
                return Ok(Read {
                    module,
                    diagnostics,
                });
            }
        }
    }

    /// Gives the worker a table of the site; whether there is such a table that it did not have.
    async fn bring(&self, id: &str) -> Result<bool, WorkerError> {
        let list = self.seeds().await?;
        let Some(seed) = list.seeds.iter().find(|seed| seed.id == id) else {
            return Ok(false);
        };
        if self.0.seeds.borrow().iter().any(|seed| seed == id) {
            return Ok(false);
        }
        let bytes = shell::fetch_bytes(&seed.url)
            .await
            .map_err(|error| WorkerError::Fetch(error.detail))?;
        let seed = Box::new(seed.clone());
        self.ask(AuthorRequest::PutSeed { seed }, Some(bytes))
            .await?;
        self.0.seeds.borrow_mut().push(id.to_owned());
        Ok(true)
    }

    /// A text with its front matter changed in place; `None` when that cannot be read.
    pub(crate) async fn amend(
        &self,
        text: &str,
        changes: &[FrontChange],
    ) -> Result<Option<String>, WorkerError> {
        let request = AuthorRequest::Amend {
            text: text.to_owned(),
            changes: changes.to_vec(),
        };
        match self.ask(request, None).await?.0 {
            Response::Amended { text } => Ok(text),
            _ => Err(EngineError::Version.into()),
        }
    }

    /// A module as its source: the text, and descriptions of its own tables by path.
    pub(super) async fn to_source(
        &self,
        module: &Module,
    ) -> Result<(String, Vec<(String, String)>), WorkerError> {
        let module = Box::new(module.clone());
        match self.ask(AuthorRequest::ToSource { module }, None).await?.0 {
            Response::Source { text, descriptions } => Ok((text, descriptions)),
            _ => Err(EngineError::Version.into()),
        }
    }

    /// Reads a track file.
    pub(crate) async fn track(
        &self,
        text: &str,
    ) -> Result<(TrackFile, Vec<Diagnostic>), WorkerError> {
        let request = AuthorRequest::Track {
            file: "track.toml".to_owned(),
            text: text.to_owned(),
        };
        match self.ask(request, None).await?.0 {
            Response::Track { track, diagnostics } => Ok((*track, diagnostics)),
            _ => Err(EngineError::Version.into()),
        }
    }

    /// Reads track and module files side by side. `site` is what they may name without bringing it.
    pub(crate) async fn gather(
        &self,
        sources: &[(String, Vec<u8>)],
        site: &Catalogue,
    ) -> Result<Gathered, WorkerError> {
        let (files, bytes) = concat(
            sources
                .iter()
                .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
        );
        let modules = site.tracks.iter().flat_map(|track| &track.modules);
        let request = AuthorRequest::Gather {
            files,
            tracks: site.tracks.iter().map(|track| track.id.clone()).collect(),
            modules: modules.map(|module| module.id.clone()).collect(),
        };
        match self.ask(request, Some(bytes)).await?.0 {
            Response::Gathered {
                tracks,
                modules,
                diagnostics,
            } => Ok(Gathered {
                tracks,
                modules,
                diagnostics,
            }),
            _ => Err(EngineError::Version.into()),
        }
    }

    /// Runs the author's tests of the module that was read last.
    pub(crate) async fn test(&self) -> Result<TestReport, WorkerError> {
        match self.ask(AuthorRequest::Test { timed: true }, None).await?.0 {
            Response::Tested(report) => Ok(*report),
            _ => Err(EngineError::Version.into()),
        }
    }

    /// The files of a zip.
    pub(crate) async fn unzip(&self, zip: Vec<u8>) -> Result<Files, WorkerError> {
        match self.ask(AuthorRequest::Unzip, Some(zip)).await? {
            (Response::Unzipped { files }, bytes) => split(&files, &bytes.unwrap_or_default())
                .map(|files| files.into_iter().collect())
                .ok_or_else(|| EngineError::Version.into()),
            (Response::Refused { reason }, _) => Err(WorkerError::Refused(reason)),
            _ => Err(EngineError::Version.into()),
        }
    }
}
