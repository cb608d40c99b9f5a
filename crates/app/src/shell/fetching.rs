//! Files, by `ama_fetch` of `web/boot/files.js`.

use std::cell::RefCell;
use std::pin::Pin;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use crate::browser::describe;

#[wasm_bindgen]
extern "C" {
    /// `web/boot/files.js`: a good response, or an error whose name says why there is none.
    fn ama_fetch(url: &str, options: &RequestInit) -> Promise;
}

/// Gives what this page itself has under an address, or says why it is not there.
pub(crate) type Own = fn(&str) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, String>>>>;

thread_local! {
    /// How addresses begin under which this page itself has something, and what gives it.
    static OWN: RefCell<Vec<(&'static str, Own)>> = const { RefCell::new(Vec::new()) };
}

/// Has `own` asked for what has an address that begins so, and no host: whoever fetches it does not know the difference.
pub(crate) fn serve_own(prefix: &'static str, own: Own) {
    OWN.with_borrow_mut(|all| {
        if all.iter().all(|(known, _)| *known != prefix) {
            all.push((prefix, own));
        }
    });
}

/// How far what the browser kept will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cache {
    /// As the host said: for names that carry a hash.
    Kept,
    /// The host is asked whether it is still so.
    Asked,
    /// Not at all: what was kept is damaged.
    Anew,
}

/// Why a file did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missed {
    /// No answer, or the host has a trouble that may pass.
    Network,
    /// It does not stand there, or the host does not hand it out.
    Missing,
    /// Another version of the page stands there now: reload.
    Replaced,
    /// It came, twice, and is not what it should be.
    Damaged,
}

/// A file that did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FetchError {
    /// Why.
    pub(crate) missed: Missed,
    /// For «詳細».
    pub(crate) detail: String,
}

impl FetchError {
    /// The same, with the name of what it was.
    pub(crate) fn about(self, name: &str) -> Self {
        Self {
            detail: format!("{name}: {}", self.detail),
            ..self
        }
    }

    /// It came and cannot be read.
    pub(crate) fn damaged(detail: impl ToString) -> Self {
        Self {
            missed: Missed::Damaged,
            detail: detail.to_string(),
        }
    }
}

impl From<FetchError> for String {
    fn from(error: FetchError) -> Self {
        error.detail
    }
}

/// As `web/boot/files.js` calls them; anything else befell on the way.
fn missed(name: &str) -> Missed {
    match name {
        "AmaMissing" => Missed::Missing,
        "AmaReplaced" => Missed::Replaced,
        // A part of the page's wasm.
        "CompileError" => Missed::Damaged,
        _ => Missed::Network,
    }
}

impl From<JsValue> for FetchError {
    fn from(error: JsValue) -> Self {
        let Some(error) = error.dyn_ref::<js_sys::Error>() else {
            return Self {
                missed: Missed::Network,
                detail: describe(&error),
            };
        };
        Self {
            missed: missed(&String::from(error.name())),
            detail: error.message().into(),
        }
    }
}

/// Starts fetching at once, so that several fetches run side by side; the future is a good response.
pub(crate) fn fetch(
    url: &str,
    cache: Cache,
) -> impl Future<Output = Result<Response, FetchError>> + use<> {
    let options = RequestInit::new();
    match cache {
        Cache::Kept => {}
        Cache::Asked => options.set_cache(RequestCache::NoCache),
        Cache::Anew => options.set_cache(RequestCache::Reload),
    }
    // Listened to from now on: the browser complains of a failure that nobody hears, and the asker may be busy with
    // another file until then, or have given up.
    let response = JsFuture::from(ama_fetch(url, &options));
    async move { Ok(response.await?.unchecked_into()) }
}

/// Starts fetching at once something whose name carries no hash: the browser asks the host whether what it kept is
/// still so. The future is the body; `None` where there is no such file.
pub(crate) fn fetch_fresh(
    url: &str,
) -> impl Future<Output = Result<Option<Vec<u8>>, FetchError>> + use<> {
    let response = fetch(url, Cache::Asked);
    async move {
        match response.await {
            Ok(response) => body(response).await.map(Some),
            Err(FetchError {
                missed: Missed::Missing,
                ..
            }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Starts fetching at once; the future is the body.
pub(crate) fn fetch_bytes(url: &str) -> impl Future<Output = Result<Vec<u8>, FetchError>> + use<> {
    fetch_again(url, Cache::Kept)
}

/// The same, where what was kept may have turned out to be damaged.
pub(crate) fn fetch_again(
    url: &str,
    cache: Cache,
) -> impl Future<Output = Result<Vec<u8>, FetchError>> + use<> {
    let own = OWN.with_borrow(|all| {
        let own = all.iter().find(|(prefix, _)| url.starts_with(prefix));
        own.map(|(_, own)| *own)
    });
    let begun = match own {
        Some(own) => Err(own(url)),
        None => Ok(fetch(url, cache)),
    };
    async move {
        match begun {
            Ok(response) => body(response.await?).await,
            Err(own) => own.await.map_err(|detail| FetchError {
                missed: Missed::Missing,
                detail,
            }),
        }
    }
}

/// Starts fetching at once; the future is what `read` makes of the body. What cannot be read may have come short once and
/// been kept so: it is fetched once more.
pub(crate) fn fetch_read<T, R>(
    url: &str,
    read: R,
) -> impl Future<Output = Result<T, FetchError>> + use<T, R>
where
    R: Fn(Vec<u8>) -> Result<T, String>,
{
    let first = fetch_bytes(url);
    let url = url.to_owned();
    async move {
        if let Ok(value) = read(first.await?) {
            return Ok(value);
        }
        let again = fetch_again(&url, Cache::Anew).await?;
        read(again).map_err(|error| FetchError::damaged(format!("{url}: {error}")))
    }
}

async fn body(response: Response) -> Result<Vec<u8>, FetchError> {
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_script() {
        let script = include_str!("../../../../web/boot/files.js");
        for (name, told) in [
            ("AmaNetwork", Missed::Network),
            ("AmaMissing", Missed::Missing),
            ("AmaReplaced", Missed::Replaced),
        ] {
            assert!(script.contains(&format!("\"{name}\"")), "{name}");
            assert_eq!(missed(name), told);
        }
        assert_eq!(missed("CompileError"), Missed::Damaged);
        assert_eq!(missed("TypeError"), Missed::Network);
    }
}
