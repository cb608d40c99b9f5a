//! What a learner does in a lesson, in her own terms.

use std::time::Duration;

use serde_json::Value;

use crate::browser::Browser;
use crate::element::{Element, Find as _, Role};
use crate::keys::Key;
use crate::wait::{PATIENCE, until};

/// The engine may take this long on a slow machine; the page says meanwhile what it is doing.
const ENGINE: Duration = Duration::from_secs(90);

/// Resolves when the writes that the page has begun are done.
const BEHIND_WRITES: &str = r#"
return new Promise((done) => {
  const opening = indexedDB.open(`ama ${new URL("./", document.baseURI).pathname}`);
  opening.onerror = () => done(false);
  opening.onsuccess = () => {
    const look = opening.result.transaction("work", "readonly");
    look.objectStore("work").count();
    look.oncomplete = () => { opening.result.close(); done(true); };
  };
});
"#;

/// A lesson on the screen.
#[derive(Clone)]
pub struct LessonPage {
    /// Where it is.
    pub browser: Browser,
}

/// One of its exercises.
pub struct Exercise {
    /// Where it is.
    pub browser: Browser,
    /// The exercise itself.
    pub section: Element,
}

/// The SQL editor of an exercise. It takes the place of a plain field when it has loaded.
pub fn sql_editor(section: &Element) -> Option<Element> {
    section.now(Role::Textbox, "SQL").filter(is_sql_editor)
}

/// Whether an element is the text area of an SQL editor.
pub fn is_sql_editor(element: &Element) -> bool {
    element
        .attribute("class")
        .is_some_and(|class| class.contains("pce-textarea"))
}

impl LessonPage {
    /// Opens a module by its address and waits until it can be read.
    pub fn open(browser: &Browser, site: &str, module: &str) -> Self {
        browser.open(&format!("{site}#/m/{module}"));
        let lesson = Self {
            browser: browser.clone(),
        };
        lesson.is_open();
        lesson
    }

    /// Waits until the lesson can be read.
    pub fn is_open(&self) {
        self.browser.get(Role::Navigation, "この講座の練習");
    }

    /// Goes to the text of the lesson; stays on the first screen, which has a place for the work file as well.
    pub fn text(&self) {
        self.browser.wait("the text of the lesson", PATIENCE, || {
            if self.browser.now(Role::Region, "練習 ").is_some() {
                self.browser.now(Role::Link, "本文")?.press();
                return None;
            }
            let saves = self.browser.now(Role::Button, "作業ファイルを保存");
            saves.map(|_| ())
        });
    }

    /// The lesson that is open already.
    pub fn here(browser: &Browser) -> Self {
        Self {
            browser: browser.clone(),
        }
    }

    /// Goes to an exercise by its number. In the Studio's preview all of them stand there.
    pub fn exercise(&self, number: usize) -> Exercise {
        let name = format!("練習 {number} ");
        let (section, _) = self.browser.wait(&name, PATIENCE, || {
            let section = self.browser.now(Role::Region, &name);
            if section.is_none() {
                let pearls = self.browser.now(Role::Navigation, "この講座の練習")?;
                pearls.now(Role::Link, &name)?.press();
            }
            section
        });
        Exercise {
            browser: self.browser.clone(),
            section,
        }
    }

    /// Waits until the engine takes requests.
    pub fn wait_for_engine(&self) -> Duration {
        let (_, took) = self.browser.wait("the engine to be ready", ENGINE, || {
            let waits = self.browser.now(Role::Progressbar, "計算の準備").is_some();
            let failed = self.browser.reads("計算のしくみを");
            assert!(!failed, "the engine does not come: {}", self.browser.text());
            // The lesson stands there; its line of progress is gone.
            let lesson = self.browser.now(Role::Navigation, "この講座の練習");
            (!waits && lesson.is_some()).then_some(())
        });
        took
    }

    /// Waits until everything is saved.
    pub fn wait_for_saving(&self) {
        self.browser.wait("«保存済み»", PATIENCE, || {
            let text = self.browser.text();
            (text.contains("保存済み") && !text.contains("保存しています")).then_some(())
        });
        // The line keeps the time of the last save while the next one is being written. A look into the store waits
        // behind what is being written; what is written may call for another round.
        for _ in 0..3 {
            self.browser.script(BEHIND_WRITES, &[]);
        }
    }

    /// Saves the work file; gives its name and content.
    pub fn export(&self) -> (String, Value) {
        // It stands below the text, and on the first screen.
        self.text();
        self.browser.click(Role::Button, "作業ファイルを保存");
        let (name, bytes) = self.browser.downloaded();
        (
            name,
            serde_json::from_slice(&bytes).expect("the work file is JSON"),
        )
    }

    /// Reads a work file.
    pub fn import(&self, name: &str, bytes: &[u8]) {
        self.text();
        let path = self.browser.bring(name, bytes);
        let (input, _) = self
            .browser
            .wait("a place for the work file", PATIENCE, || {
                self.browser.file_field("作業ファイルを読み込む")
            });
        input.put(&path);
    }
}

