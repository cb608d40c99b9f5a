//! Findings in words: one cause and one next action each.

use spec::Finding;
use spec::ingest::AuditPlace;
use spec::step::SortKey;
use spec::verdict::{MarkFault, NumberCause, RowCause, Sample, Signature};
use table::number::Unread;
use table::{Dtype, Value};

use crate::told::{Told, sentences};
use crate::value::{chars, differences, dtype, key, list, times, value_in};
use crate::verdict::part;
use crate::{Arg, Locale, failure};

/// Factors of units (千円, 万人, %): a wrong one is a matter of reading the unit.
const UNIT_FACTORS: [f64; 7] = [100.0, 1e3, 1e4, 1e5, 1e6, 1e8, 1e9];

/// At most so many of several names are spelled out.
const MAX_NAMED: usize = 3;

/// A finding in words.
pub fn finding(locale: &Locale, finding: &Finding) -> Told {
    match finding {
        Finding::NotRun(failure) => self::failure(locale, failure),
        Finding::BrokenStep { step, failure } => {
            // People count from 1.
            let which = locale.text_with(
                "finding-broken-step",
                &[("step", step.saturating_add(1).into())],
            );
            self::failure(locale, failure).after(locale, which)
        }
        Finding::Unchanged => Told::of(locale, "finding-unchanged", &[]),
        Finding::Empty { want } => Told::of(locale, "finding-empty", &[("want", (*want).into())]),
        Finding::MissingColumn { want, near: None } => {
            Told::of(locale, "finding-missing-column", &[("want", want.into())])
        }
        Finding::MissingColumn {
            want,
            near: Some(near),
        } => {
            // The name that was asked for stands in the table, or seems to.
            let how = differences(locale, want, near);
            let id = if how.is_some() {
                "finding-alike-column"
            } else {
                "finding-renamed-column"
            };
            let how = how.unwrap_or_default();
            Told::of(
                locale,
                id,
                &[
                    ("want", want.into()),
                    ("near", near.into()),
                    ("how", how.into()),
                ],
            )
        }
        Finding::MissingColumns { want } => {
            let columns = list(locale, want.iter().map(String::as_str));
            Told::of(
                locale,
                "finding-missing-columns",
                &[("columns", columns.into())],
            )
        }
        Finding::ExtraColumn { got } => {
            Told::of(locale, "finding-extra-column", &[("got", got.into())])
        }
        Finding::ExtraColumns { got } => {
            let named = got.iter().take(MAX_NAMED).map(String::as_str);
            let more = if got.len() > MAX_NAMED { "yes" } else { "no" };
            let args = [
                ("count", got.len().into()),
                ("columns", list(locale, named).into()),
                ("more", more.into()),
            ];
            Told::of(locale, "finding-extra-columns", &args)
        }
        Finding::ColumnOrder { got } => {
            let columns = list(locale, got.iter().map(String::as_str));
            Told::of(
                locale,
                "finding-column-order",
                &[("columns", columns.into())],
            )
        }
        Finding::ColumnIsText {
            column,
            want,
            chars: found,
        } => {
            let id = match (*want == Dtype::Date, found.is_empty()) {
                (false, false) => "finding-text-number-chars",
                (false, true) => "finding-text-number",
                (true, false) => "finding-text-date-chars",
                (true, true) => "finding-text-date",
            };
            Told::of(
                locale,
                id,
                &[
                    ("column", column.into()),
                    ("chars", chars(locale, found).into()),
                ],
            )
        }
        Finding::ColumnType {
            column,
            got: Dtype::Text,
            want,
        } if *want != Dtype::Bool => {
            // What could be read as numbers or days is told as such: these are words.
            let want = dtype(locale, *want);
            let args = [("column", column.into()), ("want", want.into())];
            Told::of(locale, "finding-column-words", &args)
        }
        Finding::ColumnType { column, got, want } => {
            let (got, want) = (dtype(locale, *got), dtype(locale, *want));
            Told::of(
                locale,
                "finding-column-type",
                &[
                    ("column", column.into()),
                    ("got", got.into()),
                    ("want", want.into()),
                ],
            )
        }
        Finding::RowCount { got, want, cause } => {
            let count = Told::of(
                locale,
                "finding-row-count",
                &[("got", (*got).into()), ("want", (*want).into())],
            );
            match cause {
                Some(cause) => row_cause(locale, cause).after(locale, count.text),
                None => count,
            }
        }
        Finding::Keys {
            key,
            missing,
            extra,
            repeated,
            cause,
            sample,
        } => keys(
            locale,
            key,
            (*missing, *extra, *repeated),
            cause.as_ref(),
            sample.as_deref(),
        ),
        Finding::Values {
            column,
            bad,
            of,
            signature,
            sample,
        } => {
            let share = match (bad == of, of) {
                (_, 1) => "one",
                (true, _) => "all",
                (false, _) => "some",
            };
            let base = [
                ("column", Arg::from(column)),
                ("bad", (*bad).into()),
                ("of", (*of).into()),
                ("share", share.into()),
            ];
            values(locale, &base, signature.as_ref()).and(
                locale,
                sample
                    .as_ref()
                    .map(|sample| sample_words(locale, column, sample)),
            )
        }
        Finding::Change(change) => crate::change::change(locale, change),
        Finding::AuditMark { rule, place, why } => {
            let id = match why {
                MarkFault::OtherRule => "finding-audit-other-rule",
                MarkFault::Wide => "finding-audit-wide",
                MarkFault::Elsewhere => "finding-audit-elsewhere",
                MarkFault::NoFault => "finding-audit-no-fault",
            };
            let place = audit_place(locale, *place);
            let args = [("rule", rule.id().into()), ("place", place.into())];
            Told::of(locale, id, &args)
        }
        Finding::AuditMissed {
            missing,
            least,
            rule,
        } => {
            let id = match (least, rule) {
                (Some(_), _) => "finding-audit-few",
                (None, None) => "finding-audit-missed",
                (None, Some(_)) => "finding-audit-missed-rule",
            };
            let (rule, count) = rule.map_or(("", 0), |(rule, count)| (rule.id(), count));
            let args = [
                ("missing", (*missing).into()),
                ("least", least.unwrap_or_default().into()),
                ("rule", rule.into()),
                ("count", count.into()),
            ];
            Told::of(locale, id, &args)
        }
        Finding::Order { by, at, reversed } => {
            let id = match (*reversed, by.is_empty()) {
                (true, true) => "finding-order-reversed",
                (true, false) => "finding-order-reversed-told",
                (false, true) => "finding-order",
                (false, false) => "finding-order-told",
            };
            Told::of(
                locale,
                id,
                &[("at", (*at).into()), ("by", order(locale, by).into())],
            )
        }
        Finding::ChartMissing { part: of } => Told::of(
            locale,
            "finding-chart-missing",
            &[("part", part(locale, of).into())],
        ),
        Finding::ChartPart {
            part: of,
            got,
            want,
        } => chart_part(locale, of, got, want.as_deref()),
        Finding::Choice { wrong: 0, .. } => Told::of(locale, "finding-choice-missed", &[]),
        Finding::Choice { .. } => Told::of(locale, "finding-choice", &[]),
        Finding::OtherOption => Told::of(locale, "finding-other-option", &[]),
        Finding::NumberFrom(cause) => number_from(locale, cause),
        Finding::Number { signature, larger } => number(locale, signature.as_ref(), *larger),
        Finding::NotANumber { got, why } => unread(locale, got, why),
        Finding::Text { got, close } => {
            let id = if *close {
                "finding-text-close"
            } else {
                "finding-text"
            };
            Told::of(locale, id, &[("got", got.into())])
        }
    }
}

