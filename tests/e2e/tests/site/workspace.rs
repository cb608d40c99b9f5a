//! One window: in every exercise of every module, with each step of the author's way opened in turn, the task, the table, the
//! step and «確認する» are in view together.

use std::collections::BTreeMap;

use e2e::{Browser, Find as _, LessonPage, Options, PATIENCE, Role, Stage};
use serde_json::Value;
use spec::work::{ExerciseWork, ModuleWork, WORK_FORMAT, WORK_KIND, Work};
use spec::{Answer, ExerciseKind, Mode, Module, Program, TableAnswer};

/// The windows: what a browser leaves of an office PC's screen, of a small one's, and a telephone.
const WINDOWS: [(u32, u32); 3] = [(1366, 650), (1280, 720), (390, 844)];

/// The module that is looked at in every window: it has exercises of every kind.
const SAMPLE: &str = "st1-01-mytown";

/// The task on a telephone: whether it is whole, as it stands or at one tap, and «確認する» stays in view then.
const TAP: &str = r#"
const screen = document.querySelector(".screen:not([hidden])");
const task = screen.querySelector(".exercise-task");
const toggle = screen.querySelector(".task-toggle");
const whole = () => task.scrollHeight <= task.clientHeight + 1;
if (whole() && toggle.getBoundingClientRect().top >= task.lastElementChild.getBoundingClientRect().bottom) return true;
toggle.click();
return new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
  const check = screen.querySelector(".bench-buttons .button").getBoundingClientRect();
  const seen = whole() && check.bottom <= innerHeight;
  toggle.click();
  requestAnimationFrame(() => done(seen));
})));
"#;

/// What is in view of the exercise that is open.
const LOOK: &str = r#"
const screen = document.querySelector(".screen:not([hidden])");
const within = (inner, outer) => inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
const box = (selector) => screen.querySelector(selector)?.getBoundingClientRect();
const view = { top: 0, bottom: innerHeight, left: 0, right: innerWidth };
const task = screen.querySelector(".exercise-task");
const pane = screen.querySelector(".bench-pane .result-box");
const tools = screen.querySelector(".bench-tools");
const rows = pane ? Array.from(pane.querySelectorAll("tr.row")) : [];
const head = pane?.querySelector("thead")?.getBoundingClientRect();
const inner = pane?.getBoundingClientRect();
const seen = rows.map((row) => row.getBoundingClientRect()).filter((row) => row.top >= head.bottom - 1 && row.bottom <= Math.min(inner.bottom, innerHeight) + 1);
const open = screen.querySelector(".step-open");
const tall = !!open && open.offsetHeight > tools.clientHeight - 8 && open.getBoundingClientRect().top >= tools.getBoundingClientRect().top - 1;
const check = Array.from(screen.querySelectorAll(".bench-buttons .button")).at(0).getBoundingClientRect();
const changed = pane?.querySelector("th.changed")?.getBoundingClientRect();
const scrolls = (element) => {
  const style = getComputedStyle(element);
  const can = (overflow) => overflow === "auto" || overflow === "scroll";
  return (can(style.overflowY) && element.scrollHeight > element.clientHeight + 1) || (can(style.overflowX) && element.scrollWidth > element.clientWidth + 1);
};
const boxes = Array.from(screen.querySelectorAll("*")).filter((element) => element.checkVisibility() && scrolls(element));
const nested = boxes.filter((element) => boxes.some((other) => other !== element && other.contains(element)));
return {
  task: task.scrollHeight <= task.clientHeight + 1,
  rows: seen.length,
  total: pane ? Number(pane.querySelector("table")?.getAttribute("aria-rowcount") ?? 1) - 1 : -1,
  step: !open || within(open.getBoundingClientRect(), tools.getBoundingClientRect()) || tall,
  tall,
  check: within(check, view) && check.left >= 0 && check.right <= innerWidth,
  changed: !changed || (changed.left >= inner.left - 1 && changed.right <= inner.right + 1),
  page: document.documentElement.scrollHeight <= innerHeight + 1 && document.documentElement.scrollWidth <= innerWidth + 1,
  nested: nested.map((element) => element.className),
  stale: !!screen.querySelector(".result-stale, td.waiting"),
};
"#;

/// Work in which everything is as the author's way has it, unchecked.
pub(crate) fn drafts(module: &Module) -> Work {
    let draft = |kind: &ExerciseKind| match kind {
        ExerciseKind::Table(exercise) | ExerciseKind::Clean(exercise) => match &exercise.solution {
            Program::Steps(steps) => Some(kind.table_answer(TableAnswer {
                mode: Mode::Steps,
                steps: steps.clone(),
                ..TableAnswer::default()
            })),
            Program::Sql(_) => None,
        },
        ExerciseKind::Chart(exercise) => Some(Answer::Chart(exercise.solution.clone())),
        _ => None,
    };
    let exercises = module.exercises().filter_map(|exercise| {
        let work = ExerciseWork {
            draft: Some(draft(&exercise.kind)?),
            updated: 1,
            ..ExerciseWork::default()
        };
        Some((exercise.id.clone(), work))
    });
    let module_work = ModuleWork {
        version: module.version,
        exercises: exercises.collect(),
        ..ModuleWork::default()
    };
    Work {
        kind: WORK_KIND.to_owned(),
        format: WORK_FORMAT,
        modules: BTreeMap::from([(module.id.clone(), module_work)]),
        ..Work::default()
    }
}

