//! The values of a column, where they are few, to pick from instead of typing.

use std::rc::Rc;

use protocol::{LessonRequest, Response, Window};
use spec::step::SortKey;
use spec::{Program, Step, StepEntry};
use yew::prelude::*;

use super::list::missing;
use super::predicate::shown_value;
use crate::hooks::use_engine;
use crate::state::engine::EngineState;

/// More values than this are not offered: a list that long helps nobody.
pub(crate) const MANY: usize = 120;

/// Values of that column before the step, ascending; empty while they are not known or where they are too many.
#[hook]
pub(crate) fn use_values(
    before: Rc<Vec<StepEntry>>,
    column: AttrValue,
    wanted: bool,
) -> Rc<Vec<String>> {
    let engine = use_engine();
    let values = use_state(|| Rc::new(Vec::new()));
    let turn = use_mut_ref(|| 0_u32);
    let ready = engine.state == EngineState::Ready;
    {
        let values = values.setter();
        use_effect_with(
            (before, column, wanted && ready),
            move |(before, column, wanted)| {
                *turn.borrow_mut() += 1;
                values.set(Rc::new(Vec::new()));
                if !*wanted || column.is_empty() || before.is_empty() {
                    return;
                }
                let program = distinct(before, column);
                let request = LessonRequest::Rows {
                    program,
                    after: None,
                    window: Window {
                        offset: 0,
                        len: MANY as u64 + 1,
                    },
                };
                let answer = engine.request(request);
                let mine = *turn.borrow();
                let turn = turn.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    let answer = answer.await;
                    // A column that is not there any more has no values; the step itself says so.
                    if let (Ok((Response::Rows(page), _)), true) = (answer, *turn.borrow() == mine)
                    {
                        let found = page.table.columns().first();
                        if page.total <= MANY as u64 {
                            values.set(Rc::new(
                                found
                                    .map(|column| {
                                        column
                                            .iter()
                                            .filter_map(|value| shown_value(&value))
                                            .collect()
                                    })
                                    .unwrap_or_default(),
                            ));
                        }
                    }
                });
            },
        );
    }
    (*values).clone()
}

/// Steps that give each value of a column once. Steps that cannot run yet are left out, as in the bench.
fn distinct(before: &[StepEntry], column: &str) -> Program {
    let columns = vec![column.to_owned()];
    let mut steps: Vec<StepEntry> = before
        .iter()
        .filter(|entry| entry.enabled && missing(&entry.step).is_none())
        .cloned()
        .collect();
    steps.extend(
        [
            Step::Select {
                columns: columns.clone(),
            },
            Step::Unique { columns },
            Step::Sort {
                by: vec![SortKey {
                    column: column.to_owned(),
                    descending: false,
                }],
            },
        ]
        .map(StepEntry::on),
    );
    Program::Steps(steps)
}
