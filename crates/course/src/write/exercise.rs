//! Exercises as Markdown: heading, task, blocks, options, hints, explanation.

use spec::exercise::{
    ChartCheck, ChartExercise, ChoiceExercise, NumberExercise, TableCheck, TableExercise,
    TableMode, TextExercise,
};
use spec::prose::AlertKind;
use spec::step::text::{write_program, write_step, write_steps};
use spec::{Block, ChartKind, ChartSort, ChartSpec, Exercise, ExerciseKind, Program, Step};

use super::blocks::{alert, blocks, fence, quote, under};
use super::toml::{Toml, list, quoted};
use super::words::{Place, escaped, inlines};
use crate::exercise::POINTS;

/// An exercise.
pub(super) fn write(exercise: &Exercise) -> String {
    let mut attributes = format!("#{} .{}", exercise.id, exercise.kind.slug());
    if let ExerciseKind::Choice(ChoiceExercise { multiple: true, .. }) = exercise.kind {
        attributes.push_str(" .multiple");
    }
    if exercise.points != POINTS {
        attributes.push_str(&format!(" points={}", exercise.points));
    }
    if let ExerciseKind::Table(table) = &exercise.kind {
        match table.mode {
            TableMode::Both => {}
            TableMode::Steps => attributes.push_str(" mode=steps"),
            TableMode::Sql => attributes.push_str(" mode=sql"),
        }
    }
    let title = escaped(&exercise.title, Place::Heading);
    let mut parts = vec![
        format!("## {title} {{{attributes}}}"),
        blocks(&exercise.task),
    ];
    match &exercise.kind {
        ExerciseKind::Table(table) => write_table(table, &mut parts),
        ExerciseKind::Chart(chart) => write_chart(chart, &mut parts),
        ExerciseKind::Choice(choice) => {
            if matches!(exercise.task.last(), Some(Block::List { .. })) {
                // Else the options would be read as further items.
                parts.push("<!-- -->".to_owned());
            }
            parts.push(options(choice));
        }
        ExerciseKind::Number(number) => parts.push(fence("check", &number_check(number))),
        ExerciseKind::Text(text) => parts.push(fence("check", &text_check(text))),
        ExerciseKind::Essay => {}
    }
    for hint in &exercise.hints {
        parts.push(alert(AlertKind::Tip, hint));
    }
    if !exercise.explanation.is_empty() {
        parts.push(alert(AlertKind::Important, &exercise.explanation));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn write_table(table: &TableExercise, parts: &mut Vec<String>) {
    let mut fences = Vec::new();
    if !table.starter.is_empty() {
        fences.push(fence("steps starter", &write_steps(&table.starter)));
    }
    if !table.starter_sql.is_empty() {
        fences.push(fence("sql starter", &format!("{}\n", table.starter_sql)));
    }
    match &table.solution {
        Program::Steps(steps) if steps.is_empty() => {}
        Program::Steps(steps) => fences.push(fence("steps solution", &write_program(steps))),
        Program::Sql(sql) => fences.push(fence("sql solution", &format!("{sql}\n"))),
    }
    fences.push(fence("check", &table_check(&table.check)));
    parts.push(fences.join("\n"));
}

fn table_check(check: &TableCheck) -> String {
    let usual = TableCheck::default();
    let mut toml = Toml::default();
    toml.texts_if_any("key", &check.key);
    toml.texts_if_any("columns", &check.columns);
    if check.extra_columns {
        toml.flag("extra_columns", true);
    }
    let order: Vec<String> = check
        .order
        .iter()
        .map(|key| {
            let by = vec![key.clone()];
            let step = write_step(&Step::Sort { by });
            step.trim_start_matches("sort ").to_owned()
        })
        .collect();
    toml.texts_if_any("order", &order);
    toml.number_unless("abs_tol", check.abs_tol, usual.abs_tol);
    toml.number_unless("rel_tol", check.rel_tol, usual.rel_tol);
    if check.trim {
        toml.flag("trim", true);
    }
    toml.texts_if_any("must_use", &check.rules.must_use);
    if let Some(most) = check.rules.max_steps {
        toml.whole("max_steps", most.into());
    }
    for wrong in &check.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        match &wrong.answer {
            // More than one line is easier to read as lines.
            Program::Steps(steps) => toml.program("steps", &write_program(steps)),
            Program::Sql(sql) => toml.program("sql", sql),
        }
    }
    toml.finish()
}

fn write_chart(chart: &ChartExercise, parts: &mut Vec<String>) {
    let mut fences = Vec::new();
    if !chart.steps.is_empty() {
        fences.push(fence("steps", &write_steps(&chart.steps)));
    }
    for (role, spec) in [("starter", &chart.starter), ("solution", &chart.solution)] {
        if *spec != ChartSpec::default() {
            fences.push(fence(&format!("chart {role}"), &chart_spec(spec)));
        }
    }
    fences.push(fence("check", &chart_check(&chart.check)));
    parts.push(fences.join("\n"));
}

fn chart_spec(spec: &ChartSpec) -> String {
    let mut toml = Toml::default();
    toml.text_if_any("kind", spec.kind.map_or("", ChartKind::slug));
    toml.text_if_any("x", &spec.x);
    toml.text_if_any("y", &spec.y);
    toml.text_if_any("color", &spec.color);
    if spec.sort != ChartSort::default() {
        toml.text("sort", spec.sort.slug());
    }
    toml.text_if_any("title", &spec.title);
    toml.text_if_any("unit", &spec.unit);
    toml.finish()
}

fn chart_check(check: &ChartCheck) -> String {
    let mut toml = Toml::default();
    let kinds: Vec<&str> = check.kind.iter().map(|kind| kind.slug()).collect();
    let sorts: Vec<&str> = check.sort.iter().map(|sort| sort.slug()).collect();
    toml.texts_if_any("kind", &kinds);
    toml.texts_if_any("x", &check.x);
    toml.texts_if_any("y", &check.y);
    toml.texts_if_any("color", &check.color);
    toml.texts_if_any("sort", &sorts);
    if check.title {
        toml.flag("title", true);
    }
    if !check.title_words.is_empty() {
        let groups = check
            .title_words
            .iter()
            .map(|group| match group.as_slice() {
                [word] => quoted(word),
                words => list(words.iter().map(|word| quoted(word))),
            });
        toml.raw("title_words", &list(groups));
    }
    toml.texts_if_any("unit", &check.unit);
    for wrong in &check.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        let parts = [
            ("kind", wrong.kind.map(ChartKind::slug)),
            ("x", wrong.x.as_deref()),
            ("y", wrong.y.as_deref()),
            ("color", wrong.color.as_deref()),
            ("sort", wrong.sort.map(ChartSort::slug)),
            ("unit", wrong.unit.as_deref()),
        ];
        for (key, part) in parts {
            if let Some(part) = part {
                toml.text(key, part);
            }
        }
    }
    toml.finish()
}

