//! Failures about names, with what may have been meant.

use spec::{Failure, FailureKind};
use table::text;

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
        "char_count" | "lenb" => Some("length"),
        "counta" | "countif" | "countifs" => Some("count"),
        "sumif" | "sumifs" => Some("sum"),
        "iif" => Some("if"),
        "value" | "to_number" => Some("parse_number"),
        "datevalue" | "to_date" => Some("parse_date"),
        "mid" => Some("substr"),
        "find" | "search" => Some("strpos"),
        "text" | "to_char" | "date_format" => Some("strftime"),
        "textjoin" | "listagg" => Some("string_agg"),
        "now" | "getdate" => Some("today"),
        "datedif" => Some("datediff"),
        "edate" => Some("date_add"),
        "eomonth" => Some("last_day"),
        "stdev.s" | "stdevp" => Some("stddev"),
        "isnull" | "nvl" | "iferror" => Some("coalesce"),
        "roundup" => Some("ceil"),
        "rounddown" | "int" => Some("floor"),
        _ => None,
    };
    let near = match known {
        Some(known) => vec![known.to_owned()],
        None => text::nearest(&lower, crate::sql::functions()),
    };
    Failure::of(FailureKind::UnknownFunction {
        name: name.to_owned(),
        near,
    })
}
