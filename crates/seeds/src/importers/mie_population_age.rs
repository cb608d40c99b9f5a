//! Census population by age group and sex, long form. The group 年齢不詳 is ours: the total less the three groups.

use anyhow::{Result, ensure};

use super::mie_census::{EDITION, whole};
use crate::raw::Raw;
use crate::ssdse::Municipal;
use crate::tidy::Tidy;

/// Both sexes, men, women of: everybody, then the three groups.
const ITEMS: [&str; 12] = [
    "A1101", "A110101", "A110102", "A1301", "A130101", "A130102", "A1302", "A130201", "A130202",
    "A1303", "A130301", "A130302",
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "市町コード",
        "市町名",
        "地域",
        "年",
        "年齢区分",
        "人口",
        "男",
        "女",
    ]);
    let edition = Municipal::read(raw, EDITION)?;
    let year = edition.year("A1301")?;
    for (municipality, values) in edition.values(&ITEMS)? {
        let values: Vec<i64> = values.into_iter().map(whole).collect::<Result<_>>()?;
        let [all, all_m, all_f, a, a_m, a_f, b, b_m, b_f, c, c_m, c_f] = values.as_slice() else {
            anyhow::bail!("unexpected number of items")
        };
        let groups = [
            ("15歳未満", *a, *a_m, *a_f),
            ("15歳から64歳", *b, *b_m, *b_f),
            ("65歳以上", *c, *c_m, *c_f),
            (
                "年齢不詳",
                all - a - b - c,
                all_m - a_m - b_m - c_m,
                all_f - a_f - b_f - c_f,
            ),
        ];
        for (group, total, male, female) in groups {
            ensure!(
                total == male + female && male >= 0 && female >= 0,
                "{} {group}: does not add up",
                municipality.name
            );
            let mut row = municipality.cells();
            row.extend([
                year.to_string(),
                group.to_owned(),
                total.to_string(),
                male.to_string(),
                female.to_string(),
            ]);
            table.push(row)?;
        }
    }
    Ok(table)
}