fn options(choice: &ChoiceExercise) -> String {
    let options: Vec<String> = choice
        .options
        .iter()
        .map(|option| {
            let mut body = inlines(&option.text, Place::Line);
            if !option.feedback.is_empty() {
                body.push('\n');
                body.push_str(&quote(&blocks(&option.feedback)));
            }
            let mark = if option.correct { "- [x] " } else { "- [ ] " };
            // Feedback is set in below the words, not below the box.
            let lines = under("- ", &body);
            format!("{mark}{}", lines.get(2..).unwrap_or_default())
        })
        .collect();
    options.join("\n")
}

fn number_check(number: &NumberExercise) -> String {
    let mut toml = Toml::default();
    toml.program("sql", &number.sql);
    toml.number_unless("abs_tol", number.abs_tol, crate::exercise::NOISE);
    toml.number_unless("rel_tol", number.rel_tol, 0.0);
    toml.text_if_any("unit", &number.unit);
    for wrong in &number.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        toml.program("sql", &wrong.sql);
    }
    toml.finish()
}

fn text_check(text: &TextExercise) -> String {
    let mut toml = Toml::default();
    toml.texts_if_any("accept", &text.accept);
    if !text.sql.is_empty() {
        toml.program("sql", &text.sql);
    }
    for wrong in &text.wrong {
        toml.table("wrong");
        toml.text("say", &wrong.say);
        toml.text("text", &wrong.text);
    }
    toml.finish()
}
