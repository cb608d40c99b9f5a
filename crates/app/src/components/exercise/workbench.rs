//! The workspace without a task: tables, steps or SQL, the chart that is drawn of them, what their columns are like, and how they
//! are taken along. Nothing is checked. What one makes is kept as the draft of an exercise is.

mod profile;
mod take;

use std::rc::Rc;

use spec::desk::OwnTable;
use spec::exercise::{ChartExercise, TableExercise};
use spec::{Answer, Exercise, ExerciseKind, Mode, Module, Step, StepEntry, TableAnswer};
use yew::prelude::*;

use self::profile::Columns;
use self::take::Take;
use super::card::Card;
use super::chart;
use super::draft::use_draft;
use super::kinds::bench;
use super::table::list::missing;
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
    /// The learner's own among them.
    pub(crate) own: Rc<Vec<OwnTable>>,
    /// Wishes for other tables.
    pub(crate) on_choose: Callback<MouseEvent>,
}

/// What is made of the tables.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Table,
    Chart,
    Columns,
    Take,
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

/// Tables with steps or SQL, their chart, their columns, or the ways out.
#[component]
pub(crate) fn Workbench(props: &WorkbenchProps) -> Html {
    use_drawing(TABLE);
    let words = use_locale();
    let WorkbenchProps {
        module,
        own,
        on_choose,
    } = props;
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
    let view = use_state_eq(|| View::Table);
    // A step that was just added is opened.
    let jump = use_state_eq(|| None::<(usize, u32)>);
    let id = AttrValue::from(TABLE);
    let (none, no_check) = (Rc::new(Vec::new()), Callback::noop());
    let is_chart = *view == View::Chart;
    let shown = if is_chart { &drawing } else { &steps };
    let onkeydown = undo_keys(&shown.on_undo, &shown.on_redo);
    let choice = |to: View, label: &str| {
        let (view, jump, is_here) = (view.setter(), jump.setter(), *view == to);
        let onclick = Callback::from(move |_: MouseEvent| {
            jump.set(None);
            view.set(to);
        });
        html! { <button type="button" aria-pressed={is_here.to_string()} {onclick}>{ words.t(label) }</button> }
    };
    let restart = {
        let (on_change, start) = (
            shown.on_change.clone(),
            if is_chart {
                picture.kind.start()
            } else {
                table.kind.start()
            },
        );
        Callback::from(move |_: MouseEvent| on_change.emit((start.clone(), String::new())))
    };
    let on_step = {
        let (on_change, latest) = (steps.on_change.clone(), steps.latest.clone());
        let (view, jump) = (view.setter(), jump.clone());
        Callback::from(move |step: Step| {
            let Answer::Table(mut answer) = latest.borrow().answer.clone() else {
                return;
            };
            answer.steps.push(StepEntry::on(step));
            let number = jump.map_or(0, |(_, number)| number.wrapping_add(1));
            jump.set(Some((answer.steps.len() - 1, number)));
            on_change.emit((Answer::Table(answer), String::new()));
            view.set(View::Table);
        })
    };
    let content = match (&*steps.answer, &*drawing.answer) {
        (Answer::Table(made), _)
            if matches!(*view, View::Columns | View::Take) && is_blank(made) =>
        {
            html! { <p class="workbench-first">{ words.t("free-table-first") }</p> }
        }
        (Answer::Table(made), _) if *view == View::Columns => {
            let on_step = (made.mode == Mode::Steps).then_some(on_step);
            html! { <Columns program={Rc::new(runnable(made).program())} {on_step} /> }
        }
        (Answer::Table(made), _) if *view == View::Take => {
            html! { <Take module={Rc::clone(module)} own={Rc::clone(own)} answer={runnable(made)} /> }
        }
        (Answer::Table(made), Answer::Chart(spec)) if is_chart => {
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
                jump: *jump,
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
                    { choice(View::Table, "free-view-table") }
                    { choice(View::Chart, "free-view-chart") }
                    { choice(View::Columns, "free-view-columns") }
                    { choice(View::Take, "free-view-take") }
                </div>
                <button type="button" class="button-quiet" onclick={on_choose.clone()}>{ words.t("free-choose") }</button>
            </div>
            <div class="exercise-bench" key={*view as u8}>{ content }</div>
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

/// What was made without steps that are not filled in yet, as the bench runs it.
fn runnable(made: &TableAnswer) -> TableAnswer {
    let steps = made.steps.iter();
    let steps = steps.filter(|entry| missing(&entry.step).is_none());
    TableAnswer {
        steps: steps.cloned().collect(),
        ..made.clone()
    }
}
