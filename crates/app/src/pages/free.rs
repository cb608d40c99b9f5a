//! «自由に試す»: all tables of the site and one's own files, and the same bench as in a lesson, without a task. A table of the site is
//! fetched when it is put on the desk: the engine has a lesson open that is made of those. One's own are in memory ([`own`]), and
//! what is kept of them is how they were read ([`use_desk`]).

mod audit;
mod desk;
mod look;
mod open;
mod own;

use std::rc::Rc;

use spec::desk::{Desk, DeskError, OwnTable, StepsFile};
use spec::module::DataSource;
use spec::{Answer, Module, Step, StepEntry, TableAnswer};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File};
use yew::prelude::*;

use self::look::{FileLook, Opening, Used};
use self::open::{OwnFiles, Wish, source_of};
use crate::components::engine_line::{EngineLine, EngineTrouble};
use crate::components::exercise::workbench::{TABLE, Workbench, asked};
use crate::components::save_line::{SaveLine, SaveTrouble};
use crate::components::trouble::fetch_trouble;
use crate::courses::Courses;
use crate::courses::all::{Lessons, use_lessons};
use crate::fetched::{Fetched, Shared};
use crate::hooks::{
    Words, focus_heading, use_arrival, use_engine, use_exercise, use_locale, use_root,
    use_settings, use_title,
};
use crate::ids::HEADER_SLOT;
use crate::library;
use crate::route::{Route, free_room};

/// Under which it is kept how one's own files were read.
const FILES: &str = "files";

/// One's own tables, and what changes their list.
#[derive(Clone, PartialEq)]
struct OwnDesk {
    /// The tables.
    tables: Rc<Vec<OwnTable>>,
    /// Why the list that is kept is not read: it must not be overwritten.
    trouble: Option<DeskError>,
    /// Whether what was kept was read.
    loaded: bool,
    /// Keeps another list.
    set: Callback<Vec<OwnTable>>,
}

#[hook]
fn use_desk() -> OwnDesk {
    let handle = use_exercise(&free_room(), asked(FILES));
    let json = match &handle.work.draft {
        Some(Answer::Essay(json)) => json.clone(),
        _ => String::new(),
    };
    let read = use_memo(json, |json| {
        if json.is_empty() {
            return (Rc::default(), None);
        }
        match Desk::parse(json) {
            Ok(desk) => (Rc::new(desk.tables), None),
            Err(error) => (Rc::default(), Some(error)),
        }
    });
    let (tables, trouble) = (*read).clone();
    let loaded = handle.loaded;
    let set = Callback::from(move |tables: Vec<OwnTable>| {
        handle.set_draft(Answer::Essay(Desk::to_json(&tables)));
    });
    OwnDesk {
        tables,
        trouble,
        loaded,
        set,
    }
}

impl OwnDesk {
    /// Keeps the list with this table in it, in the place of one of that name.
    fn with(&self, table: OwnTable) {
        let mut tables = (*self.tables).clone();
        match tables.iter_mut().find(|it| it.name == table.name) {
            Some(known) => *known = table,
            None => tables.push(table),
        }
        self.set.emit(tables);
    }

    /// Keeps the list with these tables in it, but for those whose tables are here: these go on as they are.
    fn joined(&self, others: Vec<OwnTable>) {
        let mut tables = (*self.tables).clone();
        for other in others {
            match tables.iter_mut().find(|it| it.name == other.name) {
                Some(known) if own::held(&known.name).is_none() => *known = other,
                Some(_) => {}
                None => tables.push(other),
            }
        }
        self.set.emit(tables);
    }

    fn without(&self, name: &str) {
        let tables = self.tables.iter().filter(|it| it.name != name);
        self.set.emit(tables.cloned().collect());
    }

    /// Those that are here, as a lesson has its tables.
    fn sources(&self, words: &Words) -> Vec<DataSource> {
        let here = |table: &OwnTable| {
            Some(DataSource {
                name: table.name.clone(),
                url: own::held(&table.name)?.address(),
                rows: table.rows,
                attribution: source_of(table, words),
                columns: table.columns.clone(),
                ..DataSource::default()
            })
        };
        self.tables.iter().filter_map(here).collect()
    }
}

