//! A Firefox with its driver: only tests and the bench need them. Debian has no package of the driver; it is a crate.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::{paths, report, shell};

/// The driver's version; it drives every Firefox that is not much older.
const GECKODRIVER: &str = "0.37.1";

/// The other browser that drives the page in tests.
pub(crate) struct Firefox {
    firefox: PathBuf,
    driver: PathBuf,
}

impl Firefox {
    /// Tells a program of `tests/e2e` where they are.
    pub(crate) fn tell(&self, command: &mut Command) {
        command
            .env("AMA_FIREFOX", &self.firefox)
            .env("AMA_GECKODRIVER", &self.driver);
    }
}

/// Finds or installs one.
pub(crate) fn firefox() -> Result<Firefox> {
    let find = || ["firefox-esr", "firefox"].into_iter().find_map(shell::find);
    let firefox = match find() {
        Some(firefox) => firefox,
        None => {
            apt::install(&["firefox-esr"], "Firefox")?;
            find().context(
                "Firefox is installed, but neither `firefox-esr` nor `firefox` is on the PATH",
            )?
        }
    };
    let driver = geckodriver()?;
    report::line("browser", firefox.display());
    Ok(Firefox { firefox, driver })
}

/// The driver on the PATH, else the one that an earlier run has compiled, else one that is compiled now.
fn geckodriver() -> Result<PathBuf> {
    let root = paths::target().join("tools");
    let own = root.join("bin/geckodriver");
    if let Some(driver) = shell::find("geckodriver") {
        return Ok(driver);
    }
    if shell::is_program(&own) {
        return Ok(own);
    }
    let step = report::Step::start(
        "cargo",
        "install geckodriver, Firefox's driver: 1 to 4 minutes, once",
    );
    let mut command = shell::cargo();
    command
        .args(["install", "--locked", "--quiet", "geckodriver", "--version"])
        .arg(GECKODRIVER)
        .arg("--root")
        .arg(&root);
    shell::run(&mut command).context(
        "cannot install Firefox's driver; the network is needed once. This puts it on the PATH:\n  \
         cargo install --locked geckodriver\n",
    )?;
    step.done("installed");
    Ok(own)
}
