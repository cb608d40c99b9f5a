//! What people do in a window: sit down before a field, go on in it, leave, come back.

use std::time::Duration;

use e2e::{
    Browser, Exercise, Find as _, Key, LessonPage, Line, Mishap, Person, Role, Tab, sql_editor,
    until,
};
use e2e::{PATIENCE, Plan};
use serde_json::Value;

/// Everything that this track asks for stands in one lesson.
pub(super) const MODULE: &str = "st1-01-mytown";

/// The keys to the end of a text, held with Control.
const TO_END: Key = Key::Ctrl('\u{E010}');

/// Some 700,000 rows to be sorted.
const SLOW: &str = "(SELECT COUNT(*) FROM (SELECT a.市町名 AS x FROM 国勢調査 AS a CROSS JOIN 国勢調査 AS b CROSS JOIN 国勢調査 AS c CROSS JOIN 国勢調査 AS d ORDER BY a.人口 * b.人口 - c.人口 * d.人口, b.市町名, c.市町名, d.市町名) AS t)";

/// Computes for long and stays below every limit.
fn slow() -> String {
    format!("SELECT {} AS n", [SLOW; 30].join(" + "))
}

/// A window with somebody before a field.
pub(super) struct Seat {
    pub(super) browser: Browser,
    pub(super) tab: Tab,
    pub(super) line: Line,
    pub(super) person: Person,
    /// Where the same text is opened again.
    pub(super) address: String,
}

/// Opens what this person writes in. `site` ends before the `#`.
pub(super) fn open(browser: &Browser, site: &str, person: Person) -> String {
    if person == Person::Author {
        browser.open(&format!("{site}#/studio"));
        browser.click(Role::Button, "新しい教材を作る");
        wait_for_text(browser);
        return browser.url();
    }
    let address = format!("{site}#/m/{MODULE}");
    browser.open(&address);
    address
}

pub(super) fn wait_for_text(browser: &Browser) {
    browser.wait("the text of the module", PATIENCE, || {
        text(browser).then_some(())
    });
}

fn text(browser: &Browser) -> bool {
    browser.script(
        "return document.querySelector('.cm-content') !== null;",
        &[],
    ) == true
}

fn exercise(browser: &Browser, number: usize) -> Exercise {
    LessonPage::here(browser).exercise(number)
}

/// The exercise of a learner.
fn own(browser: &Browser, person: Person) -> Exercise {
    exercise(browser, number(person))
}

fn number(person: Person) -> usize {
    match person {
        Person::Essay => 8,
        Person::Number => 3,
        _ => 2,
    }
}

/// Puts the cursor behind what stands in the field; makes the field where there is none yet.
pub(super) fn take_up(browser: &Browser, person: Person) {
    match person {
        Person::Essay => field(browser, &own(browser, person), "自由に書いてください"),
        Person::Number => field(browser, &own(browser, person), "答え（数）"),
        Person::Sql => {
            let exercise = own(browser, person);
            let (editor, _) = browser.wait("the SQL editor", PATIENCE, || {
                if exercise.section.now(Role::Textbox, "SQL").is_none() {
                    exercise.section.click(Role::Button, "SQL で書く");
                }
                sql_editor(&exercise.section)
            });
            editor.press();
        }
        Person::Steps => {
            let exercise = own(browser, person);
            if exercise.section.now(Role::Textbox, "式").is_none() {
                exercise.add_step("計算した列を足す");
            }
            field(browser, &exercise, "式");
        }
        Person::Author => {
            browser.script("document.querySelector('.cm-content').focus();", &[]);
        }
    }
    browser.press(TO_END);
}

/// A table that arrives above the field moves it away from under the pointer.
fn field(browser: &Browser, exercise: &Exercise, name: &str) {
    let focused = "const { tagName } = document.activeElement; return tagName === 'INPUT' || tagName === 'TEXTAREA';";
    browser.wait("the focus", PATIENCE, || {
        exercise.section.click(Role::Textbox, name);
        (browser.script(focused, &[]) == true).then_some(())
    });
}

impl Seat {
    /// Goes back to the field.
    pub(super) fn take_up(&self, person: Person) {
        take_up(&self.browser, person);
    }

    /// The exercise in which something is computed.
    fn calculator(&self, person: Person) -> Exercise {
        exercise(&self.browser, if person == Person::Sql { 2 } else { 4 })
    }

    /// Has something computed for long, and goes back to the field.
    pub(super) fn begin_to_calculate(&self, person: Person) {
        let exercise = self.calculator(person);
        exercise.write_sql(&slow());
        exercise.run_sql();
        exercise.section.get(Role::Button, "計算を止める");
        self.take_up(person);
    }

    /// Stops it, and goes back to the field.
    pub(super) fn stop_calculating(&self, person: Person) {
        let exercise = self.calculator(person);
        exercise.section.click(Role::Button, "計算を止める");
        self.take_up(person);
    }

