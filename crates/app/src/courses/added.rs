//! What was added to the site's courses: by this browser, and by whoever hands the site out, in a folder beside it.
//!
//! The folder's index (`added/courses.json`) names sources; they are read by the same parser as the site's own, in the
//! worker, and what came of it is kept, so that the engine is not needed again until something changes. Whatever is
//! wrong is told on the home page and takes nothing else with it.

use std::pin::Pin;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use spec::catalogue::{Added, AddedError, Catalogue, TrackEntry, stays_below};
use spec::diagnostic::Bilingual;
use spec::{Diagnostic, Module, Severity, TrackId};
use yew::Callback;

use crate::engine::{BUILD, EngineClient};
use crate::library;
use crate::library::author_worker::{AuthorWorker, Files, Gathered, WorkerError};
use crate::shell::{self, FetchError};

/// The folder beside the site.
const FOLDER: &str = "added/";
/// Its index.
const INDEX: &str = "added/courses.json";
/// Where the answer to the last question is kept.
const KEPT: &str = "beside/gathered";

/// Something about the folder that does not work.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// The index did not come, in the browser's words.
    NoIndex(String),
    /// The index cannot be used.
    Index(AddedError),
    /// A file that the index names did not come.
    NoFile {
        /// Which one.
        file: String,
    },
    /// A file has mistakes.
    Mistakes {
        /// Which one.
        file: String,
        /// Line of the first.
        line: u32,
        /// The first.
        first: Bilingual,
        /// How many there are besides.
        more: usize,
    },
    /// They could not be read.
    NoEngine(WorkerError),
}

/// Why there is no lesson.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NoLesson {
    /// A file did not come.
    Away(FetchError),
    /// It cannot be used as it is.
    Faulty(Fault),
}

impl From<FetchError> for NoLesson {
    fn from(error: FetchError) -> Self {
        Self::Away(error)
    }
}

impl From<WorkerError> for NoLesson {
    fn from(error: WorkerError) -> Self {
        Self::Faulty(Fault::NoEngine(error))
    }
}

/// The courses with what was found so far.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// All of them.
    pub(crate) catalogue: Catalogue,
    /// What does not work.
    pub(crate) faults: Vec<Fault>,
    /// Whether sources are being read.
    pub(crate) reading: bool,
    /// Whether nothing more will come.
    pub(crate) complete: bool,
    /// Tracks that came from a zip.
    pub(crate) own_tracks: Vec<TrackId>,
}

/// Looks for more courses and tells each time that there are some, and at the end. To be called when the rooms are
/// here: the code behind it is none of the first paint's.
pub(crate) fn look(
    site: Rc<Catalogue>,
    engine: EngineClient,
    tell: Callback<Found>,
) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        // Begun before the browser's own store is asked, so that both come side by side.
        let index = shell::fetch_fresh(INDEX);
        let own = library::added::list().await;
        let is_more = !(own.tracks.is_empty() && own.modules.is_empty());
        let is_own = |track: &TrackEntry| !site.tracks.iter().any(|known| known.id == track.id);
        let catalogue = site.with(own.tracks, own.modules);
        let own_tracks = catalogue.tracks.iter().filter(|track| is_own(track));
        let mut found = Found {
            own_tracks: own_tracks.map(|track| track.id.clone()).collect(),
            catalogue,
            faults: Vec::new(),
            reading: false,
            complete: false,
        };
        if is_more {
            tell.emit(found.clone());
        }
        let added = match index.await {
            Ok(index) => read_index(index),
            Err(error) => Err(Fault::NoIndex(error.detail)),
        };
        let added = added.map(|(added, wrong)| {
            // Only what was looked at here is ever kept for offline use.
            let paths = added.paths().map(|path| format!("{FOLDER}{path}"));
            shell::keep_beside([INDEX.to_owned()].into_iter().chain(paths).collect());
            found.faults.extend(wrong.into_iter().map(Fault::Index));
            added
        });
        match added {
            Ok(added) if added.modules.is_empty() && added.tracks.is_empty() => {}
            Ok(added) => {
                found.reading = true;
                tell.emit(found.clone());
                let sources = fetch_sources(&added, &mut found.faults).await;
                match read(sources, &site, &engine).await {
                    Ok(gathered) => {
                        found.faults.extend(mistakes(&gathered.diagnostics));
                        found.catalogue = found.catalogue.with(gathered.tracks, gathered.modules);
                    }
                    Err(detail) => found.faults.push(Fault::NoEngine(detail)),
                }
                found.reading = false;
            }
            Err(fault) => found.faults.push(fault),
        }
        found.complete = true;
        tell.emit(found);
    })
}

