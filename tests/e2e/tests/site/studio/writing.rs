//! How it is to write: the preview follows the cursor, questions can be recorded, and all of it on a telephone too.

use std::time::Duration;

use e2e::{Browser, Find as _, Key, LessonPage, Options, Role, Stage};
use serde_json::json;

use super::ENGINE;
use crate::narrow;

/// The keys to the beginning and the end of a text, held with Control.
const TO_BEGIN: Key = Key::Ctrl('\u{E011}');
const TO_END: Key = Key::Ctrl('\u{E010}');

/// Opens the Studio on a new module.
pub(super) fn begin(stage: &Stage, options: Options) -> Browser {
    let browser = stage.browser_with(options);
    browser.open(&format!("{}#/studio", stage.server.url()));
    browser.click(Role::Button, "新しい教材を作る");
    browser.wait("the first look", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });
    browser
}

pub(super) fn focus_text(browser: &Browser) {
    browser.script("document.querySelector('.cm-content').focus();", &[]);
}

/// How far the preview has been scrolled.
fn scrolled(browser: &Browser) -> f64 {
    let source = "return document.querySelector('.studio-lesson').scrollTop;";
    browser.script(source, &[]).as_f64().unwrap()
}

/// Waits until something of the preview, by its style, begins within the upper two thirds of it, or anywhere at its end.
fn follows_to(browser: &Browser, style: &str) {
    let source = "
const pane = document.querySelector('.studio-lesson');
const part = pane.querySelector(arguments[0]);
if (!part) return false;
const [view, box] = [pane.getBoundingClientRect(), part.getBoundingClientRect()];
const end = pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 2;
return box.top >= view.top - 1 && box.top < (end ? view.bottom : view.top + view.height * 2 / 3);";
    browser.wait(&format!("{style} in sight"), ENGINE, || {
        browser
            .script(source, &[json!(style)])
            .as_bool()
            .filter(|seen| *seen)
            .map(|_| ())
    });
    let focus = "return document.activeElement.classList.contains('cm-content');";
    assert_eq!(
        browser.script(focus, &[]),
        json!(true),
        "{style}: the author goes on typing where they were"
    );
}

pub(crate) fn follow(stage: &Stage) -> String {
    let browser = begin(stage, Options::default());
    for (kind, words) in [
        ("自由に書く", "ex1"),
        ("選ぶ（.choice）", "ex2"),
        ("数を答える", "ex3"),
        ("表を作る", "ex4"),
    ] {
        browser.choose("練習を入れる", kind);
        browser.wait("the exercise in the preview", ENGINE, || {
            let source = "return document.getElementById('exercise-' + arguments[0]) !== null;";
            browser
                .script(source, &[json!(words)])
                .as_bool()
                .filter(|there| *there)
                .map(|_| ())
        });
    }
    // Tables that come later push what is below them.
    browser.wait("the preview to come to rest", ENGINE, || {
        let source = "
const pane = document.querySelector('.studio-lesson');
window.__rests = window.__high === pane.scrollHeight ? (window.__rests ?? 0) + 1 : 0;
window.__high = pane.scrollHeight;
return window.__rests > 20 && pane.querySelector('.result-table') !== null;";
        browser
            .script(source, &[])
            .as_bool()
            .filter(|rests| *rests)
            .map(|_| ())
    });
    // To the end, where the notes stand; to the beginning; up and down through the exercises.
    focus_text(&browser);
    browser.press(TO_END);
    follows_to(&browser, ".instructor");
    let below = scrolled(&browser);
    assert!(below > 0.0, "the lesson is longer than its pane");
    browser.press(TO_BEGIN);
    follows_to(&browser, ".studio-title + .studio-piece");
    assert!(scrolled(&browser) < below);
    // The way from a problem to its line is one for the preview too.
    let problems = || {
        let source = "return document.querySelector('.problems h2').textContent;";
        browser.script(source, &[])
    };
    browser.sees("解答がありません");
    browser.click(Role::Button, " 行目");
    follows_to(&browser, "#exercise-ex4");

    // Typing moves nothing, wherever the author has scrolled to meanwhile.
    browser.script(
        "document.querySelector('.studio-lesson').scrollTop = 0;",
        &[],
    );
    let before = problems();
    browser.press(Key::Down);
    browser.press(Key::End);
    // A mistake: when it is told, all that was typed has been read and drawn.
    browser.paste("書き足し [1](figure)");
    browser.wait("what was typed to be read", ENGINE, || {
        (problems() != before).then_some(())
    });
    assert_eq!(
        scrolled(&browser),
        0.0,
        "typing does not scroll the preview"
    );
    "to the notes, to the title, to a problem's exercise; the focus stays, typing scrolls nothing"
        .to_owned()
}

