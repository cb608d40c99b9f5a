//! Households of the 2020 census by kind.

use anyhow::Result;

use super::mie_census::{EDITION, whole};
use crate::raw::Raw;
use crate::ssdse::Municipal;
use crate::tidy::Tidy;

const COLUMNS: [(&str, &str); 8] = [
    ("世帯数", "A7101"),
    ("一般世帯数", "A710101"),
    ("一般世帯人員", "A710201"),
    ("核家族世帯数", "A810102"),
    ("単独世帯数", "A810105"),
    ("高齢者のいる核家族世帯数", "A811102"),
    ("高齢夫婦世帯数", "A8201"),
    ("高齢単身世帯数", "A8301"),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["市町コード", "市町名", "地域"];
    header.extend(COLUMNS.iter().map(|(name, _)| *name));
    let mut table = Tidy::new(&header);
    let items: Vec<&str> = COLUMNS.iter().map(|(_, item)| *item).collect();
    for (municipality, values) in Municipal::read(raw, EDITION)?.values(&items)? {
        let mut row = municipality.cells();
        for value in values {
            row.push(whole(value)?.to_string());
        }
        table.push(row)?;
    }
    Ok(table)
}
