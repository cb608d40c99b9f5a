//! A file with a table comes in: it is read, looked at, and what was seen is shown with all that can be chosen about it. The Studio
//! and the free room do with the table what they like.
//!
//! Start at [`use_look`]; [`reading`] asks the worker that reads.

pub(crate) mod reading;
mod seen;
mod shown;

use std::rc::Rc;

use spec::ingest::Choice;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use self::reading::Trouble;
pub(crate) use self::seen::{Incoming, Seen, seen};
pub(crate) use self::shown::Shown;

/// Endings of files with a table.
const ENDINGS: [&str; 9] = [
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".tab",
];

/// Whether a file is one with a table, by its name.
pub(crate) fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A name that a table may have, from a file's.
pub(crate) fn stem(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let clean: String = stem
        .chars()
        .map(|c| {
            if c.is_control() || c.is_whitespace() || "\\/:*?\"<>|%#.".contains(c) {
                '-'
            } else {
                c
            }
        })
        .collect();
    let clean = clean.trim_matches('-');
    if clean.is_empty() {
        "data".to_owned()
    } else {
        clean.to_owned()
    }
}

/// A file as it was read last.
pub(crate) struct Looked {
    /// What was seen, once something was.
    pub(crate) found: Option<Rc<Seen>>,
    /// Why the last reading gave nothing.
    pub(crate) trouble: UseStateHandle<Option<Trouble>>,
    /// Whether it is being read.
    pub(crate) busy: UseStateHandle<bool>,
}

/// Reads a file whenever something else is chosen; after the first time, `heading` has the focus. `on_seen` hears of all that was
/// seen.
#[hook]
pub(crate) fn use_look(
    file: &Incoming,
    choice: &Choice,
    heading: &NodeRef,
    on_seen: &Callback<Rc<Seen>>,
) -> Looked {
    let found = use_state(|| None::<Rc<Seen>>);
    let trouble = use_state_eq(|| None::<Trouble>);
    let busy = use_state_eq(|| true);
    let is_first = use_mut_ref(|| true);
    {
        let (found, trouble, busy) = (found.setter(), trouble.setter(), busy.setter());
        let (file, heading, on_seen) = (file.clone(), heading.clone(), on_seen.clone());
        use_effect_with(choice.clone(), move |choice| {
            let choice = choice.clone();
            busy.set(true);
            spawn_local(async move {
                match seen(&file, &choice).await {
                    Ok(seen) => {
                        let seen = Rc::new(seen);
                        on_seen.emit(Rc::clone(&seen));
                        found.set(Some(seen));
                        trouble.set(None);
                    }
                    Err(error) => trouble.set(Some(error)),
                }
                busy.set(false);
                if is_first.replace(false)
                    && let Some(heading) = heading.cast::<HtmlElement>()
                {
                    // Nothing is lost where it cannot be focused.
                    let _ = heading.focus();
                }
            });
        });
    }
    Looked {
        found: (*found).clone(),
        trouble,
        busy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_names_that_files_may_have() {
        assert_eq!(stem("人口 (令和5年).xlsx"), "人口-(令和5年)");
        assert_eq!(stem("a.b.csv"), "a-b");
        assert_eq!(stem(".csv"), "data");
        assert!(
            is_table("A.XLSX") && is_table("b.tsv") && !is_table("a.png") && !is_table("a.toml")
        );
    }
}
