//! A publisher's file comes in: what it looks like, what is put right, what it says of itself; then a table of it, or not.
//! Nothing is put into the module before the author says so.

mod seen;
mod shown;

use std::rc::Rc;

use spec::ingest::{Choice, Description};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

pub(super) use self::seen::{Incoming, Taken, look};
use self::seen::{Seen, kept, seen, taken};
use self::shown::Shown;
use super::describe::Fields;
use super::reading::Trouble;
use crate::hooks::use_locale;

/// Endings of files that are looked at first.
const ENDINGS: [&str; 9] = [
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".tab",
];

/// Whether a file is one with a table, by its name.
pub(super) fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A name that a table may have, from a file's.
fn stem(file: &str) -> String {
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

/// Properties of [`Intake`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct IntakeProps {
    /// The file.
    pub(super) file: Incoming,
    /// Takes the table; `None`: it is to be left.
    pub(super) on_done: Callback<Option<Taken>>,
}

/// A file as it was read last, and what is said of it.
struct Looked {
    /// What was seen, once something was.
    found: Option<Rc<Seen>>,
    /// What the file and its author say of it.
    about: UseStateHandle<Rc<Description>>,
    trouble: UseStateHandle<Option<Trouble>>,
    busy: UseStateHandle<bool>,
}

/// Reads a file whenever something else is chosen; after the first time, `heading` has the focus.
#[hook]
fn use_look(file: &Incoming, choice: &Choice, heading: &NodeRef) -> Looked {
    let found = use_state(|| None::<Rc<Seen>>);
    let about = use_state(|| Rc::new(Description::default()));
    let trouble = use_state_eq(|| None::<Trouble>);
    let busy = use_state_eq(|| true);
    {
        let (found, about_now, about, trouble, busy) = (
            found.setter(),
            Rc::clone(&about),
            about.setter(),
            trouble.setter(),
            busy.setter(),
        );
        let (file, heading) = (file.clone(), heading.clone());
        use_effect_with(choice.clone(), move |choice| {
            let choice = choice.clone();
            busy.set(true);
            spawn_local(async move {
                match seen(&file, &choice).await {
                    Ok(seen) => {
                        about.set(Rc::new(kept(seen.description.clone(), &about_now)));
                        found.set(Some(Rc::new(seen)));
                        trouble.set(None);
                    }
                    Err(error) => trouble.set(Some(error)),
                }
                busy.set(false);
                let is_first = choice == Choice::default();
                if is_first && let Some(heading) = heading.cast::<HtmlElement>() {
                    // Nothing is lost where it cannot be focused.
                    let _ = heading.focus();
                }
            });
        });
    }
    Looked {
        found: (*found).clone(),
        about,
        trouble,
        busy,
    }
}

/// The look at one file.
#[component]
pub(super) fn Intake(props: &IntakeProps) -> Html {
    let words = use_locale();
    let choice = use_state_eq(Choice::default);
    let name = use_state_eq(|| stem(&props.file.name));
    let heading = use_node_ref();
    let Looked {
        found,
        about,
        trouble,
        busy,
    } = use_look(&props.file, &choice, &heading);
    let on_about = {
        let about = about.setter();
        Callback::from(move |next| about.set(Rc::new(next)))
    };
    let on_name = {
        let name = name.setter();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // The ending is no part of it.
            name.set(stem(&format!("{}.csv", input.value())));
        })
    };
    let close = props.on_done.reform(|_: MouseEvent| None);
    let as_it_is = {
        let (name, bytes) = ((*name).clone(), Rc::clone(&props.file.bytes));
        props.on_done.reform(move |_: MouseEvent| {
            Some(Taken {
                name: name.clone(),
                csv: (*bytes).clone(),
                description: None,
            })
        })
    };
    let put = {
        let (found, about, name) = (found.clone(), Rc::clone(&about), (*name).clone());
        let (trouble, busy) = (trouble.setter(), busy.setter());
        let on_done = props.on_done.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(found) = found.clone() else { return };
            let (about, name, on_done) = (Rc::clone(&about), name.clone(), on_done.clone());
            let (trouble, busy) = (trouble.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                match taken(&found, &about, name).await {
                    Ok(table) => on_done.emit(Some(table)),
                    Err(error) => trouble.set(Some(error)),
                }
                busy.set(false);
            });
        })
    };
    let title = words.t_with("intake-title", &[("name", (&props.file.name).into())]);
    let shown = found.as_ref().map(|found| Shown {
        words: &words,
        look: &found.look,
        choice: &choice,
        busy: *busy,
    });
    let look = found.as_ref().map(|found| &found.look);
    let blocked = look.and_then(|look| look.blocked.as_ref());
    html! {
        <section class="intake" aria-label={title.clone()} aria-busy={busy.to_string()}>
            <h2 tabindex="-1" ref={heading}>{ title }</h2>
            <div role="status">
                if *busy && look.is_none() { <p>{ words.t("intake-reading") }</p> }
                if let Some(trouble) = &*trouble { <p class="notice">{ trouble.message(&words) }</p> }
                if let Some(reason) = blocked { <p class="notice">{ words.pick(reason) }</p> }
            </div>
            if let Some(shown) = shown {
                { shown.view() }
                <h3>{ words.t("intake-about") }</h3>
                <label class="intake-line"><span>{ words.t("intake-name") }</span><input type="text" value={(*name).clone()} onchange={on_name} /></label>
                <Fields value={Rc::clone(&about)} on_change={on_about} />
            }
            <div class="dialog-buttons">
                <button type="button" class="button-quiet" onclick={close}>{ words.t("intake-leave") }</button>
                if look.is_some_and(|look| look.is_table) {
                    <button type="button" class="button-quiet" onclick={as_it_is}>{ words.t("intake-as-it-is") }</button>
                }
                if look.is_some() {
                    <button type="button" class="button" onclick={put} disabled={*busy || blocked.is_some() || trouble.is_some()}>{ words.t("intake-put") }</button>
                }
            </div>
        </section>
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
