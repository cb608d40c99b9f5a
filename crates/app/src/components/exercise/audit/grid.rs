//! A sheet as it was published, with letters above and numbers beside it.

use std::rc::Rc;

use locale::value;
use spec::Area;
use spec::exercise::SHOWN_COLUMNS;
use spec::ingest::AuditPlace;
use spec::module::Published;
use table::sheet::letters;
use table::{Table, Value};
use web_sys::Element;
use yew::prelude::*;

use crate::browser;
use crate::hooks::{use_locale, use_root};

/// Properties of [`Grid`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct GridProps {
    /// Prefix of element ids, unique in the page.
    pub(super) id: AttrValue,
    /// What the sheet is called.
    pub(super) label: AttrValue,
    /// The rows that are shown.
    pub(super) table: Rc<Table>,
    /// How many rows there are.
    pub(super) total: u64,
    /// What the file looked like.
    pub(super) published: Published,
    /// Marked places with their rules.
    pub(super) names: Vec<(AuditPlace, String)>,
    /// The place that is chosen.
    pub(super) place: AuditPlace,
    /// Chooses another one.
    pub(super) on_place: Callback<AuditPlace>,
    /// Marks a place, or takes its mark away.
    pub(super) on_mark: Callback<AuditPlace>,
}

/// A position in the grid: row and column from 1, 0 for the margins.
type At = (u32, u32);

/// How large the sheet is, and which of its cells are one.
struct Sheet<'a> {
    rows: u32,
    columns: u32,
    merged: &'a [Area],
}

impl Sheet<'_> {
    /// The cells that a position belongs to: of merged ones all.
    fn area(&self, (row, column): At) -> Area {
        let cell = Area::cell(row, column);
        let merged = self.merged.iter().find(|area| area.holds(cell));
        merged.map_or(cell, |area| area.within(self.rows, self.columns))
    }

    /// The first cell of those that the position belongs to.
    fn anchor(&self, at: At) -> At {
        let area = self.area(at);
        (area.top, area.left)
    }

    /// Where a key leads from there; `None` for keys that lead nowhere.
    fn moved(&self, at: At, key: &str) -> Option<At> {
        let area = self.area(at);
        let (row, column) = match key {
            "ArrowUp" => (area.top.saturating_sub(1), at.1),
            "ArrowDown" => (area.bottom.saturating_add(1).min(self.rows), at.1),
            "ArrowLeft" => (at.0, area.left.saturating_sub(1)),
            "ArrowRight" => (at.0, area.right.saturating_add(1).min(self.columns)),
            "Home" => (at.0, 0),
            "End" => (at.0, self.columns),
            "PageUp" => (at.0.saturating_sub(10), at.1),
            "PageDown" => (at.0.saturating_add(10).min(self.rows), at.1),
            _ => return None,
        };
        Some(self.anchor((row, column)))
    }
}

fn at_of(place: AuditPlace) -> At {
    match place {
        AuditPlace::File | AuditPlace::Sheet { .. } => (0, 0),
        AuditPlace::Row { row, .. } => (row, 0),
        AuditPlace::Column { column, .. } => (0, column),
        AuditPlace::Cell { row, column, .. } => (row, column),
    }
}

fn place_at(at: At) -> AuditPlace {
    let sheet = 0;
    match at {
        (0, 0) => AuditPlace::Sheet { sheet },
        (row, 0) => AuditPlace::Row { sheet, row },
        (0, column) => AuditPlace::Column { sheet, column },
        (row, column) => AuditPlace::Cell { sheet, row, column },
    }
}

