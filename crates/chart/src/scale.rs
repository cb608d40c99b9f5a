//! What the positions on an x axis mean.

use table::text::{civil_from_days, format_small};

use crate::digits::minus;

/// What positions on an x axis mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Numbers; `year` leaves thousands commas out, `whole` keeps marks on whole numbers.
    Number {
        /// All are whole.
        whole: bool,
        /// All could be years.
        year: bool,
    },
    /// Days since 1970-01-01.
    Date,
    /// Positions in this list.
    Text(Vec<String>),
}

impl Scale {
    /// A position in words.
    pub fn label(&self, at: f64) -> String {
        match self {
            Self::Number { year: true, .. } if at.fract() == 0.0 => format!("{at:.0}"),
            Self::Number { .. } => minus(format_small(at, 3)),
            Self::Date => date_label(at as i32),
            Self::Text(names) => names.get(at.max(0.0) as usize).cloned().unwrap_or_default(),
        }
    }
}

/// `2020/4/1`.
pub(crate) fn date_label(days: i32) -> String {
    let (year, month, day) = civil_from_days(days);
    format!("{year}/{month}/{day}")
}
