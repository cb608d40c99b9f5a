//! What the columns of a table hold, what is suspicious in them, and what may be about a person.

use serde::{Deserialize, Serialize};
use table::Dtype;

use crate::diagnostic::Bilingual;

/// The columns of a table, each at a glance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// How many rows the table has.
    pub rows: u64,
    /// How many of them are the same as one before them in every cell.
    pub repeated: u64,
    /// The columns, in their order.
    pub columns: Vec<ColumnProfile>,
}

/// A column at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Its name.
    pub name: String,
    /// What the engine takes it for.
    pub dtype: Dtype,
    /// Cells with nothing in them.
    pub blank: u64,
    /// Signs for no value (`-`, `***`, `…`) with how many cells have each; such a column is text for the engine.
    pub signs: Vec<(String, u64)>,
    /// How many different values there are, blanks not counted.
    pub distinct: u64,
    /// Of numbers, also where they are written for people (`"4,134"`, `△5`).
    pub numbers: Option<Numbers>,
    /// The first and the last day, as `2024-04-01`, also where days are written for people.
    pub dates: Option<(String, String)>,
    /// How often values lie where, from left to right without a gap: numbers, or days as their years.
    pub histogram: Vec<Bin>,
    /// The most frequent values with how many cells have each, at most 8; fewer where no value is there twice.
    pub top: Vec<(String, u64)>,
    /// What is suspicious, the gravest first.
    pub suspicions: Vec<Suspicion>,
}

/// Figures of a column of numbers. Quartiles as `QUANTILE_CONT` has them (linear between the two nearest values).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// How many.
    pub count: u64,
    /// The smallest.
    pub min: f64,
    /// A quarter is not above it.
    pub q1: f64,
    /// Half is not above it.
    pub median: f64,
    /// Three quarters are not above it.
    pub q3: f64,
    /// The largest.
    pub max: f64,
    /// The mean.
    pub mean: f64,
    /// How many are 0.
    pub zeros: u64,
}

/// A bar of a histogram: values from `from` to `to`, without `to` but in the last one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How many values lie in it.
    pub count: u64,
}

/// Something suspicious in a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspicion {
    /// What.
    pub oddity: Oddity,
    /// The same for people.
    pub words: Bilingual,
    /// How many cells.
    pub count: u64,
    /// The first of them: row and what stands there, cut to 60 characters, at most 5.
    pub examples: Vec<(u64, String)>,
    /// The verb of the step that would mend it, as [`crate::Step::verb`] has it or will; a page offers it where
    /// [`crate::Step::empty`] knows the verb. `read`: another choice at reading. Empty where only somebody who knows can say.
    pub step: String,
}

/// What may be suspicious in a column; the order is that of gravity and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Oddity {
    /// Numbers that are text because of `,`, `¥`, `△`, full width or the like.
    NumberAsText,
    /// Mostly numbers, and some cells that are none.
    MixedTypes,
    /// Numbers with different units or scales, or with and without `%`.
    MixedUnits,
    /// Days in several forms, or in one that the engine does not read as a day.
    DateForms,
    /// Days that may be read in two ways (`01/04/2023`).
    AmbiguousDates,
    /// Digits of different lengths where codes have one length: leading zeros are lost.
    LostZeros,
    /// Zeros where no other value is near zero: perhaps no value at all.
    ZeroForMissing,
    /// Signs for no value.
    MissingSigns,
    /// A value is there twice in a column that names its rows.
    DuplicateKey,
    /// One value in several spellings (width, blanks, 髙 and 高, ヶ and ケ).
    Spellings,
    /// Full and half width are mixed.
    MixedWidth,
    /// Blanks around values.
    OuterBlanks,
    /// Rows of totals among the others.
    Totals,
    /// Cells below a value are blank, as if it went on.
    FilledDown,
    /// Years of an era.
    EraYears,
    /// Characters that others do not see or cannot show: control characters, private ones.
    StrangeCharacters,
}

/// What of a table may be about persons. Words in it name columns and counts, never a cell's value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyReport {
    /// What was found, the gravest first; nothing where nothing looks like it.
    pub findings: Vec<PrivacyFinding>,
}

/// A column that may be about persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyFinding {
    /// The column's name.
    pub column: String,
    /// What it looks like.
    pub personal: Personal,
    /// How many of its cells do; 0 where only its name says so.
    pub cells: u64,
    /// How many cells hold something.
    pub filled: u64,
    /// Whether the column's name says so.
    pub by_name: bool,
    /// The same for people, with what to do.
    pub words: Bilingual,
    /// The verb of the step that would help.
    pub step: String,
}

/// What may be about a person; the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Personal {
    /// マイナンバー: 12 digits of which the last one checks the others.
    MyNumber,
    /// Somebody's name, or how it is read.
    Name,
    /// An address with the number of a house.
    Address,
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// A day of birth.
    Birth,
    /// Another number of a person: 被保険者番号, 宛名番号.
    PersonId,
}
