//! «自分のトラック»: a title, a sentence, and modules in an order that buttons change. Every change is kept at once.

use std::rc::Rc;

use spec::ModuleId;
use spec::track::TrackFile;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::components::confirm::ConfirmButton;
use crate::courses::Courses;
use crate::hooks::{use_locale, use_root};
use crate::library::PLACE;
use crate::library::drafts::About;
use crate::library::tracks;

/// A module that may stand in a track: its id and title.
type Choice = (String, String);

/// Properties of [`Tracks`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TracksProps {
    /// One's own modules.
    pub(super) drafts: Vec<(String, About)>,
}

/// All of one's tracks.
#[component]
pub(super) fn Tracks(props: &TracksProps) -> Html {
    let words = use_locale();
    let courses = use_context::<Courses>();
    let all = use_state(|| Rc::new(Vec::<TrackFile>::new()));
    let outcome = use_state_eq(String::new);
    let reload = {
        let all = all.setter();
        use_callback((), move |(), ()| {
            let all = all.clone();
            spawn_local(async move { all.set(Rc::new(tracks::list().await)) });
        })
    };
    {
        let reload = reload.clone();
        use_effect_with((), move |()| reload.emit(()));
    }
    // One's own first, then those of the site; each id once.
    let mut choices: Vec<Choice> = Vec::new();
    let own = props
        .drafts
        .iter()
        .map(|(_, about)| (&about.id, &about.title));
    let list = courses.as_ref().and_then(Courses::list);
    let site = list
        .iter()
        .flat_map(|list| &list.tracks)
        .flat_map(|track| &track.modules)
        .filter(|module| !module.url.starts_with(PLACE))
        .map(|module| (&module.id.0, &module.title));
    for (id, title) in own.chain(site) {
        if !id.is_empty() && !choices.iter().any(|(known, _)| known == id) {
            choices.push((id.clone(), title.clone()));
        }
    }
    let save = {
        let (all, outcome, words) = (all.clone(), outcome.setter(), words.clone());
        Callback::from(move |track: TrackFile| {
            let mut next = (*all).to_vec();
            match next.iter_mut().find(|known| known.id == track.id) {
                Some(known) => known.clone_from(&track),
                None => next.push(track.clone()),
            }
            all.set(Rc::new(next));
            let (outcome, words) = (outcome.clone(), words.clone());
            spawn_local(async move {
                if let Err(detail) = tracks::save(&track).await {
                    outcome.set(words.t_with("past-failed", &[("detail", (&detail).into())]));
                }
            });
        })
    };
    let begin = save.reform(|_: MouseEvent| tracks::begin());
    let one = |track: &TrackFile| {
        let on_remove = {
            let (id, reload) = (track.id.clone(), reload.clone());
            Callback::from(move |()| {
                let (id, reload) = (id.clone(), reload.clone());
                spawn_local(async move {
                    // What could not be removed is still in the list.
                    let _ = tracks::remove(&id).await;
                    reload.emit(());
                });
            })
        };
        html! {
            <Track key={track.id.0.clone()} track={track.clone()} choices={choices.clone()} on_change={save.clone()} {on_remove} />
        }
    };
    html! {
        <section class="own-tracks" aria-labelledby="own-tracks">
            <h2 id="own-tracks">{ words.t("tracks-title") }</h2>
            <p>{ words.t("tracks-lead") }</p>
            { for all.iter().map(one) }
            <button type="button" class="button-quiet" onclick={begin}>{ words.t("tracks-new") }</button>
            <p role="status" class="work-outcome">{ &*outcome }</p>
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TrackProps {
    track: TrackFile,
    choices: Vec<Choice>,
    on_change: Callback<TrackFile>,
    on_remove: Callback<()>,
}

/// One of them.
#[component]
fn Track(props: &TrackProps) -> Html {
    let words = use_locale();
    let root = use_root();
    let track = &props.track;
    // The button that was pressed keeps the focus where it went.
    let pressed = use_state_eq(|| None::<String>);
    {
        let wanted = (*pressed).clone();
        let order = track.modules.clone();
        use_effect_with((wanted, order), move |(wanted, _)| {
            // A button that is not there any more takes none.
            if let Some(id) = wanted {
                root.focus(id);
            }
        });
    }
    let field = |label: &str, value: &str, write: fn(&mut TrackFile, String)| {
        let onchange = {
            let track = track.clone();
            props.on_change.reform(move |event: Event| {
                let input: HtmlInputElement = event.target_unchecked_into();
                let mut track = track.clone();
                write(&mut track, input.value());
                track
            })
        };
        html! {
            <label class="track-field"><span>{ words.t(label) }</span><input type="text" value={value.to_owned()} {onchange} maxlength="200" /></label>
        }
    };
    let with_modules = |modules: Vec<ModuleId>| TrackFile {
        modules,
        ..track.clone()
    };
    let title_of = |id: &ModuleId| {
        let known = props.choices.iter().find(|(known, _)| *known == id.0);
        known.map_or_else(|| id.0.clone(), |(_, title)| title.clone())
    };
    let add = {
        let track = track.clone();
        props.on_change.reform(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let id = ModuleId(select.value());
            select.set_value("");
            let mut track = track.clone();
            if !(id.0.is_empty() || track.modules.contains(&id)) {
                track.modules.push(id);
            }
            track
        })
    };
    let button_id = |way: &str, id: &ModuleId| format!("track-{way}-{}-{}", track.id, id);
    let line = |(at, id): (usize, &ModuleId)| {
        let title = title_of(id);
        let is_here = props.choices.iter().any(|(known, _)| *known == id.0);
        let move_button = |way: &'static str, down: bool| {
            let stays = if down {
                at + 1 == track.modules.len()
            } else {
                at == 0
            };
            let (next, pressed, wanted) = (
                with_modules(tracks::moved(&track.modules, at, down)),
                pressed.setter(),
                button_id(way, id),
            );
            let onclick = props.on_change.reform(move |_: MouseEvent| {
                pressed.set(Some(wanted.clone()));
                next.clone()
            });
            let args = [("title", (&title).into())];
            // Said to be of no use at the end, not switched off: the focus stays on it.
            html! {
                <button type="button" class="button-quiet" id={button_id(way, id)} {onclick} aria-disabled={stays.to_string()} aria-label={words.t_with(&format!("tracks-{way}"), &args)}>{ if down { "↓" } else { "↑" } }</button>
            }
        };
        let out = {
            let rest = track.modules.iter().filter(|other| *other != id).cloned();
            let next = with_modules(rest.collect());
            props.on_change.reform(move |_: MouseEvent| next.clone())
        };
        html! {
            <li key={id.0.clone()}>
                <span lang="ja">{ &title }</span>
                if !is_here { <span class="field-note">{ words.t("tracks-away") }</span> }
                <span class="recorder-buttons">
                    { move_button("up", false) }
                    { move_button("down", true) }
                    <button type="button" class="button-quiet" onclick={out} aria-label={words.t_with("tracks-out", &[("title", (&title).into())])}>{ words.t("zip-remove") }</button>
                </span>
            </li>
        }
    };
    let name = if track.title.ja.trim().is_empty() {
        words.t("tracks-unnamed")
    } else {
        track.title.ja.clone()
    };
    html! {
        <section class="own-track" aria-label={name.clone()}>
            { field("tracks-name", &track.title.ja, |track, text| track.title.ja = text) }
            { field("tracks-about", &track.summary.ja, |track, text| track.summary.ja = text) }
            <details>
                <summary>{ words.t("tracks-english") }</summary>
                { field("tracks-name-en", &track.title.en, |track, text| track.title.en = text) }
                { field("tracks-about-en", &track.summary.en, |track, text| track.summary.en = text) }
            </details>
            <ol>{ for track.modules.iter().enumerate().map(line) }</ol>
            <div class="work-buttons">
                <select aria-label={words.t("tracks-add")} onchange={add}>
                    <option value="" selected=true>{ words.t("tracks-add") }</option>
                    { for props.choices.iter().filter(|(id, _)| !track.modules.iter().any(|known| known.0 == *id)).map(|(id, title)| html! { <option value={id.clone()} lang="ja">{ title }</option> }) }
                </select>
                <ConfirmButton label={words.t("tracks-remove")} question={words.t_with("tracks-remove-question", &[("title", (&name).into())])} yes={words.t("tracks-remove")} onconfirm={props.on_remove.clone()} />
            </div>
        </section>
    }
}
