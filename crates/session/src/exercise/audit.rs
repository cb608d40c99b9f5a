//! `audit`: how large the sheet is; the rest is written down.

use spec::exercise::{AuditExercise, AuditMark};
use spec::{Failure, FailureKind, Verdict};

use super::Grading;

pub(super) fn grade(
    exercise: &AuditExercise,
    marks: &[AuditMark],
    grading: &mut Grading<'_>,
) -> Verdict {
    let Some(sheet) = grading.engine.table(&exercise.table) else {
        let reason = Failure::of(FailureKind::UnknownTable {
            name: exercise.table.clone(),
            near: Vec::new(),
        });
        return Verdict::CannotGrade { reason };
    };
    let size = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let size = (size(sheet.rows()), size(sheet.schema().len() as u64));
    ::grade::audit::grade(exercise, marks, size, grading.attempt)
}
