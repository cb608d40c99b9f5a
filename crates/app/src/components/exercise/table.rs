//! The bench of a `table` exercise: a list of steps in words, or SQL, and the table that comes of it.

pub(crate) mod aggregate;
mod fields;
mod formula;
pub(crate) mod head;
pub(crate) mod list;
mod predicate;
mod record;
mod run;
pub(crate) mod say;
pub(crate) mod sources;
mod sql;
mod sql_bench;
mod sql_editor;
pub(crate) mod steps_sql;
mod units;
mod values;
mod way;

use std::cell::RefCell;
use std::rc::Rc;

use protocol::{RunNote, StepOutcome, StepReport};
use spec::author::template::TABLE_TASK;
use spec::exercise::{TableExercise, TableMode};
use spec::module::{ColumnInfo, DataSource};
use spec::{Answer, Mode, Module, Program, Step, StepEntry, TableAnswer};
use table::Field;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

use self::fields::StepFields;
use self::head::Heads;
pub(super) use self::record::record;
use self::run::{Phase, Run, use_run};
use self::sources::Sources;
use self::sql_bench::SqlBench;
use self::steps_sql::StepsSql;
use self::units::columns_after;
pub(super) use self::way::way;
use super::checklist::doubted;
use super::record::Offer;
use super::result_table::ResultTable;
use super::tables::{Look, source_table, tabs};
use super::template::{About, hints};
use super::words::{failure_detail, failure_sentence};
use super::{Blank, Card};
use crate::browser;
use crate::hooks::{Words, use_drawing, use_engine, use_locale, use_root, use_settings};
use crate::ids;
use crate::state::engine::{EngineError, EngineState};

/// Whether an answer to another question means the same here.
pub(super) const TRAVELS: bool = true;

/// What the recorder offers.
pub(super) const OFFER: Offer = Offer::BLOCKS;

/// Steps or SQL, and the table that comes of them.
pub(super) fn bench(exercise: &TableExercise, answer: &TableAnswer, card: &Card<'_>) -> Html {
    html! {
        <TableBench id={card.id.clone()} module={Rc::clone(card.module)} exercise={exercise.clone()} answer={answer.clone()} lit={Rc::clone(card.lit)} jump={card.jump} settled={card.settled} doubted={card.feedback.map(doubted).unwrap_or_default()} on_check={card.on_check.clone()}
            on_change={card.on_change.reform(|(answer, field)| (Answer::Table(answer), field))} />
    }
}

/// The first step that has to be filled in, or everything.
pub(super) fn blank(_: &TableExercise, answer: &TableAnswer) -> Option<Blank> {
    match answer.mode {
        Mode::Steps if !answer.steps.is_empty() => {
            let (at, field) = list::first_missing(&answer.steps)?;
            Some(Blank {
                step: Some(at),
                field: field.to_owned(),
            })
        }
        Mode::Steps => Some(Blank::default()),
        Mode::Sql => answer.sql.trim().is_empty().then(Blank::default),
    }
}

/// What is still to be done.
pub(super) fn blank_words(answer: &TableAnswer, blank: &Blank, words: &Words) -> String {
    if answer.mode == Mode::Sql {
        return words.t("bench-incomplete-sql");
    }
    let entry = blank.step.and_then(|at| Some((at, answer.steps.get(at)?)));
    match entry {
        Some((at, entry)) => words.t_with(
            "bench-incomplete-step",
            &[
                ("number", (at + 1).into()),
                ("verb", say::verb(words, entry.step.verb()).into()),
                (
                    "what",
                    words.t(&missing_id(entry.step.verb(), &blank.field)).into(),
                ),
            ],
        ),
        None => words.t("bench-incomplete-steps"),
    }
}

/// An answer in short.
pub(super) fn summary(answer: &TableAnswer, _: Option<&TableExercise>, words: &Words) -> Html {
    match answer.mode {
        Mode::Steps => html! {
            <ol>{ for answer.steps.iter().map(|entry| html! { <li>{ format!("{} {}", say::verb(words, entry.step.verb()), say::detail(words, &entry.step)) }</li> }) }</ol>
        },
        Mode::Sql => html! { <pre class="sql"><code>{ &answer.sql }</code></pre> },
    }
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    format!(
        "{}「{}」{TABLE_TASK}\n\n```steps starter\nfrom {}\n```\n\n{}\n",
        about.head("表を作る"),
        about.table,
        about.in_steps(),
        hints(),
    )
}

