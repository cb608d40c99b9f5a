//! The screens.

pub(crate) mod free;
pub(crate) mod home;
pub(crate) mod lesson;
pub(crate) mod studio;
pub(crate) mod unknown;
