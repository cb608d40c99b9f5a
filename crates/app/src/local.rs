//! Conveniences that this browser keeps for this page's place, under keys of `localStorage`: no work. (gloo's storage panics
//! where the browser refuses to hand out the store at all.)

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{browser, shell};

/// What is kept under a key; `None` too where the browser keeps nothing.
pub(crate) fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    let storage = local_storage()?;
    let own = storage.get_item(&own_key(key)).ok()?;
    // Kept by an earlier version, for all sites of the host.
    let text = own.or_else(|| storage.get_item(key).ok().flatten())?;
    serde_json::from_str(&text).ok()
}

fn own_key(key: &str) -> String {
    let shell = shell::current();
    if shell.trusts_browser() {
        shell.database(key)
    } else {
        key.to_owned()
    }
}

/// Keeps something under a key where that is possible.
pub(crate) fn put<T: Serialize>(key: &str, value: &T) {
    if let (Some(storage), Ok(text)) = (local_storage(), serde_json::to_string_pretty(value)) {
        // Refused in some private windows and where it is full.
        let _ = storage.set_item(&own_key(key), &text);
    }
}

/// Keeps nothing under that key any more.
pub(crate) fn forget(key: &str) {
    if let Some(storage) = local_storage() {
        // As above. Nothing is what is kept, lest what an earlier version kept comes back.
        let _ = storage.set_item(&own_key(key), "null");
    }
}

/// Whether that was switched on in this tab, which forgets it when it is closed.
pub(crate) fn is_on(key: &str) -> bool {
    let tab = browser::session_storage();
    tab.and_then(|tab| tab.get_item(&own_key(key)).ok().flatten())
        .is_some()
}

/// Switches it on or off where the browser keeps that.
pub(crate) fn switch(key: &str, on: bool) {
    if let Some(tab) = browser::session_storage() {
        let key = own_key(key);
        // Refused in some private windows and where it is full.
        let _ = if on {
            tab.set_item(&key, "on")
        } else {
            tab.remove_item(&key)
        };
    }
}

fn local_storage() -> Option<web_sys::Storage> {
    browser::window()?.local_storage().ok().flatten()
}
