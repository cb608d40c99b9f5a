//! `seeds --from DIR [--to seeds] [--only NAME]` runs the importers; `seeds --list [--to seeds]` prints the list for
//! `seeds/README.md`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use seeds::check;
use seeds::dataset::Dataset;
use seeds::importers::IMPORTERS;
use seeds::listing;
use seeds::raw::Raw;

const USAGE: &str =
    "usage: seeds --from DIR [--to seeds] [--only NAME]\n       seeds --list [--to seeds]";

struct Options {
    from: Option<PathBuf>,
    to: PathBuf,
    only: Option<String>,
    list: bool,
}

fn options() -> Result<Options> {
    let mut options = Options {
        from: None,
        to: PathBuf::from("seeds"),
        only: None,
        list: false,
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || {
            args.next()
                .with_context(|| format!("`{arg}` needs a value\n{USAGE}"))
        };
        match arg.as_str() {
            "--from" => options.from = Some(PathBuf::from(value()?)),
            "--to" => options.to = PathBuf::from(value()?),
            "--only" => options.only = Some(value()?),
            "--list" => options.list = true,
            _ => bail!("unknown argument `{arg}`\n{USAGE}"),
        }
    }
    Ok(options)
}

fn main() -> Result<()> {
    let options = options()?;
    if options.list {
        print(&listing::markdown(&options.to)?);
        return Ok(());
    }
    let Some(from) = &options.from else {
        bail!("{USAGE}")
    };
    let chosen: Vec<_> = IMPORTERS
        .iter()
        .filter(|importer| {
            options
                .only
                .as_deref()
                .is_none_or(|only| only == importer.id)
        })
        .collect();
    ensure!(
        !chosen.is_empty(),
        "no dataset `{}`\nhint: one of {}",
        options.only.as_deref().unwrap_or_default(),
        IMPORTERS.map(|importer| importer.id).join(", ")
    );
    let raw = Raw::new(from);
    let mut failed = 0;
    for importer in chosen {
        match import(importer.id, importer.run, &raw, &options.to) {
            Ok(line) => print(&format!("{line}\n")),
            Err(error) => {
                failed += 1;
                print(&format!("{}: {error:#}\n", importer.id));
            }
        }
    }
    ensure!(failed == 0, "{failed} of the datasets failed");
    Ok(())
}

fn import(
    id: &str,
    run: fn(&Raw) -> Result<seeds::tidy::Tidy>,
    raw: &Raw,
    to: &Path,
) -> Result<String> {
    let folder = to.join(id);
    let description = folder.join("dataset.toml");
    let text = std::fs::read_to_string(&description)
        .with_context(|| format!("cannot read `{}`", description.display()))?;
    let dataset = Dataset::parse(&text).with_context(|| format!("`{}`", description.display()))?;
    let table = run(raw)?;
    let csv = table.to_csv()?;
    let problems = check::problems(&dataset, &csv);
    ensure!(
        problems.is_empty(),
        "{}",
        problems
            .iter()
            .take(5)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n  ")
    );
    let path = folder.join(&dataset.file);
    std::fs::write(&path, &csv).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(format!(
        "{id}: {} rows, {} bytes",
        table.rows.len(),
        csv.len()
    ))
}

#[expect(
    clippy::print_stdout,
    reason = "a command line tool reports on standard output"
)]
fn print(text: &str) {
    print!("{text}");
}
