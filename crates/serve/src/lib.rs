//! A folder over HTTP, to this machine unless another address is named: for `cargo xtask serve` and `ama preview`.
//!
//! It behaves as a plain, well set up static host would: right types, precompressed files where they are accepted,
//! revalidation. The site must not need more than that. [`answer()`] makes the answers, without the network; a
//! [`Handler`] may put its own before them.

mod answer;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use tiny_http::{Header, Request, Response, Server};

pub use answer::{Answer, Asked, answer, found, path_of, percent_decoded, plain};

/// Answers a request itself, or leaves it to the folder.
pub type Handler = dyn Fn(&Asked<'_>) -> Option<Answer> + Send + Sync;

/// The browser asks for several files at once.
const THREADS: usize = 4;

/// A folder being served.
#[derive(Debug)]
pub struct Site {
    /// The port it listens on.
    pub port: u16,
    threads: Vec<JoinHandle<()>>,
}

/// Binds a port on an address of this machine: that one, or the first free one of fifty from `from`.
///
/// # Errors
///
/// When it is taken, or all of them are.
pub fn bind(address: IpAddr, port: Option<u16>, from: u16) -> io::Result<TcpListener> {
    let bind = |port| TcpListener::bind(SocketAddr::new(address, port));
    match port {
        Some(port) => bind(port),
        None => (from..from.saturating_add(50))
            .find_map(|port| bind(port).ok())
            .ok_or_else(|| io::Error::from(io::ErrorKind::AddrInUse)),
    }
}

impl Site {
    /// Serves a folder; `handler` is asked first. `more` threads are for answers that wait.
    ///
    /// # Errors
    ///
    /// When the listener cannot be used.
    pub fn start(
        listener: TcpListener,
        folder: &Path,
        handler: Arc<Handler>,
        more: usize,
    ) -> io::Result<Self> {
        let port = listener.local_addr()?.port();
        let server = Server::from_listener(listener, None).map_err(io::Error::other)?;
        let server = Arc::new(server);
        let threads = (0..THREADS + more)
            .map(|_| {
                let server = Arc::clone(&server);
                let folder = folder.to_path_buf();
                let handler = Arc::clone(&handler);
                std::thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        respond(request, &folder, &*handler);
                    }
                })
            })
            .collect();
        Ok(Self { port, threads })
    }

    /// Serves until the program is ended.
    pub fn join(self) {
        for thread in self.threads {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

fn respond(request: Request, folder: &Path, handler: &Handler) {
    let header = |name: &'static str| {
        let found = request
            .headers()
            .iter()
            .find(|header| header.field.equiv(name));
        found.map(|header| header.value.as_str().to_owned())
    };
    let asked = Asked {
        method: request.method().as_str(),
        url: request.url(),
        accept_encoding: header("Accept-Encoding").unwrap_or_default(),
        if_none_match: header("If-None-Match"),
        host: header("Host").unwrap_or_default(),
    };
    let answer = handler(&asked).unwrap_or_else(|| answer(folder, &asked));
    let mut response = Response::from_data(answer.body).with_status_code(answer.status);
    for (name, value) in answer.headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // A browser that went away needs no answer.
    let _ = request.respond(response);
}
