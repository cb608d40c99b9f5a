//! Bins of a histogram.
//!
//! Width: the smaller of Freedman and Diaconis' (2 × interquartile range ÷ ∛n) and Sturges' (range ÷ (log₂ n + 1)),
//! as numpy's `auto` does; Sturges' alone where half of the values are equal and the first rule gives nothing.
//! Then the nearest 1, 2 or 5 × 10ⁿ, with edges on multiples of it, so that a clerk can read them. Whole numbers
//! get whole edges. Every bin holds its lower edge and not its upper one («以上・未満»).

use crate::stats::quantile;
use crate::ticks::{is_drawable, least_step, nearest_step};

/// Most bins of a histogram.
const MAX_BINS: f64 = 60.0;

/// Counts of values between edges.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    /// Edges, ascending, one more than counts.
    pub edges: Vec<f64>,
    /// Values from an edge (included) to the next one (not included).
    pub counts: Vec<u64>,
}

impl Bins {
    /// Bins of values that can be drawn; `None` when there are none.
    pub(crate) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted: Vec<f64> = values
            .iter()
            .copied()
            .filter(|value| is_drawable(*value))
            .collect();
        sorted.sort_by(f64::total_cmp);
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let n = sorted.len() as f64;
        let whole = sorted.iter().all(|value| value.fract() == 0.0);

        #[expect(
            clippy::disallowed_methods,
            reason = "a width is taken to 1, 2 or 5 × 10ⁿ afterwards"
        )]
        let freedman_diaconis =
            2.0 * (quantile(&sorted, 0.75) - quantile(&sorted, 0.25)) / n.cbrt();
        let sturges =
            (max - min) / (f64::from(sorted.len().next_power_of_two().trailing_zeros()) + 1.0);
        let mut raw = if freedman_diaconis > 0.0 {
            freedman_diaconis.min(sturges)
        } else {
            sturges
        };
        if raw <= 0.0 {
            raw = if whole { 1.0 } else { max.abs() / 10.0 };
        }
        // One far outlier must not make thousands of empty bins.
        raw = raw.max((max - min) / MAX_BINS);
        let mut width = nearest_step(raw);
        if whole {
            width = width.max(1.0);
        }
        // Finer edges than the values themselves would be the same edge again.
        let size = min.abs().max(max.abs());
        if width < size * 1e-14 {
            width = least_step(size);
        }

        let index = |value: f64| (value / width + 1e-9).floor();
        let first = index(min);
        let count = (index(max) - first) as usize + 1;
        let edges = (0..=count).map(|i| (first + i as f64) * width).collect();
        let counts = counted(&sorted, (first, width), count);
        Some(Self { edges, counts })
    }

    /// Other values between the same edges.
    pub(crate) fn again(&self, values: &[f64]) -> Self {
        let width = self.width();
        let first = (self.edges.first().copied().unwrap_or(0.0) / width).round();
        Self {
            edges: self.edges.clone(),
            counts: counted(values, (first, width), self.counts.len()),
        }
    }

    /// Lower edge, upper edge and count of each bin.
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64, u64)> + '_ {
        self.edges
            .iter()
            .zip(self.edges.iter().skip(1))
            .zip(&self.counts)
            .map(|((from, to), count)| (*from, *to, *count))
    }

    /// Width of every bin.
    pub(crate) fn width(&self) -> f64 {
        self.iter().next().map_or(1.0, |(from, to, _)| to - from)
    }
}

/// How many values are in each bin: the first begins at `first` times the width.
fn counted(values: &[f64], (first, width): (f64, f64), bins: usize) -> Vec<u64> {
    let mut counts = vec![0; bins];
    for value in values {
        let at = (value / width + 1e-9).floor() - first;
        if let Some(slot) = counts.get_mut(at as usize) {
            *slot += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[f64], edges: &[f64], counts: &[u64]) {
        let bins = Bins::of(values).unwrap();
        assert_eq!(
            (bins.edges.as_slice(), bins.counts.as_slice()),
            (edges, counts),
            "{values:?}"
        );
        assert_eq!(bins.counts.iter().sum::<u64>() as usize, values.len());
    }

    #[test]
    fn edges_are_round_and_lower_ones_are_included() {
        check(
            &[1.0, 2.0, 2.0, 3.0, 4.0],
            &[1.0, 2.0, 3.0, 4.0, 5.0],
            &[1, 2, 1, 1],
        );
        check(&[7.0], &[7.0, 8.0], &[1]);
        check(&[7.0, 7.0, 7.0], &[7.0, 8.0], &[3]);
        check(&[0.0, 0.0], &[0.0, 1.0], &[2]);
        check(&[-5.0, 5.0], &[-5.0, 0.0, 5.0, 10.0], &[1, 0, 1]);
        // Half of the values equal: no interquartile range.
        check(
            &[0.0, 5.0, 5.0, 5.0, 5.0, 5.0, 9.0],
            &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0],
            &[1, 0, 5, 0, 1],
        );
    }

    #[test]
    fn whole_numbers_have_whole_edges() {
        let values: Vec<f64> = (0..1000).map(|i| f64::from(i % 3)).collect();
        assert!(
            Bins::of(&values)
                .unwrap()
                .edges
                .iter()
                .all(|edge| edge.fract() == 0.0)
        );
    }

    #[test]
    fn fractions_stay_in_their_bins() {
        let values: Vec<f64> = (0..100).map(|i| f64::from(i) / 10.0).collect();
        let bins = Bins::of(&values).unwrap();
        assert_eq!(bins.counts.iter().sum::<u64>(), 100);
        assert!(
            bins.counts.windows(2).all(|pair| pair[0] == pair[1]),
            "{bins:?}"
        );
    }

    #[test]
    fn one_outlier_does_not_make_thousands_of_bins() {
        let mut values: Vec<f64> = (0..100).map(f64::from).collect();
        values.push(1e9);
        assert!(Bins::of(&values).unwrap().counts.len() <= 61);
        assert_eq!(Bins::of(&[]), None);
        assert_eq!(Bins::of(&[f64::NAN, f64::INFINITY]), None);
    }

    #[test]
    fn numbers_at_the_end_of_their_range_make_bins() {
        let huge = 9_223_372_036_854_775_807_i64 as f64;
        for values in [
            vec![1e299, 1e299],
            vec![-1e299, 1e299],
            vec![huge, huge - 4096.0, huge],
            vec![1e-299, 2e-299],
            vec![0.0, 1e299, f64::MAX, f64::MIN],
        ] {
            let bins = Bins::of(&values).unwrap();
            assert!(bins.counts.len() <= 61, "{bins:?}");
            assert!(
                bins.edges.windows(2).all(|pair| pair[0] < pair[1]),
                "{bins:?}"
            );
            let drawable = values.iter().filter(|value| is_drawable(**value));
            assert_eq!(bins.counts.iter().sum::<u64>() as usize, drawable.count());
        }
        assert_eq!(Bins::of(&[f64::MAX, f64::MIN]), None);
    }
}
