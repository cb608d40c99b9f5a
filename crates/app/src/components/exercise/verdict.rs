//! What came of a check: what is right first, then one finding and what to do about it.

use std::rc::Rc;

use locale::{headline, note, right, value_in};
use spec::verdict::{Sample, Signature};
use spec::{Answer, Exercise, Feedback, Finding, Module, Verdict};
use yew::prelude::*;

use super::card::Blank;
use super::kinds::blank_words;
use super::way_link::WayLink;
use super::words::{failure_detail, failure_sentence};
use crate::components::prose::Prose;
use crate::hooks::{Words, use_locale};

/// An answer that was checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checked {
    /// The answer.
    pub(crate) answer: Answer,
    /// What came of it.
    pub(crate) verdict: Verdict,
    /// Which attempt it was.
    pub(crate) attempt: u32,
    /// The step that is not filled in, of an incomplete one.
    pub(crate) step: Option<usize>,
}

/// Properties of [`VerdictCard`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct VerdictCardProps {
    /// The lesson.
    pub(crate) module: Rc<Module>,
    /// The exercise.
    pub(crate) exercise: Rc<Exercise>,
    /// What was checked.
    pub(crate) checked: Rc<Checked>,
    /// Whether the answer still stands as it was checked.
    pub(crate) is_current: bool,
    /// Where the way leads when it is done.
    pub(crate) next: Option<WayLink>,
    /// Hints that are not open yet.
    pub(crate) hints_left: usize,
    /// Wishes to see where a column's unit stands.
    pub(crate) on_light: Callback<String>,
    /// Wishes to open a step.
    pub(crate) on_jump: Callback<usize>,
}

/// One card, no red wall.
#[component]
pub(crate) fn VerdictCard(props: &VerdictCardProps) -> Html {
    let words = use_locale();
    let VerdictCardProps {
        module,
        exercise,
        checked,
        is_current,
        ..
    } = props;
    let stale = (!is_current).then_some("verdict-stale");
    let old = if *is_current {
        html! {}
    } else {
        html! { <p class="verdict-old">{ words.t("bench-verdict-old") }</p> }
    };
    match &checked.verdict {
        Verdict::Correct { notes } => html! {
            <div class={classes!("verdict", "verdict-right", stale)}>
                { old }
                <p class="verdict-title"><span class="pearl pearl-done" aria-hidden="true"></span>{ words.t(if exercise.kind.kind().is_graded() { "bench-right" } else { "question-essay-kept" }) }</p>
                <Prose module={module.clone()} blocks={exercise.explanation.clone()} />
                if !notes.is_empty() {
                    <ul class="verdict-notes">{ for notes.iter().map(|remark| html! { <li>{ note(&words, remark) }</li> }) }</ul>
                }
                if let Some(next) = &props.next { <p>{ next.link("button") }</p> }
            </div>
        },
        Verdict::NotYet(feedback) => html! {
            <div class={classes!("verdict", "verdict-not-yet", stale)}>{ old }{ not_yet(&words, props, feedback) }</div>
        },
        Verdict::Incomplete { field } => html! {
            <div class={classes!("verdict", "verdict-incomplete", stale)}>{ old }<p>{ blank_words(&checked.answer, &Blank { step: checked.step, field: field.clone() }, &words) }</p></div>
        },
        Verdict::CannotGrade { reason } => html! {
            <div class={classes!("verdict", "verdict-trouble", stale)}>
                <p>{ words.t("bench-cannot-grade") }</p>
                <details><summary>{ words.t("bench-detail") }</summary><p>{ failure_sentence(&words, reason) }</p><p class="raw">{ &reason.detail }</p></details>
            </div>
        },
    }
}

