//! `ama check`: everything that is wrong with modules and tracks, as a compiler says it.

use std::path::PathBuf;

use anyhow::Result;
use course::frame::{self, Count};
use spec::Diagnostic;

use crate::ExitStatus;
use crate::args::{Check, CheckFormat};
use crate::looked;
use crate::out::Terminal;
use crate::reading::{self, Found};
use crate::words::say;

pub(crate) fn run(args: &Check, terminal: &Terminal) -> Result<ExitStatus> {
    let (tables, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        args.paths.iter().partition(|path| looked::is_table(path));
    let mut all_tidy = true;
    for table in &tables {
        all_tidy &= looked::check(table, terminal)?;
    }
    if paths.is_empty() {
        return Ok(if all_tidy {
            ExitStatus::Fine
        } else {
            ExitStatus::Findings
        });
    }
    let found = paths
        .into_iter()
        .map(|path| reading::read(path, args.seeds.as_deref(), terminal))
        .collect::<Result<Vec<Found>>>()?;
    let count = found
        .iter()
        .fold(Count::default(), |all, found| all + found.count());
    match args.format {
        CheckFormat::Text => {
            let shown: Vec<String> = found
                .iter()
                .map(|found| found.text(terminal))
                .filter(|text| !text.is_empty())
                .collect();
            if !shown.is_empty() {
                terminal.line(&shown.join("\n"))?;
            }
            let modules: usize = found.iter().map(|found| found.lessons.len()).sum();
            let summary = count.summary(terminal.lang);
            terminal.line(&say!(
                terminal.lang,
                "教材 {modules} 件：{summary}",
                "modules: {modules}; {summary}"
            ))?;
        }
        CheckFormat::Json => terminal.line(&frame::json(&all(&found))?)?,
        CheckFormat::Github => terminal.print(&frame::github(&all(&found), terminal.lang))?,
    }
    let is_fine = all_tidy && count.errors == 0 && !(args.strict && count.warnings > 0);
    Ok(if is_fine {
        ExitStatus::Fine
    } else {
        ExitStatus::Findings
    })
}

fn all(found: &[Found]) -> Vec<Diagnostic> {
    found
        .iter()
        .flat_map(|found| found.problems().flat_map(|(problems, _)| problems))
        .collect()
}
