//! `ama preview`, asked as a browser asks, on a site that has just what is needed for that.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use spec::Module;
use spec::catalogue::Catalogue;

use crate::bench::{Folder, ama, command};

/// The program while it serves; it ends with this value.
struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
    port: u16,
    folder: Folder,
}

impl Served {
    fn start() -> Self {
        Self::start_with(&[]).0
    }

    /// With further arguments; gives the address that is printed, too.
    fn start_with(further: &[&str]) -> (Self, String) {
        let folder = Folder::with_new();
        folder.write(
            "site/index.html",
            "<script type=\"application/json\" id=\"ama-assets\">{\"courses\":\"courses-1.json\"}</script>",
        );
        let list = serde_json::to_vec(&Catalogue::default()).unwrap();
        folder.write("site/courses-1.json", list);
        folder.write("site/app.js", "here");
        let mut command: Command = command(&folder.0);
        let mut child = command
            .args(["preview", "m", "--site", "site", "--port", "0"])
            .args(further)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let line = line.trim_end().to_owned();
        let rest = line
            .strip_prefix("http://localhost:")
            .or_else(|| line.strip_prefix("http://127.0.0.1:"));
        let (port, _) = rest.unwrap().split_once('/').unwrap();
        let port = port.parse().unwrap();
        let served = Self {
            child,
            out,
            port,
            folder,
        };
        (served, line)
    }

    /// Status and body.
    fn get_as(&self, host: &str, path: &str) -> (u16, Vec<u8>) {
        let (status, _, body) = self.ask("GET", host, path, "");
        (status, body)
    }

    /// Status, head and body of an answer to a request with further headers.
    fn ask(&self, method: &str, host: &str, path: &str, more: &str) -> (u16, String, Vec<u8>) {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            connection,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        let split = answer
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(answer[..split].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head, answer[split + 4..].to_vec())
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let (status, body) = self.get_as("localhost", path);
        assert_eq!(status, 200, "{path}");
        body
    }

    fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_slice(&self.get(path)).unwrap()
    }

    fn module(&self, news: &serde_json::Value) -> Module {
        let url = news["lessons"][0].as_str().unwrap();
        postcard::from_bytes(&self.get(&format!("/{url}"))).unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn a_save_reaches_the_page_and_a_mistake_leaves_the_lesson_as_it_was() {
    let mut served = Served::start();
    let index = String::from_utf8(served.get("/")).unwrap();
    assert!(index.contains("\"preview\":\"preview/\""), "{index}");
    assert_eq!(served.get("/app.js"), b"here");

    let news = served.json("/preview/news?after=0");
    assert_eq!((&news["number"], &news["errors"]), (&1.into(), &0.into()));
    let module = served.module(&news);
    assert_eq!(module.title, "窓口の数");
    // The list names it, and its table is served.
    let list: Catalogue = serde_json::from_slice(&served.get("/preview/courses.json")).unwrap();
    assert_eq!(
        list.tracks[0].modules[0].url,
        news["lessons"][0].as_str().unwrap()
    );
    let csv = served.get(&format!("/{}", module.data[0].url));
    assert!(String::from_utf8(csv).unwrap().starts_with("課,曜日"));

    // This request waits until there is something new.
    served.folder.change(
        "m/module.md",
        "title = \"窓口の数\"",
        "title = \"新しい題\"",
    );
    served
        .folder
        .change("m/module.md", "# 窓口の数", "# 新しい題");
    let mut news = served.json("/preview/news?after=1");
    // The two writes may have been seen one after the other.
    while served.module(&news).title != "新しい題" || news["warnings"] != 0 {
        news = served.json(&format!("/preview/news?after={}", news["number"]));
    }
    let number = news["number"].as_u64().unwrap();
    served.get(&format!("/preview/shown?number={number}"));
    let mut line = String::new();
    BufReader::new(served.child.stderr.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert!(line.starts_with("保存から画面まで "), "{line}");

    served
        .folder
        .change("m/module.md", "group_by 課", "grup_by 課");
    let broken = served.json(&format!("/preview/news?after={number}"));
    assert!(broken["errors"].as_u64().unwrap() > 0, "{broken}");
    assert_eq!(
        broken["lessons"], news["lessons"],
        "the last good one stays"
    );
    let problems = broken["problems"]["ja"].as_str().unwrap();
    assert!(
        problems.contains("M401") && problems.contains("grup_by"),
        "{problems}"
    );
    assert_ne!(broken["problems"]["ja"], broken["problems"]["en"]);
}

#[test]
fn only_this_machine_is_answered_and_nothing_else_is_served() {
    let served = Served::start();
    assert_eq!(
        served.get_as("evil.example", "/preview/courses.json").0,
        403
    );
    assert_eq!(served.get_as("localhost", "/preview/none.bin").0, 404);
    for path in [
        "/../m/module.md",
        "/..%2fm/module.md",
        "/%2e%2e/m/module.md",
        "/%2E%2E%2Fm%2Fmodule.md",
        "/..\\m\\module.md",
        "/..%5cm%5cmodule.md",
        "/....//m/module.md",
        "//m/module.md",
        "/preview/../../m/module.md",
        "/preview/%2e%2e/%2e%2e/m/module.md",
        "/app.js/../../m/module.md",
        "/%00/m/module.md",
        "/%c0%ae%c0%ae/m/module.md",
    ] {
        let (status, body) = served.get_as("localhost", path);
        assert!([400, 404].contains(&status), "{path}: {status}");
        assert!(!String::from_utf8_lossy(&body).contains("+++"), "{path}");
    }
    for host in [
        "evil.example:8027",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
    ] {
        assert_eq!(
            served.get_as(host, "/preview/courses.json").0,
            403,
            "{host}"
        );
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let (status, _, _) = served.ask(method, "localhost", "/preview/courses.json", "");
        assert!([405, 403, 501].contains(&status), "{method}: {status}");
    }
    // A page of another site may ask; its browser gives it nothing.
    let origin = "Origin: http://evil.example\r\n";
    let (_, head, _) = served.ask("GET", "localhost", "/preview/courses.json", origin);
    assert!(
        !head.to_ascii_lowercase().contains("access-control-allow"),
        "{head}"
    );
}

#[test]
fn names_that_mean_something_to_a_browser_are_names() {
    let folder = Folder::with_new();
    let text = std::fs::read_to_string(folder.0.join("m/module.md")).unwrap();
    for id in ["constructor", "toString", "hasOwnProperty", "valueOf"] {
        folder.write(
            "m/module.md",
            text.replace("id = \"m\"", &format!("id = \"{id}\""))
                .replace("{#ex1 ", &format!("{{#{id} ")),
        );
        let done = ama(&folder.0, &["test", "m"]);
        assert_eq!(done.code, 0, "{id}: {done:?}");
    }
    // So are those of tables and of their columns.
    folder.write("m/module.md", &text);
    let table = text
        .split_once("name = \"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .unwrap()
        .0
        .to_owned();
    folder.write("m/module.md", text.replace(&table, "__proto__"));
    let csv = std::fs::read_to_string(folder.0.join("m/data/counter.csv")).unwrap();
    let done = ama(&folder.0, &["test", "m"]);
    assert_eq!(done.code, 0, "{table}: {done:?}");
    let column = csv.split([',', '\n']).next().unwrap();
    folder.write("m/module.md", text.replace(column, "__proto__"));
    folder.write("m/data/counter.csv", csv.replace(column, "__proto__"));
    folder.change("m/data/counter.toml", column, "__proto__");
    let done = ama(&folder.0, &["test", "m"]);
    assert_eq!(done.code, 0, "{column}: {done:?}");
}

#[test]
fn in_the_network_only_whoever_knows_the_path_is_answered() {
    let (mut served, url) = Served::start_with(&["--lan=127.0.0.1"]);
    let host = format!("127.0.0.1:{}", served.port);
    let (origin, path) = url.split_at(format!("http://{host}").len());
    assert_eq!(origin, format!("http://{host}"));
    let path = path.strip_suffix("/#/m/m").unwrap();
    assert_eq!(path.len(), 17, "{path}");
    // The page, what it fetches, and what is waited for there.
    let (status, index) = served.get_as(&host, &format!("{path}/"));
    assert_eq!(status, 200);
    assert!(String::from_utf8(index).unwrap().contains("\"preview/\""));
    for file in ["app.js", "preview/courses.json", "preview/news?after=0"] {
        let asked = format!("{path}/{file}");
        assert_eq!(served.get_as(&host, &asked).0, 200, "{file}");
    }
    // Nothing without the path, by another name, or out of the folder.
    for asked in ["/", "/app.js", "/preview/news?after=0", path] {
        assert_eq!(served.get_as(&host, asked).0, 404, "{asked}");
    }
    let page = format!("{path}/");
    for other in ["evil.example", "localhost", "127.0.0.2"] {
        assert_eq!(served.get_as(other, &page).0, 403, "{other}");
    }
    let out = served.get_as(&host, &format!("{path}/../m/module.md")).0;
    assert!([400, 404].contains(&out), "{out}");
    // A picture of the address, and what it means.
    let mut rest = String::new();
    while !rest.contains("Ctrl+C") {
        assert!(served.out.read_line(&mut rest).unwrap() > 0, "{rest}");
    }
    assert!(rest.contains('█') || rest.contains('▀'), "{rest}");
    assert!(
        rest.contains("同じネットワークの誰でも見られます"),
        "{rest}"
    );
}

#[test]
fn without_a_site_it_says_how_to_get_one() {
    let folder = Folder::with_new();
    let done = ama(&folder.0, &["preview", "m", "--site", "nowhere"]);
    assert_eq!(done.code, 2, "{done:?}");
    assert!(
        done.err.contains("nowhere") && done.err.contains("cargo xtask build"),
        "{}",
        done.err
    );
}
