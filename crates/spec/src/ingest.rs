//! A publisher's file that comes in: what it is, what is wrong with it as a table, and what may be done about it.
//!
//! The file is looked at first ([`Look`]); whoever brings it decides ([`Choice`]), and only then is something written: a
//! table as modules have it, and what its columns mean ([`Description`]).
//!
//! The Studio and `ama new` need no more. The workbench asks for a [`Reading`]: the look, how the text would look in other
//! encodings, and the [`Recipe`] by which the same file, or next year's, is read again ([`Replay`] says where that one is laid
//! out otherwise). Beside the table stand the [`RawSheet`], the [`Profile`] of its columns, the [`AuditReport`] of the sheet as
//! its publisher laid it out, and the [`PrivacyReport`]. [`Export`] is how a table leaves again.
//!
//! Rows and columns of a sheet count from 1, as its own program shows them; rows of a table from 1 below the names.

mod audit;
mod profile;
mod recipe;
mod rules;
mod taken;

use serde::{Deserialize, Serialize};

pub use self::audit::{AuditFinding, AuditPlace, AuditReport, Rule, RuleCheck, RuleState};
pub use self::profile::{
    Bin, ColumnProfile, Numbers, Oddity, Personal, PrivacyFinding, PrivacyReport, Profile,
    Suspicion,
};
pub use self::recipe::{Difference, LayoutChange, Recipe, Replay};
pub use self::taken::{Export, Exported, Unwritable};

use crate::diagnostic::Bilingual;
use crate::module::ColumnInfo;

/// Most bytes of a file that is read. A larger one must not even be taken into memory: whoever brings a file looks at its size
/// first, and says that the rows or columns that are needed should be copied to a file of their own, or that a program on the
/// desk (DuckDB, polars) reads it.
pub const MOST_BYTES: u64 = 256 << 20;

/// What was decided about a file. `None` is «as it is found», which the reader proposes and a [`Recipe`] writes down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The sheet, from 0; the first visible one that holds something where nothing was chosen.
    pub sheet: Option<u32>,
    /// The first and the last row that name columns, from 1 as the file's own program counts. Several are joined to one name
    /// each. `(0, 0)`: no row names columns.
    pub header: Option<(u32, u32)>,
    /// Repairs ([`Repair::id`]) that are not as they were proposed: rows of totals (`totals`) and of notes (`notes`) that are
    /// dropped, names over several rows that are joined (`names`), and so on.
    pub switched: Vec<String>,
    /// In which encoding the bytes of a text are read.
    pub encoding: Option<Encoding>,
    /// What stands between the cells of a text.
    pub separator: Option<Separator>,
    /// What stands around cells of a text that have a separator or a line end in them.
    pub quote: Option<Quote>,
    /// How many rows at the top are not looked at at all.
    pub skip: Option<u32>,
    /// The last row that is looked at: below it stand footnotes.
    pub last: Option<u32>,
    /// The first and the last column that are looked at.
    pub columns: Option<(u32, u32)>,
    /// Which list of a JSON file is the table ([`ListLook::path`]).
    pub list: Option<String>,
}

/// An encoding of text. Its name for people is [`Encoding::name`]; the word in files [`Encoding::slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with a byte-order mark or without.
    Utf8,
    /// UTF-16 with the low byte first: «Unicode» in old editors, and what Excel calls «Unicode テキスト».
    Utf16Le,
    /// UTF-16 with the high byte first.
    Utf16Be,
    /// Windows' own for Japanese, with ① ㈱ 髙 ～, which calls it Shift_JIS or «ANSI».
    Cp932,
    /// That of older Unix systems.
    EucJp,
    /// That of old mail.
    Iso2022Jp,
}

impl Encoding {
    /// All of them, the most usual first.
    pub const ALL: [Self; 6] = [
        Self::Utf8,
        Self::Cp932,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::EucJp,
        Self::Iso2022Jp,
    ];

