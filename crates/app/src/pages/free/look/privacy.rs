//! What of a table may be about persons: said before it is used, with what helps.

use spec::ingest::{Personal, PrivacyFinding, PrivacyReport};
use yew::prelude::*;

use crate::hooks::Words;

/// Columns that are left out unless somebody says otherwise: nobody may use a My Number for anything else.
pub(super) fn first_dropped(report: &PrivacyReport) -> Vec<String> {
    let findings = report.findings.iter();
    let numbers = findings.filter(|it| it.personal == Personal::MyNumber);
    numbers.map(|it| it.column.clone()).collect()
}

/// What was found; nothing where nothing was. `dropped` are the columns that are left out, `ondrop` takes one that is to be, or not
/// any more.
pub(super) fn notice(
    report: &PrivacyReport,
    dropped: &[String],
    ondrop: &Callback<String>,
    words: &Words,
) -> Html {
    if report.findings.is_empty() {
        return html! {};
    }
    let line = |finding: &PrivacyFinding| {
        let column = finding.column.clone();
        let onchange = ondrop.reform(move |_: Event| column.clone());
        let is_dropped = dropped.contains(&finding.column);
        html! {
            <li>
                <p>{ words.pick(&finding.words) }</p>
                <label class="intake-line">
                    <input type="checkbox" checked={is_dropped} {onchange} />
                    <span>{ words.t_with("file-personal-drop", &[("column", (&finding.column).into())]) }</span>
                </label>
            </li>
        }
    };
    html! {
        <section class="notice file-personal" aria-labelledby="file-personal">
            <h2 id="file-personal">{ words.t("file-personal") }</h2>
            <p>{ words.t("file-personal-about") }</p>
            <ul>{ for report.findings.iter().map(line) }</ul>
        </section>
    }
}