/// The index without the places that are none of its own, and these; an empty one where there is none.
fn read_index(bytes: Option<Vec<u8>>) -> Result<(Added, Vec<AddedError>), Fault> {
    let Some(bytes) = bytes else {
        return Ok(Default::default());
    };
    let text = String::from_utf8(bytes)
        .map_err(|error| Fault::Index(AddedError::Unreadable(error.to_string())))?;
    Added::parse(&text).map_err(Fault::Index)
}

async fn fetch_sources(added: &Added, faults: &mut Vec<Fault>) -> Vec<(String, Vec<u8>)> {
    // All begun before the first is waited for.
    let fetches: Vec<_> = added
        .tracks
        .iter()
        .chain(&added.modules)
        .map(|path| format!("{FOLDER}{path}"))
        .map(|file| (shell::fetch_fresh(&file), file))
        .collect();
    let mut sources = Vec::new();
    for (bytes, file) in fetches {
        match bytes.await {
            Ok(Some(bytes)) => sources.push((file, bytes)),
            Ok(None) | Err(_) => faults.push(Fault::NoFile { file }),
        }
    }
    sources
}

/// What came of reading sources, kept with the question that it answers.
#[derive(Serialize, Deserialize)]
struct Kept {
    question: Vec<u8>,
    answer: Gathered,
}

/// Reads sources; not again when nothing has changed since the last time.
async fn read(
    sources: Vec<(String, Vec<u8>)>,
    site: &Catalogue,
    engine: &EngineClient,
) -> Result<Gathered, WorkerError> {
    if sources.is_empty() {
        return Ok(Gathered::default());
    }
    let modules: Vec<&str> = site
        .tracks
        .iter()
        .flat_map(|track| &track.modules)
        .map(|module| module.id.as_str())
        .collect();
    // One that cannot be written is no question that was asked before.
    let question = postcard::to_stdvec(&(BUILD, modules, &sources)).ok();
    // What cannot be read was kept by another build, or not at all.
    let kept = library::get(KEPT).await.ok().flatten();
    let kept = kept.and_then(|bytes| postcard::from_bytes::<Kept>(&bytes).ok());
    if let Some(kept) = kept.filter(|kept| Some(&kept.question) == question.as_ref()) {
        return Ok(kept.answer);
    }
    let worker = AuthorWorker::get(Some(engine));
    let answer = worker.gather(&sources, site).await?;
    engine.take_over(worker.client());
    let Some(question) = question else {
        return Ok(answer);
    };
    let kept = Kept { question, answer };
    if let Ok(bytes) = postcard::to_stdvec(&kept) {
        // A convenience: where the browser keeps nothing, it is read again.
        let _ = library::replace(&[], &[(KEPT.to_owned(), bytes)]).await;
    }
    Ok(kept.answer)
}

/// The files with errors, each with its first one.
fn mistakes(diagnostics: &[Diagnostic]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for found in diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
    {
        let known = faults.iter_mut().find_map(|fault| match fault {
            Fault::Mistakes { file, more, .. } if *file == found.file => Some(more),
            _ => None,
        });
        match known {
            Some(more) => *more += 1,
            None => faults.push(Fault::Mistakes {
                file: found.file.clone(),
                line: found.span.line,
                first: found.message.clone(),
                more: 0,
            }),
        }
    }
    faults
}

/// Whether a lesson's address is that of a source beside the site.
pub(crate) fn is_source(url: &str) -> bool {
    url.starts_with(FOLDER)
}

/// A lesson from a source beside the site, with the files that lie beside it.
pub(crate) async fn lesson(url: &str, engine: &EngineClient) -> Result<Module, NoLesson> {
    let index = shell::fetch_fresh(INDEX);
    let no_file = || {
        NoLesson::Faulty(Fault::NoFile {
            file: url.to_owned(),
        })
    };
    let text = shell::fetch_fresh(url).await?.ok_or_else(no_file)?;
    let text = String::from_utf8(text).map_err(FetchError::damaged)?;
    let base = url.rsplit_once('/').map_or(FOLDER, |(folder, _)| folder);
    let base = format!("{}/", base.trim_end_matches('/'));
    // Without its index a module has no descriptions of its tables, which is no reason not to open it.
    let (index, _) = read_index(index.await.ok().flatten()).unwrap_or_default();

    let worker = AuthorWorker::get(Some(engine));
    let mut read = worker.check(&text, &base, &Rc::default()).await?;
    engine.take_over(worker.client());
    let fetches: Vec<_> = own_files(&read.module, &base, &index)
        .into_iter()
        .map(|file| (shell::fetch_fresh(&format!("{base}{file}")), file))
        .collect();
    if !fetches.is_empty() {
        let mut files = Files::new();
        for (bytes, file) in fetches {
            // What does not come is missed by the check, which says so in the author's words.
            if let Some(bytes) = bytes.await? {
                files.insert(file, bytes);
            }
        }
        read = worker.check(&text, &base, &Rc::new(files)).await?;
    }
    match mistakes(&read.diagnostics).into_iter().next() {
        Some(Fault::Mistakes {
            line, first, more, ..
        }) => Err(NoLesson::Faulty(Fault::Mistakes {
            file: url.to_owned(),
            line,
            first,
            more,
        })),
        _ => Ok(*read.module),
    }
}

