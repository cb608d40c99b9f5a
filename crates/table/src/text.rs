//! Text as Japanese offices write it: NFKC, 和暦 dates, numbers shown with commas. How numbers are read stands in [`crate::number`].

pub use crate::number::parse_number;

/// NFKC with outer white space removed: the form in which two spellings of a name compare equal.
/// Without the feature `nfkc` only what Japanese keyboards give is folded, which is the same for what people type.
pub fn normalise(text: &str) -> String {
    #[cfg(feature = "nfkc")]
    let folded: String = unicode_normalization::UnicodeNormalization::nfkc(text).collect();
    #[cfg(not(feature = "nfkc"))]
    let folded = crate::width::fold(text);
    folded.trim().to_owned()
}

/// With marks put on the letter before them: `テ` and `゛` (U+3099) become `デ`. macOS takes the names of files apart in this way,
/// and nobody sees the difference. Nothing else changes, so 﨑 and 塚 stay the characters that they are.
#[cfg(feature = "nfkc")]
pub fn composed(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for c in text.chars() {
        let joined = composed
            .pop()
            .map(|before| (before, unicode_normalization::char::compose(before, c)));
        match joined {
            Some((_, Some(both))) => composed.push(both),
            Some((before, None)) => composed.extend([before, c]),
            None => composed.push(c),
        }
    }
    composed
}

/// In lower case. Without the feature `nfkc` only ASCII letters are folded.
pub fn lower(text: &str) -> String {
    #[cfg(feature = "nfkc")]
    return text.chars().flat_map(char::to_lowercase).collect();
    #[cfg(not(feature = "nfkc"))]
    return text.to_ascii_lowercase();
}

/// Each era since 1868: its one-letter and one-kanji abbreviations, its first year, and its first and last day. A day on which one
/// ended and the next one began belongs to both. 明治 has days from its sixth year on: until then there was another calendar.
/// Source: 元号法 and the Cabinet Office's published list of eras.
const ERAS: [(&str, &str, &str, i32, Day, Day); 5] = [
    ("令和", "R", "令", 2019, (2019, 5, 1), (9999, 12, 31)),
    ("平成", "H", "平", 1989, (1989, 1, 8), (2019, 4, 30)),
    ("昭和", "S", "昭", 1926, (1926, 12, 25), (1989, 1, 7)),
    ("大正", "T", "大", 1912, (1912, 7, 30), (1926, 12, 25)),
    ("明治", "M", "明", 1868, (1873, 1, 1), (1912, 7, 30)),
];

/// Year, month, day.
type Day = (i32, u32, u32);

/// Western year of an era year (`("令和", 2)` → 2020); `元` is 1. `None` for an unknown era.
pub fn era_year(era: &str, year: i32) -> Option<i32> {
    let (_, _, _, first, ..) = ERAS.iter().find(|(name, letter, kanji, ..)| {
        era == *name || era.eq_ignore_ascii_case(letter) || era == *kanji
    })?;
    first.checked_add(year.checked_sub(1)?)
}

/// Reads a day: `2020-04-01`, `2020/4/1`, `2020年4月1日`, `20200401`, `令和2年4月1日`, `R2.4.1`, full-width digits too.
/// Gives days since 1970-01-01; `None` when it is no day of the calendar, or none of its era (平成31年5月1日).
pub fn parse_date(text: &str) -> Option<i32> {
    let text: String = normalise(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    if text.len() == 8 && text.chars().all(|c| c.is_ascii_digit()) {
        return days_from_civil(
            text.get(..4)?.parse().ok()?,
            text.get(4..6)?.parse().ok()?,
            text.get(6..)?.parse().ok()?,
        );
    }
    let era = ERAS
        .iter()
        .find_map(|(name, letter, kanji, first, begin, end)| {
            [*name, *letter, *kanji]
                .iter()
                .find_map(|prefix| {
                    text.strip_prefix(prefix)
                        .or_else(|| text.strip_prefix(&prefix.to_ascii_lowercase()))
                })
                .map(|rest| (rest, first - 1, *begin, *end))
        });
    let (rest, before, begin, end) = era.unwrap_or((text.as_str(), 0, (1, 1, 1), (9999, 12, 31)));
    let rest = rest.replace('元', "1");
    let rest = rest.trim_end_matches('日');
    let parts: Vec<&str> = rest.split(['年', '月', '/', '-', '.']).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let year: i32 = year.parse().ok()?;
    if before == 0 && year < 1000 {
        return None;
    }
    let day = (
        year.checked_add(before)?,
        month.parse().ok()?,
        day.parse().ok()?,
    );
    if !(begin..=end).contains(&day) {
        return None;
    }
    days_from_civil(day.0, day.1, day.2)
}

/// Days since 1970-01-01 of a calendar day; `None` when there is no such day.
/// Method: Howard Hinnant, «chrono-compatible low-level date algorithms».
pub fn days_from_civil(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1..=12).contains(&month) || day < 1 || !(1..=9999).contains(&year) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    let of_era_days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    let days = era * 146_097 + of_era_days - 719_468;
    (civil_from_days(days) == (year, month, day)).then_some(days)
}

