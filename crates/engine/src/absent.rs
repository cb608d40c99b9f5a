//! Why a column is not where it is looked for. The steps around the broken one know: one of them left the column out, gave it
//! another name, or would make it later on. Only what is certain is told; a name that is merely alike is [`crate::failure`]'s.

use spec::failure::Absence;
use spec::step::StepText;
use spec::{Failure, FailureKind, Step, StepEntry};

use crate::{Outcome, StepFrame, Tables};

/// What came of a step, with the failure of an unknown column traced to the step that is behind it.
pub(crate) fn traced(
    position: usize,
    entries: &[StepEntry],
    stages: &[StepFrame],
    tables: &Tables,
) -> Option<Failure> {
    let (stage, step) = (stages.get(position)?, &entries.get(position)?.step);
    let Outcome::Failed(Failure {
        kind: FailureKind::UnknownColumn { name, near },
        detail,
    }) = &stage.report.outcome
    else {
        return None;
    };
    let before = stages.get(position.checked_sub(1)?)?;
    if has(before, name) || is_of_the_other(step, name) {
        return None;
    }
    let why = behind(position, name, entries, stages)
        .or_else(|| ahead(position, name, entries, tables))
        .or_else(|| {
            let (table, _) = tables
                .iter()
                .find(|(_, frame)| frame.schema().contains(name))?;
            Some(Absence::OtherTable {
                table: table.to_owned(),
            })
        })
        .or_else(|| near.is_empty().then_some(Absence::Nowhere))?;
    Some(Failure {
        kind: FailureKind::AbsentColumn {
            name: name.clone(),
            why,
        },
        detail: detail.clone(),
    })
}

fn has(stage: &StepFrame, name: &str) -> bool {
    stage.report.schema.iter().any(|field| field.name == name)
}

/// Whether a join looks for that column in the other table alone.
fn is_of_the_other(step: &Step, name: &str) -> bool {
    matches!(step, Step::Join { on, .. } if on.iter().all(|key| key.left != name))
}

/// A step before that took the column away, or that would have made it.
fn behind(
    position: usize,
    name: &str,
    entries: &[StepEntry],
    stages: &[StepFrame],
) -> Option<Absence> {
    for at in (0..position).rev() {
        let (step, stage) = (&entries.get(at)?.step, stages.get(at)?);
        let number = number(at);
        match &stage.report.outcome {
            Outcome::Off if makes(step, name) => return Some(Absence::Off { step: number }),
            Outcome::Failed(_) if makes(step, name) => {
                return Some(Absence::Broken { step: number });
            }
            Outcome::Done => {}
            _ => continue,
        }
        let had = at
            .checked_sub(1)
            .and_then(|before| stages.get(before))
            .is_some_and(|before| has(before, name));
        if had && !has(stage, name) {
            let renamed = match step {
                Step::Rename { pairs } => pairs.iter().find(|pair| pair.from == name),
                _ => None,
            };
            return Some(match renamed {
                Some(pair) => Absence::Renamed {
                    step: number,
                    to: pair.to.clone(),
                },
                None => Absence::Dropped {
                    step: number,
                    verb: step.verb().to_owned(),
                },
            });
        }
    }
    None
}

/// The step itself, or one after it, that makes the column.
fn ahead(position: usize, name: &str, entries: &[StepEntry], tables: &Tables) -> Option<Absence> {
    if makes(&entries.get(position)?.step, name) {
        return Some(Absence::SameStep);
    }
    let brings = |step: &Step| match step {
        Step::Join { table, .. } => tables
            .get(table)
            .is_some_and(|frame| frame.schema().contains(name)),
        step => makes(step, name),
    };
    let (at, entry) = entries
        .iter()
        .enumerate()
        .skip(position + 1)
        .find(|(_, entry)| entry.enabled && brings(&entry.step))?;
    Some(Absence::Later {
        step: number(at),
        verb: entry.step.verb().to_owned(),
    })
}

/// Whether the step writes that column's name as one that it makes.
fn makes(step: &Step, name: &str) -> bool {
    let mut found = false;
    step.clone().change_texts(&mut |what, text| {
        found |= what == StepText::NewColumn && text == name;
    });
    found
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
