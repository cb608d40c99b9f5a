//! One's own modules: begin one, go on with one, take one in from a zip.

use std::rc::Rc;

use spec::author::template;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::publish::{Publish, why};
use super::said::refused;
use super::tracks::Tracks;
use super::twin::Twin;
use super::{files, insert, use_lasting};
use crate::components::confirm::ConfirmButton;
use crate::components::studio_lead::StudioLead;
use crate::courses::{Courses, added as beside};
use crate::hooks::{Words, use_arrival, use_engine, use_locale, use_root, use_title};
use crate::library::PLACE;
use crate::library::added::{Refusal, sources};
use crate::library::author_worker::AuthorWorker;
use crate::library::copy;
use crate::library::drafts::{self, About, Draft};
use crate::library::publish::PublishError;
use crate::root::Root;
use crate::route::Route;

/// The list.
#[component]
pub(super) fn List() -> Html {
    let words = use_locale();
    let root = use_root();
    let engine = use_engine();
    let drafts = use_state(|| None::<Vec<(String, About)>>);
    let courses = use_context::<Courses>();
    let lasts = use_lasting();
    let outcome = use_state_eq(String::new);
    use_title(&words.t("studio-title"));
    use_arrival();
    let reload = {
        let drafts = drafts.setter();
        use_callback((), move |(): (), ()| {
            let drafts = drafts.clone();
            spawn_local(async move { drafts.set(Some(drafts::list().await)) });
        })
    };
    {
        let reload = reload.clone();
        use_effect_with((), move |()| reload.emit(()));
    }
    let begin = {
        let (outcome, client) = (outcome.setter(), engine.client.clone());
        let root = root.clone();
        Callback::from(move |_: MouseEvent| {
            let key = drafts::new_key();
            let (outcome, worker) = (outcome.clone(), AuthorWorker::get(Some(&client)));
            let root = root.clone();
            spawn_local(async move {
                // A table that this site has; without any, the author brings the first.
                let list = worker.seeds().await.unwrap_or_default();
                let usual = list.seeds.iter().find(|seed| seed.id == "mie-population");
                let seed = usual.or(list.seeds.first());
                let seed = seed.map(|seed| match seed.id.as_str() {
                    "mie-population" => ("人口", "mie-population"),
                    id => (insert::short(&seed.title), id),
                });
                let draft = Draft {
                    text: insert::module(&new_id(), seed),
                    files: Rc::default(),
                };
                match drafts::save(&key, template::TITLE, &draft.text, Some(&draft.files), "").await
                {
                    Ok(_) => go(&root, &key),
                    Err(detail) => outcome.set(detail),
                }
            });
        })
    };
    let onchange = {
        let (outcome, reload, words, client) = (
            outcome.setter(),
            reload.clone(),
            words.clone(),
            engine.client.clone(),
        );
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let picked = files::all(input.files());
            input.set_value("");
            let (outcome, reload, words) = (outcome.clone(), reload.clone(), words.clone());
            let worker = AuthorWorker::get(Some(&client));
            outcome.set(words.t("studio-reading"));
            spawn_local(async move {
                for file in picked {
                    match take_in(&worker, &file).await {
                        Ok(count) => {
                            outcome.set(words.t_with("studio-imported", &[("count", count.into())]))
                        }
                        Err(refusal) => outcome.set(refused(&words, &refusal)),
                    }
                }
                reload.emit(());
            });
        })
    };
    let list_of_drafts = drafts.as_deref().unwrap_or_default();
    let copied = {
        let (outcome, words) = (outcome.setter(), words.clone());
        let root = root.clone();
        move |made: Result<String, PublishError>| match made {
            Ok(key) => go(&root, &key),
            Err(error) => outcome.set(why(&words, &error)),
        }
    };
    let from_site = {
        let (copied, outcome, words, client) = (
            copied.clone(),
            outcome.setter(),
            words.clone(),
            engine.client.clone(),
        );
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let url = select.value();
            select.set_value("");
            if url.is_empty() {
                return;
            }
            let (copied, words, worker) = (
                copied.clone(),
                words.clone(),
                AuthorWorker::get(Some(&client)),
            );
            outcome.set(words.t("studio-reading"));
            spawn_local(async move {
                let name = |title: &str| copy_of(&words, title);
                copied(copy::of_site(&worker, &url, name).await);
            });
        })
    };
    let courses = courses.as_ref().and_then(Courses::list);
    let site = courses.iter().flat_map(|list| &list.tracks).filter_map(|track| {
        let of_site = |url: &str| !url.starts_with(PLACE) && !beside::is_source(url);
        let modules = track.modules.iter().filter(|module| of_site(&module.url));
        let options: Vec<Html> = modules
            .map(|module| html! { <option value={module.url.clone()} lang="ja">{ &module.title }</option> })
            .collect();
        (!options.is_empty()).then(|| html! { <optgroup label={words.pick(&track.title)}>{ options }</optgroup> })
    }).collect::<Vec<Html>>();
    let line = |(key, about): &(String, About)| {
        let remove = {
            let (key, reload) = (key.clone(), reload.clone());
            Callback::from(move |()| {
                let (key, reload) = (key.clone(), reload.clone());
                spawn_local(async move {
                    // What could not be removed is still in the list.
                    let _ = drafts::remove(&key).await;
                    reload.emit(());
                });
            })
        };
        let copy = {
            let (key, copied, words, client) = (
                key.clone(),
                copied.clone(),
                words.clone(),
                engine.client.clone(),
            );
            Callback::from(move |_: MouseEvent| {
                let (key, copied, words) = (key.clone(), copied.clone(), words.clone());
                let worker = AuthorWorker::get(Some(&client));
                spawn_local(async move {
                    let name = |title: &str| copy_of(&words, title);
                    copied(copy::of_own(&worker, &key, name).await);
                });
            })
        };
        html! {
            <li key={key.clone()} class="module">
                <a href={Route::Studio(Some(key.clone())).href()} lang="ja">{ &about.title }</a>
                <span class="module-facts">
                    if about.version > 0 { <span>{ words.t_with("studio-version", &[("version", about.version.into())]) }</span> }
                    <span>{ words.t_with("studio-changed", &[("when", when(about.updated).into())]) }</span>
                </span>
                if let Some((twin, _)) = twin(list_of_drafts, key, about) {
                    <Twin draft={key.clone()} other={twin.clone()} about={about.clone()} on_change={reload.clone()} />
                }
                <button type="button" class="button-quiet" onclick={copy} aria-label={words.t_with("studio-copy-of", &[("title", (&about.title).into())])}>{ words.t("studio-copy") }</button>
                <ConfirmButton label={words.t("studio-remove")} question={words.t_with("studio-remove-question", &[("title", (&about.title).into())])} yes={words.t("studio-remove")} onconfirm={remove} />
            </li>
        }
    };
    html! {
        <div class="page page-narrow studio-list">
            <StudioLead {lasts} />
            if !lasts {
                <p class="notice">{ words.t("studio-fleeting") }</p>
            }
            <div class="work-buttons">
                <button type="button" class="button button-large" onclick={begin}>{ words.t("studio-new") }</button>
                <label class="button-quiet file-button">
                    <span>{ words.t("studio-open-zip") }</span>
                    <input type="file" class="visually-hidden" accept=".zip,application/zip" {onchange} />
                </label>
                <Publish />
            </div>
            if !site.is_empty() {
                <p class="studio-from-site">
                    <select aria-label={words.t("studio-from-site")} onchange={from_site}>
                        <option value="" selected=true>{ words.t("studio-from-site") }</option>
                        { site }
                    </select>
                </p>
            }
            <p role="status" class="work-outcome">{ &*outcome }</p>
            <h2>{ words.t("studio-mine") }</h2>
            if let Some(list) = &*drafts {
                if list.is_empty() {
                    <p>{ words.t("studio-none-yet") }</p>
                }
                <ul class="modules">{ for list.iter().map(line) }</ul>
                <Tracks drafts={list.clone()} />
            }
        </div>
    }
}

