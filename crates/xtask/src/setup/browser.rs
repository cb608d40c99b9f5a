//! A Chromium with its driver, and a Japanese font for it: only tests, the bench and screenshots need them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::{paths, report, shell};

/// What drives the page in tests.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// The program.
    pub(crate) fn chromium(&self) -> &std::path::Path {
        &self.chromium
    }

    /// Tells a program of `tests/e2e` where they and the site are.
    pub(crate) fn tell(&self, command: &mut Command) {
        command
            .env("AMA_CHROMIUM", &self.chromium)
            .env("AMA_CHROMEDRIVER", &self.driver)
            .env("AMA_SITE", paths::site())
            .env(
                "AMA_AXE",
                paths::web().join("node_modules/axe-core/axe.min.js"),
            );
    }
}

/// Finds or installs one.
pub(crate) fn browser() -> Result<Browser> {
    let mut missing = Vec::new();
    if find().is_none() {
        missing.extend(["chromium", "chromium-driver"]);
    }
    if !has_japanese_font() {
        missing.push("fonts-noto-cjk");
    }
    if !missing.is_empty() {
        apt::install(&missing, "Chromium, its driver or a Japanese font")?;
    }
    let browser = find()
        .context("Chromium is installed, but `chromium` and `chromedriver` are not on the PATH")?;
    report::line("browser", browser.chromium.display());
    Ok(browser)
}

fn find() -> Option<Browser> {
    let chromium = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    Some(Browser {
        chromium: chromium.into_iter().find_map(shell::find)?,
        driver: shell::find("chromedriver")?,
    })
}

/// Where fontconfig is missing, no browser is there yet either; it comes with Chromium.
fn has_japanese_font() -> bool {
    shell::output(Command::new("fc-list").args([":lang=ja", "family"]))
        .is_ok_and(|fonts| !fonts.trim().is_empty())
}
