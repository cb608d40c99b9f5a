//! The same requests to the session in the browser's worker and to the session compiled for this machine.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use e2e::{Browser, Stage};
use protocol::{LessonId, LessonRequest, Request, Window};
use serde_json::{Value, json};
use session::Session;
use spec::module::ColumnInfo;
use spec::{DataSource, Module, Program};
use table::Dtype;

use crate::RUNS;

/// The lesson that is asked.
const LESSON: LessonId = LessonId(1);

/// Rows of the big table.
const ROWS: u64 = 1_000_000;

/// Keys of the table that it is joined with.
const KEYS: u64 = 100_000;

const QUERIES: [(&str, &str); 6] = [
    (
        "group by 100 keys",
        "SELECT 区分, SUM(金額) AS 合計 FROM 明細 GROUP BY 区分",
    ),
    (
        "group by 100,000 keys",
        "SELECT 番号, SUM(金額) AS 合計 FROM 明細 GROUP BY 番号",
    ),
    (
        "join 1,000,000 x 100,000",
        "SELECT 名簿.地区, SUM(明細.金額) AS 合計 FROM 明細 JOIN 名簿 ON 明細.番号 = 名簿.番号 GROUP BY 名簿.地区",
    ),
    (
        "sort by two keys, first 100",
        "SELECT * FROM 明細 ORDER BY 区分, 金額 DESC LIMIT 100",
    ),
    (
        "sort by two keys, all",
        "SELECT * FROM 明細 ORDER BY 区分, 金額 DESC",
    ),
    (
        "filter, count by month",
        "SELECT 月, COUNT(*) AS 件数 FROM 明細 WHERE 金額 > 5000 GROUP BY 月",
    ),
];

/// The page that asks; it stands on the site's own server and knows nothing of the lessons.
const PAGE: &str = r#"<!doctype html><title>bench</title><script>
const tasks = [];
new PerformanceObserver((list) => { for (const task of list.getEntries()) tasks.push(task.duration); })
  .observe({ type: "longtask" });
let worker, waiting = null, ready, state = { ready: false };
async function start(workerJs, engine) {
  const response = await fetch(engine);
  const head = response.body.pipeThrough(new DecompressionStream("gzip"));
  const module = await WebAssembly.compileStreaming(new Response(head, { headers: { "Content-Type": "application/wasm" } }));
  worker = new Worker(workerJs);
  worker.onerror = (event) => { state.error = event.message; };
  worker.onmessage = (event) => { const tell = waiting; waiting = null; tell?.(event.data); };
  await new Promise((tell) => { waiting = tell; worker.postMessage({ kind: "init", module }); });
  state.ready = true;
}
async function ask(bytes, file) {
  state.took = null;
  const message = { kind: "request", bytes: Uint8Array.from(bytes).buffer };
  const transfer = [message.bytes];
  if (file) {
    message.attachment = await (await fetch(file)).arrayBuffer();
    transfer.push(message.attachment);
  }
  tasks.length = 0;
  const began = performance.now();
  const answer = await new Promise((tell) => { waiting = tell; worker.postMessage(message, transfer); });
  state.took = performance.now() - began;
  state.answer = [...new Uint8Array(answer.bytes).slice(0, 8)];
  state.size = answer.bytes.byteLength;
}
</script>"#;

/// Prints both columns.
pub(crate) fn measure(stage: &Stage) {
    let big = big_table();
    let small = small_table();
    let module = module();
    let window = Window {
        offset: 0,
        len: 100,
    };

    let browser = stage.browser();
    for (name, mime, bytes) in [
        ("bench.html", "text/html; charset=utf-8", PAGE.as_bytes()),
        ("big.csv", "text/csv", big.as_bytes()),
        ("small.csv", "text/csv", small.as_bytes()),
    ] {
        stage.server.serve_extra(name, mime, bytes);
    }
    browser.open(&stage.server.extra_url("bench.html"));
    let assets = stage.site.assets();
    let place = |name: &str| json!(format!("{}{name}", stage.server.url()));
    browser.script(
        "start(arguments[0], arguments[1]);",
        &[place(&assets.worker_js), place(&assets.engine)],
    );
    wait(&browser, "ready");
    let mut worker = InBrowser {
        stage,
        browser,
        id: 0,
    };
    let mut native = Session::default();

    println!(
        "{ROWS} rows, {:.0} MB of CSV, best of {RUNS}",
        big.len() as f64 / 1e6
    );
    println!(
        "{:<34}{:>12}{:>16}{:>16}",
        "", "browser", "native", "longest task"
    );
    let open = LessonRequest::Open {
        module: Box::new(module),
        town: String::new(),
    };
    worker.ask(&open, None);
    ask_native(&mut native, open, None);
    for (name, file, bytes) in [("名簿", "small.csv", &small), ("明細", "big.csv", &big)] {
        let request = LessonRequest::AddTable {
            name: name.to_owned(),
        };
        let mut best = (f64::INFINITY, f64::INFINITY, 0.0_f64);
        for _ in 0..RUNS {
            let (took, task) = worker.ask(&request, Some(file));
            best.0 = best.0.min(took);
            best.2 = best.2.max(task);
            best.1 = best.1.min(ask_native(
                &mut native,
                request.clone(),
                Some(bytes.clone().into_bytes()),
            ));
        }
        let rows = bytes.lines().count() - 1;
        row(&format!("load a CSV of {rows} rows"), best);
    }
    for (what, sql) in QUERIES {
        let mut best = (f64::INFINITY, f64::INFINITY, 0.0_f64);
        for run in 0..RUNS {
            // Blanks at the end make another program of it: nothing is answered from memory.
            let program = Program::Sql(format!("{sql}{}", " ".repeat(run as usize)));
            let request = LessonRequest::Run { program, window };
            let (took, task) = worker.ask(&request, None);
            best.0 = best.0.min(took);
            best.2 = best.2.max(task);
            best.1 = best.1.min(ask_native(&mut native, request, None));
        }
        row(what, best);
    }
    worker.browser.close();
}