    /// Waits until nothing is written any more and does what the page asks for before it is closed: what it would lose goes
    /// into a file. Gives what is in that file.
    pub(super) fn leave(&self, trusts: bool) -> Vec<String> {
        let quiet = || {
            let quiet = self.browser.script("return __amaEyes.quiet();", &[]);
            (quiet == true).then_some(())
        };
        // What never comes to rest has at least had its time.
        let _ = until(Duration::from_secs(4), quiet);
        if !trusts {
            return self.rescue();
        }
        if !self.browser.asks_before_closing() {
            return Vec::new();
        }
        if self.person == Person::Author {
            self.browser.click(Role::Button, "配布");
            let dialog = self.browser.get(Role::Dialog, "配布");
            dialog.click(Role::Radio, "教材だけの zip");
            crate::studio::make_knowingly(&self.browser, &dialog);
            // The engine may be on its way.
            self.browser.wait("it to be made", PATIENCE * 4, || {
                self.browser.reads("入っている教材").then_some(())
            });
            let (_, zip) = self.browser.downloaded();
            let files = pack::unzip(&zip).unwrap();
            let texts = files.into_values().map(String::from_utf8);
            return texts.filter_map(Result::ok).collect();
        }
        let (_, work) = LessonPage::here(&self.browser).export();
        let mut texts = Vec::new();
        strings(&work, &mut texts);
        texts
    }
}

/// What a page offers that has stopped and could not keep everything.
const RESCUE: &str = "書いたものをファイルに保存";

impl Seat {
    /// Takes what a page offers that has stopped.
    fn rescue(&self) -> Vec<String> {
        if self.browser.now(Role::Button, RESCUE).is_none() {
            return Vec::new();
        }
        self.browser.click(Role::Button, RESCUE);
        let (_, file) = self.browser.downloaded();
        texts_of(&file)
    }
}

/// What is in a work file, or the text of a module.
fn texts_of(file: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    match serde_json::from_slice(file) {
        Ok(work) => strings(&work, &mut texts),
        Err(_) => texts.extend(String::from_utf8(file.to_vec())),
    }
    texts
}

/// All texts of a work file.
fn strings(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| strings(value, texts)),
        Value::Object(values) => values.values().for_each(|value| strings(value, texts)),
        _ => {}
    }
}

/// All that the page shows: fields, drafts, what was put aside.
const SHOWN: &str = r#"
const texts = [...document.querySelectorAll("input, textarea")].map(({ value }) => value);
texts.push(...[...document.querySelectorAll(".shelf-draft")].map(({ textContent }) => textContent));
texts.push(document.body.textContent);
return texts;
"#;

/// Opens the text again and gives what is there; looks for a while where something is missing.
pub(super) fn come_back(browser: &Browser, seat: &Seat, plan: &Plan) -> Vec<String> {
    browser.open(&seat.address);
    let is_author = seat.person == Person::Author;
    let there = || {
        let reads = browser.reads("保存した内容を読んでいます");
        let there = match is_author {
            true => text(browser),
            false => browser.now(Role::Navigation, "この講座の練習").is_some(),
        };
        (there && !reads).then_some(())
    };
    let came = until(Duration::from_secs(8), there).is_ok();
    // A copy that is no more than a copy waits to be asked for.
    if let Some(offer) = browser.now(Role::Button, "続ける") {
        offer.press();
    }
    if is_author && came {
        take_up(browser, seat.person);
    } else if came {
        // Most come back to it; who was only on the way there goes again. Where it was set apart, there may be none.
        let name = format!("練習 {} ", number(seat.person));
        let _ = until(Duration::from_secs(8), || {
            let there = browser.now(Role::Region, &name);
            if there.is_none() {
                let pearls = browser.now(Role::Navigation, "この講座の練習")?;
                pearls.now(Role::Link, &name)?.press();
            }
            there
        });
    }
    let mut texts = Vec::new();
    let look = || {
        texts = shown(browser);
        let missed = plan.strokes.iter().chain(&plan.second);
        let mut missed = missed.filter(|stroke| {
            let letter = stroke.letter;
            !texts.iter().any(|text| text.contains(letter))
        });
        let all = match plan.person {
            Person::Number => texts.iter().any(|text| {
                let digits: String = plan.strokes.iter().map(|stroke| stroke.letter).collect();
                *text == digits
            }),
            _ => missed.next().is_none(),
        };
        all.then_some(())
    };
    // Deaths often leave a key less than were planned; there is nothing to wait for then.
    let limit = if plan.mishap.is_deadly() || plan.mishap == Mishap::PageTraps {
        500
    } else {
        1500
    };
    let _ = until(Duration::from_millis(limit), look);
    if is_author && plan.mishap == Mishap::TwoWindows {
        texts.extend(written_elsewhere(browser));
    }
    texts
}

/// What the Studio has kept of another window's text, if anything.
fn written_elsewhere(browser: &Browser) -> Vec<String> {
    browser.click(Role::Button, "前の版");
    let dialog = browser.get(Role::Dialog, "前の版");
    // The list is read from the store.
    let kept = until(Duration::from_secs(3), || {
        browser.reads("別の窓で書いたもの").then_some(())
    });
    if kept.is_err() {
        return Vec::new();
    }
    // States that were handed out stand between them.
    let compare = dialog.all(Role::Button, "いまと比べる");
    compare.iter().fold(Vec::new(), |mut texts, compare| {
        compare.press();
        browser.wait("the comparison", PATIENCE, || {
            (compare.attribute("aria-expanded").as_deref() == Some("true")).then_some(())
        });
        texts.extend(shown(browser));
        texts
    })
}

fn shown(browser: &Browser) -> Vec<String> {
    let texts = browser.script(SHOWN, &[]);
    let texts = texts.as_array().into_iter().flatten();
    texts
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}
