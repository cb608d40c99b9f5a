//! Climate normals of Tsu by month (1991–2020); the publisher's row for the whole year is left out.

use anyhow::{Context, Result, ensure};

use crate::raw::{Raw, at};
use crate::ssdse;
use crate::tidy::{Tidy, cell};
use crate::value;

const COLUMNS: [(&str, &str); 3] = [
    ("平均気温", "CN100"),
    ("降水量", "CN500"),
    ("日照時間", "CN400"),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["月"];
    header.extend(COLUMNS.iter().map(|(name, _)| *name));
    let mut table = Tidy::new(&header);
    let rows = raw.rows("SSDSE-F-2023.csv", b',')?;
    let codes = rows.first().context("no rows")?;
    ensure!(at(codes, 1) == "1991-2020年", "normals of other years");
    let columns = ssdse::columns(codes, &COLUMNS.map(|(_, item)| item))?;
    for row in rows.iter().filter(|row| at(row, 2) == "津市") {
        let Some(month) = at(row, 3).strip_suffix('月') else {
            ensure!(at(row, 3) == "年", "`{}` is no month", at(row, 3));
            continue;
        };
        let mut cells = vec![cell(value::int(month)?)];
        cells.extend(ssdse::values(row, &columns)?.into_iter().map(cell));
        table.push(cells)?;
    }
    ensure!(table.rows.len() == 12, "{} months", table.rows.len());
    Ok(table)
}
