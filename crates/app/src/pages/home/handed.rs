//! «追加した講座»: modules that somebody handed out as a zip. Picked with a button or dropped anywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

use crate::browser;
use crate::components::trouble::fetch_trouble;
use crate::courses::Courses;
use crate::fetched::Fetched;
use crate::hooks::use_locale;
use crate::library::PLACE;
use crate::pages::studio::import::{AddedList, Import, Remove};
use crate::parts::{PagePart, use_part};
use crate::route::Route;

/// What is to be done, by the rooms.
#[derive(Clone, PartialEq)]
enum Wish {
    Take(File),
    /// Something else was dropped, of that name.
    Other(String),
    Remove(Vec<String>),
}

/// The added modules.
#[component]
pub(crate) fn HandedOut() -> Html {
    let words = use_locale();
    let courses = use_context::<Courses>();
    let wish = use_state_eq(|| None::<(u32, Wish)>);
    let list = courses.as_ref().and_then(Courses::list);
    let (mut own, mut site) = (Vec::new(), Vec::new());
    for entry in list
        .iter()
        .flat_map(|list| &list.tracks)
        .flat_map(|track| &track.modules)
    {
        let ids = if entry.url.starts_with(PLACE) {
            &mut own
        } else {
            &mut site
        };
        ids.push(entry.id.0.clone());
    }
    let is_asked = matches!(&*wish, Some((_, Wish::Take(_) | Wish::Remove(_))));
    let is_wanted = is_asked || !own.is_empty();
    let (rooms, retry_rooms) = use_part(PagePart::Rooms, is_wanted);
    let ask = {
        let wish = wish.clone();
        Callback::from(move |next: Wish| {
            let number = wish.as_ref().map_or(0, |(number, _)| number + 1);
            wish.set(Some((number, next)));
        })
    };
    use_drop(&ask);
    let onchange = {
        let ask = ask.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                ask.emit(Wish::Take(file));
            }
            // The same file may be picked again after a refusal.
            input.set_value("");
        })
    };
    html! {
        <section class="work-file added" aria-labelledby="added">
            <h2 id="added">{ words.t("zip-title") }</h2>
            <p>{ words.t("zip-text") }</p>
            if is_wanted && matches!(rooms, Fetched::Here(_)) {
                <AddedList ids={own} on_remove={ask.reform(Wish::Remove)} />
            }
            <div class="work-buttons">
                <label class="button-quiet file-button">
                    <span>{ words.t("zip-open") }</span>
                    <input type="file" class="visually-hidden" accept=".zip,application/zip" {onchange} />
                </label>
                <a class="button-quiet" href={Route::Studio(None).href()}>{ words.t("studio-title") }</a>
            </div>
            <div role="status" class="work-outcome">
                { match (&*wish, rooms) {
                    (None, _) => html! {},
                    (Some((_, Wish::Other(name))), _) => {
                        let id = if name.to_ascii_lowercase().ends_with(".html") { "zip-html" } else { "zip-other" };
                        html! { <p>{ words.t_with(id, &[("name", name.into())]) }</p> }
                    }
                    (Some(_), Fetched::Waiting) => html! { <p>{ words.t("zip-reading") }</p> },
                    (Some(_), Fetched::Failed(error)) => fetch_trouble("lesson-failed", &error, &retry_rooms, &words),
                    (Some((number, Wish::Take(file))), Fetched::Here(_)) => html! {
                        <Import key={*number} file={file.clone()} {site} />
                    },
                    (Some((number, Wish::Remove(ids))), Fetched::Here(_)) => html! { <Remove key={*number} ids={ids.clone()} /> },
                } }
            </div>
        </section>
    }
}

/// Takes a zip that is dropped anywhere on the page; of other files it is said where they go.
#[hook]
fn use_drop(ask: &Callback<Wish>) {
    // The listeners live as long as the page's first screen, the callback as long as one drawing of it.
    let latest = use_mut_ref(|| ask.clone());
    *latest.borrow_mut() = ask.clone();
    use_effect_with((), move |()| {
        let listeners = browser::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            let over = EventListener::new_with_options(&window, "dragover", options, |event| {
                // Else the browser would open what is dropped in the place of the page.
                event.prevent_default();
            });
            let drop = EventListener::new_with_options(&window, "drop", options, move |event| {
                let file = event
                    .dyn_ref::<DragEvent>()
                    .and_then(DragEvent::data_transfer)
                    .and_then(|data| data.files())
                    .and_then(|files| files.get(0));
                // Another part of the page has taken it.
                if let Some(file) = file.filter(|_| !event.default_prevented()) {
                    event.prevent_default();
                    let (ask, name) = (latest.borrow().clone(), file.name());
                    ask.emit(if name.to_ascii_lowercase().ends_with(".zip") {
                        Wish::Take(file)
                    } else {
                        Wish::Other(name)
                    });
                }
            });
            (over, drop)
        });
        move || drop(listeners)
    });
}
