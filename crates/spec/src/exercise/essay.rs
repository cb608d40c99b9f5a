//! `essay`: write freely; kept, never graded.

use serde::{Deserialize, Serialize};

use super::{OfKind, ProseMut};
use crate::Program;
use crate::asks::Digest;
use crate::town::{Texts, Visit};

/// Write freely. Everything that there is to say stands in the task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EssayExercise {}

impl OfKind for EssayExercise {
    type Answer = String;

    const IS_GRADED: bool = false;
    const IS_MADE: bool = false;

    fn start(&self) -> String {
        String::new()
    }

    fn is_blank(answer: &String) -> bool {
        answer.trim().is_empty()
    }

    fn typed(answer: &String) -> Option<&str> {
        Some(answer)
    }

    fn typed_into(field: &str, text: &str, _: Option<&String>) -> Option<String> {
        (field == "essay").then(|| text.to_owned())
    }

    fn is_too_much(_: &String) -> bool {
        false
    }

    // What is typed into a field is an answer as it is.
    fn each_text_of(_: &mut String, _: &mut Visit<'_>) {}

    fn asks(&self, _: &mut Digest) {
        let Self {} = self;
    }

    fn prose_mut(&mut self) -> ProseMut<'_> {
        ProseMut::default()
    }

    fn programs(&self) -> Vec<(&'static str, Program)> {
        Vec::new()
    }
}

impl Texts for EssayExercise {
    fn each_text(&mut self, _: &mut Visit<'_>) {
        let Self {} = self;
    }
}
