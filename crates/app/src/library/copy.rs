//! A module to begin with: a copy of one's own, or of one of the site. The site hands out what modules became, not their
//! sources; the worker writes the text that gives the same module, and its tables and pictures are fetched.

use std::collections::btree_map::Entry;
use std::rc::Rc;

use spec::Module;
use spec::author::FrontChange;

use super::author_worker::{AuthorWorker, Files, WorkerError};
use super::drafts::{self, Draft, new_key};
use super::publish::PublishError;
use crate::courses;
use crate::shell;

/// Makes a draft of a module of the site; gives its key. `name` makes the copy's title of the old one.
pub(crate) async fn of_site(
    worker: &AuthorWorker,
    url: &str,
    name: impl Fn(&str) -> String,
) -> Result<String, PublishError> {
    let fetch = |error: shell::FetchError| WorkerError::Fetch(error.detail);
    let mut module = courses::lesson(url).await.map_err(fetch)?;
    let (text, descriptions) = worker.to_source(&module).await?;
    let mut wanted: Vec<(String, String)> = module
        .data
        .iter()
        .filter(|source| !source.file.is_empty())
        .map(|source| (source.file.clone(), source.url.clone()))
        .collect();
    module.each_image_mut(&mut |image| wanted.push((image.file.clone(), image.url.clone())));
    let mut files = Files::new();
    for (path, url) in wanted {
        if let Entry::Vacant(place) = files.entry(path) {
            place.insert(shell::fetch_bytes(&url).await.map_err(fetch)?);
        }
    }
    for (path, text) in descriptions {
        files.insert(path, text.into_bytes());
    }
    keep(worker, &module, &text, Rc::new(files), name).await
}

/// Makes another draft of one; gives its key.
pub(crate) async fn of_own(
    worker: &AuthorWorker,
    key: &str,
    name: impl Fn(&str) -> String,
) -> Result<String, PublishError> {
    let draft = drafts::load(key).await.map_err(PublishError::Gone)?;
    let draft = draft.ok_or_else(|| PublishError::Gone(key.to_owned()))?;
    let read = worker
        .check(&draft.text, &drafts::base(key), &draft.files)
        .await?;
    keep(worker, &read.module, &draft.text, draft.files, name).await
}

async fn keep(
    worker: &AuthorWorker,
    module: &Module,
    text: &str,
    files: Rc<Files>,
    name: impl Fn(&str) -> String,
) -> Result<String, PublishError> {
    let key = new_key();
    let title = name(&module.title);
    let changes = [
        FrontChange::Id(another_id(&module.id.0, &key)),
        FrontChange::Title(title.clone()),
        FrontChange::Version(1),
    ];
    // What cannot be read is copied as it is: its author mends it, and the id with it.
    let amended = worker.amend(text, &changes).await?;
    let draft = Draft {
        text: amended.unwrap_or_else(|| text.to_owned()),
        files,
    };
    let kept = drafts::save(&key, &title, &draft.text, Some(&draft.files), "").await;
    kept.map(|_| key).map_err(PublishError::Gone)
}

/// An id that says where it comes from and that no other copy has.
fn another_id(id: &str, key: &str) -> String {
    let from = key.len().saturating_sub(4);
    let id = if id.is_empty() { "my" } else { id };
    format!("{id}-copy-{}", key.get(from..).unwrap_or(key))
}

#[cfg(test)]
mod tests {
    use super::another_id;

    #[test]
    fn a_copy_has_an_id_of_its_own() {
        assert_eq!(
            another_id("ds1-02-filter", "19a3f0c1d2e"),
            "ds1-02-filter-copy-1d2e"
        );
        assert_eq!(another_id("", "1d"), "my-copy-1d");
    }
}
