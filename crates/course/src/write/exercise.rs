//! Exercises as Markdown: heading, task, what the kind has, hints, explanation.

use spec::Exercise;
use spec::prose::AlertKind;

use super::blocks::{alert, blocks};
use super::words::{InlineContext, escaped};
use crate::exercise::{POINTS, Written, write_kind};

/// An exercise.
pub(super) fn write(exercise: &Exercise) -> String {
    let mut written = Written::before(&exercise.task);
    write_kind(&exercise.kind, &mut written);
    let mut attributes = format!("#{} .{}", exercise.id, exercise.kind.slug());
    for class in &written.classes {
        attributes.push_str(&format!(" .{class}"));
    }
    if exercise.points != POINTS {
        attributes.push_str(&format!(" points={}", exercise.points));
    }
    for (name, value) in &written.attributes {
        attributes.push_str(&format!(" {name}={value}"));
    }
    let title = escaped(&exercise.title, InlineContext::Heading);
    let mut parts = vec![
        format!("## {title} {{{attributes}}}"),
        blocks(&exercise.task),
    ];
    parts.append(&mut written.parts);
    for hint in &exercise.hints {
        parts.push(alert(AlertKind::Tip, hint));
    }
    if !exercise.explanation.is_empty() {
        parts.push(alert(AlertKind::Important, &exercise.explanation));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}
