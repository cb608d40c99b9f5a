//! A compiler for wasm32, by one of three routes.
//!
//! A rustup toolchain may lack the target, and some networks do not let it be added. Debian 12 then has what is
//! needed: a newer rustc, its sources (std is built on the way) and LLVM's linker.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::apt;
use crate::{report, shell};

const TARGET: &str = "wasm32-unknown-unknown";

/// What Debian 12 calls the parts.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];

/// A download of 20 MB on a slow line, but not a wait for a network that is not there.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

/// Something that compiles for the browser.
pub(crate) enum WasmToolchain {
    /// The toolchain that runs us has the target.
    Own,
    /// Debian's, with std built from source.
    Debian {
        cargo: PathBuf,
        rustc: PathBuf,
        linker: PathBuf,
    },
}

impl fmt::Display for WasmToolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => write!(f, "own"),
            Self::Debian { .. } => write!(f, "debian"),
        }
    }
}

impl WasmToolchain {
    /// `cargo build` of a part for the browser. `build` is the id of the sources, which page and worker compare; cargo compiles
    /// the two crates that name it again when it is another one, and nothing below them.
    pub(crate) fn cargo_build(&self, what: WasmCrate, build: &str) -> Command {
        let mut command = match self {
            Self::Own => {
                let mut command = shell::cargo();
                command.arg("build");
                command
            }
            Self::Debian {
                cargo,
                rustc,
                linker,
            } => {
                let mut command = Command::new(cargo);
                shell::clean(&mut command);
                command
                    .env("RUSTC", rustc)
                    // `-Z build-std` is refused by a stable cargo otherwise. Our own code uses nothing of it.
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                    .args(["build", "-Z", "build-std=std,panic_abort"]);
                command
            }
        };
        command.args(["--target", TARGET]);
        if let WasmCrate::Page = what {
            let mut flags = PAGE_FLAGS.to_vec();
            if let Self::Debian { .. } = self {
                flags.extend(PAGE_FLAGS_WITH_STD);
                command.args(["-Z", "build-std-features=optimize_for_size"]);
            }
            let flags: Vec<String> = flags.iter().map(|flag| format!("\"{flag}\"")).collect();
            command
                // Flags that leave parts out have no stable spelling yet. Our own code uses nothing of it.
                .env("RUSTC_BOOTSTRAP", "1")
                // Added to those of `.cargo/config.toml`.
                .arg("--config")
                .arg(format!("target.{TARGET}.rustflags=[{}]", flags.join(",")));
        }
        command
            .env("AMA_BUILD", build)
            .args(["-p", what.package(), "--profile", what.profile()]);
        command
    }
}

/// What is compiled for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WasmCrate {
    /// The engine in its worker.
    Worker,
    /// The page.
    Page,
    /// The reader of publishers' files in its worker.
    Reader,
}

impl WasmCrate {
    /// The package it is made from.
    pub(crate) fn package(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Page => "app",
            Self::Reader => "reader",
        }
    }

    /// The profile it is compiled with: the folder of its output.
    pub(crate) fn profile(self) -> &'static str {
        match self {
            Self::Worker | Self::Reader => "wasm",
            Self::Page => "wasm-page",
        }
    }
}

/// The page is split by its functions' names (`build/split.rs`): names must tell generic functions apart, and functions that
/// happen to be alike must keep their own (`split/merge.rs` merges them afterwards). Places in source files are of no use to whoever reads the page.
const PAGE_FLAGS: [&str; 3] = [
    "-Csymbol-mangling-version=v0",
    "-Zmerge-functions=disabled",
    "-Zlocation-detail=none",
];

/// Where the standard library is built too: it need not put a panic into words either.
const PAGE_FLAGS_WITH_STD: [&str; 2] = ["-Zunstable-options", "-Cpanic=immediate-abort"];

/// Finds or installs one.
pub(crate) fn wasm() -> Result<WasmToolchain> {
    match std::env::var("AMA_WASM").as_deref() {
        Ok("installed") => {
            if !installed()? {
                bail!(
                    "AMA_WASM=installed, but the toolchain has no {TARGET}; `rustup target add {TARGET}` adds it"
                );
            }
            report::line(
                "wasm target",
                "the toolchain's own, already installed (AMA_WASM)",
            );
            Ok(WasmToolchain::Own)
        }
        Ok("rustup") => {
            if installed()? {
                report::line(
                    "wasm target",
                    "the toolchain's own, already installed (AMA_WASM)",
                );
            } else {
                add_by_rustup()?;
            }
            Ok(WasmToolchain::Own)
        }
        Ok("debian") => debian(),
        Ok(other) => bail!("AMA_WASM is `{other}`; it may be `installed`, `rustup` or `debian`"),
        Err(_) if installed()? => {
            report::line("wasm target", "the toolchain's own, already installed");
            Ok(WasmToolchain::Own)
        }
        // Once Debian's is there, asking the network again at every build would only cost time.
        Err(_) if find_debian().is_some() => debian(),
        Err(_) => match add_by_rustup() {
            Ok(()) => Ok(WasmToolchain::Own),
            Err(error) => {
                report::line("wasm target", format_args!("not by rustup: {error:#}"));
                debian().with_context(|| {
                    format!("no route to the wasm target is left; with rustup it would be:\n  rustup target add {TARGET}\n")
                })
            }
        },
    }
}

