//! What was drawn and where: the marks that a pointer or the arrow keys come to, and what each of them says.

use crate::data::{ChartData, Plot};
use crate::scale::Scale;

/// A rectangle, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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

/// A bar, bin, point, box, cell or place as it was drawn, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Number of its series; of a cell, its row.
    pub series: usize,
    /// Its place in the series: category, point, bin, column or place.
    pub at: usize,
    /// 0, or the number of an outlier of a box, from 1.
    pub part: usize,
    /// Where it stands.
    pub rect: Rect,
    /// Where a pointer means it: the whole slot of a bar, some pixels around a point.
    pub reach: Rect,
    /// Where a pointer means it within its reach: all of it where there is no outline.
    pub outline: Vec<Vec<(f64, f64)>>,
}

impl Mark {
    /// Distance of a point from the middle; `None` where it does not mean this mark.
    fn holds(&self, x: f64, y: f64) -> Option<f64> {
        let distance = self.reach.holds(x, y)?;
        (self.outline.is_empty() || is_inside(&self.outline, x, y)).then_some(distance)
    }
}

/// Whether a point lies inside an odd number of rings.
fn is_inside(rings: &[Vec<(f64, f64)>], x: f64, y: f64) -> bool {
    let mut inside = false;
    for ring in rings {
        for ((x1, y1), (x2, y2)) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (*y1 > y) != (*y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1) {
                inside = !inside;
            }
        }
    }
    inside
}

/// The mark that a pointer means.
pub fn mark_at(marks: &[Mark], x: f64, y: f64) -> Option<usize> {
    let near = marks.iter().enumerate();
    near.filter_map(|(at, mark)| Some((at, mark.holds(x, y)?)))
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(at, _)| at)
}

/// What a mark says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Category, position, place or name of the point; empty for a bin, or where the table names no rows.
    pub name: String,
    /// Value of the colour column; of a cell, its column; of an outlier, the name of its row. Empty without one.
    pub series: String,
    /// The small chart in which it stands; empty where there is one chart.
    pub panel: String,
    /// The x of a point; lower edge of a bin.
    pub from: String,
    /// Upper edge of a bin.
    pub to: String,
    /// The value, without its unit; empty where a place has none.
    pub value: String,
    /// What a share is of, without its unit; empty for anything else.
    pub amount: String,
    /// Of a box: how many values, and the ends of its parts from the lowest, without their unit.
    pub box_of: Option<(usize, [String; 5])>,
}

impl ChartData {
    /// What a mark of the chart says; `None` where there is no such mark.
    pub fn read(&self, mark: &Mark) -> Option<Reading> {
        let value = |number: f64| self.digits.write(number);
        let panel = self.panel_of(mark.series).to_owned();
        Some(match &self.plot {
            Plot::Bars(bars) => {
                let series = bars.series.get(mark.series)?;
                let amounts = bars.amounts.get(mark.series);
                let amount = amounts.and_then(|series| series.value(mark.at));
                Reading {
                    name: bars.categories.get(mark.at)?.clone(),
                    series: series.name.clone(),
                    panel,
                    value: value(series.value(mark.at)?),
                    amount: amount
                        .map(|amount| bars.amount_digits.write(amount))
                        .unwrap_or_default(),
                    ..Reading::default()
                }
            }
            Plot::Lines(lines) => {
                let line = lines.series.get(mark.series)?;
                let (x, y) = line.points.get(mark.at)?;
                Reading {
                    name: lines.scale.label(*x),
                    series: line.name.clone(),
                    panel,
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
                    panel,
                    from: match points.scale {
                        Scale::Number { year: false, .. } => self.x_digits.write(*x),
                        _ => points.scale.label(*x),
                    },
                    value: value(*y),
                    ..Reading::default()
                }
            }
            Plot::Bins(bins) => {
                let (from, to, count) = bins.get(mark.series)?.iter().nth(mark.at)?;
                Reading {
                    panel,
                    from: value(from),
                    to: value(to),
                    value: count.to_string(),
                    ..Reading::default()
                }
            }
            Plot::Boxes(boxes) => {
                let of = boxes.series.get(mark.series)?.get(mark.at)?.as_ref()?;
                let name = boxes.categories.get(mark.at)?.clone();
                match mark.part.checked_sub(1) {
                    Some(outlier) => {
                        let (number, row) = of.outliers.get(outlier)?;
                        Reading {
                            name,
                            series: row.clone(),
                            panel,
                            value: value(*number),
                            ..Reading::default()
                        }
                    }
                    None => Reading {
                        name,
                        panel,
                        value: value(of.median),
                        box_of: Some((
                            of.count,
                            [of.low, of.q1, of.median, of.q3, of.high].map(value),
                        )),
                        ..Reading::default()
                    },
                }
            }
            Plot::Heat(heat) => Reading {
                name: heat.rows.get(mark.series)?.clone(),
                series: heat.columns.get(mark.at)?.clone(),
                value: heat
                    .values
                    .get(mark.series)?
                    .get(mark.at)?
                    .map(value)
                    .unwrap_or_default(),
                ..Reading::default()
            },
            Plot::Map(map) => Reading {
                name: map.map.places.get(mark.at)?.name.clone(),
                panel,
                value: map
                    .series
                    .get(mark.series)?
                    .get(mark.at)?
                    .map(value)
                    .unwrap_or_default(),
                ..Reading::default()
            },
        })
    }
}
