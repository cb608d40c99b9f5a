//! One browser with a profile of its own, as plain blocking calls over WebDriver.

mod chromium;
mod firefox;
mod input;
mod options;

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

pub use self::options::{Kind, Network, Options};
use crate::bidi::Bidi;
use crate::driver::Driver;
use crate::line::Line;
use crate::wait::{PATIENCE, until};
use crate::watch::{self, Watch};

/// A browser. Clones are the same browser.
#[derive(Clone)]
pub struct Browser(Rc<Inner>);

struct Inner {
    runtime: Runtime,
    client: RefCell<Option<Client>>,
    /// Firefox's second line; Chromium has DevTools instead.
    bidi: Option<RefCell<Bidi>>,
    /// Kept as long as the browser: Firefox's driver serves only one.
    _driver: Rc<Driver>,
    options: Options,
    folder: PathBuf,
    watch: RefCell<Watch>,
    /// Parts of addresses elsewhere that a scenario asks for on purpose.
    elsewhere: RefCell<Vec<String>>,
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
    pub(crate) fn start(driver: Rc<Driver>, options: Options, folder: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let folder = folder.to_path_buf();
        let downloads = folder.join("downloads");
        std::fs::create_dir_all(&downloads).expect("a folder for downloads");
        let profile = options
            .profile
            .clone()
            .unwrap_or_else(|| folder.join("profile"));
        std::fs::create_dir_all(&profile).expect("a folder for the profile");
        let capabilities = match options.kind {
            Kind::Chromium => chromium::capabilities,
            Kind::Firefox => firefox::capabilities,
        };
        let capabilities = match capabilities(driver.binary(), &options, &profile, &downloads) {
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
        let bidi = client
            .capabilities()
            .and_then(|given| given.get("webSocketUrl")?.as_str())
            .map(|url| RefCell::new(Bidi::connect(url)));
        let browser = Self(Rc::new(Inner {
            runtime,
            client: RefCell::new(Some(client)),
            bidi,
            _driver: driver,
            options,
            folder,
            watch: RefCell::default(),
            elsewhere: RefCell::default(),
        }));
        // A script may wait for the engine to compile on a busy machine.
        browser.must("timeouts", Some(json!({ "script": 240_000 })));
        if browser.0.bidi.is_some() {
            for source in browser.scripts() {
                // It holds for all tabs.
                let function = format!("() => {{\n{source}\n}}");
                browser.bidi(
                    "script.addPreloadScript",
                    json!({ "functionDeclaration": function }),
                );
            }
        }
        browser.prepare_tab();
        browser
    }

    /// What runs in each document before its own scripts: the watch, and what the scenario has brought.
    fn scripts(&self) -> impl Iterator<Item = &str> {
        let own = self.0.options.scripts.iter().map(String::as_str);
        let hidden = (!self.0.options.service_worker).then_some(watch::NO_SERVICE_WORKER);
        std::iter::once(watch::SCRIPT).chain(hidden).chain(own)
    }

    /// What each new tab needs.
    fn prepare_tab(&self) {
        let (width, height) = self.0.options.size;
        self.resize(width, height);
        if self.kind() == Kind::Firefox {
            return;
        }
        // The newer command does not reach into private windows.
        let command = if self.0.options.private {
            "Page.setDownloadBehavior"
        } else {
            "Browser.setDownloadBehavior"
        };
        self.devtools(
            command,
            json!({ "behavior": "allow", "downloadPath": self.0.folder.join("downloads") }),
        );
        for source in self.scripts() {
            self.devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": source }),
            );
        }
    }

    /// Which browser it is.
    pub fn kind(&self) -> Kind {
        self.0.options.kind
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

    /// A command of the DevTools protocol, which only Chromium has.
    pub fn devtools(&self, name: &str, params: Value) -> Value {
        self.must(
            "goog/cdp/execute",
            Some(json!({ "cmd": name, "params": params })),
        )
    }

    /// A command of WebDriver BiDi, which is spoken with Firefox.
    fn bidi(&self, name: &str, params: Value) -> Value {
        let bidi = self.0.bidi.as_ref().expect("a browser that speaks BiDi");
        bidi.borrow_mut().ask(name, params)
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

    /// Whether the page would ask before it is closed. The browser's own question shows nothing to a driver.
    pub fn asks_before_closing(&self) -> bool {
        let asks = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }));";
        self.script(asks, &[]) == true
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
        let scale = self.0.options.scale;
        match self.kind() {
            Kind::Chromium => {
                let params = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", params);
            }
            Kind::Firefox => {
                let viewport = json!({ "width": width, "height": height });
                let params = json!({ "context": self.tab().0, "viewport": viewport, "devicePixelRatio": scale });
                self.bidi("browsingContext.setViewport", params);
            }
        }
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

