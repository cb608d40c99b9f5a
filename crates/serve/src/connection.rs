//! One connection: requests in, answers out, until one of the two ends has enough.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;

use crate::answer::{Answer, Asked, plain};

/// The longest head of a request.
const HEAD: usize = 64 * 1024;
/// The most headers.
const HEADERS: usize = 100;

/// Answers what is asked over a connection.
pub(crate) fn serve(
    mut stream: &TcpStream,
    answer: impl Fn(&Asked<'_>) -> Answer,
) -> io::Result<()> {
    // An answer is written in one go: nothing is to be waited for.
    stream.set_nodelay(true)?;
    let mut bytes = Vec::new();
    loop {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut request = httparse::Request::new(&mut headers);
        let length = match request.parse(&bytes) {
            Ok(httparse::Status::Complete(length)) => length,
            Ok(httparse::Status::Partial) if bytes.len() < HEAD => {
                let mut more = [0; 4096];
                let count = stream.read(&mut more)?;
                if count == 0 {
                    return Ok(());
                }
                bytes.extend_from_slice(more.get(..count).unwrap_or_default());
                continue;
            }
            Ok(httparse::Status::Partial) | Err(_) => {
                return write(stream, &plain(400, "no request"), true, true);
            }
        };
        let header = |name: &str| {
            let mut found = request.headers.iter();
            let found = found.find(|header| header.name.eq_ignore_ascii_case(name))?;
            std::str::from_utf8(found.value).ok()
        };
        let asked = Asked {
            method: request.method.unwrap_or_default(),
            url: request.path.unwrap_or_default(),
            accept_encoding: header("Accept-Encoding").unwrap_or_default().to_owned(),
            if_none_match: header("If-None-Match").map(str::to_owned),
            host: header("Host").unwrap_or_default().to_owned(),
        };
        // Bodies are never read: what follows one would be taken for a request.
        let has_body = header("Content-Length").is_some_and(|length| length.trim() != "0")
            || header("Transfer-Encoding").is_some();
        let closes = header("Connection").is_some_and(|word| word.eq_ignore_ascii_case("close"));
        let is_last = has_body || closes || request.version == Some(0);
        write(stream, &answer(&asked), asked.method != "HEAD", is_last)?;
        if is_last {
            return Ok(());
        }
        bytes.drain(..length);
    }
}

fn write(
    mut stream: &TcpStream,
    answer: &Answer,
    with_body: bool,
    is_last: bool,
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} -\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    // «Not modified» has none, and says so by its status.
    if answer.status != 304 {
        head.push_str(&format!("Content-Length: {}\r\n", answer.body.len()));
    }
    if is_last {
        head.push_str("Connection: close\r\n");
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    if with_body {
        bytes.extend_from_slice(&answer.body);
    }
    stream.write_all(&bytes)?;
    stream.flush()
}
