//! Digits, commas and 千万億 to a number; no sign, no unit. Start at [`numeral`].

use super::Unread;
use super::power::ten_to;

/// Takes 十百千万億兆 away and gives its power of ten.
pub(super) fn multiplier(rest: &mut &str) -> Option<i32> {
    let mut after = rest.trim_start().chars();
    let exponent = match after.next()? {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '億' => 8,
        '兆' => 12,
        _ => return None,
    };
    *rest = after.as_str();
    Some(exponent)
}

/// The value of a digit or kanji digit.
pub(super) fn digit(c: char) -> Option<u64> {
    match c {
        '0'..='9' => c.to_digit(10).map(u64::from),
        '零' => Some(0),
        _ => "〇一二三四五六七八九"
            .chars()
            .position(|kanji| kanji == c)
            .map(|value| value as u64),
    }
}

/// Digits and the power of ten of the last one.
#[derive(Clone, Copy)]
pub(super) struct Decimal {
    pub(super) mantissa: u128,
    pub(super) exponent: i32,
}

impl Decimal {
    /// Whether it is below that power of ten.
    fn is_below(self, power: i32) -> bool {
        match u32::try_from(power - self.exponent) {
            // No power of ten that fits is above a mantissa: it has less digits.
            Ok(digits) => 10_u128
                .checked_pow(digits)
                .is_none_or(|power| self.mantissa < power),
            Err(_) => self.mantissa == 0,
        }
    }

    fn add(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let level = |number: Self| {
            10_u128
                .checked_pow(number.exponent.abs_diff(exponent))?
                .checked_mul(number.mantissa)
        };
        Some(Self {
            mantissa: level(self)?.checked_add(level(other)?)?,
            exponent,
        })
    }
}

/// A number that is written as a sum, and below which power of ten its next part must be.
#[derive(Clone, Copy, Default)]
struct Sum {
    so_far: Option<Decimal>,
    next_below: Option<i32>,
}

impl Sum {
    /// Puts the next part behind it; `exponent` is that of the multiplier that stands behind the part.
    fn put(&mut self, part: Decimal, exponent: i32) -> Result<(), Unread> {
        let part = Decimal {
            exponent: part.exponent + exponent,
            ..part
        };
        if self.next_below.is_some_and(|power| !part.is_below(power)) {
            return Err(Unread::Several);
        }
        self.next_below = Some(part.exponent.min(exponent));
        self.so_far = match self.so_far {
            Some(sum) => Some(sum.add(part).ok_or(Unread::NoNumber)?),
            None => Some(part),
        };
        Ok(())
    }
}

/// A number without sign and unit.
pub(super) struct Numeral {
    pub(super) decimal: Decimal,
    /// Whether 千, 万 or another scale is in it.
    pub(super) has_scale: bool,
    /// Whether it ends with one.
    pub(super) ends_in_scale: bool,
}

/// Takes a number without sign and unit away: 274,537 or 27万4,537 or 2億3百.
pub(super) fn numeral(rest: &mut &str) -> Result<Numeral, Unread> {
    let one = Decimal {
        mantissa: 1,
        exponent: 0,
    };
    // 三千五百万 is a sum of its own before it is a part of the number.
    let (mut total, mut below_ten_thousand) = (Sum::default(), Sum::default());
    let (mut has_scale, mut ends_in_scale) = (false, false);
    loop {
        let digits = digits(rest)?;
        let multiplied = multiplier(rest);
        let is_end = multiplied.is_none();
        ends_in_scale = !is_end || ends_in_scale && digits.is_none();
        has_scale |= !is_end;
        match (digits, multiplied) {
            (None, None) => break,
            (digits, Some(exponent @ ..4)) => {
                below_ten_thousand.put(digits.unwrap_or(one), exponent)?;
            }
            (digits, multiplied) => {
                if let Some(digits) = digits {
                    below_ten_thousand.put(digits, 0)?;
                }
                if let Some(exponent) = multiplied {
                    let part = std::mem::take(&mut below_ten_thousand).so_far;
                    total.put(part.ok_or(Unread::NoNumber)?, exponent)?;
                }
            }
        }
        if is_end {
            break;
        }
    }
    if let Some(part) = below_ten_thousand.so_far {
        total.put(part, 0)?;
    }
    Ok(Numeral {
        decimal: total.so_far.ok_or(Unread::NoNumber)?,
        has_scale,
        ends_in_scale,
    })
}

