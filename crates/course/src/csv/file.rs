//! A table's file as sentences name it.

use spec::DataSource;

/// A table's file: the name of the table and the file as it is named in the front matter.
#[derive(Clone, Debug)]
pub(crate) struct CsvFile {
    pub(crate) table: String,
    pub(crate) file: String,
}

/// What a column's name has that nobody sees.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unseen {
    /// Blanks before or behind it.
    Blanks,
    /// Marks (`゛`) that stand apart from their letters.
    Marks,
}

impl CsvFile {
    /// That of a source.
    pub(crate) fn of(source: &DataSource) -> Self {
        let file = if source.seed.is_empty() {
            &source.file
        } else {
            &source.seed
        };
        Self {
            table: source.name.clone(),
            file: file.clone(),
        }
    }
}
