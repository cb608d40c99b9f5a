//! `table`: make a table with steps or SQL.

use std::ops::Range;

use spec::Program;
use spec::exercise::{Rules, TableCheck, TableExercise, TableMode, TableWrong};
use spec::step::SortKey;
use spec::step::text::{canonical_verb, near_verbs, parse_sort_keys};

use crate::context::{Context, Filled};
use crate::exercise::{Parts, count_wrongs, optional_sql, say};
use crate::fields::{Fields, document};
use crate::fragment::Fragment;
use crate::problem;

pub(super) fn read(
    mode: Option<String>,
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> TableExercise {
    let mut exercise = TableExercise {
        mode: read_mode(mode, at, context),
        ..TableExercise::default()
    };
    if let Some(fragment) = parts.take("steps", "starter", context) {
        exercise.starter = context.steps(&fragment, Filled::Partly);
    }
    if let Some(fragment) = parts.take("sql", "starter", context) {
        exercise.starter_sql = context.use_sql(&fragment.text, fragment.range);
    }
    let steps = parts.take("steps", "solution", context);
    let sql = parts.take("sql", "solution", context);
    exercise.solution = match (steps, sql) {
        (Some(steps), sql) => {
            if let Some(sql) = sql {
                context.add(sql.range, problem::exercises::block_twice("solution"));
            }
            let before = context.report.len();
            let solution = context.steps(&steps, Filled::Fully);
            // Steps that could not be read are left out: what is left says nothing.
            let is_read = context.report.len() == before;
            if solution == exercise.starter && !solution.is_empty() && is_read {
                context.add(steps.range, problem::exercises::starter_is_solution());
            }
            Program::of_steps(solution)
        }
        (None, Some(sql)) => {
            let solution = context.use_sql(&sql.text, sql.range.clone());
            if solution == exercise.starter_sql && !solution.is_empty() {
                context.add(sql.range, problem::exercises::starter_is_solution());
            }
            Program::Sql(solution)
        }
        (None, None) => {
            context.add(at.clone(), problem::exercises::solution_missing("steps"));
            Program::default()
        }
    };
    if let Some(fragment) = parts.check(at, context) {
        exercise.check = read_check(&fragment, context);
    }
    exercise
}

fn read_mode(mode: Option<String>, at: &Range<usize>, context: &mut Context<'_>) -> TableMode {
    match mode.as_deref() {
        None | Some("both") => TableMode::Both,
        Some("steps") => TableMode::Steps,
        Some("sql") => TableMode::Sql,
        Some(found) => {
            let allowed = ["both", "steps", "sql"];
            let near = ::table::text::nearest(found, allowed);
            let allowed = allowed.map(ToOwned::to_owned).to_vec();
            context.add(
                at.clone(),
                problem::front_matter::bad_value("mode", found, &allowed, &near),
            );
            TableMode::Both
        }
    }
}

fn read_check(fragment: &Fragment, context: &mut Context<'_>) -> TableCheck {
    let toml = document(fragment, &mut context.report);
    let mut fields = Fields::new(&toml, fragment, fragment.range.clone());
    let report = &mut context.report;
    let plain = TableCheck::default();
    let names = |fields: &mut Fields<'_>, key, report: &mut _| -> Vec<String> {
        fields
            .one_or_more(key, report)
            .into_iter()
            .map(|name| name.value)
            .collect()
    };
    let key = names(&mut fields, "key", report);
    let columns = names(&mut fields, "columns", report);
    let extra_columns = fields
        .flag("extra_columns", report)
        .unwrap_or(plain.extra_columns);
    let abs_tol = fields.tolerance("abs_tol", report).unwrap_or(plain.abs_tol);
    let rel_tol = fields.tolerance("rel_tol", report).unwrap_or(plain.rel_tol);
    let trim = fields.flag("trim", report).unwrap_or(plain.trim);
    let max_steps = fields.whole("max_steps", report).map(|most| most.value);
    let mut must_use = Vec::new();
    for verb in fields.one_or_more("must_use", report) {
        match canonical_verb(&verb.value) {
            Some(known) => must_use.push(known.to_owned()),
            None => {
                let near = near_verbs(&verb.value);
                let kind = spec::step::text::StepErrorKind::UnknownVerb {
                    found: verb.value,
                    near,
                };
                report.add(verb.at, problem::steps::step(&kind));
            }
        }
    }
    let mut order: Vec<SortKey> = Vec::new();
    for entry in fields.one_or_more("order", report) {
        let (keys, errors) = parse_sort_keys(&entry.value);
        order.extend(keys);
        for error in errors {
            report.add(entry.at.clone(), problem::steps::step(&error.kind));
        }
    }
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", report) {
        wrong.extend(read_wrong(&mut entry, context));
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    let rules = Rules {
        must_use,
        max_steps,
    };
    TableCheck {
        key,
        columns,
        extra_columns,
        order,
        abs_tol,
        rel_tol,
        trim,
        rules,
        wrong,
    }
}

fn read_wrong(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<TableWrong> {
    let say = say(fields, context);
    let steps = fields.fragment("steps", &mut context.report);
    let sql = optional_sql(fields, context);
    let answer = match (steps, sql) {
        (Some(steps), None) => Program::of_steps(context.steps(&steps, Filled::Fully)),
        (None, Some(sql)) => Program::Sql(sql),
        _ => {
            context.add(fields.at(), problem::exercises::wrong_program());
            return None;
        }
    };
    Some(TableWrong { say, answer })
}