/// Takes digits away, with at most one point; commas, or blanks, stand before every three of them or nowhere. Counts the first
/// 19 that matter; later ones can only move the last bit. (The standard library's reader carries 13 KB of tables into the page.)
fn digits(rest: &mut &str) -> Result<Option<Decimal>, Unread> {
    /// Most digits that a `u64` holds in any case.
    const DIGITS: usize = 19;
    *rest = rest.trim_start();
    let mut number = Decimal {
        mantissa: 0,
        exponent: 0,
    };
    let (mut used, mut seen) = (0, false);
    let mut point = false;
    // What parts the digits, and how many stand behind the last one of it.
    let (mut comma, mut group) = (None, 0);
    let odd = |comma: Option<char>| match comma {
        Some(' ') => Unread::Several,
        _ => Unread::Commas,
    };
    let mut chars = rest.chars();
    let mut first_is_zero = false;
    loop {
        let here = chars.as_str();
        let Some(c) = chars.next() else {
            *rest = here;
            break;
        };
        if let Some(value) = digit(c) {
            first_is_zero |= !seen && value == 0;
            seen = true;
            group += 1;
            if used < DIGITS {
                number.mantissa = 10 * number.mantissa + u128::from(value);
                used += usize::from(number.mantissa > 0);
                number.exponent -= i32::from(point);
            } else {
                number.exponent += i32::from(!point);
            }
            continue;
        }
        match c {
            '.' if !point => {
                if comma.is_some() && group != 3 {
                    return Err(odd(comma));
                }
                point = true;
            }
            '.' => return Err(Unread::Several),
            // A blank before anything else ends the number.
            ' ' if !chars.as_str().starts_with(|c: char| c.is_ascii_digit()) || !seen => {
                *rest = here;
                break;
            }
            ',' | ' ' => {
                let fits = match comma {
                    // «0,298» is no thousands comma.
                    None => (1..=3).contains(&group) && !first_is_zero,
                    Some(known) => known == c && group == 3,
                };
                if point || !fits {
                    return Err(odd(Some(c)));
                }
                (comma, group) = (Some(c), 0);
            }
            _ => {
                *rest = here;
                break;
            }
        }
    }
    if comma.is_some() && !point && group != 3 {
        return Err(odd(comma));
    }
    Ok(seen.then_some(number))
}

/// The number nearest to a decimal one, as `str::parse` gives it.
pub(super) fn nearest(mantissa: u128, exponent: i32) -> f64 {
    if exponent >= 0 {
        return 10_u128
            .checked_pow(exponent.unsigned_abs())
            .and_then(|power| mantissa.checked_mul(power))
            .map_or_else(|| mantissa as f64 * ten_to(exponent), |whole| whole as f64);
    }
    if exponent < -21 {
        // Smaller than anything that is counted.
        return mantissa as f64 * ten_to(exponent);
    }
    // As many bits as there is room for, and one that says whether something was left over: at least 57, so the conversion
    // rounds as if nothing had been cut off. The last factor is a power of two and exact.
    let power = 10_u128.pow(exponent.unsigned_abs());
    let shift = mantissa.leading_zeros().min(127);
    let shifted = mantissa << shift;
    let quotient = (shifted / power) | u128::from(!shifted.is_multiple_of(power));
    quotient as f64 / (1_u128 << shift) as f64
}
