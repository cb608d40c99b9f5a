//! An instructor with nothing but the site: writes a module, records its exercise, tests it, publishes it; a learner
//! drops the zip on the first page and solves it. And how it feels to write in a long module.

mod bringing;
mod pasting;
mod publishing;
mod versions;
mod writing;

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::{Browser, Find as _, Key, LessonPage, Options, PATIENCE, Role, Stage};
use serde_json::{Value, json};

pub(crate) use self::bringing::bring;
pub(crate) use self::pasting::pasting;
pub(crate) use self::publishing::{make_knowingly, publish};
pub(crate) use self::versions::versions;
pub(crate) use self::writing::{follow, phone, questions};

/// The engine comes first, on a slow machine.
const ENGINE: Duration = Duration::from_secs(90);

/// Drops a file in the middle of the page, as a hand would.
fn drop_file(browser: &Browser, name: &str, bytes: &[u8]) {
    let source = "
const bytes = Uint8Array.from(atob(arguments[1]), (letter) => letter.charCodeAt(0));
const data = new DataTransfer();
data.items.add(new File([bytes], arguments[0], { type: 'application/zip' }));
const place = document.querySelector('main h1');
for (const kind of ['dragover', 'drop']) {
  place.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}";
    browser.script(source, &[json!(name), json!(STANDARD.encode(bytes))]);
}

