//! A table of real data in prose: sortable, units in the header, source under it.

use std::cmp::Ordering;
use std::rc::Rc;

use spec::Module;
use spec::module::{ColumnInfo, DataSource};
use spec::prose::DataView;
use table::sheet::letters;
use table::{Dtype, Table, Value};
use yew::prelude::*;

use crate::hooks::{use_locale, use_settings};

/// Properties of [`DataTable`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DataTableProps {
    /// The lesson, for units and sources.
    pub(crate) module: Rc<Module>,
    /// What to show.
    pub(crate) view: DataView,
}

/// The column and direction that a reader sorts by.
#[derive(Clone, Debug, PartialEq)]
struct Sorting {
    column: String,
    descending: bool,
}

/// A sortable table of data.
#[component]
pub(crate) fn DataTable(props: &DataTableProps) -> Html {
    let words = use_locale();
    let town = use_settings().town;
    let sorting = use_state_eq(|| None::<Sorting>);
    let DataTableProps { module, view } = props;
    let Some(rows) = &view.rows else {
        return html! {};
    };
    let source = module.data.iter().find(|source| source.name == view.table);
    let order = order(rows, sorting.as_ref());
    let label = if view.caption.is_empty() {
        view.table.clone()
    } else {
        view.caption.clone()
    };

    let heads = rows.columns().iter().map(|column| {
        let info = column_info(source, &column.name);
        let current = sorting.as_ref().filter(|sorting| sorting.column == column.name);
        let (aria, mark) = match current {
            None => ("none", "⇅"),
            Some(Sorting { descending: true, .. }) => ("descending", "▼"),
            Some(_) => ("ascending", "▲"),
        };
        let next = Sorting {
            column: column.name.clone(),
            // Numbers are mostly asked for from the top.
            descending: current.map_or(column.dtype().is_number(), |current| !current.descending),
        };
        let onclick = {
            let sorting = sorting.setter();
            Callback::from(move |_: MouseEvent| sorting.set(Some(next.clone())))
        };
        let meaning = info.map(|info| info.meaning.clone()).filter(|meaning| !meaning.is_empty());
        html! {
            <th key={column.name.clone()} scope="col" aria-sort={aria} class={class_of(column.dtype())}>
                <button type="button" class="sort-button" {onclick} title={meaning}>
                    <span>{ with_unit(&column.name, info) }</span>
                    <span class="sort-mark" aria-hidden="true">{ mark }</span>
                </button>
            </th>
        }
    });
    // Rows of a part of the table would have other numbers.
    let is_numbered = view.equals.is_empty()
        && is_lettered(rows.columns().iter().map(|column| column.name.as_str()));
    let first = rows.columns().first().map(|column| column.name.clone());
    let body = order.iter().map(|row| {
        let own = rows
            .columns()
            .iter()
            .any(|column| column.get(*row) == Some(Value::Text(town.to_string())));
        let cells = rows.columns().iter().map(|column| {
            let value = column.get(*row).unwrap_or(Value::Null);
            let text = locale::value_in(&words, &column.name, &value);
            let class = classes!(
                class_of(column.dtype()),
                value.is_null().then_some("cell-missing")
            );
            if Some(&column.name) == first.as_ref() {
                html! { <th scope="row" {class}>{ text }</th> }
            } else {
                html! { <td {class}>{ text }</td> }
            }
        });
        html! { <tr key={*row} class={own.then_some("row-own")} data-row={(row + 1).to_string()}>{ for cells }</tr> }
    });
    html! {
        <figure class="data-table">
            <figcaption class="data-caption">
                <span>{ &label }</span>
                <span class="data-size">{ words.t_with("data-size", &[("rows", rows.height().into()), ("columns", rows.width().into())]) }</span>
            </figcaption>
            <div class="table-scroll" role="group" aria-label={label.clone()} tabindex="0">
                <table class={is_numbered.then_some("numbered")}>
                    <thead><tr>{ for heads }</tr></thead>
                    <tbody>{ for body }</tbody>
                </table>
            </div>
            { source.map(source_lines).unwrap_or_default() }
        </figure>
    }
}

