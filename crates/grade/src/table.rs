//! `table`: the learner's result against the solution's.
//!
//! The order of the passes is the order of the findings: did it run, is it the input or empty, are the
//! columns there ([`columns`]), are the rows there ([`align`], [`rows`]), are the values right ([`values`],
//! [`signature`]), is the order right ([`order`]). Where the result is one whose cause is known ([`change`]), that cause
//! takes the place of guesses. Rows meet by key, never by position. Rules on the way and
//! spellings of names are notes on a right answer and never make it wrong.

mod align;
mod author;
mod change;
mod columns;
mod cut;
mod fingerprint;
mod order;
mod rows;
mod rules;
mod same;
pub(crate) mod signature;
mod tolerance;
mod values;

use spec::exercise::TableCheck;
use spec::verdict::{Right, RowCause, Signature};
use spec::{Failure, FailureKind, Feedback, Finding, Program, Representer, Verdict};
use table::Table;

pub use self::cut::Cut;
pub use self::fingerprint::fingerprint;
use self::tolerance::Tolerances;
pub use self::tolerance::hidden;

use crate::not_yet;

/// How authors say what is right already («行数は合っています。…»).
const PRAISE: &str = "合っています";

/// From which attempt on the key of one wrong row is told.
const TELLS_KEY: u32 = 2;
/// From which attempt on that row's cells are told, and the asked-for order.
const TELLS_CELLS: u32 = 3;

/// Everything that grading one answer needs.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// How to compare.
    pub check: &'a TableCheck,
    /// The solution's result.
    pub reference: &'a Table,
    /// To how many decimals the solution rounds, wherever it does: there, a difference in the last digit counts
    /// however large the numbers are.
    pub rounds: &'a [i32],
    /// The table that the exercise starts from, where there is one.
    pub input: Option<&'a Table>,
    /// The learner's result, or why there is none.
    pub answer: Result<&'a Table, &'a Failure>,
    /// The first broken step and why; the answer then is the result without it.
    pub broken: Option<(u32, &'a Failure)>,
    /// What the learner ran.
    pub program: &'a Program,
    /// Results of anticipated mistakes in the author's order, with what to say; one that does not run has no columns.
    pub wrongs: &'a [(String, Table)],
    /// Results of the solution with one thing changed (another aggregate, boundary or join).
    pub alternatives: &'a [(Signature, Table)],
    /// Wrong results whose cause is known.
    pub representers: &'a [Representer],
    /// How many times the exercise was graded before, plus one.
    pub attempt: u32,
}

/// Grades an answer.
pub fn grade(case: &Case<'_>) -> Verdict {
    if let Some(fault) = author::fault(case.check, case.rounds, case.reference) {
        return crate::cannot_grade(fault);
    }
    let answer = match case.answer {
        Ok(answer) => answer,
        Err(failure) => return did_not_run(case.broken, failure),
    };
    if let Some((step, failure)) = case.broken {
        return broken_step(step, failure);
    }
    grade_result(case, answer)
}

fn did_not_run(broken: Option<(u32, &Failure)>, failure: &Failure) -> Verdict {
    match (&failure.kind, broken) {
        (FailureKind::Empty, _) => Verdict::Incomplete {
            field: String::new(),
        },
        (FailureKind::Incomplete { field }, _) => Verdict::Incomplete {
            field: field.clone(),
        },
        (_, Some((step, failure))) => broken_step(step, failure),
        _ => not_yet(Finding::NotRun(failure.clone())),
    }
}

fn broken_step(step: u32, failure: &Failure) -> Verdict {
    match &failure.kind {
        FailureKind::Incomplete { field } => Verdict::Incomplete {
            field: field.clone(),
        },
        _ => not_yet(Finding::BrokenStep {
            step,
            failure: failure.clone(),
        }),
    }
}

fn grade_result(case: &Case<'_>, answer: &Table) -> Verdict {
    let tolerance = Tolerances::of(case.check, case.rounds, case.reference);
    let columns = columns::Columns::matched(case.check, case.reference, answer, &tolerance);
    let mut findings = columns.findings.clone();
    let mut right = Vec::new();
    if findings.is_empty() && columns.order.is_none() {
        right.push(Right::Columns);
    }
    let (got, want) = (answer.height(), case.reference.height());
    if got == 0 && want > 0 {
        findings.push(Finding::Empty { want: want as u64 });
        return verdict(case, answer, &tolerance, &columns, right, findings);
    }
    let aligned = align::align(case.check, &columns, (got, want), &tolerance);
    let row_findings = rows::findings(case, answer, &columns, &aligned, &tolerance);
    if row_findings.is_empty() {
        right.push(Right::Rows(got as u64));
    }
    let rows_are_right = row_findings.is_empty();
    findings.extend(row_findings);
    let compared = values::findings(case, answer, &columns, &aligned, &tolerance);
    let values_are_right = compared.findings.is_empty();
    findings.extend(compared.findings);
    if rows_are_right && !case.check.order.is_empty() && aligned.complete {
        let wrong = order::finding(
            case.check,
            case.reference,
            &columns,
            &aligned,
            &tolerance,
            &compared.wrong,
            case.attempt,
        );
        if wrong.is_some() && findings.is_empty() && values_are_right {
            right.push(Right::AllValues);
        }
        findings.extend(wrong);
    }
    if !values_are_right && rows_are_right && !compared.right.is_empty() {
        right.push(Right::Values(compared.right));
    }
    // The least of all: what the columns hold comes before where they stand.
    findings.extend(columns.order.clone());
    verdict(case, answer, &tolerance, &columns, right, findings)
}

fn verdict(
    case: &Case<'_>,
    answer: &Table,
    tolerance: &Tolerances,
    columns: &columns::Columns<'_>,
    right: Vec<Right>,
    mut findings: Vec<Finding>,
) -> Verdict {
    if findings.is_empty() {
        let mut notes = columns.notes.clone();
        notes.extend(rules::notes(&case.check.rules, case.program));
        return Verdict::Correct { notes };
    }
    let (wrong, say) = same::anticipated(case, answer, tolerance);
    // The input as it was is one finding, whatever else follows from it.
    if case
        .input
        .is_some_and(|input| same::identical(answer, input))
    {
        return Verdict::NotYet(Feedback {
            say,
            wrong,
            findings: vec![Finding::Unchanged],
            ..Feedback::default()
        });
    }
    // What the author foresaw has the author's words and needs no second cause, nor a second praise.
    let right = match &say {
        Some(say) if say.contains(PRAISE) => Vec::new(),
        _ => right,
    };
    if say.is_none() {
        change::tell(case, answer, &mut findings);
    }
    Verdict::NotYet(Feedback {
        right,
        say,
        wrong,
        findings,
        ..Feedback::default()
    })
}

/// Whether a cause already names the rows, so that no key has to be told.
fn names_its_rows(cause: &RowCause) -> bool {
    matches!(
        cause,
        RowCause::TotalRow { .. }
            | RowCause::NoteRow { .. }
            | RowCause::NullGroupDropped
            | RowCause::NullGroupKept
    )
}
