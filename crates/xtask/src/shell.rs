//! Running other programs.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Runs a command whose output the person sees.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start `{}`", show(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", show(command));
    }
    Ok(())
}

/// Runs a command and gives what it wrote to standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("cannot start `{}`", show(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` failed ({}): {}",
            show(command),
            output.status,
            said.trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command silently and ends it after `limit`; the error is what it said last.
pub(crate) fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let shown = show(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{shown}`"))?;
    let stderr = child.stderr.take();
    let reader = std::thread::spawn(move || {
        let mut said = String::new();
        if let Some(mut stderr) = stderr {
            // What cannot be read is only lost from the message.
            let _ = stderr.read_to_string(&mut said);
        }
        said
    });
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            let said = reader.join().unwrap_or_default();
            bail!("`{shown}` failed: {}", reason(&said));
        }
        if began.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("`{shown}` did not finish within {} s", limit.as_secs());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The line that says why: the first that calls itself an error, else the last one.
fn reason(said: &str) -> &str {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let error = lines.clone().find(|line| line.starts_with("error"));
    error.or_else(|| lines.next_back()).unwrap_or("no message")
}

/// The command as one would type it.
pub(crate) fn show(command: &Command) -> String {
    let mut words = Vec::new();
    for (key, value) in command.get_envs() {
        if let Some(value) = value {
            words.push(format!(
                "{}={}",
                key.to_string_lossy(),
                quote(&value.to_string_lossy())
            ));
        }
    }
    words.push(command.get_program().to_string_lossy().into_owned());
    words.extend(command.get_args().map(|arg| quote(&arg.to_string_lossy())));
    words.join(" ")
}

/// Looks a program up on PATH.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|file| is_program(file))
}

pub(crate) fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// The cargo that runs us, in the repository, without what `cargo run` added to our environment: left in,
/// build scripts that watch those variables would run again at every turn.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    clean(&mut command);
    command
}

/// Puts a command into the repository with a clean environment.
pub(crate) fn clean(command: &mut Command) {
    command.current_dir(crate::paths::root());
    for (key, _) in std::env::vars_os() {
        let name = key.to_string_lossy();
        if [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
        ]
        .iter()
        .any(|p| name.starts_with(p))
            || ["CARGO_PRIMARY_PACKAGE", "LD_LIBRARY_PATH", "OUT_DIR"].contains(&&*name)
        {
            command.env_remove(&key);
        }
    }
}

fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_=./:,+@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::{Duration, Instant};

    #[test]
    fn commands_are_shown_as_typed() {
        let mut command = Command::new("cargo");
        command
            .args(["build", "it's"])
            .env("RUSTC", "/usr/bin/rustc");
        assert_eq!(
            super::show(&command),
            r"RUSTC=/usr/bin/rustc cargo build 'it'\''s'"
        );
    }

    #[test]
    fn the_reason_is_the_error_not_what_follows_it() {
        assert_eq!(
            super::reason("info: syncing\nerror: could not download\n\n  15: <unknown>\n"),
            "error: could not download"
        );
        assert_eq!(super::reason("no such host\n"), "no such host");
        assert_eq!(super::reason(""), "no message");
    }

    #[test]
    fn a_bounded_command_says_why_it_failed_or_is_ended() {
        let failed = super::run_within(
            Command::new("sh").args(["-c", "echo no such host >&2; exit 1"]),
            Duration::from_secs(5),
        );
        assert!(
            failed
                .unwrap_err()
                .to_string()
                .ends_with("failed: no such host")
        );
        let began = Instant::now();
        let slow = super::run_within(Command::new("sleep").arg("30"), Duration::from_millis(200));
        assert!(slow.unwrap_err().to_string().contains("did not finish"));
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}
