//! Monthly traffic accidents of Mie and the six prefectures that border on it.

use anyhow::{Context, Result, ensure};

use crate::raw::{Raw, at};
use crate::tidy::Tidy;
use crate::value::{self, Date};

/// The publisher's name, ours, and the code that gives the order.
const PREFECTURES: [(&str, &str, u8); 7] = [
    ("岐阜", "岐阜県", 21),
    ("愛知", "愛知県", 23),
    ("三重", "三重県", 24),
    ("滋賀", "滋賀県", 25),
    ("京都", "京都府", 26),
    ("奈良", "奈良県", 29),
    ("和歌山", "和歌山県", 30),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "都道府県コード",
        "都道府県名",
        "年月",
        "年",
        "月",
        "発生件数",
        "死者数",
        "負傷者数",
    ]);
    let rows = raw.rows("traffic_accidents_monthly.tsv", b'\t')?;
    let (header, rows) = rows.split_first().context("no rows")?;
    let expected = [
        "年",
        "月",
        "管区",
        "都道府県",
        "発生件数（速報値）",
        "死者数（確定値）",
        "負傷者数（速報値）",
    ];
    ensure!(
        header.iter().map(|h| h.trim()).eq(expected),
        "another header: {header:?}"
    );
    let mut found = Vec::new();
    for row in rows {
        // 計 and 合計 rows have no prefecture of ours; Hokkaido's are its police areas.
        let Some((_, name, code)) = PREFECTURES
            .iter()
            .find(|(short, _, _)| *short == at(row, 3))
        else {
            continue;
        };
        let year = value::year(at(row, 0))?;
        let month = value::int(at(row, 1))?
            .and_then(|month| u32::try_from(month).ok())
            .context("no month")?;
        let date = Date::new(year, month, 1).with_context(|| format!("no month {month}"))?;
        let numbers: Vec<i64> = (4..7)
            .map(|column| value::int(at(row, column))?.context("no value"))
            .collect::<Result<_>>()?;
        found.push((date, *code, *name, numbers));
    }
    found.sort();
    for pair in found.windows(2) {
        if let [a, b] = pair {
            ensure!(
                (a.0, a.1) != (b.0, b.1),
                "{} of {} is there twice",
                a.0,
                a.2
            );
        }
    }
    for (date, code, name, numbers) in found {
        let mut row = vec![
            format!("{code:02}"),
            name.to_owned(),
            date.to_string(),
            date.year.to_string(),
            date.month.to_string(),
        ];
        row.extend(numbers.iter().map(i64::to_string));
        table.push(row)?;
    }
    Ok(table)
}
