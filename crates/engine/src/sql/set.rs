//! Values to look for: what stands behind `IN`, or comes from the query behind it.

use std::collections::HashSet;

use polars::prelude::Series;
use spec::Failure;
use table::Value;

use super::cells::{Cell, Reader, whole};

/// A value in a form that can be looked up. Numbers are one value, whole or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Code {
    Null,
    Int(i64),
    /// Bits of a number with a fraction, or too large for a whole one.
    Float(u64),
    Text(String),
    Bool(bool),
    Date(i32),
}

impl Code {
    pub(super) fn of(cell: Cell<'_>) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Int(value) => Self::Int(value),
            Cell::Float(value) => match whole(value) {
                Some(whole) if value.fract() == 0.0 => Self::Int(whole),
                _ if value.is_nan() => Self::Float(f64::NAN.to_bits()),
                _ => Self::Float(value.to_bits()),
            },
            Cell::Text(value) => Self::Text(value.to_owned()),
            Cell::Bool(value) => Self::Bool(value),
            Cell::Date(value) => Self::Date(value),
        }
    }
}

/// Known values; a missing one is remembered, but never found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Set {
    codes: HashSet<Code>,
    /// Whether there is a missing value.
    pub(super) missing: bool,
    /// Whether there is nothing at all.
    empty: bool,
}

impl Set {
    /// # Errors
    /// As [`Reader::of`].
    pub(super) fn of(series: &Series) -> Result<Self, Failure> {
        let reader = Reader::of(series)?;
        let mut set = Self {
            empty: series.is_empty(),
            ..Self::default()
        };
        for row in 0..series.len() {
            set.add(reader.get(row));
        }
        Ok(set)
    }

    pub(super) fn of_values(values: &[Value]) -> Self {
        let mut set = Self {
            empty: values.is_empty(),
            ..Self::default()
        };
        for value in values {
            match value {
                Value::Null => set.add(Cell::Null),
                Value::Int(value) => set.add(Cell::Int(*value)),
                Value::Float(value) => set.add(Cell::Float(*value)),
                Value::Text(value) => set.add(Cell::Text(value)),
                Value::Bool(value) => set.add(Cell::Bool(*value)),
                Value::Date(value) => set.add(Cell::Date(*value)),
            }
        }
        set
    }

    fn add(&mut self, cell: Cell<'_>) {
        if cell == Cell::Null {
            self.missing = true;
        } else {
            self.codes.insert(Code::of(cell));
        }
    }

    /// Whether the value is among them; `None` when that cannot be known.
    pub(super) fn contains(&self, cell: Cell<'_>) -> Option<bool> {
        if self.empty {
            return Some(false);
        }
        if cell == Cell::Null {
            return None;
        }
        if self.codes.contains(&Code::of(cell)) {
            return Some(true);
        }
        (!self.missing).then_some(false)
    }
}
