//! Private establishments and their employees by industry (経済センサス‐活動調査), long form.

use anyhow::{Context, Result, ensure};

use super::mie_census::whole;
use crate::raw::Raw;
use crate::ssdse::Municipal;
use crate::tidy::Tidy;

/// Letter and name of the 日本標準産業分類 and the digits that its items end with.
///
/// The publisher changed 「，」 to 「、」 inside the names in 2024; one spelling is kept here so that the years compare.
const INDUSTRIES: [(&str, &str, &str); 18] = [
    ("A", "農業、林業", "32"),
    ("B", "漁業", "33"),
    ("C", "鉱業、採石業、砂利採取業", "35"),
    ("D", "建設業", "36"),
    ("E", "製造業", "37"),
    ("F", "電気・ガス・熱供給・水道業", "38"),
    ("G", "情報通信業", "39"),
    ("H", "運輸業、郵便業", "40"),
    ("I", "卸売業、小売業", "41"),
    ("J", "金融業、保険業", "44"),
    ("K", "不動産業、物品賃貸業", "45"),
    ("L", "学術研究、専門・技術サービス業", "46"),
    ("M", "宿泊業、飲食サービス業", "47"),
    ("N", "生活関連サービス業、娯楽業", "48"),
    ("O", "教育、学習支援業", "49"),
    ("P", "医療、福祉", "50"),
    ("Q", "複合サービス事業", "51"),
    ("R", "サービス業（他に分類されないもの）", "52"),
];

/// One edition for each of the two surveys.
const EDITIONS: [(i32, i32); 2] = [(2022, 2016), (2026, 2021)];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "市町コード",
        "市町名",
        "地域",
        "年",
        "産業コード",
        "産業",
        "事業所数",
        "従業者数",
    ]);
    let places: Vec<String> = INDUSTRIES
        .iter()
        .map(|(_, _, digits)| format!("C2108{digits}"))
        .collect();
    let people: Vec<String> = INDUSTRIES
        .iter()
        .map(|(_, _, digits)| format!("C2208{digits}"))
        .collect();
    for (edition, year) in EDITIONS {
        let data = Municipal::read(raw, edition)?;
        let items: Vec<&str> = ["C2108", "C2208"]
            .into_iter()
            .chain(places.iter().chain(&people).map(String::as_str))
            .collect();
        for item in &items {
            ensure!(
                data.year(item)? == year,
                "{item} of edition {edition} is not of {year}"
            );
        }
        for (municipality, values) in data.values(&items)? {
            let values: Vec<i64> = values.into_iter().map(whole).collect::<Result<_>>()?;
            let (totals, rest) = values.split_at_checked(2).context("no totals")?;
            let (places, people) = rest
                .split_at_checked(INDUSTRIES.len())
                .context("too few items")?;
            let sums: [i64; 2] = [places.iter().sum(), people.iter().sum()];
            ensure!(
                totals == sums,
                "{year} {}: the industries add up to {sums:?}, not {totals:?}",
                municipality.name
            );
            for ((letter, name, _), (places, people)) in
                INDUSTRIES.iter().zip(places.iter().zip(people))
            {
                let mut row = municipality.cells();
                row.extend([
                    year.to_string(),
                    (*letter).to_owned(),
                    (*name).to_owned(),
                    places.to_string(),
                    people.to_string(),
                ]);
                table.push(row)?;
            }
        }
    }
    Ok(table)
}
