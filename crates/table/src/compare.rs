//! Comparing cells: equal within a tolerance, and as keys that can be looked up.
//!
//! Missing, 0 and empty text are three different things everywhere in here; text never equals a number.

use std::borrow::Cow;

use crate::number::{magnitude, ten_to};
use crate::text::{lower, normalise};
use crate::{Column, Value, Values};

/// A cell, borrowed from its column or value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Missing.
    Null,
    /// A whole number.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// Text.
    Text(&'a str),
    /// True or false.
    Bool(bool),
    /// Days since 1970-01-01.
    Date(i32),
}

impl Cell<'_> {
    /// The number in it, for `Int` and `Float`.
    pub fn as_f64(self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(value as f64),
            Self::Float(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is missing.
    pub fn is_null(self) -> bool {
        matches!(self, Self::Null)
    }

    /// The owned value.
    pub fn to_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Int(value) => Value::Int(value),
            Self::Float(value) => Value::Float(value),
            Self::Text(value) => Value::Text(value.to_owned()),
            Self::Bool(value) => Value::Bool(value),
            Self::Date(value) => Value::Date(value),
        }
    }
}

impl<'a> From<&'a Value> for Cell<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Int(value) => Self::Int(*value),
            Value::Float(value) => Self::Float(*value),
            Value::Text(value) => Self::Text(value),
            Value::Bool(value) => Self::Bool(*value),
            Value::Date(value) => Self::Date(*value),
        }
    }
}

impl Column {
    /// The cell at a row, borrowed; missing below the last row.
    pub fn cell(&self, row: usize) -> Cell<'_> {
        match &self.values {
            Values::Int(cells) => cells
                .get(row)
                .copied()
                .flatten()
                .map_or(Cell::Null, Cell::Int),
            Values::Float(cells) => cells
                .get(row)
                .copied()
                .flatten()
                .map_or(Cell::Null, Cell::Float),
            Values::Text(cells) => cells
                .get(row)
                .and_then(Option::as_deref)
                .map_or(Cell::Null, Cell::Text),
            Values::Bool(cells) => cells
                .get(row)
                .copied()
                .flatten()
                .map_or(Cell::Null, Cell::Bool),
            Values::Date(cells) => cells
                .get(row)
                .copied()
                .flatten()
                .map_or(Cell::Null, Cell::Date),
        }
    }
}

/// Relative tolerance up to which whole numbers still have to be met to the hundredth:
/// a millionth of a large count would be whole people.
const EXACT_BELOW: f64 = 1e-6;
/// What the last digits of a computed float may be off by, as a part of it.
const NOISE: f64 = 1e-12;

/// How far two cells may be apart and still count as equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Absolute distance of numbers.
    pub abs: f64,
    /// Distance of numbers as a part of the wanted one.
    pub rel: f64,
    /// Whether outer white space of texts is ignored.
    pub trim: bool,
    /// However large a number is, it may be no further off than this, unless a wider `rel` than 1e-6 was asked for: where
    /// numbers are rounded, a part of a large one would hide the rounding.
    pub most: f64,
}

impl Tolerance {
    /// Nothing but the same.
    pub const EXACT: Self = Self {
        abs: 0.0,
        rel: 0.0,
        trim: false,
        most: f64::INFINITY,
    };

    /// Whether `got` counts as `want`: `|got − want| ≤ max(abs, rel × |want|)` for numbers, where a whole
    /// number that is wanted must be met to the hundredth unless a wider `rel` than 1e-6 was asked for.
    pub fn same(&self, got: Cell<'_>, want: Cell<'_>) -> bool {
        match (got, want) {
            (Cell::Null, Cell::Null) => true,
            (Cell::Text(got), Cell::Text(want)) => {
                if self.trim {
                    got.trim() == want.trim()
                } else {
                    got == want
                }
            }
            (Cell::Bool(got), Cell::Bool(want)) => got == want,
            (Cell::Date(got), Cell::Date(want)) => got == want,
            // Not through floats: above 2^53 they no longer tell neighbours apart.
            (Cell::Int(got), Cell::Int(wanted)) => got.abs_diff(wanted) as f64 <= self.reach(want),
            _ => match (got.as_f64(), want.as_f64()) {
                (Some(number), Some(wanted)) => close(number, wanted, self.reach(want)),
                _ => false,
            },
        }
    }

    /// How far a number may be from the wanted one.
    pub fn reach(&self, want: Cell<'_>) -> f64 {
        let size = want.as_f64().unwrap_or(0.0).abs();
        let mut reach = self.rel * size;
        if self.rel <= EXACT_BELOW {
            reach = reach.min(match want {
                Cell::Int(_) => 0.01,
                // The noise of floats grows with them.
                _ => self.most.max(size * NOISE),
            });
        }
        self.abs.max(reach)
    }

    /// The form of a cell in which equal keys are equal: trimmed where asked, numbers by value whatever their type.
    pub fn key<'a>(&self, cell: Cell<'a>) -> Key<'a> {
        match cell {
            Cell::Null => Key::Null,
            Cell::Int(value) => Key::Int(value),
            Cell::Float(value) => float_key(value),
            Cell::Text(value) => {
                Key::Text(Cow::Borrowed(if self.trim { value.trim() } else { value }))
            }
            Cell::Bool(value) => Key::Bool(value),
            Cell::Date(value) => Key::Date(value),
        }
    }
}

/// Whether two numbers are at most `reach` apart; not-a-number equals itself, and so do the infinities.
pub fn close(got: f64, want: f64, reach: f64) -> bool {
    if got.is_nan() || want.is_nan() {
        return got.is_nan() && want.is_nan();
    }
    if got.is_infinite() || want.is_infinite() {
        return got == want;
    }
    (got - want).abs() <= reach
}

