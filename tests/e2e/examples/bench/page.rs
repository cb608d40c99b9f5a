//! From opening a lesson to reading it, and to the first result.

use std::time::Duration;

use e2e::{Browser, Options, Stage};
use serde_json::{Value, json};

use crate::RUNS;

/// Runs in the page before its own scripts.
const WATCH: &str = r#"
const bench = { readable: null, asked: 0, answered: [], tasks: [] };
window.__bench = bench;
addEventListener("DOMContentLoaded", () => {
  const look = () => {
    if (bench.readable !== null || !document.querySelector("main h2, article h2")) return;
    // After the frame that shows it.
    requestAnimationFrame(() => setTimeout(() => { bench.readable ??= performance.now(); }));
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
});
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) bench.tasks.push(task.duration);
}).observe({ type: "longtask", buffered: true });
const Plain = Worker;
window.Worker = class extends Plain {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", () => bench.answered.push(performance.now()));
  }
  postMessage(...args) {
    bench.asked += 1;
    return super.postMessage(...args);
  }
};
"#;

/// Milliseconds since the navigation began.
struct Times {
    readable: f64,
    result: f64,
    longest_task: f64,
}

/// Prints the times of the lesson with the most tables.
pub(crate) fn measure(stage: &Stage) {
    let module = stage
        .site
        .modules()
        .into_iter()
        .max_by_key(|id| stage.site.module(id).data.len())
        .expect("the site has a module");
    let url = format!("{}#/m/{module}", stage.server.url());
    println!("opening the lesson {module}, best of {RUNS}");
    println!(
        "{:<34}{:>12}{:>16}{:>16}",
        "", "readable", "first result", "longest task"
    );
    // 10 Mbit/s is what a municipal office shares; the rest is this machine.
    for (what, rate) in [
        ("localhost", None),
        ("10 Mbit/s, 40 ms", Some(10_000_000.0 / 8.0)),
    ] {
        let mut cold = Vec::new();
        let mut warm = Vec::new();
        for _ in 0..RUNS {
            let browser = stage.browser_with(Options {
                scripts: vec![WATCH.to_owned()],
                ..Options::default()
            });
            if let Some(rate) = rate {
                browser.devtools("Network.enable", json!({}));
                let params = json!({ "offline": false, "latency": 40, "downloadThroughput": rate, "uploadThroughput": rate });
                browser.devtools("Network.emulateNetworkConditions", params);
            }
            browser.open(&url);
            cold.push(times(&browser));
            browser.reload();
            warm.push(times(&browser));
            browser.close();
        }
        print(&format!("cold, {what}"), &cold);
        print(&format!("again, {what}"), &warm);
    }
    println!();
}

fn print(what: &str, times: &[Times]) {
    let best = |of: fn(&Times) -> f64| times.iter().map(of).fold(f64::INFINITY, f64::min);
    println!(
        "{what:<34}{:>9.0} ms{:>13.0} ms{:>13.0} ms",
        best(|t| t.readable),
        best(|t| t.result),
        best(|t| t.longest_task)
    );
}

/// Waits until the lesson is there and every request to the engine has its answer.
fn times(browser: &Browser) -> Times {
    let mut before = None;
    let (bench, _) = browser.wait("the engine's first result", Duration::from_secs(60), || {
        let bench = browser.script("return window.__bench;", &[]);
        let number = |name: &str| bench.get(name).and_then(Value::as_f64);
        let answered = bench
            .get("answered")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let asked = number("asked").unwrap_or_default();
        // The worker's `Ready` answers the compiled module that it was sent.
        let quiet = asked > 1.0 && answered as f64 >= asked && number("readable").is_some();
        let settled = quiet && before == Some(answered);
        before = Some(answered);
        if quiet && !settled {
            std::thread::sleep(Duration::from_millis(300));
        }
        settled.then_some(bench)
    });
    let list = |name: &str| -> Vec<f64> {
        let values = bench
            .get(name)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        values.iter().filter_map(Value::as_f64).collect()
    };
    Times {
        readable: bench
            .get("readable")
            .and_then(Value::as_f64)
            .unwrap_or_default(),
        result: list("answered").last().copied().unwrap_or_default(),
        longest_task: list("tasks").into_iter().fold(0.0, f64::max),
    }
}