fn installed() -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(rustc);
    shell::clean(&mut command);
    let sysroot = shell::output(command.args(["--print", "sysroot"]))?;
    // The folder alone may be left over from a removal; the standard library in it decides.
    let lib = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib");
    let Ok(files) = std::fs::read_dir(lib) else {
        return Ok(false);
    };
    Ok(files
        .flatten()
        .any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
}

fn add_by_rustup() -> Result<()> {
    let Some(rustup) = shell::find("rustup") else {
        bail!("there is no `rustup` on the PATH")
    };
    let step = report::Step::start("wasm target", format_args!("rustup target add {TARGET}"));
    let mut command = Command::new(rustup);
    shell::clean(&mut command);
    command
        .env("RUSTUP_MAX_RETRIES", "0")
        .args(["target", "add", TARGET]);
    shell::run_within(&mut command, RUSTUP_LIMIT)?;
    if !installed()? {
        bail!(
            "`rustup target add {TARGET}` ended well, but the toolchain in use has no such target"
        );
    }
    step.done("added by rustup");
    Ok(())
}

fn debian() -> Result<WasmToolchain> {
    if let Some(found) = find_debian() {
        report::line(
            "wasm target",
            "Debian's rustc-web with its own std, already installed",
        );
        return Ok(found);
    }
    apt::install(&DEBIAN_PACKAGES, "a compiler for wasm32")?;
    find_debian().with_context(|| {
        format!(
            "{} are installed, but not where they were expected",
            DEBIAN_PACKAGES.join(", ")
        )
    })
}

fn find_debian() -> Option<WasmToolchain> {
    let cargo = PathBuf::from("/usr/bin/cargo");
    let rustc = PathBuf::from("/usr/bin/rustc");
    let linker = PathBuf::from("/usr/bin/wasm-ld-22");
    if ![&cargo, &rustc, &linker]
        .into_iter()
        .all(|file| shell::is_program(file))
    {
        return None;
    }
    let version = shell::output(Command::new(&rustc).arg("--version")).ok()?;
    let sysroot = shell::output(Command::new(&rustc).args(["--print", "sysroot"])).ok()?;
    let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml");
    (minor_version(&version)? >= OLDEST_MINOR && sources.is_file()).then_some(
        WasmToolchain::Debian {
            cargo,
            rustc,
            linker,
        },
    )
}

/// `rust-version` of the workspace: Debian's plain `rustc` is older than that.
const OLDEST_MINOR: u32 = 90;

fn minor_version(rustc_version: &str) -> Option<u32> {
    rustc_version
        .split_whitespace()
        .nth(1)?
        .split('.')
        .nth(1)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(
            minor_version("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"),
            Some(96)
        );
        assert_eq!(minor_version("rustc 1.63.0"), Some(63));
        assert_eq!(minor_version("no compiler"), None);
    }

    #[test]
    fn the_oldest_compiler_is_the_workspaces() {
        let manifest = include_str!("../../../../Cargo.toml");
        assert!(manifest.contains(&format!("rust-version = \"1.{OLDEST_MINOR}\"")));
    }

    #[test]
    fn debians_build_names_its_compiler_and_linker() {
        let toolchain = WasmToolchain::Debian {
            cargo: "/c".into(),
            rustc: "/r".into(),
            linker: "/l".into(),
        };
        let shown = shell::show(&toolchain.cargo_build(WasmCrate::Worker, "0123"));
        assert!(shown.contains("RUSTC=/r"), "{shown}");
        assert!(shown.contains("LINKER=/l"), "{shown}");
        assert!(shown.contains("AMA_BUILD=0123"), "{shown}");
        assert!(
            shown
                .ends_with("/c build -Z build-std=std,panic_abort --target wasm32-unknown-unknown -p worker --profile wasm"),
            "{shown}"
        );
    }

    #[test]
    fn the_page_is_built_so_that_it_can_be_split() {
        let shown = shell::show(&WasmToolchain::Own.cargo_build(WasmCrate::Page, "0123"));
        assert!(
            shown.contains("AMA_BUILD=0123")
                && shown.contains("merge-functions=disabled")
                && !shown.contains("immediate-abort"),
            "{shown}"
        );
    }
}
