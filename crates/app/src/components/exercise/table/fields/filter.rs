//! «行を絞る»: tests of column, comparison and value; or an expression.

use std::rc::Rc;

use spec::{Step, StepEntry};
use table::{Dtype, Field};
use yew::prelude::*;

use super::shared::{StepFieldsProps, column_choices, dtype_of};
use crate::components::exercise::field::{ChecksField, Choice, PickField, TextField};
use crate::components::exercise::table::predicate::{Arity, Condition, Op, Test};
use crate::components::exercise::table::sql::Literal;
use crate::components::exercise::table::values::use_values;
use crate::hooks::{Words, use_drawing, use_locale};

/// Values that are offered in a list to pick from rather than beside a text field.
const FEW: usize = 60;

/// Properties of [`FilterFields`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FilterFieldsProps {
    pub(super) fields: StepFieldsProps,
    pub(super) predicate: String,
}

/// Fields of a `filter` step.
#[component]
pub(super) fn FilterFields(props: &FilterFieldsProps) -> Html {
    use_drawing(&props.fields.id);
    let words = use_locale();
    let FilterFieldsProps { fields, predicate } = props;
    let as_text = use_state(|| false);
    let parsed = Condition::parse(predicate);
    let edit = {
        let on_edit = fields.on_edit.clone();
        move |condition: &Condition, field: String| {
            on_edit.emit((
                Step::Filter {
                    predicate: condition.sql(),
                },
                field,
            ))
        }
    };
    let toggle = {
        let as_text = as_text.clone();
        Callback::from(move |_: MouseEvent| as_text.set(!*as_text))
    };
    let Some(condition) = parsed.filter(|_| !*as_text) else {
        let on_input = fields
            .on_edit
            .reform(|predicate| (Step::Filter { predicate }, "predicate".to_owned()));
        return html! {
            <>
                <TextField id={fields.id("predicate")} label={words.t("bench-field-expression")} value={predicate.clone()} {on_input}
                    wide={true} code={true} placeholder={words.t("bench-expression-example")} error={fields.error("predicate")} />
                if *as_text && Condition::parse(predicate).is_some() {
                    <button type="button" class="button-quiet" onclick={toggle}>{ words.t("bench-pick-instead") }</button>
                } else {
                    <p class="field-note">{ words.t("bench-only-text") }</p>
                }
            </>
        };
    };
    let on_any = {
        let (condition, edit) = (condition.clone(), edit.clone());
        Callback::from(move |value: String| {
            edit(
                &Condition {
                    any: value == "any",
                    ..condition.clone()
                },
                String::new(),
            )
        })
    };
    let on_add = {
        let (condition, edit) = (condition.clone(), edit.clone());
        Callback::from(move |_: MouseEvent| {
            let mut condition = condition.clone();
            condition.tests.push(Test::default());
            edit(&condition, String::new());
        })
    };
    let several = condition.tests.len() > 1;
    html! {
        <>
        if several {
            <PickField id={fields.id("any")} label={words.t("bench-field-any")} value={if condition.any { "any" } else { "all" }}
                choices={vec![("all".to_owned(), words.t("bench-all")), ("any".to_owned(), words.t("bench-any"))]} on_pick={on_any} />
        }
        <ol class="rows">
            { for condition.tests.iter().enumerate().map(|(at, test)| {
                let on_change = {
                    let (condition, edit) = (condition.clone(), edit.clone());
                    Callback::from(move |(test, field): (Test, String)| {
                        let mut condition = condition.clone();
                        if let Some(slot) = condition.tests.get_mut(at) {
                            *slot = test;
                        }
                        edit(&condition, if field.is_empty() { field } else { format!("{field}-{at}") });
                    })
                };
                let on_remove = {
                    let (condition, edit) = (condition.clone(), edit.clone());
                    Callback::from(move |_: MouseEvent| {
                        let mut condition = condition.clone();
                        condition.tests.remove(at);
                        edit(&condition, String::new());
                    })
                };
                let error = if test.is_complete() { AttrValue::default() } else { fields.error("predicate") };
                html! {
                    <li class="row-fields" key={at}>
                        <TestFields id={fields.id(&format!("test-{at}"))} test={test.clone()} columns={fields.columns.clone()}
                            before={fields.before.clone()} {on_change} {error} />
                        if several {
                            <button type="button" class="button-quiet" onclick={on_remove}
                                aria-label={words.t_with("bench-remove-named", &[("name", (&test.column).into())])}>{ words.t("bench-remove") }</button>
                        }
                    </li>
                }
            }) }
        </ol>
        <p class="row-buttons">
            <button type="button" class="button-quiet" onclick={on_add}>{ words.t("bench-add-test") }</button>
            <button type="button" class="button-quiet" onclick={toggle}>{ words.t("bench-as-text") }</button>
        </p>
        </>
    }
}

/// Properties of [`TestFields`].
#[derive(Clone, PartialEq, Properties)]
struct TestFieldsProps {
    id: AttrValue,
    test: Test,
    columns: Rc<Vec<Field>>,
    before: Rc<Vec<StepEntry>>,
    on_change: Callback<(Test, String)>,
    error: AttrValue,
}