    /// Closes a tab, dead or alive, and goes to another. Chromium only.
    pub fn close_tab(&self, tab: &Tab, next: &Tab) {
        self.switch(next);
        self.devtools("Target.closeTarget", json!({ "targetId": tab.0 }));
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

    /// What the page says, as text.
    pub fn text(&self) -> String {
        let text = self.try_script("return document.body ? document.body.innerText : '';", &[]);
        text.ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// A picture of what is seen, or of the whole page.
    pub fn screenshot(&self, whole: bool) -> Vec<u8> {
        let shot = match self.kind() {
            Kind::Chromium => {
                let params = json!({ "format": "png", "captureBeyondViewport": whole });
                let mut shot = self.devtools("Page.captureScreenshot", params);
                shot.get_mut("data").map(Value::take).unwrap_or_default()
            }
            Kind::Firefox if whole => self.must("moz/screenshot/full", None),
            Kind::Firefox => self.must("screenshot", None),
        };
        let data = shot.as_str().unwrap_or_default();
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
                .is_none_or(|extension| extension != "crdownload" && extension != "part")
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
        let mut watch = self.0.watch.borrow_mut();
        watch.note_violations(&violations.unwrap_or_default());
        if let Some(bidi) = &self.0.bidi {
            watch.note_bidi(&bidi.borrow_mut().events());
            return;
        }
        let log = |kind: &str| {
            self.command("se/log", Some(json!({ "type": kind })))
                .unwrap_or_default()
        };
        watch.note_console(&log("browser"));
        watch.note_network(&log("performance"));
    }

    /// What must not have happened: console errors, CSP violations, requests to elsewhere.
    pub fn complaints(&self) -> Vec<String> {
        self.look_around();
        self.0.watch.borrow_mut().complaints()
    }

    /// The browser's own process.
    pub fn process(&self) -> String {
        // Chromium marks the profile that it uses with a link to `<host>-<process>`.
        let lock = self.profile().join("SingletonLock");
        let owner = std::fs::read_link(&lock).expect("a running browser locks its profile");
        let owner = owner.to_string_lossy();
        let (_, process) = owner.rsplit_once('-').expect("a process in the lock");
        process.to_owned()
    }

    /// A second line to the tab that commands go to. Chromium only.
    pub fn line(&self) -> Line {
        let client = self.0.client.borrow();
        let given = client.as_ref().and_then(|client| client.capabilities());
        let address = given
            .and_then(|given| {
                given
                    .get("goog:chromeOptions")?
                    .get("debuggerAddress")?
                    .as_str()
            })
            .expect("the browser's address for DevTools");
        Line::connect(address, &self.tab().0)
    }

    /// Ends the browser as a power cut does; its profile stays.
    pub fn kill(&self) -> PathBuf {
        let process = self.process();
        let killed = std::process::Command::new("kill")
            .args(["-KILL", &process])
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

    /// What pages and their workers have sent to any machine while this browser was open. It is closed first: the log is
    /// whole then. Chromium only.
    pub fn sent_by_pages(&self) -> Vec<String> {
        self.close();
        chromium::asked_by_pages(&self.0.folder)
    }

    /// From now on, requests to addresses with that part in them are meant.
    pub fn expect_elsewhere(&self, part: &str) {
        self.0.elsewhere.borrow_mut().push(part.to_owned());
    }

    /// What was sent to other machines than those of the tests, by whatever in the browser, and is not meant. Firefox tells
    /// of it only while it is open, and not of its service workers.
    pub(crate) fn sent_elsewhere(&self) -> Vec<String> {
        if self.0.options.kind == Kind::Firefox {
            return Vec::new();
        }
        let mut sent = self.sent_by_pages();
        let meant = self.0.elsewhere.borrow();
        sent.retain(|url| !watch::is_ours(url) && !meant.iter().any(|part| url.contains(part)));
        sent
    }

    /// Whether it was not closed yet.
    pub(crate) fn is_open(&self) -> bool {
        self.0.client.borrow().is_some()
    }
}

/// A tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(String);
