//! The table that comes of the learner's own steps or query.

use std::rc::Rc;

use protocol::{RunNote, StepOutcome};
use spec::module::ColumnInfo;
use spec::{Module, Program, Step, StepEntry};
use yew::prelude::*;

use super::head::Heads;
use super::run::Run;
use super::units::columns_after;
use crate::components::exercise::result_table::ResultTable;
use crate::components::exercise::words::{failure_detail, failure_sentence};
use crate::hooks::Words;

/// What is known of the table.
pub(super) struct OwnTable<'a> {
    /// Prefix of the bench's element ids.
    pub(super) id: &'a str,
    /// The lesson.
    pub(super) module: &'a Module,
    /// The open step, if one is.
    pub(super) open: Option<usize>,
    /// What ran.
    pub(super) run: &'a Run,
    /// What its headers offer.
    pub(super) heads: Option<Heads>,
    /// Meanings and units of the lesson's columns.
    pub(super) columns: &'a Rc<Vec<ColumnInfo>>,
    /// Columns that the last check found wrong.
    pub(super) doubted: &'a [String],
    /// Columns whose headers are lit.
    pub(super) lit: &'a Rc<Vec<String>>,
    /// Takes what is shown in a cell as the answer to a question.
    pub(super) on_answer: Option<Callback<String>>,
}

/// The table that comes of the steps or the query; of the steps up to the open one, where one is open.
pub(super) fn own_table(words: &Words, of: OwnTable<'_>) -> Html {
    let OwnTable {
        id,
        module,
        open,
        run,
        heads,
        columns,
        doubted,
        lit,
        on_answer,
    } = of;
    let id = format!("{id}-table");
    let Some(ran) = &run.ran else {
        return html! { <p class="table-none">{ words.t(if heads.is_none() { "bench-no-run" } else { "bench-no-table" }) }</p> };
    };
    if let Some(failure) = &ran.report.failure {
        return html! {
            <div class="run-failure" role="alert">
                <p>{ failure_sentence(words, failure) }</p>
                { failure_detail(words, failure) }
            </div>
        };
    }
    let last = ran.report.steps.len().saturating_sub(1);
    let after = open.filter(|at| *at < last);
    let looked_at = after.unwrap_or(last);
    let report = ran.report.steps.get(looked_at);
    let rows_before = looked_at
        .checked_sub(1)
        .and_then(|at| ran.report.steps.get(at))
        .map(|report| report.rows);
    let label = match after {
        Some(at) => words.t_with("bench-after-label", &[("number", (at + 1).into())]),
        None => words.t("bench-result-label"),
    };
    // What a query computes is not followed: there, names tell.
    let columns = match &*ran.program {
        Program::Steps(steps) => {
            let done = |(at, entry): (usize, &'_ StepEntry)| {
                let report = ran.report.steps.get(at)?;
                matches!(report.outcome, StepOutcome::Done).then(|| entry.step.clone())
            };
            let steps = steps.iter().enumerate().take(looked_at + 1);
            let steps: Vec<Step> = steps.filter_map(done).collect();
            let schema = report.map_or(&[][..], |report| &report.schema);
            columns_after(&steps, &module.data, schema)
        }
        Program::Sql(_) => Rc::clone(columns),
    };
    let changed = report
        .map(|report| report.changed.clone())
        .filter(|_| looked_at > 0)
        .unwrap_or_default();
    let show = match (&*ran.program, changed.is_empty()) {
        (Program::Steps(steps), true) => steps.get(looked_at).map(|it| sorted_by(&it.step)),
        _ => Some(changed.clone()),
    };
    html! {
        <>
            <ResultTable key="result" {id} {label} program={ran.program.clone()} stamp={ran.stamp} after={after.map(|at| at as u32)}
                first={if after.is_none() { ran.page.clone() } else { None }} {changed} show={show.unwrap_or_default()} {heads} {columns} doubted={doubted.to_vec()} lit={lit.clone()}
                rows_before={rows_before.filter(|_| looked_at > 0)} file={words.t("bench-file")} {on_answer} />
            { for ran.report.notes.iter().map(|note| note_line(words, note)) }
        </>
    }
}

/// The columns that a step sorts by.
fn sorted_by(step: &Step) -> Vec<String> {
    match step {
        Step::Sort { by } => by.iter().map(|key| key.column.clone()).collect(),
        _ => Vec::new(),
    }
}

fn note_line(words: &Words, note: &RunNote) -> Html {
    let text = match note {
        RunNote::NotFinite { column, count } => words.t_with(
            "bench-note-not-finite",
            &[("column", column.into()), ("count", (*count).into())],
        ),
        RunNote::MissingIn => words.t("bench-note-missing-in"),
    };
    html! { <p class="run-note">{ text }</p> }
}
