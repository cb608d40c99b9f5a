//! A table as the engine gives it: only the rows in sight are asked for and drawn.

mod window;

use std::rc::Rc;

use gloo::render::AnimationFrame;
use locale::{dtype, value, value_in};
use protocol::{LessonRequest, Page, Response, Window};
use spec::Program;
use spec::module::ColumnInfo;
use table::{Dtype, Field, Table, Value};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

use self::window::{CHUNK, Span, Viewport, chunks};
use super::table::head::{HeadMenu, Heads};
use super::words::failure_sentence;
use crate::browser;
use crate::components::trouble::detail;
use crate::hooks::{Words, use_engine, use_locale};
use crate::state::engine::{EngineError, EngineState};

/// Rows of a result that are asked for with the run itself.
pub(crate) const FIRST_ROWS: u64 = CHUNK;
/// Chunks that are kept; the ones farthest from the box go first.
const KEPT: usize = 60;
/// Until the first row is drawn and measured.
const ROW_HEIGHT: f64 = 34.0;

/// Properties of [`ResultTable`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ResultTableProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// What the table is called.
    pub(crate) label: AttrValue,
    /// What makes the table.
    pub(crate) program: Rc<Program>,
    /// Step after which to look; `None`: the result.
    #[prop_or_default]
    pub(crate) after: Option<u32>,
    /// The first rows, where they are known already.
    #[prop_or_default]
    pub(crate) first: Option<Rc<Page>>,
    /// Another number when the same program gave something else (other tables, another town).
    #[prop_or_default]
    pub(crate) stamp: u64,
    /// Columns that the last step added or changed.
    #[prop_or_default]
    pub(crate) changed: Vec<String>,
    /// Columns that a check found wrong.
    #[prop_or_default]
    pub(crate) doubted: Vec<String>,
    /// Columns that are to be seen, however far right they are; the first of them counts.
    #[prop_or_default]
    pub(crate) show: Vec<String>,
    /// Units and meanings.
    #[prop_or_default]
    pub(crate) columns: Rc<Vec<ColumnInfo>>,
    /// Columns whose headers are lit.
    #[prop_or_default]
    pub(crate) lit: Rc<Vec<String>>,
    /// What its headers offer.
    #[prop_or_default]
    pub(crate) heads: Option<Heads>,
    /// Rows before the last step, to say what changed.
    #[prop_or_default]
    pub(crate) rows_before: Option<u64>,
    /// File name of the CSV, without ending.
    #[prop_or_default]
    pub(crate) file: AttrValue,
}

/// Rows that are here.
#[derive(Clone, Default)]
struct Rows {
    /// Raised at every change, so that nobody compares rows.
    revision: u64,
    /// What they belong to.
    source: Option<(Rc<Program>, Option<u32>)>,
    schema: Vec<Field>,
    total: u64,
    /// By their first row, in order. Never many.
    chunks: Vec<(u64, Rc<Table>)>,
}

impl Rows {
    fn of_page(source: (Rc<Program>, Option<u32>), page: &Page) -> Self {
        let mut rows = Self {
            source: Some(source),
            schema: page.table.schema(),
            total: page.total,
            ..Self::default()
        };
        rows.keep(page);
        rows
    }

    /// Keeps a page cut into chunks; a page that starts or ends in the middle of one only fills whole ones.
    fn keep(&mut self, page: &Page) {
        self.revision += 1;
        let end = page.offset + page.table.height() as u64;
        let mut offset = page.offset.div_ceil(CHUNK) * CHUNK;
        while offset < end && (offset + CHUNK <= end || end == page.total) {
            let chunk = page
                .table
                .slice((offset - page.offset) as usize, CHUNK as usize);
            let chunk = (offset, Rc::new(chunk));
            // One that is here already has the same rows.
            if let Err(at) = self.find(offset) {
                self.chunks.insert(at, chunk);
            }
            offset += CHUNK;
        }
        while self.chunks.len() > KEPT {
            let far_below = self
                .chunks
                .first()
                .is_some_and(|(first, _)| page.offset.abs_diff(*first) > CHUNK * KEPT as u64 / 2);
            if far_below {
                self.chunks.remove(0);
            } else {
                self.chunks.pop();
            }
        }
    }

    /// Where the chunk that begins with that row is, or would be.
    fn find(&self, offset: u64) -> Result<usize, usize> {
        self.chunks
            .binary_search_by_key(&offset, |(first, _)| *first)
    }

