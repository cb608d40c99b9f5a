//! A plain static host that can be told to misbehave.
//!
//! The site stands below a path, so that an address that starts with `/` breaks at once. It is reachable as
//! `127.0.0.1`, which browsers trust, and as `ama.test`, which is what an intranet without https looks like.
//! Written on bare sockets, because a server library never hangs up in the middle of an answer.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::manners::Manners;

/// Path below which the site stands.
const BASE: &str = "/kouza/ama/";
/// Path of pages that only tests need.
const EXTRA: &str = "/kouza/ama/__test__/";

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The answer waits until the fault is taken back.
    Hold,
    /// The connection ends without an answer.
    Cut,
    /// This status and nothing else.
    Status(u16),
    /// These bytes for those that stand there.
    Body(Vec<u8>),
    /// So many bytes a second.
    Throttle(u32),
    /// The connection ends after so many bytes.
    Truncate(usize),
    /// The host points to that address.
    Redirect(String),
    /// The answer has this header, in the place of its own of that name.
    Header(&'static str, &'static str),
    /// After so many bytes nothing more comes until the fault is taken back.
    Stall(usize),
}

/// A running server; it ends with this value.
pub struct Server {
    state: Arc<State>,
    port: u16,
    thread: Option<JoinHandle<()>>,
}

struct State {
    folder: Mutex<PathBuf>,
    manners: Mutex<Manners>,
    faults: Mutex<Vec<(String, Fault)>>,
    changed: Condvar,
    extra: Mutex<BTreeMap<String, (String, Vec<u8>)>>,
    log: Mutex<Vec<String>>,
    ended: AtomicBool,
}

impl Server {
    /// Serves a folder.
    pub fn start(folder: &Path) -> Self {
        let listener =
            TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(State {
            folder: Mutex::new(folder.to_path_buf()),
            manners: Mutex::default(),
            faults: Mutex::default(),
            changed: Condvar::new(),
            extra: Mutex::default(),
            log: Mutex::default(),
            ended: AtomicBool::new(false),
        });
        let thread = {
            let state = Arc::clone(&state);
            std::thread::spawn(move || {
                for connection in listener.incoming() {
                    if state.ended.load(Ordering::Relaxed) {
                        break;
                    }
                    let Ok(connection) = connection else { continue };
                    // A request that is held must not keep others from being answered.
                    let state = Arc::clone(&state);
                    std::thread::spawn(move || {
                        // A browser that went away needs no answer.
                        let _ = state.respond(&connection);
                        let _ = connection.shutdown(Shutdown::Both);
                    });
                }
            })
        };
        Self {
            state,
            port,
            thread: Some(thread),
        }
    }

