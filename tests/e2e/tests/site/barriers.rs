//! axe-core on each kind of page and state, in both languages and all themes.

use std::cell::RefCell;

use e2e::{Browser, Element, Find as _, Key, Options, PATIENCE, Role, Stage, sql_editor};
use locale::{Lang, Locale};

use crate::hosts;

const THEMES: [&str; 3] = ["light", "dark", "projector"];

pub(crate) fn barriers(stage: &Stage) -> String {
    let objections = RefCell::new(Vec::new());
    let mut states = 0;
    for (at, lang) in [Lang::Ja, Lang::En].into_iter().enumerate() {
        for (nth, theme) in THEMES.into_iter().enumerate() {
            let settings = format!(
                r#"{{"language":"{}","theme":"{theme}","text":"normal"}}"#,
                lang.tag()
            );
            let script =
                format!("try {{ localStorage.setItem('ama-settings', '{settings}'); }} catch {{}}");
            let browser = stage.browser_with(Options {
                scripts: vec![script],
                ..Options::default()
            });
            let check = |what: &str| {
                let found = stage.barriers(&browser).into_iter();
                objections
                    .borrow_mut()
                    .extend(found.map(|place| format!("{what} ({}, {theme}) {place}", lang.tag())));
            };
            let tour = Tour {
                stage,
                browser: &browser,
                words: Locale::new(lang),
                check: &check,
                turn: at * THEMES.len() + nth,
            };
            states += tour.home() + tour.studio() + tour.lessons() + tour.bench() + tour.chart();
            states += tour.by_the_way() + tour.free();
            assert_eq!(browser.complaints(), Vec::<String>::new());
            browser.close();
        }
    }
    states += elsewhere(stage, &objections);
    let objections = objections.into_inner();
    assert!(
        objections.is_empty(),
        "axe-core objects in {} places:\n{}",
        objections.len(),
        objections.join("\n")
    );
    format!(
        "axe-core finds nothing in {states} states of all pages, each module in one of two languages and three themes, all else in each"
    )
}

/// What is no page of the site: the one HTML file, which has more on its first screen, and the paper for an application.
fn elsewhere(stage: &Stage, objections: &RefCell<Vec<String>>) -> usize {
    let browser = stage.browser();
    let check = |what: &str| {
        let found = stage.barriers(&browser).into_iter();
        objections
            .borrow_mut()
            .extend(found.map(|place| format!("{what} {place}")));
    };
    browser.open(&format!("{}mochikomi.html", stage.server.url()));
    browser.get(Role::Heading, "持込申請のための説明書");
    check("the paper");
    let html = hosts::packed(stage, "html", "ama-file.html");
    browser.open(&format!("file://{}", html.display()));
    browser.get(Role::Link, "はじめる");
    check("the HTML file");
    assert_eq!(browser.complaints(), Vec::<String>::new());
    browser.close();
    2
}

/// By ids of words, so that one tour does for both languages.
struct Tour<'a> {
    stage: &'a Stage,
    browser: &'a Browser,
    words: Locale,
    check: &'a dyn Fn(&str),
    /// Which of the six tours it is, from 0.
    turn: usize,
}

