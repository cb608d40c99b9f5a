//! How long it takes from opening a course to reading its lesson, and to the first graded result: on a disc and on a
//! server, the first time and the second, in both browsers. `cargo xtask bench` runs it with what `ama pack` has made.
//!
//! Nothing here passes or fails; every figure is the median of a few runs. Each visit is a browser of its own.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on says where it stood"
)]

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use e2e::{Browser, Kind, Manners, Options, Stage};
use serde_json::Value;

/// Visits of each sort.
const RUNS: usize = 5;

/// A learner without hands: as soon as the lesson is drawn she types a number, has it checked and sees the verdict.
const LEARNER: &str = r#"
const bench = { readable: null, graded: null };
Object.defineProperty(window, "__bench", { value: bench });
// She leaves without her work: nobody is there to answer whether she may.
addEventListener("beforeunload", (event) => event.stopImmediatePropagation());
addEventListener("DOMContentLoaded", () => {
  let before = null;
  let number = null;
  let asked = -Infinity;
  const look = () => {
    const exercise = document.getElementById("exercise-ex3")?.closest("section"); // the heading has that name
    const field = exercise?.querySelector("input");
    if (!field || bench.graded !== null) return;
    // After the frame that shows it.
    if (bench.readable === null) requestAnimationFrame(() => setTimeout(() => { bench.readable ??= performance.now(); }));
    const attempts = Number(/（(\d+) 回目）/.exec(exercise.textContent)?.[1] ?? 0);
    const button = (words) => [...exercise.querySelectorAll("button")].find(({ textContent }) => textContent.includes(words));
    before ??= attempts;
    if (attempts > before) {
      requestAnimationFrame(() => setTimeout(() => { bench.graded ??= performance.now(); }));
      return;
    }
    // Asked again where the page could not hear it yet.
    if (performance.now() - asked < 500) return;
    // Another wrong one than yesterday's, which may come back into the field only now.
    number ??= String(10000 + (Date.now() % 90000));
    if (field.value !== number) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, number);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      // The page has to hear of it first.
      return;
    }
    const check = button("確認する");
    if (check && !check.disabled && check.getAttribute("aria-disabled") !== "true") {
      asked = performance.now();
      check.click();
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  setInterval(look, 50);
});
"#;

/// Milliseconds since the navigation began.
#[derive(Clone, Copy)]
struct Times {
    readable: f64,
    graded: f64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [html, module] = arguments.as_slice() else {
        println!("usage: opening HTML MODULE, with the folder to serve in AMA_SITE");
        return ExitCode::FAILURE;
    };
    let stage = match Stage::new(0) {
        Ok(stage) => stage,
        Err(error) => {
            println!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    stage.server.behave(Manners::Caching);
    println!("{}", e2e::machine());
    println!("opening the lesson {module}, median of {RUNS}");
    println!("{:<34}{:>12}{:>18}", "", "readable", "first verdict");
    let file = std::fs::canonicalize(html).expect("the HTML file");
    let places = [
        ("file", format!("file://{}#/m/{module}", file.display())),
        ("server", format!("{}#/m/{module}", stage.server.url())),
    ];
    for kind in [Kind::Chromium, Kind::Firefox] {
        let mut named = false;
        for (place, address) in &places {
            let (mut cold, mut again) = (Vec::new(), Vec::new());
            for _ in 0..RUNS {
                let (browser, times) = visit(&stage, kind, address, None);
                cold.push(times);
                if !named {
                    println!("{}", agent(&browser));
                    named = true;
                }
                let profile = browser.close();
                let (browser, times) = visit(&stage, kind, address, Some(&profile));
                again.push(times);
                browser.close();
            }
            print(&format!("  {place}, cold"), &cold);
            print(&format!("  {place}, second visit"), &again);
        }
    }
    println!();
    ExitCode::SUCCESS
}

fn visit(stage: &Stage, kind: Kind, address: &str, profile: Option<&Path>) -> (Browser, Times) {
    let browser = stage.browser_with(Options {
        kind,
        scripts: vec![LEARNER.to_owned()],
        profile: profile.map(Path::to_path_buf),
        ..Options::default()
    });
    browser.open(address);
    let (times, _) = browser.wait("the first verdict", Duration::from_secs(120), || {
        let bench = browser.script("return window.__bench ?? null;", &[]);
        let number = |name: &str| bench.get(name).and_then(Value::as_f64);
        Some(Times {
            readable: number("readable")?,
            graded: number("graded")?,
        })
    });
    (browser, times)
}

fn print(what: &str, times: &[Times]) {
    let median = |of: fn(&Times) -> f64| {
        let mut sorted: Vec<f64> = times.iter().map(of).collect();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    };
    println!(
        "{what:<34}{:>9.0} ms{:>15.0} ms",
        median(|times| times.readable),
        median(|times| times.graded)
    );
}

fn agent(browser: &Browser) -> String {
    let agent = browser.script("return navigator.userAgent;", &[]);
    let agent = agent.as_str().unwrap_or_default();
    let name = agent
        .split_whitespace()
        .find(|word| word.contains("Chrome/") || word.contains("Firefox/"));
    name.unwrap_or(agent).to_owned()
}
