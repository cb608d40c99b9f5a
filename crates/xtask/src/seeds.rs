//! `cargo xtask seeds --from DIR`: runs the importers, which are a crate of their own so that this one stays quick
//! to compile.

use anyhow::{Context, Result};

use crate::args::Args;
use crate::shell;

pub(crate) fn run(mut args: Args) -> Result<()> {
    let from = args
        .value("--from")?
        .context("`--from DIR` must name the folder with the published files")?;
    args.finish()?;
    let from = std::path::absolute(from)?;
    shell::run(
        shell::cargo()
            .args(["run", "-p", "seeds", "--", "--from"])
            .arg(from),
    )
}
