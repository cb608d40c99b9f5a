//! The size budgets of `budget.toml` against the built site.

use std::path::Path;

use anyhow::{Context, Result, bail};
use pack::site::{SUMMARY, SUMS, WEB_CONFIG};
use serde::Deserialize;
use spec::site::{self, Assets};

use crate::build::{Built, brotli_size};
use crate::{paths, report};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    first_paint: u64,
    all_rooms: u64,
    offline: u64,
    bench: u64,
    studio: u64,
    reader: u64,
    ready_made_std: u64,
    engine: u64,
    largest_file: u64,
}

/// What was measured.
#[derive(Debug, Default)]
struct Sizes {
    first_paint: u64,
    all_rooms: u64,
    offline: u64,
    bench: u64,
    studio: u64,
    reader: u64,
    engine: u64,
    largest_file: (u64, String),
}

/// Measures and compares.
pub(crate) fn check(built: &Built) -> Result<()> {
    let mut budget: Budget =
        toml::from_str(include_str!("../budget.toml")).context("budget.toml")?;
    if built.std_ready_made {
        budget.all_rooms += budget.ready_made_std;
    }
    let sizes = measure(&paths::site(), &built.assets)?;
    let over = compare(&budget, &sizes);
    for (what, size, limit) in rows(&budget, &sizes) {
        report::line(
            "budget",
            format_args!(
                "{what:<28} {:>10} of {:>10}",
                site::bytes(size),
                site::bytes(limit)
            ),
        );
    }
    if over.is_empty() {
        Ok(())
    } else {
        bail!("{}", over.join("\n"))
    }
}

fn rows<'a>(budget: &Budget, sizes: &'a Sizes) -> [(&'a str, u64, u64); 8] {
    [
        ("first paint, brotli", sizes.first_paint, budget.first_paint),
        (
            "all rooms of a learner, brotli",
            sizes.all_rooms,
            budget.all_rooms,
        ),
        (
            "service worker, icons, brotli",
            sizes.offline,
            budget.offline,
        ),
        ("workbench beyond that, brotli", sizes.bench, budget.bench),
        ("Studio beyond both, brotli", sizes.studio, budget.studio),
        (
            "reader of publishers' files, brotli",
            sizes.reader,
            budget.reader,
        ),
        ("engine, brotli", sizes.engine, budget.engine),
        (
            "largest file as it lies",
            sizes.largest_file.0,
            budget.largest_file,
        ),
    ]
}

fn compare(budget: &Budget, sizes: &Sizes) -> Vec<String> {
    let mut over = Vec::new();
    for (what, size, limit) in rows(budget, sizes) {
        if size > limit {
            over.push(format!(
                "{what}: {size} bytes are over the budget of {limit}"
            ));
        }
    }
    if sizes.largest_file.0 > budget.largest_file {
        over.push(format!("the largest file is {}", sizes.largest_file.1));
    }
    over
}

fn measure(site: &Path, assets: &Assets) -> Result<Sizes> {
    let read = |name: &str| {
        std::fs::read(site.join(name)).with_context(|| format!("cannot read {name} of the site"))
    };
    let first = [
        "index.html",
        &assets.style_css,
        &assets.app_js,
        &assets.boot_js,
        &assets.app_wasm,
    ];
    let mut sizes = Sizes {
        reader: read(&assets.reader.replace(".wasm.gz", ".wasm.br"))?.len() as u64
            + brotli_size(&read(&assets.reader_js)?)?,
        engine: read(&assets.engine.replace(".wasm.gz", ".wasm.br"))?.len() as u64,
        ..Sizes::default()
    };
    for name in first {
        sizes.first_paint += brotli_size(&read(name)?)?;
    }
    for file in sources::walk(site)? {
        let name = file.strip_prefix(site)?.to_string_lossy().into_owned();
        let size = file.metadata()?.len();
        if size > sizes.largest_file.0 {
            sizes.largest_file = (size, name.clone());
        }
        if name == assets.bench_wasm {
            sizes.bench += brotli_size(&read(&name)?)?;
        } else if [&assets.studio_wasm, &assets.text_editor_js].contains(&&name) {
            sizes.studio += brotli_size(&read(&name)?)?;
        } else if is_for_offline(&name) {
            sizes.offline += brotli_size(&read(&name)?)?;
        } else if is_page(&name) {
            sizes.all_rooms += brotli_size(&read(&name)?)?;
        }
    }
    Ok(sizes)
}

/// What only the offline copy needs: the browser takes it when a lesson is open already, and no room waits for it.
fn is_for_offline(name: &str) -> bool {
    ["sw.js", "manifest.json"].contains(&name)
        || (name.starts_with("icons/") && name.ends_with(".png"))
}

/// The page is what lies at the top of the site, without the engine and what was compressed beforehand.
/// Courses and data lie in folders of their own; maps are data, fetched when one is drawn.
fn is_page(name: &str) -> bool {
    let engine = ["engine-", "worker-", "reader-"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    let content = [
        "courses-", "maps-", "seeds-", "site-", "kit-", "sbom", "licences",
    ]
    .iter()
    .any(|prefix| name.starts_with(prefix))
        || name.contains('/');
    let for_others = [SUMS, WEB_CONFIG, SUMMARY].contains(&name);
    let compressed = [".br", ".gz"].iter().any(|suffix| name.ends_with(suffix));
    !engine && !content && !for_others && !compressed
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: Budget = Budget {
        first_paint: 10,
        all_rooms: 20,
        offline: 5,
        bench: 12,
        studio: 15,
        reader: 8,
        ready_made_std: 0,
        engine: 30,
        largest_file: 40,
    };

    fn sizes(first_paint: u64, all_rooms: u64, engine: u64, largest: u64) -> Sizes {
        Sizes {
            first_paint,
            all_rooms,
            offline: 5,
            bench: 12,
            studio: 15,
            reader: 8,
            engine,
            largest_file: (largest, "big.bin".to_owned()),
        }
    }

    #[test]
    fn the_file_in_the_repository_is_understood() {
        let budget: Budget = toml::from_str(include_str!("../budget.toml")).unwrap();
        assert!(budget.first_paint < budget.all_rooms && budget.engine < budget.largest_file);
    }

    #[test]
    fn at_the_limit_is_within_it() {
        assert!(compare(&BUDGET, &sizes(10, 20, 30, 40)).is_empty());
    }

    #[test]
    fn each_limit_can_be_broken() {
        for (sizes, expected) in [
            (sizes(11, 20, 30, 40), "first paint"),
            (sizes(10, 21, 30, 40), "all rooms"),
            (sizes(10, 20, 31, 40), "engine"),
            (sizes(10, 20, 30, 41), "largest file"),
        ] {
            let over = compare(&BUDGET, &sizes);
            assert!(
                over.first().is_some_and(|text| text.starts_with(expected)),
                "{over:?}"
            );
        }
    }

    #[test]
    fn the_page_is_told_from_the_rest() {
        for name in ["index.html", "app-1.js", "editor-1.js", "icon-1.svg"] {
            assert!(is_page(name) && !is_for_offline(name), "{name}");
        }
        for name in ["sw.js", "manifest.json", "icons/192-1.png"] {
            assert!(is_for_offline(name), "{name}");
        }
        for name in [
            "engine-1.wasm.gz",
            "worker-1.js",
            "reader-1.js",
            "reader-1.wasm.gz",
            "courses/a.bin",
            "app-1.js.br",
            "data/x.csv",
        ] {
            assert!(!is_page(name), "{name}");
        }
    }
}