/// Year, month and day of days since 1970-01-01. Method as in [`days_from_civil`].
pub fn civil_from_days(days: i32) -> (i32, u32, u32) {
    // The last 1,970 years of what an `i32` holds are one day: nobody counts there.
    let z = days.saturating_add(719_468);
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    } as u32;
    (year_of_era + era * 400 + i32::from(month <= 2), month, day)
}

/// `2020-04-01`.
pub fn iso_date(days: i32) -> String {
    let (year, month, day) = civil_from_days(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A number for people: thousands commas, and for fractions at most `decimals` digits without trailing zeros.
pub fn format_number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "—".into()
        } else if value > 0.0 {
            "∞".into()
        } else {
            "-∞".into()
        };
    }
    let fixed = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = fixed.split_once('.').unwrap_or((&fixed, ""));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    let negative = value < 0.0 && (grouped != "0" || !fraction.is_empty());
    let sign = if negative { "-" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

/// As [`format_number`], with more decimals where a number would be left with less than two digits: `0.000012` stays so.
pub fn format_small(value: f64, decimals: usize) -> String {
    /// Digits that such a number keeps.
    const DIGITS: usize = 3;
    /// Beyond these there is nothing but what calculating leaves.
    const MOST: usize = 15;
    let zeros = -crate::number::magnitude(value);
    let is_small = value.is_finite() && value != 0.0 && zeros >= decimals as i32;
    let decimals = if is_small {
        (zeros as usize + DIGITS - 1).min(MOST)
    } else {
        decimals
    };
    format_number(value, decimals)
}

/// Names ordered by closeness to `wanted` (NFKC, edit distance at most half its length, at least 1), nearest first, at most three.
/// `wanted` itself is not among them: whoever asks did not find it. [`crate::look::differences`] tells what the eye does not see.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    by_distance(wanted, names, 2, |wanted, name| {
        name.contains(wanted) || wanted.contains(name)
    })
}

/// The same for names that people read and write, where a wrong guess sends somebody astray: only a slip of the keyboard (a third
/// of its length, at least 1), or a name cut short. «人口合計» is not «人口» with something behind it.
pub fn closest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    by_distance(wanted, names, 3, |wanted, name| name.contains(wanted))
}

/// Names by their distance to `wanted`: the `share`th part of its length at most, 1 where one `holds` the other. A name without
/// any common character is none of them.
fn by_distance<'a>(
    wanted: &str,
    names: impl IntoIterator<Item = &'a str>,
    share: usize,
    holds: fn(&str, &str) -> bool,
) -> Vec<String> {
    // Nobody mistypes a name of this length, and comparing costs the product of both.
    const LONGEST: usize = 400;
    if wanted.len() > LONGEST {
        return Vec::new();
    }
    let written = wanted;
    let wanted = lower(&normalise(wanted));
    let length = wanted.chars().count();
    let limit = (length / share).max(1);
    let mut scored: Vec<(usize, usize, &str)> = names
        .into_iter()
        .enumerate()
        .filter(|(_, name)| name.len() <= LONGEST && *name != written)
        .filter_map(|(position, name)| {
            let folded = lower(&normalise(name));
            let apart = distance(&wanted, &folded);
            let nothing_in_common = apart >= length.max(folded.chars().count());
            let is_slip =
                !folded.is_empty() && holds(&wanted, &folded) || is_swapped(&wanted, &folded);
            let apart = if is_slip { apart.min(1) } else { apart };
            (apart <= limit && (is_slip || !nothing_in_common)).then_some((apart, position, name))
        })
        .collect();
    scored.sort_unstable();
    scored
        .into_iter()
        .take(3)
        .map(|(.., name)| name.to_owned())
        .collect()
}

