//! `cargo xtask audit`: Lighthouse and axe-core over the pages of the site and what is published, for phones and for
//! desktops, and whether their scores are what they must be.
//!
//! Not a part of the tests: it takes a quarter of an hour, and times on a machine that does other things too say little.
//! Therefore performance is the median of several runs. The looking is done by `tests/e2e/audit/audit.mjs`.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::Ipv4Addr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serve::Site;

use crate::args::Args;
use crate::{bench, build, paths, report, setup, shell};

/// Runs of which the median counts.
const RUNS: u32 = 3;
/// The first port that is tried.
const PORT: u16 = 8117;
/// A lesson with tables, a map of its data and many exercises.
const LESSON: &str = "ds1-01-table";
/// The same, opened at an exercise.
const EXERCISE: &str = "ds1-01-table/ex4";

/// Scores that are 100 or the page has a fault, whatever the machine.
const SURE: [&str; 3] = ["accessibility", "best-practices", "seo"];

/// What performance must be: page, phones, desktops. Other pages' figures are only shown.
const FAST: [(&str, f64, f64); 5] = [
    ("home", 90.0, 95.0),
    ("lesson", 90.0, 95.0),
    ("exercise", 90.0, 95.0),
    ("studio", 90.0, 95.0),
    ("studio-writing", 90.0, 95.0),
];

/// What must not be exceeded where somebody works, on phones and desktops: how far things move (no unit), how long the page does not
/// answer and when the largest thing is there (ms).
const WORKED_IN: [&str; 2] = ["lesson", "exercise"];
const AT_MOST: [(&str, f64); 3] = [("cls", 0.05), ("tbt", 200.0), ("lcp", 2_500.0)];

/// A line of the script's.
#[derive(Clone, Debug, Deserialize)]
struct Look {
    page: String,
    form: String,
    scores: BTreeMap<String, Option<f64>>,
    metrics: BTreeMap<String, Option<f64>>,
    failed: Vec<String>,
    axe: Vec<String>,
}

pub(crate) fn run(mut args: Args) -> Result<()> {
    let only = args.values("--page")?;
    let runs = match args.value("--runs")? {
        Some(runs) => runs
            .parse()
            .with_context(|| format!("`--runs {runs}` is no whole number"))?,
        None => RUNS,
    };
    args.finish()?;
    build::run()?;
    let (browser, folder) = (setup::browser()?, setup::lighthouse()?);
    let packed = bench::pack()?;
    let (place, name) = match (packed.html.parent(), packed.html.file_name()) {
        (Some(place), Some(name)) => (place, name.to_string_lossy()),
        _ => bail!("{} is no file in a folder", packed.html.display()),
    };
    let site = serve(&paths::site())?;
    let published = serve(place)?;
    let told = serde_json::json!({
        "chromium": browser.chromium(),
        "axe": paths::web().join("node_modules/axe-core/axe.min.js"),
        "site": site,
        "file": format!("{published}{name}"),
        "papers": format!("{site}mochikomi.html"),
        "lesson": LESSON,
        "exercise": EXERCISE,
        "runs": runs,
        "only": only,
    });
    let step = report::Step::start("audit", format_args!("medians of {runs} runs"));
    let mut command = Command::new("node");
    command.arg(folder.join("audit.mjs")).arg(told.to_string());
    let looks = looks(&mut command)?;
    step.done(format_args!("{} looks", looks.len()));
    let (text, faults) = judged(&looks);
    println!("\n{text}");
    if faults.is_empty() {
        return Ok(());
    }
    bail!("not as it must be:\n{}", faults.join("\n"))
}

/// Serves a folder as long as the program runs; gives the address.
fn serve(folder: &std::path::Path) -> Result<String> {
    let listener = serve::bind(Ipv4Addr::LOCALHOST.into(), None, PORT)?;
    let site = Site::start(listener, folder, Arc::new(|_| None))?;
    Ok(format!("http://127.0.0.1:{}/", site.port))
}

/// Runs the script; says how far it is.
fn looks(command: &mut Command) -> Result<Vec<Look>> {
    let began = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", shell::show(command)))?;
    let mut looks = Vec::new();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let look: Look = serde_json::from_str(&line?)?;
        if let Some(Some(score)) = look.scores.get("performance") {
            let since = report::seconds(began.elapsed());
            report::line(
                "look",
                format_args!("{}, {}: {score:.0} ({since})", look.page, look.form),
            );
        }
        looks.push(look);
    }
    if !child.wait()?.success() {
        bail!("the looking was cut short");
    }
    Ok(looks)
}

