//! CSV as it is read everywhere: by the author's check, when modules are handed out, in the Studio and by the engine.
//!
//! UTF-8 with or without a byte-order mark, one row of names, cells separated by `,`. A line ends with LF, CRLF or CR alone.
//! A cell that begins with `"` ends with the next single `"`, and `""` stands for one inside of it; anywhere else `"` is a
//! character like any other. A cell without characters is missing, with or without quotes.
//!
//! What fits these rules is read, everything else is a [`Fault`] with its line: nothing is guessed, and no row is left out.
//! A file that is shown as it was published has no row of names (`Reader::raw`): its rows may be uneven and empty, the rest holds.
//! What a cell means is told here too ([`int`], [`float`], [`date`], [`bool()`]), strictly: what a machine wrote, not what a
//! person typed. Start at `Reader`; it comes with the feature `nfkc`, since the page reads no files.

#[cfg(feature = "nfkc")]
mod reader;

use serde::{Deserialize, Serialize};

#[cfg(feature = "nfkc")]
pub use self::reader::{Reader, Record, Rows, Title, records, title};

use crate::Dtype;
use crate::text::days_from_civil;

/// Why bytes are no table. Lines count from 1, as an editor shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// There is a byte that is no UTF-8.
    NotUtf8 {
        /// The first one's line.
        line: u64,
    },
    /// There is a NUL byte: no text, or UTF-16.
    Nul {
        /// Its line.
        line: u64,
    },
    /// No column has a name.
    Empty,
    /// A column has no name.
    NoTitle {
        /// Its position, from 1.
        column: u64,
    },
    /// Two columns have one name.
    TitleTwice {
        /// The name.
        name: String,
    },
    /// Two names differ only in blanks or in the width of characters.
    TitlesAlike {
        /// The first one.
        name: String,
        /// The other one.
        other: String,
    },
    /// Everything is in one column because the separator is another one.
    Separator {
        /// The sign that separates.
        sign: char,
    },
    /// A `"` is never closed.
    Unclosed {
        /// Its line.
        line: u64,
    },
    /// Something stands between a `"` that closes a cell and the next `,`.
    AfterQuote {
        /// Its line.
        line: u64,
        /// The line of the `"` that opens the cell.
        opened: u64,
    },
    /// A row has more or fewer cells than there are names.
    Uneven {
        /// The row's first line.
        line: u64,
        /// How many names there are.
        want: u64,
        /// How many cells it has.
        found: u64,
    },
    /// A row has nothing but `,`.
    EmptyRow {
        /// Its line.
        line: u64,
    },
}

impl Fault {
    /// The line that it is about; names of columns stand in the first one.
    pub fn line(&self) -> u64 {
        match self {
            Self::NotUtf8 { line }
            | Self::Nul { line }
            | Self::Unclosed { line }
            | Self::AfterQuote { line, .. }
            | Self::Uneven { line, .. }
            | Self::EmptyRow { line } => *line,
            Self::Empty
            | Self::NoTitle { .. }
            | Self::TitleTwice { .. }
            | Self::TitlesAlike { .. }
            | Self::Separator { .. } => 1,
        }
    }
}

/// Whether text is digits with a leading zero: a code (`059`), never a number.
fn is_code(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn unsigned(cell: &str) -> &str {
    cell.strip_prefix('-').unwrap_or(cell)
}

/// A whole number: digits, with `-` before them where it is negative.
pub fn int(cell: &str) -> Option<i64> {
    let digits = unsigned(cell);
    // `parse` would take a `+`.
    if is_code(digits) || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    cell.parse().ok()
}

/// A number: digits first, then a point or an exponent where there is one.
pub fn float(cell: &str) -> Option<f64> {
    let digits = unsigned(cell);
    let is_numeric = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'));
    if is_code(digits) || !is_numeric {
        return None;
    }
    cell.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A day, `2024-04-01`, in days since 1970-01-01.
pub fn date(cell: &str) -> Option<i32> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = cell.as_bytes() else {
        return None;
    };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_u32, |sum, digit| {
            digit
                .is_ascii_digit()
                .then(|| sum * 10 + u32::from(**digit - b'0'))
        })
    };
    let year = i32::try_from(number(&[a, b, c, d])?).ok()?;
    days_from_civil(year, number(&[e, f])?, number(&[g, h])?)
}

/// `true` or `false`.
pub fn bool(cell: &str) -> Option<bool> {
    match cell {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// The narrowest type that all cells of a column fit, found by showing them one after another.
#[derive(Clone, Copy, Debug)]
pub struct Guess {
    is_empty: bool,
    int: bool,
    float: bool,
    date: bool,
    bool: bool,
}

impl Default for Guess {
    fn default() -> Self {
        Self {
            is_empty: true,
            int: true,
            float: true,
            date: true,
            bool: true,
        }
    }
}

impl Guess {
    /// Takes a cell into account; missing ones say nothing.
    pub fn add(&mut self, cell: &str) {
        if cell.is_empty() {
            return;
        }
        self.is_empty = false;
        self.int = self.int && int(cell).is_some();
        self.float = self.float && float(cell).is_some();
        self.date = self.date && date(cell).is_some();
        self.bool = self.bool && bool(cell).is_some();
    }

    /// The type; text where no cell was seen.
    pub fn dtype(self) -> Dtype {
        match self {
            Self { is_empty: true, .. } => Dtype::Text,
            Self { int: true, .. } => Dtype::Int,
            Self { float: true, .. } => Dtype::Float,
            Self { date: true, .. } => Dtype::Date,
            Self { bool: true, .. } => Dtype::Bool,
            _ => Dtype::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_strictly() {
        for (cell, want) in [
            ("0", Some(0)),
            ("-5", Some(-5)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775808", None),
            ("059", None),
            ("-059", None),
            ("+5", None),
            ("", None),
            ("-", None),
            ("1,234", None),
            ("１", None),
            (" 5", None),
        ] {
            assert_eq!(int(cell), want, "{cell:?}");
        }
        for (cell, want) in [
            ("0.5", Some(0.5)),
            ("-1e3", Some(-1000.0)),
            ("5", Some(5.0)),
            ("059", None),
            (".5", None),
            ("+1.5", None),
            ("1e999", None),
            ("inf", None),
            ("NaN", None),
            ("1.2.3", None),
        ] {
            assert_eq!(float(cell), want, "{cell:?}");
        }
        assert_eq!(date("2020-04-01"), Some(18353));
        for cell in ["2024-02-30", "2024-4-1", "2020/04/01", "令和2年4月1日"] {
            assert_eq!(date(cell), None, "{cell:?}");
        }
        assert_eq!(
            [bool("true"), bool("false"), bool("TRUE")],
            [Some(true), Some(false), None]
        );
    }

    #[test]
    fn the_narrowest_type_is_found() {
        let guess = |cells: &[&str]| {
            let mut guess = Guess::default();
            cells.iter().for_each(|cell| guess.add(cell));
            guess.dtype()
        };
        assert_eq!(guess(&["1", "", "2"]), Dtype::Int);
        assert_eq!(guess(&["1", "2.5"]), Dtype::Float);
        assert_eq!(guess(&["2020-04-01", ""]), Dtype::Date);
        assert_eq!(guess(&["true", "false"]), Dtype::Bool);
        assert_eq!(guess(&["1", "059"]), Dtype::Text);
        assert_eq!(guess(&["2024-02-30", "2024-03-01"]), Dtype::Text);
        assert_eq!(guess(&["", ""]), Dtype::Text);
        assert_eq!(guess(&[]), Dtype::Text);
    }
}