    fn cell(&self, row: u64, column: usize) -> Option<Value> {
        let at = self.find(row / CHUNK * CHUNK).ok()?;
        let (_, chunk) = self.chunks.get(at)?;
        chunk.columns().get(column)?.get((row % CHUNK) as usize)
    }
}

/// A window on a table, with its size, what changed, and a CSV of all of it.
#[component]
pub(crate) fn ResultTable(props: &ResultTableProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let rows = use_state(Rows::default);
    let failure = use_state(|| None::<EngineError>);
    let scroll = use_state(|| (0.0_f64, 320.0_f64));
    let row_height = use_state(|| ROW_HEIGHT);
    // The column whose menu is open.
    let menu = use_state_eq(|| None::<String>);
    let node = use_node_ref();
    let above = use_node_ref();
    let below = use_node_ref();
    let frame = use_mut_ref(|| None::<AnimationFrame>);
    // Chunks on their way, and a number that tells answers for an older table apart.
    let asked = use_mut_ref(|| (0_u64, Vec::<u64>::new()));
    let latest = use_mut_ref(Rows::default);

    let fetch = {
        let (engine, rows, failure, asked, latest) = (
            engine.clone(),
            rows.clone(),
            failure.clone(),
            asked.clone(),
            latest.clone(),
        );
        let (program, after) = (props.program.clone(), props.after);
        Rc::new(move |offset: u64| {
            let turn = asked.borrow().0;
            if asked.borrow().1.contains(&offset) {
                return;
            }
            asked.borrow_mut().1.push(offset);
            let request = LessonRequest::Rows {
                program: (*program).clone(),
                after,
                window: Window { offset, len: CHUNK },
            };
            let answer = engine.request(request);
            let (rows, failure, asked, latest, source) = (
                rows.clone(),
                failure.clone(),
                asked.clone(),
                latest.clone(),
                (program.clone(), after),
            );
            wasm_bindgen_futures::spawn_local(async move {
                let answer = answer.await;
                if asked.borrow().0 != turn {
                    return;
                }
                asked.borrow_mut().1.retain(|other| *other != offset);
                match answer {
                    Ok((Response::Rows(page), _)) => {
                        let next = {
                            let mut latest = latest.borrow_mut();
                            if latest.source.as_ref() == Some(&source) {
                                latest.keep(&page);
                            } else {
                                let revision = latest.revision;
                                *latest = Rows::of_page(source, &page);
                                latest.revision += revision;
                            }
                            latest.clone()
                        };
                        failure.set(None);
                        rows.set(next);
                    }
                    Ok(_) => {}
                    Err(error) => failure.set(Some(error)),
                }
            });
        })
    };

    // Another table: forget what is on its way and start at the top. The old rows stay until the new ones are here.
    {
        let (rows, failure, scroll, asked, latest, fetch, node) = (
            rows.clone(),
            failure.clone(),
            scroll.clone(),
            asked.clone(),
            latest.clone(),
            fetch.clone(),
            node.clone(),
        );
        let first = props.first.clone();
        use_effect_with(
            (
                props.program.clone(),
                props.after,
                props.first.clone(),
                props.stamp,
            ),
            move |(program, after, ..)| {
                {
                    let mut asked = asked.borrow_mut();
                    asked.0 += 1;
                    asked.1.clear();
                }
                failure.set(None);
                match first {
                    Some(page) => {
                        let mut next = Rows::of_page((program.clone(), *after), &page);
                        next.revision += latest.borrow().revision;
                        *latest.borrow_mut() = next.clone();
                        rows.set(next);
                    }
                    None => fetch(0),
                }
                if let Some(element) = node.cast::<HtmlElement>() {
                    element.set_scroll_top(0);
                    scroll.set((0.0, f64::from(element.client_height()).max(100.0)));
                }
            },
        );
    }

    let viewport = Viewport {
        total: rows.total,
        row_height: *row_height,
        height: scroll.1,
        scroll_top: scroll.0,
    };
    let span = viewport.span();
    let current = rows
        .source
        .as_ref()
        .is_some_and(|(program, after)| *program == props.program && *after == props.after);

    // The engine was stopped, or opened the lesson meanwhile: ask again when it is there.
    {
        let fetch = fetch.clone();
        let is_ready = engine.state == EngineState::Ready;
        let waits = is_ready && *failure == Some(EngineError::Stopped);
        use_effect_with(waits, move |waits| {
            if *waits {
                fetch(0);
            }
        });
    }

    // Rows in sight that are not here yet.
    {
        let (rows, fetch) = (rows.clone(), fetch.clone());
        use_effect_with(
            (span.first, span.len, current, rows.revision),
            move |(first, len, current, _)| {
                if *current && rows.total > 0 {
                    for offset in chunks(*first, *len)
                        .filter(|offset| *offset < rows.total && rows.find(*offset).is_err())
                    {
                        fetch(offset);
                    }
                }
            },
        );
    }

    // As high as its pane is now, whatever changes that.
    {
        let (node, scroll) = (node.clone(), scroll.setter());
        use_effect_with((), move |()| {
            let watch = node.cast::<HtmlElement>().and_then(|element| {
                let seen = element.clone();
                let resized = Closure::<dyn FnMut()>::new(move || {
                    let height = f64::from(seen.client_height());
                    if height > 0.0 {
                        scroll.set((f64::from(seen.scroll_top()), height));
                    }
                });
                let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
                observer.observe(&element);
                Some((observer, resized))
            });
            move || {
                if let Some((observer, _)) = watch {
                    observer.disconnect();
                }
            }
        });
    }

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

    // Heights are set on the elements themselves: the page's policy forbids style attributes.
    {
        let (node, above, below, row_height) = (
            node.clone(),
            above.clone(),
            below.clone(),
            row_height.clone(),
        );
        use_effect_with(
            (span.above, span.below, span.len),
            move |(blank_above, blank_below, _)| {
                for (spacer, height) in [(above, blank_above), (below, blank_below)] {
                    if let Some(element) = spacer.cast::<HtmlElement>() {
                        // Refused only for a property that does not exist.
                        let _ = element
                            .style()
                            .set_property("height", &format!("{height}px"));
                    }
                }
                let row = node
                    .cast::<HtmlElement>()
                    .and_then(|node| node.query_selector("tbody tr.row").ok().flatten());
                if let Some(row) = row {
                    let height = row.get_bounding_client_rect().height();
                    if height > 8.0 && (height - *row_height).abs() > 0.5 {
                        row_height.set(height);
                    }
                }
            },
        );
    }

    let onscroll = {
        let (node, scroll, frame) = (node.clone(), scroll.clone(), frame.clone());
        let shown = (span, *row_height);
        Callback::from(move |_: Event| {
            let (node, scroll) = (node.clone(), scroll.clone());
            // One look a frame is enough.
            *frame.borrow_mut() = Some(gloo::render::request_animation_frame(move |_| {
                if let Some(element) = node.cast::<HtmlElement>() {
                    let (top, height) = (
                        f64::from(element.scroll_top()),
                        f64::from(element.client_height()),
                    );
                    if leaves(shown.0, shown.1, top, height) {
                        scroll.set((top, height));
                    }
                }
            }));
        })
    };

    let label_id = format!("{}-label", props.id);
    let columns = rows.schema.len();
    let name = name_column(&rows.schema);
    let open = menu
        .as_ref()
        .and_then(|name| rows.schema.iter().find(|field| field.name == *name));
    let open = open.cloned();
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
    // Texts of the cells in view, with the decimals of each column.
    let shown: Vec<u64> = (span.first..span.first + span.len).collect();
    let places: Vec<usize> = rows
        .schema
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let floats = (field.dtype == Dtype::Float).then_some(&shown);
            let cells = floats
                .into_iter()
                .flatten()
                .filter_map(|row| rows.cell(*row, at));
            cells
                .map(|cell| decimals(&value_in(&words, &field.name, &cell)))
                .max()
                .unwrap_or_default()
        })
        .collect();
    html! {
        <div class="result">
            <div class="result-bar">
                <p class="result-size" id={label_id.clone()}>
                    <strong>{ &props.label }</strong>
                    if rows.source.is_some() {
                        <span class="result-count">{ words.t_with("bench-size", &[("rows", rows.total.into()), ("columns", columns.into())]) }</span>
                        if let Some(before) = props.rows_before.filter(|before| current && *before != rows.total) {
                            <span class="result-change">{ words.t_with("bench-rows-change", &[("before", before.into()), ("after", rows.total.into())]) }</span>
                        }
                    }
                </p>
                if rows.total > 0 {
                    <CsvButton program={props.program.clone()} after={props.after} file={props.file.clone()} />
                }
            </div>
            if let (Some(heads), Some(field)) = (&props.heads, &open) {
                <HeadMenu key={field.name.clone()} id={format!("{}-menu", props.id)} field={field.clone()} heads={heads.clone()} on_close={close} />
            }
            if let Some(error) = failure.as_ref().filter(|error| **error != EngineError::Stopped) {
                <p class="run-failure" role="status">
                    { refusal(&words, error) }
                    <button type="button" class="button-quiet" onclick={
                        let offset = span.first / CHUNK * CHUNK;
                        Callback::from(move |_: MouseEvent| fetch(offset))
                    }>{ words.t("bench-run-again") }</button>
                </p>
            }
            <div class={classes!("result-box", (!current).then_some("result-stale"))} ref={node} {onscroll} tabindex="0" role="group" aria-labelledby={label_id.clone()}>
                if columns > 0 {
                    <table class="result-table" aria-labelledby={label_id} aria-rowcount={(rows.total + 1).to_string()} aria-colcount={columns.to_string()}>
                        <thead>
                            <tr aria-rowindex="1">
                                { for rows.schema.iter().enumerate().map(|(at, field)| header(&words, field, at == name, props, &menu)) }
                            </tr>
                        </thead>
                        <tbody>
                            <tr class="spacer" aria-hidden="true"><td ref={above} colspan={columns.to_string()}></td></tr>
                            { for (span.first..span.first + span.len).map(|row| draw_row(&words, &rows, row, (name, &places), props)) }
                            <tr class="spacer" aria-hidden="true"><td ref={below} colspan={columns.to_string()}></td></tr>
                        </tbody>
                    </table>
                    if rows.total == 0 {
                        <p class="result-empty">{ words.t("bench-no-rows") }</p>
                    }
                }
            </div>
        </div>
    }
}