/// Paths, relative to a module, of the files that it needs: those that it names and those that the index names.
fn own_files(module: &Module, base: &str, index: &Added) -> Vec<String> {
    let tables = module.data.iter().map(|source| source.file.clone());
    let further = index.files.iter().filter_map(|file| {
        format!("{FOLDER}{file}")
            .strip_prefix(base)
            .map(str::to_owned)
    });
    let mut pictures = Vec::new();
    // Visited only; the walk is one that may change what it meets.
    module
        .clone()
        .each_image_mut(&mut |image| pictures.push(image.file.clone()));
    let mut files: Vec<String> = Vec::new();
    for file in tables.chain(further).chain(pictures) {
        // What leads elsewhere is told by the check, and never asked for.
        if stays_below(&file)
            && let Err(at) = files.binary_search(&file)
        {
            files.insert(at, file);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use spec::prose::Image;
    use spec::{Block, DataSource, Inline};

    use super::*;

    #[test]
    fn an_index_that_is_not_there_adds_nothing() {
        assert_eq!(read_index(None), Ok(Default::default()));
    }

    #[test]
    fn a_broken_index_is_a_fault() {
        for rubbish in [&b"<!doctype html>"[..], &[0x82, 0xa0]] {
            let read = read_index(Some(rubbish.to_vec()));
            assert!(matches!(read, Err(Fault::Index(AddedError::Unreadable(_)))));
        }
        let up = br#"{"format":1,"modules":["../module.md","a/module.md"]}"#;
        let (added, wrong) = read_index(Some(up.to_vec())).unwrap();
        assert_eq!(added.modules, ["a/module.md"]);
        assert_eq!(wrong, [AddedError::Path("../module.md".into())]);
    }

    #[test]
    fn a_file_with_mistakes_is_one_fault() {
        let found = |file: &str, line, severity, message: &str| Diagnostic {
            code: "M001".into(),
            severity,
            file: file.into(),
            span: spec::Span {
                line,
                ..Default::default()
            },
            message: Bilingual {
                ja: message.into(),
                en: message.into(),
            },
            hint: None,
        };
        let diagnostics = [
            found("a.md", 1, Severity::Warning, "一"),
            found("a.md", 2, Severity::Error, "二"),
            found("b.md", 3, Severity::Error, "三"),
            found("a.md", 4, Severity::Error, "四"),
        ];
        let fault = |file: &str, line, message: &str, more| Fault::Mistakes {
            file: file.into(),
            line,
            first: Bilingual {
                ja: message.into(),
                en: message.into(),
            },
            more,
        };
        assert_eq!(
            mistakes(&diagnostics),
            [fault("a.md", 2, "二", 1), fault("b.md", 3, "三", 0)]
        );
    }

    #[test]
    fn a_modules_files_are_those_it_names_and_those_the_index_adds() {
        let source = |seed: &str, file: &str| DataSource {
            seed: seed.into(),
            file: file.into(),
            ..DataSource::default()
        };
        let module = Module {
            data: vec![
                source("mie-population", ""),
                source("", "../../secret.csv"),
                source("", "data/x.csv"),
                source("", "data/x.csv"),
            ],
            at_work: vec![Block::Paragraph(vec![Inline::Image(Image {
                file: "images/y.png".into(),
                ..Image::default()
            })])],
            ..Module::default()
        };
        let index = Added {
            files: vec!["tsu/1/data/x.toml".into(), "tsu/10/data/y.toml".into()],
            ..Added::default()
        };
        assert_eq!(
            own_files(&module, "added/tsu/1/", &index),
            ["data/x.csv", "data/x.toml", "images/y.png"]
        );
    }
}