/// Properties of [`TableBench`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TableBenchProps {
    /// Prefix of element ids, unique in the page.
    pub(crate) id: AttrValue,
    /// The lesson.
    pub(crate) module: Rc<Module>,
    /// What is asked.
    pub(crate) exercise: TableExercise,
    /// What stands there.
    pub(crate) answer: TableAnswer,
    /// When something changed, with the name of the text field that changed it.
    pub(crate) on_change: Callback<(TableAnswer, String)>,
    /// Columns whose headers are lit.
    pub(crate) lit: Rc<Vec<String>>,
    /// A step to open, and a number that is another one at each wish.
    pub(crate) jump: Option<(usize, u32)>,
    /// Columns that the last check found wrong.
    #[prop_or_default]
    pub(crate) doubted: Vec<String>,
    /// Another number whenever an answer was checked: then its own table is shown.
    pub(crate) settled: u32,
    /// Wishes to check (Ctrl+Enter in the step list).
    pub(crate) on_check: Callback<()>,
}

/// The bench of a `table` exercise.
#[component]
pub(crate) fn TableBench(props: &TableBenchProps) -> Html {
    use_drawing(&props.id);
    let words = use_locale();
    let engine = use_engine();
    let settings = use_settings();
    let root = use_root();
    let TableBenchProps {
        id,
        module,
        exercise,
        answer,
        on_change,
        lit,
        jump,
        ..
    } = props;
    let open = use_state(|| None::<usize>);
    let adding = use_state(|| None::<usize>);
    let look = use_state_eq(|| Look::Own);
    let pause = use_mut_ref(|| 0_u32);
    let notice = use_state(String::new);
    let focus = use_mut_ref(|| None::<String>);
    let sql_run = use_state(|| None::<Rc<Program>>);
    let columns = use_memo(module.clone(), |module| known_columns(&module.data));

    let mode = match exercise.mode {
        TableMode::Both => answer.mode,
        TableMode::Steps => Mode::Steps,
        TableMode::Sql => Mode::Sql,
    };
    let wanted = use_memo((mode, answer.steps.clone()), |(mode, steps)| {
        (*mode == Mode::Steps && !steps.is_empty()).then(|| Rc::new(Program::Steps(steps.clone())))
    });
    let wanted = match mode {
        Mode::Steps => (*wanted).clone(),
        Mode::Sql => (*sql_run).clone(),
    };
    let run = use_run(
        &engine,
        wanted.clone(),
        settings.town.clone(),
        *pause.borrow(),
    );

    // The element that a change wants to be in focus is there only after drawing.
    {
        let focus = focus.clone();
        use_effect(move || {
            if let Some(id) = focus.borrow_mut().take()
                && let Some(element) = root.by_id(&id)
            {
                // A step's body stands for its first field.
                let field = element
                    .query_selector(":scope > .step-fields :is(select, input, textarea)")
                    .ok()
                    .flatten()
                    .unwrap_or(element);
                browser::focus(field);
            }
        });
    }
    {
        let (open, look, focus, id) = (open.clone(), look.clone(), focus.clone(), id.clone());
        use_effect_with(*jump, move |jump| {
            if let Some((at, _)) = *jump {
                open.set(Some(at));
                look.set(Look::Own);
                *focus.borrow_mut() = Some(format!("{id}-step-{at}"));
            }
        });
    }
    let tools = use_node_ref();
    {
        // An open step and an open menu are seen whole, as far as there is room.
        let tools = tools.clone();
        use_effect_with((*open, *adding, answer.steps.len()), move |_| {
            let watch = tools.cast::<HtmlElement>().and_then(|tools| {
                let selector = ".step-open, .add-menu";
                let element = tools.query_selector(selector).ok().flatten()?;
                let seen = element.clone();
                // Its fields come with what the engine says: it grows.
                let grown = Closure::<dyn FnMut()>::new(move || {
                    browser::show_within(&tools, &seen);
                });
                let observer = ResizeObserver::new(grown.as_ref().unchecked_ref()).ok()?;
                observer.observe(&element);
                Some((observer, grown))
            });
            move || {
                if let Some((observer, _)) = watch {
                    observer.disconnect();
                }
            }
        });
    }
    {
        // What was checked is what is to be seen.
        let (open, adding, look) = (open.clone(), adding.clone(), look.setter());
        use_effect_with(props.settled, move |settled| {
            if *settled > 0 {
                open.set(None);
                adding.set(None);
                look.set(Look::Own);
            }
        });
    }
    {
        let look = look.setter();
        use_effect_with(lit.clone(), move |lit| {
            if !lit.is_empty() {
                look.set(Look::Columns);
            }
        });
    }

    let change = {
        let (answer, on_change) = (answer.clone(), on_change.clone());
        Rc::new(move |steps: Vec<StepEntry>, field: String| {
            // A choice is run at once; who types is given a moment.
            *pause.borrow_mut() = if field.is_empty() { 0 } else { TYPING };
            on_change.emit((
                TableAnswer {
                    mode: Mode::Steps,
                    steps,
                    ..answer.clone()
                },
                field,
            ));
        })
    };

    let on_mode = |mode: Mode| {
        let (answer, on_change, look) = (answer.clone(), on_change.clone(), look.clone());
        Callback::from(move |_: MouseEvent| {
            look.set(Look::Own);
            on_change.emit((
                TableAnswer {
                    mode,
                    ..answer.clone()
                },
                String::new(),
            ));
        })
    };

    let on_open = {
        let (open, look, adding) = (open.clone(), look.clone(), adding.clone());
        Callback::from(move |at: usize| {
            adding.set(None);
            look.set(Look::Own);
            open.set((*open != Some(at)).then_some(at));
        })
    };

    let on_act = {
        let (open, adding, notice, focus, change) = (
            open.clone(),
            adding.clone(),
            notice.clone(),
            focus.clone(),
            change.clone(),
        );
        let (steps, words, id) = (answer.steps.clone(), words.clone(), id.clone());
        Callback::from(move |(at, act): (usize, Act)| {
            let mut steps = steps.clone();
            match act {
                Act::Shift(by) => {
                    let to = list::shift(&mut steps, at, by);
                    if to != at {
                        if *open == Some(at) {
                            open.set(Some(to));
                        }
                        *focus.borrow_mut() = Some(format!("{id}-step-{to}"));
                        notice.set(words.t_with("bench-moved", &[("number", (to + 1).into())]));
                        change(steps, String::new());
                    }
                }
                Act::Remove => {
                    let Some(entry) = steps.get(at) else { return };
                    notice.set(words.t_with(
                        "bench-removed",
                        &[("verb", say::verb(&words, entry.step.verb()).into())],
                    ));
                    list::remove(&mut steps, at);
                    open.set(None);
                    *focus.borrow_mut() = Some(if steps.is_empty() {
                        format!("{id}-add")
                    } else {
                        format!("{id}-step-{}", at.min(steps.len() - 1))
                    });
                    change(steps, String::new());
                }
                Act::Toggle => {
                    if let Some(entry) = steps.get_mut(at) {
                        entry.enabled = !entry.enabled;
                    }
                    change(steps, String::new());
                }
                Act::AddAt(place) => adding.set(Some(place)),
                Act::Edit(step, field) => {
                    list::edit(&mut steps, at, step);
                    change(
                        steps,
                        if field.is_empty() {
                            field
                        } else {
                            format!("{at}-{field}")
                        },
                    );
                }
            }
        })
    };

    let on_add = {
        let (open, look, adding, focus, change) = (
            open.clone(),
            look.clone(),
            adding.clone(),
            focus.clone(),
            change.clone(),
        );
        let (steps, id) = (answer.steps.clone(), id.clone());
        Callback::from(move |(at, step): (usize, Step)| {
            let mut steps = steps.clone();
            let needs_fields = list::missing(&step).is_some();
            let at = list::insert(&mut steps, at, step);
            adding.set(None);
            look.set(Look::Own);
            if needs_fields {
                open.set(Some(at));
                *focus.borrow_mut() = Some(format!("{id}-step-{at}-body"));
            } else {
                *focus.borrow_mut() = Some(format!("{id}-add"));
            }
            change(steps, String::new());
        })
    };

    let on_look = {
        let look = look.clone();
        Callback::from(move |next: Look| look.set(next))
    };
    let on_keys = {
        let on_check = props.on_check.clone();
        Callback::from(move |event: KeyboardEvent| {
            if browser::key_of(&event) == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                on_check.emit(());
            }
        })
    };

    // An open step shows its own table: what it does is seen there.
    let own = (*open).filter(|_| mode == Mode::Steps);
    let heads = (mode == Mode::Steps).then(|| {
        let at = own.map_or(answer.steps.len(), |at| at + 1);
        Heads {
            before: Rc::new(answer.steps.iter().take(at).cloned().collect()),
            on_step: on_add.reform(move |step| (at, step)),
        }
    });
    let pane = match &*look {
        Look::Own => own_table(&words, props, own, &run, heads, &columns),
        Look::Source(name) => source_table(id, module, name, lit, &words),
        Look::Columns => {
            html! { <Sources id={ids::sources(id)} module={module.clone()} lit={lit.clone()} /> }
        }
    };
    let own_label = match own {
        Some(at) if at + 1 < answer.steps.len() => {
            words.t_with("bench-after-label", &[("number", (at + 1).into())])
        }
        _ => words.t("bench-result-label"),
    };
    html! {
        <>
        <div class="bench-tools" ref={tools}>
            if exercise.mode == TableMode::Both {
                <div class="modes" role="group" aria-label={words.t("bench-modes")}>
                    <button type="button" aria-pressed={(mode == Mode::Steps).to_string()} onclick={on_mode(Mode::Steps)}>{ words.t("bench-mode-steps") }</button>
                    <button type="button" aria-pressed={(mode == Mode::Sql).to_string()} onclick={on_mode(Mode::Sql)}>{ words.t("bench-mode-sql") }</button>
                </div>
            }
            if mode == Mode::Steps {
                <div class="step-list" onkeydown={on_keys}>
                    <ol class="steps" aria-label={words.t("bench-steps")}>
                        { for answer.steps.iter().enumerate().map(|(at, entry)| {
                            let report = report_of(&run, &answer.steps, at);
                            let before = at.checked_sub(1).and_then(|at| report_of(&run, &answer.steps, at)).map(|report| report.rows);
                            html! {
                                <>
                                    if *adding == Some(at) {
                                        <li class="step-insert"><AddMenu id={format!("{id}-insert")} at={at} module={module.clone()} answer={answer.clone()} on_add={on_add.clone()} on_close={close(&adding, &focus, id)} /></li>
                                    }
                                    <StepLine id={id.clone()} {at} entry={entry.clone()} steps={Rc::new(answer.steps.clone())} {report} {before}
                                        columns={columns_before(&run, module, &answer.steps, at)} module={module.clone()} is_open={*open == Some(at)}
                                        on_open={on_open.clone()} on_act={on_act.clone()} />
                                </>
                            }
                        }) }
                    </ol>
                    { state_line(&words, &run, engine.state == EngineState::Ready, &engine_retry(&engine)) }
                    <p class="visually-hidden" role="status">{ (*notice).clone() }</p>
                    if *adding == Some(answer.steps.len()) {
                        <AddMenu id={format!("{id}-menu")} at={answer.steps.len()} module={module.clone()} answer={answer.clone()} on_add={on_add} on_close={close(&adding, &focus, id)} />
                    } else {
                        <button type="button" class="button-add" id={format!("{id}-add")} onclick={
                            let (adding, at) = (adding.clone(), answer.steps.len());
                            Callback::from(move |_: MouseEvent| adding.set(Some(at)))
                        }>{ words.t("bench-add-step") }</button>
                    }
                    <StepsSql id={format!("{id}-sql")} steps={Rc::new(answer.steps.clone())} on_take={
                        (exercise.mode == TableMode::Both).then(|| {
                            let (answer, on_change) = (answer.clone(), on_change.clone());
                            Callback::from(move |sql: String| on_change.emit((TableAnswer { mode: Mode::Sql, sql, ..answer.clone() }, String::new())))
                        })
                    } />
                </div>
            } else {
                <SqlBench id={format!("{id}-editor")} module={module.clone()} sql={answer.sql.clone()}
                    on_change={
                        let (answer, on_change) = (answer.clone(), on_change.clone());
                        Callback::from(move |sql: String| on_change.emit((TableAnswer { mode: Mode::Sql, sql, ..answer.clone() }, "sql".to_owned())))
                    }
                    on_run={
                        let (sql_run, look, run) = (sql_run.clone(), look.clone(), run.clone());
                        Callback::from(move |sql: String| {
                            look.set(Look::Own);
                            let program = Rc::new(Program::Sql(sql));
                            if sql_run.as_ref() == Some(&program) { run.again.emit(()) } else { sql_run.set(Some(program)) }
                        })
                    } />
                { state_line(&words, &run, engine.state == EngineState::Ready, &engine_retry(&engine)) }
            }
        </div>
        <div class="bench-pane">
            { tabs(Some(own_label), module, &look, &on_look, &words) }
            { pane }
        </div>
        </>
    }
}

