//! Headers and cells of a table.

use locale::{dtype, value, value_in};
use table::{Dtype, Field, Value};
use yew::prelude::*;

use super::area::{Area, Cell};
use super::props::ResultTableProps;
use super::rows::Rows;
use super::window::Span;
use crate::components::data_table::says_unit;
use crate::hooks::Words;

/// Digits after the point of a number as it is shown.
fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, digits)| digits.len())
}

/// What stands behind a number with too few decimals, so that the points of a column lie under one another: blanks as wide as a
/// point and as digits.
fn padding(decimals: usize, places: usize) -> Option<String> {
    let missing = places.saturating_sub(decimals);
    let point = if decimals == 0 { "\u{2008}" } else { "" };
    (missing > 0).then(|| point.to_owned() + &"\u{2007}".repeat(missing))
}

/// The header of a column, with its unit and type; `menu` is the column whose menu is open.
pub(super) fn header(
    words: &Words,
    field: &Field,
    is_name: bool,
    props: &ResultTableProps,
    menu: &UseStateHandle<Option<String>>,
) -> Html {
    let info = props.columns.iter().find(|info| info.name == field.name);
    let unit = info
        .map(|info| info.unit.clone())
        .filter(|unit| !unit.is_empty() && !says_unit(&field.name, unit));
    let is_doubted = props.doubted.contains(&field.name);
    let is_open = menu.as_ref() == Some(&field.name);
    let onclick = {
        let (menu, name) = (menu.clone(), field.name.clone());
        Callback::from(move |_: MouseEvent| {
            menu.set((menu.as_ref() != Some(&name)).then(|| name.clone()));
        })
    };
    let class = classes!(
        field.dtype.is_number().then_some("number"),
        is_name.then_some("row-name"),
        props.changed.contains(&field.name).then_some("changed"),
        props.lit.contains(&field.name).then_some("lit"),
        is_doubted.then_some("doubted"),
    );
    html! {
        <th scope="col" {class} title={info.map(|info| info.meaning.clone())}>
            <span class="head-name">{ &field.name }
                if props.heads.is_some() {
                    <button type="button" class="head-open" aria-label={words.t_with("head-open", &[("column", (&field.name).into())])} aria-expanded={is_open.to_string()} aria-controls={format!("{}-menu", props.id)} {onclick}>{ "▾" }</button>
                }
            </span>
            <span class="head-type">
                if let Some(unit) = unit {
                    <span class="head-unit">{ words.t_with("bench-unit", &[("unit", unit.into())]) }</span>
                }
                { dtype(words, field.dtype) }
                if is_doubted { <span class="doubt">{ words.t("bench-doubted") }</span> }
            </span>
        </th>
    }
}

/// A row; `name` is the column that names it, `places` are the decimals of each column, `area` are the selected cells.
pub(super) fn draw_row(
    words: &Words,
    rows: &Rows,
    row: u64,
    (name, places): (usize, &[usize]),
    area: Option<Area>,
    props: &ResultTableProps,
) -> Html {
    html! {
        <tr class="row" key={row.to_string()} aria-rowindex={(row + 2).to_string()} data-row={(row + 1).to_string()}>
            { for rows.schema.iter().enumerate().map(|(at, field)| {
                let changed = props.changed.contains(&field.name).then_some("changed");
                let is_picked = area.is_some_and(|area| area.contains(Cell { row, column: at }));
                let changed = classes!(changed, is_picked.then_some("picked"));
                let number = field.dtype.is_number().then_some("number");
                match rows.cell(row, at) {
                    None => html! { <td class="waiting">{ "…" }</td> },
                    Some(Value::Null) => html! { <td class={classes!("missing", (at == name).then_some("row-name"), changed)}>{ value(words, &Value::Null) }</td> },
                    Some(cell) => {
                        let text = value_in(words, &field.name, &cell);
                        let pad = number.and_then(|_| padding(decimals(&text), places.get(at).copied().unwrap_or_default()));
                        if at == name {
                            html! { <th scope="row" class={classes!("row-name", number, changed)} data-pad={pad}>{ text }</th> }
                        } else {
                            html! { <td class={classes!(number, changed)} data-pad={pad}>{ text }</td> }
                        }
                    }
                }
            }) }
        </tr>
    }
}

/// The column that names the rows: it stays in view and is read out as their header. Codes name nothing to people, so it is the
/// first column of text that is none; else the first column.
pub(super) fn name_column(schema: &[Field]) -> usize {
    let is_name = |field: &Field| field.dtype == Dtype::Text && !field.name.ends_with("コード");
    schema.iter().position(is_name).unwrap_or_default()
}

/// Decimals of each column, as its cells in view are written.
pub(super) fn decimals_in_view(words: &Words, rows: &Rows, span: Span) -> Vec<usize> {
    let shown: Vec<u64> = (span.first..span.first + span.len).collect();
    rows.schema
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let floats = (field.dtype == Dtype::Float).then_some(&shown);
            let cells = floats
                .into_iter()
                .flatten()
                .filter_map(|row| rows.cell(*row, at));
            cells
                .map(|cell| decimals(&value_in(words, &field.name, &cell)))
                .max()
                .unwrap_or_default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_by_names() {
        let at = |columns: &[(&str, Dtype)]| {
            let fields = columns.iter().map(|(name, dtype)| Field {
                name: (*name).to_owned(),
                dtype: *dtype,
            });
            name_column(&fields.collect::<Vec<_>>())
        };
        let code = ("市町コード", Dtype::Text);
        assert_eq!(
            at(&[code, ("市町名", Dtype::Text), ("人口", Dtype::Int)]),
            1
        );
        assert_eq!(at(&[("年", Dtype::Int), ("地域", Dtype::Text)]), 1);
        assert_eq!(at(&[code, ("人口", Dtype::Int)]), 0);
        assert_eq!(at(&[]), 0);
    }

    #[test]
    fn points_lie_under_one_another() {
        assert_eq!(decimals("1,479.051"), 3);
        assert_eq!(padding(3, 3), None);
        assert_eq!(padding(2, 3).as_deref(), Some("\u{2007}"));
        assert_eq!(padding(0, 2).as_deref(), Some("\u{2008}\u{2007}\u{2007}"));
    }
}