pub(crate) fn studio(stage: &Stage) -> String {
    let site = stage.server.intranet_url();
    let browser = stage.browser();
    browser.open(&site);
    browser.click(Role::Link, "教材を作る");
    browser.sees("まだありません");
    browser.click(Role::Button, "新しい教材を作る");
    browser.wait("the first look", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });

    // A slip is told while it is written, with its line, and goes when it is mended.
    browser.script("document.querySelector('.cm-content').focus();", &[]);
    browser.press(Key::End);
    browser.paste("x");
    browser.sees("前書き");
    browser.click(Role::Button, "1 行目");
    browser.press(Key::Ctrl('z'));
    browser.sees("誤り 0 件");

    // The form writes into the text, in its place; what is typed there stands in the form.
    let fold = "document.querySelector('.studio-front > summary').click();";
    browser.script(fold, &[]);
    let enter = |name: &str, text: &str| {
        browser.fill(Role::Textbox, name, text);
        browser.press(Key::Tab);
    };
    enter("題名", "貸出を読む");
    browser.wait("the title in text and heading", ENGINE, || {
        let all = browser.reads("title = \"貸出を読む\"") && browser.reads("# 貸出を読む");
        all.then_some(())
    });
    enter("id", "library-loans");
    enter("めあて", "貸出の多い月を言える\n館を比べられる");
    browser.wait("id and objectives in the text", ENGINE, || {
        let all = browser.reads("id = \"library-loans\"") && browser.reads("館を比べられる");
        all.then_some(())
    });
    browser.script(fold, &[]);
    browser.sees("誤り 0 件");
    // Nothing below the footer.
    let below = "return document.documentElement.scrollHeight - document.querySelector('footer').getBoundingClientRect().bottom - scrollY;";
    let below = browser.script(below, &[]).as_f64().unwrap();
    assert!(below < 40.0, "{below} px of empty page below the footer");

    // A file that is taken out takes its table along, and brings it back. What is refused is told until one goes on.
    let input = |name: &str, bytes: &[u8]| {
        let path = browser.bring(name, bytes);
        let (input, _) = browser.wait("a place for files", PATIENCE, || {
            browser.file_field("ファイルを足す")
        });
        input.put(&path);
    };
    input("evil.svg", b"<svg/>");
    browser.sees("「evil.svg」は使えません");
    input("窓口.csv", "月,件数\n1,3\n2,4\n".as_bytes());
    browser.wait("the table in the text", ENGINE, || {
        browser.reads("file = \"data/窓口.csv\"").then_some(())
    });
    browser.sees_no("「evil.svg」は使えません");
    browser.click(Role::Button, "data/窓口.csv を消す");
    browser.wait("the table to go", ENGINE, || {
        (!browser.reads("file = \"data/窓口.csv\"")).then_some(())
    });
    browser.sees("誤り 0 件");
    browser.click(Role::Button, "元に戻す");
    browser.wait("the table to come back", ENGINE, || {
        browser.reads("file = \"data/窓口.csv\"").then_some(())
    });
    browser.click(Role::Button, "data/窓口.csv を消す");
    browser.wait("the table to go", ENGINE, || {
        (!browser.reads("file = \"data/窓口.csv\"")).then_some(())
    });

    // An exercise from the menu has no solution yet.
    browser.choose("練習を入れる", "表を作る");
    browser.sees("解答がありません");
    let lesson = LessonPage::here(&browser);
    let exercise = lesson.exercise(1);
    exercise.add_sort("人口", "大きい順");
    browser.click(Role::Button, "解答にする");
    browser.wait("the solution in the file", PATIENCE, || {
        browser.reads("誤り 0 件").then_some(())
    });
    // What is right is no mistake.
    browser.fill(Role::Textbox, "まちがえた人に返す言葉", "ちがいます。");
    browser.click(Role::Button, "想定誤答に加える");
    browser.wait("a right answer to be refused", ENGINE, || {
        browser.reads("この答えは正解になるので").then_some(())
    });
    lesson.exercise(1).section.choose("順", "小さい順");
    browser.fill(
        Role::Textbox,
        "まちがえた人に返す言葉",
        "少ない順になっています。",
    );
    browser.click(Role::Button, "想定誤答に加える");

    browser.wait("tests that pass", ENGINE, || {
        browser.click(Role::Button, "テスト実行");
        let (told, _) = browser.wait("the report", ENGINE, || {
            browser
                .now(Role::Table, "")
                .filter(|table| table.text().contains("解答"))
        });
        let text = told.text();
        text.contains("1/1").then_some(())
    });
    let report = browser.get(Role::Table, "").text();
    assert!(!report.contains('✗'), "{report}");
    // It leads to the exercise, and says when it is an old one.
    browser.get(Role::Table, "").click(Role::Button, "表を作る");
    browser.press(Key::End);
    browser.paste(" ");
    browser.sees("本文が変わりました");
    browser.press(Key::Ctrl('z'));

    // Saved as it was written.
    browser.reload();
    browser.wait("a first look", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });
    // The editor draws what is in view; the notice leads to the mistake's lines.
    browser.click(Role::Button, "行目");
    browser.wait("the text after a reload", ENGINE, || {
        browser.reads("少ない順になっています").then_some(())
    });
    browser.click(Role::Button, "配布");
    let dialog = browser.get(Role::Dialog, "配布");
    dialog.click(Role::Button, "作る");
    browser.wait("what is left of the template", ENGINE, || {
        browser
            .reads("「広いヒントを書きます。」がひな形のままです")
            .then_some(())
    });
    dialog.click(Role::Button, "承知のうえで作る");
    let (name, zip) = browser.downloaded();
    assert_eq!(name, "library-loans.zip");
    browser.sees("このファイルを受講者に渡します");

    // A copy, and one of the site's own modules, to begin with.
    browser.open(&format!("{site}#/studio"));
    browser.click(Role::Button, "貸出を読む の写しを作る");
    browser.wait("the copy", ENGINE, || {
        browser.reads("title = \"貸出を読む の写し\"").then_some(())
    });
    browser.sees("誤り 0 件");
    browser.open(&format!("{site}#/studio"));
    browser.choose("サイトの教材をもとにする", "どの仕事がロボット向きか");
    browser.wait("the site's module", ENGINE, || {
        browser.reads("id = \"rpa1-01-ledger-copy-").then_some(())
    });
    browser.sees("誤りも注意もありません");

    // Elsewhere, on another day: a file that is none is refused, the module is taken.
    let learner = stage.browser();
    learner.open(&site);
    learner.get(Role::Heading, "追加した講座");
    drop_file(&learner, "bad.zip", b"no zip at all");
    learner.wait("a refusal", ENGINE, || {
        learner.reads("zip ファイルとして読めません").then_some(())
    });
    drop_file(&learner, &name, &zip);
    learner.wait("the module in the list", ENGINE, || {
        learner.reads("「貸出を読む」を追加しました").then_some(())
    });
    learner.reload();
    learner.click(Role::Link, "貸出を読む");
    let lesson = LessonPage::here(&learner);
    let exercise = lesson.exercise(1);
    exercise.add_sort("人口", "小さい順");
    exercise.check_says("少ない順になっています。");
    // The check has closed the step.
    exercise.open_step("小さい順");
    exercise.section.choose("順", "大きい順");
    exercise.check_says("できました");
    lesson.wait_for_saving();
    format!(
        "written, recorded, tested, published ({} bytes) and solved on a fresh profile",
        zip.len()
    )
}

