//! Where axis marks stand and how they are written: steps of 1, 2 or 5 × 10ⁿ, calendar steps for dates.

use table::number::{magnitude, ten_to};
use table::text::{civil_from_days, days_from_civil};

use crate::digits::Digits;

/// Marks of an axis and the range that it covers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ticks {
    /// Left or bottom end.
    pub(crate) low: f64,
    /// Right or top end; greater than `low`.
    pub(crate) high: f64,
    /// Positions and labels, ascending.
    pub(crate) marks: Vec<(f64, String)>,
}

/// Whether a number can be drawn: finite, and with room for what an axis calculates with it.
pub(crate) fn is_drawable(number: f64) -> bool {
    number.abs() < 1e300
}

/// The smallest step that tells numbers of this size apart, with a few digits to spare.
pub(crate) fn least_step(size: f64) -> f64 {
    nice_step(size * 1e-14)
}

/// The smallest 1, 2 or 5 × 10ⁿ that is not below `raw`.
pub(crate) fn nice_step(raw: f64) -> f64 {
    if !raw.is_finite() || raw <= 0.0 {
        return 1.0;
    }
    let power = ten_to(magnitude(raw));
    let lead = raw / power;
    let nice = if lead <= 1.0 + 1e-9 {
        1.0
    } else if lead <= 2.0 + 1e-9 {
        2.0
    } else if lead <= 5.0 + 1e-9 {
        5.0
    } else {
        10.0
    };
    nice * power
}

/// The nearest 1, 2 or 5 × 10ⁿ, by ratio.
pub(crate) fn nearest_step(raw: f64) -> f64 {
    // The borders between 1, 2, 5 and 10 are √2, √10 and √50.
    let above = nice_step(raw);
    let below = nice_step(above / 2.6);
    if raw * raw < above * below {
        below
    } else {
        above
    }
}

/// Digits behind the point that tell multiples of the step apart.
pub(crate) fn decimals_of(step: f64) -> usize {
    if step >= 1.0 || step <= 0.0 {
        0
    } else {
        // What calculating leaves must not cost a digit more.
        (-magnitude(step * (1.0 + 2e-9))).clamp(0, 15) as usize
    }
}

/// Whether all numbers could be years: written without a comma then.
pub(crate) fn are_years<'a>(mut values: impl Iterator<Item = &'a f64>) -> bool {
    values.all(|value| value.fract() == 0.0 && (1800.0..=2200.0).contains(value))
}

/// A number as a label, with all its decimals, so that the marks of an axis have the same.
pub(crate) fn label(value: f64, decimals: usize, year: bool) -> String {
    if year && value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        Digits::fixed(decimals).write(value)
    }
}

/// Marks for numbers from `min` to `max`, about `count` of them, ends on marks.
/// `whole` keeps marks on whole numbers; `year` leaves thousands commas out.
pub(crate) fn number_ticks(min: f64, max: f64, count: usize, whole: bool, year: bool) -> Ticks {
    let (min, max) = if min <= max { (min, max) } else { (max, min) };
    let span = if max > min {
        max - min
    } else {
        (max.abs() * 0.2).max(1.0)
    };
    let (min, max) = if max > min {
        (min, max)
    } else {
        (min - span / 2.0, max + span / 2.0)
    };
    let mut step = nice_step(span / count.max(1) as f64);
    if whole && step < 1.0 {
        step = 1.0;
    }
    // Finer marks than the numbers themselves would never come to an end.
    let size = min.abs().max(max.abs());
    if step < size * 1e-14 {
        step = least_step(size);
    }
    let first = (min / step + 1e-9).floor();
    let last = (max / step - 1e-9).ceil().max(first + 1.0);
    let decimals = decimals_of(step);
    let steps = (last - first).round() as usize;
    let marks = (0..=steps)
        .map(|i| (first + i as f64) * step)
        .map(|at| (at, label(at, decimals, year)))
        .collect();
    Ticks {
        low: first * step,
        high: last * step,
        marks,
    }
}

/// As [`number_ticks`], but the axis ends at the data (a line's x axis has no empty margin).
pub(crate) fn inner_ticks(min: f64, max: f64, count: usize, whole: bool, year: bool) -> Ticks {
    let wide = number_ticks(min, max, count, whole, year);
    if min >= max {
        return wide;
    }
    let marks = wide
        .marks
        .into_iter()
        .filter(|(at, _)| (min..=max).contains(at))
        .collect();
    Ticks {
        low: min,
        high: max,
        marks,
    }
}

