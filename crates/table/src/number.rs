//! Numbers as people write them: the one reader of the field, the grader and the casts.
//!
//! It reads what has one meaning (27万4537人, ▲5,349, 5千円, 29.87％, 約28万) and refuses the rest with the reason, because a
//! number that was read wrongly looks like any other: commas at odd places, 5349人減, a unit that it does not know. A scale or a
//! percent sign is always part of the number: 5千円 is 5,000 and 29.87% is 0.2987, as in a spreadsheet, unless the unit asked for
//! has it too. It folds widths by itself, so that the page reads as the engine does. Start at [`read`].

mod digits;
mod notation;
mod power;
#[cfg(test)]
mod tests;
mod units;

use serde::{Deserialize, Serialize};

use self::digits::{digit, multiplier, nearest, numeral};
pub use self::notation::Notation;
pub use self::power::{magnitude, ten_to};
use self::units::{Known, known, tight};
use crate::width::fold;

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// In the unit asked for.
    pub value: f64,
    /// Whether it was called an approximation (約28万, 300人程度).
    pub about: bool,
    /// The unit behind it by its usual name; empty where none stood there.
    pub unit: &'static str,
    /// Whether its last digit is followed by a scale (28万, 5千円).
    pub scaled: bool,
}

/// Why a text is not read as a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unread {
    /// It does not begin with a number, or is something else.
    NoNumber,
    /// A comma is not followed by exactly three digits.
    Commas,
    /// It holds more than one number (10:30, 1時間30分), or digits that do not make one.
    Several,
    /// It has two signs, or a word that says something else than the sign (5349人減).
    Sign,
    /// It is a limit and not a number (100人以上).
    Bound,
    /// It has a scale and no unit where the unit asked for has a scale of its own (5千 for 千円).
    Scale,
    /// What stands behind the number is no unit, or another one than was asked for.
    Unit {
        /// As written.
        found: String,
    },
}

/// Units that kanji may count where no unit is asked for: names of places begin with numbers too (八町, 二区).
const PLAIN: [&str; 5] = ["", "円", "人", "つ", "件"];
/// Signs of a negative number, from every key and conversion that looks like one.
const MINUS: [&str; 12] = [
    "-",
    "−",
    "‐",
    "–",
    "—",
    "―",
    "─",
    "ー",
    "▲",
    "△",
    "▼",
    "マイナス",
];
const ABOUT_BEFORE: [&str; 4] = ["約", "およそ", "おおよそ", "ほぼ"];
const ABOUT_AFTER: [&str; 9] = [
    "弱",
    "強",
    "余り",
    "余",
    "程度",
    "くらい",
    "ぐらい",
    "前後",
    "ほど",
];
const BOUNDS: [&str; 8] = ["以上", "以下", "未満", "超", "超え", "以内", "~", "〜"];
/// What is behind a number that fell, and one that rose.
const CHANGES: [(&str, bool); 4] = [("減少", true), ("減", true), ("増加", false), ("増", false)];

