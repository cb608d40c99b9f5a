//! The holidays of 2020 and 2021 in two editions nine days apart: a published list is mended later.

use anyhow::Result;

use super::holidays;
use crate::raw::Raw;
use crate::tidy::Tidy;

/// The file, and the day on which it was the publisher's.
const EDITIONS: [(&str, &str); 2] = [
    ("syukujitsu_asof20201118.csv", "2020-11-18"),
    ("syukujitsu_asof20201127.csv", "2020-11-27"),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["版", "日付", "名称"]);
    for (file, edition) in EDITIONS {
        for (date, name) in holidays::read(raw, file)? {
            if (2020..=2021).contains(&date.year) {
                table.push(vec![edition.to_owned(), date.to_string(), name])?;
            }
        }
    }
    Ok(table)
}
