//! The statistics that charts show: quartiles, a straight line through points, classes of equal counts.

use table::number::magnitude;

use crate::ticks::is_drawable;

/// The quantile `q` (0 … 1) of sorted values by linear interpolation between the two nearest, as SQL's QUANTILE_CONT; 0 of none.
pub(crate) fn quantile(sorted: &[f64], q: f64) -> f64 {
    let at = q * (sorted.len().saturating_sub(1)) as f64;
    let low = sorted.get(at.floor() as usize).copied().unwrap_or(0.0);
    let high = sorted.get(at.ceil() as usize).copied().unwrap_or(low);
    low + (high - low) * at.fract()
}

/// What a box plot shows of some values.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxOf {
    /// How many values there are.
    pub count: usize,
    /// End of the lower whisker: the smallest value that is no outlier.
    pub low: f64,
    /// First quartile, as SQL's QUANTILE_CONT.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// End of the upper whisker: the largest value that is no outlier.
    pub high: f64,
    /// Values more than 1.5 times the interquartile range beyond the box, with the names of their rows (empty where rows have
    /// none), from the smallest.
    pub outliers: Vec<(f64, String)>,
}

impl BoxOf {
    /// Of values that can be drawn, with the names of their rows; `None` of none.
    pub(crate) fn of(mut values: Vec<(f64, String)>) -> Option<Self> {
        /// Tukey's factor.
        const FENCE: f64 = 1.5;
        values.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let sorted: Vec<f64> = values.iter().map(|(value, _)| *value).collect();
        let (least, most) = (*sorted.first()?, *sorted.last()?);
        let [q1, median, q3] = [0.25, 0.5, 0.75].map(|q| quantile(&sorted, q));
        let fence = FENCE * (q3 - q1);
        let is_inside = |value: f64| value >= q1 - fence && value <= q3 + fence;
        let inside = || sorted.iter().copied().filter(|value| is_inside(*value));
        // Beside an outlier, a quartile may lie beyond the last value that is none: the whisker then ends at the box.
        let low = inside().next().unwrap_or(least).min(q1);
        let high = inside().next_back().unwrap_or(most).max(q3);
        values.retain(|(value, _)| !is_inside(*value));
        Some(Self {
            count: sorted.len(),
            low,
            q1,
            median,
            q3,
            high,
            outliers: values,
        })
    }

    /// The smallest and the largest of what is drawn.
    pub(crate) fn ends(&self) -> (f64, f64) {
        let outliers = || self.outliers.iter().map(|(value, _)| *value);
        (
            outliers().fold(self.low, f64::min),
            outliers().fold(self.high, f64::max),
        )
    }
}

/// The straight line of least squares of y on x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// How much more y is where x is 1 more.
    pub slope: f64,
    /// y where x is 0.
    pub intercept: f64,
    /// Pearson's correlation; `None` where y is the same everywhere.
    pub r: Option<f64>,
    /// How many points there are.
    pub count: usize,
    /// Smallest and largest x: the line ends with the points.
    pub ends: (f64, f64),
}

impl Fit {
    /// Decimals with which slope and intercept are written: at least four digits of each, and so many that the written line is no
    /// further from this one than a thousandth of its rise, anywhere among the points. Among years it takes more than four.
    pub fn decimals(&self) -> (usize, usize) {
        const DIGITS: i32 = 4;
        /// Beyond these there is nothing but what calculating leaves.
        const MOST: i32 = 15;
        let (low, high) = self.ends;
        let rise = (self.slope * (high - low)).abs();
        let far = low.abs().max(high.abs());
        let decimals = |number: f64, error: f64| {
            let digits = DIGITS - 1 - magnitude(number);
            let exact = if error > 0.0 && error.is_finite() {
                // Half a unit of the last place is off at most.
                -magnitude(2.0 * error)
            } else {
                0
            };
            digits.max(exact).clamp(0, MOST) as usize
        };
        // Each of the two may take half of it.
        let error = rise / 2000.0;
        (
            decimals(self.slope, error / far),
            decimals(self.intercept, error),
        )
    }

    /// y of the line at an x.
    pub fn at(&self, x: f64) -> f64 {
        self.intercept + self.slope * x
    }
}

/// Why there is no line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFit {
    /// Fewer than three points.
    TooFew,
    /// All points have one x.
    SameX,
    /// x is a date: a slope a day is nothing that people read.
    Dates,
    /// The numbers are too large to calculate with.
    TooLarge,
}