fn row_cause(locale: &Locale, cause: &RowCause) -> Told {
    match cause {
        RowCause::FanOut { times } => {
            Told::of(locale, "finding-fan-out", &[("times", (*times).into())])
        }
        RowCause::TotalRow { label } if label.is_empty() => {
            Told::of(locale, "finding-total-row-unnamed", &[])
        }
        RowCause::TotalRow { label } => {
            Told::of(locale, "finding-total-row", &[("label", label.into())])
        }
        RowCause::NoteRow { text } => {
            Told::of(locale, "finding-note-row", &[("text", text.into())])
        }
        RowCause::NullGroupDropped => Told::of(locale, "finding-null-group-dropped", &[]),
        RowCause::NullGroupKept => Told::of(locale, "finding-null-group-kept", &[]),
        RowCause::NotFiltered { extra } => Told::of(
            locale,
            "finding-not-filtered",
            &[("extra", (*extra).into())],
        ),
        RowCause::FilteredTooMuch { missing } => Told::of(
            locale,
            "finding-filtered-too-much",
            &[("missing", (*missing).into())],
        ),
        RowCause::Duplicates { extra } => {
            Told::of(locale, "finding-duplicates", &[("extra", (*extra).into())])
        }
        RowCause::Boundary => Told::of(locale, "finding-boundary-rows", &[]),
        RowCause::JoinKind => Told::of(locale, "finding-join-kind-rows", &[]),
    }
}

