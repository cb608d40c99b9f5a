//! Plain columns, values and schema, with no engine behind them.
//!
//! A [`Table`] is what every other crate passes around: the engine fills it, the grader compares it,
//! the page shows it. It refuses to compute: anything that needs an expression is the engine's work.
//! [`text`] and [`number`] hold what Japanese published data needs (NFKC, 和暦; thousands commas, 万, ▲), [`look`] what the
//! eye does not see in a name, [`csv`] the one way in which files are read, [`sheet`] the one way in which cells leave for a spreadsheet.
//!
//! # Invariants
//!
//! - Columns of a table are equally long and their names unique; nobody can make another one.
//! - Pure: bytes and values in, values out; no file, clock or order of a hash. The same input gives the same bytes natively and
//!   in wasm, so powers and logarithms come from [`number`], never from `f64`.
//! - Below everything: uses no crate of ours, and nothing of Unicode's tables but behind the feature `nfkc`, which the page
//!   does without.
//! - Missing, 0 and empty text are three different things; text never equals a number.
//! - Reading refuses what it does not understand; it never guesses and never drops a row.

#[cfg(test)]
#[path = "../../../tests/fixtures/dice.rs"]
mod dice;

mod column;
mod value;
mod width;

pub mod compare;
pub mod csv;
pub mod look;
pub mod number;
pub mod sheet;
pub mod text;

pub use column::{Column, Values};
pub use value::{Dtype, Value};

use serde::{Deserialize, Serialize};

/// A rectangular table.
///
/// Invariant: all columns are equally long and their names are unique.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    columns: Vec<Column>,
}

/// Name and type of one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Column name as the publisher or learner wrote it.
    pub name: String,
    /// Type of its values.
    pub dtype: Dtype,
}

/// Why columns do not make a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeError {
    /// The named column is longer or shorter than the first one.
    Length {
        /// Name of the column that differs.
        column: String,
    },
    /// The name occurs twice.
    Duplicate {
        /// The repeated name.
        column: String,
    },
}

impl Table {
    /// Puts columns together.
    ///
    /// # Errors
    /// [`ShapeError`] when lengths differ or a name repeats.
    pub fn new(columns: Vec<Column>) -> Result<Self, ShapeError> {
        let height = columns.first().map_or(0, Column::len);
        for (position, column) in columns.iter().enumerate() {
            if column.len() != height {
                return Err(ShapeError::Length {
                    column: column.name.clone(),
                });
            }
            if columns
                .iter()
                .take(position)
                .any(|other| other.name == column.name)
            {
                return Err(ShapeError::Duplicate {
                    column: column.name.clone(),
                });
            }
        }
        Ok(Self { columns })
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The columns from left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of that exact name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The value at a row of a named column; `None` outside the table.
    pub fn value(&self, row: usize, column: &str) -> Option<Value> {
        self.column(column)?.get(row)
    }

    /// Names and types from left to right.
    pub fn schema(&self) -> Vec<Field> {
        self.columns
            .iter()
            .map(|column| Field {
                name: column.name.clone(),
                dtype: column.dtype(),
            })
            .collect()
    }

    /// Rows `offset .. offset + len`, cut to the table.
    #[must_use]
    pub fn slice(&self, offset: usize, len: usize) -> Self {
        Self {
            columns: self
                .columns
                .iter()
                .map(|column| column.slice(offset, len))
                .collect(),
        }
    }

    /// The rows at these positions, in this order; positions outside the table are dropped.
    #[must_use]
    pub fn take(&self, rows: &[usize]) -> Self {
        let height = self.height();
        let rows: Vec<usize> = rows.iter().copied().filter(|row| *row < height).collect();
        Self {
            columns: self
                .columns
                .iter()
                .map(|column| column.take(&rows))
                .collect(),
        }
    }
}
