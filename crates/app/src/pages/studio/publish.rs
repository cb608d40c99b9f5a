//! «配布»: what is in it, in which form, and the files that come of it. Made of the page's own files, so it needs no
//! network beyond the site itself and no program.

mod made;
mod unready;

use std::rc::Rc;

use spec::site::{Form, Order};
use spec::track::TrackFile;
use spec::{ModuleId, TrackId};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::made::MadeView;
use self::unready::UnreadyView;
use crate::components::engine_line::megabytes;
use crate::courses::{Courses, added};
use crate::hooks::{Words, use_dialog, use_engine, use_locale};
use crate::library::PLACE;
use crate::library::author_worker::AuthorWorker;
use crate::library::drafts::{self, Draft};
use crate::library::publish::{self, Made, Own, PublishError, PublishStage, Unready};
use crate::library::tracks;

/// The forms in the order of how often they are wanted.
const FORMS: [Form; 3] = [Form::ModuleZip, Form::Html, Form::Folder];

/// Properties of [`Publish`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PublishProps {
    /// The module that is being written, with a way to it as it stands.
    #[prop_or_default]
    pub(super) open: Option<(String, Callback<(), Option<Draft>>)>,
}

/// What the dialog shows below the choices.
#[derive(Clone, PartialEq)]
enum PublishStatus {
    Nothing,
    Under(PublishStage),
    Made(Rc<Made>),
    /// It can be made, but should it?
    Unready(Rc<Vec<Unready>>),
    Said(String),
}

/// What is picked.
#[derive(Clone, PartialEq)]
struct Picked {
    form: Form,
    /// Keys of one's own modules.
    own: Vec<String>,
    tracks: Vec<TrackId>,
    /// One's own tracks.
    own_tracks: Vec<TrackId>,
}

