//! `ama completions`: what a shell needs to complete the command line.

use anyhow::Result;
use clap::CommandFactory as _;

use crate::ExitStatus;
use crate::args::{Args, Completions};
use crate::help;
use crate::out::Terminal;

pub(crate) fn run(args: &Completions, terminal: &Terminal) -> Result<ExitStatus> {
    let mut script = Vec::new();
    let mut command = help::in_words(Args::command(), terminal.lang);
    clap_complete::generate(args.shell, &mut command, "ama", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Fine)
}
