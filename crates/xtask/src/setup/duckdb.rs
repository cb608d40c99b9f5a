//! A Python with DuckDB, in an environment of its own: what the engine's answers are compared with in tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::{paths, report, shell};

/// The one package with its version and hashes.
fn requirements() -> PathBuf {
    paths::root().join("tests/differential/requirements.txt")
}

/// Finds or installs it; gives the Python that has it.
pub(crate) fn duckdb() -> Result<PathBuf> {
    let requirements = requirements();
    let wanted = std::fs::read(&requirements)
        .with_context(|| format!("cannot read {}", requirements.display()))?;
    let folder = paths::target().join("tools/duckdb");
    let python = folder.join("bin/python");
    let mark = folder.join("installed");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) && shell::is_program(&python)
    {
        report::line("duckdb", folder.display());
        return Ok(python);
    }
    let base = match base() {
        Some(base) => base,
        None => {
            apt::install(&["python3", "python3-venv"], "Python with venv")?;
            base().context("Python is installed, but `python3 -m venv` does not run")?
        }
    };
    let step = report::Step::start("pip", "install DuckDB into target/tools/duckdb");
    let mut venv = Command::new(base);
    venv.args(["-m", "venv", "--clear"]).arg(&folder);
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-input"])
        .args(["--disable-pip-version-check", "--only-binary", ":all:"])
        .args(["--no-deps", "--require-hashes", "--requirement"])
        .arg(&requirements);
    shell::run(&mut venv)
        .and_then(|()| shell::run(&mut pip))
        .with_context(|| {
            format!(
                "cannot install DuckDB; the network is needed once:\n  {} && {}\n",
                shell::show(&venv),
                shell::show(&pip)
            )
        })?;
    // Written last: an install that was cut off is repeated.
    std::fs::write(mark, wanted)?;
    step.done("installed");
    Ok(python)
}

/// A Python that can make environments. The one on the PATH may be another than Debian's.
fn base() -> Option<PathBuf> {
    let debian = PathBuf::from("/usr/bin/python3");
    shell::find("python3")
        .into_iter()
        .chain(Some(debian))
        .find(|python| makes_environments(python))
}

fn makes_environments(python: &Path) -> bool {
    let modules = ["-c", "import ensurepip, venv"];
    shell::is_program(python) && shell::output(Command::new(python).args(modules)).is_ok()
}
