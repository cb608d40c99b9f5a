//! How long the page takes from an input to its table, from «確認する» to the verdict, and the longest task of its main thread
//! in a walk through one exercise of each kind. `cargo xtask bench` runs it on the built site.
//!
//! Nothing here passes or fails; times are medians, and depend on the machine.
#![expect(
    clippy::print_stdout,
    reason = "a measurement prints what it has found"
)]

use std::process::ExitCode;

use e2e::{Browser, Exercise, Find as _, LessonPage, Options, PATIENCE, Role, Stage};
use serde_json::{Value, json};

/// Inputs of each sort.
const RUNS: usize = 15;

/// Runs before the page's own scripts: long tasks, and a clock from an act to the frame that shows what came of it.
const WATCH: &str = r#"
window.__tasks = [];
new PerformanceObserver((list) => { for (const task of list.getEntries()) window.__tasks.push(task.duration); })
  .observe({ type: "longtask", buffered: true });
window.__timed = (act, holds) => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    if (holds()) setTimeout(() => done(performance.now() - began));
    else if (performance.now() - began > 20000) done(null);
    else requestAnimationFrame(look);
  };
  act();
  requestAnimationFrame(look);
});
window.__screen = () => document.querySelector(".screen:not([hidden])");
window.__put = (field, value, event) => {
  const kind = field.tagName === "SELECT" ? HTMLSelectElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, value);
  field.dispatchEvent(new Event(event, { bubbles: true }));
};
"#;

/// A year is chosen; the table's first row is of that year.
const CHOOSE: &str = r#"
const [field, year] = arguments;
const heads = () => Array.from(__screen().querySelectorAll(".result-table thead th"));
const cell = () => {
  const at = heads().findIndex((head) => head.querySelector(".head-name")?.textContent.trim().startsWith("年"));
  return __screen().querySelector(".result-table tr.row")?.children[at]?.textContent.trim();
};
return __timed(() => __put(field, year, "change"), () => cell() === year);
"#;

/// A name is typed; the table has a column of that name.
const TYPE: &str = r#"
const [field, name] = arguments;
const heads = () => Array.from(__screen().querySelectorAll(".result-table thead th"));
return __timed(() => __put(field, name, "input"), () => heads().some((head) => head.textContent.includes(name)));
"#;

/// The answer is checked; the next try's verdict is there.
const CHECK: &str = r#"
const [button, attempt] = arguments;
const region = () => __screen().querySelector(".verdict-region").textContent;
return __timed(() => button.click(), () => region().includes(`（${attempt} 回目）`));
"#;

fn main() -> ExitCode {
    let stage = match Stage::new(0) {
        Ok(stage) => stage,
        Err(error) => {
            println!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    let browser = stage.browser_with(Options {
        size: (1366, 650),
        scripts: vec![WATCH.to_owned()],
        ..Options::default()
    });
    let site = stage.server.url();
    println!("{}", e2e::machine());
    println!("from an input to what it shows, median of {RUNS}");
    reactions(&browser, &site);
    println!("longest task of the page in one exercise of each kind");
    walk(&browser, &site);
    println!();
    ExitCode::SUCCESS
}

fn row(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or(f64::NAN);
    let (median, most) = (at(times.len() / 2), at(times.len().saturating_sub(1)));
    println!(
        "{what:<34}{median:>9.0} ms{:>18}",
        format!("most {most:.0} ms")
    );
}

fn reactions(browser: &Browser, site: &str) {
    let lesson = LessonPage::open(browser, site, "ds1-03-group");
    lesson.wait_for_engine();
    let exercise = lesson.exercise(1);
    exercise.sees_rows("174");
    exercise.add_filter("年（", "2016");
    exercise.sees_rows("29");
    let field = exercise.section.get(Role::Combobox, "値").reference();
    let years = ["2020", "2022", "2017", "2018"];
    let times = (0..RUNS).filter_map(|run| {
        let year = years.get(run % years.len())?;
        let took = browser.script(CHOOSE, &[field.clone(), json!(year)]);
        took.as_f64()
    });
    row("a list, to the table", times.collect());

    exercise.add_step("グループごとに集計する");
    exercise.section.click(Role::Checkbox, "地域（");
    exercise.section.choose("どの列", "人口（");
    exercise.sees_rows("5");
    let field = exercise.section.get(Role::Textbox, "新しい列の名前");
    field.press();
    let field = field.reference();
    let times = (0..RUNS).filter_map(|run| {
        let name = format!("名前{run}番");
        browser.script(TYPE, &[field.clone(), json!(name)]).as_f64()
    });
    row("typing, to the table", times.collect());

    let times = (1..=RUNS).filter_map(|attempt| {
        let button = exercise.section.get(Role::Button, "確認する").reference();
        browser.script(CHECK, &[button, json!(attempt)]).as_f64()
    });
    row("«確認する», to the verdict", times.collect());
}

/// What is done in an exercise.
type Deed = fn(&Exercise);

/// One exercise of each kind, as a learner goes through them.
fn walk(browser: &Browser, site: &str) {
    let lesson = LessonPage::open(browser, site, "st1-01-mytown");
    lesson.wait_for_engine();
    let longest = || {
        let longest = "const all = window.__tasks.splice(0); return Math.max(0, ...all);";
        browser.script(longest, &[]).as_f64().unwrap_or_default()
    };
    println!("{:<34}{:>9.0} ms", "opening another lesson", longest());
    let deeds: [(&str, usize, Deed); 6] = [
        ("number", 1, |exercise| {
            exercise.section.fill(Role::Textbox, "答え", "305424");
        }),
        ("table", 2, |exercise| {
            exercise.add_column("人口密度", "人口 ÷ 総面積");
            exercise.add_sort("人口密度", "大きい順");
            exercise.add_select(&["市町名（", "人口密度（"]);
            exercise.sees_rows("29");
        }),
        ("chart", 5, |exercise| {
            exercise.section.choose("数", "高齢化率");
            exercise.section.choose("並び順", "大きい順");
            exercise
                .section
                .fill(Role::Textbox, "題名", "市町の高齢化率");
            exercise.section.sees("南伊勢町が最も");
        }),
        ("text", 6, |exercise| {
            exercise.section.fill(Role::Textbox, "答え", "南伊勢町");
        }),
        ("choice", 7, |exercise| {
            let options = exercise.section.all(Role::Radio, "");
            if let Some(option) = options.first() {
                option.press();
            }
        }),
        ("essay", 8, |exercise| {
            let field = exercise.section.get(Role::Textbox, "自由に書いてください");
            field.press();
            exercise.browser.type_text("高齢化率は県の平均より高い。");
        }),
    ];
    for (kind, number, deed) in deeds {
        let exercise = lesson.exercise(number);
        deed(&exercise);
        let button = ["確認する", "書きました"];
        let (button, _) = browser.wait("a button to end with", PATIENCE, || {
            let mut buttons = button.iter();
            buttons.find_map(|name| exercise.section.now(Role::Button, name))
        });
        button.press();
        browser.wait("a verdict", PATIENCE, || {
            let region =
                "return __screen().querySelector('.verdict-region')?.textContent.length > 0;";
            (browser.script(region, &[]) == Value::Bool(true)).then_some(())
        });
        println!("{kind:<34}{:>9.0} ms", longest());
    }
}
