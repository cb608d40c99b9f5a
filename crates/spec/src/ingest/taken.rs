//! A table that is taken along.

use serde::{Deserialize, Serialize};

use crate::module::ColumnInfo;

/// As what a table leaves. The table itself is handed over as CSV in UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// CSV in UTF-8 with a byte-order mark, which Excel opens as it is.
    CsvUtf8,
    /// CSV in CP932, for programs that read nothing else. Look at [`Exported::unwritable`] before it is saved.
    CsvCp932,
    /// An Excel workbook: the table, and a sheet «出典» with sources and steps.
    Xlsx {
        /// What the table's sheet is called.
        title: String,
        /// The table's columns, with the types and units that its cells are written in. What is not listed is text.
        columns: Vec<ColumnInfo>,
        /// Lines of the sheet «出典»: publisher, title, year, address, licence, 加工して作成.
        sources: Vec<String>,
        /// The steps that made the table, a line each.
        steps: Vec<String>,
    },
}

/// What there is to say of a file that is taken along; its bytes travel beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Characters that CP932 does not have. In the file stands what [`Unwritable::instead`] says.
    pub unwritable: Vec<Unwritable>,
    /// How many texts begin like a formula and got a `'` before them.
    pub guarded: u64,
}

/// A character that an encoding does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unwritable {
    /// The character.
    pub character: String,
    /// What is written in its place: its twin where there is one (`〜` becomes `～`), else `〓`.
    pub instead: String,
    /// How many times it stands in the table.
    pub count: u64,
    /// The first cells with it: row (0 for the names) and the column's name, at most 20.
    pub places: Vec<(u64, String)>,
}
