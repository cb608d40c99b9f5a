//! «ほかのやり方を見る»: the learner's way beside the author's, both in words and as SQL.

use std::rc::Rc;

use locale::value_in;
use protocol::{LessonRequest, Response, Window};
use spec::{Answer, Exercise, Module, Program};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::way;
use crate::hooks::{use_engine, use_locale};

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
    let body = match props.exercise.kind.with(&props.answer) {
        Some(pair) if *is_open => way(pair, &words),
        _ => html! {},
    };
    html! {
        <details class="solution" id={props.id.clone()} {ontoggle}>
            <summary>{ words.t(if props.is_solved { "bench-other-way" } else { "bench-worked-solution" }) }</summary>
            { body }
        </details>
    }
}

/// Properties of [`Computed`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ComputedProps {
    /// The query.
    pub(super) sql: String,
    /// The value's unit; may be empty.
    pub(super) unit: AttrValue,
}

/// A value that SQL gives, and the SQL.
#[component]
pub(super) fn Computed(props: &ComputedProps) -> Html {
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