fn not_yet(words: &Words, props: &VerdictCardProps, feedback: &Feedback) -> Html {
    let right = right(words, &feedback.right);
    // The author's words stand for the first finding, which they explain; its next action still helps.
    let (first, others) = match feedback.findings.split_first() {
        Some((first, others)) => (Some(first), others),
        None => (None, [].as_slice()),
    };
    html! {
        <>
            <p class="verdict-title">{ headline(words, feedback, props.checked.attempt) }</p>
            if !right.is_empty() {
                <p class="verdict-good">{ right }</p>
            }
            if let Some(say) = &feedback.say {
                <p class="verdict-say" lang="ja">{ say }</p>
                if let Some(first) = first {
                    <details class="verdict-more"><summary>{ words.t("bench-what-was-seen") }</summary>{ finding(words, props, first, feedback.say.is_none()) }</details>
                }
            } else if let Some(first) = first {
                { finding(words, props, first, true) }
            }
            { for first.and_then(sample_of).map(|sample| side_by_side(words, &sample)) }
            if props.hints_left > 0 {
                <p class="verdict-hint">{ words.t_with("bench-hints-left", &[("count", props.hints_left.into())]) }</p>
            }
            if !others.is_empty() {
                <details class="verdict-more">
                    <summary>{ words.t_with("bench-others", &[("count", others.len().into())]) }</summary>
                    <ul>{ for others.iter().map(|other| html! { <li>{ finding(words, props, other, false) }</li> }) }</ul>
                </details>
            }
        </>
    }
}

/// A finding in words, its next action, and a link to where it can be mended.
fn finding(words: &Words, props: &VerdictCardProps, finding: &Finding, is_main: bool) -> Html {
    let said = locale::finding(words, finding);
    let link = match finding {
        Finding::BrokenStep { step, .. } => {
            let step = *step as usize;
            let onclick = props.on_jump.reform(move |_: MouseEvent| step);
            html! { <button type="button" class="button-quiet" {onclick}>{ words.t_with("bench-go-to-step", &[("number", (step + 1).into())]) }</button> }
        }
        Finding::Values {
            column,
            signature: Some(Signature::Factor(_)),
            ..
        } => {
            let name = column.clone();
            let onclick = props.on_light.reform(move |_: MouseEvent| name.clone());
            html! { <button type="button" class="button-quiet" {onclick}>{ words.t("bench-look-at-unit") }</button> }
        }
        _ => html! {},
    };
    let detail = match finding {
        Finding::NotRun(failure) | Finding::BrokenStep { failure, .. } => {
            failure_detail(words, failure)
        }
        _ => html! {},
    };
    html! {
        <div class={classes!("finding", is_main.then_some("finding-main"))}>
            <p>{ said.text }</p>
            if let Some(next) = said.next { <p class="verdict-next">{ next }</p> }
            { link }
            { detail }
        </div>
    }
}

fn sample_of(finding: &Finding) -> Option<(String, Sample)> {
    match finding {
        Finding::Values {
            column,
            sample: Some(sample),
            ..
        } if sample.cells.is_some() => Some((column.clone(), sample.clone())),
        _ => None,
    }
}

/// The learner's row beside the right one.
fn side_by_side(words: &Words, (column, sample): &(String, Sample)) -> Html {
    let Some((mine, right)) = &sample.cells else {
        return html! {};
    };
    let key: Vec<String> = sample
        .key
        .iter()
        .map(|value| locale::value(words, value))
        .collect();
    html! {
        <div class="result-box verdict-sample" tabindex="0" role="group" aria-label={words.t("bench-side-by-side")}>
            <table class="result-table">
                <caption>{ words.t("bench-side-by-side") }</caption>
                <thead><tr><th scope="col">{ words.t("bench-sample-row") }</th><th scope="col" class="number">{ words.t_with("bench-sample-yours", &[("column", column.into())]) }</th><th scope="col" class="number">{ words.t("bench-sample-right") }</th></tr></thead>
                <tbody><tr><th scope="row">{ key.join(&words.t("list-separator")) }</th><td class="number">{ value_in(words, column, mine) }</td><td class="number">{ value_in(words, column, right) }</td></tr></tbody>
            </table>
        </div>
    }
}
