//! `cargo xtask screenshots`: the pictures that README.md shows, taken from the built site.

use anyhow::Result;

use crate::{build, paths, report, setup, shell};

pub(crate) fn run() -> Result<()> {
    build::run()?;
    let browser = setup::browser()?;
    // The whole workspace, as the tests are compiled: see `test::native`.
    shell::run(shell::cargo().args(["build", "--workspace", "--example", "screenshots"]))?;
    let folder = paths::web().join("screenshots");
    std::fs::create_dir_all(&folder)?;
    let mut command =
        std::process::Command::new(paths::target().join("debug/examples/screenshots"));
    shell::clean(&mut command);
    browser.tell(&mut command);
    shell::run(command.arg(&folder))?;
    report::line("screenshots", folder.display());
    Ok(())
}
