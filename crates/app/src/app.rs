//! The page as a whole: contexts around header, screen and footer.

use std::rc::Rc;

use locale::Locale;
use yew::prelude::*;

use crate::browser;
use crate::components::footer::Footer;
use crate::components::header::Header;
use crate::components::studio_lead::StudioLead;
use crate::components::trouble::fetch_trouble;
use crate::courses::use_catalogue;
use crate::engine::EngineClient;
use crate::fetched::Fetched;
use crate::hooks::{OfflineHandle, Words, town_of, use_keeping};
use crate::pages::free::FreeRoom;
use crate::pages::home::Home;
use crate::pages::lesson::Lesson;
use crate::pages::studio::Studio;
use crate::pages::unknown::Unknown;
use crate::parts::{PagePart, use_part};
use crate::preview::{PreviewReport, use_preview};
use crate::root::Root;
use crate::route::Route;
use crate::saving::{Changed, OnChanged, use_saving};
use crate::state::engine::{EngineHandle, EngineState};
use crate::state::progress::{Action, Dated, Progress, ProgressContext};
use crate::state::settings::{Settings, SettingsContext};

/// Id of the element that holds the screen: target of the skip link.
const MAIN: &str = "main";

/// The page.
#[component]
pub(crate) fn App() -> Html {
    let root = Root::whole();
    let settings = use_settings_state();
    let words = {
        let lang = settings.settings.lang();
        use_memo(lang, |lang| Words(Rc::new(Locale::new(*lang))))
    };
    let (progress, changed) = use_progress_state();
    let saving = use_saving(&progress, &changed);
    let engine = use_engine_state();
    let courses = use_catalogue(&engine.client, town_of(&progress.work.settings));
    let preview = use_preview(&courses);
    let route = use_route(&root);
    let offline = use_keeping(&engine.state, route == Route::Home);
    use_appearance(&root, &settings.settings);

    let is_lesson = matches!(route, Route::Lesson { .. });
    let (rooms, retry_rooms) = use_part(PagePart::Rooms, is_lesson);
    let (bench, retry_bench) = use_part(PagePart::Bench, route == Route::Free);
    let (studio, retry_studio) = use_part(PagePart::Studio, matches!(route, Route::Studio(_)));
    let (part, retry) = match route {
        Route::Studio(_) => (studio, retry_studio),
        Route::Free => (bench, retry_bench),
        _ => (rooms, retry_rooms),
    };

    let screen = match (&route, part) {
        (Route::Home, _) => html! { <Home /> },
        (Route::Lesson { module, exercise }, Fetched::Here(_)) => {
            html! { <Lesson key={module.0.clone()} id={module.clone()} exercise={exercise.clone()} /> }
        }
        (Route::Free, Fetched::Here(_)) => html! { <FreeRoom /> },
        (Route::Studio(draft), Fetched::Here(_)) => html! { <Studio draft={draft.clone()} /> },
        // What is read first is there at once.
        (Route::Studio(None), Fetched::Waiting) => html! {
            <div class="page page-narrow studio-list" aria-busy="true"><StudioLead lasts=true /></div>
        },
        (Route::Lesson { .. } | Route::Free | Route::Studio(_), Fetched::Waiting) => {
            html! { <div class="page waiting" aria-busy="true" /> }
        }
        (Route::Lesson { .. } | Route::Free | Route::Studio(_), Fetched::Failed(error)) => html! {
            <div class="page">
                { fetch_trouble("lesson-failed", &error, &retry, &words) }
            </div>
        },
        (Route::Unknown(hash), _) => html! { <Unknown address={hash.clone()} /> },
    };
    // A link to `#main` would be an address of ours, so the skip link moves the focus itself.
    let skip = {
        let root = root.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            root.focus(MAIN);
        })
    };
    html! {
        <ContextProvider<Root> context={root}>
        <ContextProvider<Words> context={(*words).clone()}>
        <ContextProvider<SettingsContext> context={settings}>
        <ContextProvider<ProgressContext> context={progress}>
        <ContextProvider<crate::saving::Saving> context={saving}>
        <ContextProvider<EngineHandle> context={engine}>
        <ContextProvider<crate::courses::Courses> context={courses}>
        <ContextProvider<OfflineHandle> context={offline}>
            <nav aria-label={words.t("skip-to-main")}>
                <a class="skip-link" href={route.href()} onclick={skip}>{ words.t("skip-to-main") }</a>
            </nav>
            <Header is_lesson={has_own_line(&route)} />
            <main id={MAIN} class="main" tabindex="-1">{ screen }</main>
            <Footer />
            if let Some(news) = preview {
                <PreviewReport {news} />
            }
        </ContextProvider<OfflineHandle>>
        </ContextProvider<crate::courses::Courses>>
        </ContextProvider<EngineHandle>>
        </ContextProvider<crate::saving::Saving>>
        </ContextProvider<ProgressContext>>
        </ContextProvider<SettingsContext>>
        </ContextProvider<Words>>
        </ContextProvider<Root>>
    }
}

