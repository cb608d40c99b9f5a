//! Registered residents and households on 1 January, by year (住民基本台帳). Not the census: two definitions, two datasets.

use anyhow::{Context, Result, ensure};

use crate::juki::{Juki, YEARS};
use crate::raw::Raw;
use crate::tidy::Tidy;

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "市町コード",
        "市町名",
        "地域",
        "年",
        "人口",
        "男",
        "女",
        "世帯数",
    ]);
    for year in YEARS {
        let juki = Juki::read(raw, year)?;
        let total = juki
            .column(&["人口", "人"])?
            .with_context(|| format!("{year}: no population"))?;
        ensure!(
            juki.year_of(total)? == year,
            "the file of {year} is of another year"
        );
        // The file of 2022 has the total only: the other three stay empty for that year.
        let others = [
            juki.column(&["人口", "男"])?,
            juki.column(&["人口", "女"])?,
            juki.column(&["世帯数"])?,
        ];
        let columns: Vec<usize> = std::iter::once(Some(total))
            .chain(others)
            .flatten()
            .collect();
        ensure!(
            columns.len() == 4 || columns.len() == 1,
            "{year}: some columns are missing"
        );
        for (municipality, values) in juki.municipalities(&columns)? {
            if let [all, male, female, _] = values.as_slice() {
                ensure!(
                    all == &(male + female),
                    "{year} {}: 男 + 女 is not the total",
                    municipality.name
                );
            }
            let mut row = municipality.cells();
            row.push(year.to_string());
            row.extend(values.iter().map(i64::to_string));
            row.resize(table.header.len(), String::new());
            table.push(row)?;
        }
    }
    Ok(table)
}
