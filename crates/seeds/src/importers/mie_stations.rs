//! Passengers a day at each station by year (国土数値情報), long form.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::raw::Raw;
use crate::tidy::{Tidy, cell};

/// The first year of the series.
const FIRST: i32 = 2011;

#[derive(Deserialize)]
struct Station {
    #[serde(rename = "c")]
    code: String,
    #[serde(rename = "n")]
    name: String,
    #[serde(rename = "o")]
    operator: String,
    #[serde(rename = "l")]
    line: String,
    #[serde(rename = "v")]
    passengers: Vec<Option<i64>>,
    #[serde(rename = "la")]
    latitude: f64,
    #[serde(rename = "lo")]
    longitude: f64,
}

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "駅コード",
        "駅名",
        "事業者",
        "路線",
        "緯度",
        "経度",
        "年",
        "乗降客数",
    ]);
    let mut stations: Vec<Station> = raw
        .text("eki_joko_mie_2011-2024.ndjson")?
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            serde_json::from_str(line).with_context(|| format!("not a station: {line:.60}"))
        })
        .collect::<Result<_>>()?;
    stations.sort_by(|a, b| a.code.cmp(&b.code));
    for station in stations {
        ensure!(
            station.passengers.len() == 14,
            "{}: not 14 years",
            station.name
        );
        for (passengers, year) in station.passengers.iter().zip(FIRST..) {
            table.push(vec![
                station.code.clone(),
                station.name.trim().to_owned(),
                station.operator.clone(),
                station.line.clone(),
                format!("{:.5}", station.latitude),
                format!("{:.5}", station.longitude),
                year.to_string(),
                cell(*passengers),
            ])?;
        }
    }
    Ok(table)
}
