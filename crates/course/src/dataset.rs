//! What the columns of a table mean: the file beside a CSV in the words of `dataset.toml`, as far as lessons show it.

use serde::Deserialize;
use spec::Diagnostic;
use spec::module::ColumnInfo;
use table::Dtype;

use crate::attach::TableFile;
use crate::fields::document;
use crate::fragment::Fragment;
use crate::problem::Problem;
use crate::report::Report;

#[derive(Default, Deserialize)]
struct Dataset {
    #[serde(default)]
    attribution: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    note: String,
    #[serde(default, rename = "column")]
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

/// A table's file with its description. `file` is the description's name, which diagnostics carry; columns that the
/// table does not have are found when the file is attached.
pub fn describe(csv: Vec<u8>, file: &str, description: &str) -> (TableFile, Vec<Diagnostic>) {
    let mut report = Report::new(file, description);
    let fragment = Fragment::verbatim(description, 0);
    let dataset = if document(&fragment, &mut report).is_broken {
        Dataset::default()
    } else {
        toml::from_str::<Dataset>(description).unwrap_or_else(|error| {
            // A key that is missing or of another type.
            let problem = Problem::TomlSyntax {
                message: error.message().to_owned(),
                sign: None,
            };
            report.add(error.span().unwrap_or_default(), problem);
            Dataset::default()
        })
    };
    let columns = dataset.columns.into_iter().map(|column| ColumnInfo {
        name: column.name,
        meaning: column.meaning,
        unit: column.unit,
        dtype: column.dtype,
    });
    let table = TableFile {
        bytes: csv,
        url: String::new(),
        attribution: dataset.attribution,
        licence: dataset.licence,
        note: dataset.note,
        columns: columns.collect(),
        ..TableFile::default()
    };
    (table, report.finish())
}

/// A module's own table with the description beside it, which may not be there: its name in diagnostics and its bytes.
/// A description that is no text is told, and the table goes without.
pub fn own_table(csv: Vec<u8>, description: Option<(&str, &[u8])>) -> (TableFile, Vec<Diagnostic>) {
    let text = description.map(|(file, bytes)| (file, crate::decode(file, bytes)));
    match text {
        Some((file, Ok(text))) => describe(csv, file, text),
        Some((_, Err(problem))) => (TableFile::of(csv), vec![*problem]),
        None => (TableFile::of(csv), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_that_is_no_text_is_told() {
        let (file, problems) = own_table(b"a".to_vec(), Some(("x.toml", b"note = '\x83\x65'")));
        assert_eq!(file.bytes, b"a");
        let problem = problems.first().unwrap();
        assert_eq!(
            (problem.code.as_str(), problem.file.as_str()),
            ("M910", "x.toml")
        );
        let (file, problems) = own_table(b"a".to_vec(), None);
        assert_eq!((file.bytes.as_slice(), problems.len()), (&b"a"[..], 0));
    }

    #[test]
    fn a_description_is_read_and_a_broken_one_is_told() {
        let good = "attribution = \"出典\"\n[[column]]\nname = \"コード\"\nmeaning = \"市町のコード\"\ndtype = \"text\"\n";
        let (file, problems) = describe(b"a".to_vec(), "x.toml", good);
        assert_eq!((file.attribution.as_str(), problems.len()), ("出典", 0));
        assert_eq!(
            file.columns.first().map(|column| column.dtype),
            Some(Dtype::Text)
        );
        let (file, problems) = describe(b"a".to_vec(), "x.toml", "note = \n");
        assert_eq!((file.bytes.as_slice(), file.columns.len()), (&b"a"[..], 0));
        let problem = problems.first().unwrap();
        assert_eq!(
            (
                problem.code.as_str(),
                problem.file.as_str(),
                problem.span.line
            ),
            ("M101", "x.toml", 1)
        );
        let lacking = "[[column]]\nname = \"コード\"\n";
        let (_, problems) = describe(b"a".to_vec(), "x.toml", lacking);
        assert_eq!(problems.len(), 1);
    }
}
