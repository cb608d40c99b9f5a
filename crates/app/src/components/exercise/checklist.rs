//! What of an answer is right, as a list that ticks: rows, columns, values, order. Only what the check has found out is on it.

use spec::verdict::{Finding, Right};
use spec::{Feedback, Verdict};
use yew::prelude::*;

use crate::hooks::Words;

/// A line of the list.
type Line = (&'static str, bool);

/// The list for what was checked; nothing where nothing is known.
pub(super) fn checklist(verdict: &Verdict, words: &Words) -> Html {
    let Verdict::NotYet(feedback) = verdict else {
        return html! {};
    };
    let lines = lines(feedback);
    if lines.is_empty() {
        return html! {};
    }
    html! {
        <ul class="checklist" aria-label={words.t("bench-checklist")}>
            { for lines.into_iter().map(|(id, holds)| html! {
                <li class={if holds { "checklist-right" } else { "checklist-open" }}>
                    <span aria-hidden="true">{ if holds { "✓ " } else { "✗ " } }</span>
                    { words.t(id) }
                    <span class="visually-hidden">{ words.t(if holds { "bench-check-right" } else { "bench-check-open" }) }</span>
                </li>
            }) }
        </ul>
    }
}

fn lines(feedback: &Feedback) -> Vec<Line> {
    let is_right = |wanted: fn(&Right) -> bool| feedback.right.iter().any(wanted);
    let is_found = |wanted: fn(&Finding) -> bool| feedback.findings.iter().any(wanted);
    let all = is_right(|right| matches!(right, Right::AllValues));
    let parts: [(&str, bool, bool); 4] = [
        (
            "bench-check-rows",
            all || is_right(|right| matches!(right, Right::Rows(_))),
            is_found(|finding| {
                matches!(
                    finding,
                    Finding::RowCount { .. } | Finding::Keys { .. } | Finding::Empty { .. }
                )
            }),
        ),
        (
            "bench-check-columns",
            all || is_right(|right| matches!(right, Right::Columns)),
            is_found(|finding| {
                matches!(
                    finding,
                    Finding::MissingColumn { .. }
                        | Finding::ExtraColumn { .. }
                        | Finding::ColumnIsText { .. }
                        | Finding::ColumnType { .. }
                )
            }),
        ),
        (
            "bench-check-values",
            all,
            is_found(|finding| matches!(finding, Finding::Values { .. })),
        ),
        (
            "bench-check-order",
            false,
            is_found(|finding| matches!(finding, Finding::Order { .. })),
        ),
    ];
    let known = parts
        .into_iter()
        .filter(|(_, right, wrong)| *right || *wrong);
    // What was found wrong counts more.
    known.map(|(id, _, wrong)| (id, !wrong)).collect()
}

/// The columns that the check found wrong.
pub(super) fn doubted(feedback: &Feedback) -> Vec<String> {
    let columns = feedback
        .findings
        .iter()
        .filter_map(|finding| match finding {
            Finding::Values { column, .. }
            | Finding::ColumnIsText { column, .. }
            | Finding::ColumnType { column, .. } => Some(column.clone()),
            Finding::ExtraColumn { got } => Some(got.clone()),
            _ => None,
        });
    columns.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_ticked() {
        let feedback = |right: &[Right], findings: &[Finding]| Feedback {
            right: right.to_vec(),
            findings: findings.to_vec(),
            ..Feedback::default()
        };
        let order = Finding::Order {
            by: Vec::new(),
            at: 1,
            reversed: true,
        };
        assert_eq!(
            lines(&feedback(&[Right::AllValues], &[order])),
            [
                ("bench-check-rows", true),
                ("bench-check-columns", true),
                ("bench-check-values", true),
                ("bench-check-order", false),
            ]
        );
        let extra = Finding::ExtraColumn { got: "年".into() };
        let seen = feedback(
            &[Right::Rows(5), Right::Columns],
            std::slice::from_ref(&extra),
        );
        assert_eq!(
            lines(&seen),
            [("bench-check-rows", true), ("bench-check-columns", false)]
        );
        assert_eq!(doubted(&seen), ["年"]);
        assert!(lines(&feedback(&[], &[Finding::Unchanged])).is_empty());
    }
}