/// Whether the screen is one of the rooms, which put a line of their own into the header.
fn has_own_line(route: &Route) -> bool {
    matches!(route, Route::Lesson { .. } | Route::Free)
}

#[hook]
fn use_settings_state() -> SettingsContext {
    let settings = use_state_eq(Settings::load);
    let change = {
        let settings = settings.setter();
        use_callback((), move |next: Settings, ()| {
            next.save();
            settings.set(next);
        })
    };
    SettingsContext {
        settings: (*settings).clone(),
        change,
    }
}

/// The work, and whom to tell of it. What changes it is saved before it is drawn: should drawing it stop the page, it is kept.
#[hook]
fn use_progress_state() -> (ProgressContext, OnChanged) {
    let drawn = use_state(|| Rc::new(Progress::default()));
    let now = use_mut_ref(|| Rc::clone(&drawn));
    let on_changed = use_mut_ref(Callback::<Changed>::noop);
    let dispatch = {
        let (drawn, on_changed) = (drawn.setter(), Rc::clone(&on_changed));
        use_callback((), move |action: Action, ()| {
            let typed = action.typed();
            let before = Rc::clone(&now.borrow());
            let after = Rc::clone(&before).reduce(Dated {
                action,
                now: browser::now(),
            });
            if Rc::ptr_eq(&before, &after) {
                return;
            }
            *now.borrow_mut() = Rc::clone(&after);
            let tell = on_changed.borrow().clone();
            tell.emit(Changed {
                work: Rc::clone(&after.work),
                loaded: after.loaded,
                typed,
            });
            drawn.set(after);
        })
    };
    let context = ProgressContext {
        work: Rc::clone(&drawn.work),
        loaded: drawn.loaded,
        dispatch,
    };
    (context, on_changed)
}

#[hook]
fn use_engine_state() -> EngineHandle {
    let state = use_state_eq(EngineState::default);
    let client = use_memo((), |()| EngineClient::default());
    {
        let client = (*client).clone();
        let state = state.setter();
        use_effect_with((), move |()| {
            client.listen(Callback::from(move |next| state.set(next)))
        });
    }
    EngineHandle {
        state: (*state).clone(),
        client: (*client).clone(),
    }
}

/// The screen that the address names, followed as it changes.
#[hook]
fn use_route(root: &Root) -> Route {
    let route = use_state_eq(|| root.route());
    {
        let (root, route) = (root.clone(), route.setter());
        use_effect_with((), move |()| {
            let listener = root.on_route(Callback::from(move |next| route.set(next)));
            move || drop(listener)
        });
    }
    (*route).clone()
}

/// Tells the stylesheet and assistive technology how the page is set.
#[hook]
fn use_appearance(root: &Root, settings: &Settings) {
    let root = root.clone();
    use_effect_with(settings.clone(), move |settings| {
        root.set_look(
            settings.lang().tag(),
            settings.theme.slug(),
            settings.text.slug(),
        );
    });
}
