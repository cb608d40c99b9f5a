//! Bars with patterns and points with markers: series are told apart without colour.

use super::surface::Surface;
use crate::mark::Rect;

/// How far from a point a pointer still means it, in em of the labels.
const REACH: f64 = 1.0;

/// The pattern of the learner's own town among bars of one colour.
pub(super) const OWN: usize = 1;

/// A line around the learner's own town.
pub(super) fn frame(surface: &mut Surface<'_>, rect: Rect) {
    surface.outline(rect, surface.palette().text, 2.0);
}

/// A ring around a point of the learner's own town.
pub(super) fn ring(surface: &mut Surface<'_>, x: f64, y: f64) {
    surface.circle((x, y), surface.em(0.6), surface.palette().text, false);
}

/// The square around a point, `half` em to each side.
fn around(surface: &Surface<'_>, x: f64, y: f64, half: f64) -> Rect {
    let half = surface.em(half);
    Rect {
        left: x - half,
        top: y - half,
        right: x + half,
        bottom: y + half,
    }
}

/// Notes a point of a series.
pub(super) fn point(surface: &mut Surface<'_>, series: usize, at: usize, (x, y): (f64, f64)) {
    let (rect, reach) = around_point(surface, (x, y));
    surface.mark(series, at, rect, reach);
}

/// Where a point stands, and where a pointer means it.
pub(super) fn around_point(surface: &Surface<'_>, (x, y): (f64, f64)) -> (Rect, Rect) {
    (around(surface, x, y, 0.5), around(surface, x, y, REACH))
}

/// A value axis from one height to another with a break in it: what lies below is left out.
pub(super) fn axis_break(surface: &mut Surface<'_>, x: f64, from: f64, to: f64) {
    let (step, wide) = ((to - from) / 6.0, surface.em(0.35));
    let path: Vec<(f64, f64)> = [0.0, 0.0, wide, -wide, wide, 0.0, 0.0]
        .into_iter()
        .zip(0..)
        .map(|(aside, at)| (x + aside, from + step * f64::from(at)))
        .collect();
    surface.polyline(&path, surface.palette().text, 1.5);
}

/// A bar of the n-th series.
pub(super) fn bar(surface: &mut Surface<'_>, rect: Rect, series: usize) {
    let color = surface.series_color(series);
    surface.fill(rect, color);
    let ink = surface.palette().background;
    let gap = surface.em(0.5);
    match series % 8 {
        0 => {}
        1 => slanted(surface, rect, gap, true),
        2 => level(surface, rect, gap),
        3 => slanted(surface, rect, gap, false),
        4 => upright(surface, rect, gap),
        5 => {
            slanted(surface, rect, gap * 1.4, true);
            slanted(surface, rect, gap * 1.4, false);
        }
        6 => {
            level(surface, rect, gap * 1.4);
            upright(surface, rect, gap * 1.4);
        }
        _ => {
            let mut y = rect.top + gap / 2.0;
            while y < rect.bottom - gap / 4.0 {
                let mut x = rect.left + gap / 2.0;
                while x < rect.right - gap / 4.0 {
                    surface.circle((x, y), gap / 5.0, ink, true);
                    x += gap;
                }
                y += gap;
            }
        }
    }
    surface.outline(rect, color, 1.0);
}

fn level(surface: &mut Surface<'_>, rect: Rect, gap: f64) {
    let ink = surface.palette().background;
    let mut y = rect.top + gap / 2.0;
    while y < rect.bottom {
        surface.rule((rect.left, y), (rect.right, y), ink, 1.2);
        y += gap;
    }
}

fn upright(surface: &mut Surface<'_>, rect: Rect, gap: f64) {
    let ink = surface.palette().background;
    let mut x = rect.left + gap / 2.0;
    while x < rect.right {
        surface.rule((x, rect.top), (x, rect.bottom), ink, 1.2);
        x += gap;
    }
}

/// Lines at 45°, cut to the rectangle; `rising` ones go up to the right.
fn slanted(surface: &mut Surface<'_>, rect: Rect, gap: f64, rising: bool) {
    let ink = surface.palette().background;
    let (width, height) = (rect.right - rect.left, rect.bottom - rect.top);
    let step = gap * std::f64::consts::SQRT_2;
    let mut shift = step / 2.0;
    while shift < width + height {
        // Falling line from (shift, 0) to (shift - height, height), in the rectangle's own coordinates.
        let (x1, y1) = if shift <= width {
            (shift, 0.0)
        } else {
            (width, shift - width)
        };
        let (x2, y2) = if shift <= height {
            (0.0, shift)
        } else {
            (shift - height, height)
        };
        let place = |x: f64, y: f64| {
            (
                if rising {
                    rect.left + x
                } else {
                    rect.right - x
                },
                rect.top + y,
            )
        };
        surface.rule(place(x1, y1), place(x2, y2), ink, 1.2);
        shift += step;
    }
}

/// Lines at 45° within rings: nothing is known of what they enclose.
pub(super) fn hatch(surface: &mut Surface<'_>, rings: &[Vec<(f64, f64)>]) {
    let gap = surface.em(0.45) * std::f64::consts::SQRT_2;
    let sums = || rings.iter().flatten().map(|(x, y)| x + y);
    let (low, high) = crate::data::ends(sums());
    let ink = surface.palette().muted;
    let mut sum = (low / gap).ceil() * gap;
    while sum < high {
        // Where the line x + y = sum crosses the rings, from left to right: between each two it is inside.
        let mut crossings: Vec<f64> = Vec::new();
        for ring in rings {
            for ((x1, y1), (x2, y2)) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let (from, to) = (x1 + y1 - sum, x2 + y2 - sum);
                if (from > 0.0) != (to > 0.0) {
                    crossings.push(x1 + (x2 - x1) * from / (from - to));
                }
            }
        }
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            if let [from, to] = pair {
                surface.rule((*from, sum - from), (*to, sum - to), ink, 1.0);
            }
        }
        sum += gap;
    }
}

/// A point of the n-th series.
pub(super) fn marker(surface: &mut Surface<'_>, x: f64, y: f64, series: usize) {
    let color = surface.series_color(series);
    let r = surface.em(0.28);
    match series % 8 {
        0 => surface.circle((x, y), r, color, true),
        1 => surface.fill(
            Rect {
                left: x - r,
                top: y - r,
                right: x + r,
                bottom: y + r,
            },
            color,
        ),
        2 => surface.polygon(
            &[(x, y - r * 1.3), (x + r * 1.2, y + r), (x - r * 1.2, y + r)],
            color,
        ),
        3 => surface.polygon(
            &[
                (x, y - r * 1.4),
                (x + r * 1.4, y),
                (x, y + r * 1.4),
                (x - r * 1.4, y),
            ],
            color,
        ),
        4 => {
            surface.rule((x - r, y - r), (x + r, y + r), color, 2.0);
            surface.rule((x - r, y + r), (x + r, y - r), color, 2.0);
        }
        5 => {
            surface.rule((x - r * 1.2, y), (x + r * 1.2, y), color, 2.0);
            surface.rule((x, y - r * 1.2), (x, y + r * 1.2), color, 2.0);
        }
        6 => surface.circle((x, y), r * 1.2, color, false),
        _ => surface.outline(
            Rect {
                left: x - r,
                top: y - r,
                right: x + r,
                bottom: y + r,
            },
            color,
            1.5,
        ),
    }
}
