//! Places in the colours of their classes.

use spec::maps::PlaceMap;

use super::surface::Surface;
use super::{Entry, Fill, Panel, marks, shade};
use crate::data::{ChartData, Choropleth, ends};
use crate::mark::Rect;
use crate::measure::ems;
use crate::style::{DrawnWords, Rgb, ink_for};

/// Width and height of a map in its own unit, and where it begins.
fn bounds(map: &PlaceMap) -> Rect {
    let points = || {
        map.places
            .iter()
            .flat_map(|place| place.rings.iter().flatten())
    };
    let (left, right) = ends(points().map(|(x, _)| f64::from(*x)));
    let (top, bottom) = ends(points().map(|(_, y)| f64::from(*y)));
    Rect {
        left,
        top,
        right,
        bottom,
    }
}

/// Height in em at which a map of this width in em reads well.
pub(super) fn height(map: &PlaceMap, width: f64) -> f64 {
    // Names stand in squares, and need more.
    let most = if map.to_scale { 34.0 } else { 39.0 };
    let bounds = bounds(map);
    (width * bounds.height() / bounds.width()).clamp(14.0, most)
}

/// How dark a class is, 0 … 1.
fn share(map: &Choropleth, class: usize) -> f64 {
    let last = map.classes.len().saturating_sub(1);
    if last == 0 {
        0.5
    } else {
        class as f64 / last as f64
    }
}

/// The legend: each class by its smallest and largest value.
pub(super) fn entries(data: &ChartData, map: &Choropleth, words: &DrawnWords) -> Vec<Entry> {
    let write = |value: f64| data.digits.write(value);
    let mut entries: Vec<Entry> = map
        .classes
        .iter()
        .enumerate()
        .map(|(at, class)| {
            let range = if class.from == class.to {
                write(class.from)
            } else {
                format!("{}〜{}", write(class.from), write(class.to))
            };
            Entry::of_fill(range, Fill::Shade(share(map, at)))
        })
        .collect();
    if map.series.iter().flatten().any(Option::is_none) {
        entries.push(Entry::of_fill(words.blank.clone(), Fill::Hatched));
    }
    entries
}

pub(super) fn draw(surface: &mut Surface<'_>, data: &ChartData, map: &Choropleth, panel: Panel) {
    let frame = panel.frame;
    let bounds = bounds(&map.map);
    let room = surface.em(0.3);
    let scale = ((frame.width() - 2.0 * room) / bounds.width())
        .min((frame.height() - 2.0 * room) / bounds.height());
    let left = (frame.left + frame.right - bounds.width() * scale) / 2.0;
    let top = (frame.top + frame.bottom - bounds.height() * scale) / 2.0;
    let place = |(x, y): &(i32, i32)| {
        (
            left + (f64::from(*x) - bounds.left) * scale,
            top + (f64::from(*y) - bounds.top) * scale,
        )
    };
    let values = map.series.get(panel.number).into_iter().flatten();
    let places: Vec<(Vec<Vec<(f64, f64)>>, Option<f64>)> = map
        .map
        .places
        .iter()
        .zip(values)
        .map(|(area, value)| {
            let rings = area.rings.iter();
            let rings = rings.map(|ring| ring.iter().map(place).collect());
            (rings.collect(), *value)
        })
        .collect();
    let line = if map.map.to_scale {
        surface.palette().muted
    } else {
        surface.palette().background
    };
    let mut own = None;
    for (at, (rings, value)) in places.iter().enumerate() {
        let color = value.map(|value| shade(surface, share(map, map.class_of(value))));
        match color {
            Some(color) => {
                for ring in rings {
                    surface.polygon(ring, color);
                }
            }
            None => marks::hatch(surface, rings),
        }
        for ring in rings {
            outline(surface, ring, line, 1.0);
        }
        let name = map.map.places.get(at).map(|place| place.name.as_str());
        if let (Some(name), false) = (name, map.map.to_scale) {
            inside(surface, name, rings, color);
        }
        if name.is_some_and(|name| data.is_own(name)) {
            own = Some(rings);
        }
        surface.mark_outline(panel.number, at, rings);
    }
    // Over its neighbours' lines.
    for ring in own.into_iter().flatten() {
        outline(surface, ring, surface.palette().background, 5.0);
        outline(surface, ring, surface.palette().text, 3.0);
    }
}

/// The name of a place in its square, without its last sign where that is its kind; on its colour, or on lines that make room.
fn inside(surface: &mut Surface<'_>, name: &str, rings: &[Vec<(f64, f64)>], color: Option<Rgb>) {
    let short = name.strip_suffix(['都', '府', '県']).unwrap_or(name);
    let points = || rings.iter().flatten();
    let (left, right) = ends(points().map(|(x, _)| *x));
    let (top, bottom) = ends(points().map(|(_, y)| *y));
    let size = ((right - left) / surface.em(ems(short) + 0.2)).min(1.0);
    if size < surface.least() {
        return;
    }
    let center = ((left + right) / 2.0, (top + bottom) / 2.0);
    let color = color.unwrap_or_else(|| {
        let background = surface.palette().background;
        let (wide, high) = (surface.em(ems(short) * size / 2.0), surface.em(0.6 * size));
        let room = Rect {
            left: center.0 - wide,
            top: center.1 - high,
            right: center.0 + wide,
            bottom: center.1 + high,
        };
        surface.fill(room, background);
        background
    });
    surface.middle(short, center, ink_for(color), size);
}

fn outline(surface: &mut Surface<'_>, ring: &[(f64, f64)], color: Rgb, width: f64) {
    let mut closed = ring.to_vec();
    closed.extend(ring.first().copied());
    surface.polyline(&closed, color, width);
}
