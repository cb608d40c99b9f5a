//! One HTML file, opened from a disc: everything is in it. What a browser keeps for files it may forget. Browsers keep things
//! of all files in one place, so their names say whose they are.

use super::fetching::Missed;
use super::interface::Shell;
use crate::assets::Assets;

/// The name of something that browsers keep, for this file alone: with the build and the courses that are inside.
fn own(name: &str) -> String {
    let Assets {
        engine, courses, ..
    } = Assets::read();
    format!("{name} {engine} {courses}")
}

/// One HTML file.
pub(super) struct File;

impl Shell for File {
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