/// Scrolls a table's box sideways, and nothing else, so that a column is seen beside the one that stays.
fn reveal(node: &HtmlElement, column: usize) {
    let header = |selector: &str| {
        let header = node.query_selector(selector).ok().flatten()?;
        Some(header.get_bounding_client_rect())
    };
    let Some(column) = header(&format!("thead th:nth-child({})", column + 1)) else {
        return;
    };
    let view = node.get_bounding_client_rect();
    let start = header("thead th.row-name").map_or(view.left(), |name| {
        view.left()
            + if name.left() < column.left() {
                name.width()
            } else {
                0.0
            }
    });
    let by = if column.right() > view.right() {
        (column.right() - view.right() + 4.0).min(column.left() - start)
    } else if column.left() < start {
        column.left() - start
    } else {
        return;
    };
    node.set_scroll_left(node.scroll_left() + by.round() as i32);
}

/// The column that names the rows: it stays in view and is read out as their header. Codes name nothing to people, so it is the
/// first column of text that is none; else the first column.
fn name_column(schema: &[Field]) -> usize {
    let is_name = |field: &Field| field.dtype == Dtype::Text && !field.name.ends_with("コード");
    schema.iter().position(is_name).unwrap_or_default()
}

/// Whether the box scrolled so far that other rows have to be drawn.
fn leaves(drawn: Span, row_height: f64, top: f64, height: f64) -> bool {
    let (start, end) = (drawn.above, drawn.above + drawn.len as f64 * row_height);
    let margin = 3.0 * row_height;
    (drawn.above > 0.0 && top < start + margin)
        || (drawn.below > 0.0 && top + height > end - margin)
}

