//! How functions of one row are computed. Which there are stands in [`super::functions`].
//!
//! Texts are counted in characters. What has no exact digits (`EXP`, `SIN`, …) comes from libm, the same natively and in wasm.
//! A missing argument gives a missing result, but for the functions that are asked about missing ones too.

use regex::Regex;
use spec::step::CodeForm;
use spec::{Failure, FailureKind};
use table::Value;
use table::number::ten_to;
use table::text::{
    check_digit, civil_from_days, days_from_civil, names_total, normalise, parse_date, parse_number,
};
use unicode_normalization::UnicodeNormalization;

use super::cells::{Cell, SqlCell as _, order, out_of_range};

/// Longest text that a function makes, in characters.
const LONGEST: i64 = 100_000;

/// Most bytes that a replacement may add to a text.
const MOST_BYTES: usize = 10_000_000;

/// An argument that is not what the function needs; positions count from 1.
pub(super) fn bad(function: &str, position: u64) -> Failure {
    Failure::of(FailureKind::BadArgument {
        function: function.to_owned(),
        position,
    })
}

pub(super) fn number(args: &[Cell<'_>], at: usize) -> Option<f64> {
    args.get(at).and_then(|cell| cell.number())
}

pub(super) fn whole_at(args: &[Cell<'_>], at: usize) -> Option<i64> {
    args.get(at).and_then(|cell| cell.whole())
}

pub(super) fn text<'a>(args: &[Cell<'a>], at: usize) -> Option<&'a str> {
    args.get(at).and_then(|cell| cell.text())
}

