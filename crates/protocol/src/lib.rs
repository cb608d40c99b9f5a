//! Messages between the page and the engine's worker: typed, versioned, postcard bytes.
//!
//! The page sends an [`Envelope`] of [`Request`], which names whom it is for: a lesson ([`LessonRequest`]) or whoever writes
//! modules ([`AuthorRequest`]). The worker answers each with exactly one envelope of [`Reply`] carrying the same id.
//! Large things (files, exported CSV) travel beside the envelope as an *attachment*, a transferred `ArrayBuffer`. The worker
//! holds nothing that cannot be rebuilt: a `Run` names its steps and the page can replay `Open` and `AddTable` to a fresh
//! worker at any time.
//!
//! # Invariants
//!
//! - May use `spec` and `table`; types and their bytes, no behaviour.
//! - Every change of a type in them, however far inside, raises [`VERSION`] (`messages.txt` tells); another version is told
//!   apart from rubbish before anything else is read.
//! - Each request has exactly one reply with its id, and nothing is sent without having been asked for but [`Event::Ready`].

pub mod reading;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use spec::author::{FrontChange, TestReport};
use spec::catalogue::ModuleEntry;
use spec::diagnostic::Bilingual;
use spec::seed::SeedEntry;
use spec::site::{Order, Report};
use spec::track::TrackFile;
use spec::{
    Answer, Diagnostic, ExerciseId, Failure, Module, ModuleId, Program, Step, StepNote, TrackId,
    Verdict,
};
use table::{Field, Table};

/// Version of the messages below; raised at every change of any type in them, which `messages.txt` tells.
pub const VERSION: u16 = 13;

/// A message with its version and id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// [`VERSION`] of the sender.
    pub version: u16,
    /// Number of the request; the reply carries the same.
    pub id: u32,
    /// The message.
    pub body: T,
}

/// Which lesson of the page. The page chooses the number; opening the same one anew replaces the lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LessonId(pub u32);

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Of somebody who works on a lesson.
    Lesson(LessonId, LessonRequest),
    /// Of somebody who writes modules.
    Author(AuthorRequest),
}

/// What is asked of a lesson. One that was not opened answers nothing: [`spec::FailureKind::OutOfStep`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LessonRequest {
    /// Forget the lesson of that number with its tables, and work on this module.
    Open {
        /// The module.
        module: Box<Module>,
        /// The learner's own town, put in the place of `{町}`.
        town: String,
    },
    /// Load a table of the module; the file's bytes (CSV, UTF-8) are the attachment.
    AddTable {
        /// Table name.
        name: String,
    },
    /// Run a program and give the result's first rows.
    Run {
        /// What to run.
        program: Program,
        /// Rows wanted of the result.
        window: Window,
    },
    /// Rows of the table after a step (steps only), or of the result.
    Rows {
        /// What to run (answered from memory where it ran last).
        program: Program,
        /// Position of the step after which to look; `None`: the result.
        after: Option<u32>,
        /// Rows wanted.
        window: Window,
    },
    /// Grade an answer.
    Grade {
        /// The exercise.
        exercise: ExerciseId,
        /// The answer.
        answer: Answer,
        /// How many times it was graded before, plus one.
        attempt: u32,
    },
    /// The data that a chart exercise draws: its steps' whole result (refused over 10,000 rows).
    ChartData {
        /// The exercise.
        exercise: ExerciseId,
    },
    /// Steps as SQL.
    ToSql {
        /// The steps.
        steps: Vec<Step>,
    },
    /// The result as CSV (UTF-8) in the attachment.
    ToCsv {
        /// What to run.
        program: Program,
        /// Whether a spreadsheet opens it: with a byte-order mark, and a `'` before texts that it would compute.
        for_sheet: bool,
    },
}

