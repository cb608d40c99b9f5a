//! Node and what `web/package-lock.json` names.

use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::{paths, report, shell};

/// Makes `web/node_modules` what the lock file says.
pub(crate) fn node_modules() -> Result<()> {
    if shell::find("node").is_none() || shell::find("npm").is_none() {
        apt::install(&["nodejs", "npm"], "Node.js with npm")?;
    }
    let web = paths::web();
    let lock = std::fs::read(web.join("package-lock.json"))
        .context("cannot read web/package-lock.json")?;
    let mark = web.join("node_modules/.ama-lock");
    if std::fs::read(&mark).is_ok_and(|installed| installed == lock) {
        report::line("npm", "web/node_modules is up to date");
        return Ok(());
    }
    let step = report::Step::start("npm", "npm ci in web/");
    let npm = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    shell::run(Command::new("npm").current_dir(&web).args(npm)).context(
        "cannot install the page's npm packages; the network is needed once:\n  cd web && npm ci\n",
    )?;
    // Written last: an install that was cut off is repeated.
    std::fs::write(mark, lock)?;
    step.done("installed");
    Ok(())
}