    /// The site's address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}{BASE}", self.port)
    }

    /// The site's address as an intranet would have it: plain http, not trusted.
    pub fn intranet_url(&self) -> String {
        format!("http://ama.test:{}{BASE}", self.port)
    }

    /// Address of a page that only tests need.
    pub fn extra_url(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}{EXTRA}{name}", self.port)
    }

    /// Serves such a page.
    pub fn serve_extra(&self, name: &str, mime: &str, bytes: impl Into<Vec<u8>>) {
        lock(&self.state.extra).insert(name.to_owned(), (mime.to_owned(), bytes.into()));
    }

    /// From now on, another folder stands there: somebody has published another build.
    pub fn publish(&self, folder: &Path) {
        *lock(&self.state.folder) = folder.to_path_buf();
    }

    /// From now on, it is such a host.
    pub fn behave(&self, manners: Manners) {
        *lock(&self.state.manners) = manners;
    }

    /// From now on, that happens to every file whose name contains `part`; the last fault told counts.
    pub fn fault(&self, part: &str, fault: Fault) {
        lock(&self.state.faults).push((part.to_owned(), fault));
        self.state.changed.notify_all();
    }

    /// Takes the faults of that name back.
    pub fn heal(&self, part: &str) {
        lock(&self.state.faults).retain(|(name, _)| name != part);
        self.state.changed.notify_all();
    }

    /// Takes all faults back, is helpful and forgets what was asked for.
    pub fn heal_all(&self) {
        lock(&self.state.faults).clear();
        self.state.changed.notify_all();
        self.behave(Manners::default());
        self.forget();
    }

    /// Names of the files that were asked for, in order.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.state.log).clone()
    }

    /// Whether a file of such a name was asked for.
    pub fn was_asked(&self, part: &str) -> bool {
        self.requests().iter().any(|name| name.contains(part))
    }

    /// Forgets what was asked for.
    pub fn forget(&self) {
        lock(&self.state.log).clear();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        lock(&self.state.faults).clear();
        self.state.changed.notify_all();
        self.state.ended.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it is over.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// An answer that goes well.
struct Found {
    mime: Option<String>,
    /// What its way here has made of it.
    coding: Option<&'static str>,
    caching: Option<&'static str>,
    body: Vec<u8>,
}

impl State {
    /// One request a connection.
    fn respond(&self, mut connection: &TcpStream) -> std::io::Result<()> {
        let mut lines = BufReader::new(connection).lines();
        let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
        let mut brotli = false;
        for line in lines {
            let line = line?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            brotli |= line
                .strip_prefix("accept-encoding:")
                .is_some_and(|list| list.split(',').any(|one| one.trim() == "br"));
        }
        // Browsers open connections that they then do not use.
        let Some(path) = first
            .split(' ')
            .nth(1)
            .and_then(|path| path.split(['?', '#']).next())
        else {
            return Ok(());
        };
        let name = path.strip_prefix(BASE);
        lock(&self.log).push(name.unwrap_or(path).to_owned());
        let fault = self.fault_of(name.unwrap_or(path));
        let manners = *lock(&self.manners);
        let found = match &fault {
            Some(Fault::Cut) => return Ok(()),
            Some(Fault::Status(status)) => Err(*status),
            Some(Fault::Redirect(to)) => {
                let head = format!(
                    "HTTP/1.1 302 -\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
                return connection.write_all(head.as_bytes());
            }
            _ => name
                .and_then(|name| self.find(name, brotli, manners))
                .ok_or(404),
        };
        let Found {
            mime,
            mut coding,
            caching,
            mut body,
        } = match found {
            Ok(found) => found,
            Err(status) => {
                let (mime, body) = manners.not_found();
                let head = format!(
                    "HTTP/1.1 {status} -\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                connection.write_all(head.as_bytes())?;
                return connection.write_all(body);
            }
        };
        if let Some(Fault::Body(bytes)) = &fault {
            body.clone_from(bytes);
            coding = None;
        }
        let mut head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n",
            body.len()
        );
        let own = match &fault {
            Some(Fault::Header(name, value)) => Some((*name, *value)),
            _ => None,
        };
        if let Some((name, value)) = own {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        for (name, value) in [
            ("Content-Type", mime),
            ("Content-Encoding", coding.map(str::to_owned)),
            ("Cache-Control", caching.map(str::to_owned)),
        ] {
            if let Some(value) = value
                && own.is_none_or(|(own, _)| own != name)
            {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        head.push_str("\r\n");
        connection.write_all(head.as_bytes())?;
        match fault {
            Some(Fault::Stall(len)) => {
                // Never all of it: that would be no stall.
                let (first, rest) = body.split_at(len.min(body.len().saturating_sub(1)));
                connection.write_all(first)?;
                self.wait_for_heal(name.unwrap_or(path));
                connection.write_all(rest)
            }
            Some(Fault::Truncate(len)) => connection.write_all(body.get(..len).unwrap_or(&body)),
            Some(Fault::Throttle(rate)) => {
                // Twenty portions a second.
                for portion in body.chunks(usize::try_from(rate / 20).unwrap_or(usize::MAX).max(1))
                {
                    connection.write_all(portion)?;
                    std::thread::sleep(Duration::from_millis(50));
                }
                Ok(())
            }
            _ => connection.write_all(&body),
        }
    }

    /// The fault of that file; waits where it is to be held.
    fn fault_of(&self, name: &str) -> Option<Fault> {
        let mut faults = lock(&self.faults);
        loop {
            let fault = faults
                .iter()
                .rev()
                .find(|(part, _)| name.contains(part.as_str()))
                .map(|(_, fault)| fault.clone());
            if fault != Some(Fault::Hold) {
                return fault;
            }
            faults = self
                .changed
                .wait(faults)
                .unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    /// Waits until nothing is stalled any more.
    fn wait_for_heal(&self, name: &str) {
        let mut faults = lock(&self.faults);
        let stalls = |faults: &[(String, Fault)]| {
            faults.iter().any(|(part, fault)| {
                name.contains(part.as_str()) && matches!(fault, Fault::Stall(_))
            })
        };
        while stalls(&faults) {
            faults = self
                .changed
                .wait(faults)
                .unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    fn find(&self, name: &str, brotli: bool, manners: Manners) -> Option<Found> {
        if let Some(name) = name.strip_prefix("__test__/") {
            let (mime, body) = lock(&self.extra).get(name).cloned()?;
            return Some(Found {
                mime: Some(mime),
                coding: None,
                caching: Some("no-cache"),
                body,
            });
        }
        let name = if name.is_empty() {
            "index.html".to_owned()
        } else {
            serve::percent_decoded(name)?
        };
        if name.split('/').any(|part| part == ".." || part.is_empty()) {
            return None;
        }
        let folder = lock(&self.folder).clone();
        let file = folder.join(&name);
        if !manners.knows(&file) {
            return None;
        }
        let found = |coding, body| Found {
            mime: manners.mime(&file).map(str::to_owned),
            coding,
            caching: manners.caching(&file),
            body,
        };
        if brotli
            && manners.compresses()
            && let Ok(body) = std::fs::read(folder.join(format!("{name}.br")))
        {
            return Some(found(Some("br"), body));
        }
        let body = std::fs::read(&file).ok()?;
        Some(found(manners.inflates(&file).then_some("gzip"), body))
    }
}
