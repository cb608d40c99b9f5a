//! The fields of one step, made from the real columns and tables.

mod derive;
mod filter;
mod group;
mod join;
mod shared;

use locale::step_word;
use spec::Step;
use spec::step::{Aggregate, CastTo, Part, RenamePair, SortKey, SplitAt, Unit};
use table::Dtype;
use yew::prelude::*;

use self::derive::DeriveFields;
use self::filter::FilterFields;
use self::group::GroupFields;
use self::join::JoinFields;
use self::shared::{
    Change, StepFieldsProps, add_button, checks, column_choices, dtype_of, plain_choices,
    remove_button,
};
use super::sql::Literal;
use crate::components::exercise::field::{Choice, PickField, TextField};
use crate::hooks::{Words, use_drawing, use_locale};

/// The fields of one step.
#[component]
pub(crate) fn StepFields(props: &StepFieldsProps) -> Html {
    use_drawing(&props.id);
    let words = use_locale();
    let choices = column_choices(&words, &props.columns);
    let on_edit = props.on_edit.clone();
    match &props.step {
        Step::From { table } => {
            let tables = plain_choices(props.module.data.iter().map(|source| source.name.as_str()));
            table_pick(&words, props, "bench-field-table", table, tables, |table| {
                Step::From { table }
            })
        }
        Step::Union { table } => {
            let tables = plain_choices(props.module.data.iter().map(|source| source.name.as_str()));
            table_pick(
                &words,
                props,
                "bench-field-union-table",
                table,
                tables,
                |table| Step::Union { table },
            )
        }
        Step::Select { columns } => html! {
            <>
                { checks(&words, props, "columns", "bench-field-select", choices, columns, |columns| Step::Select { columns }) }
                <PickedOrder id={props.id("order")} picked={columns.clone()}
                    on_pick={on_edit.reform(|columns| (Step::Select { columns }, String::new()))} />
            </>
        },
        Step::Rename { pairs } => rename(&words, props, pairs, &choices),
        Step::Filter { predicate } => {
            html! { <FilterFields fields={props.clone()} predicate={predicate.clone()} /> }
        }
        Step::WithColumns { columns } => {
            html! { <DeriveFields fields={props.clone()} list={columns.clone()} /> }
        }
        Step::GroupBy { keys, aggs } => {
            html! { <GroupFields fields={props.clone()} keys={keys.clone()} aggs={aggs.clone()} /> }
        }
        Step::Sort { by } => sort(&words, props, by, &choices),
        Step::Normalise { .. }
        | Step::FillDown { .. }
        | Step::DropTotals { .. }
        | Step::Split { .. }
        | Step::KeyConversion { .. }
        | Step::Share { .. }
        | Step::Rank { .. }
        | Step::CumSum { .. }
        | Step::Change { .. }
        | Step::Rolling { .. }
        | Step::Bins { .. } => parts(&words, props, &choices),
        Step::Head { n } => count(&words, props, *n, |n| Step::Head { n }),
        Step::Tail { n } => count(&words, props, *n, |n| Step::Tail { n }),
        Step::Unique { columns } => checks(
            &words,
            props,
            "columns",
            "bench-field-unique",
            choices,
            columns,
            |columns| Step::Unique { columns },
        ),
        Step::Join { how, table, on } => {
            html! { <JoinFields fields={props.clone()} how={*how} table={table.clone()} on={on.clone()} /> }
        }
        Step::Pivot {
            on,
            index,
            values,
            agg,
        } => pivot(&words, props, &choices, (on, index, values, *agg)),
        Step::Unpivot {
            columns,
            index,
            name,
            value,
        } => unpivot(&words, props, choices, (columns, index, name, value)),
        Step::FillNull { columns, value } => {
            let kind = columns
                .first()
                .and_then(|column| dtype_of(&props.columns, column));
            let shown =
                Literal::parse(value).map_or_else(|| value.clone(), |literal| literal.shown());
            let picked = columns.clone();
            let with_value = on_edit.reform(move |text: String| {
                (
                    Step::FillNull {
                        columns: picked.clone(),
                        value: Literal::typed(&text, kind).sql(),
                    },
                    "value".to_owned(),
                )
            });
            let value_now = value.clone();
            html! {
                <>
                    { checks(&words, props, "columns", "bench-field-fill", choices, columns, move |columns| Step::FillNull { columns, value: value_now.clone() }) }
                    <TextField id={props.id("value")} label={words.t("bench-field-fill-value")} value={shown} on_input={with_value} error={props.error("value")} />
                </>
            }
        }
        Step::Cast { columns, to } => {
            let to = *to;
            let kinds = CastTo::ALL
                .iter()
                .map(|to| {
                    (
                        to.slug().to_owned(),
                        words.t(&format!("bench-cast-{}", to.slug())),
                    )
                })
                .collect::<Vec<_>>();
            let picked = columns.clone();
            let with_kind = on_edit.reform(move |slug: String| {
                let to = CastTo::ALL
                    .into_iter()
                    .find(|to| to.slug() == slug)
                    .unwrap_or_default();
                (
                    Step::Cast {
                        columns: picked.clone(),
                        to,
                    },
                    String::new(),
                )
            });
            html! {
                <>
                    { checks(&words, props, "columns", "bench-field-cast", choices, columns, move |columns| Step::Cast { columns, to }) }
                    <PickField id={props.id("to")} label={words.t("bench-field-cast-to")} value={to.slug()} choices={kinds} on_pick={with_kind} />
                </>
            }
        }
        Step::Header { first, last } => {
            let (first, last) = (*first, *last);
            // Who moves the first row on takes the last one along: one row is the common case.
            html! {
                <>
                    { row_number(&words, props, "first", first, move |first| Step::Header { first, last: last.max(first) }) }
                    { row_number(&words, props, "last", last, move |last| Step::Header { first, last }) }
                </>
            }
        }
    }
}

