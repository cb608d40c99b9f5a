//! `number`: give a number.

use serde::{Deserialize, Serialize};

use super::{OfKind, ProseMut};
use crate::Program;
use crate::asks::Digest;
use crate::town::{self, Texts, Visit};

/// Give a number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NumberExercise {
    /// SQL that gives the right number as one cell.
    pub sql: String,
    /// Absolute tolerance.
    pub abs_tol: f64,
    /// Relative tolerance.
    pub rel_tol: f64,
    /// Unit written behind the field (人, %); may be empty.
    pub unit: String,
    /// Anticipated mistakes.
    pub wrong: Vec<NumberWrong>,
}

/// An anticipated mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberWrong {
    /// What to tell the learner.
    pub say: String,
    /// SQL that gives the mistaken number.
    pub sql: String,
}

impl OfKind for NumberExercise {
    typed_answer!("number");

    const IS_GRADED: bool = true;
    const IS_MADE: bool = false;

    fn asks(&self, digest: &mut Digest) {
        digest.part(&self.sql);
        digest.part(&self.unit);
    }

    fn prose_mut(&mut self) -> ProseMut<'_> {
        ProseMut::default()
    }

    fn programs(&self) -> Vec<(&'static str, Program)> {
        let mut programs = vec![("solution", Program::Sql(self.sql.clone()))];
        let wrong = self.wrong.iter();
        programs.extend(wrong.map(|wrong| ("wrong", Program::Sql(wrong.sql.clone()))));
        programs
    }
}

impl Texts for NumberExercise {
    fn each_text(&mut self, visit: &mut Visit<'_>) {
        let Self {
            sql,
            abs_tol: _,
            rel_tol: _,
            unit,
            wrong,
        } = self;
        visit(sql, town::Kind::Sql);
        unit.each_text(visit);
        for NumberWrong { say, sql } in wrong {
            say.each_text(visit);
            visit(sql, town::Kind::Sql);
        }
    }
}
