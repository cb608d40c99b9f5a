//! Settled accounts by fiscal year, in thousand yen as published.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use super::mie_census::whole;
use crate::place::MUNICIPALITIES;
use crate::raw::Raw;
use crate::ssdse::{MUNICIPAL_EDITIONS, Municipal};
use crate::tidy::Tidy;

const COLUMNS: [(&str, &str); 7] = [
    ("歳入決算総額", "D3201"),
    ("地方税", "D320101"),
    ("歳出決算総額", "D3203"),
    ("民生費", "D320303"),
    ("土木費", "D320308"),
    ("教育費", "D320310"),
    ("災害復旧費", "D320311"),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["市町コード", "市町名", "地域", "年度"];
    header.extend(COLUMNS.iter().map(|(name, _)| *name));
    let mut table = Tidy::new(&header);
    let items: Vec<&str> = COLUMNS.iter().map(|(_, item)| *item).collect();
    let mut years: BTreeMap<i32, Vec<Vec<String>>> = BTreeMap::new();
    for edition in MUNICIPAL_EDITIONS {
        let data = Municipal::read(raw, edition)?;
        let year = data.year("D3201")?;
        for item in &items {
            ensure!(
                data.year(item)? == year,
                "{item} of edition {edition} is not of {year}"
            );
        }
        let mut rows = Vec::new();
        for (municipality, values) in data.values(&items)? {
            let mut row = municipality.cells();
            row.push(year.to_string());
            for value in values {
                row.push(whole(value)?.to_string());
            }
            rows.push(row);
        }
        ensure!(rows.len() == MUNICIPALITIES.len(), "not 29 rows");
        let before = years.insert(year, rows.clone());
        ensure!(
            before.is_none_or(|before| before == rows),
            "{year} differs between editions"
        );
    }
    for row in years.into_values().flatten() {
        table.push(row)?;
    }
    Ok(table)
}
