//! A named column of one type.

use serde::{Deserialize, Serialize};

use crate::{Dtype, Value};

/// A named column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Name as written.
    pub name: String,
    /// The cells from top to bottom.
    pub values: Values,
}

/// Cells of one type; `None` is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Values {
    /// Whole numbers.
    Int(Vec<Option<i64>>),
    /// Floating-point numbers.
    Float(Vec<Option<f64>>),
    /// Text.
    Text(Vec<Option<String>>),
    /// True or false.
    Bool(Vec<Option<bool>>),
    /// Days since 1970-01-01.
    Date(Vec<Option<i32>>),
}

macro_rules! each {
    ($values:expr, $cells:ident => $body:expr) => {
        match $values {
            Values::Int($cells) => $body,
            Values::Float($cells) => $body,
            Values::Text($cells) => $body,
            Values::Bool($cells) => $body,
            Values::Date($cells) => $body,
        }
    };
}

macro_rules! map {
    ($values:expr, $cells:ident => $body:expr) => {
        match $values {
            Values::Int($cells) => Values::Int($body),
            Values::Float($cells) => Values::Float($body),
            Values::Text($cells) => Values::Text($body),
            Values::Bool($cells) => Values::Bool($body),
            Values::Date($cells) => Values::Date($body),
        }
    };
}

impl Column {
    /// A column from its parts.
    pub fn new(name: impl Into<String>, values: Values) -> Self {
        Self {
            name: name.into(),
            values,
        }
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        each!(&self.values, cells => cells.len())
    }

    /// Whether it has no cells.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Type of its cells.
    pub fn dtype(&self) -> Dtype {
        match self.values {
            Values::Int(_) => Dtype::Int,
            Values::Float(_) => Dtype::Float,
            Values::Text(_) => Dtype::Text,
            Values::Bool(_) => Dtype::Bool,
            Values::Date(_) => Dtype::Date,
        }
    }

    /// How many cells are missing.
    pub fn null_count(&self) -> usize {
        each!(&self.values, cells => cells.iter().filter(|cell| cell.is_none()).count())
    }

    /// The cell at a row; `None` below the last row.
    pub fn get(&self, row: usize) -> Option<Value> {
        Some(match &self.values {
            Values::Int(cells) => cells.get(row)?.map_or(Value::Null, Value::Int),
            Values::Float(cells) => cells.get(row)?.map_or(Value::Null, Value::Float),
            Values::Text(cells) => cells.get(row)?.clone().map_or(Value::Null, Value::Text),
            Values::Bool(cells) => cells.get(row)?.map_or(Value::Null, Value::Bool),
            Values::Date(cells) => cells.get(row)?.map_or(Value::Null, Value::Date),
        })
    }

    /// All cells from top to bottom.
    pub fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        (0..self.len()).filter_map(|row| self.get(row))
    }

    /// Cells `offset .. offset + len`, cut to the column.
    #[must_use]
    pub fn slice(&self, offset: usize, len: usize) -> Self {
        let values =
            map!(&self.values, cells => cells.iter().skip(offset).take(len).cloned().collect());
        Self {
            name: self.name.clone(),
            values,
        }
    }

    /// The cells at these rows, in this order; rows below the last one are dropped.
    #[must_use]
    pub fn take(&self, rows: &[usize]) -> Self {
        let values = map!(&self.values, cells => rows.iter().filter_map(|row| cells.get(*row).cloned()).collect());
        Self {
            name: self.name.clone(),
            values,
        }
    }
}
