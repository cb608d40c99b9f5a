//! The bench itself: steps or SQL with their tools, and beside them a table.

use std::rc::Rc;

use spec::exercise::{TableExercise, TableMode};
use spec::{Mode, Module, Program, Step, StepEntry, TableAnswer};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

use super::add_menu::AddMenu;
use super::edits::StepsState;
use super::head::Heads;
use super::own_table::{OwnTable, own_table};
use super::reports::{columns_before, report_of};
use super::run::{Run, use_run};
use super::run_line::run_line;
use super::sources::Sources;
use super::sql_bench::SqlBench;
use super::step_line::StepLine;
use super::steps_sql::StepsSql;
use super::units::known_columns;
use crate::browser;
use crate::components::exercise::tables::{Look, source_table, tabs};
use crate::hooks::{Words, use_drawing, use_engine, use_locale, use_root, use_settings};
use crate::ids;
use crate::state::engine::EngineHandle;

/// Milliseconds without a key before what was typed runs.
const TYPING: u32 = 60;

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
    /// The question that the steps are tried out beside, where they are not the answer themselves: then they are folded until
    /// they are wanted, and without any the first table of the lesson is shown.
    #[prop_or_default]
    pub(crate) question: Option<Html>,
    /// Takes what is shown in a cell as the answer to that question.
    #[prop_or_default]
    pub(crate) on_answer: Option<Callback<String>>,
}

impl TableBenchProps {
    /// Steps or SQL: what the exercise asks for, else what the learner chose.
    fn mode(&self) -> Mode {
        match self.exercise.mode {
            TableMode::Both => self.answer.mode,
            TableMode::Steps => Mode::Steps,
            TableMode::Sql => Mode::Sql,
        }
    }

    /// Takes SQL as the answer; `field` is where it was typed, empty where it was not.
    fn on_sql(&self, field: &'static str) -> Callback<String> {
        let (answer, on_change) = (self.answer.clone(), self.on_change.clone());
        Callback::from(move |sql: String| {
            let answer = TableAnswer {
                mode: Mode::Sql,
                sql,
                ..answer.clone()
            };
            on_change.emit((answer, field.to_owned()));
        })
    }
}

