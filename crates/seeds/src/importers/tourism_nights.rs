//! Guest nights by prefecture and year, with the population beside them.

use anyhow::{Context, Result};

use crate::raw::Raw;
use crate::ssdse::Prefectural;
use crate::tidy::{Tidy, cell};

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "都道府県コード",
        "都道府県名",
        "地方",
        "年",
        "人口",
        "延べ宿泊者数",
        "外国人延べ宿泊者数",
    ]);
    let rows = Prefectural::read(raw, 2025)?.values(&["A1101", "G7101", "G7102"])?;
    for row in rows {
        let mut cells = vec![
            row.code.clone(),
            row.name,
            region(&row.code)?.to_owned(),
            row.year.to_string(),
        ];
        cells.extend(row.values.into_iter().map(cell));
        table.push(cells)?;
    }
    Ok(table)
}

/// The usual eight regions: a column of our own.
fn region(code: &str) -> Result<&'static str> {
    let number: u8 = code
        .parse()
        .with_context(|| format!("unknown code `{code}`"))?;
    Ok(match number {
        1 => "北海道",
        2..=7 => "東北",
        8..=14 => "関東",
        15..=23 => "中部",
        24..=30 => "近畿",
        31..=35 => "中国",
        36..=39 => "四国",
        40..=47 => "九州",
        _ => anyhow::bail!("unknown code `{code}`"),
    })
}