/// Marks for days since 1970-01-01 on first days of years, months or on days, about `count` of them.
pub(crate) fn date_ticks(min: f64, max: f64, count: usize) -> Ticks {
    let (low, high) = if min < max {
        (min, max)
    } else {
        (min - 1.0, max + 1.0)
    };
    let raw = (high - low) / count.max(1) as f64;
    let mut marks = Vec::new();
    if raw > 20.0 {
        let months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]
            .into_iter()
            .find(|months| f64::from(*months) * 30.5 >= raw)
            .unwrap_or(2400);
        let (year, month, _) = civil_from_days(low as i32);
        let mut index = (year * 12 + month as i32 - 1).div_euclid(months) * months;
        while let Some(day) =
            days_from_civil(index.div_euclid(12), index.rem_euclid(12) as u32 + 1, 1)
        {
            if f64::from(day) > high {
                break;
            }
            if f64::from(day) >= low {
                let (year, month, _) = civil_from_days(day);
                marks.push((
                    f64::from(day),
                    if months % 12 == 0 {
                        format!("{year}")
                    } else {
                        format!("{year}/{month}")
                    },
                ));
            }
            index += months;
        }
    } else {
        let days = [1, 2, 5, 7, 14]
            .into_iter()
            .find(|days| f64::from(*days) >= raw)
            .unwrap_or(28);
        let mut day = low.ceil() as i32;
        while f64::from(day) <= high {
            let (year, month, of_month) = civil_from_days(day);
            marks.push((f64::from(day), format!("{year}/{month}/{of_month}")));
            day += days;
        }
    }
    Ticks { low, high, marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &Ticks) -> Vec<&str> {
        ticks
            .marks
            .iter()
            .map(|(_, label)| label.as_str())
            .collect()
    }

    #[test]
    fn numbers() {
        assert_eq!(
            labels(&number_ticks(0.0, 274_537.0, 5, false, false)),
            ["0", "100,000", "200,000", "300,000"]
        );
        assert_eq!(
            labels(&number_ticks(0.0, 1e9, 5, false, false)).last(),
            Some(&"1,000,000,000")
        );
        assert_eq!(
            labels(&number_ticks(-3.0, 2.0, 5, false, false)),
            ["−3", "−2", "−1", "0", "1", "2"]
        );
        assert_eq!(
            labels(&number_ticks(0.0, 0.3, 3, false, false)),
            ["0", "0.1", "0.2", "0.3"]
        );
        assert_eq!(
            labels(&number_ticks(1.8, 2.4, 4, false, false)),
            ["1.8", "2.0", "2.2", "2.4"]
        );
        assert_eq!(
            labels(&number_ticks(0.0, 2.0, 8, true, false)),
            ["0", "1", "2"]
        );
        assert_eq!(
            labels(&inner_ticks(2016.0, 2022.0, 6, true, true)),
            ["2016", "2017", "2018", "2019", "2020", "2021", "2022"]
        );
    }

    #[test]
    fn nearest_steps() {
        let check =
            |raw: f64, step: f64| assert!((nearest_step(raw) / step - 1.0).abs() < 1e-9, "{raw}");
        for (raw, step) in [
            (1.0, 1.0),
            (1.4, 1.0),
            (1.5, 2.0),
            (3.1, 2.0),
            (3.2, 5.0),
            (7.0, 5.0),
            (7.2, 10.0),
            (10.0, 10.0),
            (0.03, 0.02),
        ] {
            check(raw, step);
        }
    }

    #[test]
    fn odd_ranges_still_have_two_ends() {
        for (min, max) in [
            (5.0, 5.0),
            (0.0, 0.0),
            (-1e9, -1e9),
            (3.0, 1.0),
            (1e-9, 2e-9),
            (0.0, f64::MIN_POSITIVE),
        ] {
            for count in [0, 1, 5, 50] {
                let ticks = number_ticks(min, max, count, false, false);
                assert!(
                    ticks.low < ticks.high && ticks.marks.len() >= 2,
                    "{min} {max} {count}: {ticks:?}"
                );
                assert!(
                    ticks.marks.len() <= 2 * count.max(1) + 3,
                    "{min} {max} {count}: {ticks:?}"
                );
            }
        }
    }

    #[test]
    fn dates() {
        let day = |y, m, d| f64::from(days_from_civil(y, m, d).unwrap());
        assert_eq!(
            labels(&date_ticks(day(2014, 10, 1), day(2025, 9, 1), 6)),
            ["2016", "2018", "2020", "2022", "2024"]
        );
        assert_eq!(
            labels(&date_ticks(day(2020, 1, 1), day(2020, 12, 1), 4)),
            ["2020/1", "2020/4", "2020/7", "2020/10"]
        );
        assert_eq!(
            labels(&date_ticks(day(2020, 1, 1), day(2020, 1, 4), 4)),
            ["2020/1/1", "2020/1/2", "2020/1/3", "2020/1/4"]
        );
        assert!(!labels(&date_ticks(day(2020, 1, 1), day(2020, 1, 1), 4)).is_empty());
    }
}
