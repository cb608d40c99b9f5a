//! A program that drives browsers, on a free port: one chromedriver for all scenarios, a geckodriver for each Firefox.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::browser::Kind;

/// What to do where there is no browser.
const HELP: &str = "run `cargo xtask test --only e2e`, which installs it, or on Debian:\n    \
    sudo apt-get install --no-install-recommends chromium chromium-driver firefox-esr fonts-noto-cjk\n    \
    cargo install --locked geckodriver";

/// A running driver; it ends with this value.
pub struct Driver {
    child: Child,
    port: u16,
    binary: PathBuf,
}

impl Driver {
    /// Starts one.
    ///
    /// # Errors
    /// What is missing and the command that installs it.
    pub fn start(kind: Kind) -> Result<Self, String> {
        let (driver, binary, arguments): (_, _, &[&str]) = match kind {
            Kind::Chromium => (
                program("AMA_CHROMEDRIVER", &["chromedriver"])?,
                program(
                    "AMA_CHROMIUM",
                    &[
                        "chromium",
                        "chromium-browser",
                        "google-chrome",
                        "google-chrome-stable",
                    ],
                )?,
                &["--port=0"],
            ),
            Kind::Firefox => (
                program("AMA_GECKODRIVER", &["geckodriver"])?,
                program("AMA_FIREFOX", &["firefox-esr", "firefox"])?,
                // Two Firefoxes at once must not want the same port for BiDi.
                &["--port=0", "--websocket-port=0"],
            ),
        };
        let mut child = Command::new(&driver)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("cannot start {}: {error}\n{HELP}", driver.display()))?;
        let stdout = child.stdout.take().ok_or("the driver has no output")?;
        let (tell, told) = mpsc::channel();
        // Reads on to the end: a full pipe would stop the driver.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some(port) = port_in(&line) {
                    // Nobody listens any more after the first.
                    let _ = tell.send(port);
                }
            }
        });
        let port = told.recv_timeout(Duration::from_secs(30));
        let mut started = Self {
            child,
            port: 0,
            binary,
        };
        started.port =
            port.map_err(|_| format!("{} did not say its port within 30 s", driver.display()))?;
        Ok(started)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The browser that it starts.
    pub(crate) fn binary(&self) -> &Path {
        &self.binary
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// «ChromeDriver was started successfully on port 40123.», «1764 geckodriver INFO Listening on 127.0.0.1:40123»
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line
        .split_once("started successfully on port ")
        .or_else(|| line.split_once("geckodriver\tINFO\tListening on 127.0.0.1:"))?;
    rest.trim_end_matches('.').trim().parse().ok()
}

/// A program that a variable names, or the first of these on the `PATH`.
fn program(variable: &str, names: &[&str]) -> Result<PathBuf, String> {
    if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_else(|| OsString::from("/usr/bin"));
    let mut places = names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)));
    places
        .find(|place| place.is_file())
        .ok_or_else(|| format!("`{}` is not installed: {HELP}", names.join("` or `")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_driver_says() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 40123."),
            Some(40123)
        );
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
        assert_eq!(
            port_in("1764109212345\tgeckodriver\tINFO\tListening on 127.0.0.1:40123"),
            Some(40123)
        );
    }

    #[test]
    fn what_is_missing_is_said_with_the_command_that_helps() {
        let error = program("AMA_NO_SUCH_VARIABLE", &["no-such-browser"]).unwrap_err();
        assert!(
            error.starts_with(
                "`no-such-browser` is not installed: run `cargo xtask test --only e2e`"
            ),
            "{error}"
        );
    }
}
