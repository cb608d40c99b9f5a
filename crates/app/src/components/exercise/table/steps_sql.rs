//! «手順を SQL で見る»: what the steps are as SQL, read-only.

use std::rc::Rc;

use protocol::{LessonRequest, Response};
use spec::StepEntry;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::list::missing;
use crate::components::exercise::words::failure_sentence;
use crate::hooks::{use_engine, use_locale};
use crate::state::engine::EngineError;

/// Steps as SQL; `None` while it is not known.
#[hook]
pub(crate) fn use_sql(
    steps: Rc<Vec<StepEntry>>,
    wanted: bool,
) -> Option<Result<String, EngineError>> {
    let engine = use_engine();
    let sql = use_state(|| None);
    let turn = use_mut_ref(|| 0_u32);
    {
        let sql = sql.setter();
        use_effect_with((steps, wanted), move |(steps, wanted)| {
            *turn.borrow_mut() += 1;
            if !*wanted {
                return;
            }
            // What cannot run yet is left out, as in the bench.
            let steps = steps
                .iter()
                .filter(|entry| entry.enabled && missing(&entry.step).is_none())
                .map(|entry| entry.step.clone())
                .collect();
            let answer = engine.request(LessonRequest::ToSql { steps });
            let mine = *turn.borrow();
            let turn = turn.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let answer = answer.await;
                if *turn.borrow() == mine {
                    match answer {
                        Ok((Response::Sql(text), _)) => sql.set(Some(Ok(text))),
                        Ok(_) => {}
                        Err(error) => sql.set(Some(Err(error))),
                    }
                }
            });
        });
    }
    (*sql).clone()
}

/// Properties of [`StepsSql`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct StepsSqlProps {
    /// Element id, unique in the page.
    pub(crate) id: AttrValue,
    /// The steps.
    pub(crate) steps: Rc<Vec<StepEntry>>,
    /// Takes the SQL as a draft; `None` where SQL is not offered.
    pub(crate) on_take: Option<Callback<String>>,
}

/// The steps as SQL, folded away.
#[component]
pub(crate) fn StepsSql(props: &StepsSqlProps) -> Html {
    let words = use_locale();
    let is_open = use_state(|| false);
    let sql = use_sql(props.steps.clone(), *is_open && !props.steps.is_empty());
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let open = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlElement>().ok())
                .is_some_and(|element| element.has_attribute("open"));
            is_open.set(open);
        })
    };
    html! {
        <details class="steps-sql" id={props.id.clone()} {ontoggle}>
            <summary>{ words.t("bench-show-sql") }</summary>
            { match sql {
                Some(Ok(text)) => {
                    let take = props.on_take.clone().map(|on_take| {
                        let text = text.clone();
                        on_take.reform(move |_: MouseEvent| text.clone())
                    });
                    html! {
                        <>
                            <pre class="sql" tabindex="0" aria-label={words.t("bench-steps-as-sql")}><code>{ text }</code></pre>
                            if let Some(onclick) = take {
                                <button type="button" class="button-quiet" {onclick}>{ words.t("bench-take-sql") }</button>
                            }
                        </>
                    }
                }
                Some(Err(EngineError::Failed(failure))) => html! { <p class="field-note">{ failure_sentence(&words, &failure) }</p> },
                Some(Err(error)) => html! { <p class="field-note">{ error.message(&words) }</p> },
                None => html! { <p class="field-note">{ words.t("bench-sql-later") }</p> },
            } }
        </details>
    }
}