/// What is wrong with what is seen.
fn faults(seen: &Value, is_phone: bool) -> Vec<String> {
    let is = |key: &str| seen[key] == true;
    let mut faults = Vec::new();
    let mut must = |holds: bool, what: String| {
        if !holds {
            faults.push(what);
        }
    };
    must(is_phone || is("task"), "the task is cut".to_owned());
    must(is("step"), "the open step is cut".to_owned());
    must(is("check"), "«確認する» is out of view".to_owned());
    must(
        is("changed"),
        "the changed column is out of view".to_owned(),
    );
    must(is("page"), "the page scrolls".to_owned());
    let nested = seen["nested"].as_array().map_or(0, Vec::len);
    must(
        nested == 0,
        format!("boxes in boxes scroll: {}", seen["nested"]),
    );
    let (rows, total) = (seen["rows"].as_i64(), seen["total"].as_i64());
    let least = total.unwrap_or(-1).min(if is_phone { 4 } else { 8 });
    must(rows >= Some(least), format!("{rows:?} of {total:?} rows"));
    faults
}

/// Looks once the table has come to rest.
fn look(browser: &Browser) -> Value {
    let mut last = Value::Null;
    let rested = browser.wait("the table to come to rest", PATIENCE, || {
        let now = browser.script(LOOK, &[]);
        let same = now == last && now["stale"] == false && now["total"] != 0;
        last = now.clone();
        same.then_some(now)
    });
    rested.0
}

pub(crate) fn workspace(stage: &Stage) -> String {
    let site = stage.server.url();
    let mut table = vec![
        "| window | exercise | steps | rows seen | faults |\n|---|---|---|---|---|".to_owned(),
    ];
    // A step with many columns can be taller than its box: then it stands there from its top.
    let (mut looks, mut tall, mut bad) = (0, 0, Vec::new());
    // The tests look at everything in the office PC's window, and at one module in the others; all of it takes a quarter of
    // an hour. `AMA_ALL=1` looks at all, `AMA_ALL=390` at all in that window.
    let asked = e2e::all();
    let all = asked.is_some();
    let asked = asked.and_then(|asked| asked.parse::<u32>().ok());
    let alone = WINDOWS.iter().any(|(width, _)| Some(*width) == asked);
    for (at, (width, height)) in WINDOWS.into_iter().enumerate() {
        if alone && Some(width) != asked {
            continue;
        }
        let is_phone = width < 600;
        let modules = stage.site.modules().into_iter();
        let modules = modules.filter(|id| all || at == 0 || id.as_str() == SAMPLE);
        for id in modules {
            let module = stage.site.module(&id);
            let browser = stage.browser_with(Options {
                size: (width, height),
                ..Options::default()
            });
            if is_phone {
                browser.be_a_phone();
            }
            let lesson = LessonPage::open(&browser, &site, id.as_str());
            let work = serde_json::to_vec(&drafts(&module)).unwrap();
            lesson.import("ama-work.json", &work);
            browser.sees("読み込みました");
            lesson.wait_for_engine();
            for (at, exercise) in module.exercises().enumerate() {
                let here = lesson.exercise(at + 1);
                let steps = match &exercise.kind {
                    ExerciseKind::Table(exercise) | ExerciseKind::Clean(exercise) => {
                        match &exercise.solution {
                            Program::Steps(steps) => steps.len(),
                            Program::Sql(_) => 0,
                        }
                    }
                    _ => 0,
                };
                if is_phone && browser.script(TAP, &[]) != true {
                    bad.push(format!(
                        "{width}×{height} {id} {}: the task is not whole at one tap",
                        exercise.id
                    ));
                }
                let mut seen = vec![look(&browser)];
                for step in 1..=steps {
                    let heads = "return Array.from(document.querySelectorAll('.screen:not([hidden]) .step-head')).map((head) => head.textContent);";
                    let heads = browser.script(heads, &[]);
                    let press = "document.querySelectorAll('.screen:not([hidden]) .step-head')[arguments[0]].click();";
                    assert!(
                        heads.as_array().is_some_and(|all| all.len() == steps),
                        "{id} {}: {heads}",
                        exercise.id
                    );
                    browser.script(press, &[(step - 1).into()]);
                    here.section.get(Role::Button, "消す");
                    seen.push(look(&browser));
                }
                looks += seen.len();
                tall += seen.iter().filter(|seen| seen["tall"] == true).count();
                let rows = seen.iter().filter(|seen| seen["total"].as_i64() >= Some(0));
                let rows = rows.map(|seen| format!("{}/{}", seen["rows"], seen["total"]));
                let rows: Vec<String> = rows.collect();
                let wrong: Vec<String> = seen
                    .iter()
                    .enumerate()
                    .flat_map(|(step, seen)| {
                        faults(seen, is_phone)
                            .into_iter()
                            .map(move |fault| format!("step {step}: {fault}"))
                    })
                    .collect();
                table.push(format!(
                    "| {width}×{height} | {id} {} | {steps} | {} | {} |",
                    exercise.id,
                    rows.join(" "),
                    wrong.join("; ")
                ));
                if !wrong.is_empty() {
                    bad.push(format!(
                        "{width}×{height} {id} {}: {}",
                        exercise.id,
                        wrong.join("; ")
                    ));
                }
            }
            browser.close();
        }
    }
    let out = e2e::Site::root().join("target/e2e");
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(out.join("workspace.md"), table.join("\n")).unwrap();
    assert!(
        bad.is_empty(),
        "{} of {looks} looks:\n{}",
        bad.len(),
        bad.join("\n")
    );
    format!(
        "{looks} looks at {} with each step open: task, step, table and «確認する» in view, no box in a box; {tall} steps are taller than their box; the table is in target/e2e/workspace.md",
        if all {
            "all exercises"
        } else {
            "all exercises in one window and a module in two others"
        }
    )
}
