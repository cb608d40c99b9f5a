//! What hands do with a bench besides pressing: a step is dragged by its number; a header shows how a column is spread; beside a
//! chart stands the table that it is drawn from.

use e2e::{Exercise, Find as _, LessonPage, PATIENCE, Role, Stage};
use serde_json::json;

/// The lines of the steps.
const LINES: &str = "return [...document.querySelectorAll('.step-head .step-verb')].map((verb) => verb.textContent);";

/// Drags the step at one place onto another one, by the events that a mouse makes.
const DRAG: &str = r#"
const [from, to] = arguments;
const steps = [...document.querySelectorAll(".steps > .step")];
const dataTransfer = new DataTransfer();
const fire = (element, type) => element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
fire(steps[from].querySelector(".step-grip"), "dragstart");
const refused = fire(steps[to], "dragover");
fire(steps[to], "drop");
return refused;
"#;

/// Heights of the bars in the open header, of ten at most.
const BARS: &str = "return [...document.querySelectorAll('.head-bars rect')].map((bar) => Number(bar.getAttribute('height')));";

fn has_steps(exercise: &Exercise, verbs: &[&str]) {
    let browser = &exercise.browser;
    browser.wait(&format!("the steps {verbs:?}"), PATIENCE, || {
        (browser.script(LINES, &[]) == json!(verbs)).then_some(())
    });
}

pub(crate) fn handling(stage: &Stage) -> String {
    let browser = stage.browser();
    let lesson = LessonPage::open(&browser, &stage.server.url(), "ds1-03-group");
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.add_filter("年", "2020");
    exercise.sees_rows("29");
    exercise.add_sort("人口", "大きい順");
    exercise.add_step("上から数行を残す");
    exercise.section.fill(Role::Textbox, "行数", "10");
    exercise.section.click(Role::Button, "閉じる");
    exercise.sees_rows("10");
    has_steps(
        &exercise,
        &["表を選ぶ", "行を絞る", "並べ替える", "上から数行を残す"],
    );

    // The last step goes before the others, which keep their order; the source stays where it is.
    assert_eq!(browser.script(DRAG, &[json!(3), json!(1)]), false);
    has_steps(
        &exercise,
        &["表を選ぶ", "上から数行を残す", "行を絞る", "並べ替える"],
    );
    exercise.sees_rows("0");
    browser.script(DRAG, &[json!(2), json!(0)]);
    has_steps(
        &exercise,
        &["表を選ぶ", "上から数行を残す", "行を絞る", "並べ替える"],
    );
    exercise.section.click(Role::Button, "元に戻す");
    has_steps(
        &exercise,
        &["表を選ぶ", "行を絞る", "並べ替える", "上から数行を残す"],
    );
    exercise.sees_rows("10");

    // Ten towns, most of them small.
    exercise.section.click(Role::Button, "「人口」でできること");
    let (bars, _) = browser.wait("the bars", PATIENCE, || {
        let bars = browser.script(BARS, &[]);
        let bars: Vec<f64> = bars
            .as_array()?
            .iter()
            .filter_map(|bar| bar.as_f64())
            .collect();
        (!bars.is_empty()).then_some(bars)
    });
    assert!(
        bars.iter().any(|height| (height - 10.0).abs() < 1e-9),
        "{bars:?}"
    );
    assert!((3..=12).contains(&bars.len()), "{bars:?}");
    assert_eq!(stage.barriers(&browser), Vec::<String>::new());

    let chart = LessonPage::open(&browser, &stage.server.url(), "ds1-04-chart").exercise(2);
    chart.sees_rows("10");
    chart.section.sees("次に、");
    chart.section.choose("たて", "人口");
    browser.wait("the chart", PATIENCE, || chart.section.now(Role::Image, ""));
    chart.section.click(Role::Button, "グラフにする表");
    chart.sees_rows("10");
    chart.section.click(Role::Radio, "棒グラフ");
    chart.sees_rows("10");
    chart.section.click(Role::Button, "グラフ");
    assert_eq!(stage.barriers(&browser), Vec::<String>::new());
    assert_eq!(browser.complaints(), Vec::<String>::new());
    format!(
        "a step dragged over two others and back by «元に戻す»; {} bars for ten towns; the table beside its chart",
        bars.len()
    )
}
