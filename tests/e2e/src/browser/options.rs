//! How a browser is started.

use std::path::PathBuf;

/// Which browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, and with it Chrome and Edge.
    #[default]
    Chromium,
    /// Firefox.
    Firefox,
}

/// What of the network a browser can reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Network {
    /// The servers of the tests. Nothing outside this machine has a name: a request to it fails and is seen.
    #[default]
    Tests,
    /// Nothing: whatever leaves the browser, whoever in it asked, runs into the [`crate::Trap`] on that port.
    Trapped(u16),
}

/// How a browser is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which one.
    pub kind: Kind,
    /// Whether its window is private.
    pub private: bool,
    /// What it can reach.
    pub network: Network,
    /// Width and height of the page in CSS pixels.
    pub size: (u32, u32),
    /// Device pixels in a CSS pixel.
    pub scale: f64,
    /// Language tag.
    pub language: String,
    /// Scripts that run in each document before its own.
    pub scripts: Vec<String>,
    /// Folder of a profile to go on with; a fresh one if none.
    pub profile: Option<PathBuf>,
    /// Whether pages may keep their site for places without a network. Most scenarios count what is asked of the server.
    pub service_worker: bool,
    /// Whether sites may keep nothing at all in it.
    pub keeps_nothing: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kind: Kind::default(),
            private: false,
            network: Network::default(),
            size: (1280, 800),
            scale: 1.0,
            language: "ja".into(),
            scripts: Vec::new(),
            profile: None,
            service_worker: false,
            keeps_nothing: false,
        }
    }
}
