//! Values of aligned rows, column by column.

use spec::Finding;
use spec::verdict::{Sample, Signature};
use table::compare::Cell;
use table::{Table, Value};

use super::align::Alignment;
use super::columns::{Columns, Pair};
use super::signature::{self, Wrong};
use super::tolerance::Tolerances;
use super::{Case, TELLS_CELLS, TELLS_KEY};

/// What the comparison of values found.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) findings: Vec<Finding>,
    /// Names of the columns whose values are all right, without the key.
    pub(super) right: Vec<String>,
    /// Names of the columns with wrong values.
    pub(super) wrong: Vec<String>,
}

/// Compares the values of every column that can be compared.
pub(super) fn findings(
    case: &Case<'_>,
    answer: &Table,
    columns: &Columns<'_>,
    aligned: &Alignment,
    tolerance: &Tolerances,
) -> Compared {
    let mut compared = Compared::default();
    for (at, pair) in columns.pairs.iter().enumerate() {
        if pair.got.is_none() || aligned.rows.is_empty() {
            continue;
        }
        let cells: Vec<(usize, Cell<'_>, Cell<'_>)> = aligned
            .rows
            .iter()
            .filter_map(|(got, want)| {
                pair.cells(*got, *want)
                    .map(|(found, wanted)| (*want, found, wanted))
            })
            .collect();
        let wrong: Vec<(usize, Cell<'_>, Cell<'_>)> = cells
            .iter()
            .copied()
            .filter(|(_, found, wanted)| !pair.tolerance.same(*found, *wanted))
            .collect();
        let Some(first) = wrong.first() else {
            if !aligned.key.contains(&at) {
                compared.right.push(pair.want.name.clone());
            }
            continue;
        };
        let context = Wrong {
            column: pair.want,
            cells: &cells,
            wrong: &wrong,
            columns,
            aligned,
            tolerance: &pair.tolerance,
        };
        let signature = signature::of_alternatives(case, answer, pair, tolerance)
            .or_else(|| signature::of(&context, case.reference));
        compared.wrong.push(pair.want.name.clone());
        compared.findings.push(Finding::Values {
            column: pair.want.name.clone(),
            bad: wrong.len() as u64,
            of: cells.len() as u64,
            signature,
            sample: (case.attempt >= TELLS_KEY).then(|| sample(case, columns, aligned, first)),
        });
    }
    swapped_once(&mut compared.findings);
    compared
}

/// The key of a wrong row and, later, its cells.
fn sample(
    case: &Case<'_>,
    columns: &Columns<'_>,
    aligned: &Alignment,
    wrong: &(usize, Cell<'_>, Cell<'_>),
) -> Sample {
    let (row, found, wanted) = wrong;
    Sample {
        key: key_values(columns, aligned, *row),
        cells: (case.attempt >= TELLS_CELLS).then(|| (found.to_value(), wanted.to_value())),
    }
}

/// The key of a row of the reference.
pub(super) fn key_values(columns: &Columns<'_>, aligned: &Alignment, row: usize) -> Vec<Value> {
    key_pairs(columns, aligned)
        .map(|pair| pair.want.cell(row).to_value())
        .collect()
}

/// The columns by which a row is named: the key, or everything that is no float where there is none.
pub(super) fn key_pairs<'a, 'b>(
    columns: &'a Columns<'b>,
    aligned: &'a Alignment,
) -> impl Iterator<Item = &'a Pair<'b>> {
    columns
        .pairs
        .iter()
        .enumerate()
        .filter(|(at, pair)| match aligned.key.is_empty() {
            true => pair.got.is_some() && pair.want.dtype() != table::Dtype::Float,
            false => aligned.key.contains(at),
        })
        .map(|(_, pair)| pair)
}

/// Two columns that changed places are one mistake: the second finding goes.
fn swapped_once(findings: &mut Vec<Finding>) {
    let mut swaps: Vec<(String, String)> = Vec::new();
    findings.retain(|finding| {
        let Finding::Values {
            column,
            signature: Some(Signature::Swapped { with }),
            ..
        } = finding
        else {
            return true;
        };
        if swaps.iter().any(|(a, b)| a == with && b == column) {
            return false;
        }
        swaps.push((column.clone(), with.clone()));
        true
    });
}
