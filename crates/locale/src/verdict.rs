//! Verdicts in words: what is right first, then the first cause, then one next action.

use spec::verdict::{Note, Right};
use spec::{Feedback, Finding, Verdict};

use crate::finding::first;
use crate::told::{Told, sentences};
use crate::value::list;
use crate::{Locale, failure, step_field};

/// The whole verdict in a sentence or two: for the live region, reports and the command line.
pub fn verdict(locale: &Locale, verdict: &Verdict) -> Told {
    match verdict {
        Verdict::Correct { notes } => {
            let notes = notes.iter().map(|remark| note(locale, remark));
            let text = sentences(
                locale,
                std::iter::once(locale.text("verdict-correct")).chain(notes),
            );
            Told { text, next: None }
        }
        Verdict::NotYet(feedback) => {
            let told = first(locale, &feedback.findings);
            let text = sentences(locale, [right(locale, &feedback.right), told.text]);
            match &feedback.say {
                // The author foresaw just this and says it better.
                Some(say) => Told {
                    text: sentences(locale, [right(locale, &feedback.right), say.clone()]),
                    next: told.next,
                },
                None => Told {
                    text,
                    next: told.next,
                },
            }
        }
        Verdict::Incomplete { field } => match step_field(locale, field) {
            Some(field) => Told::of(
                locale,
                "verdict-incomplete-field",
                &[("field", field.into())],
            ),
            None => Told::of(locale, "verdict-incomplete", &[]),
        },
        Verdict::CannotGrade { reason } => {
            let told = Told::of(locale, "verdict-cannot-grade", &[]);
            let why = failure(locale, reason).text;
            told.and(locale, Some(why))
        }
    }
}

/// The line above what was found. It praises nothing and scolds nobody; an answer that nobody has begun is called that.
pub fn headline(locale: &Locale, feedback: &Feedback, attempt: u32) -> String {
    let id = match feedback.findings.first() {
        Some(Finding::Unchanged) => "headline-unchanged",
        _ => "headline-not-yet",
    };
    locale.text_with(id, &[("attempt", attempt.into())])
}

/// What is right already, in one sentence; empty when nothing is.
pub fn right(locale: &Locale, right: &[Right]) -> String {
    let columns = right.contains(&Right::Columns);
    let rows = right.iter().find_map(|right| match right {
        Right::Rows(rows) => Some(*rows),
        _ => None,
    });
    let all = right.contains(&Right::AllValues);
    let values: Vec<&str> = right
        .iter()
        .filter_map(|right| match right {
            Right::Values(columns) => Some(columns.iter().map(String::as_str)),
            _ => None,
        })
        .flatten()
        .collect();
    let parts: Vec<String> = right
        .iter()
        .filter_map(|right| match right {
            Right::ChartPart(of) => Some(part(locale, of)),
            _ => None,
        })
        .collect();
    let mut told = Vec::new();
    if all {
        told.push(locale.text("right-all-values"));
    } else {
        match (rows, columns) {
            (Some(_), true) => told.push(locale.text("right-rows-columns")),
            (Some(rows), false) => {
                told.push(locale.text_with("right-rows", &[("rows", rows.into())]))
            }
            (None, true) => told.push(locale.text("right-columns")),
            (None, false) => {}
        }
        if !values.is_empty() {
            told.push(
                locale.text_with("right-values", &[("columns", list(locale, values).into())]),
            );
        }
    }
    if !parts.is_empty() {
        let parts = parts.join(&locale.text("list-separator"));
        told.push(locale.text_with("right-parts", &[("parts", parts.into())]));
    }
    let faults = right.iter().find_map(|right| match right {
        Right::Faults(count) => Some(*count),
        _ => None,
    });
    if let Some(count) = faults {
        told.push(locale.text_with("right-faults", &[("count", count.into())]));
    }
    sentences(locale, told)
}

/// A remark on a right answer.
pub fn note(locale: &Locale, note: &Note) -> String {
    match note {
        Note::NameWidth { got, want } => locale.text_with(
            "note-name-width",
            &[("got", got.into()), ("want", want.into())],
        ),
        Note::MustUse { verb } => {
            let label = format!("step-{}-label", verb.replace('_', "-"));
            let verb = if locale.has(&label) {
                locale.text(&label)
            } else {
                verb.clone()
            };
            locale.text_with("note-must-use", &[("verb", verb.into())])
        }
        Note::TooManySteps { got, max } => locale.text_with(
            "note-too-many-steps",
            &[("got", (*got).into()), ("max", (*max).into())],
        ),
        Note::MarkedTwice { marks } => {
            locale.text_with("note-marked-twice", &[("marks", (*marks).into())])
        }
    }
}

/// A part of a chart in words; an unknown one as it is.
pub(crate) fn part(locale: &Locale, of: &str) -> String {
    let id = format!("part-{of}");
    if locale.has(&id) {
        locale.text(&id)
    } else {
        of.to_owned()
    }
}
