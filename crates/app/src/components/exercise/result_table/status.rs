//! The line under a table: what the selected cells come to, copying them or the table, and taking a value as the answer.

use std::rc::Rc;

use locale::{value, value_in};
use protocol::{LessonRequest, Response, Window};
use spec::Program;
use spec::module::ColumnInfo;
use table::{Value, sheet};
use yew::prelude::*;

use super::area::{Area, Held, MOST_ROWS, unit_of};
use super::refusal::refusal;
use super::select::Wish;
use crate::browser;
use crate::hooks::{Words, use_engine, use_locale};
use crate::state::engine::{EngineError, EngineHandle};

/// Most rows of a table that are copied at once; a file holds the rest.
const MOST_COPIED: u64 = 5_000;

/// Properties of [`CellsLine`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CellsLineProps {
    /// The selected cells.
    pub(super) area: Option<Area>,
    /// The same with their rows, once these are here.
    pub(super) held: Option<Rc<Held>>,
    /// Units of the columns.
    pub(super) columns: Rc<Vec<ColumnInfo>>,
    /// The column that names the rows.
    pub(super) name: usize,
    /// What makes the table.
    pub(super) program: Rc<Program>,
    /// Step after which to look; `None`: the result.
    pub(super) after: Option<u32>,
    /// What a key asked last, with a number that is another one each time.
    pub(super) wish: Option<(Wish, u32)>,
    /// Takes what is shown in a cell as the answer.
    pub(super) on_answer: Option<Callback<String>>,
}

/// The line under a table.
#[component]
pub(super) fn CellsLine(props: &CellsLineProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    // What came of copying.
    let said = use_state_eq(String::new);
    {
        let said = said.setter();
        let about = (props.area, props.program.clone(), props.after);
        use_effect_with(about, move |_| said.set(String::new()));
    }
    let copy = {
        let (held, said, words) = (props.held.clone(), said.setter(), words.clone());
        Callback::from(move |()| {
            let Some(held) = &held else { return };
            let (text, guarded) = held.text();
            let (rows, columns) = (held.area.height(), held.area.columns().len());
            let (said, words) = (said.clone(), words.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let is_done = browser::copy(&text).await;
                said.set(copied(
                    &words,
                    is_done,
                    "cells-copied",
                    rows,
                    columns,
                    guarded,
                ));
            });
        })
    };
    let shown = props.held.as_ref().and_then(|held| held.shown(&words));
    let take = props
        .on_answer
        .as_ref()
        .zip(shown)
        .map(|(on_answer, shown)| {
            let (on_answer, said, words) = (on_answer.clone(), said.setter(), words.clone());
            Callback::from(move |()| {
                on_answer.emit(shown.clone());
                said.set(words.t_with("question-taken", &[("value", (&shown).into())]));
            })
        });
    {
        let (copy, take) = (copy.clone(), take.clone());
        use_effect_with(props.wish, move |wish| match (wish, take) {
            (Some((Wish::Copy, _)), _) => copy.emit(()),
            (Some((Wish::Take, _)), Some(take)) => take.emit(()),
            _ => {}
        });
    }
    let copy_all = {
        let (props, said, words) = (props.clone(), said.setter(), words.clone());
        Callback::from(move |_: MouseEvent| {
            let (props, said, words, engine) =
                (props.clone(), said.clone(), words.clone(), engine.clone());
            wasm_bindgen_futures::spawn_local(async move {
                said.set(match whole(&engine, &props.program, props.after).await {
                    Ok(Whole {
                        text,
                        rows,
                        columns,
                        is_cut,
                        guarded,
                    }) => {
                        let is_done = browser::copy(&text).await;
                        let id = if is_cut {
                            "cells-copied-first"
                        } else {
                            "cells-copied-all"
                        };
                        copied(&words, is_done, id, rows, columns, guarded)
                    }
                    Err(error) => refusal(&words, &error),
                });
            });
        })
    };
    html! {
        <div class="cells-line">
            <p class="cells-said" role="status">
                if said.is_empty() { { summary(props, &words) } } else { { (*said).clone() } }
            </p>
            <span class="cells-tools">
                if let Some(take) = take {
                    <button type="button" class="button-quiet cells-take" onclick={take.reform(|_: MouseEvent| ())}>{ words.t("cells-take") }</button>
                }
                if props.held.is_some() {
                    <button type="button" class="button-quiet" onclick={copy.reform(|_: MouseEvent| ())}>{ words.t("cells-copy") }</button>
                }
                <button type="button" class="button-quiet" onclick={copy_all}>{ words.t("cells-copy-all") }</button>
            </span>
        </div>
    }
}

