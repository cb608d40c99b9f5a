//! Runs the workspace's native tests.
//!
//! They are always compiled for the whole workspace at once: cargo unites the features of what is selected, and
//! a smaller selection (without `tests/e2e`, say) would compile polars a second time. So the test programs are built
//! by cargo and run from here, which also keeps their output to what is worth reading.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::{report, shell};

/// A line of cargo's JSON.
#[derive(Deserialize)]
struct Message {
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// What a test program wants besides the repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// The built site and a browser.
    Site,
    /// A Python with DuckDB.
    Duckdb,
}

/// A compiled test program.
#[derive(Debug, PartialEq, Eq)]
struct Program {
    /// Package and target, for people.
    name: String,
    needs: Needs,
    manifest: PathBuf,
    executable: PathBuf,
}

/// Compiles and runs everything that needs nothing else: neither a browser nor DuckDB. With `bless`, inline snapshots are rewritten.
pub(super) fn run(bless: bool) -> Result<()> {
    let mut failed = Vec::new();
    let mut tests = 0;
    let programs = needing(Needs::Nothing)?;
    for program in &programs {
        let began = Instant::now();
        let mut command = program.command();
        if bless {
            command.env("UPDATE_EXPECT", "1");
        }
        let output = command
            .output()
            .with_context(|| format!("cannot start {}", program.executable.display()))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let passed = passed(&said);
        tests += passed;
        if output.status.success() {
            if passed > 0 {
                let time = report::seconds(began.elapsed());
                report::line(
                    "ok",
                    format_args!("{:<24} {passed:>4} tests ({time})", program.name),
                );
            }
        } else {
            report::line("FAILED", &program.name);
            println!("{said}{}", String::from_utf8_lossy(&output.stderr));
            failed.push(program.name.as_str());
        }
    }
    report::line(
        "tests",
        format_args!("{tests} passed in {} programs", programs.len()),
    );
    if !failed.is_empty() {
        bail!("tests failed in {}", failed.join(", "));
    }
    shell::run(
        shell::cargo()
            .args(["test", "--workspace", "--doc", "--quiet"])
            .stdout(Stdio::null()),
    )
    .context("an example in the documentation fails")
}

/// Compiles and runs what wants the built site; its output is shown as it comes.
pub(super) fn run_on_site(tell: impl Fn(&mut Command)) -> Result<()> {
    run_shown(Needs::Site, tell)
}

/// Compiles the scenarios and plays one of them.
pub(crate) fn run_scenario(name: &str, tell: impl Fn(&mut Command)) -> Result<()> {
    let programs = programs(&compile_only("site")?);
    let program = programs
        .iter()
        .find(|program| program.needs == Needs::Site)
        .context("there are no scenarios")?;
    let mut command = program.command();
    tell(command.arg(name));
    shell::run(&mut command)
}

/// Compiles and runs what compares with DuckDB, with these arguments.
pub(crate) fn run_beside_duckdb<T: AsRef<OsStr>>(python: &Path, args: &[T]) -> Result<()> {
    run_shown(Needs::Duckdb, |command| {
        command.args(args).env("AMA_DUCKDB", python);
    })
}

/// The compiled programs that need that.
fn needing(needs: Needs) -> Result<Vec<Program>> {
    let mut programs = programs(&compile(needs)?);
    programs.retain(|program| program.needs == needs);
    Ok(programs)
}

