//! A table's file and its `dataset.toml`, as far as the page shows them. The importers' crate checks the rest.

use std::path::Path;

use anyhow::{Context, Result, bail};
use course::TableFile;
use serde::Deserialize;
use spec::module::ColumnInfo;
use table::Dtype;

#[derive(Deserialize)]
struct Dataset {
    #[serde(default)]
    attribution: String,
    #[serde(default)]
    note: String,
    #[serde(rename = "column")]
    columns: Vec<Column>,
}

#[derive(Deserialize)]
struct Column {
    name: String,
    meaning: String,
    #[serde(default)]
    unit: String,
    dtype: Dtype,
}

/// The table's bytes with its columns and source. Without a description, `course` takes types from the values.
pub(super) fn describe(csv: Vec<u8>, description: Option<&Path>) -> Result<TableFile> {
    let text = match description {
        Some(path) => Some(
            std::fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?,
        ),
        None => None,
    };
    described(csv, text.as_deref())
}

fn described(csv: Vec<u8>, description: Option<&str>) -> Result<TableFile> {
    let mut file = TableFile::default();
    if let Some(description) = description {
        let dataset: Dataset = toml::from_str(description)?;
        let header: Vec<String> = reader(&csv).headers()?.iter().map(str::to_owned).collect();
        let names: Vec<&str> = dataset
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        if names != header {
            bail!(
                "the file has the columns {}, the description {}",
                header.join(", "),
                names.join(", ")
            );
        }
        file.attribution = dataset.attribution;
        file.note = dataset.note;
        file.columns = dataset.columns.into_iter().map(Column::info).collect();
    }
    file.bytes = csv;
    Ok(file)
}

impl Column {
    fn info(self) -> ColumnInfo {
        ColumnInfo {
            name: self.name,
            meaning: self.meaning,
            unit: self.unit,
            dtype: self.dtype,
        }
    }
}

/// The number of rows below the header.
pub(super) fn rows(csv: &[u8]) -> Result<u64> {
    reader(csv).records().try_fold(0, |rows, record| {
        record?;
        Ok(rows + 1)
    })
}

/// The values of one column, in the file's order.
pub(super) fn column(path: &Path, name: &str) -> Result<Vec<String>> {
    let csv = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut reader = reader(&csv);
    let at = reader.headers()?.iter().position(|header| header == name);
    let at = at.with_context(|| format!("{} has no column {name}", path.display()))?;
    reader
        .records()
        .map(|record| Ok(record?.get(at).unwrap_or_default().to_owned()))
        .collect()
}

fn reader(csv: &[u8]) -> csv::Reader<&[u8]> {
    csv::Reader::from_reader(csv.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(csv))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_goes_before_the_values() {
        let toml = "attribution = \"出典：…\"\n[[column]]\nname = \"コード\"\nmeaning = \"市町のコード\"\ndtype = \"text\"\n";
        let file = described("コード\n24201\n24202\n".into(), Some(toml)).unwrap();
        assert_eq!(file.attribution, "出典：…");
        assert_eq!(file.columns.first().unwrap().dtype, Dtype::Text);
        let error = described("別\n1\n".into(), Some(toml)).unwrap_err();
        assert!(error.to_string().contains("別"), "{error}");
        assert!(
            described("別\n1\n".into(), None)
                .unwrap()
                .columns
                .is_empty()
        );
    }
}
