//! `cargo xtask serve`: builds, then serves `target/site` to this machine.
//!
//! The server itself is the crate `serve`, which `ama preview` uses too.

use std::net::Ipv4Addr;
use std::sync::Arc;

use anyhow::{Context, Result};
use serve::Site;

use crate::args::Args;
use crate::{build, paths, report};

const PORT: u16 = 8017;

pub(crate) fn run(mut args: Args) -> Result<()> {
    let port = args.value("--port")?;
    // The site is always the release build; the flag is accepted because people type it.
    args.flag("--release");
    args.finish()?;
    build::run()?;
    let port = port
        .map(|port| {
            port.parse::<u16>()
                .with_context(|| format!("`{port}` is not a port"))
        })
        .transpose()?;
    let listener =
        serve::bind(Ipv4Addr::LOCALHOST.into(), port, PORT).with_context(|| match port {
            Some(port) => format!("cannot listen on port {port}"),
            None => format!("no port from {PORT} to {} is free", PORT + 49),
        })?;
    let site = Site::start(listener, &paths::site(), Arc::new(|_| None))?;
    report::line(
        "ready",
        format_args!("http://localhost:{}/   (Ctrl+C ends it)", site.port),
    );
    site.join();
    Ok(())
}
