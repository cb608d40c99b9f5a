//! What was drawn and where: the marks that a pointer or the arrow keys come to, and what each of them says.

use crate::data::{ChartData, Plot};
use crate::scale::Scale;

/// A rectangle, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Rect {
    pub(crate) fn width(&self) -> f64 {
        (self.right - self.left).max(1.0)
    }

    pub(crate) fn height(&self) -> f64 {
        (self.bottom - self.top).max(1.0)
    }

    /// Distance of a point from the middle; `None` outside.
    fn holds(&self, x: f64, y: f64) -> Option<f64> {
        let inside = self.left <= x && x <= self.right && self.top <= y && y <= self.bottom;
        inside.then(|| {
            let across = x - (self.left + self.right) / 2.0;
            let down = y - (self.top + self.bottom) / 2.0;
            across * across + down * down
        })
    }
}

/// A bar, bin or point as it was drawn, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Number of its series.
    pub series: usize,
    /// Its place in the series: category, point or bin.
    pub at: usize,
    /// Where it stands.
    pub rect: Rect,
    /// Where a pointer means it: the whole slot of a bar, some pixels around a point.
    pub reach: Rect,
}

/// The mark that a pointer means.
pub fn mark_at(marks: &[Mark], x: f64, y: f64) -> Option<usize> {
    let near = marks.iter().enumerate();
    near.filter_map(|(at, mark)| Some((at, mark.reach.holds(x, y)?)))
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(at, _)| at)
}

/// What a mark says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Category, position or name of the point; empty for a bin, or where the table names no rows.
    pub name: String,
    /// Value of the colour column; empty without one.
    pub series: String,
    /// The x of a point; lower edge of a bin.
    pub from: String,
    /// Upper edge of a bin.
    pub to: String,
    /// The value, without its unit.
    pub value: String,
}

impl ChartData {
    /// What a mark of the chart says; `None` where there is no such mark.
    pub fn read(&self, mark: &Mark) -> Option<Reading> {
        let value = |number: f64| self.digits.write(number);
        Some(match &self.plot {
            Plot::Bars(bars) => {
                let series = bars.series.get(mark.series)?;
                Reading {
                    name: bars.categories.get(mark.at)?.clone(),
                    series: series.name.clone(),
                    value: value((*series.values.get(mark.at)?)?),
                    ..Reading::default()
                }
            }
            Plot::Lines(lines) => {
                let line = lines.series.get(mark.series)?;
                let (x, y) = line.points.get(mark.at)?;
                Reading {
                    name: lines.scale.label(*x),
                    series: line.name.clone(),
                    value: value((*y)?),
                    ..Reading::default()
                }
            }
            Plot::Points(points) => {
                let series = points.series.get(mark.series)?;
                let (x, y) = series.points.get(mark.at)?;
                Reading {
                    name: series.names.get(mark.at).cloned().unwrap_or_default(),
                    series: series.name.clone(),
                    from: match points.scale {
                        Scale::Number { year: false, .. } => self.x_digits.write(*x),
                        _ => points.scale.label(*x),
                    },
                    value: value(*y),
                    ..Reading::default()
                }
            }
            Plot::Bins(bins) => {
                let (from, to, count) = bins.iter().nth(mark.at)?;
                Reading {
                    from: value(from),
                    to: value(to),
                    value: count.to_string(),
                    ..Reading::default()
                }
            }
        })
    }
}
