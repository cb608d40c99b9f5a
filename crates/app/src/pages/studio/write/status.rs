//! What is said below the tools: how the tests went, what came of a file.

use std::rc::Rc;

use spec::author::TestReport;
use yew::prelude::*;

use crate::hooks::Words;
use crate::pages::studio::report::{ReportView, Spot};
use crate::pages::studio::writer::Undo;

/// What is shown below the tools.
#[derive(Clone, PartialEq)]
pub(super) enum ToolStatus {
    Nothing,
    Testing,
    Tested(Rc<TestReport>),
    /// Goes when the author goes on.
    Said(String),
    /// Files were taken out or written over, and can come back.
    Gone(String, Rc<Undo>),
}

/// The status in the page. `is_stale` tells whether the text is another one by now.
pub(super) fn status(
    words: &Words,
    status: &ToolStatus,
    is_stale: bool,
    on_show: &Callback<Spot>,
    on_undo: &Callback<Rc<Undo>>,
) -> Html {
    match status {
        ToolStatus::Testing => html! { <p>{ words.t("studio-testing") }</p> },
        ToolStatus::Tested(report) => html! {
            <ReportView report={Rc::clone(report)} {is_stale} on_show={on_show.clone()} />
        },
        ToolStatus::Said(text) if !is_stale => html! { <p>{ text }</p> },
        ToolStatus::Gone(text, undo) => {
            let undo = Rc::clone(undo);
            let onclick = on_undo.reform(move |_: MouseEvent| Rc::clone(&undo));
            html! { <p>{ text }{ " " }<button type="button" class="button-quiet" {onclick}>{ words.t("studio-undo-file") }</button></p> }
        }
        ToolStatus::Nothing | ToolStatus::Said(_) => html! {},
    }
}