/// A cell as part of a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key<'a> {
    /// Missing.
    Null,
    /// A number without fraction.
    Int(i64),
    /// Bits of another number, rounded to twelve digits.
    Float(u64),
    /// Text.
    Text(Cow<'a, str>),
    /// True or false.
    Bool(bool),
    /// Days since 1970-01-01.
    Date(i32),
}

impl Key<'_> {
    /// The key with width of characters and all white space levelled, to find what differs only in spelling.
    #[must_use]
    pub fn levelled(&self) -> Key<'static> {
        match self {
            Self::Null => Key::Null,
            Self::Int(value) => Key::Int(*value),
            Self::Float(value) => Key::Float(*value),
            Self::Text(text) => Key::Text(Cow::Owned(level(text))),
            Self::Bool(value) => Key::Bool(*value),
            Self::Date(value) => Key::Date(*value),
        }
    }
}

/// NFKC without any white space, in lower case.
pub fn level(text: &str) -> String {
    lower(&normalise(text))
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// Rounds to twelve digits, so that noise of addition does not part equal keys.
fn float_key(value: f64) -> Key<'static> {
    if !value.is_finite() {
        let bits = if value.is_nan() {
            f64::NAN.to_bits()
        } else {
            value.to_bits()
        };
        return Key::Float(bits);
    }
    let rounded = if value == 0.0 {
        0.0
    } else {
        let scale = ten_to(11 - magnitude(value));
        let scaled = (value * scale).round() / scale;
        if scaled.is_finite() { scaled } else { value }
    };
    if rounded.fract() == 0.0 && rounded.abs() < 9e15 {
        Key::Int(rounded as i64)
    } else {
        Key::Float(rounded.to_bits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Tolerance = Tolerance {
        abs: 1e-9,
        rel: 1e-6,
        trim: false,
        most: f64::INFINITY,
    };

    #[test]
    fn equal_cells() {
        let check = |got: Cell<'_>, want: Cell<'_>, expected: bool| {
            assert_eq!(USUAL.same(got, want), expected, "{got:?} for {want:?}");
        };
        check(Cell::Null, Cell::Null, true);
        check(Cell::Int(0), Cell::Null, false);
        check(Cell::Text(""), Cell::Null, false);
        check(Cell::Text("0"), Cell::Int(0), false);
        check(Cell::Float(0.1 + 0.2), Cell::Float(0.3), true);
        check(Cell::Float(274_537.0), Cell::Int(274_537), true);
        check(Cell::Int(1_800_001), Cell::Int(1_800_000), false);
        check(Cell::Float(1_800_001.0), Cell::Int(1_800_000), false);
        check(Cell::Float(f64::NAN), Cell::Float(f64::NAN), true);
        check(Cell::Float(f64::NAN), Cell::Null, false);
        check(Cell::Float(f64::INFINITY), Cell::Float(f64::INFINITY), true);
        check(
            Cell::Float(f64::INFINITY),
            Cell::Float(f64::NEG_INFINITY),
            false,
        );
        check(Cell::Float(f64::INFINITY), Cell::Float(1.0), false);
        check(Cell::Text("津市 "), Cell::Text("津市"), false);
        check(Cell::Int(i64::MAX), Cell::Int(i64::MAX - 1), false);
    }

    #[test]
    fn asked_for_tolerance_counts_for_whole_numbers_too() {
        let wide = Tolerance {
            abs: 0.0,
            rel: 0.01,
            trim: true,
            most: 0.001,
        };
        assert!(wide.same(Cell::Int(101), Cell::Int(100)));
        assert!(!wide.same(Cell::Int(102), Cell::Int(100)));
        assert!(wide.same(Cell::Text(" 津市"), Cell::Text("津市")));
    }

    #[test]
    fn a_large_number_does_not_hide_its_rounding() {
        let rounded = Tolerance {
            most: 0.001,
            ..USUAL
        };
        let check = |got: f64, want: f64, expected: bool| {
            let (got, want) = (Cell::Float(got), Cell::Float(want));
            assert_eq!(rounded.same(got, want), expected, "{got:?} for {want:?}");
        };
        check(93_295.333_333, 93_295.3, false);
        check(93_295.33, 93_295.3, false);
        check(
            (93_295.333_333_f64 * 10.0 + 0.5).floor() / 10.0,
            93_295.3,
            true,
        );
        check(93_295.3 + 1e-9, 93_295.3, true);
        // What was added up in another order.
        check(4e12 + 0.5 + 1e-3, 4e12 + 0.5, true);
        check(1e-8, 0.0, false);
    }

    #[test]
    fn keys_of_numbers_do_not_depend_on_their_type() {
        assert_eq!(USUAL.key(Cell::Float(2020.0)), USUAL.key(Cell::Int(2020)));
        assert_eq!(
            USUAL.key(Cell::Float(0.1 + 0.2)),
            USUAL.key(Cell::Float(0.3))
        );
        assert_eq!(USUAL.key(Cell::Float(-0.0)), USUAL.key(Cell::Int(0)));
        assert_ne!(USUAL.key(Cell::Text("2020")), USUAL.key(Cell::Int(2020)));
        assert_ne!(USUAL.key(Cell::Null), USUAL.key(Cell::Text("")));
        assert_eq!(
            USUAL.key(Cell::Text("ツ　シ")).levelled(),
            USUAL.key(Cell::Text("ﾂｼ")).levelled()
        );
    }
}
