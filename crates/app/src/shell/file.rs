//! One HTML file, opened from a disc: everything is in it. What a browser keeps for files it may forget, or give to
//! another file, so work is in memory and in the work file that the learner saves.

use std::pin::Pin;
use std::rc::Rc;

use super::{Missed, Shell};
use crate::storage::{Memory, Storage};

/// One HTML file.
pub(super) struct File;

impl Shell for File {
    fn storage(&self) -> Pin<Box<dyn Future<Output = Rc<dyn Storage>>>> {
        Box::pin(async { Rc::new(Memory::default()) as Rc<dyn Storage> })
    }

    fn has_addresses(&self) -> bool {
        false
    }

    fn trusts_browser(&self) -> bool {
        false
    }

    fn why(&self, _: Missed) -> &'static str {
        "fetch-file"
    }
}
