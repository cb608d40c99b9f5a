//! Values, types and lists of names in words.

use table::compare::level;
use table::look::{self, Difference};
use table::number::magnitude;
use table::text::{civil_from_days, format_number};
use table::{Dtype, Value};

use crate::told::sentences;
use crate::{Arg, Locale};

/// Most decimals of a number of at least 1.
const DECIMALS: usize = 3;
/// Digits that a number smaller than 1 keeps.
const DIGITS: i32 = 4;
/// At most so many names of a list are spelled out.
const MAX_NAMES: usize = 5;

/// A value for people: thousands commas, dates of the language, missing as «—（欠測）».
pub fn value(locale: &Locale, value: &Value) -> String {
    match value {
        Value::Null => locale.text("value-missing"),
        Value::Int(number) => whole(*number),
        Value::Float(number) => float(locale, *number),
        Value::Text(text) if text.is_empty() => locale.text("value-empty-text"),
        Value::Text(text) => text.clone(),
        Value::Bool(true) => locale.text("value-true"),
        Value::Bool(false) => locale.text("value-false"),
        Value::Date(days) => {
            let (year, month, day) = civil_from_days(*days);
            // Years take no thousands comma, so they travel as text.
            let year = year.to_string();
            locale.text_with(
                "value-date",
                &[
                    ("year", year.into()),
                    ("month", month.into()),
                    ("day", day.into()),
                ],
            )
        }
    }
}

/// A value of a column of that name: years, codes and numbers of things take no thousands comma.
pub fn value_in(locale: &Locale, column: &str, cell: &Value) -> String {
    match cell {
        Value::Int(number) if is_label(column) => number.to_string(),
        Value::Float(number) if is_label(column) && number.fract() == 0.0 => format!("{number:.0}"),
        _ => value(locale, cell),
    }
}

/// Whether numbers of a column of that name are names of things rather than amounts.
pub fn is_label(column: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "年",
        "年度",
        "月",
        "日",
        "コード",
        "番号",
        "year",
        "month",
        "day",
        "code",
        "id",
        "no",
    ];
    let name = level(column);
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Values that name a row (`津市・2020`): years and codes in it take no thousands comma.
pub fn key(locale: &Locale, values: &[Value]) -> String {
    let each = |value: &Value| match value {
        // Four digits in a key are a year or a code.
        Value::Int(number) if (1000..=9999).contains(number) => number.to_string(),
        other => self::value(locale, other),
    };
    values
        .iter()
        .map(each)
        .collect::<Vec<_>>()
        .join(&locale.text("key-separator"))
}

fn whole(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if number < 0 {
        format!("-{grouped}")
    } else {
        grouped
    }
}

fn float(locale: &Locale, number: f64) -> String {
    if number.is_nan() {
        return locale.text("value-nan");
    }
    if number.is_infinite() {
        return locale.text("value-infinite");
    }
    let size = number.abs();
    if size > 0.0 && size < 1.0 {
        let zeros = -magnitude(size);
        return format_number(
            number,
            usize::try_from(zeros - 1 + DIGITS)
                .unwrap_or(DECIMALS)
                .min(15),
        );
    }
    format_number(number, DECIMALS)
}

/// A type in words.
pub fn dtype(locale: &Locale, dtype: Dtype) -> String {
    locale.text(match dtype {
        Dtype::Int => "dtype-int",
        Dtype::Float => "dtype-float",
        Dtype::Text => "dtype-text",
        Dtype::Bool => "dtype-bool",
        Dtype::Date => "dtype-date",
    })
}

/// A name in the language's quotation marks.
pub fn quoted(locale: &Locale, name: &str) -> String {
    locale.text_with("quoted", &[("name", name.into())])
}

/// Names in quotation marks, one after the other.
pub fn list<'a>(locale: &Locale, names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| quoted(locale, name)).collect();
    names.join(&locale.text("list-separator"))
}

/// Names that may be meant: 「人口」か「人口総数」.
pub(crate) fn near(locale: &Locale, names: &[String]) -> String {
    let names: Vec<String> = names
        .iter()
        .take(MAX_NAMES)
        .map(|name| quoted(locale, name))
        .collect();
    names.join(&locale.text("near-or"))
}

/// In what a name differs that looks like what was written; `None` where the eye sees it.
pub(crate) fn differences(locale: &Locale, written: &str, name: &str) -> Option<String> {
    let told: Vec<String> = look::differences(written, name)
        .into_iter()
        .map(|difference| {
            locale.text(match difference {
                Difference::BlankBefore => "alike-blank-before",
                Difference::BlankAfter => "alike-blank-after",
                Difference::Blank => "alike-blank",
                Difference::Marks => "alike-marks",
                Difference::Width => "alike-width",
            })
        })
        .collect();
    (!told.is_empty()).then(|| sentences(locale, told))
}

/// Characters that stand in the way; full-width digits and white space by their name.
pub(crate) fn chars(locale: &Locale, chars: &[char]) -> String {
    let mut told: Vec<String> = Vec::new();
    for c in chars {
        let one = if ('０'..='９').contains(c) {
            locale.text("chars-full-width")
        } else if c.is_whitespace() {
            locale.text("chars-space")
        } else {
            quoted(locale, &c.to_string())
        };
        if !told.contains(&one) {
            told.push(one);
        }
    }
    told.join(&locale.text("list-separator"))
}

/// A factor: `1,000倍`, `1/1,000`.
pub(crate) fn times(locale: &Locale, factor: f64) -> String {
    let (id, n) = if factor.abs() < 1.0 && factor != 0.0 {
        ("times-over", 1.0 / factor)
    } else {
        ("times", factor)
    };
    locale.text_with(id, &[("n", Arg::Number(n))])
}
