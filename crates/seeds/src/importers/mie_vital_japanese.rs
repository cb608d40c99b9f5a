//! Births, deaths, marriages, divorces (人口動態統計, Japanese only) and moves between municipalities (Japanese only),
//! from the editions of SSDSE. Another definition than `mie-vital`, so another table.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use super::mie_census::whole;
use crate::place::MUNICIPALITIES;
use crate::raw::Raw;
use crate::ssdse::{MUNICIPAL_EDITIONS, Municipal};
use crate::tidy::{Tidy, cell};

const COLUMNS: [(&str, &str); 6] = [
    ("出生数", "A4101"),
    ("死亡数", "A4200"),
    ("転入者数", "A5101"),
    ("転出者数", "A5102"),
    ("婚姻件数", "A9101"),
    ("離婚件数", "A9201"),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["市町コード", "市町名", "地域", "年"];
    header.extend(COLUMNS.iter().map(|(name, _)| *name));
    let mut table = Tidy::new(&header);
    // Each edition has its own year per item, so a year is complete only where the editions happen to meet.
    let mut years: BTreeMap<i32, BTreeMap<(&str, &str), i64>> = BTreeMap::new();
    for edition in MUNICIPAL_EDITIONS {
        let data = Municipal::read(raw, edition)?;
        for (_, item) in COLUMNS {
            let year = years.entry(data.year(item)?).or_default();
            for (municipality, values) in data.values(&[item])? {
                for value in values {
                    let value = whole(value)?;
                    let before = year.insert((municipality.code, item), value);
                    ensure!(
                        before.is_none_or(|before| before == value),
                        "{item} of {} differs between editions",
                        municipality.name
                    );
                }
            }
        }
    }
    for (year, values) in &years {
        for municipality in &MUNICIPALITIES {
            let mut row = municipality.cells();
            row.push(year.to_string());
            row.extend(
                COLUMNS
                    .iter()
                    .map(|(_, item)| cell(values.get(&(municipality.code, item)))),
            );
            table.push(row)?;
        }
    }
    Ok(table)
}