/// What is asked of the author's workspace. No lesson is touched by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AuthorRequest {
    /// Keep a table of the site for modules under way; its CSV is the attachment.
    PutSeed {
        /// Which one, and what it means.
        seed: Box<SeedEntry>,
    },
    /// Keep these as the files beside the module under way, in the place of all those before. The attachment holds
    /// them one after another.
    PutFiles {
        /// Their paths beside `module.md`, and their sizes.
        files: Vec<FileEntry>,
    },
    /// Read a module under way with its data.
    Check {
        /// Name that the diagnostics carry.
        file: String,
        /// The module's text.
        text: String,
        /// What stands before the paths of the module's own files in the addresses of its tables.
        base: String,
    },
    /// Change the front matter of a module's text in place.
    Amend {
        /// The text.
        text: String,
        /// What is to be changed.
        changes: Vec<FrontChange>,
    },
    /// Give a module as the text and the descriptions that it could have been read from, for a copy to begin with.
    ToSource {
        /// The module.
        module: Box<Module>,
    },
    /// Read a track file.
    Track {
        /// Name that the diagnostics carry.
        file: String,
        /// The file's text.
        text: String,
    },
    /// Read track and module files side by side, without their data; the attachment holds them one after another.
    Gather {
        /// Their paths, which the diagnostics carry, and their sizes.
        files: Vec<FileEntry>,
        /// Tracks that the site has already.
        tracks: Vec<TrackId>,
        /// Modules that the site has already.
        modules: Vec<ModuleId>,
    },
    /// Run the author's tests of the module that was checked last.
    Test {
        /// Whether to measure times; without, they are 0.
        timed: bool,
    },
    /// Make one zip of the files in the attachment, which stand there one after another.
    Zip {
        /// Their paths and sizes.
        files: Vec<FileEntry>,
    },
    /// Take the zip in the attachment apart.
    Unzip,
    /// Publish modules. The attachment holds `own`, then `material`, one after another.
    Pack {
        /// What is wanted.
        order: Box<Order>,
        /// Sources of one's own modules, as they stand in a zip: `ID/module.md` with what it names beside it, and `track.toml`.
        own: Vec<FileEntry>,
        /// The site's own files by their addresses: its list ([`spec::site::Assets::site`]) and those files of it that
        /// [`spec::site::Form::needs`]. Copies compressed beforehand may be missing, nothing else.
        material: Vec<FileEntry>,
    },
}

/// A file within an attachment that holds several, one after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its path, with `/` between folders.
    pub path: String,
    /// Its bytes.
    pub len: u64,
}

/// Files in one attachment: their entries and all bytes, one after another.
pub fn concat<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> (Vec<FileEntry>, Vec<u8>) {
    let mut entries = Vec::new();
    let mut all = Vec::new();
    for (path, bytes) in files {
        entries.push(FileEntry {
            path: path.to_owned(),
            len: bytes.len() as u64,
        });
        all.extend_from_slice(bytes);
    }
    (entries, all)
}

/// The files of an attachment; `None` when it is not as long as the entries say.
pub fn split(entries: &[FileEntry], all: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut rest = all;
    let mut files = Vec::new();
    for entry in entries {
        let (bytes, after) = rest.split_at_checked(usize::try_from(entry.len).ok()?)?;
        files.push((entry.path.clone(), bytes.to_vec()));
        rest = after;
    }
    rest.is_empty().then_some(files)
}

/// Rows `offset .. offset + len`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First row, from 0.
    pub offset: u64,
    /// How many; the worker gives at most [`Window::MAX`].
    pub len: u64,
}

impl Window {
    /// Most rows that one reply carries.
    pub const MAX: u64 = 500;
}

