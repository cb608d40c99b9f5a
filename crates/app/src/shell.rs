//! Where the page lives: where its files come from, and what the browser may keep for it.
//!
//! Chosen once at start ([`current`]) by what index.html says; nothing else in `app` knows which one it is. Files come
//! through `ama_fetch` of `web/boot/files.js` alone, since the page's own wasm does too: [`fetch`] and what is built on it
//! are the only ways to a file. A new place is an implementation of [`Shell`] and, where its files are neither beside
//! index.html nor in it, a source there.

mod fetching;
mod file;
mod interface;
mod name;
mod pwa;
mod site;

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::assets::Assets;
use crate::browser;

pub(crate) use self::fetching::{
    Cache, FetchError, Missed, fetch, fetch_again, fetch_bytes, fetch_fresh, fetch_read, serve_own,
};
pub(crate) use self::interface::Shell;
pub(crate) use self::pwa::{Keeping, Offline, Pwa, keep_beside};

thread_local! {
    static CURRENT: Rc<dyn Shell> = called(&Assets::read().shell);
}

/// The place that index.html calls so; a folder on some host where it says nothing, as `web/boot/page.js` takes it too.
fn called(name: &str) -> Rc<dyn Shell> {
    match name {
        "file" => Rc::new(file::File),
        _ => Rc::new(site::Site),
    }
}

/// The place that this page lives in.
pub(crate) fn current() -> Rc<dyn Shell> {
    CURRENT.with(Rc::clone)
}

#[wasm_bindgen]
extern "C" {
    /// `web/boot/page.js`: where there is no database of the second name, makes it with what that of the first one holds.
    #[wasm_bindgen(catch)]
    async fn ama_take_over(shared: &str, own: &str, store: &str) -> Result<(), JsValue>;
}

/// The browser's name of a database of this page. What an earlier version kept in one for all sites of the host is in it,
/// too.
///
/// # Errors
/// The browser's words where it hands out no database.
pub(crate) async fn own_database(name: &str, store: &str) -> Result<String, String> {
    let own = current().database(name);
    if current().trusts_browser() {
        let taken = ama_take_over(name, &own, store).await;
        taken.map_err(|why| browser::describe(&why))?;
    }
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_trusts_no_browser_and_has_no_addresses() {
        for (name, is_file) in [
            ("site", false),
            ("", false),
            ("tomorrow", false),
            ("file", true),
        ] {
            let shell = called(name);
            assert_eq!(shell.has_addresses(), !is_file, "{name}");
            assert_eq!(shell.trusts_browser(), !is_file, "{name}");
        }
    }

    #[test]
    fn each_reason_has_its_words() {
        let reasons = [
            Missed::Network,
            Missed::Missing,
            Missed::Replaced,
            Missed::Damaged,
        ];
        for lang in [locale::Lang::Ja, locale::Lang::En] {
            let words = locale::Locale::new(lang);
            let mut said: Vec<String> = Vec::new();
            for name in ["site", "file"] {
                let texts = reasons.map(|missed| words.text(called(name).why(missed)));
                said.extend(texts);
            }
            said.sort();
            said.dedup();
            // A file that is one has one reason: it is damaged.
            assert_eq!(said.len(), reasons.len() + 1, "{said:?}");
        }
    }
}