/// A table of all that was seen, and what is not as it must be.
fn judged(looks: &[Look]) -> (String, Vec<String>) {
    let mut places: Vec<(&str, &str)> = Vec::new();
    for look in looks {
        let place = (look.page.as_str(), look.form.as_str());
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let mut text = format!(
        "{:<16}{:<9}{:>6}{:>6}{:>6}{:>6}{:>9}{:>9}{:>8}{:>8}{:>5}\n",
        "page", "form", "perf", "a11y", "best", "seo", "FCP", "LCP", "TBT", "CLS", "axe"
    );
    let (mut faults, mut failed) = (Vec::new(), String::new());
    for (page, form) in places {
        let here: Vec<&Look> = looks
            .iter()
            .filter(|look| look.page == page && look.form == form)
            .collect();
        let score = |name: &str| median(here.iter().filter_map(|look| *look.scores.get(name)?));
        let metric = |name: &str| median(here.iter().filter_map(|look| *look.metrics.get(name)?));
        let show =
            |score: Option<f64>| score.map_or("–".to_owned(), |score| format!("{score:.0}"));
        let ms = |time: Option<f64>| time.map_or("–".to_owned(), |time| format!("{time:.0} ms"));
        let shift = metric("cls").map_or("–".to_owned(), |shift| format!("{shift:.3}"));
        let axe: Vec<&String> = here.iter().flat_map(|look| &look.axe).collect();
        text.push_str(&format!(
            "{page:<16}{form:<9}{:>6}{:>6}{:>6}{:>6}{:>9}{:>9}{:>8}{shift:>8}{:>5}\n",
            show(score("performance")),
            show(score("accessibility")),
            show(score("best-practices")),
            show(score("seo")),
            ms(metric("fcp")),
            ms(metric("lcp")),
            ms(metric("tbt")),
            axe.len(),
        ));
        let mut told: Vec<&String> = here.iter().flat_map(|look| &look.failed).collect();
        told.sort();
        // The figure in brackets is another one in each run.
        told.dedup_by_key(|line| line.split(" (").next());
        for line in told.into_iter().chain(axe.iter().copied()) {
            failed.push_str(&format!("{page}, {form}: {line}\n"));
        }
        let mut must = |name: &str, least: f64| match score(name) {
            Some(score) if score >= least => {}
            Some(score) => faults.push(format!(
                "{page}, {form}: {name} {score:.0}, must be {least:.0}"
            )),
            None => faults.push(format!("{page}, {form}: no figure for {name}")),
        };
        for name in SURE {
            must(name, 100.0);
        }
        for (fast, phone, desktop) in FAST {
            if fast == page {
                let least = if form == "mobile" { phone } else { desktop };
                must("performance", least);
            }
        }
        for (name, most) in AT_MOST {
            match metric(name) {
                Some(found) if !WORKED_IN.contains(&page) || found <= most => {}
                Some(found) => faults.push(format!(
                    "{page}, {form}: {name} {found:.3}, must be at most {most}"
                )),
                None if WORKED_IN.contains(&page) => {
                    faults.push(format!("{page}, {form}: no figure for {name}"));
                }
                None => {}
            }
        }
        faults.extend(axe.iter().map(|line| format!("{page}, {form}: {line}")));
    }
    let speeds = looks
        .iter()
        .filter_map(|look| *look.metrics.get("machine")?);
    if let Some(speed) = median(speeds) {
        // Scores of phones are those of this machine at a quarter of its speed.
        text.push_str(&format!(
            "machine: Lighthouse's benchmark index {speed:.0}\n"
        ));
    }
    (format!("{text}\n{failed}"), faults)
}

/// The one in the middle; of two, the lower.
fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(form: &str, performance: f64, seo: f64) -> Look {
        Look {
            page: "home".to_owned(),
            form: form.to_owned(),
            scores: [
                ("performance", performance),
                ("accessibility", 100.0),
                ("best-practices", 100.0),
                ("seo", seo),
            ]
            .map(|(name, score)| (name.to_owned(), Some(score)))
            .into(),
            metrics: [("cls", 0.02), ("machine", 1234.4)]
                .map(|(name, value)| (name.to_owned(), Some(value)))
                .into(),
            failed: vec!["performance: largest-contentful-paint (2.7 s): LCP".to_owned()],
            axe: Vec::new(),
        }
    }

    #[test]
    fn the_median_of_performance_counts_and_the_rest_must_be_full() {
        let looks = [
            look("mobile", 60.0, 100.0),
            look("mobile", 94.0, 100.0),
            look("mobile", 91.0, 100.0),
        ];
        let (text, faults) = judged(&looks);
        assert_eq!(faults, Vec::<String>::new());
        assert!(text.contains("91") && text.contains("0.020"), "{text}");
        assert!(text.contains("benchmark index 1234"), "{text}");
        assert_eq!(text.matches("largest-contentful-paint").count(), 1);

        let (_, faults) = judged(&[look("desktop", 94.0, 92.0)]);
        assert_eq!(
            faults,
            [
                "home, desktop: seo 92, must be 100",
                "home, desktop: performance 94, must be 95"
            ]
        );
    }

    #[test]
    fn a_figure_that_is_missing_is_a_fault() {
        let mut looked = look("mobile", 99.0, 100.0);
        looked.scores.insert("performance".to_owned(), None);
        assert_eq!(
            judged(&[looked]).1,
            ["home, mobile: no figure for performance"]
        );
    }

    #[test]
    fn what_moves_or_keeps_a_learner_waiting_is_a_fault() {
        let mut looked = look("mobile", 99.0, 100.0);
        looked.page = "exercise".to_owned();
        looked.metrics = [("cls", 0.06), ("tbt", 180.0), ("lcp", 2_400.0)]
            .map(|(name, value)| (name.to_owned(), Some(value)))
            .into();
        assert_eq!(
            judged(&[looked]).1,
            ["exercise, mobile: cls 0.060, must be at most 0.05"]
        );
    }

    #[test]
    fn what_axe_finds_is_a_fault() {
        let mut found = look("mobile", 99.0, 100.0);
        found.axe.push("axe: region at p: …".to_owned());
        assert_eq!(judged(&[found]).1, ["home, mobile: axe: region at p: …"]);
    }
}