fn keys(
    locale: &Locale,
    columns: &[String],
    (missing, extra, repeated): (u64, u64, u64),
    cause: Option<&RowCause>,
    sample: Option<&[Value]>,
) -> Told {
    let sentence = |id: &str| {
        let sample = sample.map(|sample| key(locale, sample))?;
        Some(locale.text_with(id, &[("key", sample.into())]))
    };
    let (id, sample) = match (missing > 0, extra > 0) {
        (true, true) => ("finding-keys-both", sentence("finding-sample-extra")),
        (false, true) => ("finding-keys-extra", sentence("finding-sample-extra")),
        (true, false) => ("finding-keys-missing", sentence("finding-sample-missing")),
        (false, false) => ("finding-keys-repeated", sentence("finding-sample-repeated")),
    };
    if let Some(cause) = cause {
        return row_cause(locale, cause)
            .after(locale, locale.text("finding-same-count"))
            .and(locale, sample);
    }
    let args = [
        (
            "key",
            Arg::from(list(locale, columns.iter().map(String::as_str))),
        ),
        (
            "named",
            if columns.is_empty() { "no" } else { "yes" }.into(),
        ),
        ("missing", missing.into()),
        ("extra", extra.into()),
        ("repeated", repeated.into()),
    ];
    let told = Told {
        text: locale.text_with(id, &args),
        next: Some(locale.text_with("finding-keys-next", &args)),
    };
    told.and(locale, sample)
}

