//! Numbers and dates as publishers write them.
//!
//! Three things stay apart: a value, «no value» (`-`, `－`, `…`, blank), and something that is not a number at all, which
//! is an error and never a null.

use std::fmt;

/// A cell that could not be read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Not a number, or thousands commas in odd places.
    #[error("`{0}` is not a number")]
    Number(String),
    /// A number with decimals where a whole one must be.
    #[error("`{0}` is not a whole number")]
    Whole(String),
    /// Not a date, or one that the calendar or the era does not have.
    #[error("`{0}` is not a date")]
    Date(String),
}

/// A day of the Gregorian calendar, shown as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, for example 2020.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Date {
    /// The date, if the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days)
            .contains(&day)
            .then_some(Self { year, month, day })
    }

    /// The day of the week as one character, 月 to 日.
    pub fn weekday(self) -> &'static str {
        // Sakamoto's method; March-based years put the leap day last.
        let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = if self.month < 3 {
            self.year - 1
        } else {
            self.year
        };
        let month = shift.get(self.month as usize - 1).copied().unwrap_or(0);
        let n = year + year / 4 - year / 100 + year / 400 + month + self.day as i32;
        match n.rem_euclid(7) {
            0 => "日",
            1 => "月",
            2 => "火",
            3 => "水",
            4 => "木",
            5 => "金",
            _ => "土",
        }
    }
}

/// Full-width ASCII to ASCII, the ideographic space to a space, ends trimmed.
pub fn half_width(text: &str) -> String {
    let narrow: String = text
        .chars()
        .map(|c| match c {
            '\u{3000}' | '\u{a0}' => ' ',
            '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '−' | '‐' | '–' | '―' | '—' => '-',
            _ => c,
        })
        .collect();
    narrow.trim().to_owned()
}

/// Whether publishers use this cell to say that there is no value.
fn says_no_value(narrow: &str) -> bool {
    matches!(
        narrow,
        "" | "-" | "--" | "…" | "..." | "***" | "x" | "X" | "・"
    )
}

/// A decimal number; `None` where the publisher says that there is none.
///
/// # Errors
/// [`ValueError::Number`] for anything else.
pub fn float(text: &str) -> Result<Option<f64>, ValueError> {
    let narrow = half_width(text);
    if says_no_value(&narrow) {
        return Ok(None);
    }
    let error = || ValueError::Number(text.to_owned());
    let (negative, digits) = match narrow.strip_prefix(['△', '▲', '-']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, narrow.as_str()),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let grouped = whole.contains(',');
    let well_formed = is_number(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && is_number(group))
        && fraction.is_none_or(is_number);
    if !well_formed {
        return Err(error());
    }
    let value: f64 = digits.replace(',', "").parse().map_err(|_| error())?;
    Ok(Some(if negative && value != 0.0 {
        -value
    } else {
        value
    }))
}

/// A whole number; `None` where the publisher says that there is none.
///
/// # Errors
/// [`ValueError::Number`] or, with decimals, [`ValueError::Whole`].
pub fn int(text: &str) -> Result<Option<i64>, ValueError> {
    match float(text)? {
        None => Ok(None),
        // 2^53: beyond it an f64 no longer holds every whole number.
        Some(value) if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 => {
            Ok(Some(value as i64))
        }
        Some(_) => Err(ValueError::Whole(text.to_owned())),
    }
}

/// Name, letter and first day of each era that the files use.
const ERAS: [(&str, char, Date); 5] = [
    (
        "令和",
        'R',
        Date {
            year: 2019,
            month: 5,
            day: 1,
        },
    ),
    (
        "平成",
        'H',
        Date {
            year: 1989,
            month: 1,
            day: 8,
        },
    ),
    (
        "昭和",
        'S',
        Date {
            year: 1926,
            month: 12,
            day: 25,
        },
    ),
    (
        "大正",
        'T',
        Date {
            year: 1912,
            month: 7,
            day: 30,
        },
    ),
    (
        "明治",
        'M',
        Date {
            year: 1868,
            month: 1,
            day: 25,
        },
    ),
];

/// Splits an era off the front: the index in [`ERAS`] and the rest.
fn era_of(narrow: &str) -> Option<(usize, &str)> {
    ERAS.iter()
        .enumerate()
        .find_map(|(index, (name, letter, _))| {
            let rest = narrow.strip_prefix(name).or_else(|| {
                narrow
                    .strip_prefix(*letter)
                    .or_else(|| narrow.strip_prefix(letter.to_ascii_lowercase()))
            })?;
            Some((index, rest))
        })
}

/// The Gregorian year of an era's year; `None` when the era did not reach it.
fn gregorian(era: usize, year: i32) -> Option<i32> {
    let start = ERAS.get(era)?.2.year;
    let result = start + year - 1;
    // The next era began in the last year of this one, so that year belongs to both.
    let last = era
        .checked_sub(1)
        .and_then(|next| ERAS.get(next))
        .map(|next| next.2.year);
    (year >= 1 && last.is_none_or(|last| result <= last)).then_some(result)
}

/// A number of an era's year: digits or `元`.
fn era_number(text: &str) -> Option<i32> {
    match text.trim() {
        "元" => Some(1),
        digits => digits.parse().ok(),
    }
}

