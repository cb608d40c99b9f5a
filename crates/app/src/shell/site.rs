//! A folder on some host: what the browser keeps is kept apart from that of other sites on the host.

use super::interface::Shell;
use super::name::named;
use super::pwa::Pwa;
use crate::browser;

/// A folder on some host.
pub(super) struct Site;

impl Shell for Site {
    fn database(&self, name: &str) -> String {
        named(name, &browser::absolute("./"))
    }

    fn has_addresses(&self) -> bool {
        true
    }

    fn trusts_browser(&self) -> bool {
        true
    }

    fn offline(&self) -> Option<Pwa> {
        Pwa::here()
    }
}