/// The number of a header's row.
fn row_number(
    words: &Words,
    props: &StepFieldsProps,
    field: &'static str,
    row: u64,
    step: impl Fn(u64) -> Step + 'static,
) -> Html {
    let on_edit = props.on_edit.clone();
    let on_input = Callback::from(move |text: String| {
        if let Some(row) = table::text::parse_number(&text).filter(|row| (0.0..=1e9).contains(row))
        {
            on_edit.emit((step(row as u64), field.to_owned()));
        }
    });
    html! { <TextField id={props.id(field)} label={words.t(&format!("bench-field-header-{field}"))} value={row.to_string()} {on_input} input_mode="numeric" error={props.error(field)} /> }
}

fn table_pick(
    words: &Words,
    props: &StepFieldsProps,
    label: &str,
    table: &str,
    tables: Vec<Choice>,
    step: impl Fn(String) -> Step + 'static,
) -> Html {
    html! {
        <PickField id={props.id("table")} label={words.t(label)} value={table.to_owned()} choices={tables}
            placeholder={words.t("bench-pick-table")} error={props.error("table")}
            on_pick={props.on_edit.reform(move |table| (step(table), String::new()))} />
    }
}

fn count(
    words: &Words,
    props: &StepFieldsProps,
    n: u64,
    step: impl Fn(u64) -> Step + 'static,
) -> Html {
    let on_edit = props.on_edit.clone();
    let on_input = Callback::from(move |text: String| {
        // While no number stands there (emptied, half-typed), the last one counts.
        if let Some(n) = table::text::parse_number(&text).filter(|n| *n >= 0.0 && *n <= 1e9) {
            on_edit.emit((step(n as u64), "n".to_owned()));
        }
    });
    html! { <TextField id={props.id("n")} label={words.t("bench-field-rows")} value={n.to_string()} {on_input} input_mode="numeric" /> }
}