/// The button and its dialog.
#[component]
pub(super) fn Publish(props: &PublishProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let courses = use_context::<Courses>();
    let dialog = use_dialog();
    let own = use_state(|| Rc::new(Vec::<(String, String)>::new()));
    let outcome = use_state_eq(|| PublishStatus::Nothing);
    let picked = use_state_eq(|| Picked {
        form: Form::ModuleZip,
        own: props.open.iter().map(|(key, _)| key.clone()).collect(),
        tracks: Vec::new(),
        own_tracks: Vec::new(),
    });
    let own_tracks = use_state(|| Rc::new(Vec::<TrackFile>::new()));
    // What was begun before the dialog was closed is nobody's any more.
    let round = use_mut_ref(|| 0_u32);
    let has_material = publish::has_material();
    let list = courses.as_ref().and_then(Courses::list);
    let tracks: Vec<(TrackId, String)> = list
        .iter()
        .flat_map(|list| &list.tracks)
        .filter(|track| {
            let of_site = |url: &str| !url.starts_with(PLACE) && !added::is_source(url);
            track.modules.iter().any(|module| of_site(&module.url))
        })
        .map(|track| (track.id.clone(), words.pick(&track.title)))
        .collect();
    let site: Rc<Vec<ModuleId>> = Rc::new(
        list.iter()
            .flat_map(|list| &list.tracks)
            .flat_map(|track| &track.modules)
            .filter(|module| !module.url.starts_with(PLACE) && !added::is_source(&module.url))
            .map(|module| module.id.clone())
            .collect(),
    );
    let is_list = props.open.is_none();

    let open = {
        let (open, own, picked, outcome, round) = (
            dialog.open.clone(),
            own.setter(),
            picked.clone(),
            outcome.setter(),
            Rc::clone(&round),
        );
        let own_tracks = own_tracks.setter();
        Callback::from(move |event: MouseEvent| {
            let (own, picked, own_tracks) = (own.clone(), picked.clone(), own_tracks.clone());
            *round.borrow_mut() += 1;
            outcome.set(PublishStatus::Nothing);
            open.emit(event);
            spawn_local(async move {
                let found = publish::own().await;
                if is_list {
                    let all = found.iter().map(|(key, _)| key.clone()).collect();
                    picked.set(Picked {
                        own: all,
                        ..(*picked).clone()
                    });
                }
                own.set(found);
                own_tracks.set(Rc::new(tracks::list().await));
            });
        })
    };
    let onclose = {
        let round = Rc::clone(&round);
        Callback::from(move |_: Event| *round.borrow_mut() += 1)
    };
    let change = {
        let (picked, outcome) = (picked.clone(), outcome.setter());
        move |next: Picked| {
            picked.set(next);
            outcome.set(PublishStatus::Nothing);
        }
    };
    let is_zip = picked.form == Form::ModuleZip;
    let make = {
        let own_tracks = Rc::clone(&own_tracks);
        let (props, picked, told, outcome, words, client) = (
            props.clone(),
            picked.clone(),
            outcome.clone(),
            outcome.setter(),
            words.clone(),
            engine.client.clone(),
        );
        Callback::from(move |_: MouseEvent| {
            let mine = {
                let mut round = round.borrow_mut();
                *round += 1;
                *round
            };
            let own: Vec<Own> = picked
                .own
                .iter()
                .map(|key| Own {
                    key: key.clone(),
                    now: props
                        .open
                        .as_ref()
                        .filter(|(open, _)| open == key)
                        .and_then(|(_, now)| now.emit(())),
                })
                .collect();
            let order = Order {
                form: picked.form,
                name: String::new(),
                tracks: match picked.form {
                    Form::ModuleZip => Vec::new(),
                    Form::Html | Form::Folder => picked.tracks.clone(),
                },
                modules: Vec::<ModuleId>::new(),
            };
            let chosen = own_tracks
                .iter()
                .filter(|it| picked.own_tracks.contains(&it.id));
            let chosen: Vec<TrackFile> = chosen.cloned().collect();
            let site = Rc::clone(&site);
            let tell = {
                let (outcome, round) = (outcome.clone(), Rc::clone(&round));
                Callback::from(move |next: PublishStatus| {
                    if *round.borrow() == mine {
                        outcome.set(next);
                    }
                })
            };
            let (words, worker) = (words.clone(), AuthorWorker::get(Some(&client)));
            // Pressed again below what was told: made knowingly.
            let anyway = matches!(*told, PublishStatus::Unready(_));
            spawn_local(async move {
                let under = tell.reform(PublishStatus::Under);
                let keys: Vec<String> = own.iter().map(|own| own.key.clone()).collect();
                let made =
                    publish::publish(&worker, order, own, &chosen, &site, anyway, &under).await;
                tell.emit(match made {
                    Ok(made) => {
                        // A zip of the module can be opened again; what is built of it cannot.
                        if made::save_first(&made) && is_zip {
                            keys.iter().for_each(|key| drafts::in_file(key));
                        }
                        PublishStatus::Made(Rc::new(made))
                    }
                    Err(PublishError::Unready(modules)) => PublishStatus::Unready(Rc::new(modules)),
                    Err(error) => PublishStatus::Said(why(&words, &error)),
                });
            });
        })
    };
    let is_busy = matches!(*outcome, PublishStatus::Under(_));
    let is_empty = picked.own.is_empty()
        && picked.own_tracks.is_empty()
        && (is_zip || picked.tracks.is_empty());
    let own_box = |key: &str, title: &str| {
        let onchange = {
            let (picked, change, key) = (picked.clone(), change.clone(), key.to_owned());
            Callback::from(move |_: Event| {
                let mut next = (*picked).clone();
                toggle(&mut next.own, key.clone());
                change(next);
            })
        };
        let checked = picked.own.iter().any(|known| known == key);
        html! {
            <label key={key.to_owned()}><input type="checkbox" {checked} {onchange} disabled={is_busy} /><span lang="ja">{ title }</span></label>
        }
    };
    let track_box = |(id, title): &(TrackId, String)| {
        let onchange = {
            let (picked, change, id) = (picked.clone(), change.clone(), id.clone());
            Callback::from(move |_: Event| {
                let mut next = (*picked).clone();
                toggle(&mut next.tracks, id.clone());
                change(next);
            })
        };
        let checked = !is_zip && picked.tracks.contains(id);
        html! {
            <label key={id.to_string()}><input type="checkbox" {checked} {onchange} disabled={is_busy || is_zip} /><span>{ words.t_with("hand-track", &[("title", title.into())]) }</span></label>
        }
    };
    let own_track_box = |track: &TrackFile| {
        let onchange = {
            let (picked, change, id) = (picked.clone(), change.clone(), track.id.clone());
            Callback::from(move |_: Event| {
                let mut next = (*picked).clone();
                toggle(&mut next.own_tracks, id.clone());
                change(next);
            })
        };
        let checked = picked.own_tracks.contains(&track.id);
        let args = [("title", (&track.title.ja).into())];
        html! {
            <label key={track.id.to_string()}><input type="checkbox" {checked} {onchange} disabled={is_busy} /><span>{ words.t_with("hand-own-track", &args) }</span></label>
        }
    };
    let form_box = |form: Form| {
        let onchange = {
            let (picked, change) = (picked.clone(), change.clone());
            Callback::from(move |_: Event| {
                change(Picked {
                    form,
                    ..(*picked).clone()
                })
            })
        };
        let slug = slug(form);
        let note = format!("hand-note-{slug}");
        html! {
            <div class="hand-form" key={slug}>
                <label><input type="radio" name="hand-form" checked={picked.form == form} {onchange} disabled={is_busy || form != Form::ModuleZip && !has_material} aria-describedby={note.clone()} /><b>{ words.t(&format!("hand-form-{slug}")) }</b></label>
                <p id={note.clone()}>{ words.t(&note) }</p>
            </div>
        }
    };
    html! {
        <>
            <button type="button" class="button-quiet" onclick={open}>{ words.t("studio-hand-out") }</button>
            <dialog ref={dialog.node} class="dialog hand-out" aria-labelledby="hand-out" {onclose}>
                <h2 id="hand-out">{ words.t("studio-hand-out") }</h2>
                <fieldset>
                    <legend>{ words.t("hand-form") }</legend>
                    { for FORMS.into_iter().map(form_box) }
                    if !has_material {
                        <p class="notice">{ words.t("hand-no-material") }</p>
                    }
                </fieldset>
                <fieldset class="hand-what">
                    <legend>{ words.t("hand-what") }</legend>
                    if own.is_empty() && props.open.is_none() { <p>{ words.t("studio-none-yet") }</p> }
                    { for own.iter().map(|(key, title)| own_box(key, title)) }
                    { for own_tracks.iter().map(own_track_box) }
                    if has_material {
                        { for tracks.iter().map(track_box) }
                        if is_zip && !tracks.is_empty() {
                            <p class="field-note">{ words.t("hand-no-tracks") }</p>
                        }
                    }
                </fieldset>
                <div class="hand-outcome" role="status">
                    { match &*outcome {
                        PublishStatus::Nothing => html! {},
                        PublishStatus::Under(stage) => html! { <p>{ under(&words, *stage) }</p> },
                        PublishStatus::Made(made) => html! { <MadeView made={Rc::clone(made)} form={picked.form} /> },
                        PublishStatus::Unready(modules) => html! { <UnreadyView modules={Rc::clone(modules)} /> },
                        PublishStatus::Said(text) => html! { <p class="notice">{ text }</p> },
                    } }
                </div>
                if let PublishStatus::Under(PublishStage::Fetching { loaded, total }) = *outcome {
                    <progress aria-label={words.t("hand-progress")} value={loaded.to_string()} max={total.max(1).to_string()} />
                }
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={dialog.close}>{ words.t("bench-close") }</button>
                    <button type="button" class="button" onclick={make} disabled={is_busy || is_empty}>{ words.t(if matches!(*outcome, PublishStatus::Unready(_)) { "hand-make-anyway" } else { "hand-make" }) }</button>
                </div>
            </dialog>
        </>
    }
}

