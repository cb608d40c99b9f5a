//! Messages between the page and the worker that reads publishers' files. Bytes of files travel as attachments.
//!
//! A page compares a file's size with [`MOST_BYTES`] before it reads it into memory. Then it asks [`Ask::Open`], and for the
//! workbench [`Ask::Read`] with the choice so far (the first time an empty one, or what [`Ask::Replay`] made of a recipe). The
//! worker keeps the file and nothing else: whatever is asked about it says with which choice. [`Ask::Profile`] and
//! [`Ask::Guard`] look at any table as CSV, so at one that steps have changed, too, and need no file. The worker can be ended
//! at any time; a new one wants the file again.

pub use spec::ingest::MOST_BYTES;

use serde::{Deserialize, Serialize};
use spec::diagnostic::Bilingual;
use spec::ingest::{
    AuditReport, Choice, Description, Export, Exported, Look, PrivacyReport, Profile, RawSheet,
    Reading, Recipe, Replay,
};

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Read the file in the attachment and keep it, in the place of the one before.
    Open {
        /// What it is called.
        name: String,
    },
    /// Look at it with what was chosen.
    Look {
        /// What was chosen.
        choice: Choice,
    },
    /// Read the description beside a table.
    Describe {
        /// Its text.
        text: String,
    },
    /// Write a description.
    Write {
        /// What it says.
        description: Box<Description>,
        /// The text that there was before; what only stands there is kept.
        before: String,
    },
    /// Read the open file as a table, for the workbench: as [`Ask::Look`], without the limits of modules, and with all that
    /// can be chosen.
    Read {
        /// What was chosen.
        choice: Choice,
    },
    /// Rows of the open file as they stand in it.
    Raw {
        /// What was chosen.
        choice: Choice,
        /// The first row, from 1.
        from: u64,
        /// How many, at most 500.
        count: u32,
    },
    /// Look at every column of the table in the attachment (CSV in UTF-8); without one, of the open file's.
    Profile {
        /// What was chosen; of no matter with an attachment.
        choice: Choice,
    },
    /// See whether a machine could read the open file as it was laid out: all its sheets.
    Audit {
        /// What was chosen: encoding, separator and quote count, nothing else.
        choice: Choice,
    },
    /// See what in the table may be about persons: as [`Ask::Profile`].
    Guard {
        /// What was chosen; of no matter with an attachment.
        choice: Choice,
    },
    /// See how the open file is to be read so that it is read as another one was.
    Replay {
        /// How that was read.
        recipe: Box<Recipe>,
    },
    /// Make a file to take along of the table in the attachment (CSV in UTF-8).
    Export {
        /// As what.
        export: Export,
    },
}

/// Worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// It is ready.
    Ready,
    /// An answer.
    Reply(Reply),
}

/// An answer, or why there is none, for people.
pub type Reply = Result<Answer, Bilingual>;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The file is read.
    Opened,
    /// A look; the table that comes of it is the attachment.
    Looked {
        /// What is there.
        look: Box<Look>,
        /// What is known of the table.
        description: Box<Description>,
    },
    /// A description.
    Described {
        /// What it says.
        description: Box<Description>,
    },
    /// A description's file.
    Written {
        /// Its text.
        text: String,
    },
    /// A table, as CSV in the attachment; there is none where [`Look::blocked`] says why.
    Read {
        /// All about it.
        reading: Box<Reading>,
    },
    /// Rows as they stand in the file.
    Raw {
        /// They and their surroundings.
        sheet: Box<RawSheet>,
    },
    /// The columns of a table.
    Profiled {
        /// They.
        profile: Box<Profile>,
    },
    /// What an audit found.
    Audited {
        /// It.
        report: Box<AuditReport>,
    },
    /// What may be about persons.
    Guarded {
        /// It.
        report: Box<PrivacyReport>,
    },
    /// How the open file is to be read.
    Replayed {
        /// With what, and where it differs.
        replay: Box<Replay>,
    },
    /// A file to take along, in the attachment.
    Exported {
        /// What there is to say of it.
        exported: Box<Exported>,
    },
}