fn engine_retry(engine: &crate::state::engine::EngineHandle) -> Callback<()> {
    let engine = engine.clone();
    Callback::from(move |()| engine.retry())
}

/// Closes the menu; the focus goes back to where it came from.
fn close(
    adding: &UseStateHandle<Option<usize>>,
    focus: &Rc<RefCell<Option<String>>>,
    id: &AttrValue,
) -> Callback<()> {
    let (adding, focus, id) = (adding.clone(), focus.clone(), id.clone());
    Callback::from(move |()| {
        *focus.borrow_mut() = Some(format!("{id}-add"));
        adding.set(None);
    })
}

/// The verbs that are used every day, in the order of the menu.
const DAILY: [&str; 5] = ["filter", "sort", "group_by", "with_columns", "select"];

/// Milliseconds without a key before what was typed runs.
const TYPING: u32 = 90;

/// What can be done to a step.
#[derive(Clone, Debug, PartialEq)]
enum Act {
    Shift(isize),
    Remove,
    Toggle,
    AddAt(usize),
    Edit(Step, String),
}

/// The report of a step, as far as the program that ran is the same up to it.
fn report_of(run: &Run, steps: &[StepEntry], at: usize) -> Option<StepReport> {
    let ran = run.ran.as_ref()?;
    let Program::Steps(ran_steps) = &*ran.program else {
        return None;
    };
    (ran_steps.get(..=at)? == steps.get(..=at)?)
        .then(|| ran.report.steps.get(at).cloned())
        .flatten()
}

