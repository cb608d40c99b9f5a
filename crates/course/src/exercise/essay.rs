//! `essay`: write freely. All that there is stands in the task.

use std::ops::Range;

use spec::exercise::EssayExercise;

use super::form::{Form, Written};
use super::parts::Parts;
use crate::context::Context;
use crate::keys::key::Key;
use crate::template::subject::Subject;

/// How it is written.
pub(super) const FORM: Form = Form::PLAIN;

pub(super) fn read(_: &mut Parts, _: &Range<usize>, _: &mut Context<'_>) -> EssayExercise {
    EssayExercise {}
}

pub(super) fn write(essay: &EssayExercise, _: &mut Written<'_>) {
    let EssayExercise {} = essay;
}

/// Its tables of keys: nothing is checked.
pub(super) fn keys() -> Vec<(&'static str, Vec<Key>)> {
    Vec::new()
}

/// Texts of such an exercise about a table, the best first.
pub(super) fn templates(id: &str, subject: &Subject) -> Vec<String> {
    vec![template(id, &subject.name)]
}

fn template(id: &str, table: &str) -> String {
    format!(
        r"## 自分の仕事で考える {{#{id} .essay points=5}}

「{table}」のような表は、あなたの職場のどこにありますか。だれが、何のために見ているかも書いてください。
"
    )
}