/// The step with something else in one of its fields.
fn with_part(step: &Step, field: &str, change: &mut dyn FnMut(Part<'_>)) -> Step {
    let mut step = step.clone();
    let parts = step.parts();
    if let Some((_, part)) = parts.into_iter().find(|(name, _)| *name == field) {
        change(part);
    }
    step
}

/// The fields of a verb that has no form of its own: one of its sort for each.
fn parts(words: &Words, props: &StepFieldsProps, choices: &[Choice]) -> Html {
    let mut step = props.step.clone();
    let is_cut_once = matches!(
        step,
        Step::Split {
            how: SplitAt::Digit,
            ..
        }
    );
    let shown = step
        .parts()
        .into_iter()
        .filter(|(field, _)| *field != "separator" || !is_cut_once);
    shown
        .map(|(field, part)| part_field(words, props, choices, field, part))
        .collect()
}

fn part_field(
    words: &Words,
    props: &StepFieldsProps,
    choices: &[Choice],
    field: &'static str,
    part: Part<'_>,
) -> Html {
    let label = words.t(&format!("step-field-{field}"));
    let on_text = |typed: &'static str| {
        let (step, columns) = (props.step.clone(), props.columns.clone());
        props.on_edit.reform(move |text: String| {
            let mut step = with_part(&step, field, &mut |part| put(part, &text));
            if field == "by" {
                // Days are counted in months, until something else is picked.
                let is_day = dtype_of(&columns, &text) == Some(Dtype::Date);
                let unit = if is_day { Unit::Month } else { Unit::One };
                step = with_part(&step, "unit", &mut |part| put(part, unit.slug()));
            }
            (step, typed.to_owned())
        })
    };
    let text = |value: String, numeric: bool| {
        html! {
            <TextField id={props.id(field)} label={label.clone()} {value} on_input={on_text(field)} error={props.error(field)}
                input_mode={if numeric { "numeric" } else { "text" }} />
        }
    };
    match part {
        Part::Column(column) => html! {
            <PickField id={props.id(field)} label={label.clone()} value={column.clone()} choices={choices.to_vec()}
                placeholder={words.t("bench-pick-column")} error={props.error(field)} on_pick={on_text("")} />
        },
        Part::Word(word) => {
            let choices: Vec<Choice> = (word.all().into_iter())
                .map(|word| (word.to_owned(), step_word(words, word)))
                .collect();
            html! { <PickField id={props.id(field)} label={label.clone()} value={word.word()} {choices} on_pick={on_text("")} /> }
        }
        Part::Columns(columns) => {
            let step = props.step.clone();
            let legend = format!("step-field-{field}");
            checks(
                words,
                props,
                field,
                &legend,
                choices.to_vec(),
                columns,
                move |columns| {
                    with_part(&step, field, &mut |part| {
                        if let Part::Columns(picked) = part {
                            picked.clone_from(&columns);
                        }
                    })
                },
            )
        }
        Part::Keys(by) => sort(words, props, by, choices),
        Part::Texts(texts) => text(texts.join(&words.t("list-separator")), false),
        Part::Number(number) => text(number.to_string(), true),
        Part::NewColumn(value) | Part::Text(value) => text(value.clone(), false),
        Part::Other => html! {},
    }
}

/// Puts into a field what was typed or picked.
fn put(part: Part<'_>, text: &str) {
    match part {
        Part::Column(value) | Part::NewColumn(value) | Part::Text(value) => {
            text.clone_into(value);
        }
        Part::Texts(texts) => {
            let typed = text.split([',', '、', '，']).map(str::trim);
            *texts = (typed.filter(|text| !text.is_empty()).map(str::to_owned)).collect();
        }
        // While no number stands there (emptied, half-typed), the last one counts.
        Part::Number(number) => {
            if let Some(typed) = table::text::parse_number(text).filter(|n| *n >= 0.0 && *n <= 1e9)
            {
                *number = typed as u64;
            }
        }
        Part::Word(word) => word.pick(text),
        Part::Columns(_) | Part::Keys(_) | Part::Other => {}
    }
}