/// Columns that a step finds: what the step before it left, or, until that is known, what it left when it last ran.
fn columns_before(run: &Run, module: &Module, steps: &[StepEntry], at: usize) -> Rc<Vec<Field>> {
    let Some(before) = at.checked_sub(1) else {
        return Rc::new(Vec::new());
    };
    if let Some(report) = report_of(run, steps, before) {
        return Rc::new(report.schema);
    }
    let ran = run
        .ran
        .as_ref()
        .and_then(|ran| ran.report.steps.get(before))
        .map(|report| report.schema.clone());
    let source = || {
        let Some(Step::From { table }) = steps.first().map(|entry| &entry.step) else {
            return Vec::new();
        };
        let source = module.data.iter().find(|source| source.name == *table);
        source
            .map(|source| {
                source
                    .columns
                    .iter()
                    .map(|info| Field {
                        name: info.name.clone(),
                        dtype: info.dtype,
                    })
                    .collect()
            })
            .unwrap_or_default()
    };
    Rc::new(ran.unwrap_or_else(source))
}

/// Meanings and units of the columns of some tables; of two columns of one name the first counts.
pub(super) fn known_columns<'a>(
    tables: impl IntoIterator<Item = &'a DataSource>,
) -> Rc<Vec<ColumnInfo>> {
    let mut known: Vec<ColumnInfo> = Vec::new();
    for info in tables.into_iter().flat_map(|source| &source.columns) {
        if !known.iter().any(|other| other.name == info.name) {
            known.push(info.clone());
        }
    }
    Rc::new(known)
}

