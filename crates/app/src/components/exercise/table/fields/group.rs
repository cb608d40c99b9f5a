//! «グループごとに集計する»: keys as check boxes; function, column and name of each result.

use spec::Step;
use spec::step::NamedExpr;
use table::Dtype;
use yew::prelude::*;

use super::shared::{StepFieldsProps, checks, column_choices};
use crate::components::exercise::field::{PickField, TextField};
use crate::components::exercise::table::aggregate::{Call, Function, free_name};
use crate::components::exercise::table::say::default_name;
use crate::hooks::{use_drawing, use_locale};

/// Properties of [`GroupFields`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct GroupFieldsProps {
    pub(super) fields: StepFieldsProps,
    pub(super) keys: Vec<String>,
    pub(super) aggs: Vec<NamedExpr>,
}

/// Fields of a `group_by` step.
#[component]
pub(super) fn GroupFields(props: &GroupFieldsProps) -> Html {
    use_drawing(&props.fields.id);
    let words = use_locale();
    let GroupFieldsProps { fields, keys, aggs } = props;
    // Rows that are shown as expressions although a form could show them.
    let as_text = use_state(Vec::<usize>::new);
    let edit = {
        let (on_edit, keys) = (fields.on_edit.clone(), keys.clone());
        move |aggs: Vec<NamedExpr>, field: String| {
            on_edit.emit((
                Step::GroupBy {
                    keys: keys.clone(),
                    aggs,
                },
                field,
            ))
        }
    };
    let with = |at: usize, field: &'static str| {
        let (aggs, edit) = (aggs.clone(), edit.clone());
        move |change: &dyn Fn(&mut NamedExpr)| {
            let mut aggs = aggs.clone();
            if let Some(agg) = aggs.get_mut(at) {
                change(agg);
            }
            edit(
                aggs,
                if field.is_empty() {
                    String::new()
                } else {
                    format!("{field}-{at}")
                },
            );
        }
    };
    let on_add = {
        let (aggs, edit) = (aggs.clone(), edit.clone());
        Callback::from(move |_: MouseEvent| {
            let mut aggs = aggs.clone();
            aggs.push(NamedExpr::default());
            edit(aggs, String::new());
        })
    };
    let group_choices = column_choices(&words, &fields.columns);
    let with_keys = aggs.clone();
    html! {
        <>
        { checks(&words, fields, "keys", "bench-field-keys", group_choices, keys, move |keys| Step::GroupBy { keys, aggs: with_keys.clone() }) }
        <ol class="rows">
        { for aggs.iter().enumerate().map(|(at, agg)| {
            let parsed = Call::parse(&agg.expr).filter(|_| !as_text.contains(&at));
            let blank = agg.name.trim().is_empty() || agg.expr.trim().is_empty() || parsed.as_ref().is_some_and(|call| !call.is_complete());
            let error = if blank { fields.error("aggs") } else { AttrValue::default() };
            // A name that was never typed follows what is computed.
            let taken: Vec<String> = keys.iter().cloned().chain(aggs.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, agg)| agg.name.clone())).collect();
            let named = {
                let (words, taken, old) = (words.clone(), taken, parsed.clone());
                move |agg: &mut NamedExpr, call: &Call| {
                    let was = old.as_ref().map(|old| free_name(&default_name(&words, old), &taken)).unwrap_or_default();
                    if agg.name.is_empty() || agg.name == was {
                        let name = default_name(&words, call);
                        agg.name = if name.is_empty() { name } else { free_name(&name, &taken) };
                    }
                    agg.expr = call.sql();
                }
            };
            let on_name = { let with = with(at, "name"); Callback::from(move |name: String| with(&|agg| agg.name.clone_from(&name))) };
            let on_remove = {
                let (aggs, edit) = (aggs.clone(), edit.clone());
                Callback::from(move |_: MouseEvent| {
                    let mut aggs = aggs.clone();
                    aggs.remove(at);
                    edit(aggs, String::new());
                })
            };
            let toggle = {
                let as_text = as_text.clone();
                Callback::from(move |_: MouseEvent| {
                    let mut rows = (*as_text).clone();
                    if rows.contains(&at) { rows.retain(|row| *row != at) } else { rows.push(at) }
                    as_text.set(rows);
                })
            };
            let is_call = Call::parse(&agg.expr).is_some();
            let what = match parsed {
                Some(call) => {
                    // Sums of text make no sense; counts and extremes do.
                    let wants_number = matches!(call.function.slug(), "sum" | "mean" | "median");
                    let choices = column_choices(&words, &fields.columns.iter()
                        .filter(|field| !wants_number || field.dtype != Dtype::Text || field.name == call.column).cloned().collect::<Vec<_>>());
                    let functions = Function::ALL.iter().map(|function| (function.slug().to_owned(), words.t(&format!("bench-function-{}", function.slug())))).collect::<Vec<_>>();
                    let on_function = {
                        let (with, call, named) = (with(at, ""), call.clone(), named.clone());
                        Callback::from(move |slug: String| {
                            let function = Function::of_slug(&slug).unwrap_or_default();
                            let column = if function.takes_column() { call.column.clone() } else { String::new() };
                            with(&|agg| named(agg, &Call { function, column: column.clone() }));
                        })
                    };
                    let on_column = {
                        let (with, call) = (with(at, ""), call.clone());
                        Callback::from(move |column: String| with(&|agg| named(agg, &Call { column: column.clone(), ..call.clone() })))
                    };
                    html! {
                        <>
                            <PickField id={fields.id(&format!("function-{at}"))} label={words.t("bench-field-function")} value={call.function.slug()} choices={functions} on_pick={on_function} />
                            if call.function.takes_column() {
                                <PickField id={fields.id(&format!("column-{at}"))} label={words.t("bench-field-of")} value={call.column.clone()} {choices}
                                    placeholder={words.t("bench-pick-column")} on_pick={on_column} error={if call.column.is_empty() { error.clone() } else { AttrValue::default() }} />
                            }
                        </>
                    }
                }
                None => {
                    let with = with(at, "expr");
                    let on_input = Callback::from(move |expr: String| with(&|agg| agg.expr.clone_from(&expr)));
                    html! { <TextField id={fields.id(&format!("expr-{at}"))} label={words.t("bench-field-expression")} value={agg.expr.clone()} {on_input} code={true} wide={true} error={error.clone()} /> }
                }
            };
            html! {
                <li class="row-fields" key={at}>
                    { what }
                    <TextField id={fields.id(&format!("name-{at}"))} label={words.t("bench-field-name")} value={agg.name.clone()} on_input={on_name} error={if agg.name.trim().is_empty() { error } else { AttrValue::default() }} />
                    if is_call {
                        <button type="button" class="button-quiet" onclick={toggle}>{ words.t(if as_text.contains(&at) { "bench-pick-instead" } else { "bench-as-text" }) }</button>
                    }
                    if aggs.len() > 1 || !keys.is_empty() {
                        <button type="button" class="button-quiet" onclick={on_remove} aria-label={words.t_with("bench-remove-named", &[("name", (&agg.name).into())])}>{ words.t("bench-remove") }</button>
                    }
                </li>
            }
        }) }
        </ol>
        <p class="row-buttons"><button type="button" class="button-quiet" onclick={on_add}>{ words.t("bench-add-agg") }</button></p>
        </>
    }
}
