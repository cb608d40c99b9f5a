//! `cargo xtask …`: everything that is done with the repository besides writing in it.
//!
//! One file a subcommand. Each of them finds or installs what it needs ([`setup`]), says in one line what it does,
//! and when it cannot go on names the exact command that would help. Start reading at [`build`].
//!
//! # Invariants
//!
//! - May use `course`, `pack`, `serve`, `sources` and `spec`, never the native engine: everybody compiles it first.
//! - What is built depends on the sources alone, and what is kept between builds is found by a hash of all that it was made from.
//! - What it installs is pinned by lock files, versions or hashes, but for the system's own packages.
//! - `test` holds what ARCHITECTURE.md says, and nothing else is asked of a change.
#![expect(clippy::print_stdout, reason = "this is a command for people")]

mod args;
mod audit;
mod bench;
mod budget;
mod build;
mod faults;
mod fuzz;
mod paths;
mod report;
mod screenshots;
mod seeds;
mod serve;
mod setup;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

use args::Args;

const HELP: &str = "\
cargo xtask <command>

  serve [--port N]          build, then serve target/site on this machine
  build                     build the complete static site in target/site
  test [--only STAGE]…      everything that must hold, in order; --list names the stages
  bless                     rewrite the inline snapshots that tests compare with
  fuzz [--seconds N] [--seed N]
                            read modules changed at random, for 60 seconds or N
  fuzz added [--count N] [--seed N]
                            read 2,000,000 random indexes of what lies beside a site, or N
  fuzz sql [--count N] [--seed N] [--case N] [--only KIND] [--shown N] [--examples]
                            run 20,000 random queries or N beside DuckDB; KIND is plain,
                            join, group, window, sub, set, with, date, text, number, steps
                            or courses
  faults N [--seed N] [--shown]
                            break something N times while somebody types, in a browser, and say
                            what is lost; a seed repeats a run, --shown tells of each
  audit [--runs N] [--page NAME]…
                            Lighthouse and axe over home, lesson, exercise, studio,
                            studio-writing, hand-out, html-file and papers, for phones and
                            desktops; fails below the scores that must be. Performance is the
                            median of 3 runs or N, since a busy machine's figures vary
  bench [--quick]           sizes, times to open a course, and the engine's times in a
                            browser beside native ones, unless it is to be quick
  screenshots               take the pictures of README.md again
  seeds --from DIR          run the importers on published files in DIR
  setup                     only find or install what the others need

AMA_WASM=installed|rustup|debian forces a route to the wasm target.
";

fn main() -> ExitCode {
    let mut args = Args::new(std::env::args().skip(1));
    let result = match args.command().as_deref() {
        Some("build") => args.finish().and_then(|()| build::run().map(drop)),
        Some("serve") => serve::run(args),
        Some("test") => test::run(args),
        Some("bless") => args.finish().and_then(|()| test::bless()),
        Some("fuzz") => fuzz::run(args),
        Some("faults") => faults::run(args),
        Some("audit") => audit::run(args),
        Some("bench") => bench::run(args),
        Some("screenshots") => args.finish().and_then(|()| screenshots::run()),
        Some("seeds") => seeds::run(args),
        Some("setup") => args.finish().and_then(|()| setup::run()),
        Some("help" | "--help" | "-h") | None => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Some(other) => Err(anyhow::anyhow!("there is no command `{other}`\n\n{HELP}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
