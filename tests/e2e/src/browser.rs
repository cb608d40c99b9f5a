//! One browser with a profile of its own, as plain blocking calls over WebDriver.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::driver::Driver;
use crate::element::Element;
use crate::keys::Key;
use crate::wait::{PATIENCE, until};
use crate::watch::{self, Watch};

/// How a browser is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Width and height of the page in CSS pixels.
    pub size: (u32, u32),
    /// Device pixels in a CSS pixel.
    pub scale: f64,
    /// Language tag.
    pub language: String,
    /// Scripts that run in each document before its own.
    pub scripts: Vec<String>,
    /// Folder of a profile to go on with; a fresh one if none.
    pub profile: Option<PathBuf>,
    /// Whether pages may keep their site for places without a network. Most scenarios count what is asked of the server.
    pub service_worker: bool,
    /// Whether sites may keep nothing at all in it.
    pub keeps_nothing: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            size: (1280, 800),
            scale: 1.0,
            language: "ja".into(),
            scripts: Vec::new(),
            profile: None,
            service_worker: false,
            keeps_nothing: false,
        }
    }
}

/// A browser. Clones are the same browser.
#[derive(Clone)]
pub struct Browser(Rc<Inner>);

struct Inner {
    runtime: Runtime,
    client: RefCell<Option<Client>>,
    options: Options,
    folder: PathBuf,
    watch: RefCell<Watch>,
}

/// A command of WebDriver or of chromedriver, by its path below the session.
#[derive(Debug)]
struct Command {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        match &self.body {
            Some(body) => (http::Method::POST, Some(body.to_string())),
            None => (http::Method::GET, None),
        }
    }
}