/// Column, comparison, value.
#[component]
fn TestFields(props: &TestFieldsProps) -> Html {
    let words = use_locale();
    let TestFieldsProps {
        id,
        test,
        columns,
        before,
        on_change,
        error,
    } = props;
    let dtype = dtype_of(columns, &test.column);
    let typed_in = use_state(|| false);
    let arity = test.op.arity();
    let values = use_values(
        before.clone(),
        test.column.clone().into(),
        arity != Arity::None && dtype != Some(Dtype::Bool),
    );

    let on_column = {
        let (test, columns, typed_in) = (test.clone(), columns.clone(), typed_in.clone());
        on_change.reform(move |column: String| {
            typed_in.set(false);
            let dtype = dtype_of(&columns, &column);
            (test.clone().with_column(column, dtype), String::new())
        })
    };
    let on_op = {
        let test = test.clone();
        on_change.reform(move |slug: String| {
            let op = Op::ALL
                .into_iter()
                .find(|op| op.slug() == slug)
                .unwrap_or_default();
            (test.clone().with_op(op), String::new())
        })
    };
    let value_at = |at: usize, field: &'static str| {
        let test = test.clone();
        on_change.reform(move |text: String| {
            (test.clone().with_value(at, &text, dtype), field.to_owned())
        })
    };
    let ops = Op::offered(dtype)
        .iter()
        .map(|op| {
            (
                op.slug().to_owned(),
                words.t(&format!("bench-op-{}", op.slug())),
            )
        })
        .collect::<Vec<_>>();
    let plain = |values: &[String]| {
        values
            .iter()
            .map(|value| (value.clone(), value.clone()))
            .collect::<Vec<_>>()
    };
    let is_comparison = matches!(test.op, Op::Eq | Op::Ne);
    // Whole numbers that run (人口) are typed; years and names are picked.
    let pickable = !values.is_empty() && values.len() <= FEW && !*typed_in;
    let value_of = |at: usize| test.value(at).shown();
    let value_error = |at: usize| {
        if test.value(at) == Literal::Blank && !test.column.is_empty() {
            error.clone()
        } else {
            AttrValue::default()
        }
    };
    let input_mode = if dtype.is_some_and(Dtype::is_number) {
        "decimal"
    } else {
        "text"
    };
    let text_field = |at: usize, label: &str| {
        html! {
            <TextField id={format!("{id}-value-{at}")} label={words.t(label)} value={value_of(at)} on_input={value_at(at, "value")}
                offered={if test.op.arity() == Arity::One { values.to_vec() } else { Vec::new() }} {input_mode} error={value_error(at)} />
        }
    };
    let to_typing = {
        let typed_in = typed_in.clone();
        Callback::from(move |_: MouseEvent| typed_in.set(!*typed_in))
    };
    let value = match arity {
        Arity::None => html! {},
        Arity::Two => {
            html! { <>{ text_field(0, "bench-field-low") }{ text_field(1, "bench-field-high") }</> }
        }
        Arity::Many if !values.is_empty() && !*typed_in => {
            many_picked(&words, props, dtype, plain(&values), value_error(0))
        }
        Arity::Many => many_typed(&words, props, dtype, value_error(0)),
        Arity::One if dtype == Some(Dtype::Bool) => html! {
            <PickField id={format!("{id}-value-0")} label={words.t("bench-field-value")} value={value_of(0)} placeholder={words.t("bench-pick-value")}
                choices={vec![("true".to_owned(), words.t("value-true")), ("false".to_owned(), words.t("value-false"))]}
                on_pick={value_at(0, "")} error={value_error(0)} />
        },
        Arity::One if pickable && is_comparison => html! {
            <>
                <PickField id={format!("{id}-value-0")} label={words.t("bench-field-value")} value={value_of(0)} placeholder={words.t("bench-pick-value")}
                    choices={plain(&values)} on_pick={value_at(0, "")} error={value_error(0)} />
                <button type="button" class="button-quiet" onclick={to_typing}>{ words.t("bench-type-value") }</button>
            </>
        },
        Arity::One => text_field(0, "bench-field-value"),
    };
    html! {
        <>
            <PickField id={format!("{id}-column")} label={words.t("bench-field-column")} value={test.column.clone()} choices={column_choices(&words, columns)}
                placeholder={words.t("bench-pick-column")} on_pick={on_column} error={if test.column.is_empty() { error.clone() } else { AttrValue::default() }} />
            <PickField id={format!("{id}-op")} label={words.t("bench-field-op")} value={test.op.slug()} choices={ops} on_pick={on_op} />
            { value }
        </>
    }
}

/// Several values, picked from those that there are.
fn many_picked(
    words: &Words,
    props: &TestFieldsProps,
    dtype: Option<Dtype>,
    choices: Vec<Choice>,
    error: AttrValue,
) -> Html {
    let picked: Vec<String> = props.test.values.iter().map(Literal::shown).collect();
    let test = props.test.clone();
    let on_pick = props.on_change.reform(move |picked: Vec<String>| {
        let values = picked.iter().map(|text| Literal::typed(text, dtype));
        let test = Test {
            values: values.collect(),
            ..test.clone()
        };
        (test, String::new())
    });
    html! { <ChecksField id={format!("{}-values", props.id)} legend={words.t("bench-field-values")} {choices} {picked} {on_pick} {error} /> }
}

/// Several values, typed one after another.
fn many_typed(
    words: &Words,
    props: &TestFieldsProps,
    dtype: Option<Dtype>,
    error: AttrValue,
) -> Html {
    let shown: Vec<String> = props.test.values.iter().map(Literal::shown).collect();
    let test = props.test.clone();
    let on_input = props.on_change.reform(move |text: String| {
        let parts = text
            .split(['、', ',', '，'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let values = parts.map(|part| Literal::typed(part, dtype)).collect();
        let test = Test {
            values,
            ..test.clone()
        };
        (test, "values".to_owned())
    });
    html! { <TextField id={format!("{}-values", props.id)} label={words.t("bench-field-values-typed")} value={shown.join("、")} {on_input} wide={true} {error} /> }
}