/// The table that comes of the steps or the query; of the steps up to the open one, where one is open.
fn own_table(
    words: &Words,
    props: &TableBenchProps,
    open: Option<usize>,
    run: &Run,
    heads: Option<Heads>,
    columns: &Rc<Vec<ColumnInfo>>,
) -> Html {
    let id = format!("{}-table", props.id);
    let Some(ran) = &run.ran else {
        return html! { <p class="table-none">{ words.t(if heads.is_none() { "bench-no-run" } else { "bench-no-table" }) }</p> };
    };
    if let Some(failure) = &ran.report.failure {
        return html! {
            <div class="run-failure" role="alert">
                <p>{ failure_sentence(words, failure) }</p>
                { failure_detail(words, failure) }
            </div>
        };
    }
    let last = ran.report.steps.len().saturating_sub(1);
    let after = open.filter(|at| *at < last);
    let looked_at = after.unwrap_or(last);
    let report = ran.report.steps.get(looked_at);
    let rows_before = looked_at
        .checked_sub(1)
        .and_then(|at| ran.report.steps.get(at))
        .map(|report| report.rows);
    let label = match after {
        Some(at) => words.t_with("bench-after-label", &[("number", (at + 1).into())]),
        None => words.t("bench-result-label"),
    };
    // What a query computes is not followed: there, names tell.
    let columns = match &*ran.program {
        Program::Steps(steps) => {
            let done = |(at, entry): (usize, &'_ StepEntry)| {
                let report = ran.report.steps.get(at)?;
                matches!(report.outcome, StepOutcome::Done).then(|| entry.step.clone())
            };
            let steps = steps.iter().enumerate().take(looked_at + 1);
            let steps: Vec<Step> = steps.filter_map(done).collect();
            columns_after(&steps, &props.module.data)
        }
        Program::Sql(_) => Rc::clone(columns),
    };
    let changed = report
        .map(|report| report.changed.clone())
        .filter(|_| looked_at > 0)
        .unwrap_or_default();
    let show = match (&*ran.program, changed.is_empty()) {
        (Program::Steps(steps), true) => steps.get(looked_at).map(|it| sorted_by(&it.step)),
        _ => Some(changed.clone()),
    };
    html! {
        <>
            <ResultTable key="result" {id} {label} program={ran.program.clone()} stamp={ran.stamp} after={after.map(|at| at as u32)}
                first={if after.is_none() { ran.page.clone() } else { None }} {changed} show={show.unwrap_or_default()} {heads} {columns} doubted={props.doubted.clone()} lit={props.lit.clone()}
                rows_before={rows_before.filter(|_| looked_at > 0)} file={words.t("bench-file")} />
            { for ran.report.notes.iter().map(|note| note_line(words, note)) }
        </>
    }
}

/// The columns that a step sorts by.
fn sorted_by(step: &Step) -> Vec<String> {
    match step {
        Step::Sort { by } => by.iter().map(|key| key.column.clone()).collect(),
        _ => Vec::new(),
    }
}

