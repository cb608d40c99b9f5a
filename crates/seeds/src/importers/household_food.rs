//! What households of the 47 prefectural capitals spend on food: groups and some items of them, with the city's rank.

use anyhow::{Context, Result, ensure};

use super::mie_census::whole;
use crate::raw::{Raw, at};
use crate::ssdse;
use crate::tidy::Tidy;

/// What the group is called, its item, and the items of it that are taken.
const GROUPS: [(&str, &str, &[&str]); 12] = [
    ("穀類", "LB01", &["LB011001", "LB012001", "LB014001"]),
    (
        "魚介類",
        "LB02",
        &[
            "LB021101", "LB021104", "LB021110", "LB021113", "LB021201", "LB021203",
        ],
    ),
    ("肉類", "LB03", &["LB031001", "LB031002", "LB031003"]),
    ("乳卵類", "LB04", &["LB041001", "LB043001"]),
    (
        "野菜・海藻",
        "LB05",
        &["LB051305", "LB052003", "LB052004", "LB053001", "LB053003"],
    ),
    ("果物", "LB06", &["LB061001", "LB061002"]),
    ("油脂・調味料", "LB07", &["LB072002"]),
    ("菓子類", "LB08", &[]),
    ("調理食品", "LB09", &["LB092001", "LB092007"]),
    ("飲料", "LB10", &["LB101001"]),
    ("酒類", "LB11", &["LB110001", "LB110003"]),
    ("外食", "LB12", &["LB121201"]),
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&["市", "分類", "品目", "金額", "順位"]);
    let rows = raw.rows("SSDSE-C-2025.csv", b',')?;
    let [codes, names, cities @ ..] = rows.as_slice() else {
        anyhow::bail!("no header rows")
    };
    ensure!(at(codes, 1) == "2022-2024年", "spending of other years");
    let cities: Vec<_> = cities.iter().filter(|row| at(row, 2) != "全国").collect();
    ensure!(cities.len() == 47, "{} cities", cities.len());
    let mut items = Vec::new();
    for (group, total, parts) in GROUPS {
        let column = ssdse::column(codes, total)?;
        ensure!(
            at(names, column).ends_with(group),
            "{total} is `{}`",
            at(names, column)
        );
        items.push((group, group, column));
        for part in parts {
            let column = ssdse::column(codes, part)?;
            items.push((group, at(names, column), column));
        }
    }
    for city in &cities {
        for (group, item, column) in &items {
            let spent = |row: &[String]| {
                whole(ssdse::values(row, &[*column])?.into_iter().next().flatten())
                    .with_context(|| format!("{item} in {}", at(row, 2)))
            };
            let own = spent(city)?;
            let mut rank = 1;
            for other in &cities {
                rank += i32::from(spent(other)? > own);
            }
            table.push(vec![
                at(city, 2).to_owned(),
                (*group).to_owned(),
                (*item).to_owned(),
                own.to_string(),
                rank.to_string(),
            ])?;
        }
    }
    Ok(table)
}