impl Tour<'_> {
    fn word(&self, id: &str) -> String {
        self.words.text(id)
    }

    /// A label of the chart's form: parts have one name, which begins with a capital there.
    fn label(&self, id: &str) -> String {
        let word = self.word(id);
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default()
    }

    fn go(&self, address: &str) {
        self.browser.open("about:blank");
        self.browser
            .open(&format!("{}{address}", self.stage.server.url()));
    }

    fn exercise(&self, number: usize) -> Element {
        let name = self
            .words
            .text_with("bench-exercise", &[("number", number.into())]);
        let found = self.browser.wait(&name, PATIENCE, || {
            let section = self.browser.now(Role::Region, &name);
            if section.is_none() {
                let pearls = self.word("pearls-nav");
                let pearls = self.browser.now(Role::Navigation, &pearls)?;
                pearls.now(Role::Link, &name)?.press();
            }
            section
        });
        found.0
    }

    fn wait_for_engine(&self) {
        self.browser.get(Role::Navigation, &self.word("pearls-nav"));
        let progress = self.word("engine-progress");
        let gone = || {
            self.browser
                .now(Role::Progressbar, &progress)
                .is_none()
                .then_some(())
        };
        self.browser.wait("the engine", PATIENCE * 3, gone);
    }

    fn wait_for_finding(&self, section: &Element) {
        let said = self
            .words
            .text_with("headline-not-yet", &[("attempt", 1.into())]);
        section.sees(&said);
    }

    fn home(&self) -> usize {
        self.go("");
        self.browser.get(Role::Region, &self.word("home-next"));
        (self.check)("home");
        self.go("#/tomorrow");
        self.browser.get(Role::Heading, &self.word("unknown-title"));
        (self.check)("an unknown address");
        2
    }

    /// The list of one's own modules, and a module with an exercise, its problems and its report.
    fn studio(&self) -> usize {
        self.go("#/studio");
        self.browser.sees(&self.word("studio-none-yet"));
        (self.check)("the Studio's list");
        self.browser.click(Role::Button, &self.word("studio-new"));
        self.browser.wait("the first look", PATIENCE * 3, || {
            self.browser
                .reads(&self.word("studio-warning"))
                .then_some(())
        });
        self.browser
            .choose(&self.word("studio-insert"), &self.word("studio-kind-table"));
        self.exercise(1);
        self.browser.sees(&self.word("studio-error"));
        self.browser.click(Role::Button, &self.word("studio-test"));
        self.browser.sees(&self.word("studio-report-starter"));
        (self.check)("the Studio");
        2
    }

    fn lessons(&self) -> usize {
        // Each module on one of the tours: lessons differ by what is in them, not by their colours. Every one on each with
        // `AMA_ALL`.
        let modules = self.stage.site.modules().into_iter().enumerate();
        let is_due = |at: usize| e2e::all().is_some() || at % (2 * THEMES.len()) == self.turn;
        let modules: Vec<_> = modules.filter(|(at, _)| is_due(*at)).collect();
        for (_, id) in &modules {
            self.go(&format!("#/m/{id}"));
            self.wait_for_engine();
            (self.check)(&format!("the lesson {id}"));
            self.exercise(1);
            (self.check)(&format!("an exercise of {id}"));
        }
        2 * modules.len()
    }

    fn bench(&self) -> usize {
        self.go("#/m/ds1-03-group");
        self.wait_for_engine();
        let section = self.exercise(1);
        section.click(Role::Button, &self.word("bench-add-step"));
        let menu = section.get(Role::Region, &self.word("bench-add-title"));
        (self.check)("the menu of steps");
        menu.click(Role::Button, &self.word("step-filter-label"));
        section.get(Role::Combobox, &self.word("bench-field-op"));
        (self.check)("a step half filled in");
        section.choose(&self.word("bench-field-column"), "年");
        section.choose(&self.word("bench-field-value"), "2016");
        section.click(Role::Button, &self.word("bench-check"));
        self.wait_for_finding(&section);
        (self.check)("a finding");
        section.click(
            Role::Button,
            &self
                .words
                .text_with("bench-hint", &[("number", 1.into()), ("count", 2.into())]),
        );
        section.get(
            Role::Button,
            &self
                .words
                .text_with("bench-hint", &[("number", 2.into()), ("count", 2.into())]),
        );
        (self.check)("a hint");
        section.click(Role::Button, &self.word("bench-mode-sql"));
        let (editor, _) = self
            .browser
            .wait("the SQL editor", PATIENCE, || sql_editor(&section));
        (self.check)("the SQL editor");
        editor.press();
        self.browser.press(Key::Ctrl(' '));
        section.get(Role::Listbox, &self.word("bench-sql-completions"));
        (self.check)("the completions");
        self.browser.press(Key::Escape);
        section.click(Role::Button, &self.word("bench-restart"));
        section.get(Role::Dialog, &self.word("bench-restart"));
        (self.check)("a dialog");
        6
    }

    fn by_the_way(&self) -> usize {
        self.go("");
        let search = self.word("search-label");
        self.browser.fill(Role::Textbox, &search, "表");
        self.browser.sees(&self.word("glossary-lesson"));
        (self.check)("words found from home");
        self.go("#/m/ds1-03-group");
        self.wait_for_engine();
        self.exercise(1);
        let menu = self.word("menu-open");
        self.browser.click(Role::Button, &menu);
        let menu = self.browser.get(Role::Region, &menu);
        menu.fill(Role::Textbox, &self.word("note-exercise"), "メモ");
        menu.click(Role::Button, &self.word("link-copy"));
        menu.fill(Role::Textbox, &self.word("glossary-label"), "表");
        menu.sees(&self.word("glossary-lesson"));
        (self.check)("notes and words");
        2
    }

    fn free(&self) -> usize {
        self.go("#/free");
        let take = self
            .words
            .text_with("free-take-named", &[("table", "住民基本台帳".into())]);
        self.browser.get(Role::Button, &take);
        (self.check)("the list of tables");
        self.browser.click(Role::Button, &take);
        let room = self.browser.get(Role::Region, &self.word("free-title"));
        room.get(Role::Table, "174");
        (self.check)("the free room");
        room.click(Role::Button, &self.word("free-view-chart"));
        room.click(Role::Radio, &self.word("part-value-bar"));
        (self.check)("the free room's chart");
        3
    }

    fn chart(&self) -> usize {
        self.go("#/m/ds1-04-chart");
        self.wait_for_engine();
        let chart = self.exercise(2);
        chart.click(Role::Radio, &self.word("part-value-bar"));
        chart.choose(&self.word("chart-number"), "人口");
        chart.fill(Role::Textbox, &self.label("part-title"), "人口の多い市町");
        chart.get(Role::Image, "人口の多い市町");
        (self.check)("a chart");
        let choice = self.exercise(1);
        choice.click(Role::Radio, "散布図");
        choice.click(Role::Button, &self.word("bench-check"));
        self.wait_for_finding(&choice);
        (self.check)("a choice with its feedback");
        2
    }
}
