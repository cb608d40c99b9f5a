//! Faults of the author's check, found before the learner's answer is looked at.

use std::collections::HashSet;

use spec::exercise::TableCheck;
use spec::failure::CheckFault;
use table::compare::Tolerance;
use table::text::nearest;
use table::{Column, Table};

use super::order;
use super::tolerance::Tolerances;

/// The first fault of the check, seen from the solution's result.
pub(super) fn fault(check: &TableCheck, rounds: &[i32], reference: &Table) -> Option<CheckFault> {
    if [check.abs_tol, check.rel_tol]
        .iter()
        .any(|tolerance| !tolerance.is_finite() || *tolerance < 0.0)
    {
        return Some(CheckFault::Tolerance);
    }
    if reference.width() == 0 {
        return Some(CheckFault::NoColumns);
    }
    let ordered: Vec<String> = check.order.iter().map(|key| key.column.clone()).collect();
    for names in [&check.key, &check.columns, &ordered] {
        if let Some(fault) = unknown(names, reference).or_else(|| repeated(names)) {
            return Some(fault);
        }
    }
    if !check.key.is_empty() && !is_unique(&check.key, reference) {
        return Some(CheckFault::KeyNotUnique {
            key: check.key.clone(),
        });
    }
    let first = check.order.first()?;
    let tolerance = Tolerances::of(check, rounds, reference);
    let columns: Vec<(&Column, bool)> = check
        .order
        .iter()
        .filter_map(|key| Some((reference.column(&key.column)?, key.descending)))
        .collect();
    let rows: Vec<usize> = (0..reference.height()).collect();
    (!order::is_sorted(&columns, &rows, &tolerance)).then(|| CheckFault::NotInOrder {
        column: first.column.clone(),
    })
}

fn unknown(names: &[String], reference: &Table) -> Option<CheckFault> {
    let name = names.iter().find(|name| reference.column(name).is_none())?;
    let near = nearest(
        name,
        reference
            .columns()
            .iter()
            .map(|column| column.name.as_str()),
    );
    Some(CheckFault::UnknownColumn {
        name: name.clone(),
        near,
    })
}

fn repeated(names: &[String]) -> Option<CheckFault> {
    let mut seen = HashSet::new();
    names
        .iter()
        .find(|name| !seen.insert(name.as_str()))
        .map(|name| CheckFault::Repeated { name: name.clone() })
}

fn is_unique(names: &[String], reference: &Table) -> bool {
    let columns: Vec<&Column> = names
        .iter()
        .filter_map(|name| reference.column(name))
        .collect();
    let mut seen = HashSet::new();
    (0..reference.height()).all(|row| {
        seen.insert(
            columns
                .iter()
                .map(|column| Tolerance::EXACT.key(column.cell(row)))
                .collect::<Vec<_>>(),
        )
    })
}
