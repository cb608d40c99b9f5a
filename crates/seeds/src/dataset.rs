//! `dataset.toml`: what a seed is, who published it, what was changed, and what each column means.
//!
//! The file is written by hand and stands beside the table. Everything that shows a table to people (the page, packages,
//! the list in `seeds/README.md`) takes publisher, title, year, URL and attribution from here, so these are required.

use serde::{Deserialize, Serialize};

/// One dataset: a tidy table and its description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// Stable id; also the folder's name.
    pub id: String,
    /// What the table is called on screen.
    pub title: String,
    /// The table's file beside `dataset.toml`.
    pub file: String,
    /// Who published the source.
    pub publisher: String,
    /// The source's own title.
    pub source_title: String,
    /// The years (or the date) that the figures are of, in words.
    pub year: String,
    /// Where the publisher offers the source.
    pub url: String,
    /// The terms under which the source may be used.
    pub licence: String,
    /// The line that must be shown wherever the table is shown; says 「加工して作成」.
    pub attribution: String,
    /// What was changed on the way from the source to the table.
    pub changed: String,
    /// Warnings for readers: definitions, breaks, gaps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Names of the publisher's files that the importer reads.
    pub retrieved_from: Vec<String>,
    /// Columns that together identify a row.
    pub key: Vec<String>,
    /// The columns in the table's order.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

/// One column of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The name in the header row; a plain identifier that SQL needs no quotes for.
    pub name: String,
    /// What one value means.
    pub meaning: String,
    /// The unit of a number (`人`, `千円`, `%`); absent for texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How the values are to be read.
    pub dtype: Dtype,
}

/// How the values of a column are to be read. A municipality code is a `Text`: it must never become a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dtype {
    /// A whole number.
    Int,
    /// A decimal number.
    Float,
    /// Anything else.
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// `true` or `false`.
    Bool,
}

impl Dataset {
    /// Reads a `dataset.toml`.
    ///
    /// # Errors
    /// When the text is not TOML, lacks a required field or has an unknown one.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
id = "x"
title = "t"
file = "x.csv"
publisher = "p"
source_title = "s"
year = "2020"
url = "https://example.jp/"
licence = "CC BY 4.0"
attribution = "p「s」を加工して作成"
changed = "c"
retrieved_from = ["a.csv"]
key = ["市町コード"]
[[column]]
name = "市町コード"
meaning = "m"
dtype = "text"
[[column]]
name = "人口"
meaning = "m"
unit = "人"
dtype = "int"
"#;

    #[test]
    fn reads_and_writes_without_loss() {
        let dataset = Dataset::parse(SAMPLE).unwrap();
        assert_eq!(dataset.column("人口").unwrap().unit.as_deref(), Some("人"));
        assert_eq!(dataset.column("市町コード").unwrap().dtype, Dtype::Text);
        assert!(dataset.column("世帯数").is_none());
        let again = Dataset::parse(&toml::to_string(&dataset).unwrap()).unwrap();
        assert_eq!(dataset, again);
    }

    #[test]
    fn a_missing_attribution_or_a_misspelt_field_is_an_error() {
        let without = SAMPLE.replace("attribution = \"p「s」を加工して作成\"\n", "");
        assert!(
            Dataset::parse(&without)
                .unwrap_err()
                .to_string()
                .contains("attribution")
        );
        let misspelt = SAMPLE.replace("licence", "license");
        assert!(
            Dataset::parse(&misspelt)
                .unwrap_err()
                .to_string()
                .contains("license")
        );
        let dtype = SAMPLE.replace("\"int\"", "\"integer\"");
        assert!(Dataset::parse(&dtype).is_err());
    }
}
