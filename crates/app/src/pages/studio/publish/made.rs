//! What was made: the files to save, and what is in them.

use std::rc::Rc;

use spec::site::{DataTerms, Form, Part};
use yew::prelude::*;

use crate::browser;
use crate::components::engine_line::megabytes;
use crate::components::trouble::detail;
use crate::hooks::{Words, use_locale};
use crate::library::publish::Made;

/// The papers' name ends so.
const PAPERS: &str = "-papers.zip";

/// Saves what is handed out itself; the papers are saved when they are wanted. Where the browser does not do that without
/// being asked (`false`), the button is there.
pub(super) fn save_first(made: &Made) -> bool {
    let first = made.files.iter().find(|(name, _)| !name.ends_with(PAPERS));
    first.is_some_and(|(name, bytes)| browser::save_file(bytes, kind(name), name).is_ok())
}

fn kind(name: &str) -> &'static str {
    if name.ends_with(".zip") {
        "application/zip"
    } else {
        "text/html"
    }
}

/// Properties of [`MadeView`].
#[derive(Clone, Properties)]
pub(super) struct MadeViewProps {
    /// What was made.
    pub(super) made: Rc<Made>,
    /// In which form.
    pub(super) form: Form,
}

impl PartialEq for MadeViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.made, &other.made) && self.form == other.form
    }
}

/// The files and the report.
#[component]
pub(super) fn MadeView(props: &MadeViewProps) -> Html {
    let words = use_locale();
    let failed = use_state_eq(String::new);
    let (made, report) = (&props.made, &props.made.report);
    let save = |name: &str, bytes: &[u8]| {
        let onclick = {
            let (made, name, failed) = (Rc::clone(made), name.to_owned(), failed.setter());
            Callback::from(move |_: MouseEvent| {
                let bytes = made.files.get(&name).map(Vec::as_slice).unwrap_or_default();
                let saved = browser::save_file(bytes, kind(&name), &name);
                failed.set(saved.err().unwrap_or_default());
            })
        };
        let args = [
            ("name", name.into()),
            ("size", size(&words, bytes.len() as u64).into()),
        ];
        let id = if name.ends_with(PAPERS) {
            "hand-save-papers"
        } else {
            "hand-save"
        };
        html! {
            <li key={name.to_owned()}><button type="button" class="button-quiet" {onclick}>{ words.t_with(id, &args) }</button></li>
        }
    };
    // What is handed out first, then its papers.
    let (papers, first): (Vec<_>, Vec<_>) = made
        .files
        .iter()
        .partition(|(name, _)| name.ends_with(PAPERS));
    let next = match props.form {
        Form::ModuleZip => "hand-next-module-zip",
        Form::Html => "hand-next-html",
        Form::Folder => "hand-next-folder",
    };
    html! {
        <div class="hand-made">
            <p>{ words.t("hand-made") }{ " " }{ words.t(next) }</p>
            <ul class="hand-files">{ for first.into_iter().chain(papers).map(|(name, bytes)| save(name, bytes)) }</ul>
            if !failed.is_empty() { <div class="notice">{ words.t("work-save-failed") }{ detail(&failed, &words) }</div> }
            <h3>{ words.t("hand-inside") }</h3>
            <ul>
                { for report.modules.iter().map(|module| {
                    let args = [
                        ("title", (&module.title).into()),
                        ("id", module.id.as_str().into()),
                        ("version", module.version.into()),
                    ];
                    html! { <li lang="ja">{ words.t_with("hand-module", &args) }</li> }
                }) }
            </ul>
            if !report.data.is_empty() {
                <h3>{ words.t("hand-data") }</h3>
                <ul lang="ja">{ for report.data.iter().map(|data| html! { <li>{ terms(&words, data) }</li> }) }</ul>
            }
            if !report.parts.is_empty() {
                <details>
                    <summary>{ words.t("hand-parts") }</summary>
                    <ul>
                        { for report.parts.iter().map(|(licence, count)| {
                            let args = [("licence", licence.into()), ("count", (*count).into())];
                            html! { <li>{ words.t_with("hand-part", &args) }</li> }
                        }) }
                    </ul>
                </details>
            }
            if !report.sizes.is_empty() {
                <details>
                    <summary>{ words.t("hand-sizes") }</summary>
                    <ul>
                        { for report.sizes.iter().map(|part| {
                            let args = [
                                ("raw", size(&words, part.raw).into()),
                                ("gzip", size(&words, part.gzip).into()),
                            ];
                            html! { <li>{ words.t(part_id(part.part)) }{ ": " }{ words.t_with("hand-size", &args) }</li> }
                        }) }
                    </ul>
                </details>
            }
        </div>
    }
}

fn terms(words: &Words, data: &DataTerms) -> String {
    let or_unknown = |text: &str| {
        if text.is_empty() {
            words.t("hand-unknown")
        } else {
            text.to_owned()
        }
    };
    let args = [
        ("title", (&data.title).into()),
        ("attribution", or_unknown(data.source()).into()),
        ("licence", or_unknown(&data.licence).into()),
    ];
    words.t_with("hand-datum", &args)
}

fn part_id(part: Part) -> &'static str {
    match part {
        Part::FirstPaint => "hand-part-first-paint",
        Part::Rooms => "hand-part-rooms",
        Part::Studio => "hand-part-studio",
        Part::Engine => "hand-part-engine",
        Part::Content => "hand-part-content",
        Part::Papers => "hand-part-papers",
        Part::OneFile => "hand-part-one-file",
    }
}

/// `6.8 MB`, or `12 KB` for what is small.
fn size(words: &Words, bytes: u64) -> String {
    if bytes < 100_000 {
        words.t_with(
            "studio-file-size",
            &[("kilobytes", bytes.div_ceil(1000).into())],
        )
    } else {
        words.t_with("hand-megabytes", &[("megabytes", megabytes(bytes).into())])
    }
}
