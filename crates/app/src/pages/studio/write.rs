//! One module being written: the text on the left, the lesson on the right (one at a time where it is narrow).

use std::rc::Rc;

use spec::author::{FrontChange, TestReport};
use spec::exercise::Kind;
use spec::module::ColumnInfo;
use spec::seed::SeedList;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File, HtmlSelectElement};
use yew::prelude::*;

use super::code::CodeField;
use super::describe::Describe;
use super::files::{self, FileBox};
use super::front::Front;
use super::history::History;
use super::insert;
use super::intake::{self, Incoming, Intake, Taken};
use super::lasting::use_lasting;
use super::picture;
use super::preview::Preview;
use super::problems::Problems;
use super::publish::Publish;
use super::reading::Trouble;
use super::record::{self, Take};
use super::report::{ReportView, Spot};
use super::text;
use super::writer::{Saved, Undo, Writer, WriterState};
use crate::browser;
use crate::components::engine_line::EngineLine;
use crate::components::save_line::clock;
use crate::courses::Courses;
use crate::fetched::Shared;
use crate::hooks::{Words, use_arrival, use_engine, use_locale, use_title};
use crate::library::author_worker::{AuthorWorker, Files, WorkerError};
use crate::library::drafts::{self, Draft};
use crate::route::Route;

/// Properties of [`Write`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct WriteProps {
    /// Key of the draft.
    pub(super) draft: String,
}

