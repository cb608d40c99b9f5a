//! A place with its browser: what stands there, who can be made to fail in it, and how it is made new for the next run.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use e2e::{
    Browser, Fault, Line, Mishap, OpenedFrom, Options, Person, Plan, Server, Site, Stage, Tab,
};
use serde_json::json;

use super::people::{self, Seat};
use crate::{hosts, pwa};

const EYES: &str = include_str!("eyes.js");

/// A place with its browser.
pub(super) struct Room<'a> {
    stage: &'a Stage,
    place: OpenedFrom,
    browser: Browser,
    /// A tab that nothing happens to.
    home: Tab,
    host: Option<Host>,
    address: String,
}

/// What a folder lies on.
struct Host {
    server: Server,
    /// The site, and another build of it.
    builds: [PathBuf; 2],
    /// Which of them stands there.
    shown: Cell<usize>,
}

impl<'a> Room<'a> {
    pub(super) fn new(stage: &'a Stage, place: OpenedFrom) -> Self {
        let host = (place != OpenedFrom::File).then(|| Host::new(stage, place));
        let address = match &host {
            Some(host) => host.server.url(),
            None => {
                let html = hosts::packed(stage, "html", "ama-file.html");
                format!("file://{}", html.display())
            }
        };
        let (browser, home) = begin(stage, place, &address);
        Self {
            stage,
            place,
            browser,
            home,
            host,
            address,
        }
    }

    /// As if nobody had been here.
    pub(super) fn reset(&self) {
        self.heal_host();
        self.give_room();
        self.clear("indexeddb,local_storage");
    }

    fn origin(&self) -> String {
        match self.address.split_once("/kouza") {
            Some((origin, _)) => origin.to_owned(),
            None => "file://".to_owned(),
        }
    }

    fn clear(&self, what: &str) {
        self.browser.devtools(
            "Storage.clearDataForOrigin",
            json!({ "origin": self.origin(), "storageTypes": what }),
        );
    }

    /// Takes back what the host and the network do wrong.
    pub(super) fn heal_host(&self) {
        if let Some(host) = &self.host {
            host.server.heal_all();
        }
    }

    /// Takes back that there is no room.
    pub(super) fn give_room(&self) {
        self.browser.devtools(
            "Storage.overrideQuotaForOrigin",
            json!({ "origin": self.origin() }),
        );
    }

    /// Somebody sits down in a window of their own.
    pub(super) fn sit(&self, person: Person) -> Seat {
        self.browser.new_tab();
        let address = people::open(&self.browser, &self.address, person);
        self.seat(person, address)
    }

    /// A second window with the same text.
    pub(super) fn sit_beside(&self, first: &Seat) -> Seat {
        self.browser.new_tab();
        self.browser.open(&first.address);
        self.seat(first.person, first.address.clone())
    }

    fn seat(&self, person: Person, address: String) -> Seat {
        if person == Person::Author {
            people::wait_for_text(&self.browser);
        }
        people::take_up(&self.browser, person);
        Seat {
            browser: self.browser.clone(),
            tab: self.browser.tab(),
            line: self.browser.line(),
            person,
            address,
        }
    }

    pub(super) fn switch(&self, seat: &Seat) {
        self.browser.switch(&seat.tab);
    }

    /// Closes a window, dead or alive.
    pub(super) fn close(&self, seat: &Seat) {
        self.browser.close_tab(&seat.tab, &self.home);
    }

    /// The computer is switched on again.
    pub(super) fn start_again(&mut self) {
        let profile = self.browser.close();
        self.browser = browser(self.stage, self.place, Some(profile));
        self.home = self.browser.tab();
    }

    /// What the next opening shows.
    pub(super) fn next_opening(&self, seat: &Seat, plan: &Plan) -> Vec<String> {
        self.browser.new_tab();
        let tab = self.browser.tab();
        let texts = people::come_back(&self.browser, seat, plan);
        self.browser.close_tab(&tab, &self.home);
        let complaints = self.browser.complaints();
        assert!(complaints.is_empty(), "{complaints:?}");
        texts
    }

