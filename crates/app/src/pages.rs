//! The screens.

pub(crate) mod home;
pub(crate) mod lesson;
pub(crate) mod studio;
pub(crate) mod unknown;
