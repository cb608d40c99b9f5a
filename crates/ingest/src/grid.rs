//! What stands in a file, cell by cell, before anything is made of it.

use table::number;
use table::text::{normalise, parse_date};

/// What a cell is in its own file. Text files have text only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing.
    #[default]
    Blank,
    /// Text.
    Text,
    /// A number, with no sign but `-` and `.`.
    Number,
    /// A day or a moment.
    Date,
    /// `true` or `false`.
    Bool,
    /// A formula's error: `#N/A`.
    Error,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) kind: Kind,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let kind = if text.is_empty() {
            Kind::Blank
        } else {
            Kind::Text
        };
        Self { text, kind }
    }

    /// Whether nobody sees anything in it.
    pub(crate) fn is_blank(&self) -> bool {
        tidy(&self.text).is_empty()
    }
}

/// Cells that were made one. Positions from 0, the last ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) top: usize,
    pub(crate) left: usize,
    pub(crate) bottom: usize,
    pub(crate) right: usize,
}

/// A sheet. Rows may be shorter than others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The row of the file that `rows` begins with and those behind it, from 1.
    pub(crate) lines: Vec<u32>,
    pub(crate) merged: Vec<Region>,
    /// Whether kinds of cells mean something: not in text.
    pub(crate) has_kinds: bool,
}

impl Grid {
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.get(column)
    }

    /// The cell's text without blanks around it; empty outside the sheet.
    pub(crate) fn tidy(&self, row: usize, column: usize) -> &str {
        self.cell(row, column).map_or("", |cell| tidy(&cell.text))
    }

    /// How many cells of a row hold something.
    pub(crate) fn filled(&self, row: usize) -> usize {
        self.rows
            .get(row)
            .map_or(0, |row| row.iter().filter(|cell| !cell.is_blank()).count())
    }

    /// The number that its own program gives to a row.
    pub(crate) fn line(&self, row: usize) -> u32 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// What lies between rows and columns of the file, both ends included and counted from 1.
    pub(crate) fn cut(&self, rows: (u32, u32), columns: (u32, u32)) -> Self {
        let (left, right) = (columns.0.saturating_sub(1) as usize, columns.1 as usize);
        let is_in = |line: u32| (rows.0..=rows.1).contains(&line);
        let kept: Vec<usize> = (0..self.rows.len())
            .filter(|row| is_in(self.line(*row)))
            .collect();
        let top = kept.first().copied().unwrap_or(0);
        let bottom = kept.last().map_or(0, |row| row + 1);
        let merged = self.merged.iter().filter_map(|region| {
            let is_out = region.bottom < top
                || region.top >= bottom
                || region.right < left
                || region.left >= right;
            // A part of what was one cell has no value unless it holds the first.
            (!is_out).then(|| Region {
                top: region.top.max(top) - top,
                left: region.left.max(left) - left,
                bottom: region.bottom.min(bottom - 1) - top,
                right: region.right.min(right.max(1) - 1) - left,
            })
        });
        Self {
            merged: merged.collect(),
            lines: kept.iter().map(|row| self.line(*row)).collect(),
            rows: self
                .rows
                .get(top..bottom)
                .unwrap_or_default()
                .iter()
                .map(|row| {
                    let end = right.min(row.len());
                    row.get(left.min(end)..end).unwrap_or_default().to_vec()
                })
                .collect(),
            has_kinds: self.has_kinds,
        }
    }

    /// The merged region that a cell is part of.
    pub(crate) fn region(&self, row: usize, column: usize) -> Option<Region> {
        self.merged.iter().copied().find(|region| {
            (region.top..=region.bottom).contains(&row)
                && (region.left..=region.right).contains(&column)
        })
    }
}

/// Without what nobody sees around it.
pub(crate) fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{feff}')
}

/// Whether publishers say with this that there is no value.
pub(crate) fn says_no_value(text: &str) -> bool {
    let folded = normalise(text);
    matches!(
        folded.as_str(),
        "-" | "--"
            | "---"
            | "−"
            | "‐"
            | "–"
            | "—"
            | "―"
            | "ー"
            | "..."
            | "***"
            | "*"
            | "x"
            | "X"
            | "・"
            | "・・・"
            | "n/a"
            | "N/A"
    )
}

/// Whether a cell is a value rather than the name of one: a number, a day or a sign that there is none.
pub(crate) fn is_value(cell: &Cell) -> bool {
    match cell.kind {
        Kind::Number | Kind::Date | Kind::Bool | Kind::Error => true,
        Kind::Blank => false,
        Kind::Text => {
            let text = tidy(&cell.text);
            says_no_value(text) || number::read(text, "").is_ok() || parse_date(text).is_some()
        }
    }
}
