//! Whether a machine can read a sheet as its publisher laid it out: the rules for tables that ministries publish.

use serde::{Deserialize, Serialize};
use table::sheet::{column, letters};

use crate::diagnostic::Bilingual;

/// The rules, each with its id and name in Rust.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// A rule of デジタル庁「機械可読性ルール」(2026). The words for people come with the report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule {
            $($(#[$doc])* #[serde(rename = $id)] $name,)*
        }

        impl Rule {
            /// All of them, in the order of their ids.
            pub const ALL: [Self; [$($id),*].len()] = [$(Self::$name),*];

            /// `L1-01`, as the rule is cited.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

rules! {
    /// A format that machines read.
    Format = "L1-01",
    /// One table a sheet.
    OneTable = "L1-02",
    /// No blank rows or columns that cut it apart.
    NotCut = "L1-03",
    /// Nothing beside the table.
    NothingBeside = "L1-04",
    /// Every column has a name.
    Named = "L1-05",
    /// No blanks or line breaks for looks.
    NoPadding = "L1-06",
    /// One value a cell.
    OneValue = "L1-07",
    /// No characters that other machines do not have.
    Characters = "L1-08",
    /// Blank and zero are told apart.
    BlankOrZero = "L1-09",
    /// No pictures or text boxes.
    NoPictures = "L1-10",
    /// No meaning in colour or bold.
    NoColour = "L1-11",
    /// No merged cells.
    NotMerged = "L1-12",
    /// No hidden rows or columns.
    NotHidden = "L1-13",
    /// One record a line.
    OneLine = "L1-14",
    /// Cells with a separator stand in quotes.
    Quoted = "L1-15",
    /// Numbers are numbers.
    PlainNumbers = "L2-01",
    /// No blanks that mean «as above».
    NoDitto = "L2-02",
    /// One unique, complete name a column, in one row.
    OneName = "L2-03",
    /// Choices are spelled one way.
    OneSpelling = "L2-04",
    /// What «その他» is stands in a column of its own.
    OtherApart = "L2-05",
    /// Values, not formulas.
    NoFormulas = "L2-06",
    /// Names in row 1, values from row 2.
    FirstRow = "L3-01",
    /// A table of codes comes with codes.
    CodeTable = "L3-02",
    /// Special signs are defined.
    SignsDefined = "L3-03",
    /// Units are given.
    Units = "L3-04",
    /// Times as e-Stat's codes or Western years.
    TimeAxis = "L3-05",
    /// An area's code or official name.
    Areas = "L3-06",
    /// The same layout from year to year.
    SameLayout = "L3-07",
    /// Definitions, history and encoding are stated.
    Stated = "L3-08",
    /// One observation a row.
    LongForm = "L3-09",
}

impl Rule {
    /// The rule with that id.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.id() == id)
    }
}

/// Where something is. Sheets count from 0, rows and columns from 1, as the file's own program shows them; `B3` is row 3,
/// column 2. The same file always gives the same places, whatever was chosen for reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditPlace {
    /// The file as such.
    File,
    /// A sheet as such.
    Sheet {
        /// Which.
        sheet: u32,
    },
    /// A row.
    Row {
        /// On which sheet.
        sheet: u32,
        /// Which.
        row: u32,
    },
    /// A column.
    Column {
        /// On which sheet.
        sheet: u32,
        /// Which.
        column: u32,
    },
    /// A cell; of merged ones the first.
    Cell {
        /// On which sheet.
        sheet: u32,
        /// Its row.
        row: u32,
        /// Its column.
        column: u32,
    },
}

impl AuditPlace {
    /// As a spreadsheet names it on its sheet: `B3`, `3:3`, `B:B`; nothing for sheets and files.
    pub fn name(self) -> String {
        match self {
            Self::File | Self::Sheet { .. } => String::new(),
            Self::Row { row, .. } => format!("{row}:{row}"),
            Self::Column { column, .. } => {
                let letters = letters(column);
                format!("{letters}:{letters}")
            }
            Self::Cell { row, column, .. } => format!("{}{row}", letters(column)),
        }
    }

