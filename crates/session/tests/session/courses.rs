//! Every module under `courses/` is as its author meant it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use course::TableFile;
use seeds::dataset::{Dataset, Dtype};
use session::author::check_module;
use spec::DataSource;
use spec::module::ColumnInfo;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn modules() -> Vec<PathBuf> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = std::fs::read_dir(path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        found.sort();
        found
    };
    folders(&root().join("courses"))
        .iter()
        .flat_map(|track| folders(track))
        .map(|module| module.join("module.md"))
        .filter(|file| file.is_file())
        .collect()
}

/// A module's table as the build finds it.
fn file(folder: &Path, source: &DataSource) -> Option<TableFile> {
    if source.seed.is_empty() {
        return Some(TableFile {
            bytes: std::fs::read(folder.join(&source.file)).ok()?,
            ..TableFile::default()
        });
    }
    let seed = root().join("seeds").join(&source.seed);
    let dataset = Dataset::parse(&std::fs::read_to_string(seed.join("dataset.toml")).ok()?).ok()?;
    let columns = dataset
        .columns
        .into_iter()
        .map(|column| ColumnInfo {
            name: column.name,
            meaning: column.meaning,
            unit: column.unit.unwrap_or_default(),
            dtype: match column.dtype {
                Dtype::Int => table::Dtype::Int,
                Dtype::Float => table::Dtype::Float,
                Dtype::Text => table::Dtype::Text,
                Dtype::Date => table::Dtype::Date,
                Dtype::Bool => table::Dtype::Bool,
            },
        })
        .collect();
    let bytes = std::fs::read(seed.join(&dataset.file)).ok()?;
    Some(TableFile {
        bytes,
        columns,
        ..TableFile::default()
    })
}

#[test]
fn every_module_is_as_its_author_meant_it() {
    let mut problems = Vec::new();
    for path in modules() {
        let text = std::fs::read_to_string(&path).unwrap();
        let folder = path.parent().unwrap();
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let (module, diagnostics) = course::load(&name, &text, &mut |source| file(folder, source));
        for diagnostic in diagnostics {
            if diagnostic.severity == spec::Severity::Error {
                problems.push(format!("{name}: {diagnostic:?}"));
            }
        }
        let tables: BTreeMap<String, Vec<u8>> = module
            .data
            .iter()
            .filter_map(|source| Some((source.name.clone(), file(folder, source)?.bytes)))
            .collect();
        problems.extend(
            check_module(&module, &tables)
                .into_iter()
                .map(|finding| format!("{name}: {finding:#?}")),
        );
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