impl Browser {
    /// Starts one. `folder` gets its profile and downloads.
    pub(crate) fn start(driver: &Driver, options: Options, folder: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let folder = folder.to_path_buf();
        std::fs::create_dir_all(folder.join("downloads")).expect("a folder for downloads");
        let profile = options
            .profile
            .clone()
            .unwrap_or_else(|| folder.join("profile"));
        let (width, height) = options.size;
        let capabilities = json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "goog:chromeOptions": {
                "binary": driver.chromium(),
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    format!("--user-data-dir={}", profile.display()),
                    format!("--window-size={width},{height}"),
                    format!("--force-device-scale-factor={}", options.scale),
                    format!("--lang={}", options.language),
                    // Nothing outside this machine has a name: a request to it fails and is seen.
                    "--host-resolver-rules=MAP ama.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                ],
                "prefs": {
                    "download.default_directory": folder.join("downloads"),
                    "download.prompt_for_download": false,
                    "intl.accept_languages": options.language,
                    "profile.default_content_setting_values.cookies": if options.keeps_nothing { 2 } else { 1 },
                },
            },
        });
        let capabilities: Map<String, Value> = match capabilities {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = runtime
            .block_on(
                ClientBuilder::new(connector)
                    .capabilities(capabilities)
                    .connect(&driver.url()),
            )
            .unwrap_or_else(|error| panic!("no browser: {error}"));
        let browser = Self(Rc::new(Inner {
            runtime,
            client: RefCell::new(Some(client)),
            options,
            folder,
            watch: RefCell::default(),
        }));
        // A script may wait for the engine to compile on a busy machine.
        browser.must("timeouts", Some(json!({ "script": 240_000 })));
        browser.prepare_tab();
        browser
    }

    /// What each new tab needs: its size, the watch, the scenario's own scripts.
    fn prepare_tab(&self) {
        let (width, height) = self.0.options.size;
        self.resize(width, height);
        self.devtools(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": self.0.folder.join("downloads") }),
        );
        let own = self.0.options.scripts.iter().map(String::as_str);
        let hidden = (!self.0.options.service_worker).then_some(watch::NO_SERVICE_WORKER);
        for source in std::iter::once(watch::SCRIPT).chain(hidden).chain(own) {
            self.devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": source }),
            );
        }
    }

    /// Sends a command and gives what it answers.
    pub(crate) fn command(&self, path: &str, body: Option<Value>) -> Result<Value, CmdError> {
        let client = self.0.client.borrow().clone().expect("the browser is open");
        self.0.runtime.block_on(client.issue_cmd(Command {
            path: path.to_owned(),
            body,
        }))
    }

    fn must(&self, path: &str, body: Option<Value>) -> Value {
        self.command(path, body)
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A command of the DevTools protocol.
    pub fn devtools(&self, name: &str, params: Value) -> Value {
        self.must(
            "goog/cdp/execute",
            Some(json!({ "cmd": name, "params": params })),
        )
    }

    /// Runs a function body in the page.
    pub fn script(&self, source: &str, args: &[Value]) -> Value {
        self.try_script(source, args)
            .unwrap_or_else(|error| panic!("{error}\nin script: {source}"))
    }

    pub(crate) fn try_script(&self, source: &str, args: &[Value]) -> Result<Value, CmdError> {
        self.command(
            "execute/sync",
            Some(json!({ "script": source, "args": args })),
        )
    }

    /// Opens an address and waits for the document to load.
    pub fn open(&self, url: &str) {
        self.must("url", Some(json!({ "url": url })));
    }

    /// Opens an address without waiting for anything.
    pub fn set_out_for(&self, url: &str) {
        self.script(
            "const to = arguments[0]; setTimeout(() => { location.href = to; }, 0);",
            &[json!(url)],
        );
    }

    /// The address in the bar.
    pub fn url(&self) -> String {
        self.must("url", None)
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.must("refresh", Some(json!({})));
    }

    /// Size of the page in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": self.0.options.scale, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", params);
    }

    /// Opens another tab and goes there; gives the handle of the one before.
    pub fn new_tab(&self) -> Tab {
        let before = self.tab();
        let opened = self.must("window/new", Some(json!({ "type": "tab" })));
        let handle = opened
            .get("handle")
            .and_then(Value::as_str)
            .expect("a handle")
            .to_owned();
        self.switch(&Tab(handle));
        self.prepare_tab();
        before
    }

    /// The tab that commands go to.
    pub fn tab(&self) -> Tab {
        Tab(self
            .must("window", None)
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Sends commands to that tab from now on.
    pub fn switch(&self, tab: &Tab) {
        self.must("window", Some(json!({ "handle": tab.0 })));
    }

    /// Presses a key where the focus is.
    pub fn press(&self, key: Key) {
        let (held, key) = key.codes();
        let mut actions = Vec::new();
        actions.extend(held.map(|held| json!({ "type": "keyDown", "value": held })));
        actions.push(json!({ "type": "keyDown", "value": key }));
        actions.push(json!({ "type": "keyUp", "value": key }));
        actions.extend(held.map(|held| json!({ "type": "keyUp", "value": held })));
        self.keys(&actions);
    }

    /// Types text where the focus is.
    pub fn type_text(&self, text: &str) {
        let strokes = text.chars().map(|letter| {
            if letter == '\n' {
                Key::Enter.codes().1
            } else {
                letter
            }
        });
        let actions: Vec<Value> = strokes
            .flat_map(|letter| {
                ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": letter }))
            })
            .collect();
        self.keys(&actions);
    }

    /// Puts text in at the cursor in one go, as pasting does: an editor that completes brackets must not add its own.
    pub fn paste(&self, text: &str) {
        self.devtools("Input.insertText", json!({ "text": text }));
    }

    /// The field for files with that label; it may be hidden behind it.
    pub fn file_field(&self, label: &str) -> Option<Element> {
        let source = "return Array.from(document.querySelectorAll('input[type=file]')).find((input) => \
            Array.from(input.labels ?? []).some((label) => label.textContent.includes(arguments[0]))) ?? null;";
        Element::of_json(self, &self.try_script(source, &[json!(label)]).ok()?)
    }

    fn keys(&self, actions: &[Value]) {
        self.must(
            "actions",
            Some(json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })),
        );
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Element {
        let found = self.must("element/active", None);
        Element::of_json(self, &found).expect("something has the focus")
    }

    /// What the page says, as text.
    pub fn text(&self) -> String {
        let text = self.try_script("return document.body ? document.body.innerText : '';", &[]);
        text.ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// A picture of what is seen, or of the whole page.
    pub fn screenshot(&self, whole: bool) -> Vec<u8> {
        let shot = self.devtools(
            "Page.captureScreenshot",
            json!({ "format": "png", "captureBeyondViewport": whole }),
        );
        let data = shot.get("data").and_then(Value::as_str).unwrap_or_default();
        STANDARD.decode(data).expect("the picture is base64")
    }

    /// Waits for a file to be downloaded and gives it. The folder is empty afterwards.
    pub fn downloaded(&self) -> (String, Vec<u8>) {
        let folder = self.0.folder.join("downloads");
        let found = until(PATIENCE, || {
            let files: Vec<PathBuf> = std::fs::read_dir(&folder)
                .ok()?
                .filter_map(Result::ok)
                .map(|entry| entry.path())
                .collect();
            // While it comes, the file stands there empty beside its part.
            let whole = |path: &PathBuf| path.metadata().is_ok_and(|file| file.len() > 0);
            let path = files
                .first()
                .filter(|path| files.len() == 1 && whole(path))?;
            path.extension()
                .is_none_or(|extension| extension != "crdownload")
                .then(|| path.clone())
        });
        let (path, _) =
            found.unwrap_or_else(|limit| panic!("no file was downloaded within {limit:?}"));
        let bytes = std::fs::read(&path).expect("the file can be read");
        std::fs::remove_file(&path).expect("the file can be removed");
        (
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes,
        )
    }

    /// A file that the scenario brings along.
    pub fn bring(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.folder.join(name);
        std::fs::write(&path, bytes).expect("the file can be written");
        path
    }

    /// Waits for a condition; fails with what was waited for. (What the page says instead is kept beside its picture.)
    pub fn wait<T>(
        &self,
        what: &str,
        limit: Duration,
        look: impl FnMut() -> Option<T>,
    ) -> (T, Duration) {
        until(limit, look).unwrap_or_else(|limit| panic!("waited {limit:?} for {what}"))
    }

    /// From now on, console messages with that text are expected (a test that takes files away sees them missed).
    pub fn expect_in_console(&self, part: &str) {
        self.0.watch.borrow_mut().expect(part);
    }

    /// Addresses that the page asked for.
    pub fn requested(&self) -> Vec<String> {
        self.look_around();
        self.0.watch.borrow().requests.clone()
    }

    /// Fetches what the console and the network did since the last look.
    fn look_around(&self) {
        let violations = self.try_script(
            "return window.__amaWatch ? window.__amaWatch.splice(0) : [];",
            &[],
        );
        let log = |kind: &str| {
            self.command("se/log", Some(json!({ "type": kind })))
                .unwrap_or_default()
        };
        let mut watch = self.0.watch.borrow_mut();
        watch.note_violations(&violations.unwrap_or_default());
        watch.note_console(&log("browser"));
        watch.note_network(&log("performance"));
    }

    /// What must not have happened: console errors, CSP violations, requests to elsewhere.
    pub fn complaints(&self) -> Vec<String> {
        self.look_around();
        self.0.watch.borrow_mut().complaints()
    }

    /// Ends the browser as a power cut does; its profile stays.
    pub fn kill(&self) -> PathBuf {
        // Chromium marks the profile that it uses with a link to `<host>-<process>`.
        let lock = self.profile().join("SingletonLock");
        let owner = std::fs::read_link(&lock).expect("a running browser locks its profile");
        let owner = owner.to_string_lossy();
        let (_, process) = owner.rsplit_once('-').expect("a process in the lock");
        let killed = std::process::Command::new("kill")
            .args(["-KILL", process])
            .status();
        assert!(
            killed.is_ok_and(|status| status.success()),
            "process {process} cannot be ended"
        );
        self.close()
    }

    fn profile(&self) -> PathBuf {
        self.0
            .options
            .profile
            .clone()
            .unwrap_or_else(|| self.0.folder.join("profile"))
    }

    /// Ends the browser; its profile stays.
    pub fn close(&self) -> PathBuf {
        if let Some(client) = self.0.client.borrow_mut().take() {
            // It may have crashed; then it is closed as well.
            let _ = self.0.runtime.block_on(client.close());
        }
        self.profile()
    }

    /// Whether it was not closed yet.
    pub(crate) fn is_open(&self) -> bool {
        self.0.client.borrow().is_some()
    }
}

/// A tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(String);
