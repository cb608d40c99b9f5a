//! Drawing: layout of title, legend, axes and marks on whatever backend there is.

mod marks;
mod surface;

use plotters::drawing::IntoDrawingArea;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

use crate::bins::Bins;
use crate::data::{Bars, ChartData, ChartError, Lines, Plot, Points, Scale};
use crate::measure::{ems, shorten, shorten_all, wrap};
use crate::style::{Rgb, Style};
use crate::tabulate::with_unit;
use crate::ticks::{
    Ticks, are_years, date_ticks, decimals_of, inner_ticks, label, number_ticks, value_label,
};

use self::surface::{Rect, Surface};

/// Height in CSS pixels at which a chart of this width reads well. Lying bars need a line each.
pub fn preferred_height(data: &ChartData, width: f64, text_size: f64) -> f64 {
    let upright = (width * 0.56).clamp(text_size * 23.0, text_size * 32.0);
    match &data.plot {
        Plot::Bars(bars) if lie(bars, width / text_size) => {
            let lines = if bars.one_bar_each() {
                1.45
            } else {
                0.5 + 0.75 * bars.series.len() as f64
            };
            let wanted = text_size * (8.0 + lines.max(1.45) * bars.categories.len() as f64);
            wanted.clamp(text_size * 14.0, text_size * 100.0)
        }
        _ => upright,
    }
}

/// Whether the chart's bars lie on their sides at this width in CSS pixels: the caller should say so, because what
/// was picked for «across» then stands at the left.
pub fn lies_down(data: &ChartData, width: f64, text_size: f64) -> bool {
    matches!(&data.plot, Plot::Bars(bars) if lie(bars, width / text_size))
}

/// Whether bars lie: their names do not fit side by side under upright ones.
fn lie(bars: &Bars, width_in_ems: f64) -> bool {
    if bars.ordinal {
        return false;
    }
    let slot = (width_in_ems - 7.0).max(1.0) / bars.categories.len().max(1) as f64;
    bars.categories.iter().any(|name| ems(name) + 0.5 > slot)
}

/// Draws the chart over the whole backend.
///
/// # Errors
/// [`ChartError::Backend`] when the backend refuses.
pub fn draw<DB: DrawingBackend>(
    data: &ChartData,
    style: &Style,
    backend: DB,
) -> Result<(), ChartError> {
    let area = backend.into_drawing_area();
    let mut surface = Surface::new(&area, style);
    surface.clear(style.palette.background);
    let frame = head_and_foot(&mut surface, data, style);
    match &data.plot {
        Plot::Bars(bars) if lie(bars, surface.width_in_ems()) => {
            lying_bars(&mut surface, data, bars, frame)
        }
        Plot::Bars(bars) => upright_bars(&mut surface, data, bars, frame),
        Plot::Lines(lines) => line_chart(&mut surface, data, lines, frame),
        Plot::Points(points) => scatter(&mut surface, data, points, frame),
        Plot::Bins(bins) => histogram(&mut surface, data, bins, frame),
    }
    surface.finish()?;
    area.present()
        .map_err(|error| ChartError::Backend(error.to_string()))
}

/// Title, legend and source line; gives what is left between them.
fn head_and_foot<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    data: &ChartData,
    style: &Style,
) -> Rect {
    let (width, height) = surface.size();
    let margin = surface.em(0.75);
    let mut frame = Rect {
        left: margin,
        top: margin,
        right: width - margin,
        bottom: height - margin,
    };
    let room = frame.width() / surface.em(1.2);
    for line in wrap(&data.title, room, 2) {
        surface.title(
            &line,
            (frame.left + frame.right) / 2.0,
            frame.top + surface.em(0.7),
        );
        frame.top += surface.em(1.6);
    }
    if !data.title.is_empty() {
        frame.top += surface.em(0.3);
    }
    legend(surface, data, &mut frame);
    if !style.footer.is_empty() {
        let lines = wrap(&style.footer, frame.width() / surface.em(0.86), 3);
        for line in lines.iter().rev() {
            surface.small(line, frame.left, frame.bottom - surface.em(0.5));
            frame.bottom -= surface.em(1.2);
        }
        frame.bottom -= surface.em(0.4);
    }
    frame
}

