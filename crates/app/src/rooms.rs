//! The rooms: the second half of the page's wasm, with lessons, exercises and charts (see `xtask/src/build/split.rs`).
//!
//! Nothing of a room may be made, not even as a virtual node, before they are here.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::courses::{Fetched, Shared};

#[wasm_bindgen]
extern "C" {
    /// `web/boot.js`: loads them once; after a failure the next call tries again.
    #[wasm_bindgen(js_name = ama_rooms, catch)]
    async fn load_rooms() -> Result<JsValue, JsValue>;
}

/// Whether the rooms are here, once they are `wanted`; the callback tries again after a failure.
#[hook]
pub(crate) fn use_rooms(wanted: bool) -> (Fetched<()>, Callback<()>) {
    let rooms = use_state(|| Fetched::Waiting);
    let attempt = use_state(|| 0_u32);
    {
        // What is here stays.
        let missing = wanted && !matches!(*rooms, Fetched::Here(_));
        let rooms = rooms.setter();
        use_effect_with((missing, *attempt), move |(missing, _)| {
            if *missing {
                rooms.set(Fetched::Waiting);
                spawn_local(async move {
                    rooms.set(match load_rooms().await {
                        Ok(_) => Fetched::Here(Shared(().into())),
                        Err(error) => Fetched::Failed(browser::describe(&error)),
                    });
                });
            }
        });
    }
    let retry = Callback::from(move |()| attempt.set(attempt.wrapping_add(1)));
    ((*rooms).clone(), retry)
}
