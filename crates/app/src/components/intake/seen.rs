//! What the reader says of a file.

use std::cell::Cell;
use std::rc::Rc;

use protocol::reading::{Answer, Ask};
use spec::ingest::{Choice, Description, Look};

use super::reading::{self, Trouble};

/// A file that comes in. Two are the same when they are clones of one.
#[derive(Clone)]
pub(crate) struct Incoming {
    /// What it is called.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Rc<Vec<u8>>,
    /// Which file of this page it is.
    pub(super) number: u32,
}

thread_local! {
    static FILES: Cell<u32> = const { Cell::new(0) };
}

impl Incoming {
    /// A file of that name.
    pub(crate) fn new(name: String, bytes: Rc<Vec<u8>>) -> Self {
        let number = FILES.get().wrapping_add(1);
        FILES.set(number);
        Self {
            name,
            bytes,
            number,
        }
    }
}

impl PartialEq for Incoming {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

/// A file as it is read with some choices.
pub(crate) struct Seen {
    /// What it looks like.
    pub(crate) look: Look,
    /// What it says of itself.
    pub(crate) description: Description,
    /// Its table.
    pub(crate) csv: Vec<u8>,
}

/// Reads a file as a module may have it.
pub(crate) async fn seen(file: &Incoming, choice: &Choice) -> Result<Seen, Trouble> {
    let choice = choice.clone();
    match reading::of(file, &Ask::Look { choice }).await? {
        (Answer::Looked { look, description }, csv) => Ok(Seen {
            look: *look,
            description: *description,
            csv: csv.unwrap_or_default(),
        }),
        _ => Err(Trouble::Broken),
    }
}
