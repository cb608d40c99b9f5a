//! One HTML file, opened from a disc: everything is in it. What a browser keeps for files it may forget, so work is in the
//! work file that the learner saves. Beside it goes a copy where the browser takes one, against a crash: nothing is
//! promised, and it is offered at the next opening of the same file. Browsers keep things of all files in one place, so its
//! name says whose it is.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::{Missed, Shell};
use crate::assets::Assets;
use crate::storage::{IndexedDb, Memory, Storage};

/// The name of something that browsers keep, for this file alone: with the build and the courses that are inside.
fn own(name: &str) -> String {
    let Assets {
        engine, courses, ..
    } = Assets::read();
    format!("{name} {engine} {courses}")
}

/// A browser that has not opened its database by then is not waited for.
const OPENS_MS: u32 = 3_000;

/// One HTML file.
pub(super) struct File;

impl Shell for File {
    fn storage(&self) -> Pin<Box<dyn Future<Output = Rc<dyn Storage>>>> {
        Box::pin(async {
            let (tell, answer) = oneshot::channel();
            // Whoever comes first takes it.
            let tell = Rc::new(Cell::new(Some(tell)));
            let late = {
                let tell = Rc::clone(&tell);
                Timeout::new(OPENS_MS, move || drop(tell.take()))
            };
            spawn_local(async move {
                let opened = IndexedDb::open("ama", false).await;
                if let (Ok(store), Some(tell)) = (opened, tell.take()) {
                    // Nobody waits any more: then the page lives from memory.
                    let _ = tell.send(store);
                }
            });
            let copy = answer.await;
            late.cancel();
            copy.map_or_else(
                |_| Rc::new(Memory::default()) as Rc<dyn Storage>,
                |store| Rc::new(store),
            )
        })
    }

    fn has_addresses(&self) -> bool {
        false
    }

    fn trusts_browser(&self) -> bool {
        false
    }

    fn database(&self, name: &str) -> String {
        own(name)
    }

    fn why(&self, _: Missed) -> &'static str {
        "fetch-file"
    }
}
