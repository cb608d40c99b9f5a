//! A piece of the file as it stands in it, beside the table that comes of it: a number and a role before each row.

use std::rc::Rc;

use protocol::reading::{Answer, Ask};
use spec::ingest::{Choice, RawRow, RawSheet, RowRole};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::intake::Incoming;
use crate::components::intake::reading::{self, Trouble};
use crate::hooks::{Words, use_locale};

/// Rows that are shown at once.
const ROWS: u32 = 30;

/// Properties of [`RawRows`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RawRowsProps {
    /// The file.
    pub(super) file: Incoming,
    /// How it is read.
    pub(super) choice: Choice,
}

/// Rows of the file.
#[component]
pub(super) fn RawRows(props: &RawRowsProps) -> Html {
    let words = use_locale();
    let from = use_state_eq(|| 1_u64);
    let sheet = use_state(|| None::<Result<Rc<RawSheet>, Trouble>>);
    let turn = use_mut_ref(|| 0_u32);
    {
        let sheet = sheet.setter();
        let file = props.file.clone();
        use_effect_with((props.choice.clone(), *from), move |(choice, from)| {
            let mine = turn.borrow().wrapping_add(1);
            *turn.borrow_mut() = mine;
            let ask = Ask::Raw {
                choice: choice.clone(),
                from: *from,
                count: ROWS,
            };
            spawn_local(async move {
                let answer = match reading::of(&file, &ask).await {
                    Ok((Answer::Raw { sheet }, _)) => Ok(Rc::from(sheet)),
                    Ok(_) => Err(Trouble::Broken),
                    Err(trouble) => Err(trouble),
                };
                if *turn.borrow() == mine {
                    sheet.set(Some(answer));
                }
            });
        });
    }
    match &*sheet {
        None => html! { <p aria-busy="true">{ words.t("intake-reading") }</p> },
        Some(Err(trouble)) => html! { <p>{ trouble.message(&words) }</p> },
        Some(Ok(sheet)) => rows(sheet, &from, &words),
    }
}

fn rows(sheet: &RawSheet, from: &UseStateHandle<u64>, words: &Words) -> Html {
    let width = sheet.lines.iter().map(|line| line.cells.len()).max();
    let width = width.unwrap_or_default();
    let line = |row: &RawRow| {
        let role = role(row.role);
        html! {
            <tr class={format!("raw-{role}")}>
                <th scope="row">{ row.line.to_string() }<small>{ words.t(&format!("file-role-{role}")) }</small></th>
                { for (0..width).map(|at| html! { <td>{ row.cells.get(at).map_or("", String::as_str) }</td> }) }
            </tr>
        }
    };
    let go = |to: u64, label: &str, is_there: bool| {
        let from = from.setter();
        let onclick = Callback::from(move |_: MouseEvent| from.set(to));
        html! { <button type="button" class="button-quiet" disabled={!is_there} {onclick}>{ words.t(label) }</button> }
    };
    let step = u64::from(ROWS);
    let (next, before) = (**from + step, from.saturating_sub(step).max(1));
    html! {
        <>
            <p>{ words.t_with("file-raw-size", &[("rows", sheet.rows.into()), ("columns", sheet.columns.into())]) }</p>
            <div class="intake-scroll" tabindex="0" role="group" aria-label={words.t("file-raw")}>
                <table class="raw" lang="ja"><tbody>{ for sheet.lines.iter().map(line) }</tbody></table>
            </div>
            if sheet.rows > step {
                <p class="work-buttons">
                    { go(before, "file-raw-before", **from > 1) }
                    { go(next, "file-raw-next", next <= sheet.rows) }
                </p>
            }
        </>
    }
}

/// The word for a role in ids of messages and classes.
fn role(role: RowRole) -> &'static str {
    match role {
        RowRole::Outside => "outside",
        RowRole::Above => "above",
        RowRole::Header => "header",
        RowRole::Body => "body",
        RowRole::Blank => "blank",
        RowRole::Again => "again",
        RowRole::Total => "total",
        RowRole::Note => "note",
    }
}
