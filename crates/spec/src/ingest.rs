//! A publisher's file that comes in: what it is, what is wrong with it as a table, and what may be done about it.
//!
//! The file is looked at first ([`Look`]); whoever brings it decides ([`Choice`]), and only then is something written: a
//! table as modules have it, and what its columns mean ([`Description`]).

use serde::{Deserialize, Serialize};

use crate::diagnostic::Bilingual;
use crate::module::ColumnInfo;

/// What was decided about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The sheet, from 0; the first visible one that holds something where nothing was chosen.
    pub sheet: Option<u32>,
    /// The first and the last row that name columns, from 1 as the file's own program counts.
    pub header: Option<(u32, u32)>,
    /// Repairs ([`Repair::id`]) that are not as they were proposed.
    pub switched: Vec<String>,
}

/// What a file looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Which kind of file it is, with encoding and separator where it is text.
    pub kind: Bilingual,
    /// Its sheets; one without a name where it is text.
    pub sheets: Vec<Sheet>,
    /// The sheet that is looked at.
    pub sheet: u32,
    /// The rows that name columns, as in [`Choice::header`].
    pub header: (u32, u32),
    /// What is there and stays as it is.
    pub notes: Vec<Bilingual>,
    /// What can be put right.
    pub repairs: Vec<Repair>,
    /// The columns of the table that comes of it.
    pub columns: Vec<ColumnLook>,
    /// How many rows that has.
    pub rows: u64,
    /// Its first rows.
    pub sample: Vec<Vec<String>>,
    /// Why it cannot be taken in like this.
    pub blocked: Option<Bilingual>,
    /// Whether the file itself is such a table as it is.
    pub is_table: bool,
    /// Whether it is one of which nothing is to be said.
    pub is_tidy: bool,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows down to the last one with something in it.
    pub rows: u32,
    /// Columns likewise.
    pub columns: u32,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
}

/// Something that can be put right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Names it in [`Choice::switched`].
    pub id: String,
    /// What is done.
    pub words: Bilingual,
    /// Whether it is done.
    pub is_on: bool,
    /// How many cells or rows it is about.
    pub count: u64,
    /// Some of them before and after; nothing stands after what goes.
    pub examples: Vec<(String, String)>,
}

/// What a column of the table holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnLook {
    /// Its name.
    pub name: String,
    /// What its cells are, with numbers of each.
    pub words: Bilingual,
}

/// Where a table comes from and what its columns mean: the `.toml` beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// What it is about.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Of when it is.
    pub year: String,
    /// Where it was found.
    pub url: String,
    /// On which terms it may be used.
    pub licence: String,
    /// 出典, as lessons show it.
    pub attribution: String,
    /// What readers have to know.
    pub note: String,
    /// The columns.
    pub columns: Vec<ColumnInfo>,
}
