//! One module being written: the text on the left, the lesson on the right (one at a time where it is narrow).

use std::rc::Rc;

use spec::author::TestReport;
use spec::seed::SeedList;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File, HtmlSelectElement};
use yew::prelude::*;

use super::code::CodeField;
use super::files::{self, FileBox};
use super::hand_out::HandOut;
use super::history::History;
use super::insert;
use super::picture;
use super::preview::Preview;
use super::problems::Problems;
use super::record::{self, Take};
use super::report::Report;
use super::text;
use super::use_lasting;
use super::writer::{Look, Saved, Writer};
use crate::components::engine_line::EngineLine;
use crate::components::save_line::clock;
use crate::hooks::{Words, use_arrival, use_engine, use_locale, use_title};
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
        let (writer, outcome, words) = (Rc::clone(&writer), outcome.setter(), words.clone());
        Callback::from(move |picked: Vec<File>| {
            let (writer, outcome, words) = (Rc::clone(&writer), outcome.clone(), words.clone());
            let mut files = (*writer.files()).clone();
            spawn_local(async move {
                for file in picked {
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
    let add_pictures = {
        let (writer, outcome, words) = (Rc::clone(&writer), outcome.setter(), words.clone());
        use_callback((), move |(picked, pasted): (Vec<File>, bool), ()| {
            let (writer, outcome, words) = (Rc::clone(&writer), outcome.clone(), words.clone());
            spawn_local(async move {
                if let Some(said) = put_in(&writer, picked, pasted, &words).await {
                    outcome.set(Outcome::Said(said));
                }
            });
        })
    };
    // Pictures are made ready first; the rest comes when they are in.
    let add_files = {
        let (writer, outcome, words) = (Rc::clone(&writer), outcome.setter(), words.clone());
        Callback::from(move |picked: Vec<File>| {
            let (pictures, others): (Vec<File>, Vec<File>) = picked
                .into_iter()
                .partition(|file| picture::is_picture(&file.name()));
            let (writer, outcome, words) = (Rc::clone(&writer), outcome.clone(), words.clone());
            let add_files = add_files.clone();
            spawn_local(async move {
                if let Some(said) = put_in(&writer, pictures, false, &words).await {
                    outcome.set(Outcome::Said(said));
                }
                if !others.is_empty() {
                    add_files.emit(others);
                }
            });
        })
    };
    let on_pictures = add_pictures.reform(|files| (files, true));
    let on_pasted = {
        let (outcome, words) = (outcome.setter(), words.clone());
        use_callback((), move |(), ()| {
            outcome.set(Outcome::Said(words.t("studio-pasted")));
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
                <FileBox files={look.as_ref().map(|look| Rc::clone(&look.files)).unwrap_or_else(|| Rc::clone(&props.draft.files))} on_add={add_files} on_remove={remove_file} />
                <button type="button" class="button" onclick={test} disabled={*outcome == Outcome::Testing}>{ words.t("studio-test") }</button>
                <HandOut open={(props.id.clone(), text.clone())} />
                <History draft={props.id.clone()} {text} files={writer.files()} frame={Rc::clone(&pieces.frame)} asked={Rc::clone(&pieces.asked)} {on_take} {on_version} />
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
            <div class="studio-panes" data-view={if *seeing { "see" } else { "write" }}>
                <section class="studio-write" aria-label={words.t("studio-write")}>
                    <CodeField code={writer.code.clone()} text={props.draft.text.clone()} on_edit={on_edit} on_move={on_move} on_files={on_pictures} on_pasted={on_pasted} />
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
