//! The order of rows, with ties free.

use std::cmp::Ordering;

use spec::Finding;
use spec::exercise::TableCheck;
use table::compare::Cell;
use table::{Column, Table};

use super::TELLS_CELLS;
use super::align::Alignment;
use super::columns::Columns;
use super::tolerance::Tolerances;

/// What is wrong with the order of rows that all have their partner.
///
/// The answer is in order when the sort columns of the reference, read along the answer's rows, give the
/// reference's own sequence: rows that tie may stand either way. Missing values have no size: they may stand first or
/// last, as databases differ in this, but not in between. Where the answer's sort columns hold wrong values, an answer
/// that is in order by its own values is not blamed for the order as well.
pub(super) fn finding(
    check: &TableCheck,
    reference: &Table,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
    wrong: &[String],
    attempt: u32,
) -> Option<Finding> {
    let by: Vec<(&Column, bool)> = check
        .order
        .iter()
        .filter_map(|key| Some((reference.column(&key.column)?, key.descending)))
        .collect();
    let mut pairs = aligned.rows.clone();
    pairs.sort_unstable();
    let along: Vec<usize> = pairs.iter().map(|(_, want)| *want).collect();
    let tie = |a: usize, b: usize| {
        by.iter().all(|(column, _)| {
            tolerance
                .column(&column.name)
                .same(column.cell(a), column.cell(b))
        })
    };
    let at = along
        .iter()
        .enumerate()
        .position(|(place, row)| !tie(*row, place))?;
    let missing =
        |(column, _): &(&Column, bool)| (0..column.len()).any(|row| is_missing(column.cell(row)));
    if by.iter().any(missing) && is_strictly_sorted(&by, &along, tolerance) {
        return None;
    }
    if check.order.iter().any(|key| wrong.contains(&key.column)) {
        let own: Option<Vec<(&Column, bool)>> = check
            .order
            .iter()
            .map(|key| {
                let pair = columns
                    .pairs
                    .iter()
                    .find(|pair| pair.want.name == key.column)?;
                Some((pair.got.as_deref()?, key.descending))
            })
            .collect();
        let rows: Vec<usize> = pairs.iter().map(|(got, _)| *got).collect();
        if own.is_some_and(|own| is_sorted(&own, &rows, tolerance)) {
            return None;
        }
    }
    let reversed = along
        .iter()
        .rev()
        .enumerate()
        .all(|(place, row)| tie(*row, place));
    Some(Finding::Order {
        by: if attempt >= TELLS_CELLS {
            check.order.clone()
        } else {
            Vec::new()
        },
        at: at as u64 + 1,
        reversed,
    })
}

/// Whether rows are in that order; pairs with a missing value say nothing, its place is free.
pub(super) fn is_sorted(by: &[(&Column, bool)], rows: &[usize], tolerance: &Tolerances) -> bool {
    sorted(by, rows, tolerance, &mut |_, _| true)
}

/// Whether rows are in that order, with all missing values of a column at the same end.
fn is_strictly_sorted(by: &[(&Column, bool)], rows: &[usize], tolerance: &Tolerances) -> bool {
    let mut first: Vec<Option<bool>> = vec![None; by.len()];
    sorted(by, rows, tolerance, &mut |key, missing_is_above| {
        first
            .get_mut(key)
            .is_some_and(|first| *first.get_or_insert(missing_is_above) == missing_is_above)
    })
}

/// Whether rows are in that order. `missing` is asked where one of two cells is missing: by which key they are compared
/// and whether it is the upper one.
fn sorted(
    by: &[(&Column, bool)],
    rows: &[usize],
    tolerance: &Tolerances,
    missing: &mut dyn FnMut(usize, bool) -> bool,
) -> bool {
    rows.iter().zip(rows.iter().skip(1)).all(|(above, below)| {
        for (key, (column, descending)) in by.iter().enumerate() {
            let (above, below) = (column.cell(*above), column.cell(*below));
            if tolerance.column(&column.name).same(above, below) {
                continue;
            }
            match (is_missing(above), is_missing(below)) {
                (true, true) => continue,
                (false, false) => {}
                (above, _) => return missing(key, above),
            }
            let order = above.to_value().total_cmp(&below.to_value());
            return order
                == if *descending {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
        }
        true
    })
}

/// Missing, or no number: nothing to order by.
fn is_missing(cell: Cell<'_>) -> bool {
    cell.is_null() || cell.as_f64().is_some_and(f64::is_nan)
}
