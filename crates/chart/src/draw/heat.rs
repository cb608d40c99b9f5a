//! Cells whose colour is their value.

use plotters::style::text_anchor::{HPos, VPos};

use super::surface::Surface;
use super::{Entry, Fill, fill, labels_below, marks, shade};
use crate::data::{ChartData, Heat};
use crate::mark::Rect;
use crate::measure::{ems, shorten, shorten_all};
use crate::style::{DrawnWords, ink_for};

/// How far a value is from the smallest to the largest, 0 … 1.
fn share(heat: &Heat, value: f64) -> f64 {
    let (low, high) = heat.ends;
    // Halves: the difference of two large numbers may be none.
    let span = high / 2.0 - low / 2.0;
    if span > 0.0 {
        ((value / 2.0 - low / 2.0) / span).clamp(0.0, 1.0)
    } else {
        0.5
    }
}

/// The legend: the smallest and the largest value, and cells without one.
pub(super) fn entries(data: &ChartData, heat: &Heat, words: &DrawnWords) -> Vec<Entry> {
    let (low, high) = heat.ends;
    let mut entries = vec![Entry::of_fill(
        data.digits.write(low),
        Fill::Shade(share(heat, low)),
    )];
    if high > low {
        entries.push(Entry::of_fill(
            data.digits.write(high),
            Fill::Shade(share(heat, high)),
        ));
    }
    if heat.values.iter().flatten().any(Option::is_none) {
        entries.push(Entry::of_fill(words.blank.clone(), Fill::Hatched));
    }
    entries
}

pub(super) fn draw(surface: &mut Surface<'_>, data: &ChartData, heat: &Heat, frame: Rect) {
    let limit = (frame.width() / surface.em(1.0) / 3.0).max(3.0);
    let names: Vec<&str> = heat.rows.iter().map(String::as_str).collect();
    let names = shorten_all(&names, limit);
    let y_name = shorten(&data.y, limit);
    let end = names
        .iter()
        .map(|name| ems(name))
        .fold(ems(&y_name), f64::max);
    let names_end = frame.left + surface.em(end);
    let plot = Rect {
        left: names_end + surface.em(0.5),
        top: frame.top + surface.em(1.5),
        right: frame.right - surface.em(0.5),
        bottom: frame.bottom - surface.em(3.2),
    };
    let y = frame.top + surface.em(0.6);
    surface.text(&y_name, names_end, y, HPos::Right, VPos::Center, false);
    let (width, height) = (
        plot.width() / heat.columns.len().max(1) as f64,
        plot.height() / heat.rows.len().max(1) as f64,
    );
    let written = heat.values.iter().flatten().flatten();
    let widest = written
        .map(|value| ems(&data.digits.write(*value)))
        .fold(0.0, f64::max);
    // All or none: a number here and there would look like the one that matters.
    let size = (width / surface.em(widest + 0.4))
        .min(height / surface.em(1.1))
        .min(1.0);
    let write = size >= surface.least();
    let every = (surface.em(1.05) / height).ceil().max(1.0) as usize;
    let cell = |row: usize, column: usize| Rect {
        left: plot.left + width * column as f64,
        top: plot.top + height * row as f64,
        right: plot.left + width * (column + 1) as f64,
        bottom: plot.top + height * (row + 1) as f64,
    };
    for (row, (name, values)) in names.iter().zip(&heat.values).enumerate() {
        let middle = plot.top + height * (row as f64 + 0.5);
        if row % every == 0 {
            surface.text(name, names_end, middle, HPos::Right, VPos::Center, false);
        }
        for (column, value) in values.iter().enumerate() {
            let rect = cell(row, column);
            match value {
                Some(value) => {
                    let color = shade(surface, share(heat, *value));
                    surface.fill(rect, color);
                    surface.outline(rect, surface.palette().background, 1.0);
                    if write {
                        let center = ((rect.left + rect.right) / 2.0, middle);
                        let ink = ink_for(color);
                        surface.middle(&data.digits.write(*value), center, ink, size);
                    }
                }
                None => fill(surface, rect, Some(Fill::Hatched)),
            }
            surface.mark(row, column, rect, rect);
        }
    }
    // The learner's own town is a row or a column.
    let last = (
        heat.rows.len().saturating_sub(1),
        heat.columns.len().saturating_sub(1),
    );
    let own_row = heat.rows.iter().position(|name| data.is_own(name));
    let own_column = heat.columns.iter().position(|name| data.is_own(name));
    let across = own_row.map(|row| (cell(row, 0), cell(row, last.1)));
    let down = own_column.map(|column| (cell(0, column), cell(last.0, column)));
    for (from, to) in across.into_iter().chain(down) {
        let whole = Rect {
            right: to.right,
            bottom: to.bottom,
            ..from
        };
        marks::frame(surface, whole);
    }
    let centers: Vec<(f64, String)> = heat
        .columns
        .iter()
        .enumerate()
        .map(|(i, name)| (plot.left + width * (i as f64 + 0.5), name.clone()))
        .collect();
    labels_below(surface, &centers, &plot, &data.x);
}