fn run_shown(needs: Needs, tell: impl Fn(&mut Command)) -> Result<()> {
    let mut failed = Vec::new();
    for program in needing(needs)? {
        println!("  {}", program.name);
        let mut command = program.command();
        tell(&mut command);
        if shell::run(&mut command).is_err() {
            failed.push(program.name.clone());
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("failed: {}", failed.join(", "))
    }
}

impl Program {
    /// As cargo would start it.
    fn command(&self) -> Command {
        let folder = self.manifest.parent().unwrap_or(Path::new("."));
        let mut command = Command::new(&self.executable);
        shell::clean(&mut command);
        command
            .current_dir(folder)
            .env("CARGO_MANIFEST_DIR", folder)
            .env("CARGO_MANIFEST_PATH", &self.manifest);
        command
    }
}

fn compile(needs: Needs) -> Result<String> {
    match needs {
        Needs::Duckdb => compile_only("sql"),
        Needs::Nothing | Needs::Site => compiled(&[]),
    }
}

/// Whoever runs only this waits for this alone; the features stay those of the whole workspace.
fn compile_only(test: &str) -> Result<String> {
    compiled(&["--test", test])
}

/// Cargo's progress is shown; its messages are given back.
fn compiled(selection: &[&str]) -> Result<String> {
    let mut command = shell::cargo();
    command
        .args([
            "test",
            "--workspace",
            "--no-run",
            "--message-format",
            "json-render-diagnostics",
        ])
        .args(selection);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{}`", shell::show(&command)))?;
    if !output.status.success() {
        bail!("the tests do not compile");
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn programs(messages: &str) -> Vec<Program> {
    let mut programs: Vec<Program> = messages.lines().filter_map(program).collect();
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

fn program(line: &str) -> Option<Program> {
    let message: Message = serde_json::from_str(line).ok()?;
    if !message.profile?.test {
        return None;
    }
    let (manifest, executable, target) =
        (message.manifest_path?, message.executable?, message.target?);
    let package = manifest
        .parent()?
        .file_name()?
        .to_string_lossy()
        .into_owned();
    let is_integration = target.kind.iter().any(|kind| kind == "test");
    let needs = match package.as_str() {
        "e2e" if is_integration => Needs::Site,
        "differential" if is_integration => Needs::Duckdb,
        _ => Needs::Nothing,
    };
    let name = if is_integration {
        format!("{package}/{}", target.name)
    } else {
        package
    };
    Some(Program {
        name,
        needs,
        manifest,
        executable,
    })
}

/// The number in libtest's last line, `test result: ok. 47 passed; …`.
fn passed(said: &str) -> u64 {
    said.lines()
        .filter_map(|line| line.strip_prefix("test result: "))
        .filter_map(|line| {
            line.split_once(". ")?
                .1
                .split_once(" passed")?
                .0
                .parse::<u64>()
                .ok()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(package: &str, target: &str, kind: &str, test: bool) -> String {
        serde_json::json!({
            "reason": "compiler-artifact",
            "manifest_path": format!("/repo/{package}/Cargo.toml"),
            "target": { "name": target, "kind": [kind] },
            "profile": { "test": test },
            "executable": test.then(|| format!("/target/{target}-1")),
        })
        .to_string()
    }

    #[test]
    fn programs_are_found_in_cargos_messages() {
        let messages = [
            message("crates/grade", "grade", "lib", true),
            message("crates/grade", "cases", "test", true),
            message("crates/grade", "grade", "lib", false),
            message("tests/e2e", "e2e", "lib", true),
            message("tests/e2e", "site", "test", true),
            message("tests/differential", "sql", "test", true),
            "{\"reason\":\"build-finished\",\"success\":true}".to_owned(),
        ];
        let found = programs(&messages.join("\n"));
        let names: Vec<(&str, Needs)> = found
            .iter()
            .map(|program| (program.name.as_str(), program.needs))
            .collect();
        assert_eq!(
            names,
            [
                ("differential/sql", Needs::Duckdb),
                ("e2e", Needs::Nothing),
                ("e2e/site", Needs::Site),
                ("grade", Needs::Nothing),
                ("grade/cases", Needs::Nothing)
            ]
        );
    }

    #[test]
    fn passed_tests_are_counted() {
        assert_eq!(
            passed("running 2 tests\n\ntest result: ok. 47 passed; 0 failed; 0 ignored\n"),
            47
        );
        assert_eq!(passed("test result: FAILED. 3 passed; 1 failed;\n"), 3);
        assert_eq!(passed("something else"), 0);
    }
}