/// Fetches a draft and opens it.
#[component]
pub(super) fn Write(props: &WriteProps) -> Html {
    let words = use_locale();
    let draft = use_state(|| None::<Result<Option<Draft>, String>>);
    {
        let draft = draft.setter();
        use_effect_with(props.draft.clone(), move |key| {
            let key = key.clone();
            spawn_local(async move { draft.set(Some(drafts::load(&key).await)) });
        });
    }
    match &*draft {
        None => html! { <div class="page waiting" aria-busy="true" /> },
        Some(Ok(Some(draft))) => {
            html! { <Opened id={props.draft.clone()} draft={draft.clone()} /> }
        }
        Some(other) => html! {
            <div class="page page-narrow">
                <h1 tabindex="-1">{ words.t("studio-title") }</h1>
                <p>{ words.t("studio-no-draft") }</p>
                if let Err(detail) = other { <p><code>{ detail }</code></p> }
                <p><a class="button" href={Route::Studio(None).href()}>{ words.t("studio-to-list") }</a></p>
            </div>
        },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OpenedProps {
    id: String,
    draft: Draft,
}

/// What is shown below the tools.
#[derive(Clone, PartialEq)]
enum ToolStatus {
    Nothing,
    Testing,
    Tested(Rc<TestReport>),
    /// Goes when the author goes on.
    Said(String),
    /// Files were taken out or written over, and can come back.
    Gone(String, Rc<Undo>),
}

#[component]
fn Opened(props: &OpenedProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let look = use_state(|| None::<WriterState>);
    let text_only = {
        let place = Route::Studio(Some(props.id.clone())).href();
        use_state_eq(move || browser::is_text_only(&place))
    };
    // With the number of changes of the text that it is about.
    let outcome = use_state_eq(|| (0_u32, ToolStatus::Nothing));
    let is_handed = use_state_eq(|| None::<String>);
    let courses = use_context::<Courses>();
    let seeing = use_state_eq(|| false);
    let ready = use_state_eq(|| false);
    let incoming = use_state(Vec::<Incoming>::new);
    let described = use_state_eq(|| None::<String>);
    let seeds = use_state_eq(|| Rc::new(SeedList::default()));
    let writer = {
        let on_look = {
            let look = look.setter();
            Callback::from(move |next| look.set(Some(next)))
        };
        let (props, client, english) = (
            props.clone(),
            engine.client.clone(),
            words.lang() == locale::Lang::En,
        );
        use_memo((), move |()| {
            let worker = AuthorWorker::get(Some(&client));
            Writer::new(&props.id, &props.draft, worker, english, on_look)
        })
    };
    let title = look
        .as_ref()
        .map(|look| look.pieces.frame.title.clone())
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| words.t("studio-title"));
    use_title(&title);
    use_arrival();
    {
        let (writer, text, seeds) = (Rc::clone(&writer), props.draft.text.clone(), seeds.setter());
        let main = engine.client.clone();
        use_effect_with((*text_only, *ready), move |(text_only, ready)| {
            if *text_only || !*ready {
                return;
            }
            writer.unread.set(false);
            spawn_local(async move {
                let text = writer.code.text().unwrap_or(text);
                writer.read(&text).await;
                // What the authors' worker has loaded is the preview's too.
                main.take_over(AuthorWorker::get(None).client());
                if let Ok(list) = AuthorWorker::get(None).seeds().await {
                    seeds.set(list);
                }
            });
        });
    }
    let insert = {
        let (writer, look) = (Rc::clone(&writer), look.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let kind = Kind::from_slug(&select.value());
            select.set_value("");
            let (Some(kind), Some(now)) = (kind, writer.code.text()) else {
                return;
            };
            let frame = look
                .as_ref()
                .map(|look| Rc::clone(&look.pieces.frame))
                .unwrap_or_default();
            let at = text::behind(&now, writer.code.line());
            writer.apply(&text::Edit {
                lines: at..at,
                text: insert::exercise(kind, &text::free_id(&now), &frame),
            });
        })
    };
    let add_seed = {
        let (writer, seeds) = (Rc::clone(&writer), seeds.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let id = select.value();
            select.set_value("");
            let Some(seed) = seeds.seeds.iter().find(|seed| seed.id == id) else {
                return;
            };
            let name = insert::short(&seed.title);
            let edit = writer
                .code
                .text()
                .and_then(|now| text::add_data(&now, name, "seed", &seed.id));
            if let Some(edit) = edit {
                writer.apply(&edit);
            }
        })
    };
    let tell = {
        let (writer, outcome) = (Rc::clone(&writer), outcome.setter());
        use_callback((), move |next: ToolStatus, ()| {
            outcome.set((writer.edits(), next))
        })
    };
    let add_others = {
        let (writer, tell, incoming, words) = (
            Rc::clone(&writer),
            tell.clone(),
            incoming.clone(),
            words.clone(),
        );
        Callback::from(move |picked: Vec<File>| {
            let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
            let incoming = incoming.clone();
            tell.emit(ToolStatus::Nothing);
            spawn_local(async move {
                let mut waiting = (*incoming).clone();
                let (mut refused, mut fresh) = (Vec::new(), Vec::new());
                for file in picked {
                    let bytes = Rc::new(files::read(&file).await.unwrap_or_default());
                    let name = file.name();
                    let place = files::place(&name);
                    if intake::is_table(&name) {
                        let is_csv = place.is_some();
                        let arrived = Incoming {
                            name: name.clone(),
                            bytes: Rc::clone(&bytes),
                        };
                        match intake::look(&arrived).await {
                            // Nothing is to be said of it.
                            Ok(look) if look.is_tidy && is_csv => {}
                            // Nobody can look at it: a module may have it all the same.
                            Err(Trouble::Absent(..)) if is_csv => {}
                            Ok(_) => {
                                waiting.push(arrived);
                                incoming.set(waiting.clone());
                                continue;
                            }
                            Err(error) => {
                                refused.push(format!("{name}：{}", error.message(&words)));
                                continue;
                            }
                        }
                    }
                    match place {
                        Some(place) => fresh.push((place, bytes)),
                        None => {
                            let args = [("path", name.into())];
                            refused.push(words.t_with("studio-file-kind", &args));
                        }
                    }
                }
                let mut replaced = Files::new();
                if !fresh.is_empty() {
                    let mut files = (*writer.files()).clone();
                    for (place, bytes) in fresh {
                        let before = files.insert(place.clone(), Rc::unwrap_or_clone(bytes));
                        let stem = place.strip_prefix("data/").and_then(spec::module::csv_stem);
                        if let (None, Some(stem), Some(now)) = (&before, stem, writer.code.text())
                            && let Some(edit) = text::add_data(&now, stem, "file", &place)
                        {
                            writer.apply(&edit);
                        }
                        replaced.extend(before.map(|bytes| (place, bytes)));
                    }
                    writer.set_files(files);
                }
                if !refused.is_empty() {
                    tell.emit(ToolStatus::Said(refused.join(" ")));
                } else if let Some(path) = replaced.keys().next() {
                    let said = words.t_with("studio-file-replaced", &[("path", path.into())]);
                    let now = writer.code.text().unwrap_or_default();
                    let undo = Undo {
                        files: replaced,
                        before: now.clone(),
                        after: now,
                    };
                    tell.emit(ToolStatus::Gone(said, Rc::new(undo)));
                }
            });
        })
    };
    let add_pictures = {
        let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
        use_callback((), move |(picked, pasted): (Vec<File>, bool), ()| {
            let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
            spawn_local(async move {
                if let Some(said) = put_in(&writer, picked, pasted, &words).await {
                    tell.emit(ToolStatus::Said(said));
                }
            });
        })
    };
    // Pictures are made ready first; the rest comes when they are in.
    let add_files = {
        let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
        Callback::from(move |picked: Vec<File>| {
            let (pictures, others): (Vec<File>, Vec<File>) = picked
                .into_iter()
                .partition(|file| picture::is_picture(&file.name()));
            let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
            let add_others = add_others.clone();
            spawn_local(async move {
                if let Some(said) = put_in(&writer, pictures, false, &words).await {
                    tell.emit(ToolStatus::Said(said));
                }
                if !others.is_empty() {
                    add_others.emit(others);
                }
            });
        })
    };
    let on_pictures = add_pictures.reform(|files| (files, true));
    let on_pasted = {
        let (tell, words) = (tell.clone(), words.clone());
        use_callback((), move |(), ()| {
            tell.emit(ToolStatus::Said(words.t("studio-pasted")));
        })
    };
    let remove_file = {
        let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
        Callback::from(move |path: String| {
            let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
            spawn_local(async move {
                let undo = writer.remove_file(&path).await;
                let said = words.t_with("studio-file-gone", &[("path", (&path).into())]);
                tell.emit(ToolStatus::Gone(said, Rc::new(undo)));
            });
        })
    };
    let amend = {
        let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
        // Made anew only with other words: the form draws itself again with it.
        use_callback(words.lang(), move |change: FrontChange, _| {
            let (writer, tell, words) = (Rc::clone(&writer), tell.clone(), words.clone());
            spawn_local(async move {
                match writer.amend(&[change]).await {
                    Ok(true) => {}
                    Ok(false) => tell.emit(ToolStatus::Said(words.t("front-unreadable"))),
                    Err(error) => tell.emit(ToolStatus::Said(error.message(&words))),
                }
            });
        })
    };
    let taken = {
        let (writer, tell, incoming, words) = (
            Rc::clone(&writer),
            tell.clone(),
            incoming.clone(),
            words.clone(),
        );
        Callback::from(move |taken: Option<Taken>| {
            incoming.set(incoming.iter().skip(1).cloned().collect());
            let Some(taken) = taken else { return };
            let mut files = (*writer.files()).clone();
            let name = files::free(&files, &taken.name);
            let path = format!("data/{name}.csv");
            files.insert(path.clone(), taken.csv);
            if let Some(text) = taken.description {
                files.insert(format!("data/{name}.toml"), text.into_bytes());
            }
            let edit = writer
                .code
                .text()
                .and_then(|now| text::add_data(&now, &name, "file", &path));
            if let Some(edit) = edit {
                writer.apply(&edit);
            }
            let args = [("name", (&path).into())];
            tell.emit(ToolStatus::Said(words.t_with("intake-done", &args)));
            writer.set_files(files);
        })
    };
    let on_describe = {
        let described = described.setter();
        Callback::from(move |path: String| described.set(Some(path)))
    };
    let on_described = {
        let (writer, described) = (Rc::clone(&writer), described.clone());
        Callback::from(move |text: Option<String>| {
            if let (Some(text), Some(path)) = (text, &*described) {
                let mut files = (*writer.files()).clone();
                files.insert(files::beside(path), text.into_bytes());
                writer.set_files(files);
            }
            described.set(None);
        })
    };
    let take = {
        let writer = Rc::clone(&writer);
        use_callback((), move |take: Take, ()| {
            for edit in record::edits(&take) {
                if let Some(edit) = writer.code.text().and_then(|now| edit(&now)) {
                    writer.apply(&edit);
                }
            }
        })
    };
    let test = {
        let (writer, outcome, words) = (Rc::clone(&writer), outcome.setter(), words.clone());
        Callback::from(move |_: MouseEvent| {
            let (writer, outcome, words) = (Rc::clone(&writer), outcome.clone(), words.clone());
            let at = writer.edits();
            outcome.set((at, ToolStatus::Testing));
            spawn_local(async move {
                let next = match writer.test().await {
                    Ok(report) => ToolStatus::Tested(Rc::new(report)),
                    Err(error) => ToolStatus::Said(error.message(&words)),
                };
                outcome.set((at, next));
            });
        })
    };
    let show_spot = {
        let (writer, seeing) = (Rc::clone(&writer), seeing.setter());
        use_callback((), move |spot: Spot, ()| {
            let now = writer.code.text().unwrap_or_default();
            let line = match spot {
                Spot::Exercise(id) => text::line_of(&now, &id.0),
                Spot::Text(text) => text::line_with(&now, &text),
            };
            if let Some(line) = line {
                seeing.set(false);
                writer.code.show(line, 1);
            }
        })
    };
    {
        let handed = is_handed.setter();
        let key = props.id.clone();
        // Asked again whenever something was read: it may have been handed out meanwhile.
        let read = look.as_ref().map(|look| Shared(Rc::clone(&look.pieces)));
        use_effect_with(read, move |_| {
            spawn_local(async move { handed.set(drafts::handed(&key).await) });
        });
    }
    let now = {
        let writer = Rc::clone(&writer);
        use_callback((), move |(), ()| {
            Some(Draft {
                text: writer.code.text()?,
                files: writer.files(),
            })
        })
    };
    let on_take = {
        let writer = Rc::clone(&writer);
        use_callback((), move |draft: Draft, ()| writer.take(&draft))
    };
    let on_version = {
        let writer = Rc::clone(&writer);
        use_callback((), move |version: u32, ()| {
            let now = writer.code.text();
            if let Some(edit) = now.and_then(|now| text::set_version(&now, version)) {
                writer.apply(&edit);
            }
        })
    };
    let pieces = look
        .as_ref()
        .map(|look| Rc::clone(&look.pieces))
        .unwrap_or_default();
    let show = {
        let (writer, seeing) = (Rc::clone(&writer), seeing.setter());
        use_callback((), move |(line, column): (u32, u32), ()| {
            seeing.set(false);
            writer.code.show(line, column);
        })
    };
    let on_edit = {
        let writer = Rc::clone(&writer);
        use_callback((), move |(), ()| writer.edited())
    };
    let on_move = {
        let writer = Rc::clone(&writer);
        use_callback((), move |(), ()| writer.moved())
    };
    let on_ready = {
        let ready = ready.setter();
        use_callback((), move |(), ()| ready.set(true))
    };
    let view = |wanted: bool| {
        let seeing_now = *seeing;
        let seeing = seeing.setter();
        html! {
            <button type="button" class="button-quiet" aria-pressed={(seeing_now == wanted).to_string()} onclick={Callback::from(move |_: MouseEvent| seeing.set(wanted))}>
                { words.t(if wanted { "studio-see" } else { "studio-write" }) }
            </button>
        }
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let ondrop = add_files.reform(|event: DragEvent| {
        event.prevent_default();
        files::all(event.data_transfer().and_then(|data| data.files()))
    });
    let lasts = use_lasting();
    let saved = match look.as_ref().map(|look| &look.saved) {
        Some(Saved::Not(_)) => words.t("save-failed-short"),
        _ if !lasts => words.t("save-fleeting-short"),
        None | Some(Saved::Kept) => words.t("save-kept"),
        Some(Saved::At(at)) => words.t_with("save-saved", &[("time", clock(*at).into())]),
    };
    let trouble = look
        .as_ref()
        .and_then(|look| look.trouble.as_ref())
        .map(|error: &WorkerError| error.message(&words));
    let is_broken = look.as_ref().is_none_or(WriterState::is_broken);
    let is_stale = look.as_ref().is_some_and(|look| look.edits != outcome.0);
    let list = courses.as_ref().and_then(Courses::list);
    let tracks: Vec<(String, String)> = list
        .iter()
        .flat_map(|list| &list.tracks)
        .map(|track| (track.id.to_string(), words.pick(&track.title)))
        .collect();
    let draw_again = {
        let text_only = text_only.setter();
        Callback::from(move |_: MouseEvent| {
            browser::forget_text_only();
            text_only.set(false);
        })
    };
    let drawn = look.as_ref().filter(|_| !*text_only);
    html! {
        <div class="studio" {ondragover} {ondrop}>
            <header class="studio-head">
                <a href={Route::Studio(None).href()}>{ words.t("studio-to-list") }</a>
                <h1 tabindex="-1" lang="ja">{ title }</h1>
                <span class="save-line">{ saved }</span>
            </header>
            if !lasts {
                <p class="notice">{ words.t("studio-fleeting") }</p>
            }
            <div class="studio-tools" role="group" aria-label={words.t("studio-tools")}>
                <select aria-label={words.t("studio-insert")} onchange={insert}>
                    <option value="" selected=true>{ words.t("studio-insert") }</option>
                    { for Kind::ALL.iter().map(|kind| html! { <option value={kind.slug()}>{ words.t(&format!("studio-kind-{}", kind.slug())) }</option> }) }
                </select>
                <select aria-label={words.t("studio-add-seed")} onchange={add_seed}>
                    <option value="" selected=true>{ words.t("studio-add-seed") }</option>
                    { for seeds.seeds.iter().map(|seed| html! { <option value={seed.id.clone()} lang="ja">{ &seed.title }</option> }) }
                </select>
                <FileBox files={look.as_ref().map(|look| Rc::clone(&look.files)).unwrap_or_else(|| Rc::clone(&props.draft.files))} on_add={add_files} on_remove={remove_file} {on_describe} />
                <button type="button" class="button" onclick={test} disabled={outcome.1 == ToolStatus::Testing}>{ words.t("studio-test") }</button>
                <Publish open={(props.id.clone(), now.clone())} />
                <History draft={props.id.clone()} {now} frame={Rc::clone(&pieces.frame)} asked={Rc::clone(&pieces.asked)} {on_take} {on_version} />
            </div>
            <div class="studio-tabs" role="group" aria-label={words.t("studio-view")}>{ view(false) }{ view(true) }</div>
            <div class="studio-outcome" role="status">
                { match &outcome.1 {
                    ToolStatus::Testing => html! { <p>{ words.t("studio-testing") }</p> },
                    ToolStatus::Tested(report) => html! { <ReportView report={Rc::clone(report)} {is_stale} on_show={show_spot} /> },
                    ToolStatus::Said(text) if !is_stale => html! { <p>{ text }</p> },
                    ToolStatus::Gone(text, undo) => {
                        let (writer, tell, undo) = (Rc::clone(&writer), tell.clone(), Rc::clone(undo));
                        let onclick = Callback::from(move |_: MouseEvent| {
                            writer.undo(&undo);
                            tell.emit(ToolStatus::Nothing);
                        });
                        html! { <p>{ text }{ " " }<button type="button" class="button-quiet" {onclick}>{ words.t("studio-undo-file") }</button></p> }
                    }
                    ToolStatus::Nothing | ToolStatus::Said(_) => html! {},
                } }
            </div>
            if *text_only {
                <div class="notice">
                    <p>{ words.t("studio-text-only") }</p>
                    <p><button type="button" class="button" onclick={draw_again}>{ words.t("studio-draw-again") }</button></p>
                </div>
            }
            if let Some(look) = drawn {
                <Front frame={Rc::clone(&look.pieces.frame)} {tracks} is_handed={is_handed.as_ref().is_some_and(|id| *id == look.pieces.frame.id.0)} on_change={amend} />
            }
            if look.as_ref().is_some_and(|look| look.elsewhere) {
                <p class="notice">{ words.t("studio-elsewhere") }</p>
            }
            if let Some(trouble) = trouble { <p class="notice">{ trouble }</p> }
            if let Some(file) = incoming.first() {
                <Intake key={format!("{} {}", incoming.len(), file.name)} file={file.clone()} on_done={taken} />
            }
            if let (Some(path), Some(look)) = (&*described, drawn) {
                <Describe key={path.clone()} path={path.clone()} text={files::text(&look.files, &files::beside(path))} columns={columns_of(look, path)} on_done={on_described} />
            }
            <div class="studio-panes" data-view={if *seeing { "see" } else { "write" }}>
                <section class="studio-write" aria-label={words.t("studio-write")}>
                    <CodeField code={writer.code.clone()} text={props.draft.text.clone()} on_edit={on_edit} on_move={on_move} on_files={on_pictures} {on_ready} on_pasted={on_pasted} />
                    if let Some(look) = drawn {
                        <Problems problems={Rc::clone(&look.problems)} on_show={show} />
                    } else if !*text_only {
                        <EngineLine />
                        <p aria-busy="true">{ words.t("studio-first-look") }</p>
                    }
                </section>
                <section class={classes!("studio-see", is_broken.then_some("studio-broken"))} aria-label={words.t("studio-see")}>
                    if let Some(look) = drawn {
                        <Preview pieces={Rc::clone(&look.pieces)} place={look.place.clone()} seeing={*seeing} on_take={take} />
                    }
                </section>
            </div>
        </div>
    }
}

