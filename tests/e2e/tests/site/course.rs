//! One learner, one module, from the first look to another computer: the same run wherever the course is opened from.

use std::time::Duration;

use e2e::{Browser, Fault, Find as _, LessonPage, PATIENCE, Role, Server};
use serde_json::{Value, json};
use spec::work::WORK_FORMAT;

/// A place to open the course from, as far as the run has to know it.
pub(crate) struct Host<'a> {
    /// Starts a browser in which nobody has learned anything yet.
    pub(crate) visitor: &'a dyn Fn() -> Browser,
    /// What is opened.
    pub(crate) address: String,
    /// Where the learner's work stays.
    pub(crate) kept: Kept,
    /// The server that can be told to keep the engine back, and the engine's file.
    pub(crate) late: Option<(&'a Server, String)>,
}

/// Where the learner's work stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// In the browser, and in a work file where one is wanted.
    InBrowser,
    /// In the work file and nowhere else.
    InFile,
}

/// What became of a run.
pub(crate) struct Ran {
    /// The learner's browser, then the one on another computer; both still open.
    pub(crate) browsers: [Browser; 2],
    /// What was shown, in a line.
    pub(crate) shown: String,
}

/// All that was done. Where she was changes by looking round.
fn exercises(work: &Value) -> &Value {
    &work["modules"]["st1-01-mytown"]["exercises"]
}

fn exercise<'a>(work: &'a Value, id: &str) -> &'a Value {
    &work["modules"]["st1-01-mytown"]["exercises"][id]
}

/// What was tried is in the journal: first the author's anticipated mistake, by its place and nobody's words, then right.
fn journal(work: &Value) {
    let tries = work["tries"].as_array().unwrap();
    let right: Vec<&Value> = tries.iter().map(|it| &it["correct"]).collect();
    assert_eq!(right, [&json!(false), &json!(true)], "{work}");
    assert!(tries[0]["at"].as_u64() < tries[1]["at"].as_u64(), "{work}");
    let found = tries[0]["found"].as_array().unwrap();
    assert!(found[0].as_str().unwrap().starts_with("say/"), "{work}");
    assert_eq!(tries[1]["found"], json!([]));
    assert_eq!(work["unaided"], json!(true), "no solution was opened");
    assert!(work["seconds"].is_u64() && work["skipped"] == json!(false));
}

/// Opens, answers wrongly and rightly, draws, saves, comes back and goes on elsewhere.
pub(crate) fn course_run(host: &Host<'_>) -> Ran {
    let browser = (host.visitor)();
    if let Some((server, engine)) = &host.late {
        server.fault(engine, Fault::Hold);
    }
    browser.open(&host.address);
    browser.click(Role::Link, "はじめる");
    let lesson = LessonPage::here(&browser);
    let waited = read(&lesson, host);
    answer(&lesson);
    leave_half_done(&lesson);

    if host.kept == Kept::InFile {
        browser.sees("まだ保存していない練習が");
    } else {
        lesson.wait_for_saving();
    }
    assert_eq!(
        browser.asks_before_closing(),
        host.kept == Kept::InFile,
        "closing asks where something would be lost, and nowhere else"
    );
    let (name, before) = lesson.export();
    assert!(
        name.starts_with("ama-work-") && name.ends_with(".json"),
        "{name}"
    );
    assert_eq!(exercise(&before, "ex2")["attempts"], json!(2));
    assert_eq!(exercise(&before, "ex2")["hints"], json!(1));
    assert_eq!(exercise(&before, "ex2")["solved"], json!(true));
    assert_eq!(exercise(&before, "ex5")["solved"], json!(true));
    journal(exercise(&before, "ex2"));
    assert_eq!(before["format"], json!(WORK_FORMAT));
    assert_eq!(before["settings"]["town"], json!("鳥羽市"));
    if host.kept == Kept::InFile {
        browser.sees("作業ファイルに残しました");
        assert!(!browser.asks_before_closing(), "nothing is lost any more");
    }
    let bytes = serde_json::to_vec(&before).unwrap();

    come_back(&lesson, host, (&name, &bytes));
    let (_, after) = lesson.export();
    assert_eq!(
        exercises(&after),
        exercises(&before),
        "coming back changes nothing"
    );
    assert_eq!(after["settings"], before["settings"]);

    let other = (host.visitor)();
    // Another computer, and the work file on a stick.
    let elsewhere = go_on(&other, host, (&name, &bytes));
    let (_, carried) = elsewhere.export();
    assert_eq!(
        exercises(&carried),
        exercises(&before),
        "the work file carries everything"
    );
    assert_eq!(carried["settings"], before["settings"]);
    still_counts(&elsewhere);

    let shown = format!(
        "wrong with its cause, hint, right, chart, {}, work file to a fresh profile ({} attempts, {} exercises touched; {})",
        match host.kept {
            Kept::InBrowser => "reload",
            Kept::InFile => "reload and work file",
        },
        exercise(&before, "ex2")["attempts"],
        before["modules"]["st1-01-mytown"]["exercises"]
            .as_object()
            .map_or(0, |exercises| exercises.len()),
        match &host.late {
            Some(_) => format!(
                "read before the engine, which came in {:.1} s",
                waited.as_secs_f64()
            ),
            None => format!("engine after {:.1} s", waited.as_secs_f64()),
        },
    );
    Ran {
        browsers: [browser, other],
        shown,
    }
}

