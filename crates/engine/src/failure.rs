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
    let near = match crate::sql::known_elsewhere(&lower) {
        Some(known) => vec![known.to_owned()],
        None => text::nearest(&lower, crate::sql::function_names()),
    };
    Failure::of(FailureKind::UnknownFunction {
        name: name.to_owned(),
        near,
    })
}
