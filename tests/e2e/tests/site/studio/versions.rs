//! States of a draft, two drafts of one module, a track of one's own; and what a learner is asked when a zip would replace
//! something.

use e2e::{Browser, Find as _, Key, Options, PATIENCE, Role, Stage};
use serde_json::json;

use super::publishing::make_knowingly;
use super::writing::{begin, focus_text};
use super::{ENGINE, drop_file};

/// The text of the one module in a zip, its path and the zip's files.
fn module(zip: &[u8]) -> (String, String, pack::Files) {
    let files = pack::unzip(zip).unwrap();
    let path = files.keys().find(|path| path.ends_with("module.md"));
    let path = path.unwrap().clone();
    let text = String::from_utf8(files[&path].clone()).unwrap();
    (path, text, files)
}

/// A zip with another text.
fn zip_with(zip: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let (path, text, mut files) = module(zip);
    files.insert(path, change(&text).into_bytes());
    pack::zip(&files).unwrap()
}

fn write(browser: &Browser, text: &str) {
    focus_text(browser);
    browser.press(Key::Ctrl('a'));
    browser.paste(text);
}

fn publish(browser: &Browser) -> Vec<u8> {
    browser.click(Role::Button, "配布");
    let dialog = browser.get(Role::Dialog, "配布");
    make_knowingly(browser, &dialog);
    let (_, zip) = browser.downloaded();
    dialog.click(Role::Button, "閉じる");
    zip
}

pub(crate) fn versions(stage: &Stage) -> String {
    let browser = begin(stage, Options::default());
    browser.choose("練習を入れる", "数を答える（.number）");
    browser.sees("数を答える");
    browser.wait("the exercise to be read", ENGINE, || {
        browser.reads("誤り 0 件").then_some(())
    });
    let zip = publish(&browser);
    let (_, text, _) = module(&zip);
    assert!(text.contains("SELECT MAX("), "{text}");

    // Another right answer under the same version is told, with what differs.
    write(&browser, &text.replace("SELECT MAX(", "SELECT AVG("));
    browser.sees_within(
        "前に配ってから、問いか正しい答えの変わった練習が 1 問あります（ex1）",
        ENGINE,
    );
    browser.click(Role::Button, "前の版");
    let dialog = browser.get(Role::Dialog, "前の版");
    dialog.sees("配ったとき");
    dialog.click(Role::Button, "いまと比べる");
    dialog.sees("前に配ってから変わったところ");
    let marked =
        "return [...document.querySelectorAll('.compare mark')].map((mark) => mark.textContent);";
    assert_eq!(browser.script(marked, &[]), json!(["MAX", "AVG"]));
    let barriers = stage.barriers(&browser);
    assert!(barriers.is_empty(), "{barriers:#?}");
    // Back to it, which can be taken back in both ways.
    dialog.click(Role::Button, "この版に戻す");
    dialog.sees("戻す前の教材は「置き換える前」として残っています");
    dialog.sees("置き換える前");
    dialog.click(Role::Button, "閉じる");
    browser.wait("the text as it was published", PATIENCE, || {
        browser.reads("SELECT MAX(").then_some(())
    });
    browser.wait("no remark", ENGINE, || {
        (!browser.reads("前に配ってから、問いか")).then_some(())
    });
    focus_text(&browser);
    browser.press(Key::Ctrl('z'));
    browser.wait("the later text", PATIENCE, || {
        browser.reads("SELECT AVG(").then_some(())
    });
    browser.sees_within("前に配ってから、問いか", ENGINE);
    browser.click(Role::Button, "版を 2 に上げる");
    browser.wait("the version", ENGINE, || {
        (browser.reads("version = 2") && !browser.reads("前に配ってから、問いか")).then_some(())
    });
    // A state by name, there after a reload.
    browser.click(Role::Button, "前の版");
    let dialog = browser.get(Role::Dialog, "前の版");
    dialog.fill(Role::Textbox, "名前", "平均にした");
    dialog.click(Role::Button, "いまの版を残す");
    dialog.sees("残しました");
    browser.reload();
    browser.wait("the text", ENGINE, || {
        browser.reads("version = 2").then_some(())
    });
    browser.click(Role::Button, "前の版");
    browser.get(Role::Dialog, "前の版").sees("平均にした");
    browser.press(Key::Escape);

    // A colleague's draft of the same module.
    browser.click(Role::Link, "自分の教材の一覧");
    let path = browser.bring("theirs.zip", &zip);
    let (input, _) = browser.wait("a place for the zip", PATIENCE, || {
        browser.file_field("zip を読み込む")
    });
    input.put(&path);
    browser.sees_within("同じ id", ENGINE);
    browser.sees("版 1");
    browser.sees("版 2");
    browser.click(Role::Button, "もう一方と比べる");
    browser.wait("what differs", PATIENCE, || {
        let marked = browser.script(marked, &[]);
        (marked.as_array().map(Vec::len) > Some(1)).then_some(())
    });
    browser.click(Role::Button, "もう一方の中身をこの教材に取りこむ");
    browser.sees("前の中身は、この教材の「前の版」に残っています");
    browser.press(Key::Escape);

    // A track: this module and one of the site's, put in order with the keyboard.
    browser.click(Role::Button, "新しいトラックを作る");
    let track = browser.get(Role::Region, "名前のないトラック");
    track.fill(Role::Textbox, "トラックの名前", "窓口の研修");
    browser.press(Key::Tab);
    let track = browser.get(Role::Region, "窓口の研修");
    track.fill(Role::Textbox, "学ぶとできること", "窓口の数字を読む。");
    browser.press(Key::Tab);
    track.choose("教材を入れる", "表を読む");
    track.get(Role::Button, "「表を読む」をトラックから外す");
    track.choose("教材を入れる", "新しい教材");
    let up = track.get(Role::Button, "「新しい教材」を上へ");
    browser.script("arguments[0].focus();", &[up.reference()]);
    browser.press(Key::Enter);
    browser.wait("the new order", PATIENCE, || {
        let text = track.text();
        let (own, site) = (text.find("新しい教材")?, text.find("表を読む")?);
        (own < site).then_some(())
    });
    assert_eq!(browser.focused().label(), "「新しい教材」を上へ");
    let barriers = stage.barriers(&browser);
    assert!(barriers.is_empty(), "{barriers:#?}");
    browser.click(Role::Button, "配布");
    let dialog = browser.get(Role::Dialog, "配布");
    // Only what the track brings.
    browser.script(
        "document.querySelectorAll('.hand-what input:checked').forEach((box) => box.click());",
        &[],
    );
    dialog.click(Role::Checkbox, "自分のトラック「窓口の研修」");
    make_knowingly(&browser, &dialog);
    let (name, published) = browser.downloaded();
    assert!(name.starts_with("my-track-"), "{name}");
    let files = pack::unzip(&published).unwrap();
    let toml = files.iter().find(|(path, _)| path.ends_with("track.toml"));
    let toml = String::from_utf8(toml.unwrap().1.clone()).unwrap();
    let (read, problems) = course::track::parse("track.toml", &toml);
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == spec::Severity::Error);
    assert_eq!(errors.count(), 0, "{problems:?}");
    assert_eq!(read.modules.len(), 2);

    let learner = stage.browser();
    learner.open(&stage.server.url());
    learner.get(Role::Heading, "追加した講座");
    drop_file(&learner, "track.zip", &published);
    learner.sees_within("を追加しました", ENGINE);
    let card = learner.get(Role::Region, "窓口の研修");
    card.sees("追加");
    card.get(Role::Link, "表を読む");
    asked(&learner, &published);
    "states kept, compared, gone back to and undone; the version raised; a twin taken over; a track made, published and asked about".to_owned()
}