/// The year of `平成28年`, `令和元年`, `H28`, `R3年度`, `2016年` or `2016`.
///
/// # Errors
/// [`ValueError::Date`] for anything else.
pub fn year(text: &str) -> Result<i32, ValueError> {
    let narrow = half_width(text);
    let error = || ValueError::Date(text.to_owned());
    let bare = narrow.strip_suffix("度").unwrap_or(&narrow);
    let bare = bare.strip_suffix('年').unwrap_or(bare);
    match era_of(bare) {
        Some((era, rest)) => era_number(rest)
            .and_then(|n| gregorian(era, n))
            .ok_or_else(error),
        None => {
            let is_year = bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit());
            is_year
                .then(|| bare.parse().ok())
                .flatten()
                .ok_or_else(error)
        }
    }
}

/// A day, written `1955/1/1`, `2022-01-01`, `2022年1月1日`, `平成18年1月10日`, `令和元年5月1日` or `H18.1.10`.
///
/// # Errors
/// [`ValueError::Date`] for anything else, also for days outside the era that they name.
pub fn date(text: &str) -> Result<Date, ValueError> {
    let narrow = half_width(text);
    read_date(&narrow).ok_or_else(|| ValueError::Date(text.to_owned()))
}

fn read_date(narrow: &str) -> Option<Date> {
    let (era, rest) = match era_of(narrow) {
        Some((era, rest)) => (Some(era), rest),
        None => (None, narrow),
    };
    let parts: Vec<&str> = match rest.split_once('年') {
        Some((year, rest)) => {
            let (month, rest) = rest.split_once('月')?;
            vec![year, month, rest.strip_suffix('日')?]
        }
        None => rest.split(['/', '-', '.']).collect(),
    };
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| -> Option<u32> {
        let part = part.trim();
        (!part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    let year = match era {
        Some(era) => gregorian(era, era_number(year)?)?,
        None if year.trim().len() == 4 => i32::try_from(number(year)?).ok()?,
        None => return None,
    };
    let date = Date::new(year, number(month)?, number(day)?)?;
    let Some(era) = era else { return Some(date) };
    let begun = ERAS.get(era).is_some_and(|entry| date >= entry.2);
    let ended = era
        .checked_sub(1)
        .and_then(|next| ERAS.get(next))
        .is_some_and(|next| date >= next.2);
    (begun && !ended).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        let check =
            |text: &str, expected: Option<i64>| assert_eq!(int(text), Ok(expected), "{text:?}");
        check("135,293", Some(135_293));
        check(" 1,234,567 ", Some(1_234_567));
        check("0", Some(0));
        check("-0", Some(0));
        check("△1,697", Some(-1_697));
        check("▲ 5", Some(-5));
        check("－12", Some(-12));
        check("１２，３４５", Some(12_345));
        check("007", Some(7));
        check("5.0", Some(5));
        for none in ["", " ", "　", "-", "－", "―", "−", "…", "***", "x"] {
            check(none, None);
        }
    }

    #[test]
    fn decimals() {
        let check =
            |text: &str, expected: Option<f64>| assert_eq!(float(text), Ok(expected), "{text:?}");
        check("-0.61 ", Some(-0.61));
        check("8.6999999999999993", Some(8.7));
        check("100", Some(100.0));
        check("１．５", Some(1.5));
        check("1,234.5", Some(1234.5));
        check("－", None);
    }

    #[test]
    fn what_is_not_a_number_is_an_error_and_not_a_null() {
        for text in [
            "津市", "1,23", "12,3456", "1234,567", ",123", "1.2.3", "1e5", "NaN", "inf", "5人",
            "--5", "1 2", ".5", "5.",
        ] {
            assert_eq!(
                float(text),
                Err(ValueError::Number(text.to_owned())),
                "{text:?}"
            );
        }
        assert_eq!(int("1.5"), Err(ValueError::Whole("1.5".to_owned())));
        assert!(int("9007199254740993").is_err());
    }

    #[test]
    fn years() {
        let check = |text: &str, expected: i32| assert_eq!(year(text), Ok(expected), "{text:?}");
        check("平成28年", 2016);
        check("平成31年", 2019);
        check("令和元年", 2019);
        check("令和４年", 2022);
        check("2022年", 2022);
        check("２０２２", 2022);
        check("H26", 2014);
        check("R3", 2021);
        check("昭和64年", 1989);
        check("令和3年度", 2021);
        for text in [
            "",
            "平成",
            "平成32年",
            "平成0年",
            "昭和65年",
            "28年",
            "年",
            "令和X年",
            "20222",
        ] {
            assert!(year(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn dates() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                date(text).map(|d| d.to_string()),
                Ok(expected.to_owned()),
                "{text:?}"
            );
        };
        check("1955/1/1", "1955-01-01");
        check("2022-01-31", "2022-01-31");
        check("2022年1月1日", "2022-01-01");
        check("平成18年1月10日", "2006-01-10");
        check("平成１８年１月１０日", "2006-01-10");
        check("令和元年5月1日", "2019-05-01");
        check("平成31年4月30日", "2019-04-30");
        check("昭和64年1月7日", "1989-01-07");
        check("H18.1.10", "2006-01-10");
        check("2020/2/29", "2020-02-29");
        for text in [
            "",
            "2021/2/29",
            "1900/2/29",
            "2022/13/1",
            "2022/0/1",
            "2022/1/32",
            "18.1.10",
            "平成31年5月1日",
            "令和元年4月30日",
            "平成1年1月7日",
            "昭和64年1月8日",
            "2022/1",
            "2022/1/1/1",
            "平成18年1月",
            "R1",
            "2022/+1/1",
        ] {
            assert!(date(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn weekdays() {
        let check = |text: &str, expected: &str| {
            assert_eq!(date(text).unwrap().weekday(), expected, "{text:?}")
        };
        check("1955/1/1", "土");
        check("2000/2/29", "火");
        check("2024/7/17", "水");
        check("2021/8/8", "日");
        check("2021/8/9", "月");
    }
}
