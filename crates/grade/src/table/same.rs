//! Whether two tables are the same: the input as it was, or the result of an anticipated mistake.

use std::collections::HashMap;

use table::compare::{Key, Tolerance};
use table::text::normalise;
use table::{Column, Table};

use super::Case;
use super::tolerance::Tolerances;
use crate::foreseen;

/// Whether an answer is that table, cell by cell and in its order; columns may stand in any order.
pub(super) fn identical(answer: &Table, other: &Table) -> bool {
    answer.width() == other.width()
        && by_name(answer, other.columns().iter())
            .is_some_and(|pairs| in_order(&pairs, &|_| Tolerance::EXACT))
}

/// The first anticipated mistake whose result the answer is: which one, and what the author says to it.
pub(super) fn anticipated(
    case: &Case<'_>,
    answer: &Table,
    tolerance: &Tolerances,
) -> (Option<u32>, Option<String>) {
    // One without columns did not run.
    foreseen(case.wrongs, |wrong| {
        wrong.width() > 0 && is_that(case, answer, wrong, tolerance)
    })
}

fn is_that(case: &Case<'_>, answer: &Table, wrong: &Table, tolerance: &Tolerances) -> bool {
    let counts = |table: &Table| -> Vec<String> {
        let counts = |column: &&Column| {
            !case.check.extra_columns || case.reference.column(&column.name).is_some()
        };
        let mut names: Vec<String> = table
            .columns()
            .iter()
            .filter(counts)
            .map(|column| normalise(&column.name))
            .collect();
        names.sort_unstable();
        names
    };
    if counts(answer) != counts(wrong) || answer.height() != wrong.height() {
        return false;
    }
    let kept = |column: &&Column| {
        !case.check.extra_columns || case.reference.column(&column.name).is_some()
    };
    let Some(pairs) = by_name(answer, wrong.columns().iter().filter(kept)) else {
        return false;
    };
    if in_order(&pairs, &|name| tolerance.column(name)) {
        return true;
    }
    // In another order it is the same mistake, unless the order is the mistake.
    !is_only_order(case, wrong, tolerance) && any_order(&pairs, tolerance)
}

/// Whether the mistaken result holds the reference's rows and differs in their order alone.
fn is_only_order(case: &Case<'_>, wrong: &Table, tolerance: &Tolerances) -> bool {
    !case.check.order.is_empty()
        && wrong.height() == case.reference.height()
        && by_name(wrong, case.reference.columns().iter())
            .is_some_and(|pairs| any_order(&pairs, tolerance))
}

/// The table's columns beside the other's of the same name.
fn by_name<'a>(
    table: &'a Table,
    others: impl Iterator<Item = &'a Column>,
) -> Option<Vec<(&'a Column, &'a Column)>> {
    others
        .map(|other| {
            let name = normalise(&other.name);
            let column = table.column(&other.name).or_else(|| {
                table
                    .columns()
                    .iter()
                    .find(|column| normalise(&column.name) == name)
            })?;
            (column.len() == other.len()).then_some((column, other))
        })
        .collect()
}

fn in_order(pairs: &[(&Column, &Column)], tolerance: &dyn Fn(&str) -> Tolerance) -> bool {
    pairs.iter().all(|(a, b)| {
        let tolerance = tolerance(&b.name);
        (0..a.len()).all(|row| tolerance.same(a.cell(row), b.cell(row)))
    })
}

fn any_order(pairs: &[(&Column, &Column)], tolerance: &Tolerances) -> bool {
    let height = pairs.first().map_or(0, |(column, _)| column.len());
    let mut balance: HashMap<Vec<Key<'_>>, i64> = HashMap::with_capacity(height);
    for row in 0..height {
        let (a, b): (Vec<Key<'_>>, Vec<Key<'_>>) = pairs
            .iter()
            .map(|(a, b)| (tolerance.key(a.cell(row)), tolerance.key(b.cell(row))))
            .unzip();
        *balance.entry(a).or_default() += 1;
        *balance.entry(b).or_default() -= 1;
    }
    balance.values().all(|difference| *difference == 0)
}