/// Fetches what this browser keeps, once the list is here; the number changes when something came.
#[hook]
fn use_kept(desk: &OwnDesk) -> (UseStateHandle<u32>, bool) {
    let revision = use_state_eq(|| 0_u32);
    let done = use_state_eq(|| false);
    {
        let (revision, done, tables) = (revision.clone(), done.setter(), Rc::clone(&desk.tables));
        use_effect_with(desk.loaded, move |loaded| {
            if !*loaded {
                return;
            }
            own::serve();
            spawn_local(async move {
                for table in tables.iter().filter(|it| it.kept) {
                    if own::held(&table.name).is_none()
                        && let Some(csv) = own::kept(&table.name).await
                    {
                        // Without room for it the file is asked for.
                        let _ = own::put(&table.name, &csv, None);
                    }
                }
                revision.set(revision.wrapping_add(1));
                done.set(true);
            });
        });
    }
    let is_done = *done;
    (revision, is_done)
}

/// The room: the list of tables, the look at a file, or the bench.
#[component]
pub(crate) fn FreeRoom() -> Html {
    let words = use_locale();
    let root = use_root();
    let engine = use_engine();
    let town = use_settings().town;
    let courses = use_context::<Courses>();
    let lessons = use_lessons(true);
    let handle = use_exercise(&free_room(), asked(TABLE));
    let desk = use_desk();
    let (revision, is_here) = use_kept(&desk);
    use_title(&words.t("free-title"));
    use_arrival();
    let taken = use_state(Vec::<String>::new);
    let choosing = use_state_eq(|| false);
    // Whether she goes on without a file that her steps read.
    let passing = use_state_eq(|| false);
    let opening = use_state_eq(|| None::<(u32, Opening)>);
    let said = use_state_eq(AttrValue::default);
    let can_keep = use_state_eq(|| false);
    {
        let can_keep = can_keep.setter();
        use_effect_with((), move |()| {
            spawn_local(async move { can_keep.set(library::lasts().await) });
        });
    }
    let of_site = use_memo(lessons.here.clone(), |Shared(here)| desk::tables(here));
    let answer = match &handle.work.draft {
        Some(Answer::Table(answer)) => answer.clone(),
        _ => TableAnswer::default(),
    };
    let own_sources = use_memo((Rc::clone(&desk.tables), *revision, words.lang()), |_| {
        desk.sources(&words)
    });
    // One's own hides a table of the site that came later under its name.
    let of_site = of_site
        .iter()
        .filter(|it| desk.tables.iter().all(|own| own.name != it.name));
    let tables: Vec<DataSource> = own_sources.iter().chain(of_site).cloned().collect();
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
        let (taken, choosing, passing) = (taken.clone(), choosing.setter(), passing.setter());
        let (handle, answer) = (handle.clone(), answer.clone());
        Callback::from(move |table: String| {
            if !desk::reads(&answer, &table) {
                passing.set(true);
            }
            if is_blank(&answer) {
                let table = table.clone();
                handle.set_draft(Answer::Table(TableAnswer {
                    steps: vec![StepEntry::on(Step::From { table })],
                    ..answer.clone()
                }));
            }
            let mut next = (*taken).clone();
            if !next.contains(&table) {
                next.push(table);
            }
            taken.set(next);
            choosing.set(false);
        })
    };
    let on_open = {
        let (opening, said, tables) = (opening.clone(), said.setter(), Rc::clone(&desk.tables));
        Callback::from(move |mut next: Opening| {
            said.set(AttrValue::default());
            if next.of.is_none() && !next.name.is_empty() {
                // A file that is asked for may come this way, too.
                let is_asked =
                    |it: &&OwnTable| it.recipe.file == next.name && own::held(&it.name).is_none();
                next.of = tables.iter().find(is_asked).cloned().map(Rc::new);
                next.is_look &= next.of.is_none();
            }
            let number = opening.as_ref().map_or(0, |(number, _)| number + 1);
            opening.set(Some((number, next)));
        })
    };
    let on_used = {
        let (opening, revision, desk) = (opening.setter(), revision.clone(), desk.clone());
        let (on_take, said, words) = (on_take.clone(), said.setter(), words.clone());
        Callback::from(move |used: Option<Rc<Used>>| {
            opening.set(None);
            let Some(used) = used else { return };
            let table = &used.table;
            if let Err(detail) = own::put(&table.name, &used.csv, Some(used.file.clone())) {
                let args = [("detail", detail.into())];
                said.set(words.t_with("file-no-room", &args).into());
                return;
            }
            revision.set(revision.wrapping_add(1));
            if table.kept {
                keep(
                    table.name.clone(),
                    used.csv.clone(),
                    said.clone(),
                    words.clone(),
                );
            }
            desk.with(table.clone());
            let args = [("name", (&table.name).into()), ("rows", table.rows.into())];
            said.set(words.t_with("file-here", &args).into());
            on_take.emit(table.name.clone());
        })
    };
    let on_wish = {
        let (desk, revision, taken) = (desk.clone(), revision.clone(), taken.clone());
        let (on_take, said, words) = (on_take.clone(), said.setter(), words.clone());
        Callback::from(move |wish: Wish| match wish {
            Wish::Take(name) => on_take.emit(name),
            Wish::Keep(name, kept) => {
                let Some(table) = desk.tables.iter().find(|it| it.name == name) else {
                    return;
                };
                desk.with(OwnTable {
                    kept,
                    ..table.clone()
                });
                let (said, words) = (said.clone(), words.clone());
                spawn_local(async move {
                    match own::held(&name) {
                        Some(held) if kept => match held.csv().await {
                            Ok(csv) => keep(name, csv, said, words),
                            Err(detail) => not_kept(detail, &said, &words),
                        },
                        _ => match own::unkeep(&name).await {
                            Ok(()) => said.set(words.t("file-unkept").into()),
                            Err(detail) => not_kept(detail, &said, &words),
                        },
                    }
                });
            }
            Wish::Remove(name) => {
                own::forget(&name);
                taken.set(taken.iter().filter(|it| **it != name).cloned().collect());
                desk.without(&name);
                revision.set(revision.wrapping_add(1));
                let (said, words) = (said.clone(), words.clone());
                spawn_local(async move {
                    match own::unkeep(&name).await {
                        Ok(()) => {
                            let args = [("name", name.into())];
                            said.set(words.t_with("file-removed", &args).into());
                        }
                        Err(detail) => not_kept(detail, &said, &words),
                    }
                });
            }
        })
    };
    let steps_file = use_state(|| None::<Rc<StepsFile>>);
    let take_steps = {
        let (desk, handle, steps_file) = (desk.clone(), handle.clone(), steps_file.setter());
        let (said, choosing, words) = (said.setter(), choosing.setter(), words.clone());
        Callback::from(move |file: Rc<StepsFile>| {
            desk.joined(file.tables.clone());
            handle.set_draft(Answer::Table(file.answer.clone()));
            steps_file.set(None);
            said.set(words.t("file-steps-taken").into());
            choosing.set(false);
        })
    };
    let on_steps = {
        let (take_steps, steps_file) = (take_steps.clone(), steps_file.setter());
        let (said, words, is_blank) = (said.setter(), words.clone(), is_blank(&answer));
        Callback::from(move |file: File| {
            let (take_steps, steps_file) = (take_steps.clone(), steps_file.clone());
            let (said, words) = (said.clone(), words.clone());
            spawn_local(async move {
                let bytes = own::bytes(&file).await.unwrap_or_default();
                match StepsFile::parse(&String::from_utf8_lossy(&bytes)) {
                    Ok(file) if is_blank => take_steps.emit(Rc::new(file)),
                    Ok(file) => {
                        said.set(AttrValue::default());
                        steps_file.set(Some(Rc::new(file)));
                    }
                    Err(DeskError::Newer) => said.set(words.t("file-steps-newer").into()),
                    Err(DeskError::Other) => said.set(words.t("file-steps-damaged").into()),
                }
            });
        })
    };
    let choose = |to: bool| {
        let (choosing, passing) = (choosing.setter(), passing.setter());
        Callback::from(move |_: MouseEvent| {
            choosing.set(to);
            passing.set(!to);
        })
    };
    let (ondragover, ondrop) = use_drop(&on_open);
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
    let is_missing = |it: &OwnTable| on_desk(&it.name) && own::held(&it.name).is_none();
    let is_missing = desk.tables.iter().any(is_missing);
    let is_desk_empty = module.data.is_empty();
    let is_list = is_desk_empty || (is_missing && !*passing) || *choosing;
    let is_coming = lessons.is_coming || !handle.loaded || !is_here;
    let content = if let Some((error, retry)) = failed {
        html! { <div class="page">{ fetch_trouble("courses-failed", &error, &retry, &words) }</div> }
    } else if is_coming {
        html! { <div class="page waiting" aria-busy="true"><p>{ words.t("free-coming") }</p></div> }
    } else if let Some((number, opening)) = &*opening {
        let names = tables.iter().map(|it| it.name.clone());
        let own = desk.tables.iter().map(|it| it.name.clone());
        let names: Vec<String> = names.chain(own).collect();
        html! { <FileLook key={*number} opening={opening.clone()} taken={Rc::new(names)} on_done={on_used} /> }
    } else if is_list {
        let back = (!is_desk_empty).then(|| choose(false));
        let here = desk.tables.iter().map(|it| it.name.clone());
        let here: Vec<String> = here.filter(|name| on_desk(name)).collect();
        let of_site = tables.get(own_sources.len()..).unwrap_or_default();
        let files = match desk.trouble {
            // Nothing may be put over it.
            Some(error) => html! {
                <p class="notice">{ words.t(if error == DeskError::Newer { "file-list-newer" } else { "file-list-damaged" }) }</p>
            },
            None => html! {
                <>
                { (*steps_file).as_ref().map(|file| {
                    let (file, no) = (Rc::clone(file), steps_file.setter());
                    let yes = take_steps.reform(move |_: MouseEvent| Rc::clone(&file));
                    let no = Callback::from(move |_: MouseEvent| no.set(None));
                    question(yes, no, &words)
                }).unwrap_or_default() }
                <OwnFiles tables={Rc::clone(&desk.tables)} on_desk={Rc::new(here)} revision={*revision} can_keep={*can_keep} said={(*said).clone()} on_open={on_open.clone()} {on_steps} {on_wish} />
                </>
            },
        };
        list(of_site, &lessons, &on_desk, &on_take, (back, files), &words)
    } else {
        html! { <div class="screen"><Workbench module={Rc::clone(&module)} own={Rc::clone(&desk.tables)} on_choose={choose(true)} /></div> }
    };
    let has_bench = !(is_coming || is_list || opening.is_some());
    {
        // What takes the place of something has the focus, else it would be nowhere.
        let root = root.clone();
        let came_from = use_mut_ref(|| None::<(bool, bool)>);
        let scene = (!is_coming).then_some((opening.is_some(), is_list));
        use_effect_with(scene, move |scene| {
            if came_from.replace(*scene).is_some() {
                focus_heading(&root);
            }
        });
    }
    html! {
        <article class={classes!("lesson", has_bench.then_some("lesson-screen"))} {ondragover} {ondrop}>
            { line }
            <div class="lesson-engine"><EngineLine /></div>
            <SaveTrouble />
            if !is_desk_empty { <EngineTrouble /> }
            { content }
        </article>
    }
}