pub(super) fn day(args: &[Cell<'_>], at: usize) -> Option<i32> {
    args.get(at).and_then(|cell| cell.date())
}

/// Whole numbers stay as they are.
pub(super) fn float(args: &[Cell<'_>], run: fn(f64) -> f64) -> Value {
    match args.first() {
        Some(Cell::Int(value)) => Value::Int(*value),
        Some(Cell::Float(value)) => Value::Float(run(*value) + 0.0),
        _ => Value::Null,
    }
}

/// A function of one number.
pub(super) fn real(args: &[Cell<'_>], run: fn(f64) -> f64) -> Value {
    number(args, 0).map_or(Value::Null, |x| Value::Float(run(x)))
}

pub(super) fn two(args: &[Cell<'_>], run: fn(f64, f64) -> f64) -> Value {
    match (number(args, 0), number(args, 1)) {
        (Some(a), Some(b)) => Value::Float(run(a, b)),
        _ => Value::Null,
    }
}

pub(super) fn abs(args: &[Cell<'_>]) -> Result<Value, Failure> {
    match args {
        [Cell::Int(x)] => x
            .checked_abs()
            .map(Value::Int)
            .ok_or_else(|| out_of_range("ABS")),
        _ => Ok(float(args, f64::abs)),
    }
}

pub(super) fn sign(args: &[Cell<'_>]) -> Value {
    number(args, 0).map_or(Value::Null, |x| {
        Value::Int(if x > 0.0 {
            1
        } else if x < 0.0 {
            -1
        } else {
            0
        })
    })
}

pub(super) fn rounded(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let digits = whole_at(args, 1).unwrap_or(0).clamp(-400, 400) as i32;
    match args.first() {
        Some(Cell::Int(x)) => round_whole(*x, digits)
            .map(Value::Int)
            .ok_or_else(|| out_of_range("ROUND")),
        Some(Cell::Float(x)) => Ok(Value::Float(round(*x, digits))),
        _ => Ok(Value::Null),
    }
}

/// `CAST(… AS DECIMAL(4, 2))`: rounded, and refused where it does not fit.
pub(super) fn decimal(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(value), Some(digits), Some(scale)) =
        (number(args, 0), whole_at(args, 1), whole_at(args, 2))
    else {
        return Ok(Value::Null);
    };
    let rounded = round(value, scale.clamp(0, 400) as i32);
    let most = ten_to((digits - scale).clamp(-400, 400) as i32);
    if rounded.abs() >= most {
        return Err(out_of_range("DECIMAL"));
    }
    Ok(Value::Float(rounded))
}

/// The largest or smallest of the values that are there.
pub(super) fn extreme(args: &[Cell<'_>], wanted: std::cmp::Ordering) -> Value {
    args.iter()
        .copied()
        .filter(|cell| *cell != Cell::Null)
        .reduce(|best, cell| {
            if order(cell, best) == Some(wanted) {
                cell
            } else {
                best
            }
        })
        .map_or(Value::Null, Cell::to_value)
}

pub(super) fn on_text(args: &[Cell<'_>], run: fn(&str) -> String) -> Value {
    text(args, 0).map_or(Value::Null, |all| Value::Text(run(all)))
}

pub(super) fn size(args: &[Cell<'_>], run: fn(&str) -> usize) -> Value {
    text(args, 0).map_or(Value::Null, |all| Value::Int(run(all) as i64))
}

pub(super) fn test(args: &[Cell<'_>], run: fn(&str, &str) -> bool) -> Value {
    match (text(args, 0), text(args, 1)) {
        (Some(all), Some(part)) => Value::Bool(run(all, part)),
        _ => Value::Null,
    }
}

pub(super) fn replace(args: &[Cell<'_>]) -> Result<Value, Failure> {
    Ok(match (text(args, 0), text(args, 1), text(args, 2)) {
        (Some(all), Some(""), _) => Value::Text(all.to_owned()),
        (Some(all), Some(old), Some(new)) => {
            let more = all.matches(old).count().saturating_mul(new.len());
            if more > MOST_BYTES {
                return Err(out_of_range("REPLACE"));
            }
            Value::Text(all.replace(old, new))
        }
        _ => Value::Null,
    })
}

pub(super) fn repeat(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(part), Some(times)) = (text(args, 0), whole_at(args, 1)) else {
        return Ok(Value::Null);
    };
    let length = (part.chars().count() as i64).saturating_mul(times.max(0));
    if length > LONGEST {
        return Err(out_of_range("REPEAT"));
    }
    Ok(Value::Text(
        part.repeat(usize::try_from(times).unwrap_or(0)),
    ))
}

/// The part at a place, from 1; a negative place counts from the end.
pub(super) fn split_part(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(all), Some(mark), Some(at)) = (text(args, 0), text(args, 1), whole_at(args, 2))
    else {
        return Ok(Value::Null);
    };
    if mark.is_empty() || at == 0 {
        return Err(bad("SPLIT_PART", if at == 0 { 3 } else { 2 }));
    }
    let parts: Vec<&str> = all.split(mark).collect();
    let at = if at > 0 {
        at - 1
    } else {
        parts.len() as i64 + at
    };
    let part = usize::try_from(at).ok().and_then(|at| parts.get(at));
    Ok(Value::Text(part.copied().unwrap_or_default().to_owned()))
}

/// All that are there, as text.
pub(super) fn concat(args: &[Cell<'_>]) -> Value {
    Value::Text(args.iter().filter_map(|arg| arg.shown()).collect())
}

/// The same with the first argument between them.
pub(super) fn concat_ws(args: &[Cell<'_>]) -> Value {
    let Some((Some(mark), rest)) = args.split_first().map(|(first, rest)| (first.text(), rest))
    else {
        return Value::Null;
    };
    let parts: Vec<String> = rest.iter().filter_map(|arg| arg.shown()).collect();
    Value::Text(parts.join(mark))
}

pub(super) fn normalize(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let Some(all) = text(args, 0) else {
        return Ok(Value::Null);
    };
    Ok(Value::Text(
        match text(args, 1).unwrap_or("NFC").to_uppercase().as_str() {
            "NFC" => all.nfc().collect(),
            "NFD" => all.nfd().collect(),
            "NFKC" => all.nfkc().collect(),
            "NFKD" => all.nfkd().collect(),
            _ => return Err(bad("NORMALIZE", 2)),
        },
    ))
}

/// A number of one cell alone.
pub(super) fn number_of(args: &[Cell<'_>]) -> Value {
    match args {
        [Cell::Text(cell)] => parse_number(cell).map_or(Value::Null, Value::Float),
        _ => number(args, 0).map_or(Value::Null, Value::Float),
    }
}

/// A date that may be written in any way.
pub(super) fn date_of(args: &[Cell<'_>]) -> Value {
    match args {
        [Cell::Date(day)] => Value::Date(*day),
        [cell] => cell
            .shown()
            .and_then(|cell| parse_date(cell.strip_suffix(".0").unwrap_or(&cell)))
            .map_or(Value::Null, Value::Date),
        _ => Value::Null,
    }
}

pub(super) fn initcap(all: &str) -> String {
    let mut start = true;
    all.chars()
        .flat_map(|c| {
            let made: Vec<char> = if start {
                c.to_uppercase().collect()
            } else {
                c.to_lowercase().collect()
            };
            start = !c.is_alphanumeric();
            made
        })
        .collect()
}

/// 四捨五入: to so many decimals, half away from zero, as the number is written in decimal digits. Negative: tens,
/// hundreds, …
pub(crate) fn round(value: f64, digits: i32) -> f64 {
    if !value.is_finite() || value == 0.0 {
        return value + 0.0;
    }
    if (-15..=15).contains(&digits) {
        let scale = ten_to(digits.abs());
        let scaled = if digits >= 0 {
            value.abs() * scale
        } else {
            value.abs() / scale
        };
        let rest = scaled.fract();
        // Far from the middle the binary form cannot mislead.
        if scaled < 1e15 && (rest - 0.5).abs() > 1e-3 {
            let near = scaled.round();
            let near = if digits >= 0 {
                near / scale
            } else {
                near * scale
            };
            return near.copysign(value) + 0.0;
        }
    }
    decimally(value, digits, |rest| {
        rest.first().is_some_and(|digit| *digit >= b'5')
    })
}

/// To so many decimals, with the rest cut off, or one more in the last place wherever there is a rest (`away`), as the
/// number is written in 15 decimal digits, which is where spreadsheets stop: 4.35 × 100 is 435.
pub(super) fn cut(value: f64, digits: i32, away: bool) -> f64 {
    decimally(fifteen(value), digits, |rest| {
        away && rest.iter().any(|digit| *digit != b'0')
    })
}

/// A number as its first 15 digits say it.
pub(super) fn fifteen(value: f64) -> f64 {
    const EXACT: f64 = 1e15;
    if !value.is_finite() || value.abs() >= EXACT {
        return value;
    }
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// The same for a whole number; `None` when it no longer fits.
pub(super) fn cut_whole(value: i64, digits: i32, away: bool) -> Option<i64> {
    let Ok(zeros) = u32::try_from(-i64::from(digits)) else {
        return Some(value);
    };
    let size = i128::from(value).abs();
    let cut = match 10_i128.checked_pow(zeros) {
        Some(unit) => (size + if away { unit - 1 } else { 0 }) / unit * unit,
        None if away && size > 0 => return None,
        None => 0,
    };
    i64::try_from(if value < 0 { -cut } else { cut }).ok()
}

/// A finite number to so many decimals; `up` says of the digits behind them whether the last one kept becomes one more.
fn decimally(value: f64, digits: i32, up: impl Fn(&[u8]) -> bool) -> f64 {
    if !value.is_finite() || value == 0.0 {
        return value + 0.0;
    }
    let written = value.abs().to_string();
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let keep = whole.len() as i64 + i64::from(digits);
    // Before the first digit there are only zeros.
    let zeros = usize::try_from(-keep).unwrap_or(0);
    let all: Vec<u8> = std::iter::repeat_n(b'0', zeros)
        .chain(whole.bytes())
        .chain(fraction.bytes())
        .collect();
    let keep = usize::try_from(keep).unwrap_or(0);
    if keep >= all.len() {
        return value;
    }
    let (kept, rest) = all.split_at(keep);
    let mut kept = kept.to_vec();
    if up(rest) {
        let mut carried = true;
        for digit in kept.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                carried = false;
                break;
            }
        }
        if carried {
            kept.insert(0, b'1');
        }
    }
    if kept.is_empty() {
        return 0.0;
    }
    let kept = String::from_utf8(kept).unwrap_or_default();
    format!("{kept}e{}", -i64::from(digits))
        .parse::<f64>()
        .map_or(value, |cut| cut.copysign(value) + 0.0)
}

/// The same for a whole number; `None` when it no longer fits.
fn round_whole(value: i64, digits: i32) -> Option<i64> {
    let Ok(zeros) = u32::try_from(-i64::from(digits)) else {
        return Some(value);
    };
    let Some(unit) = 10_i128.checked_pow(zeros) else {
        return Some(0);
    };
    let size = i128::from(value).abs();
    let rounded = (size + unit / 2) / unit * unit;
    let rounded = if zeros == 0 { size } else { rounded };
    i64::try_from(if value < 0 { -rounded } else { rounded }).ok()
}

/// `substr(text, start, length)`: from 1; a negative start counts from the end.
pub(super) fn substr(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(all), Some(start)) = (text(args, 0), whole_at(args, 1)) else {
        return Ok(Value::Null);
    };
    let length = match args.get(2) {
        Some(length) => length.whole().unwrap_or(0),
        None => i64::MAX,
    };
    if length < 0 {
        // Nothing stands before the first character; before others databases differ.
        return if start == 1 {
            Ok(Value::Text(String::new()))
        } else {
            Err(bad("SUBSTR", 3))
        };
    }
    let (from, to) = if start < 0 {
        let from = (all.chars().count() as i64).saturating_add(start);
        (from.max(0), from.saturating_add(length).max(0))
    } else {
        let from = start - 1;
        (from.max(0), from.saturating_add(length).max(0))
    };
    let count = usize::try_from(to - from).unwrap_or(0);
    let skip = usize::try_from(from).unwrap_or(usize::MAX);
    Ok(Value::Text(all.chars().skip(skip).take(count).collect()))
}

/// The first or last characters; a negative number leaves so many out on the other side.
pub(super) fn side(args: &[Cell<'_>], left: bool) -> Value {
    let (Some(all), Some(count)) = (text(args, 0), whole_at(args, 1)) else {
        return Value::Null;
    };
    let size = all.chars().count() as i64;
    let keep = if count < 0 {
        size.saturating_add(count).max(0)
    } else {
        count.min(size)
    };
    let skip = if left { 0 } else { size - keep };
    let (skip, keep) = (
        usize::try_from(skip).unwrap_or(0),
        usize::try_from(keep).unwrap_or(0),
    );
    Value::Text(all.chars().skip(skip).take(keep).collect())
}

/// Without characters at the ends: blanks, full-width ones too, or those of the second argument.
pub(super) fn trim(args: &[Cell<'_>], start: bool, end: bool) -> Value {
    let Some(mut all) = text(args, 0) else {
        return Value::Null;
    };
    let chars = text(args, 1);
    let gone = |c: char| match chars {
        Some(chars) => chars.contains(c),
        None => c.is_whitespace() && !c.is_control(),
    };
    if start {
        all = all.trim_start_matches(gone);
    }
    if end {
        all = all.trim_end_matches(gone);
    }
    Value::Text(all.to_owned())
}

pub(super) fn pad(args: &[Cell<'_>], name: &str, left: bool) -> Result<Value, Failure> {
    let (Some(all), Some(length)) = (text(args, 0), whole_at(args, 1)) else {
        return Ok(Value::Null);
    };
    let fill = text(args, 2).unwrap_or(" ");
    if length > LONGEST {
        return Err(out_of_range(name));
    }
    let length = usize::try_from(length).unwrap_or(0);
    let size = all.chars().count();
    if size >= length {
        return Ok(Value::Text(all.chars().take(length).collect()));
    }
    if fill.is_empty() {
        return Err(bad(name, 3));
    }
    let fill: String = fill.chars().cycle().take(length - size).collect();
    Ok(Value::Text(if left {
        fill + all
    } else {
        all.to_owned() + &fill
    }))
}

/// Where a text begins in another, counted in characters from 1; 0: nowhere.
pub(super) fn place(args: &[Cell<'_>]) -> Value {
    match (text(args, 0), text(args, 1)) {
        (Some(all), Some(part)) => Value::Int(all.find(part).map_or(0, |at| {
            all.get(..at)
                .map_or(0, |before| before.chars().count() as i64 + 1)
        })),
        _ => Value::Null,
    }
}

/// `LIKE`: `%` is any text, `_` one character; the third argument makes the sign behind it an ordinary one.
pub(super) fn like(args: &[Cell<'_>], fold: bool) -> Result<Value, Failure> {
    #[derive(PartialEq)]
    enum Sign {
        Any,
        One,
        Is(char),
    }
    let (Some(all), Some(pattern)) = (text(args, 0), text(args, 1)) else {
        return Ok(Value::Null);
    };
    // One character for one, so that `_` stands for one.
    let folded = |c: char| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(lower), None) if fold => lower,
            _ => c,
        }
    };
    let escape = match text(args, 2) {
        Some(escape) => {
            let mut chars = escape.chars();
            match (chars.next(), chars.next()) {
                (escape, None) => escape,
                _ => return Err(bad("LIKE … ESCAPE", 1)),
            }
        }
        None => None,
    };
    let mut signs: Vec<Sign> = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        signs.push(match c {
            c if Some(c) == escape => match chars.next() {
                Some(next) => Sign::Is(folded(next)),
                None => return Err(bad("LIKE", 2)),
            },
            '%' => Sign::Any,
            '_' => Sign::One,
            c => Sign::Is(folded(c)),
        });
    }
    let all: Vec<char> = all.chars().map(folded).collect();
    // The last `%` is tried again one character further on.
    let (mut at, mut sign) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while at < all.len() {
        match signs.get(sign) {
            Some(Sign::Any) => {
                again = Some((at, sign));
                sign += 1;
            }
            Some(Sign::One) => {
                at += 1;
                sign += 1;
            }
            Some(Sign::Is(c)) if all.get(at) == Some(c) => {
                at += 1;
                sign += 1;
            }
            _ => match again {
                Some((from, any)) => {
                    at = from + 1;
                    again = Some((at, any));
                    sign = any + 1;
                }
                None => return Ok(Value::Bool(false)),
            },
        }
    }
    let rest = signs.get(sign..).unwrap_or_default();
    Ok(Value::Bool(rest.iter().all(|sign| *sign == Sign::Any)))
}

/// Whether a text has a place that a regular expression describes.
pub(super) fn matches(args: &[Cell<'_>], flags: &str) -> Result<Value, Failure> {
    let (Some(all), Some(pattern)) = (text(args, 0), text(args, 1)) else {
        return Ok(Value::Null);
    };
    with_regex(&format!("{flags}{pattern}"), "REGEXP_LIKE", |regex| {
        Ok(Value::Bool(regex.is_match(all)))
    })
}

/// What fits, replaced: the first place, or all with `g`. `\\1` stands for what the first brackets found.
pub(super) fn regexp_replace(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(all), Some(pattern), Some(by)) = (text(args, 0), text(args, 1), text(args, 2)) else {
        return Ok(Value::Null);
    };
    let flags = text(args, 3).unwrap_or_default();
    let Some(flags_of_pattern) = ["", "g", "i", "gi", "ig"]
        .contains(&flags)
        .then_some(if flags.contains('i') { "(?i)" } else { "" })
    else {
        return Err(bad("REGEXP_REPLACE", 4));
    };
    // As the library writes it.
    let mut meant = String::new();
    let mut chars = by.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(digit)) if digit.is_ascii_digit() => {
                meant.push_str("${");
                meant.extend(chars.next());
                meant.push('}');
            }
            ('\\', Some('\\')) => meant.extend(chars.next()),
            ('$', _) => meant.push_str("$$"),
            (c, _) => meant.push(c),
        }
    }
    let pattern = format!("{flags_of_pattern}{pattern}");
    with_regex(&pattern, "REGEXP_REPLACE", |regex| {
        let count = usize::from(!flags.contains('g'));
        // What brackets found may be the whole text.
        let longest = if meant.contains('{') { all.len() } else { 1 };
        let places = regex.find_iter(all).count();
        if places.saturating_mul(meant.len()).saturating_mul(longest) > MOST_BYTES {
            return Err(out_of_range("REGEXP_REPLACE"));
        }
        let replaced = regex.replacen(all, count, meant.as_str());
        Ok(Value::Text(replaced.into_owned()))
    })
}

/// What fits, or what its brackets of that number found; nothing: an empty text.
pub(super) fn regexp_extract(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(all), Some(pattern)) = (text(args, 0), text(args, 1)) else {
        return Ok(Value::Null);
    };
    let group =
        usize::try_from(whole_at(args, 2).unwrap_or(0)).map_err(|_| bad("REGEXP_EXTRACT", 3))?;
    with_regex(pattern, "REGEXP_EXTRACT", |regex| {
        let found = regex.captures(all).and_then(|found| found.get(group));
        Ok(Value::Text(
            found.map_or("", |found| found.as_str()).to_owned(),
        ))
    })
}

/// Calls `run` with the pattern, which is nearly always the same one for all rows.
fn with_regex(
    pattern: &str,
    function: &str,
    run: impl FnOnce(&Regex) -> Result<Value, Failure>,
) -> Result<Value, Failure> {
    type Last = Option<(String, Regex)>;
    thread_local! {
        static LAST: std::cell::RefCell<Last> = const { std::cell::RefCell::new(None) };
    }
    LAST.with_borrow_mut(|last| {
        let regex = match last {
            Some((known, regex)) if known == pattern => regex,
            _ => {
                let regex = Regex::new(pattern).map_err(|_| bad(function, 2))?;
                &last.insert((pattern.to_owned(), regex)).1
            }
        };
        run(regex)
    })
}

/// Whether a cell names a total ([`names_total`]), or is one of the given words: blanks and width apart, `*` for anything at its
/// beginning or end.
pub(super) fn is_total(args: &[Cell<'_>]) -> Value {
    let Some((Some(cell), words)) = args
        .split_first()
        .map(|(cell, words)| (cell.shown(), words))
    else {
        return Value::Bool(false);
    };
    if words.is_empty() {
        return Value::Bool(names_total(&cell));
    }
    let folded = |text: &str| {
        let mut text = normalise(text);
        text.retain(|c| !c.is_whitespace());
        text
    };
    let cell = folded(&cell);
    let fits = |word: String| {
        let word = folded(&word);
        match (word.strip_prefix('*'), word.strip_suffix('*')) {
            (Some(rest), Some(_)) => cell.contains(rest.trim_end_matches('*')),
            (Some(end), None) => cell.ends_with(end),
            (None, Some(begin)) => cell.starts_with(begin),
            (None, None) => cell == word,
        }
    };
    Value::Bool(words.iter().filter_map(|word| word.shown()).any(fits))
}

/// A municipality's code in another form; missing where it is none of the form that it is said to have. A zero that a number lost
/// at its beginning is put back.
pub(super) fn municipality_code(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let form = |at: usize| {
        let word = text(args, at).unwrap_or_default().to_lowercase();
        (CodeForm::ALL.into_iter())
            .find(|form| form.slug() == word)
            .ok_or_else(|| bad("MUNICIPALITY_CODE", at as u64 + 1))
    };
    let (from, to) = (form(1)?, form(2)?);
    let Some(shown) = args.first().and_then(|cell| cell.shown()) else {
        return Ok(Value::Null);
    };
    let shown = normalise(shown.strip_suffix(".0").unwrap_or(&shown));
    // A text that is too short is none: 24201 is no 024201, though its check digit would fit.
    let is_number = !matches!(args, [Cell::Text(_), ..]);
    let filled = |digits: &str, width: usize| {
        let is_code = digits.chars().all(|c| c.is_ascii_digit())
            && (digits.len() == width || is_number && digits.len() + 1 == width);
        is_code.then(|| format!("{digits:0>width$}"))
    };
    let code = match from {
        CodeForm::Code5 => filled(&shown, 5),
        CodeForm::R5 => shown
            .strip_prefix(['R', 'r'])
            .filter(|digits| digits.len() == 5)
            .and_then(|digits| filled(digits, 5)),
        CodeForm::Code6 => filled(&shown, 6).and_then(|digits| {
            let (code, check) = digits.split_at(5);
            let wanted = check_digit(code)?.to_string();
            (check == wanted).then(|| code.to_owned())
        }),
    };
    let written = code.and_then(|code| {
        Some(match to {
            CodeForm::Code5 => code,
            CodeForm::R5 => format!("R{code}"),
            CodeForm::Code6 => {
                let check = check_digit(&code)?;
                format!("{code}{check}")
            }
        })
    });
    Ok(written.map_or(Value::Null, Value::Text))
}

/// A part of a date.
pub(super) fn part(args: &[Cell<'_>], run: fn(i32) -> i64) -> Value {
    day(args, 0).map_or(Value::Null, |day| Value::Int(run(day)))
}

pub(super) fn year(day: i32) -> i64 {
    i64::from(civil_from_days(day).0)
}

pub(super) fn month(day: i32) -> i64 {
    i64::from(civil_from_days(day).1)
}

pub(super) fn day_of_month(day: i32) -> i64 {
    i64::from(civil_from_days(day).2)
}

pub(super) fn day_of_year(day: i32) -> i64 {
    i64::from(day - first_of_year(day)) + 1
}

/// Monday is 1, Sunday 7.
pub(super) fn weekday(day: i32) -> i64 {
    i64::from((day + 3).rem_euclid(7)) + 1
}

pub(super) fn last_day(args: &[Cell<'_>]) -> Value {
    day(args, 0)
        .and_then(|day| {
            let (year, month, _) = civil_from_days(day);
            (28..=31)
                .rev()
                .find_map(|last| days_from_civil(year, month, last))
        })
        .map_or(Value::Null, Value::Date)
}

pub(super) fn make_date(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(year), Some(month), Some(date)) =
        (whole_at(args, 0), whole_at(args, 1), whole_at(args, 2))
    else {
        return Ok(Value::Null);
    };
    let made = i32::try_from(year)
        .ok()
        .filter(|year| (1..=9999).contains(year))
        .and_then(|year| {
            days_from_civil(year, u32::try_from(month).ok()?, u32::try_from(date).ok()?)
        });
    made.map(Value::Date)
        .ok_or_else(|| out_of_range("MAKE_DATE"))
}

pub(super) fn date_trunc(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(unit), Some(day)) = (text(args, 0), day(args, 1)) else {
        return Ok(Value::Null);
    };
    truncated(unit, day)
        .map(Value::Date)
        .ok_or_else(|| bad("DATE_TRUNC", 1))
}

/// How many times a unit begins between two dates; `name` is how the function was called.
pub(super) fn date_difference(args: &[Cell<'_>], name: &str) -> Result<Value, Failure> {
    let (Some(unit), Some(from), Some(to)) = (text(args, 0), day(args, 1), day(args, 2)) else {
        return Ok(Value::Null);
    };
    between(unit, from, to)
        .map(Value::Int)
        .ok_or_else(|| bad(name, 1))
}

pub(super) fn strftime(args: &[Cell<'_>]) -> Result<Value, Failure> {
    let (Some(day), Some(form)) = (day(args, 0), text(args, 1)) else {
        return Ok(Value::Null);
    };
    formatted(day, form)
        .map(Value::Text)
        .ok_or_else(|| bad("STRFTIME", 2))
}

fn first_of_year(day: i32) -> i32 {
    days_from_civil(civil_from_days(day).0, 1, 1).unwrap_or(day)
}

pub(crate) fn fiscal_year(day: i32) -> i64 {
    let (year, month, _) = civil_from_days(day);
    i64::from(year) - i64::from(month < 4)
}

/// Year and number of the week by ISO 8601: weeks begin on Monday and belong to the year of their Thursday.
pub(super) fn week(day: i32) -> (i64, i64) {
    let thursday = day - (day + 3).rem_euclid(7) + 3;
    let year = civil_from_days(thursday).0;
    let number = (thursday - first_of_year(thursday)) / 7 + 1;
    (i64::from(year), i64::from(number))
}

/// The first day of the unit in which a day lies.
fn truncated(unit: &str, day: i32) -> Option<i32> {
    let (year, month, _) = civil_from_days(day);
    match unit.to_lowercase().as_str() {
        "day" => Some(day),
        "week" => Some(day - (day + 3).rem_euclid(7)),
        "month" => days_from_civil(year, month, 1),
        "quarter" => days_from_civil(year, (month - 1) / 3 * 3 + 1, 1),
        "year" => days_from_civil(year, 1, 1),
        _ => None,
    }
}

/// How many times a unit begins between two days.
fn between(unit: &str, from: i32, to: i32) -> Option<i64> {
    let months = |day: i32| {
        let (year, month, _) = civil_from_days(day);
        i64::from(year) * 12 + i64::from(month) - 1
    };
    match unit.to_lowercase().as_str() {
        "day" | "days" => Some(i64::from(to) - i64::from(from)),
        "week" | "weeks" => {
            let week = |day| truncated("week", day).map(i64::from);
            Some((week(to)? - week(from)?) / 7)
        }
        "month" | "months" => Some(months(to) - months(from)),
        "quarter" | "quarters" => Some(months(to).div_euclid(3) - months(from).div_euclid(3)),
        "year" | "years" => Some(months(to).div_euclid(12) - months(from).div_euclid(12)),
        _ => None,
    }
}

/// A day in the form of `strftime`.
fn formatted(day: i32, form: &str) -> Option<String> {
    let (year, month, date) = civil_from_days(day);
    let name = |names: &[&str], at: i64| {
        usize::try_from(at)
            .ok()
            .and_then(|at| names.get(at))
            .map(|name| (*name).to_owned())
    };
    const DAYS: [&str; 7] = [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let weekday = weekday(day);
    let short = |long: String| long.chars().take(3).collect::<String>();
    let mut made = String::new();
    let mut chars = form.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            made.push(c);
            continue;
        }
        let mut sign = chars.next()?;
        let bare = sign == '-';
        if bare {
            sign = chars.next()?;
        }
        let digits = |value: i64, width: usize| {
            if bare {
                value.to_string()
            } else {
                format!("{value:0width$}")
            }
        };
        made.push_str(&match sign {
            'Y' => digits(i64::from(year), 4),
            'y' => digits(i64::from(year.rem_euclid(100)), 2),
            'm' => digits(i64::from(month), 2),
            'd' => digits(i64::from(date), 2),
            'j' => digits(i64::from(day - first_of_year(day)) + 1, 3),
            'H' | 'M' | 'S' => digits(0, 2),
            'G' => digits(week(day).0, 4),
            'V' => digits(week(day).1, 2),
            'u' => weekday.to_string(),
            'w' => (weekday % 7).to_string(),
            'A' => name(&DAYS, weekday % 7)?,
            'a' => short(name(&DAYS, weekday % 7)?),
            'B' => name(&MONTHS, i64::from(month) - 1)?,
            'b' => short(name(&MONTHS, i64::from(month) - 1)?),
            'F' => format!("{year:04}-{month:02}-{date:02}"),
            '%' => "%".to_owned(),
            _ => return None,
        });
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_as_they_are_written() {
        for (value, digits, wanted) in [
            (0.5, 0, 1.0),
            (1.5, 0, 2.0),
            (2.5, 0, 3.0),
            (-0.5, 0, -1.0),
            (-2.5, 0, -3.0),
            (0.4, 0, 0.0),
            (-0.4, 0, 0.0),
            (1.005, 2, 1.01),
            (2.675, 2, 2.68),
            (-1.005, 2, -1.01),
            (0.285, 2, 0.29),
            (12_345.0, -3, 12_000.0),
            (12_500.0, -3, 13_000.0),
            (49.0, -2, 0.0),
            (50.0, -2, 100.0),
            (9.995, 2, 10.0),
            (1e300, 2, 1e300),
            (123.456, 10, 123.456),
        ] {
            let rounded = round(value, digits);
            assert_eq!(rounded, wanted, "{value} to {digits}");
            assert_eq!(
                rounded.is_sign_negative(),
                wanted < 0.0,
                "-0 of {value} to {digits}"
            );
        }
        assert_eq!(round_whole(12_345, -3), Some(12_000));
        assert_eq!(round_whole(-12_500, -3), Some(-13_000));
        assert_eq!(round_whole(i64::MAX, -1), None);
        assert_eq!(round_whole(7, -40), Some(0));
        assert_eq!(round_whole(7, 3), Some(7));
    }

    #[test]
    fn cut_numbers_are_cut_as_they_are_written() {
        for (value, digits, down, up) in [
            (1.15, 2, 1.15, 1.15),
            (2.3, 1, 2.3, 2.3),
            (0.29, 2, 0.29, 0.29),
            (1.151, 2, 1.15, 1.16),
            (-1.151, 2, -1.15, -1.16),
            (25.8, 0, 25.0, 26.0),
            (0.001, 1, 0.0, 0.1),
            (1234.5, -2, 1200.0, 1300.0),
            (5.0, -2, 0.0, 100.0),
            (9.99, 1, 9.9, 10.0),
            (1e300, 2, 1e300, 1e300),
            (0.0, 3, 0.0, 0.0),
            (4.35 * 100.0, 0, 435.0, 435.0),
            (0.1 + 0.2, 1, 0.3, 0.3),
        ] {
            assert_eq!(cut(value, digits, false), down, "{value} to {digits}");
            assert_eq!(cut(value, digits, true), up, "{value} to {digits}");
        }
        assert_eq!(cut_whole(1234, -2, false), Some(1200));
        assert_eq!(cut_whole(1234, -2, true), Some(1300));
        assert_eq!(cut_whole(-1234, -2, true), Some(-1300));
        assert_eq!(cut_whole(1200, -2, true), Some(1200));
        assert_eq!(cut_whole(7, 3, true), Some(7));
        assert_eq!(cut_whole(7, -40, false), Some(0));
        assert_eq!(cut_whole(7, -40, true), None);
        assert_eq!(cut_whole(i64::MAX, -1, true), None);
    }

    #[test]
    fn weeks_and_years_are_those_of_the_standard() {
        let day = |text: &str| parse_date(text).unwrap();
        assert_eq!(week(day("2024-12-30")), (2025, 1));
        assert_eq!(week(day("2023-01-01")), (2022, 52));
        assert_eq!(week(day("2024-02-29")), (2024, 9));
        assert_eq!(fiscal_year(day("2024-03-31")), 2023);
        assert_eq!(fiscal_year(day("2024-04-01")), 2024);
        assert_eq!(
            truncated("quarter", day("2024-06-30")),
            Some(day("2024-04-01"))
        );
        assert_eq!(
            between("month", day("2024-01-31"), day("2024-02-01")),
            Some(1)
        );
        assert_eq!(
            between("week", day("2024-02-04"), day("2024-02-05")),
            Some(1)
        );
        assert_eq!(
            super::super::cells::add_months(day("2024-01-31"), 1),
            Some(day("2024-02-29"))
        );
        assert_eq!(
            super::super::cells::add_months(day("2024-03-31"), -13),
            Some(day("2023-02-28"))
        );
        assert_eq!(
            formatted(day("2020-04-01"), "%Y年%-m月%-d日").as_deref(),
            Some("2020年4月1日")
        );
        assert_eq!(formatted(day("2020-04-01"), "%q"), None);
    }
}
