//! «ほかのやり方を見る»: the learner's way beside the author's, both in words and as SQL.

use std::rc::Rc;

use locale::value_in;
use protocol::{LessonRequest, Response, Window};
use spec::exercise::ChoiceExercise;
use spec::{Answer, ChartKind, ChartSpec, Exercise, ExerciseKind, Module, Program, TableAnswer};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::table::say;
use super::table::steps_sql::use_sql;
use crate::components::prose::Phrase;
use crate::hooks::{Words, use_engine, use_locale};

/// Properties of [`Solution`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SolutionProps {
    /// Element id, unique in the page.
    pub(crate) id: AttrValue,
    /// The lesson.
    pub(crate) module: Rc<Module>,
    /// The exercise.
    pub(crate) exercise: Rc<Exercise>,
    /// What stands there.
    pub(crate) answer: Rc<Answer>,
    /// Whether the exercise is solved.
    pub(crate) is_solved: bool,
    /// When it was opened.
    pub(crate) on_open: Callback<()>,
}

/// The worked solution, folded away.
#[component]
pub(crate) fn Solution(props: &SolutionProps) -> Html {
    let words = use_locale();
    let is_open = use_state(|| false);
    let ontoggle = {
        let (is_open, on_open) = (is_open.clone(), props.on_open.clone());
        Callback::from(move |event: Event| {
            let open = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|element| element.has_attribute("open"));
            is_open.set(open);
            if open {
                on_open.emit(());
            }
        })
    };
    let body = match (&props.exercise.kind, &*props.answer) {
        _ if !*is_open => html! {},
        (ExerciseKind::Table(exercise), Answer::Table(answer)) => html! {
            <div class="compare">
                <Way title={words.t("bench-your-way")} program={own_program(answer)} />
                <Way title={words.t("bench-model-way")} program={exercise.solution.clone()} />
            </div>
        },
        (ExerciseKind::Chart(exercise), _) => chart_way(&words, &exercise.solution),
        (ExerciseKind::Choice(exercise), _) => choice_way(&words, exercise),
        (ExerciseKind::Number(exercise), _) => {
            html! { <Computed sql={exercise.sql.clone()} unit={exercise.unit.clone()} /> }
        }
        (ExerciseKind::Text(exercise), _) if !exercise.sql.is_empty() => {
            html! { <Computed sql={exercise.sql.clone()} unit="" /> }
        }
        (ExerciseKind::Text(exercise), _) => html! {
            <p>{ words.t_with("question-solution-text", &[("text", exercise.accept.first().cloned().unwrap_or_default().into())]) }</p>
        },
        _ => html! {},
    };
    html! {
        <details class="solution" id={props.id.clone()} {ontoggle}>
            <summary>{ words.t(if props.is_solved { "bench-other-way" } else { "bench-worked-solution" }) }</summary>
            { body }
        </details>
    }
}

fn own_program(answer: &TableAnswer) -> Program {
    match answer.program() {
        Program::Steps(steps) => {
            Program::Steps(steps.into_iter().filter(|entry| entry.enabled).collect())
        }
        sql => sql,
    }
}

/// Properties of [`Way`].
#[derive(Clone, PartialEq, Properties)]
struct WayProps {
    title: AttrValue,
    program: Program,
}

/// One way: its steps in words, and SQL.
#[component]
fn Way(props: &WayProps) -> Html {
    let words = use_locale();
    let steps = match &props.program {
        Program::Steps(steps) => Rc::new(steps.clone()),
        Program::Sql(_) => Rc::new(Vec::new()),
    };
    let sql = use_sql(steps.clone(), !steps.is_empty());
    let sql = match (&props.program, sql) {
        (Program::Sql(sql), _) => Some(sql.clone()),
        (_, Some(Ok(sql))) => Some(sql),
        _ => None,
    };
    html! {
        <section class="way">
            <h3>{ &props.title }</h3>
            if !steps.is_empty() {
                <ol>
                    { for steps.iter().map(|entry| html! {
                        <li><strong>{ say::verb(&words, entry.step.verb()) }</strong>{ " " }{ say::detail(&words, &entry.step) }</li>
                    }) }
                </ol>
            }
            if let Some(sql) = sql {
                <pre class="sql" tabindex="0"><code>{ sql }</code></pre>
            }
        </section>
    }
}

/// Properties of [`Computed`].
#[derive(Clone, PartialEq, Properties)]
struct ComputedProps {
    sql: String,
    unit: AttrValue,
}

/// A value that SQL gives, and the SQL.
#[component]
fn Computed(props: &ComputedProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let value = use_state(|| None::<String>);
    {
        let (value, words) = (value.setter(), words.clone());
        use_effect_with(props.sql.clone(), move |sql| {
            let answer = engine.request(LessonRequest::Run {
                program: Program::Sql(sql.clone()),
                window: Window { offset: 0, len: 10 },
            });
            wasm_bindgen_futures::spawn_local(async move {
                if let Ok((Response::Ran(report), _)) = answer.await
                    && let Some(page) = report.result
                    && let Some(column) = page.table.columns().first()
                {
                    let shown: Vec<String> = column
                        .iter()
                        .map(|value| value_in(&words, &column.name, &value))
                        .collect();
                    value.set(Some(shown.join(&words.t("list-separator"))));
                }
            });
        });
    }
    html! {
        <>
            if let Some(value) = &*value {
                <p>{ words.t_with("question-solution-value", &[("value", value.into()), ("unit", props.unit.as_str().into())]) }</p>
            }
            <pre class="sql" tabindex="0"><code>{ &props.sql }</code></pre>
        </>
    }
}

fn choice_way(words: &Words, exercise: &ChoiceExercise) -> Html {
    html! {
        <>
            <p>{ words.t("question-solution-choice") }</p>
            <ul>{ for exercise.options.iter().filter(|option| option.correct).map(|option| html! { <li><Phrase inlines={option.text.clone()} /></li> }) }</ul>
        </>
    }
}

fn chart_way(words: &Words, chart: &ChartSpec) -> Html {
    let kind = chart
        .kind
        .map(|kind| words.t(&format!("part-value-{}", kind.slug())))
        .unwrap_or_default();
    let sort = if chart.kind.is_some_and(ChartKind::has_sort) {
        words.t(&format!("part-value-{}", chart.sort.slug()))
    } else {
        String::new()
    };
    let line = |id: &str, value: &str| {
        if value.is_empty() {
            html! {}
        } else {
            html! { <><dt>{ words.t(id) }</dt><dd>{ value.to_owned() }</dd></> }
        }
    };
    html! {
        <dl class="chart-way">
            { line("part-kind", &kind) }
            { line("part-x", &chart.x) }
            { line("part-y", &chart.y) }
            { line("part-color", &chart.color) }
            { line("part-sort", &sort) }
            { line("part-title", &chart.title) }
            { line("part-unit", &chart.unit) }
        </dl>
    }
}
