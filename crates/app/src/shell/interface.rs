//! What a place that the page lives in has to say.

use super::fetching::Missed;
use super::pwa::Pwa;

/// A place that the page lives in.
pub(crate) trait Shell {
    /// Whether files have addresses that the browser can load by itself, for `<img>` and `<script>`.
    fn has_addresses(&self) -> bool;
    /// Whether what the browser keeps for this page is this page's alone, and there at the next visit. Where it is not,
    /// the learner keeps her work in a file of her own.
    fn trusts_browser(&self) -> bool;
    /// The browser's name of a database of this page.
    fn database(&self, name: &str) -> String {
        name.to_owned()
    }
    /// Id of the message that says why a file did not come, and what to do.
    fn why(&self, missed: Missed) -> &'static str {
        match missed {
            Missed::Network => "fetch-network",
            Missed::Missing => "fetch-missing",
            Missed::Replaced => "fetch-replaced",
            Missed::Damaged => "fetch-damaged",
        }
    }
    /// What keeps the place itself for when there is no network.
    fn offline(&self) -> Option<Pwa> {
        None
    }
}
