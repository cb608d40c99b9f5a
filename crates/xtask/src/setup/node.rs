//! Node and what the lock files name.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::{paths, report, shell};

/// Makes `web/node_modules` what the lock file says.
pub(crate) fn node_modules() -> Result<()> {
    install(&paths::web(), "web", "the page's npm packages")
}

/// Lighthouse, in a folder of its own: it brings ten times what the page takes from npm, and only the audit wants it.
pub(crate) fn lighthouse() -> Result<PathBuf> {
    let folder = paths::root().join("tests/e2e/audit");
    install(&folder, "tests/e2e/audit", "Lighthouse")?;
    Ok(folder)
}

fn install(folder: &Path, name: &str, what: &str) -> Result<()> {
    if shell::find("node").is_none() || shell::find("npm").is_none() {
        apt::install(&["nodejs", "npm"], "Node.js with npm")?;
    }
    let lock = std::fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("cannot read {name}/package-lock.json"))?;
    let mark = folder.join("node_modules/.ama-lock");
    if std::fs::read(&mark).is_ok_and(|installed| installed == lock) {
        report::line("npm", format_args!("{name}/node_modules is up to date"));
        return Ok(());
    }
    let step = report::Step::start("npm", format_args!("npm ci in {name}/"));
    let npm = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    shell::run(Command::new("npm").current_dir(folder).args(npm)).with_context(|| {
        format!("cannot install {what}; the network is needed once:\n  cd {name} && npm ci\n")
    })?;
    // Written last: an install that was cut off is repeated.
    std::fs::write(mark, lock)?;
    step.done("installed");
    Ok(())
}
