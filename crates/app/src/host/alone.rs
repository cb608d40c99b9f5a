//! Nobody: the page is all that its window shows, and the browser asks before it closes the page.
//!
//! In a site the browser keeps the work. What it keeps for one HTML file it may forget, so there the work is in the work file
//! that the learner saves. Beside it goes a copy where the browser takes one, against a crash: nothing is promised, and it is
//! offered at the next opening of the same file.

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::guard::{self, Loss};
use super::interface::{Host, Kept, StorageFuture};
use crate::shell;
use crate::storage::{IndexedDb, Memory, Storage};

/// The browser's name of the database.
const DATABASE: &str = "ama";

/// A browser that has not opened its database by then is not waited for, where it keeps a copy only.
const OPENS_MS: u32 = 3_000;

/// Nobody is around the page.
pub(super) struct Alone;

impl Host for Alone {
    fn storage(&self) -> StorageFuture {
        match self.kept() {
            Kept::Browser => Box::pin(lasting()),
            Kept::File => Box::pin(copy()),
        }
    }

    fn kept(&self) -> Kept {
        if shell::current().trusts_browser() {
            Kept::Browser
        } else {
            Kept::File
        }
    }

    fn at_risk(&self, loss: Loss, is_at_risk: bool) {
        guard::ask_before_closing(loss, is_at_risk);
    }
}

async fn lasting() -> Rc<dyn Storage> {
    match IndexedDb::open(DATABASE, true).await {
        Ok(store) => Rc::new(store),
        Err(why) => Rc::new(Memory::instead(why)),
    }
}

async fn copy() -> Rc<dyn Storage> {
    let (tell, answer) = oneshot::channel();
    // Whoever comes first takes it.
    let tell = Rc::new(Cell::new(Some(tell)));
    let late = {
        let tell = Rc::clone(&tell);
        Timeout::new(OPENS_MS, move || drop(tell.take()))
    };
    spawn_local(async move {
        let opened = IndexedDb::open(DATABASE, false).await;
        if let (Ok(store), Some(tell)) = (opened, tell.take()) {
            // Nobody waits any more: then the page lives from memory.
            let _ = tell.send(store);
        }
    });
    let copy = answer.await;
    late.cancel();
    match copy {
        Ok(store) => Rc::new(store),
        Err(_) => Rc::new(Memory::default()),
    }
}
