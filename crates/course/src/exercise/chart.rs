//! `chart`: choose how to draw a chart.

use std::ops::Range;

use spec::exercise::{ChartCheck, ChartExercise, ChartWrong};
use spec::{ChartKind, ChartSort, ChartSpec};

use crate::context::{Context, Filled};
use crate::exercise::{Parts, count_wrongs, say, words_of};
use crate::fields::{Fields, document};
use crate::fragment::Fragment;
use crate::problem;

pub(super) fn read(
    parts: &mut Parts,
    at: &Range<usize>,
    context: &mut Context<'_>,
) -> ChartExercise {
    let mut exercise = ChartExercise::default();
    match parts.take("steps", "", context) {
        Some(fragment) => exercise.steps = context.steps(&fragment, Filled::Fully),
        None => context.add(at.clone(), problem::toml::missing_key("steps")),
    }
    if let Some(fragment) = parts.take("chart", "starter", context) {
        exercise.starter = read_spec(&fragment, false, context);
    }
    match parts.take("chart", "solution", context) {
        Some(fragment) => {
            let before = context.report.len();
            exercise.solution = read_spec(&fragment, true, context);
            let is_read = context.report.len() == before;
            if exercise.solution == exercise.starter && is_read {
                context.add(fragment.range, problem::exercises::starter_is_solution());
            }
        }
        None => context.add(at.clone(), problem::exercises::solution_missing("chart")),
    }
    if let Some(fragment) = parts.check(at, context) {
        exercise.check = read_check(&fragment, context);
    }
    exercise
}

fn read_spec(fragment: &Fragment, complete: bool, context: &mut Context<'_>) -> ChartSpec {
    let toml = document(fragment, &mut context.report);
    let mut fields = Fields::new(&toml, fragment, fragment.range.clone());
    if complete {
        fields.require("kind");
        fields.require("x");
    }
    let kind = kind(&mut fields, context);
    if complete && kind.is_some_and(ChartKind::has_y) {
        fields.require("y");
    }
    let sort = sort(&mut fields, context).unwrap_or_default();
    let mut text = |key| {
        fields
            .string(key, &mut context.report)
            .map(|text| text.value)
            .unwrap_or_default()
    };
    let (x, y, color, title, unit) = (
        text("x"),
        text("y"),
        text("color"),
        text("title"),
        text("unit"),
    );
    fields.finish(&mut context.report);
    ChartSpec {
        kind,
        x,
        y,
        color,
        sort,
        title,
        unit,
    }
}

fn read_check(fragment: &Fragment, context: &mut Context<'_>) -> ChartCheck {
    let toml = document(fragment, &mut context.report);
    let mut fields = Fields::new(&toml, fragment, fragment.range.clone());
    let kind = words_of(
        &mut fields,
        "kind",
        ChartKind::ALL,
        ChartKind::slug,
        context,
    );
    let sort = words_of(
        &mut fields,
        "sort",
        ChartSort::ALL,
        ChartSort::slug,
        context,
    );
    let report = &mut context.report;
    let mut texts = |key| -> Vec<String> {
        fields
            .one_or_more(key, report)
            .into_iter()
            .map(|text| text.value)
            .collect()
    };
    let (x, y, color, unit) = (texts("x"), texts("y"), texts("color"), texts("unit"));
    let title = fields.flag("title", report).unwrap_or_default();
    let title_words = fields.groups("title_words", report);
    let mut wrong = Vec::new();
    for mut entry in fields.tables("wrong", report) {
        wrong.push(read_wrong(&mut entry, context));
        entry.finish(&mut context.report);
    }
    count_wrongs(&mut fields, context);
    fields.finish(&mut context.report);
    // Words can only be looked for where there is a title.
    let title = title || !title_words.is_empty();
    ChartCheck {
        kind,
        x,
        y,
        color,
        sort,
        title,
        title_words,
        unit,
        wrong,
    }
}

fn read_wrong(fields: &mut Fields<'_>, context: &mut Context<'_>) -> ChartWrong {
    let say = say(fields, context);
    let kind = kind(fields, context);
    let sort = sort(fields, context);
    let mut text = |key| {
        fields
            .string(key, &mut context.report)
            .map(|text| text.value)
    };
    let (x, y, color, unit) = (text("x"), text("y"), text("color"), text("unit"));
    let parts = ["kind", "sort", "x", "y", "color", "unit"];
    if !parts.into_iter().any(|part| fields.has(part)) {
        context.add(fields.at(), problem::exercises::wrong_without_part());
    }
    ChartWrong {
        say,
        kind,
        x,
        y,
        color,
        sort,
        unit,
    }
}

fn kind(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<ChartKind> {
    words_of(fields, "kind", ChartKind::ALL, ChartKind::slug, context)
        .first()
        .copied()
}

fn sort(fields: &mut Fields<'_>, context: &mut Context<'_>) -> Option<ChartSort> {
    words_of(fields, "sort", ChartSort::ALL, ChartSort::slug, context)
        .first()
        .copied()
}