fn note_line(words: &Words, note: &RunNote) -> Html {
    let text = match note {
        RunNote::NotFinite { column, count } => words.t_with(
            "bench-note-not-finite",
            &[("column", column.into()), ("count", (*count).into())],
        ),
        RunNote::MissingIn => words.t("bench-note-missing-in"),
    };
    html! { <p class="run-note">{ text }</p> }
}

/// What the engine is doing, and how to stop it or go on.
fn state_line(words: &Words, run: &Run, ready: bool, retry: &Callback<()>) -> Html {
    let button = |id: &str, on: &Callback<()>| {
        let onclick = on.reform(|_: MouseEvent| ());
        html! { <button type="button" class="button-quiet" {onclick}>{ words.t(id) }</button> }
    };
    let inner = match &run.phase {
        Phase::Slow if ready => html! {
            <p class="run-state"><span class="spinner" aria-hidden="true"></span>{ words.t("bench-running") }{ button("bench-stop", &run.stop) }</p>
        },
        Phase::Failed(EngineError::Failed(failure)) => html! {
            <div class="run-failure"><p>{ failure_sentence(words, failure) }</p>{ failure_detail(words, failure) }</div>
        },
        Phase::Failed(EngineError::Unavailable) => html! {
            <p class="run-failure">{ EngineError::Unavailable.message(words) }{ button("bench-retry-engine", retry) }</p>
        },
        Phase::Failed(error) => html! {
            <p class="run-state">{ error.message(words) }{ button("bench-run-again", &run.again) }</p>
        },
        _ => html! {},
    };
    html! { <div class="run-line" role="status">{ inner }</div> }
}

/// Properties of [`StepLine`].
#[derive(Clone, PartialEq, Properties)]
struct StepLineProps {
    id: AttrValue,
    at: usize,
    entry: StepEntry,
    steps: Rc<Vec<StepEntry>>,
    report: Option<StepReport>,
    before: Option<u64>,
    columns: Rc<Vec<Field>>,
    module: Rc<Module>,
    is_open: bool,
    on_open: Callback<usize>,
    on_act: Callback<(usize, Act)>,
}

/// A step: one line in words, and its fields while it is open.
#[component]
fn StepLine(props: &StepLineProps) -> Html {
    use_drawing(&props.id);
    let words = use_locale();
    let StepLineProps {
        id,
        at,
        entry,
        steps,
        report,
        before,
        columns,
        module,
        is_open,
        on_open,
        on_act,
    } = props;
    let at = *at;
    let prefix = format!("{id}-step-{at}");
    let reason_id = format!("{prefix}-reason");
    let missing = list::missing(&entry.step).filter(|_| entry.enabled);
    let failure = match report.as_ref().map(|report| &report.outcome) {
        Some(StepOutcome::Failed(failure)) if entry.enabled && missing.is_none() => {
            Some(failure.clone())
        }
        _ => None,
    };
    let unreadable = report
        .as_ref()
        .and_then(|report| report.unreadable.clone())
        .filter(|_| entry.enabled);
    let rows = report
        .as_ref()
        .filter(|report| matches!(report.outcome, StepOutcome::Done))
        .map(|report| report.rows);
    let act = |act: Act| {
        let on_act = on_act.clone();
        Callback::from(move |_: MouseEvent| on_act.emit((at, act.clone())))
    };
    let onkeydown = {
        let on_act = on_act.clone();
        Callback::from(move |event: KeyboardEvent| {
            let act = match browser::key_of(&event).as_str() {
                "ArrowUp" if event.alt_key() => Act::Shift(-1),
                "ArrowDown" if event.alt_key() => Act::Shift(1),
                "Delete" => Act::Remove,
                _ => return,
            };
            event.prevent_default();
            on_act.emit((at, act));
        })
    };
    let toggle = {
        let on_act = on_act.clone();
        Callback::from(move |_: Event| on_act.emit((at, Act::Toggle)))
    };
    let on_edit = {
        let on_act = on_act.clone();
        Callback::from(move |(step, field)| on_act.emit((at, Act::Edit(step, field))))
    };
    let class = classes!(
        "step",
        is_open.then_some("step-open"),
        (!entry.enabled).then_some("step-off"),
        missing.is_some().then_some("step-missing"),
        failure.is_some().then_some("step-broken"),
    );
    let can_up = list::can_shift(steps, at, -1);
    let can_down = list::can_shift(steps, at, 1);
    let has_reason = missing.is_some() || failure.is_some();
    html! {
        <li {class}>
            <button type="button" class="step-head" id={prefix.clone()} aria-expanded={is_open.to_string()} aria-controls={format!("{prefix}-body")}
                aria-describedby={has_reason.then(|| reason_id.clone())} onclick={on_open.reform(move |_: MouseEvent| at)} {onkeydown}>
                <span class="step-number">{ at + 1 }</span>
                <span class="step-verb">{ say::verb(&words, entry.step.verb()) }</span>
                <span class="step-detail">{ say::detail(&words, &entry.step) }</span>
                <span class="step-rows">{ rows_words(&words, entry.enabled, *before, rows) }</span>
                if has_reason {
                    <span class="step-mark">{ words.t(if missing.is_some() { "bench-mark-missing" } else { "bench-mark-broken" }) }</span>
                }
            </button>
            if let Some(field) = missing {
                <p class="step-reason" id={reason_id.clone()}>{ words.t(&missing_id(entry.step.verb(), field)) }</p>
            } else if let Some(failure) = &failure {
                <div class="step-reason" id={reason_id.clone()}>
                    <p>{ failure_sentence(&words, failure) }</p>
                    if *is_open { { failure_detail(&words, failure) } }
                </div>
            } else if let Some(unreadable) = &unreadable {
                <p class="step-note">{ failure_sentence(&words, unreadable) }</p>
            }
            <div class="step-body" id={format!("{prefix}-body")} hidden={!*is_open}>
                if *is_open {
                    <div class="step-fields">
                        <StepFields key={format!("{at}-{}", entry.step.verb())} id={prefix.clone()} step={entry.step.clone()} columns={columns.clone()} module={module.clone()}
                            before={Rc::new(steps.iter().take(at).cloned().collect::<Vec<_>>())} {on_edit}
                            missing={missing.map(|field| (field, AttrValue::from(reason_id.clone())))} />
                    </div>
                    <div class="step-tools" role="group" aria-label={words.t_with("bench-step-tools", &[("number", (at + 1).into())])}>
                        <button type="button" class="button-quiet" onclick={on_open.reform(move |_: MouseEvent| at)}>{ words.t("bench-step-close") }</button>
                        <button type="button" class="button-quiet" onclick={act(Act::Remove)}>{ words.t("bench-step-remove") }</button>
                        <details class="step-more">
                            <summary class="button-quiet">{ words.t("bench-step-more") }</summary>
                            <div class="step-more-box">
                                <label class="check"><input type="checkbox" checked={entry.enabled} onchange={toggle} /><span>{ words.t("bench-step-on") }</span></label>
                                <button type="button" class="button-quiet" disabled={!can_up} onclick={act(Act::Shift(-1))}>{ words.t("bench-step-up") }</button>
                                <button type="button" class="button-quiet" disabled={!can_down} onclick={act(Act::Shift(1))}>{ words.t("bench-step-down") }</button>
                                if at > 0 {
                                    <button type="button" class="button-quiet" onclick={act(Act::AddAt(at))}>{ words.t("bench-step-before") }</button>
                                }
                                <button type="button" class="button-quiet" onclick={act(Act::AddAt(at + 1))}>{ words.t("bench-step-after") }</button>
                            </div>
                        </details>
                    </div>
                }
            </div>
        </li>
    }
}

