//! The service worker that keeps the site in this browser (`web/sw.js`), as the page sees it.
//!
//! An extra, only where the browser offers it: the page never waits for it and is never reloaded by it. A newer build
//! waits until the reader switches ([`Pwa::switch`]), which the page offers between lessons only. What the worker says
//! carries its place, since every site on one host hears it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageEvent, RegistrationOptions, ServiceWorker, ServiceWorkerContainer,
    ServiceWorkerRegistration, ServiceWorkerState, ServiceWorkerUpdateViaCache,
};
use yew::Callback;

use super::name::named;
use crate::assets::Assets;
use crate::browser;

/// The worker's script, beside index.html.
const SCRIPT: &str = "sw.js";

/// Where the keeping of the site stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// The browser offers none here, or it is not known yet.
    #[default]
    Unknown,
    /// Nothing is kept; it can be begun.
    Off,
    /// So many bytes are kept of all; all is 0 until the worker has said it.
    Storing { stored: u64, total: u64 },
    /// Everything is kept.
    Ready { total: u64 },
    /// There is no room for it.
    Full { detail: String },
    /// It stopped half-way; what is kept already stays, and it can be begun again.
    Stopped { detail: String },
    /// The browser does not let sites keep anything.
    Refused { detail: String },
    /// The host hands the worker's script out as something else than a script.
    Host { detail: String },
    /// The learner had it removed.
    Removed,
}

/// What the page shows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offline {
    /// Of the build that this browser keeps.
    pub(crate) keeping: Keeping,
    /// A newer build than the page's is at hand.
    pub(crate) is_newer_there: bool,
}

