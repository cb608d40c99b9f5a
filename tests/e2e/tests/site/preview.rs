//! `ama preview`: an author saves, and the open lesson is new, where it was, with what was typed in it.

use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};

use e2e::{Find as _, LessonPage, PATIENCE, Site, Stage};
use serde_json::json;

const MODULE: &str = "ds1-03-group";

/// The program, ended with this value.
pub(crate) struct Preview {
    program: Child,
    lines: Receiver<String>,
}

impl Preview {
    fn start(site: &Path, module: &Path) -> Self {
        let mut command = Command::new(built());
        command
            .args(["preview", "--lang", "en", "--site"])
            .arg(site)
            .arg("--seeds")
            .arg(Site::root().join("seeds"))
            .arg(module);
        Self::of(command)
    }

    /// The program, called in this way.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut program = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let out = program.stdout.take().unwrap();
        let notes = program.stderr.take().unwrap();
        pass_on(out, sender.clone());
        pass_on(notes, sender);
        Self { program, lines }
    }

    /// The address that it gives, for a browser that knows no names but its own.
    pub(crate) fn address(&self) -> String {
        let line = self.says("http://");
        let address = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"));
        address.unwrap().replace("localhost", "127.0.0.1")
    }

    /// The first line from now on that has these words.
    fn says(&self, words: &str) -> String {
        let mut heard = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            if line.contains(words) {
                return line;
            }
            heard.push(line);
        }
        panic!("`ama preview` does not say «{words}», but {heard:?}");
    }
}

fn pass_on(stream: impl Read + Send + 'static, sender: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The program, built by the cargo that runs this test.
pub(crate) fn built() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo)
        .current_dir(Site::root())
        // With an example of this crate and for the whole workspace, as the tests are compiled: cargo unites the
        // features of what is selected, and a smaller selection would compile polars a second time.
        .args(["build", "--quiet", "--workspace"])
        .args(["--bin", "ama", "--example", "screenshots"])
        .status()
        .unwrap();
    assert!(done.success(), "`ama` cannot be built");
    let here = std::env::current_exe().unwrap();
    let target = here.parent().and_then(Path::parent).unwrap();
    target.join(format!("ama{}", std::env::consts::EXE_SUFFIX))
}

pub(crate) fn preview(stage: &Stage) -> String {
    let browser = stage.browser();
    // Beside the copy of the site that this stage plays on; it goes with it.
    let folder = stage.site.folder().with_file_name("preview").join(MODULE);
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("module.md");
    let source = Site::root().join(format!("courses/data-science/{MODULE}/module.md"));
    let text = std::fs::read_to_string(source).unwrap();
    std::fs::write(&file, &text).unwrap();

    // Before the first section: above the place where the author reads.
    let with = |words: &str| text.replacen("\n## ", &format!("\n{words}\n\n## "), 1);

    let preview = Preview::start(stage.site.folder(), &folder);
    browser.open(&preview.address());
    let lesson = LessonPage::here(&browser);
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.write_sql("SELECT 1 AS typed");
    let place = || {
        let source = "return document.getElementById('exercise-ex1').getBoundingClientRect().top;";
        browser.script(source, &[]).as_f64().unwrap()
    };
    let before = place();
    // The text stays in the page while the exercise is open.
    let written = |words: &str| {
        browser.wait(words, PATIENCE, || {
            let found = "return document.body.textContent.includes(arguments[0]);";
            (browser.script(found, &[words.into()]) == true).then_some(())
        });
    };

    // Good editions.
    let mut times = Vec::new();
    for edition in ["一度目", "二度目", "三度目"] {
        std::fs::write(&file, with(&format!("{edition}の書き足し。"))).unwrap();
        written(&format!("{edition}の書き足し"));
        times.push(preview.says("from save to page"));
        assert_eq!(exercise.sql(), "SELECT 1 AS typed", "what was typed stays");
        assert!(
            (place() - before).abs() < 2.0,
            "the place stays: {before}, then {}",
            place()
        );
    }
    // A broken one: said with its line, the last good one stands.
    std::fs::write(&file, text.replacen("id = ", "ido = ", 1)).unwrap();
    browser.sees("ido");
    assert_eq!(exercise.sql(), "SELECT 1 AS typed");
    lesson.text();
    assert!(
        browser.reads("三度目の書き足し"),
        "the last good one stands"
    );
    // And mended.
    std::fs::write(&file, with("直しました。")).unwrap();
    browser.sees("直しました");
    assert_eq!(
        browser.script(
            "return performance.getEntriesByType('navigation').length;",
            &[]
        ),
        json!(1),
        "the page was never loaded anew"
    );
    // The page would go on asking when the program has ended.
    browser.open("about:blank");
    format!(
        "three editions, a broken one and its repair in one open page; answers and place kept; {}",
        times.join("; ")
    )
}
