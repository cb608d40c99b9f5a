//! `chart`: pick what goes where and see it at once, in a drawing, in words and as a table.

mod canvas;
mod figure;
mod form;
mod record;
mod words;

use std::cell::Cell;
use std::rc::Rc;

use chart::{ChartData, ChartError, prepare_with};
use protocol::{LessonRequest, Response, Window};
use spec::author::template::CHART_TASK;
use spec::exercise::ChartExercise;
use spec::maps::Maps;
use spec::module::ColumnInfo;
use spec::{Answer, ChartFit, ChartKind, ChartSpec, ChartStack, ExerciseId, Module, Program, Step};
use table::Table;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::figure::ChartFigure;
use self::form::ChartForm;
pub(super) use self::record::record;
use super::card::{Blank, Card};
use super::record::Offer;
use super::result_table::ResultTable;
use super::table::units::{columns_after, unit_of};
use super::template::{About, hints};
use crate::assets::Assets;
use crate::components::trouble::fetch_trouble;
use crate::fetched::{Fetched, Shared};
use crate::hooks::{Words, use_drawing, use_engine, use_locale, use_settings};
use crate::shell::{self, FetchError};
use crate::state::engine::{EngineError, EngineState};

/// Whether an answer to another question means the same here.
pub(super) const TRAVELS: bool = true;

/// What the recorder offers.
pub(super) const OFFER: Offer = Offer::BLOCKS;

/// Picks and the chart that comes of them.
pub(super) fn bench(exercise: &ChartExercise, draft: &ChartSpec, card: &Card<'_>) -> Html {
    let units = units(draft, |column| {
        unit_of(column, &exercise.steps, &card.module.data)
    });
    let drawn = Drawn::Exercise(card.exercise.id.clone());
    let beside = (
        Rc::new(Program::of_steps(exercise.steps.iter().cloned())),
        columns_after(&exercise.steps, &card.module.data, &[]),
    );
    html! {
        <ChartBench id={card.exercise.id.0.clone()} {drawn} {beside} source={source(card.module, &exercise.steps)} draft={draft.clone()} {units}
            on_draft={card.on_change.reform(|draft| (Answer::Chart(draft), "chart".to_owned()))} />
    }
}

/// Picks and the chart of a table that the learner made.
pub(super) fn of_program(
    program: Program,
    draft: &ChartSpec,
    module: &Module,
    on_draft: Callback<ChartSpec>,
) -> Html {
    // What a query reads is not followed: it may be any of the tables.
    let steps: Vec<Step> = match &program {
        Program::Steps(steps) => {
            let steps = steps.iter().filter(|entry| entry.enabled);
            steps.map(|entry| entry.step.clone()).collect()
        }
        Program::Sql(_) => {
            let tables = module.data.iter().map(|data| data.name.clone());
            tables.map(|table| Step::From { table }).collect()
        }
    };
    let units = units(draft, |column| match &program {
        Program::Steps(_) => unit_of(column, &steps, &module.data),
        Program::Sql(_) => String::new(),
    });
    let drawn = Drawn::Program(Rc::new(program));
    html! { <ChartBench id="chart" {drawn} beside={None} source={source(module, &steps)} draft={draft.clone()} {units} {on_draft} /> }
}

/// Units of x and of the values in the table; empty where they have none or it is not certain.
fn units(draft: &ChartSpec, of: impl Fn(&str) -> String) -> (AttrValue, AttrValue) {
    let values = if draft.kind.is_some_and(ChartKind::needs_color) {
        &draft.color
    } else {
        &draft.y
    };
    (of(&draft.x).into(), of(values).into())
}

/// What is still open is found when it is graded.
pub(super) fn blank(_: &ChartExercise, _: &ChartSpec) -> Option<Blank> {
    None
}

/// What is still to be done.
pub(super) fn blank_words(_: &ChartSpec, blank: &Blank, words: &Words) -> String {
    let id = format!("bench-incomplete-chart-{}", blank.field);
    words.t(if words.has(&id) {
        &id
    } else {
        "bench-incomplete-chart"
    })
}