/// What a learner is asked, and how to be rid of what one zip brought.
fn asked(learner: &Browser, zip: &[u8]) {
    let other = zip_with(zip, |text| text.replace("新しい教材", "よその教材"));
    // In the site's own card it is marked.
    learner.get(Role::Region, "データサイエンス").sees("追加");
    drop_file(learner, "other.zip", &other);
    learner.sees_within("同じ id の講座がもうあります。置き換えますか", ENGINE);
    learner.sees("「新しい教材」→ 版");
    learner.sees("答えはそのまま使えます");
    learner.click(Role::Button, "いまのままにする");
    learner.sees("置き換えませんでした");
    assert!(!learner.reads("よその教材"));
    drop_file(learner, "other.zip", &other);
    learner.sees_within("置き換えますか", ENGINE);
    learner.click(Role::Button, "置き換える");
    learner.sees_within("「よその教材」を追加しました", ENGINE);

    // Several of one zip go together; more than anybody publishes do not come.
    let (path, text, _) = module(&other);
    let id = path.trim_end_matches("/module.md").to_owned();
    let many = |count: usize| {
        let one = |at: usize| {
            let text = text.replace(&id, &format!("many-{at}"));
            (format!("many-{at}/module.md"), text.into_bytes())
        };
        pack::zip(&(0..count).map(one).collect()).unwrap()
    };
    drop_file(learner, "too-many.zip", &many(51));
    learner.sees_within("講座が 51 件あります", ENGINE);
    drop_file(learner, "研修.zip", &many(7));
    learner.sees_within("ほか 2 件を追加しました", ENGINE);
    learner.sees_within("研修.zip（7 件）", PATIENCE);
    learner.click(Role::Button, "この zip をまとめて外す");
    let dialog = learner.get(Role::Dialog, "この zip をまとめて外す");
    dialog.click(Role::Button, "外す");
    learner.wait("them to be gone", ENGINE, || {
        (!learner.reads("研修.zip") && learner.reads("外しました")).then_some(())
    });
    assert!(
        learner.reads("よその教材"),
        "what another zip brought stays"
    );
}
