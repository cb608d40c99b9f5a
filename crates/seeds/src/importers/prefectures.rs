//! Population by age, moves, and work offered and sought, by prefecture and year.

use anyhow::Result;

use crate::raw::Raw;
use crate::ssdse::Prefectural;
use crate::tidy::{Tidy, cell};

const COLUMNS: [(&str, &str); 8] = [
    ("人口", "A1101"),
    ("年少人口", "A1301"),
    ("生産年齢人口", "A1302"),
    ("高齢者人口", "A1303"),
    ("転入者数", "A5101"),
    ("転出者数", "A5102"),
    ("月間有効求人数", "F3103"),
    ("月間有効求職者数", "F3102"),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["都道府県コード", "都道府県名", "年"];
    header.extend(COLUMNS.iter().map(|(name, _)| *name));
    let mut table = Tidy::new(&header);
    let items: Vec<&str> = COLUMNS.iter().map(|(_, item)| *item).collect();
    for row in Prefectural::read(raw, 2025)?.values(&items)? {
        let mut cells = vec![row.code, row.name, row.year.to_string()];
        cells.extend(row.values.into_iter().map(cell));
        table.push(cells)?;
    }
    Ok(table)
}
