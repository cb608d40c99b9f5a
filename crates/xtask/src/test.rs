//! `cargo xtask test`: everything that must hold, in order, cheap things first. CI calls just this.

pub(crate) mod native;

use std::fs::File;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use spec::exercise::Kind;

use crate::args::Args;
use crate::build::Built;
use crate::{budget, build, paths, report, setup, shell, tidy};

/// Carries what one stage makes for a later one.
#[derive(Default)]
struct State {
    /// The build that was begun beside the first stages.
    beside: Option<Beside>,
    built: Option<Built>,
}

impl State {
    /// A stage that needs the site builds it when it runs alone.
    fn built(&mut self) -> Result<&Built> {
        if let Some(beside) = self.beside.take() {
            beside.wait()?;
        }
        let built = match self.built.take() {
            Some(built) => built,
            None => build::run()?,
        };
        Ok(self.built.insert(built))
    }
}

/// A build of the site in a process of its own, while the stages before it run: linking polars keeps one core busy for
/// minutes, and the others are free meanwhile.
struct Beside(Child);

impl Beside {
    /// Begins it. What can be missing is installed first, where the person sees it.
    fn start() -> Result<Self> {
        setup::wasm()?;
        setup::node_modules()?;
        let log = File::create(paths::target().join(BUILD_LOG))?;
        let mut command = Command::new(std::env::current_exe()?);
        shell::clean(&mut command);
        command.arg("build").stdout(log.try_clone()?).stderr(log);
        let child = command.stdin(Stdio::null()).spawn()?;
        report::line(
            "build",
            format_args!("begun beside the next stages; it writes to target/{BUILD_LOG}"),
        );
        Ok(Self(child))
    }

    /// Waits for its end. Should it have failed, the stage builds once more and shows why.
    fn wait(mut self) -> Result<()> {
        let step = report::Step::start("build", "waiting for the build that was begun");
        self.0.wait()?;
        step.done("it has ended");
        Ok(())
    }
}

/// Nobody waits for it any more.
impl Drop for Beside {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Where a build beside other stages writes, in the folder of what is built.
const BUILD_LOG: &str = "build.log";

struct TestStage {
    name: &'static str,
    about: &'static str,
    run: fn(&mut State) -> Result<()>,
}

const STAGES: [TestStage; 9] = [
    TestStage {
        name: "fmt",
        about: "formatting is rustfmt's",
        run: fmt,
    },
    TestStage {
        name: "tidy",
        about: "the invariants of ARCHITECTURE.md",
        run: |_| tidy::run(),
    },
    TestStage {
        name: "clippy",
        about: "no lint, in code, tests and tools",
        run: clippy,
    },
    TestStage {
        name: "unit",
        about: "tests of every crate, courses and cases",
        run: unit,
    },
    TestStage {
        name: "sql",
        about: "queries at random and of all courses, beside DuckDB",
        run: sql,
    },
    TestStage {
        name: "doc",
        about: "documentation without a warning",
        run: doc,
    },
    TestStage {
        name: "build",
        about: "the site",
        run: |state| state.built().map(drop),
    },
    TestStage {
        name: "budget",
        about: "sizes of what is shipped",
        run: |state| budget::check(state.built()?),
    },
    TestStage {
        name: "e2e",
        about: "the built site in Chromium and Firefox",
        run: e2e,
    },
];

pub(crate) fn run(mut args: Args) -> Result<()> {
    let only = args.values("--only")?;
    let list = args.flag("--list");
    args.finish()?;
    if list {
        for stage in &STAGES {
            report::line(stage.name, stage.about);
        }
        return Ok(());
    }
    if let Some(unknown) = only
        .iter()
        .find(|name| !STAGES.iter().any(|stage| stage.name == **name))
    {
        let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        bail!(
            "there is no stage `{unknown}`; there are {}",
            names.join(", ")
        );
    }

    let mut state = State::default();
    let mut outcomes = Vec::new();
    let chosen: Vec<&TestStage> = STAGES
        .iter()
        .filter(|stage| only.is_empty() || only.iter().any(|name| name == stage.name))
        .collect();
    let build = chosen.iter().position(|stage| stage.name == "build");
    for (at, stage) in chosen.iter().enumerate() {
        if build.is_some_and(|build| at < build) && stage.name == "clippy" {
            match Beside::start() {
                Ok(beside) => state.beside = Some(beside),
                Err(why) => report::line("build", format_args!("not begun yet: {why:#}")),
            }
        }
        println!("== {}: {}", stage.name, stage.about);
        let began = Instant::now();
        let result = (stage.run)(&mut state);
        if let Err(error) = &result {
            println!("error: {error:#}");
        }
        outcomes.push(StageResult {
            name: stage.name,
            passed: result.is_ok(),
            time: began.elapsed(),
        });
    }
    println!("\n{}", summary(&outcomes));
    let failed: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| !outcome.passed)
        .map(|outcome| outcome.name)
        .collect();
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("failed: {}", failed.join(", "))
    }
}

/// Rewrites the inline snapshots of the tests.
pub(crate) fn bless() -> Result<()> {
    native::run(true)
}

struct StageResult {
    name: &'static str,
    passed: bool,
    time: Duration,
}

fn summary(outcomes: &[StageResult]) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let word = if outcome.passed { "ok" } else { "FAILED" };
        text.push_str(&format!(
            "  {:<8} {word:<7} {}\n",
            outcome.name,
            report::seconds(outcome.time)
        ));
    }
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    text.push_str(&format!(
        "{passed} passed, {} failed",
        outcomes.len() - passed
    ));
    text
}

fn fmt(_: &mut State) -> Result<()> {
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))?;
    // Cargo finds modules by their `mod` lines. Those of the kinds of exercise are written by a macro.
    let root = paths::root();
    let files = Kind::ALL.iter().map(|kind| format!("*/{}.rs", kind.slug()));
    let mut listed = Command::new("git");
    listed
        .current_dir(&root)
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "--",
        ])
        .args(files);
    let mut check = Command::new("rustfmt");
    check
        .current_dir(&root)
        .args(["--edition", "2024", "--check"]);
    shell::run(check.args(shell::output(&mut listed)?.lines()))
}

fn clippy(_: &mut State) -> Result<()> {
    shell::run(shell::cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn unit(_: &mut State) -> Result<()> {
    native::run(false)
}

/// As many as take about a minute; `cargo xtask fuzz sql` goes on from there.
fn sql(_: &mut State) -> Result<()> {
    let duckdb = setup::duckdb()?;
    native::run_beside_duckdb(&duckdb, &["--count", "2000", "--seed", "1"])
}

fn doc(_: &mut State) -> Result<()> {
    let mut command = shell::cargo();
    command
        .env(
            "RUSTDOCFLAGS",
            // Private items are documented too, so links to them lead somewhere.
            "-D warnings -A rustdoc::private_intra_doc_links",
        )
        .args([
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ]);
    shell::run(&mut command)
}

fn e2e(state: &mut State) -> Result<()> {
    state.built()?;
    let (chromium, firefox) = (setup::browser()?, setup::firefox()?);
    native::run_on_site(|command| {
        chromium.tell(command);
        firefox.tell(command);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_stages() {
        let outcome = |name, passed| StageResult {
            name,
            passed,
            time: Duration::from_secs(65),
        };
        let text = summary(&[
            outcome("fmt", true),
            outcome("tidy", false),
            outcome("unit", true),
        ]);
        assert!(text.contains("  tidy     FAILED  1 min 05 s\n"), "{text}");
        assert!(text.ends_with("\n2 passed, 1 failed"), "{text}");
    }
}
