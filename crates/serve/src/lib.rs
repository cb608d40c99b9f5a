//! A folder over HTTP, to this machine unless another address is named: for `cargo xtask serve` and `ama preview`.
//!
//! It behaves as a plain, well set up static host would: right types, precompressed files where they are accepted,
//! revalidation. The site must not need more than that. [`answer()`] makes the answers, without the network; a
//! [`Handler`] may put its own before them.
//!
//! # Invariants
//!
//! - Uses no crate of ours. Reads one folder, never above it, and writes nothing; only `GET` and `HEAD` are answered.
//! - Listens on one address, this machine's own unless the caller names another.
//! - A connection has a thread of its own: one that says nothing holds up no other, and none ends the server.

mod answer;
mod connection;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

pub use answer::{Answer, Asked, answer, found, path_of, percent_decoded, plain};

/// Answers a request itself, or leaves it to the folder.
pub type Handler = dyn Fn(&Asked<'_>) -> Option<Answer> + Send + Sync;

/// A folder being served.
#[derive(Debug)]
pub struct Site {
    /// The port it listens on.
    pub port: u16,
    thread: JoinHandle<()>,
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
    /// Serves a folder; `handler` is asked first, and may take its time.
    ///
    /// # Errors
    ///
    /// When the listener cannot be used.
    pub fn start(listener: TcpListener, folder: &Path, handler: Arc<Handler>) -> io::Result<Self> {
        let port = listener.local_addr()?.port();
        let folder: Arc<Path> = folder.into();
        let thread = std::thread::spawn(move || {
            // A browser that went away before it was heard is none of our business.
            for stream in listener.incoming().filter_map(Result::ok) {
                let (folder, handler) = (Arc::clone(&folder), Arc::clone(&handler));
                // Each has a thread of its own: browsers open connections and keep them, also without a word, and none
                // of them may wait for another one.
                std::thread::spawn(move || {
                    let answer = |asked: &Asked<'_>| {
                        handler(asked).unwrap_or_else(|| answer(&folder, asked))
                    };
                    // A browser that went away needs no answer.
                    let _ = connection::serve(&stream, answer);
                });
            }
        });
        Ok(Self { port, thread })
    }

    /// Serves until the program is ended.
    pub fn join(self) {
        // A thread that panicked has said so itself.
        let _ = self.thread.join();
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{Ipv4Addr, TcpStream};
    use std::time::Duration;

    use super::*;

    /// A folder that answers everything itself.
    fn site() -> Site {
        let handler = |asked: &Asked<'_>| Some(plain(200, asked.url));
        let listener = bind(Ipv4Addr::LOCALHOST.into(), Some(0), 0).unwrap();
        Site::start(listener, Path::new("."), Arc::new(handler)).unwrap()
    }

    fn connect(site: &Site) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, site.port)).unwrap();
        let limit = Some(Duration::from_secs(10));
        stream.set_read_timeout(limit).unwrap();
        stream
    }

    fn ask(mut stream: &TcpStream, request: &str) {
        stream.write_all(request.as_bytes()).unwrap();
    }

    /// Reads until that stands there.
    fn hear(mut stream: &TcpStream, end: &str) -> String {
        let mut heard = Vec::new();
        while !heard.ends_with(end.as_bytes()) {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            heard.push(byte[0]);
        }
        String::from_utf8(heard).unwrap()
    }

    #[test]
    fn connections_that_are_kept_hold_up_no_other_one() {
        let site = site();
        // All at once, as a browser opens them; some never say anything, and none is closed.
        let mut all: Vec<TcpStream> = (0..40).map(|_| connect(&site)).collect();
        let silent = all.split_off(20);
        for stream in &all {
            ask(stream, "GET /here HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        for stream in &all {
            assert!(hear(stream, "/here").starts_with("HTTP/1.1 200"));
        }
        assert_eq!(silent.len(), 20);
    }

    #[test]
    fn a_connection_carries_many_requests() {
        let site = site();
        let stream = connect(&site);
        for name in ["/one", "/two", "/three"] {
            ask(&stream, &format!("GET {name} HTTP/1.1\r\nHost: a\r\n\r\n"));
            assert!(hear(&stream, name).contains("Content-Length: "));
        }
        // Two in one breath.
        ask(&stream, "GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
        hear(&stream, "/a");
        hear(&stream, "/b");
        // What is asked to end ends.
        ask(&stream, "GET /end HTTP/1.1\r\nConnection: close\r\n\r\n");
        hear(&stream, "/end");
        assert_eq!((&stream).read(&mut [0]).unwrap(), 0);
    }

    #[test]
    fn a_head_has_no_body_and_what_has_one_is_the_last() {
        let site = site();
        let stream = connect(&site);
        ask(&stream, "HEAD /long HTTP/1.1\r\n\r\n");
        assert!(hear(&stream, "\r\n\r\n").contains("Content-Length: 5"));
        ask(&stream, "POST /x HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi");
        let mut rest = String::new();
        (&stream).read_to_string(&mut rest).unwrap();
        assert!(rest.starts_with("HTTP/1.1 200"), "{rest}");
    }

    #[test]
    fn what_is_no_request_is_refused() {
        let site = site();
        for strange in ["hello\r\n\r\n", "GET /\r\nx: y\r\n\r\n"] {
            let stream = connect(&site);
            ask(&stream, strange);
            let mut rest = String::new();
            (&stream).read_to_string(&mut rest).unwrap();
            assert!(rest.starts_with("HTTP/1.1 400"), "{strange:?}: {rest}");
        }
    }
}
