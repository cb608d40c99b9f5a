//! A chart as facts, for the sentence under it and for people who do not see it.

use spec::ChartKind;

use table::text::names_total;

use crate::data::{Bars, ChartData, Lines, Plot, Points};
use crate::digits::Digits;
use crate::order::Order;

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Kind.
    pub kind: ChartKind,
    /// Title; may be empty.
    pub title: String,
    /// Name of the x column.
    pub x: String,
    /// Name of the y column; empty for a histogram.
    pub y: String,
    /// Name of the colour column; empty for none.
    pub color: String,
    /// Unit of the values; may be empty.
    pub unit: String,
    /// How the values are written.
    pub digits: Digits,
    /// The learner's own town; may be empty.
    pub own: String,
    /// Marks drawn: bars, points, or values counted by a histogram.
    pub count: usize,
    /// Rows left out because a value is missing.
    pub missing: usize,
    /// What there is to see, most important first.
    pub facts: Vec<Fact>,
}

/// Something to see in a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// The largest value and where it stands.
    Largest {
        /// Colour; empty when there is one.
        series: String,
        /// Categories or positions that have it.
        names: Vec<String>,
        /// The value.
        value: f64,
    },
    /// The smallest value and where it stands.
    Smallest {
        /// Colour; empty when there is one.
        series: String,
        /// Categories or positions that have it.
        names: Vec<String>,
        /// The value.
        value: f64,
    },
    /// All values are equal.
    AllEqual {
        /// Colour; empty when there is one.
        series: String,
        /// The value.
        value: f64,
    },
    /// From the first to the last point of a line.
    Trend {
        /// Colour; empty when there is one.
        series: String,
        /// Position of the first point.
        from: String,
        /// Its value.
        first: f64,
        /// Position of the last point.
        to: String,
        /// Its value.
        last: f64,
        /// Up, down or level.
        direction: Direction,
    },
    /// The line joins names, which have no order.
    NoOrder,
    /// Where the learner's own town stands among the towns drawn: between the first and the last, with a value of its own.
    Rank {
        /// 1 for the largest value.
        rank: usize,
        /// How many towns there are.
        of: usize,
    },
    /// Pearson's correlation of all points.
    Correlation {
        /// −1 … 1.
        r: f64,
        /// In words.
        strength: Strength,
    },
    /// The bins that hold most values, and how many each of them holds.
    Modal {
        /// Lower (included) and upper edge of each.
        bins: Vec<(f64, f64)>,
        /// Values in each of them.
        count: u64,
    },
    /// Where the first bin begins and the last one ends.
    Spread {
        /// Lower edge of the first bin.
        from: f64,
        /// Upper edge of the last bin.
        to: f64,
    },
}

/// Where a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The last value is larger.
    Up,
    /// The last value is smaller.
    Down,
    /// They differ by less than a hundredth.
    Level,
}

/// How strong a correlation is: 0.7, 0.4 and 0.2 are the borders that Japanese school books use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// |r| ≥ 0.7
    Strong,
    /// |r| ≥ 0.4
    Medium,
    /// |r| ≥ 0.2
    Weak,
    /// Less.
    None,
}

/// The facts of a chart.
pub fn describe(data: &ChartData) -> Description {
    let (count, facts) = match &data.plot {
        Plot::Bars(bars) => of_bars(bars, data),
        Plot::Lines(lines) => of_lines(lines),
        Plot::Points(points) => of_points(points),
        Plot::Bins(bins) => {
            let most = bins.counts.iter().copied().max().unwrap_or(0);
            let modal = bins
                .iter()
                .filter(|(.., count)| *count == most)
                .map(|(from, to, _)| (from, to))
                .collect();
            let mut facts = vec![Fact::Modal {
                bins: modal,
                count: most,
            }];
            if let (Some(from), Some(to), true) =
                (bins.edges.first(), bins.edges.last(), bins.counts.len() > 1)
            {
                facts.push(Fact::Spread {
                    from: *from,
                    to: *to,
                });
            }
            (bins.counts.iter().sum::<u64>() as usize, facts)
        }
    };
    Description {
        kind: data.plot.kind(),
        title: data.title.clone(),
        x: data.x.clone(),
        y: data.y.clone(),
        color: data.color.clone(),
        unit: data.unit.clone(),
        digits: data.digits,
        own: data.own.clone(),
        count,
        missing: data.missing,
        facts,
    }
}

fn of_bars(bars: &Bars, data: &ChartData) -> (usize, Vec<Fact>) {
    let values_of = |values: &[Option<f64>]| -> Vec<(String, f64)> {
        bars.categories
            .iter()
            .zip(values)
            .filter_map(|(name, value)| Some((name.clone(), (*value)?)))
            .collect()
    };
    let each: Vec<(String, Vec<(String, f64)>)> = bars
        .series
        .iter()
        .map(|series| (series.name.clone(), values_of(&series.values)))
        .collect();
    let count = each.iter().map(|(_, values)| values.len()).sum();
    let facts = if bars.one_bar_each() {
        let all: Vec<(String, f64)> = each.into_iter().flat_map(|(_, values)| values).collect();
        let mut facts = extremes("", &all);
        if data.missing == 0 && all.len() == bars.categories.len() {
            facts.extend(rank(&data.own, &all));
        }
        facts
    } else {
        each.iter()
            .flat_map(|(name, values)| extremes(name, values))
            .collect()
    };
    (count, facts)
}

