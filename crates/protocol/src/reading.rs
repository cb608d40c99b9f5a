//! Messages between the page and the worker that reads publishers' files. Bytes of files travel as attachments.

use serde::{Deserialize, Serialize};
use spec::diagnostic::Bilingual;
use spec::ingest::{Choice, Description, Look};

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
}
