//! «自由に試す»: all tables of the site, and the same bench as in a lesson, without a task. A table is fetched when it is put on the
//! desk: the engine has a lesson open that is made of those.

mod desk;

use std::rc::Rc;

use spec::module::DataSource;
use spec::{Answer, Module, Step, StepEntry, TableAnswer};
use yew::prelude::*;

use crate::components::engine_line::{EngineLine, EngineTrouble};
use crate::components::exercise::workbench::{TABLE, Workbench, asked};
use crate::components::save_line::{SaveLine, SaveTrouble};
use crate::components::trouble::fetch_trouble;
use crate::courses::Courses;
use crate::courses::all::{Lessons, use_lessons};
use crate::fetched::{Fetched, Shared};
use crate::hooks::{
    Words, use_arrival, use_engine, use_exercise, use_locale, use_root, use_settings, use_title,
};
use crate::ids::HEADER_SLOT;
use crate::route::{Route, free_room};

/// The room: the list of tables, or the bench.
#[component]
pub(crate) fn FreeRoom() -> Html {
    let words = use_locale();
    let root = use_root();
    let engine = use_engine();
    let town = use_settings().town;
    let courses = use_context::<Courses>();
    let lessons = use_lessons(true);
    let handle = use_exercise(&free_room(), asked(TABLE));
    use_title(&words.t("free-title"));
    use_arrival();
    let taken = use_state(Vec::<String>::new);
    let choosing = use_state_eq(|| false);
    let tables = use_memo(lessons.here.clone(), |Shared(here)| desk::tables(here));
    let answer = match &handle.work.draft {
        Some(Answer::Table(answer)) => answer.clone(),
        _ => TableAnswer::default(),
    };
    let on_desk = |name: &str| taken.iter().any(|it| it == name) || desk::reads(&answer, name);
    let used = tables.iter().filter(|it| on_desk(&it.name));
    let used: Vec<DataSource> = used.cloned().collect();
    let module = use_memo((used, words.lang()), |(used, _)| Module {
        id: free_room(),
        title: words.t("free-title"),
        data: used.clone(),
        ..Module::default()
    });
    {
        // The engine comes while she chooses.
        let client = engine.client.clone();
        use_effect_with((), move |()| client.start());
    }
    {
        let engine = engine.clone();
        let opened = (Shared(Rc::clone(&module)), town);
        use_effect_with(opened, move |(Shared(module), town)| {
            if !module.data.is_empty() {
                engine.open(Rc::clone(module), town);
            }
        });
    }
    let on_take = {
        let (taken, choosing) = (taken.clone(), choosing.setter());
        let (handle, answer) = (handle.clone(), answer.clone());
        Callback::from(move |table: String| {
            if answer.steps.is_empty() && answer.sql.trim().is_empty() {
                let table = table.clone();
                handle.set_draft(Answer::Table(TableAnswer {
                    steps: vec![StepEntry::on(Step::From { table })],
                    ..answer.clone()
                }));
            }
            let mut next = (*taken).clone();
            next.push(table);
            taken.set(next);
            choosing.set(false);
        })
    };
    let choose = |to: bool| {
        let choosing = choosing.setter();
        Callback::from(move |_: MouseEvent| choosing.set(to))
    };
    let line = html! {
        <div class="lesson-line">
            <a class="lesson-home" href={Route::Home.href()}>{ words.t("to-home") }</a>
            <span class="lesson-name">{ words.t("free-title") }</span>
            <SaveLine />
        </div>
    };
    let line = match root.by_id(HEADER_SLOT) {
        Some(slot) => create_portal(line, slot),
        None => line,
    };
    let failed = courses
        .as_ref()
        .and_then(|courses| match &courses.catalogue {
            Fetched::Failed(error) => Some((error.clone(), courses.retry.clone())),
            _ => None,
        });
    let is_desk_empty = module.data.is_empty();
    let content = if let Some((error, retry)) = failed {
        html! { <div class="page">{ fetch_trouble("courses-failed", &error, &retry, &words) }</div> }
    } else if lessons.is_coming || !handle.loaded {
        html! { <div class="page waiting" aria-busy="true"><p>{ words.t("free-coming") }</p></div> }
    } else if is_desk_empty || *choosing {
        let back = (!is_desk_empty).then(|| choose(false));
        list(&tables, &lessons, &on_desk, &on_take, back, &words)
    } else {
        html! { <div class="screen"><Workbench module={Rc::clone(&module)} on_choose={choose(true)} /></div> }
    };
    let has_bench = !(lessons.is_coming || is_desk_empty || *choosing);
    html! {
        <article class={classes!("lesson", has_bench.then_some("lesson-screen"))}>
            { line }
            <div class="lesson-engine"><EngineLine /></div>
            <SaveTrouble />
            if !is_desk_empty { <EngineTrouble /> }
            { content }
        </article>
    }
}

/// All tables, to choose from: name, size, warning, source.
fn list(
    tables: &[DataSource],
    lessons: &Lessons,
    on_desk: &dyn Fn(&str) -> bool,
    on_take: &Callback<String>,
    back: Option<Callback<MouseEvent>>,
    words: &Words,
) -> Html {
    html! {
        <div class="page page-narrow free-tables">
            <h1 tabindex="-1">{ words.t("free-title") }</h1>
            <p>{ words.t("free-lead") }</p>
            <p>{ words.t(if tables.is_empty() { "free-nothing" } else { "free-choose-text" }) }</p>
            if let Some(back) = back {
                <p><button type="button" class="button-quiet" onclick={back}>{ words.t("free-back") }</button></p>
            }
            if !lessons.missing.is_empty() {
                <p class="glossary-missing">
                    { words.t_with("free-missing", &[("titles", lessons.missing.join("・").into())]) }
                    <button type="button" class="button-quiet" onclick={lessons.retry.reform(|_: MouseEvent| ())}>{ words.t("retry") }</button>
                </p>
            }
            <ul class="free-list">
                { for tables.iter().map(|table| {
                    let size = [("rows", table.rows.into()), ("columns", table.columns.len().into())];
                    let name = table.name.clone();
                    let take = on_take.reform(move |_: MouseEvent| name.clone());
                    html! {
                        <li key={table.name.clone()}>
                            <h2 lang="ja">{ &table.name }<span class="data-size">{ words.t_with("bench-size", &size) }</span></h2>
                            if !table.note.is_empty() { <p class="data-note" lang="ja">{ &table.note }</p> }
                            if !table.attribution.is_empty() { <p class="data-source" lang="ja">{ &table.attribution }</p> }
                            if on_desk(&table.name) {
                                <p class="free-used">{ words.t("free-on-desk") }</p>
                            } else {
                                <button type="button" class="button-quiet" aria-label={words.t_with("free-take-named", &[("table", (&table.name).into())])} onclick={take}>{ words.t("free-take") }</button>
                            }
                        </li>
                    }
                }) }
            </ul>
        </div>
    }
}
