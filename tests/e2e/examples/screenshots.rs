//! Pictures of the built site for README: `cargo run -p e2e --example screenshots [folder]`, by default `web/screenshots`.
#![expect(clippy::print_stdout, reason = "says what it wrote")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use e2e::{Browser, Find as _, LessonPage, Options, Role, Site, Stage};

fn main() -> ExitCode {
    let folder = std::env::args()
        .nth(1)
        .map_or_else(|| Site::root().join("web/screenshots"), PathBuf::from);
    let outcome = Stage::new(0).and_then(|stage| {
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        for width in [1280, 390] {
            take(&stage, width, &folder);
        }
        Ok(())
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn take(stage: &Stage, width: u32, folder: &Path) {
    let height = if width < 600 { 844 } else { 800 };
    let browser = stage.browser_with(Options {
        size: (width, height),
        ..Options::default()
    });
    let site = stage.server.url();
    let shoot = |name: &str| save(&browser, &folder.join(format!("{name}-{width}.png")));

    browser.open(&site);
    browser.get(Role::Link, "はじめる");
    shoot("home");

    let lesson = LessonPage::open(&browser, &site, "st1-01-mytown");
    lesson.wait_for_engine();
    lesson.exercise(2).sees_rows("29");
    browser.script("scrollTo({ top: 0, behavior: 'instant' });", &[]);
    shoot("lesson");

    let exercise = lesson.exercise(2);
    exercise.add_column("人口密度", "総面積 / 人口");
    exercise.add_sort("人口密度", "大きい順");
    exercise.sees_rows("29");
    show(
        &exercise.section.get(Role::Button, "並べ替える"),
        if width < 600 { 0.25 } else { 0.5 },
    );
    shoot("steps");

    exercise.add_select(&["市町名（", "人口密度（"]);
    exercise.section.click(Role::Button, "閉じる");
    exercise.check_says("割る数と割られる数が逆です");
    show(&exercise.section.get(Role::Button, "確認する"), 0.4);
    shoot("finding");

    let chart = lesson.exercise(5);
    chart.section.choose("数", "高齢化率");
    chart.section.choose("並び順", "大きい順");
    chart.section.fill(
        Role::Textbox,
        "題名",
        "三重県の市町の高齢化率（2020年国勢調査）",
    );
    chart.section.fill(Role::Textbox, "単位", "%");
    chart.section.sees("南伊勢町が最も");
    show(
        &chart.section.get(Role::Image, "三重県の市町の高齢化率"),
        0.6,
    );
    shoot("chart");
    browser.close();
}

/// Scrolls so that the element's middle stands at that share of the window's height.
fn show(element: &e2e::Element, share: f64) {
    let source = "const box = arguments[0].getBoundingClientRect(); \\
        scrollBy({ top: (box.top + box.bottom) / 2 - innerHeight * arguments[1], behavior: 'instant' }); \\
        document.activeElement?.blur(); return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));";
    element.place().0.script(
        &source.replace("\\\n", "\n"),
        &[element.reference(), share.into()],
    );
}

fn save(browser: &Browser, path: &Path) {
    match std::fs::write(path, browser.screenshot(false)) {
        Ok(()) => println!("{}", path.display()),
        Err(error) => println!("error: {}: {error}", path.display()),
    }
}
