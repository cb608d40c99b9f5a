//! `cargo xtask serve`: builds, then serves `target/site` to this machine.
//!
//! It behaves as a plain, well set up static host would: right types, precompressed files where they are accepted,
//! revalidation. The site must not need more than that.

mod answer;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Request, Response, Server};

use crate::args::Args;
use crate::{build, paths, report};

const PORT: u16 = 8017;

/// The browser asks for several files at once.
const THREADS: usize = 4;

pub(crate) fn run(mut args: Args) -> Result<()> {
    let port = args.value("--port")?;
    // The site is always the release build; the flag is accepted because people type it.
    args.flag("--release");
    args.finish()?;
    build::run()?;
    let listener = match port {
        Some(port) => {
            let port = port
                .parse()
                .with_context(|| format!("`{port}` is not a port"))?;
            bind(port).with_context(|| format!("cannot listen on port {port}"))?
        }
        None => (PORT..PORT + 50)
            .find_map(|port| bind(port).ok())
            .context("no port from 8017 to 8066 is free")?,
    };
    let site = Site::start(listener, &paths::site())?;
    report::line(
        "ready",
        format_args!("http://localhost:{}/   (Ctrl+C ends it)", site.port),
    );
    site.join();
    Ok(())
}

fn bind(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

/// A folder being served.
pub(crate) struct Site {
    pub(crate) port: u16,
    threads: Vec<std::thread::JoinHandle<()>>,
}

impl Site {
    fn start(listener: TcpListener, folder: &Path) -> Result<Self> {
        let port = listener.local_addr()?.port();
        let server = Server::from_listener(listener, None)
            .map_err(|error| anyhow!("cannot serve: {error}"))?;
        let server = Arc::new(server);
        let threads = (0..THREADS)
            .map(|_| {
                let server = Arc::clone(&server);
                let folder = folder.to_path_buf();
                std::thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        respond(request, &folder);
                    }
                })
            })
            .collect();
        Ok(Self { port, threads })
    }

    fn join(self) {
        for thread in self.threads {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

fn respond(request: Request, folder: &Path) {
    let header = |name: &'static str| {
        let found = request
            .headers()
            .iter()
            .find(|header| header.field.equiv(name));
        found.map(|header| header.value.as_str().to_owned())
    };
    let asked = answer::Asked {
        method: request.method().as_str(),
        url: request.url(),
        accept_encoding: header("Accept-Encoding").unwrap_or_default(),
        if_none_match: header("If-None-Match"),
    };
    let answer = answer::answer(folder, &asked);
    let mut response = Response::from_data(answer.body).with_status_code(answer.status);
    for (name, value) in answer.headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // A browser that went away needs no answer.
    let _ = request.respond(response);
}
