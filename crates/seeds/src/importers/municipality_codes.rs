//! The 29 municipalities under every spelling of their key, with area, peer group and the place of the town hall.

use anyhow::{Context, Result, ensure};

use crate::place::{MUNICIPALITIES, Municipality};
use crate::raw::{Raw, at};
use crate::tidy::Tidy;
use crate::value;

pub(super) fn run(raw: &Raw) -> Result<Tidy> {
    let mut table = Tidy::new(&[
        "市町コード",
        "団体コード",
        "地域コード",
        "市町名",
        "郡名",
        "郡付き名",
        "ふりがな",
        "地域",
        "類似団体区分",
        "緯度",
        "経度",
    ]);
    let codes = raw.rows("jisx0402_2020.csv", b',')?;
    let offices = raw.rows("localgovjp-utf8.csv", b',')?;
    let peers = raw.rows("FITS-M-List.csv", b',')?;
    for municipality in &MUNICIPALITIES {
        let row = one(municipality, &codes, &offices, &peers)
            .with_context(|| municipality.name.to_owned())?;
        table.push(row)?;
    }
    Ok(table)
}

fn one(
    municipality: &Municipality,
    codes: &[Vec<String>],
    offices: &[Vec<String>],
    peers: &[Vec<String>],
) -> Result<Vec<String>> {
    let code6 = municipality.code6();
    let code = codes
        .iter()
        .find(|row| at(row, 0) == code6)
        .context("not among the codes")?;
    let listed = at(code, 2);
    ensure!(
        listed == municipality.name || listed == municipality.full_name(),
        "code {code6} is `{listed}` in the list of codes"
    );
    let office = offices
        .iter()
        .find(|row| at(row, 9) == code6)
        .context("no office")?;
    ensure!(
        at(office, 2) == municipality.code && at(office, 1) == "三重県",
        "the office has other codes"
    );
    ensure!(
        at(office, 3).replace(' ', "").ends_with(municipality.name),
        "the office is of `{}`",
        at(office, 3)
    );
    let peer = peers
        .iter()
        .find(|row| at(row, 0) == code6)
        .context("no peer group")?;
    let kana = at(office, 4)
        .split_whitespace()
        .next_back()
        .unwrap_or_default();
    ensure!(
        kana.ends_with('し') || kana.ends_with("ちょう"),
        "`{kana}` is no reading of a 市 or 町"
    );
    Ok(vec![
        municipality.code.to_owned(),
        code6,
        format!("R{}", municipality.code),
        municipality.name.to_owned(),
        municipality.district.to_owned(),
        municipality.full_name(),
        kana.to_owned(),
        municipality.area.to_owned(),
        value::half_width(at(peer, 4)),
        degrees(at(office, 5))?,
        degrees(at(office, 6))?,
    ])
}

/// Four decimals are ten metres: enough for a town hall on a map.
pub(super) fn degrees(text: &str) -> Result<String> {
    let value = value::float(text)?.context("no position")?;
    Ok(format!("{value:.4}"))
}
