//! The end of the network: whatever a browser asks of a machine ends here and is written down.
//!
//! The browser is told that this is its proxy. So requests are seen that no tool inside the browser would show: of
//! workers, of sockets, of the browser itself.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// The trap; it ends with this value.
pub struct Trap {
    caught: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicBool>,
    port: u16,
    thread: Option<JoinHandle<()>>,
}

impl Trap {
    /// Sets one.
    pub fn set() -> Self {
        let listener =
            TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let caught = Arc::<Mutex<Vec<String>>>::default();
        let ended = Arc::<AtomicBool>::default();
        let thread = {
            let (caught, ended) = (Arc::clone(&caught), Arc::clone(&ended));
            std::thread::spawn(move || {
                for connection in listener.incoming().map_while(Result::ok) {
                    if ended.load(Ordering::Relaxed) {
                        break;
                    }
                    // Written down at once; what it asks for may come late or never.
                    let place = {
                        let mut caught = lock(&caught);
                        caught.push("a connection".to_owned());
                        caught.len() - 1
                    };
                    let caught = Arc::clone(&caught);
                    std::thread::spawn(move || {
                        let line = first_line(&connection);
                        if !line.is_empty()
                            && let Some(entry) = lock(&caught).get_mut(place)
                        {
                            *entry = line;
                        }
                    });
                }
            })
        };
        Self {
            caught,
            ended,
            port,
            thread: Some(thread),
        }
    }

    /// What the browser is to take for its proxy.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The first line of each request: `GET http://…`, `CONNECT host:443 …`.
    pub fn caught(&self) -> Vec<String> {
        lock(&self.caught).clone()
    }
}

impl Drop for Trap {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it is over.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

fn lock(caught: &Mutex<Vec<String>>) -> std::sync::MutexGuard<'_, Vec<String>> {
    caught
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// What is asked for; nothing of a connection without a word.
fn first_line(connection: &TcpStream) -> String {
    let mut line = String::new();
    // What cannot be read in time stays what it is, a connection.
    let _ = connection.set_read_timeout(Some(Duration::from_secs(5)));
    let _ = BufReader::new(connection.take(4096)).read_line(&mut line);
    line.trim_end().to_owned()
}