fn sort(words: &Words, props: &StepFieldsProps, by: &[SortKey], choices: &[Choice]) -> Html {
    let edit = |change: Change<Vec<SortKey>>| {
        let (by, step) = (by.to_vec(), props.step.clone());
        props.on_edit.reform(move |picked: String| {
            let mut by = by.clone();
            change(&mut by, picked);
            let step = with_part(&step, "by", &mut |part| {
                if let Part::Keys(keys) = part {
                    keys.clone_from(&by);
                }
            });
            (step, String::new())
        })
    };
    let orders = vec![
        ("ascending".to_owned(), words.t("bench-ascending")),
        ("descending".to_owned(), words.t("bench-descending")),
    ];
    html! {
        <>
        <ol class="rows">
            { for by.iter().enumerate().map(|(at, key)| html! {
                <li class="row-fields" key={at}>
                    <PickField id={props.id(&format!("by-{at}"))} value={key.column.clone()} choices={choices.to_vec()}
                        label={words.t(if at == 0 { "bench-field-sort" } else { "bench-field-sort-then" })}
                        placeholder={words.t("bench-pick-column")} error={if key.column.is_empty() { props.error("by") } else { AttrValue::default() }}
                        on_pick={edit(Box::new(move |by, column| if let Some(key) = by.get_mut(at) { key.column = column; }))} />
                    <PickField id={props.id(&format!("order-{at}"))} label={words.t("bench-field-order")}
                        value={if key.descending { "descending" } else { "ascending" }} choices={orders.clone()}
                        on_pick={edit(Box::new(move |by, order| if let Some(key) = by.get_mut(at) { key.descending = order == "descending"; }))} />
                    if by.len() > 1 {
                        { remove_button(words, edit(Box::new(move |by, _| { by.remove(at); })), &key.column) }
                    }
                </li>
            }) }
        </ol>
        { add_button(words, "bench-add-sort", edit(Box::new(|by, _| by.push(SortKey::default())))) }
        </>
    }
}

fn rename(
    words: &Words,
    props: &StepFieldsProps,
    pairs: &[RenamePair],
    choices: &[Choice],
) -> Html {
    let edit = |field: String, change: Change<Vec<RenamePair>>| {
        let pairs = pairs.to_vec();
        props.on_edit.reform(move |text: String| {
            let mut pairs = pairs.clone();
            change(&mut pairs, text);
            (Step::Rename { pairs }, field.clone())
        })
    };
    html! {
        <>
        <ol class="rows">
            { for pairs.iter().enumerate().map(|(at, pair)| {
                let blank = pair.from.trim().is_empty() || pair.to.trim().is_empty();
                let error = if blank { props.error("pairs") } else { AttrValue::default() };
                html! {
                    <li class="row-fields" key={at}>
                        <PickField id={props.id(&format!("from-{at}"))} label={words.t("bench-field-rename-from")} value={pair.from.clone()} choices={choices.to_vec()}
                            placeholder={words.t("bench-pick-column")} error={error.clone()}
                            on_pick={edit(String::new(), Box::new(move |pairs, column| if let Some(pair) = pairs.get_mut(at) { pair.from = column; }))} />
                        <TextField id={props.id(&format!("to-{at}"))} label={words.t("bench-field-rename-to")} value={pair.to.clone()} {error}
                            on_input={edit(format!("to-{at}"), Box::new(move |pairs, name| if let Some(pair) = pairs.get_mut(at) { pair.to = name; }))} />
                        if pairs.len() > 1 {
                            { remove_button(words, edit(String::new(), Box::new(move |pairs, _| { pairs.remove(at); })), &pair.from) }
                        }
                    </li>
                }
            }) }
        </ol>
        { add_button(words, "bench-add-rename", edit(String::new(), Box::new(|pairs, _| pairs.push(RenamePair::default())))) }
        </>
    }
}

fn pivot(
    words: &Words,
    props: &StepFieldsProps,
    choices: &[Choice],
    now: (&str, &[String], &str, Aggregate),
) -> Html {
    let (on, index, values, agg) = now;
    let step = {
        let (on, index, values) = (on.to_owned(), index.to_vec(), values.to_owned());
        move || (on.clone(), index.clone(), values.clone(), agg)
    };
    let functions = Aggregate::ALL
        .iter()
        .map(|agg| {
            (
                agg.slug().to_owned(),
                words.t(&format!("bench-function-{}", agg.slug())),
            )
        })
        .collect::<Vec<_>>();
    let (with_on, with_index, with_values, with_agg) =
        (step.clone(), step.clone(), step.clone(), step);
    html! {
        <>
            <PickField id={props.id("on")} label={words.t("bench-field-pivot-on")} value={on.to_owned()} choices={choices.to_vec()}
                placeholder={words.t("bench-pick-column")} error={props.error("on")}
                on_pick={props.on_edit.reform(move |on| { let (_, index, values, agg) = with_on(); (Step::Pivot { on, index, values, agg }, String::new()) })} />
            <PickField id={props.id("values")} label={words.t("bench-field-pivot-values")} value={values.to_owned()} choices={choices.to_vec()}
                placeholder={words.t("bench-pick-column")} error={props.error("values")}
                on_pick={props.on_edit.reform(move |values| { let (on, index, _, agg) = with_values(); (Step::Pivot { on, index, values, agg }, String::new()) })} />
            <PickField id={props.id("agg")} label={words.t("bench-field-pivot-agg")} value={agg.slug()} choices={functions}
                on_pick={props.on_edit.reform(move |slug: String| {
                    let (on, index, values, _) = with_agg();
                    let agg = Aggregate::ALL.into_iter().find(|agg| agg.slug() == slug).unwrap_or_default();
                    (Step::Pivot { on, index, values, agg }, String::new())
                })} />
            { checks(words, props, "index", "bench-field-pivot-index", choices.to_vec(), index, move |index| {
                let (on, _, values, agg) = with_index();
                Step::Pivot { on, index, values, agg }
            }) }
        </>
    }
}