const WATCH: &str = "
window.__tasks = [];
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.__tasks.push(task.duration);
}).observe({ type: 'longtask' });";

/// A module of some 300 KB: many sections of prose, and exercises between them.
fn long_module() -> String {
    let mut text = String::from(
        "+++\nformat = 1\nid = \"long-module\"\nversion = 1\ntrack = \"data-science\"\ntitle = \"長い教材\"\nminutes = { read = 5, practice = 10 }\naudience = [\"municipal\"]\nobjectives = [\"長い\"]\n[[data]]\nname = \"人口\"\nseed = \"mie-population\"\n+++\n# 長い教材\n\n",
    );
    let sentence = "人口は、その町に**住んでいる人**の数です。`年`ごとに数えます。";
    let mut part = 0;
    while text.len() < 300_000 {
        part += 1;
        text.push_str(&format!("## 第 {part} 節\n\n"));
        for _ in 0..12 {
            text.push_str(&sentence.repeat(3));
            text.push_str("\n\n");
        }
        text.push_str(&format!("## 練習 {part} {{#ex{part} .table points=10}}\n並べてください。\n\n```steps starter\nfrom 人口\n```\n```steps solution\nfrom 人口\nsort 人口 desc\n```\n```check\norder = [\"人口 desc\"]\n```\n> [!TIP]\n> 並べ替えます。\n\n> [!TIP]\n> 大きい順です。\n\n"));
    }
    text.push_str("## 職場で使うには {.at-work}\n使う\n\n## 講師メモ {.instructor}\nなし\n");
    text
}

/// Brings a zip of a module into the Studio and opens the module by its title.
fn open_zip(browser: &Browser, site: &str, zip: &[u8], title: &str) {
    browser.open(&format!("{site}#/studio"));
    let path = browser.bring("module.zip", zip);
    let (input, _) = browser.wait("a place for the zip", PATIENCE, || {
        browser.file_field("zip を読み込む")
    });
    input.put(&path);
    browser.wait("the module in the list", ENGINE, || {
        browser.now(Role::Link, title).map(|_| ())
    });
    browser.click(Role::Link, title);
}

pub(crate) fn long(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        scripts: vec![WATCH.to_owned()],
        ..Options::default()
    });
    let text = long_module();
    let files = pack::Files::from([(
        "long-module/module.md".to_owned(),
        text.clone().into_bytes(),
    )]);
    let zip = pack::zip(&files).unwrap();
    open_zip(&browser, &stage.server.url(), &zip, "長い教材");
    browser.wait("the first look", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });
    // At the end of a paragraph of the first section.
    browser.script("document.querySelector('.cm-content').focus();", &[]);
    for _ in 0..20 {
        browser.press(Key::Down);
    }
    browser.press(Key::End);
    let tasks = || -> Vec<f64> {
        let tasks = browser.script("return window.__tasks.splice(0);", &[]);
        let tasks = tasks.as_array().cloned().unwrap_or_default();
        tasks.iter().filter_map(Value::as_f64).collect()
    };
    let longest = |tasks: &[f64]| tasks.iter().copied().fold(0.0, f64::max);
    // Shows that long tasks are seen at all: opening has some.
    let opening = tasks();
    let (rounds, keys) = (5, 20);
    for round in 1..=rounds {
        for _ in 0..keys {
            browser.type_text("a");
        }
        // A mistake at the end: when it is told, all that was typed has been saved, read and drawn.
        browser.paste(" [1](figure)");
        browser.wait("the last letters to be read", ENGINE, || {
            browser.reads(&format!("誤り {round} 件")).then_some(())
        });
    }
    let typing = tasks();
    format!(
        "{} bytes, {} keys with {rounds} pauses: {} main-thread tasks over 50 ms, the longest {:.0} ms (opening it: {}, the longest {:.0} ms)",
        text.len(),
        rounds * keys,
        typing.len(),
        longest(&typing),
        opening.len(),
        longest(&opening),
    )
}