fn values(locale: &Locale, base: &[(&str, Arg<'_>)], signature: Option<&Signature>) -> Told {
    let with = |id: &str, more: &[(&str, Arg<'_>)]| {
        let args: Vec<(&str, Arg<'_>)> = base.iter().chain(more).cloned().collect();
        Told::of(locale, id, &args)
    };
    let Some(signature) = signature else {
        return with("finding-values", &[]);
    };
    match signature {
        Signature::Factor(factor) => {
            let next = if is_unit(*factor) {
                "finding-factor-unit-next"
            } else {
                "finding-factor-other-next"
            };
            let told = with(
                "finding-factor",
                &[("times", times(locale, *factor).into())],
            );
            Told {
                next: Some(locale.text(next)),
                ..told
            }
        }
        Signature::Offset(by) => {
            let direction = if *by > 0.0 { "more" } else { "less" };
            let by = crate::value(locale, &Value::Float(by.abs()));
            with(
                "finding-offset",
                &[("by", by.into()), ("direction", direction.into())],
            )
        }
        Signature::Sign => with("finding-sign", &[]),
        Signature::Rounded { decimals } => {
            with("finding-rounded", &[("decimals", (*decimals).into())])
        }
        Signature::NotRounded { decimals } => {
            with("finding-not-rounded", &[("decimals", (*decimals).into())])
        }
        Signature::Shifted(by) if *by < 0 => with("finding-shifted-before", &[]),
        Signature::Shifted(_) => with("finding-shifted-after", &[]),
        Signature::Swapped { with: other } => with("finding-swapped", &[("with", other.into())]),
        Signature::MissingValues => with("finding-missing-values", &[]),
        Signature::ZeroForMissing => with("finding-zero-for-missing", &[]),
        Signature::Aggregate { got, want } => {
            let words = |slug: &str| Arg::from(aggregate(locale, slug));
            with(
                "finding-aggregate",
                &[("got", words(got)), ("want", words(want))],
            )
        }
        Signature::Boundary => with("finding-boundary", &[]),
        Signature::JoinKind => with("finding-join-kind", &[]),
        Signature::Spelling => with("finding-spelling", &[]),
        Signature::ShareForAmount { percent } => with(
            "finding-share-for-amount",
            &[("percent", if *percent { "yes" } else { "no" }.into())],
        ),
        Signature::AmountForShare => with("finding-amount-for-share", &[]),
    }
}

/// A place on a sheet: 「B3」, 3 行目, B 列, シート全体.
pub fn audit_place(locale: &Locale, place: AuditPlace) -> String {
    let (id, name) = match place {
        AuditPlace::File | AuditPlace::Sheet { .. } => ("place-sheet", String::new()),
        AuditPlace::Row { row, .. } => ("place-row", row.to_string()),
        AuditPlace::Column { column, .. } => ("place-column", table::sheet::letters(column)),
        AuditPlace::Cell { .. } => ("place-cell", place.name()),
    };
    locale.text_with(id, &[("name", name.into())])
}

/// An aggregate's name; an unknown one as it is.
pub(crate) fn aggregate(locale: &Locale, slug: &str) -> String {
    let id = format!("aggregate-{slug}");
    if locale.has(&id) {
        locale.text(&id)
    } else {
        slug.to_owned()
    }
}

fn is_unit(factor: f64) -> bool {
    UNIT_FACTORS.iter().any(|unit| {
        [*unit, 1.0 / unit]
            .iter()
            .any(|unit| (factor / unit - 1.0).abs() < 1e-9)
    })
}

fn sample_words(locale: &Locale, column: &str, sample: &Sample) -> String {
    let row = key(locale, &sample.key);
    let Some((got, want)) = &sample.cells else {
        return if sample.key.is_empty() {
            String::new()
        } else {
            locale.text_with("finding-sample-value", &[("key", row.into())])
        };
    };
    let id = if sample.key.is_empty() {
        "finding-cells"
    } else {
        "finding-sample-cells"
    };
    let (got, want) = (
        value_in(locale, column, got),
        value_in(locale, column, want),
    );
    locale.text_with(
        id,
        &[
            ("key", row.into()),
            ("got", got.into()),
            ("want", want.into()),
        ],
    )
}

/// An order in words: 「人口」の大きい順、同じなら「市町名」の小さい順.
pub(crate) fn order(locale: &Locale, by: &[SortKey]) -> String {
    let each = |key: &SortKey| {
        let id = if key.descending {
            "order-descending"
        } else {
            "order-ascending"
        };
        locale.text_with(id, &[("column", (&key.column).into())])
    };
    by.iter()
        .map(each)
        .collect::<Vec<_>>()
        .join(&locale.text("order-then"))
}

/// Why a typed text is not read as a number, and how to write it.
pub fn unread(locale: &Locale, got: &str, why: &Unread) -> Told {
    let (id, found) = match why {
        Unread::NoNumber => ("finding-not-a-number", ""),
        Unread::Commas => ("finding-not-a-number-commas", ""),
        Unread::Several => ("finding-not-a-number-several", ""),
        Unread::Sign => ("finding-not-a-number-sign", ""),
        Unread::Bound => ("finding-not-a-number-bound", ""),
        Unread::Scale => ("finding-not-a-number-scale", ""),
        Unread::Unit { found } => ("finding-not-a-number-unit", found.as_str()),
    };
    let args = [("got", got.trim().into()), ("found", found.into())];
    Told::of(locale, id, &args)
}

fn chart_part(locale: &Locale, of: &str, got: &str, want: Option<&str>) -> Told {
    let id = match (of, got.is_empty()) {
        // Not to split is a choice.
        ("facet", true) => "finding-chart-part",
        ("title", _) => "finding-chart-title",
        (_, true) => "finding-chart-none",
        _ => "finding-chart-part",
    };
    let args = [
        ("part", Arg::from(part(locale, of))),
        ("got", part_value(locale, of, got).into()),
    ];
    let told = Told::of(locale, id, &args);
    let want = want.map(|want| {
        let id = if of == "title" {
            "finding-chart-want-title"
        } else {
            "finding-chart-want"
        };
        locale.text_with(id, &[("want", part_value(locale, of, want).into())])
    });
    told.and(locale, want)
}

/// What was picked for a part of a chart: kinds and orders have words, columns are as they are.
fn part_value(locale: &Locale, of: &str, value: &str) -> String {
    if matches!(of, "color" | "facet") && value.is_empty() {
        return locale.text("part-value-no-color");
    }
    let id = match of {
        "stack" | "fit" => format!("part-value-{of}-{value}"),
        _ => format!("part-value-{value}"),
    };
    if matches!(of, "kind" | "sort" | "stack" | "fit") && locale.has(&id) {
        locale.text(&id)
    } else {
        value.to_owned()
    }
}

fn number(locale: &Locale, signature: Option<&Signature>, larger: Option<bool>) -> Told {
    let size = || match larger {
        Some(true) => "finding-number-larger",
        Some(false) => "finding-number-smaller",
        None => "finding-number",
    };
    match signature {
        Some(Signature::Factor(factor)) => Told::of(
            locale,
            "finding-number-factor",
            &[("times", times(locale, *factor).into())],
        ),
        Some(Signature::Sign) => Told::of(locale, "finding-number-sign", &[]),
        _ => Told::of(locale, size(), &[]),
    }
}

/// Where a number comes from.
fn number_from(locale: &Locale, cause: &NumberCause) -> Told {
    match cause {
        NumberCause::TurnedRound => Told::of(locale, "finding-number-turned", &[]),
        NumberCause::Decimals { got, cut, want } => {
            let id = match (*cut, want) {
                (true, Some(_)) => "finding-number-cut",
                (true, None) => "finding-number-cut-few",
                (false, Some(want)) if got > want => "finding-number-decimals-many",
                (false, Some(_)) => "finding-number-decimals",
                (false, None) => "finding-number-decimals-few",
            };
            let args = [
                ("decimals", (*got).into()),
                ("number", want.unwrap_or_default().into()),
            ];
            Told::of(locale, id, &args)
        }
        NumberCause::RoundedEarly => Told::of(locale, "finding-number-early", &[]),
        NumberCause::OtherColumn { column } => Told::of(
            locale,
            "finding-number-other-column",
            &[("column", column.into())],
        ),
        NumberCause::OtherTable {
            table,
            column,
            want,
        } => {
            let args = [
                ("table", table.into()),
                ("column", column.into()),
                ("want", want.into()),
            ];
            Told::of(locale, "finding-number-other-table", &args)
        }
    }
}

/// Several findings' first sentences, for places with room for one line.
pub(crate) fn first(locale: &Locale, findings: &[Finding]) -> Told {
    findings
        .first()
        .map(|first| finding(locale, first))
        .unwrap_or_else(|| Told {
            text: sentences(locale, [locale.text("verdict-not-yet")]),
            next: None,
        })
}
