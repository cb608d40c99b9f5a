//! What is to be known of whoever is around the page, and what they are told.

use std::pin::Pin;
use std::rc::Rc;

use super::guard::Loss;
use crate::storage::Storage;

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
