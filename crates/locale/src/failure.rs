//! Failures in words.

use spec::failure::{Absence, CheckFault, Misread};
use spec::{Failure, FailureKind, StepNote};
use table::Dtype;
use table::csv::Fault;
use table::look::{self, Strange};

use crate::step::step_label;
use crate::told::Told;
use crate::value::{chars, differences, dtype, list, near};
use crate::{Arg, Locale, step_field};

/// A failure in words; the engine's own text (`detail`) is for the page to show under «詳細».
pub fn failure(locale: &Locale, failure: &Failure) -> Told {
    match &failure.kind {
        FailureKind::UnknownColumn { name, near } if near.is_empty() && is_cell(name) => {
            Told::of(locale, "failure-cells", &[("at", name.into())])
        }
        FailureKind::UnknownColumn { name, near } => {
            unknown(locale, "failure-unknown-column", name, near)
        }
        FailureKind::AbsentColumn {
            name,
            why: Absence::Nowhere,
        } if is_cell(name) => Told::of(locale, "failure-cells", &[("at", name.into())]),
        FailureKind::AbsentColumn { name, why } => absent(locale, name, why),
        FailureKind::AmbiguousColumn { name, tables } => {
            let first = tables.first().map_or("", String::as_str);
            let tables = list(locale, tables.iter().map(String::as_str));
            Told::of(
                locale,
                "failure-ambiguous",
                &[
                    ("name", name.into()),
                    ("near", tables.into()),
                    ("table", first.into()),
                ],
            )
        }
        FailureKind::AliasTooEarly { name, clause } => Told::of(
            locale,
            "failure-alias-early",
            &[("name", name.into()), ("at", clause.into())],
        ),
        FailureKind::UnknownTable { name, near } => {
            unknown(locale, "failure-unknown-table", name, near)
        }
        FailureKind::UnknownFunction { name, near } => {
            unknown(locale, "failure-unknown-function", name, near)
        }
        FailureKind::ArgumentCount {
            function,
            least,
            most,
            found,
        } => {
            let id = match most {
                Some(1) if *found > 1 && ACROSS.contains(&function.as_str()) => {
                    "failure-arguments-across"
                }
                None => "failure-arguments-least",
                Some(0) => "failure-arguments-none",
                Some(most) if most == least => "failure-arguments",
                Some(_) => "failure-arguments-range",
            };
            Told::of(
                locale,
                id,
                &[
                    ("name", function.into()),
                    ("left", (*least).into()),
                    ("right", most.unwrap_or_default().into()),
                    ("found", (*found).into()),
                ],
            )
        }
        // The one argument that is a little language of its own.
        FailureKind::BadArgument { function, .. } if function.starts_with("REGEXP") => {
            Told::of(locale, "failure-pattern", &[("name", function.into())])
        }
        FailureKind::BadArgument { function, position } => Told::of(
            locale,
            "failure-argument",
            &[("name", function.into()), ("at", (*position).into())],
        ),
        FailureKind::Syntax { at, line, .. } => syntax(locale, at, *line),
        FailureKind::Unquoted { name } => {
            Told::of(locale, "failure-unquoted", &[("name", name.into())])
        }
        FailureKind::TypeMismatch {
            column,
            found,
            wanted,
            chars,
        } => type_mismatch(locale, column, *found, *wanted, chars),
        FailureKind::NoNumbers { column } => {
            Told::of(locale, "failure-no-numbers", &[("column", column.into())])
        }
        FailureKind::WrongValue {
            column,
            wanted,
            value,
            meant,
        } => wrong_value(locale, column, *wanted, value, meant.as_deref()),
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
        FailureKind::OutOfRange { what } => {
            Told::of(locale, "failure-out-of-range", &[("what", what.into())])
        }
        FailureKind::TooDeep => Told::of(locale, "failure-too-deep", &[]),
        FailureKind::NoSuchRow { row, rows } => {
            let args = [("row", (*row).into()), ("rows", (*rows).into())];
            Told::of(locale, "failure-no-such-row", &args)
        }
        FailureKind::MixedUnits { column, samples } => {
            let samples: Vec<String> = samples
                .iter()
                .map(|(sample, count)| {
                    let args = [("sample", sample.into()), ("count", (*count).into())];
                    locale.text_with("failure-mixed-units-sample", &args)
                })
                .collect();
            let samples = samples.join(&locale.text("list-separator"));
            let args = [("column", column.into()), ("samples", samples.into())];
            Told::of(locale, "failure-mixed-units", &args)
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
        FailureKind::AggregateInWhere { what } => {
            Told::of(locale, "failure-aggregate-where", &[("what", what.into())])
        }
        FailureKind::NestedAggregate { what } => {
            Told::of(locale, "failure-aggregate-nested", &[("what", what.into())])
        }
        FailureKind::ManyRows { what } => {
            Told::of(locale, "failure-many-rows", &[("what", what.into())])
        }
        FailureKind::OneColumn { what, columns } => Told::of(
            locale,
            "failure-one-column",
            &[("what", what.into()), ("count", (*columns).into())],
        ),
        FailureKind::ColumnCount { left, right } => Told::of(
            locale,
            "failure-column-count",
            &[("left", (*left).into()), ("right", (*right).into())],
        ),
        FailureKind::UnionTypes {
            column,
            left,
            right,
        } => {
            let id = if left.is_some() && right.is_some() {
                "failure-union-types"
            } else {
                "failure-union-types-bare"
            };
            Told::of(
                locale,
                id,
                &[
                    ("column", column.into()),
                    ("left", dtype_if(locale, *left).into()),
                    ("right", dtype_if(locale, *right).into()),
                ],
            )
        }
        FailureKind::Correlated { what } => {
            Told::of(locale, "failure-correlated", &[("what", what.into())])
        }
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
        FailureKind::BadFile { table, fault } => {
            Told::of(locale, "failure-bad-file", &[("table", table.into())])
                .and(locale, Some(csv_fault(locale, fault)))
        }
        FailureKind::Clause { what, instead } => {
            let id = if instead.is_some() {
                "failure-clause"
            } else {
                "failure-clause-alone"
            };
            let instead = instead.as_deref().unwrap_or_default();
            Told::of(
                locale,
                id,
                &[("what", what.into()), ("want", instead.into())],
            )
        }
        FailureKind::Unsupported { what } => {
            Told::of(locale, "failure-unsupported", &[("what", what.into())])
        }
        FailureKind::Engine => Told::of(locale, "failure-engine", &[]),
        FailureKind::OutOfStep => Told::of(locale, "failure-out-of-step", &[]),
        FailureKind::BadCheck { fault } => check_fault(locale, fault),
        FailureKind::Misread { why, line } => {
            let told = misread(locale, why);
            if *line > 1 {
                let line = locale.text_with("failure-line", &[("line", (*line).into())]);
                told.after(locale, line)
            } else {
                told
            }
        }
        FailureKind::NoFrom => Told::of(locale, "failure-no-from", &[]),
        FailureKind::TextAsName { name, quoted } => {
            let id = if *quoted {
                "failure-text-quoted"
            } else {
                "failure-text-as-name"
            };
            Told::of(locale, id, &[("name", name.into())])
        }
        FailureKind::StepInstead {
            function,
            verbs,
            sql,
        } => {
            let labels: Vec<String> = verbs.iter().map(|verb| step_label(locale, verb)).collect();
            let (first, steps) = (
                list(locale, labels.iter().take(1).map(String::as_str)),
                list(locale, labels.iter().map(String::as_str)),
            );
            Told::of(
                locale,
                "failure-step-instead",
                &[
                    ("name", function.into()),
                    ("first", first.into()),
                    ("steps", steps.into()),
                    ("sql", sql.into()),
                ],
            )
        }
        FailureKind::RepeatedPeriod {
            column,
            value,
            count,
        } => Told::of(
            locale,
            "failure-repeated-period",
            &[
                ("column", column.into()),
                ("value", value.into()),
                ("count", (*count).into()),
            ],
        ),
    }
}

/// What a step that ran has to say.
pub fn step_note(locale: &Locale, note: &StepNote) -> Told {
    let of_cells = |id: &str, column: &String, count: u64, samples: &[String]| {
        let samples = list(locale, samples.iter().map(String::as_str));
        Told::of(
            locale,
            id,
            &[
                ("column", column.into()),
                ("count", count.into()),
                ("samples", samples.into()),
            ],
        )
    };
    match note {
        StepNote::Unreadable(why) => failure(locale, why),
        StepNote::NoCode {
            column,
            count,
            samples,
        } => of_cells("failure-no-code", column, *count, samples),
        StepNote::Dropped {
            column,
            count,
            samples,
        } => of_cells("failure-dropped", column, *count, samples),
        StepNote::NoPeriod { column } => {
            Told::of(locale, "failure-no-period", &[("column", column.into())])
        }
    }
}

/// Aggregates of one column that spreadsheets offer for several cells of a row as well.
const ACROSS: [&str; 6] = ["SUM", "AVG", "MIN", "MAX", "COUNT", "MEDIAN"];

/// Whether a name is the address of a cell: `B2`.
fn is_cell(name: &str) -> bool {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = name.len() - digits.len();
    (1..=3).contains(&letters)
        && !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit())
        && !digits.starts_with('0')
}

