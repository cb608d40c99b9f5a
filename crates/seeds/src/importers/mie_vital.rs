//! Births, deaths and moves of registered residents by calendar year (住民基本台帳, everybody, foreigners included).

use anyhow::{Context, Result, ensure};

use crate::juki::{Juki, YEARS};
use crate::raw::Raw;
use crate::tidy::Tidy;

/// Our name and the publisher's headings.
const COLUMNS: [(&str, &[&str]); 13] = [
    ("出生数", &["出生者数"]),
    ("死亡数", &["死亡者数"]),
    ("転入者数", &["転入者数（計）"]),
    ("国内転入者数", &["転入者数（国内）"]),
    ("国外転入者数", &["転入者数（国外）"]),
    ("転出者数", &["転出者数（計）"]),
    ("国内転出者数", &["転出者数（国内）"]),
    ("国外転出者数", &["転出者数（国外）"]),
    ("その他増", &["住民票記載数", "その他（計）"]),
    ("その他減", &["住民票消除数", "その他（計）"]),
    ("増減数", &["増減数(Ａ)-(Ｂ)"]),
    ("自然増減数", &["自然増減数"]),
    ("社会増減数", &["社会増減数"]),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec!["市町コード", "市町名", "地域", "年"];
    header.extend(COLUMNS.iter().map(|(name, _)| *name));
    let mut table = Tidy::new(&header);
    for file in YEARS {
        let juki = Juki::read(raw, file)?;
        // The file of 2022 has no events at all.
        if juki.column(&["出生者数"])?.is_none() {
            continue;
        }
        let columns: Vec<usize> = COLUMNS
            .iter()
            .map(|(name, words)| {
                juki.column(words)?
                    .with_context(|| format!("{file}: no column for {name}"))
            })
            .collect::<Result<_>>()?;
        // A file dated 1 January tells the events of the year before.
        let year = file - 1;
        for column in &columns {
            ensure!(
                juki.year_of(*column)? == year,
                "{file}: the events are of another year"
            );
        }
        for (municipality, values) in juki.municipalities(&columns)? {
            if let [
                born,
                died,
                into,
                _,
                _,
                out,
                _,
                _,
                other_in,
                other_out,
                change,
                natural,
                social,
            ] = values.as_slice()
            {
                let holds = born - died == *natural
                    && into + other_in - out - other_out == *social
                    && natural + social == *change;
                ensure!(
                    holds,
                    "{year} {}: the changes do not add up",
                    municipality.name
                );
            }
            let mut row = municipality.cells();
            row.push(year.to_string());
            row.extend(values.iter().map(i64::to_string));
            table.push(row)?;
        }
    }
    Ok(table)
}
