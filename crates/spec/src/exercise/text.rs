//! `text`: give a short text.

use serde::{Deserialize, Serialize};

use super::{OfKind, ProseMut};
use crate::Program;
use crate::asks::Digest;
use crate::town::{self, Texts, Visit, words};

/// Give a short text. Answers are compared after NFKC, trimming and case folding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextExercise {
    /// Right answers.
    pub accept: Vec<String>,
    /// SQL that gives right answers, one a row in its first column; empty for none.
    pub sql: String,
    /// Anticipated mistakes.
    pub wrong: Vec<TextWrong>,
}

/// An anticipated mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextWrong {
    /// What to tell the learner.
    pub say: String,
    /// The mistaken answer.
    pub text: String,
}

impl OfKind for TextExercise {
    typed_answer!("text");

    const IS_GRADED: bool = true;
    const IS_MADE: bool = false;

    fn asks(&self, digest: &mut Digest) {
        // Further spellings may be accepted later.
        digest.part(self.accept.first().map_or("", String::as_str));
        digest.part(&self.sql);
    }

    fn prose_mut(&mut self) -> ProseMut<'_> {
        ProseMut::default()
    }

    // Of its query only the words of one column count, in whatever order they come.
    fn programs(&self) -> Vec<(&'static str, Program)> {
        Vec::new()
    }
}

impl Texts for TextExercise {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self { accept, sql, wrong } = self;
        accept.each_text(visit);
        visit(sql, town::Kind::Sql);
        for TextWrong { say, text } in wrong {
            words([say, text], visit);
        }
    }
}