/// Worker to page, one for each request. One list for both kinds of request: whoever asked knows what can come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// To `Open`.
    Opened,
    /// To `AddTable`.
    Added {
        /// Rows.
        rows: u64,
        /// Columns.
        schema: Vec<Field>,
    },
    /// To `Run`.
    Ran(RunReport),
    /// To `Rows`.
    Rows(Page),
    /// To `Grade`.
    Graded(Verdict),
    /// To `ChartData`.
    ChartData(Table),
    /// To `ToSql`.
    Sql(String),
    /// To `ToCsv`; the bytes are the attachment.
    Csv {
        /// Texts that a spreadsheet would have computed, and that have a `'` before them now.
        guarded: u64,
    },
    /// To `PutSeed` and `PutFiles`.
    Put,
    /// To `Check`.
    Checked {
        /// What was understood, with its data.
        module: Box<Module>,
        /// Every problem, in the order of the file.
        diagnostics: Vec<Diagnostic>,
        /// Seeds that the module names and that were not put here.
        missing: Vec<String>,
    },
    /// To `Amend`.
    Amended {
        /// The text after it; `None` when its front matter cannot be read.
        text: Option<String>,
    },
    /// To `ToSource`.
    Source {
        /// The text of `module.md`.
        text: String,
        /// Paths and texts of the descriptions beside its own tables.
        descriptions: Vec<(String, String)>,
    },
    /// To `Track`.
    Track {
        /// What was understood.
        track: Box<TrackFile>,
        /// Every problem, in the order of the file.
        diagnostics: Vec<Diagnostic>,
    },
    /// To `Gather`.
    Gathered {
        /// Tracks without an error.
        tracks: Vec<TrackFile>,
        /// Modules without an error, with the tracks that they name; an entry's address is the file's path.
        modules: Vec<(TrackId, ModuleEntry)>,
        /// Every problem of every file.
        diagnostics: Vec<Diagnostic>,
    },
    /// To `Test`.
    Tested(Box<TestReport>),
    /// To `Zip`; the zip is the attachment.
    Zipped,
    /// To `Unzip`; the files are the attachment, one after another.
    Unzipped {
        /// Their paths and sizes.
        files: Vec<FileEntry>,
    },
    /// To `Pack`; the files are the attachment, one after another.
    Packed {
        /// Names and sizes: `NAME.zip` (modules), `ama-NAME.zip` (a folder), or `ama-NAME.html` and `ama-NAME-papers.zip`.
        files: Vec<FileEntry>,
        /// What is in them.
        report: Box<Report>,
    },
    /// To `Zip`, `Unzip` and `Pack`: not done, and why.
    Refused {
        /// Why, in both languages.
        reason: Bilingual,
    },
}

/// What came of a request.
pub type Reply = Result<Response, Failure>;

/// A reply and the bytes beside it, from what came of a request.
pub fn replied(answer: Result<(Response, Option<Vec<u8>>), Failure>) -> (Reply, Option<Vec<u8>>) {
    match answer {
        Ok((response, attachment)) => (Ok(response), attachment),
        Err(failure) => (Err(failure), None),
    }
}

/// What came of running a program.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunReport {
    /// One for each step, in order; empty for SQL.
    pub steps: Vec<StepReport>,
    /// Result of all steps that ran, or of the query.
    pub result: Option<Page>,
    /// Why there is no result at all (SQL error, no source).
    pub failure: Option<Failure>,
    /// Soft remarks about the result.
    pub notes: Vec<RunNote>,
}

/// A soft remark about a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunNote {
    /// Division by zero left cells that are no finite number.
    NotFinite {
        /// The column.
        column: String,
        /// How many cells.
        count: u64,
    },
    /// A missing value stood behind `NOT IN`, which then is true for no row.
    MissingIn,
}

/// What came of one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepReport {
    /// How it went.
    pub outcome: StepOutcome,
    /// Rows after it (or, when it did not run, before it).
    pub rows: u64,
    /// Columns after it.
    pub schema: Vec<Field>,
    /// Columns that it added or changed.
    pub changed: Vec<String>,
    /// What it has to say of cells or rows.
    pub note: Option<StepNote>,
    /// Of a join by keys that ran: how the rows of the two tables belong together.
    pub matches: Option<JoinMatches>,
}

/// How the rows of two tables belong together by their keys. A row with a missing key has no partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinMatches {
    /// Rows before the step that have a partner.
    pub left: u64,
    /// Rows before the step.
    pub left_rows: u64,
    /// Rows of the joined table that have a partner.
    pub right: u64,
    /// Rows of the joined table.
    pub right_rows: u64,
    /// Most partners of one row before the step.
    pub most: u64,
}

