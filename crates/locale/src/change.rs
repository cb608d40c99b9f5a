//! What was changed in the solution, in words: one cause and one next action, never what would be right instead.

use spec::MutantChange;

use crate::finding::aggregate;
use crate::step::step_label;
use crate::told::Told;
use crate::value::list;
use crate::{Arg, Locale};

/// A change in words.
pub(crate) fn change(locale: &Locale, change: &MutantChange) -> Told {
    let columns = |columns: &[String]| -> [(&str, Arg<'_>); 2] {
        let names = columns.iter().map(String::as_str);
        let named = columns.iter().any(|column| !column.is_empty());
        [
            ("columns", list(locale, names).into()),
            ("named", if named { "yes" } else { "no" }.into()),
        ]
    };
    let with = |id: &str, names: &[String], more: &[(&str, Arg<'_>)]| {
        let args: Vec<(&str, Arg<'_>)> = columns(names).iter().chain(more).cloned().collect();
        Told::of(locale, id, &args)
    };
    let one = |column: &String| vec![column.clone()];
    match change {
        MutantChange::Dropped { verb, columns } => {
            let own = format!("finding-dropped-{}", verb.replace('_', "-"));
            let id = if locale.has(&own) {
                &own
            } else {
                "finding-dropped-other"
            };
            with(id, columns, &[("step", step_label(locale, verb).into())])
        }
        MutantChange::SortFlipped { column } => {
            Told::of(locale, "finding-sort-flipped", &[("column", column.into())])
        }
        MutantChange::AndOr { and, columns } => with(
            "finding-and-or",
            columns,
            &[("joined", if *and { "and" } else { "or" }.into())],
        ),
        MutantChange::Boundary { column } => with("finding-boundary-moved", &one(column), &[]),
        MutantChange::JoinKind { table, .. } => with("finding-join-kind-changed", &one(table), &[]),
        MutantChange::Aggregate { column, got, want } => with(
            "finding-aggregate-changed",
            &one(column),
            &[
                ("got", aggregate(locale, got).into()),
                ("want", aggregate(locale, want).into()),
            ],
        ),
        MutantChange::GroupColumns { missing, extra } => {
            let (id, missing, extra) = match (missing, extra) {
                (Some(missing), Some(extra)) => ("finding-group-swapped", missing, extra),
                (Some(missing), None) => ("finding-group-missing", missing, missing),
                (None, Some(extra)) => ("finding-group-extra", extra, extra),
                // Nothing was changed: nothing can be told but what is seen.
                (None, None) => return Told::of(locale, "finding-same-count", &[]),
            };
            Told::of(
                locale,
                id,
                &[("missing", missing.into()), ("extra", extra.into())],
            )
        }
        MutantChange::FilterValue { column, got } => Told::of(
            locale,
            "finding-filter-value",
            &[
                ("column", column.into()),
                // Years take no thousands comma, so numbers travel as text.
                ("got", value(locale, got).into()),
            ],
        ),
        MutantChange::Unit { column, got: None } => {
            with("finding-unit-forgotten", &one(column), &[])
        }
        MutantChange::Unit {
            column,
            got: Some(got),
        } => with(
            "finding-unit-other",
            &one(column),
            &[("got", (*got).into())],
        ),
        MutantChange::Rounding { column, got: None } => {
            with("finding-rounding-forgotten", &one(column), &[])
        }
        MutantChange::Rounding {
            column,
            got: Some(got),
        } => with(
            "finding-rounding-other",
            &one(column),
            &[("place", place(locale, *got).into())],
        ),
        MutantChange::RowLimit { verb, got } => {
            let id = if verb == "tail" {
                "finding-row-limit-tail"
            } else {
                "finding-row-limit-head"
            };
            Told::of(locale, id, &[("got", (*got).into())])
        }
        MutantChange::FillValue { columns, got } => with(
            "finding-fill-value",
            columns,
            &[("got", value(locale, got).into())],
        ),
    }
}

/// To what a number is rounded: whole numbers, decimals, thousands.
pub(crate) fn place(locale: &Locale, decimals: i32) -> String {
    let (id, number) = match decimals {
        0 => ("rounding-whole", 0),
        1.. => ("rounding-decimals", decimals.unsigned_abs().into()),
        _ => (
            "rounding-place",
            10_u64.saturating_pow(decimals.unsigned_abs()),
        ),
    };
    locale.text_with(id, &[("number", number.into())])
}

/// A value as it stands in SQL: numbers as they are, text in quotation marks.
pub(crate) fn value(locale: &Locale, got: &str) -> String {
    if got.is_empty() {
        locale.text("value-empty-text")
    } else if got
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
    {
        got.to_owned()
    } else {
        crate::quoted(locale, got)
    }
}