/// One swatch and name a series; a line breaks where the next entry does not fit.
fn legend<DB: DrawingBackend>(surface: &mut Surface<'_, DB>, data: &ChartData, frame: &mut Rect) {
    let names: Vec<&str> = match &data.plot {
        Plot::Bars(bars) => bars
            .series
            .iter()
            .map(|series| series.name.as_str())
            .collect(),
        Plot::Lines(lines) => lines.series.iter().map(|line| line.name.as_str()).collect(),
        Plot::Points(points) => points
            .series
            .iter()
            .map(|series| series.name.as_str())
            .collect(),
        Plot::Bins(_) => Vec::new(),
    };
    if data.color.is_empty() || names.is_empty() {
        return;
    }
    let mut x = frame.left;
    let mut y = frame.top + surface.em(0.7);
    let caption = format!("{}:", shorten(&data.color, 10.0));
    surface.text(&caption, x, y, HPos::Left, VPos::Center, false);
    x += surface.em(ems(&caption) + 0.6);
    for (at, name) in shorten_all(&names, 12.0).into_iter().enumerate() {
        let wide = surface.em(ems(&name) + 2.6);
        if x + wide > frame.right && x > frame.left {
            x = frame.left;
            y += surface.em(1.5);
        }
        let swatch = Rect {
            left: x,
            top: y - surface.em(0.5),
            right: x + surface.em(1.4),
            bottom: y + surface.em(0.5),
        };
        match &data.plot {
            Plot::Bars(_) => marks::bar(surface, swatch, at),
            Plot::Lines(_) => {
                surface.polyline(
                    &[(swatch.left, y), (swatch.right, y)],
                    surface.series_color(at),
                    2.0,
                );
                marks::marker(surface, (swatch.left + swatch.right) / 2.0, y, at);
            }
            Plot::Points(_) | Plot::Bins(_) => {
                marks::marker(surface, (swatch.left + swatch.right) / 2.0, y, at)
            }
        }
        surface.text(
            &name,
            swatch.right + surface.em(0.4),
            y,
            HPos::Left,
            VPos::Center,
            false,
        );
        x += wide + surface.em(0.4);
    }
    frame.top = y + surface.em(1.2);
}

/// Position of a value between two ends.
fn at(value: f64, low: f64, high: f64, from: f64, to: f64) -> f64 {
    from + (value - low) / (high - low) * (to - from)
}

fn widest(ticks: &Ticks) -> f64 {
    ticks
        .marks
        .iter()
        .map(|(_, label)| ems(label))
        .fold(0.0, f64::max)
}

/// Ticks of a value axis that begins at zero (bars, counts).
fn from_zero(values: impl Iterator<Item = f64>, room: f64, whole: bool) -> Ticks {
    let (min, max) = values.fold((0.0_f64, 0.0_f64), |(min, max), value| {
        (min.min(value), max.max(value))
    });
    number_ticks(
        min,
        if min == max { 1.0 } else { max },
        room.clamp(2.0, 8.0) as usize,
        whole,
        false,
    )
}

/// Horizontal grid lines with labels at the left and the axis name above; gives the plot's own rectangle.
fn value_axis<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    name: &str,
    ticks: &Ticks,
    frame: Rect,
) -> Rect {
    let mut plot = frame;
    if !name.is_empty() {
        let room = frame.width() / surface.em(1.0);
        surface.text(
            &shorten(name, room),
            frame.left,
            plot.top + surface.em(0.6),
            HPos::Left,
            VPos::Center,
            false,
        );
        plot.top += surface.em(2.0);
    }
    plot.left += surface.em(widest(ticks) + 0.5);
    plot.right -= surface.em(0.8);
    plot.bottom = plot.bottom.max(plot.top + 1.0);
    for (value, label) in &ticks.marks {
        let y = at(*value, ticks.low, ticks.high, plot.bottom, plot.top);
        surface.rule((plot.left, y), (plot.right, y), surface.palette().grid, 1.0);
        surface.text(
            label,
            plot.left - surface.em(0.4),
            y,
            HPos::Right,
            VPos::Center,
            true,
        );
    }
    plot
}