/// Why a text cannot be read as SQL.
fn misread(locale: &Locale, why: &Misread) -> Told {
    match why {
        Misread::Keyword { found, want } => Told::of(
            locale,
            "failure-keyword",
            &[("found", found.into()), ("want", want.into())],
        ),
        Misread::NoQuery { at } => Told::of(locale, "failure-no-query", &[("at", at.into())]),
        Misread::NothingBehind { what } => {
            Told::of(locale, "failure-nothing-behind", &[("what", what.into())])
        }
        Misread::NothingBetween { left, right } => Told::of(
            locale,
            "failure-nothing-between",
            &[("left", left.into()), ("right", right.into())],
        ),
        Misread::Unclosed { mark } => {
            let want = match mark.as_str() {
                "(" => ")",
                "[" => "]",
                other => other,
            };
            Told::of(
                locale,
                "failure-unclosed",
                &[("mark", mark.into()), ("want", want.into())],
            )
        }
        Misread::Unopened { mark } => {
            Told::of(locale, "failure-unopened", &[("mark", mark.into())])
        }
        Misread::Cells { at } => Told::of(locale, "failure-cells", &[("at", at.into())]),
    }
}

/// A name that is not there, with what may be meant. Names that only look like what was written are told apart in words: to
/// ask «「人口」のことですか？» of somebody who wrote that would lead nowhere.
fn unknown(locale: &Locale, id: &str, name: &str, names: &[String]) -> Told {
    let alike = names.first().and_then(|near| {
        let how = differences(locale, name, near)?;
        let (name, near) = (Arg::from(name), Arg::from(near));
        let args = [("name", name), ("near", near), ("how", how.into())];
        Some(Told::of(locale, &format!("{id}-alike"), &args))
    });
    alike.unwrap_or_else(|| {
        let id = if names.is_empty() {
            id.to_owned()
        } else {
            format!("{id}-near")
        };
        let near = near(locale, names);
        Told::of(locale, &id, &[("name", name.into()), ("near", near.into())])
    })
}

