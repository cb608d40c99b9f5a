//! «計算した列を足す»: a calculation as it is written on paper, with buttons for columns and signs; or picked part by part.

use spec::Step;
use spec::step::NamedExpr;
use table::text::parse_number;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::shared::{Change, StepFieldsProps, column_choices};
use crate::browser;
use crate::components::exercise::field::{Choice, PickField, TextField};
use crate::components::exercise::table::formula::{Formula, Operand, Sign};
use crate::components::exercise::table::sql::plain_number;
use crate::hooks::{Words, use_drawing, use_locale, use_root};
use crate::root::Root;

/// Value of the pick list's entry for a typed number; no column is called so.
const NUMBER: &str = "\u{0}number";
/// Most decimals that rounding offers.
const DECIMALS: u8 = 4;

/// Properties of [`DeriveFields`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DeriveFieldsProps {
    pub(super) fields: StepFieldsProps,
    pub(super) list: Vec<NamedExpr>,
}

/// Fields of a `with_columns` step.
#[component]
pub(super) fn DeriveFields(props: &DeriveFieldsProps) -> Html {
    use_drawing(&props.fields.id);
    let words = use_locale();
    let root = use_root();
    let DeriveFieldsProps { fields, list } = props;
    // Rows that are shown part by part.
    let as_parts = use_state(Vec::<usize>::new);
    let edit = {
        let (list, on_edit) = (list.clone(), fields.on_edit.clone());
        move |field: String, change: &dyn Fn(&mut Vec<NamedExpr>)| {
            let mut columns = list.clone();
            change(&mut columns);
            on_edit.emit((Step::WithColumns { columns }, field));
        }
    };
    let on_add = {
        let edit = edit.clone();
        Callback::from(move |_: MouseEvent| {
            edit(String::new(), &|list| list.push(NamedExpr::default()))
        })
    };
    html! {
        <>
        <ol class="rows">
        { for list.iter().enumerate().map(|(at, column)| {
            let formula = Formula::parse(&column.expr);
            let is_formula = formula.is_some();
            let blank = column.expr.trim().is_empty() || formula.as_ref().is_some_and(|formula| !formula.is_complete());
            let error = if blank || column.name.trim().is_empty() { fields.error("columns") } else { AttrValue::default() };
            let on_name = {
                let edit = edit.clone();
                Callback::from(move |name: String| edit(format!("name-{at}"), &|list| if let Some(column) = list.get_mut(at) { column.name.clone_from(&name); }))
            };
            let on_expr = {
                let edit = edit.clone();
                Callback::from(move |(expr, field): (String, String)| edit(field, &|list| if let Some(column) = list.get_mut(at) { column.expr.clone_from(&expr); }))
            };
            let on_remove = {
                let edit = edit.clone();
                Callback::from(move |_: MouseEvent| edit(String::new(), &|list| { list.remove(at); }))
            };
            let toggle = {
                let as_parts = as_parts.clone();
                Callback::from(move |_: MouseEvent| {
                    let mut rows = (*as_parts).clone();
                    if rows.contains(&at) { rows.retain(|row| *row != at) } else { rows.push(at) }
                    as_parts.set(rows);
                })
            };
            let id = fields.id(&format!("column-{at}"));
            let shown = formula.filter(|_| as_parts.contains(&at));
            let in_parts = shown.is_some();
            html! {
                <li class="row-fields" key={at}>
                    if let Some(formula) = shown {
                        { formula_fields(&words, fields, &id, &formula, &on_expr, &error) }
                    } else {
                        { formula_line(&words, fields, &root, &id, (at, &column.expr), &on_expr, if blank { error.clone() } else { AttrValue::default() }) }
                    }
                    <TextField id={format!("{id}-name")} label={words.t("bench-field-name")} value={column.name.clone()} on_input={on_name}
                        error={if column.name.trim().is_empty() { error } else { AttrValue::default() }} />
                    if is_formula {
                        <button type="button" class="button-quiet" onclick={toggle}>{ words.t(if in_parts { "bench-as-text" } else { "bench-pick-instead" }) }</button>
                    }
                    if list.len() > 1 {
                        <button type="button" class="button-quiet" onclick={on_remove} aria-label={words.t_with("bench-remove-named", &[("name", (&column.name).into())])}>{ words.t("bench-remove") }</button>
                    }
                </li>
            }
        }) }
        </ol>
        <p class="row-buttons"><button type="button" class="button-quiet" onclick={on_add}>{ words.t("bench-add-column") }</button></p>
        </>
    }
}

