//! Failures in words.

use spec::failure::CheckFault;
use spec::{Failure, FailureKind};
use table::Dtype;

use crate::told::Told;
use crate::value::{chars, dtype, list, near};
use crate::{Arg, Locale, step_field};

/// A failure in words; the engine's own text (`detail`) is for the page to show under «詳細».
pub fn failure(locale: &Locale, failure: &Failure) -> Told {
    match &failure.kind {
        FailureKind::UnknownColumn { name, near } => unknown(
            locale,
            "failure-unknown-column",
            "failure-unknown-column-near",
            name,
            near,
        ),
        FailureKind::UnknownTable { name, near } => unknown(
            locale,
            "failure-unknown-table",
            "failure-unknown-table-near",
            name,
            near,
        ),
        FailureKind::UnknownFunction { name, near } => unknown(
            locale,
            "failure-unknown-function",
            "failure-unknown-function-near",
            name,
            near,
        ),
        FailureKind::Syntax { at, line, .. } => {
            let id = match (at.trim().is_empty(), *line) {
                (true, _) => "failure-syntax-end",
                (false, 0 | 1) => "failure-syntax",
                (false, _) => "failure-syntax-line",
            };
            Told::of(
                locale,
                id,
                &[("at", at.trim().into()), ("line", (*line).into())],
            )
        }
        FailureKind::TypeMismatch {
            column,
            found,
            wanted,
            chars,
        } => type_mismatch(locale, column, *found, *wanted, chars),
        FailureKind::Unreadable {
            column,
            wanted,
            count,
            samples,
        } => {
            let id = if samples.is_empty() {
                "failure-unreadable-bare"
            } else {
                "failure-unreadable"
            };
            let samples = list(locale, samples.iter().map(String::as_str));
            let wanted = dtype(locale, *wanted);
            Told::of(
                locale,
                id,
                &[
                    ("column", column.into()),
                    ("count", (*count).into()),
                    ("wanted", wanted.into()),
                    ("samples", samples.into()),
                ],
            )
        }
        FailureKind::DuplicateColumn { name } => {
            Told::of(locale, "failure-duplicate-column", &[("name", name.into())])
        }
        FailureKind::SchemaMismatch { left, right } => {
            let id = match (left.is_empty(), right.is_empty()) {
                (true, true) => "failure-schema",
                (false, true) => "failure-schema-left",
                (true, false) => "failure-schema-right",
                (false, false) => "failure-schema-both",
            };
            let names =
                |names: &[String]| Arg::from(list(locale, names.iter().map(String::as_str)));
            Told::of(
                locale,
                id,
                &[("left", names(left)), ("right", names(right))],
            )
        }
        FailureKind::NotAggregated { column } if column.is_empty() => {
            Told::of(locale, "failure-not-aggregated-unknown", &[])
        }
        FailureKind::NotAggregated { column } => Told::of(
            locale,
            "failure-not-aggregated",
            &[("column", column.into())],
        ),
        FailureKind::Incomplete { field } => match step_field(locale, field) {
            Some(field) => Told::of(locale, "failure-incomplete", &[("field", field.into())]),
            None => Told::of(locale, "failure-incomplete-unknown", &[]),
        },
        FailureKind::Empty => Told::of(locale, "failure-empty", &[]),
        FailureKind::NoSource => Told::of(locale, "failure-no-source", &[]),
        FailureKind::TooLarge { rows, limit } => {
            let id = if *rows == 0 {
                "failure-too-large-unknown"
            } else {
                "failure-too-large"
            };
            Told::of(
                locale,
                id,
                &[("rows", (*rows).into()), ("limit", (*limit).into())],
            )
        }
        FailureKind::TooDeep => Told::of(locale, "failure-too-deep", &[]),
        FailureKind::BadFile { table } => {
            Told::of(locale, "failure-bad-file", &[("table", table.into())])
        }
        FailureKind::Unsupported { what } => {
            Told::of(locale, "failure-unsupported", &[("what", what.into())])
        }
        FailureKind::Engine => Told::of(locale, "failure-engine", &[]),
        FailureKind::OutOfStep => Told::of(locale, "failure-out-of-step", &[]),
        FailureKind::BadCheck { fault } => check_fault(locale, fault),
    }
}

fn unknown(locale: &Locale, alone: &str, with_near: &str, name: &str, names: &[String]) -> Told {
    let id = if names.is_empty() { alone } else { with_near };
    Told::of(
        locale,
        id,
        &[("name", name.into()), ("near", near(locale, names).into())],
    )
}

fn type_mismatch(
    locale: &Locale,
    column: &str,
    found: Option<Dtype>,
    wanted: Option<Dtype>,
    stand_in_the_way: &[char],
) -> Told {
    let words = |dtype: Option<Dtype>| {
        dtype
            .map(|dtype| crate::dtype(locale, dtype))
            .unwrap_or_default()
    };
    let number_wanted = wanted.is_none_or(Dtype::is_number);
    let id = match (column.is_empty(), found, wanted) {
        (true, ..) => "failure-type-unknown",
        (false, Some(Dtype::Text) | None, _) if number_wanted && !stand_in_the_way.is_empty() => {
            "failure-type-chars"
        }
        (false, Some(Dtype::Text), _) if number_wanted => "failure-type-text",
        (false, Some(_), Some(_)) => "failure-type",
        (false, ..) => "failure-type-column",
    };
    Told::of(
        locale,
        id,
        &[
            ("column", column.into()),
            ("found", words(found).into()),
            ("wanted", words(wanted).into()),
            ("chars", chars(locale, stand_in_the_way).into()),
        ],
    )
}

fn check_fault(locale: &Locale, fault: &CheckFault) -> Told {
    match fault {
        CheckFault::UnknownColumn { name, near } => unknown(
            locale,
            "check-unknown-column",
            "check-unknown-column-near",
            name,
            near,
        ),
        CheckFault::KeyNotUnique { key } => {
            let key = list(locale, key.iter().map(String::as_str));
            Told::of(locale, "check-key-not-unique", &[("key", key.into())])
        }
        CheckFault::Repeated { name } => {
            Told::of(locale, "check-repeated", &[("name", name.into())])
        }
        CheckFault::NotInOrder { column } => {
            Told::of(locale, "check-not-in-order", &[("column", column.into())])
        }
        CheckFault::Tolerance => Told::of(locale, "check-tolerance", &[]),
        CheckFault::NoColumns => Told::of(locale, "check-no-columns", &[]),
        CheckFault::NoRightAnswer => Told::of(locale, "check-no-right-answer", &[]),
    }
}
