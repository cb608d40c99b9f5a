//! Designated emergency evacuation sites, for practice only: the published list changes, this table does not.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::place;
use crate::raw::Raw;
use crate::tidy::Tidy;

#[derive(Deserialize)]
struct File {
    e: Vec<Site>,
}

#[derive(Deserialize)]
struct Site {
    id: String,
    #[serde(rename = "m")]
    municipality: String,
    #[serde(rename = "n")]
    name: String,
    #[serde(rename = "a")]
    address: String,
    /// Bits in the publisher's order of hazards, the first one lowest.
    #[serde(rename = "h")]
    hazards: u32,
    #[serde(rename = "la")]
    latitude: f64,
    #[serde(rename = "lo")]
    longitude: f64,
    /// 1 where the site is a designated shelter as well.
    #[serde(rename = "s")]
    shelter: u8,
}

const HAZARDS: [&str; 8] = [
    "洪水",
    "土砂災害",
    "高潮",
    "地震",
    "津波",
    "大規模火災",
    "内水氾濫",
    "火山現象",
];

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut header = vec![
        "施設番号",
        "市町コード",
        "市町名",
        "施設名",
        "住所",
        "緯度",
        "経度",
    ];
    header.extend(HAZARDS);
    header.push("指定避難所兼用");
    let mut table = Tidy::new(&header);
    let mut file: File = serde_json::from_str(&raw.text("gsi_hinanjo_mie24.json")?)?;
    file.e.sort_by(|a, b| a.id.cmp(&b.id));
    for site in file.e {
        let municipality = place::find(&site.municipality)
            .with_context(|| format!("unknown `{}`", site.municipality))?;
        ensure!(
            site.id.starts_with(&format!("E{}", municipality.code)),
            "{} is not in {}",
            site.id,
            municipality.name
        );
        ensure!(
            site.hazards < 1 << HAZARDS.len(),
            "{}: unknown hazards {}",
            site.id,
            site.hazards
        );
        let mut row = vec![
            site.id,
            municipality.code.to_owned(),
            municipality.name.to_owned(),
            squeeze(&site.name),
            squeeze(&site.address),
            format!("{:.5}", site.latitude),
            format!("{:.5}", site.longitude),
        ];
        row.extend((0..HAZARDS.len()).map(|bit| (site.hazards >> bit & 1 == 1).to_string()));
        row.push((site.shelter == 1).to_string());
        table.push(row)?;
    }
    Ok(table)
}

/// Blanks at the ends and line breaks go; the spelling stays as published (full-width letters are part of the lesson).
pub(super) fn squeeze(text: &str) -> String {
    text.split(['\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