/// The bench of a `table` exercise.
#[component]
pub(crate) fn TableBench(props: &TableBenchProps) -> Html {
    use_drawing(&props.id);
    let words = use_locale();
    let engine = use_engine();
    let settings = use_settings();
    let TableBenchProps {
        id,
        module,
        exercise,
        answer,
        on_change,
        lit,
        ..
    } = props;
    let pause = use_mut_ref(|| 0_u32);
    let sql_run = use_state(|| None::<Rc<Program>>);
    let columns = use_memo(module.clone(), |module| known_columns(&module.data));
    let mode = props.mode();
    let wanted = use_memo((mode, answer.steps.clone()), |(mode, steps)| {
        (*mode == Mode::Steps && !steps.is_empty()).then(|| Rc::new(Program::Steps(steps.clone())))
    });
    let wanted = match mode {
        Mode::Steps => (*wanted).clone(),
        Mode::Sql => (*sql_run).clone(),
    };
    let run = use_run(&engine, wanted, settings.town.clone(), *pause.borrow());
    let state = use_steps_state(props);
    let tools = use_node_ref();
    use_seen_whole(&tools, (*state.open, *state.adding, answer.steps.len()));

    let change = {
        let (answer, on_change) = (answer.clone(), on_change.clone());
        Callback::from(move |(steps, field): (Vec<StepEntry>, String)| {
            // A choice is run at once; who types is given a moment.
            *pause.borrow_mut() = if field.is_empty() { 0 } else { TYPING };
            let answer = TableAnswer {
                mode: Mode::Steps,
                steps,
                ..answer.clone()
            };
            on_change.emit((answer, field));
        })
    };
    // An open step shows its own table: what it does is seen there.
    let own = (*state.open).filter(|_| mode == Mode::Steps);
    let heads = (mode == Mode::Steps).then(|| {
        let at = own.map_or(answer.steps.len(), |at| at + 1);
        Heads {
            before: Rc::new(answer.steps.iter().take(at).cloned().collect()),
            on_step: state
                .on_add(&answer.steps, &change)
                .reform(move |step| (at, step)),
        }
    });
    // Beside a question, there is nothing of one's own to see without steps.
    let is_bare = props.question.is_some() && answer.steps.is_empty();
    let first = module
        .data
        .first()
        .filter(|_| is_bare && *state.look == Look::Own);
    let look = match first {
        Some(source) => Look::Source(source.name.clone()),
        None => (*state.look).clone(),
    };
    let pane = match &look {
        Look::Own => {
            let of = OwnTable {
                id,
                module,
                open: own,
                run: &run,
                heads,
                columns: &columns,
                doubted: &props.doubted,
                lit,
                on_answer: props.on_answer.clone(),
            };
            own_table(&words, of)
        }
        Look::Source(name) => {
            // The first step may come from a header of a table: it begins with that table.
            let heads = is_bare.then(|| {
                let from = Step::From {
                    table: name.clone(),
                };
                let before = vec![StepEntry::on(from)];
                Heads {
                    on_step: state.on_add(&before, &change).reform(|step| (1, step)),
                    before: Rc::new(before),
                }
            });
            source_table(
                id,
                module,
                name,
                lit,
                (heads, props.on_answer.clone()),
                &words,
            )
        }
        Look::Columns => {
            html! { <Sources id={ids::sources(id)} module={module.clone()} lit={lit.clone()} /> }
        }
    };
    let own_label = match own {
        Some(at) if at + 1 < answer.steps.len() => {
            words.t_with("bench-after-label", &[("number", (at + 1).into())])
        }
        _ if props.question.is_some() => words.t("question-scratch-label"),
        _ => words.t("bench-result-label"),
    };
    let on_look = {
        let look = state.look.clone();
        Callback::from(move |next: Look| look.set(next))
    };
    html! {
        <>
        <div class="bench-tools" ref={tools}>
            if exercise.mode == TableMode::Both {
                { modes(&words, props, mode, &state.look) }
            }
            if let Some(question) = &props.question {
                { question.clone() }
                <Scratch id={format!("{id}-scratch")} begun={!answer.steps.is_empty()}>
                    { steps_tools(&words, props, &state, &run, &engine, &change) }
                </Scratch>
            } else if mode == Mode::Steps {
                { steps_tools(&words, props, &state, &run, &engine, &change) }
            } else {
                <SqlBench id={format!("{id}-editor")} module={module.clone()} sql={answer.sql.clone()} on_change={props.on_sql("sql")}
                    on_run={
                        let (look, again) = (state.look.clone(), run.again.clone());
                        Callback::from(move |sql: String| {
                            look.set(Look::Own);
                            let program = Rc::new(Program::Sql(sql));
                            if sql_run.as_ref() == Some(&program) { again.emit(()) } else { sql_run.set(Some(program)) }
                        })
                    } />
                { run_line(&words, &run, &engine) }
            }
        </div>
        <div class="bench-pane">
            { tabs((!is_bare).then_some(own_label), module, &look, &on_look, &words) }
            { pane }
        </div>
        </>
    }
}

/// Properties of [`Scratch`].
#[derive(Clone, PartialEq, Properties)]
struct ScratchProps {
    /// Id of the steps' box.
    id: AttrValue,
    /// Whether there are steps.
    begun: bool,
    /// The steps.
    children: Html,
}

/// Steps beside a question: folded until they are wanted, so that the question stays quiet.
#[component]
fn Scratch(props: &ScratchProps) -> Html {
    let words = use_locale();
    // What she said about seeing them; else they are seen once there are any.
    let unfolded = use_state_eq(|| None::<bool>);
    let is_open = unfolded.unwrap_or(props.begun);
    let onclick = Callback::from(move |_: MouseEvent| unfolded.set(Some(!is_open)));
    html! {
        <div class="scratch">
            <button type="button" class="scratch-fold" aria-expanded={is_open.to_string()} aria-controls={props.id.clone()} {onclick}>{ words.t("question-scratch") }</button>
            <div id={props.id.clone()} hidden={!is_open}>
                <p class="field-note">{ words.t("question-scratch-note") }</p>
                { props.children.clone() }
            </div>
        </div>
    }
}

