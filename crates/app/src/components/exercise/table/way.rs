//! The learner's way and the author's beside each other, both in words and as SQL.

use std::rc::Rc;

use locale::step_in_excel;
use spec::exercise::TableExercise;
use spec::{Program, TableAnswer};
use yew::prelude::*;

use super::say;
use super::steps_sql::use_sql;
use crate::hooks::{Words, use_locale};

/// Both ways.
pub(in crate::components::exercise) fn way(
    exercise: &TableExercise,
    answer: &TableAnswer,
    words: &Words,
) -> Html {
    html! {
        <div class="compare">
            <Way title={words.t("bench-your-way")} program={own_program(answer)} />
            <Way title={words.t("bench-model-way")} program={exercise.solution.clone()} excel=true />
        </div>
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
    /// Whether each step is told in Excel's words too.
    #[prop_or_default]
    excel: bool,
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
                        <li><strong>{ say::verb(&words, entry.step.verb()) }</strong>{ " " }{ say::detail(&words, &entry.step) }
                            if props.excel { <span class="step-excel-line">{ step_in_excel(&words, entry.step.verb()) }</span> }
                        </li>
                    }) }
                </ol>
            }
            if let Some(sql) = sql {
                <pre class="sql" tabindex="0"><code>{ sql }</code></pre>
            }
        </section>
    }
}
