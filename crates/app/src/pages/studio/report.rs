//! The author's test report as a table: 解答 ✓ 初期状態 ✓ 想定誤答 3/3 ✓, and a sentence for what is wrong.

use std::rc::Rc;

use spec::ExerciseId;
use spec::author::{AuthorFault, AuthorFinding, ExerciseReport, TestReport};
use yew::prelude::*;

use crate::hooks::{Words, use_locale};

/// Properties of [`ReportView`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ReportViewProps {
    /// What the tests found.
    pub(super) report: Rc<TestReport>,
    /// Whether the text is another one by now.
    pub(super) is_stale: bool,
    /// Shows where something stands.
    pub(super) on_show: Callback<Spot>,
}

/// What a line of the report is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Spot {
    /// An exercise.
    Exercise(ExerciseId),
    /// Some text.
    Text(String),
}

/// The report.
#[component]
pub(super) fn ReportView(props: &ReportViewProps) -> Html {
    let words = use_locale();
    let report = &props.report;
    let general = report
        .findings
        .iter()
        .filter(|finding| finding.exercise.is_none());
    html! {
        <section class={classes!("report", props.is_stale.then_some("report-stale"))} aria-labelledby="report">
            <h2 id="report" tabindex="-1">{ locale::author::report(&words, report) }</h2>
            if props.is_stale { <p class="report-note">{ words.t("studio-report-stale") }</p> }
            <div class="table-scroll" role="group" aria-labelledby="report" tabindex="0">
                <table>
                    <thead><tr>
                        { for ["exercise", "solution", "starter", "wrongs", "hints", "time"].iter().map(|column| html! {
                            <th scope="col">{ words.t(&format!("studio-report-{column}")) }</th>
                        }) }
                    </tr></thead>
                    <tbody>{ for report.exercises.iter().map(|exercise| row(exercise, &words, &props.on_show)) }</tbody>
                </table>
            </div>
            <ul class="report-findings">
                { for general.map(|finding| html! { <li>{ place(&words, finding, &props.on_show) }{ told(locale::author::finding(&words, finding)) }</li> }) }
                { for report.exercises.iter().flat_map(|exercise| {
                    let own = report.findings.iter().filter(|finding| finding.exercise.as_ref() == Some(&exercise.id));
                    let own = own.map(|finding| locale::author::finding(&words, finding));
                    let remarks = exercise.remarks.iter().map(|remark| locale::author::remark(&words, remark));
                    own.chain(remarks).map(|said| html! { <li>{ link(exercise, &props.on_show) }{ " " }{ told(said) }</li> }).collect::<Vec<_>>()
                }) }
                { for report.exercises.iter().filter_map(|exercise| unseen(exercise, &words, &props.on_show)) }
            </ul>
        </section>
    }
}

/// An exercise's title, which leads to it.
fn link(exercise: &ExerciseReport, on_show: &Callback<Spot>) -> Html {
    let spot = Spot::Exercise(exercise.id.clone());
    let onclick = on_show.reform(move |_: MouseEvent| spot.clone());
    html! { <button type="button" class="problem-line" lang="ja" {onclick}>{ &exercise.title }</button> }
}

/// The way to a figure in the prose, before what is said of it.
fn place(words: &Words, finding: &AuthorFinding, on_show: &Callback<Spot>) -> Html {
    let text = match &finding.fault {
        AuthorFault::FigureFails { text, .. }
        | AuthorFault::FigureOfToday { text, .. }
        | AuthorFault::FigureOfTown { text, .. }
        | AuthorFault::FigureDiffers { text, .. } => text,
        _ => return html! {},
    };
    let spot = Spot::Text(format!("[{text}](figure"));
    let onclick = on_show.reform(move |_: MouseEvent| spot.clone());
    html! { <><button type="button" class="problem-line" {onclick}>{ words.t("studio-report-place") }</button>{ " " }</> }
}

fn row(exercise: &ExerciseReport, words: &Words, on_show: &Callback<Spot>) -> Html {
    let told = exercise.wrongs.iter().filter(|wrong| wrong.told).count();
    let all = exercise.wrongs.len();
    let wrongs = (all > 0).then_some(told == all);
    html! {
        <tr key={exercise.id.0.clone()}>
            <th scope="row">{ link(exercise, on_show) }</th>
            <td>{ mark(exercise.solution, words) }</td>
            <td>{ mark(exercise.starter, words) }</td>
            <td>
                if all > 0 { { format!("{told}/{all} ") } }
                { mark(wrongs, words) }
            </td>
            <td class="cell-number">{ exercise.hints }</td>
            <td class="cell-number">{ words.t_with("studio-report-millis", &[("millis", exercise.millis.round().into())]) }</td>
        </tr>
    }
}

/// A sign with its word for those who do not see it.
fn mark(good: Option<bool>, words: &Words) -> Html {
    let (sign, id, class) = match good {
        Some(true) => ("✓", "studio-good", "mark-good"),
        Some(false) => ("✗", "studio-bad", "mark-bad"),
        None => ("—", "studio-none", "mark-none"),
    };
    html! { <span {class}><span aria-hidden="true">{ sign }</span><span class="visually-hidden">{ words.t(id) }</span></span> }
}

fn told(told: locale::Told) -> Html {
    html! {
        <>
            { told.text }
            if let Some(next) = told.next { <span class="problem-hint">{ next }</span> }
        </>
    }
}

/// Changes of the solution that no check tells from it.
fn unseen(exercise: &ExerciseReport, words: &Words, on_show: &Callback<Spot>) -> Option<Html> {
    let told = locale::author::unseen(words, exercise)?;
    let changes = exercise
        .unseen()
        .map(|mutant| html! { <li>{ locale::author::change(words, &mutant.change) }</li> });
    Some(html! {
        <li class="report-unseen">
            { link(exercise, on_show) }{ " " }{ told.text }
            <details><summary>{ words.t("detail") }</summary><ul>{ for changes }</ul></details>
        </li>
    })
}
