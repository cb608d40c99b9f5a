//! Courses that somebody put beside the built site, without building it again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use e2e::{Browser, Find as _, LessonPage, PATIENCE, Role, Site, Stage};

/// The engine reads what was added; on a slow machine it takes its time to start.
const ENGINE: Duration = Duration::from_secs(90);

const MODULE: &str = "tsu/tsu-01-counter/module.md";

/// The site's folder for others, put back as it was at the end, however that comes.
struct Added {
    folder: PathBuf,
    index: Vec<u8>,
}

impl Added {
    /// Copies the example into the site.
    fn new(stage: &Stage) -> Self {
        let folder = stage.site.folder().join("added");
        let index = std::fs::read(folder.join("courses.json")).unwrap();
        let added = Self { folder, index };
        copy(&Site::root().join("tests/fixtures/added"), &added.folder);
        added
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.join(name), text).unwrap();
    }
}

impl Drop for Added {
    fn drop(&mut self) {
        // The scenario may have failed before anything was there.
        let _ = std::fs::remove_dir_all(self.folder.join("tsu"));
        let _ = std::fs::write(self.folder.join("courses.json"), &self.index);
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// Opens the home page afresh.
fn home(browser: &Browser, stage: &Stage) {
    browser.open("about:blank");
    browser.open(&stage.server.url());
    browser.get(Role::Heading, "データサイエンス");
}

pub(crate) fn tracks(stage: &Stage) -> String {
    let browser = stage.browser();
    // One of the cases is a file that is not there.
    browser.expect_in_console("Failed to load resource");
    let engine = stage.site.assets().engine;

    // As it is handed out: nothing was added, nothing is said, no engine is asked for.
    home(&browser, stage);
    browser.get(Role::Link, "はじめる");
    browser.wait("the index to be asked for", PATIENCE, || {
        stage.server.was_asked("added/courses.json").then_some(())
    });
    assert!(!browser.reads("足した講座"));
    // What comes first is said; the order is the track file's, and the way is open.
    browser.sees("先に: 表を読む");
    browser.get(Role::Link, "絞り込みと並べ替え");
    let more = browser.get(Role::Region, "データサイエンス");
    assert!(!more.reads("スマート人材の育成"), "it is folded away");
    browser.script(
        "document.querySelectorAll('details').forEach((one) => { one.open = true; });",
        &[],
    );
    more.sees("自治体の職員");
    more.sees("15 スマート人材の育成");
    assert!(!stage.server.was_asked(&engine));

    // A folder is put there: its track comes behind the others.
    let added = Added::new(stage);
    home(&browser, stage);
    browser.sees_within("窓口の研修", ENGINE);
    let text = browser.text();
    let at = |words: &str| text.find(words).unwrap();
    assert!(at("データサイエンス") < at("窓口の研修"));
    let track = browser.get(Role::Region, "窓口の研修");
    track.sees("窓口の数字を読む。");
    // Its second module, behind one of the site's, which is to be done before.
    track.get(Role::Link, "表を読む");
    track.sees("先に: 表を読む");
    assert!(stage.server.was_asked(&engine));
    // The worker that read it is a help from then on, not needed: nothing has changed.
    stage.server.forget();
    home(&browser, stage);
    browser.get(Role::Heading, "窓口の研修");
    assert!(!stage.server.was_asked(&engine), "read again for nothing");

    // The lesson, with a table of its own and one of the site's.
    browser.click(Role::Link, "窓口の人数を数える");
    browser.sees_within("架空の町の窓口に来た人の数です", ENGINE);
    let lesson = LessonPage::here(&browser);
    browser.sees("窓口の研修");
    browser.sees("架空の窓口の数字（この教材のために作成）");
    lesson.wait_for_engine();
    let first = lesson.exercise(1);
    first.section.fill(Role::Textbox, "答え（数）", "1200");
    first.check_says("住民票の窓口だけ");
    first.section.fill(Role::Textbox, "答え（数）", "2000");
    first.check_says("できました");
    let second = lesson.exercise(2);
    second.section.fill(Role::Textbox, "答え（数）", "29");
    second.check_says("できました");
    lesson.wait_for_saving();
    browser.click(Role::Link, "講座の一覧");
    browser.get(Role::Region, "窓口の研修").sees("終わりました");
    // By its address alone.
    browser.open("about:blank");
    browser.open(&format!("{}#/m/tsu-01-counter", stage.server.url()));
    browser.sees_within("窓口の人数を数える", ENGINE);
    lesson.exercise(1).section.sees("できました");

    // Changed where it lies: shown at the next visit, whatever the browser had kept.
    let module = added.read(MODULE);
    added.write(
        MODULE,
        &module.replace("窓口の人数を数える", "来た人を数える"),
    );
    home(&browser, stage);
    browser.sees_within("来た人を数える", ENGINE);

    // Broken things are said, and the rest works.
    let index = added.read("courses.json");
    let mut said = 0;
    for (name, text, words) in [
        (
            MODULE,
            "本文だけです。\n".to_owned(),
            "added/tsu/tsu-01-counter/module.md の 1 行目",
        ),
        (
            MODULE,
            module.replace("version = 1", "version = 0"),
            "module.md の 4 行目: 「version」",
        ),
        (
            "tsu/track.toml",
            "id = \"tsu\"\n".to_owned(),
            "added/tsu/track.toml の 1 行目",
        ),
        (
            "courses.json",
            "{\"format\":1,".to_owned(),
            "added/courses.json の書き方にまちがいがあります",
        ),
        (
            "courses.json",
            "{\"format\":9}".to_owned(),
            "この版では読めない形式です",
        ),
        (
            "courses.json",
            index.replace("\"tsu/track.toml\"", "\"../track.toml\""),
            "「../track.toml」は、added の中のファイルの名前になっていません",
        ),
        (
            "courses.json",
            index.replace("tsu/track.toml", "tsu/nothing.toml"),
            "added/tsu/nothing.toml を読み込めませんでした",
        ),
    ] {
        let before = added.read(name);
        added.write(name, &text);
        home(&browser, stage);
        browser.sees_within(words, ENGINE);
        browser.sees("ほかの講座はそのまま使えます");
        browser.get(Role::Link, "表を読む");
        added.write(name, &before);
        said += 1;
    }
    // Mended: it is all there again.
    home(&browser, stage);
    browser.sees_within("窓口の研修", ENGINE);
    browser.get(Role::Link, "来た人を数える");
    assert!(!browser.reads("ほかの講座はそのまま使えます"));

    // Without an index there is nothing, and nothing to say.
    std::fs::remove_file(added.folder.join("courses.json")).unwrap();
    stage.server.forget();
    home(&browser, stage);
    browser.wait("the index to be asked for", PATIENCE, || {
        stage.server.was_asked("added/courses.json").then_some(())
    });
    assert!(!browser.reads("窓口の研修") && !browser.reads("added/"));
    format!(
        "a track put beside the site is listed, learned and changed with no rebuild; {said} broken files said in words; the engine is loaded only to read what is new"
    )
}
