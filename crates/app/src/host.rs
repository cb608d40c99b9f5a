//! Who is around the page: who keeps the learner's work, and who hears what would be lost.
//!
//! Apart from `shell`, which says where files come from and what the browser may keep: one HTML file may lie in an LMS, and a
//! site's lesson in somebody else's page. Today the page is always by itself ([`alone`]). Another host is an
//! implementation of [`Host`], and the trait grows with the first one that has more to say or to hear: what of the site it
//! opens and hides, and how the learner stands after each try.

mod alone;
mod guard;

use std::pin::Pin;
use std::rc::Rc;

use crate::storage::Storage;

pub(crate) use self::guard::Loss;

/// What keeps the learner's work, once it is open.
pub(crate) type StorageFuture = Pin<Box<dyn Future<Output = Rc<dyn Storage>>>>;

/// Who is around the page. A trait, because what is called by way of one may lie in a lazy part of the page's wasm.
pub(crate) trait Host {
    /// What keeps the learner's work.
    fn storage(&self) -> StorageFuture;
    /// Who promises the learner that it is kept.
    fn kept(&self) -> Kept;
    /// Is told at every change whether something would be lost if the page were closed now.
    fn at_risk(&self, loss: Loss, is_at_risk: bool);
}

/// Who promises that the learner's work is kept: the page speaks of it in their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The browser.
    Browser,
    /// The learner herself, with a work file; what the browser keeps beside it is a copy.
    File,
}

/// Who is around this page.
pub(crate) fn current() -> &'static dyn Host {
    &alone::Alone
}