/// The part of a page below the exercise that is recorded.
fn record(browser: &Browser, button: &str) {
    browser.click(Role::Button, button);
    browser.wait("it in the text", ENGINE, || {
        ["誤り 0 件", "誤りも注意もありません"]
            .iter()
            .any(|words| browser.reads(words))
            .then_some(())
    });
}

pub(crate) fn questions(stage: &Stage) -> String {
    let browser = begin(stage, Options::default());
    let take_out = || {
        focus_text(&browser);
        browser.press(Key::Ctrl('z'));
    };

    // The other option becomes the right one.
    browser.choose("練習を入れる", "選ぶ（.choice）");
    browser.click(Role::Radio, "まちがった選択肢");
    record(&browser, "解答にする");
    let has = |words: &str| {
        browser.wait(words, ENGINE, || browser.reads(words).then_some(()));
    };
    has("- [x] まちがった選択肢");
    has("- [ ] 正しい選択肢");
    take_out();
    take_out();

    // A number that somebody may give by mistake.
    browser.choose("練習を入れる", "数を答える（.number）");
    browser.sees("ここでは想定誤答だけを書き込めます");
    browser.fill(Role::Textbox, "答え（数）", "１２３");
    browser.fill(Role::Textbox, "まちがえた人に返す言葉", "百の話です。");
    record(&browser, "想定誤答に加える");
    has("sql = \"SELECT 123\"");
    take_out();
    take_out();

    // Words: one more right answer, one more mistake; and all of it passes.
    browser.choose("練習を入れる", "言葉で答える（.text）");
    // Until then the number's field stands there.
    browser.sees("正しい答えに加える");
    browser.fill(Role::Textbox, "答え", "四日市");
    record(&browser, "正しい答えに加える");
    has("accept = [\"四日市\"]");
    browser.fill(Role::Textbox, "答え", "津");
    browser.fill(
        Role::Textbox,
        "まちがえた人に返す言葉",
        "津市は二番目です。",
    );
    record(&browser, "想定誤答に加える");
    has("text = \"津\"");
    browser.click(Role::Button, "テスト実行");
    let (report, _) = browser.wait("the report", ENGINE, || {
        browser
            .now(Role::Table, "")
            .filter(|table| table.text().contains("3/3"))
    });
    assert!(!report.text().contains('✗'), "{}", report.text());
    "an option marked, a number and words recorded, tests pass".to_owned()
}

pub(crate) fn phone(stage: &Stage) -> String {
    let browser = stage.browser_with(Options {
        size: (390, 844),
        scale: 2.0,
        ..Options::default()
    });
    browser.open(&format!("{}#/studio", stage.server.url()));
    browser.sees("まだありません");
    narrow::check(&browser, "the list of one's modules");
    browser.click(Role::Button, "新しい教材を作る");
    browser.wait("the first look", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });
    let pressed = |name: &str| {
        browser
            .get(Role::Button, name)
            .attribute("aria-pressed")
            .unwrap_or_default()
    };
    let in_sight = |style: &str| {
        let source = "return document.querySelector(arguments[0])?.checkVisibility() ?? false;";
        browser.script(source, &[json!(style)]) == json!(true)
    };
    assert_eq!(
        (pressed("書く"), pressed("見る")),
        ("true".into(), "false".into())
    );
    assert!(in_sight(".studio-code") && !in_sight(".studio-lesson"));
    narrow::check(&browser, "writing");

    browser.choose("練習を入れる", "表を作る");
    browser.sees("解答がありません");
    narrow::check(&browser, "problems");
    browser.click(Role::Button, "見る");
    assert_eq!(
        (pressed("書く"), pressed("見る")),
        ("false".into(), "true".into())
    );
    assert!(!in_sight(".studio-code") && in_sight(".studio-lesson"));
    // It opens where the author writes.
    let shown = "
const [view, part] = ['.studio-lesson', '#exercise-ex1'].map((style) => document.querySelector(style)?.getBoundingClientRect());
return Boolean(part && part.top >= view.top - 1 && part.top < view.bottom);";
    browser.wait("the exercise in sight", ENGINE, || {
        (browser.script(shown, &[]) == json!(true)).then_some(())
    });
    let exercise = LessonPage::here(&browser).exercise(1);
    exercise.add_sort("人口", "大きい順");
    narrow::check(&browser, "an exercise in the preview");
    browser.click(Role::Button, "解答にする");
    browser.click(Role::Button, "テスト実行");
    browser.wait("the report", Duration::from_secs(90), || {
        browser
            .now(Role::Table, "")
            .filter(|table| table.text().contains("表を作る"))
            .map(|_| ())
    });
    narrow::check(&browser, "the report");
    browser.click(Role::Button, "書く");
    assert!(in_sight(".studio-code") && !in_sight(".studio-lesson"));
    browser.sees("誤り 0 件");
    let barriers = stage.barriers(&browser);
    assert!(barriers.is_empty(), "{barriers:#?}");
    "list, text, problems, preview, recorder and report at 390 px, one view at a time".to_owned()
}