/// A column that is somewhere else. People count steps from 1.
fn absent(locale: &Locale, name: &str, why: &Absence) -> Told {
    let label = |verb: &str| locale.text(&format!("step-{}-label", verb.replace('_', "-")));
    let (mut at, mut of, mut other) = (0, String::new(), "");
    let id = match why {
        Absence::Dropped { step, verb } => {
            (at, of) = (*step, label(verb));
            // What is kept there as well would be grouped by.
            if matches!(verb.as_str(), "group_by" | "pivot" | "unpivot") {
                "failure-absent-grouped"
            } else {
                "failure-absent-dropped"
            }
        }
        Absence::Renamed { step, to } => {
            (at, other) = (*step, to);
            "failure-absent-renamed"
        }
        Absence::Later { step, verb } => {
            (at, of) = (*step, label(verb));
            "failure-absent-later"
        }
        Absence::Off { step } => {
            at = *step;
            "failure-absent-off"
        }
        Absence::Broken { step } => {
            at = *step;
            "failure-absent-broken"
        }
        Absence::SameStep => "failure-absent-same",
        Absence::OtherTable { table } => {
            other = table;
            "failure-absent-table"
        }
        Absence::Nowhere => "failure-absent-nowhere",
    };
    let args = [
        ("name", name.into()),
        ("step", at.saturating_add(1).into()),
        ("verb", of.into()),
        ("near", other.into()),
        ("table", other.into()),
    ];
    Told::of(locale, id, &args)
}

/// A value that is not of its column's type, and what to write instead.
fn wrong_value(
    locale: &Locale,
    column: &str,
    wanted: Dtype,
    value: &str,
    meant: Option<&str>,
) -> Told {
    let id = match wanted {
        Dtype::Int | Dtype::Float if meant == Some(value) => "failure-value-quoted",
        Dtype::Int | Dtype::Float => "failure-value-number",
        Dtype::Date => "failure-value-date",
        Dtype::Text | Dtype::Bool => "failure-value-text",
    };
    let args = [
        ("column", column.into()),
        ("got", value.into()),
        // Any number will do to show how one is written.
        ("want", meant.unwrap_or("1234").into()),
    ];
    Told::of(locale, id, &args)
}