fn row(what: &str, (browser, native, task): (f64, f64, f64)) {
    println!("{what:<34}{browser:>9.0} ms{native:>13.0} ms{task:>13.0} ms");
}

struct InBrowser<'a> {
    stage: &'a Stage,
    browser: Browser,
    id: u32,
}

impl InBrowser<'_> {
    /// Milliseconds until the answer, and of the longest task of the page meanwhile.
    fn ask(&mut self, request: &LessonRequest, file: Option<&str>) -> (f64, f64) {
        self.id += 1;
        let request = Request::Lesson(LESSON, request.clone());
        let bytes = protocol::encode(self.id, &request).expect("requests can be encoded");
        let file = file.map(|file| self.stage.server.extra_url(file));
        self.browser.script(
            "ask(arguments[0], arguments[1]);",
            &[json!(bytes), json!(file)],
        );
        let took = wait(&self.browser, "took").as_f64().unwrap_or_default();
        let longest = self.browser.script("return Math.max(0, ...tasks);", &[]);
        (took, longest.as_f64().unwrap_or_default())
    }
}

/// Waits for a field of the page's `state`.
fn wait(browser: &Browser, field: &str) -> Value {
    let (value, _) = browser.wait(field, Duration::from_secs(120), || {
        let state = browser.script("return state;", &[]);
        assert!(
            state.get("error").is_none(),
            "the worker broke down: {state}"
        );
        state
            .get(field)
            .filter(|value| !value.is_null() && **value != Value::Bool(false))
            .cloned()
    });
    value
}

fn ask_native(session: &mut Session, request: LessonRequest, attachment: Option<Vec<u8>>) -> f64 {
    let began = Instant::now();
    let (reply, _) = session.handle(LESSON, request, attachment);
    let took = began.elapsed().as_secs_f64() * 1e3;
    reply.expect("the workloads run");
    took
}

fn module() -> Module {
    let column = |name: &str, dtype: Dtype| ColumnInfo {
        name: name.to_owned(),
        meaning: String::new(),
        unit: String::new(),
        dtype,
    };
    let source = |name: &str, columns: Vec<ColumnInfo>| DataSource {
        name: name.to_owned(),
        columns,
        ..DataSource::default()
    };
    let big = vec![
        column("行", Dtype::Int),
        column("区分", Dtype::Text),
        column("番号", Dtype::Int),
        column("月", Dtype::Int),
        column("金額", Dtype::Float),
        column("摘要", Dtype::Text),
    ];
    let small = vec![column("番号", Dtype::Int), column("地区", Dtype::Text)];
    Module {
        id: "bench".into(),
        data: vec![source("明細", big), source("名簿", small)],
        ..Module::default()
    }
}

/// Numbers that look random and are the same at every run (Knuth's multiplier).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn big_table() -> String {
    let mut numbers = Numbers(29);
    let mut csv = String::from("行,区分,番号,月,金額,摘要\n");
    for row in 0..ROWS {
        let (key, id, month) = (
            numbers.below(100),
            numbers.below(KEYS),
            1 + numbers.below(12),
        );
        let (yen, sen) = (numbers.below(10_000), numbers.below(100));
        // Writing to a string cannot fail.
        let _ = writeln!(
            csv,
            "{row},区分{key:02},{id},{month},{yen}.{sen:02},item-{:05}",
            id % 50_000
        );
    }
    csv
}

fn small_table() -> String {
    let mut csv = String::from("番号,地区\n");
    for id in 0..KEYS {
        let _ = writeln!(csv, "{id},地区{:02}", id % 29);
    }
    csv
}