/// Puts pictures into the module, each with its place in the text behind the cursor; says what became of them.
async fn put_in(
    writer: &Rc<Writer>,
    picked: Vec<File>,
    pasted: bool,
    words: &Words,
) -> Option<String> {
    let mut said = Vec::new();
    for file in picked {
        let bytes = files::read(&file).await.unwrap_or_default();
        let before = bytes.len();
        let ready = picture::prepared(&bytes).await;
        let name = file.name();
        let (bytes, ending) = match &ready {
            Some(ready) => (ready.bytes.clone(), ready.ending),
            None => {
                let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
                (bytes, ending)
            }
        };
        let mut files = (*writer.files()).clone();
        let place = picture::place(&name, &ending.to_ascii_lowercase(), pasted, &files);
        let kilobytes = |bytes: usize| bytes.div_ceil(1000);
        let args = [
            ("path", (&place).into()),
            ("before", kilobytes(before).into()),
            ("after", kilobytes(bytes.len()).into()),
        ];
        let is_smaller = kilobytes(bytes.len()) < kilobytes(before);
        said.push(words.t_with(
            if is_smaller {
                "studio-picture-smaller"
            } else {
                "studio-picture-in"
            },
            &args,
        ));
        files.insert(place.clone(), bytes);
        writer.set_files(files);
        // One that stands in the text already has only been replaced.
        if let Some(now) = writer.code.text()
            && !now.contains(&format!("]({place}"))
        {
            let (edit, (line, column)) = text::picture(&now, writer.code.line(), &place);
            writer.apply(&edit);
            writer.code.show(line, column);
        }
    }
    if said.is_empty() {
        return None;
    }
    said.push(words.t("studio-picture-words"));
    Some(said.join(" "))
}

/// The columns of a table of the module's own, as far as it was read.
fn columns_of(look: &WriterState, path: &str) -> Vec<ColumnInfo> {
    let frame = &look.pieces.frame;
    let source = frame.data.iter().find(|source| source.file == path);
    source
        .map(|source| source.columns.clone())
        .unwrap_or_default()
}
