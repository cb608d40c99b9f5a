//! Big values as what a hook depends on: they are not looked through.

use std::rc::Rc;

/// Compared by pointer.
pub(crate) struct RcPtr<T>(pub(crate) Rc<T>);

impl<T> Clone for RcPtr<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for RcPtr<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
