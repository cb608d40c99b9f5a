//! Main figures of the 2020 census, with area and workers: a municipality a row.

use anyhow::{Context, Result, ensure};

use crate::raw::Raw;
use crate::ssdse::Municipal;
use crate::tidy::{Tidy, cell};

/// The newest edition at hand.
pub(super) const EDITION: i32 = 2026;

/// Our name, the item, and what the value is divided by: areas come in hectares and are shown in km².
const COLUMNS: [(&str, &str, f64); 18] = [
    ("人口", "A1101", 1.0),
    ("男", "A110101", 1.0),
    ("女", "A110102", 1.0),
    ("日本人人口", "A1102", 1.0),
    ("外国人人口", "A1700", 1.0),
    ("年少人口", "A1301", 1.0),
    ("生産年齢人口", "A1302", 1.0),
    ("高齢者人口", "A1303", 1.0),
    ("後期高齢者人口", "A1419", 1.0),
    ("世帯数", "A7101", 1.0),
    ("一般世帯数", "A710101", 1.0),
    ("総面積", "B1101", 100.0),
    ("可住地面積", "B1103", 100.0),
    ("就業者数", "F1102", 1.0),
    ("第1次産業就業者数", "F2201", 1.0),
    ("第2次産業就業者数", "F2211", 1.0),
    ("第3次産業就業者数", "F2221", 1.0),
    ("完全失業者数", "F1107", 1.0),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["市町コード", "市町名", "地域"];
    header.extend(COLUMNS.iter().map(|(name, _, _)| *name));
    let mut table = Tidy::new(&header);
    let edition = Municipal::read(raw, EDITION)?;
    ensure!(
        edition.year("A1101")? == 2020,
        "the edition does not carry the census of 2020"
    );
    let items: Vec<&str> = COLUMNS.iter().map(|(_, item, _)| *item).collect();
    for (municipality, values) in edition.values(&items)? {
        let mut row = municipality.cells();
        for (value, (_, _, divisor)) in values.iter().zip(COLUMNS) {
            row.push(cell(value.map(|value| value / divisor)));
        }
        table.push(row)?;
    }
    Ok(table)
}

/// A count that must be there and be whole.
pub(super) fn whole(value: Option<f64>) -> Result<i64> {
    let value = value.context("a count is missing")?;
    ensure!(value.fract() == 0.0, "{value} is not a count");
    Ok(value as i64)
}
