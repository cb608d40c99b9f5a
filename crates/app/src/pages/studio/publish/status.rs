//! How making goes, and what came of it.

use std::rc::Rc;

use spec::site::Form;
use yew::prelude::*;

use super::made::MadeView;
use super::unready::UnreadyView;
use crate::components::engine_line::megabytes;
use crate::hooks::Words;
use crate::library::publish::{Made, PublishStage, Unready};

/// What the dialog shows below the choices.
#[derive(Clone, PartialEq)]
pub(super) enum PublishStatus {
    Nothing,
    Under(PublishStage),
    Made(Rc<Made>),
    /// It can be made, but should it?
    Unready(Rc<Vec<Unready>>),
    Said(String),
}

/// The status in the page.
pub(super) fn status(words: &Words, status: &PublishStatus, form: Form) -> Html {
    match status {
        PublishStatus::Nothing => html! {},
        PublishStatus::Under(stage) => html! { <p>{ under(words, *stage) }</p> },
        PublishStatus::Made(made) => html! { <MadeView made={Rc::clone(made)} {form} /> },
        PublishStatus::Unready(modules) => {
            html! { <UnreadyView modules={Rc::clone(modules)} /> }
        }
        PublishStatus::Said(text) => html! { <p class="notice">{ text }</p> },
    }
}

fn under(words: &Words, stage: PublishStage) -> String {
    match stage {
        PublishStage::Reading => words.t("hand-reading"),
        PublishStage::Fetching { loaded, total } => {
            let args = [
                ("loaded", megabytes(loaded).into()),
                ("total", megabytes(total).into()),
            ];
            words.t_with("hand-fetching", &args)
        }
        PublishStage::Making => words.t("hand-making"),
    }
}