/// The word of a form in message ids.
fn slug(form: Form) -> &'static str {
    match form {
        Form::ModuleZip => "module-zip",
        Form::Html => "html",
        Form::Folder => "folder",
    }
}

/// Puts something in, or takes it out.
fn toggle<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|known| *known == one) {
        Some(at) => drop(list.remove(at)),
        None => list.push(one),
    }
}

fn under(words: &Words, stage: PublishStage) -> String {
    match stage {
        PublishStage::Reading => words.t("hand-reading"),
        PublishStage::Fetching { loaded, total } => {
            let args = [
                ("loaded", megabytes(loaded).into()),
                ("total", megabytes(total).into()),
            ];
            words.t_with("hand-fetching", &args)
        }
        PublishStage::Making => words.t("hand-making"),
    }
}

pub(super) fn why(words: &Words, error: &PublishError) -> String {
    match error {
        PublishError::Worker(error) => error.message(words),
        PublishError::Mistakes { title } => {
            words.t_with("hand-mistakes", &[("title", title.into())])
        }
        PublishError::Unready(_) => words.t("hand-unready"),
        PublishError::Twice { id } => words.t_with("hand-twice", &[("id", id.into())]),
        PublishError::Unfinished => words.t("hand-track-unfinished"),
        PublishError::NotInTrack { track, id } => words.t_with(
            "hand-track-away",
            &[("track", track.into()), ("id", id.into())],
        ),
        PublishError::Gone(detail) => words.t_with("hand-gone", &[("detail", detail.into())]),
    }
}
