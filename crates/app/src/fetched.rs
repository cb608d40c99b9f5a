//! What is fetched or made once and handed about.

use std::rc::Rc;

use crate::shell::FetchError;

/// Something that is fetched.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fetched<T> {
    /// On its way.
    Waiting,
    /// Here; compared by pointer.
    Here(Shared<T>),
    /// Did not come.
    Failed(FetchError),
}

/// A value that is compared by pointer: also a big one that a hook depends on, which is not looked through.
#[derive(Debug)]
pub(crate) struct Shared<T>(pub(crate) Rc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