/// Room under the plot for tick labels and the axis name.
fn below<DB: DrawingBackend>(surface: &Surface<'_, DB>, frame: Rect, name: &str) -> Rect {
    Rect {
        bottom: frame.bottom - surface.em(if name.is_empty() { 1.7 } else { 3.2 }),
        ..frame
    }
}

/// How many value marks fit.
fn value_room<DB: DrawingBackend>(surface: &Surface<'_, DB>, frame: &Rect) -> f64 {
    frame.height() / surface.em(3.0)
}

/// Labels under the plot, as many as fit without touching; a mark goes with each label.
fn labels_below<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    marks: &[(f64, String)],
    plot: &Rect,
    name: &str,
) {
    let y = plot.bottom + surface.em(0.5);
    let mut free = f64::NEG_INFINITY;
    let limit = (plot.width() / surface.em(1.0) / 2.0).max(3.0);
    for (x, label) in thinned(surface, marks, limit) {
        let half = surface.em(ems(&label) / 2.0);
        // The outermost labels stay inside the picture.
        let center = x.clamp(half.min(plot.right), (surface.size().0 - half).max(half));
        if center - half < free {
            continue;
        }
        free = center + half + surface.em(0.5);
        surface.rule(
            (x, plot.bottom),
            (x, plot.bottom + surface.em(0.25)),
            surface.palette().muted,
            1.0,
        );
        surface.text(&label, center, y, HPos::Center, VPos::Top, true);
    }
    if !name.is_empty() {
        let room = plot.width() / surface.em(1.0);
        surface.text(
            &shorten(name, room),
            (plot.left + plot.right) / 2.0,
            plot.bottom + surface.em(2.5),
            HPos::Center,
            VPos::Center,
            false,
        );
    }
}

/// Every k-th mark, with the smallest k at which neighbours do not touch, so that what stays is evenly spaced.
fn thinned<DB: DrawingBackend>(
    surface: &Surface<'_, DB>,
    marks: &[(f64, String)],
    limit: f64,
) -> Vec<(f64, String)> {
    let labels: Vec<&str> = marks.iter().map(|(_, label)| label.as_str()).collect();
    let marks: Vec<(f64, String)> = marks
        .iter()
        .map(|(x, _)| *x)
        .zip(shorten_all(&labels, limit))
        .collect();
    for every in 1..=marks.len().max(1) {
        let kept: Vec<(f64, String)> = marks.iter().step_by(every).cloned().collect();
        let touch = kept
            .iter()
            .zip(kept.iter().skip(1))
            .any(|((left, a), (right, b))| {
                right - left < surface.em((ems(a) + ems(b)) / 2.0 + 0.6)
            });
        if !touch {
            return kept;
        }
    }
    marks.into_iter().take(1).collect()
}

/// Digits behind the point with which values are written on bars.
fn decimals_for(values: &[f64]) -> usize {
    if values.iter().all(|value| value.fract() == 0.0) {
        return 0;
    }
    let largest = values.iter().map(|value| value.abs()).fold(0.0, f64::max);
    if largest >= 100.0 {
        1
    } else if largest >= 0.01 {
        decimals_of(largest / 1000.0).min(4)
    } else {
        // Three digits, however small.
        decimals_of(largest / 100.0)
    }
}

fn all_values(bars: &Bars) -> Vec<f64> {
    bars.series
        .iter()
        .flat_map(|series| series.values.iter().flatten().copied())
        .collect()
}

/// Bars of one category: offset and width within its slot (0 … 1).
fn lane(series: usize, of: usize, single: bool) -> (f64, f64) {
    if single {
        return (0.14, 0.72);
    }
    let width = 0.84 / of.max(1) as f64;
    (0.08 + width * series as f64, width * 0.92)
}

