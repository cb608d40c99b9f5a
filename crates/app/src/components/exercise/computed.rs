//! A value that a query gives, beside the query.

use locale::value_in;
use protocol::{LessonRequest, Response, Window};
use spec::Program;
use yew::prelude::*;

use crate::hooks::{use_engine, use_locale};

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
