//! A table's answer in the text of a module: what the Studio's recorder writes down.

use spec::exercise::TableExercise;
use spec::step::text::{write_name, write_program};
use spec::toml::quoted;
use spec::{Mode, Step, StepEntry, TableAnswer};

use crate::components::exercise::record::{Recorded, Solution};

/// Solution, start or mistake.
pub(in crate::components::exercise) fn record(
    _: &TableExercise,
    answer: &TableAnswer,
) -> Option<Recorded<'static>> {
    let (word, body, check) = match answer.mode {
        Mode::Sql => ("sql", answer.sql.clone(), String::new()),
        Mode::Steps => (
            "steps",
            write_program(&answer.steps),
            first_check(&answer.steps),
        ),
    };
    let mistake = {
        // Between ''' nothing is an escape; three of them in a row would end it.
        let body = body.trim_end_matches('\n');
        let value = if body.contains("'''") {
            quoted(body)
        } else {
            format!("'''\n{body}\n'''")
        };
        format!("{word} = {value}\n")
    };
    Some(Recorded {
        block: Some((word, body)),
        solution: Solution::Block(check),
        mistake: Some(mistake),
    })
}

/// A check for a first solution: the columns that its rows are told apart by, and its order.
fn first_check(steps: &[StepEntry]) -> String {
    let mut check = String::new();
    let steps = || {
        steps
            .iter()
            .filter(|entry| entry.enabled)
            .map(|entry| &entry.step)
    };
    let list = |names: Vec<String>| names.join(", ");
    let mut keys = steps().filter_map(|step| match step {
        Step::GroupBy { keys, .. } => Some(keys),
        _ => None,
    });
    if let Some(keys) = keys.next_back().filter(|keys| !keys.is_empty()) {
        let keys = keys.iter().map(|key| quoted(key)).collect();
        check.push_str(&format!("key = [{}]\n", list(keys)));
    }
    // Only a sort that nothing behind it undoes.
    let last = steps().rfind(|step| {
        !matches!(
            step,
            Step::Select { .. } | Step::Head { .. } | Step::Tail { .. }
        )
    });
    if let Some(Step::Sort { by }) = last {
        let by = by
            .iter()
            .map(|key| {
                let name = write_name(&key.column);
                quoted(&if key.descending {
                    format!("{name} desc")
                } else {
                    name
                })
            })
            .collect();
        check.push_str(&format!("order = [{}]\n", list(by)));
    }
    check
}
