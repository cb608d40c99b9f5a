//! A step of the list: one line in words, and its fields while it is open.

use std::rc::Rc;

use locale::{step_in_excel, step_note};
use protocol::{JoinMatches, StepOutcome, StepReport};
use spec::step::JoinKind;
use spec::{Module, Step, StepEntry};
use table::Field;
use yew::prelude::*;

use super::edits::Act;
use super::fields::StepFields;
use super::{list, say};
use crate::browser;
use crate::components::exercise::words::{failure_detail, failure_sentence, sentence};
use crate::hooks::{Words, use_drawing, use_locale};

/// Properties of [`StepLine`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct StepLineProps {
    pub(super) id: AttrValue,
    pub(super) at: usize,
    pub(super) entry: StepEntry,
    pub(super) steps: Rc<Vec<StepEntry>>,
    pub(super) report: Option<StepReport>,
    pub(super) before: Option<u64>,
    pub(super) columns: Rc<Vec<Field>>,
    pub(super) module: Rc<Module>,
    pub(super) is_open: bool,
    pub(super) on_open: Callback<usize>,
    pub(super) on_act: Callback<(usize, Act)>,
}

/// A step: one line in words, and its fields while it is open.
#[component]
pub(super) fn StepLine(props: &StepLineProps) -> Html {
    use_drawing(&props.id);
    let words = use_locale();
    let StepLineProps {
        id,
        at,
        entry,
        steps,
        report,
        before,
        columns,
        module,
        is_open,
        on_open,
        on_act,
    } = props;
    let at = *at;
    let prefix = format!("{id}-step-{at}");
    let reason_id = format!("{prefix}-reason");
    let missing = list::missing(&entry.step).filter(|_| entry.enabled);
    let failure = match report.as_ref().map(|report| &report.outcome) {
        Some(StepOutcome::Failed(failure)) if entry.enabled && missing.is_none() => {
            Some(failure.clone())
        }
        _ => None,
    };
    let note = report
        .as_ref()
        .and_then(|report| report.note.as_ref())
        .filter(|_| entry.enabled);
    let rows = report
        .as_ref()
        .filter(|report| matches!(report.outcome, StepOutcome::Done))
        .map(|report| report.rows);
    let act = |act: Act| {
        let on_act = on_act.clone();
        Callback::from(move |_: MouseEvent| on_act.emit((at, act.clone())))
    };
    let onkeydown = {
        let on_act = on_act.clone();
        Callback::from(move |event: KeyboardEvent| {
            let act = match browser::key_of(&event).as_str() {
                "ArrowUp" if event.alt_key() => Act::Shift(-1),
                "ArrowDown" if event.alt_key() => Act::Shift(1),
                "Delete" => Act::Remove,
                _ => return,
            };
            event.prevent_default();
            on_act.emit((at, act));
        })
    };
    let drag = Drag { id, at };
    let toggle = {
        let on_act = on_act.clone();
        Callback::from(move |_: Event| on_act.emit((at, Act::Toggle)))
    };
    let on_edit = {
        let on_act = on_act.clone();
        Callback::from(move |(step, field)| on_act.emit((at, Act::Edit(step, field))))
    };
    let class = classes!(
        "step",
        is_open.then_some("step-open"),
        (!entry.enabled).then_some("step-off"),
        missing.is_some().then_some("step-missing"),
        failure.is_some().then_some("step-broken"),
    );
    let can_up = list::can_shift(steps, at, -1);
    let can_down = list::can_shift(steps, at, 1);
    let has_reason = missing.is_some() || failure.is_some();
    html! {
        <li {class} ondragover={drag.over()} ondrop={drag.dropped(on_act)}>
            if can_up || can_down {
                // For the mouse alone: keys and touch have «ほか» and Alt with arrows.
                <span class="step-grip" draggable="true" aria-hidden="true" title={words.t("bench-step-drag")} ondragstart={drag.start()} onclick={on_open.reform(move |_: MouseEvent| at)}></span>
            }
            <button type="button" class="step-head" id={prefix.clone()} aria-expanded={is_open.to_string()} aria-controls={format!("{prefix}-body")}
                aria-describedby={has_reason.then(|| reason_id.clone())} onclick={on_open.reform(move |_: MouseEvent| at)} {onkeydown}>
                <span class="step-number">{ at + 1 }</span>
                <span class="step-verb">{ say::verb(&words, entry.step.verb()) }</span>
                <span class="step-detail">{ say::detail(&words, &entry.step) }</span>
                <span class="step-rows">{ rows_words(&words, entry.enabled, *before, rows) }</span>
                if has_reason {
                    <span class="step-mark">{ words.t(if missing.is_some() { "bench-mark-missing" } else { "bench-mark-broken" }) }</span>
                }
            </button>
            if let Some(field) = missing {
                <p class="step-reason" id={reason_id.clone()}>{ words.t(&say::missing_id(entry.step.verb(), field)) }</p>
            } else if let Some(failure) = &failure {
                <div class="step-reason" id={reason_id.clone()}>
                    <p>{ failure_sentence(&words, failure) }</p>
                    if *is_open { { failure_detail(&words, failure) } }
                </div>
            } else if let Some(note) = note {
                <p class="step-note">{ sentence(&words, step_note(&words, note)) }</p>
            }
            if let Some(matches) = report.as_ref().and_then(|report| report.matches).filter(|_| entry.enabled) {
                { match_line(&words, &entry.step, matches) }
            }
            <div class="step-body" id={format!("{prefix}-body")} hidden={!*is_open}>
                if *is_open {
                    <div class="step-fields">
                        <StepFields key={format!("{at}-{}", entry.step.verb())} id={prefix.clone()} step={entry.step.clone()} columns={columns.clone()} module={module.clone()}
                            before={Rc::new(steps.iter().take(at).cloned().collect::<Vec<_>>())} {on_edit}
                            missing={missing.map(|field| (field, AttrValue::from(reason_id.clone())))} />
                    </div>
                    <div class="step-tools" role="group" aria-label={words.t_with("bench-step-tools", &[("number", (at + 1).into())])}>
                        <button type="button" class="button-quiet" onclick={on_open.reform(move |_: MouseEvent| at)}>{ words.t("bench-step-close") }</button>
                        <button type="button" class="button-quiet" onclick={act(Act::Remove)}>{ words.t("bench-step-remove") }</button>
                        <details class="step-more">
                            <summary class="button-quiet">{ words.t("step-excel") }</summary>
                            <p class="step-excel-line">{ step_in_excel(&words, entry.step.verb()) }</p>
                        </details>
                        <details class="step-more">
                            <summary class="button-quiet">{ words.t("bench-step-more") }</summary>
                            <div class="step-more-box">
                                <label class="check"><input type="checkbox" checked={entry.enabled} onchange={toggle} /><span>{ words.t("bench-step-on") }</span></label>
                                <button type="button" class="button-quiet" disabled={!can_up} onclick={act(Act::Shift(-1))}>{ words.t("bench-step-up") }</button>
                                <button type="button" class="button-quiet" disabled={!can_down} onclick={act(Act::Shift(1))}>{ words.t("bench-step-down") }</button>
                                if at > 0 {
                                    <button type="button" class="button-quiet" onclick={act(Act::AddAt(at))}>{ words.t("bench-step-before") }</button>
                                }
                                <button type="button" class="button-quiet" onclick={act(Act::AddAt(at + 1))}>{ words.t("bench-step-after") }</button>
                            </div>
                        </details>
                    </div>
                }
            </div>
        </li>
    }
}

