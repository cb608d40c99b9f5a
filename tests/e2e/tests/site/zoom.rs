//! Enlarged: at 200 % and 400 % in the window of an office PC everything can be reached, nothing is cut off, and pages of text
//! scroll in one direction only.

use e2e::{Browser, Find as _, LessonPage, Options, PATIENCE, Role, Stage};
use serde_json::json;

/// CSS pixels that are left of 1366 × 650, and how much larger each is.
const ZOOMS: [(u32, u32, u32); 2] = [(683, 325, 2), (341, 162, 4)];

/// How long the page is, for as long as it still grows.
const LENGTH: &str = "return [document.documentElement.scrollHeight, document.body.innerText.length, document.getAnimations().length];";

/// What scrolls sideways, what of the things to press and fill in (in what the selector names) cannot be reached, what is cut
/// off, and how much of the window stays covered. What leads past the header is there when it has the focus.
const LOOK: &str = r#"
const width = document.documentElement.clientWidth;
const style = (element) => getComputedStyle(element);
const quiet = (element) => element.closest(".visually-hidden, [inert]") !== null;
const told = (element) => `${element.tagName.toLowerCase()}.${element.className} «${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40)}»`;
const scrolls = (element) => { for (let at = element.parentElement; at; at = at.parentElement) { if (style(at).overflowX !== "visible") return true; } return false; };
const shown = Array.from(document.body.querySelectorAll("*")).filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0 && !quiet(element));
const wide = shown.filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element));
const pressed = shown.filter((element) => element.closest(arguments[0]) && !element.matches(".skip-link") && element.matches("a[href], button:not(:disabled), input:not([type=file]), select, textarea, summary"));
const missed = pressed.filter((element) => {
  const target = element.labels?.[0] && element.matches("[type=checkbox], [type=radio]") ? element.labels[0] : element;
  target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  return !Array.from(target.getClientRects()).some((box) => {
    const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return met !== null && (target.contains(met) || met.contains(target) && !met.matches("html, body"));
  });
});
// What hides what is too much for it and cannot be scrolled; where letters end in dots, somebody has decided so.
const hides = (overflow) => overflow === "hidden" || overflow === "clip";
const cut = shown.filter((element) => {
  const own = style(element);
  const high = hides(own.overflowY) && element.scrollHeight > element.clientHeight + 2;
  const broad = hides(own.overflowX) && element.scrollWidth > element.clientWidth + 2 && own.textOverflow !== "ellipsis";
  return (high || broad) && element.clientHeight > 1;
});
scrollTo(0, document.documentElement.scrollHeight / 2);
// What stays in its place while the page scrolls.
const stays = shown.filter((element) => ["sticky", "fixed"].includes(style(element).position) && !element.closest(".result-box, .data-box, table"));
const covered = stays.reduce((sum, element) => {
  const box = element.getBoundingClientRect();
  const high = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  return box.width > width / 2 && high > 0 ? sum + high : sum;
}, 0);
scrollTo(0, 0);
return {
  sideways: document.documentElement.scrollWidth - width,
  wide: wide.slice(0, 4).map(told), missed: missed.slice(0, 6).map(told), cut: cut.slice(0, 4).map(told),
  pressed: pressed.length, covered: Math.round(100 * covered / innerHeight),
};
"#;

/// Most of the window that may stay covered while the page scrolls, in percent.
const COVERED: i64 = 50;

struct Look<'a> {
    browser: &'a Browser,
    size: String,
    rows: Vec<String>,
    bad: Vec<String>,
}

impl Look<'_> {
    fn at(&mut self, what: &str) {
        self.within("body", what);
    }

    /// What lies over the rest is looked at by itself.
    fn within(&mut self, selector: &str, what: &str) {
        let mut last = serde_json::Value::Null;
        self.browser.wait("the page to come to rest", PATIENCE, || {
            let now = self.browser.script(LENGTH, &[]);
            let rests = now == last;
            last = now;
            rests.then_some(())
        });
        let seen = self.browser.script(LOOK, &[json!(selector)]);
        let mut faults = Vec::new();
        if seen["sideways"].as_i64() > Some(0) {
            faults.push(format!(
                "scrolls sideways by {} px: {}",
                seen["sideways"], seen["wide"]
            ));
        }
        for (kind, words) in [("missed", "out of reach"), ("cut", "cut off")] {
            if seen[kind].as_array().is_some_and(|all| !all.is_empty()) {
                faults.push(format!("{words}: {}", seen[kind]));
            }
        }
        if seen["covered"].as_i64() > Some(COVERED) {
            faults.push(format!("{} % stays covered", seen["covered"]));
        }
        let row = format!(
            "| {} | {what} | {} | {} % | {} |",
            self.size,
            seen["pressed"],
            seen["covered"],
            faults.join("; ")
        );
        if !faults.is_empty() {
            self.bad.push(row.clone());
        }
        self.rows.push(row);
    }
}

