//! Results whose cause is known: what was changed in the solution is told instead of what follows from it.

use spec::verdict::{RowCause, Signature};
use spec::{Finding, MutantChange};
use table::Table;

use super::fingerprint::fingerprint;
use super::{Case, names_its_rows};

/// Puts the cause of a known wrong result into the findings.
pub(super) fn tell(case: &Case<'_>, answer: &Table, findings: &mut Vec<Finding>) {
    if case.representers.is_empty() || findings.first().is_none_or(says_more) {
        return;
    }
    let hash = fingerprint(case.check, case.rounds, case.reference, answer);
    let Some(known) = case
        .representers
        .iter()
        .find(|representer| representer.hash == hash)
    else {
        return;
    };
    // One cause: whatever else was made out is a guess at the same thing.
    for finding in findings.iter_mut() {
        match finding {
            Finding::RowCount { cause, .. } | Finding::Keys { cause, .. } => *cause = None,
            Finding::Values { signature, .. } => *signature = None,
            _ => {}
        }
    }
    // That the order is wrong is what the sorting is told for.
    let of_sorting = match &known.change {
        MutantChange::SortFlipped { .. } => true,
        MutantChange::Dropped { verb, .. } => verb == "sort",
        _ => false,
    };
    if of_sorting {
        findings.retain(|finding| !matches!(finding, Finding::Order { .. }));
    }
    if !belongs(&known.change, findings) {
        findings.insert(0, Finding::Change(known.change.clone()));
    }
}

/// Findings that already name the very cells or rows to look at.
fn says_more(finding: &Finding) -> bool {
    match finding {
        Finding::ColumnIsText { .. } => true,
        Finding::RowCount {
            cause: Some(cause), ..
        }
        | Finding::Keys {
            cause: Some(cause), ..
        } => names_its_rows(cause),
        _ => false,
    }
}

/// Whether the change has become the cause of the first finding, which counts rows and knows their keys.
fn belongs(change: &MutantChange, findings: &mut [Finding]) -> bool {
    let (of_rows, of_values) = match change {
        MutantChange::Aggregate { got, want, .. } => (
            None,
            Signature::Aggregate {
                got: got.clone(),
                want: want.clone(),
            },
        ),
        MutantChange::Boundary { .. } => (Some(RowCause::Boundary), Signature::Boundary),
        MutantChange::JoinKind { .. } => (Some(RowCause::JoinKind), Signature::JoinKind),
        _ => return false,
    };
    for finding in findings.iter_mut() {
        match finding {
            Finding::RowCount { cause, .. } | Finding::Keys { cause, .. } => {
                cause.clone_from(&of_rows);
            }
            Finding::Values { signature, .. } => *signature = Some(of_values.clone()),
            _ => {}
        }
    }
    matches!(
        findings.first(),
        Some(
            Finding::RowCount { cause: Some(_), .. }
                | Finding::Keys { cause: Some(_), .. }
                | Finding::Values { .. }
        )
    )
}