/// An answer in short.
pub(super) fn summary(chart: &ChartSpec, _: Option<&ChartExercise>, _: &Words) -> Html {
    html! { <p>{ format!("{} × {} {}", chart.x, chart.y, chart.title) }</p> }
}

/// What the author picked.
pub(super) fn way(exercise: &ChartExercise, _: &ChartSpec, words: &Words) -> Html {
    let chart = &exercise.solution;
    let kind = chart
        .kind
        .map(|kind| words.t(&format!("part-value-{}", kind.slug())))
        .unwrap_or_default();
    let sort = if chart.kind.is_some_and(ChartKind::has_sort) {
        words.t(&format!("part-value-{}", chart.sort.slug()))
    } else {
        String::new()
    };
    let has = |part: fn(ChartKind) -> bool| chart.kind.is_some_and(part);
    let stack = if has(ChartKind::has_stack) && chart.stack != ChartStack::None {
        words.t(&format!("part-value-stack-{}", chart.stack.slug()))
    } else {
        String::new()
    };
    let fit = if has(ChartKind::has_fit) && chart.fit != ChartFit::None {
        words.t(&format!("part-value-fit-{}", chart.fit.slug()))
    } else {
        String::new()
    };
    let named = |name: String, value: &str| {
        if value.is_empty() {
            html! {}
        } else {
            html! { <><dt>{ name }</dt><dd>{ value.to_owned() }</dd></> }
        }
    };
    let line = |id: &str, value: &str| named(words.t(id), value);
    html! {
        <dl class="chart-way">
            { line("part-kind", &kind) }
            { named(words::field("x", chart.kind, words), &chart.x) }
            { named(words::field("y", chart.kind, words), &chart.y) }
            { line("part-color", &chart.color) }
            { line("part-sort", &sort) }
            { line("part-stack", &stack) }
            { line("part-fit", &fit) }
            { line("part-facet", &chart.facet) }
            { line("part-title", &chart.title) }
            { line("part-unit", &chart.unit) }
        </dl>
    }
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    format!(
        "{}{CHART_TASK}\n\n```steps\nfrom {}\nhead 10\n```\n\n{}\n",
        about.head("グラフにする"),
        about.in_steps(),
        hints(),
    )
}

/// Properties of [`ChartBench`].
#[derive(Clone, PartialEq, Properties)]
struct ChartBenchProps {
    /// Prefix of element ids, unique in the page.
    id: AttrValue,
    /// Whose table it is.
    drawn: Drawn,
    /// What makes the table, and what its columns are, where it stands nowhere else.
    beside: Option<(Rc<Program>, Rc<Vec<ColumnInfo>>)>,
    /// Where the table comes from.
    source: AttrValue,
    /// What is picked so far.
    draft: ChartSpec,
    /// Units of the column on x and of the values in the table.
    units: (AttrValue, AttrValue),
    /// At every change of it.
    on_draft: Callback<ChartSpec>,
}

/// Whose table is drawn.
#[derive(Clone, Debug, PartialEq)]
enum Drawn {
    /// That of an exercise's own steps.
    Exercise(ExerciseId),
    /// That of a program, as far as one reply carries it.
    Program(Rc<Program>),
}

impl Drawn {
    fn request(&self) -> LessonRequest {
        match self {
            Self::Exercise(exercise) => LessonRequest::ChartData {
                exercise: exercise.clone(),
            },
            Self::Program(program) => LessonRequest::Rows {
                program: (**program).clone(),
                after: None,
                window: Window {
                    offset: 0,
                    len: Window::MAX,
                },
            },
        }
    }
}

/// The table to draw.
#[derive(Clone, PartialEq)]
enum Loaded {
    Waiting,
    Here(Rc<Table>),
    /// It has so many rows, more than a chart of one's own table may.
    TooLong(u64),
    Failed(EngineError),
}

