//! How far cells may be apart, column by column: where the solution rounds, a millionth of a large number would be more
//! than the last digit, and an answer that does not round would be right.
//!
//! Whether a column is rounded is seen from the solution's own numbers: all of them have no more decimals than one of its
//! roundings leaves. What an author writes as a wider tolerance counts all the same; [`hidden`] says what it hides.

use spec::exercise::TableCheck;
use table::compare::{Cell, Key, Tolerance};
use table::number::ten_to;
use table::{Column, Table, Values};

/// Part of the last digit that a number may be off by, as whole numbers have to be met to the hundredth.
const OF_LAST_DIGIT: f64 = 0.01;
/// From this part of the last digit on a tolerance takes any answer that does not round.
const HALF: f64 = 0.5;

/// The tolerance of each column.
#[derive(Clone, Debug)]
pub(super) struct Tolerances {
    /// Of columns that are not rounded.
    pub(super) base: Tolerance,
    rounded: Vec<(String, Tolerance)>,
}

impl Tolerances {
    /// Those of a check; `rounds` says to how many decimals the solution rounds, wherever it does.
    pub(super) fn of(check: &TableCheck, rounds: &[i32], reference: &Table) -> Self {
        let base = Tolerance {
            abs: check.abs_tol,
            rel: check.rel_tol,
            trim: check.trim,
            most: f64::INFINITY,
        };
        let rounded = reference
            .columns()
            .iter()
            .filter_map(|column| {
                let most = OF_LAST_DIGIT * last_digit(decimals(column, rounds)?);
                Some((column.name.clone(), Tolerance { most, ..base }))
            })
            .collect();
        Self { base, rounded }
    }

    /// That of a column of the solution.
    pub(super) fn column(&self, name: &str) -> Tolerance {
        self.rounded
            .iter()
            .find(|(column, _)| column == name)
            .map_or(self.base, |(_, tolerance)| *tolerance)
    }

    /// A cell as a key; keys know no distance.
    pub(super) fn key<'a>(&self, cell: Cell<'a>) -> Key<'a> {
        self.base.key(cell)
    }
}

fn last_digit(decimals: i32) -> f64 {
    ten_to(-decimals)
}

/// To how many decimals a column is rounded: the finest of the solution's roundings that all of its numbers keep to.
fn decimals(column: &Column, rounds: &[i32]) -> Option<i32> {
    let Values::Float(cells) = &column.values else {
        return None;
    };
    let keeps = |decimals: &i32| {
        cells
            .iter()
            .flatten()
            .filter(|number| number.is_finite())
            .all(|number| {
                let steps = number / last_digit(*decimals);
                (steps - steps.round()).abs() <= 1e-6_f64.max(steps.abs() * 4.0 * f64::EPSILON)
            })
    };
    rounds.iter().copied().filter(keeps).max()
}

/// Columns whose rounding a tolerance of the author's hides altogether, and to how many decimals they are rounded.
pub fn hidden(check: &TableCheck, rounds: &[i32], reference: &Table) -> Vec<(String, i32)> {
    let tolerances = Tolerances::of(check, rounds, reference);
    reference
        .columns()
        .iter()
        .filter_map(|column| {
            let decimals = decimals(column, rounds)?;
            let tolerance = tolerances.column(&column.name);
            let hides = (0..column.len())
                .any(|row| tolerance.reach(column.cell(row)) >= HALF * last_digit(decimals));
            hides.then(|| (column.name.clone(), decimals))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[f64]) -> Column {
        let cells = cells.iter().copied().map(Some).collect();
        Column::new("値", Values::Float(cells))
    }

    #[test]
    fn a_column_is_rounded_as_its_numbers_show() {
        let check = |cells: &[f64], rounds: &[i32], expected: Option<i32>| {
            assert_eq!(
                decimals(&column(cells), rounds),
                expected,
                "{cells:?} {rounds:?}"
            );
        };
        check(&[93_295.3, 0.1 + 0.2], &[1], Some(1));
        check(&[93_295.333_333], &[1], None);
        check(&[93_295.3], &[], None);
        // All of them whole by chance: what the solution says counts.
        check(&[93_295.0, 2.0], &[1], Some(1));
        check(&[93_295.0, 2.0], &[0, 2], Some(2));
        check(&[93_295.25], &[0, 2], Some(2));
        check(&[93_000.0, 1_000.0], &[-3], Some(-3));
        check(&[93_500.0], &[-3], None);
        check(&[f64::NAN, 1.5], &[1], Some(1));
        // So large that no digit behind the point is left.
        check(&[4e15 + 0.5], &[1], Some(1));
        let whole = Column::new("値", Values::Int(vec![Some(3)]));
        assert_eq!(decimals(&whole, &[1]), None);
    }

    #[test]
    fn a_tolerance_that_hides_the_rounding_is_found() {
        let reference = Table::new(vec![column(&[93_295.3])]).unwrap();
        let hides = |abs_tol: f64, rel_tol: f64| {
            let check = TableCheck {
                abs_tol,
                rel_tol,
                ..TableCheck::default()
            };
            hidden(&check, &[1], &reference)
        };
        let found = vec![("値".to_owned(), 1)];
        assert_eq!(hides(1e-9, 1e-6), []);
        assert_eq!(hides(0.01, 0.0), []);
        assert_eq!(hides(0.05, 0.0), found);
        assert_eq!(hides(0.0, 1e-5), found);
    }
}
