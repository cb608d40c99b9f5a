//! Modules that came from no site: one's own drafts, and what somebody handed out. Beside the learner's work, in a
//! database of their own, so that neither can damage the other.
//!
//! Everything lies under a text key as bytes. What a lesson would fetch (the built module, its own tables) is fetched
//! from here when its address begins with [`PLACE`]; the rest of the page does not know the difference.

pub(crate) mod added;
pub(crate) mod author_worker;
pub(crate) mod copy;
mod draft;
pub(crate) mod drafts;
pub(crate) mod past;
pub(crate) mod publish;
mod store;
pub(crate) mod tracks;

use std::pin::Pin;

pub(crate) use self::store::{LibraryError, PLACE, get, lasts, on_closed, replace};

/// What is kept under an address that begins with [`PLACE`].
pub(crate) fn fetch(url: &str) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, LibraryError>>>> {
    let url = url.to_owned();
    Box::pin(async move {
        let key = url.strip_prefix(PLACE).unwrap_or(&url);
        // It may have to be made again with what the site has.
        added::freshen(key).await;
        get(key).await?.ok_or_else(|| format!("{url}: not here"))
    })
}
