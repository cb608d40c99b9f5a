//! The list of datasets for `seeds/README.md`, made from what is there.

use std::path::Path;

use anyhow::{Context, Result};

use crate::dataset::Dataset;
use crate::importers::IMPORTERS;
use crate::raw::delimited;

/// Each dataset and its table's text, in the importers' order.
///
/// # Errors
/// When a dataset has no `dataset.toml` or no table.
pub fn datasets(folder: &Path) -> Result<Vec<(Dataset, String)>> {
    IMPORTERS
        .iter()
        .map(|importer| {
            let folder = folder.join(importer.id);
            let read = |name: &str| {
                let path = folder.join(name);
                std::fs::read_to_string(&path)
                    .with_context(|| format!("cannot read `{}`", path.display()))
            };
            let dataset =
                Dataset::parse(&read("dataset.toml")?).with_context(|| importer.id.to_owned())?;
            let table = read(&dataset.file)?;
            Ok((dataset, table))
        })
        .collect()
}

/// The list as a Markdown table: id, title, rows, years, source.
///
/// # Errors
/// As [`datasets`].
pub fn markdown(folder: &Path) -> Result<String> {
    let mut text =
        String::from("| データ | 内容 | 行 | 年・時点 | 出典 |\n|---|---|--:|---|---|\n");
    for (dataset, table) in datasets(folder)? {
        let rows = delimited(&table, b',')?.len().saturating_sub(1);
        let Dataset {
            id,
            title,
            year,
            publisher,
            source_title,
            url,
            ..
        } = &dataset;
        text.push_str(&format!(
            "| `{id}` | {title} | {rows} | {year} | [{publisher} {source_title}]({url}) |\n"
        ));
    }
    Ok(text)
}