/// Sums of squares and products about the means, of at least one point.
struct Moments {
    mean: (f64, f64),
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Moments {
    fn of(points: &[(f64, f64)]) -> Self {
        let n = points.len().max(1) as f64;
        let mean = (
            points.iter().map(|(x, _)| x).sum::<f64>() / n,
            points.iter().map(|(_, y)| y).sum::<f64>() / n,
        );
        let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
        for (x, y) in points {
            let (x, y) = (x - mean.0, y - mean.1);
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
        Self { mean, xx, yy, xy }
    }

    /// Whether nothing was too large to be squared.
    fn is_finite(&self) -> bool {
        self.xx.is_finite() && self.yy.is_finite() && self.xy.is_finite()
    }

    fn r(&self) -> Option<f64> {
        let r = self.xy / (self.xx.sqrt() * self.yy.sqrt());
        (self.is_finite() && r.is_finite()).then(|| r.clamp(-1.0, 1.0))
    }
}

/// Pearson's r; `None` below three points or where one side does not vary.
pub(crate) fn correlation(points: &[(f64, f64)]) -> Option<f64> {
    if points.len() < 3 || is_constant(points.iter().map(|(_, y)| *y)) {
        return None;
    }
    Moments::of(points).r()
}

fn is_constant(mut values: impl Iterator<Item = f64>) -> bool {
    let first = values.next();
    values.all(|value| Some(value) == first)
}

/// The straight line of least squares.
///
/// # Errors
/// [`NoFit`]: why there is none.
pub(crate) fn fit(points: &[(f64, f64)]) -> Result<Fit, NoFit> {
    if points.len() < 3 {
        return Err(NoFit::TooFew);
    }
    let xs = || points.iter().map(|(x, _)| *x);
    if is_constant(xs()) {
        return Err(NoFit::SameX);
    }
    let moments = Moments::of(points);
    let is_flat = is_constant(points.iter().map(|(_, y)| *y));
    let slope = if is_flat {
        0.0
    } else {
        moments.xy / moments.xx
    };
    let intercept = moments.mean.1 - slope * moments.mean.0;
    let fit = Fit {
        slope,
        intercept,
        r: if is_flat { None } else { moments.r() },
        count: points.len(),
        ends: xs().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
            (low.min(x), high.max(x))
        }),
    };
    let is_drawn = [fit.ends.0, fit.ends.1].map(|x| is_drawable(fit.at(x)));
    if moments.is_finite() && slope.is_finite() && is_drawn == [true, true] {
        Ok(fit)
    } else {
        Err(NoFit::TooLarge)
    }
}

/// A class of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// The smallest value in it.
    pub from: f64,
    /// The largest value in it.
    pub to: f64,
    /// How many values are in it.
    pub count: usize,
}

