//! Selecting cells with the mouse and with the keyboard. Nothing is selected by itself, and while nothing is, the arrow keys
//! scroll the table.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::area::{Area, Cell, Held, Reach, keyed};
use super::rows::{Fetched, Rows};
use super::scroll::{ScrollBox, reveal, show_row};
use super::window::chunks;
use crate::browser;

/// What a key asks of the line under the table, which does it and says what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// To copy the selected cells.
    Copy,
    /// To take what is shown in the selected cell as the answer.
    Take,
}

/// The selected cells of a table.
pub(super) struct Selection {
    area: UseStateHandle<Option<Area>>,
    /// A wish, with a number that is another one each time.
    wish: UseStateHandle<Option<(Wish, u32)>>,
    /// Whether the mouse was pressed on a cell and not let go since.
    is_dragging: Rc<RefCell<bool>>,
}

/// The selected cells of a table.
#[hook]
pub(super) fn use_selection() -> Selection {
    Selection {
        area: use_state_eq(|| None),
        wish: use_state_eq(|| None),
        is_dragging: use_mut_ref(|| false),
    }
}

impl Selection {
    /// Which cells.
    pub(super) fn area(&self) -> Option<Area> {
        *self.area
    }

    /// What a key asked last.
    pub(super) fn wish(&self) -> Option<(Wish, u32)> {
        *self.wish
    }

    /// Selects nothing.
    pub(super) fn on_none(&self) -> Callback<()> {
        let (area, wish) = (self.area.setter(), self.wish.setter());
        Callback::from(move |()| {
            area.set(None);
            wish.set(None);
        })
    }

    /// The mouse is pressed: on a cell, or with Shift to where the selection reaches.
    pub(super) fn on_press(&self) -> Callback<MouseEvent> {
        let (area, is_dragging) = (self.area.clone(), self.is_dragging.clone());
        Callback::from(move |event: MouseEvent| {
            if event.button() != 0 {
                return;
            }
            let Some(cell) = cell_at(&event) else { return };
            is_dragging.replace(true);
            let begun = area.filter(|_| event.shift_key());
            let next = begun.map_or(Area::one(cell), |area| area.reaching(cell));
            area.set(Some(next));
        })
    }

    /// The mouse is moved over cells.
    pub(super) fn on_drag(&self) -> Callback<MouseEvent> {
        let (area, is_dragging) = (self.area.clone(), self.is_dragging.clone());
        Callback::from(move |event: MouseEvent| {
            if !*is_dragging.borrow() {
                return;
            }
            // It may have been let go outside of the table.
            if event.buttons() & 1 == 0 {
                is_dragging.replace(false);
                return;
            }
            if let (Some(begun), Some(cell)) = (*area, cell_at(&event)) {
                area.set(Some(begun.reaching(cell)));
            }
        })
    }

    /// Keys while the box has the focus. `takes`: whether a value can be taken as the answer.
    pub(super) fn on_key(
        &self,
        of: &ScrollBox,
        rows: &Rows,
        takes: bool,
    ) -> Callback<KeyboardEvent> {
        let (area, wish) = (self.area.clone(), self.wish.clone());
        let (node, row_height) = (of.node.clone(), of.row_height());
        let reach = Reach {
            rows: rows.total,
            columns: rows.schema.len(),
        };
        Callback::from(move |event: KeyboardEvent| {
            let Some(node) = node.cast::<HtmlElement>() else {
                return;
            };
            // Buttons in the headers have keys of their own.
            let own: &Element = node.as_ref();
            if event.target_dyn_into::<Element>().as_ref() != Some(own) {
                return;
            }
            let ask = |what: Wish| {
                let number = wish.map_or(0, |(_, number)| number);
                wish.set(Some((what, number + 1)));
            };
            let is_command = event.ctrl_key() || event.meta_key();
            match (browser::key_of(&event).as_str(), *area) {
                ("c" | "C", Some(_)) if is_command => ask(Wish::Copy),
                ("Escape", Some(_)) => area.set(None),
                ("Enter", Some(area)) if takes && !is_command && area.from == area.to => {
                    ask(Wish::Take);
                }
                (key, begun) if !is_command && !event.alt_key() => {
                    let first = Cell {
                        row: (f64::from(node.scroll_top()) / row_height).ceil() as u64,
                        column: 0,
                    };
                    let Some(next) = keyed(begun, key, event.shift_key(), first, reach) else {
                        return;
                    };
                    area.set(Some(next));
                    show_row(&node, next.to.row, row_height);
                    reveal(&node, next.to.column);
                }
                _ => return,
            }
            event.prevent_default();
        })
    }
}

/// The selected cells with their rows: those that are not here are asked for, and once all were here they stay.
#[hook]
pub(super) fn use_held(area: Option<Area>, fetched: &Fetched) -> Option<Rc<Held>> {
    let last = use_mut_ref(|| None::<Rc<Held>>);
    let rows = &fetched.rows;
    let held = area.and_then(|area| {
        let mut last = last.borrow_mut();
        let is_here = |offset: u64| rows.find(offset).is_ok();
        if chunks(area.rows().start, area.height()).all(is_here) {
            let rows = (**rows).clone();
            *last = Some(Rc::new(Held { area, rows }));
        }
        last.clone()
            .filter(|held| held.area == area && held.rows.source == rows.source)
    });
    let waits = area.filter(|_| held.is_none());
    let (here, fetch) = (rows.clone(), fetched.fetch.clone());
    use_effect_with((waits, rows.revision), move |(waits, _)| {
        for area in waits.iter() {
            for offset in chunks(area.rows().start, area.height()) {
                if here.find(offset).is_err() {
                    fetch.emit(offset);
                }
            }
        }
    });
    held
}

/// The cell of a table's body under the mouse.
fn cell_at(event: &MouseEvent) -> Option<Cell> {
    let target = event.target_dyn_into::<Element>()?;
    // Selectors are our own: never refused.
    let cell = target.closest("tr.row > *").ok().flatten()?;
    let row = cell.parent_element()?.get_attribute("aria-rowindex")?;
    let mut column = 0;
    let mut before = cell.previous_element_sibling();
    while let Some(element) = before {
        column += 1;
        before = element.previous_element_sibling();
    }
    // The header is the first.
    let row = row.parse::<u64>().ok()?.checked_sub(2)?;
    Some(Cell { row, column })
}