fn syntax(locale: &Locale, at: &str, line: u32) -> Told {
    let strange = look::strange(at).map(|strange| match strange {
        Strange::Wide { found, want } => {
            // Published columns have such signs in their names: 世帯（数）.
            let id = if found == "、" {
                "failure-comma"
            } else if found.starts_with(['（', '）', '／', '％', '－', '＋', '．', '＆']) {
                "failure-wide-part"
            } else {
                "failure-wide"
            };
            Told::of(locale, id, &[("at", found.into()), ("want", want.into())])
        }
        Strange::Quote(mark) => Told::of(
            locale,
            "failure-wide-quote",
            &[("at", mark.to_string().into())],
        ),
        Strange::WideBlank => Told::of(locale, "failure-wide-blank", &[]),
        Strange::Unseen => Told::of(locale, "failure-unseen", &[]),
        Strange::Name(name) => Told::of(locale, "failure-wide-name", &[("name", name.into())]),
    });
    match strange {
        Some(told) if line > 1 => {
            let where_it_is = locale.text_with("failure-line", &[("line", line.into())]);
            told.after(locale, where_it_is)
        }
        Some(told) => told,
        None => {
            let id = match (at.trim().is_empty(), line) {
                (true, _) => "failure-syntax-end",
                (false, 0 | 1) => "failure-syntax",
                (false, _) => "failure-syntax-line",
            };
            Told::of(
                locale,
                id,
                &[("at", at.trim().into()), ("line", line.into())],
            )
        }
    }
}

/// A type in words; empty where it is not known.
fn dtype_if(locale: &Locale, of: Option<Dtype>) -> String {
    of.map(|of| dtype(locale, of)).unwrap_or_default()
}

fn type_mismatch(
    locale: &Locale,
    column: &str,
    found: Option<Dtype>,
    wanted: Option<Dtype>,
    stand_in_the_way: &[char],
) -> Told {
    let number_wanted = wanted.is_none_or(Dtype::is_number);
    let id = match (column.is_empty(), found, wanted) {
        (true, ..) => "failure-type-unknown",
        (false, _, Some(Dtype::Bool)) => "failure-type-condition",
        (false, Some(Dtype::Date), Some(Dtype::Int | Dtype::Float)) => "failure-type-date",
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
            ("found", dtype_if(locale, found).into()),
            ("wanted", dtype_if(locale, wanted).into()),
            ("chars", chars(locale, stand_in_the_way).into()),
        ],
    )
}

/// What is wrong with a CSV file, and where.
fn csv_fault(locale: &Locale, fault: &Fault) -> String {
    let line = ("line", fault.line().into());
    match fault {
        Fault::NotUtf8 { .. } => locale.text_with("csv-not-utf8", &[line]),
        Fault::Nul { .. } => locale.text_with("csv-nul", &[line]),
        Fault::Empty => locale.text("csv-empty"),
        Fault::NoTitle { column } => {
            locale.text_with("csv-no-title", &[("column", (*column).into())])
        }
        Fault::TitleTwice { name } => locale.text_with("csv-title-twice", &[("name", name.into())]),
        Fault::TitlesAlike { name, other } => locale.text_with(
            "csv-titles-alike",
            &[("name", name.into()), ("other", other.into())],
        ),
        Fault::Separator { .. } => locale.text("csv-separator"),
        Fault::Unclosed { .. } => locale.text_with("csv-unclosed", &[line]),
        Fault::AfterQuote { line: at, opened } if at == opened => {
            locale.text_with("csv-after-quote-there", &[line])
        }
        Fault::AfterQuote { opened, .. } => {
            locale.text_with("csv-after-quote", &[line, ("opened", (*opened).into())])
        }
        Fault::Uneven { want, found, .. } => locale.text_with(
            "csv-uneven",
            &[line, ("want", (*want).into()), ("found", (*found).into())],
        ),
        Fault::EmptyRow { .. } => locale.text_with("csv-empty-row", &[line]),
    }
}

fn check_fault(locale: &Locale, fault: &CheckFault) -> Told {
    match fault {
        CheckFault::UnknownColumn { name, near } => {
            unknown(locale, "check-unknown-column", name, near)
        }
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