    /// What has it go wrong.
    pub(super) fn strike<'b>(
        &'b self,
        plan: &'b Plan,
        line: &'b Line,
    ) -> Box<dyn FnOnce() + Send + 'b> {
        let origin = self.origin();
        let host = self.host.as_ref();
        let process = self.browser.process();
        match plan.mishap {
            Mishap::TabKilled => Box::new(|| line.order("Page.crash", json!({}))),
            Mishap::BrowserKilled => Box::new(move || {
                let killed = std::process::Command::new("kill")
                    .args(["-KILL", &process])
                    .status();
                assert!(killed.unwrap().success());
            }),
            Mishap::PageTraps => Box::new(|| line.run(&format!("__amaEyes.trap({})", plan.depth))),
            Mishap::WorkerTraps => Box::new(|| line.run("__amaEyes.trapWorkers()")),
            Mishap::StoreRefused => Box::new(|| line.run("__amaEyes.store = 'refused'")),
            Mishap::StoreFull => Box::new(|| line.run("__amaEyes.store = 'full'")),
            Mishap::StoreDeleted => Box::new(move || {
                let params = json!({ "origin": origin, "storageTypes": "indexeddb" });
                line.order("Storage.clearDataForOrigin", params);
            }),
            Mishap::NoQuota => Box::new(move || {
                let params = json!({ "origin": origin, "quotaSize": 1 });
                line.order("Storage.overrideQuotaForOrigin", params);
            }),
            Mishap::ClockBack => Box::new(|| {
                line.run(&format!("__amaEyes.setClock({})", super::BACK_MS));
            }),
            Mishap::OtherBuild | Mishap::NetworkCut | Mishap::HostWrong => {
                let server = &host.unwrap().server;
                let other = (plan.mishap == Mishap::OtherBuild).then(|| host.unwrap().turn());
                Box::new(move || match (plan.mishap, other) {
                    (_, Some(other)) => server.publish(&other),
                    (Mishap::NetworkCut, _) => server.fault("", Fault::Cut),
                    _ => server.fault("", Fault::Status(500)),
                })
            }
            Mishap::Stopped | Mishap::TwoWindows => Box::new(|| {}),
        }
    }

    /// A picture of how it stood, and what could be read.
    pub(super) fn souvenir(&self, seed: u64) {
        let folder = Site::root().join("target/e2e");
        // A browser that does not answer any more leaves none.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            std::fs::create_dir_all(&folder).unwrap();
            let path = folder.join(format!("faults-{seed}.png"));
            std::fs::write(path.with_extension("txt"), self.browser.text()).unwrap();
            std::fs::write(path, self.browser.screenshot(false)).unwrap();
        }));
    }

    /// With another browser, whatever became of the one before.
    pub(super) fn begin_anew(&mut self) {
        self.heal_host();
        self.browser.close();
        (self.browser, self.home) = begin(self.stage, self.place, &self.address);
    }

    pub(super) fn leave(&self) {
        self.browser.close();
    }
}

impl Host {
    fn new(stage: &Stage, place: OpenedFrom) -> Self {
        let (site, server) = stage.own_site(&format!("faults-{place:?}"));
        let (newer, _) = stage.own_site(&format!("faults-newer-{place:?}"));
        pwa::newer::publish(&newer);
        Self {
            server,
            builds: [site.folder().to_path_buf(), newer.folder().to_path_buf()],
            shown: std::cell::Cell::new(0),
        }
    }

    /// The build that does not stand there yet, because it is about to.
    fn turn(&self) -> PathBuf {
        let other = 1 - self.shown.get();
        self.shown.set(other);
        self.builds[other].clone()
    }
}

/// A browser in which nobody has been yet; where the site is to be kept, it is.
fn begin(stage: &Stage, place: OpenedFrom, address: &str) -> (Browser, Tab) {
    let browser = browser(stage, place, None);
    if place == OpenedFrom::Kept {
        pwa::keep(&browser, address);
        browser.open("about:blank");
    }
    let home = browser.tab();
    (browser, home)
}

fn browser(stage: &Stage, place: OpenedFrom, profile: Option<PathBuf>) -> Browser {
    let browser = stage.browser_with(Options {
        scripts: vec![EYES.to_owned()],
        service_worker: place == OpenedFrom::Kept,
        profile,
        ..Options::default()
    });
    // What goes wrong is said in the console; requests to elsewhere are not expected by this.
    for part in ["console: ", "unhandled rejection: "] {
        browser.expect_in_console(part);
    }
    browser
}
