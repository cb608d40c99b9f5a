//! The engine's errors in typed words. Raw text goes into `detail` only.

use polars::prelude::PolarsError;
use spec::{Failure, FailureKind};
use table::{Dtype, text};

/// Longest raw text that is passed on.
const DETAIL: usize = 2000;

/// What names there are, for suggestions.
#[derive(Clone, Copy, Default)]
pub(crate) struct Names<'a> {
    pub(crate) columns: &'a [String],
    pub(crate) tables: &'a [String],
}

/// A column that is not there.
pub(crate) fn unknown_column<'a>(
    name: &str,
    columns: impl IntoIterator<Item = &'a str>,
) -> Failure {
    Failure::of(FailureKind::UnknownColumn {
        name: name.to_owned(),
        near: text::nearest(name, columns),
    })
}

/// A table that is not there.
pub(crate) fn unknown_table<'a>(name: &str, tables: impl IntoIterator<Item = &'a str>) -> Failure {
    Failure::of(FailureKind::UnknownTable {
        name: name.to_owned(),
        near: text::nearest(name, tables),
    })
}

/// A function that is not there.
pub(crate) fn unknown_function(name: &str) -> Failure {
    let lower = name.to_lowercase();
    // What people know from spreadsheets and other SQL dialects.
    let known = match lower.as_str() {
        "average" | "mean" => Some("avg"),
        "len" | "char_count" => Some("length"),
        "counta" | "countif" | "countifs" => Some("count"),
        "sumif" | "sumifs" => Some("sum"),
        "iif" => Some("if"),
        "value" | "to_number" => Some("parse_number"),
        "datevalue" | "to_date" => Some("parse_date"),
        "mid" | "substring" => Some("substr"),
        "isnull" | "nvl" => Some("coalesce"),
        "roundup" => Some("ceil"),
        "rounddown" | "trunc" | "int" => Some("floor"),
        _ => None,
    };
    let near = match known {
        Some(known) => vec![known.to_owned()],
        None => text::nearest(&lower, functions()),
    };
    Failure::of(FailureKind::UnknownFunction {
        name: name.to_owned(),
        near,
    })
}

/// All functions that may be called.
pub(crate) fn functions() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = polars_sql::keywords::all_functions()
        .into_iter()
        .filter(|name| !name.starts_with("read_") && !name.starts_with("scan_"))
        .collect();
    names.extend(crate::functions::NAMES);
    names.extend(crate::over::NAMES);
    names.sort_unstable();
    names.dedup();
    names
}

/// An error of the engine, translated.
pub(crate) fn translate(error: &PolarsError, names: Names<'_>) -> Failure {
    let detail: String = error.to_string().chars().take(DETAIL).collect();
    Failure {
        kind: kind(error, names),
        detail,
    }
}

