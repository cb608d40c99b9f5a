//! `ama`: what an instructor does with modules on a command line.
//!
//! One file a subcommand. The same code as in the browser reads (`course`), tests and publishes (`authoring`); here are
//! only folders, terminals and a server. Exit codes: 0 all is well, 1 something in the modules has to be put right,
//! 2 the command could not be carried out. Start reading at [`args`].
//!
//! # Invariants
//!
//! - May use all but `session`, the engine and the page: whatever it says of a module it has from `course` or `authoring`.
//! - Asks no network for anything, and writes only what the command is for, where it was told to.
//! - Says everything in both languages; exit codes are the same in each.

mod args;
mod check;
mod completions;
mod help;
mod looked;
mod new;
mod out;
mod pack;
mod preview;
mod reading;
mod test;
mod typed;
mod words;

use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory as _, FromArgMatches as _};

use args::{Args, Command};
use out::Terminal;

/// Id of the sources that this is made from.
const BUILD: &str = env!("AMA_BUILD");

/// How a command ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExitStatus {
    /// All is well.
    Fine,
    /// Something in the modules has to be put right.
    Findings,
}

fn main() -> ExitCode {
    one_thread();
    let raw: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let lang = words::language(&raw, &|name| std::env::var(name).ok());
    let command = help::in_words(Args::command(), lang);
    let args = match command
        .try_get_matches_from(raw)
        .and_then(|matches| Args::from_arg_matches(&matches))
    {
        Ok(args) => args,
        Err(error) => {
            // clap knows by itself whether it belongs to stdout (help) or stderr, and with which code.
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            let said = typed::mistake(&error).filter(|_| lang == words::Language::Ja);
            match said {
                Some(said) => out::remark(&said),
                // Nobody there: nothing is lost.
                None => drop(error.print()),
            }
            return ExitCode::from(code);
        }
    };
    let terminal = Terminal::new(lang, args.color);
    match run(args, &terminal) {
        Ok(ExitStatus::Fine) => ExitCode::SUCCESS,
        Ok(ExitStatus::Findings) => ExitCode::from(1),
        // `ama check … | head`: whoever read has seen enough.
        Err(error) if out::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.complain(&error);
            ExitCode::from(2)
        }
    }
}

fn run(args: Args, terminal: &Terminal) -> Result<ExitStatus> {
    match args.command {
        Command::New(new) => new::run(new, terminal),
        Command::Check(check) => check::run(&check, terminal),
        Command::Test(test) => test::run(&test, terminal),
        Command::Preview(preview) => preview::run(&preview, terminal),
        Command::Pack(pack) => pack::run(&pack, terminal),
        Command::Completions(shell) => completions::run(&shell, terminal),
    }
}

/// As in the browser: the order in which floats are added depends on how many threads there are, and with it the last
/// digit of a sum. polars reads the variable when it is first used.
#[expect(
    unsafe_code,
    reason = "nothing else runs yet, so that nobody reads the environment meanwhile"
)]
fn one_thread() {
    // SAFETY: called first in `main`, when this is the only thread.
    unsafe { std::env::set_var("POLARS_MAX_THREADS", "1") };
}