/// How a step went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StepOutcome {
    /// It ran.
    Done,
    /// It is switched off.
    Off,
    /// It did not run; later steps go on without it.
    Failed(Failure),
}

/// A window of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The rows.
    pub table: Table,
    /// Position of the first of them.
    pub offset: u64,
    /// Rows of the whole table.
    pub total: u64,
}

/// Worker to page, unasked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The worker takes requests now. Messages sent earlier are lost.
    Ready {
        /// Id of the sources that the worker is made from.
        build: String,
    },
}

/// Everything that the worker posts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// An answer.
    Reply(Reply),
    /// Something unasked; its envelope's id is 0.
    Event(Event),
}

/// Why bytes are no message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// The other side speaks another version: reload the page.
    #[error("protocol version {found}, this side speaks {VERSION}")]
    Version {
        /// Version of the sender.
        found: u16,
    },
    /// Not a message at all.
    #[error("unreadable message: {0}")]
    Malformed(String),
}

/// Envelope to bytes.
///
/// # Errors
/// [`ProtocolError::Malformed`] when a value cannot be encoded (postcard refuses nothing that these types hold).
pub fn encode<T: Serialize>(id: u32, body: &T) -> Result<Vec<u8>, ProtocolError> {
    postcard::to_stdvec(&Envelope {
        version: VERSION,
        id,
        body,
    })
    .map_err(|error| ProtocolError::Malformed(error.to_string()))
}

/// Bytes to envelope. The version is looked at before anything else is read.
///
/// # Errors
/// [`ProtocolError`] for another version or unreadable bytes.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<Envelope<T>, ProtocolError> {
    let malformed = |error: postcard::Error| ProtocolError::Malformed(error.to_string());
    let (version, rest) = postcard::take_from_bytes::<u16>(bytes).map_err(malformed)?;
    if version != VERSION {
        return Err(ProtocolError::Version { found: version });
    }
    let (id, rest) = postcard::take_from_bytes::<u32>(rest).map_err(malformed)?;
    let body = postcard::from_bytes(rest).map_err(malformed)?;
    Ok(Envelope { version, id, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back() {
        let run = LessonRequest::Run {
            program: Program::of_steps([
                Step::From {
                    table: "人口".into(),
                },
                Step::Head { n: 3 },
            ]),
            window: Window { offset: 0, len: 50 },
        };
        let request = Request::Lesson(LessonId(2), run);
        let bytes = encode(7, &request).unwrap();
        assert_eq!(
            decode::<Request>(&bytes).unwrap(),
            Envelope {
                version: VERSION,
                id: 7,
                body: request
            }
        );
    }

    #[test]
    fn another_version_is_told_apart_from_rubbish() {
        let bytes = postcard::to_stdvec(&(VERSION + 1, 1_u32, "something of tomorrow")).unwrap();
        assert_eq!(
            decode::<Request>(&bytes),
            Err(ProtocolError::Version { found: VERSION + 1 })
        );
        assert!(matches!(
            decode::<Request>(&VERSION.to_le_bytes()[..1]),
            Err(ProtocolError::Malformed(_))
        ));
        let steps = vec![Step::Head { n: 3 }];
        let request = Request::Lesson(LessonId(0), LessonRequest::ToSql { steps });
        let truncated = &encode(1, &request).unwrap()[..3];
        assert!(matches!(
            decode::<Request>(truncated),
            Err(ProtocolError::Malformed(_))
        ));
    }

    #[test]
    fn files_share_an_attachment() {
        let (entries, all) = concat([("module.md", &b"# a"[..]), ("data/x.csv", &b""[..])]);
        let files = vec![
            ("module.md".to_owned(), b"# a".to_vec()),
            ("data/x.csv".to_owned(), Vec::new()),
        ];
        assert_eq!(split(&entries, &all), Some(files));
        assert_eq!(split(&entries, b"# "), None);
        assert_eq!(split(&entries, b"# ab"), None);
    }
}
