//! One request to one answer, without the network.

use std::path::{Component, Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// What matters of a request.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// `GET`, `HEAD`.
    pub method: &'a str,
    /// Path and query.
    pub url: &'a str,
    /// Codings that are accepted.
    pub accept_encoding: String,
    /// Tag of what is known already.
    pub if_none_match: Option<String>,
    /// Name by which this machine was asked.
    pub host: String,
}

/// What goes back.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Vec<u8>,
}

/// The answer of a folder.
pub fn answer(folder: &Path, asked: &Asked<'_>) -> Answer {
    if !["GET", "HEAD"].contains(&asked.method) {
        return plain(405, "only GET and HEAD");
    }
    let Some(name) = path_of(asked.url) else {
        return plain(400, "a strange path");
    };
    let mut file = folder.join(&name);
    if file.is_dir() {
        file.push("index.html");
    }
    let Some((body, encoding)) = read(&file, &asked.accept_encoding) else {
        return plain(404, "no such file");
    };

    found(asked, mime(&file), body, encoding)
}

/// An answer with a body, or «not modified» when the asker has it.
pub fn found(
    asked: &Asked<'_>,
    mime: &str,
    body: Vec<u8>,
    encoding: Option<&'static str>,
) -> Answer {
    let tag = format!(
        "\"{}\"",
        Sha256::digest(&body)
            .iter()
            .take(8)
            .map(|b| format!("{b:02x}"))
            .collect::<String>()
    );
    let mut headers = vec![
        ("Content-Type", mime.to_owned()),
        // «Ask again, and take the old one if it is the same»: a rebuild shows at once.
        ("Cache-Control", "no-cache".to_owned()),
        ("Vary", "Accept-Encoding".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("ETag", tag.clone()),
    ];
    if let Some(encoding) = encoding {
        headers.push(("Content-Encoding", encoding.to_owned()));
    }
    if asked
        .if_none_match
        .as_deref()
        .is_some_and(|known| known.contains(&tag))
    {
        return Answer {
            status: 304,
            headers,
            body: Vec::new(),
        };
    }
    Answer {
        status: 200,
        headers,
        body,
    }
}

/// A line of text with a status.
pub fn plain(status: u16, text: &str) -> Answer {
    let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
    Answer {
        status,
        headers,
        body: text.as_bytes().to_vec(),
    }
}

/// The path inside the folder that a URL names. `None` for anything that would lead out of it.
pub fn path_of(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let path = PathBuf::from(percent_decoded(path.trim_start_matches('/'))?);
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then_some(path)
}

/// Text with its `%E4` read; `None` when it is no UTF-8.
pub fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            bytes.push(u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The file as the browser likes it best: a smaller one beside it where that is accepted.
fn read(file: &Path, accept_encoding: &str) -> Option<(Vec<u8>, Option<&'static str>)> {
    if !file.is_file() {
        return None;
    }
    for (coding, extension) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(accept_encoding, coding) {
            let mut beside = file.as_os_str().to_owned();
            beside.push(extension);
            if let Ok(body) = std::fs::read(beside) {
                return Some((body, Some(coding)));
            }
        }
    }
    Some((std::fs::read(file).ok()?, None))
}

fn accepts(accept_encoding: &str, coding: &str) -> bool {
    accept_encoding.split(',').any(|part| {
        let mut part = part.split(';').map(str::trim);
        part.next() == Some(coding) && !part.any(|parameter| parameter == "q=0")
    })
}

fn mime(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "wasm" => "application/wasm",
        "csv" => "text/csv; charset=utf-8",
        "gz" => "application/gzip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("ama-serve-{name}-{}", std::process::id()));
            std::fs::create_dir_all(folder.join("data")).unwrap();
            for (file, text) in [
                ("index.html", "<!doctype html>"),
                ("app.js", "plain"),
                ("app.js.br", "brotli"),
                ("app.js.gz", "gzip"),
                ("engine.wasm.gz", "engine"),
                ("data/人口.csv", "市町"),
            ] {
                std::fs::write(folder.join(file), text).unwrap();
            }
            Self(folder)
        }

        fn get(&self, url: &str, accept_encoding: &str) -> Answer {
            let accept_encoding = accept_encoding.to_owned();
            answer(
                &self.0,
                &Asked {
                    method: "GET",
                    url,
                    accept_encoding,
                    ..Asked::default()
                },
            )
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).unwrap();
        }
    }

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        answer
            .headers
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value.as_str())
    }

    #[test]
    fn codings_are_negotiated() {
        let site = Folder::new("codings");
        for (accepted, body, coding) in [
            ("gzip, deflate, br, zstd", "brotli", Some("br")),
            ("gzip", "gzip", Some("gzip")),
            ("gzip, br;q=0", "gzip", Some("gzip")),
            ("", "plain", None),
            ("identity", "plain", None),
        ] {
            let answer = site.get("/app.js?x=1", accepted);
            assert_eq!(answer.body, body.as_bytes(), "{accepted}");
            assert_eq!(header(&answer, "Content-Encoding"), coding, "{accepted}");
            assert_eq!(
                header(&answer, "Content-Type"),
                Some("text/javascript; charset=utf-8")
            );
        }
    }

    #[test]
    fn the_engine_travels_as_a_file_not_as_a_coding() {
        let site = Folder::new("engine");
        let answer = site.get("/engine.wasm.gz", "gzip, br");
        assert_eq!(
            (answer.status, header(&answer, "Content-Encoding")),
            (200, None)
        );
    }

    #[test]
    fn folders_and_japanese_names() {
        let site = Folder::new("names");
        assert_eq!(site.get("/", "").body, b"<!doctype html>");
        let answer = site.get("/data/%E4%BA%BA%E5%8F%A3.csv", "");
        assert_eq!(answer.body, "市町".as_bytes());
        assert_eq!(
            header(&answer, "Content-Type"),
            Some("text/csv; charset=utf-8")
        );
    }

    #[test]
    fn nothing_outside_the_folder() {
        let site = Folder::new("outside");
        for url in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/data/%2E%2E/%2E%2E/x",
            "//etc/passwd",
            "/%zz",
        ] {
            assert!([400, 404].contains(&site.get(url, "").status), "{url}");
        }
        assert_eq!(site.get("/data", "").status, 404);
    }

    #[test]
    fn what_is_known_is_not_sent_again() {
        let site = Folder::new("known");
        let first = site.get("/app.js", "br");
        let tag = header(&first, "ETag").unwrap().to_owned();
        let asked = |tag: &str| Asked {
            method: "GET",
            url: "/app.js",
            accept_encoding: "br".to_owned(),
            if_none_match: Some(tag.to_owned()),
            ..Asked::default()
        };
        assert_eq!(answer(&site.0, &asked(&tag)).status, 304);
        assert_eq!(answer(&site.0, &asked("\"other\"")).status, 200);
        assert_eq!(
            answer(
                &site.0,
                &Asked {
                    method: "POST",
                    ..asked("")
                }
            )
            .status,
            405
        );
    }
}
