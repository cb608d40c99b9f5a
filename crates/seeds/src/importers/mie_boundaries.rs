//! Outlines of the 29 municipalities, simplified for a small map.
//!
//! The source is a TopoJSON: neighbours share their border's arc. Arcs are simplified, not rings, so that shared borders
//! stay shared and no gaps open between neighbours.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::place::{self, MUNICIPALITIES};
use crate::raw::Raw;
use crate::tidy::Tidy;

/// How far a simplified border may lie from the published one, in degrees of latitude (0.002° are 220 m).
const TOLERANCE: f64 = 0.002;
/// Islands smaller than this, in square degrees of latitude (about 0.6 km²), are left out.
const SMALLEST: f64 = 5e-5;
/// Degrees of longitude are shorter than degrees of latitude by the cosine of 34.5°.
const NARROWING: f64 = 0.824;

type Point = (f64, f64);

#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Vec<[i64; 2]>>,
    transform: Transform,
    objects: std::collections::BTreeMap<String, Collection>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    properties: Properties,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

#[derive(Deserialize)]
struct Properties {
    #[serde(rename = "N03_007")]
    code: String,
}

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["市町コード", "市町名", "輪", "点", "経度", "緯度"]);
    let topology: Topology = serde_json::from_str(&raw.text("N03-21_24_210101.topojson")?)?;
    let arcs: Vec<Vec<Point>> = topology
        .arcs
        .iter()
        .map(|arc| simplify(&positions(arc, &topology.transform)))
        .collect();
    let geometries: Vec<&Geometry> = topology
        .objects
        .values()
        .flat_map(|object| &object.geometries)
        .collect();
    for municipality in &MUNICIPALITIES {
        let geometry = geometries
            .iter()
            .find(|geometry| place::find(&geometry.properties.code) == Some(municipality))
            .with_context(|| format!("no outline of {}", municipality.name))?;
        let polygons: Vec<&Vec<Vec<i64>>> = match &geometry.shape {
            Shape::Polygon(rings) => vec![rings],
            Shape::MultiPolygon(polygons) => polygons.iter().collect(),
        };
        let mut rings = Vec::new();
        for polygon in polygons {
            ensure!(polygon.len() == 1, "{} has a hole", municipality.name);
            for ring in polygon {
                rings.push(join(ring, &arcs).with_context(|| municipality.name.to_owned())?);
            }
        }
        // The largest ring comes first and always stays.
        rings.sort_by(|a, b| area(b).total_cmp(&area(a)));
        let kept = rings
            .iter()
            .enumerate()
            .filter(|(index, ring)| *index == 0 || area(ring) >= SMALLEST);
        for ((_, ring), ring_number) in kept.zip(1..) {
            for ((longitude, latitude), point_number) in ring.iter().zip(1..) {
                table.push(vec![
                    municipality.code.to_owned(),
                    municipality.name.to_owned(),
                    ring_number.to_string(),
                    point_number.to_string(),
                    format!("{longitude:.4}"),
                    format!("{latitude:.4}"),
                ])?;
            }
        }
    }
    Ok(table)
}

/// Positions of a quantised, delta-encoded arc.
fn positions(arc: &[[i64; 2]], transform: &Transform) -> Vec<Point> {
    let (mut x, mut y) = (0, 0);
    arc.iter()
        .map(|[dx, dy]| {
            x += dx;
            y += dy;
            (
                x as f64 * transform.scale[0] + transform.translate[0],
                y as f64 * transform.scale[1] + transform.translate[1],
            )
        })
        .collect()
}

/// The arc with fewer points, its ends untouched (Douglas–Peucker). A closed arc is cut at its farthest point first.
fn simplify(points: &[Point]) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let mut keep = vec![false; points.len()];
    let mut open = vec![(0, points.len() - 1)];
    if first == last {
        let farthest = (0..points.len())
            .max_by(|a, b| {
                let from = |index: &usize| points.get(*index).map_or(0.0, |p| distance(*p, *first));
                from(a).total_cmp(&from(b))
            })
            .unwrap_or(0);
        open = vec![(0, farthest), (farthest, points.len() - 1)];
    }
    while let Some((from, to)) = open.pop() {
        for end in [from, to] {
            if let Some(flag) = keep.get_mut(end) {
                *flag = true;
            }
        }
        let (Some(a), Some(b)) = (points.get(from), points.get(to)) else {
            continue;
        };
        let farthest = (from + 1..to)
            .filter_map(|index| {
                points
                    .get(index)
                    .map(|p| (index, distance_to_segment(*p, *a, *b)))
            })
            .max_by(|left, right| left.1.total_cmp(&right.1));
        if let Some((index, distance)) = farthest
            && distance > TOLERANCE
        {
            open.extend([(from, index), (index, to)]);
        }
    }
    points
        .iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(point, _)| *point)
        .collect()
}

fn distance(a: Point, b: Point) -> f64 {
    ((a.0 - b.0) * NARROWING).hypot(a.1 - b.1)
}

fn distance_to_segment(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = ((b.0 - a.0) * NARROWING, b.1 - a.1);
    let length = dx * dx + dy * dy;
    if length == 0.0 {
        return distance(p, a);
    }
    let along = (((p.0 - a.0) * NARROWING * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0);
    distance(p, (a.0 + along * dx / NARROWING, a.1 + along * dy))
}

/// A closed ring from its arcs; `!n` is arc `n` backwards, and each arc begins where the one before ended.
fn join(ring: &[i64], arcs: &[Vec<Point>]) -> Result<Vec<Point>> {
    let mut points: Vec<Point> = Vec::new();
    for index in ring {
        let backwards = *index < 0;
        let index = usize::try_from(if backwards { !index } else { *index })?;
        let arc = arcs.get(index).with_context(|| format!("no arc {index}"))?;
        let mut arc = arc.clone();
        if backwards {
            arc.reverse();
        }
        ensure!(
            points.last().is_none_or(|last| Some(last) == arc.first()),
            "arc {index} begins elsewhere"
        );
        points.extend(arc.into_iter().skip(usize::from(!points.is_empty())));
    }
    ensure!(
        points.first() == points.last() && !points.is_empty(),
        "the ring is not closed"
    );
    Ok(points)
}

/// Twice nothing, half the shoelace sum: in square degrees of latitude.
fn area(ring: &[Point]) -> f64 {
    let twice: f64 = ring
        .iter()
        .zip(ring.iter().skip(1))
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum();
    twice.abs() / 2.0 * NARROWING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simplifying_keeps_ends_and_corners() {
        let line = [(0.0, 0.0), (0.5, 0.0001), (1.0, 0.0), (1.0, 1.0)];
        assert_eq!(simplify(&line), vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]);
        let ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        assert_eq!(simplify(&ring), ring.to_vec());
        assert!(simplify(&[]).is_empty());
    }

    #[test]
    fn a_neighbour_walks_the_shared_arc_backwards() {
        let arcs = vec![
            vec![(0.0, 0.0), (0.0, 1.0)],
            vec![(0.0, 1.0), (-1.0, 0.0), (0.0, 0.0)],
            vec![(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)],
        ];
        let west = join(&[0, 1], &arcs).unwrap();
        let east = join(&[-1, 2], &arcs).unwrap();
        assert_eq!(west.first(), west.last());
        assert_eq!(east.len(), 4);
        assert!((area(&west) - 0.5 * NARROWING).abs() < 1e-12);
        assert!(join(&[0, 2], &arcs).is_err());
        assert!(join(&[7], &arcs).is_err());
    }
}