/// Classes of about equally many values, at most `most` of them, from the smallest. Equal values are in one class. Each is told
/// by the values in it: borders between them would have to be rounded, and might then tell another class.
pub(crate) fn classes(values: &[f64], most: usize) -> Vec<Class> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut classes: Vec<(usize, Class)> = Vec::new();
    let mut first = 0;
    for (at, value) in sorted.iter().enumerate() {
        if sorted.get(first) != Some(value) {
            first = at;
        }
        // The place of the first of equals decides.
        let number = first * most / sorted.len().max(1);
        match classes.last_mut() {
            Some((last, class)) if *last == number => {
                class.to = *value;
                class.count += 1;
            }
            _ => classes.push((
                number,
                Class {
                    from: *value,
                    to: *value,
                    count: 1,
                },
            )),
        }
    }
    classes.into_iter().map(|(_, class)| class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(values: &[f64]) -> Vec<(f64, String)> {
        values
            .iter()
            .map(|value| (*value, format!("{value}")))
            .collect()
    }

    #[test]
    fn quartiles_are_those_of_sql() {
        // QUANTILE_CONT(x, [0.25, 0.5, 0.75]) in DuckDB.
        let of = |values: &[f64]| BoxOf::of(named(values)).unwrap();
        let four = of(&[4.0, 1.0, 3.0, 2.0]);
        assert_eq!((four.q1, four.median, four.q3), (1.75, 2.5, 3.25));
        assert_eq!((four.low, four.high, four.count), (1.0, 4.0, 4));
        assert!(four.outliers.is_empty());
        let one = of(&[7.0]);
        assert_eq!(
            (one.low, one.q1, one.median, one.q3, one.high),
            (7.0, 7.0, 7.0, 7.0, 7.0)
        );
        assert_eq!(BoxOf::of(Vec::new()), None);
    }

    #[test]
    fn outliers_lie_beyond_the_whiskers_with_their_names() {
        let of = BoxOf::of(named(&[1.0, 2.0, 3.0, 4.0, 100.0, -50.0])).unwrap();
        assert_eq!((of.low, of.high), (1.0, 4.0));
        assert_eq!(
            of.outliers,
            [(-50.0, "-50".to_owned()), (100.0, "100".to_owned())]
        );
        assert_eq!(of.ends(), (-50.0, 100.0));
        // The first quartile lies between the outlier and the next value.
        let of = BoxOf::of(named(&[0.0, 100.0, 101.0, 102.0])).unwrap();
        assert_eq!((of.q1, of.low), (75.0, 75.0));
        assert_eq!(of.outliers.len(), 1);
    }

    #[test]
    fn a_line_is_that_of_least_squares() {
        let line = fit(&[(1.0, 2.0), (2.0, 4.0), (3.0, 5.0), (4.0, 4.0), (5.0, 5.0)]).unwrap();
        // REGR_SLOPE, REGR_INTERCEPT and CORR in DuckDB.
        assert!((line.slope - 0.6).abs() < 1e-12 && (line.intercept - 2.2).abs() < 1e-12);
        assert!((line.r.unwrap() - 0.774_596_669_241_483_4).abs() < 1e-12);
        assert_eq!((line.count, line.ends), (5, (1.0, 5.0)));
        let flat = fit(&[(1.0, 0.1), (2.0, 0.1), (4.0, 0.1)]).unwrap();
        assert_eq!((flat.slope, flat.r), (0.0, None));
        // Years are far from 0, and the line goes through the middle all the same.
        let years: Vec<(f64, f64)> = (0..9)
            .map(|i| (2016.0 + f64::from(i), 3.0 * f64::from(i)))
            .collect();
        let line = fit(&years).unwrap();
        assert!((line.slope - 3.0).abs() < 1e-9 && (line.at(2020.0) - 12.0).abs() < 1e-6);
    }

    #[test]
    fn a_line_is_written_as_exactly_as_it_is_used() {
        let written = |fit: &Fit| {
            let (slope, intercept) = fit.decimals();
            let read = |number: f64, decimals: usize| {
                format!("{number:.decimals$}").parse::<f64>().unwrap()
            };
            (read(fit.slope, slope), read(fit.intercept, intercept))
        };
        for points in [
            [(2016.0, 29.5), (2018.0, 25.75), (2022.0, 41.0)],
            [
                (6_023.0, 2_100.0),
                (150_000.0, 64_000.0),
                (305_424.0, 133_000.0),
            ],
            [(0.000_1, 1e6), (0.000_2, 2.1e6), (0.000_3, 2.9e6)],
        ] {
            let fit = fit(&points).unwrap();
            let (slope, intercept) = written(&fit);
            let rise = (fit.at(fit.ends.1) - fit.at(fit.ends.0)).abs();
            for x in [fit.ends.0, fit.ends.1] {
                let off = (intercept + slope * x - fit.at(x)).abs();
                assert!(off <= rise / 1000.0, "{off} of {rise}");
            }
        }
    }

    #[test]
    fn there_is_no_line_where_none_is_told_by_the_points() {
        assert_eq!(fit(&[(1.0, 1.0), (2.0, 3.0)]), Err(NoFit::TooFew));
        assert_eq!(
            fit(&[(0.1, 1.0), (0.1, 3.0), (0.1, 4.0)]),
            Err(NoFit::SameX)
        );
        assert_eq!(
            fit(&[(1e299, 1.0), (-1e299, 3.0), (0.0, 4.0)]),
            Err(NoFit::TooLarge)
        );
    }

    #[test]
    fn classes_hold_equally_many_and_keep_equals_together() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let told = |values: &[f64]| -> Vec<(f64, f64, usize)> {
            classes(values, 5)
                .iter()
                .map(|class| (class.from, class.to, class.count))
                .collect()
        };
        assert_eq!(
            told(&values),
            [
                (1.0, 2.0, 2),
                (3.0, 4.0, 2),
                (5.0, 6.0, 2),
                (7.0, 8.0, 2),
                (9.0, 10.0, 2)
            ]
        );
        assert_eq!(
            told(&[0.0, 0.0, 0.0, 0.0, 5.0]),
            [(0.0, 0.0, 4), (5.0, 5.0, 1)]
        );
        assert_eq!(told(&[3.0]), [(3.0, 3.0, 1)]);
        assert_eq!(told(&[2.0, 1.0]), [(1.0, 1.0, 1), (2.0, 2.0, 1)]);
        assert!(told(&[]).is_empty());
    }
}
