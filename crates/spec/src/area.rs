//! Areas of a sheet as a spreadsheet names them: `B3`, `A1:C4`, `3:5`, `B:B`.

use serde::{Deserialize, Serialize};
use table::sheet::{column, letters};

/// Cells of a sheet in a rectangle. Rows and columns count from 1, both ends are inside; what has no end goes as far as the
/// sheet does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row; [`Area::END`] for none.
    pub bottom: u32,
    /// Last column; [`Area::END`] for none.
    pub right: u32,
}

impl Area {
    /// The end of what has none.
    pub const END: u32 = u32::MAX;

    /// One cell.
    pub const fn cell(row: u32, column: u32) -> Self {
        Self {
            top: row,
            left: column,
            bottom: row,
            right: column,
        }
    }

    /// A row.
    pub const fn row(row: u32) -> Self {
        Self {
            top: row,
            left: 1,
            bottom: row,
            right: Self::END,
        }
    }

    /// A column.
    pub const fn column(column: u32) -> Self {
        Self {
            top: 1,
            left: column,
            bottom: Self::END,
            right: column,
        }
    }

    /// The area of that name; `None` where it is none.
    pub fn of(name: &str) -> Option<Self> {
        let (first, last) = name.split_once(':').unwrap_or((name, name));
        let number = |digits: &str| {
            let is_number = !digits.starts_with(['0', '+']);
            digits.parse::<u32>().ok().filter(|_| is_number)
        };
        let cell = |name: &str| {
            let at = name.find(|c: char| c.is_ascii_digit())?;
            let (letters, digits) = name.split_at(at);
            Some((number(digits)?, column(letters)?))
        };
        let area = if let (Some((top, left)), Some((bottom, right))) = (cell(first), cell(last)) {
            Self {
                top,
                left,
                bottom,
                right,
            }
        } else if !name.contains(':') {
            return None;
        } else if let (Some(top), Some(bottom)) = (number(first), number(last)) {
            Self {
                bottom,
                ..Self::row(top)
            }
        } else {
            Self {
                right: column(last)?,
                ..Self::column(column(first)?)
            }
        };
        (area.top <= area.bottom && area.left <= area.right).then_some(area)
    }

    /// As a spreadsheet names it; [`Area::of`] reads it back.
    pub fn name(self) -> String {
        let Self {
            top,
            left,
            bottom,
            right,
        } = self;
        if right == Self::END {
            format!("{top}:{bottom}")
        } else if bottom == Self::END {
            format!("{}:{}", letters(left), letters(right))
        } else if top == bottom && left == right {
            format!("{}{top}", letters(left))
        } else {
            format!("{}{top}:{}{bottom}", letters(left), letters(right))
        }
    }

    /// The part of it on a sheet of that size.
    #[must_use]
    pub fn within(self, rows: u32, columns: u32) -> Self {
        Self {
            bottom: self.bottom.min(rows),
            right: self.right.min(columns),
            ..self
        }
    }

    /// Whether all of `other` lies in it.
    pub fn holds(self, other: Self) -> bool {
        self.top <= other.top
            && self.left <= other.left
            && self.bottom >= other.bottom
            && self.right >= other.right
    }

    /// Whether they have a cell in common.
    pub fn meets(self, other: Self) -> bool {
        self.top <= other.bottom
            && other.top <= self.bottom
            && self.left <= other.right
            && other.left <= self.right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_named_as_spreadsheets_do() {
        for name in ["B3", "A1:C4", "3:3", "2:5", "B:B", "AA:AC", "XFD1"] {
            assert_eq!(Area::of(name).map(Area::name).as_deref(), Some(name));
        }
        for wrong in [
            "", "B", "3", "b3", "B0", "C1:A4", "5:2", "B:3", "A1:C", "+1:2", "1:2:3",
        ] {
            assert_eq!(Area::of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn areas_hold_and_meet() {
        let area = |name: &str| Area::of(name).unwrap().within(9, 4);
        assert!(area("3:3").holds(area("B3")));
        assert!(area("A3:D3").holds(area("3:3")));
        assert!(!area("A3:C3").holds(area("3:3")));
        assert!(area("B:B").meets(area("3:3")));
        assert!(!area("B:B").meets(area("C1:D9")));
    }
}
