//! The screens.

pub(crate) mod home;
pub(crate) mod lesson;
pub(crate) mod unknown;
