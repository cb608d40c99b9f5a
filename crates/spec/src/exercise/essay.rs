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
    typed_answer!("essay");

    const IS_GRADED: bool = false;
    const IS_MADE: bool = false;

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