pub(crate) fn zoom(stage: &Stage) -> String {
    let site = stage.server.url();
    let mut rows = vec![
        "| window | place | things to press | covered | faults |\n|---|---|---|---|---|".to_owned(),
    ];
    let mut bad = Vec::new();
    for (turn, (width, height, scale)) in ZOOMS.into_iter().enumerate() {
        let browser = stage.browser_with(Options {
            size: (1366, 650),
            ..Options::default()
        });
        // The window keeps its size; its pixels grow, as Ctrl and + have it.
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        browser.devtools("Emulation.setDeviceMetricsOverride", params);
        let mut look = Look {
            browser: &browser,
            size: format!("{} %", scale * 100),
            rows: Vec::new(),
            bad: Vec::new(),
        };
        browser.open(&site);
        browser.get(Role::Link, "はじめる");
        look.at("home");
        // Texts are alike: half of them at each, unless all are asked for.
        for (at, id) in stage.site.modules().into_iter().enumerate() {
            if e2e::all().is_none() && at % ZOOMS.len() != turn {
                continue;
            }
            browser.open("about:blank");
            let lesson = LessonPage::open(&browser, &site, id.as_str());
            lesson.wait_for_engine();
            look.at(&format!("{id}, text"));
        }
        exercises(&site, &mut look);
        let Look {
            rows: seen,
            bad: wrong,
            ..
        } = look;
        rows.extend(seen);
        bad.extend(wrong);
        browser.close();
    }
    let out = e2e::Site::root().join("target/e2e");
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(out.join("zoom.md"), rows.join("\n")).unwrap();
    assert!(bad.is_empty(), "enlarged:\n{}", bad.join("\n"));
    format!(
        "{} places at 200 % and 400 %: nothing out of reach, nothing cut off, no sideways scroll; the table is in target/e2e/zoom.md",
        rows.len() - 1
    )
}

/// One exercise of each kind, and what opens in one of them.
fn exercises(site: &str, look: &mut Look<'_>) {
    let browser = look.browser;
    let open = |module: &str, number: usize| {
        browser.open("about:blank");
        let lesson = LessonPage::open(browser, site, module);
        lesson.wait_for_engine();
        lesson.exercise(number)
    };
    for (module, number, kind) in [
        ("st1-01-mytown", 1, "number"),
        ("st1-01-mytown", 6, "text"),
        ("st1-01-mytown", 7, "choice"),
        ("st1-01-mytown", 8, "essay"),
        ("ds1-04-chart", 2, "chart"),
    ] {
        let exercise = open(module, number);
        let button = if kind == "essay" {
            "書きました"
        } else {
            "確認する"
        };
        exercise.section.get(Role::Button, button);
        look.at(&format!("{module} ex{number}, {kind}"));
    }
    let exercise = open("ds1-03-group", 1);
    exercise.sees_rows("174");
    look.at("ds1-03-group ex1, table");
    exercise.section.click(Role::Button, "手順を追加");
    exercise.section.get(Role::Region, "しますか");
    look.at("its menu of steps");
    exercise
        .section
        .get(Role::Region, "しますか")
        .click(Role::Button, "グループごとに集計する");
    exercise.section.click(Role::Checkbox, "地域（");
    exercise.section.choose("どの列", "人口（");
    exercise.sees_rows("5");
    look.at("a step");
    exercise.section.click(Role::Button, "「地域」でできること");
    exercise.section.get(Role::Group, "「地域」でできること");
    look.within(".head-menu", "a header's menu");
    browser.press(e2e::Key::Escape);
    exercise.check_says("すべての年の人口を足しています");
    look.at("a finding");
}