impl Exercise {
    /// Adds a step at the end and leaves it open.
    pub fn add_step(&self, verb: &str) {
        let verbs = self.browser.wait("the steps to choose from", PATIENCE, || {
            self.section.click(Role::Button, "手順を追加");
            // A table that comes meanwhile moves the button away: people press it again.
            let opened = until(Duration::from_secs(2), || {
                self.section.now(Role::Region, "しますか")
            });
            opened.ok().map(|(verbs, _)| verbs)
        });
        if verbs.0.now(Role::Button, verb).is_none() {
            verbs.0.click(Role::Button, "ほかの操作");
        }
        verbs.0.click(Role::Button, verb);
        self.browser
            .wait(&format!("the fields of «{verb}»"), PATIENCE, || {
                self.section.now(Role::Button, "消す")
            });
    }

    /// Opens a step by what its line says.
    pub fn open_step(&self, line: &str) {
        self.section.click(Role::Button, line);
        self.section.get(Role::Button, "消す");
    }

    /// A new column from an expression.
    pub fn add_column(&self, name: &str, expression: &str) {
        self.add_step("計算した列を足す");
        self.section.fill(Role::Textbox, "式", expression);
        self.section.fill(Role::Textbox, "新しい列の名前", name);
    }

    /// Sorts by a column.
    pub fn add_sort(&self, column: &str, order: &str) {
        self.add_step("並べ替える");
        self.section.choose("並べ替える列", column);
        self.section.choose("順", order);
    }

    /// Keeps these columns.
    pub fn add_select(&self, columns: &[&str]) {
        self.add_step("列を選ぶ");
        for column in columns {
            self.section.click(Role::Checkbox, column);
        }
    }

    /// Keeps the rows where a column has a value.
    pub fn add_filter(&self, column: &str, value: &str) {
        self.add_step("行を絞る");
        self.section.choose("列", column);
        self.section.choose("値", value);
    }

    /// Changes to SQL and writes a query.
    pub fn write_sql(&self, sql: &str) {
        if self.section.now(Role::Textbox, "SQL").is_none() {
            self.section.click(Role::Button, "SQL で書く");
        }
        self.replace_sql(sql);
    }

    /// Writes a query over what stands there.
    pub fn replace_sql(&self, sql: &str) {
        let (field, _) = self
            .browser
            .wait("the SQL editor", PATIENCE, || sql_editor(&self.section));
        field.press();
        self.browser.press(Key::Ctrl('a'));
        self.browser.press(Key::Delete);
        self.browser.paste(sql);
        self.browser.wait("the query to stand there", PATIENCE, || {
            (self.sql() == sql).then_some(())
        });
    }

    /// The query that stands there.
    pub fn sql(&self) -> String {
        let field = self.section.now(Role::Textbox, "SQL");
        let text = field.map(|field| field.property("value"));
        text.and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Runs the query.
    pub fn run_sql(&self) {
        self.section.click(Role::Button, "実行");
    }

    /// Asks for the verdict and waits until it is there; gives what it says.
    pub fn check(&self) -> String {
        self.section.click(Role::Button, "確認する");
        self.verdict()
    }

    /// Waits for a verdict that belongs to what stands there now.
    pub fn verdict(&self) -> String {
        let verdict = || {
            let regions = self.section.all(Role::Status, "");
            let said = regions.iter().map(Element::text).find(|text| {
                ["できました", "まだ", "計算", "講座"]
                    .iter()
                    .any(|start| text.trim_start().starts_with(start))
            })?;
            (self.section.now(Role::Button, "確認しています").is_none()).then_some(said)
        };
        self.browser.wait("a verdict", ENGINE, verdict).0
    }

    /// Checks until the verdict says that.
    pub fn check_says(&self, words: &str) {
        self.section.click(Role::Button, "確認する");
        let (_, _) = self
            .browser
            .wait(&format!("a verdict «{words}»"), ENGINE, || {
                let now = self.section.now(Role::Button, "確認しています").is_none()
                    && self.section.reads(words);
                (now && !self.section.reads("そのあと、答えが変わりました")).then_some(())
            });
    }

    /// Waits for a table that has so many rows.
    pub fn sees_rows(&self, rows: &str) {
        self.sees_rows_within(rows, ENGINE);
    }

    /// Waits for a table that has so many rows; gives how long that took.
    pub fn sees_rows_within(&self, rows: &str, limit: Duration) -> Duration {
        let there = || (self.rows().as_deref() == Some(rows)).then_some(());
        self.browser
            .wait(&format!("a table of {rows} rows"), limit, there)
            .1
    }

    /// How many rows the table on the bench has: «結果 1,234 行 × 3 列».
    pub fn rows(&self) -> Option<String> {
        let label = self.section.now(Role::Table, " 行 ×")?.label();
        let (before, _) = label.split_once(" 行 ×")?;
        let digits = before
            .rsplit(|letter: char| !letter.is_ascii_digit() && letter != ',')
            .next()?;
        Some(digits.to_owned())
    }
}
