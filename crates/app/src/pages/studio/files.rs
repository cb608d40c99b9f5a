//! The files beside a module's text: put in by a button or by dropping them, taken out again.

use std::rc::Rc;

use web_sys::{File, FileList, HtmlInputElement};
use yew::prelude::*;

use crate::hooks::use_locale;
use crate::library::author_worker::Files;

/// Where a dropped file goes beside `module.md`; `None` for a kind that no module has.
pub(super) fn place(name: &str) -> Option<String> {
    let stem: String = name
        .chars()
        .map(|c| {
            if c.is_control() || "\\/:*?\"<>|%#".contains(c) {
                '-'
            } else {
                c
            }
        })
        .collect();
    let ending = stem.rsplit_once('.')?.1.to_ascii_lowercase();
    let folder = match ending.as_str() {
        "csv" | "toml" => "data",
        "png" | "jpg" | "jpeg" | "gif" | "webp" => "images",
        _ => return None,
    };
    (!stem.starts_with('.')).then(|| format!("{folder}/{stem}"))
}

/// A name for a table of which there is no file yet: that one, or with a number behind it.
pub(super) fn free(files: &Files, name: &str) -> String {
    let taken = |name: &str| {
        ["csv", "toml"]
            .iter()
            .any(|ending| files.contains_key(&format!("data/{name}.{ending}")))
    };
    let mut found = name.to_owned();
    let mut number = 2;
    while taken(&found) {
        found = format!("{name}-{number}");
        number += 1;
    }
    found
}

/// Where the description of a table lies.
pub(super) fn beside(path: &str) -> String {
    let stem = spec::module::csv_stem(path).unwrap_or(path);
    format!("{stem}.toml")
}

/// The text of a file; empty where there is none.
pub(super) fn text(files: &Files, path: &str) -> String {
    let bytes = files.get(path).map(Vec::as_slice).unwrap_or_default();
    String::from_utf8_lossy(bytes).into_owned()
}

/// The bytes of a file that somebody picked.
pub(super) async fn read(file: &File) -> Option<Vec<u8>> {
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer())
        .await
        .ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// All files of a list.
pub(super) fn all(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect())
        .unwrap_or_default()
}

/// Properties of [`FileBox`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FileBoxProps {
    /// The files.
    pub(super) files: Rc<Files>,
    /// Takes files in.
    pub(super) on_add: Callback<Vec<File>>,
    /// Takes one out.
    pub(super) on_remove: Callback<String>,
    /// Opens the description of a table.
    pub(super) on_describe: Callback<String>,
}

/// The list of files with its buttons.
#[component]
pub(super) fn FileBox(props: &FileBoxProps) -> Html {
    let words = use_locale();
    let onchange = props.on_add.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let files = all(input.files());
        // The same file may be picked again.
        input.set_value("");
        files
    });
    html! {
        <div class="studio-files">
            <label class="button-quiet file-button">
                <span>{ words.t("studio-add-file") }</span>
                <input type="file" class="visually-hidden" multiple=true accept=".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.toml,.png,.jpg,.jpeg,.gif,.webp" {onchange} />
            </label>
            if !props.files.is_empty() {
                <ul>
                    { for props.files.iter().map(|(path, bytes)| {
                        let about = { let path = path.clone(); props.on_describe.reform(move |_: MouseEvent| path.clone()) };
                        let onclick = { let path = path.clone(); props.on_remove.reform(move |_: MouseEvent| path.clone()) };
                        html! {
                            <li key={path.clone()}>
                                <code>{ path }</code>
                                <span>{ words.t_with("studio-file-size", &[("kilobytes", bytes.len().div_ceil(1000).into())]) }</span>
                                if spec::module::csv_stem(path).is_some() {
                                    <button type="button" class="button-quiet" onclick={about} aria-label={words.t_with("describe-button", &[("path", path.into())])}>{ words.t("describe-short") }</button>
                                }
                                <button type="button" class="button-quiet" {onclick} aria-label={words.t_with("studio-remove-file", &[("path", path.into())])}>{ words.t("studio-remove") }</button>
                            </li>
                        }
                    }) }
                </ul>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, beside, free, place};

    #[test]
    fn nothing_is_written_over() {
        let mut files = Files::new();
        assert_eq!(free(&files, "人口"), "人口");
        files.insert("data/人口.csv".to_owned(), Vec::new());
        files.insert("data/人口-2.toml".to_owned(), Vec::new());
        assert_eq!(free(&files, "人口"), "人口-3");
        assert_eq!(beside("data/人口.csv"), "data/人口.toml");
    }

    #[test]
    fn files_go_where_modules_have_them() {
        assert_eq!(place("窓口.csv").as_deref(), Some("data/窓口.csv"));
        assert_eq!(place("a/..\\b.CSV").as_deref(), Some("data/a-..-b.CSV"));
        assert_eq!(place("図.png").as_deref(), Some("images/図.png"));
        assert_eq!(place("a.exe"), None);
        assert_eq!(place(".csv"), None);
        assert_eq!(place("csv"), None);
    }
}