    /// The place on a sheet that [`AuditPlace::name`] calls so; the sheet itself for nothing.
    pub fn of(sheet: u32, name: &str) -> Option<Self> {
        if name.is_empty() {
            return Some(Self::Sheet { sheet });
        }
        if let Some((first, last)) = name.split_once(':') {
            if first != last {
                return None;
            }
            return match first.parse() {
                Ok(0) => None,
                Ok(row) => Some(Self::Row { sheet, row }),
                Err(_) => Some(Self::Column {
                    sheet,
                    column: column(first)?,
                }),
            };
        }
        let at = name.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = name.split_at(at);
        let row = digits.parse().ok().filter(|row| *row > 0)?;
        Some(Self::Cell {
            sheet,
            row,
            column: column(letters)?,
        })
    }
}

/// What an audit of a file found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditReport {
    /// Every rule once, in the order of ids, with what became of it.
    pub rules: Vec<RuleCheck>,
    /// What goes against rules, by rule and then by place. At most 200 a rule; [`RuleState::Broken`] has the true number.
    pub findings: Vec<AuditFinding>,
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCheck {
    /// The rule.
    pub rule: Rule,
    /// What it asks, in the project's own words.
    pub words: Bilingual,
    /// Whether the file keeps it.
    pub state: RuleState,
    /// Why it was not looked at, where it was not.
    pub why: Bilingual,
}

/// Whether a file keeps a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleState {
    /// It was looked at and nothing was found.
    Kept,
    /// It is broken in so many places.
    Broken {
        /// How many.
        places: u64,
    },
    /// It is about another kind of file.
    OfOthers,
    /// It cannot be seen from the file, or not by this reader: somebody has to look.
    Unseen,
}

/// Something that goes against a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFinding {
    /// The rule.
    pub rule: Rule,
    /// Where.
    pub place: AuditPlace,
    /// What is there, for people.
    pub words: Bilingual,
    /// What would mend it, as in [`super::Suspicion::step`].
    pub step: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_have_their_ids() {
        assert_eq!(Rule::ALL.len(), 30);
        for rule in Rule::ALL {
            assert_eq!(Rule::of(rule.id()), Some(rule));
            let json = serde_json::to_string(&rule).unwrap();
            assert_eq!(json, format!("\"{}\"", rule.id()));
        }
        assert!(Rule::ALL.is_sorted_by_key(|rule| rule.id()));
        assert_eq!(Rule::of("L4-01"), None);
    }

    #[test]
    fn places_are_named_as_spreadsheets_do() {
        let sheet = 1;
        for (place, name) in [
            (
                AuditPlace::Cell {
                    sheet,
                    row: 3,
                    column: 2,
                },
                "B3",
            ),
            (
                AuditPlace::Cell {
                    sheet,
                    row: 10,
                    column: 28,
                },
                "AB10",
            ),
            (
                AuditPlace::Cell {
                    sheet,
                    row: 1,
                    column: 16_384,
                },
                "XFD1",
            ),
            (AuditPlace::Row { sheet, row: 7 }, "7:7"),
            (AuditPlace::Column { sheet, column: 26 }, "Z:Z"),
            (AuditPlace::Column { sheet, column: 703 }, "AAA:AAA"),
            (AuditPlace::Sheet { sheet }, ""),
        ] {
            assert_eq!(place.name(), name);
            assert_eq!(AuditPlace::of(sheet, name), Some(place), "{name}");
        }
        for wrong in ["B0", "3", "B", "b3", "1:2", "B:C", "0:0", "ZZZZZZZZ1", "3B"] {
            assert_eq!(AuditPlace::of(0, wrong), None, "{wrong}");
        }
    }
}