/// Message id of what is to be filled in.
pub(crate) fn missing_id(verb: &str, field: &str) -> String {
    let field = match (verb, field) {
        ("from" | "union" | "join", "table") => "table",
        ("filter", _) => "predicate",
        ("with_columns", _) => "derive",
        ("rename", _) => "rename",
        ("sort", _) => "sort",
        ("group_by", "keys") => "keys",
        ("group_by", _) => "aggs",
        ("join", _) => "join",
        ("pivot", "on") => "pivot-on",
        ("pivot", "index") => "columns",
        ("pivot", _) => "pivot-values",
        ("unpivot", "name" | "value") => "name",
        ("fill_null", "value") => "value",
        _ => "columns",
    };
    format!("bench-missing-{field}")
}

fn rows_words(words: &Words, enabled: bool, before: Option<u64>, rows: Option<u64>) -> String {
    match (enabled, before, rows) {
        (false, ..) => words.t("bench-off"),
        (true, Some(before), Some(after)) if before != after => words.t_with(
            "bench-rows-change",
            &[("before", before.into()), ("after", after.into())],
        ),
        (true, _, Some(rows)) => words.t_with("bench-rows", &[("rows", rows.into())]),
        (true, _, None) => String::new(),
    }
}

/// Properties of [`AddMenu`].
#[derive(Clone, PartialEq, Properties)]
struct AddMenuProps {
    id: AttrValue,
    at: usize,
    module: Rc<Module>,
    answer: TableAnswer,
    on_add: Callback<(usize, Step)>,
    on_close: Callback<()>,
}

