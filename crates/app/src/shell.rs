//! Where the page lives: where its files come from, what keeps the learner's work, whom to tell how far she is.
//!
//! Chosen once at start ([`current`]) by what index.html says; nothing else in `app` knows which one it is. Files come
//! through `ama_fetch` of `web/boot.js` alone, since the page's own wasm does too: [`fetch`] and what is built on it
//! are the only ways to a file. A new place is an implementation of [`Shell`] and, where its files are neither beside
//! index.html nor in it, a source there.

mod fetching;
mod file;
mod guard;
mod site;

use std::pin::Pin;
use std::rc::Rc;

use crate::assets::Assets;
use crate::storage::Storage;

pub(crate) use self::fetching::{
    Cache, FetchError, Missed, fetch, fetch_again, fetch_bytes, fetch_fresh, fetch_read,
};

/// A place that the page lives in.
pub(crate) trait Shell {
    /// What keeps the learner's work.
    fn storage(&self) -> Pin<Box<dyn Future<Output = Rc<dyn Storage>>>>;
    /// Whether files have addresses that the browser can load by itself, for `<img>` and `<script>`.
    fn has_addresses(&self) -> bool;
    /// Whether what the browser keeps for this page is this page's alone, and there at the next visit. Where it is not,
    /// the learner keeps her work in a file of her own.
    fn trusts_browser(&self) -> bool;
    /// Id of the message that says why a file did not come, and what to do.
    fn why(&self, missed: Missed) -> &'static str {
        match missed {
            Missed::Network => "fetch-network",
            Missed::Missing => "fetch-missing",
            Missed::Replaced => "fetch-replaced",
            Missed::Damaged => "fetch-damaged",
        }
    }
    /// Is told at every change how far the learner is.
    fn report(&self, report: &Report) {
        guard::ask_before_closing(report.at_risk > 0);
    }
}

/// How far the learner is.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// Exercises with work that would be lost if the page were closed now.
    pub(crate) at_risk: usize,
}

thread_local! {
    static CURRENT: Rc<dyn Shell> = match Assets::read().shell.as_str() {
        "file" => Rc::new(file::File),
        _ => Rc::new(site::Site),
    };
}

/// The place that this page lives in.
pub(crate) fn current() -> Rc<dyn Shell> {
    CURRENT.with(Rc::clone)
}