/// The calculation in one line, and under it what can be put in at the cursor.
fn formula_line(
    words: &Words,
    fields: &StepFieldsProps,
    root: &Root,
    id: &str,
    (at, expr): (usize, &str),
    on_expr: &Callback<(String, String)>,
    error: AttrValue,
) -> Html {
    let line = format!("{id}-expr");
    let columns = fields
        .columns
        .iter()
        .filter(|field| field.dtype.is_number());
    let columns = columns.map(|field| (field.name.clone(), spec::sql::name(&field.name)));
    let signs = Sign::ALL.iter().map(|sign| sign.shown());
    let signs = signs
        .chain(["(", ")"])
        .map(|sign| (sign.to_owned(), sign.to_owned()));
    // One stop for Tab; the arrows go on.
    let chip = |(place, (shown, put)): (usize, (String, String))| {
        let (root, line, on_expr) = (root.clone(), line.clone(), on_expr.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(text) = put_in(&root, &line, &put) {
                on_expr.emit((text, String::new()));
            }
        });
        html! { <button type="button" class="chip" key={place} tabindex={if place == 0 { "0" } else { "-1" }} {onclick}>{ shown }</button> }
    };
    let onkeydown = Callback::from(
        |event: KeyboardEvent| match browser::key_of(&event).as_str() {
            "ArrowRight" | "ArrowDown" => browser::step_focus(&event, ".chips", 1),
            "ArrowLeft" | "ArrowUp" => browser::step_focus(&event, ".chips", -1),
            _ => {}
        },
    );
    html! {
        <>
            <TextField id={line.clone()} label={words.t("bench-field-expression")} value={expr.to_owned()} wide={true} code={true} {error}
                placeholder={words.t("bench-expression-derive")} on_input={on_expr.reform(move |expr| (expr, format!("expr-{at}")))} />
            <div class="chips" role="group" aria-label={words.t("bench-chips")} {onkeydown}>
                { for signs.chain(columns).enumerate().map(chip) }
            </div>
        </>
    }
}

/// Puts a word or sign into a field at its cursor, a blank before it; gives what stands there then.
fn put_in(root: &Root, id: &str, put: &str) -> Option<String> {
    let field: HtmlInputElement = root.by_id(id)?.dyn_into().ok()?;
    // The browser counts as UTF-16 does.
    let text: Vec<u16> = field.value().encode_utf16().collect();
    let place = |at: Result<Option<u32>, _>| {
        let at = at.ok().flatten().map(|at| at as usize);
        at.map_or(text.len(), |at: usize| at.min(text.len()))
    };
    let start = place(field.selection_start());
    let end = place(field.selection_end()).max(start);
    let mut before = String::from_utf16_lossy(text.get(..start)?);
    if !before.is_empty() && !before.ends_with([' ', '　', '(']) && put != ")" {
        before.push(' ');
    }
    before.push_str(put);
    let cursor = before.encode_utf16().count() as u32;
    before.push_str(&String::from_utf16_lossy(text.get(end..)?));
    field.set_value(&before);
    // A field for text has a cursor.
    let _ = field.set_selection_range(cursor, cursor);
    Some(before)
}