/// Picks, and the chart beside or under them.
#[component]
fn ChartBench(props: &ChartBenchProps) -> Html {
    use_drawing(&props.id);
    let words = use_locale();
    let (loaded, retry) = use_chart_table(&props.drawn);
    let table = match &loaded {
        Loaded::Here(table) => Some(Rc::clone(table)),
        Loaded::Waiting | Loaded::TooLong(_) | Loaded::Failed(_) => None,
    };
    let (outlines, fetch_again) = use_maps(props.draft.kind == Some(ChartKind::Map));
    let settings = use_settings();
    // Nobody is told that a town is theirs before they said so.
    let own = if settings.town_picked {
        settings.town
    } else {
        AttrValue::default()
    };
    let prepared: Option<Result<Rc<ChartData>, ChartError>> = (*use_memo(
        (
            props.draft.clone(),
            table.clone(),
            own,
            props.units.clone(),
            outlines.clone(),
        ),
        |(spec, table, own, units, outlines)| {
            let maps = match outlines {
                Fetched::Here(maps) => Some(&*maps.0),
                Fetched::Waiting | Fetched::Failed(_) => None,
            };
            table.as_ref().map(|table| -> Result<_, ChartError> {
                let mut data = prepare_with(spec, table, maps)?;
                data.own = own.to_string();
                data.x_unit = units.0.to_string();
                data.table_unit = units.1.to_string();
                Ok(Rc::new(data))
            })
        },
    ))
    .clone();
    let id = format!("{}-chart", props.id);

    // What she asked to see; before that, the chart as soon as there is one.
    let look = use_state_eq(|| None::<Look>);
    let is_drawn = matches!(prepared, Some(Ok(_)));
    let seen = look.unwrap_or(if is_drawn { Look::Chart } else { Look::Table });
    let below = match (&loaded, prepared) {
        (Loaded::Failed(error), _) => html! {
            <div class="chart-next" role="status">
                <p>{ error.message(&words) }</p>
                <button type="button" class="button-quiet" onclick={retry.reform(|_| ())}>{ words.t("chart-retry") }</button>
            </div>
        },
        (Loaded::TooLong(rows), _) => {
            let rows = [("rows", (*rows).into()), ("most", Window::MAX.into())];
            html! { <p class="chart-next" role="status">{ words.t_with("free-chart-many", &rows) }</p> }
        }
        (Loaded::Waiting, _) | (_, None) => {
            html! { <p class="chart-next" role="status">{ words.t("chart-waiting") }</p> }
        }
        (_, Some(Err(ChartError::NoMap))) => match &outlines {
            Fetched::Failed(error) => {
                fetch_trouble("chart-map-failed", error, &fetch_again, &words)
            }
            Fetched::Waiting | Fetched::Here(_) => {
                html! { <p class="chart-next" role="status">{ words.t("chart-map-waiting") }</p> }
            }
        },
        (_, Some(Err(error))) => {
            html! { <p class="chart-next" role="status">{ words::next(&error, props.draft.kind, &words) }</p> }
        }
        (_, Some(Ok(data))) => {
            html! { <ChartFigure id={id.clone()} {data} source={props.source.clone()} /> }
        }
    };
    html! {
        <>
        <div class="bench-tools">
            <ChartForm {id} spec={props.draft.clone()} {table} on_change={props.on_draft.clone()} />
        </div>
        <div class="bench-pane">
            if let Some((program, columns)) = &props.beside {
                { tabs(seen, &look, &words) }
                if seen == Look::Chart {
                    <div class="chart-pane">{ below }</div>
                } else {
                    if !is_drawn { { below } }
                    <ResultTable id={format!("{}-table", props.id)} label={words.t("chart-tab-table")} {program} {columns} file={props.id.clone()} />
                }
            } else {
                <div class="chart-pane">{ below }</div>
            }
        </div>
        </>
    }
}

/// What stands beside the picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Chart,
    /// The table that is drawn.
    Table,
}

fn tabs(seen: Look, look: &UseStateHandle<Option<Look>>, words: &Words) -> Html {
    let tab = |to: Look, id: &str| {
        let look = look.clone();
        let onclick = Callback::from(move |_: MouseEvent| look.set(Some(to)));
        html! { <button type="button" class="tab" aria-pressed={(seen == to).to_string()} {onclick}>{ words.t(id) }</button> }
    };
    html! {
        <div class="tabs" role="group" aria-label={words.t("bench-tabs")}>
            { tab(Look::Chart, "chart-tab") }
            { tab(Look::Table, "chart-tab-table") }
        </div>
    }
}