/// A step that is dragged by its number, onto another one of the same list.
struct Drag<'a> {
    /// Prefix of the list's element ids.
    id: &'a AttrValue,
    at: usize,
}

/// What is dragged: a step's element id.
const DRAGGED: &str = "text/plain";

impl Drag<'_> {
    fn start(&self) -> Callback<DragEvent> {
        let name = format!("{}-step-{}", self.id, self.at);
        Callback::from(move |event: DragEvent| {
            if let Some(data) = event.data_transfer() {
                // Where that is refused, nothing is dragged.
                let _ = data.set_data(DRAGGED, &name);
            }
        })
    }

    /// Says that something may be dropped here.
    fn over(&self) -> Callback<DragEvent> {
        Callback::from(|event: DragEvent| event.prevent_default())
    }

    /// Puts the step that is dropped here in this one's place.
    fn dropped(&self, on_act: &Callback<(usize, Act)>) -> Callback<DragEvent> {
        let (prefix, to, on_act) = (format!("{}-step-", self.id), self.at, on_act.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let name = event
                .data_transfer()
                .and_then(|data| data.get_data(DRAGGED).ok());
            let from = name.and_then(|name| name.strip_prefix(&prefix)?.parse::<usize>().ok());
            let by = from.and_then(|from| {
                let [at, to] = [from, to].map(isize::try_from);
                Some((from, to.ok()? - at.ok()?))
            });
            if let Some((from, by)) = by.filter(|(_, by)| *by != 0) {
                on_act.emit((from, Act::Shift(by)));
            }
        })
    }
}

/// How many rows find a partner in a join, and what to look at where none does or several.
fn match_line(words: &Words, step: &Step, matches: JoinMatches) -> Html {
    let counts = [
        ("rows", matches.left_rows.into()),
        ("matched", matches.left.into()),
        ("other-rows", matches.right_rows.into()),
        ("other", matches.right.into()),
    ];
    // Whoever only asks whether there is a partner keeps a row once.
    let grows = matches!(
        step,
        Step::Join {
            how: JoinKind::Left | JoinKind::Inner,
            ..
        }
    );
    let warning = if matches.left == 0 && matches.left_rows > 0 {
        Some("bench-join-none")
    } else if grows && matches.most > 1 {
        Some("bench-join-many")
    } else {
        None
    };
    html! {
        <p class={classes!("step-match", warning.map(|_| "step-match-warns"))}>
            { words.t_with("bench-join-matches", &counts) }
            if let Some(warning) = warning { <strong>{ words.t(warning) }</strong> }
        </p>
    }
}

fn rows_words(words: &Words, enabled: bool, before: Option<u64>, rows: Option<u64>) -> String {
    match (enabled, before, rows) {
        (false, ..) => words.t("bench-off"),
        (true, Some(before), Some(after)) if before != after => words.t_with(
            "bench-rows-change",
            &[("before", before.into()), ("after", after.into())],
        ),
        (true, _, Some(rows)) => words.t_with("bench-rows", &[("rows", rows.into())]),
        (true, _, None) => String::new(),
    }
}