/// The text, a real table and the exercises are there before the engine is, and the page says so.
fn read(lesson: &LessonPage, host: &Host<'_>) -> Duration {
    let browser = &lesson.browser;
    browser.get(Role::Heading, "自分の町");
    browser.choose("自分の町", "鳥羽市");
    if host.late.is_some() {
        browser.get(Role::Progressbar, "計算の準備");
        browser.sees("先に読み進められます");
    }
    browser.sees("出典：「SSDSE-市区町村」（独立行政法人統計センター）");
    let number = lesson.exercise(1);
    browser.sees("国勢調査（2020年）の鳥羽市の人口は何人ですか。");
    number.section.fill(Role::Textbox, "答え（数）", "8,0");
    if let Some((server, engine)) = &host.late {
        server.heal(engine);
    }
    let took = lesson.wait_for_engine();
    let field = number.section.get(Role::Textbox, "答え（数）");
    let is_taken = browser.script(ENTER_OF_A_CONVERSION, &[field.reference()]);
    assert_eq!(is_taken, false, "Enter that ends a conversion is no answer");
    took
}

/// As WebKit tells of it: after the conversion, by its code alone. Whether the page took it.
const ENTER_OF_A_CONVERSION: &str = r#"
const event = new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true });
arguments[0].dispatchEvent(event);
return event.defaultPrevented;
"#;

/// Wrong, in a way that the author foresaw; its cause; a hint; right. A chart, drawn at once and said in words.
fn answer(lesson: &LessonPage) {
    let density = lesson.exercise(2);
    density.add_column("人口密度", "総面積 / 人口");
    density.add_sort("人口密度", "大きい順");
    density.add_select(&["市町名（", "人口密度（"]);
    density.sees_rows("29");
    density.check_says("割る数と割られる数が逆です");
    density.section.sees("まだ合っていません");
    density.section.click(Role::Button, "ヒント 1/2");
    density.section.sees("新しい列の名前を「人口密度」にします");
    density.open_step("人口密度 ＝ 総面積 ÷ 人口");
    density.section.fill(Role::Textbox, "式", "人口 / 総面積");
    density.check_says("面積の単位は平方キロメートルです");
    density.section.sees("できました");

    let chart = lesson.exercise(5);
    chart.section.choose("数", "高齢化率");
    chart.section.choose("並び順", "大きい順");
    chart
        .section
        .fill(Role::Textbox, "題名", "三重県の市町の高齢化率");
    chart.section.fill(Role::Textbox, "単位", "%");
    chart.section.sees("南伊勢町が最も");
    let drawn = chart.section.get(Role::Image, "三重県の市町の高齢化率");
    assert!(
        drawn.label().contains("南伊勢町"),
        "the picture's words: {}",
        drawn.label()
    );
    chart.check_says("比べる相手");
}

fn leave_half_done(lesson: &LessonPage) {
    let tax = lesson.exercise(4);
    tax.add_step("計算した列を足す");
    tax.section
        .fill(Role::Textbox, "新しい列の名前", "1人あたり");
    let essay = lesson.exercise(8);
    essay
        .section
        .fill(Role::Textbox, "自由に書いてください", "鳥羽市の高齢化率は");
}

/// The page is loaded anew: everything is there, or the work file brings it.
fn come_back(lesson: &LessonPage, host: &Host<'_>, work: (&str, &[u8])) {
    let browser = &lesson.browser;
    browser.reload();
    if host.kept == Kept::InFile {
        let number = lesson.exercise(1).section.get(Role::Textbox, "答え（数）");
        assert_eq!(number.value(), "", "nothing stays but the work file");
        // The file is opened once more by a double click.
        browser.open("about:blank");
        go_on(browser, host, work);
        return;
    }
    // The place in the text is found again: that of exercise 8, far down.
    lesson.is_open();
    browser.wait("the place in the text", PATIENCE, || {
        let scrolled = browser.script("return scrollY;", &[]);
        (scrolled.as_f64() > Some(500.0)).then_some(())
    });
    everything_is_there(lesson);
}

/// Opens the course as it is the first time, and goes on with a work file.
fn go_on(other: &Browser, host: &Host<'_>, (name, bytes): (&str, &[u8])) -> LessonPage {
    other.open(&host.address);
    let elsewhere = LessonPage::here(other);
    elsewhere.import(name, bytes);
    other.sees("読み込みました");
    other.sees("つづきから: 数字で見る自分の町");
    other.click(Role::Link, "つづける");
    everything_is_there(&elsewhere);
    if host.kept == Kept::InBrowser {
        elsewhere.wait_for_saving();
        other.reload();
        everything_is_there(&elsewhere);
    }
    elsewhere
}

/// The answers still count there.
fn still_counts(lesson: &LessonPage) {
    let chart = lesson.exercise(5);
    chart
        .section
        .sees_within("南伊勢町が最も", Duration::from_secs(60));
    let density = lesson.exercise(2);
    density.check_says("面積の単位は平方キロメートルです");
}

/// Everything that [`course_run`] has left behind.
fn everything_is_there(lesson: &LessonPage) {
    let browser = &lesson.browser;
    let number = lesson.exercise(1);
    browser.wait("the half-typed number", PATIENCE, || {
        (number.section.get(Role::Textbox, "答え（数）").value() == "8,0").then_some(())
    });
    browser.sees("国勢調査（2020年）の鳥羽市の人口は何人ですか。");
    let density = lesson.exercise(2);
    density.section.sees("できました");
    density.section.sees("新しい列の名前を「人口密度」にします");
    density.section.get(Role::Button, "人口密度 の大きい順");
    let tax = lesson.exercise(4);
    tax.section.get(Role::Button, "1人あたり");
    tax.section
        .sees("新しい列の名前と、計算の空いているところを入れてください");
    let chart = lesson.exercise(5);
    assert_eq!(
        chart.section.get(Role::Textbox, "題名").value(),
        "三重県の市町の高齢化率"
    );
    let essay = lesson.exercise(8);
    assert_eq!(
        essay
            .section
            .get(Role::Textbox, "自由に書いてください")
            .value(),
        "鳥羽市の高齢化率は"
    );
}