thread_local! {
    /// Paths of what others put beside the site, as far as the page uses it.
    static BESIDE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Tells the worker what others put beside the site: paths that the page has looked at. No policy of the page's binds the
/// worker, so it is told what to fetch and reads no list itself.
pub(crate) fn keep_beside(paths: Vec<String>) {
    BESIDE.set(paths);
    // Where there is none yet, it is told when it is ready.
    if let Some(pwa) = Pwa::here()
        && let Some(worker) = pwa.0.container.controller()
    {
        pwa.hand_beside(&worker);
    }
}

/// The service worker of this page's place. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Pwa(Rc<Inner>);

struct Inner {
    container: ServiceWorkerContainer,
    /// Address of the folder that the page lives in.
    scope: String,
    state: RefCell<Offline>,
    on_state: RefCell<Option<Callback<Offline>>>,
    registration: RefCell<Option<ServiceWorkerRegistration>>,
    /// Whether a worker answers for this page: the first one that does is no news.
    is_controlled: Cell<bool>,
    is_switching: Cell<bool>,
}

impl PartialEq for Pwa {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Pwa {
    /// That of this page; `None` where the browser offers none (over plain http, and where somebody switched it off), and
    /// in a preview, which changes all the time.
    pub(super) fn here() -> Option<Self> {
        if !Assets::read().preview.is_empty() {
            return None;
        }
        let navigator = browser::window()?.navigator();
        let container: ServiceWorkerContainer =
            Reflect::get(&navigator, &JsValue::from_str("serviceWorker"))
                .ok()?
                .dyn_into()
                .ok()?;
        Some(Self(Rc::new(Inner {
            is_controlled: Cell::new(container.controller().is_some()),
            container,
            scope: browser::absolute("./"),
            state: RefCell::default(),
            on_state: RefCell::default(),
            registration: RefCell::default(),
            is_switching: Cell::default(),
        })))
    }

    /// Calls back at every change from now on.
    pub(crate) fn listen(&self, on_state: Callback<Offline>) {
        *self.0.on_state.borrow_mut() = Some(on_state);
        let pwa = self.clone();
        EventListener::new(&self.0.container, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                pwa.hear(&event.data());
            }
        })
        // As long as the page.
        .forget();
        let pwa = self.clone();
        EventListener::new(&self.0.container, "controllerchange", move |_| {
            if pwa.0.is_switching.get() {
                browser::reload();
            } else if pwa.0.is_controlled.replace(true) {
                // Another tab switched. This one goes on with what it has.
                pwa.newer();
            }
        })
        .forget();
    }

    /// Finds out what earlier visits left.
    pub(crate) async fn remember(&self) {
        match self.registered().await {
            Some(registration) => self.take_up(&registration),
            None => self.keeping(Keeping::Off),
        }
    }

    /// Whether an earlier visit began it.
    pub(crate) fn is_registered(&self) -> bool {
        self.0.registration.borrow().is_some()
    }

    /// Begins, or goes on where it stopped; where all is kept already, that is found out.
    pub(crate) fn begin(&self) {
        let pwa = self.clone();
        spawn_local(async move {
            if let Err(error) = pwa.register().await {
                let detail = browser::describe(&error);
                pwa.keeping(begun_in_vain(detail));
            }
        });
    }

    /// Looks for a newer build on the host.
    pub(crate) fn look(&self) {
        let asked = self
            .0
            .registration
            .borrow()
            .as_ref()
            .map(ServiceWorkerRegistration::update);
        if let Some(Ok(promise)) = asked {
            spawn_local(async move {
                // Without a network there is nothing newer.
                let _ = JsFuture::from(promise).await;
            });
        }
    }

    /// Goes over to the newer build: the page is loaded again. Other tabs stay as they are.
    pub(crate) fn switch(&self) {
        let waiting = self
            .0
            .registration
            .borrow()
            .as_ref()
            .and_then(ServiceWorkerRegistration::waiting);
        self.0.is_switching.set(true);
        if waiting.is_none_or(|waiting| waiting.post_message(&"switch".into()).is_err()) {
            // It took over already.
            browser::reload();
        }
    }

    /// Removes everything that it keeps. The learner's work is kept elsewhere.
    pub(crate) fn remove(&self) {
        let pwa = self.clone();
        spawn_local(async move {
            pwa.forget().await;
            pwa.set(Offline {
                keeping: Keeping::Removed,
                is_newer_there: false,
            });
        });
    }

    async fn forget(&self) {
        let registration = self.0.registration.borrow_mut().take();
        if let Some(Ok(promise)) = registration.map(|registration| registration.unregister()) {
            // Without its store it hands out what the host has, as if it were not there.
            let _ = JsFuture::from(promise).await;
        }
        if let Some(Ok(stores)) = browser::window().map(|window| window.caches()) {
            let _ = JsFuture::from(stores.delete(&named("ama", &self.0.scope))).await;
        }
    }

    async fn registered(&self) -> Option<ServiceWorkerRegistration> {
        let found = JsFuture::from(self.0.container.get_registration()).await;
        let found: ServiceWorkerRegistration = found.ok()?.dyn_into().ok()?;
        // It may be that of a site in a folder above.
        (found.scope() == self.0.scope).then_some(found)
    }

    async fn register(&self) -> Result<(), JsValue> {
        let options = RegistrationOptions::new();
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        let registering = self.0.container.register_with_options(SCRIPT, &options);
        let registration: ServiceWorkerRegistration =
            JsFuture::from(registering).await?.dyn_into()?;
        self.take_up(&registration);
        match registration.active() {
            Some(active) => active.post_message(&"fill".into())?,
            None => self.keeping(Keeping::Storing {
                stored: 0,
                total: 0,
            }),
        }
        Ok(())
    }

    /// Follows what happens to the registration from now on.
    fn take_up(&self, registration: &ServiceWorkerRegistration) {
        let before = self
            .0
            .registration
            .borrow_mut()
            .replace(registration.clone());
        if let Some(installing) = registration.installing() {
            self.follow(installing);
        }
        if registration.waiting().is_some() && registration.active().is_some() {
            self.newer();
        }
        if before.is_some_and(|before| before == *registration) {
            return;
        }
        let (pwa, watched) = (self.clone(), registration.clone());
        EventListener::new(registration, "updatefound", move |_| {
            if let Some(installing) = watched.installing() {
                pwa.follow(installing);
            }
        })
        .forget();
    }

    fn follow(&self, worker: ServiceWorker) {
        let pwa = self.clone();
        let watched = worker.clone();
        EventListener::new(&worker, "statechange", move |_| match watched.state() {
            // Installed beside one that works: it waits.
            ServiceWorkerState::Installed if pwa.has_active() => pwa.newer(),
            // A worker that was ended says nothing itself.
            ServiceWorkerState::Redundant if pwa.is_storing() && !pwa.has_active() => {
                let detail = String::new();
                pwa.keeping(Keeping::Stopped { detail });
            }
            _ => {}
        })
        .forget();
    }

    fn is_storing(&self) -> bool {
        matches!(self.0.state.borrow().keeping, Keeping::Storing { .. })
    }

    fn has_active(&self) -> bool {
        let registration = self.0.registration.borrow();
        registration
            .as_ref()
            .is_some_and(|registration| registration.active().is_some())
    }

    /// What a worker says: an object, as `tell` of `web/sw.js` has it.
    fn hear(&self, news: &JsValue) {
        let get = |name: &str| Reflect::get(news, &JsValue::from_str(name)).unwrap_or_default();
        let text = |name: &str| get(name).as_string().unwrap_or_default();
        let number = |name: &str| get(name).as_f64().unwrap_or_default() as u64;
        if text("scope") != self.0.scope {
            return;
        }
        let total = number("total");
        match text("state").as_str() {
            "storing" => self.keeping(Keeping::Storing {
                stored: number("stored"),
                total,
            }),
            "ready" => {
                let registration = self.0.registration.borrow().clone();
                if let Some(worker) = registration.and_then(|registration| registration.active()) {
                    self.hand_beside(&worker);
                }
                self.keeping(Keeping::Ready { total });
            }
            "full" => self.keeping(Keeping::Full {
                detail: text("detail"),
            }),
            "failed" => self.keeping(Keeping::Stopped {
                detail: text("detail"),
            }),
            // Of a newer worker than this page.
            _ => {}
        }
    }

    fn hand_beside(&self, worker: &ServiceWorker) {
        let paths = BESIDE.with_borrow(|paths| {
            let paths = paths.iter().map(|path| JsValue::from_str(path));
            paths.collect::<js_sys::Array>()
        });
        let message = js_sys::Object::new();
        for (name, value) in [
            ("scope", JsValue::from_str(&self.0.scope)),
            ("beside", paths.into()),
        ] {
            // A plain object takes them.
            let _ = Reflect::set(&message, &JsValue::from_str(name), &value);
        }
        // One that is being ended keeps nothing more.
        let _ = worker.post_message(&message);
    }

    fn keeping(&self, keeping: Keeping) {
        let is_newer_there = self.0.state.borrow().is_newer_there;
        self.set(Offline {
            keeping,
            is_newer_there,
        });
    }

    fn newer(&self) {
        let keeping = self.0.state.borrow().keeping.clone();
        self.set(Offline {
            keeping,
            is_newer_there: true,
        });
    }

    fn set(&self, state: Offline) {
        *self.0.state.borrow_mut() = state.clone();
        let on_state = self.0.on_state.borrow().clone();
        if let Some(on_state) = on_state {
            on_state.emit(state);
        }
    }
}

/// Why it could not be begun, by what the browser says of it: in Chromium and Safari the type that the host gave, which
/// Firefox tells to nobody.
fn begun_in_vain(detail: String) -> Keeping {
    if detail.contains("MIME") {
        Keeping::Host { detail }
    } else if detail.starts_with("TypeError") {
        Keeping::Stopped { detail }
    } else {
        Keeping::Refused { detail }
    }
}

#[cfg(test)]
mod tests {
    use super::{Keeping, begun_in_vain};

    #[test]
    fn who_is_to_blame_is_told_apart() {
        let of = |text: &str| begun_in_vain(text.to_owned());
        let chromium = "SecurityError: Failed to register a ServiceWorker for scope ('x') with script ('y'): The script has an unsupported MIME type ('text/plain').";
        let safari = "SecurityError: MIME Type is not a JavaScript MIME type";
        for host in [chromium, safari] {
            assert!(matches!(of(host), Keeping::Host { .. }));
        }
        let network = "TypeError: Failed to register a ServiceWorker: An unknown error occurred when fetching the script.";
        assert!(matches!(of(network), Keeping::Stopped { .. }));
        let browser = "SecurityError: The operation is insecure.";
        assert!(matches!(of(browser), Keeping::Refused { .. }));
    }
}
