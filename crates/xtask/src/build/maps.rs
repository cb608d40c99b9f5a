//! The file of maps: outlines from `seeds/mie-boundaries`, and prefectures as squares from `web/maps/prefectures.csv`.
//!
//! Only charts that are maps need it, so the page fetches it when the first of them is drawn.

use anyhow::{Context, Result, ensure};
use sources::column;
use spec::maps::{Maps, Place, PlaceMap};

use crate::paths;

/// The prefecture whose municipalities have outlines.
const PREFECTURE: &str = "三重県";
/// Units of the map in a degree of latitude; outlines have four decimals.
const UNITS: f64 = 1e4;
/// Length of a degree of longitude against one of latitude in the middle of the prefecture (cos 34.5°).
const NARROWING: f64 = 0.824;
/// Side of a prefecture's square, in units of that map.
const SIDE: i32 = 10;

/// The file's bytes.
pub(super) fn bytes() -> Result<Vec<u8>> {
    let maps = Maps {
        maps: vec![municipalities()?, prefectures()?],
    };
    postcard::to_stdvec(&maps).context("cannot write the maps")
}

/// What is read of `dataset.toml`.
#[derive(serde::Deserialize)]
struct Dataset {
    attribution: String,
}

fn municipalities() -> Result<PlaceMap> {
    let folder = paths::root().join("seeds/mie-boundaries");
    let csv = folder.join("mie-boundaries.csv");
    let path = folder.join("dataset.toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let dataset: Dataset =
        toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))?;
    let cells = |name: &str| column(&csv, name);
    let (codes, names, rings) = (cells("市町コード")?, cells("市町名")?, cells("輪")?);
    let (across, down) = (degrees(&cells("経度")?)?, degrees(&cells("緯度")?)?);
    let west = across.iter().copied().fold(f64::INFINITY, f64::min);
    let north = down.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut places: Vec<Place> = Vec::new();
    let mut ring = "";
    let rows = codes.iter().zip(&names).zip(&rings);
    for (((code, name), number), (x, y)) in rows.zip(across.iter().zip(&down)) {
        if places.last().is_none_or(|place| place.code != *code) {
            places.push(Place {
                code: code.clone(),
                name: name.clone(),
                rings: Vec::new(),
            });
            ring = "";
        }
        let Some(place) = places.last_mut() else {
            continue;
        };
        if ring != number {
            place.rings.push(Vec::new());
            ring = number;
        }
        let point = (
            ((x - west) * NARROWING * UNITS).round() as i32,
            ((north - y) * UNITS).round() as i32,
        );
        if let Some(ring) = place.rings.last_mut() {
            ring.push(point);
        }
    }
    // The last point of a ring is its first one again, which a drawing does not need.
    for ring in places.iter_mut().flat_map(|place| &mut place.rings) {
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
    }
    ensure!(places.len() == 29, "{} municipalities", places.len());
    Ok(PlaceMap {
        within: PREFECTURE.to_owned(),
        attribution: dataset.attribution,
        to_scale: true,
        places,
    })
}

fn degrees(cells: &[String]) -> Result<Vec<f64>> {
    let number = |cell: &String| {
        cell.parse::<f64>()
            .with_context(|| format!("`{cell}` is no number"))
    };
    cells.iter().map(number).collect()
}

fn prefectures() -> Result<PlaceMap> {
    let csv = paths::web().join("maps/prefectures.csv");
    let cells = |name: &str| column(&csv, name);
    let place = |cells: &[String]| -> Result<Vec<i32>> {
        let number = |cell: &String| cell.parse().with_context(|| format!("`{cell}`"));
        cells.iter().map(number).collect()
    };
    let (columns, rows) = (place(&cells("列")?)?, place(&cells("行")?)?);
    let named = cells("コード")?.into_iter().zip(cells("名前")?);
    let places: Vec<Place> = named
        .zip(columns.iter().zip(&rows))
        .map(|((code, name), (column, row))| {
            let (left, top) = (column * SIDE, row * SIDE);
            let (right, bottom) = (left + SIDE, top + SIDE);
            let square = vec![(left, top), (right, top), (right, bottom), (left, bottom)];
            Place {
                code,
                name,
                rings: vec![square],
            }
        })
        .collect();
    ensure!(places.len() == 47, "{} prefectures", places.len());
    Ok(PlaceMap {
        places,
        ..PlaceMap::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_an_outline_of_its_own() {
        let bytes = bytes().unwrap();
        // Fetched over a telephone's line as well.
        assert!(bytes.len() < 20_000, "{}", bytes.len());
        let maps: Maps = postcard::from_bytes(&bytes).unwrap();
        let [towns, prefectures] = maps.maps.as_slice() else {
            panic!()
        };
        assert!(towns.to_scale && towns.attribution.contains("国土数値情報"));
        assert_eq!((towns.places.len(), prefectures.places.len()), (29, 47));
        for place in &towns.places {
            assert!(
                place.rings.iter().all(|ring| ring.len() > 2),
                "{}",
                place.name
            );
        }
        let mut squares: Vec<_> = prefectures
            .places
            .iter()
            .map(|place| &place.rings)
            .collect();
        squares.sort();
        squares.dedup();
        assert_eq!(squares.len(), 47);
        let mie = prefectures.places.iter().find(|place| place.code == "24");
        assert_eq!(mie.unwrap().name, "三重県");
    }
}