fn upright_bars<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    data: &ChartData,
    bars: &Bars,
    frame: Rect,
) {
    let values = all_values(bars);
    let frame = below(surface, frame, &data.x);
    let ticks = from_zero(values.iter().copied(), value_room(surface, &frame), false);
    let plot = value_axis(surface, &with_unit(&data.y, &data.unit), &ticks, frame);
    let slot = plot.width() / bars.categories.len().max(1) as f64;
    let single = bars.one_bar_each();
    let zero = at(0.0, ticks.low, ticks.high, plot.bottom, plot.top);
    let decimals = decimals_for(&values);
    let written = values
        .iter()
        .map(|value| ems(&value_label(*value, decimals)))
        .fold(0.0, f64::max);
    let write = single && surface.em(written + 0.4) <= slot;
    for (number, series) in bars.series.iter().enumerate() {
        let (offset, width) = lane(number, bars.series.len(), single);
        for (category, value) in series.values.iter().enumerate() {
            let Some(value) = value else { continue };
            let left = plot.left + slot * (category as f64 + offset);
            let end = at(*value, ticks.low, ticks.high, plot.bottom, plot.top);
            let rect = Rect {
                left,
                right: left + slot * width,
                top: end.min(zero),
                bottom: end.max(zero),
            };
            marks::bar(surface, rect, number);
            if write {
                let (y, anchor) = if *value < 0.0 {
                    (end + surface.em(0.2), VPos::Top)
                } else {
                    (end - surface.em(0.2), VPos::Bottom)
                };
                surface.text(
                    &value_label(*value, decimals),
                    left + slot * width / 2.0,
                    y,
                    HPos::Center,
                    anchor,
                    false,
                );
            }
        }
    }
    surface.rule(
        (plot.left, zero),
        (plot.right, zero),
        surface.palette().text,
        1.5,
    );
    let centers: Vec<(f64, String)> = bars
        .categories
        .iter()
        .enumerate()
        .map(|(i, name)| (plot.left + slot * (i as f64 + 0.5), name.clone()))
        .collect();
    labels_below(surface, &centers, &plot, &data.x);
}

fn lying_bars<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    data: &ChartData,
    bars: &Bars,
    frame: Rect,
) {
    let values = all_values(bars);
    let mut plot = frame;
    // Names stand at the left, at most a third of the width; the x column's name stands above them.
    let limit = (frame.width() / surface.em(1.0) / 3.0).max(3.0);
    let names: Vec<&str> = bars.categories.iter().map(String::as_str).collect();
    let names = shorten_all(&names, limit);
    surface.text(
        &shorten(&data.x, limit),
        plot.left,
        plot.top + surface.em(0.6),
        HPos::Left,
        VPos::Center,
        false,
    );
    plot.top += surface.em(1.7);
    plot.left += surface.em(names.iter().map(|name| ems(name)).fold(0.0, f64::max) + 0.5);
    plot.bottom -= surface.em(3.2);
    plot.right -= surface.em(1.0);

    let single = bars.one_bar_each();
    let slot = plot.height() / names.len().max(1) as f64;
    let decimals = decimals_for(&values);
    let written = values
        .iter()
        .map(|value| ems(&value_label(*value, decimals)))
        .fold(0.0, f64::max);
    let write = single && slot >= surface.em(1.1) && plot.width() > surface.em(written + 8.0);
    if write {
        plot.right -= surface.em(written);
    }
    let negative = values.iter().any(|value| *value < 0.0);
    if write && negative {
        plot.left += surface.em(written);
    }
    let longest = from_zero(values.iter().copied(), 5.0, false);
    let room = plot.width() / surface.em(widest(&longest) + 1.5);
    let ticks = from_zero(values.iter().copied(), room.min(8.0), false);
    let zero = at(0.0, ticks.low, ticks.high, plot.left, plot.right);
    let value_marks: Vec<(f64, String)> = ticks
        .marks
        .iter()
        .map(|(value, label)| {
            (
                at(*value, ticks.low, ticks.high, plot.left, plot.right),
                label.clone(),
            )
        })
        .collect();
    for (x, _) in &value_marks {
        surface.rule(
            (*x, plot.top),
            (*x, plot.bottom),
            surface.palette().grid,
            1.0,
        );
    }
    // Where a line each does not fit, every k-th name stands, as under upright bars.
    let every = (surface.em(1.15) / slot).ceil().max(1.0) as usize;
    for (i, name) in names.iter().enumerate().step_by(every) {
        let y = plot.top + slot * (i as f64 + 0.5);
        let edge = frame.left + surface.em(names.iter().map(|name| ems(name)).fold(0.0, f64::max));
        surface.text(name, edge, y, HPos::Right, VPos::Center, false);
    }
    for (number, series) in bars.series.iter().enumerate() {
        let (offset, width) = lane(number, bars.series.len(), single);
        for (category, value) in series.values.iter().enumerate() {
            let Some(value) = value else { continue };
            let top = plot.top + slot * (category as f64 + offset);
            let end = at(*value, ticks.low, ticks.high, plot.left, plot.right);
            let rect = Rect {
                left: end.min(zero),
                right: end.max(zero),
                top,
                bottom: top + slot * width,
            };
            marks::bar(surface, rect, number);
            if write {
                let middle = top + slot * width / 2.0;
                let (x, anchor) = if *value < 0.0 {
                    (end - surface.em(0.3), HPos::Right)
                } else {
                    (end + surface.em(0.3), HPos::Left)
                };
                surface.text(
                    &value_label(*value, decimals),
                    x,
                    middle,
                    anchor,
                    VPos::Center,
                    false,
                );
            }
        }
    }
    surface.rule(
        (zero, plot.top),
        (zero, plot.bottom),
        surface.palette().text,
        1.5,
    );
    labels_below(
        surface,
        &value_marks,
        &plot,
        &with_unit(&data.y, &data.unit),
    );
}

