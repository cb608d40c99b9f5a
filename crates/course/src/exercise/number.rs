//! `number`: give a number.

use std::ops::Range;

use spec::exercise::{NumberExercise, NumberWrong};

use crate::context::Context;
use crate::exercise::{NOISE, Parts, count_wrongs, required_sql, say};
use crate::fields::{Fields, document};
use crate::problem;

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> NumberExercise {
    let Some(fragment) = parts.check(at, context) else {
        return NumberExercise::default();
    };
    let toml = document(&fragment, &mut context.report);
    let mut fields = Fields::new(&toml, &fragment, fragment.range.clone());
    let sql = required_sql(&mut fields, context);
    let report = &mut context.report;
    let tolerance = fields.tolerance("tolerance", report);
    let abs_tol = fields.tolerance("abs_tol", report);
    if tolerance.is_some() && abs_tol.is_some() {
        report.add(fields.at(), problem::exercises::block_twice("tolerance"));
    }
    let rel_tol = fields.tolerance("rel_tol", report).unwrap_or_default();
    let unit = fields
        .string("unit", report)
        .map(|unit| unit.value)
        .unwrap_or_default();
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", report) {
        let say = say(&mut entry, context);
        let sql = required_sql(&mut entry, context);
        wrong.push(NumberWrong { say, sql });
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    NumberExercise {
        sql,
        abs_tol: abs_tol.or(tolerance).unwrap_or(NOISE),
        rel_tol,
        unit,
        wrong,
    }
}