fn is_blank(answer: &TableAnswer) -> bool {
    answer.steps.is_empty() && answer.sql.trim().is_empty()
}

/// Whether steps may take the place of those that are here.
fn question(yes: Callback<MouseEvent>, no: Callback<MouseEvent>, words: &Words) -> Html {
    html! {
        <div class="notice" role="alert">
            <p>{ words.t("file-steps-question") }</p>
            <div class="work-buttons">
                <button type="button" class="button-quiet" onclick={no}>{ words.t("cancel") }</button>
                <button type="button" class="button" onclick={yes}>{ words.t("file-steps-yes") }</button>
            </div>
        </div>
    }
}

/// Has this browser keep a table, and says what came of it.
fn keep(name: String, csv: Vec<u8>, said: UseStateSetter<AttrValue>, words: Words) {
    spawn_local(async move {
        match own::keep(&name, csv).await {
            Ok(()) => said.set(words.t_with("file-kept", &[("name", name.into())]).into()),
            Err(detail) => not_kept(detail, &said, &words),
        }
    });
}

fn not_kept(detail: String, said: &UseStateSetter<AttrValue>, words: &Words) {
    said.set(
        words
            .t_with("file-not-kept", &[("detail", detail.into())])
            .into(),
    );
}

/// Takes a file that is dropped anywhere in the room.
#[hook]
fn use_drop(on_open: &Callback<Opening>) -> (Callback<DragEvent>, Callback<DragEvent>) {
    let over = use_callback((), |event: DragEvent, ()| event.prevent_default());
    let drop = use_callback(on_open.clone(), |event: DragEvent, on_open| {
        // Else the browser would open what is dropped in the place of the page.
        event.prevent_default();
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            let name = file.name();
            on_open.emit(Opening {
                file,
                name,
                of: None,
                is_look: true,
            });
        }
    });
    (over, drop)
}

/// All tables, to choose from: name, size, warning, source.
fn list(
    tables: &[DataSource],
    lessons: &Lessons,
    on_desk: &dyn Fn(&str) -> bool,
    on_take: &Callback<String>,
    (back, files): (Option<Callback<MouseEvent>>, Html),
    words: &Words,
) -> Html {
    html! {
        <div class="page page-narrow free-tables">
            <h1 tabindex="-1">{ words.t("free-title") }</h1>
            <p>{ words.t("free-lead") }</p>
            if let Some(back) = back {
                <p><button type="button" class="button-quiet" onclick={back}>{ words.t("free-back") }</button></p>
            }
            { files }
            <h2>{ words.t("free-of-site") }</h2>
            <p>{ words.t(if tables.is_empty() { "free-nothing" } else { "free-choose-text" }) }</p>
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
                            <h3 lang="ja">{ &table.name }<span class="data-size">{ words.t_with("bench-size", &size) }</span></h3>
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
