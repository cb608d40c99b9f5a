//! «機械で読めるか»: a report on the file as its publisher laid it out, rule by rule, to read and to print.

use std::rc::Rc;

use protocol::reading::{Answer, Ask};
use spec::ingest::{AuditFinding, AuditReport, Choice, RuleCheck, RuleState};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::components::intake::Incoming;
use crate::components::intake::reading::{self, Trouble};
use crate::hooks::{Words, use_dialog, use_locale};

/// Findings of a rule that are listed; the report says how many there are.
const LISTED: usize = 20;

/// Properties of [`AuditButton`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct AuditButtonProps {
    /// The file.
    pub(super) file: Incoming,
    /// How its text is read.
    pub(super) choice: Choice,
}

/// Opens the report above the page, from where it is printed.
#[component]
pub(super) fn AuditButton(props: &AuditButtonProps) -> Html {
    let words = use_locale();
    let dialog = use_dialog();
    let report = use_state(|| None::<Result<Rc<AuditReport>, Trouble>>);
    let open = {
        let (open, report, props) = (dialog.open.clone(), report.setter(), props.clone());
        Callback::from(move |event: MouseEvent| {
            open.emit(event);
            report.set(None);
            let (report, props) = (report.clone(), props.clone());
            spawn_local(async move {
                let choice = props.choice.clone();
                let answer = match reading::of(&props.file, &Ask::Audit { choice }).await {
                    Ok((Answer::Audited { report }, _)) => Ok(Rc::from(report)),
                    Ok(_) => Err(Trouble::Broken),
                    Err(trouble) => Err(trouble),
                };
                report.set(Some(answer));
            });
        })
    };
    let print = Callback::from(|_: MouseEvent| browser::print());
    let has_report = matches!(&*report, Some(Ok(_)));
    html! {
        <div class="file-audit">
            <button type="button" class="button-quiet" onclick={open}>{ words.t("audit-open") }</button>
            <dialog ref={dialog.node} class="dialog record audit" aria-labelledby="audit">
                <h2 id="audit">{ words.t("audit-title") }</h2>
                <p>{ words.t_with("audit-of", &[("name", (&props.file.name).into())]) }</p>
                { match &*report {
                    None => html! { <p role="status">{ words.t("intake-reading") }</p> },
                    Some(Err(trouble)) => html! { <p role="status">{ trouble.message(&words) }</p> },
                    Some(Ok(report)) => sheet(report, &words),
                } }
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={dialog.close}>{ words.t("bench-close") }</button>
                    if has_report { <button type="button" class="button" onclick={print}>{ words.t("record-print-now") }</button> }
                </div>
            </dialog>
        </div>
    }
}

/// What was found: broken rules with their places first, then the others.
fn sheet(report: &AuditReport, words: &Words) -> Html {
    let of = |is: fn(RuleState) -> bool| report.rules.iter().filter(move |it| is(it.state));
    let broken = |state: RuleState| matches!(state, RuleState::Broken { .. });
    let kept = |state: RuleState| state == RuleState::Kept;
    let unseen = |state: RuleState| matches!(state, RuleState::Unseen);
    let others = |state: RuleState| matches!(state, RuleState::OfOthers);
    let args = [
        ("broken", of(broken).count().into()),
        ("kept", of(kept).count().into()),
        ("unseen", of(unseen).count().into()),
    ];
    let list = |label: &str, is: fn(RuleState) -> bool| {
        if of(is).next().is_none() {
            return html! {};
        }
        html! {
            <>
                <h3>{ words.t(label) }</h3>
                <ul>{ for of(is).map(|check| rule(check, words)) }</ul>
            </>
        }
    };
    html! {
        <>
            <p role="status">{ words.t_with("audit-sum", &args) }</p>
            if of(broken).next().is_some() {
                <h3>{ words.t("audit-broken") }</h3>
                { for of(broken).map(|check| broken_rule(check, report, words)) }
            }
            { list("audit-kept", kept) }
            { list("audit-unseen", unseen) }
            { list("audit-others", others) }
            <p class="record-about">{ words.t("audit-rules") }</p>
        </>
    }
}

fn rule(check: &RuleCheck, words: &Words) -> Html {
    let why = words.pick(&check.why);
    html! { <li><strong>{ check.rule.id() }</strong>{ " " }{ words.pick(&check.words) }if !why.is_empty() { <br />{ why } }</li> }
}

fn broken_rule(check: &RuleCheck, report: &AuditReport, words: &Words) -> Html {
    let RuleState::Broken { places } = check.state else {
        return html! {};
    };
    let findings = report.findings.iter().filter(|it| it.rule == check.rule);
    let shown: Vec<&AuditFinding> = findings.take(LISTED).collect();
    let more = places.saturating_sub(shown.len() as u64);
    html! {
        <section class="audit-rule">
            <h4>{ check.rule.id() }{ " " }{ words.pick(&check.words) }</h4>
            <ul>
                { for shown.iter().map(|finding| {
                    let place = finding.place.name();
                    html! { <li>if !place.is_empty() { <strong>{ place }</strong>{ " " } }{ words.pick(&finding.words) }</li> }
                }) }
            </ul>
            if more > 0 { <p>{ words.t_with("audit-more", &[("count", more.into())]) }</p> }
        </section>
    }
}
