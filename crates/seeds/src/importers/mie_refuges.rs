//! Designated shelters, for practice only: the published list changes, this table does not.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::mie_shelters::squeeze;
use crate::place;
use crate::raw::Raw;
use crate::tidy::Tidy;

#[derive(Deserialize)]
struct File {
    s: Vec<Refuge>,
}

#[derive(Deserialize)]
struct Refuge {
    id: String,
    #[serde(rename = "m")]
    municipality: String,
    #[serde(rename = "n")]
    name: String,
    #[serde(rename = "a")]
    address: String,
    #[serde(rename = "la")]
    latitude: f64,
    #[serde(rename = "lo")]
    longitude: f64,
    /// 1 where the shelter is an emergency evacuation site as well.
    #[serde(rename = "s")]
    emergency: u8,
}

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "施設番号",
        "市町コード",
        "市町名",
        "施設名",
        "住所",
        "緯度",
        "経度",
        "緊急避難場所兼用",
    ]);
    let mut file: File = serde_json::from_str(&raw.text("gsi_hinanjo_mie24.json")?)?;
    file.s.sort_by(|a, b| a.id.cmp(&b.id));
    for refuge in file.s {
        let municipality = place::find(&refuge.municipality)
            .with_context(|| format!("unknown `{}`", refuge.municipality))?;
        ensure!(
            refuge.id.starts_with(&format!("E{}", municipality.code)),
            "{} is not in {}",
            refuge.id,
            municipality.name
        );
        let name = squeeze(&refuge.name);
        ensure!(!is_a_home(&name), "{} is somebody's home", refuge.id);
        table.push(vec![
            refuge.id,
            municipality.code.to_owned(),
            municipality.name.to_owned(),
            name,
            squeeze(&refuge.address),
            format!("{:.5}", refuge.latitude),
            format!("{:.5}", refuge.longitude),
            (refuge.emergency == 1).to_string(),
        ])?;
    }
    Ok(table)
}

/// Whether a name is that of a family's house: it has a 宅 that is no part of 在宅, 居宅 or 住宅, which facilities have.
fn is_a_home(name: &str) -> bool {
    name.match_indices('宅').any(|(place, _)| {
        let before = name.get(..place).unwrap_or_default();
        !before.ends_with(['在', '居', '住'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_are_told_from_facilities() {
        for name in ["甲宅", "甲宅横の空地", "在宅介護センター前の甲宅"] {
            assert!(is_a_home(name), "{name}");
        }
        for name in [
            "在宅ケアセンター",
            "小規模多機能型居宅介護事業所",
            "住宅型有料老人ホーム",
            "中央公民館",
        ] {
            assert!(!is_a_home(name), "{name}");
        }
    }
}
