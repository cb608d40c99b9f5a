//! One learner, one module, from the first look to another computer.

use std::time::Duration;

use e2e::{Fault, Find as _, Kind, Lesson, PATIENCE, Role, Stage};
use serde_json::{Value, json};

/// The work without the time at which the file was written.
fn undated(work: &Value) -> Value {
    let mut work = work.clone();
    work["saved_at"] = json!(0);
    work
}

fn exercise<'a>(work: &'a Value, id: &str) -> &'a Value {
    &work["modules"]["st1-01-mytown"]["exercises"][id]
}

pub(crate) fn course(stage: &Stage, kind: Kind) -> String {
    // Plain http on an intranet: no secure context, no service worker, no `crypto.subtle`.
    let site = stage.server.intranet_url();
    let browser = stage.browser_of(kind);
    let engine = stage.site.assets().engine;
    stage.server.fault(&engine, Fault::Hold);

    browser.open(&site);
    browser.click(Role::Link, "はじめる");
    let lesson = Lesson::here(&browser);
    browser.get(Role::Heading, "自分の町");
    browser.choose("自分の町", "鳥羽市");

    // The text, a real table and the exercises are there; the engine is not, and the page says so.
    browser.sees("国勢調査（2020年）の鳥羽市の人口は何人ですか。");
    browser.get(Role::Progressbar, "計算の準備");
    browser.sees("先に読み進められます");
    browser.sees("出典：「SSDSE-市区町村」（独立行政法人統計センター）");
    let number = lesson.exercise(1);
    number.section.fill(Role::Textbox, "答え（数）", "8,0");
    assert_eq!(browser.script("return isSecureContext;", &[]), json!(false));
    stage.server.heal(&engine);
    let waited = lesson.wait_for_engine();

    // Wrong, in a way that the author foresaw; its cause; a hint; right.
    let density = lesson.exercise(2);
    density.add_column("人口密度", "総面積 / 人口");
    density.add_sort("人口密度", "大きい順");
    density.add_select(&["市町名（", "人口密度（"]);
    density.sees_rows("29");
    density.check_says("割り算の上下が反対です");
    density.section.sees("あと少しです");
    density.section.click(Role::Button, "ヒント 1/2");
    density.section.sees("新しい列の名前を「人口密度」にします");
    density.open_step("人口密度 ＝ 総面積 ÷ 人口");
    density.section.click(Role::Button, "式で書く");
    density.section.fill(Role::Textbox, "式", "人口 / 総面積");
    density.check_says("面積の単位は平方キロメートルです");
    density.section.sees("できました");

    // The chart, drawn at once and said in words.
    let chart = lesson.exercise(5);
    chart.section.choose("たて", "高齢化率");
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

    // Left half done.
    let tax = lesson.exercise(4);
    tax.add_step("計算した列を足す");
    tax.section
        .fill(Role::Textbox, "結果の列の名前", "1人あたり");
    let essay = lesson.exercise(8);
    essay
        .section
        .fill(Role::Textbox, "自由に書いてください", "鳥羽市の高齢化率は");
    lesson.wait_for_saving();
    let (name, before) = lesson.export();
    assert!(
        name.starts_with("ama-work-") && name.ends_with(".json"),
        "{name}"
    );
    assert_eq!(exercise(&before, "ex2")["attempts"], json!(2));
    assert_eq!(exercise(&before, "ex2")["hints"], json!(1));
    assert_eq!(exercise(&before, "ex2")["solved"], json!(true));
    assert_eq!(exercise(&before, "ex5")["solved"], json!(true));
    assert_eq!(before["settings"]["town"], json!("鳥羽市"));

    browser.reload();
    everything_is_there(&lesson);
    let scrolled = browser
        .script("return scrollY;", &[])
        .as_f64()
        .unwrap_or_default();
    assert!(
        scrolled > 500.0,
        "the place in the lesson was found again, not {scrolled}"
    );
    let (_, after) = lesson.export();
    assert_eq!(
        undated(&after),
        undated(&before),
        "a reload changes nothing"
    );

    // Another computer.
    let other = stage.browser_of(kind);
    other.open(&site);
    let elsewhere = Lesson::here(&other);
    elsewhere.import(&name, &serde_json::to_vec(&before).unwrap());
    other.sees("読み込みました");
    other.sees("つづきから: 数字で見る自分の町");
    other.click(Role::Link, "つづける");
    everything_is_there(&elsewhere);
    elsewhere.wait_for_saving();
    other.reload();
    everything_is_there(&elsewhere);
    let (_, carried) = elsewhere.export();
    assert_eq!(
        carried["modules"], before["modules"],
        "the work file carries everything"
    );
    assert_eq!(carried["settings"], before["settings"]);

    // The answers still count there.
    let chart = elsewhere.exercise(5);
    chart
        .section
        .sees_within("南伊勢町が最も", Duration::from_secs(60));
    let density = elsewhere.exercise(2);
    density.check_says("面積の単位は平方キロメートルです");
    format!(
        "read before the engine, wrong with its cause, hint, right, chart, reload, work file to a fresh profile ({} attempts, {} exercises touched; engine after {:.1} s)",
        exercise(&before, "ex2")["attempts"],
        before["modules"]["st1-01-mytown"]["exercises"]
            .as_object()
            .map_or(0, |exercises| exercises.len()),
        waited.as_secs_f64(),
    )
}

/// Everything that [`course`] has left behind.
fn everything_is_there(lesson: &Lesson) {
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
    tax.section.sees("新しい列の名前と計算を入れてください");
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
