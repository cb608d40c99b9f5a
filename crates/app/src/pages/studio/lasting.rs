//! Whether what is written here stays.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::library;

/// Whether what is written here outlives the page.
#[hook]
pub(super) fn use_lasting() -> bool {
    let lasts = use_state_eq(|| true);
    {
        let lasts = lasts.setter();
        use_effect_with((), move |()| {
            spawn_local(async move { lasts.set(library::lasts().await) });
        });
    }
    *lasts
}