/// The sentence for a table that could not be had.
fn refusal(words: &Words, error: &EngineError) -> String {
    match error {
        EngineError::Failed(failure) => failure_sentence(words, failure),
        other => other.message(words),
    }
}

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

fn header(
    words: &Words,
    field: &Field,
    is_name: bool,
    props: &ResultTableProps,
    menu: &UseStateHandle<Option<String>>,
) -> Html {
    let info = props.columns.iter().find(|info| info.name == field.name);
    let unit = info
        .map(|info| info.unit.clone())
        // «年（年）», «世帯数（世帯）» say nothing new.
        .filter(|unit| !unit.is_empty() && !field.name.contains(unit.as_str()));
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

fn draw_row(
    words: &Words,
    rows: &Rows,
    row: u64,
    (name, places): (usize, &[usize]),
    props: &ResultTableProps,
) -> Html {
    html! {
        <tr class="row" key={row.to_string()} aria-rowindex={(row + 2).to_string()}>
            { for rows.schema.iter().enumerate().map(|(at, field)| {
                let changed = props.changed.contains(&field.name).then_some("changed");
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

/// Properties of [`CsvButton`].
#[derive(Clone, PartialEq, Properties)]
struct CsvButtonProps {
    program: Rc<Program>,
    after: Option<u32>,
    file: AttrValue,
}

/// Saves the whole table as CSV.
#[component]
fn CsvButton(props: &CsvButtonProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    // Whether it is being made, and what came in between: in words, and in the browser's own.
    let state = use_state(|| (false, None::<(String, String)>));
    let onclick = {
        let (state, props, words) = (state.clone(), props.clone(), words.clone());
        Callback::from(move |_: MouseEvent| {
            if state.0 {
                return;
            }
            state.set((true, None));
            let answer = engine.request(LessonRequest::ToCsv {
                program: up_to(&props.program, props.after),
            });
            let (state, file, words) = (state.clone(), props.file.clone(), words.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match answer.await {
                    Ok((response, Some(bytes))) => {
                        let name = if file.is_empty() {
                            "table"
                        } else {
                            file.as_str()
                        };
                        let saved = browser::save_file(&bytes, "text/csv", &format!("{name}.csv"));
                        let told = match (saved, response) {
                            (Err(why), _) => Some((words.t("work-save-failed"), why)),
                            (Ok(()), Response::Csv { guarded: 1.. }) => {
                                Some((words.t("bench-csv-guarded"), String::new()))
                            }
                            _ => None,
                        };
                        state.set((false, told));
                    }
                    Ok(_) => state.set((false, None)),
                    Err(error) => {
                        state.set((false, Some((refusal(&words, &error), String::new()))));
                    }
                }
            });
        })
    };
    html! {
        <span class="csv">
            <button type="button" class="button-quiet" {onclick} aria-disabled={state.0.then_some("true")}>{ words.t("bench-csv") }</button>
            if let Some((message, why)) = &state.1 {
                <span role="status">{ message }{ detail(why, &words) }</span>
            }
        </span>
    }
}

/// The program up to that step.
fn up_to(program: &Program, after: Option<u32>) -> Program {
    match (program, after) {
        (Program::Steps(steps), Some(after)) => {
            Program::Steps(steps.iter().take(after as usize + 1).cloned().collect())
        }
        (program, _) => program.clone(),
    }
}

#[cfg(test)]
mod tests {
    use table::{Column, Values};

    use super::*;

    fn page(offset: u64, len: u64, total: u64) -> Page {
        let cells = (offset..offset + len).map(|row| Some(row as i64)).collect();
        Page {
            table: Table::new(vec![Column::new("n", Values::Int(cells))]).unwrap(),
            offset,
            total,
        }
    }

    #[test]
    fn pages_become_chunks() {
        let source = (Rc::new(Program::default()), None);
        let mut rows = Rows::of_page(source.clone(), &page(0, 230, 230));
        assert_eq!(
            rows.chunks
                .iter()
                .map(|(first, _)| *first)
                .collect::<Vec<_>>(),
            [0, 100, 200]
        );
        assert_eq!(rows.cell(229, 0), Some(Value::Int(229)));
        rows = Rows::of_page(source, &page(0, 50, 1000));
        assert!(rows.chunks.is_empty(), "half a chunk is asked for again");
        rows.keep(&page(900, 100, 1000));
        assert_eq!(rows.cell(950, 0), Some(Value::Int(950)));
        assert_eq!(rows.cell(0, 0), None);
    }

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

    #[test]
    fn far_chunks_are_let_go() {
        let mut rows = Rows::of_page((Rc::new(Program::default()), None), &page(0, 100, 100_000));
        for chunk in 1..200 {
            rows.keep(&page(chunk * 100, 100, 100_000));
        }
        assert_eq!(rows.chunks.len(), KEPT);
        assert!(rows.cell(19_950, 0).is_some() && rows.cell(0, 0).is_none());
        for chunk in (0..60).rev() {
            rows.keep(&page(chunk * 100, 100, 100_000));
        }
        assert!(rows.cell(0, 0).is_some());
    }

    #[test]
    fn programs_end_at_the_step_that_is_looked_at() {
        let program = Program::of_steps([spec::Step::Head { n: 1 }, spec::Step::Tail { n: 2 }]);
        assert_eq!(
            up_to(&program, Some(0)),
            Program::of_steps([spec::Step::Head { n: 1 }])
        );
        assert_eq!(up_to(&program, None), program);
    }
}