fn kind(error: &PolarsError, names: Names<'_>) -> FailureKind {
    let message = match error {
        PolarsError::Context { error, .. } => return kind(error, names),
        PolarsError::ColumnNotFound(message)
        | PolarsError::SchemaFieldNotFound(message)
        | PolarsError::StructFieldNotFound(message) => {
            let name = quoted(message)
                .unwrap_or_else(|| message.lines().next().unwrap_or_default().trim().to_owned());
            return unknown_column(&name, names.columns.iter().map(String::as_str)).kind;
        }
        PolarsError::Duplicate(message) => {
            return FailureKind::DuplicateColumn {
                name: quoted(message).unwrap_or_default(),
            };
        }
        PolarsError::ComputeError(message)
        | PolarsError::InvalidOperation(message)
        | PolarsError::SchemaMismatch(message)
        | PolarsError::SQLInterface(message)
        | PolarsError::SQLSyntax(message)
        | PolarsError::ShapeMismatch(message) => message.to_string(),
        _ => return FailureKind::Engine,
    };
    if let Some(mixed) = crate::numbers::mixed_units(&message) {
        return mixed;
    }
    let first = quoted(&message).unwrap_or_default();
    let has = |part: &str| message.contains(part);
    if has("no table or struct column named") {
        return unknown_table(&first, names.tables.iter().map(String::as_str)).kind;
    }
    if has("UNION requires equal number")
        || has("schema names differ")
        || has("requires equal number of columns")
    {
        return FailureKind::SchemaMismatch {
            left: Vec::new(),
            right: Vec::new(),
        };
    }
    if has("only equi-join") || has("join constraint") {
        return FailureKind::Unsupported {
            what: "JOIN … ON".to_owned(),
        };
    }
    if let Some(operator) = message
        .strip_prefix("operator ")
        .and_then(|rest| rest.split(' ').next())
    {
        let what = if operator == "PGOverlap" {
            "&&"
        } else {
            operator
        };
        return FailureKind::Unsupported {
            what: what.to_owned(),
        };
    }
    if has("no column named") || has("unable to find column") {
        return unknown_column(&first, names.columns.iter().map(String::as_str)).kind;
    }
    if has("was not found") || has("no table or alias named") {
        return unknown_table(&first, names.tables.iter().map(String::as_str)).kind;
    }
    if has("unsupported function") {
        return unknown_function(&first).kind;
    }
    if has("should participate in the GROUP BY") {
        return FailureKind::NotAggregated { column: first };
    }
    if has("duplicate") || has("more than one occurrence") {
        return FailureKind::DuplicateColumn { name: first };
    }
    if has("conversion from") && has("failed in column") {
        return unreadable(&message);
    }
    if has("cannot compare")
        || has("not supported for dtype")
        || has("datatypes of join keys don't match")
        || has("type String is incompatible")
        || has("expected leaf")
        || has("invalid series dtype")
        || has("is not supported between")
        || has("cannot do arithmetic")
        || has("arithmetic")
    {
        let text = has("str") || has("String");
        return FailureKind::TypeMismatch {
            column: String::new(),
            found: text.then_some(Dtype::Text),
            wanted: None,
            chars: Vec::new(),
        };
    }
    if has("must be of type `Boolean`") || has("must be of type Boolean") {
        return FailureKind::TypeMismatch {
            column: String::new(),
            found: None,
            wanted: Some(Dtype::Bool),
            chars: Vec::new(),
        };
    }
    if has("not supported")
        || has("not currently supported")
        || has("currently unsupported")
        || has("not yet implemented")
        || has("no function matches")
        || has("expects")
        || has("subquery")
    {
        let what = between(&message, '`', '`').unwrap_or(first);
        return FailureKind::Unsupported { what };
    }
    FailureKind::Engine
}

/// `conversion from `str` to `i64` failed in column 'x' for 2 out of 3 values: ["a", "b"]`
fn unreadable(message: &str) -> FailureKind {
    let column = message
        .split("failed in column")
        .nth(1)
        .and_then(quoted)
        .unwrap_or_default();
    let wanted = message
        .split("to `")
        .nth(1)
        .and_then(|rest| rest.split('`').next())
        .unwrap_or_default();
    let wanted = match wanted {
        "date" | "Date" | "datetime" => Dtype::Date,
        "bool" => Dtype::Bool,
        "str" => Dtype::Text,
        wanted if wanted.starts_with('f') => Dtype::Float,
        _ => Dtype::Int,
    };
    let count = message
        .split(" for ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .and_then(|count| count.parse().ok())
        .unwrap_or(1);
    let samples = message
        .split("values: [")
        .nth(1)
        .and_then(|rest| rest.split(']').next())
        .map(|list| {
            let mut samples: Vec<String> = list.split(", ").filter_map(quoted).collect();
            samples.dedup();
            samples.truncate(5);
            samples
        })
        .unwrap_or_default();
    FailureKind::Unreadable {
        column,
        wanted,
        count,
        samples,
    }
}

/// The text inside the first pair of quotation marks.
fn quoted(message: &str) -> Option<String> {
    let start = message.find(['"', '\'', '`'])?;
    let mark = message.get(start..)?.chars().next()?;
    between(message.get(start..)?, mark, mark)
}

fn between(message: &str, open: char, close: char) -> Option<String> {
    let rest = message.split_once(open)?.1;
    rest.split_once(close).map(|(inner, _)| inner.to_owned())
}
