//! Boxes with whiskers, upright or lying.

use plotters::style::text_anchor::{HPos, VPos};

use super::surface::Surface;
use super::{
    LYING_BOTTOM, LYING_TOP, Panel, at, below, labels_below, marks, value_axis, value_room,
};
use crate::data::{Boxes, ChartData, ends};
use crate::mark::Rect;
use crate::measure::{ems, shorten, shorten_all};
use crate::stats::BoxOf;
use crate::tabulate::with_unit;
use crate::ticks::{Ticks, number_ticks};

/// Where boxes stand: their places along one side and the scale of their values.
struct Frame<'a> {
    plot: Rect,
    ticks: &'a Ticks,
    lying: bool,
    slot: f64,
}

impl Frame<'_> {
    /// A point so far along the categories (in slots) with a value.
    fn point(&self, along: f64, value: f64) -> (f64, f64) {
        let (low, high) = (self.ticks.low, self.ticks.high);
        if self.lying {
            (
                at(value, low, high, self.plot.left, self.plot.right),
                self.plot.top + self.slot * along,
            )
        } else {
            (
                self.plot.left + self.slot * along,
                at(value, low, high, self.plot.bottom, self.plot.top),
            )
        }
    }

    fn rect(&self, (from, to): (f64, f64), (low, high): (f64, f64)) -> Rect {
        let (a, b) = (self.point(from, low), self.point(to, high));
        Rect {
            left: a.0.min(b.0),
            top: a.1.min(b.1),
            right: a.0.max(b.0),
            bottom: a.1.max(b.1),
        }
    }
}

/// Draws the boxes of one chart; gives whether the axis of values does not start at 0.
pub(super) fn draw(
    surface: &mut Surface<'_>,
    data: &ChartData,
    boxes: &Boxes,
    panel: Panel,
    lying: bool,
) -> bool {
    let all = boxes.series.iter().flatten().flatten();
    let (min, max) = ends(all.flat_map(|of| <[f64; 2]>::from(of.ends())));
    // As for lines: where zero is near, it is shown.
    let low = if min >= 0.0 && min <= max * 0.4 {
        0.0
    } else {
        min
    };
    let high = if max <= 0.0 && max >= min * 0.4 {
        0.0
    } else {
        max
    };
    let name = with_unit(&data.y, &data.unit);
    let categories = boxes.categories.len().max(1);
    let ticks;
    let frame;
    if lying {
        let limit = (panel.frame.width() / surface.em(1.0) / 3.0).max(3.0);
        let names: Vec<&str> = boxes.categories.iter().map(String::as_str).collect();
        let names = shorten_all(&names, limit);
        let x = shorten(&data.x, limit);
        let end = names.iter().map(|name| ems(name)).fold(ems(&x), f64::max);
        let names_end = panel.frame.left + surface.em(end);
        let plot = Rect {
            left: names_end + surface.em(0.5),
            top: panel.frame.top + surface.em(LYING_TOP),
            right: panel.frame.right - surface.em(1.0),
            bottom: panel.frame.bottom - surface.em(LYING_BOTTOM),
        };
        let y = panel.frame.top + surface.em(0.6);
        surface.text(&x, names_end, y, HPos::Right, VPos::Center, false);
        let name = shorten(&name, plot.width() / surface.em(1.0));
        surface.text(&name, plot.left, y, HPos::Left, VPos::Center, false);
        let room = (plot.width() / surface.em(6.0)).clamp(2.0, 8.0) as usize;
        ticks = number_ticks(low, high, room, false, false);
        frame = Frame {
            slot: plot.height() / categories as f64,
            plot,
            ticks: &ticks,
            lying,
        };
        for (value, _) in &ticks.marks {
            let x = frame.point(0.0, *value).0;
            let grid = surface.palette().grid;
            surface.rule((x, plot.top), (x, plot.bottom), grid, 1.0);
        }
        for (i, name) in names.iter().enumerate() {
            let y = frame.point(i as f64 + 0.5, low).1;
            surface.text(name, names_end, y, HPos::Right, VPos::Center, false);
        }
        let marks: Vec<(f64, String)> = ticks
            .marks
            .iter()
            .map(|(value, label)| (frame.point(0.0, *value).0, label.clone()))
            .collect();
        labels_below(surface, &marks, &plot, "");
    } else {
        let under = below(surface, panel.frame, &data.x);
        let room = value_room(surface, &under).clamp(2.0, 8.0) as usize;
        ticks = number_ticks(low, high, room, false, false);
        let plot = value_axis(surface, &name, &ticks, under);
        frame = Frame {
            slot: plot.width() / categories as f64,
            plot,
            ticks: &ticks,
            lying,
        };
        let (left, right) = ((plot.left, plot.bottom), (plot.right, plot.bottom));
        surface.rule(left, right, surface.palette().muted, 1.0);
        let centers: Vec<(f64, String)> = boxes
            .categories
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty())
            .map(|(i, name)| (frame.point(i as f64 + 0.5, low).0, name.clone()))
            .collect();
        labels_below(surface, &centers, &plot, &data.x);
    }
    let own = boxes.series.get(panel.number).into_iter().flatten();
    for (at, (of, name)) in own.zip(&boxes.categories).enumerate() {
        if let Some(of) = of {
            one(surface, &frame, (panel.number, at), of, data.is_own(name));
        }
    }
    ticks.low > 0.0 || ticks.high < 0.0
}

fn one(
    surface: &mut Surface<'_>,
    frame: &Frame<'_>,
    (series, at): (usize, usize),
    of: &BoxOf,
    is_own: bool,
) {
    /// Half of a box, and of the end of a whisker, in slots; a box is no wider than this in em.
    const HALF: f64 = 0.3;
    const END: f64 = 0.14;
    const WIDEST: f64 = 6.0;
    let shrink = (surface.em(WIDEST) / (2.0 * HALF * frame.slot)).min(1.0);
    let (half, end) = (HALF * shrink, END * shrink);
    let middle = at as f64 + 0.5;
    let (ink, color) = (surface.palette().text, surface.series_color(0));
    for (from, to) in [(of.low, of.q1), (of.q3, of.high)] {
        surface.rule(frame.point(middle, from), frame.point(middle, to), ink, 1.5);
    }
    for whisker in [of.low, of.high] {
        let ends = [middle - end, middle + end].map(|along| frame.point(along, whisker));
        surface.polyline(&ends, ink, 1.5);
    }
    let body = frame.rect((middle - half, middle + half), (of.q1, of.q3));
    // Half of the way to the colour, so that the median is seen on it in both themes.
    surface.fill(body, surface.palette().background.mix(color, 0.45));
    surface.outline(
        body,
        if is_own { ink } else { color },
        if is_own { 3.0 } else { 1.5 },
    );
    let median = [middle - half, middle + half].map(|along| frame.point(along, of.median));
    surface.polyline(&median, ink, 3.0);
    let whole = frame.rect((middle - half, middle + half), (of.low, of.high));
    let reach = frame.rect((at as f64, at as f64 + 1.0), (of.low, of.high));
    surface.mark_part((series, at, 0), whole, reach);
    for (number, (value, _)) in of.outliers.iter().enumerate() {
        let (x, y) = frame.point(middle, *value);
        marks::marker(surface, x, y, 6);
        let (rect, reach) = marks::around_point(surface, (x, y));
        surface.mark_part((series, at, number + 1), rect, reach);
    }
}
