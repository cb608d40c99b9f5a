//! One module being written: the text on the left, the lesson on the right (one at a time where it is narrow).

use std::rc::Rc;

use spec::author::TestReport;
use spec::module::ColumnInfo;
use spec::seed::SeedList;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File, HtmlSelectElement};
use yew::prelude::*;

use super::code::CodeField;
use super::describe::Describe;
use super::files::{self, FileBox};
use super::hand_out::HandOut;
use super::insert;
use super::intake::{self, Incoming, Intake, Taken};
use super::preview::Preview;
use super::problems::Problems;
use super::reading::Trouble;
use super::record::{self, Take};
use super::report::Report;
use super::text;
use super::use_lasting;
use super::writer::{Look, Saved, Writer};
use crate::components::engine_line::EngineLine;
use crate::components::save_line::clock;
use crate::hooks::{use_arrival, use_engine, use_locale, use_title};
use crate::library::desk::{Desk, DeskError};
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
enum Outcome {
    Nothing,
    Testing,
    Tested(Rc<TestReport>),
    Said(String),
}

#[component]
fn Opened(props: &OpenedProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let look = use_state(|| None::<Look>);
    let outcome = use_state_eq(|| Outcome::Nothing);
    let seeing = use_state_eq(|| false);
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
            let desk = Desk::get(Some(&client));
            Writer::new(&props.id, &props.draft, desk, english, on_look)
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
        use_effect_with((), move |()| {
            spawn_local(async move {
                writer.read(&text).await;
                // What the desk has loaded is the preview's too.
                main.take_over(Desk::get(None).client());
                if let Ok(list) = Desk::get(None).seeds().await {
                    seeds.set(list);
                }
            });
        });
    }
    let insert = {
        let (writer, look) = (Rc::clone(&writer), look.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let kind = select.value();
            select.set_value("");
            let Some(now) = writer.code.text().filter(|_| !kind.is_empty()) else {
                return;
            };
            let frame = look
                .as_ref()
                .map(|look| Rc::clone(&look.pieces.frame))
                .unwrap_or_default();
            let at = text::behind(&now, writer.code.line());
            writer.apply(&text::Edit {
                lines: at..at,
                text: insert::exercise(&kind, &text::free_id(&now), &frame),
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
            // Short: what stands in brackets is the source's business.
            let name = seed.title.split(['（', '(']).next().unwrap_or(&seed.title);
            let edit = writer
                .code
                .text()
                .and_then(|now| text::add_data(&now, name, "seed", &seed.id));
            if let Some(edit) = edit {
                writer.apply(&edit);
            }
        })
    };
    let add_files = {
        let (writer, look, outcome, incoming, words) = (
            Rc::clone(&writer),
            look.clone(),
            outcome.setter(),
            incoming.clone(),
            words.clone(),
        );
        Callback::from(move |picked: Vec<File>| {
            let (writer, outcome, words) = (Rc::clone(&writer), outcome.clone(), words.clone());
            let incoming = incoming.clone();
            let mut files = look
                .as_ref()
                .map(|look| (*look.files).clone())
                .unwrap_or_default();
            spawn_local(async move {
                let mut waiting = (*incoming).clone();
                for file in picked {
                    if intake::is_table(&file.name()) {
                        let bytes = files::read(&file).await.unwrap_or_default();
                        let arrived = Incoming {
                            name: file.name(),
                            bytes: Rc::new(bytes),
                        };
                        let is_csv = files::place(&arrived.name).is_some();
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
                                let said = format!("{}：{}", arrived.name, error.message(&words));
                                outcome.set(Outcome::Said(said));
                                continue;
                            }
                        }
                    }
                    let Some(place) = files::place(&file.name()) else {
                        let args = [("path", file.name().into())];
                        outcome.set(Outcome::Said(words.t_with("studio-file-kind", &args)));
                        continue;
                    };
                    let bytes = files::read(&file).await.unwrap_or_default();
                    let is_new = files.insert(place.clone(), bytes).is_none();
                    let stem = place.strip_prefix("data/").and_then(spec::module::csv_stem);
                    if let (true, Some(stem), Some(now)) = (is_new, stem, writer.code.text())
                        && let Some(edit) = text::add_data(&now, stem, "file", &place)
                    {
                        writer.apply(&edit);
                    }
                }
                writer.set_files(files);
            });
        })
    };
    let remove_file = {
        let (writer, look) = (Rc::clone(&writer), look.clone());
        Callback::from(move |path: String| {
            if let Some(look) = &*look {
                let mut files = (*look.files).clone();
                files.remove(&path);
                writer.set_files(files);
            }
        })
    };
    let taken = {
        let (writer, look, outcome, incoming, words) = (
            Rc::clone(&writer),
            look.clone(),
            outcome.setter(),
            incoming.clone(),
            words.clone(),
        );
        Callback::from(move |taken: Option<Taken>| {
            incoming.set(incoming.iter().skip(1).cloned().collect());
            let Some(taken) = taken else { return };
            let mut files = look
                .as_ref()
                .map(|look| (*look.files).clone())
                .unwrap_or_default();
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
            outcome.set(Outcome::Said(words.t_with("intake-done", &args)));
            writer.set_files(files);
        })
    };
    let on_describe = {
        let described = described.setter();
        Callback::from(move |path: String| described.set(Some(path)))
    };
    let on_described = {
        let (writer, look, described) = (Rc::clone(&writer), look.clone(), described.clone());
        Callback::from(move |text: Option<String>| {
            if let (Some(text), Some(path), Some(look)) = (text, &*described, &*look) {
                let mut files = (*look.files).clone();
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
            outcome.set(Outcome::Testing);
            spawn_local(async move {
                outcome.set(match writer.test().await {
                    Ok(report) => Outcome::Tested(Rc::new(report)),
                    Err(error) => Outcome::Said(error.message(&words)),
                });
            });
        })
    };
    let text = {
        let writer = Rc::clone(&writer);
        use_callback((), move |(), ()| writer.code.text())
    };
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
        .map(|error: &DeskError| error.message(&words));
    let is_broken = look.as_ref().is_none_or(Look::is_broken);
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
                    { for insert::KINDS.iter().map(|kind| html! { <option value={*kind}>{ words.t(&format!("studio-kind-{kind}")) }</option> }) }
                </select>
                <select aria-label={words.t("studio-add-seed")} onchange={add_seed}>
                    <option value="" selected=true>{ words.t("studio-add-seed") }</option>
                    { for seeds.seeds.iter().map(|seed| html! { <option value={seed.id.clone()} lang="ja">{ &seed.title }</option> }) }
                </select>
                <FileBox files={look.as_ref().map(|look| Rc::clone(&look.files)).unwrap_or_else(|| Rc::clone(&props.draft.files))} on_add={add_files} on_remove={remove_file} {on_describe} />
                <button type="button" class="button" onclick={test} disabled={*outcome == Outcome::Testing}>{ words.t("studio-test") }</button>
                <HandOut open={(props.id.clone(), text)} />
            </div>
            <div class="studio-tabs" role="group" aria-label={words.t("studio-view")}>{ view(false) }{ view(true) }</div>
            <div class="studio-outcome" role="status">
                { match &*outcome {
                    Outcome::Nothing => html! {},
                    Outcome::Testing => html! { <p>{ words.t("studio-testing") }</p> },
                    Outcome::Tested(report) => html! { <Report report={Rc::clone(report)} /> },
                    Outcome::Said(text) => html! { <p>{ text }</p> },
                } }
            </div>
            if let Some(trouble) = trouble { <p class="notice">{ trouble }</p> }
            if let Some(file) = incoming.first() {
                <Intake key={format!("{} {}", incoming.len(), file.name)} file={file.clone()} on_done={taken} />
            }
            if let (Some(path), Some(look)) = (&*described, &*look) {
                <Describe key={path.clone()} path={path.clone()} text={files::text(&look.files, &files::beside(path))} columns={columns_of(look, path)} on_done={on_described} />
            }
            <div class="studio-panes" data-view={if *seeing { "see" } else { "write" }}>
                <section class="studio-write" aria-label={words.t("studio-write")}>
                    <CodeField code={writer.code.clone()} text={props.draft.text.clone()} on_edit={on_edit} on_move={on_move} />
                    if let Some(look) = &*look {
                        <Problems problems={Rc::clone(&look.problems)} on_show={show} />
                    } else {
                        <EngineLine />
                        <p aria-busy="true">{ words.t("studio-first-look") }</p>
                    }
                </section>
                <section class={classes!("studio-see", is_broken.then_some("studio-broken"))} aria-label={words.t("studio-see")}>
                    if let Some(look) = &*look {
                        <Preview pieces={Rc::clone(&look.pieces)} place={look.place.clone()} seeing={*seeing} on_take={take} />
                    }
                </section>
            </div>
        </div>
    }
}

/// The columns of a table of the module's own, as far as it was read.
fn columns_of(look: &Look, path: &str) -> Vec<ColumnInfo> {
    let frame = &look.pieces.frame;
    let source = frame.data.iter().find(|source| source.file == path);
    source
        .map(|source| source.columns.clone())
        .unwrap_or_default()
}