fn formula_fields(
    words: &Words,
    fields: &StepFieldsProps,
    id: &str,
    formula: &Formula,
    on_expr: &Callback<(String, String)>,
    error: &AttrValue,
) -> Html {
    let change = |field: String, change: Change<Formula>| {
        let formula = formula.clone();
        on_expr.reform(move |text: String| {
            let mut formula = formula.clone();
            change(&mut formula, text);
            (formula.sql(), field.clone())
        })
    };
    let mut choices: Vec<Choice> = vec![(NUMBER.to_owned(), words.t("bench-a-number"))];
    choices.extend(column_choices(words, &fields.columns));
    let signs: Vec<Choice> = Sign::ALL
        .iter()
        .map(|sign| (sign.sql().to_owned(), sign.shown().to_owned()))
        .collect();
    let rounds: Vec<Choice> = (0..=DECIMALS)
        .map(|decimals| {
            (
                decimals.to_string(),
                words.t_with("bench-decimals", &[("decimals", decimals.into())]),
            )
        })
        .collect();
    let operand = |at: usize, operand: &Operand| {
        let (value, number) = match operand {
            Operand::Blank => (String::new(), None),
            Operand::Column(name) => (name.clone(), None),
            Operand::Number(text) => (NUMBER.to_owned(), Some(text.clone())),
        };
        let error = if *operand == Operand::Blank {
            error.clone()
        } else {
            AttrValue::default()
        };
        let on_pick = change(
            String::new(),
            Box::new(move |formula, picked| {
                if let Some(slot) = formula.operand_mut(at) {
                    *slot = match picked.as_str() {
                        "" => Operand::Blank,
                        NUMBER => Operand::Number("1".into()),
                        _ => Operand::Column(picked),
                    };
                }
            }),
        );
        let on_number = change(
            format!("{id}-number-{at}"),
            Box::new(move |formula, text| {
                if let (Some(slot), Some(value)) = (formula.operand_mut(at), parse_number(&text)) {
                    *slot = Operand::Number(plain_number(value));
                }
            }),
        );
        html! {
            <>
                <PickField id={format!("{id}-operand-{at}")} label={words.t("bench-field-operand")} {value} choices={choices.clone()} placeholder={words.t("bench-pick-column")} {on_pick} {error} />
                if let Some(number) = number {
                    <TextField id={format!("{id}-number-{at}")} label={words.t("bench-field-number")} value={number} on_input={on_number} input_mode="decimal" />
                }
            </>
        }
    };
    html! {
        <>
            { operand(0, &formula.first) }
            { for formula.rest.iter().enumerate().map(|(at, (sign, next))| html! {
                <>
                    <PickField id={format!("{id}-sign-{at}")} label={words.t("bench-field-sign")} value={sign.sql()} choices={signs.clone()}
                        on_pick={change(String::new(), Box::new(move |formula, sign| {
                            if let (Some(slot), Some(sign)) = (formula.rest.get_mut(at), Sign::of_sql(&sign)) { slot.0 = sign; }
                        }))} />
                    { operand(at + 1, next) }
                </>
            }) }
            <button type="button" class="button-quiet" onclick={change(String::new(), Box::new(|formula, _| formula.rest.push((Sign::default(), Operand::Blank)))).reform(|_: MouseEvent| String::new())}>{ words.t("bench-add-operand") }</button>
            if !formula.rest.is_empty() {
                <button type="button" class="button-quiet" onclick={change(String::new(), Box::new(|formula, _| { formula.rest.pop(); })).reform(|_: MouseEvent| String::new())}>{ words.t("bench-remove-operand") }</button>
                <PickField id={format!("{id}-round")} label={words.t("bench-field-round")} value={formula.round.map(|decimals| decimals.to_string()).unwrap_or_default()}
                    choices={rounds} placeholder={words.t("bench-no-round")}
                    on_pick={change(String::new(), Box::new(|formula, decimals| formula.round = decimals.parse().ok()))} />
            }
        </>
    }
}