/// Marks of an x axis within the plot.
fn x_ticks<DB: DrawingBackend>(
    surface: &Surface<'_, DB>,
    scale: &Scale,
    xs: &[f64],
    width: f64,
    inner: bool,
) -> Ticks {
    let (min, max) = xs
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), x| {
            (min.min(*x), max.max(*x))
        });
    let room = (width / surface.em(6.0)).clamp(2.0, 12.0) as usize;
    match scale {
        Scale::Date => date_ticks(min, max, room),
        Scale::Number { whole, year } if inner => inner_ticks(min, max, room, *whole, *year),
        Scale::Number { whole, year } => number_ticks(min, max, room, *whole, *year),
        Scale::Text(names) => {
            let last = names.len().saturating_sub(1) as f64;
            let marks = names
                .iter()
                .enumerate()
                .map(|(i, name)| (i as f64, name.clone()))
                .collect();
            Ticks {
                low: -0.5,
                high: last + 0.5,
                marks,
            }
        }
    }
}

fn line_chart<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    data: &ChartData,
    lines: &Lines,
    frame: Rect,
) {
    let values: Vec<f64> = lines
        .series
        .iter()
        .flat_map(|line| line.points.iter().filter_map(|(_, y)| *y))
        .collect();
    let xs: Vec<f64> = lines
        .series
        .iter()
        .flat_map(|line| line.points.iter().map(|(x, _)| *x))
        .collect();
    let frame = below(surface, frame, &data.x);
    let (min, max) = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), y| {
            (min.min(*y), max.max(*y))
        });
    // A line may start above zero, but when zero is near, showing it costs nothing and misleads nobody.
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
    let ticks = number_ticks(
        low,
        high,
        value_room(surface, &frame).clamp(2.0, 8.0) as usize,
        false,
        false,
    );
    let plot = value_axis(surface, &with_unit(&data.y, &data.unit), &ticks, frame);
    let across = x_ticks(surface, &lines.scale, &xs, plot.width(), true);
    let left = plot.left + surface.em(0.5);
    let place = |x: f64, y: f64| {
        (
            at(x, across.low, across.high, left, plot.right),
            at(y, ticks.low, ticks.high, plot.bottom, plot.top),
        )
    };
    for (number, line) in lines.series.iter().enumerate() {
        let color = surface.series_color(number);
        for run in line.points.split(|(_, y)| y.is_none()) {
            let path: Vec<(f64, f64)> = run
                .iter()
                .filter_map(|(x, y)| Some(place(*x, (*y)?)))
                .collect();
            if path.len() > 1 {
                surface.polyline(&path, color, 2.0);
            }
            // Markers on hundreds of points would be a caterpillar; alone or few, they show where values are.
            let every = (path.len() / 40).max(1);
            for (x, y) in path.iter().step_by(every) {
                marks::marker(surface, *x, *y, number);
            }
        }
    }
    base_line(surface, &ticks, &plot);
    let below: Vec<(f64, String)> = across
        .marks
        .iter()
        .map(|(x, label)| (place(*x, 0.0).0, label.clone()))
        .collect();
    labels_below(surface, &below, &plot, &data.x);
}

