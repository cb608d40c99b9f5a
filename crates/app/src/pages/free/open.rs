//! «自分のファイルを開く»: picking, dropping and pasting a file, and the list of one's own tables with what can be done with each.

use std::rc::Rc;

use js_sys::Array;
use spec::desk::OwnTable;
use web_sys::{File, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::look::Opening;
use super::own;
use crate::components::confirm::ConfirmButton;
use crate::hooks::{Words, use_locale};

/// What may be picked.
const ACCEPT: &str =
    ".csv,.tsv,.txt,.tab,.xlsx,.xlsm,.xlsb,.xls,.ods,.json,.ndjson,.jsonl,.geojson";

/// What is to be done with a table of one's own.
#[derive(Clone, PartialEq)]
pub(super) enum Wish {
    /// Put it on the desk.
    Take(String),
    /// This browser is to keep it, or not any more.
    Keep(String, bool),
    /// Let it go.
    Remove(String),
}

/// Properties of [`OwnFiles`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct OwnFilesProps {
    /// The tables.
    pub(super) tables: Rc<Vec<OwnTable>>,
    /// Names of those that are here and on the desk.
    pub(super) on_desk: Rc<Vec<String>>,
    /// Another number whenever a table came or went.
    pub(super) revision: u32,
    /// Whether this browser can keep tables.
    pub(super) can_keep: bool,
    /// What became of the last wish, in words.
    pub(super) said: AttrValue,
    /// Opens a file.
    pub(super) on_open: Callback<Opening>,
    /// Opens a file of steps.
    pub(super) on_steps: Callback<File>,
    /// Does something with a table.
    pub(super) on_wish: Callback<Wish>,
}

/// A file out of pasted text.
fn pasted(text: &str) -> Option<File> {
    let parts = Array::of1(&text.into());
    File::new_with_str_sequence(&parts, "").ok()
}

/// A button that picks a file, which is looked at for `of`.
fn picker(
    label: String,
    named: Option<String>,
    is_first: bool,
    of: Option<&OwnTable>,
    on_open: &Callback<Opening>,
) -> Html {
    let (on_open, of) = (on_open.clone(), of.cloned().map(Rc::new));
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be picked again.
        input.set_value("");
        if let Some(file) = file {
            let name = file.name();
            let of = of.clone();
            on_open.emit(Opening {
                file,
                name,
                of,
                is_look: false,
            });
        }
    });
    let class = if is_first { "button" } else { "button-quiet" };
    html! {
        <label class={classes!(class, "file-button")}>
            <span>{ label }</span>
            <input type="file" class="visually-hidden" accept={ACCEPT} aria-label={named} {onchange} />
        </label>
    }
}

/// A button that picks a file of steps.
fn steps_picker(on_steps: &Callback<File>, words: &Words) -> Html {
    let on_steps = on_steps.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be picked again.
        input.set_value("");
        if let Some(file) = file {
            on_steps.emit(file);
        }
    });
    html! {
        <label class="button-quiet file-button">
            <span>{ words.t("file-steps-open") }</span>
            <input type="file" class="visually-hidden" accept=".json,application/json" {onchange} />
        </label>
    }
}

/// The section.
#[component]
pub(super) fn OwnFiles(props: &OwnFilesProps) -> Html {
    let words = use_locale();
    let OwnFilesProps {
        tables,
        on_open,
        said,
        ..
    } = props;
    let (missing, here): (Vec<&OwnTable>, Vec<&OwnTable>) = tables
        .iter()
        .partition(|table| own::held(&table.name).is_none());
    html! {
        <section class="own-files" aria-labelledby="own-files">
            <h2 id="own-files">{ words.t("file-open") }</h2>
            if !missing.is_empty() {
                <div class="notice own-missing">
                    <p>{ words.t("file-missing") }</p>
                    <ul class="free-list">{ for missing.iter().map(|table| missing_line(table, props, &words)) }</ul>
                </div>
            }
            <p>{ words.t("file-open-about") }</p>
            <div class="work-buttons">
                { picker(words.t("file-pick"), None, true, None, on_open) }
                { steps_picker(&props.on_steps, &words) }
            </div>
            <p class="field-note">{ words.t("file-drop") }</p>
            <Paste {on_open} />
            <p role="status">{ said }</p>
            if !here.is_empty() {
                <ul class="free-list">{ for here.iter().map(|table| here_line(table, props, &words)) }</ul>
            }
        </section>
    }
}

/// Properties of [`Paste`].
#[derive(Clone, PartialEq, Properties)]
struct PasteProps {
    on_open: Callback<Opening>,
}

