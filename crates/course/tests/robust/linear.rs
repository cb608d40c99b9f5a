//! Twice the text takes about twice the time, whatever stands in it.

use std::time::Instant;

/// A module with a body, nothing wrong with its front matter.
fn module(body: &str) -> String {
    let front = "+++\nformat = 1\nid = \"m\"\nversion = 1\ntrack = \"rpa\"\ntitle = \"題\"\nminutes = { read = 1, practice = 1 }\naudience = [\"sme\"]\nobjectives = [\"できる\"]\n[[data]]\nname = \"人口\"\nseed = \"mie-population\"\n+++\n# 題\n\n";
    format!("{front}{body}\n")
}

/// Seconds for a text; the quickest of a few runs, since others only ever make it slower.
fn seconds(text: &str) -> f64 {
    let once = || {
        let began = Instant::now();
        let (module, diagnostics) = course::parse("m.md", text);
        let time = began.elapsed().as_secs_f64();
        // Taking it apart is somebody else's time.
        drop((module, diagnostics));
        time
    };
    (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// Four times the text: 4 where time grows with the text, 16 where it grows with its square.
const WORST: f64 = 9.0;

/// So short that only the clock's grain would be measured.
const NOTHING: f64 = 2e-4;

#[track_caller]
fn grows_evenly(what: &str, unit: &str, times: usize) {
    let text = |times: usize| module(&unit.repeat(times * 3));
    let (small, large) = (text(times), text(4 * times));
    let ratio = || {
        let (small, large) = (seconds(&small), seconds(&large));
        (large / small.max(NOTHING), small)
    };
    // A busy machine can spoil some measurements, hardly all.
    let best = (0..12).map(|_| ratio()).find(|(ratio, _)| *ratio < WORST);
    let (found, small) = best.unwrap_or_else(|| panic!("{what}: {:.1} times", ratio().0));
    println!("{what:<28} {found:>5.1} × {:.1} ms", small * 1000.0);
}

#[test]
fn markdown() {
    let cases = [
        (
            "paragraphs",
            "人口の多い市町を、多い順に並べます。\n\n",
            500,
        ),
        ("one paragraph", "人口の多い市町を\n", 1000),
        ("quotes", "> > > > > > > > > > 人口\n", 400),
        ("lazy quotes", "> > > > > > > > > > 人口\n人口\n", 300),
        ("lists", "- a\n  - b\n    - c\n      - d\n", 150),
        ("tasks", "- [ ] 市\n- [x] 町\n", 400),
        ("loose tasks", "- [ ] 市\n\n- [x] 町\n\n", 400),
        ("table", "| a | b |\n|---|---|\n| 1 | 2 |\n\n", 200),
        ("pipes", "| a | b | c | d\n", 500),
        ("open emphasis", "*あ _い **う __え\n", 400),
        ("closed emphasis", "*あ* **い**う***え***\n", 400),
        ("broken strong", "**人口（人）**は\n", 400),
        ("open brackets", "[[[[[[[[[[[[[[[[\n", 300),
        ("open links", "[a](b\n", 600),
        ("open images", "![![![![\n", 400),
        ("links", "[a](https://example.com) [b](javascript:c)\n", 200),
        ("references", "[a]\n", 600),
        ("definitions", "[a]: b\n", 600),
        ("backticks", "` `` ``` ```` ````` ``````\n", 300),
        ("open tags", "<a <b <c <d\n", 400),
        ("tags", "<b>人口</b>\n", 400),
        ("comments", "<!-- a\n", 600),
        ("instructions", "<? <![CDATA[ <!A\n", 400),
        ("entities", "&amp; &#x41 &nosuch;\n", 400),
        ("escapes", "\\*\\_\\[\\`\\\n", 400),
        ("figures", "[1](figure \"SELECT 1 FROM 人口\")\n", 200),
        ("towns", "{町}{町}{町{町}}\n", 400),
        ("headings", "## 節 {#a}\n\n", 300),
        ("unknown classes", "## 節 {#a .tabel}\n\n", 300),
        ("fences", "```\na\n```\n", 400),
        (
            "fences that open fences",
            "```steps starter\nfrom 人口\n",
            300,
        ),
        ("steps that are none", "```steps\nfrmo 人口\n```\n", 200),
        ("checks", "```check\na = 1\n", 300),
        ("data", "```data\ntable = \"人口\"\n```\n", 200),
        ("look-alikes", "＃ 題\n\n", 500),
        ("readings", "｜海女《あま》が海女《あま\n", 200),
        ("open readings", "海女《《《｜｜\n", 300),
        ("hidden characters", "人\u{200b}口\u{202e}\n", 500),
    ];
    for (what, unit, times) in cases {
        grows_evenly(what, unit, times);
    }
}

#[test]
fn front_matter() {
    let cases = [
        ("keys", "k = 1\n", 400),
        ("unreadable lines", "年 ＝ “平成”\n", 400),
        ("open lists", "a = [\n", 400),
        ("open texts", "a = \"\"\"\n", 400),
        ("tables", "[[wrong]]\nsay = \"a\"\n", 300),
        ("dotted keys", "a.b.c.d.e = 1\n", 200),
    ];
    for (what, unit, times) in cases {
        // A check is read as the front matter is, and holds what a module holds most of.
        let (open, close) = ("## a {#a .number}\n```check\n", "```\n");
        let text = |times: usize| module(&format!("{open}{}{close}", unit.repeat(times * 5)));
        let (small, large) = (text(times), text(4 * times));
        let ratio = || seconds(&large) / seconds(&small).max(NOTHING);
        let best = (0..12)
            .map(|_| ratio())
            .find(|ratio| *ratio < WORST)
            .unwrap_or(f64::INFINITY);
        println!("{what:<28} {best:>5.1} ×");
        assert!(best < WORST, "{what}: {best:.1} times");
    }
}