/// What the selected cells come to.
fn summary(props: &CellsLineProps, words: &Words) -> Html {
    let Some(area) = props.area else {
        return html! { <span class="cells-hint">{ words.t("cells-hint") }</span> };
    };
    let Some(held) = &props.held else {
        return html! { { words.t("cells-waiting") } };
    };
    if area.from == area.to {
        return html! { { one(props, held, words) } };
    }
    let tally = held.tally(&props.columns);
    let mut parts = vec![words.t_with("cells-count", &[("count", tally.cells.into())])];
    match &tally.unit {
        Some(unit) => {
            let with_unit = |number: f64| value(words, &Value::Float(number)) + unit;
            let sum = with_unit(tally.sum);
            let mean = with_unit(tally.sum / tally.numbers as f64);
            parts.push(words.t_with("cells-sum", &[("sum", sum.into())]));
            parts.push(words.t_with("cells-mean", &[("mean", mean.into())]));
        }
        None if tally.numbers > 0 => parts.push(words.t("cells-units")),
        None => {}
    }
    if area.height() == MOST_ROWS {
        parts.push(words.t_with("cells-most", &[("rows", MOST_ROWS.into())]));
    }
    html! { { parts.join(" · ") } }
}

/// One cell: whose it is and what is in it.
fn one(props: &CellsLineProps, held: &Held, words: &Words) -> String {
    let cell = held.area.to;
    let shown = |column: usize| {
        let field = held.rows.schema.get(column)?;
        let value = held.rows.cell(cell.row, column)?;
        Some((field.name.clone(), value_in(words, &field.name, &value)))
    };
    let Some((column, mut value)) = shown(cell.column) else {
        return String::new();
    };
    value.push_str(match held.rows.cell(cell.row, cell.column) {
        Some(Value::Int(_) | Value::Float(_)) => unit_of(&column, &props.columns),
        _ => "",
    });
    match shown(props.name).filter(|_| props.name != cell.column) {
        Some((_, row)) => format!("{row} · {column} · {value}"),
        None => format!("{column} · {value}"),
    }
}

/// What came of copying, in words.
fn copied(
    words: &Words,
    is_done: bool,
    id: &str,
    rows: u64,
    columns: usize,
    guarded: u64,
) -> String {
    if !is_done {
        return words.t("cells-refused");
    }
    let mut said = words.t_with(id, &[("rows", rows.into()), ("columns", columns.into())]);
    if guarded > 0 {
        said.push_str(&words.t("sentence-separator"));
        said.push_str(&words.t("cells-guarded"));
    }
    said
}

/// A table as text for the clipboard.
struct Whole {
    text: String,
    rows: u64,
    columns: usize,
    /// Whether it has more rows.
    is_cut: bool,
    guarded: u64,
}

/// A table with its header as text for the clipboard, [`MOST_COPIED`] rows at most.
async fn whole(
    engine: &EngineHandle,
    program: &Program,
    after: Option<u32>,
) -> Result<Whole, EngineError> {
    let mut whole = Whole {
        text: String::new(),
        rows: 0,
        columns: 0,
        is_cut: false,
        guarded: 0,
    };
    loop {
        let window = Window {
            offset: whole.rows,
            len: Window::MAX.min(MOST_COPIED - whole.rows),
        };
        let request = LessonRequest::Rows {
            program: program.clone(),
            after,
            window,
        };
        let (Response::Rows(page), _) = engine.request(request).await? else {
            return Ok(whole);
        };
        let (table, guarded) = (page.table, &mut whole.guarded);
        if whole.rows == 0 {
            whole.columns = table.columns().len();
            let names = table.columns().iter().map(|column| column.name.clone());
            let mut names = names.map(|name| sheet::guarded(name, guarded));
            sheet::line(&mut whole.text, '\t', &mut names);
        }
        for row in 0..table.height() {
            let cells = table.columns().iter().map(|column| column.get(row));
            let mut cells = cells.map(|cell| sheet::cell(cell, guarded));
            sheet::line(&mut whole.text, '\t', &mut cells);
        }
        whole.rows += table.height() as u64;
        whole.is_cut = page.total > whole.rows;
        if table.height() == 0 || !whole.is_cut || whole.rows >= MOST_COPIED {
            return Ok(whole);
        }
    }
}