/// A box for a table that was copied elsewhere.
#[component]
fn Paste(props: &PasteProps) -> Html {
    let words = use_locale();
    let area = use_node_ref();
    let is_empty = use_state_eq(|| true);
    let oninput = {
        let is_empty = is_empty.setter();
        Callback::from(move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            is_empty.set(area.value().trim().is_empty());
        })
    };
    let onclick = {
        let (area, on_open) = (area.clone(), props.on_open.clone());
        Callback::from(move |_: MouseEvent| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value());
            if let Some(file) = text.and_then(|text| pasted(&text)) {
                on_open.emit(Opening {
                    file,
                    name: String::new(),
                    of: None,
                    is_look: true,
                });
            }
        })
    };
    html! {
        <details class="own-paste">
            <summary>{ words.t("file-paste") }</summary>
            <label for="own-paste">{ words.t("file-paste-label") }</label>
            <textarea id="own-paste" ref={area} rows="5" spellcheck="false" {oninput} />
            <p><button type="button" class="button-quiet" disabled={*is_empty} {onclick}>{ words.t("file-paste-read") }</button></p>
        </details>
    }
}

/// What its file is called, for people.
fn file_of(table: &OwnTable, words: &Words) -> String {
    if table.recipe.file.is_empty() {
        words.t("file-pasted")
    } else {
        table.recipe.file.clone()
    }
}

/// Where its file came from; see [`crate::components::exercise::workbench`] for where it is said.
pub(super) fn source_of(table: &OwnTable, words: &Words) -> String {
    words.t_with("file-source", &[("file", file_of(table, words).into())])
}

fn head(table: &OwnTable, words: &Words) -> Html {
    let size = [
        ("rows", table.rows.into()),
        ("columns", table.columns.len().into()),
    ];
    html! {
        <>
            <h3 lang="ja">{ &table.name }<span class="data-size">{ words.t_with("bench-size", &size) }</span></h3>
            <p class="data-source">{ source_of(table, words) }</p>
        </>
    }
}

fn remove(table: &OwnTable, props: &OwnFilesProps, words: &Words) -> Html {
    let name = table.name.clone();
    let onconfirm = props.on_wish.reform(move |()| Wish::Remove(name.clone()));
    let question = words.t_with("file-remove-question", &[("name", (&table.name).into())]);
    html! { <ConfirmButton label={words.t_with("file-remove", &[("name", (&table.name).into())])} {question} yes={words.t("file-remove-yes")} {onconfirm} /> }
}

/// A table whose file is not here any more.
fn missing_line(table: &OwnTable, props: &OwnFilesProps, words: &Words) -> Html {
    let label = if table.recipe.file.is_empty() {
        words.t("file-missing-pasted")
    } else {
        words.t_with("file-again", &[("file", (&table.recipe.file).into())])
    };
    html! {
        <li key={table.name.clone()}>
            { head(table, words) }
            <div class="work-buttons">
                { picker(label, None, true, Some(table), &props.on_open) }
                { remove(table, props, words) }
            </div>
        </li>
    }
}

/// A table that is here.
fn here_line(table: &OwnTable, props: &OwnFilesProps, words: &Words) -> Html {
    let named = [("name", (&table.name).into())];
    let on_wish = &props.on_wish;
    let take = {
        let name = table.name.clone();
        on_wish.reform(move |_: MouseEvent| Wish::Take(name.clone()))
    };
    let keep = {
        let (name, kept) = (table.name.clone(), table.kept);
        on_wish.reform(move |_: Event| Wish::Keep(name.clone(), !kept))
    };
    let again = own::held(&table.name).and_then(|held| held.file).map(|file| {
        let (on_open, of) = (props.on_open.clone(), Rc::new(table.clone()));
        let onclick = Callback::from(move |_: MouseEvent| {
            on_open.emit(Opening {
                file: file.clone(),
                name: of.recipe.file.clone(),
                of: Some(Rc::clone(&of)),
                is_look: true,
            });
        });
        html! { <button type="button" class="button-quiet" aria-label={words.t_with("file-look-again-named", &named)} {onclick}>{ words.t("file-look-again") }</button> }
    });
    html! {
        <li key={table.name.clone()}>
            { head(table, words) }
            <div class="work-buttons">
                if props.on_desk.contains(&table.name) {
                    <span class="free-used">{ words.t("free-on-desk") }</span>
                } else {
                    <button type="button" class="button-quiet" aria-label={words.t_with("free-take-named", &[("table", (&table.name).into())])} onclick={take}>{ words.t("free-take") }</button>
                }
                { again.unwrap_or_default() }
                { picker(words.t("file-other"), Some(words.t_with("file-other-named", &named)), false, Some(table), &props.on_open) }
                { remove(table, props, words) }
            </div>
            if props.can_keep {
                <label class="intake-line">
                    <input type="checkbox" checked={table.kept} onchange={keep} />
                    <span>{ words.t_with("file-keep", &named) }</span>
                </label>
            }
        </li>
    }
}
