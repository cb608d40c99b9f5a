//! Failures about names, with what may have been meant.

use spec::{Failure, FailureKind};
use table::number::{parse_number, read};
use table::{Dtype, text};

/// A column that is not there.
pub(crate) fn unknown_column<'a>(
    name: &str,
    columns: impl IntoIterator<Item = &'a str>,
) -> Failure {
    Failure::of(FailureKind::UnknownColumn {
        name: name.to_owned(),
        near: text::closest(name, columns),
    })
}

/// A value that is not of the type of the column beside it.
pub(crate) fn wrong_value(column: String, wanted: Dtype, value: &str) -> Failure {
    let meant = match wanted {
        Dtype::Int | Dtype::Float => meant(value),
        Dtype::Text => Some(format!("'{value}'")),
        Dtype::Date | Dtype::Bool => None,
    };
    Failure::of(FailureKind::WrongValue {
        column,
        wanted,
        value: value.to_owned(),
        meant,
    })
}

/// The number that a text is meant to be: 2020 for «令和2年», 10 for «十» and for «10%以下».
fn meant(value: &str) -> Option<String> {
    let plain = |number: f64| {
        if number.fract() == 0.0 {
            format!("{number:.0}")
        } else {
            number.to_string()
        }
    };
    if let Some(number) = parse_number(value) {
        return Some(plain(number));
    }
    let folded = text::normalise(value);
    if let Some((year, "" | "度")) = folded.split_once('年') {
        // Its last or its first day: eras begin and end within a year.
        let day = ["12月31日", "1月1日"]
            .into_iter()
            .find_map(|day| text::parse_date(&format!("{year}年{day}")));
        if let Some(day) = day {
            return Some(text::civil_from_days(day).0.to_string());
        }
    }
    let of_digit = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-');
    let end = folded.find(|c| !of_digit(c)).unwrap_or(folded.len());
    let (digits, rest) = folded.split_at(end);
    if !rest.contains(|c: char| c.is_ascii_digit())
        && let Some(number) = parse_number(digits)
    {
        return Some(plain(number));
    }
    // A single kanji counts for a number only before something that is counted, and 十 alone not even there.
    ["", "一"].into_iter().find_map(|one| {
        let counted = read(&format!("{one}{folded}人"), "人").ok()?;
        Some(plain(counted.value))
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
