//! The lazy parts of the page's wasm (see `xtask/src/build/split.rs`): each is loaded when it is first wanted, with all that
//! it lies on.
//!
//! Nothing of a part may be made, not even as a virtual node, before it is here.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::fetched::{Fetched, Shared};
use crate::shell::FetchError;

#[wasm_bindgen]
extern "C" {
    /// `web/boot/parts.js`: loads a part once; after a failure the next call tries again.
    #[wasm_bindgen(js_name = ama_rooms, catch)]
    async fn load(part: &str) -> Result<JsValue, JsValue>;
}

/// A lazy part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PagePart {
    /// The rooms: lessons, exercises, charts.
    Rooms,
    /// The workbench, which lies on the rooms: the room to try in, one's own files, and how a file is looked at.
    Bench,
    /// The Studio, which lies on the workbench.
    Studio,
}

impl PagePart {
    fn name(self) -> &'static str {
        match self {
            Self::Rooms => "rooms",
            Self::Bench => "bench",
            Self::Studio => "studio",
        }
    }
}

/// Waits until a part is here.
pub(crate) async fn arrive(part: PagePart) -> Result<(), FetchError> {
    load(part.name()).await?;
    Ok(())
}

/// Whether a part is here, once it is `wanted`; the callback tries again after a failure.
#[hook]
pub(crate) fn use_part(part: PagePart, wanted: bool) -> (Fetched<()>, Callback<()>) {
    let loaded = use_state(|| Fetched::Waiting);
    let attempt = use_state(|| 0_u32);
    {
        // What is here stays.
        let missing = wanted && !matches!(*loaded, Fetched::Here(_));
        let loaded = loaded.setter();
        use_effect_with((missing, *attempt), move |(missing, _)| {
            if *missing {
                loaded.set(Fetched::Waiting);
                spawn_local(async move {
                    loaded.set(match load(part.name()).await {
                        Ok(_) => Fetched::Here(Shared(().into())),
                        Err(error) => Fetched::Failed(error.into()),
                    });
                });
            }
        });
    }
    let retry = Callback::from(move |()| attempt.set(attempt.wrapping_add(1)));
    ((*loaded).clone(), retry)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }

    /// Ids of the messages in these catalogues.
    fn ids(catalogues: &[&str]) -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../locale/i18n/ja");
        let mut ids = Vec::new();
        for name in catalogues {
            let words = std::fs::read_to_string(root.join(name)).unwrap();
            let lines = words
                .lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            ids.extend(lines.filter_map(|line| Some(line.split(" =").next()?.to_owned())));
        }
        ids
    }

    /// No file says one of these ids but those of whom `may` says so.
    fn said_only(ids: &[String], may: impl Fn(&str) -> bool) {
        let mut files = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut files,
        );
        for file in files {
            let path = file.to_string_lossy().replace('\\', "/");
            if may(&path) {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            for id in ids {
                assert!(
                    !text.contains(&format!("\"{id}\"")),
                    "{path} says `{id}`, which is not there before its part of the page is"
                );
            }
        }
    }

    fn is_studios(path: &str) -> bool {
        // These take zips in for the first page.
        let is_shared = ["import.rs", "said.rs"]
            .iter()
            .any(|name| path.ends_with(name));
        path.contains("/pages/studio") && !is_shared
    }

    #[test]
    fn words_of_the_studio_are_said_by_the_studio_alone() {
        let ids = ids(&["studio.ftl", "author.ftl"]);
        assert!(ids.len() > 100);
        said_only(&ids, is_studios);
    }

    #[test]
    fn words_of_the_workbench_are_said_by_it_and_the_studio_alone() {
        let ids = ids(&["workbench.ftl"]);
        assert!(ids.len() > 50);
        said_only(&ids, |path| {
            let own = [
                "/pages/free",
                "/components/intake",
                "/exercise/workbench",
            ];
            own.iter().any(|own| path.contains(own)) || is_studios(path)
        });
    }
}
