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

    /// Whose words may be said where: the catalogues of a lazy part (`locale/build.rs`), and the sources that lie in it.
    const WORDS: [(&[&str], &[&str]); 3] = [
        (
            &[
                "bench", "chart", "failure", "finding", "lesson", "question", "step",
            ],
            &[
                "/components/data_table",
                "/components/exercise",
                "/components/glossary",
                "/components/intake",
                "/pages/free",
                "/pages/lesson",
                "/pages/studio",
            ],
        ),
        (
            &["workbench"],
            &[
                "/components/intake",
                "/exercise/workbench",
                "/pages/free",
                "/pages/studio",
            ],
        ),
        (&["author", "studio"], &["/pages/studio"]),
    ];

    #[test]
    fn words_of_a_lazy_part_are_said_by_that_part_alone() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        sources(&root.join("src"), &mut files);
        for (catalogues, places) in WORDS {
            let mut ids = Vec::new();
            for name in catalogues {
                let path = root.join(format!("../locale/i18n/ja/{name}.ftl"));
                let words = std::fs::read_to_string(path).unwrap();
                let lines = words.lines();
                let lines = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
                ids.extend(lines.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())));
            }
            assert!(ids.len() > 50);
            for file in &files {
                let path = file.to_string_lossy().replace('\\', "/");
                // These take zips in for the first page.
                let is_shared = ["/studio/import.rs", "/studio/said.rs"]
                    .iter()
                    .any(|name| path.ends_with(name));
                if places.iter().any(|place| path.contains(place)) && !is_shared {
                    continue;
                }
                let text = std::fs::read_to_string(file).unwrap();
                let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
                let code: Vec<&str> = code
                    .lines()
                    .filter(|line| !line.trim_start().starts_with('/'))
                    .collect();
                let code = code.join("\n");
                for id in &ids {
                    assert!(
                        !code.contains(&format!("\"{id}\"")),
                        "{path} says `{id}`, which is not there before its part of the page is"
                    );
                }
            }
        }
    }
}