/// The place of the own town. Nothing where it is not certain (a row that is no town, a total, another town with the
/// same value) or was said with the largest and smallest.
fn rank(own: &str, all: &[(String, f64)]) -> Option<Fact> {
    let (_, value) = all.iter().find(|(name, _)| name == own)?;
    let is_town = |name: &str| name.ends_with(['市', '町', '村', '区']) && !names_total(name);
    let above = all.iter().filter(|(_, other)| other > value).count();
    let same = all.iter().filter(|(_, other)| other == value).count();
    let certain = same == 1 && all.iter().all(|(name, _)| is_town(name));
    (certain && above > 0 && above + 1 < all.len()).then_some(Fact::Rank {
        rank: above + 1,
        of: all.len(),
    })
}

/// Largest and smallest of named values.
fn extremes(series: &str, values: &[(String, f64)]) -> Vec<Fact> {
    let (Some(most), Some(least)) = (
        values
            .iter()
            .map(|(_, value)| *value)
            .max_by(f64::total_cmp),
        values
            .iter()
            .map(|(_, value)| *value)
            .min_by(f64::total_cmp),
    ) else {
        return Vec::new();
    };
    let named = |wanted: f64| {
        values
            .iter()
            .filter(|(_, value)| *value == wanted)
            .map(|(name, _)| name.clone())
            .collect()
    };
    let series = series.to_owned();
    if most == least && values.len() > 1 {
        return vec![Fact::AllEqual {
            series,
            value: most,
        }];
    }
    let mut facts = vec![Fact::Largest {
        series: series.clone(),
        names: named(most),
        value: most,
    }];
    if values.len() > 1 {
        facts.push(Fact::Smallest {
            series,
            names: named(least),
            value: least,
        });
    }
    facts
}

fn of_lines(lines: &Lines) -> (usize, Vec<Fact>) {
    /// So many lines are told apart by ear.
    const SAID: usize = 3;
    let mut count = 0;
    let mut facts = Vec::new();
    let is_time = lines.order == Order::Time;
    if lines.order == Order::Names {
        facts.push(Fact::NoOrder);
    }
    for line in &lines.series {
        let present: Vec<(f64, f64)> = line
            .points
            .iter()
            .filter_map(|(x, y)| Some((*x, (*y)?)))
            .collect();
        count += present.len();
        let (Some((from, first)), Some((to, last))) =
            (present.first().copied(), present.last().copied())
        else {
            continue;
        };
        if present.len() > 1 && is_time {
            let change = last - first;
            let direction = if change.abs() <= first.abs().max(last.abs()) * 0.01 {
                Direction::Level
            } else if change > 0.0 {
                Direction::Up
            } else {
                Direction::Down
            };
            facts.push(Fact::Trend {
                series: line.name.clone(),
                from: lines.scale.label(from),
                first,
                to: lines.scale.label(to),
                last,
                direction,
            });
        }
        // Several lines with all their extremes would be a paragraph that nobody listens to.
        if lines.series.len() == 1 || (!is_time && lines.series.len() <= SAID) {
            let named: Vec<(String, f64)> = present
                .iter()
                .map(|(x, y)| (lines.scale.label(*x), *y))
                .collect();
            // At the two ends they were said with the trend.
            let ends = [lines.scale.label(from), lines.scale.label(to)];
            let inside = |fact: &Fact| match fact {
                Fact::Largest { names, .. } | Fact::Smallest { names, .. } => {
                    names.iter().any(|name| !ends.contains(name))
                }
                _ => true,
            };
            let extremes = extremes(&line.name, &named);
            if present.len() == 1 || !is_time || extremes.iter().any(inside) {
                facts.extend(extremes);
            }
        }
    }
    (count, facts)
}

fn of_points(points: &Points) -> (usize, Vec<Fact>) {
    let all: Vec<(f64, f64)> = points
        .series
        .iter()
        .flat_map(|series| series.points.iter().copied())
        .collect();
    let facts = correlation(&all)
        .map(|r| {
            let strength = match r.abs() {
                size if size >= 0.7 => Strength::Strong,
                size if size >= 0.4 => Strength::Medium,
                size if size >= 0.2 => Strength::Weak,
                _ => Strength::None,
            };
            Fact::Correlation { r, strength }
        })
        .into_iter()
        .collect();
    (all.len(), facts)
}

/// Pearson's r; `None` below three points or where one side does not vary.
fn correlation(points: &[(f64, f64)]) -> Option<f64> {
    if points.len() < 3 {
        return None;
    }
    let n = points.len() as f64;
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / n;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / n;
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in points {
        xy += (x - mean_x) * (y - mean_y);
        xx += (x - mean_x) * (x - mean_x);
        yy += (y - mean_y) * (y - mean_y);
    }
    let r = xy / (xx.sqrt() * yy.sqrt());
    r.is_finite().then(|| r.clamp(-1.0, 1.0))
}