/// «＋ 手順を追加»: what one may want to do, in words, each with an example.
#[component]
fn AddMenu(props: &AddMenuProps) -> Html {
    let words = use_locale();
    let AddMenuProps {
        id,
        at,
        module,
        answer,
        on_add,
        on_close,
    } = props;
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                let _ = element.focus();
            }
        });
    }
    let has_source = matches!(
        answer.steps.first().map(|entry| &entry.step),
        Some(Step::From { .. })
    );
    // The source comes first, wherever it was asked for.
    let at = if has_source { *at } else { 0 };
    let onkeydown = {
        let on_close = on_close.clone();
        Callback::from(
            move |event: KeyboardEvent| match browser::key_of(&event).as_str() {
                "Escape" => on_close.emit(()),
                "ArrowDown" => browser::step_focus(&event, ".add-menu", 1),
                "ArrowUp" => browser::step_focus(&event, ".add-menu", -1),
                _ => {}
            },
        )
    };
    let item = |first: bool, key: String, title: String, note: String, step: Step| {
        let onclick = on_add.reform(move |_: MouseEvent| (at, step.clone()));
        html! {
            <li {key}>
                <button type="button" class="menu-item" ref={if first { node.clone() } else { NodeRef::default() }} {onclick}>
                    <strong>{ title }</strong><span>{ note }</span>
                </button>
            </li>
        }
    };
    let verb = |place: usize, verb: &'static str| {
        let step = Step::empty(verb)?;
        let (title, note) = (say::verb(&words, verb), say::example(&words, verb));
        Some(item(place == 0, verb.to_owned(), title, note, step))
    };
    let rest = || {
        let rest = Step::VERBS
            .iter()
            .filter(|it| **it != "from" && !DAILY.contains(it));
        html! {
            <details class="menu-rest">
                <summary>{ words.t("bench-add-rest") }</summary>
                <ul>{ for rest.filter_map(|it| verb(1, it)) }</ul>
            </details>
        }
    };
    let items: Html = if has_source {
        DAILY
            .iter()
            .enumerate()
            .filter_map(|(place, it)| verb(place, it))
            .collect()
    } else {
        module
            .data
            .iter()
            .enumerate()
            .map(|(place, source)| {
                let title = words.t_with("bench-read-table", &[("table", (&source.name).into())]);
                let note = words.t_with(
                    "bench-size",
                    &[
                        ("rows", source.rows.into()),
                        ("columns", source.columns.len().into()),
                    ],
                );
                item(
                    place == 0,
                    source.name.clone(),
                    title,
                    note,
                    Step::From {
                        table: source.name.clone(),
                    },
                )
            })
            .collect()
    };
    html! {
        <section class="add-menu" id={id.clone()} aria-label={words.t("bench-add-title")} {onkeydown}>
            <div class="add-head">
                <h3>{ words.t(if has_source { "bench-add-title" } else { "bench-add-source" }) }</h3>
                <button type="button" class="button-quiet" onclick={on_close.reform(|_: MouseEvent| ())}>{ words.t("bench-close") }</button>
            </div>
            <ul>{ items }</ul>
            if has_source { { rest() } }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use protocol::RunReport;

    use super::run::Ran;
    use super::*;

    fn run(steps: Vec<StepEntry>, rows: &[u64]) -> Run {
        let reports = rows
            .iter()
            .map(|rows| StepReport {
                outcome: StepOutcome::Done,
                rows: *rows,
                schema: Vec::new(),
                changed: Vec::new(),
                unreadable: None,
            })
            .collect();
        let report = RunReport {
            steps: reports,
            ..RunReport::default()
        };
        let ran = Ran {
            program: Rc::new(Program::Steps(steps)),
            report,
            page: None,
            stamp: 1,
        };
        Run {
            ran: Some(Rc::new(ran)),
            phase: Phase::Idle,
            again: Callback::noop(),
            stop: Callback::noop(),
        }
    }

    #[test]
    fn reports_count_only_where_the_steps_are_the_same() {
        let entries = |numbers: &[u64]| {
            numbers
                .iter()
                .map(|n| StepEntry::on(Step::Head { n: *n }))
                .collect::<Vec<_>>()
        };
        let run = run(entries(&[1, 2, 3]), &[10, 20, 30]);
        let rows = |steps: &[StepEntry], at| report_of(&run, steps, at).map(|report| report.rows);
        assert_eq!(rows(&entries(&[1, 2, 3]), 2), Some(30));
        assert_eq!(rows(&entries(&[1, 5, 3]), 0), Some(10), "before the change");
        assert_eq!(rows(&entries(&[1, 5, 3]), 1), None);
        assert_eq!(rows(&entries(&[1, 5, 3]), 2), None, "after the change");
        assert_eq!(rows(&entries(&[1, 2, 3, 4]), 3), None);
    }

    #[test]
    fn every_missing_field_has_words() {
        let locale = locale::Locale::new(locale::Lang::Ja);
        for verb in Step::VERBS {
            for field in [
                "table",
                "columns",
                "pairs",
                "predicate",
                "keys",
                "aggs",
                "by",
                "on",
                "index",
                "values",
                "name",
                "value",
            ] {
                let id = missing_id(verb, field);
                assert!(locale.has(&id), "{id}");
            }
        }
    }
}
