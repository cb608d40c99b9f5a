//! One's own modules: begin one, go on with one, take one in from a zip.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::hand_out::HandOut;
use super::said::refused;
use super::tracks::Tracks;
use super::twin::Twin;
use super::{files, insert, use_lasting};
use crate::browser;
use crate::components::confirm::ConfirmButton;
use crate::hooks::{use_arrival, use_engine, use_locale, use_title};
use crate::library::added::{Refusal, sources};
use crate::library::desk::Desk;
use crate::library::drafts::{self, About, Draft};
use crate::route::Route;

/// The list.
#[component]
pub(super) fn List() -> Html {
    let words = use_locale();
    let engine = use_engine();
    let drafts = use_state(|| None::<Vec<(String, About)>>);
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
        let outcome = outcome.setter();
        Callback::from(move |_: MouseEvent| {
            let key = drafts::new_key();
            let draft = Draft {
                text: insert::module(&format!("my-{key}")),
                files: Rc::default(),
            };
            let outcome = outcome.clone();
            spawn_local(async move {
                match drafts::save_all(&key, "新しい教材", &draft).await {
                    Ok(()) => go(&key),
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
            let desk = Desk::get(Some(&client));
            outcome.set(words.t("studio-reading"));
            spawn_local(async move {
                for file in picked {
                    match take_in(&desk, &file).await {
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
                <ConfirmButton label={words.t("studio-remove")} question={words.t_with("studio-remove-question", &[("title", (&about.title).into())])} yes={words.t("studio-remove")} onconfirm={remove} />
            </li>
        }
    };
    html! {
        <div class="page page-narrow studio-list">
            <p><a href={Route::Home.href()}>{ words.t("to-home") }</a></p>
            <h1 tabindex="-1">{ words.t("studio-title") }</h1>
            <p class="lead">{ words.t("studio-lead") }{ if lasts { words.t("studio-kept") } else { String::new() } }</p>
            if !lasts {
                <p class="notice">{ words.t("studio-fleeting") }</p>
            }
            <div class="work-buttons">
                <button type="button" class="button button-large" onclick={begin}>{ words.t("studio-new") }</button>
                <label class="button-quiet file-button">
                    <span>{ words.t("studio-open-zip") }</span>
                    <input type="file" class="visually-hidden" accept=".zip,application/zip" {onchange} />
                </label>
                <HandOut />
            </div>
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

fn go(key: &str) {
    if let Some(location) = browser::window().map(|window| window.location()) {
        // Within the page: never refused.
        let _ = location.set_hash(&Route::Studio(Some(key.to_owned())).href());
    }
}

/// Makes a draft of each module in a zip.
async fn take_in(desk: &Desk, file: &web_sys::File) -> Result<usize, Refusal> {
    let bytes = files::read(file).await.unwrap_or_default();
    let all = desk.unzip(bytes).await.map_err(Refusal::Desk)?;
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
        drafts::save_all(&key, &title, &draft)
            .await
            .map_err(Refusal::NotKept)?;
        drafts::in_file(&key);
    }
    Ok(count)
}
