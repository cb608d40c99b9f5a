//! A chart as facts, for the sentence under it and for people who do not see it.

use spec::{ChartKind, ChartStack};

use table::text::names_total;

use crate::bins::Bins;
use crate::data::{
    Bars, Boxes, ChartData, Choropleth, Heat, Line, Lines, Plot, PointSeries, Points,
};
use crate::digits::Digits;
use crate::order::Order;
use crate::stats::{BoxOf, Fit, NoFit, correlation};
use crate::tabulate::in_panel;

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
    /// What bars or boxes are compared by.
    By(Measure),
    /// Pearson's correlation of all points of a chart.
    Correlation {
        /// The small chart; empty where there is one chart.
        series: String,
        /// −1 … 1.
        r: f64,
        /// In words.
        strength: Strength,
    },
    /// The line through the points of a chart, or why there is none.
    Line {
        /// The small chart; empty where there is one chart.
        series: String,
        /// The line.
        fit: Result<Fit, NoFit>,
    },
    /// A box that stands alone.
    Box(BoxOf),
    /// Values beyond the whiskers.
    Outliers {
        /// How many.
        count: usize,
        /// Names of their rows, each once, without those that have none.
        names: Vec<String>,
    },
    /// Classes of a map: so many, with about equally many places each.
    Classes {
        /// How many.
        count: usize,
    },
    /// Values that name no place of the map.
    Unknown {
        /// Each once.
        names: Vec<String>,
    },
    /// Places without a value.
    Blank {
        /// Their names.
        names: Vec<String>,
    },
    /// The bins that hold most values, and how many each of them holds.
    Modal {
        /// The small chart; empty where there is one chart.
        series: String,
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

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The sum of what stands on each other.
    Totals,
    /// Shares of the sum.
    Shares,
    /// Medians.
    Medians,
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

/// So many series or small charts are told apart by ear.
const SAID: usize = 3;

/// The facts of a chart.
pub fn describe(data: &ChartData) -> Description {
    let (count, facts) = match &data.plot {
        Plot::Bars(bars) => of_bars(bars, data),
        Plot::Lines(lines) => of_lines(lines, data),
        Plot::Points(points) => of_points(points, data),
        Plot::Bins(bins) => of_bins(bins, data),
        Plot::Boxes(boxes) => of_boxes(boxes, data),
        Plot::Heat(heat) => of_cells(heat),
        Plot::Map(map) => of_map(map, data),
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

/// Values by the names of their places.
type Named = Vec<(String, f64)>;

/// Of many small charts, the largest and the smallest of all of them.
fn over_all(data: &ChartData, each: &[(usize, Named)]) -> Vec<Fact> {
    let all: Named = each
        .iter()
        .flat_map(|(series, values)| {
            let panel = data.panel_of(*series);
            values
                .iter()
                .map(move |(name, value)| (in_panel(panel, name), *value))
        })
        .collect();
    extremes("", &all)
}

fn of_bins(each: &[Bins], data: &ChartData) -> (usize, Vec<Fact>) {
    let count = each.iter().flat_map(|bins| &bins.counts).sum::<u64>() as usize;
    let mut facts = Vec::new();
    if each.len() <= SAID {
        for (at, bins) in each.iter().enumerate() {
            let most = bins.counts.iter().copied().max().unwrap_or(0);
            let modal = bins
                .iter()
                .filter(|(.., count)| *count == most)
                .map(|(from, to, _)| (from, to))
                .collect();
            if most > 0 {
                facts.push(Fact::Modal {
                    series: data.panel_of(at).to_owned(),
                    bins: modal,
                    count: most,
                });
            }
        }
    }
    let edges = each.first().map_or(&[][..], |bins| &bins.edges);
    if let (Some(from), Some(to), true) = (edges.first(), edges.last(), edges.len() > 2) {
        facts.push(Fact::Spread {
            from: *from,
            to: *to,
        });
    }
    (count, facts)
}

fn of_bars(bars: &Bars, data: &ChartData) -> (usize, Vec<Fact>) {
    let values_of = |values: &[Option<f64>]| -> Named {
        bars.categories
            .iter()
            .zip(values)
            .filter_map(|(name, value)| Some((name.clone(), (*value)?)))
            .collect()
    };
    let each: Vec<(usize, Named)> = bars
        .series
        .iter()
        .enumerate()
        .map(|(at, series)| (at, values_of(&series.values)))
        .collect();
    let count = each.iter().map(|(_, values)| values.len()).sum();
    let mut facts = Vec::new();
    match bars.stack {
        ChartStack::None => {}
        ChartStack::Stacked => facts.push(Fact::By(Measure::Totals)),
        ChartStack::Share => facts.push(Fact::By(Measure::Shares)),
    }
    // What stands on each other is compared as a whole.
    let each: Vec<(usize, Named)> = if bars.stack == ChartStack::Stacked {
        let totals = bars.totals().into_iter().enumerate();
        let first = |panel: usize| panel * bars.colors;
        totals
            .map(|(panel, values)| (first(panel), values_of(&values)))
            .collect()
    } else {
        each
    };
    if data.panel_count() > SAID {
        facts.extend(over_all(data, &each));
    } else if bars.one_bar_each() && bars.stack == ChartStack::None {
        for panel in 0..data.panel_count() {
            let range = data.series_of(panel);
            let mut all: Named = Vec::new();
            for (at, values) in &each {
                if range.contains(at) {
                    all.extend(values.iter().cloned());
                }
            }
            let name = data.panel_of(range.start);
            facts.extend(extremes(name, &all));
            if data.missing == 0 && name.is_empty() && all.len() == bars.categories.len() {
                facts.extend(rank(&data.own, &all));
            }
        }
    } else {
        for (at, values) in &each {
            let color = match (bars.stack, bars.series.get(*at)) {
                (ChartStack::Stacked, _) | (_, None) => "",
                (_, Some(series)) => &series.name,
            };
            facts.extend(extremes(&in_panel(data.panel_of(*at), color), values));
        }
    }
    (count, facts)
}

fn of_boxes(boxes: &Boxes, data: &ChartData) -> (usize, Vec<Fact>) {
    let all = || boxes.series.iter().flatten().flatten();
    let count = all().map(|of| of.count).sum();
    let mut facts = Vec::new();
    let medians: Vec<(usize, Named)> = boxes
        .series
        .iter()
        .map(|boxes_of| {
            let named = boxes.categories.iter().zip(boxes_of);
            named
                .filter_map(|(name, of)| Some((name.clone(), of.as_ref()?.median)))
                .collect()
        })
        .enumerate()
        .collect();
    let mut each = all();
    match (each.next(), each.next()) {
        (Some(only), None) => facts.push(Fact::Box(only.clone())),
        _ => {
            facts.push(Fact::By(Measure::Medians));
            if data.panel_count() > SAID || boxes.categories.len() == 1 {
                facts.extend(over_all(data, &medians));
            } else {
                for (at, values) in &medians {
                    facts.extend(extremes(data.panel_of(*at), values));
                }
            }
        }
    }
    let outliers = || all().flat_map(|of| &of.outliers);
    if outliers().next().is_some() {
        let mut names: Vec<String> = Vec::new();
        for (_, name) in outliers() {
            // One place may be far out in several charts.
            if !name.is_empty() && !names.contains(name) {
                names.push(name.clone());
            }
        }
        facts.push(Fact::Outliers {
            count: outliers().count(),
            names,
        });
    }
    (count, facts)
}

fn of_cells(heat: &Heat) -> (usize, Vec<Fact>) {
    let mut all: Named = Vec::new();
    for (row, values) in heat.rows.iter().zip(&heat.values) {
        for (column, value) in heat.columns.iter().zip(values) {
            all.extend(value.map(|value| (format!("{row}・{column}"), value)));
        }
    }
    (all.len(), extremes("", &all))
}

fn of_map(map: &Choropleth, data: &ChartData) -> (usize, Vec<Fact>) {
    let named = |values: &Vec<Option<f64>>| -> Named {
        let places = map.map.places.iter().zip(values);
        places
            .filter_map(|(place, value)| Some((place.name.clone(), (*value)?)))
            .collect()
    };
    let each: Vec<(usize, Named)> = map.series.iter().map(named).enumerate().collect();
    let count = each.iter().map(|(_, values)| values.len()).sum();
    let mut facts = Vec::new();
    if data.panel_count() > SAID {
        facts.extend(over_all(data, &each));
    } else {
        for (at, values) in &each {
            facts.extend(extremes(data.panel_of(*at), values));
        }
    }
    if let [(_, all)] = each.as_slice() {
        if all.len() == map.map.places.len() {
            facts.extend(rank(&data.own, all));
        }
        let places = map.map.places.iter().zip(map.series.iter().flatten());
        let blank: Vec<String> = places
            .filter(|(_, value)| value.is_none())
            .map(|(place, _)| place.name.clone())
            .collect();
        if !blank.is_empty() {
            facts.push(Fact::Blank { names: blank });
        }
    }
    if map.classes.len() > 1 {
        facts.push(Fact::Classes {
            count: map.classes.len(),
        });
    }
    if !map.unknown.is_empty() {
        facts.push(Fact::Unknown {
            names: map.unknown.clone(),
        });
    }
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

fn of_lines(lines: &Lines, data: &ChartData) -> (usize, Vec<Fact>) {
    let mut facts = Vec::new();
    let is_time = lines.order == Order::Time;
    if lines.order == Order::Names {
        facts.push(Fact::NoOrder);
    }
    let present = |line: &Line| -> Vec<(f64, f64)> {
        let points = line.points.iter();
        points.filter_map(|(x, y)| Some((*x, (*y)?))).collect()
    };
    let named = |points: &[(f64, f64)]| -> Named {
        let points = points.iter();
        points.map(|(x, y)| (lines.scale.label(*x), *y)).collect()
    };
    let count = lines.series.iter().map(|line| present(line).len()).sum();
    if data.panel_count() > SAID {
        let each: Vec<(usize, Named)> = lines
            .series
            .iter()
            .map(|line| named(&present(line)))
            .enumerate()
            .collect();
        facts.extend(over_all(data, &each));
        return (count, facts);
    }
    for (at, line) in lines.series.iter().enumerate() {
        let present = present(line);
        let name = in_panel(data.panel_of(at), &line.name);
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
                series: name.clone(),
                from: lines.scale.label(from),
                first,
                to: lines.scale.label(to),
                last,
                direction,
            });
        }
        // Several lines with all their extremes would be a paragraph that nobody listens to.
        if lines.series.len() == 1 || (!is_time && lines.series.len() <= SAID) {
            // At the two ends they were said with the trend.
            let ends = [lines.scale.label(from), lines.scale.label(to)];
            let inside = |fact: &Fact| match fact {
                Fact::Largest { names, .. } | Fact::Smallest { names, .. } => {
                    names.iter().any(|name| !ends.contains(name))
                }
                _ => true,
            };
            let extremes = extremes(&name, &named(&present));
            if present.len() == 1 || !is_time || extremes.iter().any(inside) {
                facts.extend(extremes);
            }
        }
    }
    (count, facts)
}

fn of_points(points: &Points, data: &ChartData) -> (usize, Vec<Fact>) {
    let all = |series: &[PointSeries]| -> Vec<(f64, f64)> {
        let points = series.iter().flat_map(|series| series.points.iter());
        points.copied().collect()
    };
    let count = all(&points.series).len();
    let mut facts = Vec::new();
    for panel in 0..data.panel_count() {
        let range = data.series_of(panel);
        let series = data.panel_of(range.start).to_owned();
        let together = all(points.series.get(range).unwrap_or_default());
        let line = points.fits.get(panel);
        if let (Some(r), true) = (correlation(&together), data.panel_count() <= SAID) {
            let strength = match r.abs() {
                size if size >= 0.7 => Strength::Strong,
                size if size >= 0.4 => Strength::Medium,
                size if size >= 0.2 => Strength::Weak,
                _ => Strength::None,
            };
            facts.push(Fact::Correlation {
                series: series.clone(),
                r,
                strength,
            });
        }
        if let Some(fit) = line {
            facts.push(Fact::Line { series, fit: *fit });
        }
    }
    (count, facts)
}
