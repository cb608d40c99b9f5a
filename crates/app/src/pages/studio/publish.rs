//! «配布»: what is in it, in which form, and the files that come of it. Made of the page's own files, so it needs no
//! network beyond the site itself and no program.

mod choices;
mod made;
mod making;
mod picked;
mod status;
mod unready;
mod why;

use std::cell::RefCell;
use std::rc::Rc;

use spec::site::Form;
use spec::track::TrackFile;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::choices::Choices;
use self::making::Making;
use self::picked::Picked;
use self::status::{PublishStatus, status};
pub(super) use self::why::why;
use super::site;
use crate::courses::Courses;
use crate::hooks::{use_dialog, use_engine, use_locale};
use crate::library::author_worker::AuthorWorker;
use crate::library::drafts::Draft;
use crate::library::publish::{self, Own, PublishStage};
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

impl PublishProps {
    /// A module as it is to be handed out: the one that is being written as it stands.
    fn own(&self, key: &str) -> Own {
        let open = self.open.as_ref().filter(|(open, _)| open.as_str() == key);
        Own {
            key: key.to_owned(),
            now: open.and_then(|(_, now)| now.emit(())),
        }
    }
}

/// The button and its dialog.
#[component]
pub(super) fn Publish(props: &PublishProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let courses = use_context::<Courses>();
    let dialog = use_dialog();
    let own = use_state(|| Rc::new(Vec::<(String, String)>::new()));
    let own_tracks = use_state(|| Rc::new(Vec::<TrackFile>::new()));
    let shown = use_state_eq(|| PublishStatus::Nothing);
    let picked = use_state_eq(|| Picked {
        form: Form::ModuleZip,
        own: props.open.iter().map(|(key, _)| key.clone()).collect(),
        tracks: Vec::new(),
        own_tracks: Vec::new(),
    });
    let round = use_mut_ref(|| 0_u32);
    let has_material = publish::has_material();
    let list = courses.as_ref().and_then(Courses::list);
    let tracks = list.as_deref().map(|list| site::tracks(list, &words));
    let tracks = tracks.unwrap_or_default();

    let open = {
        let (open, own, own_tracks, picked, shown, round) = (
            dialog.open.clone(),
            own.setter(),
            own_tracks.setter(),
            picked.clone(),
            shown.setter(),
            Rc::clone(&round),
        );
        let is_list = props.open.is_none();
        Callback::from(move |event: MouseEvent| {
            let (own, picked, own_tracks) = (own.clone(), picked.clone(), own_tracks.clone());
            *round.borrow_mut() += 1;
            shown.set(PublishStatus::Nothing);
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
    let on_change = {
        let (picked, shown) = (picked.setter(), shown.setter());
        Callback::from(move |next: Picked| {
            picked.set(next);
            shown.set(PublishStatus::Nothing);
        })
    };
    let make = {
        let (props, picked, shown, own_tracks) = (
            props.clone(),
            picked.clone(),
            shown.clone(),
            Rc::clone(&own_tracks),
        );
        let site = Rc::new(list.as_deref().map(site::modules).unwrap_or_default());
        let (words, client) = (words.clone(), engine.client);
        Callback::from(move |_: MouseEvent| {
            let tell = begun(&round, shown.setter());
            let is_chosen = |track: &&TrackFile| picked.own_tracks.contains(&track.id);
            let making = Making {
                order: picked.order(),
                own: picked.own.iter().map(|key| props.own(key)).collect(),
                tracks: own_tracks.iter().filter(is_chosen).cloned().collect(),
                site: Rc::clone(&site),
                // Pressed again below what was told: made knowingly.
                anyway: matches!(*shown, PublishStatus::Unready(_)),
            };
            let (words, worker) = (words.clone(), AuthorWorker::get(Some(&client)));
            spawn_local(async move { making.run(&worker, &words, &tell).await });
        })
    };
    let is_busy = matches!(*shown, PublishStatus::Under(_));
    let is_unready = matches!(*shown, PublishStatus::Unready(_));
    let choices = Choices {
        words: &words,
        picked: &picked,
        on_change: &on_change,
        is_busy,
        has_material,
    };
    html! {
        <>
            <button type="button" class="button-quiet" onclick={open}>{ words.t("studio-hand-out") }</button>
            <dialog ref={dialog.node} class="dialog hand-out" aria-labelledby="hand-out" {onclose}>
                <h2 id="hand-out">{ words.t("studio-hand-out") }</h2>
                <fieldset>
                    <legend>{ words.t("hand-form") }</legend>
                    { for FORMS.into_iter().map(|form| choices.form(form)) }
                    if !has_material {
                        <p class="notice">{ words.t("hand-no-material") }</p>
                    }
                </fieldset>
                <fieldset class="hand-what">
                    <legend>{ words.t("hand-what") }</legend>
                    if own.is_empty() && props.open.is_none() { <p>{ words.t("studio-none-yet") }</p> }
                    { for own.iter().map(|own| choices.own(own)) }
                    { for own_tracks.iter().map(|track| choices.own_track(track)) }
                    if has_material {
                        { for tracks.iter().map(|track| choices.track(track)) }
                        if picked.is_zip() && !tracks.is_empty() {
                            <p class="field-note">{ words.t("hand-no-tracks") }</p>
                        }
                    }
                </fieldset>
                <div class="hand-outcome" role="status">{ status(&words, &shown, picked.form) }</div>
                if let PublishStatus::Under(PublishStage::Fetching { loaded, total }) = *shown {
                    <progress aria-label={words.t("hand-progress")} value={loaded.to_string()} max={total.max(1).to_string()} />
                }
                <div class="dialog-buttons">
                    <button type="button" class="button-quiet" onclick={dialog.close}>{ words.t("bench-close") }</button>
                    <button type="button" class="button" onclick={make} disabled={is_busy || picked.is_empty()}>{ words.t(if is_unready { "hand-make-anyway" } else { "hand-make" }) }</button>
                </div>
            </dialog>
        </>
    }
}

/// Begins a round, and gives the way to tell how it goes. What was begun before the dialog was closed is nobody's any more.
fn begun(
    round: &Rc<RefCell<u32>>,
    shown: UseStateSetter<PublishStatus>,
) -> Callback<PublishStatus> {
    *round.borrow_mut() += 1;
    let (mine, round) = (*round.borrow(), Rc::clone(round));
    Callback::from(move |next: PublishStatus| {
        if *round.borrow() == mine {
            shown.set(next);
        }
    })
}
