//! A table as the engine gives it: only the rows in sight are asked for and drawn.

mod area;
mod cells;
mod csv;
mod props;
mod refusal;
mod rows;
mod scroll;
mod select;
mod status;
mod window;

use web_sys::HtmlElement;
use yew::prelude::*;

use self::cells::{decimals_in_view, draw_row, header, name_column};
use self::csv::CsvButton;
use self::props::ResultTableProps;
pub(crate) use self::refusal::refusal;
use self::rows::{Rows, use_rows, use_sight};
use self::scroll::{reveal, use_heights, use_onscroll, use_scroll_box};
use self::select::{use_held, use_selection};
use self::status::CellsLine;
use self::window::CHUNK;
use super::table::head::HeadMenu;
use crate::browser;
use crate::components::data_table::is_lettered;
use crate::hooks::{Words, use_locale};
use crate::state::engine::EngineError;

/// Rows of a result that are asked for with the run itself.
pub(crate) const FIRST_ROWS: u64 = CHUNK;

/// A window on a table, with its size, what changed, and a CSV of all of it.
#[component]
pub(crate) fn ResultTable(props: &ResultTableProps) -> Html {
    let words = use_locale();
    // The column whose menu is open.
    let menu = use_state_eq(|| None::<String>);
    let scrolled = use_scroll_box();
    let selection = use_selection();
    let fetched = use_rows(props, {
        let (on_top, on_none) = (scrolled.on_top(), selection.on_none());
        Callback::from(move |()| {
            on_top.emit(());
            on_none.emit(());
        })
    });
    let rows = &*fetched.rows;
    let span = scrolled.span(rows.total);
    let current = fetched.is_current(props);
    use_sight(&fetched, span, current);
    let area = selection.area().filter(|_| current);
    let held = use_held(area, &fetched);
    let node = scrolled.node.clone();
    // What the last step made is brought into view.
    {
        let node = node.clone();
        let at = props.show.iter().find_map(|name| {
            let mut schema = rows.schema.iter();
            schema.position(|field| field.name == *name)
        });
        let dependencies = (at.filter(|_| current), props.stamp, props.after);
        use_effect_with(dependencies, move |(at, ..)| {
            if let (Some(at), Some(node)) = (*at, node.cast::<HtmlElement>()) {
                reveal(&node, at);
            }
        });
    }
    use_heights(&scrolled, span);
    let onscroll = use_onscroll(&scrolled, span);

    let label_id = format!("{}-label", props.id);
    let columns = rows.schema.len();
    let name = name_column(&rows.schema);
    let open = menu
        .as_ref()
        .and_then(|name| rows.schema.iter().find(|field| field.name == *name));
    let close = {
        let (menu, node) = (menu.clone(), node.clone());
        Callback::from(move |()| {
            menu.set(None);
            // The focus goes back to where it came from.
            let head = node.cast::<HtmlElement>();
            let head = head.and_then(|it| it.query_selector("[aria-expanded=true]").ok().flatten());
            if let Some(head) = head {
                browser::focus(head);
            }
        })
    };
    let places = decimals_in_view(&words, rows, span);
    html! {
        <div class="result">
            { bar(&words, props, rows, &label_id, current) }
            if let (Some(heads), Some(field)) = (&props.heads, open) {
                <HeadMenu key={field.name.clone()} id={format!("{}-menu", props.id)} field={field.clone()} heads={heads.clone()} on_close={close} />
            }
            if let Some(error) = fetched.failure.as_ref().filter(|error| **error != EngineError::Stopped) {
                <p class="run-failure" role="status">
                    { refusal(&words, error) }
                    <button type="button" class="button-quiet" onclick={
                        let offset = span.first / CHUNK * CHUNK;
                        fetched.fetch.reform(move |_: MouseEvent| offset)
                    }>{ words.t("bench-run-again") }</button>
                </p>
            }
            <div class={classes!("result-box", (!current).then_some("result-stale"))} ref={node} {onscroll} onmousedown={selection.on_press()} onmouseover={selection.on_drag()} onkeydown={selection.on_key(&scrolled, rows, props.on_answer.is_some())} tabindex="0" role="group" aria-labelledby={label_id.clone()}>
                if columns > 0 {
                    <table class={classes!("result-table", is_lettered(rows.schema.iter().map(|field| field.name.as_str())).then_some("numbered"))} aria-labelledby={label_id} aria-rowcount={(rows.total + 1).to_string()} aria-colcount={columns.to_string()}>
                        <thead>
                            <tr aria-rowindex="1">
                                { for rows.schema.iter().enumerate().map(|(at, field)| header(&words, field, at == name, props, &menu)) }
                            </tr>
                        </thead>
                        <tbody>
                            <tr class="spacer" aria-hidden="true"><td ref={scrolled.above.clone()} colspan={columns.to_string()}></td></tr>
                            { for (span.first..span.first + span.len).map(|row| draw_row(&words, rows, row, (name, &places), area, props)) }
                            <tr class="spacer" aria-hidden="true"><td ref={scrolled.below.clone()} colspan={columns.to_string()}></td></tr>
                        </tbody>
                    </table>
                    if rows.total == 0 {
                        <p class="result-empty">{ words.t("bench-no-rows") }</p>
                    }
                }
            </div>
            if rows.total > 0 {
                <CellsLine {area} {held} columns={props.columns.clone()} {name} program={props.program.clone()} after={props.after} wish={selection.wish()} on_answer={props.on_answer.clone()} />
            }
        </div>
    }
}

/// What the table is called, how large it is, and what can be done with all of it.
fn bar(
    words: &Words,
    props: &ResultTableProps,
    rows: &Rows,
    label_id: &str,
    is_current: bool,
) -> Html {
    let columns = rows.schema.len();
    html! {
        <div class="result-bar">
            <p class="result-size" id={label_id.to_owned()}>
                <strong>{ &props.label }</strong>
                if rows.source.is_some() {
                    <span class="result-count">{ words.t_with("bench-size", &[("rows", rows.total.into()), ("columns", columns.into())]) }</span>
                    if let Some(before) = props.rows_before.filter(|before| is_current && *before != rows.total) {
                        <span class="result-change">{ words.t_with("bench-rows-change", &[("before", before.into()), ("after", rows.total.into())]) }</span>
                    }
                }
            </p>
            if rows.total > 0 {
                <CsvButton program={props.program.clone()} after={props.after} file={props.file.clone()} />
            }
        </div>
    }
}