fn unpivot(
    words: &Words,
    props: &StepFieldsProps,
    choices: Vec<Choice>,
    now: (&[String], &[String], &str, &str),
) -> Html {
    let (columns, index, name, value) = now;
    let step = {
        let (columns, index, name, value) = (
            columns.to_vec(),
            index.to_vec(),
            name.to_owned(),
            value.to_owned(),
        );
        move || (columns.clone(), index.clone(), name.clone(), value.clone())
    };
    let (with_columns, with_index, with_name, with_value) =
        (step.clone(), step.clone(), step.clone(), step);
    html! {
        <>
            { checks(words, props, "columns", "bench-field-unpivot-columns", choices.clone(), columns, move |columns| {
                let (_, index, name, value) = with_columns();
                Step::Unpivot { columns, index, name, value }
            }) }
            { checks(words, props, "index", "bench-field-unpivot-index", choices, index, move |index| {
                let (columns, _, name, value) = with_index();
                Step::Unpivot { columns, index, name, value }
            }) }
            <TextField id={props.id("name")} label={words.t("bench-field-unpivot-name")} value={name.to_owned()} error={props.error("name")}
                on_input={props.on_edit.reform(move |name| { let (columns, index, _, value) = with_name(); (Step::Unpivot { columns, index, name, value }, "name".to_owned()) })} />
            <TextField id={props.id("value")} label={words.t("bench-field-unpivot-value")} value={value.to_owned()} error={props.error("value")}
                on_input={props.on_edit.reform(move |value| { let (columns, index, name, _) = with_value(); (Step::Unpivot { columns, index, name, value }, "value".to_owned()) })} />
        </>
    }
}

/// Properties of [`PickedOrder`].
#[derive(Clone, PartialEq, Properties)]
struct PickedOrderProps {
    id: AttrValue,
    picked: Vec<String>,
    on_pick: Callback<Vec<String>>,
}

/// The order of picked columns, to be changed by buttons.
#[component]
fn PickedOrder(props: &PickedOrderProps) -> Html {
    let words = use_locale();
    if props.picked.len() < 2 {
        return html! {};
    }
    let swap = |at: usize, to: usize| {
        let picked = props.picked.clone();
        props.on_pick.reform(move |_: MouseEvent| {
            let mut picked = picked.clone();
            if at < picked.len() && to < picked.len() {
                picked.swap(at, to);
            }
            picked
        })
    };
    let last = props.picked.len() - 1;
    html! {
        <details class="order" id={props.id.clone()}>
            <summary>{ words.t("bench-column-order") }</summary>
            <ol>
                { for props.picked.iter().enumerate().map(|(at, name)| html! {
                    <li key={name.clone()}>
                        <span>{ name }</span>
                        <button type="button" class="button-icon" disabled={at == 0} onclick={swap(at, at.saturating_sub(1))}
                            aria-label={words.t_with("bench-move-up-named", &[("name", name.into())])}>{ "↑" }</button>
                        <button type="button" class="button-icon" disabled={at == last} onclick={swap(at, at + 1)}
                            aria-label={words.t_with("bench-move-down-named", &[("name", name.into())])}>{ "↓" }</button>
                    </li>
                }) }
            </ol>
        </details>
    }
}
