//! Runs scenarios, some side by side, and says in a line what each has shown.

use std::cell::{Cell, RefCell};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::axe::Axe;
use crate::browser::{Browser, Kind, Options};
use crate::driver::Driver;
use crate::server::Server;
use crate::site::Site;

/// A scenario gives what it has shown, in one line; it fails by panicking.
pub type Scenario = fn(&Stage) -> String;

thread_local! {
    /// Place and words of the last panic.
    static WHERE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What a scenario plays on.
pub struct Stage {
    /// The built site.
    pub site: Site,
    /// It, served.
    pub server: Server,
    chromedriver: Rc<Driver>,
    folder: PathBuf,
    browsers: RefCell<Vec<Browser>>,
    started: Cell<u32>,
    axe: RefCell<Option<Axe>>,
}

impl Stage {
    /// A stage with nobody on it; stages beside each other have different numbers.
    ///
    /// # Errors
    /// What is missing and the command that helps.
    pub fn new(lane: usize) -> Result<Self, String> {
        let site = Site::find()?;
        let name = format!("ama-e2e-{}-{lane}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let site = site
            .copied_to(&folder.join("site"))
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        let server = Server::start(site.folder());
        Ok(Self {
            site,
            server,
            chromedriver: Rc::new(Driver::start(Kind::Chromium)?),
            folder,
            browsers: RefCell::default(),
            started: Cell::new(0),
            axe: RefCell::new(None),
        })
    }

    /// A copy of the site that the scenario may change, and a server of its own that it may end.
    pub fn own_site(&self, name: &str) -> (Site, Server) {
        let site = self.site.copied_to(&self.folder.join(name));
        let site = site.unwrap_or_else(|error| panic!("no copy of the site: {error}"));
        let server = Server::start(site.folder());
        (site, server)
    }

    /// A browser with a fresh profile.
    pub fn browser(&self) -> Browser {
        self.browser_with(Options::default())
    }

    /// That browser with a fresh profile.
    pub fn browser_of(&self, kind: Kind) -> Browser {
        self.browser_with(Options {
            kind,
            ..Options::default()
        })
    }

    /// A browser as told.
    pub fn browser_with(&self, options: Options) -> Browser {
        self.started.set(self.started.get() + 1);
        let folder = self.folder.join(self.started.get().to_string());
        let driver = match options.kind {
            Kind::Chromium => Rc::clone(&self.chromedriver),
            // Firefox's driver serves one browser at a time.
            Kind::Firefox => Driver::start(Kind::Firefox)
                .map(Rc::new)
                .unwrap_or_else(|error| panic!("{error}")),
        };
        let browser = Browser::start(driver, options, &folder);
        self.browsers.borrow_mut().push(browser.clone());
        browser
    }

    /// Everything that axe-core objects to in the page, one place an entry.
    pub fn barriers(&self, browser: &Browser) -> Vec<String> {
        let mut axe = self.axe.borrow_mut();
        let axe = axe.get_or_insert_with(|| Axe::find().unwrap_or_else(|error| panic!("{error}")));
        axe.violations(browser)
    }

    /// Plays one scenario; gives what it has shown or how it failed.
    fn play(&self, name: &str, scenario: Scenario) -> Result<String, String> {
        self.server.heal_all();
        let played = catch_unwind(AssertUnwindSafe(|| {
            let shown = scenario(self);
            for browser in self
                .browsers
                .borrow()
                .iter()
                .filter(|browser| browser.is_open())
            {
                let complaints = browser.complaints();
                assert!(
                    complaints.is_empty(),
                    "what must not happen happened:\n{}",
                    complaints.join("\n")
                );
            }
            shown
        }));
        let browsers = self.browsers.take();
        let outcome = played.map_err(|_| {
            let mut text = WHERE.take();
            for (number, browser) in browsers
                .iter()
                .enumerate()
                .filter(|(_, browser)| browser.is_open())
            {
                text.push_str(&self.souvenir(name, number, browser));
            }
            text
        });
        self.server.heal_all();
        let mut elsewhere = Vec::new();
        for browser in browsers {
            browser.close();
            // Workers of every kind are seen only here.
            if outcome.is_ok() {
                elsewhere.extend(browser.sent_elsewhere());
            }
        }
        if elsewhere.is_empty() {
            outcome
        } else {
            Err(format!("sent elsewhere:\n{}", elsewhere.join("\n")))
        }
    }

    /// A picture of how it stood, and what the console said.
    fn souvenir(&self, name: &str, number: usize, browser: &Browser) -> String {
        let folder = Site::root().join("target/e2e");
        let path = folder.join(format!("{name}-{number}.png"));
        let shot = catch_unwind(AssertUnwindSafe(|| {
            (
                browser.screenshot(false),
                browser.text(),
                browser.complaints(),
            )
        }));
        match shot {
            Ok((png, text, complaints)) => {
                let saved = std::fs::create_dir_all(&folder)
                    .and_then(|()| std::fs::write(&path, png))
                    .and_then(|()| {
                        std::fs::write(
                            path.with_extension("txt"),
                            format!("{}\n{text}", browser.url()),
                        )
                    });
                let place = if saved.is_ok() {
                    format!("\npicture and text: {}", path.display())
                } else {
                    String::new()
                };
                complaints.iter().fold(place, |text, complaint| {
                    format!("{text}\nconsole and network: {complaint}")
                })
            }
            Err(_) => "\n(the browser does not answer any more)".to_owned(),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        remove(&self.folder);
    }
}

fn remove(folder: &Path) {
    // Chromium may still be writing its last words; what stays is in the system's folder for such things.
    let _ = std::fs::remove_dir_all(folder);
}

/// Most scenarios that are played side by side: each has a browser, a driver and a host of its own.
const LANES: usize = 2;

/// `AMA_ALL`: with any value, the scenarios that look at many places look at every one of them, which takes too long for each run
/// of the tests. `workspace` reads it as the width of the one window to look at, where it is one.
pub fn all() -> Option<String> {
    std::env::var("AMA_ALL").ok()
}

/// What came of the scenarios so far.
#[derive(Default)]
struct Outcomes {
    passed: usize,
    failed: Vec<String>,
}

/// Plays the scenarios whose names contain one of the words of the command line; all if there are none. `alone` are played
/// after the others, by themselves: they count time or memory.
#[expect(clippy::print_stdout, reason = "this is what a test run prints")]
pub fn run(scenarios: &[(&str, Scenario)], alone: &[(&str, Scenario)]) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let is_chosen =
        |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    if arguments.iter().any(|argument| argument == "--list") {
        for (name, _) in scenarios.iter().chain(alone) {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    // A failure is told once, in its place; where in the harness it came up helps nobody.
    std::panic::set_hook(Box::new(|panic| WHERE.set(panic.to_string())));
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    let outcomes = Mutex::new(Outcomes::default());
    let mut faults = Vec::new();
    for (group, lanes) in [(scenarios, LANES.min(processors)), (alone, 1)] {
        let chosen: Vec<_> = group.iter().filter(|(name, _)| is_chosen(name)).collect();
        let lanes = lanes.min(chosen.len());
        let waiting = Mutex::new(chosen.into_iter());
        std::thread::scope(|scope| {
            let started: Vec<_> = (0..lanes)
                .map(|number| {
                    let (waiting, outcomes) = (&waiting, &outcomes);
                    // As much as a program's own thread has: what is compared natively goes deep.
                    std::thread::Builder::new()
                        .stack_size(8 << 20)
                        .spawn_scoped(scope, move || play_all(number, waiting, outcomes))
                        .unwrap_or_else(|error| panic!("no thread: {error}"))
                })
                .collect();
            faults.extend(started.into_iter().filter_map(|lane| match lane.join() {
                Ok(ended) => ended.err(),
                Err(_) => Some("a lane has ended by a panic".to_owned()),
            }));
        });
    }
    for fault in &faults {
        println!("error: {fault}");
    }
    let Outcomes { passed, failed } = outcomes
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    println!(
        "\n{passed} passed, {} failed{}{}",
        failed.len(),
        if failed.is_empty() { "" } else { ": " },
        failed.join(", ")
    );
    if faults.is_empty() && failed.is_empty() && passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Plays what waits until nothing does, on a stage of its own.
#[expect(clippy::print_stdout, reason = "this is what a test run prints")]
fn play_all<'s>(
    lane: usize,
    waiting: &Mutex<impl Iterator<Item = &'s (&'s str, Scenario)>>,
    outcomes: &Mutex<Outcomes>,
) -> Result<(), String> {
    let stage = Stage::new(lane)?;
    loop {
        let next = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .next();
        let Some((name, scenario)) = next else {
            return Ok(());
        };
        let began = Instant::now();
        let outcome = stage.play(name, *scenario);
        let seconds = began.elapsed().as_secs_f64();
        let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(shown) => {
                outcomes.passed += 1;
                println!("ok     {name} ({seconds:.1} s): {shown}");
            }
            Err(error) => {
                outcomes.failed.push((*name).to_owned());
                println!("FAILED {name} ({seconds:.1} s): {error}\n");
            }
        }
    }
}
