//! «配布»: one HTML file made in the Studio is the command line's to the byte, opens from a disc and is solved there; the
//! folder's too; and what the one-file edition itself can publish.

use std::path::Path;
use std::process::Command;

use e2e::{Browser, Element, Find as _, LessonPage, PATIENCE, Role, Site, Stage};

use super::{ENGINE, open_zip};
use crate::preview::built;

const MODULE: &str = "handed-01";

/// The command line in a folder, with the stage's site and the repository's open data.
fn ama(stage: &Stage, folder: &Path, args: &[&str]) {
    let done = Command::new(built())
        .args(args)
        .current_dir(folder)
        .env("AMA_SITE", stage.site.folder())
        .env("AMA_SEEDS", Site::root().join("seeds"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{args:?}: {done:?}");
}

/// Has it made although words of the template are left in it, which is told first.
pub(crate) fn make_knowingly(browser: &Browser, dialog: &Element) {
    dialog.click(Role::Button, "作る");
    browser.wait("what is left of the template", ENGINE, || {
        browser.reads("がひな形のままです").then_some(())
    });
    dialog.click(Role::Button, "承知のうえで作る");
}

/// Makes what is finished, and gives the file that is saved.
pub(super) fn publish_finished(browser: &Browser, form: &str) -> (String, Vec<u8>) {
    let dialog = browser.get(Role::Dialog, "配布");
    dialog.click(Role::Radio, form);
    dialog.click(Role::Button, "作る");
    made(browser)
}

fn made(browser: &Browser) -> (String, Vec<u8>) {
    browser.wait("it to be made", ENGINE, || {
        browser.reads("入っている教材").then_some(())
    });
    browser.downloaded()
}

/// Makes a module in which words of the template are left, in the Studio's dialog, and gives the file that is saved.
pub(super) fn publish_unfinished(browser: &Browser, form: &str) -> (String, Vec<u8>) {
    let dialog = browser.get(Role::Dialog, "配布");
    dialog.click(Role::Radio, form);
    make_knowingly(browser, &dialog);
    made(browser)
}

pub(crate) fn publish(stage: &Stage) -> String {
    let folder = stage.site.folder().with_file_name("handed");
    std::fs::create_dir_all(&folder).unwrap();
    let seed = ["--kind", "table,choice", "--seed", "mie-population"];
    let new = ["new", "--id", MODULE, "--title", "手渡す教材"];
    ama(stage, &folder, &[&new[..], &seed[..]].concat());
    ama(stage, &folder, &["pack", MODULE]);
    ama(stage, &folder, &["pack", MODULE, "--as", "html"]);
    ama(
        stage,
        &folder,
        &["pack", MODULE, "--as", "folder", "--out", "site.zip"],
    );
    let native = |name: &str| std::fs::read(folder.join(name)).unwrap();

    // The same module in the Studio.
    let browser = stage.browser();
    let own = native(&format!("{MODULE}.zip"));
    open_zip(&browser, &stage.server.url(), &own, "手渡す教材");
    browser.wait("the first look", ENGINE, || {
        browser.reads("誤りも注意もありません").then_some(())
    });
    browser.click(Role::Button, "配布");
    let (name, zip) = publish_unfinished(&browser, "教材だけの zip");
    assert_eq!(name, format!("{MODULE}.zip"));
    assert!(zip == native(&name), "the zip of the module is another");

    let (name, html) = publish_unfinished(&browser, "HTML 1ファイル");
    assert_eq!(name, format!("ama-{MODULE}.html"));
    assert!(
        html == native(&name),
        "the Studio's HTML file ({} bytes) is not the command line's",
        html.len()
    );
    // What is in it, and on which terms.
    let dialog = browser.get(Role::Dialog, "配布");
    for words in ["手渡す教材", "利用条件", "三重県"] {
        assert!(dialog.reads(words), "the report says nothing of {words}");
    }
    dialog.click(Role::Button, "持込申請の書類");
    let (name, papers) = browser.downloaded();
    assert_eq!(name, format!("ama-{MODULE}-papers.zip"));
    let papers = pack::unzip(&papers).unwrap();
    let summary = format!("ama-{MODULE}-papers/mochikomi.html");
    assert!(papers.contains_key(&summary), "{:?}", papers.keys());
    for (path, bytes) in &papers {
        let native = native(path);
        assert!(*bytes == native, "{path} is another");
    }
    assert!(
        stage.barriers(&browser).is_empty(),
        "{:#?}",
        stage.barriers(&browser)
    );

    let (name, site) = publish_unfinished(&browser, "フォルダー一式の zip");
    assert_eq!(name, format!("ama-{MODULE}.zip"));
    assert!(
        site == native("site.zip"),
        "the Studio's folder ({} bytes) is not the command line's",
        site.len()
    );

    // On a disc, without any site.
    let learner = stage.browser();
    let path = learner.bring("ama.html", &html);
    learner.open(&format!("file://{}", path.display()));
    learner.click(Role::Link, "手渡す教材");
    let lesson = LessonPage::here(&learner);
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.write_sql(&solution(&folder));
    exercise.check_says("できました");
    // It has nothing to make a site of, and says so.
    lesson.text();
    learner.click(Role::Link, "教材を作る");
    learner.click(Role::Button, "配布");
    learner.sees("HTML 1ファイル版なので");
    let dialog = learner.get(Role::Dialog, "配布");
    let radio = dialog.get(Role::Radio, "HTML 1ファイル");
    assert_eq!(radio.property("disabled"), true);
    // Nor does it keep what is written there: it asks before it is closed, until the zip is saved.
    let writer = stage.browser();
    let path = writer.bring("ama.html", &html);
    writer.open(&format!("file://{}#/studio", path.display()));
    writer.sees("このブラウザには保存できません");
    assert!(!writer.asks_before_closing(), "nothing is written yet");
    writer.click(Role::Button, "新しい教材を作る");
    writer.wait("the first look", ENGINE, || {
        writer.reads("誤り 0 件").then_some(())
    });
    writer.sees("保存されません");
    assert!(!writer.reads("自動で保存します"), "nothing is kept");
    assert!(writer.asks_before_closing(), "the new module is in memory");
    writer.click(Role::Button, "配布");
    publish_unfinished(&writer, "教材だけの zip");
    writer.wait("the module to lie in a file", PATIENCE, || {
        (!writer.asks_before_closing()).then_some(())
    });
    format!(
        "module zip, HTML file ({:.1} MB) and folder ({:.1} MB) of the Studio are the command line's to the byte; the file solved from file://",
        html.len() as f64 / 1e6,
        site.len() as f64 / 1e6,
    )
}

/// The solution's steps of the first exercise, as SQL: it groups by one column and adds up another.
fn solution(folder: &Path) -> String {
    let text = std::fs::read_to_string(folder.join(MODULE).join("module.md")).unwrap();
    let line = text
        .lines()
        .find(|line| line.starts_with("group_by "))
        .unwrap();
    let (group, sum) = line["group_by ".len()..]
        .split_once(" : 合計 = sum(")
        .unwrap();
    let amount = sum.trim_end_matches(')');
    format!("SELECT {group}, SUM({amount}) AS 合計 FROM データ GROUP BY {group} ORDER BY 合計 DESC")
}
