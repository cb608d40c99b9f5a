//! What is known of a step from the program that ran last.

use std::rc::Rc;

use protocol::StepReport;
use spec::{Module, Program, Step, StepEntry};
use table::Field;

use super::run::Run;

/// The report of a step, as far as the program that ran is the same up to it.
pub(super) fn report_of(run: &Run, steps: &[StepEntry], at: usize) -> Option<StepReport> {
    let ran = run.ran.as_ref()?;
    let Program::Steps(ran_steps) = &*ran.program else {
        return None;
    };
    (ran_steps.get(..=at)? == steps.get(..=at)?)
        .then(|| ran.report.steps.get(at).cloned())
        .flatten()
}

/// Columns that a step finds: what the step before it left, or, until that is known, what it left when it last ran.
pub(super) fn columns_before(
    run: &Run,
    module: &Module,
    steps: &[StepEntry],
    at: usize,
) -> Rc<Vec<Field>> {
    let Some(before) = at.checked_sub(1) else {
        return Rc::new(Vec::new());
    };
    if let Some(report) = report_of(run, steps, before) {
        return Rc::new(report.schema);
    }
    let ran = run
        .ran
        .as_ref()
        .and_then(|ran| ran.report.steps.get(before))
        .map(|report| report.schema.clone());
    let source = || {
        let Some(Step::From { table }) = steps.first().map(|entry| &entry.step) else {
            return Vec::new();
        };
        let source = module.data.iter().find(|source| source.name == *table);
        source
            .map(|source| {
                source
                    .columns
                    .iter()
                    .map(|info| Field {
                        name: info.name.clone(),
                        dtype: info.dtype,
                    })
                    .collect()
            })
            .unwrap_or_default()
    };
    Rc::new(ran.unwrap_or_else(source))
}

#[cfg(test)]
mod tests {
    use protocol::{RunReport, StepOutcome};
    use yew::Callback;

    use super::super::run::{Phase, Ran};
    use super::*;

    fn run(steps: Vec<StepEntry>, rows: &[u64]) -> Run {
        let reports = rows
            .iter()
            .map(|rows| StepReport {
                outcome: StepOutcome::Done,
                rows: *rows,
                schema: Vec::new(),
                changed: Vec::new(),
                note: None,
                matches: None,
            })
            .collect();
        let report = RunReport {
            steps: reports,
            ..RunReport::default()
        };
        let ran = Ran {
            program: Rc::new(Program::Steps(steps)),
            report,
            page: None,
            stamp: 1,
        };
        Run {
            ran: Some(Rc::new(ran)),
            phase: Phase::Idle,
            again: Callback::noop(),
            stop: Callback::noop(),
        }
    }

    #[test]
    fn reports_count_only_where_the_steps_are_the_same() {
        let entries = |numbers: &[u64]| {
            numbers
                .iter()
                .map(|n| StepEntry::on(Step::Head { n: *n }))
                .collect::<Vec<_>>()
        };
        let run = run(entries(&[1, 2, 3]), &[10, 20, 30]);
        let rows = |steps: &[StepEntry], at| report_of(&run, steps, at).map(|report| report.rows);
        assert_eq!(rows(&entries(&[1, 2, 3]), 2), Some(30));
        assert_eq!(rows(&entries(&[1, 5, 3]), 0), Some(10), "before the change");
        assert_eq!(rows(&entries(&[1, 5, 3]), 1), None);
        assert_eq!(rows(&entries(&[1, 5, 3]), 2), None, "after the change");
        assert_eq!(rows(&entries(&[1, 2, 3, 4]), 3), None);
    }
}