/// The position of an element by its id.
fn at_in(element: &str, id: &str) -> Option<At> {
    let (row, column) = element
        .strip_prefix(id)?
        .strip_prefix("-at-")?
        .split_once('-')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

/// The sheet as a grid.
#[component]
pub(super) fn Grid(props: &GridProps) -> Html {
    let words = use_locale();
    let root = use_root();
    let GridProps {
        id,
        table,
        published,
        names,
        ..
    } = props;
    let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let sheet = Sheet {
        rows: size(table.height()),
        columns: size(table.width()).min(SHOWN_COLUMNS),
        merged: &published.merged,
    };
    // A place of another sheet, or of an answer from elsewhere, may not be here.
    let (row, column) = at_of(props.place);
    let here = sheet.anchor((row.min(sheet.rows), column.min(sheet.columns)));
    let element = |(row, column): At| format!("{id}-at-{row}-{column}");
    let is_moved = use_mut_ref(|| false);
    {
        let (is_moved, target) = (is_moved.clone(), element(here));
        use_effect_with(here, move |_| {
            if is_moved.replace(false)
                && let Some(cell) = root.by_id(&target)
            {
                browser::focus(cell);
            }
        });
    }
    let onkeydown = {
        let (published, rows, columns) = (published.merged.clone(), sheet.rows, sheet.columns);
        let (on_place, on_mark) = (props.on_place.clone(), props.on_mark.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let key = browser::key_of(&event);
            if key == "Enter" || key == " " {
                event.prevent_default();
                on_mark.emit(place_at(here));
                return;
            }
            let sheet = Sheet {
                rows,
                columns,
                merged: &published,
            };
            if let Some(next) = sheet.moved(here, &key) {
                event.prevent_default();
                if next != here {
                    *is_moved.borrow_mut() = true;
                    on_place.emit(place_at(next));
                }
            }
        })
    };
    let onclick = {
        let (id, on_place, on_mark) = (id.clone(), props.on_place.clone(), props.on_mark.clone());
        Callback::from(move |event: MouseEvent| {
            let clicked = event.target_dyn_into::<Element>();
            let clicked = clicked.and_then(|it| it.closest("td, th").ok().flatten());
            let Some(at) = clicked.and_then(|it| at_in(&it.id(), &id)) else {
                return;
            };
            // The first click chooses, the next one marks.
            if at == here {
                on_mark.emit(place_at(at));
            } else {
                on_place.emit(place_at(at));
            }
        })
    };
    // What every place of the grid has: whether it is chosen and marked.
    let place = |at: At, content: Html, class: Classes| {
        let this = place_at(at);
        let marked = names.iter().find(|(place, _)| *place == this);
        let is_here = at == here;
        let class = classes!(
            class,
            is_here.then_some("audit-here"),
            marked.map(|_| "audit-marked")
        );
        let note = marked.map(|(_, rules)| {
            let said = words.t_with("audit-has-marks", &[("rules", rules.into())]);
            html! { <span class="audit-note" title={said.clone()}><span class="visually-hidden">{ said }</span><span aria-hidden="true">{ rules }</span></span> }
        });
        let content = html! { <>{ content }{ for note }</> };
        (class, is_here, content)
    };
    let head = |at: At, text: String| {
        let (class, is_here, content) = place(at, html! { <span>{ text }</span> }, Classes::new());
        let scope = if at.0 == 0 { "col" } else { "row" };
        let role = if at.0 == 0 {
            "columnheader"
        } else {
            "rowheader"
        };
        html! { <th id={element(at)} {class} {scope} {role} tabindex={if is_here { "0" } else { "-1" }} aria-selected={is_here.to_string()}>{ content }</th> }
    };
    let cell = |at: At| {
        let area = sheet.area(at);
        if (area.top, area.left) != at {
            return html! {};
        }
        let only = Area::cell(at.0, at.1);
        let holds = |areas: &[Area]| areas.iter().any(|area| area.holds(only));
        let column = table.columns().get(at.1 as usize - 1);
        let text = column.and_then(|column| column.get(at.0 as usize - 1));
        let text = match text {
            None | Some(Value::Null) => String::new(),
            Some(text) => value(&words, &text),
        };
        let look = [
            (holds(&published.coloured), "audit-coloured"),
            (holds(&published.bold), "audit-bold"),
        ];
        let looks = || look.iter().filter(|(has, _)| *has).map(|(_, id)| *id);
        let content = html! {
            <>
                <span>{ text }</span>
                { for looks().map(|id| html! { <span class="visually-hidden">{ format!("（{}）", words.t(id)) }</span> }) }
            </>
        };
        let (class, is_here, content) = place(at, content, looks().collect());
        let span = |first: u32, last: u32| (last > first).then(|| (last - first + 1).to_string());
        html! {
            <td id={element(at)} {class} role="gridcell" tabindex={if is_here { "0" } else { "-1" }} aria-selected={is_here.to_string()}
                colspan={span(area.left, area.right)} rowspan={span(area.top, area.bottom)}>{ content }</td>
        }
    };
    let is_whole = props.total == u64::from(sheet.rows) && table.width() == sheet.columns as usize;
    html! {
        <>
        <div class="audit-box">
            <table role="grid" class="audit-grid" aria-label={props.label.clone()} aria-describedby={format!("{id}-how")} {onkeydown} {onclick}>
                <thead>
                    <tr role="row">
                        { for (0..=sheet.columns).map(|column| head((0, column), letters(column))) }
                    </tr>
                </thead>
                <tbody>
                    { for (1..=sheet.rows).map(|row| html! {
                        <tr role="row" key={row}>
                            { head((row, 0), row.to_string()) }
                            { for (1..=sheet.columns).map(|column| cell((row, column))) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
        if !is_whole {
            <p class="field-note">{ words.t_with("audit-shown", &[("rows", sheet.rows.into()), ("columns", sheet.columns.into())]) }</p>
        }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_from_cell_to_cell_and_to_the_margins() {
        let merged = [Area::of("B1:C2").unwrap()];
        let sheet = Sheet {
            rows: 4,
            columns: 3,
            merged: &merged,
        };
        let went = |from: At, keys: &[&str]| {
            keys.iter()
                .fold(from, |at, key| sheet.moved(at, key).unwrap())
        };
        assert_eq!(went((1, 1), &["ArrowRight"]), (1, 2));
        // Merged cells are one step.
        assert_eq!(went((1, 2), &["ArrowDown"]), (3, 2));
        assert_eq!(went((3, 3), &["ArrowUp"]), (1, 2));
        assert_eq!(went((1, 2), &["ArrowRight"]), (1, 2));
        assert_eq!(went((1, 2), &["ArrowLeft", "ArrowLeft"]), (1, 0));
        assert_eq!(went((1, 0), &["ArrowUp"]), (0, 0));
        assert_eq!(went((0, 0), &["ArrowUp", "ArrowLeft"]), (0, 0));
        assert_eq!(went((4, 3), &["ArrowDown", "ArrowRight"]), (4, 3));
        assert_eq!(went((3, 1), &["End", "PageDown", "Home"]), (4, 0));
        assert_eq!(sheet.moved((1, 1), "a"), None);
    }

    #[test]
    fn positions_are_places() {
        for at in [(0, 0), (3, 0), (0, 2), (3, 2)] {
            assert_eq!(at_of(place_at(at)), at);
        }
        assert_eq!(at_in("ex1-at-3-12", "ex1"), Some((3, 12)));
        assert_eq!(at_in("ex10-at-3-12", "ex1"), None);
    }
}