/// 出典, and what must be said with the data.
fn source_lines(source: &DataSource) -> Html {
    html! {
        <>
            if !source.attribution.is_empty() {
                <p class="data-source">{ &source.attribution }</p>
            }
            if !source.note.is_empty() {
                <p class="data-note">{ &source.note }</p>
            }
        </>
    }
}

fn column_info<'a>(source: Option<&'a DataSource>, name: &str) -> Option<&'a ColumnInfo> {
    source?.columns.iter().find(|column| column.name == name)
}

/// `人口（人）`.
fn with_unit(name: &str, info: Option<&ColumnInfo>) -> String {
    match info {
        Some(info) if !info.unit.is_empty() && !says_unit(name, &info.unit) => {
            format!("{name}（{}）", info.unit)
        }
        _ => name.to_owned(),
    }
}

/// Whether the name of a column says its unit: «年（年）», «世帯数（世帯）» would say nothing new. «人口» is no count of 人
/// by its name.
pub(crate) fn says_unit(name: &str, unit: &str) -> bool {
    let name = name.strip_suffix('数').unwrap_or(name);
    let name = name.strip_suffix(['）', ')']).unwrap_or(name);
    name.ends_with(unit)
}

fn class_of(dtype: Dtype) -> &'static str {
    if dtype.is_number() {
        "cell-number"
    } else {
        "cell-text"
    }
}

/// Whether columns are called as in a spreadsheet: nobody has named them yet, and rows are told by their numbers.
pub(crate) fn is_lettered<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let mut count = 0;
    let mut all = true;
    for name in names {
        count += 1;
        all &= name == letters(count);
    }
    all && count > 0
}

/// Positions of the rows in the order to show; equal rows keep theirs, missing values come last both ways.
fn order(rows: &Table, sorting: Option<&Sorting>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.height()).collect();
    let Some(sorting) = sorting else { return order };
    let Some(column) = rows.column(&sorting.column) else {
        return order;
    };
    let values: Vec<Value> = column.iter().collect();
    order.sort_by(|a, b| match (values.get(*a), values.get(*b)) {
        (Some(a), Some(b)) => match (a.is_null(), b.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) if sorting.descending => b.total_cmp(a),
            (false, false) => a.total_cmp(b),
        },
        _ => Ordering::Equal,
    });
    order
}

#[cfg(test)]
mod tests {
    use table::{Column, Values};

    use super::*;

    #[test]
    fn missing_values_come_last_both_ways_and_equal_rows_keep_their_order() {
        let values = Values::Int(vec![Some(2), None, Some(1), Some(2)]);
        let table = Table::new(vec![Column::new("n", values)]).unwrap();
        let by = |descending| {
            order(
                &table,
                Some(&Sorting {
                    column: "n".into(),
                    descending,
                }),
            )
        };
        assert_eq!(by(false), [2, 0, 3, 1]);
        assert_eq!(by(true), [0, 3, 2, 1]);
        assert_eq!(order(&table, None), [0, 1, 2, 3]);
    }

    #[test]
    fn columns_without_names_have_letters() {
        let is = |names: &[&str]| is_lettered(names.iter().copied());
        assert!(is(&["A"]) && is(&["A", "B", "C"]));
        assert!(!is(&[]) && !is(&["B"]) && !is(&["A", "市町", "C"]));
    }

    #[test]
    fn a_unit_that_the_name_says_is_not_said_twice() {
        for (name, unit) in [
            ("年", "年"),
            ("世帯数", "世帯"),
            ("調査年", "年"),
            ("面積（km²）", "km²"),
        ] {
            assert!(says_unit(name, unit), "{name}");
        }
        for (name, unit) in [
            ("人口", "人"),
            ("人口合計", "人"),
            ("総面積", "km²"),
            ("件数", "人"),
            ("月件数", "時間"),
        ] {
            assert!(!says_unit(name, unit), "{name}");
        }
    }
}
