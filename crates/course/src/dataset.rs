//! What the columns of a table mean: the file beside a CSV in the words of `dataset.toml`, as far as lessons show it.

use serde::Deserialize;
use spec::module::{ColumnInfo, Published};
use spec::{Area, DataSource, Diagnostic, Module};
use table::Dtype;

use crate::attach::TableFile;
use crate::fields::document;
use crate::fragment::Fragment;
use crate::problem;
use crate::report::Diagnostics;
use crate::write::toml::Toml;

#[derive(Default, Deserialize)]
struct Dataset {
    #[serde(default)]
    attribution: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    raw: bool,
    #[serde(default)]
    sheet: String,
    #[serde(default)]
    merged: Vec<AreaName>,
    #[serde(default)]
    coloured: Vec<AreaName>,
    #[serde(default)]
    bold: Vec<AreaName>,
    #[serde(default, rename = "column")]
    columns: Vec<Column>,
}

/// An area of the published sheet by its name.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct AreaName(Area);

impl TryFrom<String> for AreaName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let area = Area::of(&name);
        area.map(Self)
            .ok_or_else(|| format!("`{name}` is no area like `B3`, `A1:C4`, `3:5` or `B:B`"))
    }
}

impl Dataset {
    /// What the published file looked like, where it is taken as it is; an error for keys that need `raw`.
    fn published(&self) -> Result<Option<Published>, ()> {
        let areas = |names: &[AreaName]| names.iter().map(|name| name.0).collect();
        let published = Published {
            sheet: self.sheet.clone(),
            merged: areas(&self.merged),
            coloured: areas(&self.coloured),
            bold: areas(&self.bold),
        };
        match self.raw {
            true => Ok(Some(published)),
            false if published == Published::default() => Ok(None),
            false => Err(()),
        }
    }
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
    let mut report = Diagnostics::new(file, description);
    let fragment = Fragment::verbatim(description, 0);
    let dataset = if document(&fragment, &mut report).is_broken {
        Dataset::default()
    } else {
        toml::from_str::<Dataset>(description).unwrap_or_else(|error| {
            // A key that is missing or of another type.
            let problem = problem::toml::syntax(error.message(), None);
            report.add(error.span().unwrap_or_default(), problem);
            Dataset::default()
        })
    };
    let raw = dataset.published().unwrap_or_else(|()| {
        let words = "`sheet`, `merged`, `coloured` and `bold` need `raw = true`";
        report.add(0..0, problem::toml::syntax(words, None));
        None
    });
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
        raw,
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

/// Paths and texts of the descriptions beside the module's own tables, as far as the module knows what stood in them:
/// the way back from [`own_table`].
pub fn descriptions(module: &Module) -> Vec<(String, String)> {
    let own = module.data.iter().filter(|source| !source.file.is_empty());
    own.map(|source| (source.description(), description(source)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn description(source: &DataSource) -> String {
    let mut toml = Toml::default();
    toml.text_if_any("attribution", &source.attribution);
    toml.text_if_any("licence", &source.licence);
    toml.text_if_any("note", &source.note);
    if let Some(Published {
        sheet,
        merged,
        coloured,
        bold,
    }) = &source.raw
    {
        toml.flag("raw", true);
        toml.text_if_any("sheet", sheet);
        for (key, areas) in [("merged", merged), ("coloured", coloured), ("bold", bold)] {
            let names: Vec<String> = areas.iter().map(|area| area.name()).collect();
            toml.texts_if_any(key, &names);
        }
    }
    // Columns that nobody described are told by the data themselves.
    for column in &source.columns {
        if column.meaning.is_empty() && column.unit.is_empty() {
            continue;
        }
        toml.table("column");
        toml.text("name", &column.name);
        toml.text("meaning", &column.meaning);
        toml.text_if_any("unit", &column.unit);
        let dtype = match column.dtype {
            Dtype::Int => "int",
            Dtype::Float => "float",
            Dtype::Text => "text",
            Dtype::Bool => "bool",
            Dtype::Date => "date",
        };
        toml.text("dtype", dtype);
    }
    toml.finish()
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
    fn a_description_is_written_as_it_is_read() {
        let text = "attribution = \"出典: 市役所\"\nlicence = \"CC BY 4.0\"\nnote = \"仮の数\"\n[[column]]\nname = \"人 口\"\nmeaning = \"人の数\"\nunit = \"人\"\ndtype = \"int\"\n";
        let (file, problems) = describe(b"a".to_vec(), "x.toml", text);
        assert_eq!(problems.len(), 0);
        let source = DataSource {
            file: "data/x.csv".into(),
            attribution: file.attribution,
            licence: file.licence,
            note: file.note,
            columns: file.columns,
            ..DataSource::default()
        };
        let mut module = Module {
            data: vec![source],
            ..Module::default()
        };
        assert_eq!(
            descriptions(&module),
            [("data/x.toml".to_owned(), text.to_owned())]
        );
        module.data = vec![DataSource {
            seed: "mie-population".into(),
            ..DataSource::default()
        }];
        assert_eq!(descriptions(&module), []);
    }

    #[test]
    fn a_file_as_published_is_described() {
        let text = "attribution = \"出典\"\nraw = true\nsheet = \"施設\"\nmerged = [\"A1:C1\", \"2:2\"]\nbold = [\"B:B\"]\n";
        let (file, problems) = describe(b"a".to_vec(), "x.toml", text);
        assert_eq!(problems.len(), 0);
        let module = Module {
            data: vec![DataSource {
                file: "x.csv".into(),
                attribution: file.attribution,
                raw: file.raw,
                ..DataSource::default()
            }],
            ..Module::default()
        };
        assert_eq!(
            descriptions(&module),
            [("x.toml".to_owned(), text.to_owned())]
        );
        for wrong in ["raw = true\nmerged = [\"B0\"]\n", "merged = [\"A1:B1\"]\n"] {
            let (file, problems) = describe(b"a".to_vec(), "x.toml", wrong);
            assert_eq!((file.raw, problems.len()), (None, 1), "{wrong}");
        }
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