/// The table, asked for whenever the engine comes to be ready (again): after a change of town it may
/// be another one.
#[hook]
fn use_chart_table(drawn: &Drawn) -> (Loaded, Callback<()>) {
    let engine = use_engine();
    let settings = use_settings();
    let loaded = use_state(|| Loaded::Waiting);
    let round = use_state(|| 0_u32);
    let ready = engine.state == EngineState::Ready;
    {
        let (engine, loaded) = (engine.clone(), loaded.clone());
        let dependencies = (drawn.clone(), settings.town.clone(), ready, *round);
        use_effect_with(dependencies, move |(drawn, _, ready, _)| {
            let wanted = Rc::new(Cell::new(true));
            if *ready {
                let answer = engine.request(drawn.request());
                let wanted = Rc::clone(&wanted);
                spawn_local(async move {
                    let answer = answer.await;
                    if !wanted.get() {
                        return;
                    }
                    match answer {
                        Ok((Response::ChartData(table), _)) => {
                            loaded.set(Loaded::Here(Rc::new(table)))
                        }
                        Ok((Response::Rows(page), _)) => loaded.set(if page.total > Window::MAX {
                            Loaded::TooLong(page.total)
                        } else {
                            Loaded::Here(Rc::new(page.table))
                        }),
                        Ok(_) => loaded.set(Loaded::Failed(EngineError::Unavailable)),
                        // Another lesson was opened: the engine comes back, and then this asks again.
                        Err(EngineError::Stopped) => {}
                        Err(error) => loaded.set(Loaded::Failed(error)),
                    }
                });
            }
            move || wanted.set(false)
        });
    }
    let broken = matches!(engine.state, EngineState::Failed(_));
    let retry = {
        let loaded = loaded.clone();
        Callback::from(move |()| {
            if broken {
                engine.retry();
            }
            loaded.set(Loaded::Waiting);
            round.set(*round + 1);
        })
    };
    match &*loaded {
        Loaded::Waiting if broken => (Loaded::Failed(EngineError::Unavailable), retry),
        loaded => (loaded.clone(), retry),
    }
}

/// Outlines of places, fetched once a map is to be drawn; the callback tries again after a failure.
#[hook]
fn use_maps(wanted: bool) -> (Fetched<Maps>, Callback<()>) {
    let maps = use_state(|| Fetched::Waiting);
    let attempt = use_state(|| 0_u32);
    {
        // What is here stays.
        let missing = wanted && !matches!(*maps, Fetched::Here(_));
        let maps = maps.setter();
        use_effect_with((missing, *attempt), move |(missing, _)| {
            if *missing {
                maps.set(Fetched::Waiting);
                spawn_local(async move {
                    let read = |bytes: Vec<u8>| {
                        postcard::from_bytes::<Maps>(&bytes).map_err(|error| error.to_string())
                    };
                    let fetched: Result<Maps, FetchError> =
                        shell::fetch_read(&Assets::read().maps, read).await;
                    maps.set(match fetched {
                        Ok(fetched) => Fetched::Here(Shared(Rc::new(fetched))),
                        Err(error) => Fetched::Failed(error),
                    });
                });
            }
        });
    }
    let retry = Callback::from(move |()| attempt.set(attempt.wrapping_add(1)));
    ((*maps).clone(), retry)
}

/// 出典 of the tables that these steps read.
fn source(module: &Module, steps: &[Step]) -> AttrValue {
    let names = steps.iter().filter_map(|step| match step {
        Step::From { table } | Step::Join { table, .. } | Step::Union { table } => {
            Some(table.as_str())
        }
        _ => None,
    });
    let mut lines: Vec<&str> = Vec::new();
    for line in names
        .filter_map(|name| module.data.iter().find(|data| data.name == name))
        .map(|data| data.attribution.as_str())
    {
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join(" / ").into()
}
