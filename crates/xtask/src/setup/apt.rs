//! Debian packages, where the machine is a Debian and lets us.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{report, shell};

/// Installs `packages`; the error names the command to type where we may not.
pub(crate) fn install(packages: &[&str], what: &str) -> Result<()> {
    let typed = command_line(packages);
    if shell::find("apt-get").is_none() {
        bail!("{what} is missing, and this is no Debian; on one, this installs it:\n  {typed}");
    }
    let as_root: &[&str] = match privilege() {
        Privilege::Root => &[],
        Privilege::Sudo => &["sudo", "-n"],
        Privilege::None => {
            bail!("{what} is missing and installing it needs root; please run:\n  {typed}")
        }
    };
    let step = report::Step::start(
        "apt",
        format_args!("install {} ({what})", packages.join(" ")),
    );
    let run = |words: &[&str]| {
        let mut words = as_root
            .iter()
            .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"])
            .chain(words);
        let mut command = Command::new(words.next().copied().unwrap_or("env"));
        command.args(words);
        shell::run(&mut command)
    };
    run(&["update"])
        .and_then(|()| run(&[&["install", "-y", "--no-install-recommends"], packages].concat()))
        .with_context(|| format!("cannot install {what}; this is what was tried:\n  {typed}\n"))?;
    step.done("installed");
    Ok(())
}

enum Privilege {
    Root,
    Sudo,
    None,
}

fn privilege() -> Privilege {
    if shell::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0") {
        Privilege::Root
    } else if shell::output(Command::new("sudo").args(["-n", "true"])).is_ok() {
        Privilege::Sudo
    } else {
        Privilege::None
    }
}

fn command_line(packages: &[&str]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    )
}