/// Whether only two neighbouring characters changed places (`srot`): one slip, though the distance is two.
fn is_swapped(a: &str, b: &str) -> bool {
    let differing: Vec<(usize, char, char)> = a
        .chars()
        .zip(b.chars())
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(at, (a, b))| (at, a, b))
        .collect();
    matches!(differing.as_slice(), [(i, a, b), (j, c, d)] if i + 1 == *j && a == d && b == c)
        && a.chars().count() == b.chars().count()
}

/// Levenshtein distance in characters.
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = Vec::with_capacity(row.len());
        next.push(left);
        for (cb, up) in b.iter().zip(row.iter().skip(1)) {
            let cost = (diagonal + usize::from(ca != *cb))
                .min(left + 1)
                .min(up + 1);
            diagonal = *up;
            left = cost;
            next.push(cost);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

/// Words that rows of totals begin with.
const TOTALS: [&str; 25] = [
    "合計",
    "計",
    "総計",
    "小計",
    "総数",
    "総合計",
    "平均",
    "平均値",
    "全体",
    "累計",
    "中計",
    "県計",
    "市計",
    "町計",
    "郡計",
    "村計",
    "区計",
    "部計",
    "市町計",
    "市町村計",
    "町村計",
    "都市計",
    "全国計",
    "単純平均",
    "加重平均",
];
/// Ends of such words, which no other word has.
const TOTAL_ENDS: [&str; 13] = [
    "合計",
    "小計",
    "総計",
    "市町計",
    "市町村計",
    "平均",
    "県計",
    "郡計",
    "市計",
    "町計",
    "村計",
    "区計",
    "部計",
];

/// Whether a cell that a row begins with says that the row is a total or an average of others.
pub fn names_total(cell: &str) -> bool {
    /// Longer words name something else.
    const LONGEST: usize = 12;
    let mut word = normalise(cell);
    word.retain(|c| !c.is_whitespace());
    let word = word.trim_matches(|c: char| "()[]<>【】〔〕・:".contains(c));
    TOTALS.contains(&word)
        || word.chars().count() <= LONGEST && TOTAL_ENDS.iter().any(|end| word.ends_with(end))
        || word.eq_ignore_ascii_case("total")
}

/// The check digit of a municipality's code of five digits (`24201` → 2). `None` for anything else.
/// Method: 総務省「全国地方公共団体コード仕様」, weights 6 to 2 modulo 11.
pub fn check_digit(code: &str) -> Option<u32> {
    let digits: Vec<u32> = code.chars().map_while(|c| c.to_digit(10)).collect();
    let is_code = digits.len() == 5 && code.len() == 5;
    let sum: u32 = digits
        .iter()
        .zip((2..=6).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    is_code.then(|| (11 - sum % 11) % 10)
}

/// Marks that notes begin with.
const NOTES: [&str; 14] = [
    "※", "注)", "(注", "注:", "注1", "注 ", "*", "資料", "出典", "出所", "備考", "(資料", "(出典",
    "(備考",
];

/// Whether a cell that a row begins with is a note or names a source.
pub fn begins_note(cell: &str) -> bool {
    let text = normalise(cell);
    NOTES.iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let check = |input: &str, expected: Option<&str>| {
            assert_eq!(
                parse_date(input).map(iso_date).as_deref(),
                expected,
                "{input}"
            );
        };
        check("2020-04-01", Some("2020-04-01"));
        check("2020/4/1", Some("2020-04-01"));
        check("２０２０年４月１日", Some("2020-04-01"));
        check("20200401", Some("2020-04-01"));
        check("令和2年4月1日", Some("2020-04-01"));
        check("令和元年5月1日", Some("2019-05-01"));
        check("R2.4.1", Some("2020-04-01"));
        check("H31/4/30", Some("2019-04-30"));
        check("昭和39年10月10日", Some("1964-10-10"));
        check("2024/3/31", Some("2024-03-31"));
        check("2024-4-1", Some("2024-04-01"));
        check("2024.4.1", Some("2024-04-01"));
        check("２０２４／３／３１", Some("2024-03-31"));
        check(" 2024年 3月31日 ", Some("2024-03-31"));
        check("令和6年3月31日", Some("2024-03-31"));
        check("㋿6年3月31日", Some("2024-03-31"));
        check("令6.3.31", Some("2024-03-31"));
        check("r6/3/31", Some("2024-03-31"));
        check("平成31年4月30日", Some("2019-04-30"));
        check("平成31年5月1日", None);
        check("平成18年1月1日", Some("2006-01-01"));
        check("平成元年1月8日", Some("1989-01-08"));
        check("平成元年1月7日", None);
        check("昭和64年1月7日", Some("1989-01-07"));
        check("昭和64年1月8日", None);
        check("令和元年4月30日", None);
        check("R6.4.1", Some("2024-04-01"));
        check("昭和元年12月25日", Some("1926-12-25"));
        check("大正15年12月25日", Some("1926-12-25"));
        check("大正15年12月26日", None);
        check("大正元年7月30日", Some("1912-07-30"));
        check("明治45年7月31日", None);
        check("明治5年1月1日", None);
        check("2018/4/1", Some("2018-04-01"));
        check("20180401", Some("2018-04-01"));
        check("2024/2/29", Some("2024-02-29"));
        check("2023/2/29", None);
        check("2024/4", None);
        check("24/3/31", None);
        check("2021-02-29", None);
        check("2020-13-01", None);
        check("2-4-1", None);
        check("津市", None);
        check("令和2147483647年1月1日", None);
        check("99999999999-1-1", None);
        assert_eq!(era_year("令和", i32::MAX), None);
        assert_eq!(era_year("令和", i32::MIN), None);
        for days in [i32::MIN, i32::MAX] {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), None);
        }
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for days in -140_000..60_000 {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), Some(days));
        }
    }

    #[test]
    fn shown_numbers() {
        let check = |value: f64, decimals: usize, expected: &str| {
            assert_eq!(format_number(value, decimals), expected)
        };
        check(274_537.0, 0, "274,537");
        check(0.5, 2, "0.5");
        check(-1234.567, 2, "-1,234.57");
        check(-0.001, 2, "0");
        check(1000.0, 2, "1,000");
    }

    #[test]
    fn small_numbers_keep_their_digits() {
        let check = |value: f64, decimals: usize, expected: &str| {
            assert_eq!(format_small(value, decimals), expected);
        };
        check(0.000_012, 3, "0.000012");
        check(0.000_3, 3, "0.0003");
        check(-0.000_123_45, 3, "-0.000123");
        check(0.005_67, 3, "0.00567");
        check(0.056_78, 3, "0.057");
        check(0.5, 3, "0.5");
        check(0.25, 0, "0.25");
        check(0.0, 3, "0");
        check(1e-17, 3, "0");
        check(1234.5678, 3, "1,234.568");
        check(f64::NAN, 3, "—");
        check(f64::INFINITY, 3, "∞");
    }

    #[test]
    fn near_names() {
        assert_eq!(nearest("人工", ["世帯数", "人口", "人口総数"]), ["人口"]);
        assert_eq!(nearest("Ｐopulation", ["population", "x"]), ["population"]);
        assert_eq!(nearest("全然違う", ["人口"]), Vec::<String>::new());
        // What was written is no suggestion; what only looks like it is.
        assert_eq!(nearest("人口", ["人口", "人工"]), ["人工"]);
        // One sign for another is no likeness.
        assert_eq!(nearest("あ", ["課", "率"]), Vec::<String>::new());
        assert_eq!(nearest("人口", ["人口 "]), ["人口 "]);
        assert_eq!(nearest("データ", ["テ\u{3099}ータ"]), ["テ\u{3099}ータ"]);
        assert_eq!(nearest("initcap", ["initcap", "INITCAP"]), ["INITCAP"]);
    }

    #[test]
    fn close_names_are_slips_of_the_keyboard() {
        let check = |wanted: &str, names: &[&str], expected: &[&str]| {
            assert_eq!(closest(wanted, names.iter().copied()), expected, "{wanted}");
        };
        check("人工", &["世帯数", "人口"], &["人口"]);
        check("年度", &["年"], &["年"]);
        check("高齢者", &["高齢者人口"], &["高齢者人口"]);
        check("popluation", &["population"], &["population"]);
        check("人口 ", &["人口"], &["人口"]);
        check("あ", &["課"], &[]);
        check("人口合計", &["人口", "市町名"], &[]);
        check("人口合計", &["人口密度"], &[]);
    }
}