fn scatter<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    data: &ChartData,
    points: &Points,
    frame: Rect,
) {
    let all = || {
        points
            .series
            .iter()
            .flat_map(|series| series.points.iter().copied())
    };
    let xs: Vec<f64> = all().map(|(x, _)| x).collect();
    let (min, max) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), (_, y)| {
        (min.min(y), max.max(y))
    });
    let frame = below(surface, frame, &data.x);
    let ticks = number_ticks(
        min,
        max,
        value_room(surface, &frame).clamp(2.0, 8.0) as usize,
        false,
        false,
    );
    let plot = value_axis(surface, &with_unit(&data.y, &data.unit), &ticks, frame);
    let across = x_ticks(surface, &points.scale, &xs, plot.width(), false);
    let place = |x: f64, y: f64| {
        (
            at(x, across.low, across.high, plot.left, plot.right),
            at(y, ticks.low, ticks.high, plot.bottom, plot.top),
        )
    };
    for (x, _) in &across.marks {
        let x = place(*x, 0.0).0;
        surface.rule((x, plot.top), (x, plot.bottom), surface.palette().grid, 1.0);
    }
    for (number, series) in points.series.iter().enumerate() {
        for (x, y) in &series.points {
            let (x, y) = place(*x, *y);
            marks::marker(surface, x, y, number);
        }
    }
    base_line(surface, &ticks, &plot);
    let below: Vec<(f64, String)> = across
        .marks
        .iter()
        .map(|(x, label)| (place(*x, 0.0).0, label.clone()))
        .collect();
    labels_below(surface, &below, &plot, &data.x);
}

fn histogram<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    data: &ChartData,
    bins: &Bins,
    frame: Rect,
) {
    let name = with_unit(&data.x, &data.unit);
    let frame = below(surface, frame, &name);
    let ticks = from_zero(
        bins.counts.iter().map(|count| *count as f64),
        value_room(surface, &frame),
        true,
    );
    let count_name = surface.words().count.clone();
    let plot = value_axis(surface, &count_name, &ticks, frame);
    let (low, high) = (
        bins.edges.first().copied().unwrap_or(0.0),
        bins.edges.last().copied().unwrap_or(1.0),
    );
    let place = |x: f64| at(x, low, high, plot.left, plot.right);
    let color = surface.series_color(0);
    for (from, to, count) in bins.iter() {
        let top = at(count as f64, ticks.low, ticks.high, plot.bottom, plot.top);
        let rect = Rect {
            left: place(from),
            right: place(to),
            top,
            bottom: plot.bottom,
        };
        if count > 0 {
            surface.fill(rect, color);
            surface.outline(rect, surface.palette().background, 1.0);
        }
    }
    surface.rule(
        (plot.left, plot.bottom),
        (plot.right, plot.bottom),
        surface.palette().text,
        1.5,
    );
    let (decimals, year) = (decimals_of(bins.width()), are_years(bins.edges.iter()));
    let edges: Vec<(f64, String)> = bins
        .edges
        .iter()
        .map(|edge| (place(*edge), label(*edge, decimals, year)))
        .collect();
    labels_below(surface, &edges, &plot, &name);
}

/// The line at zero where it is in sight, and the plot's lower edge.
fn base_line<DB: DrawingBackend>(surface: &mut Surface<'_, DB>, ticks: &Ticks, plot: &Rect) {
    surface.rule(
        (plot.left, plot.bottom),
        (plot.right, plot.bottom),
        surface.palette().muted,
        1.0,
    );
    if ticks.low < 0.0 && ticks.high > 0.0 {
        let zero = at(0.0, ticks.low, ticks.high, plot.bottom, plot.top);
        let color: Rgb = surface.palette().text;
        surface.rule((plot.left, zero), (plot.right, zero), color, 1.5);
    }
}
