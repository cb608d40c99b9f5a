//! `text`: give a short text.

use std::ops::Range;

use spec::exercise::{TextExercise, TextWrong};

use crate::context::Context;
use crate::exercise::{Parts, count_wrongs, optional_sql, say};
use crate::fields::{Fields, document};
use crate::problem;

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> TextExercise {
    let Some(fragment) = parts.check(at, context) else {
        return TextExercise::default();
    };
    let toml = document(&fragment, &mut context.report);
    let mut fields = Fields::new(&toml, &fragment, fragment.range.clone());
    let sql = optional_sql(&mut fields, context).unwrap_or_default();
    let mut accept = Vec::new();
    for answer in fields.one_or_more("accept", &mut context.report) {
        if answer.value.trim().is_empty() {
            context.add(answer.at, problem::front_matter::empty_value("accept"));
        } else {
            accept.push(answer.value);
        }
    }
    if accept.is_empty() && sql.is_empty() {
        context.add(fields.at(), problem::exercises::answer_missing());
    }
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", &mut context.report) {
        let say = say(&mut entry, context);
        let text = entry
            .text("text", &mut context.report)
            .map(|text| text.value)
            .unwrap_or_default();
        wrong.push(TextWrong { say, text });
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    TextExercise { accept, sql, wrong }
}