/// What is open and in focus, and what changes that from outside: a wish to open a step, a check, lit columns.
#[hook]
fn use_steps_state(props: &TableBenchProps) -> StepsState {
    let root = use_root();
    let open = use_state(|| None::<usize>);
    let adding = use_state(|| None::<usize>);
    let look = use_state_eq(|| Look::Own);
    let notice = use_state(String::new);
    let focus = use_mut_ref(|| None::<String>);
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
        let (open, look, focus, id) = (open.clone(), look.clone(), focus.clone(), props.id.clone());
        use_effect_with(props.jump, move |jump| {
            if let Some((at, _)) = *jump {
                open.set(Some(at));
                look.set(Look::Own);
                *focus.borrow_mut() = Some(format!("{id}-step-{at}"));
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
        use_effect_with(props.lit.clone(), move |lit| {
            if !lit.is_empty() {
                look.set(Look::Columns);
            }
        });
    }
    StepsState {
        id: props.id.clone(),
        open,
        adding,
        look,
        notice,
        focus,
    }
}

/// Keeps an open step and an open menu in sight as a whole, as far as there is room, whenever something of `at` changes.
#[hook]
fn use_seen_whole(tools: &NodeRef, at: (Option<usize>, Option<usize>, usize)) {
    let tools = tools.clone();
    use_effect_with(at, move |_| {
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

/// The choice between steps and SQL.
fn modes(words: &Words, props: &TableBenchProps, mode: Mode, look: &UseStateHandle<Look>) -> Html {
    let button = |to: Mode, label: &str| {
        let (answer, on_change, look) =
            (props.answer.clone(), props.on_change.clone(), look.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            look.set(Look::Own);
            let answer = TableAnswer {
                mode: to,
                ..answer.clone()
            };
            on_change.emit((answer, String::new()));
        });
        html! { <button type="button" aria-pressed={(mode == to).to_string()} {onclick}>{ words.t(label) }</button> }
    };
    html! {
        <div class="modes" role="group" aria-label={words.t("bench-modes")}>
            { button(Mode::Steps, "bench-mode-steps") }
            { button(Mode::Sql, "bench-mode-sql") }
        </div>
    }
}

/// The steps, what can be added, and the same as SQL.
fn steps_tools(
    words: &Words,
    props: &TableBenchProps,
    state: &StepsState,
    run: &Run,
    engine: &EngineHandle,
    change: &Callback<(Vec<StepEntry>, String)>,
) -> Html {
    let TableBenchProps {
        id, module, answer, ..
    } = props;
    let StepsState { open, adding, .. } = state;
    let steps = &answer.steps;
    let on_open = state.on_open();
    let on_act = state.on_act(steps, words, change);
    let on_add = state.on_add(steps, change);
    let on_keys = {
        let on_check = props.on_check.clone();
        Callback::from(move |event: KeyboardEvent| {
            if browser::key_of(&event) == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                on_check.emit(());
            }
        })
    };
    let menu = |name: &str, at: usize| {
        html! { <AddMenu id={format!("{id}-{name}")} {at} module={module.clone()} answer={answer.clone()} on_add={on_add.clone()} on_close={state.on_close()} /> }
    };
    html! {
        <div class="step-list" onkeydown={on_keys}>
            <ol class="steps" aria-label={words.t("bench-steps")}>
                { for steps.iter().enumerate().map(|(at, entry)| {
                    let report = report_of(run, steps, at);
                    let before = at.checked_sub(1).and_then(|at| report_of(run, steps, at)).map(|report| report.rows);
                    html! {
                        <>
                            if **adding == Some(at) {
                                <li class="step-insert">{ menu("insert", at) }</li>
                            }
                            <StepLine id={id.clone()} {at} entry={entry.clone()} steps={Rc::new(steps.clone())} {report} {before}
                                columns={columns_before(run, module, steps, at)} module={module.clone()} is_open={**open == Some(at)}
                                on_open={on_open.clone()} on_act={on_act.clone()} />
                        </>
                    }
                }) }
            </ol>
            { run_line(words, run, engine) }
            <p class="visually-hidden" role="status">{ (*state.notice).clone() }</p>
            if **adding == Some(steps.len()) {
                { menu("menu", steps.len()) }
            } else {
                <button type="button" class="button-add" id={format!("{id}-add")} onclick={
                    let (adding, at) = (adding.clone(), steps.len());
                    Callback::from(move |_: MouseEvent| adding.set(Some(at)))
                }>{ words.t("bench-add-step") }</button>
            }
            <StepsSql id={format!("{id}-sql")} steps={Rc::new(steps.clone())} on_take={(props.exercise.mode == TableMode::Both).then(|| props.on_sql(""))} />
        </div>
    }
}
