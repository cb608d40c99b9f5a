//! The workspace without a task: tables, steps or SQL, and the chart that is drawn of them. Nothing is checked. What one makes is
//! kept as the draft of an exercise is.

use std::rc::Rc;

use spec::exercise::{ChartExercise, TableExercise};
use spec::{Answer, Exercise, ExerciseKind, Module, TableAnswer};
use yew::prelude::*;

use super::card::Card;
use super::chart;
use super::draft::use_draft;
use super::kinds::bench;
use super::undo_keys;
use crate::hooks::{use_drawing, use_exercise, use_locale};
use crate::state::progress::Asked;

/// Under which the steps and the SQL are kept.
pub(crate) const TABLE: &str = "table";
/// Under which the chart is kept.
const CHART: &str = "chart";

/// What is asked for of the work: there is no question.
pub(crate) fn asked(record: &str) -> Asked {
    Asked {
        exercise: record.into(),
        ..Asked::default()
    }
}

/// Properties of [`Workbench`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct WorkbenchProps {
    /// The tables, as a lesson has them; its id says where the work is kept.
    pub(crate) module: Rc<Module>,
    /// Wishes for other tables.
    pub(crate) on_choose: Callback<MouseEvent>,
}

/// A question that asks nothing.
fn nothing(id: &str, kind: ExerciseKind) -> Rc<Exercise> {
    Rc::new(Exercise {
        id: id.into(),
        title: String::new(),
        points: 0,
        task: Vec::new(),
        hints: Vec::new(),
        explanation: Vec::new(),
        kind,
        asks: spec::Asks::default(),
    })
}

/// Tables with steps or SQL, or their chart.
#[component]
pub(crate) fn Workbench(props: &WorkbenchProps) -> Html {
    use_drawing(TABLE);
    let words = use_locale();
    let WorkbenchProps { module, on_choose } = props;
    let table = use_memo((), |()| {
        nothing(TABLE, ExerciseKind::Table(TableExercise::default()))
    });
    let picture = use_memo((), |()| {
        nothing(CHART, ExerciseKind::Chart(ChartExercise::default()))
    });
    let handle = use_exercise(&module.id, asked(TABLE));
    let chart_handle = use_exercise(&module.id, asked(CHART));
    let steps = use_draft(&handle, &table);
    let drawing = use_draft(&chart_handle, &picture);
    let is_chart = use_state_eq(|| false);
    let id = AttrValue::from(TABLE);
    let (none, no_check) = (Rc::new(Vec::new()), Callback::noop());
    let shown = if *is_chart { &drawing } else { &steps };
    let onkeydown = undo_keys(&shown.on_undo, &shown.on_redo);
    let view = |chart: bool, label: &str| {
        let is_chart = is_chart.clone();
        let is_here = *is_chart == chart;
        let onclick = Callback::from(move |_: MouseEvent| is_chart.set(chart));
        html! { <button type="button" aria-pressed={is_here.to_string()} {onclick}>{ words.t(label) }</button> }
    };
    let restart = {
        let (on_change, start) = (
            shown.on_change.clone(),
            if *is_chart {
                picture.kind.start()
            } else {
                table.kind.start()
            },
        );
        Callback::from(move |_: MouseEvent| on_change.emit((start.clone(), String::new())))
    };
    let content = match (&*steps.answer, &*drawing.answer) {
        (Answer::Table(made), Answer::Chart(spec)) if *is_chart => {
            let on_draft = drawing
                .on_change
                .reform(|spec| (Answer::Chart(spec), "chart".to_owned()));
            if is_blank(made) {
                html! { <p class="workbench-first">{ words.t("free-chart-first") }</p> }
            } else {
                chart::of_program(made.program(), spec, module, on_draft)
            }
        }
        (answer, _) => {
            let no_scratch = Callback::noop();
            let card = Card {
                module,
                exercise: &table,
                id: &id,
                on_change: &steps.on_change,
                // Its steps are no scratch.
                scratch: &[],
                on_scratch: &no_scratch,
                on_check: &no_check,
                feedback: None,
                lit: &none,
                jump: None,
                settled: 0,
                words: &words,
            };
            table
                .kind
                .with(answer)
                .map_or_else(Html::default, |pair| bench(pair, &card))
        }
    };
    let history = shown.history.borrow();
    html! {
        <section ref={handle.place.clone()} class="exercise workbench" id={id.clone()} aria-labelledby="workbench-title" {onkeydown}>
            <div class="exercise-task workbench-head">
                <h1 id="workbench-title" tabindex="-1">{ &module.title }</h1>
                <div class="modes" role="group" aria-label={words.t("free-view")}>
                    { view(false, "free-view-table") }
                    { view(true, "free-view-chart") }
                </div>
                <button type="button" class="button-quiet" onclick={on_choose.clone()}>{ words.t("free-choose") }</button>
            </div>
            <div class="exercise-bench" key={is_chart.to_string()}>{ content }</div>
            <div class="exercise-foot">
                <div class="bench-buttons">
                    <button type="button" class="button-quiet" disabled={!history.can_undo()} onclick={shown.on_undo.reform(|_: MouseEvent| ())}>{ words.t("bench-undo") }</button>
                    <button type="button" class="button-quiet" disabled={!history.can_redo()} onclick={shown.on_redo.reform(|_: MouseEvent| ())}>{ words.t("bench-redo") }</button>
                    <button type="button" class="button-quiet" onclick={restart}>{ words.t("free-restart") }</button>
                </div>
                <p class="field-note">{ words.t("free-note") }</p>
            </div>
        </section>
    }
}

fn is_blank(made: &TableAnswer) -> bool {
    match made.mode {
        spec::Mode::Steps => made.steps.is_empty(),
        spec::Mode::Sql => made.sql.trim().is_empty(),
    }
}