/// Reads a number. `asked` is the unit in which it is wanted: 5千円 is 5 where that is 千円, 29.87% is 29.87 where it is %.
/// Where it is empty the number itself is wanted, and any known unit may follow.
///
/// # Errors
/// Why the text is not one number in that unit.
pub fn read(text: &str, asked: &str) -> Result<Reading, Unread> {
    let text = fold(text);
    let asked = tight(&fold(asked));
    let mut asked_unit = asked.as_str();
    let mut asked_exponent = 0;
    while let Some(exponent) = multiplier(&mut asked_unit) {
        asked_exponent += exponent;
    }
    let wanted = known(asked_unit);
    asked_exponent += wanted.map_or(0, Known::exponent);

    let mut rest = text.trim().trim_end_matches(['。', '.']);
    for polite in ["です", "でした"] {
        rest = rest.strip_suffix(polite).unwrap_or(rest);
    }
    let signs = signs(&mut rest)?;
    let mut about = signs.about;
    let before = rest;
    let numeral = numeral(&mut rest)?;
    let written = before.get(..before.len() - rest.len()).unwrap_or_default();
    // 百人 is a number where people are counted, but 千人 and 百万円 are units as well, and elsewhere 百 begins names.
    let has_digit = written.chars().any(|c| digit(c).is_some());
    let counts = written.chars().all(|c| "十百".contains(c)) && !asked_unit.is_empty();
    if !has_digit && !counts {
        return Err(Unread::NoNumber);
    }

    let unit = tight(rest);
    let mut unit = unit.as_str();
    if signs.bracket {
        // «(5,349)人» and «(5,349人)».
        unit = unit
            .strip_prefix(')')
            .or_else(|| unit.strip_suffix(')'))
            .ok_or(Unread::NoNumber)?;
    }
    if unit != asked {
        if BOUNDS.iter().any(|word| unit.ends_with(word)) {
            return Err(Unread::Bound);
        }
        if let Some(bare) = ABOUT_AFTER.iter().find_map(|word| unit.strip_suffix(word)) {
            (unit, about) = (bare, true);
        }
        let change = CHANGES
            .iter()
            .find_map(|(word, fell)| Some((unit.strip_suffix(word)?, *fell)));
        if let Some((bare, fell)) = change {
            if fell != signs.negative {
                return Err(Unread::Sign);
            }
            unit = bare.trim_end_matches('の');
        }
    }
    if signs.yen && unit.is_empty() {
        unit = "円";
    }
    let found = known(unit);
    let fits = unit.is_empty()
        || unit == asked_unit
        || asked_unit.split('/').next() == Some(unit)
        || found.is_some_and(|found| asked_unit.is_empty() || found.stands_for(wanted));
    let in_kanji = !written.contains(|c: char| c.is_ascii_digit());
    if !fits || signs.yen && unit != "円" {
        let goes_on = unit.contains(|c: char| c.is_ascii_digit());
        return Err(if in_kanji {
            // The name of a place, most likely.
            Unread::NoNumber
        } else if goes_on && !unit.starts_with(|c: char| c.is_ascii_alphabetic()) {
            Unread::Several
        } else {
            Unread::Unit {
                found: unit.to_owned(),
            }
        });
    }
    let unit_name = found.map_or("", |known| known.name);
    // A single kanji is a mark (〇) or looks like one (一) as often as it is a number.
    let alone = unit.is_empty() && (!has_digit || written.chars().count() == 1);
    if in_kanji && (alone || asked_unit.is_empty() && !PLAIN.contains(&unit_name)) {
        return Err(Unread::NoNumber);
    }
    let mut exponent = numeral.decimal.exponent;
    if !unit.is_empty() {
        let own = found
            .filter(|found| found.name != "ポイント")
            .map_or_else(|| wanted.map_or(0, Known::exponent), Known::exponent);
        exponent += own - asked_exponent;
    } else if numeral.has_scale && asked_exponent > 0 {
        return Err(Unread::Scale);
    }
    let value = nearest(numeral.decimal.mantissa, exponent);
    if !value.is_finite() {
        return Err(Unread::NoNumber);
    }
    Ok(Reading {
        // Never -0.
        value: if signs.negative { 0.0 - value } else { value },
        about,
        unit: unit_name,
        scaled: numeral.ends_in_scale,
    })
}

/// The number that a text is, whatever known unit is behind it; `None` where [`read`] refuses.
pub fn parse_number(text: &str) -> Option<f64> {
    read(text, "").ok().map(|reading| reading.value)
}

/// What stands before a number.
#[derive(Default)]
struct Signs {
    about: bool,
    negative: bool,
    bracket: bool,
    yen: bool,
}

/// Takes what stands before a number away. Brackets are a minus sign, as in bookkeeping.
fn signs(rest: &mut &str) -> Result<Signs, Unread> {
    let mut found = Signs::default();
    let mut several = 0;
    loop {
        *rest = rest.trim_start();
        if strip(rest, &ABOUT_BEFORE) {
            found.about = true;
        } else if !found.yen && strip(rest, &["¥", "\\"]) {
            found.yen = true;
        } else {
            let bracket = strip(rest, &["("]);
            let minus = bracket || strip(rest, &MINUS);
            if !minus && !strip(rest, &["+", "プラス"]) {
                return Ok(found);
            }
            several += 1;
            if several > 1 {
                return Err(Unread::Sign);
            }
            (found.bracket, found.negative) = (bracket, minus);
        }
    }
}

/// Takes the first of these words that the text begins with away.
fn strip(rest: &mut &str, words: &[&str]) -> bool {
    match words.iter().find_map(|word| rest.strip_prefix(word)) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}
