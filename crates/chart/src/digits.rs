//! How the numbers of one column are written: with the same digits on bars, in sentences, in tips and in the table.

use table::number::{magnitude, ten_to};
use table::text::{format_number, format_small};

/// Most digits behind the point of a column whose largest number is at least 1, as in the tables of the page.
const DECIMALS: i32 = 3;

/// Digits behind the point with which a column is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digits(usize);

impl Digits {
    /// As many as the numbers have themselves, at most what the table of the column shows.
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let largest = values.clone().map(f64::abs).fold(0.0, f64::max);
        let most = if largest >= 1.0 || largest == 0.0 {
            DECIMALS
        } else {
            (DECIMALS - magnitude(largest)).min(15)
        };
        let own = |value: f64| {
            let (mut scaled, mut left) = ((value * ten_to(most)).round(), most as usize);
            while left > 0 && scaled % 10.0 == 0.0 {
                scaled /= 10.0;
                left -= 1;
            }
            left
        };
        // Of large whole numbers, calculating would leave digits that they do not have.
        let broken = values.filter(|value| value.fract() != 0.0);
        Self(broken.map(own).max().unwrap_or(0))
    }

    /// So many.
    pub(crate) fn fixed(decimals: usize) -> Self {
        Self(decimals)
    }

    /// A number of the column: `1,234.50`; with digits of its own where it would be 0 and is not.
    pub fn write(self, value: f64) -> String {
        let Self(decimals) = self;
        if value == 0.0 {
            return "0".to_owned();
        }
        if value.abs() * 2.0 < ten_to(-(decimals as i32)) {
            return minus(format_small(value, decimals));
        }
        let mut text = minus(format_number(value, decimals));
        if decimals > 0 && value.is_finite() {
            let there = text
                .split_once('.')
                .map_or(0, |(_, fraction)| fraction.len());
            if there == 0 {
                text.push('.');
            }
            text.extend(std::iter::repeat_n('0', decimals - there.min(decimals)));
        }
        text
    }
}

/// A written number with the sign that people print: «−3».
pub fn minus(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_written_with_the_same_digits() {
        let check = |values: &[f64], expected: &[&str]| {
            let digits = Digits::of(values.iter().copied());
            let written: Vec<String> = values.iter().map(|value| digits.write(*value)).collect();
            assert_eq!(written, expected);
        };
        check(&[53.39, 18.832_149, 7.0], &["53.390", "18.832", "7.000"]);
        check(&[305_424.0, -1_234.0, 0.0], &["305,424", "−1,234", "0"]);
        check(&[29.5, 41.0, -0.25, 0.0], &["29.50", "41.00", "−0.25", "0"]);
        check(&[0.21, 0.5], &["0.21", "0.50"]);
        check(&[0.000_012, 0.000_013], &["0.000012", "0.000013"]);
        // Beside a large one a small one is not nothing.
        check(&[0.000_3, 250.5], &["0.0003", "250.5"]);
        check(
            &[i64::MAX as f64, 0.5],
            &["9,223,372,036,854,775,808.0", "0.5"],
        );
        check(&[1.0 / 3.0], &["0.3333"]);
        check(&[], &[]);
    }
}