/// The other draft of the same module that was changed last, if there is one.
fn twin<'a>(
    drafts: &'a [(String, About)],
    key: &str,
    about: &About,
) -> Option<&'a (String, About)> {
    let is_twin = |other: &&(String, About)| other.0 != key && other.1.id == about.id;
    drafts.iter().find(is_twin).filter(|_| !about.id.is_empty())
}

/// `2026-11-29 14:05`, by the clock of whoever reads it.
pub(super) fn when(at: u64) -> String {
    let day = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    format!(
        "{}-{:02}-{:02} {}:{:02}",
        day.get_full_year(),
        day.get_month() + 1,
        day.get_date(),
        day.get_hours(),
        day.get_minutes()
    )
}

/// What a copy is called.
fn copy_of(words: &Words, title: &str) -> String {
    words.t_with("studio-copy-title", &[("title", title.into())])
}

/// An id that can be read and kept: the day and the second on which the module was begun.
fn new_id() -> String {
    let now = js_sys::Date::new_0();
    format!(
        "my-{}{:02}{:02}-{:02}{:02}{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date(),
        now.get_hours(),
        now.get_minutes(),
        now.get_seconds(),
    )
}

fn go(root: &Root, key: &str) {
    root.go(&Route::Studio(Some(key.to_owned())));
}

/// Makes a draft of each module in a zip.
async fn take_in(worker: &AuthorWorker, file: &web_sys::File) -> Result<usize, Refusal> {
    let bytes = files::read(file).await.unwrap_or_default();
    let all = worker.unzip(bytes).await.map_err(Refusal::Worker)?;
    let sources = sources(&all)?;
    let count = sources.len();
    for (at, source) in sources.into_iter().enumerate() {
        let title = source
            .text
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .unwrap_or(&source.path)
            .to_owned();
        let draft = Draft {
            text: source.text,
            files: source.files,
        };
        // One moment for all of them would be one key.
        let key = format!("{}{at:03}", drafts::new_key());
        drafts::save(&key, &title, &draft.text, Some(&draft.files), "")
            .await
            .map_err(Refusal::NotKept)?;
        drafts::in_file(&key);
    }
    Ok(count)
}