    /// As it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16",
            Self::Utf16Be => "UTF-16 (BE)",
            Self::Cp932 => "Shift_JIS (CP932)",
            Self::EucJp => "EUC-JP",
            Self::Iso2022Jp => "ISO-2022-JP",
        }
    }

    /// The word in recorded steps.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Utf16Le => "utf16_le",
            Self::Utf16Be => "utf16_be",
            Self::Cp932 => "cp932",
            Self::EucJp => "euc_jp",
            Self::Iso2022Jp => "iso2022_jp",
        }
    }
}

/// What stands between cells of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `,`
    Comma,
    /// A tab.
    Tab,
    /// `;`
    Semicolon,
    /// `|`
    Pipe,
    /// A blank.
    Space,
}

impl Separator {
    /// All of them, the most usual first.
    pub const ALL: [Self; 5] = [
        Self::Comma,
        Self::Tab,
        Self::Semicolon,
        Self::Pipe,
        Self::Space,
    ];

    /// The sign itself.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Semicolon => b';',
            Self::Pipe => b'|',
            Self::Space => b' ',
        }
    }

    /// The word in recorded steps.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Tab => "tab",
            Self::Semicolon => "semicolon",
            Self::Pipe => "pipe",
            Self::Space => "space",
        }
    }
}

/// What stands around cells of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// `"`, and `""` for one inside.
    Double,
    /// `'`, and `''` for one inside.
    Single,
    /// Nothing: `"` and `'` are characters like any other.
    None,
}

impl Quote {
    /// All of them, the most usual first.
    pub const ALL: [Self; 3] = [Self::Double, Self::Single, Self::None];

    /// The word in recorded steps.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::Single => "single",
            Self::None => "none",
        }
    }
}

/// A file as it is read with a choice: for the workbench. The table itself travels beside it, as CSV in UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What it looks like and what can be put right. [`Look::blocked`] says why there is no table (then there is no CSV
    /// either); limits of modules are not meant by it here.
    pub look: Look,
    /// What is known of the table: title, notes, units and types of its columns.
    pub description: Description,
    /// Everything that was found or chosen, so that each can be shown and changed, and the step `read` recorded.
    pub recipe: Recipe,
    /// How the first lines look in each encoding, the one in force first; empty where the file is no text.
    pub encodings: Vec<EncodingLook>,
    /// The lists in a JSON file that may be the table, the one in force first.
    pub lists: Vec<ListLook>,
    /// Whether the file is so large that its cells are taken as they are: then no repair is offered but for rows and names,
    /// and steps mend the values.
    pub is_large: bool,
}

/// A text in one encoding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncodingLook {
    /// Which.
    pub encoding: Encoding,
    /// The first lines, cut to a width that can be shown. What is no character stands there as `�`.
    pub lines: Vec<String>,
    /// How many places of the first 64 KB are no characters in it. Only with 0 can the whole be read in it.
    pub faults: u64,
}

/// A list in a JSON file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListLook {
    /// Where it stands: `e`, `objects.towns`; nothing for the file itself. Names [`Choice::list`].
    pub path: String,
    /// How many rows it has.
    pub rows: u64,
    /// The names of its first columns.
    pub names: Vec<String>,
}

/// A piece of a sheet as it stands in the file, to be shown beside the table that comes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawSheet {
    /// How many rows the sheet has.
    pub rows: u64,
    /// How many columns it has; beyond 200 of them cells are left out.
    pub columns: u32,
    /// The rows asked for.
    pub lines: Vec<RawRow>,
    /// Cells that are one, as `(top, left, bottom, right)`, those that touch the rows asked for.
    pub merged: Vec<(u32, u32, u32, u32)>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// Its number.
    pub line: u32,
    /// What it is taken for.
    pub role: RowRole,
    /// Its cells, the text of each cut to 200 characters.
    pub cells: Vec<String>,
}

/// What a row of a sheet is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowRole {
    /// Outside of what is looked at ([`Choice::skip`], [`Choice::last`]).
    Outside,
    /// Above the names: a title.
    Above,
    /// It names columns.
    Header,
    /// A row of the table.
    Body,
    /// Nothing is in it.
    Blank,
    /// The names again.
    Again,
    /// A total or an average of others.
    Total,
    /// A note or a source.
    Note,
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
