//! One's own modules: begin one, go on with one, take one in from a zip.

use std::rc::Rc;

use spec::author::template;
use spec::catalogue::{Catalogue, TrackEntry};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::dates::when;
use super::lasting::use_lasting;
use super::publish::{Publish, why};
use super::said::refused;
use super::site::is_of_site;
use super::tracks::Tracks;
use super::twin::Twin;
use super::{files, insert};
use crate::components::confirm::ConfirmButton;
use crate::components::studio_lead::StudioLead;
use crate::courses::Courses;
use crate::engine::EngineClient;
use crate::hooks::{Words, use_arrival, use_engine, use_locale, use_root, use_title};
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
    let acts = Acts {
        words: words.clone(),
        root,
        client: engine.client,
        outcome: outcome.setter(),
        reload,
    };
    let site = courses.as_ref().and_then(Courses::list);
    let site = site.map_or_else(Vec::new, |list| site_modules(&list, &words));
    html! {
        <div class="page page-narrow studio-list">
            <StudioLead {lasts} />
            if !lasts {
                <p class="notice">{ words.t("studio-fleeting") }</p>
            }
            <div class="work-buttons">
                <button type="button" class="button button-large" onclick={acts.begin()}>{ words.t("studio-new") }</button>
                <label class="button-quiet file-button">
                    <span>{ words.t("studio-open-zip") }</span>
                    <input type="file" class="visually-hidden" accept=".zip,application/zip" onchange={acts.open()} />
                </label>
                <Publish />
            </div>
            if !site.is_empty() {
                <p class="studio-from-site">
                    <select aria-label={words.t("studio-from-site")} onchange={acts.copy_of_site()}>
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
                <ul class="modules">{ for list.iter().map(|draft| line(draft, list, &acts)) }</ul>
                <Tracks drafts={list.clone()} />
            }
        </div>
    }
}

/// What the list's buttons need.
#[derive(Clone)]
struct Acts {
    words: Words,
    root: Root,
    client: EngineClient,
    /// Told in words what came of it.
    outcome: UseStateSetter<String>,
    /// Told that there are other drafts now.
    reload: Callback<()>,
}

impl Acts {
    /// Begins a module.
    fn begin(&self) -> Callback<MouseEvent> {
        let acts = self.clone();
        Callback::from(move |_: MouseEvent| {
            let key = drafts::new_key();
            let (acts, worker) = (acts.clone(), AuthorWorker::get(Some(&acts.client)));
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
                    Ok(_) => acts.go(&key),
                    Err(detail) => acts.outcome.set(detail),
                }
            });
        })
    }

    /// Makes drafts of the modules in zips.
    fn open(&self) -> Callback<Event> {
        let acts = self.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let picked = files::all(input.files());
            input.set_value("");
            let (acts, worker) = (acts.clone(), AuthorWorker::get(Some(&acts.client)));
            acts.outcome.set(acts.words.t("studio-reading"));
            spawn_local(async move {
                let Acts { words, outcome, .. } = &acts;
                for file in picked {
                    match take_in(&worker, &file).await {
                        Ok(count) => {
                            outcome.set(words.t_with("studio-imported", &[("count", count.into())]))
                        }
                        Err(refusal) => outcome.set(refused(words, &refusal)),
                    }
                }
                acts.reload.emit(());
            });
        })
    }

    /// Makes a draft of a module of the site.
    fn copy_of_site(&self) -> Callback<Event> {
        let acts = self.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let url = select.value();
            select.set_value("");
            if url.is_empty() {
                return;
            }
            let (acts, worker) = (acts.clone(), AuthorWorker::get(Some(&acts.client)));
            acts.outcome.set(acts.words.t("studio-reading"));
            spawn_local(async move {
                let name = |title: &str| copy_of(&acts.words, title);
                acts.copied(copy::of_site(&worker, &url, name).await);
            });
        })
    }

    /// Makes a draft of another one.
    fn copy_of_own(&self, key: &str) -> Callback<MouseEvent> {
        let (acts, key) = (self.clone(), key.to_owned());
        Callback::from(move |_: MouseEvent| {
            let (acts, key) = (acts.clone(), key.clone());
            let worker = AuthorWorker::get(Some(&acts.client));
            spawn_local(async move {
                let name = |title: &str| copy_of(&acts.words, title);
                acts.copied(copy::of_own(&worker, &key, name).await);
            });
        })
    }

    /// Removes a draft.
    fn remove(&self, key: &str) -> Callback<()> {
        let (reload, key) = (self.reload.clone(), key.to_owned());
        Callback::from(move |()| {
            let (reload, key) = (reload.clone(), key.clone());
            spawn_local(async move {
                // What could not be removed is still in the list.
                let _ = drafts::remove(&key).await;
                reload.emit(());
            });
        })
    }

    fn copied(&self, made: Result<String, PublishError>) {
        match made {
            Ok(key) => self.go(&key),
            Err(error) => self.outcome.set(why(&self.words, &error)),
        }
    }

    /// Opens a draft.
    fn go(&self, key: &str) {
        self.root.go(&Route::Studio(Some(key.to_owned())));
    }
}

/// The modules of the site that a copy can be made of, by track.
fn site_modules(list: &Catalogue, words: &Words) -> Vec<Html> {
    let group = |track: &TrackEntry| {
        let modules = track.modules.iter();
        let modules = modules.filter(|module| is_of_site(&module.url));
        let options: Vec<Html> = modules
            .map(|module| html! { <option value={module.url.clone()} lang="ja">{ &module.title }</option> })
            .collect();
        (!options.is_empty())
            .then(|| html! { <optgroup label={words.pick(&track.title)}>{ options }</optgroup> })
    };
    list.tracks.iter().filter_map(group).collect()
}

/// One of the drafts.
fn line((key, about): &(String, About), list: &[(String, About)], acts: &Acts) -> Html {
    let words = &acts.words;
    html! {
        <li key={key.clone()} class="module">
            <a href={Route::Studio(Some(key.clone())).href()} lang="ja">{ &about.title }</a>
            <span class="module-facts">
                if about.version > 0 { <span>{ words.t_with("studio-version", &[("version", about.version.into())]) }</span> }
                <span>{ words.t_with("studio-changed", &[("when", when(about.updated).into())]) }</span>
            </span>
            if let Some((twin, _)) = twin(list, key, about) {
                <Twin draft={key.clone()} other={twin.clone()} about={about.clone()} on_change={acts.reload.clone()} />
            }
            <button type="button" class="button-quiet" onclick={acts.copy_of_own(key)} aria-label={words.t_with("studio-copy-of", &[("title", (&about.title).into())])}>{ words.t("studio-copy") }</button>
            <ConfirmButton label={words.t("studio-remove")} question={words.t_with("studio-remove-question", &[("title", (&about.title).into())])} yes={words.t("studio-remove")} onconfirm={acts.remove(key)} />
        </li>
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
