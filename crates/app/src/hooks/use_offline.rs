//! Whether the site is kept in this browser.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::parts::{self, PagePart};
use crate::shell::{self, Offline, Pwa};
use crate::state::engine::EngineState;

/// How the keeping stands, and what to ask for; nothing to ask where the page's place has no such thing.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct OfflineHandle {
    /// How it stands.
    pub(crate) state: Offline,
    /// Whom to ask.
    pub(crate) pwa: Option<Pwa>,
}

/// The same for a component.
#[hook]
pub(crate) fn use_offline() -> OfflineHandle {
    use_context::<OfflineHandle>().unwrap_or_default()
}

/// Keeps the site once the learner has all that she needs herself: nothing here competes with the first lesson.
#[hook]
pub(crate) fn use_keeping(engine: &EngineState, is_home: bool) -> OfflineHandle {
    let state = use_state_eq(Offline::default);
    let pwa = use_memo((), |()| shell::current().offline());
    let is_settled = use_state_eq(|| false);
    {
        let (pwa, state, is_settled) = (pwa.clone(), state.setter(), is_settled.setter());
        use_effect_with((), move |()| {
            if let Some(pwa) = &*pwa {
                pwa.listen(Callback::from(move |next| state.set(next)));
                let pwa = pwa.clone();
                spawn_local(async move {
                    pwa.remember().await;
                    // What does not come is said when a lesson is opened.
                    let _ = parts::arrive(PagePart::Rooms).await;
                    is_settled.set(true);
                });
            }
        });
    }
    // Once a page: each lesson makes the engine ready anew, and what the learner removed stays away.
    let is_begun = use_mut_ref(|| false);
    {
        let pwa = pwa.clone();
        let is_ready = *engine == EngineState::Ready;
        // On the first screen nothing is begun by itself, only taken up again.
        let is_idle = *is_settled && is_home && *engine == EngineState::Idle;
        use_effect_with((is_ready, is_idle), move |(is_ready, is_idle)| {
            if let Some(pwa) = &*pwa
                && (*is_ready || (*is_idle && pwa.is_registered()))
                && !is_begun.replace(true)
            {
                pwa.begin();
            }
        });
    }
    {
        let pwa = pwa.clone();
        use_effect_with(is_home, move |is_home| {
            if let (true, Some(pwa)) = (*is_home, &*pwa) {
                pwa.look();
            }
        });
    }
    OfflineHandle {
        state: (*state).clone(),
        pwa: (*pwa).clone(),
    }
}
